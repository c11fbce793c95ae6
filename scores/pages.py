"""How well `dragoman extract` takes articles and publication days out of web pages.

    pages.py GOLD PROGRAM [--worst N]

GOLD/html has body_dev.jsonl (pages with the text of their articles) and
pubdate_dev.jsonl (pages with the day they were published on, or none that a reader
could tell). Bodies are compared by shingles of four words, each page with the same
weight; precision and recall are means over pages, F1 is theirs. A day is right where
it is the same day, or none where there is none.
"""

import collections
import json
import re
import subprocess
import sys


def extract(program, path):
    out = subprocess.run([program, "extract", "--format", "jsonl", path], capture_output=True, text=True)
    return json.loads(out.stdout) if out.stdout else {"text": "", "error": out.stderr.strip()}


def shingles(text):
    words = re.findall(r"\w+", text)
    return collections.Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def body(gold, found):
    """Precision and recall of a page; None where there is nothing to be precise about."""
    a, b = shingles(gold), shingles(found)
    same = sum((a & b).values())
    return (same / sum(b.values()) if found.strip() else None), same / sum(a.values())


def mean(values):
    values = [v for v in values if v is not None]
    return sum(values) / max(1, len(values))


def lines(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def main():
    gold, program = sys.argv[1] + "/html", sys.argv[2]
    worst = int(sys.argv[4]) if len(sys.argv) > 4 else 0

    pages = lines(f"{gold}/body_dev.jsonl")
    scored = [(p["id"], *body(p["body"], extract(program, f"{gold}/{p['html']}")["text"])) for p in pages]
    p, r = mean(s[1] for s in scored), mean(s[2] for s in scored)
    print(f"# bodies, {len(pages)} pages")
    print(f"precision {p:.4f}\nrecall {r:.4f}\nF1 {2 * p * r / (p + r):.4f}")
    for s in sorted(scored, key=lambda s: (s[1] or 0) + s[2])[:worst]:
        print(f"  {s[0]} {s[1] or 0:.3f} {s[2]:.3f}")

    pages = lines(f"{gold}/pubdate_dev.jsonl")
    dated = wrong = missed = made = right = 0
    for p in pages:
        want = p["date"] if isinstance(p["date"], str) else ""
        got = extract(program, f"{gold}/{p['html']}").get("date", "")[:10]
        dated += want != ""
        right += got == want
        missed += want != "" and got == ""
        made += want == "" and got != ""
        wrong += want != "" and got not in ("", want)
        if got != want and worst:
            print(f"  {p['id']} want {want or 'none'} got {got or 'none'} {p['url'][:90]}")
    print(f"# publication days, {len(pages)} pages, {dated} with a day")
    print(f"right {right / len(pages):.4f}\nof the dated {(right - (len(pages) - dated - made)) / dated:.4f}")
    print(f"days wrong {wrong}\ndays missed {missed}\ndays made up {made}")


main()
