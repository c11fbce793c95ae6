// Package natstest runs real NATS servers for tests, as processes on loopback that can be
// killed, and with a network between them that can be cut.
//
// A server is the test's own program, called by the name nats-server: TestMain hands such calls to
// Main. So it is of the version that go.mod names, and nothing needs to be built or installed.
package natstest

import (
	"flag"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// IsServer reports whether this process was called to be a server.
func IsServer() bool { return filepath.Base(os.Args[0]) == "nats-server" }

// Main is a server; it does not return.
func Main() {
	opts, err := server.ConfigureOptions(flag.NewFlagSet("nats-server", flag.ExitOnError), os.Args[1:], func() {}, func() {}, func() {})
	if err == nil {
		var s *server.Server
		if s, err = server.NewServer(opts); err == nil {
			s.ConfigureLogger()
			if err = server.Run(s); err == nil {
				s.WaitForShutdown()
				os.Exit(0)
			}
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// Cluster is some servers and the network between them. Servers are numbered from 0.
type Cluster struct {
	t       testing.TB
	dir     string
	clients []int // ports
	routes  []int
	links   [][]*Link // from one to another
	running []*exec.Cmd
}

// Start starts so many servers and waits until JetStream answers. Their data lie in dir, each
// server's in a folder of its number, which may be there already.
func Start(t testing.TB, dir string, servers int) *Cluster {
	t.Helper()
	c := &Cluster{t: t, dir: dir, clients: ports(t, servers), routes: ports(t, servers), running: make([]*exec.Cmd, servers)}
	for i := range servers {
		c.links = append(c.links, make([]*Link, servers))
		for j := range servers {
			if i != j {
				c.links[i][j] = NewLink(t, fmt.Sprintf("127.0.0.1:%d", c.routes[j]))
			}
		}
	}
	t.Cleanup(func() {
		for i := range servers {
			c.Kill(i)
		}
	})
	for i := range servers {
		c.Run(i)
	}
	c.Wait()
	return c
}

// ports finds ports that nobody uses.
func ports(t testing.TB, n int) []int {
	out := make([]int, n)
	for i := range out {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = l.Close() }() // no two are the same
		out[i] = l.Addr().(*net.TCPAddr).Port
	}
	return out
}

// URL has all the servers.
func (c *Cluster) URL() string {
	var all []string
	for i := range c.clients {
		all = append(all, c.Server(i))
	}
	return strings.Join(all, ",")
}

// Server is the address of one.
func (c *Cluster) Server(i int) string { return fmt.Sprintf("nats://127.0.0.1:%d", c.clients[i]) }

// Run starts a server that is not running, with what it had on disk.
func (c *Cluster) Run(i int) {
	c.t.Helper()
	dir := filepath.Join(c.dir, fmt.Sprint(i))
	var cluster string
	if len(c.clients) > 1 {
		var routes []string
		for _, l := range c.links[i] {
			if l != nil {
				routes = append(routes, "nats://"+l.Addr())
			}
		}
		// What servers tell one another of further ones leads nowhere: all routes go through links.
		cluster = fmt.Sprintf("cluster { name: test, listen: \"127.0.0.1:%d\", cluster_advertise: \"127.0.0.1:1\", no_advertise: true, routes: [%s] }\n",
			c.routes[i], strings.Join(routes, ", "))
	}
	conf := fmt.Sprintf("server_name: n%d\nlisten: \"127.0.0.1:%d\"\nlogfile: \"%s/log\"\n"+
		"jetstream { store_dir: \"%s\", sync_interval: always }\n%s", i, c.clients[i], dir, dir, cluster)
	self, err := os.Executable()
	if err == nil {
		err = os.MkdirAll(dir, 0o755)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "conf"), []byte(conf), 0o644)
	}
	if err == nil {
		c.running[i] = &exec.Cmd{Path: self, Args: []string{"nats-server", "-c", filepath.Join(dir, "conf")}, Stderr: os.Stderr, Env: append(os.Environ(), "CLOCK_SKEW="+skew(i))}
		err = c.running[i].Start()
	}
	if err != nil {
		c.t.Fatal(err)
	}
}

// skew is by how many seconds the clock of a server is wrong, in a build whose clock can be (bench/cluster
// skewed).
func skew(i int) string {
	all := strings.Split(os.Getenv("CLOCK_SKEWS"), ",")
	return all[i%len(all)]
}

// Kill ends a server by SIGKILL.
func (c *Cluster) Kill(i int) {
	if r := c.running[i]; r != nil {
		_ = r.Process.Kill()
		_ = r.Wait()
		c.running[i] = nil
	}
}

// Processes has the number that the system knows each running server by.
func (c *Cluster) Processes() (all []int) {
	for _, r := range c.running {
		if r != nil {
			all = append(all, r.Process.Pid)
		}
	}
	return all
}

// Cut parts two servers: silently, so that what is sent goes nowhere, or so that they see it.
func (c *Cluster) Cut(i, j int, silent bool) {
	c.links[i][j].Cut(silent)
	c.links[j][i].Cut(silent)
}

// Heal joins all servers again.
func (c *Cluster) Heal() {
	for _, row := range c.links {
		for _, l := range row {
			if l != nil {
				l.Heal()
			}
		}
	}
}

// Wait waits until a leader answers.
func (c *Cluster) Wait() {
	c.t.Helper()
	var err error
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		var nc *nats.Conn
		if nc, err = nats.Connect(c.URL(), nats.Timeout(time.Second)); err != nil {
			continue
		}
		js, _ := nc.JetStream(nats.MaxWait(2 * time.Second))
		_, err = js.AccountInfo()
		nc.Close()
		if err == nil {
			return
		}
	}
	c.t.Fatalf("no server answers: %v", err)
}
