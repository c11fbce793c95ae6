// Package actors is what the program knows of the world's actors: states with
// the years in which they existed, people with their spells in office, bodies
// (ministries, armies, agencies, parties, armed groups), office words and
// generic agents ("police", "protesters"). It reads the tables under
// data/lexicon and finds their names in a run of words by their first word. People and
// bodies are read when a text first names them.
//
// It knows nothing of sentences: which reading of a name a text means, and
// what an actor does, is decided by the stages that use it.
//
// What it gets wrong: it only knows the names in its tables, and a spell whose
// end is not yet known is taken to last.
package actors
