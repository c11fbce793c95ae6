"""The network: a BERT encoder (Devlin et al. 2019) cut to what is needed, and
heads that all read one vector a word (UDify, Kondratyuk and Straka 2019).

Trees: biaffine scores of heads (Dozat and Manning 2017); the relation of an arc
from the sum of what its two ends say. Tags are one class a word, part of speech
with features; lemmas are edits (UDPipe); names are BIO.
"""
import torch
import torch.nn.functional as F
from torch import nn

from pieces import SHAPES


class Dropout(nn.Module):
    """Dropout whose masks are cut from one pool of random numbers: on a CPU,
    drawing fresh ones takes a sixth of the training."""

    def __init__(self, p):
        super().__init__()
        self.p = p
        g = torch.Generator().manual_seed(7)
        self.pool = (torch.rand(1 << 23, generator=g) >= p).to(torch.bfloat16)

    def forward(self, x):
        if not self.training:
            return x
        at = torch.randint(0, len(self.pool) - x.numel(), ()).item()
        return x * self.pool[at : at + x.numel()].view(x.shape) * (1 / (1 - self.p))


class Layer(nn.Module):
    def __init__(self, hidden, heads, attention, inner, drop):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * attention)
        self.out = nn.Linear(attention, hidden)
        self.norm1 = nn.LayerNorm(hidden, eps=1e-12)
        self.up = nn.Linear(hidden, inner)
        self.down = nn.Linear(inner, hidden)
        self.norm2 = nn.LayerNorm(hidden, eps=1e-12)
        self.drop = Dropout(drop)

    def forward(self, x, mask):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, n, -1))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x), approximate="tanh"))))


class Encoder(nn.Module):
    def __init__(self, pieces, hidden, layers, heads, attention, inner, positions=512, drop=0.1):
        super().__init__()
        self.word = nn.Embedding(pieces, hidden)
        self.position = nn.Embedding(positions, hidden)
        self.shape = nn.Embedding(SHAPES, hidden)
        nn.init.normal_(self.shape.weight, std=0.02)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.drop = Dropout(drop)
        self.layers = nn.ModuleList(Layer(hidden, heads, attention, inner, drop) for _ in range(layers))

    def forward(self, pieces, shapes, mask):
        at = torch.arange(pieces.shape[1])
        x = self.drop(self.norm(self.word(pieces) + self.shape(shapes) + self.position(at)))
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Reader(nn.Module):
    """Encoder and heads."""

    def __init__(self, config):
        super().__init__()
        c = self.config = config
        self.encoder = Encoder(c["pieces"], c["hidden"], c["layers"], c["attention_heads"], c["attention"], c["inner"])
        h, arc, rel, tag = c["hidden"], c["arc"], c["rel"], c["tag"]
        self.drop = Dropout(c["drop"])
        self.dep, self.head = nn.Linear(h, arc), nn.Linear(h, arc)
        self.arc = nn.Linear(arc, arc, bias=False)
        self.arc_bias = nn.Parameter(torch.zeros(arc))
        self.arc_root = nn.Parameter(torch.zeros(arc))
        self.rel_dep, self.rel_head = nn.Linear(h, rel), nn.Linear(h, rel, bias=False)
        self.rel_root = nn.Parameter(torch.zeros(rel))
        self.rel = nn.Linear(rel, c["rels"])
        self.tag_in, self.tag = nn.Linear(h, tag), nn.Linear(tag, c["tags"])
        self.lemma = nn.Linear(tag, c["lemmas"])
        self.name_in, self.name = nn.Linear(h, tag), nn.Linear(tag, c["names"])
        self.end = nn.Linear(h, 1)

    def words(self, b):
        """One vector a word: the mean of its first and last piece."""
        x = self.encoder(b["pieces"], b["shapes"], b["mask"])
        w = (x.gather(1, b["first"].unsqueeze(-1).expand(-1, -1, x.shape[-1])) + x.gather(1, b["last"].unsqueeze(-1).expand(-1, -1, x.shape[-1]))) / 2
        return self.drop(w)

    def scores(self, w):
        """The scores that need no tree, and of each word under each head; the
        last column is the root."""
        t = self.drop(F.gelu(self.tag_in(w), approximate="tanh"))
        d = self.drop(F.gelu(self.dep(w), approximate="tanh"))
        h = self.drop(F.gelu(self.head(w), approximate="tanh"))
        hs = torch.cat([h, self.arc_root.to(h.dtype).expand(h.shape[0], 1, -1)], 1)
        arcs = (self.arc(d) + self.arc_bias) @ hs.transpose(1, 2)
        return {"tag": self.tag(t), "lemma": self.lemma(t), "name": self.name(self.drop(F.gelu(self.name_in(w), approximate="tanh"))), "end": self.end(w).squeeze(-1), "arc": arcs}

    def relations(self, w, heads):
        """The scores of the relations of given arcs; a head equal to the length
        is the root."""
        hs = torch.cat([self.rel_head(w), self.rel_root.to(w.dtype).expand(w.shape[0], 1, -1)], 1)
        hs = hs.gather(1, heads.unsqueeze(-1).expand(-1, -1, hs.shape[-1]))
        return self.rel(self.drop(F.gelu(self.rel_dep(w) + hs, approximate="tanh")))


def load_minilm(model, path, vocabulary, keep):
    """Fills the encoder with published weights: the rows of the kept pieces, the
    first layers."""
    from safetensors.torch import load_file

    raw = load_file(path)
    e = model.encoder
    with torch.no_grad():
        e.word.weight.copy_(raw["embeddings.word_embeddings.weight"][[i for i, p in enumerate(vocabulary) if keep(p)]])
        e.position.weight.copy_(raw["embeddings.position_embeddings.weight"] + raw["embeddings.token_type_embeddings.weight"][0])
        e.norm.weight.copy_(raw["embeddings.LayerNorm.weight"])
        e.norm.bias.copy_(raw["embeddings.LayerNorm.bias"])
        for i, layer in enumerate(e.layers):
            p = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                layer.qkv.__getattr__(kind).copy_(torch.cat([raw[p + f"attention.self.{n}.{kind}"] for n in ("query", "key", "value")]))
                layer.out.__getattr__(kind).copy_(raw[p + "attention.output.dense." + kind])
                layer.norm1.__getattr__(kind).copy_(raw[p + "attention.output.LayerNorm." + kind])
                layer.up.__getattr__(kind).copy_(raw[p + "intermediate.dense." + kind])
                layer.down.__getattr__(kind).copy_(raw[p + "output.dense." + kind])
                layer.norm2.__getattr__(kind).copy_(raw[p + "output.LayerNorm." + kind])
