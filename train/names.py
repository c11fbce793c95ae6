"""Trains the head for names alone, on a network that stays as it is: trees and tags do
not move by it.

    python names.py --start more.pt --out standard.pt
"""
import random

import torch

from batch import Labels, batches
from model import Reader
from pieces import Pieces
from train import corpora, development, fit, options


def main():
    a = options(__doc__)
    a.add_argument("--start", required=True, help="what train.py or fast.py wrote")
    o = a.parse_args()
    torch.manual_seed(o.seed)
    rng = random.Random(o.seed)

    saved = torch.load(o.start)
    pieces = Pieces(saved["pieces"])
    labels = Labels(*(saved["lists"][k] for k in ("tags", "lemmas", "rels", "names")))
    model = Reader(saved["config"])
    heads = {"name_in.weight", "name_in.bias", "name.weight", "name.bias"}
    model.load_state_dict({k: v for k, v in saved["state"].items() if k not in heads}, strict=False)
    for name, p in model.named_parameters():
        p.requires_grad_(name in heads)

    docs, names = corpora(o.shared)
    named = [s for d in docs for s in d if s.names] + names
    dev = development(o.shared)
    for s in named + dev["ewt"] + dev["gum"]:
        labels.encode(s, pieces)
    fit(model, labels, pieces, dev, lambda: batches([[s] for s in named], o.budget, rng), o, saved["data"])


if __name__ == "__main__":
    main()
