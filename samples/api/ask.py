"""Asks a dragoman server, with nothing but Python's own library: python3 ask.py [ADDRESS]"""
import json
import sys
import urllib.error
import urllib.parse
import urllib.request

AT = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080"
HEADERS = {}  # where it wants a token: {"Authorization": "Bearer …"}


def ask(path, body=None, **query):
    """The JSON of an answer; urllib.error.HTTPError where something is wrong."""
    at = f"{AT}{path}?{urllib.parse.urlencode(query)}"
    with urllib.request.urlopen(urllib.request.Request(at, body, HEADERS)) as answer:
        return json.load(answer)


def events(**query):
    """All events that meet a query, page by page."""
    while True:
        page = ask("/v1/events", **query)
        yield from page["events"]
        if "next" not in page:
            return
        query["cursor"] = page["next"]


record = ask("/v1/code", "Greece condemned Turkey.".encode())
for event in record["events"]:
    print(event["event"], event["status"], [a["name"] for a in event["source"]], [a["name"] for a in event["target"]])

print(len(list(events(actor="Turkey", limit=3))), "events of Turkey")

for pair in ask("/v1/matrix", limit=3)["between"]:
    print(pair["source"], pair["target"], pair["cooperation"], pair["conflict"])

try:
    ask("/v1/events", since="yesterday")
except urllib.error.HTTPError as error:
    for fault in json.load(error)["errors"]:
        print(error.code, fault["location"], fault["message"])
