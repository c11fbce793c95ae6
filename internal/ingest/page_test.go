package ingest

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

func newPages(t testing.TB) *Pages {
	t.Helper()
	x, err := NewPages(os.DirFS("../../data"))
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func blocks(texts ...string) []block {
	var out []block
	for _, s := range texts {
		out = append(out, block{text: s})
	}
	return out
}

func TestMerged(t *testing.T) {
	const (
		lead   = "The ministers of both countries met in Geneva on Friday after a year of silence."
		body1  = "They agreed to open two crossings on the northern border before the end of May."
		body2  = "Fishermen on both shores have waited for the crossings since the war of last year."
		body3  = "A commission of three will watch over the truce, the foreign minister told reporters."
		other1 = "The price of bread rose again in the capital, where shops closed for the third day."
		other2 = "A bridge fell in the south after the heaviest rain in ten years, the police said."
		teaser = "The president will travel to the north next week in order to meet the governors of…"
	)
	for _, c := range []struct {
		name       string
		a, b, want []block
	}{
		{"the first alone", blocks(body1), nil, blocks(body1)},
		{"the second alone", nil, blocks(body1), blocks(body1)},
		{"they speak of different things", blocks(body1, body2), blocks(other1, other2), blocks(body1, body2)},
		{"a lead that stands apart", blocks(body1, body2), blocks(lead, body1, body2), blocks(lead, body1, body2)},
		{"a paragraph between", blocks(body1, body3), blocks(body1, body2, body3), blocks(body1, body2, body3)},
		{"the rest behind an advertisement", blocks(lead, body1), blocks(lead, body1, body2, body3), blocks(lead, body1, body2, body3)},
		{"a teaser behind the end", blocks(lead, body1, body2), blocks(lead, body1, body2, other1), blocks(lead, body1, body2)},
		{"many other articles behind the end", blocks(body1), blocks(body1, lead, body2, other1, other2, body3), blocks(body1)},
		{"teasers break off", blocks(lead, body1), blocks(lead, teaser, body1), blocks(lead, body1)},
		{"a line that is no prose", blocks(lead, body1), blocks("Updated 10:01 pm", lead, "Photo of the day", body1), blocks(lead, body1)},
		{"a standfirst", blocks("Talks may end the longest silence between neighbours", lead, body1), blocks(lead, body1), blocks(lead, body1)},
		{"a dateline of its own", blocks("GENEVA, Switzerland", lead, body1), blocks(lead, body1), blocks("GENEVA, Switzerland", lead, body1)},
		{"what follows the end", blocks(lead, body1, "Follow us on every channel"), blocks(lead, body1), blocks(lead, body1)},
		{"cut in another way", blocks(lead+" "+body1, body2), blocks(lead, body1, body2), blocks(lead+" "+body1, body2)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(textOf(c.want), textOf(merged(c.a, c.b))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

const filler = `<p>The ministers of both countries signed a fishing pact on Tuesday after long negotiations, and promised the opposition a say in how the catch is shared.</p>
<p>Fishermen in the north oppose the pact. They blocked the harbour for two days last week, and police used water cannon against them.</p>
<p>The pact will be put before both parliaments in May, the prime minister said in a speech that was broadcast on television.</p>`

// TestPublished reads the day of pages that tell it in one way each.
func TestPublished(t *testing.T) {
	x := newPages(t)
	for _, c := range []struct{ name, head, body, want string }{
		{"JSON-LD with a zone", `<script type="application/ld+json">{"@graph":[{"@type":"WebPage"},{"@type":"NewsArticle","datePublished":"2014-03-05T01:30:00+03:00"}]}</script>`, "", "2014-03-05T01:30:00+03:00"},
		{"JSON-LD without a zone", `<script type="application/ld+json">[{"@type":["NewsArticle"],"datePublished":"2014-03-05T01:30:00"}]</script>`, "", "2014-03-05"},
		{"JSON-LD before meta", `<meta property="article:published_time" content="2014-03-07"><script type="application/ld+json">{"@type":"Article","datePublished":"2014-03-05"}</script>`, "", "2014-03-05"},
		{"JSON-LD that is broken", `<script type="application/ld+json">{"datePublished":"2014-03-05"</script><meta name="pubdate" content="2014-03-06">`, "", "2014-03-06"},
		{"meta", `<meta property="article:published_time" content="2014-03-05T01:30:00.000Z">`, "", "2014-03-05T01:30:00Z"},
		{"time, marked", "", `<h1>Pact</h1><time datetime="2014-01-01"></time><time itemprop="datePublished" datetime="2014-03-05T08:00+01:00"></time>`, "2014-03-05T08:00:00+01:00"},
		{"time under the headline", "", `<time datetime="2015-01-01"></time><h1>Pact</h1><time datetime="2014-03-05"></time><time datetime="2014-03-09"></time>`, "2014-03-05"},
		{"shown under the headline", "", `<p>Tuesday, 1 April 2014</p><h1>Pact</h1><p>By Sample News, March 5, 2014</p>`, "2014-03-05"},
		{"shown over the headline", "", `<p>World / 5 March 2014</p><h1>Pact</h1>`, "2014-03-05"},
		{"shown with a zone", "", `<h1>Pact</h1><p>5 Mar 2014, 22:11 GMT+10</p>`, "2014-03-05T22:11:00+10:00"},
		{"Greenwich's day is the next one", `<meta property="article:published_time" content="2014-03-06T02:54:29Z">`, `<h1>Pact</h1><p>Wednesday, March 5, 2014</p>`, "2014-03-05"},
		{"address", `<link rel="canonical" href="https://news.example.org/2014/03/05/pact">`, "", "2014-03-05"},
		{"a date of what is told", "", `<h1>Pact</h1><p>The two countries had broken off all talks about fish and about borders on 5 March 2009, after a night of shooting.</p>`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := x.Extract("<html><head><title>Pact</title>"+c.head+"</head><body>"+c.body+"<article>"+filler+"</article></body></html>", "")
			if err != nil {
				t.Fatal(err)
			}
			if got := FormatDate(a.Meta); got != c.want {
				t.Errorf("got %q, expected %q", got, c.want)
			}
		})
	}
}

// TestMonthTable runs the table's own examples.
func TestMonthTable(t *testing.T) {
	files := os.DirFS("../../data")
	table, err := lexicon.Read(files, "reading/months.tsv", "lang", "months", "example", "source")
	if err != nil {
		t.Fatal(err)
	}
	m, err := loadMonths(files)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range table.Rows {
		if when, _ := m.visible(row.Get("example"), row.Get("lang")); when.IsZero() {
			t.Error(row.Errorf("no date in %q", row.Get("example")))
		}
	}
}

func TestVisible(t *testing.T) {
	m, err := loadMonths(os.DirFS("../../data"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, lang, want string }{
		{"2020年07月03日", "ja", "2020-07-03"},
		{"22/11/2020 - 04:30 - Fonte: Agência", "pt", "2020-11-22"},
		{"11/22/2020", "en", "2020-11-22"},
		{"05/03/2014", "en-US", "2014-05-03"},
		{"05/03/2014", "en-GB", "2014-03-05"},
		{"05/03/2014", "en", ""}, // nobody knows
		{"05/03/2014", "de", "2014-03-05"},
		{"٥ مارس ٢٠١٤", "ar", "2014-03-05"},
		{"31 June 2014", "en", ""},
		{"March 2014", "en", ""},
		{"Vol. 5, March 2014 issue", "en", "2014-03-05"}, // a fault that is known
		{"Telephone 2014-555-1234", "en", ""},
	} {
		when, _ := m.visible(c.text, c.lang)
		got := ""
		if !when.IsZero() {
			got = when.Format("2006-01-02")
		}
		if got != c.want {
			t.Errorf("%q (%s): %s, expected %s", c.text, c.lang, got, c.want)
		}
	}
}

func TestAddressDate(t *testing.T) {
	for address, want := range map[string]string{
		"https://news.example.org/2014/03/05/pact":      "2014-03-05",
		"https://news.example.org/world/2014-03-05":     "2014-03-05",
		"https://news.example.org/article/20140305/346": "2014-03-05",
		"https://news.example.org/2014/mar/05/pact":     "2014-03-05",
		"https://news.example.org/2014/03/pact":         "0001-01-01",
		"https://news.example.org/id/120140305120908":   "0001-01-01",
		"https://2014-03-05.example.org/":               "0001-01-01",
		"https://news.example.org/2014/02/31/pact":      "0001-01-01",
	} {
		if got := addressDate(address).Format("2006-01-02"); got != want {
			t.Errorf("%s: %s, expected %s", address, got, want)
		}
	}
}

func TestMetadata(t *testing.T) {
	x := newPages(t)
	a, err := x.Extract(`<html lang="en-GB"><head><title>Pact Renewed | Aegean News</title>
<meta property="og:site_name" content="Aegean News"><link rel="canonical" href="/pact"><meta property="og:url" content="https://news.example.org/pact">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Fishing Pact Renewed","publisher":{"name":"Aegean News Ltd"},"author":[{"@type":"Organization","name":"Foreign Desk"}],"datePublished":"2014-03-05"}</script>
</head><body><h1>Fishing Pact Renewed</h1><article><p>Share</p>`+filler+`<ul><li>First of the terms</li><li>Second of the terms</li></ul><p><a href="/x">Read more about the fleet</a></p></article></body></html>`, "https://m.example.org/pact?from=feed")
	if err != nil {
		t.Fatal(err)
	}
	want := doc.Meta{URL: "https://news.example.org/pact", Publisher: "Aegean News", Title: "Fishing Pact Renewed", Byline: "Foreign Desk", Lang: "en", Date: a.Date}
	if diff := cmp.Diff(want, a.Meta); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !strings.Contains(a.Text, "First of the terms\n\nSecond of the terms") || strings.Contains(a.Text, "Share") || strings.Contains(a.Text, "Read more") {
		t.Errorf("text %q", a.Text)
	}
}

// TestPageMarks runs the table's own examples: a page that has them is of that kind.
func TestPageMarks(t *testing.T) {
	x := newPages(t)
	table, err := lexicon.Read(os.DirFS("../../data"), "reading/pages.tsv", "words", "where", "kind", "example", "source")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range table.Rows {
		head, body := "<title>Talks</title>", ""
		switch example := row.Get("example"); row.Get("where") {
		case "title":
			head = "<title>" + example + "</title>"
		case "type":
			head += `<script type="application/ld+json">{"@type":"` + example + `"}</script>`
			if example == "subscribers" {
				head += `<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>`
			}
		default:
			body = "<div>" + example + "</div>"
		}
		short := "<article><p>The ministers met in Geneva on Friday and parted without a word to reporters, a witness said.</p></article>"
		a, err := x.Extract("<html><head>"+head+"</head><body>"+short+body+"</body></html>", "")
		kind := pageKind(row.Get("kind"))
		switch {
		case kind == errorPage:
			if err == nil || !strings.Contains(err.Error(), "an error page") {
				t.Error(row.Errorf("error %v", err))
			}
		case err != nil:
			t.Error(row.Errorf("%v", err))
		case len(a.Problems) != 1 || a.Problems[0].Code != string(kind):
			t.Error(row.Errorf("problems %v, expected %s", a.Problems, kind))
		}
	}
	// What a plain article may mention.
	a, err := x.Extract("<html><head><title>Not found: 404 bodies of the war, a mother's search</title></head><body><article>"+filler+filler+"</article><div>Already a subscriber? Sign in</div></body></html>", "")
	if err != nil || len(a.Problems) > 0 {
		t.Errorf("%v, %v, expected a plain article", a, err)
	}
}

// Chinese has no spaces: three sentences are an article all the same.
func TestNoSpaces(t *testing.T) {
	const chinese = "两国部长星期五在日内瓦会面，但未能就捕鱼问题达成协议，一名目击者说。下一次会议将于五月举行，外交部长对记者说。反对派要求参与决定如何分配渔获量。"
	a, err := newPages(t).Extract("<html><body><article><p>"+chinese+"</p></article></body></html>", "")
	if err != nil || a.Text != chinese {
		t.Errorf("got %v, %v", a, err)
	}
}

func BenchmarkExtract(b *testing.B) {
	x := newPages(b)
	page := "<html><head><title>Pact</title></head><body><article>" + strings.Repeat(filler, 20) + "</article></body></html>"
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if _, err := x.Extract(page, ""); err != nil {
			b.Fatal(err)
		}
	}
}
