#!/usr/bin/env bash
# Runs zhiku beside every peer of the benchmark, one at a time, and prints the table of ratios to zhiku:
#
#     Tests/Benchmarks/bench.sh BENCH SCALE [WORK]
#
# BENCH is the folder of the benchmark (generate.py, bench.py, compare.py, peers/), SCALE tiny, s, m or l. Data, databases and
# the peers' packages go under WORK, some 8 GB of it at m. A peer that can't be installed is left out, and the run says so.
# PASSES=2 asks all systems twice, at different times, and takes the better median of each: for a machine with other work.
# KEEP=1 asks the databases that an earlier run left under WORK, and loads only what isn't there. ASK=no loads and asks nothing, so
# that loading (nine tenths of the time at m) and a quiet comparison can be done at different times.
set -eu
bench=$1
scale=$2
here=$(cd "$(dirname "$0")/../.." && pwd)
work=${3:-$here/.build/bench}
python=$work/venv/bin/python
mkdir -p "$work"
if [ ! -x "$python" ]; then python3 -m venv "$work/venv"; fi
"$work/venv/bin/pip" install --quiet --requirement "$bench/requirements.txt" ||
    while read -r package; do
        "$work/venv/bin/pip" install --quiet "$package" || echo "*** LEFT OUT: $package can't be installed ***"
    done <"$bench/requirements.txt"

data=$work/data-$scale
[ -f "$data/params.json" ] || "$python" "$bench/generate.py" --scale "$scale" --seed 1 --out "$data"
results=$work/results-$scale-$(date +%Y%m%d-%H%M%S).jsonl
text=Q1,Q1b,Q1c

run() { # name, then what bench.py takes besides
    local name=$1
    shift
    local loaded=$work/$name-$scale.loaded # stands beside a database whose load came to its end
    if [ -n "$KEEP" ] && [ -e "$loaded" ]; then set -- "$@" --no-load; else rm -f "$loaded"; fi
    if [ "${ASK:-}" = no ]; then set -- "$@" --queries ''; fi
    echo "== $name, load $(cut -d' ' -f1-3 /proc/loadavg)"
    "$python" "$bench/bench.py" --name "$name" --data "$data" --db "$work/$name-$scale" --out "$results" \
        --load-timeout "${LOAD_TIMEOUT:-900}" --timeout "${TIMEOUT:-120}" "$@" || echo "*** $name ended with an error ***"
    if [ -e "$loaded" ]; then return; fi
    if grep '"event": "load"' "$results" | grep "\"system\": \"$name\"" | grep -q '"status": "ok"'; then touch "$loaded"; fi
}

${CC:-cc} -O3 -march=native -o "$work/scan" "$bench/peers/scan.c" || echo "*** LEFT OUT: scan can't be compiled ***"
KEEP=${KEEP:-}
for _ in $(seq "${PASSES:-1}"); do
    run zhiku --command "$here/.build/release/zhiku-bench"
    for peer in ${PEERS:-duckdb sqlite ladybug kuzu oxigraph tantivy scan}; do
        case $peer in
        ladybug) PEER_MODULE=ladybug run ladybug --peer kuzu ;;
        tantivy) run tantivy --peer tantivy --queries $text ;;
        scan) run scan --command "env METHOD=simd $work/scan" --queries $text ;;
        *) run "$peer" --peer "$peer" ;;
        esac
    done
    KEEP=1
done
if [ "${ASK:-}" = no ]; then exit; fi
"$python" "$bench/compare.py" "$results" --base zhiku
"$python" "$here/Tests/Benchmarks/check.py" "$bench/checksums.json" "$scale" "$results"
