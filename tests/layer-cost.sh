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
source tests/callgrind.sh
cargo build --quiet --release --locked --manifest-path tests/layers/Cargo.toml --target-dir target/layers
program=$PWD/target/layers/release/cost
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The least percentages of each path: in the router alone, and in the whole server.
cat > "$work/paths" << 'PATHS'
axum ok 87 94
axum error 90 94
axum error-one 97 98
axum short 86 93
axum short-one 85 93
actix-web ok 75 94
actix-web error 75 92
actix-web error-one 84 96
actix-web short 75 92
actix-web short-one 75 92
PATHS

# The runs of a framework, a line each. The first of each three makes all that is made only once in a process.
runs() {
  local framework path service form count
  for count in 1 100 600; do echo "$1 plain none $count"; done
  while read -r framework path _; do
    [ "$framework" = "$1" ] || continue
    for service in by-hand catalog; do
      for form in "" "whole "; do
        for count in 1 100 600; do echo "$framework $service $form$path $count"; done
      done
    done
  done < "$work/paths"
}
count() {
  # Three times, and the lowest number counts: now and then a hash table or the heap grows within a run.
  { runs "$1"; runs "$1"; runs "$1"; } > "$work/$1"
  calls cost::run_once "$program" each "$work/$1" > "$work/$1.counts"
  [ "$(wc -l < "$work/$1.counts")" = "$(wc -l < "$work/$1")" ] || fail "there are more runs of $1 than counts, or fewer"
}
count axum &
axum=$!
count actix-web
wait "$axum"
declare -A instructions
while read -r number run; do
  [ "${instructions[$run]:-$number}" -lt "$number" ] || instructions[$run]=$number
done \
  < <(for framework in axum actix-web; do paste -d ' ' "$work/$framework.counts" "$work/$framework"; done)

# The difference of two runs leaves out what a run does once.
each() { echo $(((${instructions[$* 600]} - ${instructions[$* 100]}) / 500)); }
compare() {
  local form=$1 framework=$2 path=$3 least=$4 without=0 by_hand catalog percent
  local -a whole=()
  if [ "$form" = server ]; then whole=(whole); else without=$(each "$framework" plain none); fi
  by_hand=$(($(each "$framework" by-hand "${whole[@]}" "$path") - without))
  catalog=$(($(each "$framework" catalog "${whole[@]}" "$path") - without))
  percent=$((by_hand * 100 / catalog))
  printf '%-6s %-10s %-10s %6s by hand, %6s with the catalog: %3s %%, at least %s\n' \
    "$form" "$framework" "$path" "$by_hand" "$catalog" "$percent" "$least"
  [ "$percent" -ge "$least" ] || fail "$form $framework $path costs too much"
}
while read -r framework path router server; do
  compare router "$framework" "$path" "$router"
  compare server "$framework" "$path" "$server"
done < "$work/paths"
