#!/usr/bin/env bash
# Fuzzes with libFuzzer: `tests/fuzz.sh [SECONDS [TARGET…]]`, every target for five seconds unless told otherwise. It needs Rust and a C++
# compiler, no nightly: there is no unsafe code of ours for a sanitizer to look into. Finds and the corpus stay below target/fuzz.
set -euo pipefail
cd "$(dirname "$0")/fuzz"

seconds=${1:-5}
targets=("${@:2}")
[ ${#targets[@]} -gt 0 ] || targets=(catalog text templates decode pages merge retry)

host=$(rustc -vV | sed -n 's/^host: //p')
work=$(cd ../.. && pwd)/target/fuzz
# For the target alone: what runs at build time has no use for coverage.
export RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
  -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing"
cargo build --quiet --release --locked --target "$host" --target-dir "$work/build"
bin=$work/build/$host/release
"$bin/seeds" "$work/seeds"

for target in "${targets[@]}"; do
  mkdir -p "$work/corpus/$target" "$work/found/$target"
  echo "== $target"
  # Slower than ten seconds, or more than 2 GiB, is a find as well.
  "$bin/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=16384 -dict=catalog.dict -print_final_stats=1 \
    -artifact_prefix="$work/found/$target/" "$work/corpus/$target" "$work/seeds/$target" 2>&1 |
    tee "$work/$target.log" | grep -E "INITED|DONE|stat::|panicked|ERROR|SUMMARY|^[a-z].*:[0-9]+:" || true
  if grep -q "^SUMMARY: libFuzzer" "$work/$target.log" || ! grep -q "^stat::number_of_executed_units" "$work/$target.log"; then
    echo "fuzz.sh: $target has found something: $work/found/$target, and $work/$target.log" >&2
    exit 1
  fi
done
