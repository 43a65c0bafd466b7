#!/usr/bin/env bash
# Cost grows with the input, and no faster: instructions of the command over catalogs of the worst kind, at a size and at twice that size,
# counted by valgrind, so that a busy machine counts the same. For Linux.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { echo "growth.sh: $*" >&2; exit 1; }
type -P valgrind > /dev/null || { apt-get update -qq && apt-get install -y -qq valgrind > /dev/null; } || fail "needs valgrind"
cargo build --quiet --release --package error-catalog-cli
ec=$PWD/target/release/error-catalog
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Writes the texts FORMAT with each number from 1 to COUNT in the place of %d, with SEPARATOR between them: repeat COUNT FORMAT [SEPARATOR].
repeat() {
  awk -v count="$1" -v format="$2" -v separator="${3-}" 'BEGIN {
    for (n = 1; n <= count; n++) { text = format; gsub(/%d/, n, text); printf "%s%s", n > 1 ? separator : "", text }
  }'
}
head='[catalog]\nname = "growth"\n[errors]\n'
error='A = { status = 404, message = "a" }\n'

# Each writes errors.toml with COUNT of something: CASE COUNT.
renamed_errors() {
  printf "$head"
  repeat "$1" 'LEADS_NUMBER_%d = { status = 404, message = "m %d" }' '\n'
  printf '\n[operations.x]\nerrors = [%s]\n' "$(repeat "$1" '"LEAD_NUMBER_%d"' ,)"
}
long_names() {
  printf "$head"
  printf 'A%s = { status = 404, message = "a" }\n[operations.x]\nerrors = ["A%s"]\n' "$(repeat "$1" b)" "$(repeat "$1" c)"
}
renamed_categories() {
  printf '[catalog]\nname = "growth"\n[category]\n%s\n[errors]\n' "$(repeat "$1" 'categories_%d = {}' '\n')"
  repeat "$1" 'LEAD_%d = { status = 404, message = "m %d", category = "category_%d" }' '\n'
}
renamed_envelopes() {
  printf "$head"
  repeat "$1" 'LEAD_%d = { status = 404, message = "m %d", envelope = "envelop_%d" }' '\n'
  repeat "$1" '\n[envelope.envelope_%d]\nbody = "{ \\"c\\": \\"$code\\" }"'
}
renamed_policies() {
  printf "$head"
  repeat "$1" 'LEAD_%d = { status = 404, message = "m %d", retry = "polici_%d" }' '\n'
  repeat "$1" '\n[retry.policy_%d]\nkind = "fixed"\nbase = "1s"'
}
undeclared_attributes() {
  printf '[catalog]\nname = "growth"\n[attributes]\n%s\n[errors]\n' "$(repeat "$1" 'owners_%d = "string"' '\n')"
  repeat "$1" 'LEAD_%d = { status = 404, message = "m %d", attributes = { owner_%d = "x" } }' '\n'
}
brackets() { printf "$head"'A = { status = 404, message = "a", description = "%s" }\n' "$(repeat "$1" '[')"; }
link_starts() { printf "$head"'A = { status = 404, message = "a", description = "%s" }\n' "$(repeat "$1" '[a](')"; }
stars() { printf "$head"'A = { status = 404, message = "a", description = "%s" }\n' "$(repeat "$1" '*a **b ')"; }
ticks() { printf "$head"'A = { status = 404, message = "a", description = "%s" }\n' "$(awk -v n="$1" 'BEGIN { for (i = 1; i * i < 2 * n; i++) { for (j = 0; j < i; j++) printf "`"; printf " " } }')"; }
fallbacks() {
  printf "$head$error[retry]\n"
  awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) printf "r%d = { kind = \"after-header\", fallback = \"r%d\" }\n", i, i + 1 }'
  printf 'r%s = { kind = "never" }\n' "$1"
}
members() { printf "$head$error"'[envelope.default]\nbody = '"'"'{ "m": "$message", "c": "$code", %s }'"'"'\n' "$(repeat "$1" '"k%d": 1' ', ')"; }
placeholders() { printf "$head"'A = { status = 404, message = "%s", params = { p = "u64" } }\n' "$(repeat "$1" '{p%d}' ' ')"; }
parameters() { printf "$head"'A = { status = 404, message = "%s", params = { %s } }\n' "$(repeat "$1" '{p%d}' ' ')" "$(repeat "$1" 'p%d = "u64"' ', ')"; }
unknown_keys() { printf "$head"'A = { status = 404, message = "a", %s }\n' "$(repeat "$1" 'statuz%d = 1' ', ')"; }
strange_keys() { printf "$head"'A = { status = 404, message = "a", %s }\n' "$(repeat "$1" 'zzzzzzzz%d = 1' ', ')"; }
listed_twice() { printf "$head$error"'[operations.op]\nerrors = [%s]\n' "$(repeat "$1" '"A"' ,)"; }
duplicate_codes() { printf "$head"; repeat "$1" 'E%d = { status = 404, message = "m %d", code = "SAME" }' '\n'; }
alike_errors() { printf '[catalog]\nname = "growth"\n[envelope.default]\nbody = '"'"'{ "m": "$message" }'"'"'\n[errors]\n'; repeat "$1" 'E%d = { status = 404, message = "same" }' '\n'; }
unused_declarations() { printf "$head$error"; repeat "$1" '[category.c%d]\n[envelope.e%d]\nbody = "{ \\"c\\": \\"$code\\" }"\n'; }
include_chain() {
  local n=$1
  rm -rf parts; mkdir parts
  awk -v n="$n" 'BEGIN { for (i = 1; i <= n; i++) { file = "parts/" i ".toml"
    printf "[catalog]\n%s[errors]\nE%d = { status = 404, message = \"m %d\" }\n", i < n ? "include = [\"" (i + 1) ".toml\"]\n" : "", i, i > file; close(file) } }'
  printf '[catalog]\nname = "growth"\ninclude = ["parts/1.toml"]\n[errors]\n%b' "$error"
}
include_many() {
  include_chain 1 > /dev/null
  rm -rf parts; mkdir parts
  awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) { file = "parts/" i ".toml"; printf "[errors]\nE%d = { status = 404, message = \"m %d\" }\n", i, i > file; close(file) } }'
  printf '[catalog]\nname = "growth"\ninclude = [%s]\n[errors]\n%b' "$(repeat "$1" '"parts/%d.toml"' ,)" "$error"
}

# Instructions of the command over the catalog, whatever it says of it.
instructions() {
  local count
  count=$(valgrind --tool=callgrind --callgrind-out-file=/dev/null --max-stackframe=8388608 "$ec" "$@" 2>&1 > /dev/null | sed -n 's/.*Collected : //p')
  [ -n "$count" ] || fail "$*: no count"
  echo "$count"
}
growth() {
  local case=$1 size=$2 few many base
  shift 2
  [ -z "${ONLY-}" ] || [[ $case == $ONLY ]] || return 0
  "$case" "$size" > errors.toml
  few=$(instructions "$@" errors.toml)
  "$case" $((2 * size)) > errors.toml
  many=$(instructions "$@" errors.toml)
  printf '%-24s %6s  %5s million instructions, %3s %% of that for twice as many\n' "$case" "$size" $((few / 1000000)) $((many * 100 / few))
  [ $((many * 100 / few)) -le 250 ] || { echo "growth.sh: $case grows faster than the catalog" >&2; failed=1; }
}
failed=0
while read -r case size arguments; do
  # shellcheck disable=SC2086
  growth "$case" "$size" $arguments
done << 'CASES'
renamed_errors 1000 check --quiet
long_names 10000 check --quiet
renamed_categories 1000 check --quiet
renamed_envelopes 500 check --quiet
renamed_policies 1000 check --quiet
undeclared_attributes 1000 check --quiet
brackets 20000 generate --quiet --only markdown --out out
link_starts 10000 generate --quiet --only markdown --out out
stars 10000 generate --quiet --only markdown --out out
ticks 20000 generate --quiet --only markdown --out out
fallbacks 1000 check --quiet
members 400 generate --quiet --only markdown --out out
members 400 generate --quiet --only openapi --out out
members 400 generate --quiet --only rust --out out
placeholders 2000 check --quiet
parameters 500 check --quiet
parameters 500 generate --quiet --only rust --out out
parameters 500 generate --quiet --only openapi --out out
parameters 500 generate --quiet --only markdown --out out
unknown_keys 2000 check --quiet
strange_keys 2000 check --quiet
listed_twice 4000 check --quiet
duplicate_codes 1000 check --quiet
alike_errors 1000 check --quiet
unused_declarations 500 check --quiet
include_many 500 check --quiet
include_chain 500 check --quiet
CASES
[ "$failed" = 0 ] || exit 1
echo "growth.sh: twice as much takes at most two and a half times as long"
