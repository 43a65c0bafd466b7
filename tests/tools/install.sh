#!/usr/bin/env bash
# Installs packages of Debian or Ubuntu if a command is missing: `install.sh COMMAND PACKAGE…`.
set -euo pipefail
cd "$(dirname "$0")/../.."

# `time` is a word of the shell, too, so `command -v` would find it.
is_there() { type -P "$1" > /dev/null; }

is_there "$1" && exit 0
# Several scripts run at once, and apt-get runs once.
mkdir -p target
exec 9> target/install.lock
flock 9
is_there "$1" || { apt-get update -qq && apt-get install -y -qq "${@:2}" > /dev/null; } || true
is_there "$1" || { echo "\`$1\` is missing: install ${*:2}" >&2; exit 1; }
