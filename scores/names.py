#!/usr/bin/env python3
"""Score named entities: exact spans with their kind, as F1.

usage: names.py GOLD.conll SYSTEM.conllu [FROM]

GOLD holds one word a line with BIO in its fourth column, SYSTEM the same
sentences with NER= in MISC. PER, ORG and LOC count. FROM is the first sentence
that counts, as a share: what is before it was trained on.
"""
import sys


def sentences(path, label):
    out, words = [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            out.append(words)
            words = []
        elif line[0] != "#":
            c = line.split("\t")
            if c[0].isdigit():
                words.append(label(c))
    return out + [words] if words else out


def misc(c):
    return next((x[4:] for x in c[9].split("|") if x.startswith("NER=")), "O")


def spans(labels):
    out, start = set(), None
    for i, l in enumerate(labels + ["O"]):
        if start is not None and not (l[0] == "I" and l[2:] == labels[start][2:]):
            out.add((start, i, labels[start][2:]))
            start = None
        if l[0] == "B" or l[0] == "I" and start is None:
            start = i
    return {s for s in out if s[2] in ("PER", "ORG", "LOC")}


gold = sentences(sys.argv[1], lambda c: c[3])
system = sentences(sys.argv[2], misc)
assert [len(s) for s in gold] == [len(s) for s in system], "the sentences differ"
first = int(float(sys.argv[3]) * len(gold)) if len(sys.argv) > 3 else 0
count = {}
for g, s in list(zip(gold, system))[first:]:
    g, s = spans(g), spans(s)
    for kind in ("PER", "ORG", "LOC", "all"):
        pick = lambda x: {y for y in x if kind in ("all", y[2])}
        c = count.setdefault(kind, [0, 0, 0])
        c[0] += len(pick(g) & pick(s))
        c[1] += len(pick(s))
        c[2] += len(pick(g))
for kind, (right, found, there) in count.items():
    p, r = right / max(1, found), right / max(1, there)
    print(f"{kind} P/R/F1 {100 * p:.2f} {100 * r:.2f} {200 * p * r / max(1e-9, p + r):.2f}  ({there})")
