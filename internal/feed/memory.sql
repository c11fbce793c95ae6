CREATE TABLE feeds (
	address  TEXT PRIMARY KEY,
	etag     TEXT NOT NULL,    -- as its server marked what it sent last
	modified TEXT NOT NULL,
	due      INTEGER NOT NULL, -- when to ask again; times are seconds of Unix
	failures INTEGER NOT NULL  -- since it was read last
) WITHOUT ROWID;

-- servers that asked not to be asked before, with Retry-After
CREATE TABLE holds (host TEXT PRIMARY KEY, address TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE items (
	id      INTEGER PRIMARY KEY,
	feed    TEXT NOT NULL,     -- the first that told it
	host    TEXT NOT NULL,     -- of its page, or of its feed
	state   INTEGER NOT NULL,  -- 0 waiting, 1 taken: its report is in input; 2 done, 3 given up
	due     INTEGER NOT NULL,  -- when to fetch its page
	tries   INTEGER NOT NULL,
	seen    INTEGER NOT NULL,  -- when a feed told it last
	title   TEXT NOT NULL,
	item    BLOB,              -- as the feed told it, JSON, while it is waiting
	input   BLOB,              -- its report, JSON, while it is taken
	why     TEXT               -- it was given up
);
CREATE INDEX waiting ON items (host, due) WHERE state = 0;
CREATE INDEX taken ON items (id) WHERE state = 1;
CREATE INDEX last ON items (seen);

-- by which an item is known again: its link, its id, where its page was found
CREATE TABLE names (name TEXT PRIMARY KEY, item INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX named ON names (item);
