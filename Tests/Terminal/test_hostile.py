"""Text from elsewhere must not own the terminal or the spreadsheet: python3 test_hostile.py .build/release/zhiku"""

import contextlib
import csv
import html.parser
import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile

from checks import SAMPLES, Skipped, absent, check, folder, main, program, same, within, written
from terminal import ENTER, TAB, Terminal, control

command = program()
HOME = tempfile.mkdtemp(prefix="zhiku-home-")
ENVIRONMENT = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": HOME, "SWIFT_BACKTRACE": "enable=no", "ZHIKU_SAMPLES": SAMPLES}

# What sets a title, moves the cursor, rings, deletes, reverses, hides: none of it may reach a terminal.
NASTY = "恶\x1b]0;OWNED\x07\x1b[2J\x1b[5;5H\x9b31m\u202e\u2066\u200b\ufeff\ue000\x08\x7f\r末"
FORBIDDEN = [b"\x1b]0;", b"OWNED\x07", b"\x1b[2J\x1b[5;5H", "\x9b".encode(), "\u202e".encode(), "\u2066".encode(),
             "\u200b".encode(), "\ufeff".encode(), "\ue000".encode(), b"\x08\x7f"]


def zhiku(*words, stdin=b"", environment=ENVIRONMENT, **options):
    """Exit status, standard output and standard error."""
    done = subprocess.run(
        command + [str(word) for word in words], input=stdin, capture_output=True, timeout=300, env=environment, **options)
    return done.returncode, done.stdout, done.stderr


def harmless(output, what):
    for bytes in FORBIDDEN:
        absent(bytes, output, what)


def nasty_graph(place, cells=(NASTY,)):
    """A workspace with a topic and a document for each text; it comes by a table, since a script must not hold such texts."""
    os.makedirs(place, exist_ok=True)
    with open(place + "/t.jsonl", "w", encoding="utf-8") as file:
        for number, text in enumerate(cells):
            file.write(json.dumps({"id": f"t{number}", "n": text, "a": [text[:99] + "别名"], "s": {"document": "d", "lines": [1, 2]}}, ensure_ascii=False) + "\n")
    written(place + "/d.txt", NASTY.replace("\r", "") + "\n第二行\n")
    status, _, words = zhiku(
        "-g", place + "/w", "-c", f'import "{place}/t.jsonl" as topic (id: column id, name: column n, alias: column a, source: column s)',
        "-c", 'add document d (file: "d.txt", name: "文")')
    same(status, 0, words)
    return place + "/w"


@contextlib.contextmanager
def prompt(*words, **options):
    with Terminal(command + ["--no-rc", *words], 40, 100, **options) as terminal:
        terminal.expect("zhiku>")
        yield terminal


@check
def nothing_of_a_graph_steers_the_terminal():
    with folder() as place:
        work = nasty_graph(place)
        with prompt("-g", work, "--corpus", place) as terminal:
            for format in ("box", "table", "line", "csv", "tsv", "json", "jsonl", "markdown", "html"):
                terminal.press(f".format {format}", ENTER, "find topics show id, name, alias", ENTER)
            terminal.press(".format box", ENTER, "find topics show name bar count(about_topic)", ENTER)
            for text in ("find topics", ".show 1", ".source 1", "find topics cite", "why topic t0", "dump", ".log",
                         "explain find topics where name ~ 恶", "path from topic t0 to document d", "remove topic 恶",
                         ".schema topics", ".examples", ".help topics", "find topics group by name", ".last",
                         "find topics where name = 没有", "search 恶 in topics", ".undo", ".log"):
                terminal.press(text, ENTER)
            harmless(terminal.output, "at the prompt")
            same(terminal.screen.title, "", "the window's title")


@check
def completion_and_what_it_inserts_are_harmless():
    with folder() as place:
        work = nasty_graph(place, [NASTY, NASTY + "二"])
        with prompt("-g", work) as terminal:
            terminal.press("find topics where name = 恶", TAB, TAB)
            terminal.press(control("u"), "why topic t", TAB, TAB, control("c"))
            terminal.press("find topics where name = 恶", TAB, ENTER, control("c"))
            harmless(terminal.output, "completion")
        with prompt("-g", nasty_graph(place + "/one")) as terminal:
            terminal.press("find topics where name = 恶", TAB, ENTER, control("c"), "why topic t", TAB, ENTER)
            harmless(terminal.output, "what completion inserts")
        os.makedirs(f"{place}/f")
        written(f"{place}/f/a\x1b]0;OWNED\x07\u202e.zk", "count topics")
        written(f"{place}/f/b\x1b]0;OWNED\x07\u202e.zk", "count topics")
        with prompt("-g", work, folder=place) as terminal:
            terminal.press(".read f/", TAB, TAB, "a", TAB, ENTER)
            harmless(terminal.output, "names of files")


@check
def what_a_script_says_of_itself_is_harmless():
    with folder() as place:
        home = place + "/home"
        os.makedirs(home + "/config/zhiku/queries")
        head = f"# {NASTY}\n# param who: text = {NASTY} — {NASTY}\n\nfind topics where name = $who\n".replace("\r", "")
        written(home + "/config/zhiku/queries/q.zk", head)
        written(place + "/s.zk", head)
        with prompt("-g", nasty_graph(place), home=home) as terminal:
            for text in (".queries", ".query show q", ".run q", "", f".read {place}/s.zk", "", ".params", ".echo on",
                         f".read {place}/s.zk", "x"):
                terminal.press(text, ENTER)
            harmless(terminal.output, "saved queries")
        # Standard error of a script, and what it echoes.
        written(place + "/e.zk", f".echo on\nfind topics # {NASTY}\n;\n.echo {NASTY}\n".replace("\r", ""))
        with Terminal(command + ["-g", place + "/w", place + "/e.zk"], 40, 100) as terminal:
            terminal.wait(lambda: not terminal.child.isalive(), 10)
            harmless(terminal.output, ".echo")


@check
def names_of_files_in_messages_are_harmless():
    nasty = NASTY.replace("\r", "").replace("/", "")
    with folder() as place:
        work = f"{place}/{nasty}"
        for words in (["-g", work + "/x.zkg"], [work + "/no.zk"], ["-g", work, "-c", "save \"/none/x\""], ["recover", work],
                      ["recover", place], ["ingest", work + ".pdf", "-g", place + "/g"], ["fmt", work], ["check", work + ".zk"],
                      ["--" + nasty], ["-o", nasty], ["--lang", nasty], ["--limit", nasty + "=1"], ["-p", nasty]):
            status, out, err = zhiku(*words)
            harmless(out + err, words)
        for line in (f".open {work}/x.zkg", f".output /none/{nasty}", f".corpus {nasty}", f".set {nasty}", f".{nasty}",
                     f".limit {nasty}", f".backup /none/{nasty}", f".run {nasty}", f".query show {nasty}", f".assert file {nasty}",
                     f".help {nasty}", f".schema {nasty}", f".format {nasty}", f".lang {nasty}", f".set $x {nasty}\n.params"):
            _, out, err = zhiku(stdin=(line + "\n").encode())
            harmless(out + err, line)


@check
def data_formats_have_every_byte():
    big = ("长" * 30 + "\x1b[31m\t\u202e" + "\n") * 80_000
    with folder() as place:
        texts = [NASTY, "a\tb", "c\nd\r\ne", '"q",', "\\n", big]
        work = nasty_graph(place, texts)
        ask = ["-g", work, "-c", "find topics show name order by id"]
        rows = json.loads(zhiku("-o", "json", *ask)[1])
        same([row["name"] for row in rows] == texts, True, "json")
        lines = [json.loads(line)["name"] for line in zhiku("-o", "jsonl", *ask)[1].decode().split("\n")[:-1]]
        same(lines == texts, True, "jsonl")
        csv.field_size_limit(1 << 30)
        table = list(csv.reader(io.StringIO(zhiku("-o", "csv", *ask)[1].decode(), newline="")))
        same([row[0] for row in table[1:]] == texts, True, "csv")
        unescape = lambda text: re.sub(r"\\(.)", lambda found: {"t": "\t", "n": "\n", "r": "\r"}.get(found[1], found[1]), text)
        lines = zhiku("-o", "tsv", *ask)[1].decode().split("\n")[1:-1]
        same([unescape(line) for line in lines] == texts, True, "tsv")
        # A dump can be looked at anywhere, and gives the same texts again.
        dump = zhiku("-g", work, "-c", "dump")[1]
        harmless(dump, "dump")
        written(place + "/again.zk", dump)
        rows = json.loads(zhiku("-o", "json", "-g", place + "/again.zk", "-c", "find topics show name order by id")[1])
        same([row["name"] for row in rows] == texts, True, "dump")


@check
def cells_of_ten_megabytes_are_shown_in_parts():
    with folder() as place:
        work = nasty_graph(place, ["x" * 10_000_000, ("宽\x1b[2J\u202e" * 100_000)])
        with prompt("-g", work) as terminal:
            terminal.press("find topics show id, name", ENTER)
            terminal.wait(lambda: terminal.text().rstrip().endswith("zhiku>"), 30)
            same(len(terminal.output) < 200_000, True, f"{len(terminal.output)} bytes")
            harmless(terminal.output, "large cells")


@check
def spreadsheets_get_guarded_cells_on_request():
    with folder() as place:
        texts = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "-5", "+3.5%", "正文", "", "1=1"]
        texts = [text for text in texts if text]
        work = nasty_graph(place, texts)
        ask = ["-g", work, "-c", "find topics show name order by number(id)"]
        ask = ["-g", work, "-c", "find topics show name"]
        read = lambda *words: [row[0] for row in list(csv.reader(io.StringIO(zhiku(*words, *ask)[1].decode(), newline="")))[1:]]
        same(read("-o", "csv"), texts)
        guarded = ["'" + text if text[0] in "=+-@\t\r＝" and text not in ("-5", "+3.5%") else text for text in texts]
        same(read("-o", "csv", "--guard"), guarded)
        within("<td>&#39;=1+1</td>", zhiku("-o", "html", "--guard", *ask)[1].decode())
        within("\n'=1+1\n", zhiku("-o", "tsv", "--guard", *ask)[1].decode())
        same(zhiku("-o", "json", "--guard", *ask)[1], zhiku("-o", "json", *ask)[1])
        _, out, _ = zhiku("-g", work, stdin=f".set guard on\n.once {place}/o.csv\nfind topics show name;\n.set guard\n".encode())
        within("guard", out.decode())
        with open(place + "/o.csv", encoding="utf-8") as file:
            within("'=1+1", file.read())


class Tags(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = set()
        self.attributes = set()
        self.text = ""

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}

    def handle_data(self, data):
        self.text += data


@check
def pages_have_no_tag_but_their_own():
    nasty = "<script>alert(1)</script><img src=x onerror=alert(1)>&lt;'\"><!--"
    with folder() as place:
        work = nasty_graph(place, [nasty])
        for query in ("find topics show name, alias", f'find topics show name as "{nasty[:8]}"', "find topics cite",
                      "find topics group by name show name, count() as n chart bar", "why topic t0",
                      "path from topic t0 to topic t0"):
            out = zhiku("-g", work, "-o", "html", "-c", query)[1].decode()
            page = Tags()
            page.feed(out)
            same(page.tags - {"table", "thead", "tbody", "tr", "th", "td", "br", "ol", "li", "svg", "text", "rect", "line", "pre"}, set(), query)
            same({name for name in page.attributes if name.startswith("on")}, set(), query)


@check
def what_others_may_write_is_not_carried_out():
    with folder() as place:
        home = place + "/home"
        os.makedirs(home + "/config/zhiku/queries")
        rc = written(home + "/config/zhiku/rc.zk", "count counties\n")
        query = written(home + "/config/zhiku/queries/mine.zk", "count counties\n")
        with Terminal(command, 24, 100, home=home) as terminal:
            terminal.expect("count")
        os.chmod(rc, 0o666)
        os.chmod(query, 0o666)
        with Terminal(command, 24, 100, home=home) as terminal:
            terminal.expect("zhiku>")
            within("is not read: others may write", terminal.text().replace("\n", " "))
            absent("count", terminal.text())
            terminal.press(".run mine", ENTER)
            within("is not read: others may write", terminal.text().replace("\n", " "))
        if os.geteuid() == 0:
            os.chmod(rc, 0o644)
            os.chown(rc, 12345, 12345)
            with Terminal(command, 24, 100, home=home) as terminal:
                terminal.expect("zhiku>")
                within("another user's", terminal.text().replace("\n", " "))


@check
def what_remembers_is_hers_alone():
    with folder() as place:
        home = place + "/home"
        os.makedirs(home)
        with prompt(home=home) as terminal:
            terminal.press("count counties", ENTER, ".query save mine", ENTER)
        for path, _, names in os.walk(home):
            for name in names:
                if name.endswith(".zkg"):
                    continue
                same(stat.S_IMODE(os.stat(os.path.join(path, name)).st_mode), 0o600, name)


@check
def links_in_a_folder_from_elsewhere_lead_nowhere():
    with folder() as place:
        victim = written(place + "/victim", "precious")
        os.makedirs(place + "/new")
        os.symlink(victim, place + "/new/lock")
        same(zhiku("-g", place + "/new", "-c", "add topic a")[0], 2)
        zhiku("-g", place + "/w", "-c", "add topic a")
        os.symlink(victim, place + "/w/snapshot-1.zkg.tmp")
        os.symlink(victim, place + "/w/journal-1.zkj")
        zhiku("-g", place + "/w", "-c", "add topic b; save")
        with open(victim) as file:
            same(file.read(), "precious")
        # A pipe in a file's place keeps nobody waiting.
        for name in ("journal-0.zkj", "snapshot-0.zkg"):
            work = f"{place}/{name}-"
            zhiku("-g", work, "-c", "add topic a")
            os.remove(f"{work}/{name}")
            os.mkfifo(f"{work}/{name}")
            same(zhiku("-g", work, "-c", "count topics")[0], 2)


@check
def a_graph_names_no_file_to_be_read():
    with folder() as place:
        secret = written(place + "/secret", "TOPSECRET\n")
        os.makedirs(place + "/corpus")
        for number, values in enumerate((f'file: "../secret"', f'file: "{secret}"', f'file: "x", path: "{secret}"')):
            graph = written(
                f"{place}/g{number}.zk",
                f'kind document (path: text)\nadd document d ({values})\nadd topic t (source: "d" 1..1)\n')
            out = zhiku("-g", graph, "--corpus", place + "/corpus", stdin=b"find topics;\n.source 1\n.show 1\n")
            absent(b"TOPSECRET", out[1] + out[2], values)


@check
def safe_lets_nothing_out():
    with folder() as place:
        work = nasty_graph(place)
        before = sorted(os.listdir(place)), sorted(os.listdir(work))
        home = place + "/home"
        script = "\n".join([
            f'.export sql {place}/x', f'.open {place}/other', f'.read {place}/d.txt', f'.output {place}/o', f'.output |touch {place}/o', f'.once {place}/o', '.edit find topics',
            f'.backup {place}/b', '.undo', f'.corpus {place}', f'.set corpus {place}', '.pager always', '.set pager on', '.query edit x',
            '.query remove x', '.query save x', f'.assert file {place}/d.txt', f'load "{place}/s.zk"', f'ingest "{place}/d.txt"',
            f'import "{place}/t.jsonl" as topic (id: column id)', 'save', f'save "{place}/x.zkg"', f'dump "{place}/x.zk"', f'export sql "{place}/x"',
            'add topic x', 'remove topic t0', 'set topic t0 (name: "x")', 'link topic t0 mentions topic t0', 'merge topic t0 into topic t0',
            'kind schoolz', 'relation zz from topic to topic', 'define f() = find topics; load "x"', 'begin', 'add topic y', 'commit',
            '.open postgres://localhost/x', 'save "postgres://localhost/x"', '.backup postgres://localhost/x',
            '.limit time 99999999', '.limit memory 99999999', 'count topics where id = t0']) + "\n"
        environment = dict(ENVIRONMENT, EDITOR=f"touch {place}/o", VISUAL=f"touch {place}/o", PAGER=f"touch {place}/o", ZHIKU_PAGER=f"touch {place}/o")
        status, out, err = zhiku("-g", work, "--safe", "--keep-going", stdin=script.encode(), environment=environment)
        same(out, b"count\n1\n", err.decode())
        same((sorted(os.listdir(place)), sorted(os.listdir(work))), before, err.decode())
        within("a limit can't be raised under --safe", err.decode())
        for words in (["ingest", place + "/d.txt", "-g", work], ["recover", work], ["fmt", "--write", place + "/s.zk"]):
            status, _, err = zhiku("--safe", *words)
            same(status, 1, words)
            within("not allowed under --safe", err.decode())
        same((sorted(os.listdir(place)), sorted(os.listdir(work))), before)
        with prompt("-g", work, "--safe", environment={"EDITOR": f"touch {place}/o", "PAGER": f"touch {place}/o"}) as terminal:
            terminal.press("find topics", control("x"), control("e"))
            terminal.press(ENTER, "dump", ENTER, ".help", ENTER)
        same((sorted(os.listdir(place)), sorted(os.listdir(work))), before)
        # Lowering a limit is allowed.
        same(zhiku("-g", work, "--safe", stdin=b".limit time 1000\ncount topics;\n")[0], 0)


if __name__ == "__main__":
    try:
        status = main()
    finally:
        shutil.rmtree(HOME, ignore_errors=True)
    sys.exit(status)
