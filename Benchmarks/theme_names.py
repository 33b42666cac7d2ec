#!/usr/bin/env python3
"""Holds the names of themes against what their groups are called.

    theme_names.py HUBBUB TABLE.csv K [FLOOR]      K is a number, or auto

TABLE.csv has columns `text` and `label`; labels are groups of `theme-names.tsv`. A theme is named well if its
label or one of its first three terms holds a word that stands there for the group of most of its posts.
Prints the themes that are not, and those whose label alone holds none; fails below FLOOR (0.8).
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
    command = [hubbub, "eval", "themes", table, "--text", "text", "--label", "label"]
    if count != "auto":
        command += ["--k", count]
    themes = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)["named"]
    words = accepted()

    def named(theme, names):
        return bool(words[theme["label"]] & set(" ".join(names).lower().replace("-", " ").split()))

    well = alone = 0
    for theme in themes:
        is_well, is_alone = named(theme, [theme["theme"], *theme["terms"]]), named(theme, [theme["theme"]])
        well += is_well
        alone += is_alone
        if not is_alone:
            mark = "by its terms" if is_well else "neither"
            print(f"{mark}: {theme['label']}: {theme['theme']} ({', '.join(theme['terms'])})")
    share = well / max(1, len(themes))
    print(
        f"{well} of {len(themes)} themes are named well: {share:.2f}, floor {floor}; by their label alone "
        f"{alone / max(1, len(themes)):.2f}")
    sys.exit(share < floor)


if __name__ == "__main__":
    main()
