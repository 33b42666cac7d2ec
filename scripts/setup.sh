#!/usr/bin/env bash
# Installs every Debian package that Hubbub needs besides the Swift toolchain: to build it, to pass
# its tests, and to check its artifacts with the programs that its users open them with.
# `--tests` adds the browser of scripts/check-browser.sh.
# Idempotent: says nothing and needs no root when everything is there.
set -euo pipefail

packages=(
  git make pkg-config     # to fetch and build
  libxml2-dev             # HTML and XML
  libicu-dev              # Unicode
  libarchive-dev          # zip, tar, 7z, gzip, bzip2, xz, zstd
  libsimdjson-dev         # JSON Lines
  libstemmer-dev          # Snowball
  libsqlite3-dev          # the export to SQLite
  unicode-data            # the Unicode conformance tests
  zstd                    # to unpack the real data that quality floors are held against
  strace                  # make hostile: what hostile documents make the program open
  python3-venv            # scripts/check-clients.sh: SciPy, scikit-learn, pandas, ConvoKit
)
# The browser that the tests open reports in is large, and no part of building or running.
if [ "${1:-}" = --tests ]; then packages+=(chromium fonts-noto-core fonts-noto-color-emoji); fi

missing=()
for package in "${packages[@]}"; do
  state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing+=("$package")
done

if [ ${#missing[@]} -gt 0 ]; then
  echo "setup: installing ${missing[*]}" >&2
  as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
      echo "setup: run as root, or install sudo: the packages above are missing" >&2
      exit 1
    }
    as_root=(sudo)
  fi
  export DEBIAN_FRONTEND=noninteractive
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
fi

command -v swift >/dev/null || {
  echo "setup: the Swift toolchain (6.2 or later) is missing; https://swift.org/install" >&2
  exit 1
}
