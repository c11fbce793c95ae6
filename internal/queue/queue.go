// Package queue hands reports from those who have them to those who code them, on any
// number of machines, by way of NATS JetStream.
//
// In one process there is no queue: whoever works on reports draws them from an iterator,
// and whether that reads files or a queue (Take) makes no difference to the work. What a
// queue adds is that a report, once taken over (Put), is handed out again and again until
// somebody says that it is done (Task.Done), which he does when the ledger has it.
//
// Three things lie with the servers, each with as many copies as Copies says: a stream of
// reports, from which goes what is done; a stream of dead letters, those that were
// tried in vain, with the reason; and a store of bodies too large for a message.
//
// A report may come twice: sent twice, or handed out again because word of its being done
// was lost. The servers leave out what they have met within Window; beyond that the ledger
// decides, which knows what it has. Nothing here promises "exactly once", and nothing needs it.
//
// What it gets wrong: a worker that is killed has tried all that it held, so that a report
// of which nobody has told anything is given up only after untold times as many tries.
package queue

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Message is a report on its way.
type Message struct {
	ID   string // a hash of the report: what has the same is sent once
	Body []byte
}

// Options say which queue is meant and how it is used. URL alone is needed.
type Options struct {
	URL      string        // "nats://one:4222,nats://two:4222/archive": servers of one cluster, and which queue of theirs; "dragoman" where there is no name
	Creds    string        // a file of credentials, as nsc makes it; empty for none
	Lost     time.Duration // after which a report that its worker says nothing about is handed to another
	Tries    int           // after which a report that fails is a dead letter
	Tell     func(string)  // what is met in passing: "the queue is full", "no server answers"; or nil
	ReadOnly bool          // an error where there is no queue of the name, in place of making it
}

const (
	// Window is how long the servers remember what they were sent.
	Window = 10 * time.Minute
	// Most is how many reports may wait; who has more waits with them. It is a setting of the
	// stream, which `nats stream edit` changes.
	Most = 1_000_000

	// largest is the size past which a body goes into the store. A server refuses messages of
	// more than a megabyte, unless it is told otherwise.
	largest = 256 << 10
	// untold is how many more times than one that fails a report is tried that nobody tells of.
	untold = 4
	// mostHeld is how many reports all workers together may have in hand.
	mostHeld = 1 << 16
	// answer is how long a server may take, while another one takes the place of the leader.
	answer = 10 * time.Second
)

// ErrNone says that there is no queue of the name.
var ErrNone = errors.New("no such queue")

// Queue is an open queue. It may be used from several goroutines.
type Queue struct {
	Options
	name    string
	nc      *nats.Conn
	js      jetstream.JetStream
	reports jetstream.Stream
	dead    jetstream.Stream
	bodies  jetstream.ObjectStore

	mu   sync.Mutex
	held map[*Task]bool // handed out, and neither done nor failed
	stop context.CancelFunc
}

// Open connects to the servers, and makes the queue where there is none: with three copies
// in a cluster, with one on a server that stands alone.
func Open(ctx context.Context, o Options) (*Queue, error) {
	servers, name, err := split(o.URL)
	if err != nil {
		return nil, err
	}
	if o.Tell == nil {
		o.Tell = func(string) {}
	}
	q := &Queue{Options: o, name: name, held: map[*Task]bool{}}
	if q.nc, err = q.connect(servers); err != nil {
		return nil, fmt.Errorf("queue %s: %w", hidden(o.URL), err)
	}
	q.js, err = jetstream.New(q.nc, jetstream.WithPublishAsyncMaxPending(256), jetstream.WithPublishAsyncTimeout(answer))
	if err == nil {
		err = q.prepare(ctx)
	}
	if err != nil {
		q.nc.Close()
		return nil, fmt.Errorf("queue %s: %w", hidden(o.URL), err)
	}
	beat, stop := context.WithCancel(context.Background())
	q.stop = stop
	if o.Lost > 0 {
		go q.beat(beat)
	}
	return q, nil
}

// Close hands back what was taken and not done, and ends the connection.
func (q *Queue) Close() error {
	q.stop()
	q.mu.Lock()
	for t := range q.held {
		handBack(t.msg) // else it comes again when Lost is over
	}
	clear(q.held)
	q.mu.Unlock()
	err := q.nc.FlushTimeout(answer)
	q.nc.Close()
	if err != nil && !errors.Is(err, nats.ErrConnectionClosed) {
		return fmt.Errorf("queue %s: closing: %w", q.name, err)
	}
	return nil
}

var named = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// split takes the queue's name off the servers'.
func split(address string) (servers, name string, err error) {
	name = "dragoman"
	all := strings.Split(address, ",")
	for i, one := range all {
		u, err := url.Parse(one)
		if err != nil || u.Scheme != "nats" && u.Scheme != "tls" || u.Hostname() == "" {
			return "", "", fmt.Errorf("queue %q: expected an address such as nats://host:4222", hidden(one))
		}
		if path := strings.Trim(u.Path, "/"); path != "" {
			if i < len(all)-1 || !named.MatchString(path) {
				return "", "", fmt.Errorf("queue %q: expected a name of letters, digits, - and _ behind the last server", hidden(address))
			}
			name = path
		}
		u.Path = ""
		all[i] = u.String()
	}
	return strings.Join(all, ","), name, nil
}

// hidden is an address without its passwords.
func hidden(address string) string {
	all := strings.Split(address, ",")
	for i, one := range all {
		if u, err := url.Parse(one); err == nil {
			all[i] = u.Redacted()
		}
	}
	return strings.Join(all, ",")
}

func (q *Queue) connect(servers string) (*nats.Conn, error) {
	options := []nats.Option{
		nats.Name("dragoman"),
		nats.MaxReconnects(-1),
		nats.ReconnectWait(250 * time.Millisecond),
		nats.Timeout(answer),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil {
				q.Tell(fmt.Sprintf("the connection to the queue was lost (%v); trying again", err))
			}
		}),
		nats.ReconnectHandler(func(c *nats.Conn) { q.Tell("connected again, to " + c.ConnectedUrlRedacted()) }),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { q.Tell("queue: " + err.Error()) }),
	}
	if q.Creds != "" {
		options = append(options, nats.UserCredentials(q.Creds))
	}
	return nats.Connect(servers, options...)
}

// prepare finds the streams and the store, and makes them.
func (q *Queue) prepare(ctx context.Context) error {
	copies := 1
	if q.nc.ConnectedClusterName() != "" {
		copies = 3
	}
	var err error
	q.reports, err = q.stream(ctx, jetstream.StreamConfig{
		Name: q.name, Subjects: []string{q.name + ".reports"}, Replicas: copies,
		Description: "reports to be coded by dragoman",
		Retention:   jetstream.WorkQueuePolicy, Discard: jetstream.DiscardNew, MaxMsgs: Most, Duplicates: Window,
	})
	if err == nil {
		q.dead, err = q.stream(ctx, jetstream.StreamConfig{
			Name: q.name + "-dead", Subjects: []string{q.name + ".dead"}, Replicas: copies,
			Description: "reports that dragoman could not code, with the reason", Duplicates: Window,
		})
	}
	if err == nil {
		q.bodies, err = again(ctx, func(ctx context.Context) (jetstream.ObjectStore, error) {
			store, err := q.js.ObjectStore(ctx, q.name+"-bodies")
			if errors.Is(err, jetstream.ErrBucketNotFound) {
				store, err = q.js.CreateObjectStore(ctx, jetstream.ObjectStoreConfig{Bucket: q.name + "-bodies", Replicas: copies,
					Description: "reports too large for a message"})
			}
			return store, err
		})
	}
	return err
}

func (q *Queue) stream(ctx context.Context, c jetstream.StreamConfig) (jetstream.Stream, error) {
	return again(ctx, func(ctx context.Context) (jetstream.Stream, error) {
		s, err := q.js.Stream(ctx, c.Name)
		switch {
		case !errors.Is(err, jetstream.ErrStreamNotFound):
			return s, err
		case q.ReadOnly:
			return nil, fmt.Errorf("%w: %s", ErrNone, c.Name)
		}
		return q.js.CreateStream(ctx, c)
	})
}

// again asks until there is an answer, for as long as a cluster takes to find a leader.
func again[T any](ctx context.Context, ask func(context.Context) (T, error)) (T, error) {
	ctx, stop := context.WithTimeout(ctx, 3*answer)
	defer stop()
	for wait := 100 * time.Millisecond; ; wait = min(2*wait, 2*time.Second) {
		once, stop := context.WithTimeout(ctx, answer/2)
		v, err := ask(once)
		stop()
		if err == nil || lasting(err) || !pause(ctx, wait) {
			return v, err
		}
	}
}

// lasting reports whether asking again cannot help.
func lasting(err error) bool {
	for _, e := range []error{ErrNone, jetstream.ErrJetStreamNotEnabled, jetstream.ErrJetStreamNotEnabledForAccount, jetstream.ErrStreamNameAlreadyInUse,
		jetstream.ErrObjectNotFound, nats.ErrAuthorization, nats.ErrPermissionViolation, nats.ErrMaxPayload, nats.ErrConnectionClosed} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// pause waits, and reports whether the context still holds.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-time.After(d):
		return true
	case <-ctx.Done():
		return false
	}
}
