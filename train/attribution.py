"""The head that finds the cues of attribution and what each of them takes, which
together.py trains.

It reads the vectors that the parser's network has of each word, and the parser's
trees. A word is a cue by its own vector, that of the word it hangs on, of its subject
and of its first complement, and by what one narrow layer of attention makes of its
sentence. What a cue takes is the stretch of its sentence with the greatest sum of
log-odds that its words are content (a pair of words at a time: the cue and a word,
with the cue's child that the word hangs under).
"""
import bisect
import subprocess

import torch
import torch.nn.functional as F
from torch import nn

from export import weights_as_shipped
from model import Reader
from pieces import Pieces, shape

MIDDLE = 3  # layers below the vector that still knows most of what a word means by itself
HIDDEN, PAIR, LOOK, EYES = 64, 48, 96, 3  # the last: heads of the attention
NEAR = 12  # how far a word stands from the cue: six steps to each side
COMPLEMENTS = {"ccomp": 0, "xcomp": 1, "obj": 2, "csubj": 2, "obl": 3, "nmod": 3, "advcl": 4, "acl": 4}
CLASSES = ("VERB", "NOUN", "ADJ", "ADP")  # of a hundred cues ninety-nine


def parsed(program, path):
    """The articles of a file of JSON Lines as the program parses them."""
    got = subprocess.run([program, "parse", path], capture_output=True, text=True, check=True).stdout
    docs, s, glue, end, mine = [], None, False, 0, False
    for line in got.split("\n"):
        if line.startswith("# newdoc id = "):
            docs.append({"id": line[14:], "sentences": []})
        if line.startswith("# newpar"):
            glue = False
        if not line:
            s, end = None, 0
        if not line or line.startswith("#"):
            continue
        c = line.split("\t")
        if s is None:
            s = {k: [] for k in ("words", "glued", "pos", "heads", "rels")}
            docs[-1]["sentences"].append(s)
        tight = "SpaceAfter=No" in c[9]
        if "-" in c[0]:
            end, mine = int(c[0].split("-")[1]), tight
            continue
        i = int(c[0])
        for k, x in zip(("words", "glued", "pos", "heads", "rels"), (c[1], glue, c[3], int(c[6]) - 1, c[7])):
            s[k].append(x)
        glue = i < end or (mine if i == end else tight)
    return docs


def vectors(path, sentences):
    """What the network says of each word: after the last layer, and after the middle one."""
    saved = torch.load(path)
    pieces, net = Pieces(saved["pieces"]), Reader(saved["config"])
    net.load_state_dict(saved["state"])
    net.eval()
    weights_as_shipped(net.encoder)
    total = sum(len(s["words"]) for s in sentences)
    out = torch.zeros(2, total + 1, saved["config"]["hidden"], dtype=torch.float16)  # the last is of no word
    rows, at = [], 0
    for s in sentences:
        rows.append(([pieces.of(w) for w in s["words"]], [shape(w, g) for w, g in zip(s["words"], s["glued"])], at))
        at += len(s["words"])
    size = lambda r: sum(map(len, r[0])) + 2
    rows.sort(key=size)
    batch = []
    for r in rows + [None]:
        if batch and (r is None or size(r) * (len(batch) + 1) > 4096):
            encode(net.encoder, pieces, batch, min(size(batch[-1]), 512), out)
            batch = []
        batch.append(r)
    return out


@torch.no_grad()
def encode(e, pieces, batch, n, out):
    ids, shapes, mask = (torch.zeros(len(batch), n, dtype=t) for t in (torch.long, torch.long, torch.bool))
    ends = []
    for b, (words, kinds, _) in enumerate(batch):
        row, marks, first, last = [pieces.cls], [0], [], []
        for p, k in zip(words, kinds):
            first.append(min(len(row), n - 1))
            row += p
            marks += [k] * len(p)
            last.append(min(len(row), n) - 1)
        row, marks = (row + [pieces.sep])[:n], (marks + [0])[:n]
        ids[b, : len(row)], shapes[b, : len(row)], mask[b, : len(row)] = torch.tensor(row), torch.tensor(marks), True
        ends.append((first, last))
    x = e.norm(e.word(ids) + e.shape(shapes) + e.position(torch.arange(n)))
    for i, layer in enumerate(e.layers):
        if i == MIDDLE:
            middle = x
        x = layer(x, mask.view(len(batch), 1, 1, n))
    for b, (first, last) in enumerate(ends):
        at = batch[b][2]
        for to, v in zip(out, (x[b], middle[b])):
            to[at : at + len(first)] = ((v[first] + v[last]) / 2).half()


def quoted(words, gaps):
    """Which words stand in quotation marks; a blank line closes them."""
    inside, out = False, []
    for w, gap in zip(words, gaps):
        if "\n\n" in gap:
            inside = False
        inside = {"“": True, "``": True, "”": False, "''": False, '"': not inside}.get(w, inside)
        out.append(inside)
    return out


class Corpus:
    """All words of the articles one behind another, and the cues among them."""

    def __init__(self, docs, gold, rels):
        number = {r: i for i, r in enumerate(rels)}
        self.heads, self.rel, self.pos, self.inside, self.doc, self.bounds, self.cues = [], [], [], [], [], [], []
        for n, d in enumerate(docs):
            text, at, base, offsets, gaps = gold[d["id"]]["text"], 0, len(self.heads), [], []
            for s in d["sentences"]:
                first = len(self.heads)
                for w, p, h, r in zip(s["words"], s["pos"], s["heads"], s["rels"]):
                    k = max(text.find(w, at, at + len(w) + 40), at)
                    offsets.append(k)
                    gaps.append(text[at:k])
                    at = k + len(w)
                    self.heads.append(first + h if h >= 0 else -1)
                    self.rel.append(number[r])
                    self.pos.append(p)
                self.bounds.append((first, len(self.heads)))
                self.doc.append(n)
            self.inside += quoted([w for s in d["sentences"] for w in s["words"]], gaps)
            for a in gold[d["id"]]["attributions"]:
                cue, content = ([base + t for x, z in a[k] for t in range(bisect.bisect_left(offsets, x), bisect.bisect_left(offsets, z))] for k in ("cue", "content"))
                if cue and content:
                    self.cues.append((self.head(cue), set(content)))
        self.sentence = [s for s, (a, z) in enumerate(self.bounds) for _ in range(a, z)]
        self.subject, self.complement = self.children(rels)

    def head(self, cue):
        """The one word that a cue of several is taken for."""
        order = {"VERB": 0, "NOUN": 2, "ADJ": 2, "AUX": 3, "PROPN": 3, "ADV": 3, "ADP": 4}
        return min((t for t in cue if self.heads[t] not in cue), key=lambda t: (order.get(self.pos[t], 5), t))

    def children(self, rels):
        subject, complement, best = ([x] * len(self.heads) for x in (-1, -1, 9))
        for t, h in enumerate(self.heads):
            kind = rels[self.rel[t]].split(":")[0]
            if h >= 0 and kind == "nsubj" and subject[h] < 0:
                subject[h] = t
            if h >= 0 and COMPLEMENTS.get(kind, 9) < best[h]:
                complement[h], best[h] = t, COMPLEMENTS[kind]
        return subject, complement

    def tensors(self):
        """What Head.cues asks of the words beside their vectors."""
        return {"asked": torch.tensor([p in CLASSES for p in self.pos] + [False]), "rel": torch.tensor(self.rel), "inside": torch.tensor(self.inside).long(), "parent": torch.tensor(self.heads),
                "subject": torch.tensor(self.subject), "complement": torch.tensor(self.complement)}

    def under(self, cue, t):
        """The child of the cue that a word hangs under, or -1."""
        while t >= 0 and self.heads[t] != cue:
            t = self.heads[t]
        return t

    def pairs(self, cue, rels):
        """One row for each other word of the cue's sentence."""
        a, z = self.bounds[self.sentence[cue]]
        for t in range(a, z):
            if t != cue:
                k = self.under(cue, t)
                yield cue, t, (k if k >= 0 else t), (self.rel[k] if k >= 0 else rels + self.rel[cue]), near(t - cue)


def near(d):
    return min((abs(d) - 1).bit_length(), 5) + (0 if d < 0 else 6)


def line(i, o):
    return nn.Linear(i, o, bias=False)


class Look(nn.Module):
    """One layer of a transformer, a quarter as wide as those below."""

    def __init__(self, h):
        super().__init__()
        self.last, self.middle, self.norm0 = nn.Linear(h, LOOK), line(h, LOOK), nn.LayerNorm(LOOK, eps=1e-12)
        self.qkv, self.out, self.norm1 = nn.Linear(LOOK, 3 * LOOK), nn.Linear(LOOK, LOOK), nn.LayerNorm(LOOK, eps=1e-12)
        self.up, self.down, self.norm2 = nn.Linear(LOOK, 2 * LOOK), nn.Linear(2 * LOOK, LOOK), nn.LayerNorm(LOOK, eps=1e-12)
        self.more, self.drop = nn.Dropout(0.3), nn.Dropout(0.1)

    def forward(self, x, m, mask):
        d = self.drop
        f = d(self.norm0(self.last(self.more(x)) + self.middle(self.more(m))))
        b, n, _ = f.shape
        q, k, v = self.qkv(f).view(b, n, 3, EYES, -1).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask.view(b, 1, 1, n))
        f = self.norm1(f + d(self.out(a.transpose(1, 2).reshape(b, n, -1))))
        return self.norm2(f + d(self.down(F.gelu(self.up(f), approximate="tanh"))))


class Head(nn.Module):
    """Both parts; x has the last vectors of the words, m the middle ones."""

    def __init__(self, h, rels):
        super().__init__()
        self.own, self.middle = nn.Linear(h, HIDDEN), line(h, HIDDEN)
        self.parent, self.subject, self.complement = line(h, HIDDEN), line(h, HIDDEN), line(h, HIDDEN)
        self.look, self.looked = Look(h), line(LOOK, HIDDEN)
        self.rel, self.inside, self.cue = nn.Embedding(rels, HIDDEN), nn.Embedding(2, HIDDEN), nn.Linear(HIDDEN, 1)
        self.teller, self.word, self.child = nn.Linear(h, PAIR), line(h, PAIR), line(h, PAIR)
        self.path, self.near, self.content = nn.Embedding(2 * rels, PAIR), nn.Embedding(NEAR, PAIR), nn.Linear(PAIR, 1)
        for e in (self.rel, self.inside, self.path, self.near):
            nn.init.normal_(e.weight, std=0.05)
        self.drop, self.less = nn.Dropout(0.3), nn.Dropout(0.2)

    def cues(self, x, m, sentences, c):
        """The words of some sentences that may be cues, and their scores."""
        d = self.drop
        at = torch.full((len(sentences), max(z - a for a, z in sentences)), x.none)
        for i, (a, z) in enumerate(sentences):
            at[i, : z - a] = torch.arange(a, z)
        mask = at != x.none
        asked = mask & c["asked"][at]
        t = at[asked]
        z = self.own(d(x[t])) + self.middle(d(m[t])) + self.rel(c["rel"][t]) + self.inside(c["inside"][t])
        z = z + self.looked(self.look(x[at], m[at], mask)[asked])
        for part in ("parent", "subject", "complement"):
            z = z + getattr(self, part)(d(x[c[part][t]]))
        return t, self.cue(d(F.gelu(z, approximate="tanh"))).squeeze(-1)

    def contents(self, x, r):
        d = self.less
        z = self.teller(d(x[r[:, 0]])) + self.word(d(x[r[:, 1]])) + self.child(d(x[r[:, 2]])) + self.path(r[:, 3]) + self.near(r[:, 4])
        return self.content(d(F.gelu(z, approximate="tanh"))).squeeze(-1)


class Words:
    """Vectors kept in 16 bits, given in 32."""

    def __init__(self, v):
        self.v, self.none = v, len(v) - 1

    def __getitem__(self, i):
        return self.v[i].float()


def stretch(z):
    """The run with the greatest sum."""
    best, at, total, first = float("-inf"), (0, 0), 0.0, 0
    for i, v in enumerate(z):
        if total <= 0:
            total, first = 0.0, i
        total += v
        if total > best:
            best, at = total, (first, i + 1)
    return at
