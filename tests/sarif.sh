#!/usr/bin/env bash
# Holds the logs of `--format sarif` against the schema of SARIF 2.1.0, from a package that has it.
set -euo pipefail
cd "$(dirname "$0")/.."

manifest=$(CARGO_TARGET_DIR=target/sarif cargo metadata --quiet --format-version 1 --manifest-path tests/tools/sarif/Cargo.toml \
  | python3 -c 'import json, sys; print(*(p["manifest_path"] for p in json.load(sys.stdin)["packages"] if p["name"] == "serde-sarif"))')
ERROR_CATALOG_SARIF_SCHEMA="$(dirname "$manifest")/src/schema.json" \
  cargo test --quiet --package error-catalog-cli --test sarif -- --ignored --exact logs_fit_the_schema
echo "sarif.sh: every log fits the schema"
