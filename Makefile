# make run      builds zhiku and starts it        make run ARGS='-c "find plans"'
# make test     all tests                         make install PREFIX=/usr/local

PREFIX ?= /usr/local
ARGS ?=
SWIFT ?= swift
# Debian's Python sees the packages that apt installs.
PYTHON ?= /usr/bin/python3
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
APT := $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends
# One file without Swift's shared libraries and without symbols: it starts in a third of the time.
RELEASE := -c release --static-swift-stdlib -Xlinker -s
PROGRAM := .build/release/zhiku
MANUALS := $(PREFIX)/share/man
COMPLETIONS := $(PREFIX)/share/bash-completion/completions/zhiku
ZSH := $(PREFIX)/share/zsh/site-functions/_zhiku
FISH := $(PREFIX)/share/fish/vendor_completions.d/zhiku.fish

.PHONY: run build startup test units terminal crash load queries fuzz bench reading sanitize differential corrections evaluate metamorphic corpus install uninstall libraries testlibraries format lint clean micro changes growth

run: build
	@$(PROGRAM) $(ARGS)

build: libraries
	@$(SWIFT) build $(RELEASE) --product zhiku

libraries:
	@[ -e /usr/include/histedit.h ] || $(SUDO) apt-get update
	@[ -e /usr/include/histedit.h ] || $(APT) libedit-dev

testlibraries: libraries
	@$(PYTHON) -c 'import pexpect, pyte' 2>/dev/null || $(SUDO) apt-get update
	@$(PYTHON) -c 'import pexpect, pyte' 2>/dev/null || $(APT) python3 python3-pexpect python3-pyte

test: units terminal
	$(MAKE) differential QUERIES=500

# Units, transcripts, the differential test and the grammar.
units: libraries
	$(SWIFT) test

# The program at a pseudo-terminal, in a pipe, and with every kind of bad input.
terminal: build testlibraries
	$(PYTHON) Tests/Terminal/test_commandline.py $(PROGRAM)
	$(PYTHON) Tests/Terminal/test_editing.py $(PROGRAM)
	$(PYTHON) Tests/Terminal/test_editor.py $(PROGRAM)
	$(PYTHON) Tests/Terminal/test_shell.py $(PROGRAM)
	$(PYTHON) Tests/Terminal/test_results.py $(PROGRAM)
	$(PYTHON) Tests/Terminal/test_queries.py $(PROGRAM)
	$(PYTHON) Tests/Terminal/test_workspace.py $(PROGRAM)
	$(PYTHON) Tests/Terminal/test_hostile.py $(PROGRAM)
	$(PYTHON) Tests/Crash/crash.py $(PROGRAM) 40
	$(PYTHON) Tests/Crash/faults.py $(PROGRAM) 3
	$(PYTHON) Tests/Crash/load.py $(PROGRAM) 0.1
	$(PYTHON) Tests/Terminal/test_scripts.py $(PROGRAM)
	$(PYTHON) Tests/Terminal/test_learning.py $(PROGRAM)
	$(PYTHON) Tests/Terminal/test_postgres.py $(PROGRAM)
	$(PYTHON) Tests/Differential/test_export.py $(PROGRAM)
	$(PYTHON) Tests/Terminal/test_ingest.py $(PROGRAM)
	$(PYTHON) Tests/Evaluation/test_evaluate.py $(PROGRAM)

# The program killed while it writes, so often, and full disks: make crash KILLS=2000; then every step of writing fails in turn and
# every byte of a snapshot is flipped.
KILLS ?= 2000
crash: build testlibraries
	$(PYTHON) Tests/Crash/crash.py $(PROGRAM) $(KILLS)
	$(PYTHON) Tests/Crash/faults.py $(PROGRAM)
	$(PYTHON) Tests/Crash/flips.py $(PROGRAM) 8
	ZHIKU_STEPS=1 ZHIKU_FLIPS=1 ZHIKU_RECOVERIES=1000 $(SWIFT) test --filter Workspace

# Eight readers and a writer on one workspace: make load MINUTES=60 DATA=DIR, the tables of a benchmark
MINUTES ?= 60
DATA ?=
load: build
	$(PYTHON) Tests/Crash/load.py $(PROGRAM) $(MINUTES) $(DATA)

# From start to prompt, beside sqlite3, psql, DuckDB and litecli, where they are; the last two are taken from PyPI.
startup: build testlibraries
	@$(COMPARING)/bin/python -c 'import duckdb_cli, litecli' 2>/dev/null || { $(PYTHON) -m venv $(COMPARING) \
	    && $(COMPARING)/bin/pip install --quiet duckdb-cli litecli; } || echo '*** without DuckDB and litecli ***'
	@PATH="$(CURDIR)/$(COMPARING)/bin:$$PATH" $(PYTHON) Tests/Terminal/startup.py $(PROGRAM)

# A long run of the differential tests: make queries QUERIES=100000; PER_GRAPH=1 makes a graph for each query
QUERIES ?= 50000
PER_GRAPH ?= 25
queries: libraries
	ZHIKU_QUERIES=$(QUERIES) ZHIKU_PER_GRAPH=$(PER_GRAPH) $(SWIFT) test -c release -Xswiftc -enable-testing --scratch-path .build/long \
	    --filter DifferentialTests

# Random queries as SQL on PostgreSQL (Debian's package) and DuckDB (from PyPI), as far as they are here, beside zhiku.
differential: libraries
	@$(COMPARING)/bin/python -c 'import duckdb' 2>/dev/null || { $(PYTHON) -m venv $(COMPARING) \
	    && $(COMPARING)/bin/pip install --quiet duckdb; } || echo '*** without DuckDB ***'
	$(SWIFT) build --build-tests
	@if [ -x $(COMPARING)/bin/python ]; then python=$(COMPARING)/bin/python; else python=$(PYTHON); fi; \
	    $$python Tests/Differential/differential.py --queries $(QUERIES) --swift '$(SWIFT) test --skip-build'

# Every fuzz target, or TARGETS, for so many CPU seconds each: make fuzz SECONDS=600 TARGETS="parser tokens"
SECONDS ?= 60
TARGETS ?=
fuzz: libraries
	SWIFT=$(SWIFT) Tests/Fuzzing/fuzz.sh $(SECONDS) $(TARGETS)

# What zhiku suggests for wrong inputs, scored, and beside it what DuckDB does, which is taken from PyPI if it can be had.
COMPARING := .build/comparing
corrections: build
	@$(COMPARING)/bin/python -c 'import duckdb' 2>/dev/null || { $(PYTHON) -m venv $(COMPARING) \
	    && $(COMPARING)/bin/pip install --quiet duckdb; } \
	    || echo '*** SKIPPED: no virtual environment with duckdb could be made ***'
	@if [ -x $(COMPARING)/bin/python ]; then python=$(COMPARING)/bin/python; else python=$(PYTHON); fi; \
	    $$python Tests/Corrections/compare.py $(PROGRAM)

# zhiku beside every peer of the benchmark in the folder BENCH: make bench BENCH=DIR SCALE=m PEERS="duckdb sqlite"
# Databases stay under WORK: ASK=no only makes them, KEEP=1 asks those that are there.
BENCH ?=
SCALE ?= s
PEERS ?=
WORK ?= .build/bench
bench: libraries
	@[ -n "$(BENCH)" ] || { echo 'usage: make bench BENCH=DIR [SCALE=tiny|s|m|l] [PEERS="duckdb …"]'; exit 2; }
	$(SWIFT) build $(RELEASE) --product zhiku-bench
	PEERS="$(PEERS)" Tests/Benchmarks/bench.sh "$(BENCH)" "$(SCALE)" "$(WORK)"

# The engine's innermost loops beside C over the same arrays, after `make bench`, and what its snapshot takes: make micro SCALE=m
micro: libraries
	$(SWIFT) build $(RELEASE) --product zhiku-bench
	$(CC) -O3 -shared -fPIC -o .build/micro.so Tests/Benchmarks/micro.c
	.build/release/zhiku-bench micro .build/micro.so $(WORK)/zhiku-$(SCALE)
	.build/release/zhiku-bench size $(WORK)/zhiku-$(SCALE)

# How every question's time grows with the data, after `make bench` at these scales: make growth SCALES="s m l"
SCALES ?= s m
growth:
	$(PYTHON) Tests/Benchmarks/growth.py $(WORK) $(SCALES)

# Every question beside changes of one node and edge in a hundred, after `make bench`: make changes SCALE=s
changes: libraries
	$(SWIFT) build $(RELEASE) --product zhiku-bench
	.build/release/zhiku-bench changes $(WORK)/data-$(SCALE) $(WORK)/zhiku-$(SCALE)

# The engine's tests under the sanitizers of addresses and of threads, each in a build of its own: ten minutes of building and ten
# of running each. What has no pointers and one thread is left out.
SANITIZED := GraphTests\.|PlainTwinTests|Plain twins|DifferentialTests|BulkImportTests|MeasureTests|Counts by two|ThresholdTests|EdgeBatchTests|CommunityTests|WorkspaceTests
sanitize: libraries
	ZHIKU_QUERIES=300 ZHIKU_MUTATIONS=200 ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test --sanitize=address \
	    --scratch-path .build/address \
	    --filter '$(SANITIZED)|SearchTests|SearchTwinTests|DamagedSnapshotTests|PathTests|AggregationTests'
	ZHIKU_QUERIES=300 ZHIKU_MUTATIONS=200 $(SWIFT) test --sanitize=thread --scratch-path .build/thread \
	    --filter '$(SANITIZED)'

# How much of the sample graph `ingest` finds in the documents of CORPUS: make evaluate CORPUS=DIR EVALUATING='--misses targets'
EVALUATING ?=
evaluate: corpus build
	@$(PYTHON) Tests/Evaluation/evaluate.py $(PROGRAM) samples/zhiku.zk --corpus $(CORPUS) $(EVALUATING)
	@echo; echo 'Invented documents of other cities (Tests/Documents):'
	@$(PYTHON) Tests/Evaluation/evaluate.py $(PROGRAM) Tests/Documents/gold.zk --corpus Tests/Documents $(EVALUATING)

corpus:
	@[ -d "$(CORPUS)" ] || { echo 'CORPUS=DIR is needed: the folder of the documents of the sample graph' >&2; exit 2; }

# Whether the scores move when the documents of CORPUS are re-wrapped, letter-spaced, in another encoding and so on.
metamorphic: corpus build
	@$(PYTHON) Tests/Evaluation/metamorphic.py $(PROGRAM) samples/zhiku.zk --corpus $(CORPUS)

# `ingest` beside grep and jieba, which is taken from PyPI, over invented documents: make reading READING='--count 100'
READING ?=
reading: build
	@$(COMPARING)/bin/python -c 'import jieba' 2>/dev/null || { $(PYTHON) -m venv $(COMPARING) \
	    && $(COMPARING)/bin/pip install --quiet jieba; }
	@$(COMPARING)/bin/python Tests/Benchmarks/ingest.py $(PROGRAM) $(READING)

install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/zhiku/samples/queries
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/zhiku
	install -m 644 samples/*.zk $(DESTDIR)$(PREFIX)/share/zhiku/samples
	install -m 644 samples/queries/*.zk $(DESTDIR)$(PREFIX)/share/zhiku/samples/queries
	install -d $(DESTDIR)$(MANUALS)/man1 $(DESTDIR)$(MANUALS)/zh_CN/man1 $(dir $(DESTDIR)$(COMPLETIONS))
	install -d $(dir $(DESTDIR)$(ZSH)) $(dir $(DESTDIR)$(FISH))
	$(PROGRAM) --manual en > $(DESTDIR)$(MANUALS)/man1/zhiku.1
	$(PROGRAM) --manual zh > $(DESTDIR)$(MANUALS)/zh_CN/man1/zhiku.1
	$(PROGRAM) --completion bash > $(DESTDIR)$(COMPLETIONS)
	$(PROGRAM) --completion zsh > $(DESTDIR)$(ZSH)
	$(PROGRAM) --completion fish > $(DESTDIR)$(FISH)
	$(DESTDIR)$(PREFIX)/bin/zhiku -c 'count documents'

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/zhiku $(DESTDIR)$(MANUALS)/man1/zhiku.1 $(DESTDIR)$(MANUALS)/zh_CN/man1/zhiku.1
	rm -f $(DESTDIR)$(COMPLETIONS) $(DESTDIR)$(ZSH) $(DESTDIR)$(FISH)
	rm -rf $(DESTDIR)$(PREFIX)/share/zhiku

format:
	$(SWIFT) format format --in-place --recursive Sources Tests Package.swift

lint:
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift

clean:
	rm -rf .build
