"""Trains the network that says what one actor does to another.

    python relate.py --model standard.pt --program ../dragoman --encoder DIR --out relate.pt
    python relate.py ... --soft soft.jsonl       also learns what a teacher says (teacher.py)
    python relate.py ... --start relate.pt --top 1 --replay 1500 --tuned --out tuned.pt
    python relate.py ... --start relate.pt --top 1 --replay 1500 --folds 5 --out folds.json

It is an encoder of its own, begun from published MiniLM, over the vectors of word
pieces that the parser has; a parser's layers have forgotten too much of what words
mean. That a word belongs to the source or the target is part of its shape (entity
markers, Zhou and Chen 2022); the whole, the source and the target together are put
into a class.
"""
import argparse
import hashlib
import json
import random
import re
import subprocess
import sys
import time
import zlib
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from model import Encoder, Reader, load_minilm
from pieces import SHAPES, Pieces, kept, shape

TYPES = ["NONE", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
QUAD = {"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "YIELD": 2, "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
        "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4}
SIGNS = ["cooperation", "conflict"]
OWN = Path(__file__).parent / "relations"
NOWHERE = (0, 0)
MARKS = 4  # neither, source, target, both
MOST_PIECES = 256


def marked(text):
    """A text with <s> and <t> without them, and the two stretches."""
    spans, out, at = {}, "", 0
    for m in re.finditer(r"</?([st])>", text):
        out += text[at : m.start()]
        at = m.end()
        spans.setdefault(m[1], []).append(len(out))
    return out + text[at:], tuple(spans.get("s", NOWHERE)), tuple(spans.get("t", NOWHERE))


def own():
    """The sentences of train/relations."""
    out = []
    for path in sorted(OWN.glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for l in lines[1:]:
            cells = l.split("\t")
            text, s, t = marked(cells[0])
            out.append({"text": text, "s": s, "t": t, "type": cells[1]})
    return out


def read(shared):
    """The sentences of the unlabelled news that train/relations/read says the relations of."""
    texts, out = {}, []
    for path in sorted((OWN / "read").glob("*.tsv")):
        rows = [l.split("\t") for l in path.read_text(encoding="utf-8").splitlines()[1:]]
        for corpus in {r[0] for r in rows} - texts.keys():
            texts[corpus] = {d["id"]: d["text"] for d in map(json.loads, open(f"{shared}/corpus/{corpus}.jsonl", encoding="utf-8"))}
        for corpus, id, *at, kind, _ in rows:
            at = [int(a) for a in at]
            text, (a, z) = texts[corpus][id], at[:2]
            out.append({"text": text[a:z], "s": (at[2] - a, at[3] - a), "t": (at[4] - a, at[5] - a), "type": kind})
    return out


def held(s):
    """Whether a sentence is kept out of the training, for the weights of pool.py."""
    return zlib.crc32(s["text"].encode()) % 12 == 0


def gold_of(path):
    """PLV's training part, which has roots, or AW's, which tells conflict from cooperation."""
    out = []
    for l in open(path, encoding="utf-8"):
        r = json.loads(l)
        out.append({"id": r["id"], "text": r["sentence"], "s": tuple(r["source_span"] or NOWHERE), "t": tuple(r["target_span"] or NOWHERE), "type": r["root15"] or SIGNS[r["binary"]]})
    return out


def plv(shared):
    return gold_of(f"{shared}/gold/relations/plv_train.jsonl")


def aw(shared):
    return gold_of(f"{shared}/gold/relations/aw_train.jsonl")


def soft(path):
    """Sentences with what a teacher says of them: {"text","s","t","p"}, p by TYPES."""
    return [dict(r, s=tuple(r["s"]), t=tuple(r["t"])) for r in map(json.loads, open(path, encoding="utf-8"))]


def words(program, samples):
    """Cuts the texts as the program does: words, whether glued, and where."""
    got = subprocess.run([program, "parse"], input="".join(json.dumps({"id": str(i), "text": " ".join(s["text"].split())}) + "\n" for i, s in enumerate(samples)),
                         capture_output=True, text=True, check=True).stdout
    cut, now, surface = {}, None, None
    for line in got.splitlines():
        if line.startswith("# newdoc id = "):
            now = cut.setdefault(int(line[14:]), [])
        elif line and line[0].isdigit():
            c = line.split("\t")
            glued = "SpaceAfter=No" in c[9]
            if "-" in c[0]:
                a, b = map(int, c[0].split("-"))
                surface = (b, glued)
                continue
            if surface and int(c[0]) <= surface[0]:
                glued = True if int(c[0]) < surface[0] else surface[1]
                if int(c[0]) == surface[0]:
                    surface = None
            now.append((c[1], glued))
    for i, s in enumerate(samples):
        at, after = 0, False
        s["words"] = []
        for w, glued in cut.get(i, []):
            k = s["text"].find(w, at)
            k = k if 0 <= k < at + 4 else at
            z = k + len(w)
            mark = (s["s"][0] < z and k < s["s"][1]) * 1 + (s["t"][0] < z and k < s["t"][1]) * 2
            s["words"].append((w, after, mark))
            at, after = z, glued
    return samples


def rows(pieces, samples):
    """Pieces, shapes and marks; the first and last piece of each word."""
    for s in samples:
        ids, shapes, first, last, marks = [pieces.cls], [0], [], [], []
        for w, g, mark in s["words"]:
            p = pieces.of(w)
            if len(ids) + len(p) >= MOST_PIECES:
                break
            first.append(len(ids))
            ids += p
            shapes += [shape(w, g) + SHAPES * mark] * len(p)
            last.append(len(ids) - 1)
            marks.append(mark)
        s.update(ids=ids + [pieces.sep], shapes=shapes + [0], first=first or [0], last=last or [0], marks=marks or [0])
        del s["words"]


class Relate(nn.Module):
    def __init__(self, config, drop=0.15):
        super().__init__()
        self.config = config
        h = config["hidden"]
        self.encoder = Encoder(config["pieces"], h, config["layers"], config["attention_heads"], config["attention"], config["inner"])
        self.encoder.shape = nn.Embedding(SHAPES * MARKS, h)
        nn.init.normal_(self.encoder.shape.weight, std=0.02)
        self.into = nn.Linear(3 * h, h)
        self.out = nn.Linear(h, len(TYPES))
        self.drop = nn.Dropout(drop)

    def forward(self, b):
        x = self.encoder(b["ids"], b["shapes"], b["there"])
        at = lambda k: x.gather(1, b[k].unsqueeze(-1).expand(-1, -1, x.shape[-1]))
        w = (at("first") + at("last")) / 2
        def mean(of):
            of = of.to(w.dtype).unsqueeze(-1)
            return (w * of).sum(1) / of.sum(1).clamp(min=1)
        v = torch.cat([x[:, 0], mean(b["marks"] & 1), mean(b["marks"] >> 1)], -1)
        return self.out(self.drop(F.gelu(self.into(self.drop(v)), approximate="tanh")))


def batches(samples, size, rng):
    order = sorted(samples, key=lambda s: len(s["ids"]) + (rng.random() * 8 if rng else 0))
    out = [order[i : i + size] for i in range(0, len(order), size)]
    if rng:
        rng.shuffle(out)
    return out


def unmarked(s, side):
    """A sample without the marks of one side: an actor that the sentence does not name."""
    return dict(s, shapes=[k % SHAPES + SHAPES * (k // SHAPES & ~side) for k in s["shapes"]], marks=[m & ~side for m in s["marks"]])


def stack(batch):
    def pad(k):
        n = max(len(s[k]) for s in batch)
        return torch.tensor([s[k] + [0] * (n - len(s[k])) for s in batch])
    b = {k: pad(k) for k in ("ids", "shapes", "first", "last", "marks")}
    n = b["ids"].shape[1]
    b["there"] = torch.tensor([[k < len(s["ids"]) for k in range(n)] for s in batch])[:, None, None, :]
    return b


def often(gold):
    """PLV three times, AW, which says less of each sentence, once."""
    return [s for s in gold for _ in range(1 if s["type"] in SIGNS else 3)]


def within(kind):
    """The classes of which one is right: PLV's YIELD is two, AW tells two sides."""
    if kind in SIGNS:
        return [t for t in TYPES if t != "NONE" and (QUAD[t] > 2) == (kind == "conflict")]
    return ("CONCEDE", "RETREAT") if kind == "YIELD" else (kind,)


def target(s):
    """Which classes are right of a sentence."""
    t = torch.zeros(len(TYPES))
    for k in within(s["type"]):
        t[TYPES.index(k)] = 1
    return t


def loss_of(logits, batch):
    p = logits.log_softmax(-1)
    hard = [i for i, s in enumerate(batch) if "type" in s]
    loss = logits.new_zeros(())
    if hard:
        right = torch.stack([target(batch[i]) for i in hard])
        q = p[hard]
        # the sum of the right classes' probabilities, smoothed
        loss = loss - (torch.logsumexp(q.masked_fill(right == 0, -1e9), -1) * 0.95 + 0.05 * q.mean(-1)).sum()
    told = [i for i, s in enumerate(batch) if "p" in s]
    if told:
        loss = loss - (torch.tensor([batch[i]["p"] for i in told]) * p[told]).sum()
    return loss / (len(hard) + len(told))


def train(m, samples, o, seed, test=None):
    torch.manual_seed(seed)
    rng = random.Random(seed)
    m.encoder.word.weight.requires_grad = False  # the parser's, which ships them
    if o.top:  # what lies below is shipped already
        m.encoder.requires_grad_(False)
        m.encoder.layers[-o.top :].requires_grad_(True)
    new = lambda n: not n.startswith("encoder.") or n == "encoder.shape.weight"
    head = [p for n, p in m.named_parameters() if p.requires_grad and new(n)]
    body = [p for n, p in m.named_parameters() if p.requires_grad and not new(n)]
    opt = torch.optim.AdamW([{"params": body, "peak": o.rate}, {"params": head, "peak": o.head_rate}], lr=o.rate, weight_decay=0.01)
    total, step, start = o.epochs * len(batches(samples, o.batch, rng)), 0, time.time()
    for e in range(o.epochs):
        m.train()
        seen = None
        for batch in batches(samples, o.batch, rng):
            step += 1
            for g in opt.param_groups:
                g["lr"] = g["peak"] * min(1, step / 100) * max(0.02, 1 - step / total)
            batch = [unmarked(s, rng.choice((1, 2))) if rng.random() < o.unmarked else s for s in batch]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = m(stack(batch)).float()
            loss = loss_of(logits, batch)
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(m.parameters(), 1.0)
            opt.step()
            seen = loss.item() if seen is None else 0.98 * seen + 0.02 * loss.item()
        print(f"{time.time() - start:5.0f}s epoch {e + 1} loss {seen:.3f}" + (" " + json.dumps(measure(m, test)) if test else ""), flush=True)
    return m


@torch.no_grad()
def predict(m, samples):
    m.eval()
    out = {}
    for batch in batches(samples, 64, None):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            p = m(stack(batch)).float().softmax(-1)
        for s, q in zip(batch, p):
            out[id(s)] = q
    return [out[id(s)] for s in samples]


def roots(q):
    """Probabilities of PLV's fifteen roots."""
    r = {t: q[i].item() for i, t in enumerate(TYPES) if t != "NONE"}
    r["YIELD"] = r.pop("CONCEDE") + r.pop("RETREAT")
    return r


def f1(gold, got):
    classes = sorted(set(gold))
    total = 0
    for c in classes:
        tp = sum(g == c == p for g, p in zip(gold, got))
        total += 2 * tp / max(1, sum(g == c for g in gold) + sum(p == c for p in got))
    return round(100 * total / len(classes), 1)


def figures(gold, got):
    quad = lambda ts: [QUAD[t] for t in ts]
    return {"root": f1(gold, got), "quad": f1(quad(gold), quad(got)), "binary": f1([q > 2 for q in quad(gold)], [q > 2 for q in quad(got)]), "accuracy": round(100 * sum(g == p for g, p in zip(gold, got)) / len(gold), 1)}


def measure(m, samples):
    return figures([s["type"] for s in samples], [best(q) for q in predict(m, samples)])


def best(q):
    r = roots(q)
    return max(r, key=r.get)


def say(gold, got):
    """The figures of PLV and of AW."""
    of = [(s["type"], best(q)) for s, q in zip(gold, got) if s["type"] not in SIGNS]
    if of:
        print("PLV", json.dumps(figures(*zip(*of))), flush=True)
    of = [(s["type"], SIGNS[QUAD[best(q)] > 2]) for s, q in zip(gold, got) if s["type"] in SIGNS]
    if of:
        print("AW", f1(*zip(*of)), flush=True)


def sources(o):
    """What a network was made from, with hashes."""
    files = sorted(OWN.glob("**/*.tsv")) + ([Path(f"{o.shared}/gold/relations/{s}_train.jsonl") for s in ("plv", "aw")] if o.tuned else []) + ([Path(o.soft)] if o.soft else [])
    return [{"file": p.name, "sha256": hashlib.sha256(p.read_bytes()).hexdigest()} for p in files]


def no_pool():
    """The weights of pool.py before they are fitted: the network alone is heard."""
    n = len(TYPES)
    return {"net": torch.ones(1), "bias": torch.zeros(n), "both": torch.zeros(n, n), "one": torch.zeros(n, n)}


def begin(o, base):
    """A fresh network: MiniLM's layers behind the parser's word vectors."""
    m = Relate(base.config)
    if o.start:
        m.load_state_dict(torch.load(o.start)["state"])
        return m
    mini = Reader(base.config)
    vocabulary = [l.rstrip("\n") for l in open(f"{o.encoder}/vocab.txt", encoding="utf-8")]
    load_minilm(mini, f"{o.encoder}/model.safetensors", vocabulary, kept)
    fresh = m.encoder.shape.weight.data.clone()
    fresh.view(MARKS, SHAPES, -1).add_(base.encoder.shape.weight.data)
    state = mini.encoder.state_dict()
    state["word.weight"], state["shape.weight"] = base.encoder.word.weight.data, fresh
    m.encoder.load_state_dict(state)
    return m


def main():
    a = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    a.add_argument("--shared", default="../../shared")
    a.add_argument("--model", required=True, help="the standard network, for its word vectors")
    a.add_argument("--program", required=True, help="dragoman, to cut words")
    a.add_argument("--encoder", help="folder of all-MiniLM-L6-v2")
    a.add_argument("--start", help="go on from here")
    a.add_argument("--soft", help="sentences with what a teacher says of them")
    a.add_argument("--tuned", action="store_true", help="learn the training parts of PLV and AW too")
    a.add_argument("--replay", type=int, help="of the other sentences take only so many")
    a.add_argument("--top", type=int, default=0, help="teach only so many last layers and what is behind them")
    a.add_argument("--out")
    a.add_argument("--folds", type=int, default=0)
    a.add_argument("--epochs", type=int, default=6)
    a.add_argument("--batch", type=int, default=32)
    a.add_argument("--rate", type=float, default=1e-4)
    a.add_argument("--head-rate", type=float, default=1e-3)
    a.add_argument("--unmarked", type=float, default=0.1, help="share of sentences that lose the marks of one side, so that either may be missing")
    a.add_argument("--seed", type=int, default=1)
    o = a.parse_args()
    saved = torch.load(o.model)
    base = Reader(saved["config"])
    base.load_state_dict(saved["state"])
    gold = plv(o.shared) + (aw(o.shared) if o.tuned or o.folds else [])
    mine = [s for s in own() + read(o.shared) + (soft(o.soft) if o.soft else []) if not held(s)]
    if o.replay is not None:
        mine = random.Random(o.seed).sample(mine, o.replay)
    rows_of = Pieces(saved["pieces"])
    rows(rows_of, words(o.program, mine + gold))
    print(f"{len(mine)} sentences, {len(gold)} of gold sets", flush=True)
    if not o.folds:
        m = train(begin(o, base), mine + (often(gold) if o.tuned else []), o, o.seed, None if o.tuned else gold)
        if o.out:
            torch.save({"state": m.state_dict(), "config": m.config, "types": TYPES, "pool": no_pool(), "sure": torch.tensor([0.0, 1.0, 0.0]), "seed": o.seed, "data": sources(o), "command": " ".join(sys.argv[1:])}, o.out)
        return
    rng = random.Random(o.seed)
    rng.shuffle(gold)
    got = [None] * len(gold)
    for k in range(o.folds):
        m = train(begin(o, base), mine + often([s for i, s in enumerate(gold) if i % o.folds != k]), o, o.seed + k)
        got[k :: o.folds] = predict(m, gold[k :: o.folds])
    say(gold, got)
    if o.out:
        json.dump({s["id"]: q.tolist() for s, q in zip(gold, got)}, open(o.out, "w"))


if __name__ == "__main__":
    main()
