# Parquet in Python: all events with their statuses, and who did what to whom.
import pandas as pd  # with pyarrow

events = pd.read_parquet("events.parquet")
print(events.status.value_counts().sort_index().to_string())

pairs = events[events.done].explode("source").explode("target").dropna(subset=["source", "target"])
pairs["from_country"] = [a["country"] for a in pairs.source]
pairs["to_country"] = [a["country"] for a in pairs.target]
pairs = pairs[pairs.from_country != pairs.to_country]
print(pairs.groupby(["from_country", "to_country"]).goldstein.agg(["count", "mean"]).round(2))
