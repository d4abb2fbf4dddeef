"""Random queries, compiled to SQL, on PostgreSQL and DuckDB beside zhiku's own engine.

usage: differential.py [--queries N] [--seed N] [--swift 'swift test …'] [--without ENGINE]

The queries and the comparison are Tests/QueryTests/SQL; this starts a PostgreSQL cluster of its own and runs what it is told on each
engine."""
import argparse
import contextlib
import os
import select
import shlex
import subprocess
import sys
import tempfile
import threading

from engines import DuckDB, EngineError, Postgres, fields, line

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'Terminal'))
from cluster import Cluster, folder_of_programs  # noqa: E402: it stands beside the tests of the program


def answer(engine, text, parameters):
    try:
        rows = engine.ask(text, parameters)
        return line([engine.name, 'ok', '\n'.join(line(row) for row in rows)])
    except EngineError as error:
        return line([engine.name, 'error', str(error)])


def serve(questions, answers, engines):
    """Runs what is asked until the other side goes."""
    for question in questions:
        word, *rest = fields(question.rstrip('\n'))
        if word == 'world':
            for engine in engines:
                engine.world()
        elif word == 'run':
            for engine in engines:
                engine.run(rest[0])
        elif word == 'copy':
            for engine in engines:
                engine.copy(rest[0], int(rest[1]), rest[2])
        elif word == 'say':
            print(rest[0], flush=True)
        elif word == 'ask':
            text, *values = rest
            parameters = list(zip(values[::2], values[1::2]))
            for engine in engines:
                answers.write(answer(engine, text, parameters) + '\n')
            answers.write('.\n')
            answers.flush()


def available(without, stack):
    """The engines that are here and wanted."""
    if 'postgresql' not in without:
        if folder_of_programs():
            yield Postgres(stack.enter_context(Cluster()).socket_url('postgres'))
        else:
            print("*** WITHOUT PostgreSQL: it is Debian's package postgresql ***")
    if 'duckdb' not in without:
        try:
            yield DuckDB()
        except ImportError:
            print('*** WITHOUT DuckDB: this Python has no module duckdb ***')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--queries', default='2000')
    parser.add_argument('--seed')
    parser.add_argument('--swift', default='swift test')
    parser.add_argument('--without', action='append', default=[])
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix='zhiku-differential-'))
        engines = list(available(options.without, stack))
        if not engines:
            print('*** SKIPPED: neither PostgreSQL nor DuckDB is here ***')
            return 0
        print('engines:', ', '.join(engine.name for engine in engines), flush=True)
        os.mkfifo(folder + '/questions')
        os.mkfifo(folder + '/answers')
        environment = dict(os.environ, ZHIKU_ENGINES=folder, ZHIKU_QUERIES=options.queries)
        if options.seed:
            environment['ZHIKU_SEED'] = options.seed
        command = shlex.split(options.swift) + ['--filter', 'EngineDifferentialTests']
        answers = os.open(folder + '/answers', os.O_RDWR)
        questions = os.open(folder + '/questions', os.O_RDONLY | os.O_NONBLOCK)
        test = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        output = []
        reader = threading.Thread(target=lambda: output.extend(test.stdout), daemon=True)
        reader.start()
        # The test opens the pipes once it is built; one that doesn't build never does.
        while test.poll() is None:
            if select.select([questions], [], [], 0.2)[0]:
                os.set_blocking(questions, True)
                with os.fdopen(questions, encoding='utf-8', newline='\n') as asked, \
                        os.fdopen(answers, 'w', encoding='utf-8', newline='\n') as given:
                    serve(asked, given, engines)
                break
        status = test.wait()
        reader.join(5)
        if status != 0:
            print(''.join(output[-30:]))
        return status


if __name__ == '__main__':
    sys.exit(main())
