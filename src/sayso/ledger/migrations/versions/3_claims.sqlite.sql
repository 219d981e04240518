CREATE TABLE meaning (
    document_id INTEGER NOT NULL,
    vectors BLOB NOT NULL,
    CONSTRAINT pk_meaning PRIMARY KEY (document_id),
    CONSTRAINT fk_meaning_document_id FOREIGN KEY(document_id) REFERENCES document (id)
);

CREATE TABLE claim (
    id INTEGER NOT NULL,
    wording_id INTEGER NOT NULL,
    "conflict" TEXT,
    development BOOLEAN NOT NULL,
    low INTEGER NOT NULL,
    high INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    first_day TEXT,
    last_day TEXT,
    CONSTRAINT pk_claim PRIMARY KEY (id),
    CONSTRAINT fk_claim_wording_id FOREIGN KEY(wording_id) REFERENCES statement (id)
);

CREATE INDEX ix_claim_last_day_claim_id ON claim (last_day, id);

CREATE TABLE member (
    statement_id INTEGER NOT NULL,
    claim_id INTEGER NOT NULL,
    near_id INTEGER,
    stance TEXT NOT NULL,
    CONSTRAINT pk_member PRIMARY KEY (statement_id),
    CONSTRAINT fk_member_statement_id FOREIGN KEY(statement_id) REFERENCES statement (id),
    CONSTRAINT fk_member_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id),
    CONSTRAINT fk_member_near_id FOREIGN KEY(near_id) REFERENCES statement (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_member_claim_id ON member (claim_id);

CREATE TABLE claim_judgement (
    id INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    left_id INTEGER NOT NULL,
    right_id INTEGER,
    stance TEXT,
    judge TEXT NOT NULL,
    judged TEXT NOT NULL,
    undone TEXT,
    CONSTRAINT pk_claim_judgement PRIMARY KEY (id),
    CONSTRAINT ck_claim_judgement_verdict CHECK (verdict IN ('same', 'different', 'stance')),
    CONSTRAINT fk_claim_judgement_left_id FOREIGN KEY(left_id) REFERENCES statement (id),
    CONSTRAINT fk_claim_judgement_right_id FOREIGN KEY(right_id) REFERENCES statement (id)
);

CREATE INDEX ix_claim_judgement_left_id ON claim_judgement (left_id);

CREATE INDEX ix_claim_judgement_right_id ON claim_judgement (right_id);
