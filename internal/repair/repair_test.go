package repair_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
	"os"
)

// damaged wraps a phrase in a report that has plain joints of its own, so that
// doubtful ones are believed too.
func damaged(s string) string {
	return "The leaders of bothcountries met in thecapital on Monday and signed adeclaration that officialssaid would openthe border tofarmers.\n\n" + s + "\n"
}

const undamaged = "The leaders of both countries met in the capital on Monday and signed a declaration that officials said would open the border to farmers.\n\n"

func TestRepair(t *testing.T) {
	r := newRepairer(t)
	for _, c := range []struct {
		name, raw, want, kind string
	}{
		{"two words", "The envoy begana tour of the Gulf on Monday.", "The envoy began a tour of the Gulf on Monday.", "glued"},
		{"a name and a word", "Crowds lined the road as Kabilaleft the city, and Kabila waved.", "Crowds lined the road as Kabila left the city, and Kabila waved.", "glued"},
		{"two names", "Troops of the NorthKorean army crossed the line.", "Troops of the North Korean army crossed the line.", "glued"},
		{"a word and a name", "The minister flew toBrussels for talks.", "The minister flew to Brussels for talks.", "glued"},
		{"possessive", "They spoke of the North’smissile tests.", "They spoke of the North’s missile tests.", "glued"},
		{"inside a compound", "The talks on theSyrian-Turkish border failed.", "The talks on the Syrian-Turkish border failed.", "glued"},
		{"amount", "The loan of $50million was paid.", "The loan of $50 million was paid.", "number"},
		{"year", "Relations soured in1990 after the war.", "Relations soured in 1990 after the war.", "number"},
		{"number in a name", "The G-8meeting opened in Genoa.", "The G-8 meeting opened in Genoa.", "number"},
		{"day", "The truce of July19 held for a week.", "The truce of July 19 held for a week.", "number"},
		{"comma", "The army,which denied it, withdrew.", "The army, which denied it, withdrew.", "punctuation"},
		{"stop", "The talks failed.Officials blamed rain.", "The talks failed. Officials blamed rain.", "punctuation"},
		{"bracket", "The envoy of the DPRK[North Korea] left.", "The envoy of the DPRK [North Korea] left.", "punctuation"},
		{"opening quote", "He called it a“mistake” on Friday.", "He called it a “mistake” on Friday.", "punctuation"},
		{"closing quote", "“We will stay,”said the general.", "“We will stay,” said the general.", "punctuation"},
		{"straight quotes", `He said "we will stay,"and left.`, `He said "we will stay," and left.`, "punctuation"},
		{"abbreviation", "The visit of Gen.Wolfe to Minsk ended.", "The visit of Gen. Wolfe to Minsk ended.", "punctuation"},
		{"byline", "ByReuters\n\nThe talks failed.", "By Reuters\n\nThe talks failed.", "byline"},
		{"spaced dateline", "S E O U L, South Korea -- The talks failed.", "SEOUL, South Korea -- The talks failed.", "letters"},
		{"spaced words", "N E W  Y O R K, June 3 -- The talks failed.", "NEW YORK, June 3 -- The talks failed.", "letters"},
		{"hyphen", "The nego-\ntiations failed.", "The negotiations\nfailed.", "hyphen"},
		{"hyphen that stays", "The pro-\nWestern party won.", "The pro-Western\nparty won.", "hyphen"},
		{"quotation mark", "The ministerâ€™s visit.", "The minister’s visit.", "mojibake"},
		{"accent", "The cafÃ© was hit.", "The café was hit.", "mojibake"},
		{"control characters", "The minister\u0092s visit.", "The minister’s visit.", "mojibake"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, repairs := r.Repair(c.raw)
			if got != c.want {
				t.Fatalf("got %q, expected %q", got, c.want)
			}
			if len(repairs) != 1 || repairs[0].Kind != c.kind {
				t.Errorf("repairs %+v, expected one of kind %q", repairs, c.kind)
			}
			if clean, again := r.Repair(c.want); len(again) > 0 {
				t.Errorf("mended text was changed to %q", clean)
			}
		})
	}
}

// TestDoubtfulJoints are believed in a text that is plainly damaged, and left
// alone in one that is not.
func TestDoubtfulJoints(t *testing.T) {
	r := newRepairer(t)
	for _, c := range []struct{ raw, want string }{
		{"Two NATOforces were sent to the border.", "Two NATO forces were sent to the border."},
		{"The treaty will mendstrained ties.", "The treaty will mend strained ties."},
	} {
		if got, _ := r.Repair(damaged(c.raw)); !strings.Contains(got, c.want) {
			t.Errorf("in a damaged text: got %q, expected %q", got, c.want)
		}
		if got, _ := r.Repair(undamaged + c.raw); !strings.Contains(got, c.raw) {
			t.Errorf("in a clean text: got %q, expected %q", got, c.raw)
		}
	}
}

// TestSeveralDamages mends one token twice and keeps its offsets in the text as
// it came.
func TestSeveralDamages(t *testing.T) {
	raw := "The NorthKoreanâ€™smissile tests began."
	fixed, repairs := newRepairer(t).Repair(raw)
	if want := "The North Korean’s missile tests began."; fixed != want {
		t.Fatalf("got %q, expected %q", fixed, want)
	}
	if len(repairs) != 1 || repairs[0].Raw != "NorthKoreanâ€™smissile" {
		t.Errorf("repairs %+v, expected one of the whole token", repairs)
	}
}

func TestLeftAlone(t *testing.T) {
	r := newRepairer(t)
	for name, s := range map[string]string{
		"names":       "McDonald, DeSantis and LaGuardia met al-Assad, Zarqawi and Chon Hong-san in N'Djamena and Sana'a.",
		"brands":      "Sales of the iPhone rose while YouTube, TikTok and FIFA lost money, WhatsApp said.",
		"acronyms":    "The USSR, AFPs of the MPs, the U.S. and the U.N.'s IAEA agreed in Washington D.C.",
		"words":       "They sat together, anew, and the mayor went into the office nevertheless.",
		"numbers":     "In the 1990s a 20km road, a 5G mast and 9mm rounds cost $15bn, or 3.5pc, by 2pm on the 18th.",
		"codes":       "Flight MH17, COVID-19, an F-16, MI6 and the AK47 were named on p.3 of A/RES/2131.",
		"addresses":   "See www.example.org/newsAgency, example.com, press@example.org, #NorthKorea and @KremlinRussia.",
		"compounds":   "Counterterrorism officials, peacekeepers and superdelegates discussed airstrikes and the drawdown.",
		"inflections": "Kosovars, Chechnyans and Houthis rejected the draft, and so did Sadrists.",
		"brackets":    `The person(s) who "[detect]ed" it, he said [in French], saw t[he] COVID[-19] ward.`,
		"French":      "L'attaché a signé l'accord à N'Djaména, où il s'est rendu.",
		"capitals":    "“THE CAFÉ” READ THE SIGN, AND “MAÑANA” ANOTHER.",
		"initials":    "Vitamins A B C and D were sent, J. F. K. and U. S. officials said.",
		"minus":       "The gain was 5 -\nor 6 - percent.",
		"abbreviated": "Ph.D. holders of No.10 and Sgt. Kerr e.g. left at 5 p.m. on Jan. 3.",
		"empty":       "",
		"blank":       " \n\n\t ",
	} {
		t.Run(name, func(t *testing.T) {
			if got, repairs := r.Repair(undamaged + s); got != undamaged+s {
				t.Errorf("got %+v, expected no repair", repairs)
			}
		})
	}
}

// TestAffixTable runs the table's own examples.
func TestAffixTable(t *testing.T) {
	r := newRepairer(t)
	table, err := lexicon.Read(os.DirFS("../../data"), "vocab/affixes.tsv", "form", "kind", "example", "source")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range table.Rows {
		example, kind := row.Get("example"), row.Get("kind")
		if row.Get("source") == "" || example == "" {
			t.Error(row.Errorf("no example or source"))
		}
		got, _ := r.Repair(undamaged + example + "\n")
		changed := got != undamaged+example+"\n"
		if parted := kind == "before-number" || kind == "abbreviation"; changed != parted {
			t.Error(row.Errorf("example %q became %q", example, strings.TrimPrefix(got, undamaged)))
		}
	}
}

// mend carries out repairs on the text they were found in.
func mend(raw string, repairs []doc.Repair) string {
	var b strings.Builder
	at := 0
	for _, r := range repairs {
		b.WriteString(raw[at:r.RawStart])
		b.WriteString(r.Fixed)
		at = r.RawEnd
	}
	return b.String() + raw[at:]
}

// checkRepairs fails where repairs do not lead from raw to fixed.
func checkRepairs(t interface{ Fatalf(string, ...any) }, raw, fixed string, repairs []doc.Repair) {
	at := 0
	for _, r := range repairs {
		if r.RawStart < at || r.RawEnd <= r.RawStart || r.RawEnd > len(raw) || raw[r.RawStart:r.RawEnd] != r.Raw {
			t.Fatalf("repair %+v is out of order or off its place", r)
		}
		if r.Raw == r.Fixed || r.Kind == "" {
			t.Fatalf("repair %+v changes nothing or has no kind", r)
		}
		at = r.RawEnd
	}
	// A line end may have moved behind a hyphenated word.
	level := strings.NewReplacer("\n", " ")
	if got := mend(raw, repairs); level.Replace(got) != level.Replace(fixed) {
		t.Fatalf("the repairs give %q, expected %q", got, fixed)
	}
}

func TestRepairProperties(t *testing.T) {
	r := newRepairer(t)
	pieces := []string{"the", "heels", "Putin", "North", "Korea", "said", "in", "1990", "$50", "million", "â€™", "Ã©", "’s", "-\n", "\u00ad", " S E O U L ", " A B C",
		"[", "]", "“", "”", ".", ",", "\n\n", "U.S.", "McDonald", "\u0092", "é", "By"}
	rapid.Check(t, func(t *rapid.T) {
		raw := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "pieces"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
		if rapid.Bool().Draw(t, "damaged") {
			raw = damaged(raw)
		}
		fixed, repairs := r.Repair(raw)
		checkRepairs(t, raw, fixed, repairs)
	})
}

func FuzzRepair(f *testing.F) {
	r := newRepairer(f)
	f.Add("The talksbegan in1990â€™s,said \"he\"[North Korea]. S E O U L, nego-\ntiations")
	f.Add(damaged("â€\u009d\xff\xc3 NorthKorea’sarmy\u00ad\n"))
	f.Fuzz(func(t *testing.T, raw string) {
		fixed, repairs := r.Repair(raw)
		checkRepairs(t, raw, fixed, repairs)
	})
}

// TestLongText repeats what strangers may send, a megabyte of it. It is done in a
// second; a step whose time grew with the square of the length would take an hour,
// and the test run would end it. BenchmarkLongText has the figures.
func TestLongText(t *testing.T) {
	r := newRepairer(t)
	for _, piece := range longPieces {
		text := strings.Repeat(piece, 1_000_000/len(piece))
		r.Repair(text)
	}
}

var longPieces = []string{"NorthKorea", "theheels ", "a-\n", "“a", "\"a", "S E ", "â€™", "ByA\n", "a[B", "(a)b ", "x\u00ad", "Kabilaleft Kabila ", ",a", "é", "A.", "a1", " "}
