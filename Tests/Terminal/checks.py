"""What the terminal tests share: a list of checks, and one line on each.

    from checks import check, main, same

    @check
    def two_and_two_are_four():
        same(2 + 2, 4)

    sys.exit(main())

`ONLY=paste` runs the checks whose names contain that, `JOBS=1` one after the other. Prints `ok …` or `FAILED …` for each, and last
`N passed, M failed`.
"""

import contextlib
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
import traceback

FOLDER = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(FOLDER))
SAMPLES = os.environ.get("ZHIKU_SAMPLES") or os.path.join(ROOT, "samples")
SMALL = os.path.join(FOLDER, "small.zk")

checks = []


@contextlib.contextmanager
def folder():
    """A new folder, gone afterwards, whatever its modes have become."""
    path = tempfile.mkdtemp(prefix="zhiku-check-")
    try:
        yield path
    finally:
        os.chmod(path, 0o700)
        shutil.rmtree(path, ignore_errors=True)


class Skipped(Exception):
    """The check needs something that this machine doesn't have."""


def program():
    """The command line to test, the program's path made absolute."""
    if len(sys.argv) < 2:
        sys.exit(f"usage: {os.path.basename(sys.argv[0])} PROGRAM [ARGUMENT …]")
    return [os.path.abspath(sys.argv[1])] + sys.argv[2:]


def check(function):
    checks.append(function)
    return function


def same(found, wanted, what=""):
    if found != wanted:
        raise AssertionError(f"{what}\n  found  {found!r}\n  wanted {wanted!r}")


def within(part, whole, what=""):
    if part not in whole:
        raise AssertionError(f"{what}\n  {part!r} is not in\n  {whole!r}")


def absent(part, whole, what=""):
    if part in whole:
        raise AssertionError(f"{what}\n  {part!r} is in\n  {whole!r}")


def written(path, content):
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return path


SLOW = ("count counties as c where count(develops.developed_in.develops.developed_in.develops.developed_in"
        "[code != c.code].develops) > 1000000")


def slow_graph(counties=1500, industries=40):
    """Every county develops every industry: paths there and back take minutes."""
    lines = [f'add industry "i{number}"\n' for number in range(industries)]
    for county in range(counties):
        lines.append(f'add county "c{county}" (code: "{county}")\n')
        lines += [f'link county "c{county}" develops industry "i{number}"\n' for number in range(industries)]
    return "".join(lines)


def carry_out(name):
    """One check: whether it passed (None if it was skipped), and the line on it."""
    function = next(function for function in checks if function.__name__ == name)
    name = name.replace("_", " ")
    start = time.time()
    try:
        note = function() or ""
    except Skipped as reason:
        return None, f"ok {name} (skipped: {reason})"
    except Exception as error:
        known = isinstance(error, AssertionError)
        return False, f"FAILED {name}: {error if known else traceback.format_exc()}"
    return True, f"ok {name} ({time.time() - start:.1f} s) {note}".rstrip()


def main():
    only = os.environ.get("ONLY", "").replace("_", " ")
    names = [function.__name__ for function in checks if only in function.__name__.replace("_", " ")]
    passed = failed = 0
    # A check mostly waits for its screen to be quiet, so that several go on at a time.
    with multiprocessing.get_context("fork").Pool(int(os.environ.get("JOBS", "4"))) as pool:
        for outcome, line in pool.imap(carry_out, names):
            print(line, flush=True)
            passed += outcome is True
            failed += outcome is False
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0
