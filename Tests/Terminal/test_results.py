"""Checks how answers are shown at the prompt and in files: python3 test_results.py .build/release/zhiku

Tables of any width, row numbers, hits, the pager, files, charts, progress, simple terminals.
"""

import csv
import html.parser
import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time

from wcwidth import wcswidth

from checks import (
    SAMPLES, SLOW, SMALL, Skipped, absent, check, main, program, same, slow_graph, within, written)
from terminal import ENTER, Terminal, control

command = program()
PROMPT = "zhiku> "
SGR = re.compile(rb"\x1b\[[0-9;]*m")


class Shell(Terminal):
    """The program at its prompt."""

    def __init__(self, *arguments, graph=SMALL, rows=40, columns=100, **options):
        super().__init__(command + (["-g", graph] if graph else []) + list(arguments), rows, columns, **options)
        if not self.wait(self.at_prompt):
            raise AssertionError("no prompt:\n" + self.text())

    def at_prompt(self):
        row, column = self.cursor
        return self.rows()[row].startswith("zhiku") and self.rows()[row].endswith(">") and column > 6

    def run(self, text, seconds=10):
        """Enters a text and gives what was printed until the next prompt."""
        before = len(self.output)
        self.press(control("l"), text, ENTER)
        if not self.wait(self.at_prompt, seconds):
            raise AssertionError(f"no prompt after {text!r}:\n{self.text()}")
        self.printed = self.output[before:]
        rows = self.rows()[:self.cursor[0]]
        start = next((number for number, row in enumerate(rows) if row.startswith("zhiku")), 0)
        return "\n".join(rows[start + 1:])


def zhiku(*words, variables=None, graph=SMALL, **options):
    """Runs the program in pipes: status, standard output in bytes, standard error."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    kept.update(LANG="C.UTF-8", HOME="/nonexistent", ZHIKU_SAMPLES=SAMPLES, TERM="xterm-256color")
    kept.update(variables or {})
    done = subprocess.run(
        command + (["-g", graph] if graph else []) + list(words), capture_output=True, timeout=60, env=kept, **options)
    return done.returncode, done.stdout, done.stderr.decode()


def folder():
    return tempfile.mkdtemp(prefix="zhiku-results-")


def many(count):
    return "".join(f'add county "县{number:03}" (code: "{number}")\n' for number in range(count))


# MARK: Tables


@check
def every_line_fits_at_any_width():
    with Shell(graph=None, columns=200) as terminal:
        for columns in (1, 2, 7, 12, 40, 80, 200):
            terminal.run(f".maxwidth {columns}")
            for query in ("find proposals limit 3", "count targets"):
                terminal.run(query)
                shown = SGR.sub(b"", terminal.printed).decode().replace("\r", "").split("\n")
                for line in shown[1:-1]:
                    line = line.split("\x1b[?2004l")[-1]
                    if "\x1b" in line:
                        continue
                    same(wcswidth(line) <= columns, True, f"{columns} columns, {query}: {line!r}")
    with Shell(graph=None, columns=12) as terminal:
        terminal.run("find proposals limit 2")
        absent("│", terminal.text(), "no table has room")


@check
def rows_are_numbered_for_show_and_source():
    with Shell() as terminal:
        shown = terminal.run("find counties show name, code order by code").split("\n")
        rows = [row for row in shown if "县" in row and "│" in row]
        same([row.split("│")[0].strip() for row in rows], ["1", "2", "3"])
        second = rows[1].split("│")[1].strip()
        within(second, terminal.run(".show 2"))
        terminal.run(".set numbers off")
        absent("1 │", terminal.run("find counties show name"))
    with Shell(environment={"ACCESSIBLE": "1"}) as terminal:
        within("row: 2", terminal.run("find counties"))


@check
def the_middle_of_a_long_answer_is_left_out():
    place = folder()
    try:
        graph = written(place + "/g.zk", many(100))
        with Shell(graph=graph, rows=60) as terminal:
            out = terminal.run("find counties show name order by name")
            within("100 rows, 40 shown", out)
            within("⋮", out)
            within("100 │", out)
            terminal.run(".maxrows 4")
            within("100 rows, 4 shown", terminal.run("find counties show name"))
            within("takes a whole number", terminal.run(".maxrows x"))
            within("4", terminal.run(".maxrows"))
    finally:
        shutil.rmtree(place)


@check
def hits_are_marked_in_colour_and_only_there():
    query = 'find counties where name ~ "平" show name'
    with Shell() as terminal:
        terminal.run(query)
        within("\x1b[1;33m平\x1b[0m".encode(), terminal.printed)
        terminal.run('find counties where not name ~ "平" show name')
        absent(b"\x1b[1;33m", terminal.printed)
        terminal.run(".set palette light")
        terminal.run(query)
        within("\x1b[1;31m平\x1b[0m".encode(), terminal.printed)
        terminal.run(".set color off")
        terminal.run(query)
        absent(b"\x1b[1;31m", terminal.printed)
    with Shell(environment={"COLORFGBG": "0;15"}) as terminal:
        terminal.run(query)
        within("\x1b[1;31m平\x1b[0m".encode(), terminal.printed)
    with Shell(environment={"COLORFGBG": "15;0"}) as terminal:
        terminal.run(query)
        within("\x1b[1;33m平\x1b[0m".encode(), terminal.printed)
    with Shell(environment={"NO_COLOR": "1"}) as terminal:
        terminal.run(query)
        same(re.findall(rb"\x1b\[[0-9;]+m", terminal.printed), [])


@check
def the_last_line_tells_rows_and_time():
    with Shell() as terminal:
        same(bool(re.search(r"3 rows · [0-9.]+ m?s$", terminal.run("find counties"))), True, terminal.text())
        terminal.run(".timer off")
        same(terminal.run("find counties").endswith("3 rows"), True, terminal.text())


@check
def what_could_steer_the_terminal_is_written_out():
    place = folder()
    try:
        evil = "红\\u{1B}[31m\\u{202E}左\\t右\\u{200B}"
        graph = written(place + "/g.zk", f'add county 甲县 (code: "{evil}")\n')
        with Shell(graph=graph) as terminal:
            for form in ("box", "table", "line", "csv", "tsv", "json", "jsonl", "markdown", "html"):
                terminal.run(f".format {form}")
                terminal.run("find counties show code")
                absent("\x1b[31m".encode(), terminal.printed, form)
                absent("\u202e".encode(), terminal.printed, form)
                absent("\u200b".encode(), terminal.printed, form)
        text = "红\x1b[31m\u202e左\t右\u200b"
        _, out, _ = zhiku("-o", "csv", "-c", "find counties show code", graph=graph)
        same(list(csv.reader(io.StringIO(out.decode()))), [["code"], [text]])
        _, out, _ = zhiku("-o", "json", "-c", "find counties show code", graph=graph)
        same(json.loads(out), [{"code": text}])
        _, out, _ = zhiku("-o", "tsv", "-c", "find counties show code", graph=graph)
        same(out.decode(), "code\n" + text.replace("\t", "\\t") + "\n")
    finally:
        shutil.rmtree(place)


# MARK: Pager


def pager(place):
    """A pager that keeps what it was given, and waits for a key."""
    path = written(place + "/page", '#!/bin/sh\ncat > "$PAGED"\necho PAGED\nread line < /dev/tty\n')
    os.chmod(path, 0o755)
    return path


@check
def a_long_answer_opens_the_pager():
    place = folder()
    try:
        graph = written(place + "/g.zk", many(200))
        variables = {"ZHIKU_PAGER": pager(place), "PAGED": place + "/paged"}
        with Shell(graph=graph, rows=24, environment=variables) as terminal:
            within("│ 县000", terminal.run("find counties show name order by name limit 3"))
            same(os.path.exists(place + "/paged"), False, "a short answer needs none")
            terminal.press("find counties show name order by name", ENTER)
            terminal.expect("PAGED")
            text = open(place + "/paged", encoding="utf-8").read()
            same(len(re.findall("县[0-9]{3}", text)), 200, "all rows")
            start = time.time()
            terminal.press(ENTER)
            same(terminal.wait(terminal.at_prompt, 5), True)
            same(time.time() - start < 3, True, "the prompt is back")
            terminal.run(".pager off")
            within("200 rows, 40 shown", terminal.run("find counties show name"))
            terminal.run(".pager on")
            terminal.press("count counties", ENTER)
            terminal.expect("PAGED")
            terminal.press(ENTER)
            terminal.wait(terminal.at_prompt)
    finally:
        shutil.rmtree(place)


@check
def last_shows_everything_uncut():
    place = folder()
    try:
        long = "很长的说明" * 60
        lines = "".join(f'add finding "f{n}" (summary: "{long}{n:02}")\n' for n in range(12))
        graph = written(place + "/g.zk", lines)
        variables = {"ZHIKU_PAGER": pager(place), "PAGED": place + "/paged"}
        with Shell(graph=graph, rows=30, columns=60, environment=variables) as terminal:
            within("no answer yet", terminal.run(".last"))
            within("…", terminal.run("find findings show id, summary"))
            terminal.press(".last", ENTER)
            terminal.expect("PAGED")
            text = open(place + "/paged", encoding="utf-8").read()
            for number in range(12):
                within(f"{long}{number:02} ", text)
            terminal.press(ENTER)
            terminal.wait(terminal.at_prompt)
    finally:
        shutil.rmtree(place)


@check
def less_shows_chinese_in_any_locale_and_leaves_at_once():
    if shutil.which("less") is None:
        raise Skipped("there is no less")
    place = folder()
    try:
        graph = written(place + "/g.zk", many(3000))
        with Shell(graph=graph, rows=24, environment={"LC_ALL": "C", "ZHIKU_PAGER": None}) as terminal:
            terminal.press("find counties show name order by name", ENTER)
            terminal.expect("县010")
            absent("binary", terminal.text())
            absent("<E", terminal.text())
            within("q = back to zhiku", terminal.text(), "the keys are told")
            start = time.time()
            terminal.press("q")
            same(terminal.wait(terminal.at_prompt, 5), True, terminal.text())
            same(time.time() - start < 2, True)
            within("3000", terminal.run("count counties"))
    finally:
        shutil.rmtree(place)


@check
def a_missing_pager_is_told_once():
    place = folder()
    try:
        graph = written(place + "/g.zk", many(100))
        for missing in ("/nonexistent", "no-such-pager -x", "'/no/such' -y"):
            with Shell(graph=graph, rows=24, environment={"ZHIKU_PAGER": missing}) as terminal:
                terminal.run("find counties show name")
                within(b"warning", terminal.printed)
                within("100 rows, 40 shown", terminal.text())
                terminal.run("find counties show name")
                absent(b"warning", terminal.printed)
    finally:
        shutil.rmtree(place)


# MARK: Files


@check
def tab_names_the_file_of_an_answer():
    place = folder()
    with open(place + "/alt.csv", "w", encoding="utf-8") as file:
        file.write("x\n")
    with Shell() as terminal:
        terminal.press(f".output {place}/al", "\t")
        terminal.expect(f"{place}/alt.csv")
        terminal.press("\x15", f".once {place}/new.m", "\t")
        terminal.expect(f"{place}/new.md")
    shutil.rmtree(place)


@check
def output_goes_to_a_file_in_the_format_of_its_name():
    place = folder()
    try:
        with Shell() as terminal:
            for name, start in (
                    ("a.csv", "name,code\n"), ("a.tsv", "name\tcode\n"), ("a.json", '[{"name"'), ("a.jsonl", '{"name"'),
                    ("a.md", "| name"), ("a.html", '<!DOCTYPE html>\n<meta charset="utf-8">\n<table>'), ("a.txt", "┌")):
                terminal.run(f".output {place}/{name}")
                out = terminal.run("find counties show name, code order by code")
                absent("县", out, "nothing on the screen")
                within(f"3 rows in {place}/{name}", out, "where it went")
                text = open(f"{place}/{name}", encoding="utf-8").read()
                same(text[:len(start)], start, name)
                absent("\x1b", text)
            terminal.run(".output")
            within("│ 平遥县", terminal.run("find counties show name"))
            terminal.run(f".output {place}/two.csv")
            terminal.run("count counties")
            terminal.run("count sites")
            within("neither", terminal.run("find nothings"), "words stay on the screen")
            terminal.run(".output")
            same(open(place + "/two.csv").read(), "count\n3\ncount\n1\n")
            within("No such file", terminal.run(".output /nonexistent/a.csv"))
            within("│ 平遥县", terminal.run("find counties show name"))
    finally:
        shutil.rmtree(place)


@check
def once_is_for_one_answer_and_leaves_no_half_file():
    place = folder()
    try:
        target = written(place + "/a.csv", "old\n")
        os.chmod(target, 0o600)
        with Shell() as terminal:
            terminal.run(f".once {target}")
            same(open(target).read(), "old\n", "until the answer is there")
            terminal.run("find nothings")
            terminal.run("count counties")
            same(open(target).read(), "count\n3\n")
            same(stat.S_IMODE(os.stat(target).st_mode), 0o600)
            within("│", terminal.run("count counties"))
            terminal.run(f".once --bom {place}/b.csv")
            terminal.run("count counties")
            same(open(place + "/b.csv", "rb").read(), b"\xef\xbb\xbfcount\n3\n")
            terminal.run(".bom on")
            terminal.run(f".once {place}/c.csv")
            terminal.run("count counties")
            same(open(place + "/c.csv", "rb").read()[:3], b"\xef\xbb\xbf")
            terminal.run(f".once {place}/d.csv")
            terminal.run(".output")
        same(sorted(os.listdir(place)), ["a.csv", "b.csv", "c.csv"], "no temporary file is left")
    finally:
        shutil.rmtree(place)


@check
def a_full_disk_is_told_and_nothing_is_lost():
    place = folder()
    try:
        graph = written(place + "/g.zk", many(3000))
        target = written(place + "/a.csv", "old\n")
        limit = "ulimit -f 8; exec "
        words = ["sh", "-c", limit + " ".join(f"'{word}'" for word in command + ["-g", graph])]
        with Terminal(words, 40, 100, environment={"ZHIKU_PAGER": ""}) as terminal:
            terminal.expect(PROMPT.rstrip())
            terminal.press(f".once {target}", ENTER, "find counties show id, name, code", ENTER)
            terminal.expect("can't be written")
            terminal.expect("is as it was")
            same(open(target).read(), "old\n")
            terminal.press(control("l"), f".output {place}/b.csv", ENTER, "find counties show id, name, code", ENTER)
            terminal.expect("holds the first")
            terminal.press(control("l"), "count counties", ENTER)
            terminal.expect("3000")
            same([name for name in os.listdir(place) if "tmp" in name], [])
            terminal.press(control("l"), ".once /dev/full", ENTER, "count counties", ENTER)
            terminal.expect("no space left")
    finally:
        shutil.rmtree(place)


# MARK: Formats, by other people's parsers


class Cells(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows, self.cell = [], None

    def handle_starttag(self, tag, _):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.cell = ""
        elif tag == "br":
            self.cell += "\n"

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.rows[-1].append(self.cell)
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data


@check
def data_formats_round_trip_any_text():
    import random
    seed = int(os.environ.get("SEED", str(random.randrange(1 << 30))))
    chosen = random.Random(seed)
    pieces = ["平遥", ",", '"', "'", "\n", "\r\n", "\t", "\\", "|", "<b>", "&amp;", "“", "😀", "e\u0301", " ", "*", "_x_",
              "\u202e", "\u200b", "\u2028", ";", "$x", "`", "~", "0", "-1", "\ufeff"]
    texts = ["".join(chosen.choices(pieces, k=chosen.randint(1, 9))) for _ in range(120)]
    place = folder()
    try:
        def quoted(text):
            return '"' + "".join(f"\\u{{{ord(c):X}}}" if ord(c) < 32 or c in '"\\' else c for c in text) + '"'
        graph = written(place + "/g.zk", "".join(
            f'add finding "f{n:03}" (summary: {quoted(text)})\n' for n, text in enumerate(texts)))
        query = "find findings show id, summary order by id"
        wanted = [[f"f{n:03}", text] for n, text in enumerate(texts)]

        def ask(form):
            status, out, err = zhiku("-o", form, "-c", query, graph=graph)
            same((status, err), (0, ""), form)
            return out.decode("utf-8")
        rows = list(csv.reader(io.StringIO(ask("csv"), newline="")))
        same(rows, [["id", "summary"]] + wanted, f"SEED={seed} csv")
        same([list(row.values()) for row in json.loads(ask("json"))], wanted, f"SEED={seed} json")
        lines = [json.loads(line) for line in ask("jsonl").split("\n")[:-1]]
        same([list(row.values()) for row in lines], wanted, f"SEED={seed} jsonl")
        marks = {"\\t": "\t", "\\n": "\n", "\\r": "\r", "\\\\": "\\"}
        cells = [[re.sub(r"\\[tnr\\]", lambda m: marks[m[0]], cell) for cell in line.split("\t")]
                 for line in ask("tsv").split("\n")[1:-1]]
        same(cells, wanted, f"SEED={seed} tsv")
        reader = Cells()
        reader.feed(ask("html"))
        same(len(reader.rows), 121, f"SEED={seed} html")
        for (name, text), row in zip(wanted, reader.rows[1:]):
            if not re.search(r"[\n\r\t\u2028\u202e\u200b\ufeff]", text):
                same(row, [name, text], f"SEED={seed} html")
        same(all(line.count("|") >= 3 for line in ask("markdown").split("\n")[:-1]), True, f"SEED={seed} markdown")
    finally:
        shutil.rmtree(place)


# MARK: Charts


@check
def charts_fit_the_terminal_and_stay_in_ascii():
    queries = (
        "find findings group by category show category, count() as n chart bar",
        "find targets where value > 0亿元 show value chart hist",
        "find targets group by year show year, count() as n chart line",
        "find units where has findings show name, findings { summary } limit 3 chart tree")
    for columns in (20, 80):
        with Shell("--lang", "zh", graph=None, columns=columns, rows=60) as terminal:
            for query in queries:
                terminal.run(query)
                shown = SGR.sub(b"", terminal.printed).decode().replace("\r", "").split("\n")
                for line in shown:
                    if "\x1b" not in line and "chart" not in line and "注意" not in line:
                        same(wcswidth(line) <= columns, True, f"{columns} {query} {line!r}")
    for arguments, variables in ((["--ascii"], {}), ([], {"TERM": "dumb"})):
        for query in queries[:3]:
            status, out, _ = zhiku(*arguments, "-c", query, graph=None, variables=variables)
            same(status, 0)
            same(re.findall("[█│·●└─]", out.decode()), [], query)
            within("#" if "line" not in query else "*", out.decode(), query)


@check
def a_chart_goes_to_a_file():
    query = "find findings group by category show category, count() as n chart bar"
    _, out, _ = zhiku("-c", query, graph=None)
    within("█", out.decode())
    for form, start in (("markdown", "```text\n"), ("html", "<svg "), ("csv", "category,n\n"), ("json", "[{")):
        _, out, _ = zhiku("-o", form, "-c", query, graph=None)
        same(out.decode()[:len(start)], start, form)
    place = folder()
    try:
        with Shell(graph=None) as terminal:
            terminal.run(f".once {place}/a.html")
            terminal.run(query)
            terminal.run(f".once {place}/a.txt")
            terminal.run(query)
        text = open(place + "/a.html", encoding="utf-8").read()
        import xml.etree.ElementTree as tree
        head = '<!DOCTYPE html>\n<meta charset="utf-8">\n'
        same(text[:len(head)], head)
        picture = tree.fromstring(text[len(head):])
        same(len(picture.findall("{http://www.w3.org/2000/svg}rect")) > 2, True)
        within("█", open(place + "/a.txt", encoding="utf-8").read())
    finally:
        shutil.rmtree(place)


# MARK: Progress


@check
def progress_shows_after_a_second_and_goes_away():
    place = folder()
    try:
        script = written(place + "/slow.zk", slow_graph())
        graph = place + "/slow.zkg"
        same(zhiku("-c", f'save "{graph}"', graph=script)[0], 0)
        with Shell(graph=graph) as terminal:
            terminal.press(SLOW, ENTER)
            terminal.expect("Ctrl-C stops it")
            before = len(terminal.output)
            start = time.time()
            terminal.child.sendintr()
            while b"cancelled" not in terminal.output[before:] and time.time() < start + 5:
                terminal._feed(0.005)
            seconds = time.time() - start
            same(terminal.wait(terminal.at_prompt, 5), True, terminal.text())
            absent("stops it", terminal.text())
            within("cancelled", terminal.text())
            within("1500", terminal.run("count counties"))
            for query in ("find counties show name, list(develops.developed_in.name) as l order by l",):
                terminal.press(query, ENTER)
                time.sleep(0.5)
                terminal.press(control("c"))
                same(terminal.wait(terminal.at_prompt, 5), True, terminal.text())
                within("cancelled", terminal.text(), query)
                terminal.press(control("l"))
        for quiet in ({"ACCESSIBLE": "1"}, {"TERM": "dumb"}):
            with Terminal(command + ["-g", graph], 40, 100, environment=quiet) as terminal:
                terminal.expect(PROMPT.rstrip(), 20)
                terminal.press(SLOW, ENTER)
                terminal.settle(1.5, 1.5)
                absent("stops it", terminal.text(), str(quiet))
                terminal.child.sendintr()
        return f"cancelled after {1000 * seconds:.0f} ms"
    finally:
        shutil.rmtree(place)


# MARK: Settings


@check
def set_lists_every_setting_with_its_value():
    with Shell() as terminal:
        out = terminal.run(".set")
        for name in ("format", "lang", "maxrows", "maxwidth", "pager", "numbers", "timer", "color", "palette", "ascii",
                     "ambiguous", "bom", "corpus"):
            within("\n" + name, "\n" + out)
        within("box", out)
        terminal.run(".set ascii on")
        within("| 平遥县", terminal.run("find counties show name"))
        within("on", terminal.run(".set ascii"))
        within("did you mean pager", terminal.run(".set pagr on"))
        within("takes 1, 2", terminal.run(".set ambiguous 3"))
        terminal.run(".set format csv")
        within("平遥县", terminal.run("find counties show name"))
        absent("|", terminal.run("find counties show name"))
        terminal.run(".set lang zh")
        within("结果的格式", terminal.run(".set"))


@check
def ambiguous_characters_may_be_two_cells_wide():
    place = folder()
    try:
        graph = written(place + "/g.zk", 'add county 甲县 (code: "“1”…")\nadd county 乙县 (code: "12")\n')
        with Shell(graph=graph) as terminal:
            narrow = terminal.run("find counties show code").split("\n")
            terminal.run(".set ambiguous 2")
            wide = terminal.run("find counties show code").split("\n")
            same(len(wide[0]) - len(narrow[0]), 3, "three such characters")
    finally:
        shutil.rmtree(place)


if __name__ == "__main__":
    sys.exit(main())
