-- Format 4: rows are narrower, and events that tell one act are found.

DROP VIEW told;

-- What follows from the other columns is not kept: the report from the event's number;
-- which incident, from what it is joined to.
ALTER TABLE events RENAME TO events_before;
CREATE TABLE events (
	id            INTEGER PRIMARY KEY,
	report        INTEGER GENERATED ALWAYS AS (id >> 16) VIRTUAL,
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
	traits        BLOB,
	joined        INTEGER,
	incident      INTEGER GENERATED ALWAYS AS (ifnull(joined, id)) VIRTUAL
) STRICT;
INSERT INTO events (id, name, start, "end", trigger_start, trigger_end, type, mode, cameo, code, quad, goldstein, contexts, status, done, underlying,
		day, from_day, to_day, precision, place, via, killed, injured, arrested, people, confidence)
	SELECT id, name, start, "end", trigger_start, trigger_end, type, mode, cameo, code, quad, goldstein, contexts, status, done, underlying,
		day, from_day, to_day, precision, place, via, killed, injured, arrested, people, confidence FROM events_before;
DROP TABLE events_before;
CREATE INDEX events_day ON events (day);
CREATE INDEX events_via ON events (via) WHERE via IS NOT NULL;
CREATE INDEX events_place ON events (place) WHERE place IS NOT NULL;
CREATE INDEX events_joined ON events (joined) WHERE joined IS NOT NULL;

ALTER TABLE sides RENAME TO sides_before;
CREATE TABLE sides (
	event INTEGER NOT NULL REFERENCES events,
	slot  INTEGER NOT NULL,
	actor INTEGER NOT NULL REFERENCES actors,
	side  TEXT GENERATED ALWAYS AS (CASE WHEN slot < 0 THEN 'target' ELSE 'source' END) VIRTUAL,
	n     INTEGER GENERATED ALWAYS AS (CASE WHEN slot < 0 THEN -1 - slot ELSE slot END) VIRTUAL,
	PRIMARY KEY (event, slot)
) STRICT, WITHOUT ROWID;
INSERT INTO sides (event, slot, actor) SELECT event, CASE side WHEN 'source' THEN n ELSE -1 - n END, actor FROM sides_before;
DROP TABLE sides_before;
CREATE INDEX sides_actor ON sides (actor, event);

-- Where events lie that may tell the same act.
CREATE TABLE clues (
	block  INTEGER PRIMARY KEY,
	events BLOB NOT NULL
) STRICT;

-- A telling of which somebody has said that it tells the same act as others, or another
-- act than those that it was found to tell.
CREATE TABLE decisions (
	id     INTEGER PRIMARY KEY,
	report INTEGER NOT NULL REFERENCES reports,
	event  INTEGER,
	alone  INTEGER NOT NULL,
	bond   INTEGER,
	name   TEXT NOT NULL,
	seen   TEXT NOT NULL
) STRICT;
CREATE INDEX decisions_report ON decisions (report);

CREATE VIEW told AS
SELECT r.key AS report, e.name AS event, date(nullif(e.day, -1000000) * 86400, 'unixepoch') AS day,
	e.type, e.mode, e.cameo, e.quad, e.goldstein, e.status,
	(SELECT group_concat(name, '; ') FROM (SELECT a.name FROM sides s JOIN actors a ON a.id = s.actor WHERE s.event = e.id AND s.side = 'source' ORDER BY s.n)) AS source,
	(SELECT group_concat(name, '; ') FROM (SELECT a.name FROM sides s JOIN actors a ON a.id = s.actor WHERE s.event = e.id AND s.side = 'target' ORDER BY s.n)) AS target,
	(SELECT group_concat(name, ' < ') FROM (SELECT a.name FROM tellers t JOIN actors a ON a.id = t.actor WHERE t.chain = e.via ORDER BY t.place)) AS via,
	p.name AS place, p.country, r.publisher, e.confidence, e.incident
FROM events e JOIN reports r ON r.id = e.report LEFT JOIN places p ON p.id = e.place;
