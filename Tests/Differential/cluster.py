"""A PostgreSQL cluster for tests: its own data in a temporary folder, reached through a socket there, and gone at the end."""
import glob
import os
import pwd
import shutil
import subprocess
import tempfile


class Cluster:
    """`address` is what libpq connects to; None where PostgreSQL isn't installed or isn't wanted."""

    def __init__(self, without=()):
        self.address = None
        self.folder = None
        programs = sorted(glob.glob('/usr/lib/postgresql/*/bin'))
        if 'postgresql' in without or not programs:
            if not programs:
                print('*** WITHOUT PostgreSQL: Debian\'s package is postgresql ***')
            return
        self.programs = programs[-1]
        self.folder = tempfile.mkdtemp(prefix='zhiku-cluster-')

    def __enter__(self):
        if not self.folder:
            return self
        data = self.folder + '/data'
        if os.getuid() == 0:
            shutil.chown(self.folder, 'postgres')
        self.run('initdb', '-D', data, '-U', 'zhiku', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync')
        self.run('pg_ctl', '-D', data, '-w', '-l', self.folder + '/log', '-o',
                 f"-k {self.folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
                 ' -c jit=off -c max_parallel_workers_per_gather=0 -c autovacuum=off', 'start')
        self.address = f'host={self.folder} user=zhiku dbname=postgres'
        return self

    def __exit__(self, *_):
        if self.address:
            self.run('pg_ctl', '-D', self.folder + '/data', '-w', '-m', 'immediate', 'stop')
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, program, *arguments):
        """As the user postgres where this is root, since the server refuses to run as root."""
        user = {}
        if os.getuid() == 0:
            entry = pwd.getpwnam('postgres')
            user = {'user': entry.pw_uid, 'group': entry.pw_gid, 'extra_groups': []}
        result = subprocess.run([f'{self.programs}/{program}', *arguments], cwd=self.folder, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **user) \
            if program == 'initdb' else \
            subprocess.run([f'{self.programs}/{program}', *arguments], cwd=self.folder, stdin=subprocess.DEVNULL,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True, **user)
        if result.returncode != 0:
            raise RuntimeError(f'{program}: {result.stdout}')
