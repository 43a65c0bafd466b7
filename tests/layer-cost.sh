#!/usr/bin/env bash
# Compares the layers of axum and actix-web with the same service written by hand: errors by serde_json, ids of requests by a middleware of
# its own. Prints the instructions of a request without those of making it, counted by valgrind, so that a busy machine counts the same.
# Fails where the service by hand needs less than the stated percentage of what the catalog's needs. For Linux.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { echo "layer-cost.sh: $*" >&2; exit 1; }
type -P valgrind > /dev/null || { apt-get update -qq && apt-get install -y -qq valgrind > /dev/null; } || fail "needs valgrind"
cargo build --quiet --release --locked --manifest-path tests/layers/Cargo.toml --target-dir target/layers
program=target/layers/release/cost

instructions() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$@" 2>&1 | sed -n 's/.*Collected : //p'
}
each() {
  local few many
  few=$(instructions "$@" 200)
  many=$(instructions "$@" 1200)
  echo $(((many - few) / 1000))
}
declare -A none
while read -r framework path least; do
  none[$framework]=${none[$framework]:-$(each "$framework" plain none)}
  plain=$(($(each "$framework" plain "$path") - none[$framework]))
  by_hand=$(($(each "$framework" by-hand "$path") - none[$framework]))
  catalog=$(($(each "$framework" catalog "$path") - none[$framework]))
  percent=$((by_hand * 100 / catalog))
  printf '%-10s %-10s %6s plain, %6s by hand, %6s with the catalog: %3s %%, at least %s\n' \
    "$framework" "$path" "$plain" "$by_hand" "$catalog" "$percent" "$least"
  [ "$percent" -ge "$least" ] || fail "$framework $path costs too much"
done << 'PATHS'
axum ok 83
axum error 65
axum error-one 64
axum short 81
axum short-one 80
actix-web ok 72
actix-web error 53
actix-web error-one 53
actix-web short 68
actix-web short-one 67
PATHS
