package dragoman

// PlaceOf is where an event of the record took place: the place that it has, else the
// town or country that stands for whom it was done to ("visited Kampala", "captured
// Bunia"); nil where none is known.
func (r *Record) PlaceOf(e *Event) *Where {
	if e.Place != nil {
		return e.Place
	}
	for _, t := range e.Target {
		if t.Kind != "state" || t.Start == nil || t.End == nil {
			continue
		}
		for _, p := range r.Places {
			if *t.Start <= p.Start && p.End <= *t.End && p.Name != "" {
				return &Where{Name: p.Name, Country: p.Country, Lat: p.Lat, Lon: p.Lon}
			}
		}
	}
	return nil
}
