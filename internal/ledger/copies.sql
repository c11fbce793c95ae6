-- Format 2: which reports are copies of one text.

-- What is kept of a text to compare it with others. A report whose sketch and day
-- another one has as well has no row: what is a copy of the one is so of the other.
CREATE TABLE sketches (
	report INTEGER PRIMARY KEY REFERENCES reports,
	sketch BLOB NOT NULL
) STRICT;

-- What copies are looked up by.
CREATE TABLE keys (
	key    INTEGER NOT NULL,
	day    INTEGER NOT NULL,
	report INTEGER NOT NULL REFERENCES reports,
	PRIMARY KEY (key, day, report)
) STRICT, WITHOUT ROWID;

CREATE INDEX reports_copies ON reports (copies) WHERE copies <> id;
CREATE INDEX reports_undated ON reports (day) WHERE day = -1000000;
