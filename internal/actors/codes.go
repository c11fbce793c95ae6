package actors

import (
	"strings"
	"time"

	"dragoman/internal/lexicon"
)

// Code is what a user's own table says to code an actor as: whatever CAMEO's or the
// user's own scheme has for it.
type Code struct {
	CAMEO  string // "PSEHMSGOV"; "FRA/GBR" are two actors
	Sector string // PLOVER's, where the code tells one
	Spell  Spell
}

// codeColumn is a column of a user's tables; the built-in ones have none. A cell holds
// codes parted by "|", each with its sector and its days where it has them:
// "ATLREB REB ..1998-12-31|ATLGOV GOV 1999-01-01..". Of several that hold the first
// with days rules.
const codeColumn = "cameo"

// readCodes reads the codes of a row. One without days holds for the row's.
func readCodes(r lexicon.Row, spell Spell) ([]Code, error) {
	cell := r.Opt(codeColumn)
	if cell == "" {
		return nil, nil
	}
	var out []Code
	for _, alternative := range strings.Split(cell, "|") {
		fields := strings.Fields(alternative)
		if len(fields) == 0 {
			return nil, r.Errorf("an empty code in %q", cell)
		}
		c := Code{CAMEO: fields[0], Spell: spell}
		for _, f := range fields[1:] {
			from, to, dated := strings.Cut(f, "..")
			if !dated {
				c.Sector = f
				continue
			}
			var err error
			if c.Spell, err = parseSpell(from, to); err != nil {
				return nil, r.Errorf("code %q: %v", alternative, err)
			}
		}
		if strings.ContainsAny(c.CAMEO, "[]<>") {
			return nil, r.Errorf("code %q, expected letters", c.CAMEO)
		}
		out = append(out, c)
	}
	return out, nil
}

// CodeOn returns the code that holds on a day, the first with days before one without,
// or nil.
func CodeOn(codes []Code, day time.Time) *Code {
	var always *Code
	for i := range codes {
		c := &codes[i]
		switch {
		case c.Spell == Spell{}:
			if always == nil {
				always = c
			}
		case c.Spell.Holds(day):
			return c
		}
	}
	return always
}

// CAMEORole turns a PLOVER sector into a CAMEO role code. They differ in two:
// CAMEO's MED is the media, PLOVER's is medicine.
func CAMEORole(sector string) string {
	switch sector {
	case "JRN":
		return "MED"
	case "MED":
		return "HLH"
	case "PRM", "PRE":
		return "REB"
	case "SOC":
		return "CVL"
	case "UNK":
		return ""
	}
	return sector
}
