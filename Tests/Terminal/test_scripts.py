"""Scripts: commands between statements, assertions, variables, configuration, completion files, the man page.

    python3 Tests/Terminal/test_scripts.py .build/release/zhiku

Needs pexpect and pyte; bash, and where they are zsh, fish, man and mandoc. Without them, those checks are skipped.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time

from checks import ROOT, SMALL, Skipped, absent, check, main, program, same, within, written
from terminal import ENTER, Terminal, control

command = program()


class Run:
    def __init__(self, *arguments, stdin="", folder=None, graph=SMALL, variables=None):
        home = tempfile.mkdtemp(prefix="zhiku-home-")
        variables = {
            "PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8", "ZHIKU_SAMPLES": os.path.join(ROOT, "samples"),
            "XDG_CONFIG_HOME": home, **(variables or {})}
        graphs = ["-g", graph] if graph else []
        result = subprocess.run(
            command + graphs + list(arguments), input=stdin.encode(), capture_output=True, cwd=folder, env=variables,
            timeout=60)
        self.status, self.out, self.err = result.returncode, result.stdout.decode(), result.stderr.decode()
        shutil.rmtree(home, ignore_errors=True)


def place():
    return tempfile.mkdtemp(prefix="zhiku-check-")


# MARK: Commands between statements


@check
def commands_work_in_files_pipes_and_c():
    folder = place()
    text = ".format csv\nfind counties where name = 平遥 show name, code\n.format json\ncount counties\n"
    wanted = 'name,code\n平遥县,140728\n[{"count":3}]\n'
    script = written(folder + "/s.zk", text)
    for run in (Run(script), Run(stdin=text), Run("-", stdin=text),
                Run("-c", ".format csv", "-c", "find counties where name = 平遥 show name, code", "-c",
                    ".format json", "-c", "count counties")):
        same((run.status, run.out, run.err), (0, wanted, ""))
    shutil.rmtree(folder)


@check
def a_script_may_come_in_any_pieces():
    # Pieces of a pipe end within words, numbers, names and commands, and a large file within a line.
    text = "find counties where name = 平遥\n  show name, code\n.echo 完成\ncount counties; count plans\n" * 3
    wanted = Run("-o", "csv", stdin=text)
    same((wanted.status, wanted.err), (0, ""))
    for size in (1, 2, 3, 7, 11, 31):
        home = tempfile.mkdtemp(prefix="zhiku-home-")
        pipe = subprocess.Popen(
            command + ["-g", SMALL, "-o", "csv"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={"PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8", "XDG_CONFIG_HOME": home})
        data = text.encode()
        for start in range(0, len(data), size):
            pipe.stdin.write(data[start:start + size])
            pipe.stdin.flush()
            if start < 60 * size:
                time.sleep(0.002)
        out, err = pipe.communicate(timeout=60)
        same((pipe.returncode, out.decode(), err.decode()), (0, wanted.out, ""), f"pieces of {size} bytes")
        shutil.rmtree(home, ignore_errors=True)
    for shift in range(0, 40, 3):
        line = 'set county 平遥县 (code: "140728")\n'
        text = " " * shift + "\n" + line * (200_000 // len(line.encode())) + "count counties\n"
        run = Run("-o", "csv", stdin=text)
        same((run.status, run.out, run.err), (0, "count\n3\n", ""), f"shifted by {shift}")


@check
def what_ends_with_a_semicolon_is_answered_at_once():
    home = tempfile.mkdtemp(prefix="zhiku-home-")
    pipe = subprocess.Popen(
        command + ["-g", SMALL, "-o", "csv"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={"PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8", "XDG_CONFIG_HOME": home})
    for end in (";", "；", "; # ready\n"):
        pipe.stdin.write(f"count counties{end}".encode())
        pipe.stdin.flush()
        same(pipe.stdout.readline() + pipe.stdout.readline(), b"count\n3\n")
    pipe.stdin.close()
    pipe.wait(timeout=60)
    same((pipe.returncode, pipe.stderr.read()), (0, b""))
    shutil.rmtree(home, ignore_errors=True)


@check
def a_dot_in_the_first_column_ends_a_statement_and_an_indented_one_does_not():
    run = Run("-o", "csv", stdin="find proposals limit 1\n  show topic\n  .name\n.echo done\n")
    same((run.status, run.out.split("\n")[0], run.out.split("\n")[-2]), (0, "topic .name", "done"), run.err)


@check
def a_wrong_command_stops_a_script_at_its_place():
    folder = place()
    script = written(folder + "/计 划.zk", "# 说明\ncount counties;\n.asert 3\ncount counties\n")
    run = Run(script)
    same((run.status, run.out), (1, "count\n3\n"))
    within("计 划.zk:3:1", run.err)
    within("did you mean .assert", run.err)
    run = Run("--keep-going", script)
    same((run.status, run.out), (1, "count\n3\ncount\n3\n"))
    within("stdin:3:1", Run(stdin="\n\n.format xlsx\n").err)
    run = Run(script, variables={"LANG": "zh_CN.UTF-8"})
    within("没有 .asert 这个命令", run.err)
    run = Run(stdin="count counties\n.edit\n")
    same(run.status, 1)
    within("is for the prompt", run.err)
    shutil.rmtree(folder)


@check
def a_script_reads_others_beside_it_and_leaves_with_quit():
    folder = place()
    os.mkdir(folder + "/部分")
    written(folder + "/部分/甲.zk", "count counties\n.read 乙.zk\n")
    written(folder + "/部分/乙.zk", ".set $n 平遥\n.echo 乙\n")
    main_script = written(folder + "/s.zk", ".read 部分/甲.zk\nfind counties where name = $n show name\n.quit\ncount plans\n")
    run = Run(main_script)
    same((run.status, run.out), (0, "count\n3\n乙\nname\n平遥县\n"), run.err)
    written(folder + "/部分/乙.zk", ".read 甲.zk\n")
    run = Run(main_script)
    same(run.status, 1)
    within("in a circle", run.err)
    same(Run(stdin=".read none.zk\n").status, 2)
    shutil.rmtree(folder)


@check
def echo_and_timer_speak_on_standard_error():
    run = Run(stdin=".echo on\n.timer on\ncount counties\n.echo off\ncount counties\n")
    same((run.status, run.out), (0, "count\n3\ncount\n3\n"))
    same(run.err.count("count counties"), 1)
    same(run.err.count(" ms\n"), 2)


@check
def bail_off_goes_on_and_on_stops():
    run = Run(stdin=".bail off\nfnd x\ncount counties\n.bail on\nfnd y\ncount counties\n")
    same((run.status, run.out), (1, "count\n3\n"))


@check
def answers_go_to_files_from_a_script():
    folder = place()
    run = Run(stdin=".once a.csv\ncount counties\n.output b.json\ncount counties\n.output\ncount counties\n", folder=folder)
    same((run.status, run.out), (0, "count\n3\n"), run.err)
    same(open(folder + "/a.csv").read(), "count\n3\n")
    same(open(folder + "/b.json").read(), '[{"count":3}]\n')
    run = Run("-o", "csv", stdin=".output b.csv\ncount counties\n", folder=folder)
    same(open(folder + "/b.csv").read(), "count\n3\n", "the end of a script closes it")
    shutil.rmtree(folder)


@check
def safe_allows_no_files_to_commands_either():
    folder = place()
    for line in (".output x", ".once x", ".read x", ".open x", ".assert file x"):
        run = Run("--safe", stdin=f"count counties\n{line}\n", folder=folder)
        same(run.status, 1, line)
        within("--safe", run.err, line)
    same(os.listdir(folder), [])
    shutil.rmtree(folder)


# MARK: Assertions


@check
def assertions_hold_or_fail_with_1():
    for statement, line, holds in (
            ("find counties", ".assert rows = 3", True), ("find counties", ".assert rows 3", True),
            ("find counties", ".assert rows ≥ 3", True), ("find counties", ".assert rows != 3", False),
            ("find counties", ".断言 行数 ＝ 3", True), ("find counties", ".assert rows < 3", False),
            ("find counties", ".assert empty", False), ("find counties where name = 某", ".assert empty", True),
            ("find counties where name = 某", ".assert 空", True), ("explain find counties", ".assert empty", None),
            ("find counties", ".assert rows = many", None)):
        run = Run(stdin=f"{statement}\n{line}\n.echo end\n")
        same(run.status, 0 if holds else 1, line + run.err)
        same("end" in run.out, bool(holds), line)
        if not holds:
            within("stdin:2:1", run.err)
    within("the answer has 3 rows, not < 3", Run(stdin="find counties\n.assert rows < 3").err)


@check
def an_assertion_is_never_about_an_earlier_answer():
    run = Run("--keep-going", stdin="find counties\nfind countyes\n.assert rows = 3\n")
    within("there is no answer yet", run.err)


@check
def an_answer_is_compared_with_a_file():
    folder = place()
    query = "find counties order by code show name, code\n"
    for name in ("a.csv", "a.tsv", "a.json", "a.md", "a.html", "a.txt"):
        same(Run(stdin=f".once --bom {name}\n{query}", folder=folder).status, 0)
        run = Run("--lang", "en", "-o", "jsonl", stdin=f"{query}.assert file {name}\n", folder=folder)
        same((run.status, run.err), (0, ""), name)
    with open(folder + "/a.csv", "ab") as file:
        file.write("某县,1\n".encode())
    script = written(folder + "/s.zk", query + ".assert file a.csv\n")
    run = Run(script)
    same(run.status, 1)
    within("s.zk:2:1", run.err)
    within("\n-5 某县,1\n", run.err)
    run = Run(stdin=query + ".assert file none.csv\n", folder=folder)
    same(run.status, 2)
    within(".once none.csv writes it", run.err)
    shutil.rmtree(folder)


# MARK: Running scripts


@check
def a_script_runs_by_its_first_line():
    folder = place()
    os.symlink(command[0], folder + "/zhiku")
    path = {"PATH": folder + ":" + os.environ["PATH"], "HOME": folder, "LANG": "C.UTF-8",
            "ZHIKU_SAMPLES": os.path.join(ROOT, "samples")}
    for head, wanted in (("#!/usr/bin/env zhiku", "count\n3\n"),
                         ("#!/usr/bin/env -S zhiku -o json", '[{"count":3}]\n')):
        script = written(folder + "/s.zk", f'{head}\nload "{SMALL}"\ncount counties\n')
        written(folder + "/s.zk", f'{head}\n.open {SMALL}\ncount counties\n')
        os.chmod(script, 0o755)
        result = subprocess.run([script], capture_output=True, env=path, timeout=60)
        same((result.returncode, result.stdout.decode()), (0, wanted), result.stderr.decode())
        within(":4:", subprocess.run(
            ["sh", "-c", f"echo 'fnd x' >> {script}; {script}"], capture_output=True, env=path).stderr.decode())
    shutil.rmtree(folder)


@check
def a_script_has_standard_input_to_itself():
    folder = place()
    script = written(folder + "/s.zk", 'import "/dev/stdin" as county (name: column "名称", code: column "编码")\n'
                     "count counties\n")
    run = Run("-o", "csv", script, stdin="名称,编码\n甲县,1\n乙县,2\n")
    same((run.status, run.out.split()[-1]), (0, "5"), run.err)
    written(folder + "/s.zk", 'import "/dev/stdin.tsv" as county (name: column "名称", code: column "编码")\n'
            "count counties\n")
    run = Run("-o", "csv", script, stdin="名称\t编码\n甲县\t1\n")
    same((run.status, run.out.split()[-1]), (0, "4"), run.err)
    shutil.rmtree(folder)


@check
def check_and_fmt_know_commands():
    folder = place()
    text = "# a\n.format csv\n\nfind counties\n.assert rows = 3\n"
    script = written(folder + "/s.zk", text)
    same((Run("check", script, graph=None).status, Run("fmt", script, graph=None).out), (0, text))
    messy = written(folder + "/m.zk", ".asert 1\nfind   counties\n.assert foo  \nfnd\n.edit\n")
    run = Run("check", messy, graph=None)
    same(run.status, 1)
    for line in ("m.zk:1:1", "m.zk:3:1", "m.zk:4:1", "m.zk:5:1"):
        within(line, run.err)
    good = written(folder + "/g.zk", ".echo  a \nfind   counties\n.quit")
    same(Run("fmt", good, graph=None).out, ".echo  a\nfind counties\n.quit\n")
    shutil.rmtree(folder)


# MARK: Variables


@check
def variables_are_values_and_stay():
    run = Run(stdin=".set $c 平遥\nfind counties where name = $c show name\n.set $c = “安吉”\n"
                    "find counties where name = $c show name\n.params\n.params clear c\n.params\n")
    same(run.status, 0, run.err)
    same(run.out, "name\n平遥县\nname\n安吉县\n$c = 安吉\nno variable has a value; .set $NAME VALUE gives one\n")
    run = Run(stdin=".set $c x\" or name ~ \"\nfind counties where name = $c\n.assert empty\n")
    same(run.status, 0, "never a piece of a statement " + run.err)
    run = Run("-p", "year=2025", stdin=".params\n.set $yaer\n")
    within("$year = 2025", run.out)
    within("did you mean $year", run.err)
    run = Run(stdin="find counties where name = $cuonty\n")
    same(run.status, 1)
    within("cuonty", run.err)


@check
def variables_at_the_prompt_are_not_asked_for():
    with Terminal([*command, "-g", SMALL], 30, 100) as terminal:
        terminal.expect("zhiku>")
        terminal.press(".set $c 平遥", ENTER, "find counties where name = $c", ENTER)
        terminal.expect("140728")
        terminal.press("。params", ENTER)
        terminal.expect("$c = 平遥")
        terminal.press(".params clear", ENTER, "find counties where name = $c", ENTER)
        terminal.expect("$c:")
        terminal.press(control("c"))


# MARK: Configuration


@check
def the_configuration_sets_and_names_and_goes_on_after_mistakes():
    home = place()
    os.makedirs(home + "/config/zhiku")
    written(home + "/config/zhiku/rc.zk",
            "# mine\n.set maxrows 5\n.set $c 平遥\n.bogus\nlet p =\n  find counties\nfind § x\n.set lang zh\n")
    with Terminal([*command, "-g", SMALL], 30, 100, home=home) as terminal:
        terminal.expect("zhiku>")
        terminal.settle()
        within("rc.zk:4:1", terminal.text())
        within("rc.zk:7:", terminal.text())
        terminal.press("find p where name = $c", ENTER)
        terminal.expect("140728")
        terminal.press(".set maxrows", ENTER)
        terminal.expect("maxrows    5")
    shutil.rmtree(home)


@check
def a_configuration_that_cant_be_read_is_told_and_the_prompt_comes():
    for content, mode, words in ((b"\xb5\xcd\xbf\xd5", 0o600, "UTF-8"), (b"\x00\x01", 0o600, "rc.zk"),
                                 (b"count counties", 0o000, "rc.zk")):
        if mode == 0 and os.geteuid() == 0:
            continue
        home = place()
        os.makedirs(home + "/config/zhiku")
        os.chmod(written(home + "/config/zhiku/rc.zk", content), mode)
        with Terminal([*command, "-g", SMALL], 30, 100, home=home) as terminal:
            terminal.expect("zhiku>")
            terminal.settle()
            within(words, terminal.text())
            terminal.press("count counties", ENTER)
            terminal.expect("3")
        shutil.rmtree(home)


# MARK: Completion files and the man page


@check
def bash_completes_options_values_and_scripts():
    folder = place()
    written(folder + "/分析.zk", "count counties")
    written(folder + "/x.txt", "")
    completions = written(folder + "/c.bash", Run("--completion", "bash").out)
    asks = """
        source "$1"
        complete -p zhiku >/dev/null || exit 3
        ask() { COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); COMPREPLY=(); _zhiku; echo "${COMPREPLY[*]}"; }
        ask zhiku --fo; ask zhiku -o j; ask zhiku --lang ''; ask zhiku ch; ask zhiku -g ''; ask zhiku fmt ''
    """
    result = subprocess.run(["bash", "-c", asks, "bash", completions], capture_output=True, cwd=folder, timeout=20)
    same(result.returncode, 0, result.stderr.decode())
    same(result.stdout.decode().split("\n"), ["--format", "json jsonl", "zh en", "check", "分析.zk", "分析.zk", ""])
    shutil.rmtree(folder)


@check
def bash_really_completes_on_tab():
    folder = place()
    completions = written(folder + "/c.bash", Run("--completion", "bash").out)
    os.symlink(command[0], folder + "/zhiku")
    with Terminal(["bash", "--norc", "--noprofile", "-i"], 24, 100, folder=folder,
                  environment={"PS1": "$ ", "PATH": folder + ":" + os.environ["PATH"]}) as terminal:
        terminal.press(f"source {completions}", ENTER)
        terminal.press("zhiku --fail", "\t")
        terminal.expect("zhiku --fail-empty")
        terminal.press("-o mark", "\t")
        terminal.expect("-o markdown")
    shutil.rmtree(folder)


@check
def zsh_and_fish_read_their_files():
    tried = 0
    for shell in ("zsh", "fish"):
        text = Run("--completion", shell).out
        for option in ("format", "lang", "completion", "fmt", "check", "ingest", "recover"):
            within(option, text)
        if shutil.which(shell):
            folder = place()
            path = written(folder + "/c", text)
            result = subprocess.run([shell, "-n", path], capture_output=True, timeout=20)
            same((result.returncode, result.stderr), (0, b""), shell)
            if shell == "fish":
                asked = subprocess.run(
                    ["fish", "-c", f"source {path}; complete -C 'zhiku rec'; complete -C 'zhiku --lang '"],
                    capture_output=True, timeout=20, encoding="utf-8").stdout
                for line in ("recover\t", "zh\t", "en\t"):
                    within(line, asked)
            shutil.rmtree(folder)
            tried += 1
    run = Run("--completion", "tcsh")
    same(run.status, 2)
    within("bash, zsh and fish", run.err)
    if tried < 2:
        raise Skipped("zsh or fish is not there")


@check
def the_man_page_tells_every_option_and_command_in_both_languages():
    for language, words in (("en", ("SYNOPSIS", "EXIT STATUS")), ("zh", ("用法", "退出状态"))):
        page = Run("--manual", language).out
        help_text = Run("--help", "--lang", language).out
        for option in [word.strip(",") for word in help_text.split() if word.startswith("--")]:
            within(option.rstrip(";；：").replace("-", "\\-"), page, option)
        for dot in (".assert", ".tutorial", ".once"):
            within(dot, page)
        for word in words:
            within(word, page)
        if shutil.which("mandoc"):
            result = subprocess.run(["mandoc", "-Tlint", "-Wwarning"], input=page.encode(), capture_output=True)
            same(result.stdout.decode(), "", "mandoc")
        if shutil.which("groff"):
            result = subprocess.run(["groff", "-K", "utf8", "-man", "-ww", "-Tutf8", "-z"], input=page.encode(),
                                    capture_output=True)
            absent("macro", result.stderr.decode(), "groff")
        if shutil.which("man"):
            folder = place()
            result = subprocess.run(["man", "-l", written(folder + "/zhiku.1", page)], capture_output=True,
                                    env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "MANPAGER": "cat"})
            within("--fail-empty", result.stdout.decode())
            shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
