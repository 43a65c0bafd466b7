# Runs parts of the tests in lanes that run side by side, for the scripts that source this.
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
# Commands in the background ignore an interrupt from the keyboard.
trap 'trap - TERM; kill 0' INT TERM

# Runs a command, and prints its output as a whole at its end: part COMMAND…
part() {
  local log status=0 took
  log=$(mktemp "$logs/log.XXXXXX")
  local TIMEFORMAT='%0R s, %0U s of user time'
  took=$({ time "$@" > "$log" 2>&1 < /dev/null; } 2>&1) || status=$?
  [ "$status" = 0 ] || took+=", FAILED with status $status"
  {
    flock 9
    printf '== %s\n' "$*"
    cat "$log"
    printf '== %s: %s\n' "$*" "$took"
    printf '%s: %s\n' "$*" "$took" >> "$logs/parts"
    [ "$status" = 0 ] || printf '%s\n' "$*" >> "$logs/failed"
  } 9> "$logs/lock"
}

# Runs functions of parts side by side, and prints the seconds of each part. Fails if a part has failed: lanes FUNCTION…
lanes() {
  local lane lanes=()
  for lane in "$@"; do
    "$lane" &
    lanes+=($!)
  done
  for lane in "${lanes[@]}"; do wait "$lane" || echo "a lane" >> "$logs/failed"; done
  echo "== the seconds of each part"
  cat "$logs/parts"
  [ ! -e "$logs/failed" ] || { sed 's/^/FAILED: /' "$logs/failed" >&2; return 1; }
}
