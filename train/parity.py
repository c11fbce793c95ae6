"""Writes what PyTorch makes of fixed sentences, for the test of internal/encoder.

    python parity.py standard.pt ../internal/encoder/testdata/parity.json
    python parity.py standard.pt ../internal/stage/relate/testdata/parity.json relate.pt
    python parity.py standard.pt ../internal/stage/lang/testdata/cues.json attribution.pt ../dragoman status.pt
"""
import json
import sys

import tempfile

import torch

import attribution
import relate
import together
from batch import tensors, Labels
from data import Sentence
from model import Reader
from pieces import Pieces

# Invented, with what news is full of: possessives, figures, names in other
# scripts and accents, capitals, quotes, initials, words no vocabulary has.
SENTENCES = [
    "The Turkish defense ministry denied on Tuesday that its ships had fired on a Greek vessel .",
    "PRESIDENT OF SLOVAKIA VISITS KYIV , OFFERS TALKS",
    "“ We will not pay $ 3.5 bn , ” the U.S. envoy to Côte d’Ivoire told al-Bashir ’s aides .",
    "J. P. Haas -- of the O.A.S. -- left São Tomé on 14 March 2023 ; the 1,200 troops did n’t .",
    "Overthrowers re-entrenched near Dnipropetrovsk , said a counterterrorism-oriented 北京 daily \U0001F600 .",
]

# The same with source and target marked, for internal/stage/relate.
PAIRS = [
    "<s>The Turkish defense ministry</s> denied on Tuesday that <t>its ships</t> had fired on a Greek vessel .",
    "<s>PRESIDENT OF SLOVAKIA</s> VISITS <t>KYIV</t> , OFFERS TALKS",
    "“ We will not pay $ 3.5 bn , ” <s>the U.S. envoy to Côte d’Ivoire</s> told <t>al-Bashir ’s aides</t> .",
    "<t>Two reporters</t> were arrested in Minsk .",
    "<t>Syria</t> was bombed by <s>Israeli jets</s> overnight ; all pilots returned .",
]

# Read as a report, for the head that finds cues in internal/stage/lang.
REPORT = """Norway wants the strait opened, and Sweden supports a blockade.

“We will not pay,” the envoy told reporters in Geneva. He blasted the plan.

The survey shows that most voters back the treaty, according to the ministry."""


def cues(standard, path, program, status):
    """What the heads for attribution and for status say of each word of the report, in the trees that the program gives it."""
    saved = torch.load(path)
    head = attribution.Head(saved["hidden"], len(saved["rels"]))
    head.load_state_dict(saved["attribution"])
    head.eval()
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        f.write(json.dumps({"id": "report", "text": REPORT}))
        f.flush()
        docs = attribution.parsed(program, f.name)
    last, middle = map(attribution.Words, attribution.vectors(standard, docs[0]["sentences"]))
    corpus = attribution.Corpus(docs, {"report": {"text": REPORT, "attributions": []}}, saved["rels"])
    words = [w for s in docs[0]["sentences"] for w in s["words"]]
    saved = torch.load(status)
    standing = together.Status(saved["hidden"], len(saved["rels"]))
    standing.load_state_dict(saved["status"])
    standing.eval()
    with torch.no_grad():
        c = corpus.tensors()
        odds = standing(last, middle, torch.arange(len(words)), c["parent"], c["rel"]).tolist()
        asked, scores = head.cues(last, middle, corpus.bounds, corpus.tensors())
        p = dict(zip(asked.tolist(), torch.sigmoid(scores).tolist()))
        for t, w in enumerate(words):
            rows = list(corpus.pairs(t, len(saved["rels"])))
            first, end = attribution.stretch(head.contents(last, torch.tensor(rows)).tolist()) if rows else (0, 0)
            yield {"word": w, "head": corpus.heads[t], "odds": [round(x, 2) for x in odds[t]]} | ({"p": round(p[t], 3), "content": [rows[first][1], rows[end - 1][1] + 1]} if t in p else {})


def relations(pieces, path):
    saved = torch.load(path)
    model = relate.Relate(saved["config"])
    model.load_state_dict(saved["state"])
    model.eval()
    for text in PAIRS:
        words, mark = [], 0
        for w in text.split(" "):
            mark = 1 if w.startswith("<s>") else 2 if w.startswith("<t>") else mark
            words.append((w.removeprefix("<s>").removeprefix("<t>").removesuffix("</s>").removesuffix("</t>"), False, mark))
            mark = 0 if w.endswith(">") else mark
        s = {"words": list(words)}
        relate.rows(pieces, [s])
        with torch.no_grad():
            p = model(relate.stack([s])).log_softmax(-1)[0]
        yield {"words": [w for w, _, _ in words], "marks": [m for _, _, m in words], "scores": dict(zip(relate.TYPES, [round(x, 3) for x in p.tolist()]))}


def write(path, out):
    with open(path, "w", encoding="utf-8") as f:
        f.write("[\n" + ",\n".join(json.dumps(x, ensure_ascii=False) for x in out) + "\n]\n")


def main():
    saved = torch.load(sys.argv[1])
    pieces = Pieces(saved["pieces"])
    if len(sys.argv) > 5:
        write(sys.argv[2], cues(sys.argv[1], *sys.argv[3:6]))
        return
    if len(sys.argv) > 3:
        write(sys.argv[2], relations(pieces, sys.argv[3]))
        return
    model = Reader(saved["config"])
    model.load_state_dict(saved["state"])
    model.eval()
    labels = Labels(*(saved["lists"][k] for k in ("tags", "lemmas", "rels", "names")))
    out = []
    for text in SENTENCES:
        s = Sentence(text.split(" "), [False] * len(text.split(" ")))
        labels.encode(s, pieces)
        with torch.no_grad():
            w = model.words(tensors([[s]], pieces))[0]
        # The first sixteen numbers of each vector tell enough.
        out.append({"words": s.words, "pieces": s.ids, "shapes": s.shapes, "vectors": [[round(x, 3) for x in v[:16].tolist()] for v in w], "lengths": [round(v.norm().item(), 3) for v in w]})
    write(sys.argv[2], out)


if __name__ == "__main__":
    main()
