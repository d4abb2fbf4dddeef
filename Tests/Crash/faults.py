"""Every file that the program writes, each step of writing failing in turn: python3 faults.py .build/release/zhiku [EVERY]

Snapshots, dumps, answers in files, laid out scripts, saved queries, history, workspaces. A step is a file that is made, a write, a
sync, a rename; it fails with ENOSPC or EIO, or writes half. Afterwards the file is the old one or the new one and never half of one,
what was told as done is done, and nothing is left lying about. EVERY 3 tries one step of three, from a random one on.
"""

import errno
import os
import random
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Terminal"))

PROGRAM = os.path.abspath(sys.argv[1])
EVERY = int(sys.argv[2]) if len(sys.argv) > 2 else 1
HERE = os.path.dirname(os.path.abspath(__file__))
OLD = 'add topic "alt"\n'
NEW = 'add topic "neu" (alias: ("' + "长" * 3000 + '"))\n'


class Trial:
    """A folder, and the program in it with one step that fails."""

    def __init__(self, library, place):
        self.library, self.place = library, place
        self.folder = place + "/f"

    def environment(self, step, code, short):
        environment = {
            "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": self.folder, "XDG_CONFIG_HOME": self.folder + "/config",
            "SWIFT_BACKTRACE": "enable=no", "LD_PRELOAD": self.library, "FAIL_UNDER": self.folder, "FAIL_AT": str(step),
            "FAIL_ERRNO": str(code), "FAIL_COUNT": self.place + "/count"}
        if short:
            environment["FAIL_SHORT"] = "1"
        return environment

    def run(self, words, stdin, step, code, short):
        done = subprocess.run(
            [PROGRAM, *words], input=stdin.encode(), capture_output=True, cwd=self.folder, timeout=60,
            env=self.environment(step, code, short))
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def steps(self):
        with open(self.place + "/count") as file:
            return int(file.read())


def chosen(steps):
    """Steps to fail, counted from 1."""
    return range(random.randrange(EVERY) + 1, steps + 1, EVERY)


def plain(path, *words):
    return subprocess.run([PROGRAM, *words], capture_output=True, cwd=path, env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"})


def content(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


# Name, what prepares the folder, words, standard input, the file; which of old and new a failure may leave.
def snapshot(folder):
    plain(folder, "-g", "old.zk", "-c", 'save "x.zkg"')


CASES = [
    ("save of a snapshot", snapshot, ["-g", "new.zk", "-c", 'save "x.zkg"'], "", "x.zkg"),
    ("save of a script", None, ["-g", "new.zk", "-c", 'save "x.zk"'], "", "x.zk"),
    ("dump to a file", None, ["-g", "new.zk", "-c", 'dump "x.zk"'], "", "x.zk"),
    (".once", None, ["-g", "new.zk"], ".once x.csv\nfind topics;\n", "x.csv"),
    (".backup as a snapshot", snapshot, ["-g", "new.zk"], ".backup x.zkg\n", "x.zkg"),
    ("ingest into a snapshot", snapshot, ["ingest", "d.txt", "-g", "x.zkg"], "", "x.zkg"),
    ("fmt --write", None, ["fmt", "--write", "x.zk"], "", "x.zk"),
]


def prepare(folder, case):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    texts = {"old.zk": OLD, "new.zk": NEW, "x.zk": OLD.replace(" ", "   "), "x.csv": "old\n", "d.txt": "关于试点的通知\n\n一、要求\n\n到2025年机场达到3个。\n"}
    for name, text in texts.items():
        with open(f"{folder}/{name}", "w") as file:
            file.write(text)
    if case[1]:
        case[1](folder)


def settled(case, folder, data):
    """What of a file counts: of a snapshot the graph, since the bytes tell when it was made."""
    if not case[4].endswith(".zkg") or data is None:
        return data
    done = plain(folder, "-g", case[4], "-c", "dump")
    return done.stdout if done.returncode == 0 else b"damaged: " + done.stderr


def whole_files(library):
    count = 0
    for case in CASES:
        with tempfile.TemporaryDirectory(prefix="zhiku-fault-") as place:
            trial = Trial(library, place)
            name, _, words, stdin, file = case
            path = f"{trial.folder}/{file}"
            prepare(trial.folder, case)
            names = sorted(os.listdir(trial.folder))
            old = settled(case, trial.folder, content(path))
            status, _, err = trial.run(words, stdin, 0, 0, False)
            new = settled(case, trial.folder, content(path))
            assert status == 0 and new != old, (name, status, err)
            for step in chosen(trial.steps()):
                for code, short in ((errno.ENOSPC, False), (errno.EIO, False), (errno.ENOSPC, True)):
                    prepare(trial.folder, case)
                    status, _, err = trial.run(words, stdin, step, code, short)
                    found = settled(case, trial.folder, content(path))
                    what = f"{name}, step {step}, {errno.errorcode[code]}{' short' if short else ''}: {status} {err}"
                    assert found in (old, new), f"{what}\n{found!r}"
                    assert found == new or status != 0 and err, f"told as done: {what}"
                    assert sorted(os.listdir(trial.folder)) == names, f"{what}\n{os.listdir(trial.folder)}"
                    count += 1
    return count


def workspaces(library):
    """Changes, undo, save, a table, a document: what was acknowledged is there, in order, and nothing by halves."""
    texts = ["add topic a", 'add topic b (name: "' + "长" * 2000 + '")', "begin; add topic c; add topic d; commit", "\n.undo\n",
             "save", 'import "t.csv" as topic (id: column id)', 'ingest "d.txt"', "remove topic a", "save", "add topic e"]
    # After each: what there is of a, b, c, d, e, t0 … t2, and documents.
    worlds = [set(), {"a"}, {"a", "b"}, {"a", "b", "c", "d"}, {"a", "b"}, {"a", "b"}, {"a", "b", "t0", "t1", "t2"},
              {"a", "b", "t0", "t1", "t2", "doc"}, {"b", "t0", "t1", "t2", "doc"}, {"b", "t0", "t1", "t2", "doc"},
              {"b", "e", "t0", "t1", "t2", "doc"}]
    stdin = "".join(f"{text}; count topics;\n" for text in texts)
    count = 0
    with tempfile.TemporaryDirectory(prefix="zhiku-fault-") as place:
        trial = Trial(library, place)

        def prepared():
            prepare(trial.folder, ("", None))
            with open(trial.folder + "/t.csv", "w") as file:
                file.write("id\nt0\nt1\nt2\n")

        prepared()
        status, _, err = trial.run(["-g", "w"], stdin, 0, 0, False)
        assert status == 0, err
        steps = trial.steps()
        for step in chosen(steps):
            for code, short in ((errno.ENOSPC, False), (errno.EIO, True)):
                prepared()
                status, out, err = trial.run(["-g", "w"], stdin, step, code, short)
                acknowledged = sum(line.isdigit() for line in out.split("\n"))
                done = plain(trial.folder, "-g", "w", "-c", "find topics show id; find documents show id")
                what = f"workspace, step {step}, {errno.errorcode[code]}{' short' if short else ''}: {acknowledged} {err}"
                assert done.returncode == 0, f"{what}\n{done.stderr.decode()}"
                lines = done.stdout.decode().split("\n")
                found = {line for line in lines if line in ("a", "b", "c", "d", "e", "t0", "t1", "t2")}
                if len([line for line in lines if line == "d"]) > ("c" in found):
                    found.add("doc")
                    if "c" not in found:
                        found.discard("d")
                allowed = worlds[acknowledged:acknowledged + 2]
                assert found in allowed, f"{what}\n{found} {allowed}"
                assert acknowledged == len(texts) or status != 0, f"told as done: {what}"
                count += 1
    return count


def history(library):
    """The entries from before stay, and the shell goes on."""
    try:
        from terminal import ENTER, Terminal, control, unescaped
    except ImportError:
        print("history: SKIPPED, pexpect and pyte are not there")
        return 0
    count, step, steps = 0, 0, 1
    while step <= steps:
        with tempfile.TemporaryDirectory(prefix="zhiku-fault-") as place:
            trial = Trial(library, place)
            prepare(trial.folder, ("", None))
            path = trial.folder + "/state/zhiku/history"
            os.makedirs(os.path.dirname(path))
            with open(path, "w") as file:
                file.write("count counties\nfind topics\n")
            environment = trial.environment(step, errno.ENOSPC, step % 2 == 1)
            with Terminal([PROGRAM, "--no-rc", "-g", trial.folder + "/new.zk"], environment=environment, home=trial.folder) as terminal:
                terminal.expect("zhiku>")
                terminal.press("count topics", ENTER)
                terminal.press(".history clear 1", ENTER, "count topics", ENTER)
                assert terminal.text().count("│     1 │") >= 2, f"history, step {step}\n{terminal.text()}"
            entries = [unescaped(line) for line in content(path).decode().split("\n") if line]
            assert entries[:2] == ["count counties", "find topics"], f"history, step {step}: {entries}"
            # Half a line may stay where not even cutting it off works.
            assert all("count topics".startswith(entry) for entry in entries[2:]), f"history, step {step}: {entries}"
            if step == 0:
                steps = trial.steps()
            step += EVERY
            count += 1
    return count


def main():
    compiler = next((name for name in ("clang", "cc", "gcc") if shutil.which(name)), None)
    with tempfile.TemporaryDirectory(prefix="zhiku-fault-") as place:
        library = place + "/failing.so"
        if not compiler or subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, HERE + "/failing.c"]).returncode:
            return print("failing steps: SKIPPED, there is no C compiler")
        for name, body in (("whole files", whole_files), ("workspaces", workspaces), ("history", history)):
            print(f"{name}: {body(library)} failing steps, nothing lost, nothing by halves", flush=True)


if __name__ == "__main__":
    main()
