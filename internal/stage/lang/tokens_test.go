package lang

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

var tables = os.DirFS("../../../data")

func testCutter(t testing.TB) *cutter {
	t.Helper()
	c, err := newCutter(tables)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func cutText(t testing.TB, text string) *doc.Document {
	d := &doc.Document{Text: text}
	testCutter(t).rules(d)
	return d
}

// rules cuts as the rules alone would.
func (c *cutter) rules(d *doc.Document) {
	c.words(d)
	for _, u := range c.units(d) {
		d.Sentences = append(d.Sentences, doc.Sentence{Span: d.TokenSpan(u.first, u.last), Kind: u.kind, First: u.first, Last: u.last})
	}
}

// words writes tokens parted by blanks, the words of a multiword token by "+".
func wordsOf(d *doc.Document) string {
	var b strings.Builder
	for i, t := range d.Tokens {
		switch {
		case t.Part > 1:
			b.WriteByte('+')
		case i > 0:
			b.WriteByte(' ')
		}
		b.WriteString(d.Of(t.Span))
	}
	return b.String()
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"plain", "Troops left the town.", "Troops left the town ."},
		{"negation", "They didn't and won’t go.", "They did+n't and wo+n’t go ."},
		{"cannot", "Moscow cannot agree.", "Moscow can+not agree ."},
		{"possessive", "Russia's offer, the allies' reply", "Russia+'s offer , the allies+' reply"},
		{"curly possessive", "Russia’s offer and the allies’ reply", "Russia+’s offer and the allies+’ reply"},
		{"end of single quote", "the ‘two allies’ met", "the ‘ two allies ’ met"},
		{"straight single quote", "'We leave' is a phrase", "' We leave ' is a phrase"},
		{"is", "It's over; we've won, they'd say.", "It+'s over ; we+'ve won , they+'d say ."},
		{"possessive parted", "the North 's army", "the North 's army"},
		{"upper case", "KYIV WON'T AND MOSCOW'S CAN'T", "KYIV WO+N'T AND MOSCOW+'S CA+N'T"},
		{"abbreviations", "Lt. Gen. Haas of N. Korea met U.S. envoys.", "Lt. Gen. Haas of N. Korea met U.S. envoys ."},
		{"initials", "J. P. Haas and O.A.S. monitors", "J. P. Haas and O.A.S. monitors"},
		{"abbreviation at the end", "He left the U.S.", "He left the U.S."},
		{"abbreviation and comma", "Haas Inc., the U.S.,", "Haas Inc. , the U.S. ,"},
		{"abbreviation in brackets", "(the U.N.)", "( the U.N. )"},
		{"number abbreviation", "Art. 5 and No. 10 say no.", "Art. 5 and No. 10 say no ."},
		{"hyphenated abbreviation", "U.S.-led and anti-U.S. forces", "U.S. - led and anti-U.S. forces"},
		{"hyphen", "a 10-mile, two-day march", "a 10 - mile , two - day march"},
		{"prefix", "pro-Russian anti-war ex-minister", "pro-Russian anti-war ex-minister"},
		{"money", "$2.2 billion, US$5m and €3bn", "$ 2.2 billion , US$ 5 m and € 3 bn"},
		{"percent", "about 1,200 or 4.5%.", "about 1,200 or 4.5 % ."},
		{"time", "at 10:30 a.m., 5pm and 6 p.m.", "at 10:30 a.m. , 5 pm and 6 p.m."},
		{"unit", "5km of 1990s road on the 20th", "5 km of 1990s road on the 20th"},
		{"decade", "in the '90s and the 1980's", "in the '90s and the 1980's"},
		{"range", "10-12 people, 1990–95", "10 - 12 people , 1990 – 95"},
		{"date", "on 2000-07-19 or 9/11", "on 2000-07-19 or 9/11"},
		{"telephone", "call 345-9945 now", "call 345-9945 now"},
		{"dash", "talks--or war—loom", "talks -- or war — loom"},
		{"slash", "and/or", "and / or"},
		{"double quotes", "“We agree,” it said.", "“ We agree , ” it said ."},
		{"straight quotes", "\"We agree,\" it said.", "\" We agree , \" it said ."},
		{"TeX quotes", "``We agree,'' it said.", "`` We agree , '' it said ."},
		{"nested", "(\"No!\")", "( \" No ! \" )"},
		{"dots", "Well ... maybe… or...not", "Well ... maybe … or ... not"},
		{"query", "What?! No!!", "What ?! No !!"},
		{"address", "See https://example.org/a-b?c=1, (www.example.com).", "See https://example.org/a-b?c=1 , ( www.example.com ) ."},
		{"site", "Example.com's list and a@example.org.", "Example.com+'s list and a@example.org ."},
		{"lost blank", "They left.The town fell.", "They left . The town fell ."},
		{"ampersand", "Haas & Co. and A&B", "Haas & Co. and A&B"},
		{"clipped", "tell 'em 'tis late", "tell 'em 'tis late"},
		{"names", "O'Haas and d'Abo", "O'Haas and d'Abo"},
		{"hash", "#1 of #topic", "# 1 of #topic"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := wordsOf(cutText(t, c.text)); got != c.want {
				t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"two", "Troops left. The town fell.", "Troops left.|The town fell."},
		{"title and name", "He met Lt. Gen. Haas. Talks failed.", "He met Lt. Gen. Haas.|Talks failed."},
		{"country inside", "The U.S. State Department agreed.", "The U.S. State Department agreed."},
		{"country at the end", "They fled to the U.S. The army followed.", "They fled to the U.S.|The army followed."},
		{"point of the compass", "He visited N. Korea in May. It was cold.", "He visited N. Korea in May.|It was cold."},
		{"initial", "J. Haas spoke. F. Abo did not.", "J. Haas spoke.|F. Abo did not."},
		{"company", "Haas Inc. Chairman Abo quit. Shares fell.", "Haas Inc. Chairman Abo quit.|Shares fell."},
		{"hour and day", "It begins at 8 a.m. Monday in Oslo.", "It begins at 8 a.m. Monday in Oslo."},
		{"hour at the end", "Polls close at 8 p.m. Results follow.", "Polls close at 8 p.m.|Results follow."},
		{"month", "On Nov. 27 they met. They agreed.", "On Nov. 27 they met.|They agreed."},
		{"quote after the stop", "“We agree.” The envoy left.", "“We agree.”|The envoy left."},
		{"straight quote after the stop", "\"We agree.\" \"So do we.\"", "\"We agree.\"|\"So do we.\""},
		{"question and lower case", "“Who pays?” asked Moscow. Nobody knew.", "“Who pays?” asked Moscow.|Nobody knew."},
		{"question and speaker", "“Who pays?” Moscow asked. Nobody knew.", "“Who pays?” Moscow asked.|Nobody knew."},
		{"question and next sentence", "“Who pays?” The envoy left the room.", "“Who pays?”|The envoy left the room."},
		{"bracket", "They left (in May.) Talks failed.", "They left (in May.)|Talks failed."},
		{"dots inside", "They left ... and came back.", "They left ... and came back."},
		{"dots at the end", "They left ... The town fell.", "They left ...|The town fell."},
		{"lower case", "The firm, Haas! said it agreed.", "The firm, Haas! said it agreed."},
		{"number first", "It ended in 1999. 15 people died.", "It ended in 1999.|15 people died."},
		{"list number", "1. Troops leave by May.", "1. Troops leave by May."},
		{"decimal", "It rose 4.5 percent. It fell.", "It rose 4.5 percent.|It fell."},
		{"note", "They met in May.[4] Talks failed.", "They met in May.[4]|Talks failed."},
		{"lost blank", "They left.The town fell.", "They left.|The town fell."},
		{"paragraphs", "No stop here\n\nTroops left.", "No stop here|Troops left."},
		{"line end", "Troops left\nthe town.", "Troops left the town."},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := cutText(t, c.text)
			var got []string
			for _, s := range d.Sentences {
				got = append(got, strings.ReplaceAll(d.Of(s.Span), "\n", " "))
			}
			if g := strings.Join(got, "|"); g != c.want {
				t.Errorf("\n got %s\nwant %s", g, c.want)
			}
		})
	}
}

func TestBlocksPartSentences(t *testing.T) {
	text := "Lt. Haas Visits Oslo By A. Abo Talks failed. They ended."
	title, byline := len("Lt. Haas Visits Oslo"), len("Lt. Haas Visits Oslo By A. Abo")
	d := &doc.Document{Text: text, Blocks: []doc.Block{
		{Span: doc.Span{End: title}, Kind: doc.Title},
		{Span: doc.Span{Start: title + 1, End: byline}, Kind: doc.Byline},
		{Span: doc.Span{Start: byline + 1, End: len(text)}, Kind: doc.Body},
	}}
	testCutter(t).rules(d)
	if len(d.Sentences) != 4 || d.Sentences[0].Kind != doc.Title || d.Sentences[1].Kind != doc.Byline || d.Sentences[3].Kind != doc.Body {
		t.Errorf("sentences %v, want a title, a byline and two of the body", d.Sentences)
	}
}

// TestTablesTeach cuts every row's example and looks for its words.
func TestTablesTeach(t *testing.T) {
	abbreviations, err := lexicon.Read(tables, "lang/abbreviations.tsv", "abbreviation", "before", "example", "source")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range abbreviations.Rows {
		d := cutText(t, r.Get("example"))
		ends := map[string]bool{}
		for i := range d.Tokens {
			ends[d.Word(i)] = true
		}
		found := false
		for _, a := range r.List("abbreviation") {
			found = found || ends[a]
		}
		if !found {
			t.Errorf("%s:%d: no abbreviation of the row is a word of %q", r.File, r.Line, wordsOf(d))
		}
	}
	groups, err := lexicon.Read(tables, "lang/words.tsv", "use", "words", "example", "source")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range groups.Rows {
		if r.Get("example") == "" || r.Get("source") == "" {
			t.Error(r.Errorf("no example or no source"))
		}
	}
}

// checkTokens fails unless the tokens lie in the text in order, do not overlap,
// cover all but blanks, and the sentences tile the tokens.
func checkTokens(t *testing.T, d *doc.Document) {
	t.Helper()
	at := 0
	for i, tok := range d.Tokens {
		if tok.Start < at || tok.End <= tok.Start || tok.End > len(d.Text) {
			t.Fatalf("token %d lies at %v after %d in %q", i, tok.Span, at, d.Text)
		}
		onlyBlanks(t, d.Text[at:tok.Start])
		at = tok.End
	}
	onlyBlanks(t, d.Text[at:])
	next := 0
	for _, s := range d.Sentences {
		if s.First != next || s.Last <= s.First {
			t.Fatalf("sentence over tokens %d to %d, expected to begin at %d", s.First, s.Last, next)
		}
		next = s.Last
	}
	if next != len(d.Tokens) {
		t.Fatalf("sentences end at token %d of %d", next, len(d.Tokens))
	}
}

func onlyBlanks(t *testing.T, s string) {
	t.Helper()
	for _, r := range s {
		if !blank(r) {
			t.Fatalf("no token covers %q", s)
		}
	}
}

func FuzzCut(f *testing.F) {
	f.Add("“Who pays?” Moscow asked. The U.S.-led force didn't.\n\nIt's 5km, $3bn... (No!)")
	f.Add("a@b.c http://x 's ’ 1-2-3 :) .5 c'mon -- ''")
	c := testCutter(f)
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		d := &doc.Document{Text: text}
		c.rules(d)
		checkTokens(t, d)
	})
}
