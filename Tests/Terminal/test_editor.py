"""Checks what the line editor does for whole statements: python3 test_editor.py .build/release/zhiku

Undo, words, the search by pinyin, editing elsewhere, tall pastes, the history's commands, and what no editor likes to see.
"""

import os
import signal
import stat
import sys
import tempfile
import time

from checks import SMALL, absent, check, main, program, same, within, written
from terminal import (
    BACKSPACE, CTRL_LEFT, CTRL_RIGHT, END, ENTER, HOME, LEFT, TAB, UP, Terminal, control, history_path, pasted)

PROMPT = "zhiku> "
UNDO, REDO = "\x1f", "\x1b_"
EDIT = control("x") + control("e")
STATEMENT = 'find proposals where topic ~ "低空经济"'
LOCALES = ({"LANG": "C.UTF-8"}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX", "LANG": None}, {"LC_ALL": "zh_CN.UTF-8"})

command = program() + ["-g", SMALL]


class Shell(Terminal):
    def __init__(self, *arguments, rows=24, columns=80, **options):
        variables = {"ZHIKU_PAGER": "", **options.pop("environment", {})}
        super().__init__(command + list(arguments), rows, columns, environment=variables, **options)
        if not self.wait(self.at_prompt):
            raise AssertionError("no prompt:\n" + self.text())

    def at_prompt(self):
        row, column = self.cursor
        return column == len(PROMPT) and self.rows()[row] == PROMPT.rstrip()

    def line(self):
        """What stands behind the last prompt, further rows included."""
        rows = self.rows()
        top = max(number for number, row in enumerate(rows) if row.startswith(PROMPT.rstrip()))
        return "\n".join(rows[top:]).rstrip()[len(PROMPT):]

    def run(self, text="", seconds=10):
        self.press(text, ENTER)
        if not self.wait(self.at_prompt, seconds):
            raise AssertionError(f"no prompt after {text!r}:\n{self.text()}")

    def fresh(self):
        self.press(control("c"), control("l"))


def editor(folder, body):
    """An editor that is a shell script; `$1` is the file."""
    path = written(folder + "/editor.sh", "#!/bin/sh\n" + body + "\n")
    os.chmod(path, 0o755)
    return path


# MARK: Changing the line


@check
def undo_takes_back_a_word_and_a_deletion():
    with Shell() as terminal:
        terminal.press("查找 县区 where")
        terminal.press(UNDO)
        same(terminal.line(), "查找 县区")
        terminal.press(UNDO, REDO)
        same(terminal.line(), "查找 县区", "redo")
        terminal.press(" x", control("w"), control("u"))
        same(terminal.line(), "")
        terminal.press(UNDO)
        same(terminal.line(), "查找 县区", "Ctrl-U undone")
        terminal.press(UNDO)
        same(terminal.line(), "查找 县区 x", "Ctrl-W undone")
        terminal.press(UNDO * 10)
        same(terminal.line(), "", "no further than the beginning")
        same(terminal.child.isalive(), True)
        terminal.press(pasted("a\nb"), UNDO)
        same(terminal.line(), "", "a paste at once")
        terminal.press("find counties where name = 平d", TAB, control("x") + control("u"))
        same(terminal.line(), "find counties where name = 平d", "a completion")


@check
def words_of_han_end_at_signs_and_other_scripts():
    with Shell() as terminal:
        terminal.press("低空经济，通用航空abc 2025年")
        columns = []
        for _ in range(5):
            terminal.press(CTRL_LEFT)
            columns.append(terminal.cursor[1] - len(PROMPT))
        same(columns, [26, 22, 18, 10, 0])
        columns = []
        for key in (CTRL_RIGHT, "\x1bf", "\x1b[1;3C"):
            terminal.press(key)
            columns.append(terminal.cursor[1] - len(PROMPT))
        same(columns, [8, 18, 21])
        terminal.press(END, control("w"), control("w"))
        same(terminal.line(), "低空经济，通用航空abc")
        terminal.press(HOME, "\x1bd")
        same(terminal.line(), "，通用航空abc", "Alt-D")


@check
def a_long_list_is_paged_by_tab():
    with Shell(rows=12, columns=60) as terminal:
        terminal.press("find counties where ", TAB)
        first = terminal.text()
        within("more", first)
        same("find counties where" in first, True)
        terminal.press(TAB)
        second = terminal.text()
        same(first == second, False, "another page:\n" + second)
        for _ in range(8):
            terminal.press(TAB)
        terminal.press("n")
        same(terminal.line(), "find counties where n", "any key ends it")


@check
def completion_works_in_every_locale():
    for locale in LOCALES:
        with Shell(environment=locale) as terminal:
            for typed in ('"anj', '"ajx', '"安', "吉"):
                terminal.fresh()
                terminal.press("find counties where name = " + typed, TAB)
                quote = typed[0] if typed[0] == '"' else ""
                same(terminal.line(), f"find counties where name = {quote}安吉县{quote}", f"{locale} {typed}")


@check
def completion_follows_the_grammar():
    with Shell(rows=40, columns=100) as terminal:
        for text, wanted, unwanted in (
                ("find counties -> ", ["develops", "located_in"], ["code", "name"]),
                ("find proposals group by year show ", ["year", "count("], ["title", "summary"]),
                ("find proposals show title { ", [], ["count counties"]),
                ("find sites where located_in.", ["code"], []),
                ("search 低空 in proposals show ", ["score", "snippet", "summary"], []),
                ("find proposals show authored_by@", ["confidence"], ["title"]),
                ("add county 平 (", ["code", "type"], ["develops"])):
            terminal.fresh()
            terminal.press(text, TAB)
            shown = terminal.text()
            for _ in range(4):
                if "more" in terminal.text():
                    terminal.press(TAB)
                    shown += terminal.text()
            words = shown.split()
            for word in wanted:
                within(word, words, text)
            for word in unwanted:
                absent(word, words, text)
        terminal.fresh()
        terminal.press("find counties where name = \"平d\"", LEFT, TAB)
        same(terminal.line(), 'find counties where name = "平定县"', "a quote that is closed already")


# MARK: History


@check
def search_finds_han_by_pinyin():
    with Shell() as terminal:
        terminal.run(STATEMENT)
        terminal.run("find counties")
        for typed in ("dkjj", "dikong", "低kong", "空经"):
            terminal.press(control("r"), typed)
            within(STATEMENT, terminal.rows()[terminal.cursor[0]], typed)
            terminal.press(control("c"))


@check
def the_history_can_be_listed_and_forgotten():
    with Shell(rows=40) as terminal:
        for name in ("sites", "people", "counties", "topics"):
            terminal.run("count " + name)
        terminal.press(control("l"))
        terminal.run(".history 2")
        within("count topics\n.history 2", terminal.text())
        absent("count counties", terminal.text())
        terminal.run(".history clear 3")
        same(terminal.history(), ["count sites", "count people"], "with .history 2, but without this command")
        terminal.press(UP)
        same(terminal.line(), "count people")
        terminal.press(control("c"))
        terminal.run(".history off")
        terminal.run("count units")
        absent("count units", terminal.history())
        terminal.run(".history on")
        terminal.run("count units")
        same(terminal.history()[-1], "count units")
        with Shell(home=terminal.home) as other:
            other.run("count plans")
            other.run(".history clear 1")
            same(other.history()[-1:], ["count units"], "only what it was asked to forget")
        terminal.run(".history clear")
        same(terminal.history(), [])
        terminal.run(".history x")
        within("takes a number", terminal.text())
        same(stat.S_IMODE(os.stat(history_path(terminal.home)).st_mode), 0o600)


@check
def a_history_that_can_t_be_written_is_said_once():
    with Shell(environment={"ZHIKU_HISTORY": "/proc/none/history"}) as terminal:
        terminal.run("count sites")
        within("/proc/none/history", terminal.text())
        terminal.press(control("l"))
        terminal.run("count people")
        absent("/proc/none", terminal.text())
        terminal.press(UP, UP)
        same(terminal.line(), "count sites", "the session has its history all the same")


@check
def a_grown_history_loses_its_older_half():
    home = tempfile.mkdtemp(prefix="zhiku-home-")
    path = home + "/state/zhiku/history"
    os.makedirs(os.path.dirname(path))
    lines = "".join(f"find counties where name = 平遥{number:06}\n" for number in range(110_000))
    written(path, lines)
    with Shell(home=home) as terminal:
        terminal.run("count sites")
        entries = terminal.history()
        same(entries[-2:], ["find counties where name = 平遥109999", "count sites"])
        same(os.path.getsize(path) < 2_200_000 and len(entries) > 40_000, True, str(os.path.getsize(path)))
        same(os.listdir(os.path.dirname(path)), ["history"])
        same(stat.S_IMODE(os.stat(path).st_mode), 0o600)


# MARK: Editing elsewhere


@check
def the_editor_gets_the_last_statement_in_a_private_file():
    with tempfile.TemporaryDirectory() as folder:
        script = editor(folder, 'ls -l "$1" >"$HOME/mode"; echo "$1" >"$HOME/path"; sed -i s/counties/sites/ "$1"')
        for names in ({"EDITOR": script}, {"VISUAL": script + " --option", "EDITOR": "false"}):
            body = open(script).read()
            if "VISUAL" in names:
                written(script, body.replace("$1", "$2"))
            with Shell(environment=names) as terminal:
                terminal.run("find counties where\nname = 平遥".replace("\n", ENTER))
                terminal.press(".edit", ENTER)
                terminal.expect("sites")
                same(terminal.line().split(), "find sites where name = 平遥".split(), "editable before it runs")
                within("-rw-------", open(terminal.home + "/mode").read())
                same(os.path.exists(open(terminal.home + "/path").read().strip()), False, "the file is removed")
                terminal.run()
                same(terminal.history()[-1], "find sites where\nname = 平遥")
                terminal.press("find counties", EDIT)
                terminal.expect("find sites\n".strip())
                same(terminal.line(), "find sites", "Ctrl-X Ctrl-E")
                terminal.press(LEFT, "x")
                same(terminal.line(), "find sitexs", "goes on as before")


@check
def an_editor_that_fails_loses_nothing():
    with tempfile.TemporaryDirectory() as folder:
        for body, said in (("exit 3", "status 3"), ("kill -9 $$", "killed"), ("printf '\\377' >\"$1\"", "UTF-8")):
            with Shell(environment={"EDITOR": editor(folder, body), "TMPDIR": folder}) as terminal:
                terminal.press("find 低空", EDIT)
                terminal.expect(said)
                same(terminal.line(), "find 低空", said)
                kept = [name for name in os.listdir(folder) if name.startswith("zhiku-")]
                same(len(kept), 0 if said == "status 3" else 1, str(kept))
                for name in kept:
                    os.unlink(folder + "/" + name)
        with Shell(environment={"EDITOR": "no-such-editor"}) as terminal:
            terminal.press("find 低空", EDIT)
            terminal.expect("no editor “no-such-editor”")
            same(terminal.line(), "find 低空")
            terminal.press(control("c"), ".edit find x", ENTER)
            terminal.wait(lambda: terminal.line() == "find x")
            same(terminal.line(), "find x")
        with Shell(environment={"TMPDIR": "/proc/none"}) as terminal:
            terminal.press("find 低空", EDIT)
            terminal.expect("/proc/none")
            same(terminal.line(), "find 低空")


@check
def an_editor_that_is_stopped_comes_back():
    with tempfile.TemporaryDirectory() as folder:
        script = editor(folder, 'kill -TSTP 0; echo "find sites" >"$1"')
        with Terminal(["bash", "--norc", "--noprofile", "-i"], environment={"EDITOR": script}) as terminal:
            terminal.press("PS1='$ '; set -m", ENTER, " ".join(command), ENTER)
            terminal.expect(PROMPT.rstrip())
            terminal.press('find counties where', ENTER, "name = 平", EDIT)
            terminal.expect("Stopped")
            terminal.press(control("l"), "fg", ENTER)
            terminal.expect("find sites")
            rows = [row for row in terminal.rows() if row]
            same(rows[-1], PROMPT + "find sites")
            absent("find counties", terminal.text(), "drawn once")
            terminal.press("x")
            within(PROMPT + "find sitesx", terminal.rows())


@check
def control_c_in_the_editor_is_the_editor_s():
    with tempfile.TemporaryDirectory() as folder:
        script = editor(folder, 'trap "echo caught >\\"$HOME/caught\\"; exit 0" INT; touch "$HOME/started"; '
                                "while :; do sleep 0.1; done")
        with Shell(environment={"EDITOR": script}) as terminal:
            terminal.press("find 低空", EDIT)
            terminal.wait(lambda: os.path.exists(terminal.home + "/started"))
            terminal.press(control("c"))
            same(terminal.wait(lambda: os.path.exists(terminal.home + "/caught")), True)
            terminal.settle(0.2)
            same(terminal.line(), "find 低空")


# MARK: Tall texts


@check
def a_tall_paste_is_one_block():
    rows = [f"find counties where name = 平遥{number}" for number in range(213)]
    with tempfile.TemporaryDirectory() as folder:
        script = editor(folder, 'sed -n "2,3p" "$1" >"$1.x"; mv "$1.x" "$1"')
        for language, label in (("en", "[paste, 213 lines]"), ("zh", "[粘贴 213 行]")):
            with Shell("--lang", language, rows=12, environment={"EDITOR": script}) as terminal:
                terminal.press(pasted("\n".join(rows)))
                same(terminal.line(), label)
                terminal.press(BACKSPACE)
                same(terminal.line(), "", "Backspace drops it")
                terminal.press(UNDO)
                within("213", terminal.line(), "and undo brings it back")
                terminal.press("find sites")
                within("find sites", terminal.line())
                terminal.press(control("u"), EDIT)
                terminal.expect("平遥2")
                same(terminal.line(), "\n".join(rows[1:3]), "edited")
                terminal.press(control("c"), pasted("\n".join(rows)))
                terminal.run()
                same("\n".join(terminal.history()), "\n".join(rows), "Enter runs it")
                terminal.press(UP)
                within("213", terminal.line(), "from the history")
                terminal.press(control("r"), "sites", control("c"))
                within("213", terminal.line(), "after a search")


@check
def a_text_that_grows_too_tall_while_it_is_typed_stays_whole():
    with Shell(rows=8, columns=20) as terminal:
        text = 'find sites where name = "' + "平遥古城" * 40 + '"'
        for start in range(0, len(text), 40):
            terminal.press(text[start:start + 40])
        within("characte", terminal.text())
        terminal.run()
        same(terminal.history(), [text])


# MARK: What no editor likes


@check
def any_window_will_do():
    for rows, columns in ((24, 1), (1, 80), (1, 1), (2, 2), (3, 7), (200, 3)):
        with Terminal(command, rows, columns, environment={"ZHIKU_PAGER": ""}) as terminal:
            terminal.settle(0.5)
            terminal.press(STATEMENT, LEFT, LEFT, TAB, control("r"), "低", control("c"), HOME, "x", BACKSPACE)
            terminal.press(control("c"))
            terminal.press(STATEMENT, ENTER)
            same(terminal.wait(lambda: STATEMENT in terminal.history(), 5), True, f"{rows} × {columns}")
            terminal.resize(24, 80)
            terminal.press(control("l"), "count sites", ENTER)
            same(terminal.wait(lambda: "count sites" in terminal.history(), 5), True, f"{rows} × {columns}, grown")
            terminal.press(control("d"))
            same(terminal.exit_status(), 0, f"{rows} × {columns}")


@check
def a_window_that_shrinks_and_grows_keeps_the_text():
    with Shell() as terminal:
        text = 'find sites where name = "' + "平遥古城" * 20
        terminal.press(text)
        for rows, columns in ((24, 1), (3, 10), (2, 80), (24, 80), (5, 20), (24, 80)):
            terminal.resize(rows, columns)
        same(terminal.line().replace("\n", ""), text)
        terminal.press('"')
        terminal.run()
        same(terminal.history(), [text + '"'])


@check
def a_binary_paste_does_no_harm():
    with Shell() as terminal:
        terminal.child.send(b"\x1b[200~" + bytes(byte for byte in range(256) if byte != 0x1b) * 4 + b"\x1b[201~")
        terminal.settle(0.3)
        same(terminal.child.isalive(), True)
        terminal.press(control("c"))
        same(terminal.at_prompt(), True, terminal.text())
        terminal.child.send(bytes(byte for byte in range(128, 256)) * 4 + b"\xe4\xb8" + control("c").encode())
        terminal.settle(0.3)
        terminal.press(control("c"))
        terminal.run("count sites")
        same(terminal.history(), ["count sites"])


@check
def a_megabyte_is_pasted_in_a_moment():
    size = 350_000
    with Shell() as terminal:
        start = time.time()
        terminal.press(pasted('"' + "低" * size))
        seconds = time.time() - start
        terminal.expect(f"{size + 1} characters")
        terminal.press(control("c"))
        same(terminal.at_prompt(), True, terminal.text())
        # A terminal without paste marks: 60 kB come as keys.
        terminal.press('"' + "低" * 20_000)
        same(terminal.wait(lambda: "characters]" in terminal.text(), 20), True, terminal.text())
        terminal.press(control("c"))
        terminal.run("count sites")
        return f"{seconds:.1f} s"


@check
def control_c_is_safe_at_any_moment():
    with Shell() as terminal:
        for keys in ("find counties where name = ", "find counties where " + TAB, control("r") + "x", pasted("a\n" * 50),
                     "\x1b[200~half a paste", '"open' + ENTER + "row", control("x"), ".edit", UP, UNDO):
            terminal.press(keys)
            terminal.press(control("c"))
            if "half" in keys:
                terminal.press("\x1b[201~", control("c"))
            terminal.press(control("c"))
            same(terminal.wait(terminal.at_prompt, 3), True, f"{keys!r}:\n{terminal.text()}")
        os.kill(terminal.child.pid, signal.SIGINT)
        terminal.run("count sites")
        same(terminal.history(), ["count sites"])


@check
def a_hangup_keeps_the_history():
    with Shell() as terminal:
        terminal.run("count sites")
        terminal.press("find 低空")
        os.kill(terminal.child.pid, signal.SIGHUP)
        same(terminal.exit_status(), -signal.SIGHUP)
        same(terminal.history(), ["count sites"])


if __name__ == "__main__":
    sys.exit(main())
