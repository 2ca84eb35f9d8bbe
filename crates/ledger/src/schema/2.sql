-- Schema 2: tellings, events merged from them, and where words were first printed.

-- What claims have in common that tell the same in the same words: the unit that is compared.
CREATE TABLE telling (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    features TEXT NOT NULL,             -- JSON
    event INTEGER REFERENCES event
);
CREATE INDEX telling_event ON telling (event);

-- Tellings that share a block are compared.
CREATE TABLE block (
    hash INTEGER NOT NULL,
    telling INTEGER NOT NULL REFERENCES telling,
    PRIMARY KEY (hash, telling)
) WITHOUT ROWID;
CREATE INDEX block_telling ON block (telling);

-- Pairs that seem to tell the same event: how likely, and why.
CREATE TABLE link (
    a INTEGER NOT NULL REFERENCES telling,
    b INTEGER NOT NULL REFERENCES telling,
    score REAL NOT NULL,
    reasons TEXT NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX link_b ON link (b);

-- An event is named by the first of its claims, by publication and key.
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    shown INTEGER NOT NULL,             -- the claim that tells most
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    claims INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    origins INTEGER NOT NULL,
    first_day INTEGER,                  -- of publication
    last_day INTEGER,
    day_from INTEGER,                   -- of the event
    day_to INTEGER,
    conflicts TEXT NOT NULL             -- with a space before and after each: who when where whether numbers
);
CREATE INDEX event_day ON event (day_from);
-- What is worth a look first: contradictions, then what was reported last, then what more origins tell.
CREATE INDEX event_worth ON event (conflicts = '', last_day DESC, origins DESC, key);
CREATE INDEX event_reported ON event (last_day DESC, key);
CREATE INDEX event_origins ON event (origins DESC, key);

-- Paragraphs by their words; those that are nearly the same form a group, which leads to the first report that has one.
CREATE TABLE passage (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    grp INTEGER NOT NULL REFERENCES passage_group,
    report INTEGER NOT NULL REFERENCES report,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL
);
CREATE INDEX passage_grp ON passage (grp);
CREATE INDEX passage_report ON passage (report);
CREATE TABLE passage_group (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report
);
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

ALTER TABLE claim ADD COLUMN telling INTEGER REFERENCES telling;
ALTER TABLE claim ADD COLUMN passage INTEGER REFERENCES passage;
ALTER TABLE claim ADD COLUMN medium INTEGER REFERENCES name;    -- the medium that the claim is taken from
CREATE INDEX claim_telling ON claim (telling);
CREATE INDEX claim_passage ON claim (passage);

-- How reliable people hold a medium to be; the last row counts.
CREATE TABLE reliability (
    id INTEGER PRIMARY KEY,
    medium TEXT NOT NULL,
    grade TEXT NOT NULL,
    at TEXT NOT NULL,
    reviewer TEXT NOT NULL
);

-- What people judged of claims, named by key so that it outlives re-reading. Rows are only ever added.
CREATE TABLE judgement (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    act BLOB NOT NULL,                  -- what was done at once is undone at once
    kind TEXT NOT NULL,                 -- accept reject edit together apart undo
    claim BLOB NOT NULL,                -- for undo the act that is undone
    other BLOB,
    field TEXT,
    value TEXT,
    at TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    reason TEXT
);
CREATE INDEX judgement_claim ON judgement (claim, kind);
CREATE INDEX judgement_kind ON judgement (kind);
CREATE VIEW in_force AS SELECT * FROM judgement j
    WHERE j.kind <> 'undo' AND NOT EXISTS (SELECT 1 FROM judgement u WHERE u.claim = j.act AND u.kind = 'undo');

ALTER TABLE claim ADD COLUMN judged TEXT NOT NULL DEFAULT '';   -- '' accepted rejected
ALTER TABLE event ADD COLUMN judged TEXT NOT NULL DEFAULT '';   -- rejected where all claims are, accepted where one is
