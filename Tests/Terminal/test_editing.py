"""Checks the prompt in a real pseudo-terminal: python3 test_editing.py .build/release/zhiku [argument …]

What a statement answers is none of this file's business: whether it ran, and as what, is read off the history file.
"""

import os
import random
import shutil
import stat
import sys
import time

from checks import SMALL, check, main, program, same
from terminal import (
    BACKSPACE, CTRL_LEFT, CTRL_RIGHT, DELETE, DOWN, END, ENTER, ESCAPE, HOME, LEFT, RIGHT, TAB, UP,
    Terminal, control, drawn, history_path, pasted)

PROMPT = "zhiku> "
STATEMENT = 'find proposals where topic ~ "低空经济"'
OTHER = "find counties where name = 平遥"
SEED = int(os.environ.get("SEED", "7"))

command = program() + ["-g", SMALL]


# MARK: What depends on the program


def prompt(rows=24, columns=80, **options):
    """The program, ready for input."""
    terminal = Terminal(command, rows, columns, **options)
    if not terminal.wait(lambda: at_prompt(terminal)):
        raise AssertionError("no prompt:\n" + terminal.text())
    return terminal


def at_prompt(terminal):
    """Whether the cursor stands behind an empty prompt."""
    row, column = terminal.cursor
    return column == len(PROMPT) and terminal.rows()[row] == PROMPT.rstrip()


def run(terminal, statement):
    """Enters a statement and waits for the next prompt; a pager is left again."""
    terminal.press(statement, ENTER)
    if not terminal.wait(lambda: at_prompt(terminal), 3):
        terminal.press("q")
    if not terminal.wait(lambda: at_prompt(terminal), 7):
        raise AssertionError("no prompt after a statement:\n" + terminal.text())


def inside_a_shell(program):
    """The program as a job of sh, which writes down the terminal's modes before and after."""
    script = 'stty -g >"$HOME/before"; "$@"; echo $? >"$HOME/status"; stty -g >"$HOME/after"'
    terminal = Terminal(["sh", "-c", script, "sh", *program])
    terminal.wait(lambda: at_prompt(terminal))
    return terminal


def same_modes_after(terminal):
    terminal.wait(lambda: not terminal.child.isalive(), 5)
    before, after = (open(f"{terminal.home}/{name}").read() for name in ("before", "after"))
    same(after, before, "stty")
    same(terminal.output.rfind(b"\x1b[?2004l") > terminal.output.rfind(b"\x1b[?2004h"), True, "paste mode off")
    return int(open(f"{terminal.home}/status").read())


def last_run(terminal):
    entries = terminal.history()
    return entries[-1] if entries else None


def shows(terminal, text, cursor, columns, what=""):
    """Whether the screen, from the last prompt on, is exactly `text`, and the cursor where it belongs."""
    rows, (row, column) = drawn(PROMPT, text, cursor, columns)
    top = max(number for number, shown in enumerate(terminal.rows()) if shown.startswith(PROMPT.rstrip()))
    while rows and not rows[-1]:
        rows.pop()
    found = terminal.rows()[top:]
    while found and not found[-1]:
        found.pop()
    same(found, rows, what)
    same(terminal.cursor, (top + row, column), what + " cursor")


# MARK: Locale and drawing


@check
def chinese_arrives_in_every_locale():
    for locale in ({"LANG": "C.UTF-8"}, {"LANG": "C"}, {"LC_ALL": "POSIX", "LANG": None}, {"LC_ALL": "zh_CN.UTF-8"}):
        with prompt(environment=locale) as terminal:
            terminal.press(STATEMENT)
            shows(terminal, STATEMENT, len(STATEMENT), 80, str(locale))
            run(terminal, "")
            same(last_run(terminal), STATEMENT, str(locale))


@check
def edits_in_the_middle_draw_right():
    for columns in (20, 40, 60, 80):
        with prompt(columns=columns) as terminal:
            terminal.press("低空经济高质量发展规划方案", HOME, "x", END, LEFT, LEFT, LEFT, BACKSPACE, "新")
            shows(terminal, "x低空经济高质量发展新划方案", 11, columns, f"{columns} columns")


@check
def random_edits_draw_right():
    """The cursor and every cell after each of many random keys, against a model."""
    random.seed(SEED)
    compared = 0
    for columns in (20, 21, 40, 60, 80):
        with prompt(columns=columns) as terminal:
            for _ in range(2):
                text, cursor = '"', 1
                terminal.press('"')
                for _ in range(25):
                    keys, text, cursor = random_keys(text, cursor)
                    terminal.press(keys)
                    shows(terminal, text, cursor, columns, f"{columns} columns after {keys!r}")
                    compared += 1
                terminal.press(control("c"))
                terminal.wait(lambda: at_prompt(terminal))
    return f"{compared} screens"


def random_keys(text, cursor):
    """Some keys, and what they make of the text. The opening quote stays, so that Enter adds a row."""
    before = text[:cursor]
    row_start = before.rfind("\n") + 1
    row_end = text.find("\n", cursor) if "\n" in text[cursor:] else len(text)
    choice = random.choice(["insert"] * 6 + ["left", "left", "right", "home", "end", "back", "back", "delete", "row"])
    if choice == "insert":
        new = "".join(random.choice("低空经济高质量发展abc ，。—…·1é") for _ in range(random.choice((1, 1, 3, 9))))
        return new, before + new + text[cursor:], cursor + len(new)
    if choice == "left" and cursor > 1:
        return LEFT, text, cursor - 1
    if choice == "right" and cursor < len(text):
        return RIGHT, text, cursor + 1
    if choice == "home" and cursor > row_start > 0:
        return HOME, text, row_start
    if choice == "end" and cursor < row_end:
        return END, text, row_end
    if choice == "back" and cursor > 1:
        return BACKSPACE, before[:-1] + text[cursor:], cursor - 1
    if choice == "delete" and 0 < cursor < len(text):
        return DELETE, before + text[cursor + 1:], cursor
    if choice == "row" and cursor > 0 and text.count("\n") < 3:
        return ENTER, before + "\n" + text[cursor:], cursor + 1
    return "", text, cursor


@check
def wide_characters_fill_the_last_cell():
    for columns in (20, 21, 40):
        with prompt(columns=columns) as terminal:
            text = '"' + "济" * columns
            terminal.press(text)
            shows(terminal, text, len(text), columns)
            terminal.press(LEFT * 5, "x")
            shows(terminal, text[:-5] + "x" + text[-5:], len(text) - 4, columns)


@check
def four_byte_and_latin_characters_are_kept():
    with prompt() as terminal:
        terminal.press('"𠮷é×½«»¥§“”—…·"', LEFT, BACKSPACE)
        shows(terminal, '"𠮷é×½«»¥§“”—…"', 13, 80)


# MARK: Keys


@check
def words_home_end_and_delete_move():
    with prompt() as terminal:
        text = "find counties where name"
        terminal.press(text, CTRL_LEFT)
        shows(terminal, text, 20, 80, "Ctrl-Left")
        terminal.press("\x1b[5D", "\x1bb")
        shows(terminal, text, 5, 80, "older Ctrl-Left, Alt-B")
        terminal.press(CTRL_RIGHT, "\x1bOc")
        shows(terminal, text, 19, 80, "Ctrl-Right")
        for home, end in (("\x1b[H", "\x1b[F"), ("\x1bOH", "\x1bOF"), ("\x1b[1~", "\x1b[4~"), ("\x1b[7~", "\x1b[8~"),
                          (control("a"), control("e"))):
            terminal.press(home)
            shows(terminal, text, 0, 80, repr(home))
            terminal.press(end)
            shows(terminal, text, len(text), 80, repr(end))
        terminal.press(HOME, DELETE, control("d"))
        shows(terminal, text[2:], 0, 80, "Delete")
        terminal.press(END, control("w"))
        shows(terminal, "nd counties where ", 18, 80, "Ctrl-W")
        terminal.press(control("u"), control("y"))
        shows(terminal, "nd counties where ", 18, 80, "Ctrl-U, Ctrl-Y")


@check
def unknown_keys_leave_nothing_behind():
    with prompt() as terminal:
        terminal.press("a", "\x1b[15;2~", "\x1b[[A", "\x1bOP", "\x1b[1;2P", "\x1b[24~", "\x1b[<0;3;4M", "b")
        shows(terminal, "ab", 2, 80)


@check
def control_c_clears_the_line():
    with prompt() as terminal:
        terminal.press("find 低空经济", LEFT, LEFT, control("c"))
        same(at_prompt(terminal), True, "a fresh prompt:\n" + terminal.text())
        for _ in range(5):
            terminal.press(control("c"))
        same(at_prompt(terminal) and terminal.child.isalive(), True, "still there")
        terminal.press('"open', ENTER, "row", control("c"))
        same(at_prompt(terminal), True, "out of several rows:\n" + terminal.text())
        run(terminal, OTHER)
        same(terminal.history(), [OTHER], "history")


@check
def control_d_ends_only_an_empty_line():
    with inside_a_shell(command) as terminal:
        terminal.press("find", HOME, control("d"))
        shows(terminal, "ind", 0, 80)
        terminal.press(END, control("d"))
        shows(terminal, "ind", 3, 80)
        terminal.press(control("c"), control("d"))
        same(same_modes_after(terminal), 0, "exit status")


@check
def a_vanished_terminal_ends_the_program():
    terminal = prompt()
    terminal.press("find")
    pid = terminal.child.pid
    os.close(terminal.child.child_fd)
    for _ in range(100):
        try:
            if os.waitpid(pid, os.WNOHANG)[0]:
                break
        except ChildProcessError:
            break
        time.sleep(0.05)
    else:
        os.kill(pid, 9)
        raise AssertionError("still running 5 s after the terminal was closed")
    shutil.rmtree(terminal.home, ignore_errors=True)


@check
def sigterm_leaves_the_terminal_as_it_was():
    with inside_a_shell(command) as terminal:
        terminal.press("find")
        shell = terminal.child.pid
        program = open(f"/proc/{shell}/task/{shell}/children").read().split()[0]
        os.kill(int(program), 15)
        same(same_modes_after(terminal), 143, "exit status")


# MARK: Several rows


@check
def enter_adds_a_row_to_what_is_incomplete():
    with prompt() as terminal:
        first, second = "find proposals where", 'topic ~ "低空经济"'
        text = first + "\n" + second
        terminal.press(first, ENTER)
        same(terminal.history(), [], "nothing ran")
        shows(terminal, first + "\n", len(first) + 1, 80)
        terminal.press(second)
        shows(terminal, text, len(text), 80)
        run(terminal, "")
        same(terminal.history(), [text], "one entry")
        terminal.press(UP)
        shows(terminal, text, len(text), 80, "both rows with one key")
        terminal.press(UP, HOME, "x")
        shows(terminal, "x" + text, 1, 80, "Up moves a row first")
        terminal.press(BACKSPACE, DOWN, END)
        shows(terminal, text, len(text), 80, "Down moves a row")
        terminal.press(UP, HOME, ENTER)
        terminal.wait(lambda: at_prompt(terminal))
        same(second in terminal.text(), True, "Enter in the first row overwrites nothing:\n" + terminal.text())


@check
def the_draft_survives_a_walk_through_the_history():
    with prompt() as terminal:
        run(terminal, OTHER)
        draft = 'find x where topic ~ "' + "低空经济" * 60
        terminal.press(draft, UP)
        shows(terminal, OTHER, len(OTHER), 80)
        terminal.press(DOWN)
        shows(terminal, draft, len(draft), 80)


# MARK: Paste


@check
def a_paste_waits_for_enter():
    with prompt() as terminal:
        terminal.press(pasted(f"{OTHER}\n{STATEMENT}\n"))
        text = OTHER + "\n" + STATEMENT
        shows(terminal, text, len(text), 80)
        same(terminal.history(), [], "nothing ran")
        terminal.press(HOME, LEFT, pasted("\t\x1b[31m\x07x\u200b\ufeff"))
        same("[31mx" in terminal.text() and "00~" not in terminal.text(), True, terminal.text())


@check
def a_tall_paste_is_set_aside():
    rows = [f"find counties where name = 平遥{number}" for number in range(30)]
    with prompt(rows=12) as terminal:
        terminal.press(pasted("\n".join(rows)))
        same("[paste, 30 lines]" in terminal.text(), True, terminal.text())
        terminal.press(control("c"), ENTER)
        same(terminal.history(), [], "Ctrl-C drops it")
        terminal.press(pasted("\n".join(rows)))
        run(terminal, "")
        same("\n".join(terminal.history()), "\n".join(rows), "Enter runs it")


@check
def a_big_paste_is_quick():
    with prompt() as terminal:
        start = time.time()
        terminal.press(pasted('"' + "低空经济" * 4000))
        seconds = time.time() - start
        same(seconds < 3, True, f"{seconds:.2f} s")
        terminal.press(control("c"))
        same(at_prompt(terminal), True, terminal.text())
        return f"16,000 characters in {seconds:.2f} s, the terminal's quiet time included"


@check
def typing_ahead_loses_nothing():
    with prompt() as terminal:
        terminal.press(OTHER + ENTER + STATEMENT)
        terminal.wait(lambda: terminal.rows()[terminal.cursor[0]] == PROMPT + STATEMENT)
        shows(terminal, STATEMENT, len(STATEMENT), 80)


# MARK: Resize, stop


@check
def a_resize_keeps_the_text():
    for before, after in ((80, 30), (60, 40), (40, 70), (30, 100), (60, 20)):
        with prompt(columns=before) as terminal:
            terminal.press(STATEMENT, LEFT, LEFT)
            terminal.resize(24, after)
            shows(terminal, STATEMENT, len(STATEMENT) - 2, after, f"{before} to {after} columns")
            terminal.press(HOME, "Z")
            shows(terminal, "Z" + STATEMENT, 1, after, f"{before} to {after} columns, edited")
            terminal.press(BACKSPACE)
            run(terminal, "")
            same(last_run(terminal), STATEMENT, f"{before} to {after} columns")


@check
def many_resizes_keep_the_text():
    with prompt() as terminal:
        text = STATEMENT + '  and title ~ "'
        terminal.press(text)
        for columns in list(range(79, 24, -3)) + list(range(25, 90, 5)):
            terminal.screen.resize(24, columns)
            terminal.child.setwinsize(24, columns)
            terminal.settle(0.01)
        terminal.press("x")
        shows(terminal, text + "x", len(text) + 1, columns)


@check
def control_z_and_continue_keep_the_text():
    with Terminal(["bash", "--norc", "--noprofile", "-i"]) as terminal:
        terminal.press("PS1='$ '; set -m", ENTER, " ".join(command), ENTER)
        terminal.wait(lambda: at_prompt(terminal))
        terminal.press("find 低空", control("z"))
        same(terminal.wait(lambda: "Stopped" in terminal.text(), 3), True, "stopped:\n" + terminal.text())
        terminal.press("echo cooked", ENTER, "fg", ENTER)
        same("\ncooked" in terminal.text(), True, terminal.text())
        terminal.press("经济", LEFT, "x")
        shows(terminal, "find 低空经x济", 9, 80)


# MARK: Completion


@check
def completion_never_removes_what_was_typed():
    with prompt() as terminal:
        for text in ('find proposals where topic ~ "低', "find counties where name = 平", 'find "p', "find proposals wh"):
            terminal.press(text, TAB)
            row = next(row for row in reversed(terminal.rows()) if row.startswith(PROMPT))
            same(row.startswith(PROMPT + text) or row.startswith(PROMPT + text[:-1]), True, terminal.text())
            if text[-1] == "低":
                same("低" in row, True, terminal.text())
            terminal.press(TAB, BACKSPACE, control("c"))
            same(at_prompt(terminal), True, terminal.text())


@check
def a_list_of_candidates_goes_away_again():
    with prompt(rows=10) as terminal:
        for _ in range(12):
            terminal.press(ENTER)
        terminal.press("find counties where name = 平", TAB, TAB)
        text = "find counties where name = 平"
        terminal.press("x", BACKSPACE, control("u"))
        shows(terminal, "", 0, 80, text)


# MARK: History


@check
def history_is_kept_for_the_next_session():
    with prompt() as first:
        run(first, OTHER)
        run(first, OTHER)
        run(first, " " + STATEMENT)
        run(first, "find proposals where\rtopic ~ \"a\\\\b\"")
        wanted = [OTHER, 'find proposals where\ntopic ~ "a\\\\b"']
        same(first.history(), wanted, "entries")
        path = history_path(first.home)
        same(stat.S_IMODE(os.stat(path).st_mode), 0o600, "mode")
        with prompt(home=first.home) as second:
            run(second, STATEMENT)
            run(first, "find places")
            same(second.history(), wanted + [STATEMENT, "find places"], "two sessions")
        with open(path, "ab") as file:
            file.write(b"\xff\xfe bad\nbad \\q escape\nhalf a li")
        with prompt(home=first.home, environment={"LC_ALL": "C"}) as third:
            terminal = third
            run(terminal, "find units")
            same(open(path, "rb").read().endswith(b"half a li\nfind units\n"), True, "bad lines are left alone")
            terminal.press(UP, UP, UP, UP)
            shows(terminal, STATEMENT, len(STATEMENT), 80, "Up")


@check
def search_finds_chinese():
    with prompt() as terminal:
        run(terminal, STATEMENT)
        run(terminal, OTHER)
        run(terminal, 'find proposals where topic ~ "的一不了我有上名"')
        terminal.press(control("r"), "低空")
        same(STATEMENT in terminal.text().split("\n")[terminal.cursor[0]], True, terminal.text())
        terminal.press(ENTER)
        shows(terminal, STATEMENT, len(STATEMENT), 80, "Enter accepts")
        terminal.press(control("c"), "draft", control("r"), "的一不了我有上名")
        same("的一不了我有上名\"" in terminal.rows()[terminal.cursor[0]], True, terminal.text())
        terminal.press(ESCAPE)
        time.sleep(0.2)
        terminal.settle()
        shows(terminal, "draft", 5, 80, "ESC leaves")
        terminal.press(control("u"), control("r"), "find", control("r"), control("r"))
        same(STATEMENT in terminal.rows()[terminal.cursor[0]], True, "Ctrl-R again is older:\n" + terminal.text())
        terminal.press(HOME, "Z")
        shows(terminal, "Z" + STATEMENT, 1, 80, "another key accepts")
        terminal.press(control("c"), control("r"), "无此内容", control("c"))
        shows(terminal, "", 0, 80, "Ctrl-C leaves")


# MARK: Hygiene


@check
def nothing_is_asked_of_the_terminal():
    with prompt() as terminal:
        terminal.press("find 低空", TAB, control("c"))
        for query in (b"\x1b]", b"\x1b[c", b"\x1b[>", b"\x1b[6n", b"\x1b[5n", b"\x1bP"):
            same(query in terminal.output, False, repr(query))
        same(b"\x1b[?2004h" in terminal.output, True, "paste mode on")


@check
def a_dumb_terminal_gets_no_escape_codes():
    with Terminal(command, environment={"TERM": "dumb"}) as terminal:
        terminal.expect(PROMPT.rstrip())
        terminal.press(OTHER + "\n")
        terminal.press(control("d"))
        same(terminal.exit_status(), 0, "exit status")
        same(b"\x1b" in terminal.output, False, repr(terminal.output))


@check
def an_unknown_terminal_still_works():
    with prompt(environment={"TERM": "no-such-terminal"}) as terminal:
        terminal.press("find 低空", LEFT, "x")
        same("No entry" in terminal.text(), False, terminal.text())
        shows(terminal, "find 低x空", 7, 80)


if __name__ == "__main__":
    sys.exit(main())
