package dragoman

// TargetPlace is the town or country by whose name an event's target goes: "Kampala" in
// "visited Kampala", which stands for Uganda; nil where there is none.
func (r *Record) TargetPlace(e *Event) *Where {
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
