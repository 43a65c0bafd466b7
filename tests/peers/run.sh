#!/usr/bin/env bash
# Measures the groups that are named (compile, edit, clean, generate, runtime, size, drift), or all, and writes RESULTS.md and results.svg.
set -euo pipefail
cd "$(dirname "$0")"

cargo build --quiet --release --package error-catalog-cli --manifest-path ../../Cargo.toml
cargo run --quiet --locked -- "${@:-all}"
