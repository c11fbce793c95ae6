"""Proposes pairs of actors in unlabelled news, for teacher.py to say the relation of.

    python pairs.py --program ../dragoman > pairs.jsonl

Two noun phrases of a sentence that name actors, as {"text","s","t"}. Where the doers and
undergoers of acts stand is likelier than elsewhere: "police arrested protesters" rather than
"talks of the minister of Chad". Most pairs stand in no relation; a student must learn that too.
"""
import argparse
import json
import random
import re
import subprocess
from collections import namedtuple
from pathlib import Path

LEXICON = Path(__file__).parent.parent / "data/lexicon"
SOURCE = {"nsubj": 6, "obl:agent": 4, "nmod:poss": 2, "conj": 2, "amod": 1, "compound": 1, "nsubj:pass": 1, "obl": 1, "nmod": 1}
TARGET = {"obj": 5, "nsubj:pass": 4, "obl": 3, "nmod": 3, "nmod:poss": 2, "conj": 2, "obl:agent": 1, "iobj": 1, "amod": 1, "compound": 1, "appos": 1}
ALONE = ("amod", "compound")  # "Turkish troops" name a state beside the troops
WITHIN = ("det", "det:predet", "amod", "compound", "flat", "nummod", "nmod", "nmod:poss")  # what belongs to a noun's phrase
OFTEN_DULL = ("Sports", "Arts and culture", "Disasters and accidents", "Science and technology")
POLITICS = re.compile(r"\b(minister|president|government|troops|rebels|guerrillas|police|union|parliament|talks|sanctions|protest|strike|army|congress|soviet|court|embassy|iran|attack)\b", re.I)
Word = namedtuple("Word", "forms tag head rel named span")  # forms: as it stands and its lemma; head: -1 for the root


def reports(shared, rng):
    load = lambda path: [json.loads(l) for l in open(f"{shared}/{path}.jsonl", encoding="utf-8")]
    annotated = {r["id"] for r in load("gold/wikinews/articles")}
    events = [r for r in load("corpus/wikipedia_current_events_dev") if r["category"] not in OFTEN_DULL or rng.random() < 0.2]
    reuters = [r for r in load("corpus/reuters21578") if len(POLITICS.findall(r["text"])) >= 6 and not {"earn", "acq"} & set(r["topics"])]
    return events + [r for r in load("corpus/wikinews_2019_2020") if r["id"] not in annotated] + rng.sample(reuters, min(3000, len(reuters)))


def sentences(program, reports):
    """The text of each sentence, and its words with their trees."""
    lines = "".join(json.dumps({"id": r["id"], "text": r["text"]}) + "\n" for r in reports)
    for line in subprocess.run([program, "parse"], input=lines, capture_output=True, text=True, check=True).stdout.split("\n")[:-1]:
        c = line.split("\t")
        if line.startswith("# text = "):
            text, at, words = line[9:], 0, []
        elif c[0].isdigit():
            k = max(at, text.find(c[1], at))
            at = k + len(c[1])
            words.append(Word({c[1].lower(), c[2].lower()}, c[3], int(c[6]) - 1, c[7], "NER=" in c[9], (k, at)))
        elif not line:
            yield text, words


def phrase(words, kids, i):
    """The words of the phrase whose head is the i-th: "army leader Green of Chad", without "who ..."."""
    of, todo = {i}, [k for k in kids[i] if words[i].rel not in ALONE and (words[k].rel in WITHIN or words[k].rel == "appos" and k == i + 1)]
    while todo:
        k = todo.pop()
        of.add(k)
        todo += kids[k]
    return range(next(k for k in range(i, -1, -1) if k - 1 not in of), next(k for k in range(i + 1, len(words) + 1) if k not in of))


def above(words, i):
    while i >= 0:
        i = words[i].head
        yield i


def pairs(words, nouns, rng):
    """Up to two pairs of a sentence, each where a source and a target stand."""
    kids = [[k for k, v in enumerate(words) if v.head == i] for i in range(len(words))]
    sources, targets, found = [], [], []
    for i, w in enumerate(words):
        of = phrase(words, kids, i)
        noun = w.tag in ("NOUN", "PROPN") and len(of) <= 12
        if w.tag == "PRON":
            actor = w.forms & {"he", "she", "they", "it"} and w.rel in ("nsubj", "nmod:poss") and rng.random() < 0.3
        elif w.rel in ALONE:
            actor = w.named and not words[w.head].named  # not the South of "South Sudan"
        else:
            actor = noun and any(words[k].named or words[k].forms & nouns for k in of)
        if actor and w.rel in SOURCE:
            sources.append((i, of))
        if w.rel in TARGET and w.tag != "PRON" and (actor or noun and w.rel in ("obj", "obl", "nsubj:pass") and rng.random() < 0.25):
            targets.append((i, of))
    for i, s in sources:
        verb = next((k for k in above(words, i) if words[k].tag == "VERB"), -1)
        for j, t in targets:
            elsewhere = words[i].rel in ("nsubj", "obl:agent") and verb not in above(words, j)  # not what its verb governs
            if not set(s) & set(t) and not (elsewhere and rng.random() < 0.85):
                found.append((SOURCE[words[i].rel] * TARGET[words[j].rel], s, t))
    found.sort(key=lambda f: -rng.random() ** (1 / f[0]))  # drawn by weight (Efraimidis and Spirakis 2006)
    span = lambda of: (words[of[0]].span[0], words[of[-1]].span[1])
    return [(span(s), span(t)) for _, s, t in found[: 2 if len(found) > 3 else 1]]


def main():
    a = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    a.add_argument("--shared", default="../../shared")
    a.add_argument("--program", required=True, help="dragoman, for the trees")
    a.add_argument("--seed", type=int, default=5)
    a.add_argument("--most", type=int, default=24000)
    o = a.parse_args()
    rng = random.Random(o.seed)
    nouns = {w for t in ("agents", "offices") for l in (LEXICON / f"{t}.tsv").read_text(encoding="utf-8").splitlines() for w in l.split("\t")[:2]}
    read = sentences(o.program, reports(o.shared, rng))
    out = sorted({(text, *pair) for text, words in read if 7 <= len(words) <= 65 for pair in pairs(words, nouns, rng)})
    for text, s, t in rng.sample(out, min(o.most, len(out))):
        print(json.dumps({"text": text, "s": s, "t": t}))


if __name__ == "__main__":
    main()
