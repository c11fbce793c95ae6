"""Writes trained weights the way internal/model reads them.

    python export.py standard.pt --pieces ../data/models/pieces.model --out ../data/models/standard.model

Linear layers become int8 within +-31 (+-27 in the last layers that have learnt PLV, for their size), one scale for each output: four products
of such a weight with an unsigned byte fit 16 bits, as AVX2 wants it. The vectors
of word pieces become int8 within +-127, one scale each. Everything else stays
float32. Beside the pieces lie the tables of lemmas.
"""
import argparse
import json

import torch
import zstandard

import lemmas
import relate
from model import Reader
from train import trees

MAGIC = b"DRGMDL2\n"
LICENCE = "CC BY-SA 4.0"
SIZES = ("hidden", "layers", "attention_heads", "attention", "inner")


def rounded(t, most):
    """Whole rows, and a scale for each: of those that clip the greatest weights more or less, the one with the least error."""
    t = t.detach().float()
    best, scale = None, None
    for clip in torch.linspace(0.7, 1, 31):
        s = (t.abs().amax(1).clamp(min=1e-12) * clip / most).unsqueeze(1)
        error = (torch.round(t / s).clamp(-most, most) * s - t).square().sum(1)
        better = error < best if best is not None else torch.ones_like(error, dtype=torch.bool)
        best = torch.where(better, error, best) if best is not None else error
        scale = torch.where(better, s.squeeze(1), scale) if scale is not None else s.squeeze(1)
    return torch.round(t / scale.unsqueeze(1)).clamp(-most, most), scale


@torch.no_grad()
def weights_as_shipped(encoder):
    """Rounds the layers of an encoder as they are written, for heads that learn on what the program will see."""
    for l in encoder.layers:
        for part in ("qkv", "out", "up", "down"):
            w = getattr(l, part).weight
            whole, scale = rounded(w, 31)
            w.copy_(whole * scale.unsqueeze(1))


class File:
    def __init__(self, most=31, **header):
        self.header, self.sections, self.most = header, [], most

    def add(self, name, raw):
        self.sections.append((name, raw))

    def floats(self, name, t):
        self.add(name, t.detach().float().contiguous().numpy().astype("<f4").tobytes())

    def rows(self, name, t, most):
        whole, scale = rounded(t, most)
        self.add(name, whole.to(torch.int8).numpy().tobytes())
        self.floats(name + ".scale", scale)

    def linear(self, name, weight, bias=None):
        self.rows(name, weight, self.most)
        self.floats(name + ".bias", torch.zeros(len(weight)) if bias is None else bias)

    def norm(self, name, n):
        self.floats(name + ".gamma", n.weight)
        self.floats(name + ".beta", n.bias)

    def write(self, path):
        head = dict(self.header, sections=[{"name": n, "size": len(r)} for n, r in self.sections])
        body = json.dumps(head, ensure_ascii=False).encode() + b"\n" + b"".join(r for _, r in self.sections)
        raw = MAGIC + zstandard.ZstdCompressor(level=19, threads=0).compress(body)
        open(path, "wb").write(raw)
        print(f"{path}: {len(raw)} bytes, {len(body)} unpacked")


def pieces_file(model, saved, shared):
    f = File(name="pieces", licence=LICENCE, data=saved["data"], seed=saved["seed"], command=saved["command"], lists={"pieces": saved["pieces"]})
    f.rows("words", model.encoder.word.weight, 127)
    forms, endings = lemmas.learn(trees(shared), saved["lists"]["tags"])
    f.add("lemma-forms", forms)
    f.add("lemma-endings", endings)
    return f


def encoder_sections(f, e, positions, bits=32):
    cut = lambda t: t.bfloat16() if bits == 16 else t  # still written in 32, half of them zeros
    f.floats("positions", cut(e.position.weight[:positions]))
    f.floats("shapes", cut(e.shape.weight))
    f.norm("norm", e.norm)


def layers(f, numbered):
    for i, l in numbered:
        for part in ("qkv", "out", "up", "down"):
            m = getattr(l, part)
            f.linear(f"layer{i}.{part}", m.weight, m.bias)
        f.norm(f"layer{i}.norm1", l.norm1)
        f.norm(f"layer{i}.norm2", l.norm2)


def layers_file(name, model, saved):
    c = saved["config"]
    f = File(name=name, licence=LICENCE, data=saved["data"], seed=saved["seed"], command=saved["command"],
             numbers={k: c[k] for k in (*SIZES, "arc", "rel", "tag")}, lists={k: v for k, v in saved["lists"].items() if k != "lemmas"})
    encoder_sections(f, model.encoder, 512)
    layers(f, enumerate(model.encoder.layers))
    for part in ("dep", "head", "rel_dep", "rel_head", "rel", "tag_in", "tag", "name_in", "name", "end"):
        m = getattr(model, part)
        f.linear(part, m.weight, m.bias)
    f.linear("arc", model.arc.weight, model.arc_bias)
    f.floats("arc_root", model.arc_root)
    f.floats("rel_root", model.rel_root)
    return f


def relate_file(name, model, saved, top):
    """The network of relate.py, as package internal/stage/relate reads it; with top, only so many last layers and what is behind them."""
    f = File(most=27 if top else 31, name=name, licence=LICENCE, data=saved["data"], seed=saved["seed"], command=saved["command"],
             numbers={k: saved["config"][k] for k in SIZES} | {"positions": relate.MOST_PIECES, "marks": relate.MARKS}, lists={"types": relate.TYPES})
    if not top:
        encoder_sections(f, model.encoder, relate.MOST_PIECES, 16)
    layers(f, list(enumerate(model.encoder.layers))[-top:])
    f.linear("into", model.into.weight, model.into.bias)
    f.linear("types", model.out.weight, model.out.bias)
    for part in ("net", "bias", "both", "one"):
        f.floats("pool." + part, saved["pool"][part])
    f.floats("sure", saved["sure"])
    return f


def attribution_file(saved):
    """The head of attribution.py, as package internal/stage/lang reads it: what a word's vectors say of it in each of its parts, in one layer each for the last vector and the middle one."""
    w = saved["attribution"]
    f = File(name="attribution", licence=LICENCE, data=saved["data"], seed=saved["seed"], command=saved["command"],
             numbers={"cue": len(w["own.bias"]), "look": len(w["look.last.bias"]), "look_heads": saved["look_heads"], "content": len(w["teller.bias"]), "middle": saved["middle"]},
             lists={"rels": saved["rels"]})
    bias = lambda p: w.get(p + ".bias", torch.zeros(len(w[p + ".weight"])))
    for name, parts in ("last", ("own", "parent", "subject", "complement", "look.last", "teller", "word", "child")), ("middle", ("middle", "look.middle")):
        f.linear(name, torch.cat([w[p + ".weight"] for p in parts]), torch.cat([bias(p) for p in parts]))
    for part in ("look.qkv", "look.out", "look.up", "look.down", "looked"):
        f.linear(part, w[part + ".weight"], bias(part))
    for part in ("look.norm0", "look.norm1", "look.norm2"):
        f.floats(part + ".gamma", w[part + ".weight"])
        f.floats(part + ".beta", w[part + ".bias"])
    for part in ("rel", "inside", "path", "near"):
        f.floats(part, w[part + ".weight"])
    for part in ("cue", "content"):
        f.floats(part, torch.cat([w[part + ".weight"].flatten(), w[part + ".bias"]]))
    return f


def status_file(saved):
    """The head for status of together.py, as package internal/stage/lang reads it."""
    w = saved["status"]
    f = File(name="status", licence=LICENCE, data=saved["data"], seed=saved["seed"], command=saved["command"],
             numbers={"width": len(w["own.bias"]), "middle": saved["middle"]}, lists={"rels": saved["rels"], "statuses": list(saved["statuses"])})
    f.linear("last", torch.cat([w["own.weight"], w["parent.weight"]]), torch.cat([w["own.bias"], torch.zeros(len(w["own.bias"]))]))
    f.linear("middle", w["middle.weight"])
    f.floats("rel", w["rel.weight"])
    f.floats("out", w["out.weight"])
    f.floats("bias", w["out.bias"])
    return f


def glance_files(saved):
    """The two halves of glance.py's head: what package internal/stage/lang says of each word, and what internal/stage/relate makes of it."""
    w, h = saved["glance"], saved["glance"]["part.0.weight"].shape[1] // 2
    about = dict(licence=LICENCE, data=saved["data"], seed=saved["seed"], command=saved["command"])
    part = len(w["part.0.bias"])
    looks = File(name="looks", numbers={"part": part, "middle": saved["middle"]}, **about)
    weight = torch.cat([w[f"part.{k}.weight"] for k in range(3)])
    looks.linear("last", weight[:, :h], torch.cat([w[f"part.{k}.bias"] for k in range(3)]))
    looks.linear("middle", weight[:, h:])
    f = File(name="glance", numbers={"part": part, "hidden": len(w["hidden.bias"])}, lists={"types": saved["types"], "statuses": saved["statuses"]}, **about)
    f.floats("parts", w["hidden.weight"].T)
    f.floats("bias", w["hidden.bias"])
    for name in ("kind", "underlying", "status"):
        f.floats(name, w[name + ".weight"])
    f.floats("nobody", w["nobody.weight"].T)
    f.floats("out", torch.cat([w["out.weight"].flatten(), w["out.bias"]]))
    return looks, f


def main():
    a = argparse.ArgumentParser()
    a.add_argument("model")
    a.add_argument("--name", default="standard")
    a.add_argument("--pieces", help="also write the word pieces and their vectors here")
    a.add_argument("--out", required=True)
    a.add_argument("--top", type=int, default=0, help="of a network of relate.py, only so many last layers")
    a.add_argument("--shared", default="../../shared", help="the treebanks, for the lemmas beside the pieces")
    o = a.parse_args()
    saved = torch.load(o.model)
    if "glance" in saved:
        for f in glance_files(saved):
            f.write(f"{o.out}/{f.header['name']}.model")
        return
    for name, make in ("attribution", attribution_file), ("status", status_file):
        if name in saved:
            make(saved).write(o.out)
            return
    if "types" in saved:
        model = relate.Relate(saved["config"])
        model.load_state_dict(saved["state"])
        relate_file(o.name, model, saved, o.top).write(o.out)
        return
    model = Reader(saved["config"])
    model.load_state_dict(saved["state"])
    if o.pieces:
        pieces_file(model, saved, o.shared).write(o.pieces)
    layers_file(o.name, model, saved).write(o.out)


if __name__ == "__main__":
    main()
