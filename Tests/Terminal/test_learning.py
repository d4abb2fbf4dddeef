"""Help, examples made from the graph at hand, the tutorial, and what the first start says.

    python3 Tests/Terminal/test_learning.py .build/release/zhiku

Needs pexpect and pyte.
"""

import re
import shutil
import sys
import tempfile

from wcwidth import wcswidth

from checks import SMALL, absent, check, main, program, same, within, written
from terminal import ENTER, Terminal, control

command = program()

FOREIGN = """kind harbour plural harbours 港口 (depth: quantity)
kind ship plural ships (length: quantity, built: number)
relation calls inverse called_by from ship to harbour
relation owns inverse owned_by from ship to ship
""" + "".join(f'add harbour "H {number}" (depth: {number}米)\n' for number in range(1, 6)) + "".join(
    f'add ship Anna{number} (built: {1990 + number})\nlink ship Anna{number} calls harbour "H {number % 4 + 1}"\n'
    for number in range(12))


class Shell(Terminal):
    def __init__(self, *arguments, graph=SMALL, rows=40, columns=100, **options):
        graphs = ["-g", graph] if graph else []
        super().__init__([*command, *graphs, *arguments], rows, columns, **options)
        self.expect("zhiku>")
        self.settle()

    def run(self, text):
        """What is on the screen when `text` has run, without what stood there before."""
        self.press(control("l"))
        self.press(text, ENTER)
        self.wait(lambda: re.search(r"zhiku\*?>$", self.text().rstrip()))
        return self.text()


# MARK: Help


@check
def help_fits_a_screen_and_lists_every_command():
    listed = set(re.findall(r"^\.(\w+)", Terminal_help("man"), re.M))
    for language in ("en", "zh"):
        with Shell("--lang", language, rows=24, columns=80, environment={"ZHIKU_PAGER": "cat -n"}) as terminal:
            text = terminal.run(".help")
            absent(" 1\t", text, "no pager")
            for name in listed - {"pager", "maxrows", "maxwidth", "bom", "help"}:
                within("." + name, text)
            same(text.split("\n")[0].endswith(".help"), True, "all of it is on the screen\n" + text)


def Terminal_help(_):
    """The names of all commands, from the man page."""
    import subprocess
    page = subprocess.run(command + ["--manual", "en"], capture_output=True).stdout.decode()
    return "\n".join(re.findall(r"^\\fB\\&(\.\w+)", page, re.M))


@check
def help_wraps_by_words_at_any_width():
    for language in ("en", "zh"):
        for columns in (20, 40, 60):
            with Shell("--lang", language, columns=columns, rows=60) as terminal:
                rows = [row for row in terminal.run(".help").split("\n")[1:] if row]
                same(all(wcswidth(row) <= columns for row in rows), True)
                if columns >= 40:
                    # No row begins with what closes, and none with the rest of a word.
                    same([row for row in rows if row.strip()[0] in "，。；、）]"], [])
                    words = " ".join(rows)
                    for word in (".tutorial", ".examples", "$EDITOR", "Ctrl-X"):
                        within(word, words)


@check
def help_knows_every_sort_of_word():
    with Shell() as terminal:
        for word, wanted in (("find", "查找"), ("查找", "find"), (".run", "saved query"), ("运行", "saved query"),
                             ("count()", "计数()"), ("平均()", "avg()"), ("county", "140728"), ("县区", "140728"),
                             ("develops", "developed_in"), ("发展", "developed_in"), ("code", "a property of"),
                             ("cuonty", "did you mean county"), (".halp", "did you mean .help"), ("。help", "no help")):
            within(wanted, terminal.run(".help " + word), word)


@check
def every_keyword_and_function_has_an_example_that_is_right():
    import subprocess
    words = ("find count path search let define explain profile why kind relation add link set remove merge load import "
             "save dump begin where show group order limit offset cite union intersect except chart and or not has no "
             "every in is any it").split()
    functions = re.findall(r"^\w+\(\)", run(["-g", SMALL], ".help xx()") or "", re.M)
    functions = ("count sum avg median min max list first year month day abs round floor ceil lower upper trim length "
                 "replace substring left right split join concat coalesce number text date size last least greatest "
                 "share ways degree pagerank components betweenness community").split()
    folder = tempfile.mkdtemp(prefix="zhiku-check-")
    written(folder + "/x.csv", "编码,名称\n1,甲县\n")
    for language in ("en", "zh"):
        asked = "".join(f".help {word}\n" for word in words) + "".join(f".help {name}()\n" for name in functions)
        rows = run(["--lang", language], "".join(line + "\n.echo =\n" for line in asked.splitlines())).split("=\n")
        examples = []
        for word, row in zip(words + functions, rows):
            lines = [line for line in row.split("\n") if line]
            same(len(lines) >= 3, True, word + "\n" + row)
            examples.append((word, " ".join(line.strip() for line in lines[2:])))
        for word, example in examples:
            if word in ("load", "save", "dump", "import"):
                continue
            result = subprocess.run(command + ["-c", "find counties limit 2", "-c", example], capture_output=True, cwd=folder)
            same((result.returncode, result.stderr), (0, b""), f"{word}: {example}\n{result.stderr.decode()}")
    shutil.rmtree(folder)


def run(arguments, text):
    import os
    import subprocess

    from checks import SAMPLES
    variables = {**os.environ, "ZHIKU_SAMPLES": SAMPLES}
    result = subprocess.run(command + arguments, input=text.encode(), capture_output=True, env=variables, timeout=60)
    return result.stdout.decode()


# MARK: The schema


@check
def the_schema_counts_samples_and_shows_relations_both_ways():
    with Shell(rows=60, columns=120) as terminal:
        text = terminal.run(".schema county")
        for pattern in (r"3  counties", r"code +代码 编码 +text +3  140728", r"develops +发展 +-> +1  industry",
                        r"contains +下辖 +<- +1  "):
            same(bool(re.search(pattern, text)), True, pattern + "\n" + text)
        text = terminal.run(".lang zh")
        text = terminal.run(".schema 县区")
        for pattern in (r"3  县区", r"代码 编码 +code +文本 +3  140728", r"发展 +develops +-> +1  产业"):
            same(bool(re.search(pattern, text)), True, pattern + "\n" + text)
        within("发展 / 发展地", terminal.run(".schema"))


# MARK: Examples


@check
def examples_are_of_the_graph_at_hand_and_run_by_number():
    home = tempfile.mkdtemp(prefix="zhiku-home-")
    graphs = {None: 9, SMALL: 6, written(home + "/foreign.zk", FOREIGN): 6, written(home + "/empty.zk", ""): 3,
              written(home + "/bare.zk", "kind harbour plural harbours\nadd harbour Kiel\n"): 2}
    for graph, least in graphs.items():
        for language in ("en", "zh"):
            arguments = (["-g", graph] if graph else []) + ["--lang", language]
            examples = re.findall(r"^ ?\d+  (.*)$", run(arguments, ".examples"), re.M)
            same(len(examples) >= least, True, f"{graph}: {examples}")
            for number, example in enumerate(examples, 1):
                import subprocess
                result = subprocess.run(command + arguments + ["-c", f".examples {number}"], capture_output=True)
                same((result.returncode, result.stderr), (0, b""), example)
                within(example, result.stdout.decode())
                if language == "zh":
                    same(bool(re.match(r"[a-z]", example)), False, example)
    within("harbour", run(["-g", home + "/foreign.zk"], ".examples"))
    shutil.rmtree(home)


@check
def the_first_start_says_three_things_and_the_second_does_not():
    home = tempfile.mkdtemp(prefix="zhiku-home-")
    with Shell(home=home, rows=24, columns=80) as terminal:
        rows = terminal.text().split("\n")
        same(len([row for row in rows if re.match(r" [123]  ", row)]), 3, terminal.text())
        within("zhiku 0", rows[0], "one screen")
    with Shell(home=home) as terminal:
        absent("Three things", terminal.text())
    with Shell("--no-history") as terminal:
        absent("Three things", terminal.text(), "without a history nobody knows which start it is")
    shutil.rmtree(home)


# MARK: The tutorial

ANSWERS = {
    "en": ["find counties", "find counties where name ~ 平", 'find proposals where topic ~ "低空经济"',
           "find proposals show title, authored_by.name", "find counties where name = 平遥 -> develops",
           "find industries where has developed_in and no concerned_by[proposal]",
           "find counties order by code desc limit 3",
           "find findings group by category show category, count() as n",
           'find proposals where topic ~ "低空经济" cite',
           "find findings group by category show category, count() as n chart bar"],
    "zh": ["查找 县区", "查找 县区 其中 名称 ~ “平”", "查找 提案 其中 主题 ~ “低空经济”", "查找 提案 显示 作者.名称，标题",
           "查找 县区 其中 名称 ~ 平遥 -> 发展 显示 名称", "查找 产业 其中 无 被涉及[提案] 且 有 发展地",
           "查找 县区 显示 名称，代码 排序 代码 降序 前 3", "查找 问题 分组 类别 显示 计数() 为 个数，类别",
           "查找 提案 其中 主题 ~ “低空经济” 显示 标题 引注", "查找 问题 分组 类别 显示 类别，计数() 为 数 图表 条形图"],
}


@check
def the_tutorial_goes_from_one_to_ten_in_both_languages():
    for language, right, all_of in (("en", "Right.", "of 10"), ("zh", "对了。", "共 10 步")):
        with Shell("--lang", language, graph=None, rows=60) as terminal:
            within(all_of, terminal.run(".tutorial"))
            for number, answer in enumerate(ANSWERS[language], 1):
                within(right, terminal.run(answer), answer)
                if number < 10:
                    within(f"Step {number + 1} " if language == "en" else f"第 {number + 1} 步", terminal.text())
            within("手册" if language == "zh" else "That was all", terminal.text())


@check
def the_tutorial_looks_at_the_answer_and_can_be_left_and_resumed():
    with Shell(graph=None, rows=60) as terminal:
        terminal.run(".tutorial")
        within("Not yet", terminal.run("find plans"))
        absent("Not yet", terminal.run("find plasn"), "a mistake has its own words")
        within("find counties", terminal.run(".tutorial hint"))
        within("Right.", terminal.run("find places where code is present and type in (区, 县, 市) "
                                      "intersect find counties"), "other words, the same nodes")
        within(".tutorial 2 goes on", terminal.run(".tutorial off"))
        absent("Right", terminal.run("find counties where name ~ 平"))
        within("Step 2 of", terminal.run(".tutorial"))
        within("Step 4 of", terminal.run(".tutorial 4"))
        within("1 to 10", terminal.run(".tutorial 11"))
    with Shell(graph=SMALL) as terminal:
        within("sample graph", terminal.run(".tutorial"))


if __name__ == "__main__":
    sys.exit(main())
