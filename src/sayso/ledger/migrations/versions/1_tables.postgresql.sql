CREATE TABLE article (
    id INTEGER NOT NULL,
    current_id INTEGER NOT NULL,
    CONSTRAINT pk_article PRIMARY KEY (id)
);

CREATE TABLE failure (
    place TEXT NOT NULL,
    problem TEXT NOT NULL,
    tried TEXT NOT NULL,
    CONSTRAINT pk_failure PRIMARY KEY (place)
);

CREATE TABLE manner (
    id INTEGER NOT NULL,
    quotation TEXT,
    act TEXT,
    certainty TEXT,
    polarity TEXT,
    CONSTRAINT pk_manner PRIMARY KEY (id),
    CONSTRAINT uq_manner_act_certainty_polarity_quotation UNIQUE (act, certainty, polarity, quotation)
);

CREATE TABLE source (
    id SERIAL NOT NULL,
    name TEXT NOT NULL,
    key TEXT,
    kind TEXT,
    anonymous BOOLEAN NOT NULL,
    affiliation TEXT,
    role TEXT,
    canonical_id INTEGER NOT NULL,
    CONSTRAINT pk_source PRIMARY KEY (id),
    CONSTRAINT uq_source_key UNIQUE (key)
);

CREATE INDEX ix_source_canonical_id ON source (canonical_id);

CREATE TABLE document (
    id INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    outlet TEXT,
    title TEXT,
    author TEXT,
    published TEXT,
    day TEXT,
    url TEXT,
    language TEXT,
    text TEXT NOT NULL,
    nuls TEXT,
    unread TEXT,
    digest TEXT NOT NULL,
    added TEXT NOT NULL,
    CONSTRAINT pk_document PRIMARY KEY (id),
    CONSTRAINT uq_document_article_id_version UNIQUE (article_id, version),
    CONSTRAINT fk_document_article_id FOREIGN KEY(article_id) REFERENCES article (id),
    CONSTRAINT uq_document_digest UNIQUE (digest)
);

CREATE INDEX ix_document_day ON document (day);

CREATE INDEX ix_document_outlet_document_day ON document (outlet, day);

CREATE TABLE likeness (
    form TEXT NOT NULL,
    source_id INTEGER NOT NULL,
    CONSTRAINT pk_likeness PRIMARY KEY (form, source_id),
    CONSTRAINT fk_likeness_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE address (
    place TEXT NOT NULL,
    document_id INTEGER,
    etag TEXT,
    last_modified TEXT,
    fetched TEXT,
    CONSTRAINT pk_address PRIMARY KEY (place),
    CONSTRAINT fk_address_document_id FOREIGN KEY(document_id) REFERENCES document (id)
);

CREATE INDEX ix_address_document_id ON address (document_id);

CREATE TABLE appearance (
    id INTEGER NOT NULL,
    document_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT,
    anonymous BOOLEAN,
    count BIGINT,
    affiliation TEXT,
    role TEXT,
    mentions TEXT NOT NULL,
    CONSTRAINT pk_appearance PRIMARY KEY (id),
    CONSTRAINT uq_appearance_document_id_number UNIQUE (document_id, number),
    CONSTRAINT fk_appearance_document_id FOREIGN KEY(document_id) REFERENCES document (id),
    CONSTRAINT fk_appearance_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE INDEX ix_appearance_source_id ON appearance (source_id);

CREATE TABLE band (
    hash INTEGER NOT NULL,
    document_id INTEGER NOT NULL,
    CONSTRAINT pk_band PRIMARY KEY (hash, document_id),
    CONSTRAINT fk_band_document_id FOREIGN KEY(document_id) REFERENCES document (id)
);

CREATE TABLE copy (
    document_id INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    similarity FLOAT NOT NULL,
    CONSTRAINT pk_copy PRIMARY KEY (document_id, other_id),
    CONSTRAINT fk_copy_document_id FOREIGN KEY(document_id) REFERENCES document (id),
    CONSTRAINT fk_copy_other_id FOREIGN KEY(other_id) REFERENCES document (id)
);

CREATE INDEX ix_copy_other_id ON copy (other_id);

CREATE TABLE judgement (
    id SERIAL NOT NULL,
    left_id INTEGER NOT NULL,
    right_id INTEGER NOT NULL,
    document_id INTEGER,
    verdict TEXT NOT NULL,
    judge TEXT NOT NULL,
    judged TEXT NOT NULL,
    undone TEXT,
    CONSTRAINT pk_judgement PRIMARY KEY (id),
    CONSTRAINT ck_judgement_verdict CHECK (verdict IN ('same', 'different')),
    CONSTRAINT fk_judgement_left_id FOREIGN KEY(left_id) REFERENCES source (id),
    CONSTRAINT fk_judgement_right_id FOREIGN KEY(right_id) REFERENCES source (id),
    CONSTRAINT fk_judgement_document_id FOREIGN KEY(document_id) REFERENCES document (id)
);

CREATE INDEX ix_judgement_left_id ON judgement (left_id);

CREATE INDEX ix_judgement_right_id ON judgement (right_id);

CREATE TABLE moment (
    document_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    type TEXT NOT NULL,
    value TEXT,
    CONSTRAINT pk_moment PRIMARY KEY (document_id, number),
    CONSTRAINT fk_moment_document_id FOREIGN KEY(document_id) REFERENCES document (id)
);

CREATE TABLE statement (
    id INTEGER NOT NULL,
    document_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    appearance_id INTEGER,
    inside INTEGER,
    source TEXT,
    cue TEXT,
    content TEXT,
    manner_id INTEGER NOT NULL,
    hedges TEXT,
    conditions TEXT,
    said INTEGER,
    confidence FLOAT,
    unread TEXT,
    CONSTRAINT pk_statement PRIMARY KEY (id),
    CONSTRAINT uq_statement_document_id_number UNIQUE (document_id, number),
    CONSTRAINT fk_statement_document_id FOREIGN KEY(document_id) REFERENCES document (id),
    CONSTRAINT fk_statement_appearance_id FOREIGN KEY(appearance_id) REFERENCES appearance (id),
    CONSTRAINT fk_statement_manner_id FOREIGN KEY(manner_id) REFERENCES manner (id)
);

CREATE TABLE answer (
    statement_id INTEGER NOT NULL,
    place SMALLINT NOT NULL,
    answered_id INTEGER NOT NULL,
    relation TEXT NOT NULL,
    CONSTRAINT pk_answer PRIMARY KEY (statement_id, place),
    CONSTRAINT fk_answer_statement_id FOREIGN KEY(statement_id) REFERENCES statement (id),
    CONSTRAINT fk_answer_answered_id FOREIGN KEY(answered_id) REFERENCES statement (id)
);

CREATE TABLE change (
    id SERIAL NOT NULL,
    document_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    before_id INTEGER,
    after_id INTEGER,
    CONSTRAINT pk_change PRIMARY KEY (id),
    CONSTRAINT ck_change_kind CHECK (kind IN ('added', 'dropped', 'altered')),
    CONSTRAINT fk_change_document_id FOREIGN KEY(document_id) REFERENCES document (id),
    CONSTRAINT fk_change_before_id FOREIGN KEY(before_id) REFERENCES statement (id),
    CONSTRAINT fk_change_after_id FOREIGN KEY(after_id) REFERENCES statement (id)
);

CREATE INDEX ix_change_document_id ON change (document_id);

CREATE TABLE link (
    statement_id INTEGER NOT NULL,
    place SMALLINT NOT NULL,
    appearance_id INTEGER NOT NULL,
    CONSTRAINT pk_link PRIMARY KEY (statement_id, place),
    CONSTRAINT fk_link_statement_id FOREIGN KEY(statement_id) REFERENCES statement (id),
    CONSTRAINT fk_link_appearance_id FOREIGN KEY(appearance_id) REFERENCES appearance (id)
);

CREATE TEXT SEARCH DICTIONARY sayso (TEMPLATE = snowball, LANGUAGE = english);

CREATE TEXT SEARCH CONFIGURATION sayso (COPY = simple);

ALTER TEXT SEARCH CONFIGURATION sayso
        ALTER MAPPING FOR asciiword, word, numword, int, uint, float, sfloat, version WITH sayso;

CREATE TABLE listing (
        top BIGINT PRIMARY KEY,
        statements INTEGER NOT NULL,
        document_id INTEGER NOT NULL UNIQUE REFERENCES document (id)
    );

CREATE TABLE statement_words (key BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);

CREATE INDEX ix_statement_words_words ON statement_words USING gin (words);

CREATE TABLE document_words (key BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);

CREATE INDEX ix_document_words_words ON document_words USING gin (words);

CREATE TABLE source_words (key BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);

CREATE INDEX ix_source_words_words ON source_words USING gin (words);

CREATE TABLE tally (
        source_id INTEGER PRIMARY KEY REFERENCES source (id),
        anonymous BOOLEAN NOT NULL,
        statements INTEGER NOT NULL,
        documents INTEGER NOT NULL
    );

CREATE INDEX ix_tally_anonymous_statements ON tally (anonymous, statements);

CREATE INDEX ix_source_merged ON source (canonical_id) WHERE canonical_id <> id;

CREATE VIEW documents AS
    SELECT document.id AS document, document.outlet, document.day, document.title, document.author,
        document.published, document.url, document.language,
        (SELECT count(*) FROM statement WHERE statement.document_id = document.id AND statement.cue IS NOT NULL)
            AS statements,
        document.version, document.article_id AS article, document.added, document.name
    FROM document JOIN article ON article.id = document.article_id AND article.current_id = document.id;

CREATE VIEW statements AS
    SELECT statement.document_id || '.s' || statement.number AS statement, document.outlet, document.day,
        main.name AS source_name, (SELECT string_agg(substr(document.text, 1 + CAST(pair ->> 0 AS INTEGER),
        CAST(pair ->> 1 AS INTEGER) - CAST(pair ->> 0 AS INTEGER)), ' … ' ORDER BY place)
        FROM jsonb_array_elements(CAST(statement.source AS JSONB)) WITH ORDINALITY AS piece(pair, place)) AS source, (SELECT string_agg(substr(document.text, 1 + CAST(pair ->> 0 AS INTEGER),
        CAST(pair ->> 1 AS INTEGER) - CAST(pair ->> 0 AS INTEGER)), ' … ' ORDER BY place)
        FROM jsonb_array_elements(CAST(statement.cue AS JSONB)) WITH ORDINALITY AS piece(pair, place)) AS cue,
        (SELECT string_agg(substr(document.text, 1 + CAST(pair ->> 0 AS INTEGER),
        CAST(pair ->> 1 AS INTEGER) - CAST(pair ->> 0 AS INTEGER)), ' … ' ORDER BY place)
        FROM jsonb_array_elements(CAST(statement.content AS JSONB)) WITH ORDINALITY AS piece(pair, place)) AS content, (SELECT string_agg(appearance.name, ' ← ' ORDER BY link.place)
        FROM link JOIN appearance ON appearance.id = link.appearance_id WHERE link.statement_id = statement.id) AS chain,
        manner.act, manner.certainty, manner.polarity, manner.quotation,
        (SELECT string_agg(substr(document.text, 1 + CAST(pair ->> 0 AS INTEGER),
        CAST(pair ->> 1 AS INTEGER) - CAST(pair ->> 0 AS INTEGER)), ' … ' ORDER BY place)
        FROM jsonb_array_elements(CAST(statement.hedges AS JSONB)) WITH ORDINALITY AS piece(pair, place)) AS hedges, (SELECT string_agg(substr(document.text, 1 + CAST(pair ->> 0 AS INTEGER),
        CAST(pair ->> 1 AS INTEGER) - CAST(pair ->> 0 AS INTEGER)), ' … ' ORDER BY place)
        FROM jsonb_array_elements(CAST(statement.conditions AS JSONB)) WITH ORDINALITY AS piece(pair, place)) AS conditions,
        moment.value AS said, main.anonymous AS unnamed, main.kind AS source_kind, main.id AS source_number,
        CASE WHEN statement.inside IS NOT NULL THEN document.id || '.s' || statement.inside END AS inside,
        statement.confidence, document.id AS document, document.title, document.url
    FROM statement JOIN document ON document.id = statement.document_id
    JOIN article ON article.id = document.article_id AND article.current_id = document.id
    JOIN manner ON manner.id = statement.manner_id
    LEFT JOIN appearance ON appearance.id = statement.appearance_id
    LEFT JOIN source AS own ON own.id = appearance.source_id
    LEFT JOIN source AS main ON main.id = own.canonical_id
    LEFT JOIN moment ON moment.document_id = statement.document_id AND moment.number = statement.said;

CREATE VIEW sources AS
    SELECT source.id AS source, source.name, source.kind, source.anonymous AS unnamed, source.affiliation, source.role,
        (SELECT sum(tally.statements) FROM source AS same JOIN tally ON tally.source_id = same.id
            WHERE same.canonical_id = source.id) AS statements,
        (SELECT sum(tally.documents) FROM source AS same JOIN tally ON tally.source_id = same.id
            WHERE same.canonical_id = source.id) AS documents
    FROM source WHERE source.canonical_id = source.id;

CREATE VIEW chains AS
    SELECT statement.document_id || '.s' || statement.number AS statement, link.place, main.id AS source, appearance.name,
        appearance.kind, appearance.anonymous AS unnamed, document.outlet, document.day
    FROM link JOIN statement ON statement.id = link.statement_id JOIN document ON document.id = statement.document_id
    JOIN article ON article.id = document.article_id AND article.current_id = document.id
    JOIN appearance ON appearance.id = link.appearance_id
    JOIN source AS own ON own.id = appearance.source_id
    JOIN source AS main ON main.id = own.canonical_id;

CREATE VIEW answers AS
    SELECT statement.document_id || '.s' || statement.number AS statement, answer.relation, answered.document_id || '.s' || answered.number AS answered
    FROM answer JOIN statement ON statement.id = answer.statement_id JOIN document ON document.id = statement.document_id
    JOIN article ON article.id = document.article_id AND article.current_id = document.id
    JOIN statement AS answered ON answered.id = answer.answered_id;

CREATE VIEW versions AS
    SELECT document.article_id AS article, document.version, document.id AS document,
        article.current_id = document.id AS current, document.outlet, document.title, document.published,
        document.added,
        (SELECT count(*) FROM change WHERE change.document_id = document.id AND kind = 'added') AS statements_added,
        (SELECT count(*) FROM change WHERE change.document_id = document.id AND kind = 'dropped') AS statements_dropped,
        (SELECT count(*) FROM change WHERE change.document_id = document.id AND kind = 'altered') AS statements_altered
    FROM document JOIN article ON article.id = document.article_id;

CREATE VIEW changes AS
    SELECT change.document_id AS document, change.kind, former.document_id || '.s' || former.number AS before,
        (SELECT string_agg(substr(old.text, 1 + CAST(pair ->> 0 AS INTEGER),
        CAST(pair ->> 1 AS INTEGER) - CAST(pair ->> 0 AS INTEGER)), ' … ' ORDER BY place)
        FROM jsonb_array_elements(CAST(former.content AS JSONB)) WITH ORDINALITY AS piece(pair, place)) AS content_before, later.document_id || '.s' || later.number AS after,
        (SELECT string_agg(substr(new.text, 1 + CAST(pair ->> 0 AS INTEGER),
        CAST(pair ->> 1 AS INTEGER) - CAST(pair ->> 0 AS INTEGER)), ' … ' ORDER BY place)
        FROM jsonb_array_elements(CAST(later.content AS JSONB)) WITH ORDINALITY AS piece(pair, place)) AS content_after
    FROM change
    LEFT JOIN statement AS former ON former.id = change.before_id
    LEFT JOIN document AS old ON old.id = former.document_id
    LEFT JOIN statement AS later ON later.id = change.after_id
    LEFT JOIN document AS new ON new.id = later.document_id;

CREATE VIEW copies AS
    SELECT document.id AS document, document.outlet, document.day, document.title, copy.similarity,
        other.id AS other, other.outlet AS other_outlet, other.day AS other_day, other.title AS other_title
    FROM copy JOIN document ON document.id = copy.document_id JOIN document AS other ON other.id = copy.other_id;
