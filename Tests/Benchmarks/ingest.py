#!/usr/bin/env python3
"""`zhiku ingest` beside `grep -c` and jieba over the same documents: ingest.py PROGRAM [--count 1000] [--kilobytes 200]

The documents are those of documents.py. jieba, which must be installed for this Python, only segments them: once by one process
and once by as many as there are processors. Each runs alone, one after the other; the disk's cache is warm.
"""
import argparse
import glob
import os
import subprocess
import sys
import tempfile
import time

SEGMENT = """
import sys, multiprocessing, jieba
jieba.setLogLevel(60)
jieba.initialize()
def segment(path):
    return sum(1 for _ in jieba.cut(open(path, encoding="utf-8").read()))
if __name__ == "__main__":
    paths, count = sys.argv[2:], int(sys.argv[1])
    if count == 1:
        print(sum(map(segment, paths)))
    else:
        with multiprocessing.get_context("fork").Pool(count) as pool:
            print(sum(pool.imap_unordered(segment, paths, chunksize=4)))
"""


def measured(name: str, words: list[str], megabytes: float) -> None:
    start = time.time()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall, processor = time.time() - start, usage.ru_utime + usage.ru_stime
    failed = "" if os.waitstatus_to_exitcode(status) == 0 else "  (failed)"
    print(f"| {name} | {megabytes:.0f} | {wall:.1f} | {processor:.1f} | {megabytes / wall:.2f} | {megabytes / processor:.2f} "
          f"| {usage.ru_maxrss / 1024:.0f} |{failed}", flush=True)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("program")
    options.add_argument("--count", type=int, default=1000)
    options.add_argument("--kilobytes", type=int, default=200)
    options.add_argument("--jieba-share", type=int, default=10, help="jieba gets every so many-th document")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="zhiku-bench-") as folder:
        shelf = os.path.join(folder, "shelf")
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "documents.py")
        subprocess.run([sys.executable, script, shelf, "--count", str(chosen.count), "--kilobytes", str(chosen.kilobytes)],
                       check=True)
        paths = sorted(glob.glob(shelf + "/*"))
        # A prime step, so that every sort of document is among them.
        some = paths[::chosen.jieba_share + 1] if chosen.jieba_share > 1 else paths
        size, share = (sum(map(os.path.getsize, group)) / 1e6 for group in (paths, some))
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors, {len(paths)} documents")
        print("| | MB | s | s of processors | MB/s | MB/s of one processor | peak MB |\n|---|---:|---:|---:|---:|---:|---:|")
        measured("grep -c", ["grep", "-c", "经济", *paths], size)
        measured("jieba, one process", [sys.executable, "-c", SEGMENT, "1", *some], share)
        measured("jieba, all processors", [sys.executable, "-c", SEGMENT, str(os.cpu_count()), *some], share)
        measured("zhiku ingest", [chosen.program, "ingest", shelf, "-g", folder + "/a.zkg"], size)
        print(f"graph: {os.path.getsize(folder + '/a.zkg') / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
