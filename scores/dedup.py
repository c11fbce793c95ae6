#!/usr/bin/env python3
"""Score `dragoman stories` on planted near-duplicates and on ECB+.

usage: dedup.py GOLD DRAGOMAN

Prints which of the planted pairs are found as copies and how many others, and
the precision, recall and F1 of pairs of reports put into one story.
"""
import collections
import json
import pathlib
import subprocess
import sys


def stories(program, path):
    out = subprocess.run([program, "stories", "--format", "jsonl", path], check=True, capture_output=True, encoding="utf-8")
    return [json.loads(line) for line in out.stdout.splitlines()]


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def pairs(groups):
    return {frozenset((a, b)) for g in groups for i, a in enumerate(g) for b in g[:i]}


def report(name, found, gold):
    right = len(found & gold)
    p, r = right / max(1, len(found)), right / max(1, len(gold))
    f = 2 * p * r / (p + r) if p + r else 0
    print(f"{name} precision  {p:.3f}  ({right}/{len(found)})")
    print(f"{name} recall     {r:.3f}  ({right}/{len(gold)})")
    print(f"{name} F1         {f:.3f}")


def main():
    gold, program = pathlib.Path(sys.argv[1]) / "dedup", sys.argv[2]
    print("# planted near-duplicates, dev")
    found = pairs(c for s in stories(program, gold / "needles_dev.jsonl") for c in s.get("copies", []))
    report("copies", found, {frozenset((p["a"], p["b"])) for p in lines(gold / "needles_dev_pairs.jsonl")})

    print("# reports of one story, ECB+ dev, pairs")
    clusters, topic = collections.defaultdict(list), {}
    for x in lines(gold / "ecbplus_dev.jsonl"):
        clusters[x["cluster"]].append(x["id"])
        topic[x["id"]] = x["topic"]
    told = stories(program, gold / "ecbplus_dev.jsonl")
    found = pairs(s["reports"] for s in told)
    report("stories", found, pairs(clusters.values()))
    # What topics of their own would give: stories that no topic shares.
    across = sum(1 for p in found if len({topic[i] for i in p}) > 1)
    print(f"pairs of two topics put into one story  {across}")


if __name__ == "__main__":
    main()
