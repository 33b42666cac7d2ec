#!/usr/bin/env python3
"""Validates the JSON artifacts of a workspace against docs/schemas.

    check-schemas.py WORKSPACE

Files that the workspace does not have are skipped and named. Prints the first five problems of each
file; exits 1 if there are any. Needs python3-jsonschema.
"""

import json
import pathlib
import sys

import jsonschema

SCHEMAS = pathlib.Path(__file__).resolve().parent.parent / "docs" / "schemas"
FILES = {
    "corpus/utterances.jsonl": "utterances",
    "corpus/conversations.json": "conversations",
    "corpus/speakers.json": "speakers",
    "themes/themes.json": "themes",
    "themes/metrics.json": "metrics",
    "themes/lineage.json": "lineage",
    "forecast/forecast.json": "forecast",
    "report/report.json": "report",
    "report/ledger.jsonl": "ledger",
    "report/posts.json": "posts",
    "quarantine.jsonl": "quarantine",
    "run.json": "run",
    "receipt.json": "receipt",
}


def documents(path):
    """The documents of a JSON or JSON Lines file, each with the place that a message names."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".jsonl":
        yield str(path), json.loads(text)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line:
            yield f"{path}, line {number}", json.loads(line)


def main():
    workspace = pathlib.Path(sys.argv[1])
    problems = checked = 0
    for name, schema in FILES.items():
        schema = json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        path = workspace / name
        if not path.exists():
            print(f"{name}: not there")
            continue
        validator = jsonschema.Draft202012Validator(schema)
        found = [
            f"{place}: {error.json_path}: {error.message[:200]}"
            for place, document in documents(path)
            for error in validator.iter_errors(document)
        ]
        checked += 1
        problems += len(found)
        print(f"{name}: {len(found) or 'no'} problems")
        for line in found[:5]:
            print("  " + line)
    return 1 if problems or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
