"""Checks saved queries and parameters at the prompt: python3 test_queries.py .build/release/zhiku"""

import os
import shutil
import stat
import subprocess
import sys
import tempfile

from checks import SMALL, absent, check, main, program, same, within, written
from terminal import ENTER, TAB, Terminal, control

command = program()
PROMPT = "zhiku>"

GAP = """# 缺口：规划提出而没人发言的产业。
# The gap: industries that a plan promotes and nobody speaks of.
# param level: text = 市 — 规划的级别
# param least: number = 0 — at least so many plans

find industries where promoted_by.level = $level and count(promoted_by) >= $least show name
"""


class Shell(Terminal):
    """The program at its prompt on the small graph, with one query that came with zhiku."""

    def __init__(self, *arguments, home=None, environment=None):
        self.samples = tempfile.mkdtemp(prefix="zhiku-samples-")
        os.mkdir(self.samples + "/queries")
        written(self.samples + "/zhiku.zk", "")
        written(self.samples + "/queries/缺口.zk", GAP)
        environment = {"ZHIKU_SAMPLES": self.samples, **(environment or {})}
        super().__init__(command + ["-g", SMALL, *arguments], 40, 110, environment=environment, home=home)
        self.expect(PROMPT)

    def close(self):
        super().close()
        shutil.rmtree(self.samples, ignore_errors=True)

    def enter(self, text):
        """Enters a text and gives the screen that follows, without what was there before."""
        self.press(control("l"))
        self.press(text, ENTER)
        return self.text()

    def own(self, name):
        return f"{self.home}/config/zhiku/queries/{name}.zk"


@check
def queries_are_listed_with_description_and_parameters():
    with Shell() as terminal:
        within("缺口  The gap: industries that a plan promotes and nobody speaks of.  $level=市 $least=0", terminal.enter(".queries"))
    with Shell("--lang", "zh") as terminal:
        within("缺口  缺口：规划提出而没人发言的产业。", terminal.enter(".查询库"))


@check
def a_query_runs_with_given_values_and_asks_for_the_others():
    with Shell() as terminal:
        within("$least (number), at least so many plans [0]:", terminal.enter(".run 缺口 level=市"))
        within("row", terminal.enter("1"))
        # Every question can be answered by its default, and a wrong answer is asked again.
        within("$level, 规划的级别 [市]:", terminal.enter(".run 缺口"))
        within("$least", terminal.enter(""))
        within("is a number", terminal.enter("many"))
        within("$least", terminal.text())
        within("row", terminal.enter("0"))
        within(PROMPT, terminal.text())
        # Ctrl-C runs nothing.
        terminal.enter(".run 缺口")
        terminal.press(control("c"), control("l"))
        within(PROMPT, terminal.text())
        absent("row", terminal.text())


@check
def a_run_that_cant_be_says_why():
    with Shell() as terminal:
        within("did you mean 缺口", terminal.enter(".run 缺囗"))
        within("缺口 has no parameter “leve”", terminal.enter(".run 缺口 leve=市"))
        within("did you mean level", terminal.text())
        within("$least is a number, and “x” is not", terminal.enter(".run 缺口 least=x"))
        within("name=value", terminal.enter(".run 缺口 市"))


@check
def a_statement_asks_for_its_parameter_and_the_answer_may_be_anything():
    with Shell() as terminal:
        terminal.enter("find counties where name = $which")
        within("$which:", terminal.text())
        within("0 rows", terminal.enter("“一半, (没有"))
        # The value is gone afterwards.
        within("$which:", terminal.enter("find counties where name = $which"))
        terminal.press(control("c"))
    with Shell("-p", "which=甲") as terminal:
        absent("$which:", terminal.enter("find counties where name = $which"))


@check
def completion_knows_names_by_pinyin_and_parameters():
    with Shell() as terminal:
        terminal.press(".run qk", TAB)
        within(".run 缺口", terminal.text())
        terminal.press(" le", TAB)
        within("level=", terminal.text())
        within("least=", terminal.text())
        terminal.press("v", TAB)
        within(".run 缺口 level=", terminal.text())
        terminal.press(control("c"), control("l"))
        terminal.press(".query sa", TAB)
        within(".query save", terminal.text())


@check
def what_was_asked_is_saved_privately_and_shadows_what_came_with_zhiku():
    with Shell() as terminal:
        within("nothing was asked yet", terminal.enter(".query save x"))
        terminal.enter("count counties where level = $level")
        terminal.enter("县")
        within("saved 缺口", terminal.enter(".query save 缺口 how many counties"))
        path = terminal.own("缺口")
        with open(path, encoding="utf-8") as file:
            same(file.read(), "# how many counties\n# param level: text\n\ncount counties where level = $level\n")
        same(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        same(stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode), 0o700)
        within("* 缺口  how many counties  $level", terminal.enter(".queries"))
        absent("The gap", terminal.text())
        within("count counties where", terminal.enter(".query show 缺口"))
        within("Replace it?", terminal.enter(".query save 缺口"))
        terminal.press("n", ENTER)
        within("removed 缺口", terminal.enter(".query remove 缺口"))
        within("The gap", terminal.enter(".queries"))
        within("you have no query “缺口”", terminal.enter(".query remove 缺口"))
        for name in ("../x", ".x", "a/b"):
            within("can't be the name of a file", terminal.enter(f".query save {name}"))
        same(os.listdir(os.path.dirname(path)), [])


@check
def the_current_folder_is_never_looked_in():
    folder = tempfile.mkdtemp()
    try:
        os.makedirs(folder + "/zhiku/queries")
        written(folder + "/zhiku/queries/fremd.zk", "# foreign\ncount counties\n")
        run = [*command, "-g", SMALL]
        with Terminal(run, 40, 110, environment={"XDG_CONFIG_HOME": "."}, folder=folder) as terminal:
            terminal.expect(PROMPT)
            terminal.press(".queries", ENTER)
            absent("foreign", terminal.text())
            terminal.press(control("l"), "count counties", ENTER, ".query save x", ENTER)
            within("no folder for saved queries", terminal.text())
    finally:
        shutil.rmtree(folder)


@check
def a_query_is_edited_in_the_persons_editor_and_looked_over():
    home = tempfile.mkdtemp()
    try:
        editor = written(home + "/my editor", '#!/bin/sh\necho "find countees" >> "$2"\n')
        os.chmod(editor, 0o700)
        with Shell(home=home, environment={"VISUAL": f"'{editor}' -w"}) as terminal:
            terminal.enter(".query edit 缺口")
            terminal.expect("“countees” is neither a kind")
            with open(terminal.own("缺口"), encoding="utf-8") as file:
                same(file.read(), GAP + "find countees\n")
        with Shell(home=home, environment={"VISUAL": "/nonexistent/editor"}) as terminal:
            terminal.enter(".query edit 缺口")
            terminal.expect("there is no editor")
        with Shell("--safe", home=home) as terminal:
            within("--safe", terminal.enter(".query remove 缺口"))
            same(os.path.exists(terminal.own("缺口")), True)
    finally:
        shutil.rmtree(home)


@check
def a_script_asks_at_a_terminal_and_takes_its_defaults_elsewhere():
    folder = tempfile.mkdtemp()
    try:
        script = written(folder + "/gap.zk", GAP)
        with Terminal([*command, "-g", SMALL, script], 40, 110) as terminal:
            terminal.expect("$level, 规划的级别 [市]:")
            terminal.press(ENTER)
            terminal.expect("$least")
            terminal.press("x", ENTER, "0", ENTER)
            same(terminal.exit_status(), 0)
            within("row", terminal.text())
        run = [*command, "-g", SMALL, "--lang", "en"]
        done = subprocess.run([*run, script], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=10)
        same(done.returncode, 0, done.stderr)
        other = written(folder + "/other.zk", "find counties where name = $which")
        done = subprocess.run([*run, other], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=10)
        same(done.returncode, 1)
        within("which", done.stderr)
        with open(script, encoding="utf-8") as file:
            done = subprocess.run(run, capture_output=True, text=True, stdin=file, timeout=10)
        same(done.returncode, 0, done.stderr)
        # The defaults of one script aren't those of the next.
        done = subprocess.run(
            [*run, script, "-c", "find plans where level = $level"], capture_output=True, text=True,
            stdin=subprocess.DEVNULL, timeout=10)
        same(done.returncode, 1)
        within("level", done.stderr)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
