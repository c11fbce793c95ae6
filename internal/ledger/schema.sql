-- The ledger's format, version 1. FORMAT.md says what each value means.

CREATE TABLE coders (
	id      INTEGER PRIMARY KEY,
	version TEXT NOT NULL,
	model   TEXT NOT NULL,
	lexicon TEXT NOT NULL,
	scheme  TEXT NOT NULL,
	UNIQUE (version, model, lexicon, scheme)
) STRICT;

CREATE TABLE reports (
	id        INTEGER PRIMARY KEY,
	key       TEXT NOT NULL,
	sum       BLOB NOT NULL,
	coder     INTEGER NOT NULL REFERENCES coders,
	url       TEXT,
	publisher TEXT,
	title     TEXT,
	byline    TEXT,
	date      TEXT,
	day       INTEGER NOT NULL,
	lang      TEXT,
	copies    INTEGER NOT NULL,
	UNIQUE (key, sum)
) STRICT;

-- What came in, before it was coded: who meets it again need not code it again.
CREATE TABLE inputs (
	sum    BLOB PRIMARY KEY,
	report INTEGER NOT NULL REFERENCES reports
) STRICT, WITHOUT ROWID;

-- Records lie apart, so that a look at many reports does not read them.
CREATE TABLE records (
	report INTEGER PRIMARY KEY REFERENCES reports,
	record BLOB NOT NULL
) STRICT;

CREATE TABLE actors (
	id      INTEGER PRIMARY KEY,
	key     TEXT NOT NULL,
	name    TEXT NOT NULL,
	kind    TEXT NOT NULL,
	country TEXT NOT NULL,
	sector  TEXT NOT NULL,
	role    TEXT NOT NULL,
	cameo   TEXT NOT NULL,
	unit    TEXT NOT NULL,
	UNIQUE (name, key, kind, country, sector, role, cameo)
) STRICT;

CREATE TABLE mentions (
	actor  INTEGER NOT NULL REFERENCES actors,
	report INTEGER NOT NULL REFERENCES reports,
	times  INTEGER NOT NULL,
	start  INTEGER NOT NULL,
	"end"  INTEGER NOT NULL,
	PRIMARY KEY (actor, report)
) STRICT, WITHOUT ROWID;

CREATE TABLE chains (
	id     INTEGER PRIMARY KEY,
	actors TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE tellers (
	actor INTEGER NOT NULL REFERENCES actors,
	chain INTEGER NOT NULL REFERENCES chains,
	place INTEGER NOT NULL,
	PRIMARY KEY (chain, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX tellers_actor ON tellers (actor);

CREATE TABLE places (
	id      INTEGER PRIMARY KEY,
	name    TEXT NOT NULL,
	country TEXT NOT NULL,
	lat     REAL,
	lon     REAL
) STRICT;
CREATE INDEX places_name ON places (name, country);

CREATE TABLE statements (
	report    INTEGER NOT NULL REFERENCES reports,
	n         INTEGER NOT NULL,
	name      TEXT NOT NULL,
	start     INTEGER NOT NULL,
	"end"     INTEGER NOT NULL,
	cue_start INTEGER,
	cue_end   INTEGER,
	chain     INTEGER REFERENCES chains,
	quote     TEXT,
	stance    TEXT,
	parent    TEXT,
	PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE figures (
	report INTEGER NOT NULL REFERENCES reports,
	n      INTEGER NOT NULL,
	start  INTEGER NOT NULL,
	"end"  INTEGER NOT NULL,
	value  REAL,
	low    REAL,
	high   REAL,
	unit   TEXT,
	"of"   TEXT,
	"when" TEXT,
	via    INTEGER REFERENCES chains,
	PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
	id            INTEGER PRIMARY KEY,
	report        INTEGER NOT NULL REFERENCES reports,
	name          TEXT NOT NULL,
	start         INTEGER NOT NULL,
	"end"         INTEGER NOT NULL,
	trigger_start INTEGER NOT NULL,
	trigger_end   INTEGER NOT NULL,
	type          TEXT NOT NULL,
	mode          TEXT,
	cameo         TEXT,
	code          TEXT,
	quad          INTEGER,
	goldstein     REAL,
	contexts      TEXT,
	status        TEXT NOT NULL,
	done          INTEGER NOT NULL,
	underlying    TEXT,
	day           INTEGER NOT NULL,
	from_day      INTEGER,
	to_day        INTEGER,
	precision     TEXT,
	place         INTEGER REFERENCES places,
	via           INTEGER REFERENCES chains,
	killed        REAL,
	injured       REAL,
	arrested      REAL,
	people        REAL,
	confidence    REAL,
	incident      INTEGER NOT NULL
) STRICT;
CREATE INDEX events_day ON events (day, type, status);
CREATE INDEX events_via ON events (via) WHERE via IS NOT NULL;
CREATE INDEX events_place ON events (place) WHERE place IS NOT NULL;

CREATE TABLE sides (
	event INTEGER NOT NULL REFERENCES events,
	side  TEXT NOT NULL CHECK (side IN ('source', 'target')),
	n     INTEGER NOT NULL,
	actor INTEGER NOT NULL REFERENCES actors,
	PRIMARY KEY (event, side, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX sides_actor ON sides (actor, side, event);

-- How many events a pair has, by the day, for matrices: the days lie together; and
-- by the month, for timelines: the pairs lie together.
CREATE TABLE daily (
	day       INTEGER NOT NULL,
	source    TEXT NOT NULL,
	target    TEXT NOT NULL,
	quad      INTEGER NOT NULL,
	done      INTEGER NOT NULL,
	events    INTEGER NOT NULL,
	scaled    INTEGER NOT NULL,
	goldstein INTEGER NOT NULL,
	PRIMARY KEY (day, source, target, quad, done)
) STRICT, WITHOUT ROWID;

CREATE TABLE monthly (
	source    TEXT NOT NULL,
	target    TEXT NOT NULL,
	month     INTEGER NOT NULL,
	quad      INTEGER NOT NULL,
	done      INTEGER NOT NULL,
	events    INTEGER NOT NULL,
	scaled    INTEGER NOT NULL,
	goldstein INTEGER NOT NULL,
	PRIMARY KEY (source, target, month, quad, done)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE words USING fts5 (clause, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2');
INSERT INTO words (words, rank) VALUES ('hashsize', 16777216); -- bytes gathered before they are written

-- Events for reading: names for numbers. (Programs with an older SQLite read the
-- file too, and its group_concat takes no ORDER BY.)
CREATE VIEW told AS
SELECT r.key AS report, e.name AS event, date(nullif(e.day, -1000000) * 86400, 'unixepoch') AS day,
	e.type, e.mode, e.cameo, e.quad, e.goldstein, e.status,
	(SELECT group_concat(name, '; ') FROM (SELECT a.name FROM sides s JOIN actors a ON a.id = s.actor WHERE s.event = e.id AND s.side = 'source' ORDER BY s.n)) AS source,
	(SELECT group_concat(name, '; ') FROM (SELECT a.name FROM sides s JOIN actors a ON a.id = s.actor WHERE s.event = e.id AND s.side = 'target' ORDER BY s.n)) AS target,
	(SELECT group_concat(name, ' < ') FROM (SELECT a.name FROM tellers t JOIN actors a ON a.id = t.actor WHERE t.chain = e.via ORDER BY t.place)) AS via,
	p.name AS place, p.country, r.publisher, e.confidence
FROM events e JOIN reports r ON r.id = e.report LEFT JOIN places p ON p.id = e.place;
