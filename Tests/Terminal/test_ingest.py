"""Checks `zhiku ingest`: PDF and office files, bad input, Ctrl-C, ingesting again: python3 test_ingest.py .build/release/zhiku"""

import hashlib
import os
import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from checks import Skipped, absent, check, folder, main, program, same, within, written
from pdf import lines, pdf

command = program()
HOME = tempfile.mkdtemp(prefix="zhiku-home-")
ENVIRONMENT = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": HOME, "SWIFT_BACKTRACE": "enable=no"}
DOCUMENTS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "Documents")

NOTICE = """关于县委第四轮巡察反馈情况的通报

（一）县图书馆党支部
反馈问题：近年来，县图书馆党支部做了不少工作。主要问题是：学习次数偏少，计划没有落实；安全检查流于形式。
意见建议：一是细化学习计划。二是更换设备，检查记录由馆长签字。
"""
TABLE = """# 平遥县文旅发展规划

## 一、主要目标

表1 主要指标

| 序号 | 指标 | 单位 | 2024年 | 2030年 |
|---|---|---|---|---|
| 1 | 旅游收入 | 亿元 | 386 | 600 |
| 2 | 一个名字很长很长的、在窄列里一定要折行才能放得下的冷链物流设施覆盖率指标 | % | 31 | 70 |
"""


def zhiku(*words, stdin=b"", **options):
    """Exit status, standard output and standard error."""
    options.setdefault("env", ENVIRONMENT)
    done = subprocess.run(command + [str(word) for word in words], input=stdin, capture_output=True, timeout=120, **options)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def answer(graph, query):
    return zhiku("--no-rc", "-g", graph, "-c", query)[1].strip().split("\n")[1:]


def needs(tool):
    if not shutil.which(tool):
        raise Skipped(f"{tool} is not installed")


def fingerprint(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


# What other programs read

@check
def a_pdf_file_is_read_with_its_table():
    needs("pdftotext")
    with folder() as place:
        with open(DOCUMENTS + "/hegang-notice.txt", encoding="utf-8") as file:
            text = file.read().split("\n")
        written(place + "/notice.pdf", pdf([lines("\n".join(text[at:at + 30])) for at in range(0, len(text), 30)]))
        status, _, words = zhiku("ingest", place + "/notice.pdf", "-g", place + "/a.zkg")
        same((status, words), (0, ""))
        same(answer(place + "/a.zkg", "find documents where id = notice show number"), ["鹤政办规〔2024〕3号"])
        within("东山区", answer(place + "/a.zkg", "find counties show name order by name"))


@check
def columns_of_a_pdf_file_are_read_one_after_the_other():
    needs("pdftotext")
    left = "城墙根下的老街区，住着近八万人，管网老化、停车困难，群众反映强烈。为此建议：一是摸清底数；二是分期改造雨污管网。"
    right = "开封的菊花，秋天热闹，其他季节冷清，产业链条短。全市种植面积2.3万亩。为此建议：一是延长花期；二是发展深加工。"
    page = [(x, 700 - 18 * (at // 14), text[at:at + 14]) for x, text in ((72, left), (320, right)) for at in range(0, len(text), 14)]
    with folder() as place:
        written(place + "/two.pdf", pdf([page]))
        same(zhiku("ingest", place + "/two.pdf", "-g", place + "/a.zkg")[0], 0)
        found = zhiku("--no-rc", "-g", place + "/a.zkg", "-c", "dump")[1]
        within("管网老化、停车困难", found)
        within("秋天热闹，其他季节冷清", found)


@check
def an_encrypted_pdf_file_is_told_and_the_others_are_read():
    needs("pdftotext")
    needs("qpdf")
    with folder() as place:
        plain = written(place + "/plain.pdf", pdf([lines(NOTICE)]))
        subprocess.run(["qpdf", "--encrypt", "user", "owner", "256", "--", plain, place + "/locked.pdf"], check=True)
        status, out, words = zhiku("ingest", place, "-g", place + "/a.zkg")
        same(status, 1)
        within("locked.pdf is protected by a password", words)
        within("plain: 巡察反馈", out)


@check
def a_pdf_file_without_text_is_told():
    needs("pdftotext")
    with folder() as place:
        written(place + "/scan.pdf", pdf([[]]))
        status, _, words = zhiku("ingest", place + "/scan.pdf", "-g", place + "/a.zkg")
        same((status, os.path.exists(place + "/a.zkg")), (1, False))
        within("scan.pdf has no text", words)


@check
def word_and_opendocument_files_are_read_with_their_tables():
    needs("pandoc")
    for ending in ("docx", "odt"):
        with folder() as place:
            written(place + "/plan.md", TABLE)
            subprocess.run(["pandoc", "-o", f"{place}/plan.{ending}", place + "/plan.md"], check=True)
            status, _, words = zhiku("ingest", f"{place}/plan.{ending}", "-g", place + "/a.zkg")
            same((status, words), (0, ""), ending)
            same(answer(place + "/a.zkg", "find sections show title, number"), ["主要目标\t一"], ending)
            # pandoc loses the head of a table that it reads from OpenDocument.
            if ending == "docx":
                same(sorted(answer(place + "/a.zkg", "find targets where year = 2030 show name, value")),
                     ["一个名字很长很长的、在窄列里一定要折行才能放得下的冷链物流设施覆盖率指标\t70%", "旅游收入\t600亿元"])


@check
def a_missing_program_is_named():
    with folder() as place:
        written(place + "/a.pdf", pdf([lines(NOTICE)]))
        written(place + "/b.docx", b"PK\x03\x04")
        written(place + "/c.doc", b"\xD0\xCF\x11\xE0")
        status, _, words = zhiku("ingest", place, "-g", place + "/a.zkg", env={**ENVIRONMENT, "PATH": place})
        same(status, 1)
        for package in ("install poppler-utils", "install pandoc / libreoffice", "install libreoffice"):
            within(package, words)


@check
def tables_of_web_pages_are_read_however_their_source_is_laid_out():
    rows = "".join(f"<tr>\n<td>{a}</td>\n<td><p>{b}</p></td>\n  <td>{c}</td>\n<td>{d}</td>\n</tr>\n"
                   for a, b, c, d in (("指标", "单位", "2024年", "2030年"), ("旅游收入", "亿元", "386", "600")))
    page = f"<!DOCTYPE html>\n<html><body>\n<h1>平遥县文旅发展规划</h1>\n<h2>一、主要目标</h2>\n<table>\n{rows}</table></body></html>"
    with folder() as place:
        written(place + "/page.html", page)
        same(zhiku("ingest", place + "/page.html", "-g", place + "/a.zkg")[0], 0)
        same(answer(place + "/a.zkg", "find targets where year = 2030 show name, value, source"), ["旅游收入\t600亿元\tpage:13-16; page:7-10"])


# Bad input

@check
def each_bad_file_is_told_and_the_others_are_read():
    with folder() as place:
        written(place + "/good.txt", NOTICE)
        written(place + "/empty.txt", "")
        written(place + "/picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
        written(place + "/lying.docx", NOTICE.replace("图书馆", "档案馆").encode("gb18030"))
        os.symlink(place, place + "/loop")
        os.symlink("self", place + "/self")
        os.mkfifo(place + "/pipe")
        status, out, words = zhiku("ingest", place, "-g", place + "/a.zkg")
        same(status, 1)
        for part in ("empty.txt is empty", "picture.txt is not text", "loop leads back into itself", "self leads back into itself",
                     "pipe is no file"):
            within(part, words)
        same([line.split(":")[0] for line in out.strip().split("\n")][:2], ["good", "lying"])
        within("2 documents", out)
        within("not read: 5", out)
        same(answer(place + "/a.zkg", "count findings"), ["4"])


@check
def each_message_is_there_in_chinese():
    with folder() as place:
        written(place + "/good.txt", NOTICE)
        written(place + "/empty.txt", "")
        written(place + "/picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
        written(place + "/c.doc", b"\xD0\xCF\x11\xE0")
        os.symlink(place, place + "/loop")
        os.mkfifo(place + "/pipe")
        status, out, words = zhiku("--lang", "zh", "ingest", place, place + "/none", "-g", place + "/a.zkg",
                                   env={**ENVIRONMENT, "PATH": place})
        same(status, 1)
        for part in ("empty.txt 是空文件", "picture.txt 不是文本", "loop 绕回了自己", "pipe 不是普通文件", "请安装 libreoffice",
                     "/none：没有这个文件或文件夹"):
            within(part, words)
        within("good", out)


@check
def a_lying_name_is_no_matter():
    with folder() as place:
        written(place + "/a.pdf", NOTICE)
        written(place + "/b.txt", f"<!DOCTYPE html><html><body><p>{NOTICE.replace('图书馆', '档案馆')}</p></body></html>")
        same(zhiku("ingest", place + "/a.pdf", place + "/b.txt", "-g", place + "/a.zkg")[0], 0)
        same(answer(place + "/a.zkg", "find documents show id order by id"), ["a", "b"])
        if shutil.which("pdftotext"):
            written(place + "/c.md", pdf([lines(NOTICE.replace("图书馆", "体育馆"))]))
            same(zhiku("ingest", place + "/c.md", "-g", place + "/a.zkg")[0], 0)
            within("县体育馆党支部", answer(place + "/a.zkg", "find units show name"))


@check
def an_old_word_file_is_given_to_libreoffice():
    with folder() as place:
        os.mkdir(place + "/bin")
        # What it is called with is checked without it: its output lies in the folder that it was told.
        tool = written(place + "/bin/soffice", f"""#!/bin/sh
while [ $# -gt 0 ]; do
    case "$1" in --outdir) out=$2 ;; esac
    last=$1
    shift
done
[ "$(head -c 4 "$last" | od -An -tx1 | tr -d ' ')" = d0cf11e0 ] && cp {place}/text "$out/in.txt"
""")
        os.chmod(tool, 0o755)
        written(place + "/text", NOTICE)
        written(place + "/notice.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
        paths = place + "/bin:" + os.environ["PATH"]
        status, _, words = zhiku("ingest", place + "/notice.doc", "-g", place + "/a.zkg", env={**ENVIRONMENT, "PATH": paths})
        same((status, words), (0, ""))
        same(answer(place + "/a.zkg", "count findings"), ["2"])
        if "soffice" in (os.path.basename(shutil.which("soffice") or "")):
            written(place + "/real.txt", NOTICE)
            subprocess.run(["soffice", "--headless", "--convert-to", "doc", "--outdir", place, place + "/real.txt"], check=True,
                           capture_output=True)
            same(zhiku("ingest", place + "/real.doc", "-g", place + "/b.zkg")[0], 0)
            same(answer(place + "/b.zkg", "count findings"), ["2"])


@check
def a_file_or_folder_that_may_not_be_read_is_told_and_the_others_are_read():
    if os.geteuid() != 0:
        raise Skipped("only root can become somebody else")
    with folder() as place:
        os.chmod(place, 0o777)
        os.mkdir(place + "/shelf")
        written(place + "/shelf/good.txt", NOTICE)
        os.chmod(written(place + "/shelf/secret.txt", NOTICE), 0)
        os.mkdir(place + "/shelf/closed", 0)
        status, out, words = zhiku("ingest", place + "/shelf", "-g", place + "/a.zkg", user=65534, cwd=place,
                                   env={**ENVIRONMENT, "HOME": place})
        same(status, 1)
        within("secret.txt can't be read", words)
        within("closed can't be read", words)
        within("good", out)
        same(answer(place + "/a.zkg", "count findings"), ["2"])


@check
def a_folder_that_vanishes_meanwhile_is_told_file_by_file():
    with folder() as place:
        written(place + "/first.txt", NOTICE)
        shelf = place + "/shelf"
        os.mkdir(shelf)
        text = "".join(f"第{line}条 平遥县到2030年旅游收入达到{line}亿元，建设景区{line}个。\n" for line in range(3000))
        for number in range(60):
            written(f"{shelf}/{number:02}.txt", text + str(number))
        running = subprocess.Popen(command + ["ingest", place + "/first.txt", shelf, "-g", place + "/a.zkg"], env=ENVIRONMENT,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(0.2)
        shutil.rmtree(shelf)
        out, words = (part.decode() for part in running.communicate(timeout=300))
        missing = words.count("can't be read")
        same((running.returncode, missing > 0), (1, True))
        read = int(answer(place + "/a.zkg", "count documents")[0])
        same(read + missing, 61)
        within("first", out)
        return f"{missing} of 60 were gone"


@check
def of_a_file_that_grows_what_was_there_is_read():
    import threading
    with folder() as place:
        path = written(place + "/a.txt", NOTICE)
        stopped = threading.Event()

        def grow():
            with open(path, "a", encoding="utf-8") as file:
                while not stopped.is_set():
                    file.write("又有一行，写的是平遥县。\n")
                    file.flush()

        writer = threading.Thread(target=grow)
        writer.start()
        status, out, _ = zhiku("ingest", path, "-g", place + "/a.zkg")
        stopped.set()
        writer.join()
        same(status, 0)
        same(answer(place + "/a.zkg", "count findings where summary ~ 计划"), ["1"])
        within("replaced", zhiku("ingest", path, "-g", place + "/a.zkg")[1])


@check
def the_statement_tells_what_failed_and_has_the_status():
    with folder() as place:
        written(place + "/in/good.txt", NOTICE) if os.mkdir(place + "/in") is None else None
        written(place + "/in/empty.txt", "")
        script = written(place + "/a.zk", 'ingest "in"\n')
        status, out, words = zhiku("--no-rc", "-g", place + "/w", script)
        same(status, 1)
        within("empty.txt is empty", words)
        within("good", out)
        same(answer(place + "/w", "count findings"), ["2"])


@check
def a_document_of_no_known_genre_has_outline_places_and_numbers():
    with folder() as place:
        written(place + "/letter.txt", "一、近况\n平遥县的梨园有3200亩，今年收了4500吨。\n二、打算\n明年再种200亩。\n")
        same(zhiku("ingest", place + "/letter.txt", "-g", place + "/a.zkg")[0], 0)
        same(answer(place + "/a.zkg", "find sections show title, number"), ["近况\t一", "打算\t二"])
        same(answer(place + "/a.zkg", "find counties show name"), ["平遥县"])
        within("3200亩", answer(place + "/a.zkg", "find figures show value"))


@check
def a_large_file_is_named_with_its_limit_and_read_where_it_is_allowed():
    with folder() as place:
        path = written(place + "/large.txt", NOTICE + "\n" * 2_500_000)
        status, _, words = zhiku("ingest", path, "-g", place + "/a.zkg", "--largest", 1)
        same((status, os.path.exists(place + "/a.zkg")), (1, False))
        within("more than the 1 MB that one document may have", words)
        within("--largest 3", words)
        same(zhiku("ingest", path, "-g", place + "/a.zkg", "--largest", 3)[0], 0)
        same(zhiku("ingest", path, "-g", place + "/a.zkg", "--largest", "much")[0], 2)


@check
def files_of_one_long_line_are_read():
    with folder() as place:
        seconds = []
        for name, text in (("line", "全市种植面积2.3万亩，" * 6000), ("digits", "1" * 90_000), ("titles", "《" * 60_000),
                           ("blanks", "平 " * 40_000), ("brackets", "（" * 60_000), ("han", "平遥县" * 6000)):
            start = time.time()
            same(zhiku("ingest", written(f"{place}/{name}.txt", text), "-g", place + "/a.zkg")[0], 0, name)
            seconds.append(f"{name} {time.time() - start:.1f} s")
        return ", ".join(seconds)


@check
def standard_input_is_a_document():
    with folder() as place:
        same(zhiku("ingest", "-", "-g", place + "/a.zkg", stdin=NOTICE.encode("utf-16"))[0], 0)
        same(answer(place + "/a.zkg", "find findings show source limit 1"), ["stdin:4"])


@check
def standard_input_that_is_no_text_is_told():
    with folder() as place:
        written(place + "/good.txt", NOTICE)
        status, out, words = zhiku("ingest", "-", place + "/good.txt", "-g", place + "/a.zkg", stdin=bytes(range(256)) * 300)
        same(status, 1)
        within("is not text", words)
        same(answer(place + "/a.zkg", "count documents"), ["1"])
        same(zhiku("ingest", "-", "-g", place + "/b.zkg", stdin=b"")[0], 1)
        same(os.path.exists(place + "/b.zkg"), False)


# Before or after, never between

@check
def control_c_leaves_the_graph_as_it_was():
    with folder() as place:
        written(place + "/first.txt", NOTICE)
        zhiku("ingest", place + "/first.txt", "-g", place + "/a.zkg")
        before = fingerprint(place + "/a.zkg")
        os.mkdir(place + "/shelf")
        for number in range(60):
            text = "".join(f"第{line}条 平遥县到2030年旅游收入达到{line + number}亿元，建设景区{line}个。\n" for line in range(2000))
            written(f"{place}/shelf/{number}.txt", text)
        slowest, stopped = 0.0, 0
        for wait in (0.01, 0.05, 0.1, 0.3, 0.6, 1.0, 1.5, 2.0):
            running = subprocess.Popen(command + ["ingest", place + "/shelf", "-g", place + "/a.zkg"], env=ENVIRONMENT,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            time.sleep(wait)
            running.send_signal(signal.SIGINT)
            start = time.time()
            running.communicate(timeout=120)
            if running.returncode in (130, -signal.SIGINT):
                stopped += 1
                slowest = max(slowest, time.time() - start)
                same(fingerprint(place + "/a.zkg"), before, f"after {wait} s")
            else:
                same(running.returncode, 0)
                break
        same([name for name in sorted(os.listdir(place))], ["a.zkg", "first.txt", "shelf"])
        if not stopped:
            raise AssertionError("never stopped")
        return f"stopped {stopped} times, within {slowest * 1000:.0f} ms"


@check
def control_c_is_heard_in_a_file_of_one_line():
    with folder() as place:
        written(place + "/line.txt", "全市种植面积2.3万亩，" * 600_000)
        slowest = 0.0
        for wait in (0.05, 0.15, 0.4, 0.8, 1.5):
            running = subprocess.Popen(command + ["ingest", place + "/line.txt", "-g", place + "/a.zkg"], env=ENVIRONMENT,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            time.sleep(wait)
            running.send_signal(signal.SIGINT)
            start = time.time()
            running.communicate(timeout=120)
            if running.returncode == 0:
                break
            within(running.returncode, (130, -signal.SIGINT))
            slowest = max(slowest, time.time() - start)
            same(os.path.exists(place + "/a.zkg"), False)
        return f"within {slowest * 1000:.0f} ms"


@check
def a_full_disk_leaves_the_graph_as_it_was():
    import resource
    with folder() as place:
        written(place + "/first.txt", NOTICE)
        zhiku("ingest", place + "/first.txt", "-g", place + "/a.zkg")
        before = fingerprint(place + "/a.zkg")
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        status, _, words = zhiku("ingest", DOCUMENTS + "/hegang-notice.txt", "-g", place + "/a.zkg", preexec_fn=limit)
        same((status in (1, 2), fingerprint(place + "/a.zkg")), (True, before))
        within("a.zkg", words)
        same(sorted(os.listdir(place)), ["a.zkg", "first.txt"])


@check
def what_a_workspace_acknowledged_is_there_after_a_kill():
    with folder() as place:
        running = subprocess.Popen(command + ["--no-rc", "-g", place + "/w"], env=ENVIRONMENT, stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        written(place + "/a.txt", NOTICE)
        running.stdin.write(f'ingest "{place}/a.txt";\ncount findings;\n'.encode())
        running.stdin.flush()
        while running.stdout.readline().strip() != b"count":
            pass
        running.kill()
        running.communicate()
        same(answer(place + "/w", "count findings"), ["2"])
        written(place + "/b.txt", NOTICE.replace("图书馆", "档案馆"))
        same(zhiku("ingest", place + "/b.txt", "-g", place + "/w")[0], 0)
        same(answer(place + "/w", "count findings"), ["4"])


# Again

@check
def ingesting_again_changes_nothing():
    with folder() as place:
        same(zhiku("ingest", DOCUMENTS, "-g", place + "/a.zkg")[0], 0)
        before = fingerprint(place + "/a.zkg")
        status, out, _ = zhiku("ingest", DOCUMENTS, "-g", place + "/a.zkg")
        same((status, fingerprint(place + "/a.zkg")), (0, before))
        same([line for line in out.strip().split("\n")[:-1] if not line.endswith("unchanged")], [])


@check
def the_graph_does_not_depend_on_how_many_threads_read():
    with folder() as place:
        same(zhiku("ingest", DOCUMENTS, "-g", place + "/a.zkg")[0], 0)
        one = subprocess.run(["taskset", "-c", "0"] + command + ["ingest", DOCUMENTS, "-g", place + "/b.zkg"], env=ENVIRONMENT,
                             capture_output=True)
        same(one.returncode, 0)
        same(fingerprint(place + "/a.zkg"), fingerprint(place + "/b.zkg"))


@check
def a_changed_file_says_what_it_says_now():
    with folder() as place:
        path = written(place + "/a.txt", NOTICE)
        zhiku("ingest", path, "-g", place + "/w.zkg")
        written(path, NOTICE.replace("；安全检查流于形式", "").replace("第四轮", "第五轮"))
        within("replaced", zhiku("ingest", path, "-g", place + "/w.zkg")[1])
        same(answer(place + "/w.zkg", "find findings show summary"), ["学习次数偏少，计划没有落实"])


@check
def one_file_under_two_paths_is_one_document_and_two_of_one_name_are_two():
    with folder() as place:
        os.mkdir(place + "/x")
        os.mkdir(place + "/y")
        written(place + "/x/a.txt", NOTICE)
        written(place + "/y/a.txt", NOTICE.replace("图书馆", "档案馆"))
        written(place + "/y/copy.txt", NOTICE)
        same(zhiku("ingest", place + "/x", place + "/y", "-g", place + "/a.zkg")[0], 0)
        same(answer(place + "/a.zkg", "find documents show id, file order by id"), ["a\ta.txt", "a-2\ta.txt"])
        # It was moved: its lines are read from where it is now.
        os.rename(place + "/x/a.txt", place + "/x/b.txt")
        zhiku("ingest", place + "/x", "-g", place + "/a.zkg")
        same(answer(place + "/a.zkg", "find documents where id = a show path"), [os.path.realpath(place + "/x/b.txt")])
        same(answer(place + "/a.zkg", "count documents"), ["2"])


@check
def a_cited_document_and_the_one_that_is_read_later_are_one():
    with folder() as place:
        written(place + "/a.txt", "关于开展培训的通知\n\n各乡镇：\n根据《平遥县文旅发展规划》，现就有关事项通知如下。请认真落实。\n\n一、时间\n三天。\n")
        written(place + "/b.md", TABLE)
        zhiku("ingest", place + "/a.txt", place + "/b.md", "-g", place + "/a.zkg")
        same(answer(place + "/a.zkg", "find documents where name ~ 平遥县文旅发展规划 show id"), ["b"])
        zhiku("ingest", place + "/b.md", place + "/a.txt", "-g", place + "/b.zkg")
        same(answer(place + "/b.zkg", "find documents where name ~ 平遥县文旅发展规划 show id"), ["b"])


# The report

@check
def the_report_is_text_or_json():
    with folder() as place:
        path = written(place + "/a.txt", NOTICE)
        out = zhiku("ingest", path, place + "/none.txt", "--report=json")[1]
        report = json.loads(out)
        same([document["document"] for document in report["documents"]], ["a"])
        same(len(report["failures"]), 1)
        within({"kind": "finding", "rule": "feedback.finding", "count": 2, "uncertain": 0}, report["documents"][0]["facts"])
        text = zhiku("ingest", path, "--report")[1]
        within("finding", text)
        absent("{", text)
        same(zhiku("ingest", path, "--report=xml")[0], 2)


if __name__ == "__main__":
    status = main()
    shutil.rmtree(HOME, ignore_errors=True)
    sys.exit(status)
