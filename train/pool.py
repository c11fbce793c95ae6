"""Fits how much the network's word and the frames' weigh (internal/stage/relate, pool.go).

    python pool.py relate.pt --program ../dragoman --shared ../../shared
    python pool.py tuned.pt --program ../dragoman --shared ../../shared --folds folds.json
    python pool.py tuned.pt --program ../dragoman --shared ../../shared --articles

The program must hold the same network with any weights: it says what its network
and its frames make of sentences that relate.py kept out of the training. Weights
of one regularised multinomial regression.
"""
import argparse
import json
import random
import subprocess
import sys
from pathlib import Path

import torch
import torch.nn.functional as F

from relate import TYPES, aw, held, no_pool, own, plv, read, say, target


def heard(program, samples, *flags):
    """What the program's network says of each sentence, and which types its frames tell."""
    span = lambda v: {"start": v[0], "end": v[1]} if v[1] > v[0] else None
    lines = "".join(json.dumps({"id": str(i), "text": s["text"], "source": span(s["s"]), "target": span(s["t"])}) + "\n" for i, s in enumerate(samples))
    got = subprocess.run([program, "relate", "--why", *flags], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    n = len(TYPES)
    events = []
    net, both, one = torch.zeros(len(samples), n), torch.zeros(len(samples), n), torch.zeros(len(samples), n)
    for i, r in enumerate(map(json.loads, got)):
        net[i] = torch.tensor([r["net"][t] for t in TYPES]).clamp(min=1e-4).log()
        for f in r.get("frames", []):
            (both if f["both"] else one)[i, TYPES.index(f["event"])] = 1
            events.append((f["net"], f["both"], samples[i]["type"] in f["bearing"]))
    return (net, both, one * (1 - both)), events


def sureness(events):
    """The regression of an event's being right on what the network gives it, and on whether both sides are told."""
    p = torch.tensor([e[0] for e in events]).clamp(0.001, 0.999)
    x = torch.stack([torch.ones(len(events)), p.logit(), torch.tensor([float(e[1]) for e in events])], -1)
    y = torch.tensor([float(e[2]) for e in events])
    w = torch.zeros(3, requires_grad=True)
    opt = torch.optim.LBFGS([w], max_iter=100, line_search_fn="strong_wolfe")

    def closure():
        opt.zero_grad()
        loss = F.binary_cross_entropy_with_logits(x @ w, y, reduction="sum") + 0.1 * w.square().sum()
        loss.backward()
        return loss

    opt.step(closure)
    return w.detach()


def pooled(w, net, both, one):
    return (w["net"] * net + w["bias"] + both @ w["both"] + one @ w["one"]).log_softmax(-1)


def fit(net, both, one, right, decay=1.0, steps=60):
    """The weights under which the right classes are likeliest; decay draws all but the network's towards 0."""
    w = no_pool()
    for k in ("both", "one"):
        w[k] += torch.eye(len(TYPES))
    for p in w.values():
        p.requires_grad_()
    opt = torch.optim.LBFGS(w.values(), max_iter=steps, line_search_fn="strong_wolfe")

    def closure():
        opt.zero_grad()
        p = pooled(w, net, both, one)
        loss = -torch.logsumexp(p.masked_fill(right == 0, -1e9), -1).sum()
        for k in ("bias", "both", "one"):
            loss = loss + decay * (w[k] - (torch.eye(len(TYPES)) if k != "bias" else 0)).square().sum()
        loss.backward()
        return loss

    opt.step(closure)
    return {k: v.detach() for k, v in w.items()}


def reliability(samples, data, decay, bins=10):
    """How often the type with the highest probability is right, by that probability; each half judged with weights of the other."""
    rng = random.Random(1)
    order = list(range(len(samples)))
    rng.shuffle(order)
    sure, right = [], []
    for k in (0, 1):
        mine, other = order[k::2], order[1 - k :: 2]
        w = fit(*(x[other] for x in data), torch.stack([target(samples[i]) for i in other]), decay)
        p = pooled(w, *(x[mine] for x in data)).exp()
        best = p.max(-1)
        sure += best.values.tolist()
        right += [TYPES[b] == samples[i]["type"] for b, i in zip(best.indices.tolist(), mine)]
    error = 0
    for b in range(bins):
        of = [(s, r) for s, r in zip(sure, right) if b / bins < s <= (b + 1) / bins]
        if of:
            mean, share = sum(s for s, _ in of) / len(of), sum(r for _, r in of) / len(of)
            error += abs(mean - share) * len(of) / len(sure)
            print(f"{b / bins:.1f}-{(b + 1) / bins:.1f}  {len(of):5d}  said {mean:.3f}  right {share:.3f}")
    print(f"expected calibration error {error:.3f}")


def articles(program, shared):
    """Confidence and rightness of the events that the program finds in the annotated articles, one list an article."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "scores"))
    import calibration

    out = []
    for name in "wikinews", "seed":
        folder = f"{shared}/gold/{name}"
        if name == "seed":  # one page as scraped
            reports = [{"id": "seed", "text": open(f"{folder}/raw.txt", encoding="utf-8").read()}]
        else:
            reports = calibration.rows(f"{folder}/articles.jsonl")
        for r in reports:
            got = subprocess.run([program, "code", "--format", "jsonl"], input=json.dumps(r) + "\n", capture_output=True, text=True, check=True).stdout
            out.append(list(calibration.judged(folder, [json.loads(got)])))
    return out


def platt(events):
    """Platt's scaling (1999) of logarithms of odds: what is said of an event, and what was right."""
    x = torch.tensor([c for c, _ in events]).clamp(0.005, 0.995).logit()
    y = torch.tensor([float(ok) for _, ok in events])
    w = torch.tensor([0.0, 1.0], requires_grad=True)
    opt = torch.optim.LBFGS([w], max_iter=100, line_search_fn="strong_wolfe")

    def closure():
        opt.zero_grad()
        loss = F.binary_cross_entropy_with_logits(w[0] + w[1] * x, y, reduction="sum")
        loss.backward()
        return loss

    opt.step(closure)
    return w.detach()


def scaled(w, c):
    return torch.sigmoid(w[0] + w[1] * torch.tensor(c).clamp(0.005, 0.995).logit()).item()


def scale(o, saved):
    """Scales the sureness, which was fitted on types alone, to whole events of annotated articles."""
    parts = articles(o.program, o.shared)
    import calibration as c  # found by articles

    events = [e for p in parts for e in p]
    w = platt(events)
    other = [(scaled(platt([e for k, q in enumerate(parts) if k != i for e in q]), e[0]), e[1]) for i, p in enumerate(parts) for e in p]
    print(f"{len(events)} events, {sum(ok for _, ok in events)} right; scale {w.tolist()}; calibration error {c.calibration_error(events):.3f}, "
          f"scaled {c.calibration_error([(scaled(w, p), ok) for p, ok in events]):.3f}, each article by the others {c.calibration_error(other):.3f}")
    always, net, both = saved["sure"]
    return torch.stack([w[0] + w[1] * always, w[1] * net, w[1] * both])


def main():
    a = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    a.add_argument("model")
    a.add_argument("--program", required=True)
    a.add_argument("--shared", default="../../shared")
    a.add_argument("--decay", type=float, default=1.0)
    a.add_argument("--folds", help="the network is the tuned one; what relate.py --folds wrote of the parts that each fold had not learnt")
    a.add_argument("--articles", action="store_true", help="scale how sure an event is by the annotated articles; the program must hold the weights of the first call")
    o = a.parse_args()
    saved = torch.load(o.model)
    if o.articles:
        torch.save(dict(saved, sure=scale(o, saved)), o.model)
        return
    mine = [s for s in own() + read(o.shared) if held(s)]
    gold = plv(o.shared) + aw(o.shared)
    flags = [] if o.folds else ["--zero-shot"]
    data, events = heard(o.program, mine, *flags)
    sure = sureness(events)
    print(f"of {len(events)} events {sum(e[2] for e in events)} right; sureness {sure.tolist()}")
    w = fit(*data, torch.stack([target(s) for s in mine]), o.decay)
    test, _ = heard(o.program, gold, *flags)
    if o.folds:
        folds = json.load(open(o.folds))
        test = (torch.tensor([folds[s["id"]] for s in gold]).clamp(min=1e-4).log(), *test[1:])
        right = torch.stack([target(s) for s in mine + gold])
        both = [torch.cat(p) for p in zip(data, test)]
        part = lambda keep: [i for i in range(len(right)) if i < len(mine) or keep(i)]
        p = torch.zeros(len(gold), len(TYPES))
        for k in (0, 1):  # each half with what the other one taught
            w = fit(*(x[part(lambda i: i % 2 == k)] for x in both), right[part(lambda i: i % 2 == k)], o.decay)
            other = [i for i in range(len(gold)) if (i + len(mine)) % 2 != k]
            p[other] = pooled(w, *(x[other] for x in test)).exp()
        print("by folds, pooled")
        say(gold, p)
        w = fit(*both, right, o.decay)
    print(f"{len(mine)} sentences kept out of the training; network weighs {w['net'].item():.2f}")
    for name, weights in ("network alone", no_pool()), ("pooled", w):
        print(name)
        say(gold, pooled(weights, *test).exp())
    reliability(mine, data, o.decay)
    torch.save(dict(saved, pool=w, sure=sure), o.model)


if __name__ == "__main__":
    main()
