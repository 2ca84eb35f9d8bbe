-- Schema 4: what grows stays cheap to look through, and what takes long to count is kept.

-- What tellings are compared by stands apart, so that the way from a claim to its event leads through narrow rows.
CREATE TABLE wording (
    telling INTEGER PRIMARY KEY,
    features BLOB NOT NULL              -- JSON, packed
);
INSERT INTO wording SELECT id, features FROM telling;
ALTER TABLE telling DROP COLUMN features;

-- Buckets of days of one block lie side by side now; the rows are made again from the tellings. No reference to `telling`:
-- without an index of its own, the removal of a telling would go through all blocks.
DROP TABLE block;
DELETE FROM crowded;
CREATE TABLE block (
    hash INTEGER NOT NULL,              -- of what is shared, and the bucket of days in its lowest 20 bits
    rank INTEGER NOT NULL,              -- from the telling's key, so that it does not tell when it came in
    telling INTEGER NOT NULL,
    PRIMARY KEY (hash, rank, telling)
) WITHOUT ROWID;

-- Tells passages that share few runs apart without their texts: two bits of each of 64 smallest digests.
ALTER TABLE passage ADD COLUMN sketch BLOB NOT NULL DEFAULT x'';

-- How often the ledger was changed, and answers that hold as long as it is not changed again.
CREATE TABLE change (n INTEGER NOT NULL);
INSERT INTO change VALUES (0);
CREATE TABLE answer (
    question TEXT PRIMARY KEY,
    change INTEGER NOT NULL,
    body TEXT NOT NULL                  -- JSON
) WITHOUT ROWID;
