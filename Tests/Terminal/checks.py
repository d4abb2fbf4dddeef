"""What the terminal tests share: a list of checks, and one line on each.

    from checks import check, main, same

    @check
    def two_and_two_are_four():
        same(2 + 2, 4)

    sys.exit(main())

`ONLY=paste` runs the checks whose names contain that. Prints `ok …` or `FAILED …` for each, and last
`N passed, M failed`.
"""

import os
import sys
import time
import traceback

FOLDER = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(FOLDER))
SAMPLES = os.environ.get("ZHIKU_SAMPLES") or os.path.join(ROOT, "samples")
SMALL = os.path.join(FOLDER, "small.zk")

checks = []


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


def main():
    only = os.environ.get("ONLY", "")
    passed = failed = 0
    for function in checks:
        name = function.__name__.replace("_", " ")
        if only.replace("_", " ") not in name:
            continue
        start = time.time()
        try:
            note = function() or ""
        except Skipped as reason:
            print(f"ok {name} (skipped: {reason})", flush=True)
            continue
        except Exception as error:
            failed += 1
            known = isinstance(error, AssertionError)
            print(f"FAILED {name}: {error if known else traceback.format_exc()}", flush=True)
        else:
            passed += 1
            print(f"ok {name} ({time.time() - start:.1f} s) {note}".rstrip(), flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0
