package incident

// weights are those of TestFit (ridge 0.3) over gold/incidents.jsonl, part tune, and a
// stream of short reports. What is not named weighs nothing beside the others.
var weights = vector{
	constant:     -0.28,
	sameMode:     0.70,
	otherMode:    -0.16,
	sameSource:   1.16,
	otherTarget:  -0.22,
	bothSides:    0.12,
	sameName:     0.63,
	otherName:    -1.30,
	sameNoun:     0.79,
	otherNoun:    -0.71,
	sameDay:      1.46,
	inDays:       1.72,
	aboutDay:     0.08,
	otherDay:     -1.29,
	laterDay:     -1.72,
	broadDay:     -3.07,
	toldAgain:    2.38,
	otherPlace:   -2.39,
	sameCount:    2.75,
	otherCount:   -2.73,
	sameRare:     1.29,
	ownOtherDay:  0.05,
	sameReport:   2.10,
	otherDayHere: -0.53,
	planAndDeed:  -0.16,
}
