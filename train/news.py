"""Writes the unlabelled news that the standard model reads to the fast one, as JSON
Lines: nine thousand reports of Reuters, Wikinews, Wikipedia's current events.
"""
import argparse
import json
import os
import random


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--shared", default="../../shared")
    o = a.parse_args()
    load = lambda name: [json.loads(l) for l in open(os.path.join(o.shared, "corpus", name + ".jsonl"), encoding="utf-8")]
    reuters = load("reuters21578")
    random.seed(1)
    random.shuffle(reuters)
    reports = reuters[:9000] + load("wikinews_2019_2020") + load("wikipedia_current_events_dev")
    for i, text in enumerate(t for t in (r.get("text", "") for r in reports) if len(t) > 80):
        print(json.dumps({"id": str(i), "text": text}))


if __name__ == "__main__":
    main()
