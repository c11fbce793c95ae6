// Package model holds what the trained parts of the program share: feature
// hashing, averaged perceptrons (Freund and Schapire 1999; Collins 2002) to
// train, their frozen, quantised weights to apply, and the file in which
// weights travel.
//
// Features are 32-bit hashes and name a row of weights directly (the hashing
// trick, Weinberger et al. 2009): there is no dictionary of features to load,
// and two features that share a row are a little noise. Everything in training
// is integer arithmetic in one order, so the same data and seed give the same
// bytes on every machine.
package model

// Text hashes a string (FNV-1a with a final mix, so that low bits serve as row
// numbers).
func Text(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return Mix(h)
}

// Mix spreads a number's information over all its bits (the finaliser of
// MurmurHash3).
func Mix(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h ^ h>>16
}

// Join1, Join2, Join3 and Join4 make a feature of a template's number and the values it
// joins. They are small enough to be inlined.
func Join1(template, a uint32) uint32 {
	h := (template*0x9e3779b1 + a) * 0x85ebca77
	return h ^ h>>15
}

// Join2 makes a feature of two values.
func Join2(template, a, b uint32) uint32 {
	h := (template*0x9e3779b1+a)*0x85ebca77 + b
	h = (h ^ h>>15) * 0xc2b2ae3d
	return h ^ h>>15
}

// Join3 makes a feature of three values.
func Join3(template, a, b, c uint32) uint32 {
	h := (template*0x9e3779b1+a)*0x85ebca77 + b
	h = (h^h>>15)*0xc2b2ae3d + c
	h = (h ^ h>>14) * 0x27d4eb2f
	return h ^ h>>15
}

// Join4 makes a feature of four values.
func Join4(template, a, b, c, d uint32) uint32 {
	return Join2(template, Join3(template, a, b, c), d)
}
