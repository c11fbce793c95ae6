-- Format 8: what an actor's page asks of a busy state is counted as reports are added.

CREATE TABLE tallies (
	unit   TEXT NOT NULL,
	part   TEXT NOT NULL,
	what   TEXT NOT NULL,
	done   INTEGER NOT NULL,
	meant  INTEGER NOT NULL,
	denied INTEGER NOT NULL,
	texts  INTEGER NOT NULL,
	PRIMARY KEY (unit, part, what)
) STRICT, WITHOUT ROWID;
INSERT INTO tallies (unit, part, what, done, meant, denied, texts)
	SELECT unit, part, what, count(*) FILTER (WHERE done = 1), count(*) FILTER (WHERE done = 0), count(*) FILTER (WHERE done = -1), count(DISTINCT copies)
	FROM (SELECT DISTINCT e.id AS n, a.unit AS unit, s.side AS part, e.type AS what, e.done AS done, r.copies AS copies
			FROM events e JOIN reports r ON r.id = e.report JOIN sides s ON s.event = e.id JOIN actors a ON a.id = s.actor
		UNION ALL SELECT st.n, a.unit, 'speaker', ifnull(r.publisher, ''), 1, r.copies
			FROM statements st JOIN reports r ON r.id = st.report JOIN tellers t ON t.chain = st.chain JOIN actors a ON a.id = t.actor
			WHERE t.place = (SELECT max(u.place) FROM tellers u WHERE u.chain = t.chain)) x
	GROUP BY unit, part, what;

CREATE INDEX reports_day ON reports (day);
DROP INDEX reports_undated;
CREATE INDEX statements_chain ON statements (chain) WHERE chain IS NOT NULL;

ALTER TABLE mentions RENAME TO mentions_before;
CREATE TABLE mentions (
	actor  INTEGER NOT NULL REFERENCES actors,
	day    INTEGER NOT NULL,
	report INTEGER NOT NULL REFERENCES reports,
	times  INTEGER NOT NULL,
	start  INTEGER NOT NULL,
	"end"  INTEGER NOT NULL,
	PRIMARY KEY (actor, day, report)
) STRICT, WITHOUT ROWID;
INSERT INTO mentions (actor, day, report, times, start, "end")
	SELECT m.actor, r.day, m.report, m.times, m.start, m."end" FROM mentions_before m JOIN reports r ON r.id = m.report ORDER BY 1, 2, 3;
DROP TABLE mentions_before;

ALTER TABLE actors ADD COLUMN reports INTEGER NOT NULL DEFAULT 0;
UPDATE actors SET reports = (SELECT count(*) FROM mentions m WHERE m.actor = actors.id);
DROP INDEX actors_unit;
CREATE INDEX actors_unit ON actors (unit, reports DESC);
