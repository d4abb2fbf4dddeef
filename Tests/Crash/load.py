"""Eight readers and one writer on one workspace: python3 load.py .build/release/zhiku [MINUTES [DATA [WORKSPACE]]]

The writer adds, changes, removes, takes back, saves; the readers read the folder again and again and ask. Each answer must be that
of a state which the folder had between the question and the answer; what the writer never touches must be as in the tables. Memory
is sampled; the last is the time of answers. DATA has the tables of a benchmark, else a small graph is made up. All together take no
more than SHARE (25) percent of a processor, so that it can run for an hour beside other work.
"""

import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time

from invented import write_tables

PROGRAM = os.path.abspath(sys.argv[1])
MINUTES = float(sys.argv[2]) if len(sys.argv) > 2 else 0.15
DATA = sys.argv[3] if len(sys.argv) > 3 else None
READY = sys.argv[4] if len(sys.argv) > 4 else None
READERS = 8
SHARE = float(os.environ.get("SHARE", "25")) / 100
SEED = int(os.environ.get("ZHIKU_SEED", random.randrange(1_000_000)))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ENVIRONMENT = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": "/nonexistent", "SWIFT_BACKTRACE": "enable=no"}
TICKS = os.sysconf("SC_CLK_TCK")


class Wrong(Exception):
    pass


class Zhiku:
    """A program that is asked through a pipe; answers are lines of JSON."""

    def __init__(self, folder, *words):
        self.child = subprocess.Popen(
            [PROGRAM, "-g", folder, "-o", "json", *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env=ENVIRONMENT)

    def ask(self, text, answers):
        """The answers to the questions in a text."""
        self.child.stdin.write((text + "\n").encode())
        self.child.stdin.flush()
        found = []
        while len(found) < answers:
            line = self.child.stdout.readline()
            if not line:
                raise Wrong(f"{text}: {self.child.stderr.read().decode()}")
            if line.startswith(b"["):
                found.append(json.loads(line))
        return found

    def cpu(self):
        try:
            with open(f"/proc/{self.child.pid}/stat") as file:
                words = file.read().rsplit(")", 1)[1].split()
            return (int(words[11]) + int(words[12])) / TICKS
        except OSError:
            return 0

    def memory(self):
        """Kilobytes of its own, without the pages of files."""
        try:
            with open(f"/proc/{self.child.pid}/status") as file:
                return next(int(line.split()[1]) for line in file if line.startswith("RssAnon"))
        except (OSError, StopIteration):
            return 0

    def end(self):
        self.child.stdin.close()
        self.child.wait(timeout=60)
        return self.child.returncode, self.child.stderr.read().decode()


class States:
    """What the writer's part of the folder holds, version by version; a version counts from when it was sent until the next was
    acknowledged."""

    def __init__(self):
        self.lock = threading.Lock()
        self.states = [({}, (500, 500))]
        self.first = 0
        self.acknowledged = 0

    def sent(self, state):
        with self.lock:
            self.states.append(state)
            if len(self.states) > 4000:
                del self.states[:1000]
                self.first += 1000

    def done(self):
        with self.lock:
            self.acknowledged = self.first + len(self.states) - 1

    def window(self, low):
        with self.lock:
            return self.states[max(0, low - self.first):]


class Writer(threading.Thread):
    def __init__(self, load, folder):
        super().__init__()
        self.load, self.chance = load, random.Random(SEED)
        self.zhiku = Zhiku(folder)
        self.topics, self.money, self.earlier = {}, (500, 500), []
        self.count = 0

    def run(self):
        try:
            while not self.load.ends.is_set():
                self.change()
                self.load.pause(self.chance, 0.25)
        except Exception as error:
            self.load.fail(f"writer: {error!r}")

    def change(self):
        self.count += 1
        before = (dict(self.topics), self.money)
        text, isChange = self.statement()
        self.load.states.sent((dict(self.topics), self.money))
        begun = time.perf_counter()
        [[answer]] = self.zhiku.ask(text + "; count topics where id ~ \"写\";", 1)
        self.load.note("save" if text == "save" else "write", time.perf_counter() - begun)
        if answer["count"] != len(self.topics):
            raise Wrong(f"{text}: {answer}, not {len(self.topics)}")
        self.load.states.done()
        if isChange:
            self.earlier.append(before)

    def statement(self):
        kind, name = self.chance.random(), f"写{self.count}"
        if self.count % 150 == 0:
            self.earlier = []
            return "save", False
        if kind < 0.1 and self.earlier:
            self.topics, self.money = self.earlier.pop()
            return "\n.undo\n", False
        if kind < 0.3:
            part = self.chance.randrange(1, 999)
            self.money = (part, 1000 - part)
            return f'begin; set figure "账一" (value: {part}); set figure "账二" (value: {1000 - part}); commit', True
        if kind < 0.5 and self.topics:
            known = self.chance.choice(list(self.topics))
            self.topics[known] = name
            return f'set topic "{known}" (name: "{name}")', True
        if (kind < 0.7 or len(self.topics) > 150) and self.topics:
            known = self.chance.choice(list(self.topics))
            del self.topics[known]
            return f'remove topic "{known}"', True
        self.topics[name] = name
        return f'add topic "{name}"', True


class Reader(threading.Thread):
    TOPICS = 'find topics where id ~ "写" show id, name order by id;'
    MONEY = 'find figures where id ~ "账" show id, value order by id;'

    def __init__(self, load, folder, number):
        super().__init__()
        self.load, self.chance = load, random.Random(SEED + number)
        self.zhiku = Zhiku(folder, "--read-only")

    def run(self):
        try:
            while not self.load.ends.is_set():
                self.look()
                self.load.pause(self.chance, 1.5)
        except Exception as error:
            self.load.fail(f"reader: {error!r}")

    def timed(self, what, text, answers):
        begun = time.perf_counter()
        found = self.zhiku.ask(text, answers)
        self.load.note(what, time.perf_counter() - begun)
        return found

    def look(self):
        low = self.load.states.acknowledged
        self.timed("reload", ".reload\ncount units;", 1)
        [topics], [money] = self.timed("state", self.TOPICS, 1), self.timed("state", self.MONEY, 1)
        topics = {row["id"]: row["name"] for row in topics}
        money = tuple(int(row["value"]["value"] if isinstance(row["value"], dict) else row["value"]) for row in money)
        if sum(money) != 1000:
            raise Wrong(f"half of a transaction: {money}")
        if (topics, money) not in self.load.states.window(low):
            raise Wrong(f"a state that the folder never had since version {low}: {topics} {money}")
        for _ in range(3):
            text, wanted = self.chance.choice(self.load.facts)
            [found] = self.timed("question", text + ";", 1)
            if found != wanted:
                raise Wrong(f"{text}: {found}, not {wanted}")
        self.load.answers += 5


class Load:
    def __init__(self, folder, data):
        self.ends, self.states = threading.Event(), States()
        self.facts = facts(data)
        self.times, self.answers, self.wrong, self.stretch = {}, 0, None, 1.0
        self.lock = threading.Lock()
        self.writer = Writer(self, folder)
        self.writer.zhiku.ask('begin; add figure "账一" (value: 500); add figure "账二" (value: 500); commit; count units;', 1)
        self.readers = [Reader(self, folder, number + 1) for number in range(READERS)]
        self.memory = []

    def note(self, what, seconds):
        with self.lock:
            self.times.setdefault(what, []).append(seconds)

    def fail(self, words):
        self.wrong = self.wrong or words
        self.ends.set()

    def pause(self, chance, seconds):
        self.ends.wait(seconds * self.stretch * (0.5 + chance.random()))

    def run(self, minutes):
        begun = time.time()
        everybody = [self.writer] + self.readers
        programs = [one.zhiku for one in everybody]
        for one in everybody:
            one.start()
        last, spent = begun, sum(one.cpu() for one in programs)
        while time.time() < begun + minutes * 60 and not self.ends.is_set():
            self.ends.wait(min(10, max(1, minutes * 6)))
            self.memory.append([one.memory() for one in programs])
            now, total = time.time(), sum(one.cpu() for one in programs)
            share = (total - spent) / max(now - last, 0.1)
            self.stretch = min(20, max(0.2, self.stretch * (share / SHARE if share > SHARE else 0.9)))
            last, spent = now, total
        self.ends.set()
        for one in everybody:
            one.join(timeout=120)
        for one in programs:
            status, words = one.end()
            if status != 0 and not self.wrong:
                self.wrong = f"ended with {status}: {words}"
        return time.time() - begun, total

    def report(self, seconds, cpu):
        print(f"{READERS} readers, 1 writer, {seconds / 60:.1f} minutes, {cpu:.0f} CPU seconds, seed {SEED}")
        print(f"{self.writer.count} writes, {len(self.times.get('reload', []))} times read anew, {self.answers} answers looked at, none wrong")
        for what, times in sorted(self.times.items()):
            times.sort()
            at = lambda share: times[min(len(times) - 1, int(len(times) * share))] * 1000
            print(f"  {what:9} {len(times):7}  median {at(0.5):7.1f} ms   99 % {at(0.99):7.1f} ms   most {times[-1] * 1000:7.1f} ms")
        self.report_memory()

    def report_memory(self):
        quarter = len(self.memory) // 4
        if quarter < 3:
            return print("  memory: too short a run to tell")
        mean = lambda part, one: sum(row[one] for row in part) / len(part) / 1024
        growth = []
        for one in range(READERS + 1):
            early, late = mean(self.memory[quarter:2 * quarter], one), mean(self.memory[-quarter:], one)
            growth.append((late - early, early, late))
        most = max(growth)
        print(f"  memory of its own, second and last quarter: writer {growth[0][1]:.1f} and {growth[0][2]:.1f} MB; "
              f"reader that grew most {max(growth[1:])[1]:.1f} and {max(growth[1:])[2]:.1f} MB")
        if most[0] > 8 and most[0] > 0.1 * most[1]:
            sys.exit(f"memory grew from {most[1]:.1f} to {most[2]:.1f} MB (seed {SEED})")


def facts(data):
    """Questions about what nobody changes, and their answers from the tables themselves."""
    def rows(name):
        with open(f"{data}/{name}.csv", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    proposals, counties, targets = rows("proposals"), rows("counties"), rows("targets")
    found = []
    for word in ["低空经济", "乡村旅游", "基层治理", "冷链", "甲醇汽车"]:
        count = sum(word in row["title"] or word in row["summary"] for row in proposals)
        found.append((f'count proposals where title ~ "{word}" or summary ~ "{word}"', [{"count": count}]))
    for year in sorted({row["year"] for row in proposals})[:8]:
        count = sum(row["year"] == year for row in proposals)
        found.append((f"count proposals where year = {year}", [{"count": count}]))
    submitted, concerns = {}, {}
    for row in proposals:
        submitted[row["county_id"]] = submitted.get(row["county_id"], 0) + 1
    for row in rows("proposal_concerns"):
        concerns[row["proposal_id"]] = concerns.get(row["proposal_id"], 0) + 1
    for row in counties[:40]:
        found.append((
            f'find counties where id = "{row["id"]}" show code, name, count(submissions) as n',
            [{"code": row["code"], "name": row["name"], "n": submitted.get(row["id"], 0)}]))
    for row in proposals[:40]:
        found.append((
            f'find proposals where id = "{row["id"]}" show title, summary, count(concerns) as n',
            [{"title": row["title"], "summary": row["summary"], "n": concerns.get(row["id"], 0)}]))
    groups = {}
    for row in targets:
        groups[int(row["year"])] = groups.get(int(row["year"]), 0) + 1
    found.append((
        "find targets group by year show year, count() as n order by year",
        [{"year": year, "n": groups[year]} for year in sorted(groups)]))
    return found


def main():
    place = tempfile.mkdtemp(prefix="zhiku-load-")
    try:
        data = DATA or place
        if not DATA:
            write_tables(place)
        folder = place + "/w"
        if READY:
            shutil.copytree(READY, folder)
        else:
            script = shutil.copy(os.path.join(ROOT, "Tests/Benchmarks/load.zk"), place + "/load.zk")
            if DATA:
                with open(script, encoding="utf-8") as file:
                    text = file.read()
                with open(script, "w", encoding="utf-8") as file:
                    file.write(text.replace('import "', f'import "{os.path.abspath(DATA)}/'))
            subprocess.run([PROGRAM, "-g", folder, "-c", f'load "{script}"; save'], env=ENVIRONMENT, check=True)
        load = Load(folder, data)
        seconds, cpu = load.run(MINUTES)
        if load.wrong:
            sys.exit(f"WRONG (seed {SEED}): {load.wrong}")
        load.report(seconds, cpu)
        check = subprocess.run([PROGRAM, "-g", folder, "-c", 'count topics where id ~ "写"'], env=ENVIRONMENT, capture_output=True)
        if check.stdout.decode().split() != ["count", str(len(load.writer.topics))]:
            sys.exit(f"afterwards the folder has {check.stdout} {check.stderr} of {len(load.writer.topics)} topics (seed {SEED})")
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
