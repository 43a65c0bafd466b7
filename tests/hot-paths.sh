#!/usr/bin/env bash
# What is on the way of every error stays cheap: instructions of the release build, counted by valgrind, so that a busy machine counts the
# same. The limits leave room for other compilers, and none for another walk over a body. For Linux.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { echo "hot-paths.sh: $*" >&2; exit 1; }
type -P valgrind > /dev/null || { apt-get update -qq && apt-get install -y -qq valgrind > /dev/null; } || fail "needs valgrind"
cargo build --quiet --release --locked --manifest-path tests/layers/Cargo.toml --target-dir target/layers
program=target/layers/release/hot-paths

instructions() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$@" 2>&1 | sed -n 's/.*Collected : //p'
}
while read -r path limit; do
  few=$(instructions "$path" 1000)
  many=$(instructions "$path" 3000)
  each=$(((many - few) / 2000))
  printf '%-14s %6s instructions, at most %s\n' "$path" "$each" "$limit"
  [ "$each" -le "$limit" ] || fail "$path takes $each instructions"
done << 'PATHS'
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
