"""Checks graphs that are kept on a server: python3 test_postgres.py .build/release/zhiku

Starts a PostgreSQL cluster of its own (see cluster.py) and stops it. Without PostgreSQL everything is skipped, and says so.
"""

import contextlib
import glob
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

from checks import ROOT, SAMPLES, SMALL, Skipped, absent, check, main, program, same, within
from cluster import Cluster, folder_of_programs
from terminal import ENTER, TAB, Terminal, control

command = program()
HOME = tempfile.mkdtemp(prefix="zhiku-home-")
ENVIRONMENT = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": HOME, "SWIFT_BACKTRACE": "enable=no",
               "ZHIKU_SAMPLES": SAMPLES}
QUESTION = 'find proposals where topic ~ "低空经济"'
# Small graphs are fetched whole; this has every graph asked part by part.
IN_PARTS = ("--limit", "fetched=1")
cluster = None


def zhiku(*words, stdin=b"", environment=None, **options):
    """Exit status, standard output and standard error."""
    done = subprocess.run(command + [str(word) for word in words], input=stdin, capture_output=True, timeout=60,
                          env=dict(ENVIRONMENT, **(environment or {})), **options)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@contextlib.contextmanager
def running(*words):
    """A conversation over pipes, in which a check can say a statement when it likes."""
    process = subprocess.Popen(command + list(words), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, env=ENVIRONMENT)
    # Whoever waits for an answer that never comes is woken by the end of the output.
    watchdog = threading.Timer(40, process.kill)
    watchdog.start()
    try:
        yield process
    finally:
        watchdog.cancel()
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            with contextlib.suppress(BrokenPipeError):
                stream.close()


def say(process, statement):
    process.stdin.write((statement + ";\n").encode())
    process.stdin.flush()


def answered(process, statement):
    """The lines of an answer to a statement that gives two: head and row."""
    say(process, statement)
    return [process.stdout.readline().decode().rstrip("\n") for _ in range(2)]


def database(name):
    """The address of a database of its own with the sample graph."""
    cluster.create(name, "TEMPLATE pattern")
    return cluster.url(name)


@contextlib.contextmanager
def locked(name, table):
    """Has a table locked by somebody else, so that reading it waits."""
    psql = subprocess.Popen([shutil.which("psql") or f"{cluster.programs}/psql", "-XAtq", "-h", cluster.folder, "-p",
                             str(cluster.port), "-U", cluster.user, "-d", name], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, text=True)
    try:
        psql.stdin.write(f"BEGIN; LOCK TABLE zhiku.{table}; SELECT 'locked';\n")
        psql.stdin.flush()
        same(psql.stdout.readline(), "locked\n")
        yield
    finally:
        psql.kill()
        psql.wait()


def waits_on_server(name):
    """Waits until a statement of zhiku waits for a lock."""
    end = time.time() + 20
    query = f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{name}' AND wait_event_type = 'Lock'"
    while cluster.sql(query) == "0":
        if time.time() > end:
            raise AssertionError("zhiku never waited for the lock")
        time.sleep(0.05)


# MARK: Saving


@check
def saving_and_asking_are_two_commands():
    url = cluster.url("first")
    same(zhiku("-c", f'save "{url}"'), (0, "", ""))
    same(zhiku("-g", url, "-c", QUESTION), zhiku("-c", QUESTION))
    same(zhiku("-g", url, *IN_PARTS, "-c", QUESTION), zhiku("-c", QUESTION))


@check
def what_is_saved_is_the_graph():
    url = cluster.url("sample")
    same(zhiku("-g", url, "-c", "dump"), zhiku("-c", "dump"))
    same(zhiku("-g", url, *IN_PARTS, "-c", "dump"), zhiku("-c", "dump"))
    same(zhiku("-g", cluster.socket_url("sample"), "-c", "count counties")[0], 0)


@check
def a_graph_that_is_there_is_replaced_only_where_that_was_asked():
    url = database("taken")
    status, _, words = zhiku("-g", SMALL, "-c", f'save "{url}"')
    same(status, 2)
    within("holds a graph already", words)
    within("--write", words)
    status, _, words = zhiku("--lang", "zh", "-g", SMALL, "-c", f'save "{url}"')
    within("已有图", words)
    same(zhiku("-g", url, "-c", QUESTION), zhiku("-c", QUESTION))
    same(zhiku("-g", SMALL, "--write", "-c", f'save "{url}"'), (0, "", ""))
    same(zhiku("-g", url, "-c", "dump"), zhiku("-g", SMALL, "-c", "dump"))
    same(zhiku("-g", SMALL, "-c", f'save "{url}?graph=second"'), (0, "", ""))
    same(zhiku("-g", url + "?graph=second", "-c", "count counties"), zhiku("-g", SMALL, "-c", "count counties"))


@check
def other_tables_of_the_database_stay():
    url = database("shared")
    cluster.sql("CREATE TABLE zhiku.mine (a int); INSERT INTO zhiku.mine VALUES (7)", "shared")
    same(zhiku("-g", SMALL, "--write", "-c", f'save "{url}"'), (0, "", ""))
    same(cluster.sql("SELECT a FROM zhiku.mine", "shared"), "7")


@check
def saving_is_all_or_nothing():
    url = database("whole")
    before = cluster.sql("SELECT value FROM zhiku.zk_fact WHERE name = 'generation'", "whole")
    with locked("whole", "edge_develops"):
        process = subprocess.Popen(command + ["--write", "-c", f'save "{url}"'], stderr=subprocess.PIPE, env=ENVIRONMENT)
        waits_on_server("whole")
        process.send_signal(signal.SIGINT)
        same(process.wait(timeout=10), 130)
        process.stderr.close()
    same(cluster.sql("SELECT value FROM zhiku.zk_fact WHERE name = 'generation'", "whole"), before)
    same(zhiku("-g", url, "-c", QUESTION), zhiku("-c", QUESTION))


@check
def a_missing_right_is_named():
    cluster.sql("CREATE ROLE reader LOGIN PASSWORD 'r'")
    cluster.create("rights")
    url = cluster.url("rights").replace("mei:s3cret", "reader:r")
    status, _, words = zhiku("-c", f'save "{url}"')
    same(status, 2)
    within("permission denied", words)


# MARK: Asking


@check
def all_shared_questions_have_the_same_answers():
    url = cluster.url("sample")
    scripts = sorted(glob.glob(f"{ROOT}/Tests/Transcripts/questions/*.zk"))
    local = zhiku("-o", "json", *scripts)
    same((local[0], len(scripts) >= 22), (0, True))
    for options in [(), IN_PARTS]:
        found = zhiku("-o", "json", "-g", url, *options, *scripts)
        for script, one, other in zip(scripts, found[1].splitlines(), local[1].splitlines()):
            same(one, other, f"{script} {options}")
        same(found[:2], local[:2], f"all {options}")
    return f"{len(scripts)} questions"


@check
def every_kind_of_statement_works_there():
    url = cluster.url("sample")
    statements = [
        "why county 平遥", "path from county 平遥 to proposal 低空 within 4", "search 康养 in sections show title, score limit 3",
        "find counties where name ~~ 平谣 show name, score", "let t = find industries where name ~ 文旅; find counties where develops in t",
        "define gap($level) = find industries where promoted_by.level = $level and no concerned_by[proposal]; find gap(市) show name",
        "find findings group by topic.name as topic show topic, count() as n order by n desc",
        "find proposals show title cite limit 3", "find counties show name, pagerank(develops) as r order by r desc limit 3",
        "find counties limit 2; find it show name, positioned_by@title", "count sections where part_of{1..}[plan].name ~ 规划",
    ]
    words = [word for statement in statements for word in ("-c", statement)]
    local = zhiku("-o", "json", *words)
    same((local[0], local[2]), (0, ""))
    same(zhiku("-o", "json", "-g", url, *words), local)
    # Of what can't be asked there, a note says so.
    found = zhiku("-o", "json", "-g", url, *IN_PARTS, *words)
    same(found[1].splitlines(), local[1].splitlines())


@check
def results_keep_their_names_while_more_is_fetched():
    script = ("let t = find counties where name ~ 平; count proposals; count findings; find t show name;"
              "find it show name, develops.name")
    same(zhiku("-g", cluster.url("sample"), *IN_PARTS, "-c", script), zhiku("-c", script))


@check
def a_parameter_names_a_node_there():
    asked = ("-p", "who=平遥", "-c", "path from county $who to county 介休 show length")
    local = zhiku(*asked)
    same((local[0], local[2]), (0, ""))
    same(zhiku("-g", cluster.url("sample"), *IN_PARTS, *asked)[:2], local[:2])


@check
def changes_are_refused():
    statements = ["add county 甲县", "set county 平遥 (code: none)", "remove county 平遥", 'load "x.zk"', "kind x"]
    words = [word for statement in statements for word in ("-c", statement)]
    status, _, complaints = zhiku("-g", cluster.url("sample"), "--keep-going", *words)
    same((status, complaints.count("read and not changed")), (1, len(statements)))
    within("只读", zhiku("--lang", "zh", "-g", cluster.url("sample"), "-c", "add county 甲县")[2])


@check
def changes_by_others_are_seen():
    url = database("moving")
    with running("-g", url, "-o", "tsv") as process:
        same(answered(process, 'count proposals where year = 1999'), ["count", "0"])
        cluster.sql("UPDATE zhiku.node_proposal SET year = 1999", "moving")
        count = cluster.sql("SELECT count(*) FROM zhiku.node_proposal", "moving")
        same(answered(process, 'count proposals where year = 1999'), ["count", count])


@check
def another_graph_in_its_place_is_told():
    url = database("swapped")
    with running("-g", url, "-o", "tsv") as process:
        before = zhiku("-c", "count counties")[1].split()
        same(answered(process, "count counties"), before)
        same(zhiku("-g", SMALL, "--write", "-c", f'save "{url}"')[0], 0)
        same(answered(process, "count counties"), zhiku("-g", SMALL, "-c", "count counties")[1].split())
        process.stdin.close()
        within("was replaced", process.stderr.read().decode())


def a_row_is_shown(*options):
    with Terminal(command + ["--no-rc", "-g", cluster.url("sample"), *options], 40, 120) as terminal:
        terminal.expect("zhiku>")
        terminal.press(QUESTION, ENTER)
        terminal.expect("胡芬")
        terminal.press(control("l"))
        terminal.press(".source 1", ENTER)
        terminal.expect("cppcc")
        terminal.press(control("l"))
        terminal.press(".show 1", ENTER)
        terminal.expect("authored_by")
        terminal.press(control("l"))
        terminal.press("find counties where name = 平", TAB)
        terminal.expect("平遥")
        absent(cluster.password, terminal.output.decode(errors="replace"))


@check
def what_is_shown_of_a_row_and_completed_comes_from_the_server():
    a_row_is_shown()


@check
def what_is_shown_of_a_row_and_completed_of_a_large_graph_is_asked():
    a_row_is_shown(*IN_PARTS)


@check
def what_the_server_is_asked_is_explained():
    for options in [(), IN_PARTS]:
        status, text, _ = zhiku("-g", cluster.url("sample"), *options, "-c", "explain sql " + QUESTION)
        same(status, 0)
        within("SELECT", text)
        within("%低空经济%", text)
    within("SELECT", zhiku("-g", cluster.url("sample"), *IN_PARTS, "-c", "explain " + QUESTION)[1])
    same("was answered here" in zhiku("-g", cluster.url("sample"), *IN_PARTS, "-c", "find counties where name ~~ 平谣")[2], True)
    same(zhiku("-g", cluster.url("sample"), *IN_PARTS, "-c", QUESTION)[2], "")


@check
def exported_tables_are_asked_where_psql_put_them():
    with tempfile.TemporaryDirectory() as folder:
        same(zhiku("-c", f'export sql "{folder}/tables"')[0], 0)
        cluster.create("exported")
        psql = shutil.which("psql") or f"{cluster.programs}/psql"
        done = subprocess.run([psql, "-Xq", "-h", cluster.folder, "-p", str(cluster.port), "-U", cluster.user, "-d",
                               "exported", "-f", "load.sql"], cwd=f"{folder}/tables", capture_output=True, text=True)
        same(done.returncode, 0, done.stderr)
        same(zhiku("-g", cluster.url("exported"), "-c", "dump"), zhiku("-c", "dump"))


# MARK: Credentials


@check
def no_password_is_shown_or_kept():
    with Terminal(command + ["--no-rc", "-g", SMALL], 40, 120) as terminal:
        terminal.expect("zhiku>")
        url = cluster.url("sample")
        terminal.press(f".open {url}", ENTER)
        terminal.press("count counties", ENTER)
        terminal.press(f'save "{url}"', ENTER)
        terminal.expect("holds a graph already")
        terminal.press(control("l"))
        terminal.press(".history", ENTER)
        terminal.expect("count counties")
        absent("s3cret", terminal.text())
        terminal.press(".open /nowhere/x.zkg", ENTER)
        terminal.press(".quit", ENTER)
        terminal.wait(lambda: not terminal.child.isalive())
        with open(terminal.home + "/state/zhiku/history") as file:
            absent("s3cret", file.read())
        # What is typed stands where it was typed, and nowhere else.
        shown = terminal.output.decode(errors="replace")
        within("mei:******@", shown)


@check
def the_list_of_processes_has_no_password():
    with running("-g", cluster.url("sample")) as process:
        answered(process, "count counties")
        with open(f"/proc/{process.pid}/cmdline", "rb") as file:
            line = file.read().decode()
    absent("s3cret", line)
    within("mei:******@", line)


@check
def addresses_that_would_give_a_password_away_are_refused():
    for address, word in [("postgres://u:p@ss@host/db", "%40"), ("postgres://u:p/ss@host/db", "%2F"),
                          ("postgres://u:p#ss@host/db", "%23"), ("postgres://u:pss%zz@host/db", "%25"),
                          ("postgres://u:pss%00@host/db", "%25"), ("postgresql://u:pss:@ss@host/db", "%40")]:
        for words in [("-g", address, "-c", "find plans"), ("-c", f'save "{address}"')]:
            status, _, complaint = zhiku(*words)
            same(status, 2, address)
            within(word, complaint)
            absent("ss@", complaint)
            absent("pss", complaint)
    absent("ps", zhiku("-g", "postgres://u@127.0.0.1:1/db?password=ps", "-c", "find plans")[2].replace("https", ""))


# MARK: Faults


@check
def a_server_that_is_away_is_named():
    status, _, words = zhiku("-g", "postgres://mei:s3cret@127.0.0.1:1/zhiku", "-c", "find plans")
    same(status, 2)
    within("mei:******@127.0.0.1:1/zhiku can't be reached", words)
    within("refused", words)
    same(zhiku("--lang", "zh", "-g", "postgres://127.0.0.1:1/zhiku", "-c", "find plans")[2].count("无法连接"), 1)


@check
def a_wrong_and_a_missing_password_are_named():
    status, _, words = zhiku("-g", cluster.url("sample", "wrong"), "-c", "find plans")
    same(status, 2)
    within("password", words)
    absent("wrong@", words)
    status, _, words = zhiku("-g", cluster.url("sample", ""), "-c", "find plans")
    same(status, 2)
    within("asks for a password", words)
    within("PGPASSWORD", words)
    same(zhiku("-g", cluster.url("sample", ""), "-c", QUESTION, environment={"PGPASSWORD": cluster.password}),
         zhiku("-c", QUESTION))


@check
def a_database_without_a_graph_and_one_that_is_not_there_are_named():
    status, _, words = zhiku("-g", cluster.url("nothing"), "-c", "find plans")
    same(status, 2)
    within("no database nothing", words)
    cluster.create("empty")
    status, _, words = zhiku("-g", cluster.url("empty"), "-c", "find plans")
    same(status, 2)
    within("holds no graph", words)
    within("save", words)


@check
def another_version_and_a_damaged_schema_are_named():
    url = database("versions")
    cluster.sql("UPDATE zhiku.zk_fact SET value = '99' WHERE name = 'format'", "versions")
    status, _, words = zhiku("-g", url, "-c", "find plans")
    same(status, 2)
    within("version 99", words)
    cluster.sql("UPDATE zhiku.zk_fact SET value = '1' WHERE name = 'format'", "versions")
    cluster.sql("UPDATE zhiku.zk_fact SET value = 'kind x is nothing' WHERE name = 'schema'", "versions")
    status, _, words = zhiku("-g", url, "-c", "find plans")
    same(status, 2)
    within("can't be read", words)


@check
def tables_changed_underneath_are_named():
    url = database("altered")
    with running("-g", url, "-o", "tsv", "--keep-going") as process:
        answered(process, "count counties")
        cluster.sql("ALTER TABLE zhiku.node_proposal DROP COLUMN year", "altered")
        say(process, "count proposals")
        line = process.stderr.readline().decode()
        within("don't fit the graph's schema", line)
        within("year", line)
        process.stdin.close()
        same(process.wait(timeout=20), 1)
    status, _, words = zhiku("-g", url, "-c", "count proposals")
    same(status, 2)
    within("don't fit", words)
    other = database("rows")
    cluster.sql("UPDATE zhiku.node_plan SET date = 'soon' WHERE date IS NOT NULL", "rows")
    status, _, words = zhiku("-g", other, "-c", "count plans")
    same(status, 2)
    within("node_plan", words)


@check
def a_limit_of_time_stops_the_server():
    url = database("slow")
    with running("-g", url, *IN_PARTS, "--limit", "time=400", "--keep-going") as process:
        same(answered(process, "count units"), zhiku("-c", "count units")[1].split())
        with locked("slow", "node_county"):
            say(process, "count counties")
            within("longer than 400 ms", process.stderr.readline().decode())
            same(cluster.sql("SELECT count(*) FROM pg_stat_activity WHERE datname = 'slow' AND wait_event_type = 'Lock'"), "0")
        same(answered(process, "count counties"), zhiku("-c", "count counties")[1].split())
        process.stdin.close()
        same(process.wait(timeout=20), 1)


@check
def a_limit_of_the_server_is_named():
    url = database("limited")
    cluster.sql("ALTER DATABASE limited SET statement_timeout = '300ms'")
    with locked("limited", "node_county"):
        status, _, words = zhiku("-g", url, *IN_PARTS, "-c", "count counties")
        same(status, 2)
        within("stopped the statement", words)
        within("statement_timeout", words)


@check
def ctrl_c_stops_the_server():
    url = database("stopped")
    # The statement waits for a table that opening the graph doesn't look at.
    with locked("stopped", "zk_name"):
        process = subprocess.Popen(command + ["-g", url, *IN_PARTS, "-c", "count counties where name = 平遥"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT)
        waits_on_server("stopped")
        start = time.time()
        process.send_signal(signal.SIGINT)
        _, words = process.communicate(timeout=10)
        spent = time.time() - start
        same(process.returncode, 130)
        within("cancelled", words.decode())
        same(cluster.sql("SELECT count(*) FROM pg_stat_activity WHERE datname = 'stopped' AND wait_event_type = 'Lock'"), "0")
    return f"in {spent:.2f} s"


@check
def a_server_ends_what_it_does_for_a_program_that_was_killed():
    url = database("abandoned")
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'abandoned' AND wait_event_type = 'Lock'"
    # Nobody lets go of the table, so a server that didn't look after its client would wait on.
    with locked("abandoned", "zk_name"):
        process = subprocess.Popen(command + ["-g", url, *IN_PARTS, "-c", "count counties where name = 平遥"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT)
        waits_on_server("abandoned")
        process.kill()
        process.communicate()
        end = time.time() + 60
        while cluster.sql(waiting) != "0":
            if time.time() > end:
                raise AssertionError("the statement of the killed program still waits")
            time.sleep(0.1)


@check
def it_names_the_rows_of_a_count_and_of_groups():
    url = database("counted")
    for question in ("count counties where level = 县", "find counties group by type show type, count() as n",
                     "find sections group by about_topic show about_topic, count()"):
        script = ("-c", question, "-c", "find it show id", "-c", "count it")
        same(zhiku("-g", url, *IN_PARTS, *script)[:2], zhiku(*script)[:2])
    script = ("-c", "let c = find counties group by type show type", "-c", "find c show id")
    same(zhiku("-g", url, *IN_PARTS, *script)[:2], zhiku(*script)[:2])


@check
def groups_and_counts_are_made_by_the_server():
    url = database("grouped")
    for question in (
            "find findings group by category show category, count() as n where n > 3 order by n desc",
            "find targets group by year show year, count() as n, max(value), sum(value), avg(year), first(indicator)",
            "find targets where value ~ 亿元 or indicator ~ 产值 group by year show year, sum(value), min(value)",
            "find proposals group by topic.name as t, year show t, year, count() as n, count(authored_by) as a",
            "find proposals group by topic show topic, count() as n order by n desc, topic limit 3",
            "find industries show name, count(concerned_by[proposal]) as n order by n desc, length(id) limit 5",
            "count counties -> develops{1..2}", "find targets show count(), sum(value)",
            "find proposals group by year show year, share(count()) totals", "count proposals group by authored_by"):
        same(zhiku("-g", url, *IN_PARTS, "-c", question)[:2], zhiku("-c", question)[:2])


@check
def at_the_prompt_ctrl_c_leaves_the_connection_usable():
    url = database("again")
    with Terminal(command + ["--no-rc", "-g", url, *IN_PARTS], 40, 120) as terminal:
        terminal.expect("zhiku>")
        with locked("again", "node_county"):
            terminal.press("count counties", ENTER)
            waits_on_server("again")
            terminal.press(control("c"))
            terminal.expect("cancelled")
        terminal.press(control("l"))
        terminal.press("count counties", ENTER)
        terminal.expect(zhiku("-c", "count counties")[1].split()[1])


@check
def other_encodings_than_utf8_are_named():
    for name, encoding in [("ascii", "SQL_ASCII"), ("euc", "EUC_CN")]:
        cluster.create(name, f"ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
        for words in [("-g", cluster.url(name), "-c", "find plans"), ("-c", f'save "{cluster.url(name)}"')]:
            status, _, complaint = zhiku(*words)
            same(status, 2, encoding)
            within(encoding, complaint)
            within("createdb -E UTF8", complaint)


@check
def without_libpq_its_package_is_named():
    with tempfile.TemporaryDirectory() as folder:
        # The loader finds this one first, and it is none.
        with open(f"{folder}/libpq.so.5", "w"):
            pass
        environment = {"LD_LIBRARY_PATH": folder}
        status, _, words = zhiku("-g", cluster.url("sample"), "-c", "find plans", environment=environment)
        same(status, 2)
        within("libpq5", words)
        within("libpq5", zhiku("--lang", "zh", "-g", cluster.url("sample"), "-c", "find plans", environment=environment)[2])
        same(zhiku("-c", "count plans", environment=environment)[0], 0)


@check
def a_restart_in_mid_query_is_survived_and_an_end_is_named():
    with Cluster() as own:
        url = own.url("sample")
        same(zhiku("-c", f'save "{url}"')[0], 0)
        with running("-g", url, "-o", "tsv", "--keep-going") as process:
            wanted = zhiku("-c", "count counties")[1].split()
            same(answered(process, "count counties"), wanted)
            own.stop("fast")
            restart = threading.Timer(0.7, own.start)
            restart.start()
            same(answered(process, "count counties"), wanted)
            restart.join()
            within("lost and made anew", process.stderr.readline().decode())
            own.stop("immediate")
            say(process, "count counties")
            within("was lost", process.stderr.readline().decode())
            process.stdin.close()
            same(process.wait(timeout=30), 1)


@check
def a_server_that_ends_the_connection_in_mid_query_is_asked_again():
    url = database("ended")
    with running("-g", url, *IN_PARTS, "-o", "tsv") as process:
        with locked("ended", "node_county"):
            say(process, "count counties")
            waits_on_server("ended")
            cluster.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'ended' "
                        "AND application_name = 'zhiku'")
        same([process.stdout.readline().decode().strip() for _ in range(2)], zhiku("-c", "count counties")[1].split())
        within("lost and made anew", process.stderr.readline().decode())


@check
def a_thing_that_is_no_server_is_named():
    import socket
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]

        def answer():
            connection, _ = listener.accept()
            connection.recv(100)
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            connection.close()

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        status, _, words = zhiku("-g", f"postgres://127.0.0.1:{port}/x?sslmode=disable", "-c", "find plans")
        same(status, 2)
        within("can't be reached", words)


if __name__ == "__main__":
    if not folder_of_programs():
        print("SKIPPED: no PostgreSQL is installed (apt install postgresql), so no graph was put on a server")
        sys.exit(0)
    with Cluster() as cluster:
        # Nobody may be connected to what is copied.
        outcome = zhiku("-c", f'save "{cluster.url("pattern")}"')
        database("sample")
        if outcome != (0, "", ""):
            sys.exit(f"the sample graph could not be saved on the server: {outcome}")
        status = main()
    shutil.rmtree(HOME, ignore_errors=True)
    sys.exit(status)
