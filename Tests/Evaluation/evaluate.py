#!/usr/bin/env python3
"""How much of a curated graph another one has that was read from the same documents: precision, recall and F1.

  evaluate.py PROGRAM GOLD PREDICTED [options]        compares two graphs
  evaluate.py PROGRAM GOLD --corpus DIR [options]     reads the documents of DIR that GOLD knows into an empty graph first

  --corpus DIR     the folder of the documents; with PREDICTED, to tell tables from prose and to look values up in their lines
  --markdown       the table in Markdown
  --misses [TEXT]  what was missed and what is wrong, with lines, of the groups whose name has TEXT in it
  --lines FILE     document, line, line of the curated document, by tabs: for documents that transform.py changed
  --only DOCUMENT  only what cites this document (its id in GOLD); may be repeated
  --json FILE      the figures as JSON too

matching.py says when two facts are the same.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from decimal import Decimal
from pathlib import Path

from graphs import Graph
from matching import BY_LINES, BY_NAME, BY_TITLE, MAGNITUDES, Group, Matching, amount


def main():
    options = arguments()
    gold = Graph.of_file(options.program, options.gold)
    if options.only:
        keep_only(gold, set(options.only))
    files = {node.key[1]: node.text("file") for node in gold.of_kind("document") if node.text("file")}
    with tempfile.TemporaryDirectory() as folder:
        path = options.predicted or ingested(options.program, options.corpus, files, folder)
        predicted = Graph.of_file(options.program, path)
    matching = Matching(gold, predicted, line_maps(options.lines))
    if not matching.documents:
        sys.exit("No document of the one graph is in the other: files and names differ.")
    texts = document_texts(options.corpus, files) if options.corpus else {}
    groups = evaluated(matching, texts)
    show(groups, options.markdown)
    if options.misses is not None:
        for group in groups:
            if options.misses in group.name:
                tell(group, matching)
    if options.json:
        Path(options.json).write_text(json.dumps(
            {group.name: [group.precision, group.recall, group.f1] for group in groups}, ensure_ascii=False, indent=1))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("gold")
    parser.add_argument("predicted", nargs="?")
    parser.add_argument("--corpus")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--misses", nargs="?", const="")
    parser.add_argument("--lines")
    parser.add_argument("--only", action="append")
    parser.add_argument("--json")
    options = parser.parse_args()
    if not options.predicted and not options.corpus:
        parser.error("PREDICTED or --corpus DIR is needed")
    return options


def keep_only(graph, documents):
    """Drops what cites none of the documents."""
    def cited(fact):
        return any(document in documents for document, _, _ in fact.sources)
    graph.nodes = {key: node for key, node in graph.nodes.items()
                   if (key[1] in documents if graph.is_a(key[0], "document") else cited(node) or graph.is_a(key[0], "place"))}
    graph.edges = [edge for edge in graph.edges if cited(edge)]


def ingested(program, corpus, files, folder):
    """The graph that `zhiku ingest` makes of the documents."""
    paths = [str(Path(corpus) / name) for name in sorted(files.values()) if (Path(corpus) / name).exists()]
    if not paths:
        sys.exit(f"None of the documents is in {corpus}: {', '.join(sorted(files.values()))}")
    target = Path(folder) / "predicted.zkg"
    done = subprocess.run([program, "ingest", *paths, "-g", str(target)], capture_output=True)
    if not target.exists():
        sys.exit(f"zhiku ingest made no graph (status {done.returncode}):\n{done.stderr.decode()}")
    return target


def line_maps(path):
    """{document: {line: {lines of the curated document}}}"""
    maps = {}
    for row in Path(path).read_text(encoding="utf-8").splitlines() if path else []:
        document, line, original = row.split("\t")
        maps.setdefault(document, {}).setdefault(int(line), set()).add(int(original))
    return maps


def document_texts(corpus, files):
    texts = {}
    for document, name in files.items():
        path = Path(corpus) / name
        if path.exists():
            texts[document] = decoded(path.read_bytes()).split("\n")
    return texts


def decoded(data):
    """UTF-8, else GB18030."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


# The groups

def evaluated(matching, texts):
    gold, predicted = matching.gold, matching.predicted

    def both(*kinds, of=lambda node: True):
        mine = matching.concerned([node for node in gold.of_kind(*kinds) if of(node)])
        theirs = matching.concerned([node for node in predicted.of_kind(*kinds) if of(node)], mapped=True)
        return mine, theirs

    kinds = [matching.nodes(kind, [kind], matching.names) for kind in BY_NAME]
    kinds.append(matching.nodes("document named", ["document"], matching.works))
    kinds += [matching.nodes(kind, [kind], stories(matching) if kind == "article" else matching.titles) for kind in BY_TITLE]
    kinds += [matching.nodes(kind, [kind], matching.spans) for kind in BY_LINES]
    kinds.append(matching.nodes("figure, target", ["figure"], matching.values))
    groups = [Group("— groups")] + wanted_groups(matching, texts, both)
    groups += [Group("— kinds")] + kinds
    groups.append(Group("— relations"))
    for relation in sorted({edge.kind for edge in gold.edges} | {edge.kind for edge in predicted.edges}):
        mine = matching.concerned(gold.of_relation(relation))
        theirs = matching.concerned(predicted.of_relation(relation), mapped=True)
        if mine or theirs:
            groups.append(matching.relation(relation, mine, theirs))
    return groups


def wanted_groups(matching, texts, both):
    """Those that the aims are about."""
    gold, predicted = matching.gold, matching.predicted

    def ends(relation, side, kind):
        def of(graph, mapped):
            keys = {edge.ends[side] for edge in matching.concerned(graph.of_relation(relation), mapped)}
            return [graph.node(key) for key in sorted(keys) if graph.is_a(key[0], kind)]
        return of(gold, False), of(predicted, True)

    def answering(kind):
        def of(graph, mapped):
            keys = {edge.ends[0] for edge in graph.of_relation("answers") if graph.is_a(edge.ends[1][0], kind)}
            return matching.concerned([graph.node(key) for key in sorted(keys)], mapped)
        return of(gold, False), of(predicted, True)

    def clustered():
        def of(graph, mapped):
            keys = {edge.ends[0] for edge in matching.concerned(graph.of_relation("part_of"), mapped)
                    if graph.is_a(edge.ends[1][0], "cluster")}
            return [graph.node(key) for key in sorted(keys)]
        return of(gold, False), of(predicted, True)

    tabular = lambda mapped: lambda fact: is_tabular(fact, matching, texts, mapped)
    targets = both("target")
    rows = [[t for t in targets[0] if tabular(False)(t)], [t for t in targets[1] if tabular(True)(t)]]
    prose = [[t for t in targets[0] if not tabular(False)(t)], [t for t in targets[1] if not tabular(True)(t)]]
    plain = [[f for f in side if f.kind == "figure"] for side in both("figure")]
    match = matching.match
    groups = [
        match("inspected units", *ends("inspected", 1, "unit"), matching.names),
        match("finding groups", *both("finding"), matching.spans),
        match("recommendations to units", *answering("unit"), matching.spans),
        match("speeches", *both("proposal"), matching.titles),
        match("suggestions of speeches", *answering("proposal"), matching.spans),
        match("counties with a position", *ends("positions", 1, "county"), matching.names),
        match("clusters", *both("cluster"), matching.names),
        match("industries of clusters", *clustered(), matching.names),
        match("stories", *both("article"), stories(matching)),
        match("targets in tables", *rows, matching.values),
        match("targets in prose", *prose, matching.values),
        match("  by value and lines only", *[[t for t in side if t.text("value")] for side in prose], matching.loose_values),
        match("other figures", *plain, matching.values),
        authorship(matching),
        match("counties", *both_counties(matching), matching.names),
    ]
    if texts:
        groups.append(values_in_spans(matching, texts))
    return groups


def stories(matching):
    """A story has a title of its own, or at least its lines."""
    def likeness(mine, theirs):
        lines = matching.meeting(mine, theirs)
        return max(matching.titles(mine, theirs), lines if lines >= 0.5 else 0.0)
    return likeness


def both_counties(matching):
    """Counties that some fact with lines of the documents is about, the node's own source among them."""
    def of(graph, mapped):
        facts = matching.concerned([*graph.edges, *graph.of_kind("county")], mapped)
        keys = {end for fact in facts for end in (fact.ends or (fact.key,)) if graph.is_a(end[0], "county")}
        return [graph.node(key) for key in sorted(keys)]
    return of(matching.gold, False), of(matching.predicted, True)


def is_tabular(fact, matching, texts, mapped):
    """Whether the first line that a fact cites is a row of a table: has tabs, two bars or cells of HTML."""
    for document, lines in matching.lines.of(fact, mapped).items():
        for line in sorted(lines):
            text = texts.get(document, [])
            if line <= len(text):
                row = text[line - 1]
                if row.count("\t") or row.count("|") > 1 or row.count("｜") > 1 or row.count("<td") > 3 or re.search(r"\S {3,}\S+ {3,}\S", row):
                    return True
    return False


def authorship(matching):
    """Candidates of who wrote what. A pair that the layout leaves open and the predicted graph is sure of is told as wrong."""
    def written(graph, mapped):
        return matching.concerned([edge for edge in graph.of_relation("authored_by") if edge.ends[0][0] in ("proposal", "article")],
                                  mapped)
    group = matching.relation("authorship candidates", written(matching.gold, False), written(matching.predicted, True))
    sure = [(mine, theirs) for mine, theirs in group.right if mine.confidence < 1 <= theirs.confidence]
    group.note = f"{len(sure)} false certainties"
    return group


def values_in_spans(matching, texts):
    """Whether the lines that a predicted figure cites hold its value."""
    group = Group("spans that hold their value")
    for node in matching.predicted.of_kind("figure"):
        text = node.text("value")
        spans = [(matching.lines.documents.get(document), first, last) for document, first, last in node.sources if first]
        if not text or not spans or matching.lines.maps:
            continue
        lines = "；".join("\n".join(texts.get(document, [])[first - 1:last]) for document, first, last in spans if document)
        if holds(lines, text):
            group.right.append((node, node))
        else:
            group.false.append(node)
    return group


def holds(lines, quantity):
    """Whether a text has the number of a quantity, however it is written: 三个, 百分之五, 七成, 万亿, 8/10 万."""
    wanted = amount(quantity)
    if wanted is None:
        return True
    # The magnitude of a table's numbers stands in its head.
    bare = Decimal(re.match(r"-?[\d,.]+", quantity)[0].replace(",", "")).normalize()
    # The sign of -1.4 is a word or a dash.
    return not {abs(wanted[0]), abs(bare)}.isdisjoint(numbers(lines))


NUMBER = re.compile(r"(\d+(?:\.\d+)?)[余多]?(万亿|百万|千|万|亿)?")
NUMERAL = re.compile(r"[零〇一二两双三四五六七八九十百千万亿]+")
NUMERALS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "双": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def numbers(text):
    """All numbers that a text may mean, with their magnitudes and without."""
    text = re.sub(r"[ ,，*\n]", "", re.sub(r"[\t|]| {2,}", "；", unicodedata.normalize("NFKC", text)))
    found = set()
    for match in NUMBER.finditer(text):
        number = Decimal(match[1])
        # In 8/10万亩 and 20-50亿元 the magnitude stands behind the second number only.
        following = re.match(r"[-—~/至到]\d+(?:\.\d+)?(万亿|百万|千|万|亿)", text[match.end():])
        for magnitude in ("", match[2] or "", following[1] if following else ""):
            found.add((number * MAGNITUDES[magnitude]).normalize())
    for match in NUMERAL.finditer(text):
        value = numeral(match[0])
        found.add(Decimal(value).normalize())
        if text[match.end():match.end() + 1] == "成":
            found.add(Decimal(10 * value).normalize())
    if re.search("翻一?番|倍增", text):
        found.add(Decimal(2))
    if "翻两番" in text:
        found.add(Decimal(4))
    return found


def numeral(text):
    """三千五百 as 3500; 万亿 as 10¹²."""
    total, part, digit = 0, 0, None
    for character in text:
        if character in NUMERALS:
            digit = (digit or 0) * 10 + NUMERALS[character]
        elif character in "十百千":
            part += (1 if digit is None else digit) * {"十": 10, "百": 100, "千": 1000}[character]
            digit = None
        else:
            total = max(total + part + (digit or 0), 1) * {"万": 10 ** 4, "亿": 10 ** 8}[character]
            part, digit = 0, None
    return total + part + (digit or 0)


# Telling

def show(groups, markdown):
    rows = [("", "right", "missed", "wrong", "precision", "recall", "F1", "")]
    for group in groups:
        if group.name.startswith("—"):
            rows.append((group.name[2:].upper(), *[""] * 7))
        else:
            figures = [f"{value:.3f}" if value is not None else "–" for value in (group.precision, group.recall, group.f1)]
            rows.append((group.name, str(len(group.right)), str(len(group.missed)), str(len(group.false)), *figures,
                         getattr(group, "note", "")))
    if markdown:
        for number, row in enumerate(rows):
            print("| " + " | ".join(row).rstrip() + " |")
            if number == 0:
                print("|---|---:|---:|---:|---:|---:|---:|---|")
        return
    widths = [max(len(row[place]) for row in rows) for place in range(8)]
    for row in rows:
        print((row[0].ljust(widths[0]) + "".join("  " + cell.rjust(width) for cell, width in zip(row[1:7], widths[1:7]))
               + "  " + row[7]).rstrip())


def tell(group, matching):
    for word, facts in (("missed", group.missed), ("wrong", group.false)):
        for fact in facts:
            ends = " → ".join(" ".join(end) for end in fact.ends)
            values = " ".join(filter(None, [fact.text("comparator"), fact.text("value"), fact.text("upper"), fact.text("year")]))
            lines = ", ".join(f"{document} {first}..{last}" for document, first, last in fact.sources if first)
            print(f"{group.name}: {word}: {ends or fact.kind + ' ' + fact.name} {values} ({lines})")


if __name__ == "__main__":
    main()
