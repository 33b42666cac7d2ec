#!/usr/bin/env python3
"""Times and scores `hubbub` beside trafilatura, resiliparse and lxml on the same saved pages.

    extraction.py HUBBUB PAGES GOLD

PAGES holds NAME.html, GOLD holds NAME.json with `main_content` (at its top or under
`ground_truth`). Prints JSON. The score is word F1 against the whole reference, as the Web Content
Extraction Benchmark has it, over the pages that hold what their reference says: for hubbub the
words of the posts alone (`own_words_f1`), without the allowances that `f1` makes for names, dates,
quotes and references that end early. Speed is pages a second of processor time, which other work on
the machine disturbs least: hubbub's with its start and its worker's, the least of three rounds
over all pages for each program after one that is not counted.
"""
import collections
import json
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

import lxml.html
import trafilatura
from resiliparse.extract.html2text import extract_plain_text


def words(text):
    return collections.Counter(re.findall(r"\w+", text.lower()))


def f1(found, wanted):
    found, wanted = words(found), words(wanted)
    common = sum((found & wanted).values())
    return 2 * common / (sum(found.values()) + sum(wanted.values())) if common else 0.0


def bare(page):
    tree = lxml.html.document_fromstring(page)
    for element in tree.iter("script", "style"):
        element.text = ""
    return tree.text_content()


PEERS = {
    "trafilatura": lambda page: trafilatura.extract(page, include_comments=True) or "",
    "trafilatura, favour recall": lambda page: trafilatura.extract(
        page, include_comments=True, favor_recall=True) or "",
    "resiliparse": lambda page: extract_plain_text(page, main_content=True, comments=True),
    "lxml, bare text": bare,
}


def text(path):
    return path.read_bytes().decode("utf-8", "replace")


def attempt(extract, page):
    try:
        return extract(page)
    except (ValueError, lxml.etree.ParserError):
        return ""


def timed_hubbub(hubbub, folder):
    def spent():
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    start = spent()
    subprocess.run([hubbub, "probe", "--pages-only", "--json", "--jobs", "1", folder], check=False,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return spent() - start


def timed(extract, pages):
    start = time.process_time()
    for content in pages.values():
        attempt(extract, content)
    return time.process_time() - start


def main(hubbub, folder, gold):
    scores = json.loads(subprocess.run([hubbub, "eval", "extraction", folder, gold], check=True,
                                       capture_output=True, text=True).stdout)
    judged = [row["page"] for row in scores["scores"]]
    pages = {path.stem: text(path) for path in sorted(Path(folder).glob("*.html"))}
    references = {}
    for name in judged:
        value = json.loads(Path(gold, name + ".json").read_text())
        references[name] = value.get("ground_truth", value)["main_content"]
    timed_hubbub(hubbub, folder)
    seconds = {"hubbub": min(timed_hubbub(hubbub, folder) for _ in range(3))}
    rows = {"hubbub": {"f1": scores["own_words_f1"], "f1_judged": scores["f1"]}}
    for name, extract in PEERS.items():
        found = {page: attempt(extract, content) for page, content in pages.items()}
        seconds[name] = min(timed(extract, pages) for _ in range(3))
        rows[name] = {
            "f1": sum(f1(found[page], references[page]) for page in judged) / len(judged)}
    for name, row in rows.items():
        row["pages_per_second"] = round(len(pages) / seconds[name], 1)
        row["hubbub_is_faster_by"] = round(seconds[name] / seconds["hubbub"], 2)
    print(json.dumps({"pages": len(pages), "judged": len(judged), "programs": rows}, indent=1))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
