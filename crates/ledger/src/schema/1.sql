-- Schema 1: reports, their readings, and the claims of the current reading laid out for search.
-- Spans are half-open and count code points of the report's text; days count from 1970-01-01.

CREATE TABLE report (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,                 -- the id that the input gave it
    title TEXT,
    publisher INTEGER REFERENCES name,
    published TEXT,                     -- as the input gives it
    published_day INTEGER,
    url TEXT,
    language TEXT,
    text TEXT NOT NULL,
    sha256 BLOB NOT NULL,               -- of the text
    added_at TEXT NOT NULL              -- RFC 3339, UTC
);
CREATE INDEX report_published ON report (published_day);
CREATE INDEX report_publisher ON report (publisher);

CREATE TABLE coder (
    id INTEGER PRIMARY KEY,
    version TEXT NOT NULL,
    model TEXT NOT NULL,
    codebook TEXT NOT NULL,
    UNIQUE (version, model, codebook)
);

-- A report has one current reading; those before it are kept, with their claims in the body.
CREATE TABLE reading (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report,
    coder INTEGER NOT NULL REFERENCES coder,
    read_at TEXT NOT NULL,
    superseded_at TEXT,
    claims INTEGER NOT NULL,
    body BLOB NOT NULL                  -- zlib over JSON: sentences, entities, attributions, claims, notices
);
CREATE UNIQUE INDEX reading_current ON reading (report) WHERE superseded_at IS NULL;
CREATE INDEX reading_report ON reading (report);

-- Names of participants, sources, places and publishers, and the folded words in them.
CREATE TABLE name (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE name_word (
    word TEXT NOT NULL,
    name INTEGER NOT NULL REFERENCES name,
    PRIMARY KEY (word, name)
) WITHOUT ROWID;

-- Sentences that hold claims.
CREATE TABLE sentence (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL
);
CREATE INDEX sentence_report ON sentence (report);
CREATE VIRTUAL TABLE sentence_text USING fts5 (
    text, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TABLE claim (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    report INTEGER NOT NULL REFERENCES report,
    reading INTEGER NOT NULL REFERENCES reading,
    n INTEGER NOT NULL,                 -- its place among the reading's claims
    sentence INTEGER NOT NULL REFERENCES sentence,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    mode TEXT NOT NULL,                 -- with a space before and after each
    context TEXT NOT NULL,              -- likewise
    day_from INTEGER,
    day_to INTEGER,
    place INTEGER REFERENCES name,
    place_country TEXT,
    confidence REAL NOT NULL
);
CREATE INDEX claim_report ON claim (report);
CREATE INDEX claim_reading ON claim (reading);
CREATE INDEX claim_sentence ON claim (sentence);
CREATE INDEX claim_type ON claim (type, status);
CREATE INDEX claim_day ON claim (day_from);
CREATE INDEX claim_place ON claim (place);

CREATE TABLE participant (
    claim INTEGER NOT NULL REFERENCES claim,
    role INTEGER NOT NULL,              -- 0 actor, 1 recipient
    n INTEGER NOT NULL,
    name INTEGER NOT NULL REFERENCES name,
    country TEXT,
    sector TEXT,
    PRIMARY KEY (claim, role, n)
) WITHOUT ROWID;
CREATE INDEX participant_name ON participant (name, role);
CREATE INDEX participant_country ON participant (country, role);

-- The chain of sources, outermost first.
CREATE TABLE voice (
    claim INTEGER NOT NULL REFERENCES claim,
    depth INTEGER NOT NULL,
    name INTEGER NOT NULL REFERENCES name,
    PRIMARY KEY (claim, depth)
) WITHOUT ROWID;
CREATE INDEX voice_name ON voice (name);
