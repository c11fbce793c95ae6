-- What a ledger in PostgreSQL has beside the tables of the file, which are made of the
-- same statements (postgres_say.go).

-- version is the number of the format; written counts transactions.
CREATE TABLE format (version bigint NOT NULL, written bigint NOT NULL);
INSERT INTO format VALUES (0, 0);

-- SQLite's functions for days, as this program and FORMAT.md use them.
CREATE FUNCTION strftime(format text, seconds bigint, unit text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
	to_char(to_timestamp(seconds) AT TIME ZONE 'UTC', CASE format WHEN '%Y-%m-%d' THEN 'YYYY-MM-DD' WHEN '%Y-%m' THEN 'YYYY-MM' WHEN '%Y' THEN 'YYYY' END) COLLATE "C";
CREATE FUNCTION date(seconds bigint, unit text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN strftime('%Y-%m-%d', seconds, unit);
