# Catalogs of the worst kind, for `growth.sh`.

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
# Names that nothing has, beside as many of their kind as a catalog can have.
renamed_envelopes() {
  printf "$head"
  repeat "$1" 'LEAD_%d = { status = 404, message = "m %d", envelope = "envelop_%d" }' '\n'
  repeat 100 '\n[envelope.envelope_%d]\nbody = "{ \\"c%d\\": \\"$code\\" }"'
}
renamed_policies() {
  printf "$head"
  repeat "$1" 'LEAD_%d = { status = 404, message = "m %d", retry = "polici_%d" }' '\n'
  repeat 100 '\n[retry.policy_%d]\nkind = "fixed"\nbase = "1s"'
}
undeclared_attributes() {
  printf '[catalog]\nname = "growth"\n[attributes]\n%s\n[errors]\n' "$(repeat 100 'owners_%d = "string"' '\n')"
  repeat "$1" 'LEAD_%d = { status = 404, message = "m %d", attributes = { owner_%d = "x" } }' '\n'
}
envelopes() { printf "$head$error"; repeat "$1" '[envelope.e%d]\nbody = "{ \\"c\\": \\"$code\\" }"\n'; }
attributes() { printf "$head$error[attributes]\n"; repeat "$1" 'a%d = "string"\n'; }
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
# Codes that differ in one letter, each with some other.
similar_codes() { printf "$head"; repeat "$1" 'NUMBER_%d_HERE = { status = 404, message = "m %d" }\nnumberS%dHere = { status = 404, message = "n %d" }' '\n'; }
# One code in five is written in another way.
mixed_codes() {
  printf "$head"
  repeat "$1" 'A_%d_A = { status = 404, message = "a %d" }\nB_%d_B = { status = 404, message = "b %d" }\nC_%d_C = { status = 404, message = "c %d" }\nD_%d_D = { status = 404, message = "d %d" }\neee%dEee = { status = 404, message = "e %d" }' '\n'
}
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
# Four errors of five have what the rules of taste ask for, and one has nothing of it.
tasteless() {
  printf "$head"
  for good in A B C D; do repeat "$1" "$good"'_%d = { status = 404, message = "M %d", description = "d", fix = "f" }\n'; done
  repeat "$1" 'E_%d = { status = 404, message = "m %d is {x}.", params = { x = "string" } }\n'
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

# The catalog of the bodies: it declares 300 errors that share two codes.
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
