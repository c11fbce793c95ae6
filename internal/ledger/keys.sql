-- Format 5: the keys by which copies are found lie by days first, so that reports that
-- come day by day are filed in few places, however many there are.

ALTER TABLE keys RENAME TO keys_before;
CREATE TABLE keys (
	key    INTEGER NOT NULL,
	report INTEGER NOT NULL REFERENCES reports,
	PRIMARY KEY (key, report)
) STRICT, WITHOUT ROWID;
INSERT INTO keys (key, report) SELECT DISTINCT (day >> 5 << 32) | (key & 4294967264) | (day & 31), report FROM keys_before ORDER BY 1, 2;
DROP TABLE keys_before;
