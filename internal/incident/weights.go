package incident

// weights are those of TestFit (ridge 1) over gold/incidents.jsonl, part tune. What
// is not named weighs nothing beside the others.
var weights = vector{
	constant:    0.94,
	sameAct:     0.62,
	sameSource:  1.59,
	otherSource: -0.75,
	sameTarget:  0.19,
	otherTarget: -0.33,
	bothSides:   0.64,
	noParty:     -0.20,
	sameName:    0.75,
	otherName:   -1.42,
	sameNoun:    0.09,
	inDays:      1.06,
	aboutDay:    0.46,
	laterDay:    -0.69,
	samePlace:   0.71,
	sameCount:   0.97,
	otherCount:  -2.38,
	sameRare:    1.62,
	sameReport:  0.47,
	planAndDeed: -0.78,
}
