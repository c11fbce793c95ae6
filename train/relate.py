"""Trains the head that says what one actor does to another.

    python relate.py --model standard.pt --program ../dragoman --out relate.pt
    python relate.py ... --common 0 --encoder DIR     all layers of its own, from published MiniLM
    python relate.py ... --folds 5                    measures with PLV's training part, by folds

Of the standard network the first layers are shared and stay as they are. Behind
them source and target get a mark each, and layers of the head's own, which begin
as the standard's, read on (entity markers, as in Zhou and Chen 2022); source,
target and the whole are put together into a class.
"""
import argparse
import json
import random
import re
import subprocess
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from model import Layer, Reader, load_minilm
from pieces import Pieces, kept, shape

TYPES = ["NONE", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
QUAD = {"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "YIELD": 2, "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
        "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4}
OWN = Path(__file__).parent / "relations"
NOWHERE = (0, 0)


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


def plv(path):
    out = []
    for l in open(path, encoding="utf-8"):
        r = json.loads(l)
        out.append({"id": r["id"], "text": r["sentence"], "s": tuple(r["source_span"] or NOWHERE), "t": tuple(r["target_span"] or NOWHERE), "type": r["root15"]})
    return out


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
        s["words"], s["glued"], s["at"] = [], [], []
        for w, glued in cut[i]:
            k = s["text"].find(w, at)
            k = k if 0 <= k < at + 4 else at
            s["words"].append(w)
            s["glued"].append(after)
            s["at"].append((k, k + len(w)))
            at, after = k + len(w), glued
    return samples


@torch.no_grad()
def lower(base, pieces, samples, common):
    """The vectors after the shared layers, and the marks of their pieces."""
    base.eval()
    e = base.encoder
    order = sorted(range(len(samples)), key=lambda i: len(samples[i]["words"]))
    for b in range(0, len(order), 32):
        batch = [samples[i] for i in order[b : b + 32]]
        rows = []
        for s in batch:
            ids, shapes, marks = [pieces.cls], [0], [0]
            for w, g, (a, z) in zip(s["words"][:180], s["glued"], s["at"]):
                mark = (s["s"][0] < z and a < s["s"][1]) * 1 + (s["t"][0] < z and a < s["t"][1]) * 2
                p = pieces.of(w)
                ids += p
                shapes += [shape(w, g)] * len(p)
                marks += [mark] * len(p)
            rows.append((ids + [pieces.sep], shapes + [0], marks + [0]))
        n = max(len(r[0]) for r in rows)
        pad = lambda xs, v: torch.tensor([x + [v] * (n - len(x)) for x in xs])
        ids, shapes = pad([r[0] for r in rows], 0), pad([r[1] for r in rows], 0)
        there = pad([[1] * len(r[0]) for r in rows], 0).bool()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            x = e.norm(e.word(ids) + e.shape(shapes) + e.position(torch.arange(n)))
            for layer in e.layers[:common]:
                x = layer(x, there[:, None, None, :])
        for s, r, v in zip(batch, rows, x):
            s["x"] = v[: len(r[0])].to(torch.bfloat16).clone()
            s["marks"] = torch.tensor(r[2])


class Relate(nn.Module):
    def __init__(self, config, common, drop=0.2):
        super().__init__()
        h = config["hidden"]
        self.mark = nn.Embedding(4, h)
        nn.init.normal_(self.mark.weight, std=0.3)
        self.layers = nn.ModuleList(Layer(h, config["attention_heads"], config["attention"], config["inner"], 0.1) for _ in range(config["layers"] - common))
        self.into = nn.Linear(3 * h, h)
        self.out = nn.Linear(h, len(TYPES))
        self.drop = nn.Dropout(drop)

    def forward(self, x, marks, there):
        x = x + self.mark(marks)
        for layer in self.layers:
            x = layer(x, there[:, None, None, :])
        def mean(of):
            of = of.to(x.dtype).unsqueeze(-1)
            return (x * of).sum(1) / of.sum(1).clamp(min=1)
        v = torch.cat([x[:, 0], mean(marks & 1), mean(marks >> 1)], -1)
        return self.out(self.drop(F.gelu(self.into(self.drop(v)), approximate="tanh")))


def batchup(samples, size, rng):
    order = sorted(samples, key=lambda s: len(s["marks"]) + (rng.random() * 8 if rng else 0))
    out = [order[i : i + size] for i in range(0, len(order), size)]
    if rng:
        rng.shuffle(out)
    return out


def stack(batch):
    n = max(len(s["marks"]) for s in batch)
    x = torch.zeros(len(batch), n, batch[0]["x"].shape[-1], dtype=torch.bfloat16)
    marks = torch.zeros(len(batch), n, dtype=torch.long)
    there = torch.zeros(len(batch), n, dtype=torch.bool)
    for i, s in enumerate(batch):
        k = len(s["marks"])
        x[i, :k], marks[i, :k], there[i, :k] = s["x"], s["marks"], True
    return x, marks, there


def target(s):
    """The classes that are right: PLV's YIELD is CONCEDE or RETREAT."""
    t = torch.zeros(len(TYPES))
    for k in ("CONCEDE", "RETREAT") if s["type"] == "YIELD" else (s["type"],):
        t[TYPES.index(k)] = 1
    return t


def train(base, samples, o, seed, test=None):
    torch.manual_seed(seed)
    rng = random.Random(seed)
    m = Relate(base.config, o.common)
    for mine, theirs in zip(m.layers, list(base.encoder.layers)[o.common:]):
        mine.load_state_dict(theirs.state_dict())
    fresh = [p for n, p in m.named_parameters() if not n.startswith("layers.")]
    opt = torch.optim.AdamW([{"params": list(m.layers.parameters()), "peak": o.rate}, {"params": fresh, "peak": o.head_rate}], lr=o.rate, weight_decay=0.01)
    total, step, start = o.epochs * len(batchup(samples, o.batch, rng)), 0, time.time()
    for e in range(o.epochs):
        m.train()
        seen = 0.0
        for batch in batchup(samples, o.batch, rng):
            step += 1
            for g in opt.param_groups:
                g["lr"] = g["peak"] * min(1, step / 100) * max(0.02, 1 - step / total)
            x, marks, there = stack(batch)
            if rng.random() < 0.5:  # a word of the pair may be anything
                x = x * (torch.rand(x.shape[:2]) > 0.05).unsqueeze(-1)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = m(x, marks, there).float()
            right = torch.stack([target(s) for s in batch])
            p = logits.log_softmax(-1)
            # the sum of the right classes' probabilities, smoothed
            loss = -(torch.logsumexp(p.masked_fill(right == 0, -1e9), -1) * 0.95 + 0.05 * p.mean(-1)).mean()
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(m.parameters(), 1.0)
            opt.step()
            seen = 0.98 * seen + 0.02 * loss.item() if step > 1 else loss.item()
        print(f"{time.time() - start:5.0f}s epoch {e + 1} loss {seen:.3f}" + (" " + json.dumps(measure(m, test)) if test else ""), flush=True)
    return m


@torch.no_grad()
def predict(m, samples):
    m.eval()
    out = {}
    for batch in batchup(samples, 64, None):
        x, marks, there = stack(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            p = m(x, marks, there).float().softmax(-1)
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


def measure(m, samples):
    gold, got = [s["type"] for s in samples], [max(r, key=r.get) for r in map(roots, predict(m, samples))]
    quad = lambda ts: [QUAD[t] for t in ts]
    return {"root": f1(gold, got), "quad": f1(quad(gold), quad(got)), "binary": f1([q > 2 for q in quad(gold)], [q > 2 for q in quad(got)]), "accuracy": round(100 * sum(g == p for g, p in zip(gold, got)) / len(gold), 1)}


def main():
    a = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    a.add_argument("--shared", default="../../shared")
    a.add_argument("--model", required=True)
    a.add_argument("--program", required=True, help="dragoman, to cut words")
    a.add_argument("--out")
    a.add_argument("--common", type=int, default=4, help="layers shared with the standard network")
    a.add_argument("--encoder", help="folder of all-MiniLM-L6-v2: begin from it, not from the standard network")
    a.add_argument("--folds", type=int, default=0)
    a.add_argument("--epochs", type=int, default=6)
    a.add_argument("--batch", type=int, default=32)
    a.add_argument("--rate", type=float, default=2e-4)
    a.add_argument("--head-rate", type=float, default=1e-3)
    a.add_argument("--seed", type=int, default=1)
    o = a.parse_args()
    saved = torch.load(o.model)
    base = Reader(saved["config"])
    base.load_state_dict(saved["state"])
    pieces = Pieces(saved["pieces"])
    if o.encoder:
        vocabulary = [l.rstrip("\n") for l in open(f"{o.encoder}/vocab.txt", encoding="utf-8")]
        load_minilm(base, f"{o.encoder}/model.safetensors", vocabulary, kept)
        torch.nn.init.zeros_(base.encoder.shape.weight)
    mine, gold = own(), plv(f"{o.shared}/gold/relations/plv_train.jsonl")
    words(o.program, mine + gold)
    lower(base, pieces, mine + gold, o.common)
    print(f"{len(mine)} sentences of our own, {len(gold)} of PLV", flush=True)
    if not o.folds:
        m = train(base, mine, o, o.seed, gold)
        if o.out:
            torch.save({"state": m.state_dict(), "types": TYPES}, o.out)
        return
    rng = random.Random(o.seed)
    rng.shuffle(gold)
    got = []
    for k in range(o.folds):
        test = gold[k :: o.folds]
        m = train(base, mine + 2 * [s for i, s in enumerate(gold) if i % o.folds != k], o, o.seed + k)
        got.append(measure(m, test))
        print(k, json.dumps(got[-1]), flush=True)
    print({key: round(sum(g[key] for g in got) / len(got), 1) for key in got[0]})


if __name__ == "__main__":
    main()
