"""A graph as `zhiku -c dump` writes it, for scripts that compare graphs."""

import re
import subprocess
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|#[^\n]*|[(),:]|[^\s(),:"]+')
STATEMENTS = {"kind", "relation", "add", "link"}
SPAN = re.compile(r"(\d+)(?:\.\.(\d+))?$")


@dataclass
class Fact:
    """A node, or a relation between two."""
    kind: str
    key: tuple
    values: dict
    # (document, first line, last line); lines are 0 where a source has none.
    sources: list = field(default_factory=list)
    ends: tuple = ()

    def text(self, name):
        value = self.values.get(name)
        return value[0] if isinstance(value, list) else value

    @property
    def name(self):
        return self.text("name") or self.text("title") or (self.key[-1] if not self.ends else "")

    @cached_property
    def names(self):
        listed = self.values.get("alias", [])
        return {folded(name) for name in [self.name, self.key[-1], *listed]}

    @property
    def confidence(self):
        return float(self.text("confidence") or 1)


@lru_cache(maxsize=1 << 18)
def folded(text):
    """What `=` compares by, nearly: width, case, white space, the shapes of quotes and dashes."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"[“”„「」『』‘’'\"]", "", text)
    return re.sub(r"[‐–—―−]", "-", re.sub(r"\s+", "", text))


class Graph:
    def __init__(self, text):
        self.parents = {}
        self.nodes = {}
        self.edges = []
        self.read([token for token in TOKEN.findall(text) if not token.startswith("#")])

    @classmethod
    def of_file(cls, program, path):
        """The graph of a script, snapshot or folder, read by the program itself."""
        done = subprocess.run([program, "--no-rc", "-g", str(path), "-c", "dump"], capture_output=True)
        if done.returncode != 0:
            raise SystemExit(f"{path} can't be read:\n{done.stderr.decode()}")
        return cls(done.stdout.decode())

    def read(self, tokens):
        at = 0
        while at < len(tokens):
            word = tokens[at]
            end = self.end(tokens, at + 1)
            if word == "kind" and tokens[at + 2:at + 3] == ["is"]:
                self.parents[tokens[at + 1]] = tokens[at + 3]
            elif word == "add":
                kind, name = tokens[at + 1], plain(tokens[at + 2])
                self.nodes[(kind, name)] = self.fact(kind, (kind, name), tokens[at + 3:end])
            elif word == "link":
                ends = ((tokens[at + 1], plain(tokens[at + 2])), (tokens[at + 4], plain(tokens[at + 5])))
                self.edges.append(self.fact(tokens[at + 3], (tokens[at + 3], *ends), tokens[at + 6:end], ends))
            at = end

    @staticmethod
    def end(tokens, at):
        depth = 0
        while at < len(tokens) and not (depth == 0 and tokens[at] in STATEMENTS and tokens[at - 1] != ":"):
            depth += {"(": 1, ")": -1}.get(tokens[at], 0)
            at += 1
        return at

    @staticmethod
    def fact(kind, key, tokens, ends=()):
        """What stands in brackets: `name: value, name: (value, value), source: "insp" 9..14`."""
        fact = Fact(kind, key, {}, ends=ends)
        at = 1
        while at < len(tokens) - 1:
            name = tokens[at]
            at += 2
            depth, start = 0, at
            while at < len(tokens) - 1 and not (depth == 0 and tokens[at] == ","):
                depth += {"(": 1, ")": -1}.get(tokens[at], 0)
                at += 1
            parts = [token for token in tokens[start:at] if token not in "()"]
            if name == "source":
                fact.sources = sources(parts)
            else:
                fact.values[name] = [plain(part) for part in parts if part != ","]
            at += 1
        return fact

    def is_a(self, kind, wanted):
        while kind is not None and kind != wanted:
            kind = self.parents.get(kind)
        return kind is not None

    def of_kind(self, *kinds):
        return [node for node in self.nodes.values() if any(self.is_a(node.kind, kind) for kind in kinds)]

    def of_relation(self, relation):
        return [edge for edge in self.edges if edge.kind == relation]

    def node(self, key):
        return self.nodes.get(key) or Fact(key[0], key, {})


def plain(token):
    if not token.startswith('"'):
        return token
    return re.sub(r"\\(.)", lambda match: {"n": "\n", "t": "\t"}.get(match[1], match[1]), token[1:-1])


def sources(parts):
    """`"insp" 4 , "insp" 9..14` as (document, first, last)."""
    result = []
    for part in parts:
        if part == ",":
            continue
        span = SPAN.match(part)
        if span and result and result[-1][1] == 0:
            result[-1] = (result[-1][0], int(span[1]), int(span[2] or span[1]))
        else:
            result.append((plain(part), 0, 0))
    return result
