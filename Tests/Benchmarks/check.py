#!/usr/bin/env python3
"""Compares zhiku's answers with the benchmark's checksums: check.py checksums.json SCALE RESULTS

Ends with an error if one differs or is missing, and prints the geometric mean of zhiku's times to those of the fastest peer. Of a
scale without checksums the answers are compared with the peers'.
"""
import json
import math
import sys

wanted = json.load(open(sys.argv[1], encoding="utf-8")).get(sys.argv[2], {})
found, fastest = {}, {}
events = [json.loads(line) for line in open(sys.argv[3], encoding="utf-8")]
if not wanted:
    for event in events:
        if event.get("event") == "query" and event["status"] == "ok" and event["system"] != "zhiku":
            wanted.setdefault(event["query"], event)
for event in events:
    if event.get("event") != "query":
        continue
    name, query = event["system"], event["query"]
    if name == "zhiku":
        # Of several passes the best counts, as with the others; a wrong answer in any of them stays.
        known = found.get(query)
        if known is None or (known["status"], event["status"]) == ("ok", "ok") and (
            known["checksum"] == wanted.get(query, known)["checksum"]
            and (event["checksum"] != known["checksum"] or event["median_ms"] < known["median_ms"])
        ):
            found[query] = event
    elif event["status"] == "ok" and wanted.get(query, event)["checksum"] == event["checksum"]:
        if query not in fastest or event["median_ms"] < fastest[query][0]:
            fastest[query] = (event["median_ms"], name)

wrong = [q for q in wanted if found.get(q, {}).get("checksum") != wanted[q]["checksum"]]
ratios = []
print("%-5s %10s %10s  %-10s %7s" % ("query", "zhiku ms", "best ms", "peer", "ratio"))
for query in wanted:
    if query in wrong or query not in fastest:
        continue
    own, (best, peer) = found[query]["median_ms"], fastest[query]
    ratios.append(own / best)
    print("%-5s %10.3f %10.3f  %-10s %7.3f%s" % (query, own, best, peer, own / best, "  lost" if own > best else ""))
if ratios:
    print("geometric mean %.3f, lost %d of %d" % (math.exp(sum(map(math.log, ratios)) / len(ratios)), sum(r > 1 for r in ratios), len(ratios)))
for query in wrong:
    print("*** %s: %s" % (query, found.get(query, {}).get("status", "no answer") if query not in found or found[query].get("status") != "ok" else "another answer"))
sys.exit(1 if wrong else 0)
