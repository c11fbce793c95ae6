package attrib_test

import (
	"strings"
	"testing"
)

// TestTags: who tells what stands before, read off the words. Each statement is
// written as its chain and its content.
func TestTags(t *testing.T) {
	run := stages(t)
	for _, c := range []struct {
		why, text string
		want      []string
	}{
		{"two tags, the last outermost", "The road to Kassala would be closed until the rains end, a Sudanese officer told reporters, Reuters reported from Khartoum.", []string{
			"Reuters: The road to Kassala would be closed until the rains end, a Sudanese officer told reporters",
			"Reuters < Sudanese officer: The road to Kassala would be closed until the rains end"}},
		{"the teller behind the cue", "Both pilots are alive, said the Greek coast guard, according to Kyodo.", []string{
			"Kyodo: Both pilots are alive, said the Greek coast guard",
			"Kyodo < Hellenic Coast Guard: Both pilots are alive"}},
		{"quoted by a medium, behind", "No ship would be allowed to leave Basra, the mayor of Tijuana was quoted by Interfax as saying.", []string{
			"Interfax < mayor of Tijuana: No ship would be allowed to leave Basra"}},
		{"the medium parts teller and cue", "Prices in Lima had doubled since Easter, the governor of Kerala, quoted by Le Monde, said.", []string{
			"Le Monde < governor of Kerala: Prices in Lima had doubled since Easter"}},
		{"a phrase before a tag", "Half of the harvest was lost, in the view of the Polish bishops, Reuters said.", []string{
			"Reuters: Half of the harvest was lost, in the view of the Polish bishops",
			"Reuters < Polish bishops: Half of the harvest was lost"}},
		{"behind a quotation", "“Our patience has limits,” a nurse at the hospital said.", []string{
			"nurse at the hospital: Our patience has limits,"}},
		{"an object is no hearer: no tag", "The rains had failed, and the ministry announced a ban.", []string{
			"ministry: a ban"}},
		{"an insertion", "The mufti, Reuters reported from Aden, had left the town.", []string{
			"Reuters: The mufti, Reuters reported from Aden, had left the town"}},
		{"an insertion with the teller behind", "Peru, said the envoy, had paid its debts.", []string{
			"envoy: Peru, said the envoy, had paid its debts"}},
		{"nobody is named", "It was reported from Amman that the convoy had left.", []string{
			": the convoy had left"}},
		{"a station that no table knows", "Radio Conakry said the plot had failed.", []string{
			"Radio Conakry: the plot had failed"}},
		{"several presidents have no one country", "Panama's foreign ministry said the two presidents had promised to pay.", []string{
			"Panama's foreign ministry: the two presidents had promised to pay",
			"Panama's foreign ministry < two presidents: to pay"}},
	} {
		d := runAll(run, c.text)
		var got []string
		for _, s := range d.Statements {
			var names []string
			for _, l := range s.Chain {
				names = append(names, l.Name)
			}
			got = append(got, strings.Join(names, " < ")+": "+d.Of(s.Span))
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s: %s\ngot\n\t%s\nwant\n\t%s", c.why, c.text, strings.Join(got, "\n\t"), strings.Join(c.want, "\n\t"))
		}
	}
}
