#!/usr/bin/env python3
"""How every question's time grows with the data: growth.py WORK SCALE SCALE …

Reads what `bench.sh` left under WORK (`data-SCALE`, `results-SCALE-*.jsonl`) and prints a table of zhiku's times, the best median of
all runs, with their growth from scale to scale beside that of the data in bytes. A question that grew by more is marked.
"""
import glob
import json
import os
import sys

work, scales = sys.argv[1], sys.argv[2:]


def best(scale):
    found = {}
    for path in glob.glob(os.path.join(work, "results-%s-*.jsonl" % scale)):
        for line in open(path, encoding="utf-8"):
            event = json.loads(line)
            if event.get("system") == "zhiku" and event.get("event") == "query" and event.get("status") == "ok":
                known = found.get(event["query"])
                found[event["query"]] = min(event["median_ms"], known) if known else event["median_ms"]
    return found


def size(scale):
    folder = os.path.join(work, "data-" + scale)
    return sum(os.path.getsize(path) for path in glob.glob(os.path.join(folder, "*.csv")))


def short(number):
    return "%.3g" % number if number < 100 else "%d" % round(number)


times = [best(scale) for scale in scales]
sizes = [size(scale) for scale in scales]
pairs = list(zip(range(len(scales)), range(1, len(scales))))
head = ["query"] + ["%s, ms" % scale for scale in scales] + ["%s to %s" % (scales[a], scales[b]) for a, b in pairs]
print("| " + " | ".join(head) + " |")
print("|" + "---|" * len(head))
row = ["data"] + ["%d MB" % round(bytes / 1e6) for bytes in sizes] + ["× %s" % short(sizes[b] / sizes[a]) for a, b in pairs]
print("| " + " | ".join(row) + " |")
for query in times[0]:
    if not all(query in found for found in times):
        continue
    row = [query] + [short(found[query]) for found in times]
    for a, b in pairs:
        growth = times[b][query] / times[a][query]
        row.append(("× %s" if growth <= sizes[b] / sizes[a] else "**× %s**") % short(growth))
    print("| " + " | ".join(row) + " |")
