"""Fills a report with payloads, and looks whether any runs.

Part of check_report.py.
"""

import html
import json
import os
import pathlib
import re

from markdown_it import MarkdownIt
from playwright.sync_api import Error

from page import ROOT, Watch, check

POLICY = re.compile(r"<meta http-equiv=.Content-Security-Policy[^>]*>")


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


def attacks(browser, launch, run, scratch):
    """Payloads in every field of posts, with the policy and without it.

    `run` makes a report of a source; `launch` starts another browser, for pages whose payloads are live.
    """
    found = payloads()
    posts = hostile_posts(scratch / "hostile.jsonl", found)
    out = scratch / "hostile"
    run(scratch / "hostile.jsonl", out)
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
        check(f"{name}: without escaping they do run", bool(dialogs_of(launch, raw)))
    for policy in (True, False):
        control = scratch / "control.html"
        made = text.replace("</h1>", "</h1><img src=x onerror=alert(1)>", 1)
        control.write_text(made if policy else POLICY.sub("", made, count=1), encoding="utf-8")
        fired = dialogs_of(launch, control)
        check(f"a control made by hand {'is stopped by the policy' if policy else 'runs without it'}",
              bool(fired) != policy, fired[:3])
    markdown = (out / "report" / "report.md").read_text(encoding="utf-8")
    rendered = scratch / "markdown.html"
    rendered.write_text(MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown), encoding="utf-8")
    done = dialogs(browser, rendered, True)
    check("Markdown, rendered with HTML allowed: nothing runs", not done, done[:4])


def dialogs_of(launch, path):
    """The dialogs that a page opens by itself; nothing may leave this machine.

    In a browser of its own: live payloads can take a whole browser down, and the checks that follow with it.
    """
    browser = launch()
    context = browser.new_context()
    page = context.new_page()
    opened = []
    page.on("dialog", lambda d: (opened.append(d.message), d.dismiss()))
    context.route(lambda url: not url.startswith("file:"), lambda route: route.abort())
    try:
        page.goto(path.as_uri(), wait_until="commit", timeout=10_000)
        page.wait_for_timeout(700)
    except Error as error:  # a payload may take the page elsewhere, or the browser down: that is to run as well
        opened.append(str(error)[:80])
    try:
        browser.close()
    except Error as error:
        opened.append(str(error)[:80])
    return opened
