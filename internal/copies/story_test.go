package copies_test

import (
	"strings"
	"testing"

	"dragoman/data"
	"dragoman/internal/copies"
)

// story is a report of a wire, a paragraph a line.
var story = strings.Split(`Greece and Turkey agree to reopen the strait
CAIRO, March 14 (Sample Agency) - Greece and Turkey agreed on Tuesday to reopen the strait to merchant ships after 12 days of talks in Cairo, the foreign ministry of Egypt said.
The strait had been closed since a collision between a Turkish patrol boat and a Greek trawler killed seven fishermen late in February.
"Both sides will withdraw their frigates to a distance of 30 miles by Friday evening," the ministry said in a statement.
The agreement provides for a joint commission that will look into the collision and report to both governments within 60 days.
The defence ministry in Ankara confirmed that two of its frigates had already left the area, and that a third would follow.
A spokesman for the government in Athens said the withdrawal would be watched from the air by two aircraft of the alliance.
Fishermen on both coasts had protested against the closure, which cost them about 4 million euros a week by the estimate of their union.
The United States and the European Union welcomed the agreement and offered to pay for buoys that mark the border.
Earlier talks had failed in 2019 when the two sides could not agree on who owns a group of rocks north of the strait.
The rocks are uninhabited, but the seabed around them is thought to hold natural gas.`, "\n")

func text(paragraphs ...string) string { return strings.Join(paragraphs, "\n\n") }

// edit replaces words, in pairs of old and new, each of which must be there.
func edit(t *testing.T, s string, pairs ...string) string {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(s, pairs[i]) {
			t.Fatalf("the story has no %q", pairs[i])
		}
		s = strings.ReplaceAll(s, pairs[i], pairs[i+1])
	}
	return s
}

func reader(t testing.TB) *copies.Reader {
	t.Helper()
	r, err := copies.New(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestSame(t *testing.T) {
	whole := text(story...)
	tests := []struct {
		name, a, b string
		want       copies.Kind
	}{
		{"blanks, case and quotation marks", whole, strings.ToUpper(strings.NewReplacer(" ", "  ", `"`, "“", ",", " ,").Replace(whole)), copies.SameText},
		{"accents and abbreviations", edit(t, whole, "natural gas", "U.S. café gas"), edit(t, whole, "natural gas", "US cafe gas"), copies.SameText},
		{"another headline, no dateline, a credit", whole,
			text("Strait to open again after 12 days", "By the Cairo bureau", edit(t, text(story[1:]...), "CAIRO, March 14 (Sample Agency) - ", ""), "(Reporting by the Cairo bureau; editing by the Ankara desk)", "Copyright 2023 Sample Agency."), copies.SameText},
		{"lines broken at a width", text(story[1:]...), wrap(text(story[1:]...)), copies.SameText},
		{"some words edited", whole, edit(t, whole, "on Tuesday", "Tuesday", "had already left", "have already left", "about 4 million", "some 4 million"), copies.NearCopy},
		{"a sentence left out and one added", whole, edit(t, whole, story[8], "The alliance had called on both sides for restraint since the first day of the crisis."), copies.NearCopy},
		{"a figure corrected", whole, edit(t, whole, "killed seven", "killed nine"), copies.NearCopy},
		{"number words and digits", whole, edit(t, whole, "killed seven", "killed 7", "two of its", "2 of its"), copies.SameText},
		{"the first paragraphs", whole, text(story[:5]...), copies.CutCopy},
		{"the first paragraphs under another headline", whole, text("Strait reopens", text(story[1:6]...)), copies.CutCopy},
		{"paragraphs from the middle", whole, text(story[4:9]...), copies.CutCopy},
		{"another story of the same talks", whole, text("Cairo talks went to the wire",
			"CAIRO, March 15 (Sample Agency) - Diplomats from Greece and Turkey stayed up for three nights before they found words for the strait that both could sign, officials of Egypt said on Wednesday.",
			"The frigates will be withdrawn by Friday, and a commission is to find out why a patrol boat ran into a trawler.",
			"One official said the talks had been near collapse on Sunday over who owns the rocks north of the strait."), copies.Different},
		{"notices of two companies", "First Sample Bank sets payout\n\nQtly div 11 cts vs 11 cts prior\n\nPay April 15\n\nRecord March 27",
			"Second Sample Mills sets payout\n\nQtly div 11 cts vs 11 cts prior\n\nPay April 15\n\nRecord March 27", copies.Different},
		{"one notice twice", "First Sample Bank sets payout\n\nQtly div 11 cts vs 11 cts prior", "FIRST SAMPLE BANK SETS PAYOUT\n\nQtly div 11 cts vs. 11 cts prior", copies.SameText},
		{"one form, other figures", balances("March 5", "3.036", "3.467", "12.276", "13.028"), balances("March 6", "2.991", "3.036", "11.870", "12.276"), copies.Different},
		{"one form, other number words", raid("Two"), raid("Four"), copies.Different},
		{"nothing and nothing", "", " \n", copies.Different},
	}
	r := reader(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, b := r.Sketch(tt.a), r.Sketch(tt.b)
			kind, degree := copies.Same(a, b)
			if kind != tt.want || (kind == copies.Different) != (degree == 0) {
				t.Errorf("%v %.2f, want %v", kind, degree, tt.want)
			}
			if kind != copies.Different && !shareKey(a, b) {
				t.Error("no key in common")
			}
		})
	}
}

func balances(day, now, before, notes, notesBefore string) string {
	return text("Treasury balances at Fed", "Treasury balances at the Federal Reserve fell on "+day+" to "+now+" billion dollars from "+before+" billion dollars on the previous business day, the Treasury said in its latest budget statement.",
		"Balances in tax and loan note accounts fell to "+notes+" billion dollars from "+notesBefore+" billion dollars on the same day, and total operating cash balances were little changed, it said.")
}

func raid(killed string) string {
	return killed + " people are killed in an airstrike carried out by the navy of Colombia against a boat that is said to carry drugs in the eastern Pacific."
}

func wrap(s string) string {
	var b strings.Builder
	width := 0
	for _, w := range strings.Split(s, " ") {
		if width += len(w) + 1; width > 66 {
			b.WriteString("\n")
			width = len(w)
		} else if b.Len() > 0 {
			b.WriteString(" ")
		}
		b.WriteString(w)
	}
	return b.String()
}

func shareKey(a, b *copies.Sketch) bool {
	has := map[uint64]bool{}
	for _, k := range a.Keys() {
		has[k] = true
	}
	for _, k := range b.Keys() {
		if has[k] {
			return true
		}
	}
	return false
}
