#!/usr/bin/env bash
# Opens reports in Chromium and checks what a reader and an attacker would try. The driver lives in a
# virtual environment of its own; the browser is Debian's.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=.venv-browser
packages=(playwright==1.65.2 axe-playwright-python==0.1.8 markdown-it-py)
if [ ! -x $venv/bin/python ] || [ "${packages[*]}" != "$(cat $venv/packages.txt 2>/dev/null)" ]; then
  rm -rf $venv
  python3 -m venv $venv
  $venv/bin/pip install --quiet --disable-pip-version-check "${packages[@]}"
  echo "${packages[*]}" >$venv/packages.txt
fi
exec $venv/bin/python Tests/Browser/check_report.py "${HUBBUB:-.build/debug/hubbub}" "$@"
