CREATE TABLE meaning (
    document_id INTEGER NOT NULL,
    vectors BLOB NOT NULL,
    CONSTRAINT pk_meaning PRIMARY KEY (document_id),
    CONSTRAINT fk_meaning_document_id FOREIGN KEY(document_id) REFERENCES document (id)
);

CREATE TABLE unlinked (
    document_id INTEGER NOT NULL,
    CONSTRAINT pk_unlinked PRIMARY KEY (document_id),
    CONSTRAINT fk_unlinked_document_id FOREIGN KEY(document_id) REFERENCES document (id)
);

CREATE TABLE claim (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    wording_id INTEGER NOT NULL,
    "conflict" TEXT,
    development BOOLEAN NOT NULL,
    low INTEGER NOT NULL,
    high INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    first_day TEXT,
    last_day TEXT,
    CONSTRAINT fk_claim_wording_id FOREIGN KEY(wording_id) REFERENCES statement (id)
);

CREATE INDEX ix_claim_last_day_claim_id ON claim (last_day, id);

CREATE TABLE member (
    statement_id INTEGER NOT NULL,
    claim_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    near_id INTEGER,
    stance TEXT,
    CONSTRAINT pk_member PRIMARY KEY (statement_id),
    CONSTRAINT fk_member_statement_id FOREIGN KEY(statement_id) REFERENCES statement (id),
    CONSTRAINT fk_member_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id),
    CONSTRAINT fk_member_near_id FOREIGN KEY(near_id) REFERENCES statement (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_member_claim_id_member_place ON member (claim_id, place);

CREATE TABLE unsettled (
    claim_id INTEGER NOT NULL,
    CONSTRAINT pk_unsettled PRIMARY KEY (claim_id),
    CONSTRAINT fk_unsettled_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id)
);

CREATE TABLE claim_judgement (
    id INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    stance TEXT,
    judge TEXT NOT NULL,
    judged TEXT NOT NULL,
    undone TEXT,
    CONSTRAINT pk_claim_judgement PRIMARY KEY (id),
    CONSTRAINT ck_claim_judgement_verdict CHECK (verdict IN ('same', 'different', 'stance'))
);

CREATE TABLE judged_statement (
    judgement_id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    side SMALLINT NOT NULL,
    CONSTRAINT pk_judged_statement PRIMARY KEY (judgement_id, statement_id),
    CONSTRAINT fk_judged_statement_judgement_id FOREIGN KEY(judgement_id) REFERENCES claim_judgement (id),
    CONSTRAINT fk_judged_statement_statement_id FOREIGN KEY(statement_id) REFERENCES statement (id)
)
 WITHOUT ROWID;

CREATE VIEW claims AS
    SELECT claim.id AS claim, (SELECT group_concat(substr(document.text, 1 + json_extract(value, '$[0]'),
        json_extract(value, '$[1]') - json_extract(value, '$[0]')), ' … ') FROM json_each(statement.content)) AS text, claim.conflict, claim.development,
        claim.low AS origins_low, claim.high AS origins_high, claim.statements, claim.documents, claim.first_day,
        claim.last_day, statement.document_id || '.s' || statement.number AS wording
    FROM claim JOIN statement ON statement.id = claim.wording_id
    JOIN document ON document.id = statement.document_id;

CREATE VIEW stances AS
    SELECT member.claim_id AS claim, statement.document_id || '.s' || statement.number AS statement, member.stance, document.outlet,
        document.day, (SELECT group_concat(substr(document.text, 1 + json_extract(value, '$[0]'),
        json_extract(value, '$[1]') - json_extract(value, '$[0]')), ' … ') FROM json_each(statement.content)) AS content, (SELECT group_concat(name, ' ← ') FROM (
        SELECT appearance.name AS name FROM link JOIN appearance ON appearance.id = link.appearance_id
        WHERE link.statement_id = statement.id ORDER BY link.place)) AS chain, document.id AS document,
        document.title, document.url
    FROM member JOIN statement ON statement.id = member.statement_id
    JOIN document ON document.id = statement.document_id;
