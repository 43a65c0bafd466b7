#!/usr/bin/env bash
# The HTML reference in headless Chromium, which is installed where it is missing, with Node packages below target/tools.
set -euo pipefail
cd "$(dirname "$0")/.."

tests/tools/install.sh chromium chromium
export CHROMIUM="$(command -v chromium)"

tools=target/tools/browser
mkdir -p "$tools" target/screenshots
cp tests/tools/browser.json "$tools/package.json"
cp tests/tools/reference.mjs "$tools/"
npm install --prefix "$tools" --no-package-lock --no-audit --no-fund --loglevel error

# Ten thousand errors, a catalog that nobody writes by hand.
large=target/large
mkdir -p "$large"
{
  printf '[catalog]\nname = "large"\nversion = "1.0.0"\n[rules]\nno-description = "off"\nno-fix = "off"\n[category]\n'
  for n in $(seq 0 19); do printf 'group_%s = {}\n' "$n"; done
  printf '[errors]\n'
  for n in $(seq 10000); do
    printf 'ERROR_%s = { status = %s, category = "group_%s", message = "Number %s works no more" }\n' "$n" $((400 + n % 30)) $((n % 20)) "$n"
  done
} > "$large/errors.toml"

cargo run --quiet --package error-catalog-cli -- generate tests/catalogs/product-tours/errors.toml tests/fixtures/valid/hostile.toml tests/fixtures/valid/corpus-texts.toml tests/fixtures/valid/corpus-codes.toml "$large/errors.toml" --only html --out target/reference
node "$tools/reference.mjs" target/reference/product-tours target/reference/hostile target/reference/large target/screenshots target/reference/corpus-texts target/reference/corpus-codes
