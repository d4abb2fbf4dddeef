"""Kills the program while it writes: python3 crash.py .build/release/zhiku [KILLS [SEED]]

Each round gives the program statements through a pipe, reads what it acknowledges, and kills it (SIGKILL) at a random moment, also
while it opens a folder, saves, takes changes back, reads a table or a document, or writes a large transaction. Then it is started
again: everything that was acknowledged must be there, and of what came after only whole statements, in order. A reader looks on all
the while and must never see half of a transaction. After the kills come a file size limit and a full disk, and last the proof that
the test can fail: the same with writes that are kept back.
"""

import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time

from model import Script, World

PROGRAM = os.path.abspath(sys.argv[1])
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 40
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1_000_000)
HERE = os.path.dirname(os.path.abspath(__file__))
ROUNDS_PER_FOLDER = 25
ENVIRONMENT = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": "/nonexistent", "SWIFT_BACKTRACE": "enable=no"}

chance = random.Random(SEED)


class Lost(Exception):
    """Something that was acknowledged isn't there, or half of something is."""


def start(folder, *words, environment=ENVIRONMENT, **options):
    return subprocess.Popen(
        [PROGRAM, "-g", folder, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment, **options)


def held(folder, *words):
    """What the folder holds: names of topics by id, documents, the number of the last record; and what was said on standard error."""
    run = subprocess.run(
        [PROGRAM, "-g", folder, *words], capture_output=True, env=ENVIRONMENT, timeout=60,
        input=b"find topics show id, name; find documents show id, count(parts);\n.log 1\n")
    if run.returncode != 0:
        raise Lost(f"{folder} does not open:\n{run.stderr.decode()}")
    topics, documents = {}, []
    lines = run.stdout.decode().split("\n")
    second = lines.index("id\tcount(parts)")
    for line in lines[1:second]:
        name, value = line.split("\t")
        # What documents speak of are topics as well.
        if re.match(r"\d", name):
            topics[name] = value
    last = re.match(r"[- ] (\d+) ", lines[-2])
    for line in lines[second + 1:-2]:
        name, parts = line.split("\t")
        documents.append(name)
        if parts == "0":
            raise Lost(f"{name} is there without its sections")
    return topics, documents, int(last[1]) if last else 0, run.stderr.decode()


def newest_snapshot(folder):
    numbers = [int(found[1]) for found in (re.fullmatch(r"snapshot-(\d+)\.zkg", name) for name in os.listdir(folder)) if found]
    return max(numbers)


class Kills:
    """Rounds on folders, one after the other, and what was counted."""

    def __init__(self, environment=ENVIRONMENT):
        self.environment = environment
        self.acknowledged = self.torn = self.cut = self.reads = self.rounds = 0
        self.kinds = {}

    def run(self, count):
        while self.rounds < count:
            place = tempfile.mkdtemp(prefix="zhiku-crash-")
            try:
                self.folder(place, min(ROUNDS_PER_FOLDER, count - self.rounds))
            finally:
                shutil.rmtree(place)

    def folder(self, place, count):
        folder, world, sizes = place + "/w", World(), {}
        reader = Reader(folder, sizes)
        try:
            for _ in range(count):
                world = self.round(folder, Script(chance, world, self.rounds, place, sizes), world)
                self.rounds += 1
        finally:
            self.reads += reader.stop()
        if reader.wrong:
            raise Lost(f"a reader failed: {reader.wrong}")

    def round(self, folder, script, before):
        acknowledged = killed(folder, script.texts, self.environment)
        topics, documents, record, words = held(folder)
        if "error" in words:
            raise Lost(words)
        number = newest_snapshot(folder)
        fitting = [place for place, world in enumerate(script.worlds) if world.holds(topics, documents, number, record)]
        if not fitting or fitting[-1] < acknowledged:
            last = script.texts[max(0, acknowledged - 2):acknowledged + 2]
            raise Lost(
                f"round {self.rounds}: {acknowledged} were acknowledged, there are {fitting} with record {record}, snapshot {number}\n"
                + "\n".join(text[:100] for text in last))
        self.acknowledged += acknowledged
        self.torn += "not written whole" in words
        self.cut += acknowledged < len(script.texts)
        for text in script.texts[:acknowledged]:
            kind = text.split()[0].rstrip(";")
            self.kinds[kind] = self.kinds.get(kind, 0) + 1
        return script.worlds[fitting[-1]]


def killed(folder, texts, environment):
    """Gives the program these texts and kills it at some moment; how many it acknowledged."""
    program = start(folder, environment=environment)
    acknowledged = 0

    def listen():
        # Each acknowledgement is the answer `count`, a number, to a question behind the statement.
        nonlocal acknowledged
        for line in program.stdout:
            acknowledged += line.strip().isdigit()

    def speak():
        try:
            for text in texts:
                program.stdin.write(f"{text}; count topics;\n".encode())
                program.stdin.flush()
        except (BrokenPipeError, ValueError):
            pass

    threads = [threading.Thread(target=listen), threading.Thread(target=speak)]
    for thread in threads:
        thread.start()
    # Mostly from the first acknowledgement on, since opening alone takes its time; sometimes while it opens.
    end = time.time() + 20
    waits = chance.random() < 0.85
    while waits and not acknowledged and program.poll() is None and time.time() < end:
        time.sleep(0.0005)
    time.sleep(chance.choice([0.002, 0.01, 0.05, 0.2]) * chance.random())
    program.kill()
    program.wait()
    for thread in threads:
        thread.join()
    for stream in (program.stdin, program.stdout, program.stderr):
        try:
            stream.close()
        except BrokenPipeError:
            pass
    return acknowledged


class Reader:
    """Reads all the while: of what a transaction or a table adds, all or nothing is there."""

    def __init__(self, folder, sizes):
        self.folder, self.sizes, self.wrong, self.count = folder, sizes, None, 0
        self.ends = threading.Event()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def stop(self):
        self.ends.set()
        self.thread.join()
        return self.count

    def watch(self):
        while not self.ends.is_set() and not self.wrong:
            if not os.path.exists(self.folder + "/snapshot-0.zkg") and not os.path.exists(self.folder + "/lock"):
                time.sleep(0.01)
                continue
            run = subprocess.run(
                [PROGRAM, "-g", self.folder, "--read-only", "-c", "find topics show id"], capture_output=True,
                env=ENVIRONMENT)
            self.count += 1
            if run.returncode != 0:
                self.wrong = run.stderr.decode()
                continue
            found = {}
            for line in run.stdout.decode().split("\n"):
                if "." in line:
                    group = line.split(".")[0]
                    found[group] = found.get(group, 0) + 1
            for group, count in found.items():
                if self.sizes[group] != count:
                    self.wrong = f"{count} of {self.sizes[group]} topics of {group}"
            time.sleep(0.05)


def kills():
    begun = time.time()
    run = Kills()
    try:
        run.run(KILLS)
    except Lost as loss:
        sys.exit(f"LOST (seed {SEED}): {loss}")
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(run.kinds.items(), key=lambda pair: -pair[1]))
    print(f"{KILLS} kills, {run.cut} of them before all was done; {run.acknowledged} acknowledged, none lost ({kinds}); "
          f"{run.torn} torn records dropped; {run.reads} reads meanwhile ({time.time() - begun:.0f} s, seed {SEED})")


def proof():
    """The same with writes to the journal that are kept in memory until the next one: it must be noticed."""
    compiler = next((name for name in ("clang", "cc", "gcc") if shutil.which(name)), None)
    with tempfile.TemporaryDirectory(prefix="zhiku-crash-") as place:
        library = place + "/keepback.so"
        source = os.path.join(HERE, "keepback.c")
        if not compiler or subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source]).returncode:
            print("proof: SKIPPED, there is no C compiler")
            return
        run = Kills(dict(ENVIRONMENT, LD_PRELOAD=library))
        try:
            run.run(200)
        except Lost as loss:
            print(f"proof: with writes kept back, a loss was noticed after {run.rounds + 1} kills")
            return
        sys.exit(f"writes were kept back, and nothing was noticed (seed {SEED})")


def fill(folder, **options):
    """Adds until it fails: how many were acknowledged, and what was said."""
    program = start(folder, **options)
    texts = "".join(f'add topic "{one:05}" (alias: ("{"满" * 300}")); count topics;\n' for one in range(2000))
    output, words = program.communicate(texts.encode(), timeout=120)
    return sum(line.isdigit() for line in output.decode().split("\n")), program.returncode, words.decode()


def file_size_limit():
    with tempfile.TemporaryDirectory(prefix="zhiku-crash-") as place:
        folder = place + "/w"
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        count, status, words = fill(folder, preexec_fn=limit)
        names, _, _, _ = held(folder)
        assert status == 2 and "File too large" in words and 100 < count < 2000, (count, status, words)
        assert sorted(names) == [f"{one:05}" for one in range(count)], "what was acknowledged, and no more"
        saved = subprocess.run([PROGRAM, "-g", folder, "-c", "save; add topic 0z"], env=ENVIRONMENT, capture_output=True)
        assert saved.returncode == 0, saved
        assert len(held(folder)[0]) == count + 1
        print(f"file size limit: {count} changes acknowledged, all there")


def full_disk():
    with tempfile.TemporaryDirectory(prefix="zhiku-crash-") as place:
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", place], capture_output=True).returncode:
            print("full disk: SKIPPED, no tmpfs can be mounted here")
            return
        try:
            folder = place + "/w"
            count, status, words = fill(folder)
            assert status == 2 and "No space left" in words and 50 < count < 2000, (count, status, words)
            names, _, _, _ = held(folder, "--read-only")
            assert sorted(names) == [f"{one:05}" for one in range(count)], "what was acknowledged, and no more"
            saved = subprocess.run([PROGRAM, "-g", folder, "-c", "save"], env=ENVIRONMENT, capture_output=True)
            assert saved.returncode == 2 and b"No space left" in saved.stderr, saved
            assert len(held(folder)[0]) == count
            print(f"full disk: {count} changes acknowledged, all there, also after a save that had no room")
        finally:
            subprocess.run(["umount", place], capture_output=True)


if __name__ == "__main__":
    kills()
    file_size_limit()
    full_disk()
    proof()
