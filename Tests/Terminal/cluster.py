"""A PostgreSQL cluster of its own for tests: made in a temporary folder, on a free port of the loopback and a socket in that folder,
and stopped whatever happens. Nothing of a cluster that the machine may have is touched."""

import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile


def folder_of_programs():
    """Where initdb and pg_ctl are; Debian keeps them out of the path. None if there is no PostgreSQL."""
    for folder in sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True):
        if os.access(f"{folder}/initdb", os.X_OK):
            return folder
    found = shutil.which("initdb")
    return os.path.dirname(found) if found else None


class Cluster:
    """`with Cluster() as cluster:` gives a running server whose superuser is `mei`, with passwords asked over TCP."""

    user = "mei"
    password = "s3cret"

    def __init__(self, *initdb_options):
        self.programs = folder_of_programs()
        self.options = list(initdb_options) or ["-E", "UTF8", "--locale=C.UTF-8"]
        # PostgreSQL refuses to run as root.
        self.account = None
        if os.geteuid() == 0:
            self.account = next(name for name in ("postgres", "nobody") if has_account(name))

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="zhiku-pg-")
        self.data = f"{self.folder}/data"
        with open(f"{self.folder}/password", "w") as file:
            file.write(self.password + "\n")
        if self.account:
            entry = pwd.getpwnam(self.account)
            for path in (self.folder, f"{self.folder}/password"):
                os.chown(path, entry.pw_uid, entry.pw_gid)
            os.chmod(self.folder, 0o755)
        try:
            self.run("initdb", "-D", self.data, "-U", self.user, "--pwfile", f"{self.folder}/password", "-A", "trust",
                     "--auth-host=scram-sha-256", "--no-sync", *self.options)
            self.port = free_port()
            self.start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, *_):
        if os.path.exists(f"{self.data}/postmaster.pid"):
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        settings = (f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off "
                    "-c synchronous_commit=off -c shared_buffers=64MB -c max_connections=20")
        self.run("pg_ctl", "-D", self.data, "-w", "-t", "60", "-l", f"{self.folder}/log", "-o", settings, "start")

    def stop(self, mode="immediate"):
        self.run("pg_ctl", "-D", self.data, "-w", "-t", "60", "-m", mode, "stop", check=False)

    def run(self, program, *arguments, check=True):
        command = [f"{self.programs}/{program}", *arguments]
        if self.account:
            command = ["setpriv", f"--reuid={self.account}", f"--regid={pwd.getpwnam(self.account).pw_gid}",
                       "--clear-groups", "--", *command]
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": self.folder}
        result = subprocess.run(command, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=120)
        if check and result.returncode:
            raise RuntimeError(f"{program}: {result.stderr}")

    def sql(self, text, database="postgres"):
        """What psql prints of a statement, without heads and borders."""
        psql = shutil.which("psql") or f"{self.programs}/psql"
        result = subprocess.run([psql, "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-p", str(self.port), "-U",
                                 self.user, "-d", database, "-c", text], capture_output=True, text=True, timeout=60)
        if result.returncode:
            raise RuntimeError(result.stderr)
        return result.stdout.strip()

    def create(self, database, options="ENCODING 'UTF8' TEMPLATE template0"):
        self.sql(f'CREATE DATABASE "{database}" {options}')

    def url(self, database, password=None, **options):
        """Over TCP, with the password; `password` may be another one, or "" for none."""
        password = self.password if password is None else password
        secret = f":{password}" if password else ""
        query = "&".join(f"{name}={value}" for name, value in options.items())
        return f"postgres://{self.user}{secret}@127.0.0.1:{self.port}/{database}" + (f"?{query}" if query else "")

    def socket_url(self, database):
        """Over the socket, where no password is asked."""
        return f"postgres://{self.user}@/{database}?host={self.folder}&port={self.port}"


def has_account(name):
    try:
        pwd.getpwnam(name)
        return True
    except KeyError:
        return False


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
