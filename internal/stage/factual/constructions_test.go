package factual_test

import (
	"strings"
	"testing"
	"time"

	"dragoman/internal/doc"
)

// Each construction by which a sentence tells whether an act was done, with the
// statuses that its words must get, and the condition where there is one.
var constructions = []struct{ name, text, want, condition string }{
	{name: "two-way implicative", text: "Turkey managed to free the sailors.", want: "managed=occurred free=occurred"},
	{name: "and denied", text: "Turkey did not manage to free the sailors.", want: "manage=negated free=negated"},
	{name: "failed to", text: "Sudan failed to disarm the militia.", want: "failed=occurred disarm=negated"},
	{name: "did not fail to", text: "Sudan did not fail to disarm the militia.", want: "disarm=occurred"},
	{name: "refused to", text: "Israel refused to release the prisoners.", want: "refused=occurred release=negated"},
	{name: "was forced to", text: "The rebels were forced to leave the town.", want: "forced=occurred leave=occurred"},
	{name: "was not forced to", text: "The rebels were not forced to leave the town.", want: "leave=hypothetical"},
	{name: "plans to", text: "Iran plans to build a reactor.", want: "build=planned reactor=planned"},
	{name: "no longer plans to", text: "Iran no longer plans to build a reactor.", want: "build=negated"},
	{name: "called on", text: "France called on Syria to withdraw its troops.", want: "called=occurred withdraw=demanded"},
	{name: "threatened to", text: "Iran threatened to close the strait.", want: "threatened=occurred close=hypothetical"},
	{name: "offered to, if", text: "Cuba offered to send doctors if Haiti pays for the flights.", want: "offered=occurred send=offered pays=hypothetical", condition: "if Haiti pays for the flights"},
	{name: "will, if", text: "Spain will withdraw its troops if France signs the accord.", want: "withdraw=offered signs=hypothetical", condition: "if France signs the accord"},
	{name: "would have", text: "Spain would have withdrawn its troops if France had signed the accord.", want: "withdrawn=hypothetical signed=hypothetical", condition: "if France had signed the accord"},
	{name: "unless", text: "Egypt will close the canal unless Israel withdraws.", want: "close=offered withdraws=hypothetical", condition: "unless Israel withdraws"},
	{name: "plan", text: "Iran's plan to attack the ship alarmed Oman.", want: "attack=planned alarmed=occurred"},
	{name: "proposal", text: "Cuba's proposal to send doctors was debated.", want: "send=offered debated=occurred"},
	{name: "alleged", text: "The alleged attack on the port alarmed Oman.", want: "attack=hypothetical alarmed=occurred"},
	{name: "denied that", text: "Sudan denied that its army had bombed the village.", want: "denied=occurred bombed=negated"},
	{name: "did not deny that", text: "Sudan did not deny that its army had bombed the village.", want: "bombed=occurred"},
	{name: "factive", text: "Sudan regretted bombing the village.", want: "bombing=occurred"},
	{name: "and denied factive", text: "Sudan did not regret bombing the village.", want: "bombing=occurred"},
	{name: "what is demanded not to be done", text: "Iran must not send arms to Yemen.", want: "send=negated"},
	{name: "past perfect of the story", text: "Mali had signed the accord.", want: "signed=background"},

	{name: "too to", text: "The rebels were too weak to attack the capital.", want: "attack=negated"},
	{name: "not enough to", text: "The army was not strong enough to retake the port.", want: "retake=negated"},
	{name: "enough to", text: "The army is strong enough to retake the port.", want: "retake=hypothetical"},
	{name: "yet to", text: "Chad has yet to sign the accord.", want: "sign=negated"},
	{name: "nearly", text: "The two states nearly signed the accord.", want: "signed=negated"},
	{name: "nearly, of an amount", text: "Exports nearly doubled.", want: "doubled=occurred"},
	{name: "decided against", text: "Sweden decided against sending troops.", want: "sending=negated"},
	{name: "there will be", text: "There will be talks in Oslo.", want: "talks=planned"},
	{name: "there were no", text: "There were no talks in Oslo.", want: "talks=negated"},
	{name: "to be done to the subject", text: "New aid will be sent to Haiti.", want: "aid=planned sent=planned"},
	{name: "expected to begin", text: "Talks are expected to begin in Oslo.", want: "Talks=expected begin=expected"},
	{name: "rejected an offer", text: "Seoul rejected an offer to hold talks.", want: "rejected=occurred offer=occurred hold=offered"},
	{name: "idiom", text: "The cabinet had no choice but to recall its envoy.", want: "recall=occurred"},
	{name: "and now", text: "The cabinet has no choice but to recall its envoy.", want: "recall=demanded"},
	{name: "idiom with words in between", text: "Mali lost its last chance to free the crew.", want: "free=negated"},
	{name: "idiom behind the act", text: "The talks are now in full swing.", want: "talks=ongoing"},
	{name: "promise not kept", text: "Iran promised to free the crew but has not.", want: "free=negated"},
	{name: "attempt that came off", text: "Iran tried to free the crew and succeeded.", want: "free=occurred"},
	{name: "attempt that was foiled", text: "Guards foiled an attempt to free the crew.", want: "attempt=occurred free=negated"},
	{name: "was going to, but", text: "Iran was going to buy the ships but ran out of money.", want: "buy=negated ran=occurred"},
	{name: "unconfirmed reports", text: "Unconfirmed reports said Chad had shelled the town.", want: "shelled=hypothetical"},
	{name: "is believed to", text: "Chad is believed to have shelled the town.", want: "shelled=hypothetical"},
	{name: "alleged that", text: "Kenya alleged that Chad had shelled the town.", want: "alleged=occurred shelled=hypothetical"},
	{name: "a danger that", text: "There is a danger that the talks will collapse.", want: "collapse=hypothetical"},
	{name: "proposed that both", text: "Algiers proposed that the two armies leave the town.", want: "leave=offered"},
	{name: "need not", text: "Spain need not withdraw its troops.", want: "withdraw=hypothetical"},
	{name: "only to", text: "The army crossed the river only to find the town empty.", want: "find=occurred"},
	{name: "rejected talks", text: "Seoul rejected talks with the North.", want: "talks=negated"},
	{name: "ended a visit", text: "The king ended a visit to Spain.", want: "visit=occurred"},
	{name: "wants to end a war", text: "Norway wants to end a war in Sudan.", want: "end=hypothetical war=ongoing"},
	{name: "rose to", text: "The index rose two percent to reach a record.", want: "reach=occurred"},
	{name: "rose up to", text: "The government raised taxes to repay the loan.", want: "raised=occurred repay=planned"},
	{name: "two clauses side by side", text: "Chad has ordered jets, while Mali has signed a contract for tanks.", want: "ordered=occurred signed=occurred"},
	{name: "asked who", text: "Kenya asked who had bombed the village.", want: "bombed=occurred"},
	{name: "asked whether", text: "Kenya asked whether Sudan had bombed the village.", want: "bombed=hypothetical"},
	{name: "headline", text: "Spain to send troops to Mali", want: "send=planned"},
	{name: "no trip planned", text: "The envoy has no trip planned.", want: "trip=negated planned=negated"},
	{name: "headline in the present", text: "Cabinet approves law on strikes", want: "approves=occurred"},
	{name: "allegedly", text: "The army allegedly bombed the village.", want: "bombed=hypothetical"},
	{name: "will probably", text: "The army will probably storm the town.", want: "storm=expected"},
	{name: "rather than", text: "The envoys left rather than listen to the rebel.", want: "left=occurred listen=negated"},
	{name: "before he could", text: "The king died before he could sign the charter.", want: "sign=negated"},
	{name: "subjunctive", text: "Sudan insists that Norway release the rebels.", want: "release=demanded"},
	{name: "asked not to", text: "Greece asked Germany not to admit the exile.", want: "admit=hypothetical"},
	{name: "ordered not to", text: "The general ordered his men not to fire.", want: "fire=negated"},
	{name: "should they", text: "Sweden will admit the deserters should they apply.", want: "admit=offered apply=hypothetical", condition: "should they apply"},
	{name: "once", text: "Oman will reopen the bridge once the police leave the port.", want: "reopen=offered", condition: "once the police leave the port"},
	{name: "it is not true that", text: "It is not true that Sudan bombed the village.", want: "bombed=negated"},
	{name: "will go on", text: "Mali vowed to continue an offensive in the east.", want: "offensive=ongoing"},
	{name: "question to a verb of saying", text: "Did the junta order the raid?", want: "order=hypothetical"},
	{name: "no more than", text: "The court told the mill to use no more than two pumps.", want: "use=demanded"},
	{name: "asked not to, second of two", text: "Greece asked Bonn to jail the exile and not to deport him.", want: "jail=demanded deport=hypothetical"},
	{name: "called off after", text: "Peru called off a visit after rebels seized the port.", want: "visit=negated seized=occurred"},
	{name: "called off while it ran", text: "Peru called off the search at dusk.", want: "search=occurred"},
	{name: "time with a number", text: "The senate failed for the third time to elect a judge.", want: "elect=negated"},
	{name: "phrase between", text: "The miners voted by a large margin to accept the offer.", want: "accept=planned"},
	{name: "object behind a phrase", text: "The senate rejected by two votes a plan to tax bread.", want: "tax=negated"},
	{name: "if not", text: "Drivers will block the bridge if the city does not pay.", want: "block=offered pay=hypothetical", condition: "if the city does not pay"},
	{name: "cannot prevent", text: "Rome cannot prevent the regions from raising the fee.", want: "raising=hypothetical"},
	{name: "could not prevent", text: "Rome could not prevent the regions from raising the fee.", want: "raising=occurred"},
	{name: "until, to come", text: "The guards will stay until the court has ruled.", want: "ruled=hypothetical"},
	{name: "before, under a demand", text: "Spain should wait before it recognizes the rebels.", want: "recognizes=hypothetical"},
	{name: "anyone who", text: "Anyone who breaks the curfew will be fined.", want: "breaks=hypothetical fined=planned"},
	{name: "holding", text: "Rebels holding the town refused to leave.", want: "holding=ongoing leave=negated"},
	{name: "being held", text: "The nuns are being held in a barn.", want: "held=ongoing"},
	{name: "has been closed since", text: "The port has been closed since the riot.", want: "closed=ongoing"},
	{name: "ever since", text: "The king seized power and has ruled by decree ever since.", want: "ruled=ongoing"},
	{name: "absolute perfect", text: "The drivers will strike, the mediators having failed.", want: "failed=occurred"},
	{name: "offer accepted", text: "The rebels accepted an offer of autonomy.", want: "offer=occurred autonomy=planned"},
	{name: "proposal that both", text: "Moscow revived a proposal that both sides leave the port.", want: "leave=offered"},
	{name: "denied having agreed", text: "Ghana denied having agreed to free the crew.", want: "agreed=negated free=hypothetical"},
	{name: "is not thinking of", text: "The cabinet is not considering a ban on marches.", want: "ban=negated"},
	{name: "what to", text: "The cabinet will decide what answer to give.", want: "give=hypothetical"},
	{name: "would be", text: "The king warned that an assault would be a catastrophe and called for calm.", want: "assault=hypothetical called=occurred"},
	{name: "for talks", text: "Mali recalled its envoy for consultations.", want: "recalled=occurred consultations=planned"},
	{name: "met for talks", text: "The ministers met for talks.", want: "met=occurred talks=occurred"},
	{name: "hours before", text: "A bomb exploded hours before a march by miners.", want: "exploded=occurred march=planned"},
	{name: "begun", text: "The withdrawal, begun in June, has cost two lives.", want: "withdrawal=ongoing"},
	{name: "in its second week", text: "The strike went into its third week.", want: "strike=ongoing"},
	{name: "years after", text: "The junta freed the editor four years after its seizure of power.", want: "freed=occurred seizure=background"},
	{name: "once more", text: "The army closed the bridge once more.", want: "closed=occurred"},
	{name: "the late", text: "A bank wrote off the loan that the late dictator squandered.", want: "wrote=occurred squandered=background"},
	{name: "almost sure to", text: "The senate is almost sure to reject the bill.", want: "reject=expected"},
	{name: "verb before what * waits for", text: "Crowds keeping watch at the gate pledged to defend it.", want: "defend=planned"},
	{name: "close to", text: "The army is close to storming the town.", want: "storming=expected"},
}

func TestConstructions(t *testing.T) {
	run := pipeline(t)
	for _, c := range constructions {
		t.Run(c.name, func(t *testing.T) {
			d := analyse(run, c.text)
			for w := range strings.FieldsSeq(c.want) {
				word, status, _ := strings.Cut(w, "=")
				if got := statusOf(d, word); string(got) != status {
					t.Errorf("%s is %q, want %s: %s", word, got, status, c.text)
				}
			}
			if c.condition == "" {
				return
			}
			for _, s := range d.Status {
				if got := d.Of(s.Condition); got == c.condition {
					return
				}
			}
			t.Errorf("no act hangs on %q", c.condition)
		})
	}
}

// What a report tells with a year of long ago is history, and what one without a day
// tells with any year is, too.
func TestHistory(t *testing.T) {
	run := pipeline(t)
	day := func(y int) time.Time { return time.Date(y, 5, 1, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		text, when, word string
		time             doc.Time
		on               time.Time
		want             doc.Modality
	}{
		{"Iran backed away from the accord in 1995.", "1995", "backed", year(1995), day(2012), doc.Background},
		{"Iran backed away from the accord in 1995.", "1995", "backed", year(1995), time.Time{}, doc.Background},
		{"Iran backed away from the accord in 1995.", "1995", "backed", year(1995), day(1995), doc.Occurred},
		{"Three years ago Namibia rejected a request.", "Three years", "rejected", doc.Time{Type: "DURATION", Value: "P3Y"}, time.Time{}, doc.Background},
		{"The siege lasted three years.", "three years", "lasted", doc.Time{Type: "DURATION", Value: "P3Y"}, time.Time{}, doc.Occurred},
	} {
		d := &doc.Document{Text: c.text, Blocks: []doc.Block{{Span: doc.Span{End: len(c.text)}, Kind: doc.Body}}}
		d.Date = c.on
		last := len(run) - 1
		for _, s := range run[:last] {
			s.Run(d)
		}
		at := strings.Index(c.text, c.when)
		c.time.Span = doc.Span{Start: at, End: at + len(c.when)}
		d.Times = []doc.Time{c.time}
		run[last].Run(d)
		if got := statusOf(d, c.word); got != c.want {
			t.Errorf("%s, told on %v: %s is %s, want %s", c.text, c.on, c.word, got, c.want)
		}
	}
}

func year(y int) doc.Time {
	from := time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
	return doc.Time{Type: "DATE", TimeRange: doc.TimeRange{From: from, To: from.AddDate(1, 0, -1), Precision: "year"}}
}
