DROP VIEW copies;

DROP TABLE copy;

CREATE TABLE copy (
    document_id INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    words INTEGER NOT NULL,
    longest INTEGER NOT NULL,
    share FLOAT NOT NULL,
    quoted BOOLEAN NOT NULL,
    CONSTRAINT pk_copy PRIMARY KEY (document_id, other_id),
    CONSTRAINT fk_copy_document_id FOREIGN KEY(document_id) REFERENCES document (id),
    CONSTRAINT fk_copy_other_id FOREIGN KEY(other_id) REFERENCES document (id)
);

CREATE INDEX ix_copy_other_id ON copy (other_id);

CREATE VIEW copies AS
    SELECT document.id AS document, document.outlet, document.day, document.title, copy.words, copy.longest,
        copy.share, copy.quoted, other.id AS other, other.outlet AS other_outlet, other.day AS other_day,
        other.title AS other_title
    FROM copy JOIN document ON document.id = copy.document_id JOIN document AS other ON other.id = copy.other_id;
