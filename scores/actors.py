#!/usr/bin/env python3
"""Score the verb resolve: phrases for actors, and who led a state on a day.

usage: actors.py GOLD_DIR PROGRAM [--show]

GOLD_DIR holds relations/actor_resolution.jsonl and leaders/probes_dev.jsonl.
PROGRAM is called once as `PROGRAM resolve` with JSON Lines {"text","date",
"country","context"} on its standard input and answers line by line. --show
lists what was wrong.
"""
import csv, glob, json, os, re, subprocess, sys, unicodedata
from collections import defaultdict
from datetime import datetime

# The gold's code book has countries for international bodies, by the family that
# they are of, and beside it what they do. Ours have the sector IGO or that of
# their officials, and no country. The first row that fits role and name tells:
# pattern, country, code_1 (None: our own, nothing for IGO).
BODIES = [
    (r"World Health Org", "UNO", "HLH"),
    (r"International Court of Justice", "UNO", "JUD"),
    (r"United Nations|\bUN\b|\bU\.N\.|^UN[A-Z]+$|World Food|World Met|World Intell", "UNO", None),
    (r"European Parliament", "EUR", "LEG"),
    (r"European (Council|Commission)", "EUR", "GOV"),
    (r"European Union|\bEU\b|^Euro|European Central", "EUR", None),
]


def code_book(r):
    """Our record in the gold's country and code_1."""
    country, sector = r.get("country", ""), r.get("sector", "")
    own = "" if sector == "IGO" else sector
    if not country:
        for pattern, body, code in BODIES:
            if re.search(pattern, r.get("role", "") + ", " + r.get("name", "")):
                return body, own if code is None else code
        if sector == "IGO":
            return "IGO", ""
    return country, "" if r.get("kind") == "state" else sector


def rows(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(l) for l in f if l.strip()]


def day(s):
    """The gold's dates are free text; "today" and nothing are left out."""
    for layout in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y"):
        try:
            return datetime.strptime(s.strip(), layout).strftime("%Y-%m-%d")
        except ValueError:
            pass
    return None


def fold(s):
    s = "".join(c for c in unicodedata.normalize("NFD", s.lower()) if not unicodedata.combining(c))
    return s.translate(str.maketrans("łøđı", "lodi"))


def resolve(program, phrases):
    lines = "".join(json.dumps({k: v for k, v in p.items() if v}) + "\n" for p in phrases)
    out = subprocess.run([program, "resolve"], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(out) == len(phrases), f"{len(phrases)} phrases, {len(out)} answers"
    return [json.loads(l) for l in out]


def share(name, right, n):
    print(f"{name:26s} {right / max(1, n):.3f}  ({right}/{n})")


def fits(want, got):
    if isinstance(want, dict):
        return got in want["in"] if "in" in want else got != want["not"]
    return (want or "") == got


def phrases(gold, program, show):
    gold = rows(os.path.join(gold, "relations", "actor_resolution.jsonl"))
    ask = [{"text": g["actor"], "date": day(g["date"]), "country": g["known_country"], "context": g["context"]} for g in gold]
    n, right = defaultdict(int), defaultdict(int)
    for g, r in zip(gold, resolve(program, ask)):
        country, sector = code_book(r)
        got = {"country": country, "code_1": sector}
        if g["expect_none"]:
            fields = {"none": not country and not sector}
        else:
            fields = {k: fits(g[k], got[k]) for k in got if g[k] is not None}
            if fields:
                fields["case"] = all(fields.values())
        for k, ok in fields.items():
            n[k] += 1
            right[k] += ok
        if show and not all(fields.values()):
            print("WRONG", repr(g["actor"]), g["date"], "want", "none" if g["expect_none"] else (g["country"], g["code_1"]), "got", (country, sector), r)
    print("# phrases")
    for k, name in (("country", "country"), ("code_1", "sector"), ("none", "nobody"), ("case", "all of a case")):
        share(name, right[k], n[k])


def regions():
    """The region of a state: the table of leaders that tells of it."""
    out = {}
    for path in sorted(glob.glob(os.path.join(os.path.dirname(__file__), "..", "data", "lexicon", "leaders", "*.tsv"))):
        with open(path, encoding="utf-8") as f:
            for row in csv.DictReader((l for l in f if l[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["lead"] == "y":
                    out.setdefault(row["country"], os.path.basename(path)[:-4])
    return out


def leaders(gold, program, show):
    gold = rows(os.path.join(gold, "leaders", "probes_dev.jsonl"))
    answers = resolve(program, [{"text": "the leader of " + g["country"], "date": g["date"]} for g in gold])
    region, n, right = regions(), defaultdict(int), defaultdict(int)
    offices = []
    for g, r in zip(gold, answers):
        ours = "" if r.get("id", "").startswith("local:") else re.sub("[^a-z]", "", fold(r.get("name", "")))
        names = [w for l in [g["leader"], *g["reign"]] for w in re.split(r"[^a-z]+", fold(l)) if len(w) > 2]
        ok = any(w in ours for w in names)
        for k in ("all", region.get(g["iso3"], "?"), g["date"][:3] + "0s"):
            n[k] += 1
            right[k] += ok
        if show and not ok:
            print("WRONG", g["country"], g["date"], "want", g["leader"], "got", r)
        if ok and (office := re.match(r"(President|Prime Minister|King) of ", r.get("role", ""))):
            offices.append((r, {"text": "the " + office[1].lower() + " of " + g["country"], "date": g["date"]}))
    print("# leaders, by \"the leader of\"")
    for k in sorted(n, key=lambda k: (k != "all", k)):
        share(k, right[k], n[k])
    again = resolve(program, [ask for _, ask in offices])
    print("# leaders, by the office that the answer names")
    share("all", sum(a.get("id") == r["id"] for (r, _), a in zip(offices, again)), len(offices))
    if show:
        for (r, ask), a in zip(offices, again):
            if a.get("id") != r["id"]:
                print("WRONG", ask, "want", r["name"], "got", a)


if __name__ == "__main__":
    args = [a for a in sys.argv[1:] if a != "--show"]
    for part in (phrases, leaders):
        part(args[0], args[1], "--show" in sys.argv)
