"""Windows to tensors."""
import torch

from data import NONE
from pieces import shape


class Labels:
    """The lists that number tags, edits, relations and names."""

    def __init__(self, tags, lemmas, rels, names):
        self.tags, self.lemmas, self.rels, self.names = tags, lemmas, rels, names
        self.n = [{x: i for i, x in enumerate(l)} for l in (tags, lemmas, rels, names)]

    @classmethod
    def of(cls, docs, least=3):
        counts = [{}, {}, {}]
        for d in docs:
            for s in d:
                for k, xs in enumerate((s.tags, s.lemmas, s.rels)):
                    for x in xs:
                        if x is not None:
                            counts[k][x] = counts[k].get(x, 0) + 1
        order = lambda c, m: [x for x, n in sorted(c.items(), key=lambda kv: (-kv[1], kv[0])) if n >= m]
        return cls(order(counts[0], least), order(counts[1], 2), order(counts[2], 1), ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"])

    def encode(self, s, pieces):
        """Everything of a sentence that stays the same over the epochs."""
        tag, lemma, rel, name = self.n
        n = len(s.words)
        s.ids = [pieces.of(w) for w in s.words]
        s.shapes = [shape(w, g) for w, g in zip(s.words, s.glued)]
        s.tag_ids = [tag.get(x, NONE) for x in s.tags] or [NONE] * n
        s.lemma_ids = [lemma.get(x, NONE) for x in s.lemmas] or [NONE] * n
        s.rel_ids = [rel.get(x, NONE) for x in s.rels] or [NONE] * n
        s.name_ids = [name[x] for x in s.names] or [NONE] * n
        s.size = sum(map(len, s.ids))
        return s


def size(window):
    return sum(s.size for s in window) + 2


def batches(windows, budget, rng):
    """Windows of like length together, at most budget pieces with padding."""
    order = sorted(windows, key=lambda w: size(w) + rng.random() * 6)
    out, batch, longest = [], [], 0
    for w in order:
        n = max(longest, size(w))
        if batch and n * (len(batch) + 1) > budget:
            out.append(batch)
            batch, n = [], size(w)
        batch.append(w)
        longest = n
    out.append(batch)
    rng.shuffle(out)
    return out


# How sentences are also written: a share in capitals as old wires print titles,
# a share like headlines, a share without any capital.
CAPITALS, HEADLINE, LOWER = 0.03, 0.05, 0.02


def styled(s, rng, words, shapes):
    r = rng.random()
    if r < CAPITALS:
        return [shape(w.upper(), g) for w, g in zip(words, s.glued)]
    if r < CAPITALS + HEADLINE:
        return [shape(w if len(w) < 4 else w[:1].upper() + w[1:], g) for w, g in zip(words, s.glued)]
    if r < CAPITALS + HEADLINE + LOWER:
        return [shape(w.lower(), g) for w, g in zip(words, s.glued)]
    return shapes


def tensors(batch, pieces, rng=None, blank=0.0):
    """Pads a batch; with rng also restyles and blanks pieces, as noise."""
    n = max(size(w) for w in batch)
    m = max(sum(len(s.words) for s in w) for w in batch)
    b = len(batch)
    full = lambda cols, value: torch.full((b, cols), value, dtype=torch.long)
    out = {"pieces": full(n, 0), "shapes": full(n, 0), "first": full(m, 0), "last": full(m, 0), "heads": full(m, NONE)}
    for k in ("tag", "lemma", "rel", "name", "end"):
        out[k] = full(m, NONE)
    length = torch.zeros(b, dtype=torch.long)
    sentence = full(m, -1)
    for i, w in enumerate(batch):
        ids, shapes, first, last = [pieces.cls], [0], [], []
        rows = {k: [] for k in ("tag", "lemma", "rel", "name", "end", "heads", "sentence")}
        for k, s in enumerate(w):
            base = len(first)
            look = styled(s, rng, s.words, s.shapes) if rng else s.shapes
            for p, sh in zip(s.ids, look):
                first.append(len(ids))
                ids += p
                shapes += [sh] * len(p)
                last.append(len(ids) - 1)
            c = len(s.words)
            rows["tag"] += s.tag_ids
            rows["lemma"] += s.lemma_ids
            rows["rel"] += s.rel_ids
            rows["name"] += s.name_ids
            rows["end"] += [0] * (c - 1) + [1] if s.heads else [NONE] * c
            rows["heads"] += [m if h < 0 else base + h for h in s.heads] or [NONE] * c
            rows["sentence"] += [k] * c
        ids.append(pieces.sep)
        shapes.append(0)
        if rng and blank:
            ids = [pieces.mask if 0 < j < len(ids) - 1 and rng.random() < blank else p for j, p in enumerate(ids)]
        put = lambda t, row: t[i, : len(row)].copy_(torch.tensor(row))
        put(out["pieces"], ids), put(out["shapes"], shapes), put(out["first"], first), put(out["last"], last)
        for k in ("tag", "lemma", "rel", "name", "end", "heads"):
            put(out[k], rows[k])
        put(sentence, rows["sentence"])
        length[i] = len(ids)
    out["mask"] = (torch.arange(n) < length.unsqueeze(1)).view(b, 1, 1, n)
    same = (sentence.unsqueeze(2) == sentence.unsqueeze(1)) & (sentence >= 0).unsqueeze(1)
    out["within"] = torch.cat([same, torch.ones(b, m, 1, dtype=torch.bool)], 2)  # heads that a word may have
    return out
