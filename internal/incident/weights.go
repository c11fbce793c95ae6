package incident

// weights are those of TestFit (ridge 1) over gold/incidents.jsonl, part tune. What
// is not named weighs nothing beside the others.
var weights = vector{
	constant:    0.76,
	sameAct:     0.66,
	sameSource:  1.63,
	otherSource: -0.49,
	otherTarget: -0.54,
	bothSides:   0.71,
	sameName:    0.71,
	otherName:   -1.29,
	inDays:      1.07,
	aboutDay:    0.41,
	samePlace:   0.79,
	sameCount:   0.97,
	otherCount:  -1.11,
	sameRare:    1.69,
	sameReport:  0.56,
	planAndDeed: -0.66,
}
