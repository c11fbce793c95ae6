package incident

// weights are those of TestFit (ridge 1) over gold/incidents.jsonl, part tune. What
// is not named weighs nothing beside the others.
var weights = vector{
	constant:           -1.62,
	sameType:           2.68,
	sameAct:            0.28,
	sameSource:         0.13,
	otherSource:        -1.07,
	otherTarget:        -0.97,
	bothSides:          0.59,
	sameName:           0.56,
	otherName:          -1.86,
	sameNoun:           1.28,
	otherNoun:          -0.40,
	noParty:            -0.26,
	inDays:             1.60,
	aboutDay:           0.11,
	laterDay:           -0.67,
	sameCount:          1.18,
	otherCount:         -2.48,
	storyLike:          0.65,
	sameReport:         -0.36,
	sameClause:         0.98,
	planAndDeed:        -0.60,
	otherPartyOtherDay: -0.15,
	otherDayHere:       -0.62,
	otherTypeHere:      -1.04,
	otherClause:        -0.90,
}
