#!/usr/bin/env bash
# Compares the layers of axum and actix-web with the same service written by hand: errors by serde_json, request IDs by its own middleware.
# Valgrind counts the instructions of each request, so a busy machine counts the same. For Linux.
#
# Each path is counted twice. `router` calls the router and leaves out the cost of making the request. `server` runs the whole service, from the
# bytes of a request to those of the response: it is what a client can measure, and what a percentage of a service means.
# Fails where the service by hand needs less than the stated percentage of what the catalog's needs.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { echo "layer-cost.sh: $*" >&2; exit 1; }
type -P valgrind > /dev/null || { apt-get update -qq && apt-get install -y -qq valgrind > /dev/null; } || fail "needs valgrind"
cargo build --quiet --release --locked --manifest-path tests/layers/Cargo.toml --target-dir target/layers
program=target/layers/release/cost
counts=$(mktemp -d)
trap 'rm -rf "$counts"' EXIT

instructions() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$@" 2>&1 | sed -n 's/.*Collected : //p'
}
# The difference of two runs leaves out the start of the program.
each() {
  instructions "$@" 100 > "$counts/few" &
  instructions "$@" 600 > "$counts/many"
  wait $!
  echo $((($(< "$counts/many") - $(< "$counts/few")) / 500))
}
compare() {
  local form=$1 framework=$2 path=$3 least=$4 without=0 by_hand catalog percent
  local -a whole=()
  if [ "$form" = server ]; then whole=(whole); else without=${none[$framework]}; fi
  by_hand=$(($(each "$framework" by-hand "${whole[@]}" "$path") - without))
  catalog=$(($(each "$framework" catalog "${whole[@]}" "$path") - without))
  percent=$((by_hand * 100 / catalog))
  printf '%-6s %-10s %-10s %6s by hand, %6s with the catalog: %3s %%, at least %s\n' \
    "$form" "$framework" "$path" "$by_hand" "$catalog" "$percent" "$least"
  [ "$percent" -ge "$least" ] || fail "$form $framework $path costs too much"
}
declare -A none
while read -r framework path router server; do
  none[$framework]=${none[$framework]:-$(each "$framework" plain none)}
  compare router "$framework" "$path" "$router"
  compare server "$framework" "$path" "$server"
done << 'PATHS'
axum ok 87 94
axum error 75 84
axum error-one 78 85
axum short 85 92
axum short-one 84 91
actix-web ok 75 93
actix-web error 64 84
actix-web error-one 66 85
actix-web short 75 91
actix-web short-one 74 90
PATHS
