package ingest_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dragoman/internal/doc"
	"dragoman/internal/ingest"
)

const plainReport = `Greece Sends Frigates to Disputed Strait

ByAegean News Agency

A T H E N S, Greece, May 4, 1998 -- The Greek government sent two frigatesto the strait on Monday after Turkish fishing boats crossed the line between the two countries.

The ships will stay for a week, the defence ministry said in a statement. Ankara called the move a provocation.

Years of Dispute

The two countries came close to war in 1996, whenboth claimed a pair of rocks.

Reuters contributed to this report.

Aegean News Live

Aegean News Live

24/7 coverage of breaking news and live events
`

// block is a block as a test writes it down.
type block struct {
	Kind doc.Kind
	Text string
}

func blocksOf(d *doc.Document) []block {
	var out []block
	for _, b := range d.Blocks {
		out = append(out, block{b.Kind, d.Of(b.Span)})
	}
	return out
}

func TestBlocks(t *testing.T) {
	day := func(s string) time.Time {
		when, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	const (
		prose = "The talks ended without a result on Friday, officials of both countries said."
		more  = "Another round has been called for next month, the host government announced."
	)
	for _, c := range []struct {
		name string
		why  string
		in   ingest.Input
		want []block
		line doc.Dateline // without its span
	}{
		{
			name: "everything",
			why:  "a scraped page: glued and spaced words, a heading, a credit, a widget",
			in:   ingest.Input{Text: plainReport},
			want: []block{
				{doc.Title, "Greece Sends Frigates to Disputed Strait"},
				{doc.Byline, "By Aegean News Agency"},
				{doc.DateLine, "ATHENS, Greece, May 4, 1998 --"},
				{doc.Body, "The Greek government sent two frigates to the strait on Monday after Turkish fishing boats crossed the line between the two countries."},
				{doc.Body, "The ships will stay for a week, the defence ministry said in a statement. Ankara called the move a provocation."},
				{doc.Heading, "Years of Dispute"},
				{doc.Body, "The two countries came close to war in 1996, when both claimed a pair of rocks."},
				{doc.Credit, "Reuters contributed to this report."},
			},
			line: doc.Dateline{Place: "Athens, Greece", Date: day("1998-05-04")},
		},
		{
			name: "date paragraph",
			why:  "a date alone is a dateline that names no place; the title stays beside the text",
			in:   ingest.Input{Meta: doc.Meta{Title: "Talks end without result"}, Text: "Friday, March 4, 2016\u00a0\n\n" + prose + "\n\n" + more},
			want: []block{{doc.DateLine, "Friday, March 4, 2016"}, {doc.Body, prose}, {doc.Body, more}},
			line: doc.Dateline{Date: day("2016-03-04")},
		},
		{
			name: "date line above the paragraph",
			why:  "one line end instead of two",
			in:   ingest.Input{Meta: doc.Meta{Title: "Talks end"}, Text: "Friday, March 4, 2016\n" + prose + "  " + more + "\n\n" + prose},
			want: []block{{doc.DateLine, "Friday, March 4, 2016"}, {doc.Body, prose + " " + more}, {doc.Body, prose}},
			line: doc.Dateline{Date: day("2016-03-04")},
		},
		{
			name: "agency",
			why:  "an agency's dateline has a day without a year, which the report's date completes",
			in:   ingest.Input{Meta: doc.Meta{Title: "Talks end", Date: day("2005-01-02")}, Text: "MOSCOW, Dec 31 (Reuters) - " + prose},
			want: []block{{doc.DateLine, "MOSCOW, Dec 31 (Reuters) -"}, {doc.Body, prose}},
			line: doc.Dateline{Place: "Moscow", Date: day("2004-12-31"), Agency: "Reuters"},
		},
		{
			name: "abbreviated region",
			in:   ingest.Input{Meta: doc.Meta{Title: "Talks end"}, Text: "SAN DIEGO, Calif. (AP) — " + prose},
			want: []block{{doc.DateLine, "SAN DIEGO, Calif. (AP) —"}, {doc.Body, prose}},
			line: doc.Dateline{Place: "San Diego, Calif.", Agency: "AP"},
		},
		{
			name: "agency alone",
			in:   ingest.Input{Meta: doc.Meta{Title: "Talks end"}, Text: "(Reuters) - " + prose},
			want: []block{{doc.DateLine, "(Reuters) -"}, {doc.Body, prose}},
			line: doc.Dateline{Agency: "Reuters"},
		},
		{
			name: "a stop before the day",
			in:   ingest.Input{Meta: doc.Meta{Title: "Talks end", Date: day("2001-08-14")}, Text: "MINSK. Aug 14 (Interfax) - " + prose},
			want: []block{{doc.DateLine, "MINSK. Aug 14 (Interfax) -"}, {doc.Body, prose}},
			line: doc.Dateline{Place: "Minsk", Date: day("2001-08-14"), Agency: "Interfax"},
		},
		{
			name: "day alone",
			in:   ingest.Input{Meta: doc.Meta{Title: "Talks end"}, Text: "Aug. 14, 2001 -- " + prose},
			want: []block{{doc.DateLine, "Aug. 14, 2001 --"}, {doc.Body, prose}},
			line: doc.Dateline{Date: day("2001-08-14")},
		},
		{
			name: "day and time of a page",
			in:   ingest.Input{Text: "Talks End Without Result\n\nByWire Services\n\nAugust 14, 2001, 9:05 AM\n\n" + prose},
			want: []block{{doc.Title, "Talks End Without Result"}, {doc.Byline, "By Wire Services"}, {doc.DateLine, "August 14, 2001, 9:05 AM"}, {doc.Body, prose}},
			line: doc.Dateline{Date: day("2001-08-14")},
		},
		{
			name: "mixed case",
			in:   ingest.Input{Meta: doc.Meta{Title: "Talks end"}, Text: "Beirut, Lebanon — " + prose},
			want: []block{{doc.DateLine, "Beirut, Lebanon —"}, {doc.Body, prose}},
			line: doc.Dateline{Place: "Beirut, Lebanon"},
		},
		{
			name: "no dateline: an aside",
			why:  "a small letter behind the dash goes on with the sentence",
			in:   ingest.Input{Meta: doc.Meta{Title: "Talks end"}, Text: "Russia — the largest of the producers — refused to sign on Friday. " + prose},
			want: []block{{doc.Body, "Russia — the largest of the producers — refused to sign on Friday. " + prose}},
		},
		{
			name: "no dateline: a label",
			in:   ingest.Input{Meta: doc.Meta{Title: "Talks end"}, Text: "EXCLUSIVE - " + prose},
			want: []block{{doc.Body, "EXCLUSIVE - " + prose}},
		},
		{
			name: "title with a dash",
			why:  "a headline that looks like a dateline",
			in:   ingest.Input{Text: "Chad - Sudan Border Reopens\n\n" + prose + "\n\n" + more},
			want: []block{{doc.Title, "Chad - Sudan Border Reopens"}, {doc.Body, prose}, {doc.Body, more}},
		},
		{
			name: "no title",
			why:  "the first paragraph is a sentence",
			in:   ingest.Input{Text: prose + "\n\n" + more},
			want: []block{{doc.Body, prose}, {doc.Body, more}},
		},
		{
			name: "title told and repeated",
			in:   ingest.Input{Meta: doc.Meta{Title: "Talks End Without Result"}, Text: "Talks end without result\n\n" + prose},
			want: []block{{doc.Title, "Talks end without result"}, {doc.Body, prose}},
		},
		{
			name: "hard wrapped",
			why:  "lines of 40 characters, a hyphen at a line's end, a second paragraph without a blank line",
			in:   ingest.Input{Text: "Fishing Pact Renewed\n\nThe ministers of both countries signed a\nfishing pact on Friday after long nego-\ntiations, and promised the pro-\nWestern opposition a say.\nFishermen in the north oppose the pact."},
			want: []block{
				{doc.Title, "Fishing Pact Renewed"},
				{doc.Body, "The ministers of both countries signed a fishing pact on Friday after long negotiations, and promised the pro-Western opposition a say."},
				{doc.Body, "Fishermen in the north oppose the pact."},
			},
		},
		{
			name: "one paragraph a line",
			why:  "lines too long to have been wrapped",
			in:   ingest.Input{Meta: doc.Meta{Title: "Talks end"}, Text: prose + " " + more + "\n" + more + " " + prose},
			want: []block{{doc.Body, prose + " " + more}, {doc.Body, more + " " + prose}},
		},
		{
			name: "bylines",
			in:   ingest.Input{Meta: doc.Meta{Title: "Talks end"}, Text: "By the Foreign Desk, Staff Writer\n\n" + prose},
			want: []block{{doc.Byline, "By the Foreign Desk, Staff Writer"}, {doc.Body, prose}},
		},
		{
			name: "links at the end",
			why:  "a heading that heads nothing, behind the last sentence",
			in:   ingest.Input{Meta: doc.Meta{Title: "Talks end"}, Text: prose + "\n\n" + more + "\n\nRelated Topics\n\nFishing Fleet Returns to Port\n\nShare this"},
			want: []block{{doc.Body, prose}, {doc.Body, more}},
		},
		{
			name: "sentences like furniture",
			why:  "what reads like a sentence is kept",
			in:   ingest.Input{Meta: doc.Meta{Title: "Talks end"}, Text: prose + "\n\nMore from the camps are expected to flee.\n\nSources close to the talks said they had failed."},
			want: []block{{doc.Body, prose}, {doc.Body, "More from the camps are expected to flee."}, {doc.Body, "Sources close to the talks said they had failed."}},
		},
		{
			name: "agency credit",
			in:   ingest.Input{Meta: doc.Meta{Title: "Talks end"}, Text: prose + "\n\n(Reporting by the Ankara bureau; editing by the London desk)\n\nCopyright 2016 Sample News. All rights reserved."},
			want: []block{{doc.Body, prose}, {doc.Credit, "(Reporting by the Ankara bureau; editing by the London desk)"}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newBuilder(t).Build(&c.in)
			if diff := cmp.Diff(c.want, blocksOf(d)); diff != "" {
				t.Errorf("%s\nblocks (-want +got):\n%s", c.why, diff)
			}
			got := d.Dateline
			got.Span = doc.Span{}
			if diff := cmp.Diff(c.line, got); diff != "" {
				t.Errorf("dateline (-want +got):\n%s", diff)
			}
		})
	}
}

// TestRepairsPointIntoRaw carries out the repairs on the raw text in a report
// whose furniture is damaged too.
func TestRepairsPointIntoRaw(t *testing.T) {
	raw := strings.ReplaceAll(plainReport, "Aegean News Live", "AegeanNews Live")
	d := newBuilder(t).Build(&ingest.Input{Text: raw})
	if len(d.Repairs) < 4 {
		t.Fatalf("repairs %v, expected four at least", d.Repairs)
	}
	for _, r := range d.Repairs {
		if got := d.Raw[r.RawStart:r.RawEnd]; got != r.Raw {
			t.Errorf("raw text at the repair is %q, expected %q", got, r.Raw)
		}
		if strings.Contains(r.Raw, "AegeanNews") {
			t.Errorf("repair %q of removed furniture is listed", r.Raw)
		}
		if !strings.Contains(d.Text, r.Fixed) {
			t.Errorf("%q is not in the text", r.Fixed)
		}
	}
}

// TestRemovedPointIntoRaw finds furniture where it stood before the text was mended, with
// damage before it, within it, at its edges and behind it.
func TestRemovedPointIntoRaw(t *testing.T) {
	const prose = "The ministers of both countries met in the capital on Friday and signed the accord on fishing rights."
	for _, c := range []struct{ name, raw, want string }{
		{"nothing", prose, ""},
		{"as it came", prose + "\n\nShare this article\n\n" + prose, "Share this article"},
		{"behind what was mended", strings.Replace(prose, "the capital", "thecapital", 1) + "\n\nShare this article\n\n" + prose, "Share this article"},
		{"itself mended", prose + "\n\nCopyright 2016Sample News. Allrights reserved.\n\n" + prose, "Copyright 2016Sample News. Allrights reserved."},
		{"mended at its beginning", prose + "\n\nâ€¢ Share this article\n\n" + prose, "â€¢ Share this article"},
		{"mended at its end", prose + "\n\nShare this articleâ€™\n\n" + prose, "Share this articleâ€™"},
		{"on two lines", prose + "\n\nShare this\narticle", "Share this\narticle"},
		{"other letters before it", "« Ménage » — " + prose + "\n\nShare this article", "Share this article"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newBuilder(t).Build(&ingest.Input{Text: c.raw})
			checkDocument(t, d)
			got := ""
			for _, r := range d.Removed {
				got += r.Raw
			}
			if got != c.want {
				t.Errorf("removed %q, expected %q; text %q", got, c.want, d.Text)
			}
		})
	}
}

func TestLanguage(t *testing.T) {
	b := newBuilder(t)
	for _, c := range []struct {
		name, text, lang, want string
		other                  bool
	}{
		{"english", "The talks ended without a result on Friday, officials of both countries said.", "", "en", false},
		{"french", "Les ministres des deux pays se sont réunis vendredi dans la capitale, mais ils ne sont pas parvenus à un accord sur la pêche, selon le gouvernement.", "", "fr", true},
		{"russian", "Министры двух стран встретились в пятницу в столице, но не смогли договориться о рыболовстве.", "", "ru", true},
		{"told", "The talks ended without a result on Friday, officials said.", "de-AT", "de-AT", true},
		{"told English", "The talks ended without a result on Friday, officials said.", "en-GB", "en-GB", false},
		{"table", "Net 1.2 mln vs 0.8 mln\n\nRevs 3.4 mln vs 2.1 mln\n\nAvg shrs 1,200,000 vs 1,100,000 note: year net includes tax credits", "", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := b.Build(&ingest.Input{Meta: doc.Meta{Lang: c.lang}, Text: c.text})
			if d.Lang != c.want || ingest.IsOtherLanguage(d) != c.other {
				t.Errorf("language %q, other %v, expected %q, %v", d.Lang, ingest.IsOtherLanguage(d), c.want, c.other)
			}
		})
	}
}

// checkDocument fails where a document breaks what every later stage relies on.
func checkDocument(t interface{ Fatalf(string, ...any) }, d *doc.Document) {
	at := 0
	for i, b := range d.Blocks {
		if b.Start < at || b.End <= b.Start || b.End > len(d.Text) {
			t.Fatalf("block %d is [%d,%d), expected it behind %d and within %d", i, b.Start, b.End, at, len(d.Text))
		}
		if gap := strings.Trim(d.Text[at:b.Start], " \n"); gap != "" {
			t.Fatalf("%q stands between blocks", gap)
		}
		if s := d.Of(b.Span); s != strings.TrimSpace(s) || strings.Contains(s, "\n") || strings.Contains(s, "  ") {
			t.Fatalf("block %d is %q, expected one line with single spaces", i, s)
		}
		at = b.End
	}
	if strings.TrimSpace(d.Text[at:]) != "" {
		t.Fatalf("%q stands behind the last block", d.Text[at:])
	}
	last := 0
	for _, r := range d.Repairs {
		if r.RawStart < last || d.Raw[r.RawStart:r.RawEnd] != r.Raw {
			t.Fatalf("repair %+v is out of order or off its place", r)
		}
		last = r.RawEnd
	}
	last = 0
	for _, r := range d.Removed {
		if r.RawStart < last || r.RawEnd <= r.RawStart || d.Raw[r.RawStart:r.RawEnd] != r.Raw {
			t.Fatalf("removed %+v is out of order or off its place", r)
		}
		last = r.RawEnd
	}
}

func TestDocumentProperties(t *testing.T) {
	b := newBuilder(t)
	pieces := []string{"By Sample News", "MOSCOW (Reuters) -", "The talks ended on Friday.", "theheels", "\n", "\n\n", " ", "Share this", "S E O U L,", "nego-\ntiations",
		"â€™", "A Heading", "\u00a0", "\r\n", "“", "Reuters contributed to this report.", "\u200b", "July 19, 2000", "--", "$50million", "é", "\x00"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 30).Draw(t, "pieces"), rapid.SampledFrom([]string{"", " ", "\n\n"}).Draw(t, "between"))
		checkDocument(t, b.Build(&ingest.Input{Text: text, Meta: doc.Meta{Title: rapid.SampledFrom([]string{"", "A Heading"}).Draw(t, "title")}}))
	})
}

func FuzzBuild(f *testing.F) {
	b := newBuilder(f)
	f.Add(plainReport, "")
	f.Add("a\u2028b -- \xff", "a")
	f.Fuzz(func(t *testing.T, text, title string) {
		checkDocument(t, b.Build(&ingest.Input{Text: text, Meta: doc.Meta{Title: title}}))
	})
}

// TestVerbatim: the text stands, and its paragraphs are blocks.
func TestVerbatim(t *testing.T) {
	b, err := ingest.NewBuilder(os.DirFS("../../data"), nil)
	if err != nil {
		t.Fatal(err)
	}
	const text = "\n A TITLE\r\n \t\r\nTalks begana\nday late. \n\n\nShare this article"
	d := b.Verbatim(&ingest.Input{Text: text})
	if d.Text != text {
		t.Errorf("text %q became %q", text, d.Text)
	}
	var got []string
	for _, p := range d.Blocks {
		got = append(got, d.Of(p.Span))
	}
	if want := []string{" A TITLE", "Talks begana\nday late. ", "Share this article"}; !slices.Equal(got, want) {
		t.Errorf("blocks %q, want %q", got, want)
	}
}
