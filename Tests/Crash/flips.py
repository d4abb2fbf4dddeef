"""Flips every bit of a small snapshot and its journal: python3 flips.py .build/release/zhiku [EVERY]

After each flip a reader takes the folder anew: it is refused, or everything is as it was. EVERY 8 flips one bit of each byte.
"""

import os
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
EVERY = int(sys.argv[2]) if len(sys.argv) > 2 else 1
ENVIRONMENT = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": "/nonexistent", "SWIFT_BACKTRACE": "enable=no"}
SCRIPT = ('add topic a (name: "低空经济", alias: ("通航")); add county 甲县 (code: "1"); add industry i; link county 甲县 develops industry i '
          '(note: "x", source: "d" 1..2); save; add topic b; set topic a (rule: "x"); add topic c')


def dumped(folder):
    """The graph that a reader finds; nil if it is refused."""
    done = subprocess.run([PROGRAM, "-g", folder, "--read-only", "-c", "dump"], capture_output=True, env=ENVIRONMENT, timeout=60)
    if done.returncode not in (0, 2) or done.returncode and not done.stderr.startswith(b"error"):
        sys.exit(f"the reader ended with {done.returncode}: {done.stderr.decode()}")
    return done.stdout if done.returncode == 0 else None


def flips(folder, name, every):
    """How many flips there were, and how many were refused."""
    path = f"{folder}/{name}"
    with open(path, "rb") as file:
        data = file.read()
    right = dumped(folder)
    count = refused = 0
    for start in range(0, len(data) * 8, every):
        bit = min(start + count * 3 % every, len(data) * 8 - 1)
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        with open(path, "wb") as file:
            file.write(flipped)
        found = dumped(folder)
        if found not in (None, right):
            sys.exit(f"WRONG: bit {bit % 8} of byte {bit // 8} of {name} gives another graph")
        refused += found is None
        count += 1
    with open(path, "wb") as file:
        file.write(data)
    return count, refused


def main():
    with tempfile.TemporaryDirectory(prefix="zhiku-flips-") as place:
        folder = place + "/w"
        subprocess.run([PROGRAM, "-g", folder, "-c", SCRIPT], env=ENVIRONMENT, check=True, stderr=subprocess.DEVNULL)
        for name in ("journal-1.zkj", "snapshot-1.zkg"):
            begun = time.time()
            count, refused = flips(folder, name, EVERY)
            print(f"{name}: {count} bits flipped, {refused} refused, none wrong ({time.time() - begun:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
