#!/usr/bin/env bash
# Installs what the tests need beyond Rust (Node packages and a Python environment below target/; Chromium, valgrind), and runs all of them.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo test --workspace
cargo test --package error-catalog --all-features
cargo test --package error-catalog-codegen --no-default-features
# Every small mistake in every catalog, and every text in every place, of which a plain run tries a few.
ERROR_CATALOG_DAMAGE=all ERROR_CATALOG_THOROUGH=1 cargo test --release --package error-catalog-tests --test cases -- --nocapture every_small_mistake injection
tests/files.sh
tests/size.sh
tests/hot-paths.sh
tests/fuzz.sh
tests/openapi.sh
tests/browser.sh
