#!/usr/bin/env python3
"""Holds the names of themes against what their groups are called.

    theme_names.py HUBBUB TABLE.csv K [FLOOR]

TABLE.csv has columns `text` and `label`; labels are groups of `theme-names.tsv`. A theme is named well if its
label or one of its first three terms holds a word that stands there for the group of most of its posts.
Prints the themes that are not, and fails below FLOOR (0.8).
"""

import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def accepted():
    """The words that may name each group."""
    words = {}
    for line in (HERE / "theme-names.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            group, names = line.split("\t")
            words[group] = set(names.split())
    return words


def main():
    hubbub, table, count = sys.argv[1:4]
    floor = float(sys.argv[4]) if len(sys.argv) > 4 else 0.8
    command = [hubbub, "eval", "themes", table, "--text", "text", "--label", "label", "--k", count]
    themes = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)["named"]
    words = accepted()
    well = 0
    for theme in themes:
        names = " ".join([theme["theme"], *theme["terms"]]).lower().replace("-", " ").split()
        if words[theme["label"]] & set(names):
            well += 1
        else:
            print(f"{theme['label']}: {theme['theme']} ({', '.join(theme['terms'])})")
    share = well / max(1, len(themes))
    print(f"{well} of {len(themes)} themes are named well: {share:.2f}, floor {floor}")
    sys.exit(share < floor)


if __name__ == "__main__":
    main()
