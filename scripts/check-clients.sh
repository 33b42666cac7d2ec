#!/usr/bin/env bash
# Runs the main job on the sample and opens what it leaves with the programs that its users have:
# ConvoKit, SciPy, scikit-learn, pandas. The programs live in a virtual environment of their own.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=.venv-clients
if [ ! -x $venv/bin/python ] || ! cmp -s scripts/clients.txt $venv/clients.txt; then
  rm -rf $venv
  python3 -m venv $venv
  $venv/bin/pip install --quiet --disable-pip-version-check -r scripts/clients.txt
  # ConvoKit asks for torch, spaCy and more, which reading a corpus does not touch.
  $venv/bin/pip install --quiet --disable-pip-version-check --no-deps convokit==5.0.0
  cp scripts/clients.txt $venv/clients.txt
fi
exec $venv/bin/python scripts/check_clients.py "${HUBBUB:-.build/debug/hubbub}"
