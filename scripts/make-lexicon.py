#!/usr/bin/env python3
"""Writes Sources/HubbubSentiment/Resources/lexicon-en.tsv and emoticons.tsv from VADER's lexicon.

Needs vaderSentiment (MIT, C.J. Hutto). Run from the package's root: python3 scripts/make-lexicon.py
Kept are VADER's words and their mean valences. Left out: chat codes that collide with words, names
and abbreviations of a technical discussion, numbers, phrases (phrases-en.tsv has its own), and
emoticons that nobody types or that look like ordinary text.
"""
import os
import re

import vaderSentiment

SOURCE = os.path.join(os.path.dirname(vaderSentiment.__file__), "vader_lexicon.txt")
FOLDER = "Sources/HubbubSentiment/Resources"
# Before the word "abandon" VADER's list holds emoticons and chat codes; of the codes these are kept.
CODES = set(
    """bff bsod fav ffs ftw fu fubar gg gj gr8 grrr heart hearts hugz ilu ily jealz jk lmao lmbao
    lmfao lol lolz mofo mwah muah np ok pls plz rofl roflmao rotfl rotflmao smh snafu sob tgif thks
    thx tmi tnx true ty tyvm wtf wtg wth xd xlnt xoxo yolo yw""".split()
)
EMOTICON = re.compile(
    r"""^(>?[:;=]'?[-^o]?[()\[\]D/\\|*$@3P}{]+|[:;=]-?[pOoc]|:'-?[()]|\(-?[:;=]|<3|</3|\\o/|[xX]-?D|D:|>[.]<
    |[oO]_[oO])$""",
    re.VERBOSE,
)


def main():
    words, faces = {}, {}
    in_words = False
    with open(SOURCE, encoding="utf-8") as lines:
        for line in lines:
            if not line.strip():
                continue
            term, valence = line.rstrip("\n").split("\t")[:2]
            in_words = in_words or term == "abandon"
            if EMOTICON.match(term):
                faces[term] = float(valence)
            elif re.fullmatch(r"[a-z][a-z'-]*[a-z]", term) and (in_words or term in CODES):
                words[term] = float(valence)
    for name, table in [("lexicon-en", words), ("emoticons", faces)]:
        with open(f"{FOLDER}/{name}.tsv", "w", encoding="utf-8", newline="\n") as out:
            for term, valence in sorted(table.items(), key=lambda item: item[0].encode()):
                out.write(f"{term}\t{valence:g}\n")


if __name__ == "__main__":
    main()
