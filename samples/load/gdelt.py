# GDELT's form in Python: events, and where their reports tell them.
import csv

import pandas as pd


def table(name, columns):
    names = open(columns).read().split()
    codes = {c: str for c in names if c.endswith("Code")}  # 042 is no number
    return pd.read_csv(name, sep="\t", header=None, names=names, dtype=codes, quoting=csv.QUOTE_NONE)


events = table("events.export.CSV", "samples/load/gdelt-events.columns")
mentions = table("events.mentions.CSV", "samples/load/gdelt-mentions.columns")
told = events.merge(mentions, on="GLOBALEVENTID")
told = told[["SQLDATE", "Actor1Code", "EventCode", "Actor2Code", "GoldsteinScale", "SentenceID"]]
print(told[told.SQLDATE >= 20230314].to_string(index=False))
