package when

import "dragoman/internal/stage/ground/scan"

// leanByWords tells the direction from the words around piece i: the nearest
// one before it in its clause that tells the tense, else the nearest behind.
// It stands in where there is no tree.
func (p *Parser) leanByWords(ws []scan.Word, i int) Lean {
	for k := i - 1; k >= 0; k-- {
		if ws[k].Kind == scan.Sign && (ws[k].Lower == ";" || ws[k].Lower == "\"") {
			break
		}
		if l := p.leanOf(ws, k); l != Unknown {
			return l
		}
	}
	for k := i + 1; k < len(ws); k++ {
		if l := p.leanOf(ws, k); l != Unknown {
			return l
		}
	}
	return Unknown
}

// leanOf reads one word: a row of class LEAN, or a verb in "-ed".
func (p *Parser) leanOf(ws []scan.Word, k int) Lean {
	w := ws[k].Lower
	for _, t := range p.g.terms[w] {
		if t.class == "LEAN" {
			if t.value == "future" {
				return Future
			}
			return Past
		}
	}
	if n := len(w); n > 4 && w[n-2:] == "ed" && !ws[k].Cap {
		return Past
	}
	return Unknown
}
