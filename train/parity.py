"""Writes what PyTorch makes of fixed sentences, for the test of internal/encoder.

    python parity.py standard.pt ../internal/encoder/testdata/parity.json
"""
import json
import sys

import torch

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


def main():
    saved = torch.load(sys.argv[1])
    pieces = Pieces(saved["pieces"])
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
    with open(sys.argv[2], "w", encoding="utf-8") as f:
        f.write("[\n" + ",\n".join(json.dumps(x, ensure_ascii=False) for x in out) + "\n]\n")


if __name__ == "__main__":
    main()
