"""Figures of `relate` on the relation sets, and of `code` on PLOVER's gold records in sight.

    relations.py GOLD DRAGOMAN

PLV and AW by the scorer beside the gold sets, with the weights that have seen neither. The gold
records bear a day that means nothing and are coded without it; an event is one for each pair of
source and target, those of a mutual act each with each other.
"""
import json, os, subprocess, sys, tempfile

gold, program = sys.argv[1:3]
relations = os.path.join(gold, "gold", "relations")
scorer = os.path.join(gold, "score", "relations.py")


def rows(name):
    return [json.loads(l) for l in open(os.path.join(relations, name), encoding="utf-8")]


def run(verb, lines, *flags):
    text = "".join(json.dumps(l) + "\n" for l in lines)
    done = subprocess.run([program, verb, "--format", "jsonl", *flags], input=text, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return [json.loads(l) for l in done.stdout.splitlines()]


def score(task, name, predictions):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        f.writelines(json.dumps(p) + "\n" for p in predictions)
        f.flush()
        done = subprocess.run(["python3", scorer, task, "--json", "--gold", os.path.join(relations, name), "--pred", f.name], capture_output=True, text=True, check=True)
    figures = json.loads(done.stdout)
    for k in ("root15", "quad", "binary"):
        if k in figures:
            print(f"{k} macro-F1, accuracy  {figures[k]['macro_f1']:.3f} {figures[k]['accuracy']:.3f}")
    for k in ("triple", "type"):
        if k in figures:
            print(f"{k} P/R/F1  {figures[k]['p']:.3f} {figures[k]['r']:.3f} {figures[k]['f1']:.3f}")


def pairs(name):
    span = lambda s: {"start": s[0], "end": s[1]} if s else None
    lines = [{"id": r["id"], "text": r["sentence"], "source": span(r["source_span"]), "target": span(r["target_span"])} for r in rows(name)]
    answers = run("relate", lines, "--zero-shot")
    print(f"answered  {sum('event' in a for a in answers) / len(lines):.3f}")
    score("rel", name, [{"id": a["id"], "root15": a.get("event")} for a in answers])


def records(name):
    got = run("code", [{"id": r["id"], "text": r["text"]} for r in rows(name)])
    out = []
    for r in got:
        code = lambda parties: [p.get("cameo") or p.get("country", "") for p in parties] or [""]
        events = []
        for e in r["events"]:
            sources, targets = code(e["source"]), code(e["target"])
            if len(sources) > 1 and targets == [""]:
                targets = sources
            events += [{"source": s, "target": t, "root": e["event"]} for s in sources for t in targets if s != t or sources != targets]
        out.append({"id": r["id"], "events": events})
    score("events", name, out)


print("# PLV training part, zero-shot")
pairs("plv_train.jsonl")
print("# AW training part, zero-shot")
pairs("aw_train.jsonl")
print("# PLOVER gold records in sight, whole sentences")
records("gsr.jsonl")
