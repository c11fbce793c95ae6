package dragoman

import "unicode/utf8"

// codePoints turns byte offsets into a text into counts of code points. It is
// built in one pass and answers in constant time: a count for every block of
// bytes, and a short scan inside the block.
type codePoints struct {
	text  string
	count []int32 // count[k]: code points that start before byte k*block
}

// block is the stretch of bytes between stored counts.
const block = 64

func newCodePoints(text string) codePoints {
	c := codePoints{text: text, count: make([]int32, 0, len(text)/block+1)}
	n := int32(0)
	for i := range len(text) {
		if i%block == 0 {
			c.count = append(c.count, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	if len(text)%block == 0 {
		c.count = append(c.count, n)
	}
	return c
}

// at returns the number of code points before byte offset i. Offsets outside
// the text are taken as its nearer end.
func (c codePoints) at(i int) int {
	i = min(max(i, 0), len(c.text))
	k := i / block
	n := int(c.count[k])
	for j := k * block; j < i; j++ {
		if utf8.RuneStart(c.text[j]) {
			n++
		}
	}
	return n
}

// byteOffsets returns where each code point of a text begins, and the text's end: the
// way back.
func byteOffsets(text string) []int {
	at := make([]int, 0, len(text)+1)
	for i := range text {
		at = append(at, i)
	}
	return append(at, len(text))
}
