#!/usr/bin/env bash
# Checks the badges of this repository, in any pipeline that can run a shell. Exit codes: 0 the gate is met, 1 it is not, 2 wrong
# use or configuration, 3 an input could not be read, 5 nothing was checked.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if ! command -v trustlint > /dev/null; then
  tools=$(mktemp -d)
  trap 'rm -rf "$tools"' EXIT
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet --disable-pip-version-check "${TRUSTLINT_PACKAGE:-trustlint==@VERSION@}"
  export PATH=$tools/bin:$PATH
fi
trustlint check . --report junit=trustlint-junit.xml "$@"
