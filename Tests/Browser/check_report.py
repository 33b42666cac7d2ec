#!/usr/bin/env python3
"""Opens reports in Chromium and checks what a reader and an attacker would try.

    check_report.py HUBBUB [--shots FOLDER]

Runs HUBBUB on the sample and on hostile posts, and checks of the pages: no console error, no request
leaves, axe-core finds nothing in light, dark and forced colours, nothing scrolls sideways on a phone,
every link within the page has its target, every figure has marks and its table, every control is
reached and works by keyboard, every number opens as many posts as it says, what is in view is saved as
it is, all of it can be read with scripts off, and no payload runs, with the policy and without it,
while a control made by hand does. Prints a line a check; exits 1 if any fails.

Needs Debian's chromium, and from PyPI what scripts/check-browser.sh installs.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from attacks import attacks
from keyboard import keyboard
from page import CHROMIUM, ROOT, Watch, check, failures

VIEWS = [
    # name, width, height, options of the context
    ("light", 1280, 900, {"color_scheme": "light"}),
    ("dark", 1280, 900, {"color_scheme": "dark"}),
    ("forced colours", 1280, 900, {"forced_colors": "active"}),
    ("phone", 360, 740, {"color_scheme": "light"}),
    ("phone, dark", 360, 740, {"color_scheme": "dark"}),
]

def look(browser, path, shots):
    """Each view of a page: nothing amiss, nothing cut off, nothing that axe objects to."""
    for name, width, height, options in VIEWS:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        page = context.new_page()
        watch = Watch(page)
        page.goto(path.as_uri())
        ready = page.evaluate("document.documentElement.dataset.ready")
        check(f"{name}: the script has run, after {ready} ms", ready is not None)
        check(f"{name}: no error, request or dialog", not (watch.errors + watch.left() + watch.dialogs),
              watch.errors + watch.left() + watch.dialogs)
        lost = page.evaluate(
            "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href'))"
            ".filter(h => !document.getElementById(h.slice(1)))"
        )
        check(f"{name}: every link has its target", not lost, lost[:5])
        if shots:
            page.screenshot(path=str(shots / f"{name.replace(', ', '-').replace(' ', '-')}.png"), full_page=True)
        context.close()
        # axe runs inside the page, which the policy forbids: it judges a copy without.
        context = browser.new_context(
            viewport={"width": width, "height": height}, bypass_csp=True, **options)
        page = context.new_page()
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        check(f"{name}: does not scroll sideways with all open", wide <= 0, f"by {wide} px")
        judged(page, name)
        page.evaluate("document.querySelector('a.num').click()")
        judged(page, f"{name}, posts open", "#drawer")
        context.close()


def judged(page, name, part=None):
    found = Axe().run(page, context=part).response
    objections = [
        f"{violation['id']}: {[node['html'][:120] for node in violation['nodes'][:3]]}"
        for violation in found["violations"]
    ]
    check(f"{name}: axe passes {len(found['passes'])} rules", not objections, objections)


def figures(page):
    """Every figure shows something, and every one that is no mere ornament has a name."""
    empty = page.evaluate(
        """[...document.querySelectorAll('svg')].filter(svg => !svg.closest('dialog, details'))
        .filter(svg => ![...svg.querySelectorAll('rect, circle, path')].filter(mark =>
          !mark.matches('.axis, .tick, .zero, .grid, .track, .disc')).some(mark => {
          const box = mark.getBoundingClientRect(); return box.width > 0 || box.height > 0; }))
        .map(svg => svg.outerHTML.slice(0, 150))"""
    )
    check("every figure has marks", not empty, empty[:3])
    bare = page.evaluate(
        """[...document.querySelectorAll('svg:not([aria-hidden])')]
        .filter(svg => !svg.getAttribute('aria-label') && !svg.querySelector('title'))
        .map(svg => svg.outerHTML.slice(0, 150))"""
    )
    check("every figure has a name", not bare, bare[:3])
    # Each section with a figure has a table, and each figure of a card its numbers beside it.
    lone = page.evaluate(
        """[...document.querySelectorAll('main > section')].filter(section =>
        section.querySelector('svg.chart, svg.map-chart, svg.tree') && !section.querySelector('table, .figure .legend, .figure-label'))
        .map(section => section.className)"""
    )
    captions = page.evaluate("[...document.querySelectorAll('table')].filter(t => !t.caption?.textContent.trim()).length")
    check("a table, or numbers beside it, for each figure", not lone, lone)
    check("every table has a caption", captions == 0, captions)
    figures = page.evaluate(
        """[...document.querySelectorAll('article.theme')].filter(card => card.querySelector('.figures'))
        .filter(card => card.querySelectorAll('.figure').length < 4 || !/95%|\\(/.test(card.querySelector('.figures').textContent)
          && !card.querySelector('.badge')).map(card => card.id)"""
    )
    check("every card has its size, mood with interval, trend and words", not figures, figures)


def numbers(page):
    """Every number opens as many posts as it says."""
    wrong = page.evaluate(
        r"""(() => {
          const wrong = [];
          let opened = 0;
          for (const link of document.querySelectorAll('a.num')) {
            const said = link.textContent.match(/[\d,]+/);
            link.click();
            const found = document.getElementById('drawer-count').textContent.match(/[\d,]+/)[0];
            document.getElementById('drawer').close();
            opened += 1;
            if (said && !/author/.test(link.textContent) && said[0] !== found)
              wrong.push([link.textContent, link.dataset.posts, found]);
          }
          return { wrong, opened };
        })()"""
    )
    check(f"{wrong['opened']} numbers open as many posts as they say",
          not wrong["wrong"] and wrong["opened"] > 50, wrong["wrong"][:5])


def without_scripts(browser, path):
    """All of the article can be read, and nothing is offered that would not work."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(path.as_uri())
    check("without scripts: themes, quotations and tables are there",
          page.locator("article.theme:visible").count() >= 5
          and page.locator("blockquote:visible").count() >= 20
          and page.locator("table:visible").count() >= 3)
    check("without scripts: figures are drawn", page.locator("svg:visible").count() >= 20)
    check("without scripts: no dead controls",
          page.locator("form:visible, input:visible, select:visible, button:visible").count() == 0)
    page.context.close()


def structure(page):
    """Landmarks, one first heading, none skipped, a link to skip what comes first."""
    levels = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4')].filter(h => !h.closest('dialog')).map(h => +h.tagName[1])")
    check("headings skip no level",
          levels[0] == 1 and levels.count(1) == 1
          and all(b - a <= 1 for a, b in zip(levels, levels[1:])), levels)
    found = page.evaluate(
        "['header', 'nav', 'main', 'footer', '[role=search]', 'a.skip'].map(s => document.querySelectorAll(s).length)")
    check("landmarks and a skip link", all(found), found)


def run(hubbub, source, out):
    done = subprocess.run(
        [hubbub, "run", ROOT / "Pipelines" / "theme-report.yaml", source, "--out", out, "--quiet"],
        capture_output=True, text=True, timeout=900)
    check(f"hubbub runs on {source.name}", done.returncode in (0, 3), done.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("hubbub", type=pathlib.Path)
    parser.add_argument("--shots", type=pathlib.Path, help="folder for screenshots")
    options = parser.parse_args()
    if options.shots:
        options.shots.mkdir(parents=True, exist_ok=True)
    hubbub = options.hubbub.resolve()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        scratch = pathlib.Path(folder)
        run(hubbub, ROOT / "Corpora" / "ai-compute", scratch / "sample")
        report = scratch / "sample" / "report" / "report.html"
        # In a container, shared memory is often too small for a browser, which then crashes.
        def launch():
            return play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])

        browser = launch()
        look(browser, report, options.shots)
        page = browser.new_page()
        page.goto(report.as_uri())
        structure(page)
        figures(page)
        numbers(page)
        page.close()
        keyboard(browser, report)
        without_scripts(browser, report)
        attacks(browser, launch, lambda source, out: run(hubbub, source, out), scratch)
        browser.close()
    print(f"{len(failures)} checks failed" if failures else "every check of the page passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
