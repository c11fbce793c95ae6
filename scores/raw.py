#!/usr/bin/env python3
"""Write the running text of a CoNLL-U file: its paragraphs, a blank line between
them, as somebody would have it who has no treebank.

usage: raw.py FILE.conllu
"""
import sys

paragraphs, text, glue, begins = [], None, False, True
for line in open(sys.argv[1], encoding="utf-8"):
    line = line.rstrip("\n")
    if line.startswith("# newdoc") or line.startswith("# newpar") and not line.startswith("# newpar_block"):
        begins = True
    elif line.startswith("# text = "):
        text = line[len("# text = "):]
    elif not line:
        if begins:
            paragraphs.append(text)
        else:
            paragraphs[-1] += ("" if glue else " ") + text
        begins, glue = False, last.endswith("SpaceAfter=No") or "SpaceAfter=No|" in last
    elif line[0] != "#":
        last = line
print("\n\n".join(paragraphs))
