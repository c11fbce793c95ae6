package doc

// Modalities lists the statuses in the order of Odds.
var Modalities = [...]Modality{Occurred, Ongoing, Background, Planned, Expected, Offered, Demanded, Hypothetical, Negated}

// Odds is what the parser's network makes of a word as an act: the logarithm of the
// probability of each status. The zero Odds are of a word that names none.
type Odds [len(Modalities)]float32
