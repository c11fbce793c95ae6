package repair

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// between looks at the place where two runs of a token meet.
func (s *scanner) between(a, b run, start, end int) {
	switch {
	case a.kind == '0' && b.kind == 'a':
		s.afterNumber(a, b, start)
	case a.kind == 'a' && b.kind == '0':
		s.beforeNumber(a, b, start, end)
	case a.kind == '-' && b.kind == 'a':
		s.afterMark(a, b, start, end)
	case b.kind == '-':
		if a.kind == 'a' {
			s.beforeBracket(a, b, end)
		}
		s.beforeMark(b, start)
	}
}

// afterNumber parts "$50million", "1990in" and "G-8meeting", and leaves units,
// ordinals and decades alone: "20km", "18th", "1990s".
func (s *scanner) afterNumber(a, b run, start int) {
	w := s.of(b)
	if s.affix.unit[strings.ToLower(w)] || utf8.RuneCountInString(w) < 2 {
		return
	}
	// "F16s", "MH17was": a number that is part of a name tells less.
	e := s.vocab.word(w)
	if e.level != dictionary && !(e.level == counted && e.class >= 14) || e.class < 8 || w == strings.ToUpper(w) {
		return
	}
	if len(w) < 3 && e.class < wordTwo {
		return
	}
	s.add(b.at, 12, number)
}

// beforeNumber parts "in1990" and "July19"; "covid19" and "page3" stay.
func (s *scanner) beforeNumber(a, b run, start, end int) {
	w := s.of(a)
	if a.at != start || b.end < end && s.text[b.end] != ',' && s.text[b.end] != '-' && s.text[b.end] != '.' {
		return
	}
	if s.affix.beforeNumber[w] && len(w) > 1 {
		s.add(b.at, 12, number)
	}
}

// afterMark parts words at a mark that always has a space behind it, inside the
// token: "problems,has", "space.Putin", "North’smissile", "[Korea]said".
func (s *scanner) afterMark(mark, b run, start, end int) {
	left := s.before(mark.at, start)
	switch s.of(mark) {
	case ",", ";", "!", "?", "”", "\"":
		s.afterComma(s.of(mark), left, b)
	case ".":
		s.afterStop(left, b, start, end)
	case ")", "]":
		s.afterBracket(mark, b, start)
	case "'", "’":
		s.afterApostrophe(left, b)
	}
}

// afterComma parts "problems,has", "pay?One" and "Tuesday,”said".
func (s *scanner) afterComma(mark string, left, b run) {
	w := s.of(b)
	switch {
	case mark != "”" && mark != "\"" && left.kind == 0,
		(mark == "!" || mark == "?") && !startsUpper(w),
		mark == "\"" && !s.closes(b.at-1),
		utf8.RuneCountInString(w) < 2 && w != "a" && w != "I" && w != "A":
		return
	}
	s.add(b.at, certain, punctuation)
}

// closes reports whether the straight quotation mark at i is a closing one: an
// even number of them in the paragraph, and an odd one before this.
func (s *scanner) closes(i int) bool {
	start := strings.LastIndexByte(s.text[max(0, i-4000):i], '\n') + 1 + max(0, i-4000)
	return strings.Count(s.text[start:i], `"`)%2 == 1
}

// beforeMark parts "big“in" and "to$5 million" before a mark that opens.
func (s *scanner) beforeMark(mark run, start int) {
	left := s.before(mark.at, start)
	switch m := s.of(mark); {
	case m == "“" && mark.at > start, m == "\"" && mark.at > start && !s.closes(mark.at):
		if c := s.text[mark.at-1]; left.kind == 'a' || c == ',' || c == ':' {
			s.add(mark.at, certain, punctuation)
		}
	case m == "$" || m == "£" || m == "€":
		if left.kind == 'a' && s.affix.beforeNumber[s.of(left)] {
			s.add(mark.at, 12, number)
		}
	}
}

// afterStop parts "exploration.Putin said", "Gen.Petrov" and "U.S.troops";
// "U.S.", "Ph.D" and "Node.js" stay.
func (s *scanner) afterStop(left, b run, start, end int) {
	if left.kind != '0' && left.kind != 'a' || b.end < end && s.text[b.end] == '.' {
		return
	}
	l, w := s.of(left), s.of(b)
	initials := left.at-start >= 2 && s.text[left.at-1] == '.' && len(l) == 1 && startsUpper(l)
	switch {
	case s.affix.abbreviation[l] && startsUpper(w) && len(w) > 2:
		s.add(b.at, certain, punctuation)
		return
	case initials && len(w) > 3 && s.vocab.knows(w) && s.vocab.word(w).class > 8:
		s.add(b.at, certain, punctuation)
		return
	}
	if !startsUpper(w) || len(w) < 2 && w != "A" && w != "I" || len(w) > 1 && w == strings.ToUpper(w) && !s.vocab.knows(w) {
		return
	}
	if left.kind == 'a' && (len(l) < 3 || startsUpper(l) && !s.vocab.knows(l) || l == strings.ToUpper(l)) {
		return
	}
	if s.vocab.knows(w) {
		s.add(b.at, certain, punctuation)
	} else {
		s.add(b.at, 8, punctuation)
	}
}

// clitics follow an apostrophe and end the word.
var clitics = [...]string{"s", "t", "d", "m", "re", "ve", "ll"}

// afterApostrophe parts "North’smissile" and "don’twant" behind the clitic. What
// follows must be a word on its own, so that "Sana’a" and "Xi’an" stay.
func (s *scanner) afterApostrophe(left, b run) {
	w, l := s.of(b), s.of(left)
	if left.kind != 'a' || s.vocab.knows(w) && len(l) < 3 || !s.vocab.knows(l) && !startsUpper(l) {
		return
	}
	for _, c := range clitics {
		rest, ok := strings.CutPrefix(w, c)
		if !ok || len(rest) < 2 {
			continue
		}
		e := s.vocab.word(rest)
		if (e.level == dictionary || startsUpper(rest)) && wordEnough(rest, e) {
			s.add(b.at+len(c), s.gain(len(l)+len(w), []float64{s.vocab.logP(s.vocab.word(l)), s.vocab.logP(e)}, unknownName)+4, glued)
			return
		}
	}
}

// afterBracket parts "[North Korea]said"; "(re)build" and "[N]orth" stay.
func (s *scanner) afterBracket(mark, b run, start int) {
	for start > 0 && !isSpace(s.text[start-1]) {
		start-- // the token's own opening bracket
	}
	if open := strings.LastIndexAny(s.text[start:mark.at], "(["); open >= 0 {
		inner := s.text[start+open+1 : mark.at]
		if inner == strings.ToLower(inner) || utf8.RuneCountInString(inner) < 2 {
			return
		}
	}
	if c := s.text[mark.at-1]; c != '-' && len(s.of(b)) > 1 && s.vocab.knows(s.of(b)) {
		s.add(b.at, certain, punctuation)
	}
}

// beforeBracket parts "DPRK[North Korea]"; "person(s)", "detect[ed]" and
// "COVID[-19]" stay: only a name or several words are an insertion of their own.
func (s *scanner) beforeBracket(a, b run, end int) {
	if m := s.of(b); m != "[" && m != "(" || a.end-a.at < 2 {
		return
	}
	inner, closed := s.text[b.end:min(len(s.text), b.end+80)], false
	if shut := strings.IndexAny(inner, ")]"); shut >= 0 {
		inner, closed = inner[:shut], true
	}
	word := s.of(s.runAt(b.end, max(end, b.end+1)))
	if !closed || len(word) < 2 || !s.vocab.knows(word) {
		return
	}
	if startsUpper(inner) || strings.Contains(inner, " ") {
		s.add(b.at, certain, punctuation)
	}
}

// before returns the run of letters or digits that ends at i.
func (s *scanner) before(i, start int) run {
	at := i
	var kind byte
	for at > start {
		c, size := utf8.DecodeLastRuneInString(s.text[start:at])
		k := byte('-')
		if unicode.IsLetter(c) {
			k = 'a'
		} else if unicode.IsDigit(c) {
			k = '0'
		}
		if k == '-' || kind != 0 && k != kind {
			break
		}
		kind = k
		at -= size
	}
	return run{at, i, kind}
}

func startsUpper(w string) bool {
	c, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(c)
}
