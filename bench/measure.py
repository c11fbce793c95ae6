#!/usr/bin/env python3
"""usage: measure.py DRAGOMAN CORPUS.jsonl SAMPLE

Runs the program on one core (GOMAXPROCS=1, one worker) over the corpus and says
how fast it went and how much memory it took at most, and how long it takes from
start to the first record of the sample (the best of five).
"""
import json
import os
import resource
import subprocess
import sys
import time

program, corpus, sample = sys.argv[1:4]
env = dict(os.environ, GOMAXPROCS="1")


def first_record():
    start = time.perf_counter()
    subprocess.run([program, "code", "--format", "jsonl", sample], env=env, check=True, stdout=subprocess.PIPE)
    return time.perf_counter() - start


first = min(first_record() for _ in range(5))
start = time.perf_counter()
done = subprocess.run([program, "code", "-j", "1", "--format", "jsonl", corpus], env=env, stdout=subprocess.PIPE)
wall = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024

records = [json.loads(line) for line in done.stdout.splitlines()]
sentences = sum(len(r.get("sentences", [])) for r in records)
events = sum(len(r.get("events", [])) for r in records)
work = max(wall - first, 1e-9)
print(f"reports             {len(records)} (exit status {done.returncode})")
print(f"sentences           {sentences}")
print(f"events              {events}")
print(f"start to first      {first * 1000:.0f} ms")
print(f"whole job, one core {sentences / work:.0f} sentences/s, {len(records) / work:.1f} reports/s")
print(f"peak memory         {peak:.0f} MB")
