#!/usr/bin/env bash
# Prints the folder of the real data that tests hold quality floors against: HUBBUB_CORPORA if that
# is set, else what lies packed beside the checkout, unpacked into .corpora. Prints nothing where
# there is none: the tests that need it are then skipped, and say so.
set -euo pipefail
cd "$(dirname "$0")/.."
packed=../shared/corpora
if [ -n "${HUBBUB_CORPORA:-}" ]; then
  echo "$HUBBUB_CORPORA"
elif [ -f "$packed/unpack" ]; then
  if [ ! -f .corpora/whole ] || [ "$packed/INDEX.md" -nt .corpora/whole ]; then
    rm -rf .corpora
    bash "$packed/unpack" "$PWD/.corpora" >&2
    touch .corpora/whole
  fi
  echo "$PWD/.corpora"
fi
