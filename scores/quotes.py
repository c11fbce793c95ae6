"""Figures of statements on PolNeAR: who is said to say what, by which word.

    quotes.py GOLD DRAGOMAN

Every fourth article of each gold file is coded, for all take minutes. An attribution is found where a
statement's cue shares a word with its own, and its content (less the cue's words) a half by F1 over
words; each statement counts for one. The source is right where the statement's source holds the head
of the attribution's: the last word before its first comma, preposition or relative pronoun. The gold
marks no attribution inside another, so a second line leaves out the statements that have a parent.
"""
import bisect, difflib, glob, json, os, re, subprocess, sys

WORD = re.compile(r"\w+|[^\w\s]")
TAIL = re.compile(r",|\(|\s(?:of|for|from|at|in|on|with|by|to|who|which|that|whose|close|familiar|near|as)\s")


class Words:
    """A text as numbered words."""

    def __init__(self, text):
        found = [(w.start(), w.end()) for w in WORD.finditer(text)]
        self.starts = [s for s, _ in found]
        self.ends = [e for _, e in found]

    def within(self, spans):
        out = set()
        for start, end in spans:
            k = bisect.bisect_right(self.ends, start)
            while k < len(self.starts) and self.starts[k] < end:
                out.add(k)
                k += 1
        return out


def aligned(a, b):
    """For each offset of text a the same place in text b: the record's text has lost page furniture."""
    parts = [[(w.start(), w.group()) for w in re.finditer(r"\S+", t)] for t in (a, b)]
    to = [None] * (len(a) + 1)
    match = difflib.SequenceMatcher(None, *([w for _, w in p] for p in parts), autojunk=False)
    for i, j, n in match.get_matching_blocks():
        for k in range(n):
            (at, w), (there, _) = parts[0][i + k], parts[1][j + k]
            for c in range(len(w) + 1):
                to[at + c] = there + c
    last = 0
    for i, t in enumerate(to):
        last = to[i] = last if t is None else t
    return to


def head(source, text):
    start, end = source[-1]
    cut = TAIL.search(text, start + 1, end)
    if cut and WORD.search(text, start, cut.start()):
        end = cut.start()
    words = [w for w in WORD.finditer(text, start, end) if w.group()[0].isalnum() and w.group() != "s"]
    return (words[-1].start(), words[-1].end()) if words else None


def f1(a, b):
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0


def pairs(gold, statements):
    """The best pairs of attribution and statement, each of either once."""
    ranked = []
    for i, g in enumerate(gold):
        for j, s in enumerate(statements):
            if g["cue"] & s["cue"] and (f := f1(g["content"] - g["cue"], s["content"] - g["cue"])) >= 0.5:
                ranked.append((-f, i, j))
    taken, out = (set(), set()), []
    for _, i, j in sorted(ranked):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i), taken[1].add(j)
            out.append((i, j))
    return out


def read(article, record):
    """The attributions of an article and the statements of its record, over the same words."""
    text = article["text"]
    words, to = Words(text), aligned(record["text"], text)
    gold = [
        {"cue": words.within(a["cue"]), "content": words.within(a["content"]), "source": words.within([h]) if a.get("source") and (h := head(a["source"], text)) else set(), "gold": a}
        for a in article["attributions"]
        if a.get("cue") and a.get("content")
    ]
    of = lambda s: words.within([(to[s["start"]], to[s["end"]])]) if s else set()
    found = [{"cue": of(s.get("cue")), "content": of(s) - of(s.get("cue")), "source": of(s.get("source")), "record": s} for s in record.get("statements", [])]
    return gold, found


def main(folder, program):
    for path in sorted(glob.glob(os.path.join(folder, "gold", "quotes", "*.jsonl"))):
        articles = [json.loads(l) for l in open(path, encoding="utf-8")][::4]
        lines = "".join(json.dumps({"id": a["id"], "text": a["text"], "title": a["title"], "date": a["date"][:10]}) + "\n" for a in articles)
        done = subprocess.run([program, "code", "--format", "jsonl"], input=lines, capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stderr)
        records = {r["id"]: r for r in map(json.loads, done.stdout.splitlines())}
        wanted = sources = named = 0
        given, right = [0, 0], [0, 0]  # of all statements, of the outermost
        for a in articles:
            gold, found = read(a, records[a["id"]])
            wanted += len(gold)
            for k, said in enumerate((found, [s for s in found if "parent" not in s["record"]])):
                met = pairs(gold, said)
                given[k], right[k] = given[k] + len(said), right[k] + len(met)
                for i, j in met if k == 0 else []:
                    if gold[i]["source"]:
                        sources += 1
                        named += bool(gold[i]["source"] & said[j]["source"])
        name = os.path.splitext(os.path.basename(path))[0].replace("_", " ")
        print(f"# {name}, every fourth article")
        for what, n, ok in zip(("attribution", "attribution, outermost"), given, right):
            p, r = ok / n, ok / wanted
            print(f"{what} P/R/F1  {p:.3f} {r:.3f} {2 * p * r / (p + r):.3f}")
        print(f"source head  {named / sources:.3f}  ({named}/{sources})")


if __name__ == "__main__":
    main(*sys.argv[1:3])
