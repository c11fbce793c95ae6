-- Format 6: other things are compared of events than before, so incidents are found anew.

DELETE FROM clues;
UPDATE events SET joined = NULL WHERE joined IS NOT NULL;
