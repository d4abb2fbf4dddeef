"""From start to prompt, in milliseconds: zhiku beside other shells, in turns, on one machine.

    make startup
    python3 Tests/Terminal/startup.py .build/release/zhiku [RUNS]

Each program gets a pseudo-terminal that answers questions at once, as good terminals do, and a second start, as every day. psql needs a
server, which is started from Debian's package where it is; so does nobody else.
"""

import os
import pty
import re
import select
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

program = os.path.abspath(sys.argv[1])
runs = int(sys.argv[2]) if len(sys.argv) > 2 else 25
# What waits longer than this for an answer of the terminal is told as it is.
LONGEST = 15

# Colours and moves may stand within a prompt.
ESCAPES = re.compile(rb"\x1b\[[0-9;?>]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[()=>][0-9A-Z]?")

# What programs ask: the background's colour, what the terminal is, where the cursor stands.
ANSWERS = [(b"\x1b]11;?", b"\x1b]11;rgb:0000/0000/0000\x07\x1b[?62c"), (b"\x1b[6n", b"\x1b[1;1R")]

HOME = tempfile.mkdtemp(prefix="zhiku-startup-")


def environment():
    names = ("PATH", "PGHOST", "PGUSER")
    samples = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "samples")
    return {**{name: os.environ[name] for name in names if name in os.environ}, "HOME": HOME, "TERM": "xterm-256color",
            "LANG": "C.UTF-8", "PAGER": "cat", "ZHIKU_SAMPLES": samples, "PYTHONDONTWRITEBYTECODE": ""}


def milliseconds(command, prompt):
    """Until the prompt is seen; None if it isn't."""
    master, slave = pty.openpty()
    start = time.perf_counter()
    child = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment(), start_new_session=True)
    os.close(slave)
    seen, result, answered = b"", None, 0
    while time.perf_counter() - start < LONGEST:
        if not select.select([master], [], [], 0.5)[0]:
            continue
        try:
            seen += os.read(master, 65536)
        except OSError:
            break
        for question, answer in ANSWERS:
            if question in seen[answered:]:
                answered = len(seen)
                os.write(master, answer)
        if prompt in ESCAPES.sub(b"", seen):
            result = (time.perf_counter() - start) * 1000
            break
    child.send_signal(signal.SIGKILL)
    child.wait()
    os.close(master)
    return result


def server():
    """A PostgreSQL of our own; what ends it, or None where there is none."""
    folders = sorted(os.path.join("/usr/lib/postgresql", name, "bin") for name in os.listdir("/usr/lib/postgresql")) \
        if os.path.isdir("/usr/lib/postgresql") else []
    if not folders or not shutil.which("psql"):
        return None
    data, user = os.path.join(HOME, "pg"), []
    if os.geteuid() == 0:
        os.chmod(HOME, 0o755)
        user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        os.mkdir(data)
        shutil.chown(data, "postgres", "postgres")
    try:
        subprocess.run(user + [folders[-1] + "/initdb", "-D", data, "-A", "trust", "-U", "postgres"], check=True,
                       capture_output=True, cwd="/")
        subprocess.run(user + [folders[-1] + "/pg_ctl", "-D", data, "-w", "-o", f"-k {data} -h ''", "start"], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
    except (subprocess.CalledProcessError, OSError):
        return None
    os.environ.update(PGHOST=data, PGUSER="postgres")
    return lambda: subprocess.run(user + [folders[-1] + "/pg_ctl", "-D", data, "-m", "immediate", "stop"],
                                  capture_output=True, cwd="/")


def main():
    stop = server()
    venv = next((folder for folder in os.environ["PATH"].split(":") if os.path.exists(folder + "/duckdb")), None)
    shells = [("zhiku", [program], b"zhiku> ")]
    if shutil.which("sqlite3"):
        shells.append(("sqlite3", ["sqlite3"], b"sqlite> "))
    if stop:
        shells.append(("psql", ["psql", "-X", "postgres"], b"postgres=# "))
    if venv:
        shells.append(("duckdb", [venv + "/duckdb"], b"D "))
    if shutil.which("litecli"):
        shells.append(("litecli", ["litecli", os.path.join(HOME, "x.db")], b"x.db>"))
    times = {name: [] for name, _, _ in shells}
    try:
        for turn in range(runs + 1):
            for name, command, prompt in shells:
                if name in times and (turn < 5 or statistics.median(times[name] or [0]) < 2000):
                    elapsed = milliseconds(command, prompt)
                    # The first start of each makes its files.
                    if turn and elapsed is not None:
                        times[name].append(elapsed)
    finally:
        if stop:
            stop()
        shutil.rmtree(HOME, ignore_errors=True)
    own = statistics.median(times["zhiku"])
    print(f"{'shell':10} {'median ms':>10} {'least ms':>9} {'runs':>5} {'times zhiku':>12}")
    for name, values in sorted(times.items(), key=lambda item: statistics.median(item[1] or [1e9])):
        if values:
            median = statistics.median(values)
            print(f"{name:10} {median:10.1f} {min(values):9.1f} {len(values):5} {median / own:12.2f}")
        else:
            print(f"{name:10} {'no prompt seen':>20}")


if __name__ == "__main__":
    main()
