"""Kills the program while it writes: python3 crash.py .build/release/zhiku [KILLS [SEED]]

Each round gives the program statements through a pipe, reads what it acknowledges, and kills it (SIGKILL) at a random moment, also
while it opens a folder, saves, or writes a large transaction. Then it is started again: everything that was acknowledged must be
there, and of what came after only whole statements, in order. A reader looks on all the while and must never see half of a
transaction. After the kills come a file size limit and a full disk.
"""

import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time

PROGRAM = os.path.abspath(sys.argv[1])
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 40
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1_000_000)
ROUNDS_PER_FOLDER = 25
ENVIRONMENT = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": "/nonexistent", "SWIFT_BACKTRACE": "enable=no"}

chance = random.Random(SEED)


def start(folder, *words, **options):
    return subprocess.Popen(
        [PROGRAM, "-g", folder, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=ENVIRONMENT, **options)


def held(folder, *words):
    """What the folder holds: names by id; and what the program said on standard error."""
    run = subprocess.run(
        [PROGRAM, "-g", folder, *words, "-c", "find topics show id, name order by id"], capture_output=True,
        env=ENVIRONMENT, timeout=60)
    if run.returncode != 0:
        sys.exit(f"{folder} does not open (seed {SEED}):\n{run.stderr.decode()}")
    lines = run.stdout.decode().split("\n")[1:-1]
    return dict(line.split("\t") for line in lines), run.stderr.decode()


class Script:
    """Statements at random, and what the folder holds after each."""

    def __init__(self, state, number):
        self.states = [dict(state)]
        self.texts = []
        for place in range(chance.randrange(5, 60)):
            state = dict(self.states[-1])
            self.texts.append(self.statement(state, f"{number}-{place}"))
            self.states.append(state)

    def statement(self, state, new):
        kind = chance.random()
        if kind < 0.15:
            return "save"
        if kind < 0.30 and state:
            known = chance.choice(list(state))
            state[known] = f"n{new}"
            return f'set topic "{known}" (name: "n{new}")'
        if kind < 0.40 and state:
            known = chance.choice(list(state))
            del state[known]
            return f'remove topic "{known}"'
        if kind < 0.60:
            many = chance.choice([2, 3, 200])
            state.update({f"{new}.{one}": f"{new}.{one}" for one in range(many)})
            return "begin; " + "; ".join(f'add topic "{new}.{one}"' for one in range(many)) + "; commit"
        if kind < 0.65:
            return f'begin; add topic "{new}.x"; rollback'
        state[new] = new
        return f'add topic "{new}" (alias: ("{chance.choice("甲乙") * chance.choice([1, 20, 3000])}"))'


def round_of(folder, number, before):
    script = Script(before, number)
    program = start(folder)
    acknowledged = 0

    def listen():
        # Each acknowledgement is the answer `count`, a number, to a question behind the statement.
        nonlocal acknowledged
        for line in program.stdout:
            if line != b"count\n":
                acknowledged += 1

    listener = threading.Thread(target=listen)
    listener.start()

    def speak():
        try:
            for text in script.texts:
                program.stdin.write(f"{text}; count topics;\n".encode())
                program.stdin.flush()
        except (BrokenPipeError, ValueError):
            pass

    speaker = threading.Thread(target=speak)
    speaker.start()
    # Mostly from the first acknowledgement on, since opening alone takes its time; sometimes while it opens.
    end = time.time() + 20
    waits = chance.random() < 0.85
    while waits and not acknowledged and program.poll() is None and time.time() < end:
        time.sleep(0.0005)
    time.sleep(chance.choice([0.002, 0.01, 0.05, 0.2]) * chance.random())
    program.kill()
    program.wait()
    speaker.join()
    listener.join()
    for stream in (program.stdin, program.stdout, program.stderr):
        try:
            stream.close()
        except BrokenPipeError:
            pass
    after, words = held(folder)
    if "error" in words:
        sys.exit(words)
    fitting = [place for place, state in enumerate(script.states) if state == after]
    if not fitting or fitting[-1] < acknowledged:
        sys.exit(
            f"LOST (seed {SEED}, round {number}): {acknowledged} were acknowledged, there are {fitting}\n"
            f"{script.texts[max(0, acknowledged - 2):acknowledged + 2]}")
    return after, acknowledged, len(script.texts), "not written whole" in words


def watch(folder, stop, seen):
    """Reads all the while: a transaction adds 2, 3 or 200 topics whose names begin alike, all or none."""
    while not stop.is_set():
        if not os.path.exists(folder + "/snapshot-0.zkg") and not os.path.exists(folder + "/lock"):
            time.sleep(0.01)
            continue
        run = subprocess.run(
            [PROGRAM, "-g", folder, "--read-only", "-c", "find topics show id"], capture_output=True, env=ENVIRONMENT)
        if run.returncode != 0:
            seen.append(run.stderr.decode())
            return
        seen.append(None)
        time.sleep(0.05)


def kills():
    acknowledged = torn = cut = 0
    state = {}
    reads = 0
    place = folder = None
    start_time = time.time()
    for number in range(KILLS):
        if number % ROUNDS_PER_FOLDER == 0:
            if place:
                reads += finish(stop, reader, seen, place)
            place = tempfile.mkdtemp(prefix="zhiku-crash-")
            folder, state, stop, seen = place + "/w", {}, threading.Event(), []
            reader = threading.Thread(target=watch, args=(folder, stop, seen))
            reader.start()
        state, done, all_of_them, was_torn = round_of(folder, number, state)
        acknowledged += done
        torn += was_torn
        cut += done < all_of_them
    reads += finish(stop, reader, seen, place)
    print(f"{KILLS} kills, {cut} of them before all was done; {acknowledged} changes acknowledged, none lost; "
          f"{torn} torn records dropped; {reads} reads meanwhile ({time.time() - start_time:.0f} s, seed {SEED})")


def finish(stop, reader, seen, place):
    stop.set()
    reader.join()
    wrong = [words for words in seen if words]
    if wrong:
        sys.exit(f"a reader failed (seed {SEED}):\n{wrong[0]}")
    shutil.rmtree(place)
    return len(seen)


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
        names, _ = held(folder)
        assert status == 2 and "File too large" in words and 100 < count < 2000, (count, status, words)
        assert sorted(names) == [f"{one:05}" for one in range(count)], "what was acknowledged, and no more"
        saved = subprocess.run([PROGRAM, "-g", folder, "-c", "save; add topic z"], env=ENVIRONMENT, capture_output=True)
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
            names, _ = held(folder, "--read-only")
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
