package actor

import (
	"os"
	"strings"
	"testing"

	"dragoman/data"
)

func TestGum(t *testing.T) {
	name := os.Getenv("GUM")
	if name == "" {
		t.Skip()
	}
	raw, _ := os.ReadFile(name)
	s := stage(t, data.Files)
	for _, part := range strings.Split(string(raw), "# newdoc id = ")[1:] {
		if !strings.HasPrefix(part, "GUM_news_") {
			continue
		}
		d := parse(t, part[strings.Index(part, "\n")+1:], "2015-06-01")
		s.Run(d)
		t.Logf("=== %s story %+v\n%s", part[:20], "", shown(d))
	}
}
