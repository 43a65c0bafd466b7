# Counts instructions with valgrind, for the scripts that source this in the root of the repository. For Linux.
tests/tools/install.sh valgrind valgrind

# Prints the instructions of each call of a function, in their order: calls FUNCTION COMMAND…
#
# All of them are counted in one process, since valgrind takes half a second to start. The function must not be inlined.
calls() {
  local function=$1 folder file last=0
  folder=$(mktemp -d)
  valgrind --quiet --tool=callgrind --callgrind-out-file="$folder/calls" --dump-line=no --max-stackframe=8388608 \
    --zero-before="$function" --dump-after="$function" "${@:2}" > /dev/null 2> "$folder/log" || { tail -n 5 "$folder/log" >&2; return 1; }
  # The file without a number is that of the end of the program.
  while last=$((last + 1)); file=$folder/calls.$last; [ -e "$file" ]; do sed -n 's/^totals: //p' "$file"; done
  rm -r "$folder"
}
