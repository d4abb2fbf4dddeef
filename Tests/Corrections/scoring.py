"""Puts wrong inputs to zhiku and tells whether what it suggests first is what ought to come first."""

import os
import re
import shlex
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def read_table(name):
    """The rows of a tab-separated file beside this one, without comments."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def says(hint, wanted):
    """Whether the hint has the words in it and no letter beside them, so that 主题 isn't found in 主题下."""
    before = r"(?<!\w)" if re.match(r"\w", wanted) else ""
    after = r"(?!\w)" if re.search(r"\w$", wanted) else ""
    return re.search(before + re.escape(wanted) + after, hint, re.IGNORECASE) is not None


def first_suggestion(program, kind, language, text):
    """The first hint that zhiku gives, and its whole answer."""
    arguments = shlex.split(text) if kind in ("option", "parameter") else ["-c", text]
    environment = {"PATH": os.environ["PATH"], "LANG": "C", "ZHIKU_SAMPLES": str(ROOT / "samples"), "ZHIKU_HISTORY": ""}
    run = subprocess.run(
        [program, "--lang", language, "-o", "table", *arguments],
        cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=60, stdin=subprocess.DEVNULL)
    if run.returncode not in (0, 1, 2):
        raise SystemExit(f"exit {run.returncode} of {text}: {run.stderr}")
    hint = re.search(r"^ *= (?:hint: |提示：)(.*)$", run.stderr, re.MULTILINE)
    return (hint.group(1) if hint else ""), run.stdout + run.stderr
