#!/usr/bin/env bash
# What the command does to files where it cannot do what it wants, or is not let to finish: full and read-only disks, other users'
# files, limits, kills at any moment, several generators at once, large catalogs. For Linux, with user namespaces (`unshare -Urm`).
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --quiet --package error-catalog-cli
work=$(mktemp -d)
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
# Other users run it, too, and cannot look into the folder where it was built.
chmod 755 "$work"
cp target/debug/error-catalog "$work/error-catalog"
export EC="$work/error-catalog"

fail() { echo "files.sh: $*" >&2; exit 1; }
unshare -Urm true || fail "cannot make mounts: \`unshare -Urm\` does not work here; allow user namespaces, or run this elsewhere"

# A project with every kind of output, and with a text in all of them: project FOLDER TEXT.
project() {
  mkdir -p "$1/.git"
  {
    printf '[catalog]\nname = "example"\n[errors]\n'
    for i in $(seq 40); do printf 'ERROR_%s = { status = 404, message = "%s %s", description = "Of %s" }\n' "$i" "$2" "$i" "$2"; done
    printf '[generate]\nrust = "out/errors.rs"\nopenapi = "out/api.yaml"\nmarkdown = "out/errors.md"\nhtml = "site"\ninject = "page.md"\n'
  } > "$1/errors.toml"
  [ -e "$1/page.md" ] || printf 'mine\n<!-- error-catalog:begin codes -->\n<!-- error-catalog:end -->\nmine\n' > "$1/page.md"
}
# The sums of all outputs below a folder.
sums() { (cd "$1" && find out site page.md -type f | sort | xargs sha256sum); }
# Whether generators left something behind.
leftovers() { find "$1" -name '.error-catalog.*'; }
# Runs the command, which must end with that status and say that: expect STATUS TEXT ARGUMENTS…
expect() {
  local status=0 output
  output=$("$EC" "${@:3}" 2>&1) || status=$?
  [ "$status" = "$1" ] || fail "status $status and not $1 of: ${*:3}"$'\n'"$output"
  [[ $output == *"$2"* ]] || fail "no \`$2\` in what this says: ${*:3}"$'\n'"$output"
}
# Whether the outputs below a folder are what they were.
unchanged() { diff <(sums "$1") "$2" > "$work/diff" || fail "$3: $(cat "$work/diff")"; }
export -f fail project sums leftovers expect unchanged
export work

full_disk() {
  mkdir "$work/disk"
  mount -t tmpfs -o size=4m tmpfs "$work/disk"
  project "$work/disk" old
  expect 0 "" generate --quiet "$work/disk/errors.toml"
  sums "$work/disk" > "$work/before"
  project "$work/disk" "$(printf 'new %.0s' {1..100})"
  head -c 8m /dev/zero > "$work/disk/filler" 2> /dev/null || true
  expect 2 "could not be written" generate "$work/disk/errors.toml"
  expect 2 "out/errors.rs: No space left on device" generate "$work/disk/errors.toml"
  unchanged "$work/disk" "$work/before" "a full disk"
  [ -z "$(leftovers "$work/disk")" ] || fail "left on a full disk: $(leftovers "$work/disk")"
  rm "$work/disk/filler"
  expect 0 "" generate --quiet "$work/disk/errors.toml"
  # The same disk, to be read only.
  sums "$work/disk" > "$work/before"
  project "$work/disk" newer
  mount -o remount,ro "$work/disk"
  expect 2 "out/errors.rs: Read-only file system" generate "$work/disk/errors.toml"
  unchanged "$work/disk" "$work/before" "a disk to be read only"
  umount "$work/disk"
}
export -f full_disk
unshare -Urm bash -euo pipefail -c full_disk
echo "files.sh: full and read-only disks leave every output as it was"

# Permissions bind all but root.
as_user() { if [ "$(id -u)" = 0 ]; then setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; else "$@"; fi; }
permissions() {
  local folder="$work/user/project"
  mkdir "$folder"
  project "$folder" old
  expect 0 "" generate --quiet "$folder/errors.toml"
  sums "$folder" > "$work/user/before"
  project "$folder" new
  chmod 555 "$folder/out"
  expect 2 "out/errors.rs: Permission denied" generate "$folder/errors.toml"
  # The others are written: each is by itself.
  [ "$(cd "$folder" && sha256sum out/* | cat)" = "$(grep ' out/' "$work/user/before")" ] || fail "a read-only folder: its files are others"
  grep -q 'Of new' "$folder/page.md" && grep -rq 'new 1' "$folder/site" || fail "a read-only folder: the other outputs are old"
  chmod 755 "$folder/out"
  chmod 444 "$folder"/out/*
  expect 0 "" generate --quiet "$folder/errors.toml"
  [ "$(stat -c %a "$folder/out/errors.rs")" = 444 ] || fail "a read-only file: it lost its permissions"
  chmod 000 "$folder/out/errors.rs"
  expect 2 "out/errors.rs: Permission denied" generate "$folder/errors.toml"
  chmod 000 "$folder/page.md"
  expect 1 "page.md\` cannot be read: Permission denied" generate "$folder/errors.toml"
  chmod 000 "$folder/errors.toml"
  expect 2 "errors.toml\` cannot be read: Permission denied" check "$folder/errors.toml"
}
export -f permissions
mkdir "$work/user"
[ "$(id -u)" != 0 ] || chown 65534:65534 "$work/user"
as_user bash -euo pipefail -c permissions
echo "files.sh: what must not be read or written is named, and stays"

# A limit for the size of files, told and not told.
project "$work/limit" old
expect 0 "" generate --quiet "$work/limit/errors.toml"
sums "$work/limit" > "$work/before"
project "$work/limit" new
(trap '' XFSZ; ulimit -f 4; expect 2 "out/errors.rs: File too large" generate "$work/limit/errors.toml" < /dev/null) | cat
diff <(sums "$work/limit" | grep out/errors.rs) <(grep out/errors.rs "$work/before") || fail "a limit: half a file"
[ -z "$(leftovers "$work/limit")" ] || fail "a limit: $(leftovers "$work/limit") is left"
(ulimit -c 0 -f 4; "$EC" generate "$work/limit/errors.toml" > /dev/null) 2> /dev/null && fail "the limit does not bind"
[ -n "$(leftovers "$work/limit")" ] || fail "a limit that kills: nothing is left, so it did not kill while a file was written"
diff <(sums "$work/limit" | grep out/errors.rs) <(grep out/errors.rs "$work/before") || fail "a limit that kills: half a file"
expect 0 "" generate --quiet "$work/limit/errors.toml"
[ -z "$(leftovers "$work/limit")" ] || fail "$(leftovers "$work/limit") stays for ever"
echo "files.sh: a limit for the size of files leaves no half of one"

# Killed at any moment: each output is the old one or the new one, and nothing stays.
known="$work/known"
for text in old new; do
  project "$work/kill" "$text"
  cp "$work/kill/errors.toml" "$work/$text.toml"
  expect 0 "" generate --quiet "$work/kill/errors.toml"
  sums "$work/kill" >> "$known"
done
sort -u "$known" -o "$known"
start=$(date +%s%N)
cp "$work/old.toml" "$work/kill/errors.toml"
expect 0 "" generate --quiet "$work/kill/errors.toml"
took=$(($(date +%s%N) - start))
mixed=0 left=0
for round in $(seq "${KILLS:-300}"); do
  if ((round % 2)); then text=new; else text=old; fi
  cp "$work/$text.toml" "$work/kill/errors.toml"
  "$EC" generate --quiet "$work/kill/errors.toml" &
  sleep "$(awk -v most="$took" -v seed="$RANDOM$round" 'BEGIN { srand(seed); printf "%.4f", rand() * most / 1e9 }')"
  { kill -KILL $! && wait $!; } 2> /dev/null || true
  strangers=$(comm -23 <(sums "$work/kill" | grep -v '/\.error-catalog\.' | sort) "$known")
  [ -z "$strangers" ] || fail "kill $round: neither old nor new: $strangers"
  [ -z "$(leftovers "$work/kill")" ] || left=$((left + 1))
  [ "$(grep -rl 'old 1<\|old 1 ' "$work/kill/site" "$work/kill/out" | wc -l)" = 0 ] ||
    [ "$(grep -rl 'new 1<\|new 1 ' "$work/kill/site" "$work/kill/out" | wc -l)" = 0 ] || mixed=$((mixed + 1))
done
expect 0 "" generate --quiet "$work/kill/errors.toml"
[ -z "$(leftovers "$work/kill")" ] || fail "$(leftovers "$work/kill") stays for ever"
((mixed > 0)) || fail "no kill came while files were written: nothing is shown"
echo "files.sh: ${KILLS:-300} kills, $mixed between two files, $left in one: every file is whole"

# Two at once on the same outputs, as processes of one machine and as the first of a container each.
cp -r "$work/kill" "$work/two"
for round in $(seq "${ROUNDS:-60}"); do
  if ((round % 2)); then text=new; else text=old; fi
  cp "$work/$text.toml" "$work/two/errors.toml"
  if ((round % 4 < 2)); then container=(unshare -Urpf); else container=(); fi
  pids=()
  for one in 1 2 3; do
    "${container[@]}" "$EC" generate "$work/two/errors.toml" > "$work/two.$one" 2>&1 &
    pids+=($!)
  done
  for one in 1 2 3; do
    wait "${pids[one - 1]}" || fail "several at once, round $round: $(cat "$work/two.$one")"
  done
  expect 0 "0 stale" generate --check "$work/two/errors.toml"
done
expect 0 "" generate --quiet "$work/two/errors.toml"
[ -z "$(leftovers "$work/two")" ] || fail "several at once: $(leftovers "$work/two") is left"
echo "files.sh: ${ROUNDS:-60} times three generators at once: none failed, every file is whole"

# 100,000 errors, and as much that is no TOML, in 6 GB of memory.
awk 'BEGIN {
  print "[catalog]\nname = \"large\"\n[errors]"
  for (i = 0; i < 100000; i++)
    printf "ERROR_%06d = { status = 404, message = \"Thing {id} number %d was not found\", params = { id = \"u64\" }, description = \"%s\", fix = \"%s\" }\n",
      i, i, "This error is answered where a thing is not to be found in the store of things, as it was deleted or never was, or never will be. It is not answered where the thing was moved: that has an error of its own.", "Look whether the id is right, and ask for another thing, which may well be there."
}' > "$work/large.toml"
(ulimit -v 6000000; expect 0 "100000 errors defined" check "$work/large.toml")
head -c 37000000 /dev/urandom | base64 -w 60 > "$work/garbage.toml"
(ulimit -v 6000000; expect 1 "1 mistake" check "$work/garbage.toml")
echo "files.sh: $(($(stat -c %s "$work/large.toml") / 1000000)) MB of errors go through, and as much garbage does not"
