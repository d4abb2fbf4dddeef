"""Checks the program without a prompt, in pipes and scripts: python3 test_commandline.py .build/release/zhiku

Exit statuses, standard input, files of every kind and damage, formats, closed pipes and full disks.
"""

import contextlib
import csv
import io
import json
import os
import pty
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from checks import (
    SAMPLES, SLOW, SMALL, absent, check, folder, main, program, same, slow_graph, within, written)

command = program()
FORMATS = ("table", "box", "line", "csv", "tsv", "json", "jsonl", "markdown", "html")
QUERY = "find counties show name, code order by code"
SEED = int(os.environ.get("SEED", "7"))


# MARK: Running


class Run:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out.decode("utf-8", "replace"), err.decode("utf-8", "replace")
        self.bytes = out

    def __repr__(self):
        return f"status {self.status}\nout: {self.out[:2000]}\nerr: {self.err[:2000]}"


def environment(changes=None):
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    kept.update(LANG="C.UTF-8", HOME=HOME, SWIFT_BACKTRACE="enable=no", ZHIKU_SAMPLES=SAMPLES, TERM="xterm-256color")
    kept.update(changes or {})
    return {name: value for name, value in kept.items() if value is not None}


def zhiku(*arguments, graph=SMALL, stdin=b"", seconds=60, variables=None, **options):
    """Runs the program; on the small graph unless `graph` is None."""
    words = command + (["-g", graph] if graph else []) + [str(word) for word in arguments]
    done = subprocess.run(
        words, input=stdin if isinstance(stdin, bytes) else stdin.encode(), capture_output=True, timeout=seconds,
        env=environment(variables), **options)
    return Run(done.returncode, done.stdout, done.stderr)


def expect(run, status, out=None, err=None):
    if run.status != status:
        raise AssertionError(f"status {status} wanted\n{run}")
    if out is not None:
        same(run.out, out, f"standard output\n{run}")
    for part in [err] if isinstance(err, str) else err or []:
        within(part, run.err, "standard error")
    if err is None:
        same(run.err, "", "standard error")
    for trace in ("Fatal error", "Thread 0 crashed", "backtrace"):
        absent(trace, run.err)
    return run


HOME = tempfile.mkdtemp(prefix="zhiku-home-")


# MARK: Scripts, standard input, -c


@check
def a_good_script_ends_with_0():
    with folder() as place:
        script = written(place + "/a.zk", "count counties;\ncount sites\n")
        expect(zhiku(script), 0, "count\n3\ncount\n1\n")
        expect(zhiku(stdin="count counties;count sites"), 0, "count\n3\ncount\n1\n")
        expect(zhiku("-", stdin="count counties"), 0, "count\n3\n")


@check
def several_scripts_share_a_session():
    with folder() as place:
        first = written(place + "/一.zk", "let p = find proposals where year = 2024")
        second = written(place + "/二.zk", "count counties; find it show code order by code limit 1")
        third = written(place + "/三.zk", "find p show year")
        expect(zhiku(first, second, third), 0, "count\n3\ncode\n140321\nyear\n2024\n")


@check
def commands_run_in_order_and_leave_standard_input_alone():
    read, write = os.pipe()
    try:
        done = subprocess.run(
            command + ["-g", SMALL, "-c", "count counties", "-c", "count sites"], stdin=read, capture_output=True,
            timeout=20, env=environment())
        expect(Run(done.returncode, done.stdout, done.stderr), 0, "count\n3\ncount\n1\n")
    finally:
        os.close(read)
        os.close(write)


@check
def a_coprocess_gets_each_answer_before_it_asks_again():
    talk = subprocess.Popen(
        command + ["-g", SMALL, "-o", "jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment())
    watchdog = subprocess.Popen(["sh", "-c", f"sleep 30; kill -9 {talk.pid}"])
    try:
        for name in ("平遥", "平定", "安吉"):
            for ending in (";", "；", ";\n", ";\r\n"):
                talk.stdin.write(f"find counties where name = {name} show name{ending}".encode())
                talk.stdin.flush()
                same(json.loads(talk.stdout.readline()), {"name": name + "县"}, repr(ending))
        talk.stdin.write("count count".encode())
        talk.stdin.flush()
        talk.stdin.write("ies".encode())
        talk.stdin.close()
        same(json.loads(talk.stdout.readline()), {"count": 3}, "the last statement needs no end")
        same(talk.wait(10), 0, "status")
    finally:
        watchdog.kill()
        watchdog.wait()
        talk.kill()
        talk.wait()


@check
def chinese_and_english_give_the_same_rows():
    english = expect(zhiku("-c", 'find proposals where topic ~ "低空经济"', graph=None), 0)
    for locale in ({"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"LC_ALL": "zh_CN.UTF-8"}, {"LC_ALL": None, "LANG": None}):
        for text in ('find proposals where topic ~ "低空经济"', "查找 提案 其中 主题 ～ “低空经济”；"):
            same(expect(zhiku("-c", text, graph=None, variables=locale), 0).bytes, english.bytes, f"{locale} {text}")
            same(expect(zhiku(stdin=text, graph=None, variables=locale), 0).bytes, english.bytes, f"{locale} {text}")
    within("低空经济", english.out)


@check
def parameters_are_values_and_never_text():
    query = "find proposals where topic = $t show year"
    expect(zhiku("-p", "t=旅游", "-c", query), 0, "year\n2025\n")
    expect(zhiku("-p", 't=旅游" or year is present or title = "', "-c", query), 0, "year\n")
    expect(zhiku("-p", "y=2024", "-c", "count proposals where year = $y"), 0, "count\n1\n")
    expect(zhiku("-c", query), 1, "", "$t")
    expect(zhiku("-p", "t", "-c", query), 2, "", "name=value")


# MARK: Statuses


@check
def a_wrong_statement_stops_a_script_with_1():
    with folder() as place:
        script = written(place + "/a.zk", "count counties\n# 平遥县\nfind 县区 其中 代碼 = 1\ncount sites\n")
        expect(zhiku(script), 1, "count\n3\n", [script + ":3:", "代碼"])
        expect(zhiku(stdin=open(script, "rb").read()), 1, "count\n3\n", "stdin:3:")
        expect(zhiku("--keep-going", script), 1, "count\n3\ncount\n1\n", ":3:")
        expect(zhiku("-c", "fnd counties", "-c", "count counties"), 1, "", "find")
        expect(zhiku("--keep-going", "-c", "fnd counties", "-c", "count counties"), 1, "count\n3\n", "find")


@check
def the_caret_stands_below_the_word_in_chinese_text():
    from wcwidth import wcswidth
    run = expect(zhiku("-c", "查找 提案 其中 主题 ～ “低空经济” 且 年份份 = 2024"), 1, "", "年份份")
    rows = run.err.splitlines()
    number = next(number for number, row in enumerate(rows) if "^" in row)
    line, caret = rows[number - 1], rows[number]
    same(wcswidth(caret[:caret.index("^")]), wcswidth(line[:line.index("年份份")]), run.err)
    same(caret.count("^"), 6, "as wide as the word")


@check
def nothing_found_is_4_only_when_asked():
    query = "find counties where name = 无此县"
    expect(zhiku("-c", query), 0)
    expect(zhiku("--fail-empty", "-c", query), 4)
    expect(zhiku("--fail-empty", "-c", "find counties"), 0)
    expect(zhiku("--fail-empty", "-c", "fnd"), 1, err="find")


@check
def usage_errors_are_2_with_the_nearest_name():
    expect(zhiku("--keep-gong"), 2, "", "--keep-going")
    expect(zhiku("-o", "cvs", "-c", QUERY), 2, "", "csv")
    expect(zhiku("--format"), 2, "", "--format")
    expect(zhiku("--safe=1"), 2, "", "--safe")
    expect(zhiku("--lang", "fr"), 2, "", "zh")
    expect(zhiku("--lang", "zh", "--keep-gong"), 2, "", "--keep-going")
    within("没有选项", zhiku("--keep-gong", variables={"LC_ALL": "zh_CN.UTF-8"}).err)
    for words in (["--help"], ["-h"], ["--version"]):
        within("zhiku", expect(zhiku(*words), 0).out)
    within("退出状态", expect(zhiku("--lang", "zh", "--help"), 0).out)


@check
def files_that_can_t_be_read_are_2():
    with folder() as place:
        expect(zhiku(place + "/none.zk"), 2, "", "none.zk")
        expect(zhiku(place), 2, "", "folder")
        expect(zhiku("-c", QUERY, graph=place + "/none.zk"), 2, "", "none.zk")
        expect(zhiku("-c", QUERY, graph=place + "/none.zkg"), 2, "", "none.zkg")
        expect(zhiku("-c", "count counties", written(place + "/a.zk", "count sites"), place + "/none"), 2,
               "count\n3\ncount\n1\n", "none")


@check
def safe_refuses_files_and_changes():
    with folder() as place:
        for text in ("add county 甲县", f'save "{place}/x.zkg"', f'load "{SMALL}"', f'dump "{place}/x.zk"',
                     "set county 平遥县 (code: \"1\")", "remove county 平遥县", 'kind x is place plural xs ()'):
            expect(zhiku("--safe", "-c", text), 1, "", "safe")
        same(os.listdir(place), [], "nothing written")
        expect(zhiku("--safe", "-c", "count counties"), 0, "count\n3\n")


# MARK: Formats


@check
def every_format_holds_every_row():
    for format in FORMATS:
        run = expect(zhiku("-o", format, "-c", QUERY), 0)
        for part in ("平遥县", "140728", "安吉县"):
            within(part, run.out, format)
        absent("\x1b", run.out, format)
        same(run.out, expect(zhiku("--format=" + format, "-c", QUERY), 0).out, "--format=")
        same(run.out, expect(zhiku("-o" + format, "-c", QUERY), 0).out, "-oformat")
    same(expect(zhiku("-c", QUERY), 0).out, expect(zhiku("-o", "tsv", "-c", QUERY), 0).out, "tsv in a pipe")


@check
def other_programs_read_the_formats():
    show = "find proposals show title, year, summary, topic order by year"
    rows = list(csv.reader(io.StringIO(expect(zhiku("-o", "csv", "-c", show), 0).out)))
    same(rows[0], ["title", "year", "summary", "topic"])
    same(rows[1], ["发展低空经济，建设通航机场", "2024", "飞行服务站太少；“起降点”不足", "低空经济"])
    answers = [json.loads(line) for line in expect(zhiku("-o", "json", "-c", show, "-c", QUERY), 0).out.splitlines()]
    same([len(answer) for answer in answers], [2, 3], "one array per query, on a line of its own")
    same(answers[0][1]["summary"], None)
    same(answers[0][0]["topic"], [{"kind": "topic", "id": "低空经济", "name": "低空经济"}])
    piped = subprocess.run(
        "$ZHIKU -g $SMALL -o json -c 'find counties' | $PYTHON -m json.tool", shell=True, capture_output=True,
        env=environment({"ZHIKU": command[0], "SMALL": SMALL, "PYTHON": sys.executable}), timeout=30)
    expect(Run(piped.returncode, piped.stdout, piped.stderr), 0)


@check
def a_byte_order_mark_only_when_asked():
    for format in ("csv", "tsv", "html"):
        same(zhiku("-o", format, "-c", QUERY).bytes.startswith(b"\xef\xbb\xbf"), False, format)
        same(zhiku("--bom", "-o", format, "-c", QUERY).bytes.startswith(b"\xef\xbb\xbf"), True, format)
    run = expect(zhiku("--bom", "-o", "csv", "-c", QUERY, "-c", QUERY), 0)
    same(run.bytes.count(b"\xef\xbb\xbf"), 1, "one for the whole output")


@check
def ascii_has_no_box_characters():
    for format in ("box", "table", "line"):
        run = expect(zhiku("--ascii", "-o", format, "-c", QUERY), 0)
        same([c for c in run.out if "\u2500" <= c <= "\u257f"], [], format)


@check
def colour_only_on_a_terminal():
    for format in FORMATS:
        absent("\x1b", zhiku("-o", format, "-c", QUERY).out, format)
    with folder() as place:
        with open(place + "/out", "wb") as file:
            subprocess.run(command + ["-g", SMALL, "-o", "box", "-c", QUERY], stdout=file, stderr=file,
                           env=environment(), timeout=20)
        absent(b"\x1b", open(place + "/out", "rb").read())
    for variables in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        absent(b"\x1b", on_a_terminal("-c", QUERY, "-c", "fnd", variables=variables), str(variables))
    within(b"\x1b[", on_a_terminal("-c", QUERY, variables={}), "colour on a terminal")
    within("\x1b[", zhiku("-c", QUERY, "-o", "box", variables={"CLICOLOR_FORCE": "1"}).out, "CLICOLOR_FORCE")
    absent("\x1b", zhiku("-c", QUERY, variables={"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}).out, "NO_COLOR wins")
    absent("─", on_a_terminal("-c", QUERY, variables={"ACCESSIBLE": "1"}).decode(), "ACCESSIBLE: no borders")


def on_a_terminal(*arguments, variables):
    """What the program writes to a terminal, without one to type at."""
    leader, follower = pty.openpty()
    child = subprocess.Popen(command + ["-g", SMALL, *arguments], stdin=subprocess.DEVNULL, stdout=follower,
                             stderr=follower, env=environment(variables))
    os.close(follower)
    output = b""
    with contextlib.suppress(OSError):
        while chunk := os.read(leader, 65536):
            output += chunk
    child.wait(20)
    os.close(leader)
    return output


# MARK: Encodings and junk


@check
def other_encodings_are_named():
    text = "# 平遥县的规划\ncount counties\n"
    with folder() as place:
        for encoding, name in (("gb18030", "GBK"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"),
                               ("utf-16-be", "UTF-16")):
            script = written(place + "/a.zk", text.encode(encoding))
            expect(zhiku(script), 2, "", ["a.zk", name, "iconv"])
            expect(zhiku(stdin=text.encode(encoding)), 2, "", name)
            expect(zhiku("-c", f'load "{script}"'), 2, "", name)
            expect(zhiku("-c", QUERY, graph=script), 2, "", name)


@check
def windows_scripts_run():
    text = "﻿count counties;\r\n# 注释\r\ncount sites\r\n"
    with folder() as place:
        expect(zhiku(written(place + "/a.zk", text)), 0, "count\n3\ncount\n1\n")
        expect(zhiku(stdin=text), 0, "count\n3\ncount\n1\n")
        bad = "count counties\r\n# 注释\r\nfnd sites\r\n"
        run = expect(zhiku(written(place + "/b.zk", bad)), 1, err="b.zk:3:1")
        absent("\r", run.err)


@check
def broken_texts_are_errors():
    for text in (b"count counties;\0count sites", "count counties; find sites where name ~ \"abc\n".encode(),
                 "count counties; find sites where (name ~ abc".encode()):
        expect(zhiku(stdin=text), 1, "count\n3\n", ":1:")
    expect(zhiku("-c", "count counties; find sites where name ~ “低空"), 1, "count\n3\n", ":1:")
    expect(zhiku(stdin=""), 0, "")
    expect(zhiku(stdin="\n# 只有注释\n;；;\n"), 0, "")
    expect(zhiku("-c", ""), 0, "")


@check
def junk_never_crashes():
    random.seed(SEED)
    with folder() as place:
        for number in range(40):
            size = random.choice((1, 2, 3, 17, 300, 20_000))
            junk = random.randbytes(size)
            if number % 2:
                pieces = ("find", "counties", "where", "“", "”", '"', "(", ")", "{", "}", "[", "]", "低空", "=", "~",
                          "->", "..", "@", "$", ";", "\n", "0", "1e", "亿元", "\u200b", "\ufeff", "𠮷")
                junk = " ".join(random.choice(pieces) for _ in range(size // 5 + 1)).encode()
            path = written(place + "/junk", junk)
            for run in (zhiku(path), zhiku(stdin=junk), zhiku("--keep-going", path), zhiku("-c", QUERY, graph=path)):
                if run.status not in (0, 1, 2):
                    raise AssertionError(f"seed {SEED}: {junk[:200]!r}\n{run}")


@check
def a_line_of_100_mb_is_refused_in_bounded_memory():
    limit = 1 << 30

    def bounded():
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    with folder() as place:
        path = place + "/long.zk"
        with open(path, "wb") as file:
            file.write(b'find counties where name ~ "')
            for _ in range(100):
                file.write(b"a" * (1 << 20))
        start = time.time()
        expect(zhiku(path, preexec_fn=bounded), 1, "", "16 MB")
        with open(path, "rb") as file:
            done = subprocess.run(command + ["-g", SMALL], stdin=file, capture_output=True, timeout=60,
                                  env=environment(), preexec_fn=bounded)
        run = expect(Run(done.returncode, done.stdout, done.stderr), 1, "", "16 MB")
        same(len(run.err) < 4000, True, "a short message")
        return f"twice, {time.time() - start:.1f} s"


@check
def a_condition_of_a_thousand_terms_is_the_last():
    def chain(terms):
        return "find counties where " + " or ".join(["name = 平遥"] * terms)

    within("平遥县", expect(zhiku("-c", chain(1_000)), 0).out)
    expect(zhiku("-c", chain(1_002)), 1, "", ["at most 1000 operators", 'any("a", "b", …)'])
    expect(zhiku("--lang", "zh", "-c", chain(1_002)), 1, "", ["最多有 1000 个运算符", "任一"])


# MARK: Graphs


@check
def a_broken_graph_script_loads_nothing():
    with folder() as place:
        path = written(place + "/g.zk", "add county 甲县\n# 第二行\nadd county 乙县 (cod: \"1\")\nadd county 丙县\n")
        expect(zhiku("-c", "count counties", graph=path), 1, "", ["g.zk:3:", "code"])
        run = expect(zhiku("--keep-going", "-c", f'load "{path}"', "-c", "count counties"), 1, "count\n3\n", "g.zk:3:")
        within("cod", run.err)
        outer = written(place + "/outer.zk", 'add county 丁县\nload "g.zk"\n')
        expect(zhiku("-c", "count counties", graph=outer), 1, "", "g.zk:3:")


@check
def a_saved_graph_is_the_same_graph():
    with folder() as place:
        for name in ("a.zkg", "a.zk"):
            path = f"{place}/{name}"
            expect(zhiku("-c", f'add county 丁县 (code: "1"); save "{path}"'), 0, "")
            expect(zhiku("-c", QUERY, graph=path), 0,
                   "name\tcode\n丁县\t1\n平定县\t140321\n平遥县\t140728\n安吉县\t330523\n")
            absent(".tmp", " ".join(os.listdir(place)), "no temporary file is left")
        dumps = [expect(zhiku("-c", "dump", graph=f"{place}/{name}"), 0).out for name in ("a.zkg", "a.zk")]
        same(dumps[0], dumps[1], "dump")


@check
def damaged_snapshots_are_refused():
    random.seed(SEED)
    with folder() as place:
        path = place + "/a.zkg"
        expect(zhiku("-c", f'save "{path}"'), 0)
        good = open(path, "rb").read()
        whole = expect(zhiku("-c", "dump", graph=path), 0).out
        for size in (0, 1, 7, 8, 16, 63, 64, 100, 500, len(good) // 2, len(good) - 1):
            expect(zhiku("-c", QUERY, graph=written(place + "/cut.zkg", good[:size])), 2, "", "cut.zkg")
        silent = 0
        for _ in range(60):
            bad = bytearray(good)
            place_of_bit = random.randrange(len(bad) * 8)
            bad[place_of_bit // 8] ^= 1 << place_of_bit % 8
            run = zhiku("-c", "dump", graph=written(place + "/bad.zkg", bytes(bad)))
            if run.status == 0 and run.out == whole:
                silent += 1  # A bit between two parts, which means nothing.
            elif run.status != 2 or "bad.zkg" not in run.err:
                raise AssertionError(f"seed {SEED}, bit {place_of_bit}\n{run}")
        expect(zhiku("-c", QUERY, graph=written(place + "/text.zkg", "add county 甲县")), 2, "", "text.zkg")
        expect(zhiku("-c", QUERY, graph=written(place + "/empty.zkg", "")), 2, "", "empty.zkg")
        return f"{silent} of 60 bits meant nothing"


@check
def a_snapshot_of_another_version_is_refused():
    with folder() as place:
        path = place + "/a.zkg"
        expect(zhiku("-c", f'save "{path}"'), 0)
        other = bytearray(open(path, "rb").read())
        same(checksum(other[:40]), int.from_bytes(other[40:48], "little"), "the header's checksum")
        other[8:12] = (999).to_bytes(4, "little")
        other[40:48] = checksum(other[:40]).to_bytes(8, "little")
        expect(zhiku("-c", QUERY, graph=written(place + "/other.zkg", bytes(other))), 2, "", ["other.zkg", "999"])


def checksum(data):
    """XXH64 of at least 32 bytes, as the header of a snapshot has it."""
    one, two, three, four, five = (
        0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5)
    mask = (1 << 64) - 1

    def rotated(value, bits):
        return (value << bits | value >> 64 - bits) & mask

    def rounded(lane, word):
        return rotated((lane + word * two) & mask, 31) * one & mask

    words = [int.from_bytes(data[start:start + 8], "little") for start in range(0, len(data) // 8 * 8, 8)]
    lanes = [(one + two) & mask, two, 0, -one & mask]
    while len(words) >= 4:
        lanes = [rounded(lane, words.pop(0)) for lane in lanes]
    value = sum(rotated(lane, bits) for lane, bits in zip(lanes, (1, 7, 12, 18))) & mask
    for lane in lanes:
        value = ((value ^ rounded(0, lane)) * one + four) & mask
    value = (value + len(data)) & mask
    for word in words:
        value = (rotated(value ^ rounded(0, word), 27) * one + four) & mask
    value = (value ^ value >> 33) * two & mask
    value = (value ^ value >> 29) * three & mask
    return value ^ value >> 32


@check
def the_sample_snapshot_follows_its_scripts():
    with folder() as place:
        samples = place + "/share/samples"
        shutil.copytree(SAMPLES, samples)
        variables = {"ZHIKU_SAMPLES": samples, "XDG_CACHE_HOME": place + "/cache"}

        def count():
            return int(expect(zhiku("-c", "count counties", graph=None, variables=variables), 0).out.split()[1])

        before = count()
        snapshots = [name for name in os.listdir(place + "/share") if name.endswith(".zkg")]
        same(len(snapshots), 1, "a snapshot beside the scripts")
        path = f"{place}/share/{snapshots[0]}"
        first = os.stat(path).st_mtime_ns
        same((count(), os.stat(path).st_mtime_ns), (before, first), "it is used")
        with open(samples + "/news.zk", "a") as file:
            file.write('\nadd county 测试县 (code: "999999")\n')
        same(count(), before + 1, "a changed script is read again")
        written(path, b"junk")
        same(count(), before + 1, "a damaged snapshot is made anew")
        with open(samples + "/news.zk", "a") as file:
            file.write("\nadd countyy 坏\n")
        expect(zhiku("-c", "count counties", graph=None, variables=variables), 1, "", "news.zk:")


@check
def any_folder_and_any_home_will_do():
    with folder() as place:
        wanted = expect(zhiku("-c", "count counties", graph=None), 0).out
        expect(zhiku("-c", "count counties", graph=None, cwd=place), 0, wanted)
        expect(zhiku("-c", "count counties", graph=None, variables={"HOME": None}), 0, wanted)
        expect(zhiku("-c", "count counties", graph=None, variables={"HOME": "/nonexistent"}), 0, wanted)
        samples = place + "/ro/samples"
        shutil.copytree(SAMPLES, samples)
        os.chmod(place + "/ro", 0o500)
        os.mkdir(place + "/home", 0o500)
        run = zhiku("-c", "count counties", graph=None, variables={"ZHIKU_SAMPLES": samples, "HOME": place + "/home"})
        os.chmod(place + "/ro", 0o700)
        expect(run, 0, wanted)
        written(place + "/g.zk", "add county 甲县")
        os.mkdir(place + "/sub")
        written(place + "/sub/h.zk", 'load "../g.zk"')
        expect(zhiku("-c", "count counties", graph="sub/h.zk", cwd=place), 0, "count\n1\n")


# MARK: Pipes, disks, signals


BIG = "find counties as a show name, code, alias, source"


def many_counties(place, count=20_000):
    return written(place + "/many.zk", "".join(
        f'add county "县{number}" (code: "{number}", alias: ("c{number}"))\n' for number in range(count)))


@check
def a_closed_pipe_is_quiet_and_141():
    with folder() as place:
        graph = many_counties(place)
        for ignored in (False, True):
            def before():
                signal.signal(signal.SIGPIPE, signal.SIG_IGN if ignored else signal.SIG_DFL)

            for format in FORMATS:
                child = subprocess.Popen(
                    command + ["-g", graph, "-o", format, "-c", BIG], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                    env=environment(), preexec_fn=before, restore_signals=False)
                child.stdout.read(10)
                child.stdout.close()
                errors = child.stderr.read()
                child.wait(30)
                same((child.returncode in (141, -signal.SIGPIPE), errors), (True, b""),
                     f"{format}, SIGPIPE ignored: {ignored}, {child.returncode}")
        shell = subprocess.run(
            ["bash", "-c", '"$0" -g "$1" -c "$2" | head -1; echo ${PIPESTATUS[0]}', command[0], graph, BIG],
            capture_output=True, env=environment(), timeout=30)
        same((shell.stdout.decode().splitlines()[-1], shell.stderr), ("141", b""))


@check
def a_full_disk_is_said():
    with open("/dev/full", "wb") as full:
        for words in (["-c", QUERY], ["--help"], ["-o", "json", "-c", QUERY], ["-c", "dump"]):
            done = subprocess.run(command + ["-g", SMALL, *words], stdout=full, stderr=subprocess.PIPE,
                                  env=environment(), timeout=20)
            run = Run(done.returncode, b"", done.stderr)
            expect(run, 2, err="space")
    with folder() as place:
        # A device must be written to and not replaced; a link to one, in a folder that may be written, shows it safely.
        os.symlink("/dev/full", place + "/full.zk")
        for word in ("save", "dump"):
            run = zhiku("-c", f'{word} "{place}/full.zk"')
            same(os.path.islink(place + "/full.zk"), True, "the link stays")
            expect(run, 2, "", "full.zk")


@check
def a_link_stays_and_so_do_permissions():
    with folder() as place:
        for name in ("a.zk", "a.zkg"):
            os.mkdir(place + "/real")
            written(place + "/real/" + name, "")
            os.chmod(place + "/real/" + name, 0o600)
            os.symlink("real/" + name, place + "/" + name)
            expect(zhiku("-c", f'save "{place}/{name}"'), 0, "")
            same(os.path.islink(place + "/" + name), True, "still a link")
            same(os.stat(place + "/real/" + name).st_mode & 0o777, 0o600, "mode")
            expect(zhiku("-c", "count counties", graph=place + "/" + name), 0, "count\n3\n")
            shutil.rmtree(place + "/real")


@check
def a_folder_that_can_t_be_written_is_said():
    if os.geteuid() == 0:
        target = "/proc/x.zkg"
        expect(zhiku("-c", f'save "{target}"'), 2, "", target)
    else:
        with folder() as place:
            os.chmod(place, 0o500)
            expect(zhiku("-c", f'save "{place}/x.zkg"'), 2, "", "x.zkg")
    with folder() as place:
        expect(zhiku("-c", f'save "{place}/none/x.zkg"'), 2, "", "none/x.zkg")
        expect(zhiku("-c", f'save "{place}/none/x.zk"'), 2, "", "none/x.zk")
        os.mkdir(place + "/d.zkg")
        expect(zhiku("-c", f'save "{place}/d.zkg"'), 2, "", "d.zkg")
        same(os.listdir(place), ["d.zkg"], "nothing is left behind")


@check
def sigint_ends_a_script_with_130():
    with folder() as place:
        graph = written(place + "/slow.zk", slow_graph())
        for words, stdin in ((["-c", SLOW, "-c", "count counties"], None), ([], SLOW + ";\ncount counties\n"),
                             (["--keep-going", "-c", SLOW, "-c", "count counties"], None)):
            child = subprocess.Popen(
                command + ["-g", graph, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, env=environment())
            if stdin:
                child.stdin.write(stdin.encode())
                child.stdin.flush()
            time.sleep(1)
            child.send_signal(signal.SIGINT)
            start = time.time()
            out, err = child.communicate(timeout=30)
            expect(Run(child.returncode, out, err), 130, "", "cancelled")
            same(time.time() - start < 2, True, "at once")
        child = subprocess.Popen(command + ["-g", SMALL], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, env=environment())
        child.stdin.write(b"count counties;")
        child.stdin.flush()
        same(child.stdout.readline(), b"count\n")
        child.send_signal(signal.SIGINT)
        same(child.wait(5), 130, "while waiting for input")


if __name__ == "__main__":
    try:
        status = main()
    finally:
        shutil.rmtree(HOME, ignore_errors=True)
    sys.exit(status)
