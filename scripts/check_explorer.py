"""Starts `hubbub explore` and reads its pages over a real socket.

Part of scripts/check_clients.py.
"""

import csv
import html
import http.client
import io
import json
import re
import signal
import socket
import subprocess
import urllib.parse


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Explorer:
    """A running explorer and what it answers."""

    def __init__(self, port):
        self.port = port

    def get(self, target, method="GET", host=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, target, headers={"Host": host or f"127.0.0.1:{self.port}"})
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return answer, body

    def page(self, path, **parameters):
        return self.get(path + "?" + urllib.parse.urlencode(parameters))[1]

    def data(self, path, **parameters):
        return json.loads(self.page(path, format="json", **parameters))

    def ids(self, **parameters):
        """The ids of all posts that a filter finds, over all pages."""
        found, number = [], 1
        while True:
            view = self.data("/posts", page=number, **parameters)
            found += [row["id"] for row in view["rows"]]
            if len(found) >= view["total"] or not view["rows"]:
                return found
            number += 1


def check_explorer(hubbub_path, workspace, posts, check):
    """Every view holds what the artifacts hold; no link fails or leaves, and no page holds a script.

    posts: the utterances by id. check: as in check_clients.py.
    """
    port = free_port()
    server = subprocess.Popen(
        [hubbub_path, "explore", workspace, "--compare", workspace, "--port", str(port), "--quiet"],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        check("the explorer says where it is", server.stdout.readline().strip() == f"http://127.0.0.1:{port}/")
        explorer = Explorer(port)
        views = every_link(explorer, check)
        every_view_as_data(explorer, views, check)
        filters(explorer, workspace, posts, check)
        searches(explorer, posts, check)
        threads(explorer, posts, check)
        themes_over_time(explorer, posts, check)
        two_runs(explorer, posts, check)
        gate(explorer, check)
    finally:
        server.send_signal(signal.SIGINT)
        code = server.wait(timeout=20)
    check("explorer: Ctrl-C ends it well", code == 0, f"exit code {code}")


def every_link(explorer, check):
    """Follows the links from page to page; the addresses of the pages that were read."""
    waiting, seen = ["/"], {}
    while waiting and len(seen) < 120:
        target = waiting.pop(0)
        kind = re.sub(r"=[^&]*", "", target)
        # Pages of one kind are alike: three of each are read.
        if target in seen or list(seen.values()).count(kind) >= 3:
            continue
        seen[target] = kind
        answer, body = explorer.get(target)
        if answer.status != 200:
            check(f"explorer: {target}", False, f"{answer.status}: {body[:300]}")
        if "text/html" in answer.headers["Content-Type"]:
            if "<script" in body or " on" + "click" in body:
                check(f"explorer: no script in {target}", False)
            links = re.findall(r'(?:href|src|action)="([^"]*)"', body)
            away = [link for link in links if not link.startswith(("/", "#"))]
            if away:
                check(f"explorer: {target} leads nowhere else", False, str(away))
            waiting += [html.unescape(link) for link in links if link.startswith("/")]
    check("explorer: many kinds of pages, none with a script or a link that leaves",
          len(set(seen.values())) >= 12, str(set(seen.values())))
    return [target for target in seen if "format=" not in target and target != "/explorer.css"]


def every_view_as_data(explorer, views, check):
    """JSON and CSV of a view hold the same rows."""
    paths = set()
    for target in views:
        paths.add(target.split("?")[0])
        join = "&" if "?" in target else "?"
        _, text = explorer.get(f"{target}{join}format=json")
        answer, table = explorer.get(f"{target}{join}format=csv")
        rows = json.loads(text)["rows"]
        cells = list(csv.DictReader(io.StringIO(table)))
        if len(rows) != len(cells) or rows and set(rows[0]) != set(cells[0]):
            check(f"explorer: JSON and CSV of {target} agree", False, f"{len(rows)} and {len(cells)} rows")
        if not answer.headers["Content-Type"].startswith("text/csv"):
            check(f"explorer: {target} as CSV", False, answer.headers["Content-Type"])
    known = {"/", "/posts", "/post", "/threads", "/thread", "/theme", "/authors", "/cross", "/compare"}
    check(f"explorer: each of {len(views)} views is JSON and CSV too", paths == known, str(paths ^ known))


def filters(explorer, workspace, posts, check):
    """Each filter finds the posts that the artifacts say, alone and with others, and keeps its address."""
    theme = json.loads((workspace / "themes" / "themes.json").read_text())["themes"][0]["id"]
    members = {}
    for row in csv.DictReader(open(workspace / "themes" / "assignments.csv", encoding="utf-8")):
        shares = members.setdefault(row["post"], {})
        shares[row["theme"]] = shares.get(row["theme"], 0) + float(row["weight"])
    counted = {
        post for post, shares in members.items()
        if theme in shares and (shares[theme] >= 0.25 or shares[theme] == max(shares.values()))
    }
    check("explorer: a theme's posts", set(explorer.ids(theme=theme)) == counted)

    report = json.loads((workspace / "report" / "report.json").read_text())
    mentions = {}
    for row in csv.DictReader(open(workspace / "report" / "mentions.csv", encoding="utf-8")):
        mentions.setdefault(int(row["name"]), set()).add(row["post"])
    check("explorer: names to filter by", len(mentions) >= 5, str(len(mentions)))
    for place, holders in mentions.items():
        name = report["names"][place]["name"]
        found = set(explorer.ids(name=name))
        if found != holders or len(holders) != report["names"][place]["posts"]:
            check(f"explorer: the posts that name {name}", False, f"{len(found)}, {len(holders)}")
    check(f"explorer: the posts of each of {len(mentions)} names, as mentions.csv has them", True)

    author = max({p["speaker"] for p in posts.values()}, key=lambda a: sum(p["speaker"] == a for p in posts.values()))
    own = {i for i, p in posts.items() if p["speaker"] == author}
    check("explorer: an author's posts", set(explorer.ids(author=author)) == own, author)
    with open(workspace / "sentiment" / "posts.csv", encoding="utf-8") as lines:
        warm = {r["post"] for r in csv.DictReader(lines) if r["valence"] and float(r["valence"]) > 0.05}
    check("explorer: the warm posts", set(explorer.ids(side="positive")) == warm)
    check("explorer: filters together",
          set(explorer.ids(theme=theme, side="positive", author=author)) == counted & warm & own)
    page = explorer.page("/posts", theme=theme, author=author, side="positive", sort="newest")
    kept = [f'value="{html.escape(value)}" selected' in page for value in (theme, "positive", "newest")]
    check("explorer: an address holds its filters, and the form shows them",
          all(kept) and f'name="author" value="{html.escape(author)}"' in page, str(kept))
    orders = {order: explorer.ids(sort=order) for order in ("oldest", "newest", "warmest", "coldest", "score")}
    check("explorer: five orders of the same posts",
          all(sorted(ids) == sorted(posts) for ids in orders.values())
          and len({tuple(ids) for ids in orders.values()}) == 5)


def searches(explorer, posts, check):
    """Search finds what is there, and marks it."""
    expected = {
        i for i, p in posts.items()
        if "trust" in re.findall(r"\w+", (p["text"] + " " + (p["meta"]["title"] or "")).lower())
    }
    found = set(explorer.ids(q="trust"))
    check("explorer: search finds what is there", found == expected and found, f"{len(found)} for {len(expected)}")
    marked = re.findall(r"<mark>(.*?)</mark>", explorer.page("/posts", q="trust"))
    check("explorer: and marks it", marked and {word.lower() for word in marked} == {"trust"}, str(set(marked)))
    check("explorer: a post by its id", explorer.get("/post?" + urllib.parse.urlencode({"id": next(iter(posts))}))[0].status == 200)


def threads(explorer, posts, check):
    """A thread's page is its tree: each post as deep as it has posts above it."""
    sizes = {}
    for post in posts.values():
        sizes[post["conversation_id"]] = sizes.get(post["conversation_id"], 0) + 1
    thread = max(sizes, key=lambda t: (sizes[t], t))

    def depth(post):
        parent = posts[post]["reply-to"]
        return 0 if parent is None else 1 + depth(parent)

    rows = explorer.data("/thread", id=thread)["rows"]
    depths = [int(d) for d in re.findall(r'class="post depth-(\d+)', explorer.page("/thread", id=thread))]
    check(f"explorer: a thread of {len(rows)} posts as a tree",
          len(rows) == sizes[thread] and depths == [min(8, depth(row["id"])) for row in rows] and max(depths) > 0)


def themes_over_time(explorer, posts, check):
    """Themes by month, author and thread add up, over all posts and over those of one author."""
    themes = {row["theme"]: row["posts"] for row in explorer.data("/")["rows"]}
    for columns in ("month", "author", "thread"):
        rows = explorer.data("/cross", columns=columns)["rows"]
        sums = {row["theme"]: sum(n or 0 for name, n in row.items() if name != "theme") for row in rows}
        # Posts without a month or author are in no column, and there are at most 24 columns.
        check(f"explorer: themes by {columns} are part of the themes",
              set(sums) == set(themes) and all(0 < sums[t] <= themes[t] for t in themes), str(sums))
    author = max({p["speaker"] for p in posts.values()}, key=lambda a: sum(p["speaker"] == a for p in posts.values()))
    mine = explorer.data("/cross", columns="month", author=author)["rows"]
    page = explorer.page("/cross", columns="month", author=author)
    links = [html.unescape(a) for a in re.findall(r'href="(/posts\?[^"]*from=[^"]*)"', page)]
    counts = []
    for link in links[:5]:
        query = dict(urllib.parse.parse_qsl(link.split("?")[1]))
        counts.append(query["author"] == author and len(explorer.ids(**query)) > 0)
    total = sum(n or 0 for row in mine for name, n in row.items() if name != "theme")
    check("explorer: themes over time of one author, each number leads to its posts",
          total > 0 and counts and all(counts), f"{total}, {links[:3]}")


def two_runs(explorer, posts, check):
    """Two runs side by side: here the same one twice."""
    rows = explorer.data("/compare")["rows"]
    check("explorer: two runs side by side",
          rows and all(row["label"] == row["other_label"] and row["posts"] == row["other_posts"] for row in rows))
    check("explorer: and what is in both", f"{len(posts):,} posts are in both" in explorer.page("/compare"))


def gate(explorer, check):
    """Only this machine may ask, only to read, and nothing of a page may run."""
    for host in ("evil.example", f"evil.example:{explorer.port}", f"127.0.0.1:{explorer.port + 1}", "localhost.evil.example"):
        if explorer.get("/", host=host)[0].status != 421:
            check(f"explorer: {host} is refused", False)
    check("explorer: other names are refused", explorer.get("/", host=f"localhost:{explorer.port}")[0].status == 200)
    statuses = {m: explorer.get("/", method=m)[0].status for m in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS")}
    check("explorer: nothing can be sent", set(statuses.values()) == {405}, str(statuses))
    policy = explorer.get("/")[0].headers["Content-Security-Policy"]
    check("explorer: a policy that admits nothing", "default-src 'none'" in policy and "script-src" not in policy)
