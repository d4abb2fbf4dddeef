#!/usr/bin/env python3
"""The benchmark's questions on a server beside the local engine, as a table:

    server.py PROGRAM DATA GRAPH ADDRESS [--runs N] [--queries Q1,Q4]

DATA is the folder that generate.py made, GRAPH a snapshot of it (`zhiku-bench load DATA GRAPH`), ADDRESS the same graph on a server
(`zhiku -g GRAPH -c 'save "ADDRESS"'`). Each question is a program of its own, from its start to its end; the least of the runs counts.
Ends with an error if an answer differs. What the server was asked for is what `explain sql` says that stays here.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def questions():
    """By number, the text of each."""
    found, number = {}, None
    for line in open(f"{HERE}/queries.zk", encoding="utf-8"):
        head = re.fullmatch(r"# (Q\d+\w?)\n", line)
        if head:
            number = head[1]
            found[number] = ""
        elif number and not line.startswith("#"):
            found[number] += line.strip() + " "
    return {number: text.strip() for number, text in found.items()}


def bound(text, values):
    """The text with its parameters; lists, which `-p` has not, are written into it as in zhiku-bench."""
    words = []
    for name in re.findall(r"\$(\w+)", text):
        if isinstance(values[name], list):
            text = text.replace(f"${name}", ", ".join(json.dumps(value, ensure_ascii=False) for value in values[name]))
        else:
            words += ["-p", f"{name}={values[name]}"]
    return words + ["-c", text]


def run(program, graph, words, timeout):
    """Seconds and what was printed; None for what took too long."""
    start = time.perf_counter()
    try:
        done = subprocess.run([program, "--no-rc", "-g", graph, *words], capture_output=True, text=True, timeout=timeout)
    except subprocess.TimeoutExpired:
        return None, None
    if done.returncode:
        sys.exit(f"{words}: {done.stderr}")
    return time.perf_counter() - start, done.stdout


def left(program, address, words):
    """What stays with the local engine, as `explain sql` says it."""
    explained = words[:-1] + ["explain sql " + words[-1]]
    lines = run(program, address, explained, None)[1].splitlines()
    return lines[-1].removeprefix("-- here: ")


def main():
    parser = argparse.ArgumentParser()
    for name in ("program", "data", "graph", "address"):
        parser.add_argument(name)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--queries", default="")
    parser.add_argument("--timeout", type=int, default=120)
    options = parser.parse_args()
    values = json.load(open(f"{options.data}/params.json", encoding="utf-8"))
    wanted = set(filter(None, options.queries.split(",")))
    print("| query | on the server, s | here, s | stays here |\n|---|---|---|---|")
    differing = []
    for number, text in questions().items():
        if wanted and number not in wanted:
            continue
        words = bound(text, values)
        best = {}
        for place in (options.address, options.graph):
            for _ in range(options.runs):
                seconds, answer = run(options.program, place, words, options.timeout)
                if seconds is None:
                    best.pop(place, None)
                    break
                best[place] = (min(seconds, best.get(place, (seconds,))[0]), answer)
        cells = [f"{best[place][0]:.2f}" if place in best else f"> {options.timeout}" for place in (options.address, options.graph)]
        print(f"| {number} | {cells[0]} | {cells[1]} | {left(options.program, options.address, words)} |", flush=True)
        if len({answer for _, answer in best.values()}) > 1:
            differing.append(number)
    if differing:
        sys.exit(f"other answers on the server: {', '.join(differing)}")


if __name__ == "__main__":
    main()
