package incident

// weights are those of TestFit (ridge 3) over gold/incidents.jsonl, part tune. What
// is not named weighs nothing beside the others.
var weights = vector{
	constant:           -1.0,
	sameType:           2.1,
	sameAct:            0.3,
	sameSource:         0.2,
	otherSource:        -0.9,
	otherTarget:        -0.8,
	bothSides:          0.3,
	sameName:           0.5,
	otherName:          -1.4,
	sameNoun:           0.9,
	otherNoun:          -0.4,
	noParty:            -0.3,
	inDays:             1.0,
	aboutDay:           -0.1,
	nextDay:            -0.2,
	laterDay:           -0.6,
	sameCount:          0.8,
	otherCount:         -1.7,
	storyLike:          0.5,
	sameReport:         -0.3,
	sameClause:         0.7,
	planAndDeed:        -0.3,
	otherPartyOtherDay: -0.2,
	otherDayHere:       -0.2,
	otherTypeHere:      -0.6,
	otherClause:        -0.9,
}
