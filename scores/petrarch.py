"""Codes PETRARCH's unit records with its own dictionaries, imported, and prints the scorer's figures.

    petrarch.py GOLD DRAGOMAN        GOLD: the folder of gold sets; DRAGOMAN: the program
    petrarch.py GOLD DRAGOMAN FILE   writes the predictions into FILE too

As PETRARCH does, an event is one for each pair of source and target, and where the record asks
for whole dyads (its default) events that lack a side are left out.
"""
import json, os, re, subprocess, sys, tempfile

gold, program = sys.argv[1:3]
relations = os.path.join(gold, "gold", "relations")
records = os.path.join(relations, "petr_unit.jsonl")
validate = os.path.join(relations, "petr_validate")
table = os.path.join(os.path.dirname(__file__), "..", "data", "lexicon", "sectors.tsv")
sectors = {l.split("\t")[0] for l in open(table, encoding="utf-8")} | {"MED", "HLH"}
rows = [json.loads(l) for l in open(records, encoding="utf-8")]


def codes(parties):
    """The CAMEO codes of a side as PETRARCH writes them: "FRA/GBR" are two, an agent of no actor is "---REL"."""
    out = []
    for p in parties:
        agent = not p.get("country") and re.fullmatch(r"p\d+", p.get("id", "")) and p.get("cameo", "")[:3] in sectors
        out += [("---" if agent else "") + code for code in p.get("cameo", "").split("/")]
    return out or [""]


with tempfile.TemporaryDirectory() as work:
    lexicon = os.path.join(work, "lexicon")
    files = [os.path.join(validate, f) for f in sorted(os.listdir(validate))]
    subprocess.run([program, "lexicon", "import", "--out", lexicon, *files], stderr=subprocess.DEVNULL, check=True)
    text = "".join(json.dumps({"id": r.get("uid") or r["id"], "text": r["text"], "date": r["date"]}) + "\n" for r in rows)
    done = subprocess.run([program, "code", "--format", "jsonl", "--lexicon", lexicon], input=text, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    path = sys.argv[3] if len(sys.argv) > 3 else os.path.join(work, "pred.jsonl")
    with open(path, "w", encoding="utf-8") as out:
        for r, line in zip(rows, done.stdout.splitlines()):
            record = json.loads(line)
            whole = str(r["config"].get("require_dyad", "true")).lower() == "true"
            pairs = []
            for e in record.get("events", []):
                for s in codes(e["source"]):
                    for t in codes(e["target"]):
                        if s != t and (s and t or not whole):
                            pairs.append({"source": s, "target": t, "code": e.get("cameo", "")})
            out.write(json.dumps({"id": record["id"], "events": pairs}) + "\n")
    scorer = os.path.join(gold, "score", "relations.py")
    scored = subprocess.run([sys.executable, scorer, "events", "--gold", records, "--pred", path, "--json"], capture_output=True, text=True, check=True)
    figures = json.loads(scored.stdout)
    for name in ("triple", "type", "dyad"):
        print(f"{name + ' P/R/F1':<24}", *(f"{figures[name][k]:.3f}" for k in ("p", "r", "f1")))
    exact = figures["exact"]
    print(f"{'exact records':<24} {exact['fraction']:.3f}  ({exact['passed']}/{exact['n']})")
