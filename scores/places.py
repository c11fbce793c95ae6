#!/usr/bin/env python3
"""Score places whose names are given: right within 161 km, and the right country.

usage: places.py GOLD.jsonl PROGRAM STATES.tsv

GOLD holds {"id","text","toponyms":[{"start","end","lat","lon","country"?}]}. Each
text goes through "PROGRAM where" with its spans; a name that is not known
counts as wrong.
"""
import json
import math
import subprocess
import sys


def km(a, b, c, d):
    a, b, c, d = map(math.radians, (a, b, c, d))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371 * math.asin(min(1, math.sqrt(h)))


def codes(path):
    """-> {name: code} of states"""
    rows = [l.rstrip("\n").split("\t") for l in open(path, encoding="utf-8") if l[0] != "#"]
    code, name, official, aliases = (rows[0].index(k) for k in ("code", "name", "official", "aliases"))
    return {n: r[code] for r in rows[1:] for n in [r[name], r[official], *r[aliases].split("|")] if n}


gold = []
for line in open(sys.argv[1], encoding="utf-8"):
    a = json.loads(line)
    a["toponyms"] = [t for t in a["toponyms"] if t["start"] >= 0 and t["end"] <= len(a["text"]) and t.get("lat") is not None and (t["lat"], t["lon"]) != (0, 0)]
    if a["toponyms"]:
        gold.append(a)
lines = [json.dumps({"id": a["id"], "text": a["text"], "spans": [{"start": t["start"], "end": t["end"]} for t in a["toponyms"]]}) for a in gold]
answers = subprocess.run([sys.argv[2], "where"], input="\n".join(lines), capture_output=True, text=True, check=True).stdout.splitlines()
iso = codes(sys.argv[3])
n = known = near = countries = right = 0
for a, answer in zip(gold, map(json.loads, answers), strict=True):
    for t, p in zip(a["toponyms"], answer["places"], strict=True):
        n += 1
        known += "lat" in p
        near += "lat" in p and km(t["lat"], t["lon"], p["lat"], p["lon"]) < 161
        if t.get("country") in iso:
            countries += 1
            right += p.get("country") == iso[t["country"]]
print(f"names known                {known / n:.3f}  ({known}/{n})")
print(f"right place                {near / n:.3f}  ({near}/{n})")
if countries:
    print(f"right country              {right / countries:.3f}  ({right}/{countries})")
