"""SQL views with plain names, so that Datasette, DuckDB or a spreadsheet can open a ledger and make sense of it.

They show words where the tables have offsets, and names where those have numbers; docs/ledger.md lists their columns.
"""

from __future__ import annotations

_WORDS = {
    "sqlite": """(SELECT group_concat(substr({text}, 1 + json_extract(value, '$[0]'),
        json_extract(value, '$[1]') - json_extract(value, '$[0]')), ' … ') FROM json_each({spans}))""",
    "postgresql": """(SELECT string_agg(substr({text}, 1 + CAST(pair ->> 0 AS INTEGER),
        CAST(pair ->> 1 AS INTEGER) - CAST(pair ->> 0 AS INTEGER)), ' … ' ORDER BY place)
        FROM jsonb_array_elements(CAST({spans} AS JSONB)) WITH ORDINALITY AS piece(pair, place))""",
}
_CHAIN = {
    "sqlite": """(SELECT group_concat(name, ' ← ') FROM (
        SELECT appearance.name AS name FROM link JOIN appearance ON appearance.id = link.appearance_id
        WHERE link.statement_id = statement.id ORDER BY link.place))""",
    "postgresql": """(SELECT string_agg(appearance.name, ' ← ' ORDER BY link.place)
        FROM link JOIN appearance ON appearance.id = link.appearance_id WHERE link.statement_id = statement.id)""",
}
_CURRENT = """JOIN document ON document.id = statement.document_id
    JOIN article ON article.id = document.article_id AND article.current_id = document.id"""

NAMES = (
    "documents",
    "statements",
    "sources",
    "chains",
    "answers",
    "versions",
    "changes",
    "copies",
    "claims",
    "stances",
)


def views(dialect: str) -> tuple[str, ...]:
    """What makes the views in a database of this dialect, "sqlite" or "postgresql", after all tables."""

    def words(column: str, text: str = "document.text") -> str:
        return _WORDS[dialect].format(text=text, spans=column)

    def statement_id(table: str) -> str:
        return f"{table}.document_id || '.s' || {table}.number"

    return (
        """CREATE VIEW documents AS
    SELECT document.id AS document, document.outlet, document.day, document.title, document.author,
        document.published, document.url, document.language,
        (SELECT count(*) FROM statement WHERE statement.document_id = document.id AND statement.cue IS NOT NULL)
            AS statements,
        document.version, document.article_id AS article, document.added, document.name
    FROM document JOIN article ON article.id = document.article_id AND article.current_id = document.id""",
        f"""CREATE VIEW statements AS
    SELECT {statement_id("statement")} AS statement, document.outlet, document.day,
        main.name AS source_name, {words("statement.source")} AS source, {words("statement.cue")} AS cue,
        {words("statement.content")} AS content, {_CHAIN[dialect]} AS chain,
        manner.act, manner.certainty, manner.polarity, manner.quotation,
        {words("statement.hedges")} AS hedges, {words("statement.conditions")} AS conditions,
        moment.value AS said, main.anonymous AS unnamed, main.kind AS source_kind, main.id AS source_number,
        CASE WHEN statement.inside IS NOT NULL THEN document.id || '.s' || statement.inside END AS inside,
        statement.confidence, document.id AS document, document.title, document.url
    FROM statement {_CURRENT}
    JOIN manner ON manner.id = statement.manner_id
    LEFT JOIN appearance ON appearance.id = statement.appearance_id
    LEFT JOIN source AS own ON own.id = appearance.source_id
    LEFT JOIN source AS main ON main.id = own.canonical_id
    LEFT JOIN moment ON moment.document_id = statement.document_id AND moment.number = statement.said""",
        """CREATE VIEW sources AS
    SELECT source.id AS source, source.name, source.kind, source.anonymous AS unnamed, source.affiliation, source.role,
        (SELECT sum(tally.statements) FROM source AS same JOIN tally ON tally.source_id = same.id
            WHERE same.canonical_id = source.id) AS statements,
        (SELECT sum(tally.documents) FROM source AS same JOIN tally ON tally.source_id = same.id
            WHERE same.canonical_id = source.id) AS documents
    FROM source WHERE source.canonical_id = source.id""",
        f"""CREATE VIEW chains AS
    SELECT {statement_id("statement")} AS statement, link.place, main.id AS source, appearance.name,
        appearance.kind, appearance.anonymous AS unnamed, document.outlet, document.day
    FROM link JOIN statement ON statement.id = link.statement_id {_CURRENT}
    JOIN appearance ON appearance.id = link.appearance_id
    JOIN source AS own ON own.id = appearance.source_id
    JOIN source AS main ON main.id = own.canonical_id""",
        f"""CREATE VIEW answers AS
    SELECT {statement_id("statement")} AS statement, answer.relation, {statement_id("answered")} AS answered
    FROM answer JOIN statement ON statement.id = answer.statement_id {_CURRENT}
    JOIN statement AS answered ON answered.id = answer.answered_id""",
        """CREATE VIEW versions AS
    SELECT document.article_id AS article, document.version, document.id AS document,
        article.current_id = document.id AS current, document.outlet, document.title, document.published,
        document.added,
        (SELECT count(*) FROM change WHERE change.document_id = document.id AND kind = 'added') AS statements_added,
        (SELECT count(*) FROM change WHERE change.document_id = document.id AND kind = 'dropped') AS statements_dropped,
        (SELECT count(*) FROM change WHERE change.document_id = document.id AND kind = 'altered') AS statements_altered
    FROM document JOIN article ON article.id = document.article_id""",
        f"""CREATE VIEW changes AS
    SELECT change.document_id AS document, change.kind, {statement_id("former")} AS before,
        {words("former.content", "old.text")} AS content_before, {statement_id("later")} AS after,
        {words("later.content", "new.text")} AS content_after
    FROM change
    LEFT JOIN statement AS former ON former.id = change.before_id
    LEFT JOIN document AS old ON old.id = former.document_id
    LEFT JOIN statement AS later ON later.id = change.after_id
    LEFT JOIN document AS new ON new.id = later.document_id""",
        """CREATE VIEW copies AS
    SELECT document.id AS document, document.outlet, document.day, document.title, copy.words, copy.longest,
        copy.share, copy.quoted, other.id AS other, other.outlet AS other_outlet, other.day AS other_day,
        other.title AS other_title
    FROM copy JOIN document ON document.id = copy.document_id JOIN document AS other ON other.id = copy.other_id""",
        f"""CREATE VIEW claims AS
    SELECT claim.id AS claim, {words("statement.content")} AS text, claim.conflict, claim.development,
        claim.low AS origins_low, claim.high AS origins_high, claim.statements, claim.documents, claim.first_day,
        claim.last_day, {statement_id("statement")} AS wording
    FROM claim JOIN statement ON statement.id = claim.wording_id
    JOIN document ON document.id = statement.document_id""",
        f"""CREATE VIEW stances AS
    SELECT member.claim_id AS claim, {statement_id("statement")} AS statement, member.stance, document.outlet,
        document.day, {words("statement.content")} AS content, {_CHAIN[dialect]} AS chain, document.id AS document,
        document.title, document.url
    FROM member JOIN statement ON statement.id = member.statement_id
    JOIN document ON document.id = statement.document_id""",
    )
