#!/usr/bin/env python3
"""Writes Tests/HubbubSummaryTests/Golden/rouge.tsv and stems.tsv: what rouge-score and NLTK say.

Usage, from the package's root: python3 scripts/make-golden-rouge.py
Needs rouge-score 0.1.2. The texts are made up of the words below by a fixed recurrence.
"""
from nltk.stem.porter import PorterStemmer
from rouge_score import rouge_scorer

FOLDER = "Tests/HubbubSummaryTests/Golden/"
WORDS = """the harbour council decided that ferries should run later because crowds were waiting
hopefully nobody relied on conditional rationing; sensibilities aside, relational digitizers agreed
dying lying tying skies sky news innings proceed exceeding succeeded happy happily enjoyment enjoyed
flies dies died spied tried cries feed agreed plastered motoring sing conflated troubled sized
hopping tanned falling hissing fizzed failing filing radically differently vilely analogously
vietnamization predication operator feudalism decisiveness hopefulness callousness formality
sensitivity sensibility triplicate formative formalize electricity electrical hopeful goodness
revival allowance inference airliner gyroscopic adjustable defensible irritant replacement
adjustment dependent adoption homologous communism activate angularity effective bowdlerize
probate rate cease controlling roll geology biology theology usefully carefully ably finally
2026 40% b2b x86 naïve café Müller’s it's U.S. e-mail non-negotiable -- WHY? yes! (no) abli y yy
eyes saying buying toys boys employee yearly shyly gently metallic illogical fuel fueled ing ed ied
ies being seeing fled shed red bed need exceed ionic million vision fashion possession""".split()


def texts():
    state = 7
    for _ in range(60):
        pair = []
        for _ in range(2):
            state = (state * 1103515245 + 12345) % 2**31
            length, words = state % 40, []
            for _ in range(length):
                state = (state * 1103515245 + 12345) % 2**31
                words.append(WORDS[(state >> 8) % (40 if state % 3 else len(WORDS))])
            pair.append(" ".join(words))
        yield pair


def main():
    kinds = ["rouge1", "rouge2", "rougeL"]
    scorers = [rouge_scorer.RougeScorer(kinds, use_stemmer=stemming) for stemming in (True, False)]
    with open(FOLDER + "rouge.tsv", "w", encoding="utf-8") as out:
        out.write("# summary, reference, ROUGE-1, -2, -L with stemming, then without\n")
        for summary, reference in texts():
            found = [s.score(reference, summary)[kind].fmeasure for s in scorers for kind in kinds]
            out.write("\t".join([summary, reference, *(f"{value:.9f}" for value in found)]) + "\n")
    stemmer = PorterStemmer()
    with open(FOLDER + "stems.tsv", "w", encoding="utf-8") as out:
        out.write("# word, its stem\n")
        words = {"".join(c for c in w.lower() if c.isascii() and c.isalnum()) for w in WORDS}
        for word in sorted(words - {""}):
            out.write(f"{word}\t{stemmer.stem(word)}\n")


if __name__ == "__main__":
    main()
