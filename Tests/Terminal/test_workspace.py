"""Checks workspace folders, --read-only, --safe and limits: python3 test_workspace.py .build/release/zhiku"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

from checks import SLOW, SMALL, Skipped, absent, check, folder, main, program, same, slow_graph, within, written
from terminal import ENTER, Terminal, control

command = program()
HOME = tempfile.mkdtemp(prefix="zhiku-home-")
ENVIRONMENT = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": HOME, "SWIFT_BACKTRACE": "enable=no"}


def zhiku(*words, stdin=b"", **options):
    """Exit status, standard output and standard error."""
    done = subprocess.run(
        command + [str(word) for word in words], input=stdin, capture_output=True, timeout=60, env=ENVIRONMENT, **options)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@contextlib.contextmanager
def prompt(*words):
    with Terminal(command + ["--no-rc", *words], 40, 120) as terminal:
        terminal.expect("zhiku>")
        yield terminal


def enter(terminal, text):
    terminal.press(control("l"))
    terminal.press(text, ENTER)
    return terminal.text()


@check
def a_new_and_an_empty_folder_are_workspaces():
    with folder() as place:
        same(zhiku("-g", place + "/new", "-c", "add county 甲县"), (0, "", f"note: {place}/new is a new, empty workspace\n"))
        os.mkdir(place + "/empty")
        same(zhiku("-g", place + "/empty", "-c", "add county 甲县; count counties")[:2], (0, "count\n1\n"))
        same(zhiku("-g", place + "/new", stdin="add county 乙县; count counties".encode()), (0, "count\n2\n", ""))
        same(zhiku("-g", place + "/none/new", "-c", "count counties")[0], 2)
        status, _, words = zhiku("-g", place + "/typo", "--read-only", "-c", "count counties")
        same((status, os.path.exists(place + "/typo")), (2, False))
        within("typo", words)


@check
def folders_of_others_are_refused_and_left_alone():
    with folder() as place:
        written(place + "/x.txt", "mine")
        status, _, words = zhiku("-g", place, "-c", "count counties")
        same((status, os.listdir(place)), (2, ["x.txt"]))
        within("neither empty nor a workspace: it holds x.txt", words)


@check
def what_a_script_leaves_open_is_not_kept_and_said():
    with folder() as place:
        status, _, words = zhiku("-g", place + "/w", "-c", "add topic a; begin; add topic b")
        same(status, 1)
        within("`begin` had no `commit`", words)
        same(zhiku("-g", place + "/w", "-c", "count topics"), (0, "count\n1\n", ""))
        status, _, _ = zhiku("-g", place + "/w", "-c", "add topic b; add topic a; add topic c")
        same(zhiku("-g", place + "/w", "-c", "find topics show id")[1], "id\na\nb\n", "up to the statement that failed")


@check
def control_c_keeps_what_was_acknowledged():
    with folder() as place:
        graph = written(place + "/slow.zk", slow_graph(300, 10))
        child = subprocess.Popen(command + ["-g", place + "/w"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, env=ENVIRONMENT)
        child.stdin.write(f'load "{graph}"; add topic a; count topics; {SLOW};'.encode())
        child.stdin.flush()
        same([child.stdout.readline(), child.stdout.readline()], [b"count\n", b"1\n"])
        child.send_signal(signal.SIGINT)
        child.communicate(timeout=30)
        same(child.returncode, 130)
        same(zhiku("-g", place + "/w", "-c", "count topics", "-c", "count counties"), (0, "count\n1\ncount\n300\n", ""))


@check
def one_writes_and_others_read():
    with folder() as place:
        work = place + "/w"
        with prompt("-g", work) as writer:
            enter(writer, "add topic 甲")
            status, _, words = zhiku("-g", work, "-c", "count topics")
            same(status, 2)
            within(f"being written to by another zhiku (process {writer.child.pid})", words)
            within("--read-only", words)
            with prompt("-g", work, "--read-only") as reader:
                within("甲", enter(reader, "find topics"))
                within("opened for reading", enter(reader, "add topic 乙"))
                enter(writer, "add topic 乙")
                enter(writer, "save")
                enter(writer, "add topic 丙")
                absent("丙", enter(reader, "find topics"), "as it was at opening")
                enter(reader, ".reload")
                within("丙", enter(reader, "find topics"))


@check
def changes_are_taken_back_and_told():
    with folder() as place:
        with prompt("-g", place + "/w") as terminal:
            enter(terminal, "add topic 甲")
            enter(terminal, "begin; add topic 乙; add topic 丙; commit")
            within("taken back: add topic 乙", enter(terminal, ".undo"))
            within("甲", enter(terminal, "find topics"))
            absent("乙", terminal.text().split("find topics")[-1])
            log = enter(terminal, ".log")
            assert re.search(r"^  1  \d{4}-\d\d-\d\d \d\d:\d\d:\d\d  \S+  add topic 甲", log, re.M), log
            assert re.search(r"^- 2 .* add topic 乙 … and 1 more", log, re.M), log
            assert re.search(r"^  3 .* undo 1", log, re.M), log
            within("there is 1 change since", enter(terminal, ".undo 2"))
            within("copied to", enter(terminal, f".backup {place}/copy"))
            enter(terminal, "save")
            within("no change since", enter(terminal, ".undo"))
            # Everything is on the disk: leaving asks nothing.
            terminal.press(control("d"))
            same(terminal.exit_status(), 0)
        same(zhiku("-g", place + "/copy", "-c", "find topics show id"), (0, "id\n甲\n", ""))
        with prompt("-g", SMALL) as terminal:
            within("not in a workspace", enter(terminal, ".undo"))
            enter(terminal, f".open {place}/w")
            within("甲", enter(terminal, "find topics"))
            enter(terminal, f".open {place}/w")
            within("甲", enter(terminal, "find topics"))
        with prompt("-g", place + "/w", "--lang", "zh") as terminal:
            enter(terminal, "添加 主题 丁")
            within("已撤销：添加 主题 丁", enter(terminal, ".撤销"))
            within("撤销 1 次", enter(terminal, ".日志"))


@check
def damage_is_named_and_recovered():
    with folder() as place:
        work = place + "/w"
        zhiku("-g", work, "-c", "add topic a; add topic b; add topic c")
        with open(work + "/journal-0.zkj", "r+b") as file:
            data = bytearray(file.read())
            data[-60] ^= 1
            file.seek(0)
            file.write(data)
        status, _, words = zhiku("-g", work, "-c", "count topics")
        same(status, 2)
        assert re.search(r"journal-0\.zkj is damaged at byte \d+, where change 3 should be", words), words
        within(f"zhiku recover {work}", words)
        status, out, _ = zhiku("recover", work)
        same(status, 0)
        within("with 2 changes", out)
        same(zhiku("-g", work, "-c", "count topics"), (0, "count\n2\n", ""))
        within("is sound", zhiku("recover", work)[1])
        for other in (place, place + "/none"):
            status, _, words = zhiku("recover", other)
            same(status, 2)
            within("is no workspace folder", words)
        same(zhiku("recover")[0], 2)


@check
def a_torn_record_is_dropped_and_said():
    with folder() as place:
        work = place + "/w"
        zhiku("-g", work, "-c", "add topic a; add topic b")
        os.truncate(work + "/journal-0.zkj", os.path.getsize(work + "/journal-0.zkj") - 5)
        status, out, words = zhiku("-g", work, "-c", "count topics")
        same((status, out), (0, "count\n1\n"))
        within("not written whole", words)
        same(zhiku("-g", work, "-c", "count topics"), (0, "count\n1\n", ""))


@check
def a_folder_that_can_t_be_written_opens_for_reading():
    with folder() as place:
        work = place + "/w"
        zhiku("-g", work, "-c", "add topic a")
        os.chmod(place, 0o755)
        os.chmod(work, 0o555)
        os.chmod(work + "/lock", 0o444)
        options = {}
        if os.geteuid() == 0:
            binary = shutil.copy(command[0], place + "/zhiku")
            os.chmod(binary, 0o755)
            command_here = [binary]
            options = {"user": 65534}
        else:
            command_here = command
        done = subprocess.run(command_here + ["-g", work, "-c", "count topics; add topic b"], capture_output=True,
                              env=ENVIRONMENT, **options)
        os.chmod(work, 0o755)
        same((done.returncode, done.stdout), (1, b"count\n1\n"), done.stderr.decode())
        within("opened for reading", done.stderr.decode())
        same(zhiku("-g", work, "-c", "count topics")[1], "count\n1\n")


@check
def safe_refuses_files_programs_and_changes_at_the_prompt():
    with folder() as place:
        work = place + "/w"
        zhiku("-g", work, "-c", "add topic a")
        before = sorted(os.listdir(work))
        with prompt("-g", work, "--safe") as terminal:
            for text in (f".open {SMALL}", f".read {SMALL}", f".output {place}/o", f".once {place}/o", f".backup {place}/b",
                         ".undo", ".edit", f".corpus {place}", f".set corpus {place}", ".pager on", ".set pager always",
                         ".query save x"):
                within("not allowed under --safe", enter(terminal, text), text)
            for text in ("add topic b", "save", f'save "{place}/x.zkg"', f'dump "{place}/x.zk"', f'load "{SMALL}"',
                         f'import "{place}/t.csv" as county', "merge topic a into topic b", "begin; add topic c; commit"):
                within("not allowed under --safe", enter(terminal, text), text)
                enter(terminal, "rollback")
            within("count", enter(terminal, "count topics"))
            within("add topic a", enter(terminal, ".log"))
        same((os.listdir(place), sorted(os.listdir(work))), (["w"], before), "nothing was written")


@check
def limits_of_rows_time_and_memory_are_met_and_named():
    with folder() as place:
        graph = written(place + "/slow.zk", slow_graph(500, 20))
        status, _, words = zhiku("-g", graph, "--limit", "time=200", "-c", SLOW)
        same(status, 1)
        within("this takes longer than 200 ms", words)
        within("--limit time=2000", words)
        status, _, words = zhiku("-g", graph, "--limit", "memory=1", "-c", SLOW)
        same(status, 1)
        within("more than 1 MB of memory", words)
        status, _, words = zhiku("-g", SMALL, "--limit", "rows=2", "-c", "find counties", "-c", "find sites")
        same(status, 1)
        within("more than 2 rows of an answer", words)
        same(zhiku("-g", SMALL, "--limit", "rows=3", "--limit", "time=60000", "-c", "count counties"), (0, "count\n3\n", ""))


if __name__ == "__main__":
    try:
        status = main()
    finally:
        shutil.rmtree(HOME, ignore_errors=True)
    sys.exit(status)
