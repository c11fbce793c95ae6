"""Goes on training the standard network: trees, who is said to say what, and whether it is so.

    python together.py --start standard.pt --program ../dragoman --shared ../../shared --out together

One encoder serves the trees, the cues of attribution with their contents, and the
status of acts. Trained on trees alone, its vectors know too little of the last two.
So that what the rules rest on stays as it is, the sentences of the later tasks are
also taught the trees that the network gave them before (Li and Hoiem 2016).
Writes together.pt, together-attribution.pt and together-status.pt; --heads goes on with such.
"""
import argparse
import json
import os
import random
import subprocess
import time

import torch
import torch.nn.functional as F
from torch import nn

import attribution
import data
import train
from attribution import EYES, MIDDLE, Words, line
from batch import Labels, batches, size, tensors
from model import Reader
from pieces import Pieces

STATUSES = ("occurred", "ongoing", "background", "planned", "expected", "offered", "demanded", "hypothetical", "negated")
# From 3, certainly so, to -3, certainly not: what the annotators of factuality would give each (scores/factuality.py).
FACTUALITY = torch.tensor([3, 3, 3, 2, 1.5, 1, 1, 1, -2.5])
WIDTH = 96
IMITATION = 0.5  # weight of the trees that the network gave before
OWN_TIMES = 2  # passes over the own status sentences in one over all the rest


class Status(nn.Module):
    """Of each word how its act would stand: by its own vectors, that of the word it hangs on, and its relation."""

    def __init__(self, h, rels):
        super().__init__()
        self.own, self.middle, self.parent = nn.Linear(h, WIDTH), line(h, WIDTH), line(h, WIDTH)
        self.rel, self.out = nn.Embedding(rels, WIDTH), nn.Linear(WIDTH, len(STATUSES))
        nn.init.normal_(self.rel.weight, std=0.05)
        self.drop = nn.Dropout(0.2)

    def forward(self, x, m, t, parent, rel):
        d = self.drop
        z = self.own(d(x[t])) + self.middle(d(m[t])) + self.parent(d(x[parent])) + self.rel(rel)
        return self.out(d(F.gelu(z, approximate="tanh")))


def words(model, b):
    """The last vectors of the words, as the parser reads them, and the middle ones."""
    e = model.encoder
    x = e.drop(e.norm(e.word(b["pieces"]) + e.shape(b["shapes"]) + e.position(torch.arange(b["pieces"].shape[1]))))
    for i, layer in enumerate(e.layers):
        if i == MIDDLE:
            middle = x
        x = layer(x, b["mask"])
    at = lambda v, k: v.gather(1, b[k].unsqueeze(-1).expand(-1, -1, v.shape[-1]))
    return [(at(v, "first") + at(v, "last")) / 2 for v in (x, middle)]


def flat(v, counts):
    """The vectors of a batch's words one behind another; the last is of no word."""
    return Words(torch.cat([v[i, :n] for i, n in enumerate(counts)] + [v.new_zeros(1, v.shape[-1])]))


def parses(program, path, keep):
    """The texts of a file as the program parses them, with their trees, kept in a folder."""
    to = os.path.join(keep, os.path.basename(path) + ".conllu")
    if not os.path.exists(to):
        got = subprocess.run([program, "parse", path], capture_output=True, text=True, check=True).stdout
        open(to, "w", encoding="utf-8").write(got)
    rows = [json.loads(l) for l in open(path, encoding="utf-8")]
    docs = data.treebank(to)
    assert len(docs) == len(rows), f"{path}: {len(docs)} parses of {len(rows)} texts"
    return rows, docs


class Quotes:
    """PolNeAR: for each sentence which words are cues, and for each cue which words it takes."""

    def __init__(self, rows, docs, rels):
        as_dicts = [{"id": r["id"], "sentences": [{"words": s.words, "pos": [t.split(" ")[0] for t in s.tags], "heads": s.heads, "rels": s.rels} for s in d]} for r, d in zip(rows, docs)]
        corpus = attribution.Corpus(as_dicts, {r["id"]: r for r in rows}, rels)
        c = corpus.tensors()
        right = torch.zeros(len(corpus.heads))
        right[[t for t, _ in corpus.cues]] = 1
        taken = [[] for _ in corpus.bounds]
        for t, content in corpus.cues:
            taken[corpus.sentence[t]].append((t, content))
        self.sentences = [s for d in docs for s in d]
        for s, (a, z), n, cues in zip(self.sentences, corpus.bounds, corpus.doc, taken):
            near = {k: torch.where(c[k][a:z] >= 0, c[k][a:z] - a, -1) for k in ("parent", "subject", "complement")}
            s.table = near | {k: c[k][a:z] for k in ("asked", "rel", "inside")}
            s.right, s.held = right[a:z], n % 4 == 0  # the articles that scores/quotes.py asks for
            pairs = [(p, p[1] in content) for t, content in cues for p in corpus.pairs(t, len(rels))]
            s.pairs = torch.tensor([[p[0] - a, p[1] - a, p[2] - a, p[3], p[4]] for p, _ in pairs], dtype=torch.long).view(-1, 5)
            s.inside = torch.tensor([float(y) for _, y in pairs])


def own_acts(rows, docs):
    """Own gold: which word of which sentence has which status."""
    for r, d in zip(rows, docs):
        of = {}
        for a in r["acts"]:
            k = -1
            for _ in range(a.get("nth", 1)):
                k = r["text"].index(a["text"], k + 1)
            of[k] = STATUSES.index(a["status"])
        place(r["text"], d, of)
    return [s for d in docs for s in d if s.acts]


def factuality(rows, docs):
    """Words with a number for how certain they are told to be."""
    for r, d in zip(rows, docs):
        starts = [0]
        for w in r["text"].split(" "):
            starts.append(starts[-1] + len(w) + 1)
        place(r["text"], d, {starts[t["tok_start"]]: float(t["factuality"]) for t in r["targets"]})
    return [s for d in docs for s in d if s.acts]


def place(text, sentences, of):
    at = 0
    for s in sentences:
        s.acts = []
        for i, w in enumerate(s.words):
            at = max(text.find(w, at, at + len(w) + 40), at)
            if at in of:
                s.acts.append((i, of[at]))
            at += len(w)


def laid(sentences):
    """Sentences one behind another: where each begins, and the tables and pairs of Quotes counted from the first."""
    starts, at = [], 0
    for s in sentences:
        starts.append(at)
        at += len(s.words)
    shift = lambda k, v, o: torch.where(v >= 0, v + o, -1) if k in ("parent", "subject", "complement") else v
    table = {k: torch.cat([shift(k, s.table[k], o) for s, o in zip(sentences, starts)]) for k in sentences[0].table}
    table["asked"] = torch.cat([table["asked"], torch.tensor([False])])  # of no word
    return starts, table, torch.cat([s.pairs + torch.tensor([o, o, o, 0, 0]) for s, o in zip(sentences, starts)])


def quote_loss(head, x, m, sentences):
    starts, table, pairs = laid(sentences)
    t, z = head.cues(x, m, [(o, o + len(s.words)) for s, o in zip(sentences, starts)], table)
    l = F.binary_cross_entropy_with_logits(z.float(), torch.cat([s.right for s in sentences])[t], reduction="sum") / 32
    if len(pairs):
        l = l + F.binary_cross_entropy_with_logits(head.contents(x, pairs).float(), torch.cat([s.inside for s in sentences]))
    return l


def act_scores(head, x, m, sentences, rels):
    t, parent, rel, y, at = [], [], [], [], 0
    for s in sentences:
        for i, label in s.acts:
            t.append(at + i)
            parent.append(at + s.heads[i] if s.heads[i] >= 0 else -1)
            rel.append(rels[s.rels[i]])
            y.append(label)
        at += len(s.words)
    return head(x, m, *map(torch.tensor, (t, parent, rel))).float(), torch.tensor(y)


def act_loss(head, x, m, sentences, rels):
    z, y = act_scores(head, x, m, sentences, rels)
    if y.is_floating_point():
        return 0.3 * (z.softmax(-1) @ FACTUALITY - y).abs().mean()
    return F.cross_entropy(z, y, label_smoothing=0.05)


@torch.no_grad()
def measure(model, quotes, status, held_quotes, held_acts, rels, pieces):
    """On what is held out: cues at even odds, contents of given cues, status."""
    for n in (model, quotes, status):
        n.eval()
    hit = said = gold = good = asked = right = acts = 0
    for batch in batches([[s] for s in held_quotes if size([s]) <= 500], 4096, random.Random(0)):
        sentences = [w[0] for w in batch]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            x, m = (flat(v, [len(s.words) for s in sentences]) for v in words(model, tensors(batch, pieces)))
        starts, table, pairs = laid(sentences)
        t, z = quotes.cues(x, m, [(o, o + len(s.words)) for s, o in zip(sentences, starts)], table)
        on, cues = torch.zeros(x.none), torch.cat([s.right for s in sentences])
        on[t[z > 0]] = 1
        hit, said, gold = hit + (on * cues).sum().item(), said + on.sum().item(), gold + cues.sum().item()
        inside = torch.cat([s.inside for s in sentences])
        for cue in pairs[:, 0].unique():
            y = inside[mine := pairs[:, 0] == cue]
            first, last = attribution.stretch(quotes.contents(x, pairs[mine]).tolist())
            good += 2 * y[first:last].sum().item() >= 0.5 * (last - first + y.sum().item())
            asked += 1
    for batch in batches([[s] for s in held_acts], 4096, random.Random(0)):
        sentences = [w[0] for w in batch]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            x, m = (flat(v, [len(s.words) for s in sentences]) for v in words(model, tensors(batch, pieces)))
        z, y = act_scores(status, x, m, sentences, rels)
        right, acts = right + (z.argmax(-1) == y).sum().item(), acts + len(y)
    for n in (model, quotes, status):
        n.train()
    p, r = hit / max(said, 1), hit / max(gold, 1)
    return {"cue P": round(p, 3), "R": round(r, 3), "F1": round(2 * p * r / max(p + r, 1e-9), 3), "contents": round(good / max(asked, 1), 3), "status": round(right / max(acts, 1), 3)}


def main():
    a = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    a.add_argument("--start", required=True)
    a.add_argument("--heads", help="what the heads start from: PREFIX of PREFIX-attribution.pt and PREFIX-status.pt")
    a.add_argument("--program", required=True)
    a.add_argument("--shared", default="../../shared")
    a.add_argument("--parses", default=".", help="folder that keeps the parses")
    a.add_argument("--epochs", type=int, default=4)
    a.add_argument("--trees", type=float, default=0.7, help="share of the treebanks read in each epoch")
    a.add_argument("--budget", type=int, default=1400)
    a.add_argument("--rate", type=float, default=1e-4)
    a.add_argument("--parser-rate", type=float, default=3e-4)
    a.add_argument("--head-rate", type=float, default=1.5e-3)
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--steps", type=int, default=0)
    a.add_argument("--out", required=True)
    o = a.parse_args()
    torch.manual_seed(o.seed)
    rng = random.Random(o.seed)

    saved = torch.load(o.start)
    pieces, labels = Pieces(saved["pieces"]), Labels(*(saved["lists"][k] for k in ("tags", "lemmas", "rels", "names")))
    model = Reader(saved["config"])
    model.load_state_dict(saved["state"])
    model.encoder.word.weight.requires_grad_(False)  # one table serves all networks
    rels, h = saved["lists"]["rels"], saved["config"]["hidden"]
    number = {r: i for i, r in enumerate(rels)}
    quotes, status = attribution.Head(h, len(rels)), Status(h, len(rels))

    if o.heads:
        quotes.load_state_dict(torch.load(f"{o.heads}-attribution.pt")["attribution"])
        status.load_state_dict(torch.load(f"{o.heads}-status.pt")["status"])

    docs, names = train.corpora(o.shared)
    dev = train.development(o.shared)
    gold = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../gold")
    files = {"quotes": f"{o.shared}/gold/quotes/polnear_dev.jsonl", "own": f"{gold}/status-tune.jsonl", "weigh": f"{gold}/status-weigh.jsonl",
             "uw": f"{o.shared}/gold/factuality/uw_dev.jsonl"}
    read = {k: parses(o.program, f, o.parses) for k, f in files.items()}
    told = Quotes(*read["quotes"], rels).sentences
    own, held_acts, uw = own_acts(*read["own"]), own_acts(*read["weigh"]), factuality(*read["uw"])
    for s in [s for d in docs for s in d] + names + dev["ewt"] + dev["gum"] + told + own + held_acts + uw:
        labels.encode(s, pieces)
    fits = lambda s: 3 < len(s.words) <= 80 and size([s]) <= 400
    taught = {"quotes": [s for s in told if not s.held and fits(s) and (s.table["asked"].any())], "own": [s for s in own if fits(s)], "uw": [s for s in uw if fits(s)]}
    held_quotes = [s for s in told if s.held and len(s.words) > 1]
    print({k: len(v) for k, v in taught.items()}, len(held_quotes), len(held_acts), flush=True)

    def epoch():
        trees = [w for w in data.windows(docs, rng, 0.7) if rng.random() < o.trees] + [[s] for s in names if rng.random() < 0.3]
        plan = [("trees", b) for b in batches(trees, o.budget, rng)]
        plan += [(k, b) for k, sentences in taught.items() for _ in range(OWN_TIMES if k == "own" else 1) for b in batches([[s] for s in sentences], o.budget if k != "own" else o.budget // 2, rng)]
        rng.shuffle(plan)
        return plan

    train.attach(model, labels)
    heads = [{"params": [p], "lr": 0, "peak": o.head_rate, "weight_decay": 0.01} for n in (quotes, status) for p in n.parameters()]
    optimizer = torch.optim.AdamW(train.groups(model, o.rate, o.parser_rate) + heads, betas=(0.9, 0.98), fused=True)
    everything = [p for n in (model, quotes, status) for p in n.parameters() if p.requires_grad]
    plans = [epoch() for _ in range(o.epochs)]
    total, step, start, seen = sum(map(len, plans)), 0, time.time(), {}
    for n in (model, quotes, status):
        n.train()
    for e, plan in enumerate(plans):
        for kind, batch in plan:
            step += 1
            for g in optimizer.param_groups:
                g["lr"] = g["peak"] * min(1, step / 100) * max(0.02, 1 - step / total)
            b = tensors(batch, pieces, rng, blank=0.05)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                last, middle = words(model, b)
                l, _ = train.loss(model, b, train.WEIGHTS, model.drop(last))
                if kind != "trees":
                    sentences = [w[0] for w in batch]
                    x, m = (flat(v, [len(s.words) for s in sentences]) for v in (last, middle))
                    mine = quote_loss(quotes, x, m, sentences) if kind == "quotes" else act_loss(status, x, m, sentences, number)
                    l = IMITATION * l + mine
            optimizer.zero_grad(set_to_none=True)
            l.backward()
            torch.nn.utils.clip_grad_norm_(everything, 1.0)
            optimizer.step()
            seen[kind] = seen.get(kind, l.item()) * 0.98 + l.item() * 0.02
            if step % 100 == 0:
                print(f"{time.time() - start:6.0f}s step {step}/{total} " + " ".join(f"{k} {v:.3f}" for k, v in seen.items()), flush=True)
            if step == o.steps:
                break
        scores = {k: train.measure(model, v, pieces) for k, v in dev.items()} | measure(model, quotes, status, held_quotes, held_acts, number, pieces)
        print(f"{time.time() - start:6.0f}s epoch {e + 1} {json.dumps(scores)}", flush=True)
        about = {"seed": o.seed, "data": saved["data"] + [{"file": os.path.basename(f), "sha256": data.sha256(f)} for k, f in files.items() if k != "weigh"],
                 "command": f"together.py --epochs {o.epochs} --trees {o.trees} --rate {o.rate} --parser-rate {o.parser_rate} --head-rate {o.head_rate} --seed {o.seed}"}
        torch.save(saved | about | {"state": model.state_dict(), "scores": scores}, f"{o.out}.pt")
        of = {"rels": rels, "hidden": h, "middle": MIDDLE} | about
        torch.save({"attribution": quotes.state_dict(), "look_heads": EYES} | of, f"{o.out}-attribution.pt")
        torch.save({"status": status.state_dict(), "statuses": STATUSES} | of, f"{o.out}-status.pt")
        if step == o.steps:
            return


if __name__ == "__main__":
    main()
