package ledger

import (
	"reflect"
	"testing"
)

// What is remembered of events is what their rows say, also where they are taken out and
// put in again, and nothing is remembered beyond the bound.
func TestRecall(t *testing.T) {
	reader, err := traitsReader()
	if err != nil {
		t.Fatal(err)
	}
	r := newRecall()
	for n := range int64(50) {
		for i, f := range reader.Read(synthetic(int(n), 4)) {
			r.put(eventID(n, i), f.AppendBinary(nil))
		}
	}
	delete(r.at, eventID(7, 1))
	again := reader.Read(synthetic(8, 4))[1] // another event under the old number
	r.put(eventID(7, 1), again.AppendBinary(nil))
	for n := range int64(50) {
		for i, want := range reader.Read(synthetic(int(n), 4)) {
			if n == 7 && i == 1 {
				want = again
			}
			want.Report = n
			if got, err := r.get(eventID(n, i)); err != nil || !reflect.DeepEqual(*got, want) {
				t.Fatalf("event %d of report %d is %+v, %v, want %+v", i, n, got, err, want)
			}
		}
	}
	if got, err := r.get(eventID(50, 0)); got != nil || err != nil {
		t.Errorf("%+v, %v of an event that was never put in", got, err)
	}
	r.trim()
	if len(r.at) != 200 {
		t.Errorf("%d events are remembered, want 200: they are few", len(r.at))
	}
	r.raw = append(r.raw, make([]byte, mostRecalled)...)
	if r.trim(); len(r.at) != 0 || len(r.raw) != 0 {
		t.Errorf("%d events are remembered beyond the bound", len(r.at))
	}
}
