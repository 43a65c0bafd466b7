#!/usr/bin/env bash
# How time and memory grow with a catalog: 10 to 100,000 errors, in one file and split over 500. `check` and all outputs together take
# 100,000, each output alone 10,000. What is printed is for people; what fails is
# more than a GiB of memory, instructions per error that grow (counted by valgrind, so that a busy machine counts the same), or a
# command that leaves a terminal blank. For Linux.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { echo "size.sh: $*" >&2; exit 1; }
tests/tools/install.sh valgrind valgrind
tests/tools/install.sh time time
tests/tools/install.sh script bsdutils
# Both packages, so that features of crates and what is compiled are those of the exhaustive tests.
cargo build --quiet --release --package error-catalog-cli --package error-catalog-exhaustive-tests --bins --example run-each
ec=$PWD/target/release/error-catalog
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# The errors from FIRST to LAST: six in ten without a parameter, three with one, one with two.
errors() {
  awk -v first="$1" -v last="$2" 'BEGIN { for (n = first; n <= last; n++) {
    message = "Nothing works here"; params = ""
    if (n % 10 > 5) { message = "{name} does not work"; params = "params = { name = \"string\" }\n" }
    if (n % 10 == 9) { message = "{name} failed {count} times"; params = "params = { name = \"string\", count = \"u64\" }\n" }
    printf "[errors.ERROR_%d]\nstatus = %d\ncategory = \"c%d\"\nmessage = \"%s\"\n%s", n, 400 + n % 10, n % 10, message, params
    printf "description = \"What went wrong in case %d, in a sentence of usual length.\"\nfix = \"Do this instead of that, case %d.\"\n", n, n
  } }'
}
preamble() {
  printf '[catalog]\nname = "size"\n'
  for c in 0 1 2 3 4 5 6 7 8 9; do printf '[category.c%d]\ntitle = "Category %d"\n' "$c" "$c"; done
  printf '[generate]\nrust = "out/errors.rs"\nmarkdown = "out/errors.md"\nopenapi = "out/api.yaml"\nhtml = "site"\n'
}
for n in 10 100 1000 10000 100000; do
  mkdir "$n"
  { preamble; errors 1 "$n"; } > "$n/errors.toml"
done
mkdir -p split/parts
{ preamble | sed "s|^name = .*|&\ninclude = [$(seq -s, -f '"parts/%g.toml"' 500)]|"; } > split/errors.toml
for part in $(seq 500); do errors $((part * 200 - 199)) $((part * 200)) > "split/parts/$part.toml"; done

# Seconds of CPU and MiB of a command: cost FOLDER ARGUMENTS…
cost() {
  (cd "$1" && command time -f '%U %M' -o ../cost "$ec" "${@:2}" > ../log 2>&1) || fail "$*: $(cat log)"
  read -r seconds kib < cost
  echo "$seconds $((kib / 1024))"
}
printf '%-22s %18s %18s %18s %18s %18s\n' '' 10 100 1000 10000 100000
for what in check rust markdown openapi html all; do
  case $what in
    check) arguments=(check --quiet errors.toml) ;;
    all) arguments=(generate --quiet errors.toml) ;;
    *) arguments=(generate --quiet --only "$what" errors.toml) ;;
  esac
  printf '%-22s' "$what"
  sizes=(10 100 1000 10000)
  # All outputs together have what each alone has.
  if [ "$what" = check ] || [ "$what" = all ]; then sizes+=(100000); fi
  for n in "${sizes[@]}"; do
    rm -rf "$n/out" "$n/site"
    read -r seconds mib <<< "$(cost "$n" "${arguments[@]}")"
    printf ' %8s s %4s MiB' "$seconds" "$mib"
    [ "$mib" -lt 1024 ] || fail "$what of $n errors takes $mib MiB"
  done
  echo
done
read -r seconds mib <<< "$(cost split check --quiet errors.toml)"
echo "100,000 errors in 500 files, check: $seconds s, $mib MiB"

# Instructions per error, from 1,000 errors to 10,000.
instructions() {
  (cd "$1" && valgrind --tool=callgrind --callgrind-out-file=/dev/null "$ec" "${@:2}" 2>&1 | sed -n 's/.*Collected : //p')
}
for what in check rust markdown openapi; do
  arguments=(generate --quiet --check --only "$what" errors.toml)
  if [ "$what" = check ]; then
    arguments=(check --quiet errors.toml)
  else
    for n in 1000 10000; do (cd "$n" && "$ec" generate --quiet --only "$what" errors.toml); done
  fi
  few=$(instructions 1000 "${arguments[@]}")
  many=$(instructions 10000 "${arguments[@]}")
  growth=$((many / 10 * 100 / few))
  echo "$what: $((few / 1000)) instructions per error of 1,000; of 10,000 $growth % of that"
  [ "$growth" -le 150 ] || fail "$what grows faster than the catalog"
done

# Who waits at a terminal is told for what.
(cd 100000 && TERM=xterm script -qec "'$ec' check errors.toml" /dev/null > ../terminal)
grep -q 'checking errors.toml' terminal || fail "nothing on a terminal"
(cd 100 && "$ec" check errors.toml 2>&1 | grep -q 'checking') && fail "progress where there is no terminal"
echo "size.sh: no more than a GiB, in linear time"
