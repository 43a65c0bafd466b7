#!/usr/bin/env bash
# Cost grows with the input, and no faster: instructions of the command over catalogs of the worst kind, at a size and at twice that size,
# counted by valgrind, so that a busy machine counts the same. Where twice the size is beyond a limit, the command says so in no time.
# At the end, the same of `decode` over such bodies.
# `ONLY=members tests/growth.sh` runs the cases of that name. For Linux.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { echo "growth.sh: $*" >&2; exit 1; }
type -P valgrind > /dev/null || { apt-get update -qq && apt-get install -y -qq valgrind > /dev/null; } || fail "needs valgrind"
cargo build --quiet --release --package error-catalog-cli
root=$PWD
ec=$root/target/release/error-catalog
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Writes the texts FORMAT with each number from 1 to COUNT in the place of %d, with SEPARATOR between them: repeat COUNT FORMAT [SEPARATOR].
repeat() {
  awk -v count="$1" -v format="$2" -v separator="${3-}" 'BEGIN {
    for (n = 1; n <= count; n++) { text = format; gsub(/%d/, n, text); printf "%s%s", (n > 1 ? separator : ""), text }
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
    printf "[catalog]\n%s[errors]\nE%d = { status = 404, message = \"m %d\" }\n", (i < n ? "include = [\"" (i + 1) ".toml\"]\n" : ""), i, i > file; close(file) } }'
  printf '[catalog]\nname = "growth"\ninclude = ["parts/1.toml"]\n[errors]\n%b' "$error"
}
include_many() {
  include_chain 1 > /dev/null
  rm -rf parts; mkdir parts
  awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) { file = "parts/" i ".toml"; printf "[errors]\nE%d = { status = 404, message = \"m %d\" }\n", i, i > file; close(file) } }'
  printf '[catalog]\nname = "growth"\ninclude = [%s]\n[errors]\n%b' "$(repeat "$1" '"parts/%d.toml"' ,)" "$error"
}

# Errors of as many categories, tags, operations, headers, statuses and triggers.
each_with() { printf "$head"; repeat "$1" "E%d = { status = 404, message = \"m %d\", $2 }" '\n'; }
categories() { each_with "$1" 'category = \"c%d\"'; repeat "$1" '\n[category.c%d]'; }
tags() { each_with "$1" 'tags = [\"t%d\"]'; }
own_headers() { each_with "$1" 'headers = { X-H%d = \"v\" }'; }
operations() {
  each_with "$1" 'fix = \"f\"'
  printf '\nE0 = { status = 404, message = "m 0", fix = "f" }\n'
  repeat "$1" '\n[operations.o%d]\nroute = \"GET /a%d\"\nerrors = [\"E%d\", \"E0\"]'
}
joint_operations() {
  operations "$1"
  printf '\n[envelope.default]\njoint_status = "highest"\nbody = '"'"'{ "errors": [{ "$each": "errors", "code": "$code" }] }'"'"'\n'
}
retired() { printf "$head$error[retired]\n"; repeat "$1" 'OLD_%d = { use = "A" }' '\n'; }
triggers() { printf "$head"'A = { status = 404, message = "a", triggers = [%s] }\n' "$(repeat "$1" '{ when = "w%d" }' ,)"; }
missing_statuses() { printf '[catalog]\nname = "growth"\n[category.c]\n[errors]\n'; repeat "$1" 'E%d = { message = "m %d", category = "c" }' '\n'; }
after_headers() { each_with "$1" 'retry = \"after-header\"'; }
internal_params() {
  each_with "$1" 'params = { p = { type = \"string\", internal = true } }, log = \"{p}\"'
  printf '\n[envelope.default]\nbody = '"'"'{ "m": "$message", "p": "$params.p" }'"'"'\n'
}
mixed_rules() { each_with "$1" 'fix = \"f\"'; printf '\n[rules]\n'; repeat "$1" 'no-fixx%d = "off"' '\n'; }
unknown_sections() { printf "$head$error"; repeat "$1" '[section%d]\na = 1\n'; }
long_line() { printf "$head%s\n" "A = { status = 404, message = \"a\", tags = [$(repeat "$1" '{ a = %d }' ', ')] }"; }
quotes() { printf "$head"'A = { status = 404, message = "a" }\nB = %s [\n' "$(repeat "$1" "''" ' ')"; }
unknown_markers() {
  printf "$head$error"'[generate]\ninject = ["page.md"]\n'
  repeat "$1" '<!-- error-catalog:begin codes code=AB%d -->\n<!-- error-catalog:end -->\n' > page.md
}
codes_of_marker() {
  printf "$head"; repeat "$1" 'E%d = { status = 404, message = "m %d" }' '\n'
  printf '\n[generate]\ninject = ["page.md"]\n'
  printf '<!-- error-catalog:begin codes code=%s -->\n<!-- error-catalog:end -->\n' "$(repeat "$1" 'E%d' ,)" > page.md
}
merged_yaml() {
  operations "$1"
  printf '\n[generate]\nopenapi = { path = "api.yaml", merge = "operations" }\n'
  { printf 'openapi: 3.1.1\ninfo:\n  title: t\n  version: "1"\npaths:\n'
    repeat "$1" '  /a%d:\n    get:\n      responses:\n        "200":\n          description: d\n'
    printf 'components:\n  schemas:\n    Own:\n      type: object\n'; } > api.yaml
}
merged_json() {
  operations "$1"
  printf '\n[generate]\nopenapi = { path = "api.json", merge = "operations" }\n'
  printf '{ "openapi": "3.1.1", "info": { "title": "t", "version": "1" }, "components": {}, "paths": {\n%s\n} }\n' \
    "$(repeat "$1" '"/a%d": { "get": { "responses": { "200": { "description": "d" } } } }' ',\n')" > api.json
}

wire_names() { printf "$head"'A = { status = 404, message = "a", params = { %s } }\n' "$(repeat "$1" 'p%d = { type = "u64", wire = "same" }' ', ')"; }
# Parameters with examples of another type, absent in a message that needs them, and with one Rust name.
bad_params() {
  printf "$head"'A = { status = 404, message = "%s", params = { %s } }\n' "$(repeat "$1" '{p%d}' ' ')" \
    "$(repeat "$1" 'p%d = { type = "u64", optional = true, example = "x" }, p_%d = "u64"' ', ')"
}
same_routes() { printf "$head$error"; repeat "$1" '[operations.o%d]\nroute = "GET /a"\nerrors = ["A"]\n'; }
# Codes that differ in one letter, each with some other: the rules `similar-codes` and `mixed-naming`.
similar_codes() { printf "$head"; repeat "$1" 'NUMBER_%d_HERE = { status = 404, message = "m %d" }\nnumberS%dHere = { status = 404, message = "n %d" }' '\n'; }
# All codes are as near to each other as codes can be.
similar_letters() {
  printf "$head"
  awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) { code = ""; for (j = 0; j < 200; j++) code = code (i == j ? "B" : "A"); printf "%s = { status = 404, message = \"m %d\" }\n", code, i } }'
}
dotted_codes() { each_with "$1" 'code = \"a%d.b_c.dE\"'; }
reused_codes() {
  each_with "$1" 'code = \"C%d\"'
  repeat "$1" '\nS%d = { status = 404, message = "s %d", code = "SHARED", shared_code = true }\nU%d = { status = 404, message = "u %d", code = "SHARED" }'
  printf '\n[retired]\n'; repeat "$1" 'C%d = { use = "E%d" }' '\n'
}
rust_names() { each_with "$1" 'rust = \"Same\"'; repeat "$1" '\n[category.c_%d]\n[category.c-%d]'; }
# Nothing that a rule of taste asks for.
tasteless() {
  printf "$head"; repeat "$1" 'E%d = { status = 404, message = "m %d is {x}.", params = { x = "string" } }\nF%d = { status = 404, message = "M %d" }' '\n'
  printf '\n[rules]\nno-description = "warn"\nno-fix = "warn"\nmessage-case = "warn"\nfull-stop = "warn"\n'
}
policies() { each_with "$1" 'retry = \"p%d\", triggers = [{ when = \"w %d\" }]'; repeat "$1" '\n[retry.p%d]\nkind = "exponential"\nbase = "1s"\nmax = "%d0s"'; }
same_outputs() { printf "$head$error"; repeat "$1" '[[generate.template]]\npath = "t.j2"\noutput = "same.txt"\n'; echo x > t.j2; }
own_templates() { printf "$head$error"; repeat "$1" '[[generate.template]]\npath = "t.j2"\noutput = "o%d.txt"\n'; echo '{% for error in errors %}{{ error.code }}{% endfor %}' > t.j2; }
errors_of_template() {
  each_with "$1" 'tags = [\"t%d\"]'
  printf '\n[[generate.template]]\npath = "t.j2"\noutput = "o.txt"\n'
  echo '{% for error in errors %}{{ error.code }} {{ error.message }}{% for tag in error.tags %}{{ tag }}{% endfor %}{% endfor %}' > t.j2
}
markers() {
  printf "$head$error"'[generate]\ninject = ["page.md"]\n'
  repeat "$1" '<!-- error-catalog:begin codes -->\n<!-- error-catalog:end -->\n' > page.md
}
open_markers() {
  printf "$head$error"'[generate]\ninject = ["page.md"]\n'
  repeat "$1" '<!-- error-catalog:begin codes -->\n' > page.md
}

# Instructions of the command over the catalog, whatever it says of it.
instructions() {
  local count
  # Outputs are made of valid catalogs alone. `check` and markers are given mistakes.
  [ "$1" = check ] || [[ $* == *inject* ]] || "$ec" "$@" > /dev/null || fail "$*: is not generated"
  count=$(valgrind --tool=callgrind --callgrind-out-file=/dev/null --max-stackframe=8388608 "$ec" "$@" 2>&1 > /dev/null | sed -n 's/.*Collected : //p')
  [ -n "$count" ] || fail "$*: no count"
  echo "$count"
}
growth() {
  local case=$1 size=$2 few many base
  shift 2
  [ -z "${ONLY-}" ] || [[ $case == $ONLY ]] || return 0
  # Both at once, each in a folder of its own.
  echo "$(cd twice && "$case" $((2 * size)) > errors.toml && instructions "$@" errors.toml)" > many &
  few=$(cd once && "$case" "$size" > errors.toml && instructions "$@" errors.toml)
  wait $!
  many=$(< many)
  [ -n "$many" ] || fail "$case: no count of twice as many"
  printf '%-22s %-38s %6s  %5s million instructions, %3s %% of that for twice as many\n' \
    "$case" "$*" "$size" $((few / 1000000)) $((many * 100 / few))
  [ $((many * 100 / few)) -le 250 ] || { echo "growth.sh: $case grows faster than the catalog" >&2; failed=1; }
}
failed=0
mkdir once twice
while read -r case size arguments; do
  # shellcheck disable=SC2086
  growth "$case" "$size" $arguments
done << 'CASES'
renamed_errors 400 check --quiet
long_names 100 check --quiet
long_names 10000 check --quiet
renamed_envelopes 500 check --quiet
renamed_policies 500 check --quiet
undeclared_attributes 500 check --quiet
brackets 10000 generate --quiet --only markdown --out out
link_starts 4000 generate --quiet --only markdown --out out
stars 4000 generate --quiet --only markdown --out out
ticks 20000 generate --quiet --only markdown --out out
fallbacks 40 check --quiet
fallbacks 1000 check --quiet
members 400 generate --quiet --only markdown --out out
members 400 generate --quiet --only openapi --out out
members 400 generate --quiet --only rust --out out
members 400 generate --quiet --only html --out out
placeholders 1000 check --quiet
parameters 100 generate --quiet --only rust --out out
parameters 100 generate --quiet --only openapi --out out
parameters 100 generate --quiet --only markdown --out out
unknown_keys 1000 check --quiet
unknown_keys 1000 check --format json
strange_keys 1000 check --quiet
listed_twice 2000 check --quiet
duplicate_codes 500 check --quiet
alike_errors 500 check --quiet
missing_statuses 500 check --quiet
after_headers 500 check --quiet
internal_params 500 check --quiet
mixed_rules 400 check --quiet
unknown_sections 1000 check --quiet
long_line 1000 check --quiet
long_line 1000 check --format sarif
quotes 20000 check --quiet
unused_declarations 50 check --quiet
include_many 200 check --quiet
include_chain 500 check --quiet
categories 100 generate --quiet --only markdown --out out
categories 100 generate --quiet --only html --out out
categories 100 export
tags 500 generate --quiet --only markdown --out out
operations 100 generate --quiet --only markdown --out out
operations 100 generate --quiet --only html --out out
operations 100 generate --quiet --only openapi --out out
operations 100 generate --quiet --only rust --out out
operations 100 export
joint_operations 100 generate --quiet --only openapi --out out
own_headers 150 generate --quiet --only openapi --out out
retired 500 generate --quiet --only markdown --out out
triggers 100 generate --quiet --only markdown --out out
unknown_markers 300 generate --quiet --only inject
codes_of_marker 300 generate --quiet --only inject
merged_yaml 60 generate --quiet --only openapi
merged_json 60 generate --quiet --only openapi
wire_names 120 check --quiet
bad_params 60 check --quiet
same_routes 500 check --quiet
similar_codes 300 check --quiet
similar_letters 100 check --quiet
dotted_codes 500 check --quiet
reused_codes 300 check --quiet
rust_names 300 check --quiet
tasteless 400 check --quiet
policies 300 check --quiet
same_outputs 300 check --quiet
own_templates 100 generate --quiet
errors_of_template 300 generate --quiet
markers 300 generate --quiet --only inject
open_markers 1000 generate --quiet --only inject
CASES

# The same of `decode`, with bodies of the worst kind. The package has the code of one catalog, which declares 300 errors that share two codes.
decode_catalog() {
  cat << 'CATALOG'
[catalog]
name = "errors"
[envelope.default]
body = '{ "code": "$code", "message": "$message", "details?": "$params", "issues?": [{ "$each": "issues", "path": "$issue.path", "pointer": "$issue.pointer", "message": "$issue.message" }] }'
[envelope.joint]
body = '{ "errors": [{ "$each": "errors", "code": "$code", "text": "$message" }] }'
[envelope.text]
body = '{ "text": "$message" }'
[errors]
PLAIN = { status = 400, message = "It does not work", issues = true }
VALUES = { status = 400, message = "Values", params = { n = "u64", f = "f64", list = "[u64]" } }
AMBIGUOUS = { status = 400, envelope = "text", message = "{a} of {b}; {c} of {a}; {d}", params = { a = "string", b = "string", c = "string", d = "string" } }
CATALOG
  for n in 100 200; do
    repeat "$n" 'SHARED_'"$n"'_%d = { status = 400, envelope = "joint", code = "SHARED_'"$n"'", shared_code = true, message = "Shared {n} of %d: {a} and {b}", params = { n = "u64", a = "string", b = "string" } }\n'
    awk -v n="$n" 'BEGIN { for (i = 0; i < n; i++) { m = m "p" i " {p" i "};"; p = p (i ? ", " : "") "p" i " = \"string\"" }
      printf "MESSAGE_%d = { status = 400, envelope = \"text\", message = \"Has %s\", params = { %s } }\n", n, m, p }'
  done
}
mkdir -p decode/src
decode_catalog > decode/errors.toml
"$ec" generate --quiet --only rust --out decode/src decode/errors.toml > /dev/null || fail "the catalog of decode is not generated"
cp "$root/tests/decode-growth.rs" decode/src/main.rs
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
program=$root/target/release/decode-growth

decode_instructions() {
  local count
  count=$(valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect='*error_catalog::client::decode::received*' "$program" "$@" 2>&1) || fail "$count"
  sed -n 's/.*Collected : //p' <<< "$count"
}
while read -r kind size outcome; do
  [ -z "${ONLY-}" ] || [[ $kind == $ONLY ]] || continue
  echo "$(decode_instructions "$kind" $((2 * size)) "$outcome")" > many &
  few=$(decode_instructions "$kind" "$size" "$outcome")
  wait $!
  many=$(< many)
  [ -n "$many" ] || fail "$kind: no count of twice as many"
  printf '%-22s %-38s %6s  %5s thousand instructions, %3s %% of that for twice as many\n' "$kind" "decode" "$size" $((few / 1000)) $((many * 100 / few))
  [ $((many * 100 / few)) -le 250 ] || { echo "growth.sh: the time of decode grows faster than the body: $kind" >&2; failed=1; }
done << 'BODIES'
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
errors 400
shared 100 1 errors, 3
message 100 1 errors
ambiguous-message 20000 1 errors
white-space 100000 NotJson
white-space-inside 100000 1 errors
near 5000 NoEnvelope
not-closed 500
BODIES
[ "$failed" = 0 ] || exit 1
echo "growth.sh: twice as much takes at most two and a half times as long"
