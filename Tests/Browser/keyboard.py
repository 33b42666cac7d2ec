"""Works everything on a report's page by keyboard alone.

Part of check_report.py.
"""

import csv
import io
import json
import pathlib
import re

from page import check

CONTROLS = "a[href], button, input, select, summary, [tabindex='0']"


def keyboard(browser, path):
    """Tab reaches every control, each shows its focus, and the keyboard works every one."""
    # Without smooth scrolling a link has led where it leads at once.
    page = browser.new_context(
        viewport={"width": 1280, "height": 900}, reduced_motion="reduce", locale="en-US").new_page()
    page.goto(path.as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    check("the first Tab offers to skip to the report, and Enter does",
          page.evaluate("document.activeElement.id") == "report")
    page.reload()
    tab(page)
    drawer(page)
    tables(page)
    disclosures(page)
    links(page)
    filters(page)
    orders(page, "#list")
    for kind in ("json", "csv"):
        save(page, "#list", kind, "Space")
    the_map(page)
    page.evaluate("window.print = () => { window.printed = true; }")
    press(page, page.locator("#print"), "Enter")
    check("Enter on Print prints", page.evaluate("window.printed === true"))
    page.context.close()


def press(page, control, key):
    """Brings a control into focus and presses a key on it."""
    control.focus()
    page.keyboard.press(key)
    # The filter answers with the next frame.
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def tab(page):
    """Tab reaches every control, and each shows its focus."""
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


def drawer(page):
    """A number opens its posts; everything in that window works, and it closes in three ways."""
    number = page.locator("a.num").first
    press(page, number, "Enter")
    check("Enter on a number opens its posts", page.locator("#drawer").is_visible())
    check("Tab stays among them", all(within(page, "#drawer") for _ in range(40)))
    shown = page.locator("#drawer .hits li").count()
    press(page, page.locator("#drawer .more"), "Enter")
    check("Enter shows more of them", page.locator("#drawer .hits li").count() > shown)
    orders(page, "#drawer")
    for kind in ("json", "csv"):
        save(page, "#drawer", kind, "Enter")
    page.keyboard.press("Escape")
    check("Escape closes them", not page.locator("#drawer").is_visible())
    check("focus goes back to the number",
          page.evaluate("document.activeElement === document.querySelector('a.num')"))
    for key in ("Enter", "Space"):
        press(page, number, "Enter")
        press(page, page.locator("#drawer .close"), key)
        check(f"{key} on Close closes them", not page.locator("#drawer").is_visible())
    press(page, number, "Enter")
    press(page, page.locator("#drawer .tag").first, "Enter")
    check("a theme named there leads to its card",
          not page.locator("#drawer").is_visible() and page.evaluate("location.hash").startswith("#theme-"))


def within(page, part):
    """Whether Tab goes to a place within a part of the page, or to the browser's own controls."""
    page.keyboard.press("Tab")
    return page.evaluate(
        "part => document.activeElement === document.body || !!document.activeElement.closest(part)", part)


def orders(page, part):
    """The arrow keys choose each order of a list, and the list follows."""
    menu = page.locator(f"{part} .tools select")
    menu.select_option(index=0)
    ways = menu.locator("option").count()
    seen = [page.locator(f"{part} .hits li").all_inner_texts()]
    for _ in range(ways - 1):
        press(page, menu, "ArrowDown")
        seen.append(page.locator(f"{part} .hits li").all_inner_texts())
    check(f"{part}: the arrow keys choose among {ways} orders",
          ways >= 4 and len({tuple(order) for order in seen}) == ways, [order[0][:60] for order in seen])
    menu.select_option(index=0)


def save(page, part, kind, key):
    """A key on a button saves a file; its text."""
    with page.expect_download() as download:
        press(page, page.locator(f"{part} [data-export={kind}]"), key)
    check(f"{part}: {key} saves posts.{kind}", download.value.suggested_filename == f"posts.{kind}")
    return pathlib.Path(download.value.path()).read_text(encoding="utf-8")


def tables(page):
    """Enter sorts a table by each column, and Space turns it round."""
    read = """([number, column]) => {
      const table = document.querySelectorAll('table.sortable')[number];
      return [table.tHead.rows[0].cells[column].getAttribute('aria-sort'), table.tHead.rows[0].cells[column].dataset.sort,
              [...table.tBodies[0].rows].map(row => [row.cells[column].dataset.value ?? null,
                                                     row.cells[column].textContent.trim()])];
    }"""
    count, heads, wrong = page.locator("table.sortable").count(), 0, []
    for number in range(count):
        columns = page.locator("table.sortable").nth(number).locator("thead th")
        for column in range(columns.count()):
            button = columns.nth(column).locator("button.sort")
            if not button.count() or not button.is_visible():
                continue
            heads += 1
            ways = {}
            for key in ("Enter", "Space"):
                press(page, button, key)
                way, kind, rows = page.evaluate(read, [number, column])
                if kind == "n":
                    values = [float(value) if value else float("-inf") for value, _ in rows]
                    if values != sorted(values, reverse=way == "descending"):
                        wrong.append((number, column, way, values[:8]))
                elif way == "ascending":
                    first, last = rows[0][1].casefold(), rows[-1][1].casefold()
                    if first[:1] > last[:1]:
                        wrong.append((number, column, way, first, last))
                ways[way] = True
            if set(ways) != {"ascending", "descending"}:
                wrong.append((number, column, list(ways)))
    check(f"Enter and Space sort {count} tables by {heads} columns, both ways", heads >= 12 and not wrong, wrong[:4])


def disclosures(page):
    """Enter opens everything that can be opened, and Space closes it."""
    all_of_them = page.locator("summary")
    count, wrong = all_of_them.count(), []
    for number in range(count):
        summary = all_of_them.nth(number)
        if not summary.is_visible():
            continue
        states = []
        for key in ("Enter", "Space"):
            press(page, summary, key)
            states.append(summary.evaluate("e => e.parentElement.open"))
        if states != [True, False]:
            wrong.append((summary.inner_text(), states))
    check(f"Enter opens and Space closes all of {count} disclosures", count >= 20 and not wrong, wrong[:4])
    names = set(all_of_them.all_inner_texts())
    check("figures, quotations and the ledger among them", len(names) >= 3, names)


def links(page):
    """Every link within the page leads into view, and from a sentence to its evidence and back."""
    in_view = """id => { const box = document.getElementById(id).getBoundingClientRect();
      return box.top >= -2 && box.top < innerHeight; }"""
    wrong = []
    anchors = page.locator("nav.contents a")
    for number in range(anchors.count()):
        press(page, anchors.nth(number), "Enter")
        target = anchors.nth(number).get_attribute("href")
        if page.evaluate("location.hash") != target or not page.evaluate(in_view, target[1:]):
            wrong.append(target)
    check(f"Enter on {anchors.count()} links of the contents brings their sections into view", not wrong, wrong)
    sentence = page.locator(".s").nth(3).get_attribute("id")
    press(page, page.locator(f"a.ref[href='#e-{sentence}']"), "Enter")
    check("Enter on a small number opens the evidence behind it",
          page.locator(f"#e-{sentence}").is_visible() and page.evaluate(in_view, f"e-{sentence}"))
    press(page, page.locator(f"#e-{sentence} a.back"), "Enter")
    check("Enter there leads back to the sentence", page.evaluate(in_view, sentence))


def filters(page):
    """Every field of the filter is set by keyboard, and everything on the page follows."""
    page.locator("input[name=text]").focus()
    page.keyboard.type("trust")
    page.wait_for_timeout(100)
    everything = page.evaluate("JSON.parse(document.getElementById('data').textContent).posts.length")
    listed = matched(page)
    check("typing filters the posts", 0 < listed < everything, listed)
    texts = page.locator("#list .hits li").all_inner_texts()
    check("what is listed holds the word", texts and all("trust" in text.lower() for text in texts))
    check("the map shows what is found", page.locator("#map.filtered .hits path").count() > 0)
    check("the charts show what is found", page.locator(".timeline .hit").count() > 0)
    saved(page, listed)
    press(page, page.locator("#clear"), "Space")
    check("Space on Clear brings all back", matched(page) == everything, matched(page))

    for name in ("theme", "name", "side"):
        menu = page.locator(f"select[name={name}]")
        press(page, menu, "ArrowDown")
        value, chosen = menu.input_value(), menu.evaluate("e => e.selectedOptions[0].textContent")
        place = {"theme": 5, "name": 10, "side": 4}[name]
        expected = page.evaluate(
            """([place, value]) => JSON.parse(document.getElementById('data').textContent).posts.filter(post =>
            Array.isArray(post[place]) ? post[place].includes(value) : post[place] === value).length""",
            [place, int(value)])
        check(f"an arrow key on {name} chooses “{chosen}”, and its {expected} posts are listed",
              0 < expected < everything and matched(page) == expected, matched(page))
        if name == "theme":
            check("a theme chosen leaves its card alone", page.locator("article.theme:visible").count() == 1)
        press(page, menu, "Home")
        check(f"Home on {name} brings all back", matched(page) == everything, matched(page))

    author = page.evaluate("JSON.parse(document.getElementById('data').textContent).authors[0]")
    field = page.locator("input[name=author]")
    field.focus()
    page.keyboard.type(author)
    page.wait_for_timeout(100)
    names = set(page.locator("#list .hits .author").all_inner_texts())
    check("an author typed is the only one listed", names and all(author in name for name in names), names)
    press(page, page.locator("#clear"), "Enter")

    for name, digits in (("from", "03012026"), ("to", "03312026")):
        page.locator(f"input[name={name}]").focus()
        page.keyboard.type(digits)
    page.wait_for_timeout(100)
    days = page.locator("#list .hits time").evaluate_all("all => all.map(e => e.dateTime)")
    check("days typed are the first and the last listed",
          days and all("2026-03-01" <= day <= "2026-03-31" for day in days), days[:3])
    menu = page.locator("select[name=side]")
    press(page, menu, "End")
    press(page, menu, "ArrowUp")
    key = menu.evaluate("e => e.selectedOptions[0].textContent")
    kinds = set(page.locator("#list .hits .key").all_inner_texts())
    check("days and a mood filter together", kinds <= {key} and matched(page) < everything, (key, kinds))
    press(page, page.locator("#filter a[href='#posts']"), "Enter")
    check("Enter on List them leads to the list", page.evaluate("location.hash") == "#posts")
    press(page, page.locator("#clear"), "Enter")


def matched(page):
    """How many posts the filter says that it finds."""
    return int(re.match(r"[\d,]+", page.locator("#found").inner_text())[0].replace(",", ""))


def the_map(page):
    """The arrow keys go from dot to dot of the map, and Enter opens the post."""
    chart, seen = page.locator("#map"), []
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft"):
        press(page, chart, key)
        ring = page.locator("#map .chosen")
        seen.append((ring.get_attribute("cx"), ring.get_attribute("cy")))
    check("the arrow keys go from post to post of the map", len(set(seen)) >= 3 and all(all(at) for at in seen), seen)
    check("each is shown", page.locator("#tip").is_visible() and page.locator("#tip .said").inner_text())
    said = page.locator("#tip .said").text_content()
    press(page, chart, "Enter")
    check("Enter opens it", page.locator("#drawer").is_visible()
          and page.locator("#drawer .said").all_text_contents() == [said])
    page.keyboard.press("Escape")
    press(page, chart, "Escape")
    check("Escape puts it away", not page.locator("#tip").is_visible())


def saved(page, listed):
    """The files hold the view and nothing that a spreadsheet would run."""
    files = {kind: save(page, "#list", kind, "Enter") for kind in ("json", "csv")}
    rows = json.loads(files["json"])["posts"]
    table = list(csv.DictReader(io.StringIO(files["csv"])))
    check("JSON and CSV hold the view",
          len(rows) == len(table) == listed and [r["post"] for r in rows] == [r["post"] for r in table],
          (len(rows), len(table), listed))
