-- Schema 5: what is counted of events stands in their rows, and indices know all that is asked of them.

-- Of the claim that tells most: who prints it, the country of the place, and those of the actors.
ALTER TABLE event ADD COLUMN publisher INTEGER REFERENCES name;
ALTER TABLE event ADD COLUMN country TEXT;
ALTER TABLE event ADD COLUMN actors TEXT NOT NULL DEFAULT '';   -- with a comma between them
CREATE INDEX event_judged ON event (judged) WHERE judged <> '';

DROP INDEX claim_day;
CREATE INDEX claim_day ON claim (day_from, day_to);
CREATE INDEX claim_mode ON claim (mode) WHERE mode <> '';
CREATE INDEX claim_judged ON claim (judged) WHERE judged <> '';
