#!/usr/bin/env bash
# Installs what the tests need beyond Rust (Node packages and a Python environment below target/; Chromium, valgrind), and runs all of
# them in two lanes. Prints the output of each part at its end, and the seconds of all parts at the very end.
# `.ci/run` sources this and adds parts to the lanes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tests/parts.sh

# Cargo lets one build at a time into a profile, so each lane has a profile of its own.
unoptimized() {
  part cargo test --workspace
  part cargo test --package error-catalog --all-features
  part cargo test --package error-catalog-codegen --no-default-features
  part tests/package.sh
  part tests/sarif.sh
  # The documents are written by the tests.
  part tests/openapi.sh
  part tests/sites.sh
  part tests/browser.sh
  part tests/files.sh
  part tests/soak.sh
}
optimized() {
  # Every small mistake in every catalog, and every text in every place, of which a plain run tries a few. Built as `growth.sh` builds.
  part env ERROR_CATALOG_EXHAUSTIVE=1 cargo test --release --package error-catalog-cli --package error-catalog-exhaustive-tests \
    --test exhaustive -- --nocapture
  part tests/size.sh
  part tests/hot-paths.sh
  part tests/growth.sh
  part tests/layer-cost.sh
  part tests/fuzz.sh
}
[ "${BASH_SOURCE[0]}" != "$0" ] || lanes unoptimized optimized
