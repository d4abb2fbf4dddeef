"""Engines of SQL that answer what zhiku compiles: PostgreSQL through libpq, as zhiku itself talks to it, and DuckDB."""
import ctypes
import ctypes.util


class EngineError(Exception):
    pass


def fields(line):
    """The fields of a line in the format of COPY; None is null."""
    values = []
    for field in line.split('\t'):
        if field == '\\N':
            values.append(None)
        else:
            parts = field.split('\\\\')
            values.append('\\'.join(p.replace('\\t', '\t').replace('\\n', '\n').replace('\\r', '\r') for p in parts))
    return values


def line(values):
    """A line of fields."""
    return '\t'.join('\\N' if v is None else v.replace('\\', '\\\\').replace('\t', '\\t').replace('\n', '\\n').replace('\r', '\\r') for v in values)


class Postgres:
    """Statements with bound parameters, sent as text, and COPY."""
    name = 'postgresql'

    def __init__(self, address):
        library = ctypes.CDLL(ctypes.util.find_library('pq') or 'libpq.so.5')
        for function in ('PQconnectdb', 'PQexec', 'PQexecParams', 'PQgetResult'):
            getattr(library, function).restype = ctypes.c_void_p
        for function in ('PQerrorMessage', 'PQgetvalue', 'PQresultErrorMessage'):
            getattr(library, function).restype = ctypes.c_char_p
        self.library = library
        self.connection = ctypes.c_void_p(library.PQconnectdb(address.encode()))
        if library.PQstatus(self.connection) != 0:
            raise EngineError(library.PQerrorMessage(self.connection).decode())
        self.run("SET client_min_messages = warning; SET statement_timeout = '60s'; SET jit = off")

    def world(self):
        self.run('DROP SCHEMA IF EXISTS zhiku_differential CASCADE; CREATE SCHEMA zhiku_differential;'
                 ' SET search_path TO zhiku_differential')

    def run(self, text):
        self.rows(self.library.PQexec(self.connection, text.encode()))

    def copy(self, table, columns, text):
        quoted = '"' + table.replace('"', '""') + '"'
        self.library.PQclear(ctypes.c_void_p(self.library.PQexec(self.connection, f'COPY {quoted} FROM STDIN'.encode())))
        data = text.encode()
        self.library.PQputCopyData(self.connection, data, len(data))
        self.library.PQputCopyEnd(self.connection, None)
        while result := self.library.PQgetResult(self.connection):
            self.rows(result)

    def ask(self, text, parameters):
        count = len(parameters)
        values = (ctypes.c_char_p * count)(*[value.encode() for _, value in parameters])
        result = self.library.PQexecParams(self.connection, text.encode(), count, None, values, None, None, 0)
        return self.rows(result)

    def rows(self, result):
        result = ctypes.c_void_p(result)
        try:
            if self.library.PQresultStatus(result) not in (1, 2):
                raise EngineError(self.library.PQresultErrorMessage(result).decode())
            count, width = self.library.PQntuples(result), self.library.PQnfields(result)
            return [[self.value(result, row, column) for column in range(width)] for row in range(count)]
        finally:
            self.library.PQclear(result)


    def value(self, result, row, column):
        if self.library.PQgetisnull(result, row, column):
            return None
        return self.library.PQgetvalue(result, row, column).decode()


class DuckDB:
    """The same statements in the same words."""
    name = 'duckdb'

    def __init__(self):
        import duckdb
        self.module = duckdb
        self.connection = None

    def world(self):
        if self.connection:
            self.connection.close()
        self.connection = self.module.connect(config={'threads': 1})

    def run(self, text):
        self.connection.execute(text)

    def copy(self, table, columns, text):
        rows = [fields(row) for row in text.split('\n')[:-1]]
        if rows:
            quoted = '"' + table.replace('"', '""') + '"'
            row = '(' + ', '.join('?' * columns) + ')'
            values = [value for row in rows for value in row]
            self.connection.execute(f'INSERT INTO {quoted} VALUES ' + ', '.join([row] * len(rows)), values)

    def ask(self, text, parameters):
        convert = {'text': str, 'number': float, 'integer': int}
        try:
            found = self.connection.execute(text, [convert[kind](value) for kind, value in parameters]).fetchall()
        except self.module.Error as error:
            raise EngineError(str(error)) from error
        return [[None if value is None else str(value) for value in row] for row in found]
