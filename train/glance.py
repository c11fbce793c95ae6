"""Trains the head that tells of most events how sure they are, without the network for relations.

    python glance.py --model together.pt --program ../dragoman --shared ../../shared --out glance.pt

The network of relate.py reads a whole sentence again for each pair in it. For most
events that is not needed: what the parser's network says of the words of act, source
and target tells already that the event is as it seems. The head learns from the larger
network, and from labels where there are some, and the program asks the larger one only
where the head is in doubt.
"""
import argparse
import bisect
import hashlib
import json
import random
import subprocess
import tempfile

import torch
import torch.nn.functional as F
from torch import nn

import relate
from attribution import MIDDLE, parsed, vectors

PART, HIDDEN = 32, 64
ROLES = ("act", "source", "target")
NOBODY = ("no source", "no target", "told")
HOSTILE = {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
NEIGHBOURS = (("SANCTION", "COERCE"), ("AGREE", "CONCEDE"), ("CONCEDE", "RETREAT"))
CORPORA = ("wikinews_2019_2020", "wikipedia_current_events_dev", "reuters21578")
REPORTS = 7000  # of the corpora, in their order: all of the first two, and some of the third


def as_relation(e):
    """The type of an event as a relation is told (internal/stage/relate, AsRelation)."""
    known = {"negated": "REJECT", "demanded": "REQUEST"}
    if e["event"] in HOSTILE and e["status"] in ("planned", "expected", "offered", "hypothetical"):
        return "THREATEN"
    return known.get(e["status"], e["event"])


def bearing(e):
    """The types of a relation that bear an event out (internal/stage/relate, Bearing)."""
    out = [as_relation(e), e["event"]] + ([e["underlying"]] if e.get("underlying") else [])
    for a, b in NEIGHBOURS:
        if a in out:
            out.append(b)
        elif b in out:
            out.append(a)
    return set(out)


def run(program, verb, rows, *flags):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as f:
        f.writelines(json.dumps(r) + "\n" for r in rows)
        f.flush()
        return subprocess.run([program, verb, *flags, f.name], capture_output=True, text=True, check=True).stdout.splitlines()


def texts(shared):
    """Reports of the corpora without those that are annotated, and the labelled sentences."""
    annotated = {json.loads(l)["id"] for l in open(f"{shared}/gold/wikinews/articles.jsonl", encoding="utf-8")}
    reports = [r for c in CORPORA for r in map(json.loads, open(f"{shared}/corpus/{c}.jsonl", encoding="utf-8")) if r["id"] not in annotated and r.get("text")]
    labelled = relate.own() + relate.read(shared)
    return [{"id": f"report{i}", "text": r["text"]} for i, r in enumerate(reports[:REPORTS])] + [{"id": str(i), "text": s["text"]} for i, s in enumerate(labelled)], labelled


def events(program, shared):
    """The sentences that the program finds events in, and the events: their words, what the network for relations gives them, and whether they are right, where that is known."""
    rows, labelled = texts(shared)
    records = [r for r in map(json.loads, run(program, "code", rows, "--format", "jsonl")) if r.get("events")]
    of = {r["id"]: r for r in records}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as f:
        f.writelines(json.dumps({"id": r["id"], "text": r["text"]}) + "\n" for r in records)
        f.flush()
        docs = parsed(program, f.name)
    sentences, found = [], []
    for d in docs:
        r, at = of[d["id"]], 0
        places = []
        for s in d["sentences"]:
            s["at"] = []
            for w in s["words"]:
                at = max(r["text"].find(w, at, at + len(w) + 40), at)
                s["at"].append(at)
                at += len(w)
            s["end"] = at
            places.append(s["at"][0])
        for e in r["events"]:
            k = bisect.bisect_right(places, e["trigger"]["start"]) - 1
            if k < 0:
                continue
            s = d["sentences"][k]
            inside = lambda span: s["at"][0] <= span["start"] < s["end"]
            side = lambda parties: next((p for p in parties if "start" in p and inside(p)), None)
            words = lambda span: (bisect.bisect_right(s["at"], span["start"]) - 1, bisect.bisect_left(s["at"], span["end"])) if span else (0, 0)
            found.append({"sentence": s, "act": words(e["trigger"]), "source": words(a := side(e["source"])), "target": words(b := side(e["target"])), "spans": (a, b), "id": d["id"],
                          "type": e["event"], "underlying": e.get("underlying", ""), "status": e["status"], "told": bool(e.get("via")), "bearing": bearing(e), "text": r["text"]})
            if "own" not in s:
                s["own"] = True
                sentences.append(s)
    judge(program, found)
    for e in found:
        e["right"] = None if e["id"].startswith("report") else right(e, labelled[int(e["id"])])
        e["held"] = not e["id"].startswith("report") and relate.held(labelled[int(e["id"])])
    return sentences, found


def judge(program, found):
    """Adds what the network for relations gives each event, by itself."""
    rows = []
    for i, e in enumerate(found):
        s, (a, b) = e["sentence"], e["spans"]
        span = lambda p: {"start": p["start"] - s["at"][0], "end": min(p["end"], s["end"]) - s["at"][0]} if p else None
        rows.append({"id": str(i), "text": e["text"][s["at"][0] : s["end"]], "source": span(a), "target": span(b)})
    for r in map(json.loads, run(program, "relate", rows, "--why")):
        e = found[int(r["id"])]
        e["net"] = sum(r["net"][t] for t in e["bearing"] if t in r["net"])


def right(e, s):
    """Whether the label of a sentence bears an event of its pair out; None where the event is of others."""
    hit = lambda p, span: bool(p) and p["start"] < span[1] and span[0] < p["end"]
    (a, b), (source, target) = e["spans"], (hit(p, s[k]) for p, k in zip(e["spans"], "st"))
    if source and target or source and not b or target and not a:
        return s["type"] in e["bearing"] if "type" in s else None
    return None


class Glance(nn.Module):
    """x has, for each event, the last and the middle vectors of act, source and target, one behind the other."""

    def __init__(self, h, types, statuses):
        super().__init__()
        self.part = nn.ModuleList(nn.Linear(2 * h, PART) for _ in ROLES)
        self.hidden = nn.Linear(len(ROLES) * PART, HIDDEN)
        self.kind, self.underlying, self.status = nn.Embedding(types, HIDDEN), nn.Embedding(types + 1, HIDDEN), nn.Embedding(statuses, HIDDEN)
        self.nobody = nn.Linear(len(NOBODY), HIDDEN, bias=False)
        self.out = nn.Linear(HIDDEN, 1)
        for e in (self.kind, self.underlying, self.status):
            nn.init.normal_(e.weight, std=0.2)
        self.drop = nn.Dropout(0.3)

    def forward(self, x, e):
        d = self.drop
        parts = torch.cat([F.gelu(p(d(x[:, k])), approximate="tanh") for k, p in enumerate(self.part)], -1)
        z = self.hidden(d(parts)) + self.kind(e["type"]) + self.underlying(e["underlying"]) + self.status(e["status"]) + self.nobody(e["nobody"])
        return self.out(d(F.gelu(z, approximate="tanh"))).squeeze(-1)


def tensors(model, sentences, found):
    """What Glance asks of the events, and the lists that number their types and statuses."""
    v = vectors(model, sentences)
    at = 0
    for s in sentences:
        s["word"] = at
        at += len(s["words"])
    types, statuses = sorted({e["type"] for e in found}), sorted({e["status"] for e in found})
    x = torch.zeros(len(found), len(ROLES), 2 * v.shape[2], dtype=torch.float16)
    for i, e in enumerate(found):
        for k, role in enumerate(ROLES):
            first, last = (e["sentence"]["word"] + t for t in e[role])
            if last > first:
                x[i, k] = torch.cat([v[n, first:last].float().mean(0) for n in range(2)])
    number = lambda of: torch.tensor([of(e) for e in found])
    return x, {"type": number(lambda e: types.index(e["type"])), "underlying": number(lambda e: 1 + types.index(e["underlying"]) if e["underlying"] in types else 0),
               "status": number(lambda e: statuses.index(e["status"])), "nobody": number(lambda e: [float(e["source"][1] == 0), float(e["target"][1] == 0), float(e["told"])])}, types, statuses


def learn(x, e, found, sizes, epochs, rng):
    head = Glance(x.shape[2] // 2, *sizes)
    # Where a label is known it counts for more than the larger network, which errs too.
    aim = torch.tensor([q["net"] if q["right"] is None else 0.3 * q["net"] + 0.7 * q["right"] for q in found])
    mine = [i for i, q in enumerate(found) if not q["held"]]
    opt = torch.optim.AdamW(head.parameters(), lr=1e-3, weight_decay=0.02)
    steps, k = epochs * (len(mine) // 128), 0
    head.train()
    for _ in range(epochs):
        rng.shuffle(mine)
        for at in range(0, len(mine) - 127, 128):
            i = torch.tensor(mine[at : at + 128])
            for g in opt.param_groups:
                g["lr"] = 1e-3 * max(0.02, 1 - k / steps)
            k += 1
            opt.zero_grad()
            F.binary_cross_entropy_with_logits(head(x[i].float(), {n: t[i] for n, t in e.items()}), aim[i]).backward()
            opt.step()
    return head.eval()


def area(said):
    """The area under the ROC curve of (probability, right)."""
    yes, no = ([p for p, r in said if r is want] for want in (True, False))
    return sum((a > b) + (a == b) / 2 for a in yes for b in no) / max(1, len(yes) * len(no))


@torch.no_grad()
def measure(head, x, e, found):
    """On the labelled sentences kept out: how well each tells right events from wrong ones, and both together by where the head is taken at its word."""
    i = [k for k, q in enumerate(found) if q["held"] and q["right"] is not None]
    p = torch.sigmoid(head(x[i].float(), {n: t[i] for n, t in e.items()})).tolist()
    q = [found[k] for k in i]
    print(f"{len(i)} events kept out: area by the network for relations {area([(f['net'], f['right']) for f in q]):.3f}, at a glance {area([(a, f['right']) for a, f in zip(p, q)]):.3f}")
    for sure in 0.6, 0.65, 0.7, 0.75, 0.8, 0.9:
        print(f"glance from {sure}: {sum(a >= sure for a in p) / len(p):.2f} of them, area {area([(a if a >= sure else f['net'], f['right']) for a, f in zip(p, q)]):.3f}", flush=True)


def main():
    a = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    a.add_argument("--model", required=True)
    a.add_argument("--program", required=True)
    a.add_argument("--shared", default="../../shared")
    a.add_argument("--epochs", type=int, default=12)
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--cache", help="keep events and vectors in this file, or read them from it")
    a.add_argument("--out", required=True)
    o = a.parse_args()
    torch.manual_seed(o.seed)
    try:
        found, made = torch.load(o.cache, weights_only=False)
    except (FileNotFoundError, AttributeError):
        sentences, found = events(o.program, o.shared)
        made = tensors(o.model, sentences, found)
        for e in found:
            del e["sentence"], e["spans"], e["text"]
        if o.cache:
            torch.save((found, made), o.cache)
    x, e, types, statuses = made
    head = learn(x, e, found, (len(types), len(statuses)), o.epochs, random.Random(o.seed))
    measure(head, x, e, found)
    files = [f"corpus/{c}.jsonl" for c in CORPORA]
    torch.save({"glance": head.state_dict(), "types": types, "statuses": statuses, "middle": MIDDLE, "seed": o.seed, "command": f"glance.py --epochs {o.epochs} --seed {o.seed}",
                "data": [{"file": n, "sha256": hashlib.sha256(open(f"{o.shared}/{n}", "rb").read()).hexdigest()} for n in files]}, o.out)


if __name__ == "__main__":
    main()
