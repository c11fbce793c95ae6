package attrib_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// runAll runs the stages over a text, each line of it a paragraph.
func runAll(run []doc.Stage, text string) *doc.Document {
	d := read(text, "2021-05-12")
	for _, s := range run {
		s.Run(d)
	}
	return d
}

// TestChains: who tells what through whom. Each line of want is a chain and the
// content told through it.
func TestChains(t *testing.T) {
	run := stages(t)
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"three deep", "Interfax reported that the Georgian minister said the general had told him the bridge was gone.", []string{
			"Interfax: the Georgian minister said the general had told him the bridge was gone",
			"Interfax > Georgian minister: the general had told him the bridge was gone",
			"Interfax > Georgian minister > general: the bridge was gone"}},
		{"a name behind what it is", "The port was closed, the state-owned Xinhua said.", []string{
			"Xinhua: The port was closed"}},
		{"what it is, and its name", "The two ministers signed an agreement to share survey data, Turkey's state news agency Anadolu reported.", []string{
			"Anadolu Agency: The two ministers signed an agreement to share survey data"}},
		{"four deep: radio, newspaper, minister, general", "The radio said the newspaper had quoted the minister as saying that the general told him the bridge had been destroyed.", []string{
			"radio > newspaper > minister > general: the bridge had been destroyed"}},
		{"five deep", "The BBC reported that the Fars news agency said the Syrian foreign ministry had announced that the rebels claimed to have freed the pilots.", []string{
			"British Broadcasting Corporation > Fars > Foreign Ministry of Syria > Syrian rebels: to have freed the pilots"}},
		{"a name right behind its noun", "Radio Free Europe quoted the newspaper Kommersant as saying that the minister had resigned.", []string{
			"Radio Free Europe/Radio Liberty > Kommersant: the minister had resigned"}},
		{"the outer cue trails the inner one", "Cuba's foreign minister said Spain had closed the consulate, Granma reported.", []string{
			"Granma: Cuba's foreign minister said Spain had closed the consulate"}},
		{"citing", "Politico reported on Monday that Norway had drafted a ban, citing two European diplomats.", []string{
			"Politico > two European diplomats: Norway had drafted a ban"}},
		{"citing in a relative clause", "According to a report by the New York Times, which cited two American officials, Israel had closed the port.", []string{
			"New York Times > two American officials: Israel had closed the port"}},
		{"adding goes on with who said, not with whom he spoke of", "The ministry said Japan had agreed to the plan, adding that South Korea had rejected it.", []string{
			"ministry: South Korea had rejected it"}},
		{"citing goes with who told it all, though a day stands between", "The navy thinks the ferry was mined, the BBC said on Monday, quoting a harbour pilot.", []string{
			"British Broadcasting Corporation > harbour pilot: The navy thinks the ferry was mined"}},
		{"citing within an insertion", "Kenya's parliament, Reuters said, citing its clerk, will sit on Friday.", []string{
			"Reuters: Kenya's parliament, Reuters said, citing its clerk, will sit on Friday",
			"Reuters > clerk: Kenya's parliament, Reuters said, citing its clerk, will sit on Friday"}},
		{"who has a document did not issue it", "The plant will close in May, according to a memo seen by the Financial Times.", []string{"memo: The plant will close in May"}},
		{"what is set against a statement is another's", "Bread is plentiful, the ministry said, but bakers complain that flour has run out.", []string{
			"ministry: Bread is plentiful", "bakers: flour has run out"}},
		{"he is no body", "The World Bank is confident that Kenya will pay, its mission's chief said in Nairobi. He warned that coffee was being smuggled.", []string{
			"World Bank's mission's chief: coffee was being smuggled"}},
		{"in whose view", "In Moscow's view the treaty is dead.", []string{"Russia: the treaty is dead"}},
		{"in whose opinion, within what is told", "The foreign minister said that, in the opinion of his experts, the treaty was dead.", []string{
			"foreign minister > experts: the treaty was dead"}},
		{"a court only hears", "The suspect was paid by a colonel, a court in Paris heard on Monday.", []string{": The suspect was paid by a colonel"}},
		{"what those asked think is the finding", "A poll by the Pew Center found that most Germans fear a recession.", []string{"Pew Center: most Germans fear a recession"}},
		{"a quotation of who is said to have said it", "“We will not leave,” the general was reported to have said.", []string{"general: We will not leave,"}},
		{"quoted as saying, inserted", "Cuba's trade minister, the Guardian quoted a diplomat as saying, had asked for oil.", []string{
			"Guardian > diplomat: Cuba's trade minister, the Guardian quoted a diplomat as saying, had asked for oil"}},
		{"by telephone is nobody", "The judge had been warned by telephone that the school would burn.", []string{": the school would burn"}},
		{"a quotation whose teller is only said to have said it, interrupted", "“Tell them,” the king is supposed to have said to his aide, “that the road is closed.”", []string{
			"king: Tell them,” the king is supposed to have said to his aide, “that the road is closed."}},
		{"he is said to be, which is no telling", "Police said a man believed killed in the raid had been seen in Kabul.", []string{
			"Police: a man believed killed in the raid had been seen in Kabul"}},
		{"a daily of a party hands it on", "The envoy's charge that Cuba paid the strikers was repeated by the newspaper Izvestia.", []string{
			"Izvestia: The envoy's charge that Cuba paid the strikers", "Izvestia > envoy: Cuba paid the strikers"}},
		{"a medium's name behind its kind", "The Prague weekly Respekt reported that the minister would resign.", []string{"Respekt: the minister would resign"}},
		{"according to, within what is told", "The Daily Mirror said the president, according to a member of the ruling party, had promised three men the ministry.", []string{
			"Daily Mirror > member of the ruling party: the president, according to a member of the ruling party, had promised three men the ministry"}},
		{"it is the agency, he the official", "Interfax quoted a Georgian official as saying the talks had failed. He said Russia was to blame. The agency said the talks would resume.", []string{
			"Interfax > Georgian official: the talks had failed", "Georgian official: Russia was to blame", "Interfax: the talks would resume"}},
		{"what he adds came through the same agency", "Interfax quoted a Georgian official as saying the talks had failed. He added that Russia was to blame.", []string{
			"Interfax > Georgian official: Russia was to blame"}},
		{"a report that is denied stands inside the denial", "Syria denied a report by Reuters that its army had moved.", []string{
			"Syria: a report by Reuters that its army had moved", "Syria > Reuters: its army had moved"}},
		{"whose report is not told", "Syria denied reports that its army had moved.", []string{
			"Syria > reports: its army had moved"}},
		{"a document speaks for its issuers", "A communique issued by the two governments said the border would open.", []string{
			"two governments: the border would open"}},
		{"an editorial speaks for its newspaper", "An editorial in Rodong Sinmun said the United States was preparing for war.", []string{
			"Rodong Sinmun: the United States was preparing for war"}},
		{"a document without an issuer", "Court filings said the bank had laundered money.", []string{"Court filings: the bank had laundered money"}},
		{"a document put out before it speaks", "The Kenyan army issued a statement on Monday. “The road is open,” the statement read.", []string{"Kenyan army: The road is open,"}},
		{"carried by an agency", "In remarks carried by the IRNA news agency, President Hassan Rouhani said the plant was safe.", []string{"IRNA > Hassan Rouhani: the plant was safe"}},
		{"speaking on television", "Speaking on Egyptian state television, Sameh Shoukry said the envoy was safe.", []string{"Egyptian state television > Sameh Shoukry: the envoy was safe"}},
		{"who only heard it is no link", "Sameh Shoukry told Reuters that the envoy was safe.", []string{"Sameh Shoukry: the envoy was safe"}},
		{"a quotation goes on with its speaker", "Kenyan President Uhuru Kenyatta said Somalia had agreed. “We will meet in June,” he said. It was his first visit since March.\n“Our people want peace. They have waited long.”", []string{
			"Uhuru Kenyatta: Our people want peace. They have waited long."}},
		{"question and answer", "“Have you left the village?” the judge asked the colonel.\n“We left at noon,” the colonel replied.\n“Who gave the order to leave?”", []string{
			"judge: Who gave the order to leave?"}},
		{"a cue that only interrupts", "“The dam,” the Kenyan minister said on Monday, “is full.”", []string{
			"Kenyan minister: The dam,” the Kenyan minister said on Monday, “is full."}},
		{"words in marks behind a cue amid its sentence", "The treaty, the Kenyan minister told parliament, was “dead and buried.”", []string{
			"Kenyan minister: The treaty, the Kenyan minister told parliament, was “dead and buried.”"}},
		{"a warning from, not by who plays it down", "Traders shrugged at a warning from the Kenyan army that the bridge was weak.", []string{"Kenyan army: the bridge was weak"}},
		{"who denies a report is not who wrote it", "There were rumours, not confirmed by the bank, that soldiers had entered the mint.", []string{"rumours: soldiers had entered the mint"}},
		{"reports from a town", "Syria denied reports from Ankara that its army had moved.", []string{"Syria > reports from Ankara: its army had moved"}},
		{"word that only arrived", "Rumours spread on Friday that the bank would fail.", []string{"Rumours: the bank would fail"}},
		{"a company by its kind", "Royal Dutch Shell said the valve was open. The company said the fire was out.", []string{"Shell: the valve was open", "Shell: the fire was out"}},
		{"a ministry that was named", "The Kenyan Foreign Ministry called in the French ambassador. The ministry said that talks had failed.", []string{"Foreign Ministry of Kenya: talks had failed"}},
		{"a broadcast is the station's", "NHK said the port was closed. The broadcast said the pilots were free.", []string{"NHK: the pilots were free"}},
		{"a letter in which", "Le Monde published a letter in which the Chadian president asked France for planes.", []string{
			"Le Monde: a letter in which the Chadian president asked France for planes", "Le Monde > President of Chad: France for planes"}},
		{"a decree whose text is read", "Radio Lima read out the text of a decree in which the court ordered Chile to pay.", []string{"Radio Lima > court: Chile to pay"}},
		{"a quotation of a quotation", "Reuters quoted Le Monde as quoting the envoy as saying “the road is long.”", []string{"Reuters > Le Monde > envoy: “the road is long.”"}},
		{"carried beside a quotation that goes on", "“The port is shut,” a pilot recalled, in an essay printed by Granma. “The pilots left.”", []string{
			"Granma > pilot: The port is shut,” a pilot recalled, in an essay printed by Granma. “The pilots left."}},
		{"carried by whom no table knows", "A note from the Togolese embassy, released by LagoonFiles, said the port was shut.", []string{"LagoonFiles > Togolese embassy: the port was shut"}},
		{"as somebody put it", "The army left “in the best of moods,” as the general put it, Reuters reported.", []string{"Reuters > general: The army left “in the best of moods,”"}},
		{"as somebody told them, amid a clause", "The ferry had, as its pilot told them, lost its anchor.", []string{"pilot: The ferry had, as its pilot told them, lost its anchor"}},
		{"according to, before who complained", "According to Radio Togo, a group of fishermen had complained to the mayor about the tax.", []string{
			"Radio Togo: a group of fishermen had complained to the mayor about the tax", "Radio Togo > group of fishermen: the tax"}},
		{"the one cited is not saying", "Reuters quoted an Irish nurse, who cited her patients, as saying the port was shut.", []string{"Reuters > Irish nurse > patients: the port was shut"}},
		{"talk of the market", "Shell denied talk in London that the valve had burst.", []string{"Shell: talk in London that the valve had burst", "Shell > talk in London: the valve had burst"}},
		{"a claim aired by a station", "The army denied allegations by the miners, aired by Radio Lima, that guards had fired.", []string{
			"Peruvian army > Radio Lima > miners: guards had fired"}},
		{"a friend in a quotation", "“My cousin in Lomé tells me the road is open,” the mayor told reporters.", []string{"mayor > cousin in Lomé: the road is open"}},
		{"an appeal to both", "The radio aired an appeal by the king to both armies to hold their fire.", []string{"radio > king: both armies to hold their fire"}},
		{"arrears urge nobody", "The bank said arrears were growing and urged Chad to sell its mint.", []string{"bank: arrears were growing", "bank: Chad to sell its mint"}},
		{"whom a spokesman speaks for", "Angela Merkel's spokesman said she had told France that the talks were over.", []string{
			"Angela Merkel's spokesman > Angela Merkel: the talks were over"}},
		{"a name behind a longer office", "Mohamed ElBaradei left. Reuters quoted the head of the U.N.'s atomic agency, Mohamed ElBaradei, as saying the plant was shut.", []string{
			"Reuters > Mohamed ElBaradei: the plant was shut"}},
		{"reached by telephone", "An official at the port, reached by telephone, said ships through the canal had stopped.", []string{
			"official at the port: ships through the canal had stopped"}},
		{"who is confirmed or dismissed is not told", "The Senate confirmed the new ambassador. The president dismissed the general.", nil},
		{"not said", "The army did not confirm that the bridge was gone. The ministry neither confirmed nor denied that the bridge was gone. The general refused to say whether the bridge was gone.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := runAll(run, c.text)
			var got []string
			for _, s := range d.Statements {
				var names []string
				for _, l := range s.Chain {
					names = append(names, l.Name)
				}
				got = append(got, strings.Join(names, " > ")+": "+d.Of(s.Span))
			}
			for _, w := range c.want {
				if !slices.Contains(got, w) {
					t.Errorf("%s\ngot  %s\nwant %s", c.text, strings.Join(got, "\n     "), w)
				}
			}
			if c.want == nil && got != nil {
				t.Errorf("%s\ngot %q, want no statement", c.text, got)
			}
		})
	}
}

// TestStance: how a teller stands to what he tells, and how firmly.
func TestStance(t *testing.T) {
	run := stages(t)
	for _, c := range []struct{ text, want string }{
		{"Turkey said the border was open.", "says "},
		{"Turkey insisted that the border was open.", "says strong"},
		{"Turkey hinted that the border was open.", "claims weak"},
		{"Turkey denied the charges.", "denies "},
		{"Turkey flatly denied the charges.", "denies strong"},
		{"Iran appeared to deny that it had fired the rocket.", "denies weak"},
		{"The rebels are believed to hold forty hostages.", "says weak"},
		{"The general reportedly fled to Chad.", "claims weak"},
		{"The envoy does not believe that the truce will hold.", "doubts "},
		{"The envoy is not sure that the truce will hold.", "doubts "},
		{"The minister seemed to suggest that France had lied.", "claims weak"},
	} {
		d := runAll(run, c.text)
		if len(d.Statements) != 1 || d.Statements[0].Stance+" "+d.Statements[0].Strength != c.want {
			t.Errorf("%s\ngot %+v, want one statement, %s", c.text, d.Statements, c.want)
		}
	}
}

// TestTellerTables runs the examples of the smaller tables: a few may be misparsed.
func TestTellerTables(t *testing.T) {
	run := stages(t)
	for _, c := range []struct {
		table, words string
		holds        func(d *doc.Document, row lexicon.Row) bool
	}{
		{"attrib/strengths.tsv", "words", func(d *doc.Document, row lexicon.Row) bool {
			return slices.ContainsFunc(d.Statements, func(s doc.Statement) bool { return s.Strength == row.Get("strength") })
		}},
		{"attrib/withheld.tsv", "words", func(d *doc.Document, _ lexicon.Row) bool {
			return slices.ContainsFunc(d.Statements, func(s doc.Statement) bool {
				return slices.ContainsFunc(s.Chain, func(l doc.Teller) bool { return l.Unnamed != nil && !l.Unnamed.Withheld.Empty() })
			})
		}},
		{"attrib/mastheads.tsv", "word", func(d *doc.Document, _ lexicon.Row) bool {
			return slices.ContainsFunc(d.Statements, func(s doc.Statement) bool { return len(s.Chain) == 2 })
		}},
		{"attrib/openings.tsv", "lemma", func(d *doc.Document, _ lexicon.Row) bool {
			return len(d.Statements) == 1 && len(d.Statements[0].Chain) == 1
		}},
		{"attrib/carriers.tsv", "word", func(d *doc.Document, row lexicon.Row) bool {
			want := 2
			switch row.Get("way") {
			case "issues":
				want = 1
			case "hears", "asks": // nobody else tells it, and nobody in it
				return len(d.Statements) == 1 && len(d.Statements[0].Chain) == 1
			}
			if row.Get("way") == "medium" {
				return len(d.Statements) == 2 && len(d.Statements[1].Chain) == 1 && d.Statements[0].Chain[0].Name == d.Statements[1].Chain[0].Name
			}
			return slices.ContainsFunc(d.Statements, func(s doc.Statement) bool { return len(s.Chain) == want })
		}},
	} {
		table, err := lexicon.Read(os.DirFS("../../../data"), c.table)
		if err != nil {
			t.Fatal(err)
		}
		right := 0
		for _, row := range table.Rows {
			if d := runAll(run, row.Get("example")); c.holds(d, row) {
				right++
			} else {
				t.Logf("%s:%d: %s", c.table, row.Line, row.Get("example"))
			}
		}
		if right*100 < 90*len(table.Rows) {
			t.Errorf("%s: %d of %d examples right, want 90 in a hundred", c.table, right, len(table.Rows))
		}
	}
}

// TestDeeds: what is done stays so though the network thinks, or is sure, that it is told.
func TestDeeds(t *testing.T) {
	run := stages(t)
	table, err := lexicon.Read(os.DirFS("../../../data"), "attrib/deeds.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range table.Rows {
		d := read(row.Get("example"), "2006-05-01")
		for _, s := range run[:len(run)-1] {
			s.Run(d)
		}
		verb := slices.IndexFunc(d.Tags, func(g doc.Tag) bool { return slices.Contains(row.List("lemma"), g.Lemma) })
		if verb < 0 {
			t.Errorf("%d: no verb of the row in %q", row.Line, row.Get("example"))
			continue
		}
		for _, p := range []float32{0.85, 0.99} {
			d.Statements, d.Cues = nil, []doc.Cue{{Token: verb, P: p, First: verb + 1, Last: len(d.Tokens) - 1}}
			run[len(run)-1].Run(d)
			if told := row.Get("but") == "surely" && p > 0.9; len(d.Statements) > 0 != told {
				t.Errorf("%q, P %.2f: %+v, want a statement: %t", row.Get("example"), p, d.Statements, told)
			}
		}
	}
}

// TestHeadlines: a headline's teller is the one of the lead that tells the same, unless
// it has a name of its own.
func TestHeadlines(t *testing.T) {
	run := stages(t)
	for _, c := range []struct{ text, want string }{
		{"Minister: Dam is safe\nChad's water minister said on Monday that the dam was safe.", "Chad's water minister"},
		{"Hanoi: Dam is safe\nChad's water minister said on Monday that the dam was safe.", "Vietnam"},
		{"Port to stay shut, paper says\nThe Irish Times reported that the harbour master had gone home.", "Irish Times"},
		{"Rain spoils maize: minister\nTogo's farm minister told a rally that the silos were full.", "Togo's farm minister"},
		{"Minister: Dam is safe\nThe mayor of Lagos said on Monday that no ferry would sail.", "Minister"},
	} {
		d := read(c.text, "2005-05-05")
		d.Blocks[0].Kind = doc.Title
		for _, s := range run {
			s.Run(d)
		}
		if len(d.Statements) == 0 || d.Statements[0].Start > d.Blocks[0].End || len(d.Statements[0].Chain) != 1 || d.Statements[0].Chain[0].Name != c.want {
			t.Errorf("%q: %+v, want it told by %s", c.text, d.Statements, c.want)
		}
	}
}
