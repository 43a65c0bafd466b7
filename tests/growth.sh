#!/usr/bin/env bash
# Cost grows with the input, and no faster: instructions of the command over catalogs of the worst kind, at a size and at twice that size,
# counted by valgrind, so that a busy machine counts the same. Where a size is beyond a limit, the command says so in no time.
# At the end, the same of `decode` over such bodies.
# `ONLY=members tests/growth.sh` runs the cases of that name. For Linux.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { echo "growth.sh: $*" >&2; exit 1; }
source tests/callgrind.sh
source tests/growth/catalogs.sh
# Both packages, so that features of crates and what is compiled are those of the exhaustive tests.
cargo build --quiet --release --package error-catalog-cli --package error-catalog-exhaustive-tests --bins --example run-each
root=$PWD
ec=$root/target/release/error-catalog
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Leaves the cases that are asked for.
selected() {
  while read -r case rest; do
    # shellcheck disable=SC2053
    [ -z "${ONLY-}" ] || [[ $case == $ONLY ]] || continue
    echo "$case $rest"
  done
}
# The rules that report something in an output of the command, each once, with `+` between them.
rules() {
  sed -nE 's/^(error|warning)\[([a-z-]+)\]:.*/\2/p; s/^ *"(rule|ruleId)": "([a-z-]+)".*/\2/p' "$1" | sort -u | paste -s -d + | sed 's/^$/-/'
}
# Makes the catalog of a case, runs the command over it, and prints the line for `run-each`: command_line FOLDER CASE SIZE RULES ARGUMENTS…
command_line() {
  local folder=$1 case=$2 size=$3 expected=$4 status=0 found
  mkdir "$folder"
  (cd "$folder" && "$case" "$size" > errors.toml && "$ec" "${@:5}" errors.toml > log 2>&1) || status=$?
  found=$(rules "$folder/log")
  [ "$found" = "$expected" ] || fail "$case $size: $found reports something, not $expected"
  echo "$status $folder ${*:5} errors.toml"
}
# Prints the line for `decode-growth`, with the size in the place of `#`: decode_line FOLDER KIND SIZE OUTCOME
decode_line() { echo "$2 $3 ${*:4}" | sed "s/#/$3/"; }

# Counts each case once, every second one at twice its size: count PARITY LINE FUNCTION PROGRAM. PARITY says which of them.
count() {
  local parity=$1 line=$2 n=0 times case size rest
  while read -r case size rest; do
    times=$(((n + parity) % 2 + 1))
    # shellcheck disable=SC2086
    "$line" "$n-$times" "$case" $((times * size)) $rest
    n=$((n + 1))
  done < cases > "list.$parity"
  calls "$3" "$4" "list.$parity" > "counts.$parity"
  [ "$(wc -l < "counts.$parity")" = "$n" ] || fail "$n cases, and $(wc -l < "counts.$parity") counts"
}
# Compares the counts of the cases on standard input, from two processes side by side: growth LINE FUNCTION PROGRAM
growth() {
  local others few many case size rest
  selected > cases
  ran=$((ran + $(wc -l < cases)))
  count 1 "$@" &
  others=$!
  count 0 "$@"
  wait "$others"
  # Of every second case, the first process has the count of twice the size.
  while read -r few many case size rest; do
    printf '%-22s %-62s %6s %7s thousand instructions, %3s %% of that for twice as many\n' \
      "$case" "$rest" "$size" $((few / 1000)) $((many * 100 / few))
    [ $((many * 100 / few)) -le 250 ] || { echo "growth.sh: $case grows faster than its input" >&2; failed=1; }
  done < <(paste -d ' ' counts.0 counts.1 cases | awk 'NR % 2 == 0 { count = $1; $1 = $2; $2 = count } 1')
}
failed=0
ran=0

# Each case: a function of `catalogs.sh`, its size, the rules that report something at both sizes, the arguments of the command.
growth command_line run_each::run_once "$root/target/release/examples/run-each" << 'CASES'
renamed_errors 400 unknown-error check --quiet
long_names 100 unknown-error check --quiet
long_names 10000 catalog-limit check --quiet
renamed_envelopes 200 unknown-envelope check --quiet
renamed_policies 200 unknown-retry check --quiet
undeclared_attributes 200 unknown-attribute check --quiet
envelopes 500 catalog-limit check --quiet
attributes 500 catalog-limit check --quiet
brackets 10000 - generate --quiet --only markdown --out out
link_starts 4000 - generate --quiet --only markdown --out out
stars 4000 - generate --quiet --only markdown --out out
ticks 20000 - generate --quiet --only markdown --out out
fallbacks 40 unused-declaration check --quiet
fallbacks 1000 catalog-limit check --quiet
members 400 - generate --quiet --only markdown --out out
members 400 - generate --quiet --only openapi --out out
members 400 - generate --quiet --only rust --out out
members 400 - generate --quiet --only html --out out
placeholders 1000 undeclared-placeholder check --quiet
parameters 100 - generate --quiet --only rust --out out
parameters 100 - generate --quiet --only openapi --out out
parameters 100 - generate --quiet --only markdown --out out
unknown_keys 1000 unknown-key check --quiet
unknown_keys 1000 unknown-key check --format json
strange_keys 1000 unknown-key check --quiet
listed_twice 2000 unknown-error check --quiet
duplicate_codes 500 duplicate-code check --quiet
alike_errors 500 indistinct-errors check --quiet
missing_statuses 500 missing-status check --quiet
after_headers 500 unsent-retry-after check --quiet
internal_params 500 internal-parameter check --quiet
mixed_rules 400 unknown-rule check --quiet
unknown_sections 1000 unknown-key check --quiet
long_line 1000 wrong-type check --quiet
long_line 1000 wrong-type check --format sarif
quotes 20000 syntax check --quiet
unused_declarations 50 indistinct-envelopes+unused-declaration check --quiet
include_many 200 - check --quiet
include_chain 500 catalog-limit check --quiet
categories 100 - generate --quiet --only markdown --out out
categories 100 - generate --quiet --only html --out out
categories 100 - export
tags 500 - generate --quiet --only markdown --out out
operations 100 - generate --quiet --only markdown --out out
operations 100 - generate --quiet --only html --out out
operations 100 - generate --quiet --only openapi --out out
operations 100 - generate --quiet --only rust --out out
operations 100 - export
joint_operations 100 - generate --quiet --only openapi --out out
own_headers 150 - generate --quiet --only openapi --out out
retired 500 - generate --quiet --only markdown --out out
triggers 100 - generate --quiet --only markdown --out out
unknown_markers 300 unknown-option-value generate --quiet --only inject
codes_of_marker 300 - generate --quiet --only inject
merged_yaml 60 - generate --quiet --only openapi
merged_json 60 - generate --quiet --only openapi
wire_names 120 wire-name-clash check --quiet
bad_params 60 invalid-example+optional-in-message check --quiet
same_routes 500 duplicate-route check --quiet
similar_codes 300 similar-codes check --quiet
mixed_codes 150 mixed-naming check --quiet
similar_letters 100 similar-codes check --quiet
dotted_codes 500 - check --quiet
reused_codes 300 retired-code+shared-code check --quiet
rust_names 300 name-clash+unused-declaration check --quiet
tasteless 150 full-stop+message-case+no-description+no-fix check --quiet
policies 50 - check --quiet
policies 300 catalog-limit check --quiet
same_outputs 300 duplicate-output check --quiet
own_templates 100 - generate --quiet
errors_of_template 300 - generate --quiet
markers 300 - generate --quiet --only inject
open_markers 1000 unpaired-marker generate --quiet --only inject
CASES

# The same of `decode`, with bodies of the worst kind. The package has the code of one catalog.
mkdir -p decode/src
decode_catalog > decode/errors.toml
"$ec" generate --quiet --only rust --out decode/src decode/errors.toml > /dev/null || fail "the catalog of decode is not generated"
cp "$root/tests/growth/decode.rs" decode/src/main.rs
cp "$root/Cargo.lock" decode
cat > decode/Cargo.toml << PACKAGE
[package]
name = "decode-growth"
edition = "2024"
[dependencies]
error-catalog = { path = "$root/error-catalog" }
[workspace]
PACKAGE
CARGO_TARGET_DIR=$root/target cargo build --quiet --release --manifest-path decode/Cargo.toml || fail "decode is not compiled"
# Each body: its kind, its size, the start of the outcome.
growth decode_line decode_growth::decode_once "$root/target/release/decode-growth" << 'BODIES'
unknown-members 5000 1 errors
repeated-members 5000 1 errors
wrong-types 5000 1 errors
nesting 50 1 errors
escapes 20000 1 errors
long-code 100000 1 errors
digits 500000 1 errors
digits-of-value 500000 1 errors
items 20000 1 errors, 1
unknown-details 5000 1 errors
repeated-details 5000 1 errors
issues 5000 1 errors
long-path 5000 1 errors
errors 400 # errors
shared 100 1 errors, 3
message 100 1 errors
ambiguous-message 20000 1 errors
white-space 100000 NotJson
white-space-inside 100000 1 errors
near 5000 NoEnvelope
not-closed 500 NotJson
BODIES
[ "$ran" -gt 0 ] || fail "there is no case \`$ONLY\`"
[ "$failed" = 0 ] || exit 1
echo "growth.sh: twice as much takes at most two and a half times as long"
