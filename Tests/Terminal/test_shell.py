"""Checks what a person at the prompt sees and gets: python3 test_shell.py .build/release/zhiku

Drawing and keys are checked by test_editing.py. `ZHIKU_CORPUS` names the folder of the original documents; without it
the checks that show their lines are skipped.
"""

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
from terminal import ENTER, TAB, UP, Terminal, control, history_path, pasted

command = program()
PROMPT = "zhiku> "
CHANGED = "zhiku*> "


class Shell(Terminal):
    """The program at its prompt; on the small graph unless `graph` is None."""

    def __init__(self, *arguments, graph=SMALL, rows=40, columns=100, **options):
        super().__init__(command + (["-g", graph] if graph else []) + list(arguments), rows, columns, **options)
        if not self.wait(self.at_prompt):
            raise AssertionError("no prompt:\n" + self.text())

    def at_prompt(self):
        row, column = self.cursor
        return self.rows()[row] in (PROMPT.rstrip(), CHANGED.rstrip()) and column == wcswidth(self.rows()[row]) + 1

    def run(self, text, seconds=10):
        """Enters a text and gives what was printed until the next prompt, without how long it took."""
        self.press(control("l"))
        self.press(text, ENTER)
        if not self.wait(self.at_prompt, seconds):
            raise AssertionError(f"no prompt after {text!r}:\n{self.text()}")
        rows = self.rows()[:self.cursor[0]]
        return re.sub(r"(?m) · [0-9.]+ m?s$", "", "\n".join(rows[text.count("\n") + 1:]))

    def line(self):
        """What stands behind the prompt now."""
        row = max(number for number, row in enumerate(self.rows()) if row.startswith("zhiku"))
        return self.rows()[row].split("> ", 1)[-1] if "> " in self.rows()[row] else ""

    def completed(self, text, times=1):
        """The line after TAB, and what stands below it."""
        self.press(control("c"), control("l"), text, TAB * times)
        rows = self.rows()
        row = max(number for number, row in enumerate(rows) if row.startswith(PROMPT))
        return rows[row][len(PROMPT):], [row for row in rows[row + 1:] if row]


def names(terminal):
    """The first cells of the tables on the screen, without their heads."""
    rows = [row.lstrip(" 0123456789") for row in terminal.text().split("\n")]
    below = [row for above, row in zip(rows, rows[1:]) if row[:1] == "│" and above[:1] in ("├", "│")]
    return [row.split("│")[1].strip() for row in below]


# MARK: Locales, Chinese


@check
def chinese_and_english_give_the_same_rows_in_every_locale():
    queries = ('find proposals where topic ~ "低空经济"', "查找 提案 其中 主题 ～ “低空经济”；")
    found = set()
    for locale in ({"LC_ALL": "C.UTF-8"}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"LC_ALL": "zh_CN.UTF-8"}):
        with Shell("--lang", "en", graph=None, environment=locale) as terminal:
            for query in queries:
                found.add(terminal.run(query))
                within("低空", terminal.text(), str(locale))
    same(len(found), 1, f"one answer: {found}")
    within("1 row", found.pop())


@check
def the_language_follows_the_locale_and_lang():
    with Shell(environment={"LANG": "zh_CN.UTF-8"}) as terminal:
        within("│ 名称", terminal.run("find counties"))
        within("3 行", terminal.text())
        terminal.run(".lang en")
        within("3 rows", terminal.run("find counties"))
    with Shell("--lang", "zh") as terminal:
        within("没有", terminal.run("find 县区 where 无此 = 1"))
    with Shell() as terminal:
        terminal.run(".lang zh")
        within("查找", terminal.run(".help"))
        within("zh", terminal.run(".lang fr"))


@check
def a_semicolon_inside_a_string_is_text():
    with Shell() as terminal:
        terminal.run('add county 甲县 (note: "a；b")')
        terminal.run('add site "a；b" (class: "景区")')
        within("a；b", terminal.run("find sites where name = “a；b”；"))


# MARK: Statements


@check
def a_statement_may_go_over_several_lines():
    with Shell() as terminal:
        terminal.press("find counties where", ENTER)
        absent("┌", terminal.text(), "nothing ran")
        terminal.press("name = 平遥", ENTER)
        terminal.wait(terminal.at_prompt)
        same(names(terminal), ["平遥县"])
        same(terminal.text().count("┌"), 1, "once")
        terminal.press(UP)
        within("where\nname = 平遥", terminal.text())


@check
def a_paste_runs_only_after_enter():
    with Shell() as terminal:
        terminal.press(pasted("count counties;\ncount sites;\ncount topics\n"))
        absent("┌", terminal.text(), "nothing ran")
        terminal.press(ENTER)
        terminal.wait(terminal.at_prompt)
        same(names(terminal), ["3", "1", "2"])
        absent("00~", terminal.text())
        terminal.press(control("d"))
        same(terminal.exit_status(), 0)
        same(terminal.output.rfind(b"\x1b[?2004l") > terminal.output.rfind(b"\x1b[?2004h"), True, "paste mode off")


@check
def a_mistake_has_a_caret_under_it():
    for columns in (40, 80):
        with Shell(columns=columns) as terminal:
            out = terminal.run("查找 提案 其中 主题 ~ “低空” 且 年份份 = 1").split("\n")
            number = next(number for number, row in enumerate(out) if "^" in row)
            line, caret = out[number - 1], out[number]
            same(wcswidth(caret[:caret.index("^")]), wcswidth(line[:line.index("年份份")]), "\n".join(out))
            within("年份", "\n".join(out[number + 1:]), "a hint")


@check
def an_empty_result_says_so():
    with Shell() as terminal:
        within("0 rows", terminal.run("find counties where name = 无此县"))


# MARK: Ctrl-C, Ctrl-D


@check
def control_c_never_ends_the_shell():
    with Shell() as terminal:
        terminal.press("find 低空", control("c"))
        same(terminal.at_prompt(), True, terminal.text())
        for _ in range(5):
            terminal.press(control("c"))
        same(terminal.at_prompt() and terminal.child.isalive(), True, terminal.text())
        terminal.press("find counties where (", ENTER, "name", control("c"))
        same(terminal.at_prompt(), True, terminal.text())
        within("3", terminal.run("count counties"))


@check
def control_c_stops_a_slow_query():
    home = tempfile.mkdtemp(prefix="zhiku-home-")
    try:
        graph = written(home + "/slow.zk", slow_graph())
        with Shell(graph=graph, home=home) as terminal:
            for _ in range(2):
                terminal.press(SLOW, ENTER)
                time.sleep(0.7)
                terminal.settle()
                same(terminal.at_prompt(), False, "still running")
                start = time.time()
                terminal.press(control("c"))
                same(terminal.wait(terminal.at_prompt, 5), True, terminal.text())
                seconds = time.time() - start
                within("cancelled", terminal.text())
                within("1500", terminal.run("count counties"), "the next query works")
            return f"prompt back after {seconds:.2f} s"
    finally:
        shutil.rmtree(home, ignore_errors=True)


@check
def control_d_leaves_only_an_empty_line():
    with Shell() as terminal:
        terminal.press("find", control("d"))
        same(terminal.child.isalive(), True)
        terminal.press(control("u"), control("d"))
        same(terminal.exit_status(), 0)


@check
def unsaved_changes_show_and_leaving_asks():
    with Shell() as terminal:
        terminal.run("add county 甲县")
        same(terminal.rows()[terminal.cursor[0]], CHANGED.rstrip(), "prompt")
        terminal.press(".quit", ENTER)
        within("(y/n)", terminal.text())
        terminal.press("n", ENTER)
        same(terminal.wait(terminal.at_prompt, 3), True, terminal.text())
        terminal.press(control("d"))
        within("(y/n)", terminal.text())
        terminal.press(control("c"))
        same(terminal.wait(terminal.at_prompt, 3), True, terminal.text())
        terminal.run(f'save "{terminal.home}/a.zkg"')
        same(terminal.rows()[terminal.cursor[0]], PROMPT.rstrip(), "saved")
        terminal.run("remove county 甲县")
        terminal.press(".quit", ENTER, "y", ENTER)
        same(terminal.exit_status(), 0)


# MARK: Completion


@check
def completion_of_keywords_kinds_and_properties():
    with Shell() as terminal:
        for text, wanted in (("fin", "find "), ("find coun", "find counties"), ("查", "查找"), ("查找 县", "查找 县区"),
                             ("find counties wh", "find counties where "), ("find counties where al", "alias"),
                             ("find counties order by cod", "code"), ("find proposals where autho", "authored_by"),
                             ("查找 县区 其中 名", "名称"), ("find proposals show authored_by.na", "authored_by.name")):
            line, below = terminal.completed(text)
            within(wanted.rstrip(), line, f"{text!r} {below}")
        line, below = terminal.completed("find p")
        for word in ("people", "places", "plans", "proposals"):
            within(word, " ".join(below))


@check
def completion_of_names():
    with Shell() as terminal:
        for typed in ("安", "吉", "anji", "anjix", "ajx", "aj"):
            for opening, closing in (("", ""), ('"', '"'), ("“", "”")):
                line, below = terminal.completed(f"find counties where name = {opening}{typed}")
                same(line, f"find counties where name = {opening}安吉县{closing}", f"{typed} {below}")
        line, below = terminal.completed("find counties where name = 平")
        same(line, "find counties where name = 平", "nothing is taken away, nothing guessed")
        for name in ("平遥县", "平定县"):
            within(name, " ".join(below))
        line, _ = terminal.completed('find proposals where topic ~ "低')
        same(line, 'find proposals where topic ~ "低空经济"')
        line, _ = terminal.completed("find units where name = 市审")
        same(line, 'find units where name = "市审计局 (党组)"', "quotes where they are needed")
        line, _ = terminal.completed("find counties where name = 无")
        same(line, "find counties where name = 无", "no candidate")


@check
def candidates_stand_in_columns():
    with Shell(graph=None, columns=80) as terminal:
        _, below = terminal.completed("find places where name = ", 1)
        starts = []
        for row in below[:-1]:
            cells, column = [], 0
            for index, character in enumerate(row):
                if character != " " and row[max(0, index - 2):index] in ("", "  "):
                    cells.append(column)
                column += max(wcswidth(character), 0)
            starts.append(cells)
            same(column <= 80, True, row)
        same(len(below) > 3, True, "several rows")
        longest = max(starts, key=len)
        for row, cells in zip(below, starts):
            same(cells, longest[:len(cells)], row)


@check
def completion_of_commands_and_their_arguments():
    with Shell() as terminal:
        same(terminal.completed(".sch")[0], ".schema")
        same(terminal.completed(".format js")[0][:12], ".format json")
        same(terminal.completed(".schema coun")[0], ".schema county")
        same(terminal.completed(".lang z")[0], ".lang zh")
        folder = os.path.dirname(SMALL)
        same(terminal.completed(f".read {folder}/sma")[0], f".read {SMALL}")
        same(terminal.completed(f'load "{folder}/sma')[0], f'load "{SMALL}"')


# MARK: Commands


@check
def dot_commands_do_what_they_say():
    with Shell() as terminal:
        for word in (".schema", ".format", ".quit", "find"):
            within(word, terminal.run(".help"))
        within("counties", terminal.run(".schema"))
        for word in ("code", "develops", "located_in"):
            within(word, terminal.run(".schema county"))
        within("did you mean county", terminal.run(".schema countyy"))
        within("find", terminal.run(".examples"))
        terminal.run(".format json")
        within('[{"count":3}]', terminal.run("count counties"))
        within("did you mean csv", terminal.run(".format cvs"))
        terminal.run(".format box")
        within("did you mean .format", terminal.run(".formt"))
        within("without a dot", terminal.run(".find counties"))
        terminal.run("find counties order by code desc")
        within("安吉县", terminal.run(".show 1"))
        within("1 to 3", terminal.run(".show 9"))
        terminal.run(".timer on")
        within("ms", terminal.run("count counties"))
        terminal.run(".timer off")
        absent("ms", terminal.run("count counties"))
        within(".timer off\ncount counties", terminal.run(".history"), "oldest first")
        within(".schema", terminal.run("help"))
        terminal.press("exit", ENTER)
        same(terminal.exit_status(), 0)


@check
def every_example_runs():
    with Shell(graph=None, rows=60, columns=160) as terminal:
        examples = [row[4:] for row in terminal.run(".examples").split("\n") if row[:3].strip().isdigit()]
        same(len(examples) >= 4, True)
        for word in ("find", "count", "where", "show", "group", "order", "limit", "let", "has", "no", "explain", "add"):
            for language in ("en", "zh"):
                terminal.run(".lang " + language)
                rows = [row.strip() for row in terminal.run(".help " + word).split("\n") if row.strip()]
                same(len(rows), 3, "\n".join(rows))
                examples.append(rows[2])
        terminal.run(".lang en")
        for example in dict.fromkeys(examples):
            absent("error", terminal.run(example).replace(example, ""), example)


@check
def open_and_read_files():
    with Shell() as terminal:
        path = written(terminal.home + "/另 一.zk", "add county 乙县\nadd county 丙县\n")
        script = written(terminal.home + "/s.zk", "count counties;\nfnd x\ncount counties\n")
        terminal.run(f".open {path}")
        within("2", terminal.run("count counties"))
        terminal.run(f'.open "{path}"')
        within("2", terminal.run("count counties"))
        within("none.zk", terminal.run(".open none.zk"))
        within("2", terminal.run("count counties"), "the graph stays")
        within("s.zk:2:1", terminal.run(".read ~/s.zk"))
        same(names(terminal), ["2", "2"], "the rest of it runs")
        within("none.zk", terminal.run(".read none.zk"))
        terminal.run("add county 丁县")
        within("not saved", terminal.run(f".open {path}"))


@check
def source_tells_what_the_whole_row_stands_on():
    graph = SAMPLES + "/../Tests/Transcripts/small.zk"
    with Shell(graph=graph) as terminal:
        terminal.run("find industries where name ~ 低空 show name, part_of.name, promoted_by.title")
        screen = terminal.run(".source 1")
        for line in ("yc:24-26", "yc:24 "):
            within(line, screen, "the node, and the way to its cluster")
        terminal.run("find counties group by located_in.name as city show city, count() as n")
        within("GB/T 2260", terminal.run(".source 1"), "the members of a group")
        within("row 1 is a group", terminal.run(".show 1"))


@check
def sources_show_the_original_lines():
    corpus = os.environ.get("ZHIKU_CORPUS")
    if not corpus or not os.path.isdir(corpus):
        raise Skipped("ZHIKU_CORPUS is not set")
    with Shell(graph=None) as terminal:
        terminal.run('find proposals where topic ~ "低空经济"')
        within("cppcc:31-49", terminal.run(".source 1"))
        absent(" 31  ", terminal.text(), "no corpus, no lines")
        terminal.run(f".corpus {corpus}")
        within(" 31  ", terminal.run(".source 1"))
        within(" 49  ", terminal.text())
        within("\n  > ", terminal.text(), "lines with a hit have a sign")
        within(" 31  ", terminal.run(".show 1"))
        within("is not a folder", terminal.run(".corpus /nonexistent"))
        within(" 31  ", terminal.run(".source"), "one row needs no number")
        empty = tempfile.mkdtemp(prefix="zhiku-check-", dir=terminal.home)
        terminal.run(f".corpus {empty}")
        within("can't be read", terminal.run(".source 1"))
        for name in os.listdir(corpus):
            if os.path.isfile(os.path.join(corpus, name)):
                written(os.path.join(empty, name), "一\n二\n" * 100)
        within("is not the file", terminal.run(".source 1"))


@check
def a_command_in_the_middle_of_a_statement_is_not_one():
    with Shell() as terminal:
        terminal.press("find counties where (", ENTER, ".quit", ENTER)
        same(terminal.child.isalive(), True, "not left")
        terminal.press(control("c"))
        same(terminal.wait(terminal.at_prompt, 3), True, terminal.text())


# MARK: History, configuration


@check
def history_is_private_and_shared_by_sessions():
    with Shell() as first:
        first.run("count counties")
        first.run("count counties")
        first.run(" count topics")
        with Shell(home=first.home) as second:
            second.run("count sites")
            first.run("count people")
        same(first.history(), ["count counties", "count sites", "count people"])
        same(stat.S_IMODE(os.stat(history_path(first.home)).st_mode), 0o600)
        with Shell(home=first.home, environment={"LC_ALL": "C"}) as third:
            third.press(UP, UP)
            same(third.line(), "count sites")
        with Shell("--no-history", home=first.home) as fourth:
            fourth.run("count units")
            same(fourth.history()[-1], "count people", "--no-history")


@check
def the_configuration_is_read_at_the_prompt_only():
    home = tempfile.mkdtemp(prefix="zhiku-home-")
    try:
        os.makedirs(home + "/config/zhiku")
        written(home + "/config/zhiku/rc.zk",
                "# mine\n.format csv\nlet p =\n  find counties\n\nfnd x\n.lang zh\ncount p\n")
        with Shell(home=home) as terminal:
            within("rc.zk:6:1", terminal.text(), "a mistake is told")
            within("\n3\n", terminal.text(), "and the rest runs")
            within("平遥县,", terminal.run("find p"))
            absent("│", terminal.text(), "csv")
        with Shell("--no-rc", home=home) as terminal:
            absent("rc.zk", terminal.text())
            within("│", terminal.run("count counties"))
        written(home + "/rc.zk", ".format json\n")
        written(home + "/.zhikurc", ".format json\n")
        with Shell(home=home, environment={"XDG_CONFIG_HOME": "."}, folder=home) as terminal:
            within("│", terminal.run("count counties"), "nothing from the current folder")
    finally:
        shutil.rmtree(home, ignore_errors=True)


# MARK: The terminal


@check
def a_resize_changes_the_width_of_tables():
    with Shell(graph=None, columns=100) as terminal:
        terminal.run("find plans")
        terminal.resize(40, 60)
        out = terminal.run("find plans")
        same(max(wcswidth(row) for row in out.split("\n")) <= 60, True, out)
        terminal.resize(40, 120)
        wide = terminal.run("find plans")
        same(max(wcswidth(row) for row in wide.split("\n")) > 60, True, wide)


@check
def tables_fit_and_align():
    for columns in (40, 80, 200):
        with Shell(graph=None, columns=columns) as terminal:
            out = terminal.run("find proposals limit 5")
            widths = {wcswidth(row) for row in out.split("\n")}
            grid = {wcswidth(row) for row in out.split("\n") if set(row) & set("┌│├└")}
            same(len(grid), 1 if columns > 40 else 0, out)
            same(max(widths) <= columns, True, out)


@check
def simple_terminals_get_simple_text():
    with Shell(environment={"NO_COLOR": "1"}) as terminal:
        terminal.run("find counties")
        absent(b"\x1b[1", terminal.output)
        absent(b"\x1b[3", terminal.output)
    with Shell(environment={"ACCESSIBLE": "1"}) as terminal:
        absent("│", terminal.run("find counties"))
    with Terminal(command + ["-g", SMALL], environment={"TERM": "dumb"}) as terminal:
        terminal.expect(PROMPT.rstrip())
        terminal.press("find counties\n")
        terminal.expect("平遥县")
        absent(b"\x1b", terminal.output)
        absent("│", terminal.text())
        terminal.press(control("d"))
        same(terminal.exit_status(), 0)


@check
def the_prompt_comes_at_once_and_asks_the_terminal_nothing():
    with Shell(graph=None) as terminal:
        for query in (b"\x1b]", b"\x1b[c", b"\x1b[>", b"\x1b[6n", b"\x1bP"):
            absent(query, terminal.output)


@check
def tmux_shows_chinese_in_the_c_locale():
    if not shutil.which("tmux"):
        raise Skipped("no tmux")
    home = tempfile.mkdtemp(prefix="zhiku-home-")
    socket = home + "/tmux"

    def tmux(*words):
        variables = {"PATH": os.environ["PATH"], "HOME": home, "LC_CTYPE": "C.UTF-8", "TERM": "xterm-256color"}
        words = ["tmux", "-S", socket, *words]
        return subprocess.run(words, capture_output=True, env=variables, timeout=10).stdout.decode()

    def shown(text, seconds=10):
        end = time.time() + seconds
        while text not in (screen := tmux("capture-pane", "-p")) and time.time() < end:
            time.sleep(0.05)
        within(text, screen)
        return screen

    try:
        words = ["env", "-u", "LC_CTYPE", "-u", "LC_ALL", "LANG=C", "ZHIKU_SAMPLES=" + SAMPLES,
                 "ZHIKU_HISTORY=" + home + "/h"]
        tmux("new-session", "-d", "-x", "80", "-y", "24", *words, *command)
        shown(PROMPT.rstrip())
        tmux("send-keys", "-l", "find proposals where topic ~ “低空经x济”")
        tmux("send-keys", "Left", "Left", "BSpace", "Enter")
        screen = shown("1 row")
        within(PROMPT + "find proposals where topic ~ “低空经济”", screen)
        widths = {wcswidth(row) for row in screen.split("\n") if row[:1] in ("┌", "│", "├", "└")}
        same(len(widths), 1, screen)
    finally:
        tmux("kill-server")
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
