#!/usr/bin/env bash
# Fuzzes every target, or those that are named, for SECONDS of CPU time each; fails at the first finding.
#
#     Tests/Fuzzing/fuzz.sh 600                 Tests/Fuzzing/fuzz.sh 600 parser tokens
#     ZHIKU_FUZZ_KEEP=1                         keeps what it found interesting, for longer runs later
#
# A finding is a trap, a failed assertion, a memory error, an input that takes longer than 20 s or more than 2 GB; the
# input is kept in .build/fuzz/findings.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-10}
shift || true
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(parser tokens formatter query pattern text literal snapshot journal csv jsonl
    txt markdown html gb18030 utf16 formats)
swift=${SWIFT:-swift}
build=.build/fuzz
mkdir -p "$build/findings"
# Assertions stay, so that what only a debug build would notice is a finding too.
flags=(-Xswiftc -sanitize=fuzzer,address -Xswiftc -enable-testing -Xswiftc -assert-config -Xswiftc Debug)
ZHIKU_FUZZING=1 "$swift" build -c release --scratch-path "$build" "${flags[@]}" --product Fuzzing
if [ ! -x "$build/fuzz" ] || [ "$build/release/libFuzzing.a" -nt "$build/fuzz" ]; then
    "${swift}c" -sanitize=fuzzer,address -Xlinker --whole-archive "$build/release/libFuzzing.a" \
        -Xlinker --no-whole-archive -ledit -o "$build/fuzz"
fi
# The crash reporter of Swift would keep the sanitizer from reporting; the leak checker can't follow Swift's pointers.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 ZHIKU_FUZZ_PROJECT=$PWD
# Of its own, so that several runs of one build go side by side.
seeds=$(mktemp -d "$build/seeds.XXXXXX")
trap 'rm -rf "$seeds"' EXIT
ZHIKU_FUZZ_SEEDS="$seeds" "$build/fuzz"
for target in "${targets[@]}"; do
    corpus="$build/corpus/$target"
    [ -n "${ZHIKU_FUZZ_KEEP:-}" ] || rm -rf "$corpus"
    mkdir -p "$corpus"
    # Long inputs say nothing new and run slowly; two bytes are a word of the language for these two.
    case $target in
    tokens | query) longest=400 ;;
    parser | formatter) longest=1500 ;;
    *) longest=4096 ;;
    esac
    if ! ZHIKU_FUZZ=$target ZHIKU_FUZZ_SECONDS=$seconds "$build/fuzz" "$corpus" "$seeds/$target" \
        -timeout=20 -rss_limit_mb=2048 -max_len=$longest \
        -artifact_prefix="$build/findings/$target-" >"$build/$target.log" 2>&1; then
        tail -40 "$build/$target.log"
        echo "$target: a finding; see $build/$target.log and $build/findings" >&2
        exit 1
    fi
    grep "^$target: " "$build/$target.log"
done
