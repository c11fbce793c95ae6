package export

import (
	"io"
	"math"
	"time"

	"dragoman"

	"github.com/parquet-go/parquet-go"
)

// rowGroup is how many events are held before they are written: some 40 MB. Readers
// work on row groups at the same time.
const rowGroup = 1 << 16

// parquetWriter writes Parquet, a row for each event.
type parquetWriter struct {
	whole
	w   *parquet.GenericWriter[parquetEvent]
	row [1]parquetEvent
}

func openParquet(w io.Writer, limit int) (Writer, error) {
	return &parquetWriter{whole: whole{limit: limit}, w: parquet.NewGenericWriter[parquetEvent](w,
		parquet.Compression(&parquet.Zstd), parquet.MaxRowsPerRowGroup(rowGroup), parquet.CreatedBy("dragoman", dragoman.Version, ""))}, nil
}

// Write writes an event as a row.
func (p *parquetWriter) Write(e Event) error { return p.write(e.Event) }

func (p *parquetWriter) write(e *dragoman.FlatEvent) error {
	p.row[0] = parquetRow(e)
	p.wrote()
	_, err := p.w.Write(p.row[:])
	return err
}

// Close writes the last rows and the footer.
func (p *parquetWriter) Close() error { return p.w.Close() }

// parquetEvent is the columns. What may not be known is optional: null, never empty.
type parquetEvent struct {
	Report     string         `parquet:"report"`
	Event      string         `parquet:"event"`
	URL        *string        `parquet:"url,optional"`
	Publisher  *string        `parquet:"publisher,optional,dict"`
	Published  *time.Time     `parquet:"published,optional,timestamp(millisecond)"`
	From       *int32         `parquet:"from,optional,date"`
	To         *int32         `parquet:"to,optional,date"`
	Precision  *string        `parquet:"precision,optional,dict"`
	Status     string         `parquet:"status,dict"`
	Done       bool           `parquet:"done"`
	Type       string         `parquet:"type,dict"`
	Mode       *string        `parquet:"mode,optional,dict"`
	Underlying *string        `parquet:"underlying,optional,dict"`
	Contexts   []string       `parquet:"contexts,list,dict"`
	CAMEO      *string        `parquet:"cameo,optional,dict"`
	Code       *string        `parquet:"code,optional,dict"`
	Quad       *int32         `parquet:"quad,optional"`
	Goldstein  *float64       `parquet:"goldstein,optional"`
	Source     []parquetActor `parquet:"source,list"`
	Target     []parquetActor `parquet:"target,list"`
	Via        []parquetActor `parquet:"via,list"`
	Place      *string        `parquet:"place,optional,dict"`
	Country    *string        `parquet:"country,optional,dict"`
	Lat        *float64       `parquet:"lat,optional"`
	Lon        *float64       `parquet:"lon,optional"`
	Killed     *parquetCount  `parquet:"killed,optional"`
	Injured    *parquetCount  `parquet:"injured,optional"`
	Arrested   *parquetCount  `parquet:"arrested,optional"`
	People     *parquetCount  `parquet:"people,optional"`
	Amount     *parquetAmount `parquet:"amount,optional"`
	Condition  *string        `parquet:"condition,optional"`
	Confidence *float64       `parquet:"confidence,optional"`
	Start      int32          `parquet:"start"`
	End        int32          `parquet:"end"`
	Text       string         `parquet:"text"`
	Coder      string         `parquet:"coder,dict"`
	Review     *string        `parquet:"review,optional,dict"`
}

type parquetActor struct {
	ID      *string `parquet:"id,optional,dict"`
	Name    string  `parquet:"name,dict"`
	Kind    *string `parquet:"kind,optional,dict"`
	Country *string `parquet:"country,optional,dict"`
	Sector  *string `parquet:"sector,optional,dict"`
	Role    *string `parquet:"role,optional,dict"`
	CAMEO   *string `parquet:"cameo,optional,dict"`
	Text    *string `parquet:"text,optional"`
}

// parquetCount has equal bounds where the text gives one number, and no bound where it
// leaves it open.
type parquetCount struct {
	Low  *float64 `parquet:"low,optional"`
	High *float64 `parquet:"high,optional"`
}

type parquetAmount struct {
	Value    *float64 `parquet:"value,optional"`
	Low      *float64 `parquet:"low,optional"`
	High     *float64 `parquet:"high,optional"`
	Currency *string  `parquet:"currency,optional,dict"`
}

func parquetRow(e *dragoman.FlatEvent) parquetEvent {
	date, place := dateOf(e), placeOf(e)
	row := parquetEvent{
		Report: e.Report, Event: e.ID, URL: orNull(e.URL), Publisher: orNull(e.Publisher), From: parquetDay(date.From), To: parquetDay(date.To),
		Precision: orNull(date.Precision), Status: e.Status, Done: isDone(e.Status), Type: e.Type, Mode: orNull(e.Mode), Underlying: orNull(e.Underlying),
		Contexts: e.Contexts, CAMEO: orNull(e.CAMEO), Code: orNull(e.Code), Goldstein: e.Goldstein,
		Source: parquetActors(e.Source), Target: parquetActors(e.Target), Via: parquetActors(e.Via),
		Place: orNull(place.Name), Country: orNull(place.Country), Lat: place.Lat, Lon: place.Lon,
		Confidence: e.Confidence, Start: int32(e.Start), End: int32(e.End), Text: e.Text, Coder: e.Coder.Version,
	}
	if t, ok := (&report{Record: &dragoman.Record{Date: e.Published}}).published(); ok {
		row.Published = &t
	}
	if e.Quad != nil {
		q := int32(*e.Quad)
		row.Quad = &q
	}
	if e.Review != nil {
		row.Review = &e.Review.Mark
	}
	if e.Condition != nil {
		row.Condition = &e.Condition.Text
	}
	if c := e.Counts; c != nil {
		row.Killed, row.Injured, row.Arrested, row.People = countOf(c.Killed), countOf(c.Injured), countOf(c.Arrested), countOf(c.People)
		if a := c.Amount; a != nil {
			row.Amount = &parquetAmount{a.Value, a.Low, a.High, orNull(a.Currency)}
		}
	}
	return row
}

func parquetActors(refs []dragoman.ActorRef) []parquetActor {
	out := make([]parquetActor, len(refs))
	for i, r := range refs {
		out[i] = parquetActor{orNull(r.ID), r.Name, orNull(r.Kind), orNull(r.Country), orNull(r.Sector), orNull(r.Role), orNull(r.CAMEO), orNull(r.Text)}
	}
	return out
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func countOf(c *dragoman.Count) *parquetCount {
	if c == nil {
		return nil
	}
	var out parquetCount
	if c.Low != 0 || c.Exact() {
		out.Low = &c.Low
	}
	if c.High != 0 || c.Exact() {
		out.High = &c.High
	}
	return &out
}

// parquetDay counts days since 1970.
func parquetDay(date string) *int32 {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return nil
	}
	n := int32(math.Floor(float64(t.Unix()) / 86400))
	return &n
}
