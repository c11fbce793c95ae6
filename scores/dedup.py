#!/usr/bin/env python3
"""Score `dragoman stories` on planted near-duplicates, on own reports and on ECB+.

usage: dedup.py GOLD DRAGOMAN

Prints which of the planted pairs are found as copies and how many others, and
the precision, recall and F1 of pairs of reports put into one story.
"""
import collections
import json
import pathlib
import subprocess
import sys
import tempfile


def stories(program, path):
    out = subprocess.run([program, "stories", "--format", "jsonl", path], check=True, capture_output=True, encoding="utf-8")
    return [json.loads(line) for line in out.stdout.splitlines()]


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def pairs(groups):
    return {frozenset((a, b)) for g in groups for i, a in enumerate(g) for b in g[:i]}


def originals(reports):
    """-> groups of ids: those printed from one original, and it"""
    of = {r["id"]: r.get("copyOf") for r in reports}
    groups = collections.defaultdict(list)
    for i in of:
        first = i
        while of.get(first):
            first = of[first]
        groups[first].append(i)
    return groups.values()


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

    # Our own reports of incidents: a paper's print of a wire's report bears "copyOf".
    own = lines(pathlib.Path("gold/incidents.jsonl"))
    for part in "tune", "test":
        print(f"# copies among own reports, {part} part")
        reports = [r for r in own if r["part"] == part]
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
            for r in reports:
                f.write(json.dumps({k: r[k] for k in ("id", "publisher", "date", "title", "text") if k in r}) + "\n")
            f.flush()
            found = pairs(c for s in stories(program, f.name) for c in s.get("copies", []))
        report("copies", found, pairs(originals(reports)))

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
