#!/usr/bin/env bash
# Runs both example servers under a mix of requests: `soak.sh [COUNT]`, 20,000 for each without it, 200,000 for the long form. `soak.rs`
# says what is checked of each answer, and of memory. For Linux.
set -euo pipefail
cd "$(dirname "$0")/.."

count=${1:-20000}
cargo build --quiet --package error-catalog --example axum --features axum-extract,tracing
cargo build --quiet --package error-catalog --example actix_web --features actix-web-extract,tracing
cargo build --quiet --package error-catalog-tests --example soak
for server in axum actix_web; do
  echo "$server"
  timeout 900 target/debug/examples/soak "target/debug/examples/$server" "$count"
done
