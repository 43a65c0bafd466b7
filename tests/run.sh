#!/usr/bin/env bash
# Installs what the tests need beyond Rust (Node packages and a Python environment below target/, Chromium), and runs all of them.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo test --workspace
cargo test --package error-catalog --all-features
cargo test --package error-catalog-codegen --no-default-features
tests/files.sh
tests/fuzz.sh
tests/openapi.sh
tests/browser.sh
