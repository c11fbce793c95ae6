package copies_test

import (
	"testing"
	"time"

	"dragoman/data"
	"dragoman/internal/copies"
	"dragoman/internal/lexicon"

	"github.com/google/go-cmp/cmp"
)

func TestFollow(t *testing.T) {
	first := text(story...)
	monday, tuesday := time.Date(2023, 3, 13, 0, 0, 0, 0, time.UTC), time.Date(2023, 3, 14, 0, 0, 0, 0, time.UTC)
	more := "The agreement came into force at noon on Wednesday, when the first ship, a tanker from Malta, passed the strait."
	tests := []struct {
		name           string
		text           string
		before, after  time.Time
		want           copies.Change
		swapped, said  bool
		figures        []copies.Figure
		addedSentences bool
	}{
		{name: "the same text", text: first, before: monday, after: tuesday, want: copies.Repeat},
		{name: "some words edited", text: edit(t, first, "had already left", "have already left"), before: monday, after: tuesday, want: copies.Repeat},
		{name: "cut", text: text(story[:5]...), before: monday, after: tuesday, want: copies.Repeat},
		{name: "a paragraph more", text: text(first, more), before: monday, after: tuesday, want: copies.Update, addedSentences: true},
		{name: "a paragraph less, the days turned round", text: text(first, more), before: tuesday, after: monday, want: copies.Repeat, swapped: true},
		{name: "a figure changed", text: edit(t, first, "killed seven", "killed 9"), before: monday, after: tuesday, want: copies.Correction, figures: []copies.Figure{{Old: "seven", New: "9"}}},
		{name: "a figure changed and a paragraph more", text: text(edit(t, first, "killed seven", "killed nine"), more), before: monday, after: tuesday, want: copies.Update, figures: []copies.Figure{{Old: "seven", New: "nine"}}, addedSentences: true},
		{name: "it says that it corrects", text: text(first, "Correction: The talks took place in Cairo, not in Alexandria."), want: copies.Correction, said: true, addedSentences: true},
		{name: "it says so in its headline", text: "CORRECTED-" + first, want: copies.Correction, said: true},
		{name: "it says so, and days are not known", text: text("UPDATE 1-"+story[0], text(story[1:5]...)), want: copies.Update, said: true},
		{name: "a sentence that begins like a notice", text: edit(t, first, story[0], "Corrects course: no. Updates of maps follow reopening"), before: monday, after: tuesday, want: copies.Repeat},
	}
	r := reader(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := r.Follow(copies.Version{Text: first, Date: tt.before}, copies.Version{Text: tt.text, Date: tt.after})
			added := got.Added > 0
			if got.Change != tt.want || got.Swapped != tt.swapped || got.Said != tt.said || added != tt.addedSentences {
				t.Errorf("%+v, want %v, swapped %v, said %v", got, tt.want, tt.swapped, tt.said)
			}
			if diff := cmp.Diff(tt.figures, got.Figures); diff != "" {
				t.Errorf("figures (-want +got):\n%s", diff)
			}
		})
	}
}

// Every row of updates.tsv is read off its example.
func TestUpdatesTable(t *testing.T) {
	table, err := lexicon.Read(data.Files, "reading/updates.tsv", "kind", "example")
	if err != nil {
		t.Fatal(err)
	}
	r := reader(t)
	body := text(story[1:4]...)
	for _, row := range table.Rows {
		got := r.Follow(copies.Version{Text: body}, copies.Version{Text: text(row.Get("example"), body)})
		if want := row.Get("kind"); got.Change.String() != want || want != "repeat" && !got.Said {
			t.Errorf("%v", row.Errorf("%q is a %v, said %v, want %s", row.Get("example"), got.Change, got.Said, want))
		}
	}
}
