package natstest

import (
	"io"
	"net"
	"sync"
	"testing"
)

// Link is a way of TCP to an address, which can be cut.
type Link struct {
	to     string
	listen net.Listener

	mu     sync.Mutex
	cut    bool
	silent bool
	open   map[net.Conn]bool
}

// NewLink opens a way to an address.
func NewLink(t testing.TB, to string) *Link {
	t.Helper()
	in, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &Link{to: to, listen: in, open: map[net.Conn]bool{}}
	t.Cleanup(func() { _ = in.Close(); l.Cut(false) })
	go l.accept()
	return l
}

// Addr is where the way begins.
func (l *Link) Addr() string { return l.listen.Addr().String() }

func (l *Link) accept() {
	for {
		c, err := l.listen.Accept()
		if err != nil {
			return
		}
		go l.carry(c)
	}
}

// carry joins a connection to another one. While the way is cut silently it stays open and gets nothing.
func (l *Link) carry(in net.Conn) {
	if !l.keep(in) {
		return
	}
	if l.lost() {
		return
	}
	out, err := net.Dial("tcp", l.to)
	if err != nil {
		l.end(in)
		return
	}
	if !l.keep(out) {
		l.end(in)
		return
	}
	for _, way := range [][2]net.Conn{{in, out}, {out, in}} {
		go func() {
			_, _ = io.Copy(&lossy{l, way[1]}, way[0])
			l.end(in)
			l.end(out)
		}()
	}
}

// keep notes a connection, unless the way is cut for all to see.
func (l *Link) keep(c net.Conn) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.cut && !l.silent {
		_ = c.Close()
		return false
	}
	l.open[c] = true
	return true
}

func (l *Link) lost() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.cut
}

func (l *Link) end(c net.Conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.open, c)
	_ = c.Close()
}

// Cut cuts the way: silently, so that what is sent is lost, or by ending all connections.
func (l *Link) Cut(silent bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cut, l.silent = true, silent
	if !silent {
		l.endAll()
	}
}

// Heal opens the way again. Connections that have lost something are ended.
func (l *Link) Heal() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.cut {
		l.cut = false
		l.endAll()
	}
}

func (l *Link) endAll() {
	for c := range l.open {
		_ = c.Close()
	}
	clear(l.open)
}

// lossy drops what is written while the way is cut.
type lossy struct {
	l   *Link
	out net.Conn
}

func (w *lossy) Write(p []byte) (int, error) {
	if w.l.lost() {
		return len(p), nil
	}
	return w.out.Write(p)
}
