"""Trains the fast model: a few narrow layers over the standard model's word
pieces, on the treebanks and on news as the standard model reads it (self-training
as distillation, Kim and Rush 2016).

    dragoman parse ... > silver.conllu      # see README.md
    python fast.py --standard standard.pt --silver silver.conllu --out fast.pt
"""
import random

import torch

import data
from batch import Labels, batches
from model import Reader
from pieces import Pieces
from train import corpora, development, fit, options, sources


def silver(path):
    """Running sentences of news: not tables, not lists of figures."""
    out = []
    for d in data.treebank(path):
        for s in d:
            letters = sum(w.isalpha() and w.islower() for w in s.words)
            if 5 <= len(s.words) <= 60 and letters >= len(s.words) / 2:
                out.append(s)
    return out


def narrow(model, teacher, layers):
    """Takes over the teacher's word pieces and the given layers; of their attention
    heads and inner units, those that carry most."""
    e, t = model.encoder, teacher.encoder
    with torch.no_grad():
        for name in ("word", "position", "shape", "norm"):
            getattr(e, name).load_state_dict(getattr(t, name).state_dict())
        for to, i in zip(e.layers, layers):
            of = t.layers[i]
            size = of.out.in_features // of.heads
            weight = of.qkv.weight[2 * of.heads * size :].view(of.heads, size, -1).norm(dim=(1, 2)) * of.out.weight.view(-1, of.heads, size).norm(dim=(0, 2))
            heads = weight.topk(to.heads).indices
            units = (heads.unsqueeze(1) * size + torch.arange(size)).flatten()
            rows = torch.cat([units + k * of.heads * size for k in range(3)])
            to.qkv.weight.copy_(of.qkv.weight[rows])
            to.qkv.bias.copy_(of.qkv.bias[rows])
            to.out.weight.copy_(of.out.weight[:, units])
            to.out.bias.copy_(of.out.bias)
            best = (of.up.weight.norm(dim=1) * of.down.weight.norm(dim=0)).topk(model.config["inner"]).indices
            to.up.weight.copy_(of.up.weight[best])
            to.up.bias.copy_(of.up.bias[best])
            to.down.weight.copy_(of.down.weight[:, best])
            to.down.bias.copy_(of.down.bias)
            to.norm1.load_state_dict(of.norm1.state_dict())
            to.norm2.load_state_dict(of.norm2.state_dict())
    e.word.weight.requires_grad_(False)  # one table serves both models


def main():
    a = options("Trains the fast model.")
    a.add_argument("--standard", required=True, help="what train.py wrote")
    a.add_argument("--silver", required=True, help="CoNLL-U that the standard model wrote")
    a.add_argument("--layers", default="0,2,4", help="the layers to begin with")
    a.add_argument("--heads", type=int, default=6, help="attention heads of each layer")
    a.add_argument("--inner", type=int, default=384)
    a.add_argument("--width", type=int, default=128, help="of the heads")
    a.add_argument("--share", type=float, default=0.25, help="of the silver sentences, read in each epoch")
    o = a.parse_args()
    torch.manual_seed(o.seed)
    rng = random.Random(o.seed)

    saved = torch.load(o.standard)
    teacher = Reader(saved["config"])
    teacher.load_state_dict(saved["state"])
    pieces = Pieces(saved["pieces"])
    l = saved["lists"]
    labels = Labels(l["tags"], l["lemmas"], l["rels"], l["names"])
    docs, names = corpora(o.shared)
    news = silver(o.silver)
    dev = development(o.shared)
    for s in [s for d in docs for s in d] + names + news + dev["ewt"] + dev["gum"]:
        labels.encode(s, pieces)
    layers = [int(x) for x in o.layers.split(",")]
    model = Reader(dict(saved["config"], layers=len(layers), attention_heads=o.heads, attention=32 * o.heads, inner=o.inner, arc=o.width, rel=o.width, tag=o.width, drop=0.1))
    narrow(model, teacher, layers)
    print(f"{len(news)} sentences of news", flush=True)

    def epoch():
        some = rng.sample(news, int(o.share * len(news)))
        return batches(data.windows(docs, rng, 0.7) + [[s] for s in names if rng.random() < o.names] + [[s] for s in some], o.budget, rng)

    fit(model, labels, pieces, dev, epoch, o, sources(o.shared) + [{"file": "silver.conllu", "sha256": data.sha256(o.silver)}])


if __name__ == "__main__":
    main()
