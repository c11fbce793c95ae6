-- Format 3: what people say of events.

CREATE TABLE marks (
	id       INTEGER PRIMARY KEY,
	report   INTEGER NOT NULL REFERENCES reports,
	event    INTEGER,
	decides  INTEGER NOT NULL,
	reviewer TEXT NOT NULL,
	at       TEXT NOT NULL,
	mark     TEXT NOT NULL CHECK (mark IN ('right', 'wrong', 'corrected')),
	changes  TEXT,
	note     TEXT,
	name     TEXT NOT NULL,
	seen     TEXT NOT NULL,
	coder    INTEGER NOT NULL REFERENCES coders
) STRICT;
CREATE INDEX marks_report ON marks (report);
CREATE INDEX marks_event ON marks (event) WHERE event IS NOT NULL;

-- Marked events as the coder has them, by what is asked for. Such a row in events says
-- what the mark makes of it; that of a wrong one is not there.
CREATE TABLE coded (
	id        INTEGER PRIMARY KEY,
	report    INTEGER NOT NULL REFERENCES reports,
	type      TEXT NOT NULL,
	quad      INTEGER,
	goldstein REAL,
	status    TEXT NOT NULL,
	done      INTEGER NOT NULL,
	day       INTEGER NOT NULL,
	place     INTEGER REFERENCES places,
	via       INTEGER REFERENCES chains
) STRICT;

CREATE TABLE coded_sides (
	event INTEGER NOT NULL REFERENCES coded,
	side  TEXT NOT NULL CHECK (side IN ('source', 'target')),
	n     INTEGER NOT NULL,
	actor INTEGER NOT NULL REFERENCES actors,
	PRIMARY KEY (event, side, n)
) STRICT, WITHOUT ROWID;
