#!/usr/bin/env bash
# What is on the way of every error stays cheap: instructions of the release build, counted by valgrind, so that a busy machine counts the
# same. The limits leave room for other compilers, and none for another walk over a body. For Linux.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { echo "hot-paths.sh: $*" >&2; exit 1; }
source tests/callgrind.sh
cargo build --quiet --release --locked --manifest-path tests/layers/Cargo.toml --target-dir target/layers
program=target/layers/release/hot-paths
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/paths" << 'PATHS'
code 220
no-code 220
body 200
body-one 1600
display 450
display-one 900
response 2200
response-one 3800
decode 4300
decode-one 6100
PATHS
mapfile -t paths < <(cut -d ' ' -f 1 "$work/paths")
# All paths run twice, since a first run makes what is made only once in a process.
count() { calls hot_paths::run_once "$program" "$1" "${paths[@]}" "${paths[@]}" | tail -n "${#paths[@]}"; }
count 1000 > "$work/few"
count 3000 > "$work/many"
compared=0
while read -r few many path limit; do
  each=$(((many - few) / 2000))
  printf '%-14s %6s instructions, at most %s\n' "$path" "$each" "$limit"
  [ "$each" -le "$limit" ] || fail "$path takes $each instructions"
  compared=$((compared + 1))
done < <(paste -d ' ' "$work/few" "$work/many" "$work/paths")
[ "$compared" = "${#paths[@]}" ] || fail "there are more counts than paths, or fewer"
