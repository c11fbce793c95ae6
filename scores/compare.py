#!/usr/bin/env python3
"""Compare two folders of scores, each line "name figure ...".

usage: compare.py OLD NEW

Prints what changed. Fails where a figure got worse: fell, or rose for the
counts of mistakes. A better figure is to be checked in (scores/run).
"""
import pathlib
import re
import sys

# Of these, less is better.
MISTAKES = {
    "not-done told as done", "done told as not done", "traps fallen into", "repeats", "calibration error",
    "mean absolute error, fixed numbers", "mean absolute error, fitted on the other half", "surely not done, told as done",
    "pairs of two topics put into one story", "days wrong", "days missed", "days made up",
}
# Timing noise aside, scores are exact; this much may go with a float's rounding.
SLACK = 1e-9


def read(path):
    """-> {(heading, name): [figures]}"""
    out, heading = {}, ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = line
            continue
        if line.startswith("|"):
            continue  # a table to look at
        m = re.match(r"(.*?)\s+([-\d].*|-)$", line)
        if m:
            # "0.950  (38/40)": the ratio alone; its parts may both move
            figures = re.sub(r"\(.*?\)|/\d+", "", m[2]).split()
            out[heading, m[1]] = [float(f) for f in figures if f != "-"]
    return out


def main():
    old, new = map(pathlib.Path, sys.argv[1:3])
    worse = 0
    for path in sorted(new.glob("*.txt")):
        before = read(old / path.name) if (old / path.name).exists() else {}
        for key, now in read(path).items():
            was = before.get(key)
            if was == now:
                continue
            sign = -1 if key[1] in MISTAKES else 1
            fell = was is not None and any(sign * n < sign * w - SLACK for n, w in zip(now, was))
            worse += fell
            print(f"{'WORSE ' if fell else 'better'} {path.name} {key[0]}: {key[1]}: {was} -> {now}")
    if worse:
        sys.exit(f"{worse} figures fell: mend it, or say why in the commit and run scores/run")


if __name__ == "__main__":
    main()
