#!/usr/bin/env python3
"""Reads documents that were changed in ways that change nothing they say, and compares the scores.

  metamorphic.py PROGRAM GOLD --corpus DIR [--only NAME] [--misses NAME]

A column for each change (transform.py), a row for each group of evaluate.py, F1 in the cells; a star marks what moved by more
than 0.005. Ends with status 1 if anything did.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from evaluate import decoded, evaluated, tell
from graphs import Graph
from matching import Matching
from transform import transformed

CHANGES = [("as it is",), ("rewrap", "18"), ("rewrap", "40"), ("punctuation",), ("spacing", "1"), ("spacing", "2"), ("pages", "30"),
           ("reorder",), ("crlf",), ("gb18030",)]
TOLERANCE = 0.005


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("gold")
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--only", help="a change of this name")
    parser.add_argument("--misses", help="the misses of groups with this in their name, for each change")
    options = parser.parse_args()
    gold = Graph.of_file(options.program, options.gold)
    columns = {}
    for change in CHANGES:
        if options.only is None or change[0] in (options.only, "as it is"):
            groups, matching = scores(options, gold, change)
            columns[" ".join(change)] = groups
            if options.misses:
                print(f"== {' '.join(change)}")
                for group in groups.values():
                    if options.misses in group.name:
                        tell(group, matching)
    sys.exit(show(columns))


def scores(options, gold, change):
    """The groups of the aims for documents that were changed."""
    with tempfile.TemporaryDirectory() as folder:
        maps, texts, paths = {}, {}, []
        for document in gold.of_kind("document"):
            source = Path(options.corpus) / (document.text("file") or "?")
            if source.is_file():
                text = decoded(source.read_bytes())
                changed, origins = transformed(change[0], text, *change[1:])
                path = Path(folder) / source.name
                path.write_bytes(changed)
                paths.append(str(path))
                maps[document.key[1]] = origins
                texts[document.key[1]] = text.split("\n")
        target = Path(folder) / "predicted.zkg"
        done = subprocess.run([options.program, "ingest", *sorted(paths), "-g", str(target)], capture_output=True)
        if not target.exists():
            sys.exit(f"zhiku ingest made no graph (status {done.returncode}):\n{done.stderr.decode()}")
        predicted = Graph.of_file(options.program, target)
    matching = Matching(gold, predicted, maps)
    groups = evaluated(matching, texts)
    end = next(place for place, group in enumerate(groups) if group.name == "— kinds")
    return {group.name: group for group in groups[1:end]}, matching


def show(columns):
    base = columns["as it is"]
    width = max(map(len, base))
    moved = 0
    print(" " * width + "".join(f"  {name:>13}" for name in columns))
    for name in base:
        cells = []
        for groups in columns.values():
            now, before = groups[name].f1, base[name].f1
            star = "*" if now is not None and before is not None and abs(now - before) > TOLERANCE else " "
            moved += star == "*"
            cells.append(f"  {'–' if now is None else format(now, '.3f'):>12}{star}")
        print(name.ljust(width) + "".join(cells))
    print(f"{moved} scores moved")
    return 1 if moved else 0


if __name__ == "__main__":
    main()
