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
import csv
import html
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from axe_playwright_python.sync_playwright import Axe
from markdown_it import MarkdownIt
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
VIEWS = [
    # name, width, height, options of the context
    ("light", 1280, 900, {"color_scheme": "light"}),
    ("dark", 1280, 900, {"color_scheme": "dark"}),
    ("forced colours", 1280, 900, {"forced_colors": "active"}),
    ("phone", 360, 740, {"color_scheme": "light"}),
    ("phone, dark", 360, 740, {"color_scheme": "dark"}),
]
POLICY = re.compile(r"<meta http-equiv=.Content-Security-Policy[^>]*>")
CONTROLS = "a[href], button, input, select, summary, [tabindex='0']"

failures = []


def check(what, holds, detail=""):
    """Prints a check and goes on."""
    print(f"{'ok  ' if holds else 'FAIL'} {what}" + ("" if holds else f": {str(detail)[:600]}"), flush=True)
    if not holds:
        failures.append(what)


class Watch:
    """What a page does that nobody asked it to."""

    def __init__(self, page):
        self.errors, self.requests, self.dialogs = [], [], []
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: self.errors.append(str(e)))
        page.on("request", lambda r: self.requests.append(r.url))
        page.on("dialog", lambda d: (self.dialogs.append(d.message), d.dismiss()))

    def left(self):
        """Requests but for the page itself and for files that it makes for the reader."""
        return [url for url in self.requests[1:] if not url.startswith("blob:")]


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
        .filter(svg => ![...svg.querySelectorAll('rect, circle, path, line')].some(mark => {
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
    tables = page.evaluate("document.querySelectorAll('details.table table, table.glance').length")
    check("tables tell what the figures show", tables >= 3, f"{tables} tables")


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


def keyboard(browser, path):
    """Tab reaches every control, each shows its focus, and Enter works them."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(path.as_uri())
    expected = page.evaluate(
        f"""[...document.querySelectorAll("{CONTROLS}")].filter(e =>
          e.checkVisibility({{visibilityProperty: true}}) && !e.disabled && !e.closest('details:not([open]) > :not(summary)')
        ).map((e, i) => (e.dataset.control = i)).length"""
    )
    reached, dull = set(), []
    for _ in range(3 * expected + 50):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """(() => { const e = document.activeElement; const style = getComputedStyle(e);
            return [e.dataset?.control, parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none',
                    e.outerHTML.slice(0, 100)]; })()"""
        )
        if found[0] is None:
            if len(reached) > expected / 2:
                break
            continue
        if found[0] not in reached and not found[1]:
            dull.append(found[2])
        reached.add(found[0])
        if len(reached) == expected:
            break
    missed = page.evaluate(
        "reached => [...document.querySelectorAll('[data-control]')].filter(e => !reached.includes("
        "e.dataset.control)).map(e => e.outerHTML.slice(0, 120))", sorted(reached))
    check(f"Tab reaches all {expected} controls", not missed, missed[:4])
    check("each shows its focus", not dull, dull[:4])

    page.locator("a.num").first.focus()
    page.keyboard.press("Enter")
    check("Enter on a number opens its posts", page.locator("#drawer").is_visible())
    shown = page.locator("#drawer .hits li").count()
    page.locator("#drawer .more").focus()
    page.keyboard.press("Enter")
    check("Enter shows more of them", page.locator("#drawer .hits li").count() > shown)
    page.keyboard.press("Escape")
    check("Escape closes them", not page.locator("#drawer").is_visible())
    check("focus goes back to the number",
          page.evaluate("document.activeElement.classList.contains('num')"))
    page.locator(".glance .sort").nth(1).focus()
    page.keyboard.press("Enter")
    once = page.locator(".glance th[aria-sort]").get_attribute("aria-sort")
    first = page.locator(".glance tbody .num").all_inner_texts()
    page.keyboard.press("Enter")
    turned = page.locator(".glance tbody .num").all_inner_texts()
    check("Enter sorts a table, and turns it round",
          once == "descending" and list(map(int, first)) == sorted(map(int, first), reverse=True)
          and list(map(int, turned)) == sorted(map(int, turned)), (once, first, turned))

    page.keyboard.press("Control+Home")
    page.locator("input[name=text]").focus()
    page.keyboard.type("trust")
    page.wait_for_timeout(100)
    state = page.locator("#found").inner_text()
    listed = int(re.match(r"[\d,]+", state)[0].replace(",", ""))
    check("typing filters the posts", 0 < listed < 209, state)
    texts = page.locator("#list .hits li").all_inner_texts()
    check("what is listed holds the word", texts and all("trust" in text.lower() for text in texts))
    check("the map shows what is found", page.locator("#map.filtered .hits path").count() > 0)
    check("the charts show what is found", page.locator(".timeline .hit").count() > 0)
    saved(page, listed)
    page.locator("#clear").focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    check("Enter on Clear brings all back", page.locator("#found").inner_text().startswith("209"))

    page.locator("select[name=theme]").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(100)
    check("a theme chosen leaves its card alone",
          page.locator("article.theme:visible").count() == 1)
    page.locator("select[name=theme]").select_option("")
    page.locator("select[name=side]").select_option("0")
    page.locator("input[name=from]").fill("2026-03-01")
    page.locator("input[name=to]").fill("2026-03-31")
    page.wait_for_timeout(100)
    days = page.locator("#list .hits time").evaluate_all("all => all.map(e => e.dateTime)")
    check("dates and mood filter",
          days and all("2026-03-01" <= day <= "2026-03-31" for day in days)
          and page.locator("#list .negative-key").count() == len(days), days)
    page.context.close()


def saved(page, listed):
    """The files hold the view and nothing that a spreadsheet would run."""
    files = {}
    for kind in ("json", "csv"):
        button = page.locator(f"#list [data-export={kind}]")
        button.focus()
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        files[kind] = pathlib.Path(download.value.path()).read_text(encoding="utf-8")
        check(f"saved under a name of its own: {download.value.suggested_filename}",
              download.value.suggested_filename == f"posts.{kind}")
    rows = json.loads(files["json"])["posts"]
    table = list(csv.DictReader(io.StringIO(files["csv"])))
    check("JSON and CSV hold the view",
          len(rows) == len(table) == listed and [r["post"] for r in rows] == [r["post"] for r in table],
          (len(rows), len(table), listed))


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


def payloads():
    """Our own payloads, and the public lists where they are."""
    found = (pathlib.Path(__file__).parent / "payloads.txt").read_text(encoding="utf-8").splitlines()
    corpora = pathlib.Path(os.environ.get("HUBBUB_CORPORA", ROOT.parent / "shared" / "corpora")) / "hostile"
    for path in (corpora / "payloadbox-xss" / "Intruder").glob("*.txt"):
        found += path.read_text(encoding="utf-8", errors="replace").splitlines()
    for path in (corpora / "dompurify" / "test" / "fixtures").glob("*.mjs"):
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [json.loads(m) for m in re.findall(r'"payload": ("(?:[^"\\\n]|\\["\\/bfnrt])*")', text)]
    return [payload for payload in found if payload.strip()]


def hostile_posts(path, found):
    """Posts of which every field that a page shows is a payload, beside words that make themes.

    As many posts as a debug build reads soon; each payload stands at least in a text or a title.
    """
    subjects = ["the ferry and its fares", "the market and its stalls", "the river and its floods"]
    posts, threads = min(len(found), 480), 120
    with open(path, "w", encoding="utf-8") as lines:
        for number in range(posts):
            own = found[number::posts]
            lines.write(json.dumps({
                "id": f"{number} {own[-1]}"[:200], "author": own[0][:200],
                "text": f"{own[0]} I think that {subjects[number % 3]} are a disgrace to this good town. "
                        f"{' '.join(own)} Nobody will forgive {subjects[number % 3]} by {2027 + number % 9}.",
                "thread": f"t{number % threads}", "title": " ".join(found[number % threads::threads]),
                "created_utc": 1_767_225_600 + number * 9000,
                "url": own[0] if number % 2 else "https://forum.example/" + own[0],
            }) + "\n")
    return posts


def dialogs(browser, path, policy):
    """What a page of payloads does by itself and while a reader uses it."""
    context = browser.new_context(bypass_csp=not policy)
    page = context.new_page()
    watch = Watch(page)
    page.goto(path.as_uri())
    page.wait_for_timeout(300)
    if page.locator("#drawer").count():
        page.evaluate(
            """(() => { document.querySelectorAll('details').forEach(d => d.open = true);
            document.querySelector('a.num').click();
            const more = document.querySelector('#drawer .more');
            for (let i = 0; i < 400 && !more.hidden; i += 1) more.click(); })()""")
        page.wait_for_timeout(300)
        page.keyboard.press("Escape")
        page.locator("input[name=author]").focus()
        page.locator("input[name=text]").fill("<")
        page.wait_for_timeout(100)
        if page.locator("#map").count():
            page.locator("#map").hover()
    handlers = page.evaluate(
        """[...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a =>
        /^on/i.test(a.name) || /^(href|src|action|cite)$/i.test(a.name) && !/^(#|https?:)/i.test(a.value)
        || /^(style|srcdoc)$/i.test(a.name) && !e.closest('#tip')
        && !/^text-align:(left|right|center);?$/.test(a.value))).map(e => e.outerHTML.slice(0, 120))""")
    context.close()
    return watch.dialogs + [f"request: {url}" for url in watch.left()] + handlers


def attacks(browser, hubbub, scratch):
    found = payloads()
    posts = hostile_posts(scratch / "hostile.jsonl", found)
    out = scratch / "hostile"
    run(hubbub, scratch / "hostile.jsonl", out)
    page = out / "report" / "report.html"
    golden = ROOT / "Tests" / "HubbubReportTests" / "Golden" / "hostile.html"
    text = page.read_text(encoding="utf-8")
    shown = json.loads(re.search(r'id="data">(.*?)</script>', text, re.S)[1])
    check(f"{len(found)} payloads are in the page as text", len(shown["posts"]) > 0.7 * posts,
          f"{len(shown['posts'])} posts")
    for name, path in (("posts", page), ("a report of payloads alone", golden)):
        bare = scratch / f"bare-{path.parent.parent.name}.html"
        bare.write_text(POLICY.sub("", path.read_text(encoding="utf-8"), count=1), encoding="utf-8")
        check(f"{name}: the page has a policy", bare.read_bytes() != path.read_bytes())
        for policy, file in ((True, path), (False, bare)):
            done = dialogs(browser, file, policy)
            check(f"{name}: nothing runs {'with' if policy else 'without'} the policy", not done, done[:4])
        # The payloads are live, and this check can see it: undo the escaping, and they run.
        raw = scratch / "raw.html"
        raw.write_text(html.unescape(bare.read_text(encoding="utf-8")), encoding="utf-8")
        check(f"{name}: without escaping they do run", bool(dialogs_of(browser, raw)))
    for policy in (True, False):
        control = scratch / "control.html"
        made = text.replace("</h1>", "</h1><img src=x onerror=alert(1)>", 1)
        control.write_text(made if policy else POLICY.sub("", made, count=1), encoding="utf-8")
        fired = dialogs_of(browser, control)
        check(f"a control made by hand {'is stopped by the policy' if policy else 'runs without it'}",
              bool(fired) != policy, fired[:3])
    markdown = (out / "report" / "report.md").read_text(encoding="utf-8")
    rendered = scratch / "markdown.html"
    rendered.write_text(MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown), encoding="utf-8")
    done = dialogs(browser, rendered, True)
    check("Markdown, rendered with HTML allowed: nothing runs", not done, done[:4])


def dialogs_of(browser, path):
    """The dialogs that a page opens by itself; nothing may leave this machine."""
    context = browser.new_context()
    page = context.new_page()
    opened = []
    page.on("dialog", lambda d: (opened.append(d.message), d.dismiss()))
    context.route(lambda url: not url.startswith("file:"), lambda route: route.abort())
    try:
        page.goto(path.as_uri(), wait_until="commit", timeout=10_000)
        page.wait_for_timeout(700)
    except Exception as error:  # a payload may take the page elsewhere, which is to run as well
        opened.append(str(error)[:80])
    context.close()
    return opened


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
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        look(browser, report, options.shots)
        page = browser.new_page()
        page.goto(report.as_uri())
        structure(page)
        figures(page)
        numbers(page)
        page.close()
        keyboard(browser, report)
        without_scripts(browser, report)
        attacks(browser, hubbub, scratch)
        browser.close()
    print(f"{len(failures)} checks failed" if failures else "every check of the page passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
