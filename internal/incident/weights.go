package incident

// weights are those of TestFit (ridge 1) over gold/incidents.jsonl, part tune. What
// is not named weighs nothing beside the others.
var weights = vector{
	constant:    -2.5,
	sameType:    2.6,
	sameAct:     0.2,
	sameSource:  0.5,
	otherSource: -1.7,
	sameTarget:  0.3,
	otherTarget: -1.1,
	bothSides:   0.4,
	sameName:    0.9,
	inDays:      1.4,
	nextDay:     -0.5,
	laterDay:    -0.5,
	samePlace:   0.9,
	storyLike:   0.6,
	sameReport:  -0.3,
	sameClause:  1.6,
	planAndDeed: -0.1,
}
