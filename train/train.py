"""Trains the standard model: MiniLM, fine-tuned on all tasks at once.

    python train.py --shared ../../shared --encoder DIR --out standard.pt
"""
import argparse
import json
import os
import random
import sys
import time

import torch
import torch.nn.functional as F

import data
from batch import Labels, batches, tensors
from model import Reader, load_minilm
from pieces import Pieces, kept


def trees(shared):
    """The documents with trees that the shipped weights may be trained on."""
    return data.treebank(f"{shared}/ud/en_ewt-train.conllu") + data.treebank(f"{shared}/ud/en_gum-train.conllu", data.free)


def corpora(shared):
    """What the shipped weights may be trained on: documents with trees, and sentences with names only."""
    ner = os.path.join(shared, "ner")
    docs = trees(shared)
    data.with_names(docs, f"{ner}/gum-train.conll")
    load = lambda name: data.entities(f"{ner}/{name}.conll")
    uner = load("uner-ewt-dev")
    held = len(uner) * 4 // 5  # the last fifth is for measuring
    known = data.states(STATES)
    names = [s for s in load("wikigold") + load("re3d-train") if data.like_uner(s, *known)]
    for s in (s for d in docs for s in d if s.names):
        if not data.like_uner(s, *known):
            s.names = []
    return docs, names + 2 * uner[:held]


# The project's own table of states.
STATES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../data/lexicon/states.tsv")


def sources(shared, encoder=None):
    """The files that went in, for the header of the weights."""
    files = [f"{shared}/ud/en_{k}-train.conllu" for k in ("ewt", "gum")] + [f"{shared}/ner/{k}.conll" for k in ("gum-train", "wikigold", "re3d-train", "uner-ewt-dev")]
    files += [f"{encoder}/model.safetensors"] if encoder else []
    return [{"file": os.path.basename(f), "sha256": data.sha256(f)} for f in files]


def loss(model, b, weights, w):
    """Of the vectors w of a batch's words."""
    s = model.scores(w)
    ce = lambda x, y: F.cross_entropy(x.float().flatten(0, 1), y.flatten(), ignore_index=data.NONE, reduction="sum") / (y != data.NONE).sum().clamp(min=1)
    arcs = s["arc"].float().masked_fill(~b["within"], -1e4)
    parts = {"arc": ce(arcs, b["heads"]), "rel": ce(model.relations(w, b["heads"].clamp(min=0)), b["rel"])}
    for k in ("tag", "lemma", "name"):
        parts[k] = ce(s[k], b[k])
    known = b["end"] != data.NONE
    parts["end"] = F.binary_cross_entropy_with_logits(s["end"].float()[known], b["end"][known].float()) if known.any() else s["end"].float().sum() * 0
    return sum(weights[k] * v for k, v in parts.items()), {k: v.item() for k, v in parts.items()}


WEIGHTS = {"arc": 1.0, "rel": 1.0, "tag": 0.7, "lemma": 0.3, "name": 0.7, "end": 0.5}


@torch.no_grad()
def measure(model, sentences, pieces, budget=4096):
    """Greedy scores on given words, one sentence a window."""
    model.eval()
    right = {k: 0 for k in ("upos", "tag", "lemma", "uas", "las")}
    total = 0
    for batch in batches([[s] for s in sentences], budget, random.Random(0)):
        b = tensors(batch, pieces)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            w = model.words(b)
            s = model.scores(w)
            heads = s["arc"].float().masked_fill(~b["within"], -1e4).argmax(-1)
            rels = model.relations(w, heads).argmax(-1)
        upos = model.upos
        known = b["heads"] != data.NONE
        tag = s["tag"].argmax(-1)
        gold = b["tag"].clamp(min=0)
        u = heads == b["heads"]
        right["tag"] += ((tag == b["tag"]) & known).sum().item()
        right["upos"] += ((upos[tag] == upos[gold]) & (b["tag"] >= 0) & known).sum().item()
        right["lemma"] += ((s["lemma"].argmax(-1) == b["lemma"]) & known).sum().item()
        right["uas"] += (u & known).sum().item()
        right["las"] += (u & (model.plain[rels] == model.plain[b["rel"].clamp(min=0)]) & known).sum().item()
        total += known.sum().item()
    model.train()
    return {k: round(100 * v / total, 2) for k, v in right.items()}


def attach(model, labels):
    """Lists that measuring needs: parts of speech of tags, relations without subtypes."""
    number = lambda xs: torch.tensor([sorted(set(xs)).index(x) for x in xs])
    model.upos = number([t.split()[0] for t in labels.tags])
    model.plain = number([r.split(":")[0] for r in labels.rels])


def groups(model, rate, head_rate, decay=0.01):
    """Encoder and heads learn at rates of their own; biases and norms do not decay."""
    out = []
    for name, p in ((n, p) for n, p in model.named_parameters() if p.requires_grad):
        lr = rate if name.startswith("encoder.") and "shape" not in name else head_rate
        out.append({"params": [p], "lr": lr, "peak": lr, "weight_decay": decay if p.dim() > 1 and "word" not in name else 0.0})
    return out


def fit(model, labels, pieces, dev, epoch, o, saved):
    """Trains on the batches that epoch() makes, o.epochs times, and keeps the last state."""
    attach(model, labels)
    optimizer = torch.optim.AdamW(groups(model, o.rate, o.head_rate), betas=(0.9, 0.98), fused=True)
    rng = random.Random(o.seed + 1)
    total = len(epoch()) * o.epochs  # the number of steps an epoch varies a little with the windows
    step, start = 0, time.time()
    for e in range(o.epochs):
        seen = {}
        for batch in epoch():
            step += 1
            rate = min(1, step / o.warm) * max(0.02, 1 - step / total)
            for g in optimizer.param_groups:
                g["lr"] = g["peak"] * rate
            b = tensors(batch, pieces, rng, blank=0.05)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                l, parts = loss(model, b, WEIGHTS, model.words(b))
            optimizer.zero_grad(set_to_none=True)
            l.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            for k, v in parts.items():
                seen[k] = seen.get(k, 0) * 0.99 + v * 0.01 if k in seen else v
            if step % 100 == 0:
                print(f"{time.time() - start:6.0f}s step {step}/{total} " + " ".join(f"{k} {v:.3f}" for k, v in seen.items()), flush=True)
            if step == o.steps:
                break
        scores = {k: measure(model, v, pieces) for k, v in dev.items()}
        print(f"{time.time() - start:6.0f}s epoch {e + 1} {json.dumps(scores)}", flush=True)
        torch.save({"config": model.config, "state": model.state_dict(), "pieces": pieces.list, "seed": o.seed, "data": saved, "command": "python " + " ".join(os.path.basename(x) for x in sys.argv),
                    "lists": {"tags": labels.tags, "lemmas": labels.lemmas, "rels": labels.rels, "names": labels.names}, "scores": scores}, o.out)
        if step == o.steps:
            return


def options(about):
    a = argparse.ArgumentParser(description=about)
    a.add_argument("--shared", default="../../shared")
    a.add_argument("--out", required=True)
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--epochs", type=int, default=16)
    a.add_argument("--budget", type=int, default=1400, help="pieces a step, with padding")
    a.add_argument("--rate", type=float, default=1.5e-4, help="of the encoder")
    a.add_argument("--warm", type=int, default=300, help="steps until the full rate")
    a.add_argument("--head-rate", type=float, default=1e-3)
    a.add_argument("--names", type=float, default=0.5, help="share of the sentences with names only, read in each epoch")
    a.add_argument("--steps", type=int, default=0, help="stop after so many steps, to try the recipe out")
    return a


def development(shared):
    return {k: [s for d in data.treebank(f"{shared}/ud/en_{k}-dev.conllu") for s in d] for k in ("ewt", "gum")}


def main():
    a = options("Trains the standard model.")
    a.add_argument("--encoder", required=True, help="folder with model.safetensors and vocab.txt of all-MiniLM-L6-v2")
    a.add_argument("--layers", type=int, default=6)
    a.add_argument("--start", help="go on from these weights, written by an earlier run")
    o = a.parse_args()
    torch.manual_seed(o.seed)
    rng = random.Random(o.seed)

    vocabulary = [l.rstrip("\n") for l in open(f"{o.encoder}/vocab.txt", encoding="utf-8")]
    pieces = Pieces([p for p in vocabulary if kept(p)])
    docs, names = corpora(o.shared)
    labels = Labels.of(docs)
    dev = development(o.shared)
    for s in [s for d in docs for s in d] + names + dev["ewt"] + dev["gum"]:
        labels.encode(s, pieces)
    model = Reader({"pieces": len(pieces.list), "hidden": 384, "layers": o.layers, "attention_heads": 12, "attention": 384, "inner": 1536, "arc": 256, "rel": 256, "tag": 256,
                    "drop": 0.2, "tags": len(labels.tags), "lemmas": len(labels.lemmas), "rels": len(labels.rels), "names": len(labels.names)})
    load_minilm(model, f"{o.encoder}/model.safetensors", vocabulary, kept)
    if o.start:
        model.load_state_dict(torch.load(o.start)["state"])

    def epoch():
        return batches(data.windows(docs, rng, 0.7) + [[s] for s in names if rng.random() < o.names], o.budget, rng)

    fit(model, labels, pieces, dev, epoch, o, sources(o.shared, o.encoder))


if __name__ == "__main__":
    main()
