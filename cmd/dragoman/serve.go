package main

import (
	"context"
	"errors"
	"io"
	"iter"
	"log/slog"
	"net"
	"net/netip"
	"runtime"
	"time"

	"dragoman"
	"dragoman/internal/export"
	"dragoman/internal/ledger"
	"dragoman/internal/review"
	"dragoman/internal/serve"
)

type serveCmd struct {
	Listen    string        `help:"Address and port." default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	ReadOnly  bool          `help:"Show the ledger and code nothing; the network is not loaded."`
	Review    bool          `help:"Let people mark events of the ledger right, wrong or corrected (dragoman review); the server writes nothing else."`
	TokenFile string        `help:"A file of tokens, one a line, any of which lets in: as a bearer, or as the password that a browser asks for." placeholder:"FILE" type:"path"`
	ProxyUser string        `help:"The header in which a proxy names the user whom it has let in." placeholder:"HEADER"`
	ProxyFrom []string      `help:"The addresses from which that header is believed, parted by commas." placeholder:"CIDR"`
	Host      []string      `help:"Names by which the server is called, beside that of this machine." placeholder:"NAME"`
	TLSCert   string        `name:"tls-cert" help:"Speak TLS with this certificate." placeholder:"FILE" type:"path"`
	TLSKey    string        `name:"tls-key" help:"The certificate's key." placeholder:"FILE" type:"path"`
	Rate      float64       `help:"Requests a second of one client; by default 50, and as many as it likes where only this machine can reach the server." placeholder:"N"`
	Timeout   time.Duration `help:"For one answer, and one report of a batch." default:"60s" placeholder:"TIME"`
	MaxBody   int           `help:"Mebibytes of one request." default:"8" placeholder:"MIB"`
	Log       string        `help:"How to log to standard error." enum:"text,json,none" default:"text" placeholder:"text|json|none"`
	Jobs      int           `short:"j" help:"Reports to code at the same time; by default one for each processor." placeholder:"N"`
	codingFlags
	ledgerFlag
}

// Help is the long text of --help.
func (serveCmd) Help() string {
	return `Shows the ledger in a browser and to programs, and codes what is pasted or sent to it. Open http://127.0.0.1:8080/ and paste an article; /v1/openapi.json describes the API. Every page has its address, and the same as JSON and CSV. It only reads the ledger, unless --review lets people mark events: dragoman add may run meanwhile.

It answers this machine alone. To be reached from others it must know who may come: by --token-file, or by --proxy-user with --proxy-from, behind a proxy that lets users in. Ctrl-C lets answers come to their end and stops it.

Each flag can stand in the environment (DRAGOMAN_SERVE_LISTEN for --listen) or below [serve] in a file that --config names.

Examples:

    dragoman serve
    dragoman serve --read-only --ledger gas.ledger --listen 127.0.0.1:9000
    dragoman serve --listen :8443 --token-file tokens --tls-cert cert.pem --tls-key key.pem`
}

// Run serves until the context ends.
func (c *serveCmd) Run(ctx context.Context, t *terminal) error {
	o, err := c.options(t)
	if err != nil {
		return err
	}
	s, err := serve.New(o)
	if errors.Is(err, serve.ErrOpen) {
		return hint(usageError{err}, "name who may come with --token-file, or with --proxy-user and --proxy-from; or listen on 127.0.0.1")
	}
	if err != nil {
		return usageError{err}
	}
	on, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return hint(err, "--listen 127.0.0.1:0 takes a port that is free")
	}
	scheme := "http"
	if c.TLSCert != "" {
		scheme = "https"
	}
	t.note("serving at %s://%s/", scheme, on.Addr())
	return s.Serve(ctx, on, c.TLSCert, c.TLSKey)
}

func (c *serveCmd) options(t *terminal) (serve.Options, error) {
	o := serve.Options{
		Ledger:  c.Ledger,
		Access:  serve.Access{Listen: c.Listen, Header: c.ProxyUser, Hosts: c.Host},
		Limits:  serve.Limits{Body: c.MaxBody << 20, Jobs: c.Jobs, Rate: c.Rate, Timeout: c.Timeout},
		Formats: servedFormats(),
		Log:     c.logger(t),
	}
	switch {
	case c.Review && c.ReadOnly:
		return o, usage("--review and --read-only: expected one of them")
	case (c.TLSCert == "") != (c.TLSKey == ""):
		return o, usage("--tls-cert and --tls-key: expected both or neither")
	case c.Jobs < 0:
		return o, usage("-j %d: expected a number of reports above 0", c.Jobs)
	case c.MaxBody < 1:
		return o, usage("--max-body %d: expected mebibytes above 0", c.MaxBody)
	case c.Timeout <= 0:
		return o, usage("--timeout %s: expected a time above 0", c.Timeout)
	case c.Rate < 0:
		return o, usage("--rate %g: expected a number above 0", c.Rate)
	}
	if c.Jobs == 0 {
		o.Limits.Jobs = runtime.GOMAXPROCS(0)
	}
	if c.Rate == 0 && !o.Access.Loopback() {
		o.Limits.Rate = 50
	}
	for _, from := range c.ProxyFrom {
		p, err := prefix("--proxy-from", from)
		if err != nil {
			return o, err
		}
		o.Access.Proxies = append(o.Access.Proxies, p)
	}
	var err error
	if c.TokenFile != "" {
		if o.Access.Tokens, err = serve.ReadTokens(c.TokenFile); err != nil {
			return o, usageError{err}
		}
	}
	if c.Review {
		if o.Reviewing, err = c.reviewing(); err != nil {
			return o, err
		}
	}
	if !c.ReadOnly {
		o.Coder, err = c.coder(dragoman.WithHands(o.Limits.Jobs))
	}
	return o, err
}

// reviewing keeps marks as dragoman review does.
func (c *serveCmd) reviewing() (*serve.Reviewing, error) {
	s, err := newCorrector()
	if err != nil {
		return nil, err
	}
	return &serve.Reviewing{
		Keep: func(m review.Mark) error {
			return withWriter(c.Ledger, func(w *ledger.Writer) error {
				_, err := w.Mark(m)
				return err
			})
		},
		Correct: s.read,
	}, nil
}

// prefix reads "10.0.0.0/8", and one address as all of itself.
func prefix(flag, s string) (netip.Prefix, error) {
	if a, err := netip.ParseAddr(s); err == nil {
		return a.Prefix(a.BitLen())
	}
	p, err := netip.ParsePrefix(s)
	if err != nil {
		return p, usage("%s %q: expected an address or a range such as 10.0.0.0/8", flag, s)
	}
	return p, nil
}

func (c *serveCmd) logger(t *terminal) *slog.Logger {
	switch c.Log {
	case "none":
		return slog.New(slog.DiscardHandler)
	case "json":
		return slog.New(slog.NewJSONHandler(t.stderr, nil))
	}
	return slog.New(slog.NewTextHandler(t.stderr, nil))
}

// servedFormats are those of dragoman export.
func servedFormats() []serve.Format {
	var out []serve.Format
	for i := range export.Formats {
		f := &export.Formats[i]
		served := serve.Format{Name: f.Name, Media: f.Media, Write: f.Lines}
		if f.Deeds {
			served.Write = nil
			served.Acts = func(w io.Writer, acts iter.Seq2[ledger.Act, error]) error {
				to, err := f.Open(w, 0)
				if err != nil {
					return err
				}
				return exportTo(to, acts)
			}
		}
		out = append(out, served)
	}
	return out
}
