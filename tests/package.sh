#!/usr/bin/env bash
# Packs the four crates, unpacks them as a registry would deliver them, and builds a user's crate with them: runtime, derive and
# build script. Then it runs the packed command over a catalog.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$root/target/packed
crates=(error-catalog error-catalog-codegen error-catalog-derive error-catalog-cli)

flags=()
for crate in "${crates[@]}"; do flags+=(--package "$crate"); done
# The build below replaces cargo's own verification, which would compile each crate from scratch.
cargo package --quiet --no-verify --allow-dirty "${flags[@]}"

version=$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' Cargo.toml)
rm -rf "$work/crates" "$work/user"
mkdir -p "$work/crates" "$work/user"
for crate in "${crates[@]}"; do
  tar -xzf "target/package/$crate-$version.crate" -C "$work/crates"
  for file in README.md LICENSE-MIT LICENSE-APACHE; do
    [ -s "$work/crates/$crate-$version/$file" ] || { echo "$crate is packed without $file"; exit 1; }
  done
done

cp -r tests/consumer/src tests/consumer/build.rs "$work/user"
mkdir -p "$work/user/catalogs"
for catalog in lendworks product-tours; do
  mkdir "$work/user/catalogs/$catalog"
  cp tests/catalogs/$catalog/errors.toml "$work/user/catalogs/$catalog"
done
{
  cat <<TOML
[package]
name = "user"
version = "0.0.0"
edition = "2024"

[dependencies]
error-catalog = { version = "$version", features = ["derive"] }

[build-dependencies]
error-catalog-codegen = "$version"

[workspace]

[patch.crates-io]
TOML
  for crate in "${crates[@]}"; do echo "$crate = { path = \"$work/crates/$crate-$version\" }"; done
} > "$work/user/Cargo.toml"
# The versions of other crates that the workspace is tested with.
cp Cargo.lock "$work/user/Cargo.lock"

export CARGO_TARGET_DIR=$work/target
cargo run --quiet --manifest-path "$work/user/Cargo.toml" > "$work/output.txt"
diff "$work/output.txt" - <<'TEXT'
422 VALIDATION_ERROR Field 'businessName' must be between 1 and 255 characters
409 EMAIL_EXISTS Some(CONFLICT)
lendworks product-tours
You are not allowed to do this
TEXT

# The command, from its own package.
cat >> "$work/crates/error-catalog-cli-$version/Cargo.toml" <<TOML

[patch.crates-io]
error-catalog-codegen = { path = "$work/crates/error-catalog-codegen-$version" }

[workspace]
TOML
cp Cargo.lock "$work/crates/error-catalog-cli-$version/Cargo.lock"
cargo run --quiet --manifest-path "$work/crates/error-catalog-cli-$version/Cargo.toml" -- check tests/catalogs/lendworks/errors.toml
