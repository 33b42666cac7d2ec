#!/usr/bin/env bash
# Feeds every target of Tests/Fuzzing what libFuzzer makes of the fixtures and the committed inputs.
#
#     fuzz.sh SECONDS [TARGET…]
#
# SECONDS are for each target, as many targets at once as there are cores. What reaches new code is
# kept in .build-fuzz/inputs for the next time. An input that crashes, hangs, swells or breaks a
# promise is kept in out/fuzz, and the exit status is 1: mend the bug, and put the input (cut down by
# `-minimize_crash=1`) into Tests/Fuzzing/Corpus/TARGET, where the tests replay it.
set -euo pipefail
cd "$(dirname "$0")/.."
export seconds=$1 HUBBUB_FUZZ=1
shift

# lld: gold cannot link an engine that has a main of its own.
swift build -c release --scratch-path .build-fuzz --product hubbub-fuzz --sanitize address \
  -Xswiftc -sanitize=fuzzer -Xswiftc -use-ld=lld >&2
export program=.build-fuzz/release/hubbub-fuzz
mkdir -p .build-fuzz/logs
$program --seeds Tests/HubbubIngestTests/Fixtures >.build-fuzz/logs/seeds

fuzz() {
  local target=$1 inputs=.build-fuzz/inputs/$1 found=out/fuzz/$1 log=.build-fuzz/logs/$1.log
  local list seeds=()
  mkdir -p "$inputs" "$found"
  list=$(awk -F'\t' -v target="$target" \
    '$1 == target { for (i = 2; i <= NF; i++) print $i }' .build-fuzz/logs/seeds | paste -sd,)
  [ -z "$list" ] || seeds=("-seed_inputs=$list")
  if FUZZ_TARGET=$target ASAN_OPTIONS=detect_leaks=0 $program "-max_total_time=$seconds" -timeout=30 \
    -rss_limit_mb=2048 -max_len=65536 -dict=Tests/Fuzzing/words.dict "-artifact_prefix=$found/" \
    "${seeds[@]}" "$inputs" "Tests/Fuzzing/Corpus/$target" >"$log" 2>&1
  then
    echo "$target: $(grep -o 'Done.*' "$log")"
  else
    echo "$target: BROKEN; the input is in $found, what it did in $log"
    grep -m 3 -E 'Fatal error|ERROR: ' "$log" || true
    return 1
  fi
}
export -f fuzz

if [ $# -gt 0 ]; then printf '%s\n' "$@"; else cut -f1 .build-fuzz/logs/seeds; fi |
  xargs -P "$(nproc)" -I{} bash -c 'fuzz "$1"' _ {}
