#!/usr/bin/env bash
# Installs what the tests need beyond Rust (Node packages and a Python environment below target/; Chromium, valgrind), runs all of
# them, and prints the seconds of each part at the end.
set -euo pipefail
cd "$(dirname "$0")/.."

durations=()
part() {
  local start=$SECONDS
  echo "== $*"
  "$@"
  durations+=("$((SECONDS - start)) s  $*")
}

part cargo test --workspace
part cargo test --package error-catalog --all-features
part cargo test --package error-catalog-codegen --no-default-features
# Every small mistake in every catalog, and every text in every place, of which a plain run tries a few.
ERROR_CATALOG_EXHAUSTIVE=1 part cargo test --release --package error-catalog-exhaustive-tests -- --nocapture
part tests/package.sh
part tests/files.sh
part tests/size.sh
part tests/hot-paths.sh
part tests/growth.sh
part tests/layer-cost.sh
part tests/soak.sh
part tests/fuzz.sh
part tests/sarif.sh
part tests/openapi.sh
part tests/sites.sh
part tests/browser.sh

echo "== the seconds of each part"
printf '%s\n' "${durations[@]}"
