"""Factuality of every act that a text mentions: `parse`'s Status against two sets in sight.

    factuality.py GOLD DRAGOMAN [--errors]

Both texts are cut into words by blanks, so `parse --tokens` is given these words. A word without
Status counts as told for a fact, as a reader of the output would take it.

MEANTIME: asserted, planned, possible, denied. What its annotators left open is not asked.
UW: -3 (certainly not) to 3 (certainly), mean absolute error under FIXED below, and under the best
number for each status on the other half of the sentences.

--errors prints each wrong word instead, for building.
"""
import collections, json, os, statistics, subprocess, sys

gold, program = sys.argv[1:3]
errors = "--errors" in sys.argv

LABEL = {
    "occurred": "asserted", "ongoing": "asserted", "background": "asserted",
    "planned": "planned", "expected": "planned", "offered": "possible", "demanded": "possible",
    "hypothetical": "possible", "negated": "denied",
}
FIXED = {
    "occurred": 3, "ongoing": 3, "background": 3, "planned": 2, "expected": 1.5, "offered": 1, "demanded": 1,
    "hypothetical": 1, "negated": -2.5,
}
LABELS = ["asserted", "planned", "possible", "denied"]


def rows(name):
    return [json.loads(l) for l in open(os.path.join(gold, "gold", "factuality", name), encoding="utf-8")]


def parse(sentences):
    """-> for each sentence, a list of (word, status or "", rest of the CoNLL-U line)"""
    text = "".join("".join(f"{i}\t{w}" + "\t_" * 8 + "\n" for i, w in enumerate(s, 1)) + "\n" for s in sentences)
    done = subprocess.run([program, "parse", "--tokens", "-"], input=text, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    out = []
    for block in done.stdout.strip("\n").split("\n\n"):
        lines = [l.split("\t") for l in block.splitlines() if l[:1].isdigit()]
        out.append([(l[1], dict(m.split("=", 1) for m in l[9].split("|") if "=" in m).get("Status", ""), l) for l in lines])
    if [len(s) for s in out] != [len(s) for s in sentences]:
        sys.exit("parse --tokens: other words than given")
    return out


def show(kind, sentence, k):
    _, status, l = sentence[k]
    head = sentence[int(l[6]) - 1][0] if l[6] != "0" else "-"
    words = [w for w, _, _ in sentence]
    print(kind, l[1], l[3], l[7], head, status or "-", "|", " ".join(words[:k] + [f"[{words[k]}]"] + words[k + 1:]), sep="  ")


def meantime():
    articles = rows("meantime_dev.jsonl")
    sentences, at, where = [], [], {}
    for a in articles:
        offset = 0
        for line in a["text"].split("\n"):
            words, starts, k = line.split(), [], 0
            for w in words:
                k = line.index(w, k)
                starts.append(offset + k)
                k += len(w)
            if words:
                for i, s in enumerate(starts):
                    where[a["id"], s] = (len(sentences), i)
                sentences.append(words)
            offset += len(line) + 1
    got = parse(sentences)
    table, covered = collections.Counter(), 0
    for a in articles:
        for e in a["events"]:
            if e.get("label") not in LABELS:
                continue
            s, k = where[a["id"], e["start"]]
            words = list(range(k, k + len(e["text"].split())))
            k = next((i for i in words if got[s][i][1]), k)
            status = got[s][k][1]
            covered += bool(status)
            mine = LABEL.get(status, "asserted")
            table[e["label"], mine] += 1
            if errors and mine != e["label"]:
                show(f"{e['label']} as {mine}", got[s], k)
    if errors:
        return
    n = sum(table.values())
    scores = {}
    for l in LABELS:
        hit = table[l, l]
        told, is_ = sum(table[g, l] for g in LABELS), sum(table[l, m] for m in LABELS)
        scores[l] = 2 * hit / (told + is_)
    print(f"macro-F1  {sum(scores.values()) / 4:.3f}")
    for l in LABELS:
        print(f"{l} F1  {scores[l]:.3f}")
    print(f"accuracy  {sum(table[l, l] for l in LABELS) / n:.3f}")
    print(f"coverage  {covered / n:.3f}")
    for g in LABELS:
        print(f"| {g} told as {' '.join(LABELS)}: {' '.join(str(table[g, m]) for m in LABELS)}")


def uw():
    data = rows("uw_dev.jsonl")
    got = parse([r["text"].split() for r in data])
    words = []  # (half, status, judged)
    for i, (r, s) in enumerate(zip(data, got)):
        for t in r["targets"]:
            ks = range(t["tok_start"], t["tok_end"])
            k = next((k for k in ks if s[k][1]), t["tok_start"])
            words.append((i % 2, s[k][1], t["factuality"]))
            off = abs(FIXED.get(s[k][1], 3) - t["factuality"])
            if errors and off >= 2:
                show(f"{t['factuality']}", s, k)
    if errors:
        return
    mean_error = lambda number: sum(abs(number(h, s) - f) for h, s, f in words) / len(words)
    fitted = {(h, s): statistics.median(f for g, t, f in words if t == s and g != h) for h, s, _ in words}
    print(f"mean absolute error, always true  {mean_error(lambda h, s: 3):.3f}")
    print(f"mean absolute error, fixed numbers  {mean_error(lambda h, s: FIXED.get(s, 3)):.3f}")
    print(f"mean absolute error, fitted on the other half  {mean_error(lambda h, s: fitted[h, s]):.3f}")
    print(f"coverage  {sum(bool(s) for _, s, _ in words) / len(words):.3f}")
    sure = [(s, f) for _, s, f in words if f <= -0.5 or f >= 2.5]
    done = lambda s: s in ("", "occurred", "ongoing", "background")
    print(f"sure words right  {sum(done(s) == (f > 0) for s, f in sure) / len(sure):.3f}")
    print(f"surely not done, told as done  {sum(done(s) and f < 0 for s, f in sure)}")
    for s in [*FIXED, ""]:
        of = [f for _, t, f in words if t == s]
        if of:
            bins = collections.Counter(round(f) for f in of)
            print(f"| {s or 'without status'}: mean, median; words judged -3 to 3: {statistics.mean(of):.2f} {statistics.median(of):.2f}; {' '.join(str(bins[b]) for b in range(-3, 4))}")


print("# MEANTIME dev, acts given by their words")
meantime()
print("# UW dev, acts given by their words")
uw()
