# Asks a dragoman server with curl: sh ask.sh [ADDRESS]
# Where it wants a token: -H "Authorization: Bearer $TOKEN".
at=${1:-http://127.0.0.1:8080}

echo "# A report is coded: types of its events"
curl -sf --data-binary 'Greece condemned Turkey.' "$at/v1/code" | grep -o '"event":"[A-Z]*"'

echo "# What Turkey did, as CSV: day, status and type of the first"
curl -sf "$at/v1/events?source=Turkey&format=csv" | cut -d, -f6,9,10 | head -4

echo "# All events, as they come"
curl -sf "$at/v1/export?format=jsonl" | wc -l | tr -d ' '

echo "# What is wrong with a question is told as problem+json"
curl -s "$at/v1/events?since=yesterday" | grep -o '"location":"[a-z.]*"'
