package incident

// weights are those of TestFit (ridge 3) over gold/incidents.jsonl, part tune, and a
// stream of short reports. What is not named weighs nothing beside the others.
var weights = vector{
	constant:     -0.15,
	sameMode:     1.06,
	sameSource:   0.79,
	sameTarget:   0.06,
	otherTarget:  -0.29,
	bothSides:    0.05,
	noParty:      -0.95,
	sameName:     0.08,
	otherName:    -0.27,
	sameNoun:     0.71,
	otherNoun:    -0.54,
	sameDay:      0.60,
	inDays:       0.51,
	aboutDay:     -0.02,
	otherDay:     -1.45,
	laterDay:     -0.73,
	broadDay:     -1.35,
	toldAgain:    1.28,
	samePlace:    0.07,
	otherPlace:   -0.97,
	sameCount:    0.95,
	otherCount:   -1.40,
	sameRare:     1.49,
	ownOtherDay:  0.14,
	sameReport:   0.81,
	otherDayHere: -0.24,
	planAndDeed:  -0.19,
	otherKind:    -0.11,
}
