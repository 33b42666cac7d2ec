#!/usr/bin/env python3
"""Opens a report in Chromium and checks what a reader and an attacker would try.

    check-report.py REPORT.html… [--shots FOLDER]
    check-report.py --control REPORT.html

No console errors, no request leaves the page, no dialog opens, axe-core finds nothing in light and
dark, nothing scrolls sideways at 360 pixels, every fragment link has its target. Prints one line
a view and exits 1 if any check fails. `--control` is for the test's report of hostile texts: it must
stay silent with its policy taken away, and fire once its escaping is undone as well, which shows
that the payloads are live and the check can see them. Needs Debian's chromium, and from PyPI playwright and
axe-playwright-python; never `playwright install`.
"""

import argparse
import html
import json
import pathlib
import re
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
VIEWS = [
    # name, width, height, colour scheme, media
    ("light", 1280, 900, "light", "screen"),
    ("dark", 1280, 900, "dark", "screen"),
    ("phone", 360, 740, "light", "screen"),
    ("phone-dark", 360, 740, "dark", "screen"),
    ("print", 794, 1123, "light", "print"),
]


def check(page_file, shots):
    failures = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, width, height, scheme, media in VIEWS:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            page = context.new_page()
            page.emulate_media(media=media, color_scheme=scheme)
            errors, requests, dialogs = [], [], []
            page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
            page.on("pageerror", lambda e: errors.append(str(e)))
            page.on("request", lambda r: requests.append(r.url))
            page.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
            page.goto(page_file.as_uri())
            ready = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
            if errors:
                failures.append(f"{name}: console errors: {errors[:3]}")
            if requests[1:]:
                failures.append(f"{name}: requests left the page: {requests[1:4]}")
            if dialogs:
                failures.append(f"{name}: a dialog opened: {dialogs[:3]}")
            if page.evaluate("document.scripts.length"):
                failures.append(f"{name}: the page holds scripts")
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wide > 0:
                failures.append(f"{name}: scrolls sideways by {wide} px")
            lost = page.evaluate(
                "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href'))"
                ".filter(h => !document.getElementById(h.slice(1)))"
            )
            if lost:
                failures.append(f"{name}: links without target: {lost[:5]}")
            if shots:
                page.screenshot(path=str(shots / f"{name}.png"), full_page=True)
            # axe runs inside the page, which its policy forbids: judge a copy without the policy.
            if media == "screen":
                bare = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,
                    bypass_csp=True,
                )
                copy = bare.new_page()
                copy.goto(page_file.as_uri())
                copy.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
                found = Axe().run(copy).response
                for violation in found["violations"]:
                    nodes = [node["html"][:120] for node in violation["nodes"][:3]]
                    failures.append(f"{name}: axe {violation['id']}: {json.dumps(nodes)}")
                passed = len(found["passes"])
                wide = copy.evaluate("document.documentElement.scrollWidth - innerWidth")
                if wide > 0:
                    failures.append(f"{name}: scrolls sideways by {wide} px when all is open")
                bare.close()
            else:
                passed = 0
            print(f"{name}: {width}×{height}, ready after {ready:.0f} ms, {passed} axe rules passed")
            context.close()
        browser.close()
    return failures


def dialogs_of(browser, page_text):
    """The messages of dialogs that a page opens by itself."""
    page = browser.new_context(bypass_csp=True).new_page()
    opened = []
    page.on("dialog", lambda d: (opened.append(d.message), d.dismiss()))
    # Nothing may leave this machine, whatever the payloads ask for.
    page.route("**/*", lambda route: route.abort())
    page.set_content(page_text)
    page.wait_for_timeout(500)
    page.context.close()
    return opened


def control(page_file):
    failures = []
    text = page_file.read_text(encoding="utf-8")
    bare = re.sub(r"<meta http-equiv=.Content-Security-Policy[^>]*>", "", text)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        silent = dialogs_of(browser, bare)
        fired = dialogs_of(browser, html.unescape(bare))
        browser.close()
    print(f"control: {len(silent)} dialogs without the policy, {len(fired)} without escaping")
    if bare == text:
        failures.append("control: the page has no policy")
    if silent:
        failures.append(f"control: a payload runs without the policy: {silent[:3]}")
    if not fired:
        failures.append("control: no payload runs even unescaped: the check proves nothing")
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("report", type=pathlib.Path, nargs="+")
    parser.add_argument("--control", action="store_true", help="see above")
    parser.add_argument("--shots", type=pathlib.Path, help="folder for screenshots")
    options = parser.parse_args()
    if options.shots:
        options.shots.mkdir(parents=True, exist_ok=True)
    failures = []
    for report in options.report:
        if options.control:
            failures += control(report)
        else:
            failures += check(report.resolve(), options.shots)
    for failure in failures:
        print("FAIL", failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
