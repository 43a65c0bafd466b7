#!/usr/bin/env bash
# Builds the Markdown page of every catalog with Docusaurus, VitePress and mdBook, their checks of links on, and renders it as GitHub does;
# then compares what each of them shows. They are installed below target/tools, and send no telemetry.
set -euo pipefail
cd "$(dirname "$0")/.."

sources=$PWD/tests/tools/sites
tools=target/tools/sites
secret="the content of a file of the disk"
catalogs=(tests/catalogs/*/errors.toml tests/fixtures/valid/*.toml)
mkdir -p "$tools"
if ! cmp -s "$sources/package.json" "$tools/package.json" || [ ! -x "$tools/node_modules/.bin/vitepress" ]; then
  cp "$sources/package.json" "$tools/"
  npm install --prefix "$tools" --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel error
fi
if ! cmp -s "$sources/requirements.txt" "$tools/requirements.txt" || [ ! -x "$tools/venv/bin/mdbook" ]; then
  python3 -m venv "$tools/venv"
  "$tools/venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$sources/requirements.txt"
  cp "$sources/requirements.txt" "$tools/"
fi

# The pages, and beside them what their own links lead to: `x`, and a picture, which is a page here.
rm -rf "$tools"/{pages,docusaurus,book,.vitepress,.docusaurus}
mkdir -p "$tools/pages" "$tools/.vitepress"
cp "$sources/docusaurus.config.mjs" "$sources/book.toml" "$tools/"
cp "$sources/vitepress.config.mjs" "$tools/.vitepress/config.mjs"
cargo run --quiet --package error-catalog-cli -- generate "${catalogs[@]}" --only markdown --out "$tools/pages" > "$tools/generate.log" 2>&1 \
  || { cat "$tools/generate.log"; exit 1; }
cargo run --quiet --package error-catalog-cli -- export "${catalogs[@]}" tests/fixtures/sites/errors.toml > "$tools/catalogs.jsonl" 2> "$tools/export.log" \
  || { cat "$tools/export.log"; exit 1; }
# Two pages that a team wrote, with markers as MDX comments and as link references, which say the same, and a whole one that is MDX.
cp -r tests/fixtures/sites "$tools/team"
cargo run --quiet --package error-catalog-cli -- generate "$tools/team/errors.toml" --only inject --only markdown > "$tools/generate.log" 2>&1 \
  || { cat "$tools/generate.log"; exit 1; }
mv "$tools/team"/*.md* "$tools/pages/"
rm -r "$tools/team"
echo "$secret" > "$tools/pages/secret.txt"
echo "# x" > "$tools/pages/x.md"
printf -- '---\nslug: /e.png\n---\n' > "$tools/pages/e.md"
for page in "$tools/pages"/*.md; do printf -- '- [%s](%s)\n' "$(basename "$page" .md)" "$(basename "$page")"; done > "$tools/SUMMARY.md"
cp "$tools/SUMMARY.md" "$tools/pages/index.md"
mv "$tools/SUMMARY.md" "$tools/pages/"

cd "$tools"
build() {
  local name=$1 start=$SECONDS
  shift
  "$@" > "$name.log" 2>&1 || { cat "$name.log"; exit 1; }
  echo "$name: $((SECONDS - start)) s"
}
export NO_UPDATE_NOTIFIER=1
build mdbook venv/bin/mdbook build --dest-dir book
build vitepress node_modules/.bin/vitepress build
build docusaurus node_modules/.bin/docusaurus build --no-minify --out-dir docusaurus
venv/bin/python "$sources/check.py" catalogs.jsonl "$secret" pages docusaurus .vitepress/dist book
