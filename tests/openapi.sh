#!/usr/bin/env bash
# Holds the OpenAPI documents that the tests have written (target/tmp/openapi) against tools of others: three validators, a
# YAML parser, four generators of clients.
set -euo pipefail
cd "$(dirname "$0")/.."

tests/tools/install.sh java default-jre-headless
documents=target/tmp/openapi
tools=target/tools
mkdir -p "$tools"
if ! cmp -s tests/tools/package.json "$tools/package.json" || [ ! -x "$tools/node_modules/.bin/redocly" ]; then
  cp tests/tools/package.json "$tools/"
  npm install --prefix "$tools" --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel error
fi
if ! cmp -s tests/tools/requirements.txt "$tools/requirements.txt" || [ ! -x "$tools/venv/bin/python" ]; then
  python3 -m venv "$tools/venv"
  "$tools/venv/bin/pip" install --quiet --disable-pip-version-check --requirement tests/tools/requirements.txt
  cp tests/tools/requirements.txt "$tools/"
fi

"$tools/venv/bin/python" tests/tools/same.py "$documents"
# Both texts say the same, so one of them is enough.
"$tools/venv/bin/openapi-spec-validator" "$documents"/*.json > "$tools/openapi-spec-validator.log" \
  || { grep -v ': OK$' "$tools/openapi-spec-validator.log"; exit 1; }
echo "openapi-spec-validator: $(grep -c ': OK$' "$tools/openapi-spec-validator.log") documents without an error"
REDOCLY_TELEMETRY=off "$tools/node_modules/.bin/redocly" lint --max-problems 1000 "$documents"/*.yaml > "$tools/redocly.log" 2>&1 \
  || { grep -B 12 'Error was generated' "$tools/redocly.log"; exit 1; }
echo "Redocly: $(grep -c 'validated in' "$tools/redocly.log") documents without an error"
# Spectral itself breaks off over a key that all objects of JavaScript have: such documents are the other two's alone.
mapfile -t readable < <(grep --files-without-match __proto__ "$documents"/*.yaml)
"$tools/node_modules/.bin/spectral" lint --quiet --fail-severity error --display-only-failures \
  --ruleset tests/tools/spectral.yaml "${readable[@]}"
echo "Spectral: ${#readable[@]} documents without an error, $(($(ls "$documents"/*.yaml | wc -l) - ${#readable[@]})) passed over"

# Of the fixtures, those whose codes are all texts: openapi-python-client leaves out an enum of texts and numbers.
rm -rf "$tools/clients" && mkdir "$tools/clients"
"$tools/venv/bin/python" tests/tools/clients.py "$documents" "$tools" "$tools/clients" \
  alike leadron lehnz lendworks lorn product-tours validation

CARGO_TARGET_DIR=target/openapi-client cargo check --quiet --manifest-path tests/openapi-client/Cargo.toml
echo "progenitor: the clients compile"
