"""What PostgreSQL plans for the shapes of compiled queries when the tables are spread by hash, as distributed engines spread them.

usage: partitioned.py        prints a plan for each shape; ARCHITECTURE.md says what follows from them"""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'Terminal'))
from cluster import Cluster  # noqa: E402: it stands beside the tests of the program

PARTITIONS = 4
TABLES = [
    ('node_proposal', 'n bigint PRIMARY KEY, year double precision', 'n',
     'SELECT 110000000000 + i, 2000 + i % 25 FROM generate_series(0, 99999) i'),
    ('edge_concerns', 'e bigint, f bigint, t bigint, PRIMARY KEY (f, t)', 'f',
     'SELECT 10000000000 + i, 110000000000 + i / 2, 60000000000 + i * 7 % 299 FROM generate_series(0, 199999) i'),
    ('zk_name', 'n bigint, role smallint, i integer, fold text COLLATE "C", PRIMARY KEY (n, role, i)', 'n',
     "SELECT 110000000000 + i, 0, 0, 'p' || i FROM generate_series(0, 99999) i"),
]
SHAPES = [
    ('own property, limit', 'SELECT r.n FROM node_proposal r WHERE r.year = 2024 ORDER BY r.n LIMIT 5'),
    ('name', "SELECT r.n FROM node_proposal r WHERE r.n IN (SELECT w.n FROM zk_name w WHERE w.fold LIKE '%p777%')"),
    ('forward step', 'SELECT r.n FROM node_proposal r WHERE r.n IN (SELECT e.f FROM edge_concerns e WHERE e.t = 60000000005)'),
    ('inverse step', 'SELECT r.n FROM node_industry r WHERE r.n IN'
     ' (SELECT e.t FROM edge_concerns e JOIN node_proposal p ON p.n = e.f WHERE p.year = 2024)'),
    ('no', 'SELECT r.n FROM node_proposal r WHERE r.n IN (SELECT n FROM node_proposal EXCEPT (SELECT e.f FROM edge_concerns e))'),
    ('NOT IN, which is not used', 'SELECT r.n FROM node_proposal r WHERE (r.n IN (SELECT e.f FROM edge_concerns e)) IS NOT TRUE'),
]


def main():
    with Cluster() as cluster:
        for name, columns, key, rows in TABLES:
            cluster.sql(f'CREATE TABLE {name} ({columns}) PARTITION BY HASH ({key})')
            for part in range(PARTITIONS):
                cluster.sql(f'CREATE TABLE {name}_{part} PARTITION OF {name}'
                            f' FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {part})')
            cluster.sql(f'INSERT INTO {name} {rows} ON CONFLICT DO NOTHING')
        cluster.sql('CREATE TABLE node_industry (n bigint PRIMARY KEY)')
        cluster.sql('INSERT INTO node_industry SELECT 60000000000 + i FROM generate_series(0, 299) i')
        cluster.sql('CREATE INDEX ON edge_concerns (t, f)')
        cluster.sql('ANALYZE')
        for name, query in SHAPES:
            plan = cluster.sql('SET enable_partitionwise_join = on; SET enable_partitionwise_aggregate = on;'
                               f' SET max_parallel_workers_per_gather = 0; EXPLAIN (COSTS OFF) {query}')
            print(f'== {name}\n{plan}\n')


if __name__ == '__main__':
    main()
