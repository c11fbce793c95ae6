"""Figures of `dragoman score` on one set of own gold, a line each.

    dragoman score --bootstrap 0 --format jsonl GOLD | own.py
"""
import json, sys

SHOWN = ("statements", "statement fields", "figures", "figure fields", "acts", "act fields")

for x in map(json.loads, sys.stdin):
    share = lambda *names: " ".join(f"{x.get(n, 0):.3f}" for n in names)
    if x["part"] == "act deeds":
        # as scores/compare.py knows the one that must not rise
        name = "not-done told as done" if x["name"] == "told as done, and is not" else "done told as not done"
        print(f"{name}  {x['n']}/{x['of']}")
    elif x["part"] not in SHOWN:
        continue
    elif "macro_f1" in x:
        print(f"{x['part']}, {x['name']}, accuracy and macro-F1  {share('accuracy', 'macro_f1')}  ({x['right']}/{x['gold']})")
    elif "accuracy" in x:
        print(f"{x['part']}, {x['name']}  {share('accuracy')}  ({x['right']}/{x['gold']})")
    else:
        print(f"{x['part']}, {x['name']}, P/R/F1  {share('precision', 'recall', 'f1')}  ({x['right']}/{x['gold']})")
