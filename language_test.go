package dragoman

import (
	"context"
	"strings"
	"testing"

	"dragoman/internal/ingest"
)

// A report in another language is kept and reported, not coded: the German
// names below would be mentions of states in English.
func TestOtherLanguageIsNotCoded(t *testing.T) {
	const german = "Die Regierung in Moskau hat am Montag mit Iran und Israel über die Lage gesprochen. " +
		"Der Minister reiste danach nach Berlin, wo er mit dem Kanzler zusammentraf und einen Vertrag unterzeichnete."
	for in, err := range ingest.Open("bericht.txt", strings.NewReader(german), ingest.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		r, err := coder(t).Code(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Problems) != 1 || r.Problems[0].Code != "other-language" {
			t.Errorf("problems %v, want other-language", r.Problems)
		}
		if r.Text == "" || len(r.Sentences)+len(r.Actors)+len(r.Events) > 0 {
			t.Errorf("%d sentences, %d actors and %d events of a text that is not coded", len(r.Sentences), len(r.Actors), len(r.Events))
		}
	}
}
