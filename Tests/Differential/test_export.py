"""The sample graph exported, loaded by psql and opened again: usage: test_export.py PROGRAM"""
import os
import subprocess
import sys
import tempfile
import unittest

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'Terminal'))
from cluster import Cluster, folder_of_programs  # noqa: E402: it stands beside the tests of the program

PROGRAM = os.path.abspath(sys.argv.pop()) if len(sys.argv) > 1 else '.build/release/zhiku'
QUESTIONS = ['find counties show name, alias, develops.name, source order by code',
             'find targets where value >= 100亿元 order by value desc show indicator, value, year limit 5',
             'count sections', 'dump']


def zhiku(*arguments):
    result = subprocess.run([PROGRAM, '--no-rc', '-o', 'json', *arguments], capture_output=True, text=True, timeout=300)
    return result.stdout + result.stderr, result.returncode


def settled(text):
    """Lines of a dump come in the order of the graph, which a copy keeps but for the places of declarations."""
    return sorted(text.split('\n'))


@unittest.skipUnless(folder_of_programs(), 'PostgreSQL is not here')
class Export(unittest.TestCase):
    def psql(self, cluster, folder, script, *options):
        result = subprocess.run(
            ['psql', '-XAtq', '-h', cluster.folder, '-p', str(cluster.port), '-U', cluster.user, '-d', 'archive', *options,
             '-f', script], cwd=folder, capture_output=True, text=True, timeout=300)
        self.assertEqual((result.returncode, result.stderr), (0, ''), result.stdout)

    def test_what_psql_loads_is_the_graph(self):
        with Cluster() as cluster, tempfile.TemporaryDirectory(prefix='zhiku-export-') as folder:
            cluster.create('archive')
            text, status = zhiku('-c', f'export sql "{folder}/t"')
            self.assertEqual(status, 0, text)
            self.psql(cluster, folder + '/t', 'load.sql')
            there = cluster.socket_url('archive')
            for question in QUESTIONS:
                here, _ = zhiku('-c', question)
                found, status = zhiku('-g', there, '-c', question)
                self.assertEqual((settled(found), status), (settled(here), 0), question)
            # After a change the tables that it concerns are enough.
            change = 'set county 平遥县 (type: "古城")'
            text, status = zhiku('-c', change, '-c', f'export sql "{folder}/t"')
            self.assertIn('1 tables written', text)
            self.psql(cluster, folder + '/t', 'refresh.sql')
            found, _ = zhiku('-g', there, '-c', 'find counties where type = 古城 show name')
            self.assertIn('平遥县', found)
            # Another graph beside it, under another name.
            self.psql(cluster, folder + '/t', 'load.sql', '-v', 'graph=second')
            found, status = zhiku('-g', there + '&graph=second', '-c', 'count counties')
            self.assertEqual((found, status), zhiku('-c', 'count counties'))


if __name__ == '__main__':
    unittest.main()
