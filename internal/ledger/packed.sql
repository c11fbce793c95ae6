-- Format 7: the keys by which copies are found lie many in a row, and an actor is found by
-- a number made of its columns, not by these once more.

DROP VIEW told;

ALTER TABLE keys RENAME TO keys_before;
CREATE TABLE keys (
	first   INTEGER PRIMARY KEY,
	reports BLOB NOT NULL
) STRICT;

CREATE TABLE actors_after (
	id      INTEGER PRIMARY KEY,
	key     TEXT NOT NULL,
	name    TEXT NOT NULL,
	kind    TEXT NOT NULL,
	country TEXT NOT NULL,
	sector  TEXT NOT NULL,
	role    TEXT NOT NULL,
	cameo   TEXT NOT NULL,
	unit    TEXT GENERATED ALWAYS AS (coalesce(nullif(country, ''), nullif(cameo, ''), nullif(key, ''), name)) VIRTUAL
) STRICT;
INSERT INTO actors_after (id, key, name, kind, country, sector, role, cameo) SELECT id, key, name, kind, country, sector, role, cameo FROM actors ORDER BY id;
DROP TABLE actors;
ALTER TABLE actors_after RENAME TO actors;
CREATE INDEX actors_unit ON actors (unit);
CREATE INDEX actors_key ON actors (key) WHERE key <> '';
-- Codes mostly begin with that of the unit; these do not.
CREATE INDEX actors_cameo ON actors (cameo) WHERE cameo <> '' AND substr(cameo, 1, length(unit)) <> unit;

CREATE TABLE named (
	sum   INTEGER NOT NULL,
	actor INTEGER NOT NULL REFERENCES actors,
	PRIMARY KEY (sum, actor)
) STRICT, WITHOUT ROWID;

CREATE VIEW told AS
SELECT r.key AS report, e.name AS event, date(nullif(e.day, -1000000) * 86400, 'unixepoch') AS day,
	e.type, e.mode, e.cameo, e.quad, e.goldstein, e.status,
	(SELECT group_concat(name, '; ') FROM (SELECT a.name FROM sides s JOIN actors a ON a.id = s.actor WHERE s.event = e.id AND s.side = 'source' ORDER BY s.n)) AS source,
	(SELECT group_concat(name, '; ') FROM (SELECT a.name FROM sides s JOIN actors a ON a.id = s.actor WHERE s.event = e.id AND s.side = 'target' ORDER BY s.n)) AS target,
	(SELECT group_concat(name, ' < ') FROM (SELECT a.name FROM tellers t JOIN actors a ON a.id = t.actor WHERE t.chain = e.via ORDER BY t.place)) AS via,
	p.name AS place, p.country, r.publisher, e.confidence, e.incident
FROM events e JOIN reports r ON r.id = e.report LEFT JOIN places p ON p.id = e.place;
