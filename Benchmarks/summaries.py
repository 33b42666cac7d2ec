#!/usr/bin/env python3
"""Summaries of threads: Hubbub beside the methods of sumy, over the same threads and scored alike.

Usage: python3 Benchmarks/summaries.py SOURCES REFERENCES [--without REFERENCES…]
       [--hubbub .build/release/hubbub]

SOURCES and REFERENCES as for `hubbub eval summaries`; threads whose reference stands in a file given
with --without (what something was trained on) are left out. Makes a virtual environment beside itself
(.venv-summaries) with sumy and rouge-score, and prints a table: ROUGE-1, -2, -L (F, with stemming)
of about 77 words. sumy gets the writers' own words as plain text, a sentence at a time until the
length is reached, and a last sentence that goes beyond it by at most eight words, as Hubbub does.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv-summaries")
WORDS = 77
HEADING = re.compile(r'^\s*Name:\s*".*?"\s.*?Subject:\s*".*?"(?:\s{3,}|$)', re.S)


def in_venv():
    python = os.path.join(VENV, "bin", "python")
    if not os.path.exists(python):
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
        wanted = ["sumy==0.13.0", "rouge-score==0.1.2", "numpy", "setuptools<81"]
        subprocess.run([python, "-m", "pip", "install", "-q", *wanted], check=True)
    if os.path.realpath(sys.prefix) != os.path.realpath(VENV):
        os.execv(python, [python, *sys.argv])


def own_lines(line):
    """The lines of a thread that are neither headings nor quoted."""
    for post in line.split("</s>"):
        for text in HEADING.sub("", post).split("   "):
            text = text.strip()
            if text and not text.startswith((">", "|")):
                yield text
        yield ""


def lines(path):
    with open(path, encoding="utf-8") as file:
        return file.read().rstrip("\n").split("\n")


def hubbub(program, sources, references):
    """What `hubbub eval summaries` finds for these threads."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("sources", "references")]
        for path, texts in zip(paths, (sources, references)):
            with open(path, "w", encoding="utf-8") as file:
                file.write("\n".join(texts) + "\n")
        command = [program, "eval", "summaries", *paths]
        return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


class Words:
    """sumy's own tokenizer wants a download of NLTK's; this one cuts at marks."""

    language = "english"

    def to_sentences(self, text):
        parts = re.split(r"(?<=[.!?])\s+(?=[\"'(]?[A-Z0-9])", text.replace("\n", " "))
        return tuple(part.strip() for part in parts if part.strip())

    def to_words(self, sentence):
        return tuple(re.findall(r"[A-Za-z0-9']+", sentence))


def cut(sentences, length):
    kept, n = [], 0
    for sentence in sentences:
        words = len(sentence.split())
        if n + words <= length + 8:
            kept.append(sentence)
            n += words
        if n >= length - 6:
            break
    return set(kept)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sources")
    parser.add_argument("references")
    parser.add_argument("--without", nargs="*", default=[])
    parser.add_argument("--hubbub", default=".build/release/hubbub")
    options = parser.parse_args()
    in_venv()
    from rouge_score import rouge_scorer
    from sumy.nlp.stemmers import Stemmer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.kl import KLSummarizer
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.lsa import LsaSummarizer
    from sumy.summarizers.luhn import LuhnSummarizer
    from sumy.summarizers.reduction import ReductionSummarizer
    from sumy.summarizers.sum_basic import SumBasicSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer

    kinds = ["rouge1", "rouge2", "rougeL"]
    scorer = rouge_scorer.RougeScorer(kinds, use_stemmer=True)
    known = {line for path in options.without for line in lines(path)}
    pairs = zip(lines(options.sources), lines(options.references))
    sources, references = zip(*(pair for pair in pairs if pair[1] not in known))
    methods = {
        "Luhn": LuhnSummarizer, "LSA": LsaSummarizer, "LexRank": LexRankSummarizer,
        "TextRank": TextRankSummarizer, "SumBasic": SumBasicSummarizer, "KL": KLSummarizer,
        "Reduction": ReductionSummarizer,
    }
    stemmer = Stemmer("english")
    totals = {name: [0.0] * 3 for name in methods}
    for line, reference in zip(sources, references):
        text = "\n".join(own_lines(line))
        parser = PlaintextParser.from_string(text, Words())
        order = [str(sentence) for sentence in parser.document.sentences]
        for name, kind in methods.items():
            # The best first: ever more sentences, until they make up the length.
            try:
                summarizer, ranked = kind(stemmer), []
                for count in range(1, 13):
                    ranked = [str(s) for s in summarizer(parser.document, count)]
                    if sum(len(s.split()) for s in ranked) >= WORDS - 6:
                        break
                chosen = cut(ranked, WORDS)
            except (ValueError, ZeroDivisionError):
                chosen = set()
            summary = " ".join(s for s in order if s in chosen)
            scores = scorer.score(reference, summary)
            for place, measure in enumerate(kinds):
                totals[name][place] += scores[measure].fmeasure
    result = hubbub(options.hubbub, sources, references)
    rows = {
        "Hubbub, as a report prints it": [result[kind] for kind in kinds],
        "Hubbub, without speakers": [result["without_speakers"][kind] for kind in kinds],
        "lead": [result["lead"][kind] for kind in kinds],
        "lead, with speakers": [result["lead_with_speakers"][kind] for kind in kinds],
    }
    for name, total in totals.items():
        rows[f"sumy {name}"] = [100 * value / len(sources) for value in total]
    print("| method | ROUGE-1 | ROUGE-2 | ROUGE-L |\n| --- | ---: | ---: | ---: |")
    for name, values in rows.items():
        print(f"| {name} | " + " | ".join(f"{value:.1f}" for value in values) + " |")


if __name__ == "__main__":
    main()
