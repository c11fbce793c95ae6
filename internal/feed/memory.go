// Package feed reads news feeds (RSS, Atom, JSON Feed), remembers what they told, and
// follows their items to their pages.
//
// Package feeds makes items of a feed. Memory is a file that holds what was seen
// and how far each item has come, so that no item is lost and none comes twice,
// however the program ends. Watcher polls: what a feed tells is noted in one
// transaction with the mark by which the server will know that we have it; a page that
// was fetched is kept until its report is safe where it goes; what fails is tried
// again, less and less often, and told when it is given up.
//
// What it gets wrong: an item that a feed no longer tells before it is polled
// again was never seen; a page that is changed afterwards is not fetched anew;
// a report that two sites print at two addresses is two items (package copies joins these).
package feed

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/gofrs/flock"
	_ "modernc.org/sqlite" // the driver

	"dragoman/internal/fetch"
	"dragoman/internal/ingest"
	"dragoman/internal/ingest/feeds"
)

// Memory is a file that says what was seen of feeds, and how far each item has come. One
// process has it open at a time.
//
// It is a file of its own, and no part of a ledger, because reports may go elsewhere too. An
// item passes through it so: noted with all that its feed tells; taken, with its
// report, when its page was fetched; done when the report is safe. What was
// taken and is not done when a run ends is handed on again by the next, letter by letter
// the same, so that a ledger knows it.
//
// Each of these steps is on the disk before the next begins (synchronous=full), and done comes
// after Sink.Commit: so what holds for a killed process holds where the power goes too.
type Memory struct {
	db   *sql.DB
	lock *flock.Flock
	path string
}

//go:embed memory.sql
var schema string

const (
	applicationID = 0x44524757 // "DRGW"
	format        = 1
)

// ErrInUse says that another process has the memory open.
var ErrInUse = errors.New("another process is watching with it")

// Open opens a memory, and makes it where there is none.
func Open(path string) (*Memory, error) {
	lock := flock.New(path+".lock", flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o644))
	free, err := lock.TryLock()
	if err == nil && !free {
		err = ErrInUse
	}
	if err != nil {
		return nil, fmt.Errorf("memory %s: %w", path, err)
	}
	m, err := open(path, lock)
	if err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	return m, nil
}

func open(path string, lock *flock.Flock) (*Memory, error) {
	at := url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: url.Values{"_pragma": {
		"busy_timeout(10000)", "journal_mode(wal)", "synchronous(full)"}}.Encode()}
	db, err := sql.Open("sqlite", at.String())
	if err != nil {
		return nil, fmt.Errorf("memory %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	m := &Memory{db, lock, path}
	if err := m.prepare(); err != nil {
		return nil, errors.Join(m.failed(err), db.Close())
	}
	return m, nil
}

// prepare makes the tables of a new file, and refuses what is something else.
func (m *Memory) prepare() error {
	var id, version, tables int
	if err := m.db.QueryRow("SELECT (SELECT * FROM pragma_application_id), (SELECT * FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)").Scan(&id, &version, &tables); err != nil {
		return err
	}
	switch {
	case id == 0 && tables == 0:
		return m.whole(func(tx *sql.Tx) error {
			_, err := tx.Exec(schema + fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d;", applicationID, format))
			return err
		})
	case id != applicationID:
		return errors.New("a file of another kind, expected one that dragoman watch has made")
	case version != format:
		return fmt.Errorf("format %d, written by another dragoman; this one knows format %d", version, format)
	}
	return nil
}

// Close closes the file.
func (m *Memory) Close() error { return errors.Join(m.failed(m.db.Close()), m.lock.Unlock()) }

func (m *Memory) failed(err error) error {
	if err != nil {
		err = fmt.Errorf("memory %s: %w", m.path, err)
	}
	return err
}

// whole does all of it or, with an error, nothing.
func (m *Memory) whole(do func(*sql.Tx) error) error {
	tx, err := m.db.BeginTx(context.Background(), nil)
	if err != nil {
		return m.failed(err)
	}
	if err := do(tx); err != nil {
		return m.failed(errors.Join(err, tx.Rollback()))
	}
	return m.failed(tx.Commit())
}

// subscription is what is known of a feed.
type subscription struct {
	address  string
	seen     fetch.Seen
	due      time.Time
	failures int
	gone     bool // it is not asked again in this run
	told     bool // that it fails
}

// subscribed returns what is known of a feed; of a new one, that it is due.
func (m *Memory) subscribed(address string) (*subscription, error) {
	s := &subscription{address: address}
	var due int64
	err := m.db.QueryRow("SELECT etag, modified, due, failures FROM feeds WHERE address = ?", address).
		Scan(&s.seen.ETag, &s.seen.Modified, &due, &s.failures)
	if errors.Is(err, sql.ErrNoRows) {
		return s, nil
	}
	s.due = time.Unix(due, 0)
	return s, m.failed(err)
}

// hold keeps when the host of an address may be asked again.
func (m *Memory) hold(address string, until time.Time) error {
	_, err := m.db.Exec("INSERT OR REPLACE INTO holds VALUES (?, ?, ?)", hostOf(address), address, until.Unix()+1)
	return m.failed(err)
}

// holds returns until when hosts are not to be asked, by an address of each.
func (m *Memory) holds() (map[string]time.Time, error) {
	return m.times("SELECT address, until FROM holds WHERE until > ?", time.Now().Unix())
}

// times asks for names and times.
func (m *Memory) times(q string, args ...any) (map[string]time.Time, error) {
	rows, err := m.db.Query(q, args...)
	if err != nil {
		return nil, m.failed(err)
	}
	defer rows.Close()
	out := map[string]time.Time{}
	for rows.Next() {
		var name string
		var at int64
		if err := rows.Scan(&name, &at); err != nil {
			return nil, m.failed(err)
		}
		out[name] = time.Unix(at, 0)
	}
	return out, m.failed(rows.Err())
}

// note keeps the state of a feed and what it told, and returns how many items are new.
func (m *Memory) note(s *subscription, told []feeds.Item) (fresh int, err error) {
	now := time.Now().Unix()
	err = m.whole(func(tx *sql.Tx) error {
		if _, err := tx.Exec("INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?)",
			s.address, s.seen.ETag, s.seen.Modified, s.due.Unix(), s.failures); err != nil {
			return err
		}
		for i := range told {
			id, err := known(tx, told[i].Names)
			if err == nil && id == 0 {
				id, err = add(tx, s.address, &told[i], now)
				fresh++
			} else if err == nil {
				// To the day is enough to forget by.
				_, err = tx.Exec("UPDATE items SET seen = ? WHERE id = ? AND seen < ?", now, id, now-int64(day.Seconds()))
			}
			if err == nil {
				err = name(tx, id, told[i].Names)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	return fresh, err
}

const day = 24 * time.Hour

// known is the item of which one of the names is, or 0.
func known(tx *sql.Tx, names []string) (id int64, err error) {
	for _, n := range names {
		if err = tx.QueryRow("SELECT item FROM names WHERE name = ?", n).Scan(&id); !errors.Is(err, sql.ErrNoRows) {
			return id, err
		}
	}
	return 0, nil
}

func name(tx *sql.Tx, id int64, names []string) error {
	for _, n := range names {
		if _, err := tx.Exec("INSERT OR IGNORE INTO names VALUES (?, ?)", n, id); err != nil {
			return err
		}
	}
	return nil
}

func add(tx *sql.Tx, feed string, it *feeds.Item, now int64) (int64, error) {
	raw, err := json.Marshal(it)
	if err != nil {
		return 0, err
	}
	at := it.Link
	if at == "" {
		at = feed
	}
	r, err := tx.Exec("INSERT INTO items (feed, host, state, due, tries, seen, title, item) VALUES (?, ?, 0, ?, 0, ?, ?, ?)", feed, hostOf(at), now, now, it.Title, raw)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

func hostOf(address string) string {
	if u, err := url.Parse(address); err == nil {
		return strings.ToLower(u.Host)
	}
	return address
}

// entry is an item in the memory.
type entry struct {
	feeds.Item
	id    int64
	feed  string
	tries int
}

// next returns the item that has waited longest at a host.
func (m *Memory) next(host string, now time.Time) (*entry, error) {
	e := &entry{}
	var raw []byte
	err := m.db.QueryRow("SELECT id, feed, tries, item FROM items WHERE state = 0 AND host = ? AND due <= ? ORDER BY due, id LIMIT 1", host, now.Unix()).
		Scan(&e.id, &e.feed, &e.tries, &raw)
	if err == nil {
		err = json.Unmarshal(raw, &e.Item)
	}
	return e, m.failed(err)
}

// waiting returns the hosts that items wait for, and when the first of each is due.
func (m *Memory) waiting() (map[string]time.Time, error) {
	// From one host to the next in the index, past all that waits there: it is asked
	// whenever something has come.
	return m.times(`WITH RECURSIVE h(host) AS (SELECT min(host) FROM items WHERE state = 0 UNION ALL
		SELECT (SELECT min(host) FROM items WHERE state = 0 AND host > h.host) FROM h WHERE host IS NOT NULL)
		SELECT host, (SELECT min(due) FROM items WHERE state = 0 AND host = h.host) FROM h WHERE host IS NOT NULL`)
}

// Pending counts the items whose pages are still to be had, and those whose reports are here
// and not yet safe elsewhere.
func (m *Memory) Pending() (waiting, taken int, err error) {
	err = m.db.QueryRow("SELECT (SELECT count(*) FROM items WHERE state = 0), (SELECT count(*) FROM items WHERE state = 1)").Scan(&waiting, &taken)
	return waiting, taken, m.failed(err)
}

// take keeps the report of an item, with the address where it was found. It is
// false where another item was found there, under the same title: a link through another
// site, to a page that was told directly too.
func (m *Memory) take(e *entry, in *ingest.Input, found string) (bool, error) {
	raw, err := json.Marshal(in)
	if err != nil {
		return false, err
	}
	var twice bool
	err = m.whole(func(tx *sql.Tx) error {
		var names []string
		for _, at := range []string{found, in.URL} {
			if at != "" && !feeds.IsFront(at) {
				names = append(names, feeds.NameOf(at))
			}
		}
		for _, n := range names {
			if err := tx.QueryRow("SELECT count(*) > 0 FROM names n JOIN items i ON i.id = n.item WHERE n.name = ? AND i.id <> ? AND i.state IN (1, 2) AND i.title = ?",
				n, e.id, in.Title).Scan(&twice); err != nil {
				return err
			}
			if twice {
				return finish(tx, e.id, stateDone, "told by another item")
			}
		}
		for _, n := range names {
			// Whoever comes first has the name, not who only waits.
			if _, err := tx.Exec("INSERT INTO names VALUES (?, ?) ON CONFLICT DO UPDATE SET item = excluded.item WHERE (SELECT state FROM items WHERE id = names.item) NOT IN (1, 2)", n, e.id); err != nil {
				return err
			}
		}
		_, err := tx.Exec("UPDATE items SET state = 1, title = ?, item = NULL, input = ? WHERE id = ?", in.Title, raw, e.id)
		return err
	})
	return !twice, err
}

const (
	stateDone    = 2
	stateGivenUp = 3
)

func finish(tx *sql.Tx, id int64, state int, why string) error {
	_, err := tx.Exec("UPDATE items SET state = ?, item = NULL, input = NULL, why = nullif(?, '') WHERE id = ?", state, why, id)
	return err
}

// taken calls do for every item that was taken and is not done.
func (m *Memory) taken(do func(id int64, in *ingest.Input) error) error {
	for last := int64(0); ; {
		var raw []byte
		err := m.db.QueryRow("SELECT id, input FROM items WHERE state = 1 AND id > ? ORDER BY id LIMIT 1", last).Scan(&last, &raw)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		in := &ingest.Input{}
		if err == nil {
			err = json.Unmarshal(raw, in)
		}
		if err != nil {
			return m.failed(err)
		}
		if err := do(last, in); err != nil {
			return err
		}
	}
}

// done notes that the reports of items are safe where they go.
func (m *Memory) done(ids []int64) error {
	return m.whole(func(tx *sql.Tx) error {
		for _, id := range ids {
			if err := finish(tx, id, stateDone, ""); err != nil {
				return err
			}
		}
		return nil
	})
}

// giveUp notes that an item cannot be had.
func (m *Memory) giveUp(id int64, why error) error {
	return m.whole(func(tx *sql.Tx) error { return finish(tx, id, stateGivenUp, why.Error()) })
}

// postpone has an item wait; tries is how often it was asked for in vain.
func (m *Memory) postpone(id int64, until time.Time, tries int) error {
	_, err := m.db.Exec("UPDATE items SET due = ?, tries = ? WHERE id = ?", until.Unix(), tries, id)
	return m.failed(err)
}

// remembered is how long an item is known after a feed told it last.
const remembered = 180 * day

// forget lets go of what no feed tells any more.
func (m *Memory) forget() error {
	return m.whole(func(tx *sql.Tx) error {
		before := time.Now().Add(-remembered).Unix()
		if _, err := tx.Exec("DELETE FROM names WHERE item IN (SELECT id FROM items WHERE seen < ? AND state IN (2, 3))", before); err != nil {
			return err
		}
		if _, err := tx.Exec("DELETE FROM items WHERE seen < ? AND state IN (2, 3)", before); err != nil {
			return err
		}
		_, err := tx.Exec("DELETE FROM holds WHERE until < ?", time.Now().Unix())
		return err
	})
}
