#!/usr/bin/env python3
"""Score time expressions in records, as TempEval-3 does.

usage: times.py GOLD.jsonl RECORDS.jsonl

GOLD holds {"id","text","timex":[{"start","end","type","value"}]}, RECORDS what
dragoman code wrote of the same texts. Relaxed: spans that overlap; value: those
that overlap and have the same value, as F1 over all.
"""
import difflib
import json
import sys


def load(path):
    return [json.loads(l) for l in open(path, encoding="utf-8") if l.strip()]


def aligned(system, gold):
    """Maps offsets of a record's text, which may have been mended, to the gold text."""
    if system == gold:
        return lambda i: i
    at, last = [0] * (len(system) + 1), 0
    for a, b, n in difflib.SequenceMatcher(None, system, gold, autojunk=False).get_matching_blocks():
        for k in range(n):
            at[a + k] = b + k + 1
    for i, v in enumerate(at):
        last = v or last
        at[i] = max(0, last - (1 if v else 0))
    return lambda i: at[i]


def f1(right, found, there):
    p, r = right / max(1, found), right / max(1, there)
    return p, r, 2 * p * r / max(1e-9, p + r)


records = {r["id"]: r for r in load(sys.argv[2])}
found = there = overlap = exact = kind = value = 0
for g in load(sys.argv[1]):
    r = records.get(g["id"], {"text": "", "times": []})
    to = aligned(r["text"], g["text"])
    system = [(to(t["start"]), to(t["end"] - 1) + 1, t.get("timex") or {}) for t in r.get("times") or []]
    found += len(system)
    there += len(g["timex"])
    for t in g["timex"]:
        hit = next((s for s in system if s[0] < t["end"] and t["start"] < s[1]), None)
        if hit is None:
            continue
        system.remove(hit)
        overlap += 1
        exact += hit[:2] == (t["start"], t["end"])
        kind += hit[2].get("type") == t["type"]
        value += hit[2].get("value") == t["value"]
print("relaxed P/R/F1             {:.3f} {:.3f} {:.3f}".format(*f1(overlap, found, there)))
print("exact P/R/F1               {:.3f} {:.3f} {:.3f}".format(*f1(exact, found, there)))
print("value P/R/F1               {:.3f} {:.3f} {:.3f}".format(*f1(value, found, there)))
print(f"type, of those found       {kind / max(1, overlap):.3f}  ({kind}/{overlap})")
