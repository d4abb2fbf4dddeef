"""Which facts of two graphs are the same.

A document is the one with the same file (without its suffix), else with the same name. Lines of the predicted document may be
mapped to those of the curated one (LineMap), for a text that was changed on purpose.

  by name     place: code, else name; unit, person, industry, zone, site, topic: a name or alias of each is equal after folding;
              article, proposal, section: the title is equal after folding, or 0.85 alike and the lines meet; an article also
              by its lines, as below
  by lines    finding, recommendation: same document, and the lines that both cite are at least half of those that either cites
  by value    figure, target: the lines meet; value and upper end, year and comparator are equal, the unit is after folding; one
              that has no value: the ratio, else the name is 0.6 alike
  relation    both ends are matched, and the relation is the same

Each fact is matched at most once, the best pairs first.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import PurePath

from graphs import folded

BY_NAME = ["place", "unit", "person", "industry", "zone", "site", "topic"]
BY_TITLE = ["article", "proposal", "section"]
BY_LINES = ["finding", "recommendation"]
MAGNITUDES = {"千": 10 ** 3, "万": 10 ** 4, "百万": 10 ** 6, "亿": 10 ** 8, "万亿": 10 ** 12, "": 1}
QUANTITY = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)\s*(万亿|百万|千|万|亿)?(.*)$")


def amount(text):
    """(1000亿元) as (10¹¹, 元); None if it has no number."""
    match = QUANTITY.match(text or "")
    if not match:
        return None
    try:
        number = Decimal(match[1].replace(",", "")) * MAGNITUDES[match[2] or ""]
    except InvalidOperation:
        return None
    return number.normalize(), folded(match[3])


@lru_cache(maxsize=1 << 20)
def alike(left, right):
    left, right = folded(left), folded(right)
    return 1.0 if left == right else SequenceMatcher(None, left, right, autojunk=False).ratio()


class Lines:
    """The lines that facts cite, in the numbering and under the names of the curated documents."""

    def __init__(self, documents, maps):
        self.documents, self.maps = documents, maps
        self.known = {}
        # {document: {line: lines of the changed document}}
        self.back = {}
        for document, table in maps.items():
            for line, originals in table.items():
                for original in originals:
                    self.back.setdefault(document, {}).setdefault(original, set()).add(line)

    def of(self, fact, mapped):
        if (id(fact), mapped) not in self.known:
            self.known[id(fact), mapped] = self.cited(fact, mapped)
        return self.known[id(fact), mapped]

    def changed(self, fact):
        """The lines of the changed document that hold something of those that a curated fact cites."""
        if ("changed", id(fact)) not in self.known:
            found = {}
            for document, lines in self.of(fact, False).items():
                back = self.back.get(document)
                found[document] = {n for line in lines for n in back.get(line, ())} if back else lines
            self.known["changed", id(fact)] = found
        return self.known["changed", id(fact)]

    def unmapped(self, fact):
        """The lines of the changed document that a predicted fact cites."""
        cited = {}
        for document, first, last in fact.sources:
            name = self.documents.get(document)
            if first and name:
                cited.setdefault(name, set()).update(range(first, last + 1))
        return cited

    def cited(self, fact, mapped):
        cited = {}
        for document, first, last in fact.sources:
            name = self.documents.get(document) if mapped else document
            if first and name:
                table = self.maps.get(name) if mapped else None
                lines = range(first, last + 1)
                cited.setdefault(name, set()).update({n for line in lines for n in table.get(line, ())} if table else lines)
        return cited


def is_named_only(node):
    """Whether a document is one that others cite, and not one that was read."""
    return not node.text("file") and node.kind != "article"


def overlap(left, right):
    """The share of lines that both cite of those that either cites."""
    both = sum(len(lines & right[document]) for document, lines in left.items() if document in right)
    if not both:
        return 0.0
    either = sum(map(len, left.values())) + sum(map(len, right.values())) - both
    return both / either if either else 0.0


@dataclass
class Group:
    """Facts of one sort: which of the curated ones were found, which of the predicted ones are right."""
    name: str
    right: list = field(default_factory=list)
    missed: list = field(default_factory=list)
    false: list = field(default_factory=list)

    @property
    def precision(self):
        return share(len(self.right), len(self.right) + len(self.false))

    @property
    def recall(self):
        return share(len(self.right), len(self.right) + len(self.missed))

    @property
    def f1(self):
        return share(2 * len(self.right), 2 * len(self.right) + len(self.false) + len(self.missed))


def share(part, whole):
    return part / whole if whole else None


class Matching:
    def __init__(self, gold, predicted, maps=None):
        self.gold, self.predicted = gold, predicted
        self.documents = self.matched_documents()
        self.lines = Lines({p: g for g, p in self.documents.items()}, maps or {})
        # Keys of predicted nodes by those of curated ones.
        self.pairs = {}
        for mine, theirs in self.documents.items():
            left, right = self.document(self.gold, mine), self.document(self.predicted, theirs)
            if left and right:
                self.pairs[left.key] = right.key

    @staticmethod
    def document(graph, name):
        return next((node for node in graph.of_kind("document") if node.key[1] == name and node.kind != "article"), None)

    def matched_documents(self):
        """{curated id: predicted id} of the documents that were read."""
        def stem(node):
            return PurePath(node.text("file") or "").stem
        result = {}
        theirs = [node for node in self.predicted.of_kind("document") if node.text("file")]
        for mine in self.gold.of_kind("document"):
            if mine.text("file"):
                same = [node for node in theirs if stem(node) == stem(mine)] or [
                    node for node in theirs if folded(node.name) == folded(mine.name)]
                if same:
                    result[mine.key[1]] = same[0].key[1]
        return result

    def concerned(self, facts, mapped=False):
        """The facts that cite one of the documents that both graphs have."""
        return [fact for fact in facts if self.lines.of(fact, mapped)]

    def match(self, name, mine, theirs, likeness):
        """Pairs facts, the likest first; a likeness of 0 is none. What was paired before keeps its partner."""
        group = Group(name)
        pairs = self.beside(mine, theirs) if likeness in (self.spans, self.values, self.loose_values) else (
            (i, j) for i in range(len(mine)) for j in range(len(theirs)))
        scored = sorted(((score, i, j) for i, j in pairs if (score := likeness(mine[i], theirs[j])) > 0),
                        key=lambda entry: (-entry[0], entry[1], entry[2]))
        left, right = {}, {}
        for score, i, j in scored:
            if score > 0 and i not in left and j not in right:
                left[i], right[j] = j, i
        group.right = [(mine[i], theirs[j]) for i, j in sorted(left.items())]
        group.missed = [fact for i, fact in enumerate(mine) if i not in left]
        group.false = [fact for j, fact in enumerate(theirs) if j not in right]
        return group

    def beside(self, mine, theirs):
        """The pairs of facts that cite the same document: no others have lines in common."""
        citing = {}
        for j, fact in enumerate(theirs):
            for document in self.lines.of(fact, True):
                citing.setdefault(document, []).append(j)
        for i, fact in enumerate(mine):
            for j in sorted({j for document in self.lines.of(fact, False) for j in citing.get(document, ())}):
                yield i, j

    def nodes(self, name, kinds, likeness):
        """Pairs all nodes of kinds, also those from a standard; tells of those that cite the documents."""
        whole = self.match(name, self.gold.of_kind(*kinds), self.predicted.of_kind(*kinds), likeness)
        self.pairs.update({a.key: b.key for a, b in whole.right})
        right = [(a, b) for a, b in whole.right if self.concerned([a]) or self.concerned([b], mapped=True)]
        missed, false = self.concerned(whole.missed), self.concerned(whole.false, mapped=True)
        if likeness == self.works:
            missed, false = [list(filter(is_named_only, facts)) for facts in (missed, false)]
        return Group(name, right, missed, false)

    # Likeness of nodes

    def meeting(self, mine, theirs):
        """The share of common lines; in a changed text, in whichever numbering it is greater, since lines were joined or cut."""
        share = overlap(self.lines.of(mine, False), self.lines.of(theirs, True))
        if not self.lines.maps:
            return share
        return max(share, overlap(self.lines.changed(mine), self.lines.unmapped(theirs)))

    def names(self, mine, theirs):
        if mine.text("code") and theirs.text("code") and self.gold.is_a(mine.kind, "place"):
            return 1.0 if mine.text("code") == theirs.text("code") else 0.0
        if folded(mine.name) == folded(theirs.name):
            return 1.0
        return 0.5 if mine.names & theirs.names else 0.0

    def works(self, mine, theirs):
        """Documents that are only named."""
        return self.names(mine, theirs) if is_named_only(mine) and is_named_only(theirs) else 0.0

    def titles(self, mine, theirs):
        meeting = self.meeting(mine, theirs)
        if not meeting and folded(mine.name) != folded(theirs.name):
            return 0.0
        score = alike(mine.name, theirs.name)
        # A title may stand twice: the section with the same lines is the one.
        return score + meeting if score == 1.0 or score >= 0.85 and meeting > 0 else 0.0

    def spans(self, mine, theirs):
        score = self.meeting(mine, theirs)
        # In lines that were joined a clause shares both of its ends with others.
        return score if score >= (0.3 if self.lines.maps else 0.5) else 0.0

    def values(self, mine, theirs):
        meeting = self.meeting(mine, theirs)
        if not meeting:
            return 0.0
        for name in ("value", "upper"):
            if amount(mine.text(name)) != amount(theirs.text(name)):
                return 0.0
        if not mine.text("value"):
            if mine.text("ratio") != theirs.text("ratio") or alike(mine.name, theirs.name) < 0.6:
                return 0.0
        same = [(mine.text(name) or default) == (theirs.text(name) or default)
                for name, default in (("year", None), ("comparator", "="))]
        return meeting + alike(mine.name, theirs.name) if all(same) else 0.0

    def loose_values(self, mine, theirs):
        meeting = self.meeting(mine, theirs)
        same = mine.text("value") and amount(mine.text("value")) == amount(theirs.text("value"))
        return meeting + alike(mine.name, theirs.name) if meeting and same else 0.0

    # Relations

    def relation(self, name, mine, theirs):
        """Edges whose ends are both matched."""
        group = Group(name)
        wanted = {}
        for edge in theirs:
            wanted.setdefault(edge.ends, []).append(edge)
        for edge in mine:
            ends = tuple(self.pairs.get(end) for end in edge.ends)
            found = wanted.get(ends)
            if found:
                group.right.append((edge, found.pop()))
            else:
                group.missed.append(edge)
        group.false = [edge for listed in wanted.values() for edge in listed]
        return group
