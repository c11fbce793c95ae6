package actors

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman/data"
	"dragoman/internal/lexicon"
)

// TestOneHolderAtATime looks for two people in a one-person office of a country
// on the same days. Dates known only by month or year are read the kind way:
// spells overlap only where they must.
func TestOneHolderAtATime(t *testing.T) {
	type spell struct {
		row        lexicon.Row
		start, end time.Time // the latest start and the earliest end that the row allows
	}
	held := map[string][]spell{}
	for _, r := range read(t, "leaders").Rows {
		office := r.Get("office") + ", " + r.Get("country")
		if shared.MatchString(office) {
			continue
		}
		s := spell{r, lastDay(r.Get("from")), firstDay(r.Get("to"))}
		for _, o := range held[office] {
			if (o.end.IsZero() || s.start.Before(o.end)) && (s.end.IsZero() || o.start.Before(s.end)) {
				t.Error(r.Errorf("%s and %s are both %s", r.Get("name"), o.row.Get("name"), office))
			}
		}
		held[office] = append(held[office], s)
	}
}

// shared are offices that several people hold at once.
var shared = regexp.MustCompile(`^(Senator|Opposition leader|Presidential candidate|Russian businessman|Kremlin aide|United States special envoy|` +
	`Deputy (Prime|Foreign) Minister of Russia|Vice President of Iraq|Vice Chairman of the Central|Palestinian cabinet|Chinese dissident|Pro-democracy leader|` +
	`Spokes(man|woman) of the Chinese|Secretary of the Workers|Leader of the Chechen)`)

// firstDay and lastDay bound a date that is written "2006", "2006-07" or
// "2006-07-19"; an empty cell gives the zero time.
func firstDay(cell string) time.Time { s, _ := parseSpell(cell, cell); return s.From }
func lastDay(cell string) time.Time  { s, _ := parseSpell(cell, cell); return s.To }

func TestFacts(t *testing.T) {
	codes := map[string]bool{"": true}
	for _, r := range read(t, "states").Rows {
		codes[r.Get("code")] = true
	}
	for name, kinds := range map[string][]string{
		"leaders": nil,
		"bodies":  {"organisation", "agency", "military", "group", "party", "media", "company"},
		"offices": {"leader", "official", "person"},
	} {
		seen := map[string]bool{}
		for _, r := range read(t, name).Rows {
			key := ""
			switch name {
			case "offices":
				key = r.Get("title")
			case "bodies":
				key = r.Get("id")
			case "leaders":
				key = strings.Join([]string{r.Get("id"), r.Get("office"), r.Get("from")}, " ")
				if g := r.Get("gender"); g != "m" && g != "f" {
					t.Error(r.Errorf("gender %q, expected m or f", g))
				}
				if len(r.List("short")) == 0 {
					t.Error(r.Errorf("no short name"))
				}
			}
			if seen[key] {
				t.Error(r.Errorf("%s is there twice", key))
			}
			seen[key] = true
			if kinds != nil && !slices.Contains(kinds, r.Get("kind")) {
				t.Error(r.Errorf("kind %q, expected one of %v", r.Get("kind"), kinds))
			}
			if name == "offices" {
				continue
			}
			if !codes[r.Get("country")] {
				t.Error(r.Errorf("no state has the code %q", r.Get("country")))
			}
			if _, err := parseSpell(r.Get("from"), r.Get("to")); err != nil {
				t.Error(r.Errorf("%v", err))
			}
		}
	}
}

// TestOneMeaningADay looks for names that stand for two rows of one table on
// the same day. Short names ("Bush") are left out: telling them apart is the
// business of the stage.
func TestOneMeaningADay(t *testing.T) {
	type sense struct {
		id    string
		spell Spell
	}
	meant := map[string][]sense{}
	add := func(r lexicon.Row, table, id string) {
		sp, err := parseSpell(r.Get("from"), r.Get("to"))
		if err != nil {
			return // TestFacts says so
		}
		for _, n := range append([]string{r.Get("name")}, r.List("aliases")...) {
			if twofold[n] {
				continue
			}
			k := table + " " + strings.TrimPrefix(Fold(n), "the ")
			for _, o := range meant[k] {
				if o.id != id && o.spell.Overlaps(sp) {
					t.Error(r.Errorf("%q also means %s", n, o.id))
				}
			}
			meant[k] = append(meant[k], sense{id, sp})
		}
	}
	for _, r := range read(t, "states").Rows {
		add(r, "states", r.Get("code"))
	}
	for _, r := range read(t, "leaders").Rows {
		add(r, "leaders", r.Get("id"))
	}
	for _, r := range read(t, "bodies").Rows {
		add(r, "bodies", r.Get("id"))
	}
}

// twofold are names that two rows share on purpose.
var twofold = map[string]bool{
	"King Abdullah": true, // of Jordan, and of Saudi Arabia until 2015
}

func read(t *testing.T, table string) *lexicon.Table {
	t.Helper()
	load := lexicon.ReadAll
	name := "lexicon/" + table
	if table != "leaders" && table != "bodies" {
		load, name = lexicon.Read, name+".tsv"
	}
	tab, err := load(data.Files, name)
	if err != nil {
		t.Fatal(err)
	}
	return tab
}
