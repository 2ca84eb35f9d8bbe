-- Schema 3: smaller. Texts and tellings are packed, what can be computed is left out, hashes of indices have four bytes.
-- And: the publication date of a report can be set by people.

-- What the input gives is kept, since the report's key rests on it; `published` is the date in force.
ALTER TABLE report ADD COLUMN given TEXT;
UPDATE report SET given = published;
ALTER TABLE report ADD COLUMN characters INTEGER NOT NULL DEFAULT 0;
ALTER TABLE report ADD COLUMN body BLOB NOT NULL DEFAULT x'';   -- the text, packed
UPDATE report SET characters = length(text), body = packed(text);
ALTER TABLE report DROP COLUMN text;

-- The date of publication that a reading rests on.
ALTER TABLE reading ADD COLUMN published TEXT;
UPDATE reading SET published = (SELECT given FROM report WHERE report.id = reading.report);

-- Everything that follows from the readings is made again.
UPDATE claim SET telling = NULL, passage = NULL;
DROP TABLE link;
DROP TABLE block;
DROP TABLE band;
DROP TABLE report_passage;
DELETE FROM telling;
DELETE FROM event;
DROP TABLE telling;
DROP TABLE passage;
DROP TABLE passage_group;

-- What claims have in common that tell the same in the same words: the unit that is compared.
CREATE TABLE telling (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    features BLOB NOT NULL,             -- JSON, packed
    event INTEGER REFERENCES event
);
CREATE INDEX telling_event ON telling (event);

-- Tellings that share a block are compared.
CREATE TABLE block (
    hash INTEGER NOT NULL,
    telling INTEGER NOT NULL REFERENCES telling,
    PRIMARY KEY (hash, telling)
) WITHOUT ROWID;

-- Pairs that seem to tell the same event, and how likely. Why can be computed.
CREATE TABLE link (
    a INTEGER NOT NULL REFERENCES telling,
    b INTEGER NOT NULL REFERENCES telling,
    score REAL NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX link_b ON link (b);

-- Paragraphs by their words; those that are nearly the same form a group, which leads to the first report that has one.
CREATE TABLE passage_group (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report
);
CREATE TABLE passage (
    id INTEGER PRIMARY KEY,
    hash INTEGER NOT NULL UNIQUE,
    grp INTEGER NOT NULL REFERENCES passage_group
);
CREATE INDEX passage_grp ON passage (grp);
CREATE TABLE band (
    hash INTEGER NOT NULL,
    passage INTEGER NOT NULL REFERENCES passage,
    PRIMARY KEY (hash, passage)
) WITHOUT ROWID;
CREATE TABLE report_passage (
    report INTEGER NOT NULL REFERENCES report,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    passage INTEGER NOT NULL REFERENCES passage,
    PRIMARY KEY (report, start)
) WITHOUT ROWID;
CREATE INDEX report_passage_passage ON report_passage (passage);
