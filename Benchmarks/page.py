#!/usr/bin/env python3
"""Measures the report's page of a large made-up discussion: its size, and when a reader can use it.

    page.py HUBBUB [--posts 100000]

The page is opened in Debian's Chromium, five times, each in a browser of its own; the median counts.
Ready is when the page's script has put its controls in their places, counted from the first byte.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile

from playwright.sync_api import sync_playwright

ROUNDS = 5
LARGEST, SLOWEST = 5_000_000, 1000


def report(hubbub, posts, folder):
    dump = folder / "dump.csv"
    growth = pathlib.Path(__file__).parent / "growth.py"
    subprocess.run([sys.executable, growth, "--write", dump, "--posts", str(posts)], check=True)
    command = [hubbub, "run", "Pipelines/theme-report.yaml", dump, "--out", folder / "out"]
    finished = subprocess.run(command, capture_output=True, text=True)
    # 3 says that there are findings.
    if finished.returncode not in (0, 3):
        sys.exit(finished.stderr)
    return folder / "out/report/report.html"


def ready(page):
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        view = browser.new_page()
        view.goto(page.as_uri())
        milliseconds = float(view.evaluate("document.documentElement.dataset.ready"))
        loaded = view.evaluate("performance.getEntriesByType('navigation')[0].domComplete")
        browser.close()
    return milliseconds, loaded


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("hubbub")
    parser.add_argument("--posts", type=int, default=100_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        page = report(given.hubbub, given.posts, pathlib.Path(folder))
        times = [ready(page) for _ in range(ROUNDS)]
        size = page.stat().st_size
    own, whole = (statistics.median(column) for column in zip(*times))
    print(f"{given.posts:,} posts: {size / 1e6:.2f} MB, ready after {own:.0f} ms, complete after {whole:.0f} ms")
    return 0 if size <= LARGEST and max(own, whole) <= SLOWEST else 1


if __name__ == "__main__":
    sys.exit(main())
