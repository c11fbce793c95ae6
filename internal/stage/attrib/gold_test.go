package attrib_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
	"dragoman/internal/stage/actor"
	"dragoman/internal/stage/attrib"
	"dragoman/internal/stage/clause"
	"dragoman/internal/stage/lang"
)

// stages are those that the statements rest on, and the one under test.
func stages(t testing.TB) []doc.Stage {
	t.Helper()
	var out []doc.Stage
	for i, f := range []func() (doc.Stage, error){
		func() (doc.Stage, error) { return lang.New(os.DirFS("../../../data")) },
		func() (doc.Stage, error) { return clause.New(os.DirFS("../../../data")) },
		func() (doc.Stage, error) { return actor.New(os.DirFS("../../../data")) },
		func() (doc.Stage, error) { return attrib.New(os.DirFS("../../../data")) },
	} {
		s, err := f()
		if err != nil && i == 2 {
			t.Log("without actors: ", err)
			continue
		}
		if err != nil {
			t.Skip("no full pipeline: ", err)
		}
		out = append(out, s)
	}
	return out
}

// read makes a document of a plain text: each line a block.
func read(text string, date string) *doc.Document {
	d := &doc.Document{Text: text}
	d.Lang = "en"
	d.Date, _ = time.Parse("2006-01-02", date)
	at := 0
	for p := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(p) != "" {
			d.Blocks = append(d.Blocks, doc.Block{Span: doc.Span{Start: at, End: at + len(p)}, Kind: doc.Body})
		}
		at += len(p) + 1
	}
	return d
}

type goldStatement struct {
	Article, ID, Level, Quote, Innermost string
	Content                              string
	Start, End                           int
	Spans                                []struct{ Start, End int }
	Speaker                              struct{ Text, Canonical string }
}

// TestGold measures statements on the annotated articles beside the project:
// contents that overlap (F1 of at least a half), speakers by name, as the
// contract's scorer counts them.
func TestGold(t *testing.T) {
	for _, set := range []string{"seed", "wikinews"} {
		dir := filepath.Join("../../../../shared/gold", set)
		if _, err := os.Stat(dir); err != nil {
			t.Skip("no gold data beside the project")
		}
		scoreSet(t, set, dir)
	}
}

func scoreSet(t *testing.T, set, dir string) {
	run := stages(t)
	gold := map[string][]goldStatement{}
	lines(t, filepath.Join(dir, "statements.jsonl"), func(line []byte) {
		var g goldStatement
		if err := json.Unmarshal(line, &g); err != nil {
			t.Fatal(err)
		}
		gold[g.Article] = append(gold[g.Article], g)
	})
	var core, hitCore, system, hit, speakers, wellSpoken int
	lines(t, filepath.Join(dir, "articles.jsonl"), func(line []byte) {
		var a struct{ ID, Text, Date string }
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		d := read(a.Text, a.Date)
		for _, s := range run {
			s.Run(d)
		}
		sound(t, d)
		points := codePoints(a.Text)
		used := map[int]bool{}
		want := gold[a.ID]
		if set == "seed" {
			want = gold[""]
		}
		for _, g := range want {
			if g.Quote == "none" || g.Innermost == "" && g.Speaker.Text == "" {
				continue
			}
			best, at := 0.0, -1
			for i, s := range d.Statements {
				if f := overlap(g, points, s.Span); f > best && !used[i] {
					best, at = f, i
				}
			}
			if g.Level == "core" {
				core++
			}
			if best < 0.5 {
				t.Logf("MISSED %s %s %s: %.90s | %s%s", a.ID, g.ID, g.Level, g.Content, g.Innermost, g.Speaker.Canonical)
				continue
			}
			used[at] = true
			if g.Level == "core" {
				hitCore++
			}
			speakers++
			if spokenBy(d, g, d.Statements[at]) {
				wellSpoken++
			} else {
				t.Logf("SPEAKER %s %s: %.60s | %s%s, got %s", a.ID, g.ID, g.Content, g.Innermost, g.Speaker.Canonical, chain(d.Statements[at]))
			}
		}
		for i, s := range d.Statements {
			if !used[i] {
				t.Logf("ALARM %s: %.90q by %s (%s)", a.ID, d.Of(s.Span), chain(s), s.Why)
			}
		}
		system += len(d.Statements)
		hit += len(used)
	})
	if hitCore*100 < 70*core || wellSpoken*100 < 80*speakers {
		t.Errorf("%s: recall or speakers fell under 0.70 and 0.80", set)
	}
	t.Logf("%s: recall of core %d/%d = %.3f, precision %d/%d = %.3f, speaker %d/%d = %.3f", set, hitCore, core,
		float64(hitCore)/float64(core), hit, system, float64(hit)/float64(system), wellSpoken, speakers, float64(wellSpoken)/float64(speakers))
}

func spokenBy(d *doc.Document, g goldStatement, s doc.Statement) bool {
	if len(s.Chain) == 0 {
		return false
	}
	last := s.Chain[len(s.Chain)-1]
	for _, w := range []string{g.Innermost, g.Speaker.Canonical, g.Speaker.Text} {
		if w != "" && (sameName(w, last.Name) || sameName(w, d.Of(last.Span))) {
			return true
		}
	}
	return false
}

func sameName(a, b string) bool {
	x, y := words(a), words(b)
	return len(x) > 0 && len(y) > 0 && (within(x, y) || within(y, x))
}

func within(a, b map[string]bool) bool {
	for w := range a {
		if !b[w] {
			return false
		}
	}
	return true
}

func words(s string) map[string]bool {
	if i := strings.Index(s, " ("); i > 0 {
		s = s[:i]
	}
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return !('a' <= c && c <= 'z' || '0' <= c && c <= '9') }) {
		out[w] = true
	}
	return out
}

func chain(s doc.Statement) string {
	var names []string
	for _, l := range s.Chain {
		names = append(names, l.Name)
	}
	return strings.Join(names, " > ")
}

// overlap is the F1 of a gold content, in code points, and a system span.
func overlap(g goldStatement, points []int, s doc.Span) float64 {
	spans := g.Spans
	if len(spans) == 0 {
		spans = append(spans, struct{ Start, End int }{g.Start, g.End})
	}
	total, shared := s.End-s.Start, 0
	for _, x := range spans {
		from, to := points[x.Start], points[x.End]
		total += to - from
		shared += max(0, min(to, s.End)-max(from, s.Start))
	}
	return 2 * float64(shared) / float64(total)
}

// bytes gives each byte's own offset, for spans that count bytes.
func bytes(s string) []int {
	out := make([]int, len(s)+1)
	for i := range out {
		out[i] = i
	}
	return out
}

// codePoints gives the byte offset of every code point, and of the end.
func codePoints(s string) []int {
	var out []int
	for i := range s {
		out = append(out, i)
	}
	return append(out, len(s))
}

func lines(t *testing.T, file string, do func([]byte)) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		do(in.Bytes())
	}
}

// sound checks what holds of any statements: spans in the text, the outer
// before the inner, a chain that begins with the parent's.
func sound(t *testing.T, d *doc.Document) {
	t.Helper()
	for i, s := range d.Statements {
		if s.Empty() || s.Start < 0 || s.End > len(d.Text) {
			t.Errorf("statement %d spans %v", i, s.Span)
		}
		if !s.Gap.Empty() && (!s.Covers(s.Gap) || s.Gap.Start == s.Start || s.Gap.End == s.End) {
			t.Errorf("statement %d, %v, has its gap at %v", i, s.Span, s.Gap)
		}
		if s.Parent >= i {
			t.Errorf("statement %d comes before its parent %d", i, s.Parent)
		}
		if s.Parent >= 0 {
			outer := d.Statements[s.Parent].Chain
			if len(s.Chain) < len(outer) {
				t.Errorf("statement %d has a shorter chain than its parent", i)
			}
		}
	}
}

// TestCueExamples runs every row's own example through the stages. A few
// examples may be misparsed.
func TestCueExamples(t *testing.T) {
	run := stages(t)
	table, err := lexicon.Read(os.DirFS("../../../data"), "attrib/cues.tsv", "lemma", "pattern", "example", "content", "speaker", "stance")
	if err != nil {
		t.Fatal(err)
	}
	right := 0
	for _, row := range table.Rows {
		text := row.Get("example")
		d := read(text, "2020-01-01")
		for _, s := range run {
			s.Run(d)
		}
		ok := false
		var got []string
		for _, s := range d.Statements {
			speaker := strings.TrimPrefix(row.Get("speaker"), "The ")
			named := speaker == "" && len(s.Chain) == 0
			if len(s.Chain) > 0 {
				l := s.Chain[len(s.Chain)-1]
				named = speaker != "" && (strings.Contains(d.Of(l.Span), speaker) || sameName(l.Name, speaker))
			}
			at := strings.Index(text, row.Get("content"))
			g := goldStatement{Start: at, End: at + len(row.Get("content"))}
			ok = ok || named && overlap(g, bytes(text), s.Span) > 0.75
			got = append(got, d.Of(s.Span)+" | "+chain(s))
		}
		if ok {
			right++
		} else {
			t.Logf("%d: %s %s: %q: got %q", row.Line, row.Get("lemma"), row.Get("pattern"), text, got)
		}
	}
	t.Logf("%d of %d examples", right, len(table.Rows))
	if right*100 < 90*len(table.Rows) {
		t.Errorf("%d of %d examples right, want 90 in a hundred", right, len(table.Rows))
	}
}
