-- Format 9: events that hang together by links, which need not all tell one act. They are
-- found anew, with their incidents.

ALTER TABLE events ADD COLUMN linked INTEGER;
CREATE INDEX events_linked ON events (linked, day) WHERE linked IS NOT NULL;
DELETE FROM clues;
UPDATE events SET joined = NULL WHERE joined IS NOT NULL;
