"""How often events are right, by the confidence they bear, on annotated articles.

    calibration.py PLOT.svg GOLD_DIR RECORDS.jsonl [GOLD_DIR RECORDS.jsonl ...]

An event is right where its trigger lies in a gold event's words, the gold accepts its type, and
source and target share a country with the gold's (or both sides have none).
"""
import json, os, sys


def rows(path):
    return [json.loads(l) for l in open(path, encoding="utf-8") if l.strip()]


def countries(actors):
    out = set()
    for a in actors or []:
        c = a.get("country") or ""
        out |= {x for x in (c if isinstance(c, list) else [c]) if x}
    return out


def agree(mine, gold):
    a, b = countries(mine), countries(gold)
    return bool(a & b) or not b and not a


def right(e, gold):
    at = e["trigger"]
    for g in gold:
        if not any(s["start"] < at["end"] and at["start"] < s["end"] for s in [g, *g.get("more_evidence", [])]):
            continue
        if e["event"] not in (g["event_type"], *g["type_accept"]):
            continue
        ways = [(g["source"], g["target"])] if "source" in g else [(g["source_actors"], g["target_actors"])]
        if any(agree(e["source"], s) and agree(e["target"], t) for s, t in ways):
            return True
    return False


def judged(folder, records):
    """Confidence and rightness of each event of the records."""
    gold = {}
    for g in rows(os.path.join(folder, "events.jsonl")):
        gold.setdefault(g.get("article"), []).append(g)
    for r in records:
        of = gold.get(r["id"]) or gold.get(None, [])
        for e in r.get("events", []):
            if "confidence" in e:
                yield e["confidence"], right(e, of)


def tenths(events):
    """(said, right, events) of each tenth of confidence in which there are any."""
    out = []
    for b in range(10):
        of = [(c, ok) for c, ok in events if b / 10 < c <= (b + 1) / 10 or b == 0 == c]
        if of:
            out.append((sum(c for c, _ in of) / len(of), sum(ok for _, ok in of) / len(of), len(of)))
    return out


def calibration_error(events):
    """The mean gap between what is said and what is right (expected calibration error)."""
    return sum(abs(said - right) * n for said, right, n in tenths(events)) / len(events)


if __name__ == "__main__":
    import reliability

    plot, *sets = sys.argv[1:]
    events = []
    for folder, records in zip(sets[::2], sets[1::2]):
        events += judged(folder, rows(records))
    print(f"calibration error  {calibration_error(events):.3f}")
    for said, right_, n in tenths(events):
        print(f"# {n} events, said {said:.2f}, right {right_:.2f}")
    open(plot, "w", encoding="utf-8").write(reliability.svg(tenths(events)))
