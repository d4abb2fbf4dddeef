"""A pseudo-terminal with a screen: starts a program, presses keys, reads what a person would see.

    with Terminal(["zhiku"], rows=24, columns=80) as terminal:
        terminal.expect("zhiku> ")
        terminal.press("find 低空", LEFT)
        terminal.rows()      # ["zhiku> find 低空", "", …]
        terminal.cursor      # (row, column), counted from 0

Needs pexpect and pyte (pip install pexpect pyte). No test framework.
"""

import os
import shutil
import signal
import tempfile
import time

import pexpect
import pyte
from wcwidth import wcwidth

from checks import SAMPLES

UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
HOME, END, DELETE = "\x1b[H", "\x1b[F", "\x1b[3~"
CTRL_LEFT, CTRL_RIGHT = "\x1b[1;5D", "\x1b[1;5C"
ENTER, TAB, ESCAPE, BACKSPACE = "\r", "\t", "\x1b", "\x7f"


def control(letter):
    """control("c") is Ctrl-C."""
    return chr(ord(letter.upper()) - 64)


def pasted(text):
    """What a terminal sends when `text` is pasted while bracketed paste is on."""
    return "\x1b[200~" + text.replace("\n", "\r") + "\x1b[201~"


class Terminal:
    def __init__(self, command, rows=24, columns=80, environment=None, home=None, folder=None):
        self.home = home or tempfile.mkdtemp(prefix="zhiku-home-")
        self._owns_home = home is None
        self.output = b""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.child = pexpect.spawn(
            command[0], command[1:], dimensions=(rows, columns), timeout=10,
            env=self._environment(environment or {}), cwd=folder,
            # Tests that run under nohup would hand on that hangups are ignored.
            preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL))
        self.child.delaybeforesend = 0

    def _environment(self, changes):
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        kept.update(
            HOME=self.home, TERM="xterm-256color", LANG="C.UTF-8", SWIFT_BACKTRACE="enable=no",
            XDG_STATE_HOME=self.home + "/state", XDG_CONFIG_HOME=self.home + "/config",
            XDG_DATA_HOME=self.home + "/data", XDG_CACHE_HOME=self.home + "/cache",
            ZHIKU_PAGER="", ZHIKU_HISTORY=self.home + "/state/zhiku/history", ZHIKU_SAMPLES=SAMPLES)
        kept.update(changes)
        return {name: value for name, value in kept.items() if value is not None}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        if self.child.isalive():
            self.child.kill(signal.SIGKILL)
        self.child.close(force=True)
        if self._owns_home:
            shutil.rmtree(self.home, ignore_errors=True)

    # MARK: What goes in

    def press(self, *keys):
        """Sends keys and waits until the screen is quiet. Long texts go in pieces, or the terminal would block."""
        data = "".join(keys).encode()
        for start in range(0, len(data), 512):
            self.child.send(data[start:start + 512])
            if len(data) > 512:
                self._feed(0)
        self.settle()

    def resize(self, rows, columns):
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)
        self.settle(0.15)

    # MARK: What comes out

    def _feed(self, seconds):
        try:
            data = self.child.read_nonblocking(65536, seconds)
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            return None
        self.output += data
        self._stream.feed(data)
        return True

    def settle(self, quiet=0.06, limit=10):
        end = time.time() + limit
        while time.time() < end and self._feed(quiet):
            pass

    def wait(self, condition, seconds=10):
        """Whether `condition()` comes true in time."""
        end = time.time() + seconds
        while not condition():
            if time.time() > end or self._feed(0.02) is None:
                return condition()
        self.settle()
        return True

    def expect(self, text, seconds=10):
        if not self.wait(lambda: text in self.text(), seconds):
            raise AssertionError(f"no {text!r} on the screen:\n{self.text()}")

    def rows(self):
        return [row.rstrip() for row in self.screen.display]

    def text(self):
        return "\n".join(self.rows())

    @property
    def cursor(self):
        return self.screen.cursor.y, self.screen.cursor.x

    # MARK: Around it

    def exit_status(self, seconds=60):
        """The exit status, None if the program still runs; minus the signal if it died of one."""
        end = time.time() + seconds
        while self.child.isalive() and time.time() < end:
            self._feed(0.02)
        if self.child.isalive():
            return None
        return self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus

    def history(self):
        """The history file's entries, oldest first, wherever below the home directory it is."""
        path = history_path(self.home)
        if path is None:
            return []
        with open(path, encoding="utf-8") as file:
            return [unescaped(line) for line in file.read().split("\n") if line]


def history_path(home):
    for folder, _, names in os.walk(home):
        for name in names:
            if "history" in name:
                return os.path.join(folder, name)
    return None


def unescaped(line):
    return line.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\")


def drawn(prompt, text, cursor, columns):
    """What a screen shows of prompt and text, and where the cursor is: (rows, (row, column))."""
    rows, column, place = [""], 0, None

    def put(character):
        nonlocal column
        width = max(wcwidth(character), 0)
        if column + width > columns:
            rows.append("")
            column = 0
        rows[-1] += character
        column += width
        if column >= columns:
            rows.append("")
            column = 0

    for character in prompt:
        put(character)
    for index, character in enumerate(text + "\0"):
        if index == cursor:
            width = max(wcwidth(character), 0)
            place = (len(rows), 0) if column + width > columns else (len(rows) - 1, column)
        if character == "\n":
            rows.append("")
            column = 0
        elif character != "\0":
            put(character)
    return [row.rstrip() for row in rows], place
