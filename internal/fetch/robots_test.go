package fetch

import (
	"net/url"
	"testing"
	"time"
)

func TestRobots(t *testing.T) {
	for _, c := range []struct {
		why, robots string
		yes, no     []string
	}{
		{"nothing is said", "", []string{"/", "/a"}, nil},
		{"for all", "User-agent: *\nDisallow: /", nil, []string{"/", "/a?b"}},
		{"our group, not that for all", "User-agent: *\nDisallow: /\n\nUser-Agent: Dragoman\nDisallow: /x", []string{"/a"}, []string{"/x", "/xy"}},
		{"an empty rule forbids nothing and ends the list of names", "User-agent: dragoman\nDisallow:\nUser-agent: *\nDisallow: /", []string{"/a"}, nil},
		{"two names, one group", "User-agent: other\nUser-agent: dragoman\nDisallow: /x", []string{"/a"}, []string{"/x"}},
		{"two groups of one name", "User-agent: dragoman\nDisallow: /x\nUser-agent: other\nDisallow: /\nUser-agent: dragoman\nDisallow: /y", []string{"/a"}, []string{"/x", "/y"}},
		{"names are whole", "User-agent: drago\nDisallow: /", []string{"/"}, nil},
		{"the longest rule decides", "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c", []string{"/a/b", "/a/b/d"}, []string{"/a", "/a/b/c"}},
		{"of two as long, the one that allows", "User-agent: *\nDisallow: /a\nAllow: /a", []string{"/a"}, nil},
		{"patterns begin where the path does", "User-agent: *\nDisallow: /b*.html", []string{"/a/b.html"}, []string{"/b/c.html", "/b.html?x"}},
		{"patterns end", "User-agent: *\nDisallow: /*.php$", []string{"/a.php?x"}, []string{"/a.php", "/a.php/b.php"}},
		{"an end without a pattern", "User-agent: *\nDisallow: /a$", []string{"/ab", "/"}, []string{"/a"}},
		{"a query", "User-agent: *\nDisallow: /*?print=", []string{"/a?x=print"}, []string{"/a?print=1"}},
		{"two ways to write one path", "User-agent: *\nDisallow: /t\u00fcrkei\nDisallow: /%7Euser\nDisallow: /a%2fb", []string{"/a/b"}, []string{"/t%C3%BCrkei", "/~user", "/a%2Fb"}},
		{"comments, bad lines and a mark at the start", "\ufeff# for all\r\nnonsense\r\nCrawl-delay: soon\r\nUser-agent: * # all\r\nCrawl-delay: soon\r\nDisallow: /x # here\r\n", []string{"/a"}, []string{"/x"}},
		{"a rule of nobody", "Disallow: /\nUser-agent: *\nAllow: /", []string{"/a"}, nil},
	} {
		r := parseRobots([]byte(c.robots), "dragoman/0.1 (+desk@example.org)")
		for want, paths := range map[bool][]string{true: c.yes, false: c.no} {
			for _, p := range paths {
				u, err := url.Parse("http://example.org" + p)
				if err != nil {
					t.Fatal(err)
				}
				if got := r.allows(u); got != want {
					t.Errorf("%s: %s is allowed: %v, want %v", c.why, p, got, want)
				}
			}
		}
	}
	if r := parseRobots([]byte("User-agent: *\nCrawl-delay: 7.5"), "dragoman"); r.delay != 7500*time.Millisecond {
		t.Errorf("a delay of %s", r.delay)
	}
}

// Any robots.txt is read, and whoever reads it comes to an end.
func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /*a*b$\nAllow: /%zz", "/a/b")
	f.Fuzz(func(t *testing.T, robots, path string) {
		r := parseRobots([]byte(robots), "dragoman/1")
		r.allows(&url.URL{Path: path})
	})
}
