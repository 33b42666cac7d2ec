#!/usr/bin/env python3
"""Holds what `hubbub ingest` reads from pages against other forms of the same discussions.

    twins.py HUBBUB CORPORA

CORPORA is the folder that holds the sets named below; a set that is not there is passed over. Prints one JSON object a set; exits with 1 if a floor in twins-floors.json is missed.
"""
import collections
import datetime
import glob
import html
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HUBBUB = ""


def ingest(*inputs):
    """The posts that an ingest gives, by id."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        done = subprocess.run([HUBBUB, "ingest", *map(str, inputs), "--out", str(out)],
                              capture_output=True, text=True)
        if done.returncode not in (0, 3):
            raise SystemExit(f"ingest of {inputs} failed: {done.stderr[-400:]}")
        lines = (out / "corpus/utterances.jsonl").read_text().splitlines()
    return {post["id"]: post for post in map(json.loads, lines)}


def words(text):
    return collections.Counter(re.findall(r"\w+", text.lower()))


def f1(found, wanted):
    found, wanted = words(found), words(wanted)
    common = sum((found & wanted).values())
    return 2 * common / max(1, sum(found.values()) + sum(wanted.values())) if common else float(
        not found and not wanted)


def mean(values):
    values = list(values)
    return round(sum(values) / len(values), 4) if values else None


def share(pairs):
    pairs = list(pairs)
    return round(sum(a == b for a, b in pairs) / len(pairs), 4) if pairs else None


def set_f1(found, wanted):
    found, wanted = set(found), set(wanted)
    return round(2 * len(found & wanted) / max(1, len(found) + len(wanted)), 4)


def answers(post):
    """The post that one answers as its source says.

    Where none says, or one that is not in the sources, ingest takes the thread's first.
    """
    supplied = {"reply-to-thread", "orphan"} & set(post["meta"].get("findings", []))
    return None if supplied else post.get("reply-to")


def edges(posts):
    return {(post["id"], answers(post)) for post in posts.values() if answers(post)}


def shown(post):
    """All that a post shows but what the site adds: link previews, footers, notes of edits."""
    body = post["meta"].get("body", post["text"]).encode()
    spans = post["meta"].get("spans", [])
    if not spans:
        return body.decode()
    return b" ".join(body[span["start"]:span["end"]] for span in spans
                     if span["kind"] != "boilerplate").decode()


def pipermail(folder):
    """Mailman's pages and its monthly mbox files: the same messages twice.

    Pages of before Mailman 2.1.15 do not hold their own Message-ID; those are told by author and
    time, also where another page answers them.
    """
    pages = ingest(*sorted(p for p in glob.glob(f"{folder}/*") if os.path.isdir(p)))
    mails = ingest(*sorted(glob.glob(f"{folder}/*.txt")))
    by_key = collections.defaultdict(list)
    for post in mails.values():
        by_key[post["speaker"], post["timestamp"]].append(post)
    pairs, without = [], 0
    for post in pages.values():
        if post["id"] in mails:
            pairs.append((post, mails[post["id"]]))
        elif by_key[post["speaker"], post["timestamp"]]:
            pairs.append((post, by_key[post["speaker"], post["timestamp"]].pop()))
        else:
            without += 1
    keys = collections.defaultdict(set)
    for mail in mails.values():
        keys[mail["speaker"], mail["timestamp"]].add(mail["id"])
    named = [(page, mail) for page, mail in pairs if page["id"] == mail["id"]]
    # The archive holds some pages twice; either copy stands for the message.
    names = {post["id"]: min(keys[post["speaker"], post["timestamp"]], default=post["id"])
             for post in pages.values() if post["id"] not in mails}
    return {
        "messages": len(mails), "pages": len(pages), "unpaired": without,
        "posts": round(2 * len(pairs) / (len(pages) + len(mails)), 4),
        "named": len(named),
        "authors": share((page["speaker"], mail["speaker"]) for page, mail in named),
        "dates": share((page["timestamp"], mail["timestamp"]) for page, mail in named),
        "edges": set_f1(((child, names.get(parent, parent)) for child, parent
                         in edges(dict((p["id"], p) for p, _ in named))),
                        edges(dict((m["id"], m) for _, m in named))),
        "body": mean(f1(shown(page), shown(mail)) for page, mail in pairs),
    }


COMMENT = re.compile(r"<!--.*?-->", re.S)


def hypermail(folder):
    """hypermail's pages without the comments that hold the truth."""
    truth = {}
    with tempfile.TemporaryDirectory() as scratch:
        for path in sorted(glob.glob(f"{folder}/*.html")):
            page = Path(path).read_text(errors="replace")
            facts = dict(re.findall(r'<!-- (\w+)="(.*?)" -->', page))
            if "isosent" not in facts:
                continue
            start, end = page.find('<!-- body="start" -->'), page.find('<!-- body="end" -->')
            body = html.unescape(re.sub(r"<[^>]*>", "", COMMENT.sub("", page[start:end])))
            body = re.sub(r"\A\s*From:.*\s*Date:.*\n", "", body)
            facts["body"] = re.sub(r"\n *Received on .*\s*\Z", "", body)
            truth[Path(path).stem] = facts
            (Path(scratch) / Path(path).name).write_text(COMMENT.sub("", page))
        posts = ingest(scratch)
    by_page = {}
    for post in posts.values():
        by_page[Path(post["meta"]["source"]["path"]).stem] = post
    ids = {facts["id"]: page for page, facts in truth.items()}
    pages_of = {post["id"]: page for page, post in by_page.items()}
    wanted = {(page, ids[facts["inreplyto"]]) for page, facts in truth.items()
              if facts.get("inreplyto") in ids}
    found = {(page, pages_of.get(answers(post))) for page, post in by_page.items()
             if answers(post)}
    both = sorted(set(by_page) & set(truth))
    return {
        "messages": len(truth), "posts": set_f1(by_page, truth),
        "authors": share((by_page[p]["speaker"], html.unescape(truth[p]["name"])) for p in both),
        "edges": set_f1(found, wanted),
        "body": mean(f1(by_page[p]["meta"].get("body", by_page[p]["text"]), truth[p]["body"]) for p in both),
    }


def opendcl(folder):
    """A static archive that says in plain markup who wrote what and when."""
    posts = ingest(f"{folder}/topics")
    found = {(Path(p["meta"]["source"]["path"]).stem, p["id"].split("#")[-1]): p
             for p in posts.values()}
    wanted = {}
    for path in glob.glob(f"{folder}/topics/*.html"):
        page = Path(path).read_text(errors="replace")
        for match in re.finditer(
                r'<article class="post" id="(\w+)">.*?post-author">(.*?)</span>.*?post-date muted">'
                r'(.*?)</span>.*?<div class="post-body">(.*?)</article>', page, re.S):
            name, author, date, body = match.groups()
            wanted[Path(path).stem, name] = (
                html.unescape(author).strip(), date, html.unescape(re.sub(r"<[^>]*>", " ", body)))
    both = sorted(set(found) & set(wanted))
    return {
        "messages": len(wanted), "posts": set_f1(found, wanted),
        "authors": share((found[k]["speaker"], wanted[k][0]) for k in both),
        "dates": share((found[k]["timestamp"], utc(wanted[k][1])) for k in both),
        "body": mean(f1(shown(found[k]), wanted[k][2]) for k in both),
    }


def utc(text):
    moment = datetime.datetime.strptime(text.replace(" UTC", ""), "%Y-%m-%d %H:%M")
    return int(moment.replace(tzinfo=datetime.timezone.utc).timestamp())


def askbot(folder):
    """A question of four pages, and the answers that the site's interface names."""
    truth = json.loads(Path(folder, "api_24396_openstack.json").read_text())
    posts = ingest(*sorted(glob.glob(f"{folder}/html_24396_multipage*")))
    ids = {post["id"].split("#")[-1] for post in posts.values()}
    wanted = {str(i) for i in truth["answer_ids"]}
    root = next(iter(p for p in posts.values() if p["id"].endswith("#" + str(truth["id"]))), None)
    # Somebody sent two answers twice within seconds: one of each is kept, and names the other.
    named = {finding.split("#")[-1] for post in posts.values()
             for finding in post["meta"].get("findings", []) if finding.startswith("copy:")}
    return {
        "messages": len(wanted), "posts": set_f1((ids | named) & wanted, wanted),
        "kept": set_f1(ids & wanted, wanted),
        "root_author": root is not None and root["speaker"] == truth["author"]["username"],
    }


def discourse(folder):
    """Discourse's JSON against the Markdown that the members wrote."""
    stems = sorted(Path(path).stem for path in glob.glob(f"{folder}/raw/*.md"))
    posts = ingest(*(f"{folder}/json/{stem}.json" for stem in stems))
    by_topic = collections.defaultdict(dict)
    for post in posts.values():
        topic, _, number = post["id"].rpartition("#")
        by_topic[topic.split("/")[-1]][number] = post
    wanted, scores, authors, missing = 0, [], [], 0
    for stem in stems:
        text = Path(folder, "raw", stem + ".md").read_text()
        topic = by_topic.get(stem.split(".")[-1], {})
        for part in re.split(r"\n-{25}\n", text):
            head = re.match(r"\s*(\S+) \| \S+ \S+ UTC \| #(\d+)\n", part)
            if not head:
                continue
            wanted += 1
            post = topic.get(head.group(2))
            if post is None:
                missing += 1
                continue
            authors.append((post["speaker"], head.group(1)))
            scores.append(f1(EMOJI.sub(" ", shown(post)), EMOJI.sub(" ", plain(part[head.end():]))))
    return {"messages": wanted, "posts": round(1 - missing / max(1, wanted), 4),
            "authors": share(authors), "body": mean(scores)}


CODE = re.compile(r"^[ \t]*(```+|~~~+)[^\n]*\n(?P<block>.*?)(?:^[ \t]*\1[ \t]*$|\Z)"
                  r"|\[code\](?P<old>.*?)\[/code\]|(`+)(?P<inline>[^`\n]+)\4", re.S | re.M)
EMOJI = re.compile(r":[a-z0-9_+-]+:")


def plain(markdown):
    """The words of Markdown that a reader sees: code as it stands, all else without its marks."""
    parts, at = [], 0
    for code in CODE.finditer(markdown):
        parts += [prose(markdown[at:code.start()]),
                  code["block"] or code["old"] or code["inline"] or ""]
        at = code.end()
    return " ".join(parts + [prose(markdown[at:])])


def prose(text):
    text = re.sub(r"\[img\].*?\[/img\]", " ", text)
    text = re.sub(r"\[/?(?:quote|url|code|b|i|u|list|color|size)\b[^\]]*\]", " ", text)
    text = re.sub(r"!\[([^\]|]*)[^\]]*\]\([^)]*\)", " ", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"(?<![\w/])_([^_\n]+)_(?!\w)", r"\1", text)
    return html.unescape(re.sub(r"</?\w+[^>\n]*>", " ", text))


def hackernews(folder):
    """Every row of a comment on the page is a post, as deep as it is indented."""
    page = Path(folder, "hackernews.html").read_text()
    rows = re.findall(r'<tr class=.athing comtr.* id=.(\d+).*?indent=.(\d+)', page)
    posts = ingest(f"{folder}/hackernews.html")
    by_id = {post["id"].split("#")[-1]: post for post in posts.values()}
    parents, open_rows = {}, []
    for name, depth in rows:
        del open_rows[int(depth):]
        parents[name] = open_rows[-1] if open_rows else None
        open_rows.append(name)
    root = next(post["id"] for post in posts.values() if not post.get("reply-to"))
    return {
        "messages": len(rows), "posts": sum(name in by_id for name, _ in rows),
        "flagged": len(re.findall(r"<div class=.comment[^>]*>\s*\[flagged\]", page)),
        "edges": share(
            ((by_id[name].get("reply-to") or "").split("#")[-1],
             parent or root.split("#")[-1])
            for name, parent in parents.items() if name in by_id),
    }


SETS = [
    ("html/pipermail-twisted-python", pipermail), ("html/hypermail-cf-metadata", hypermail),
    ("html/opendcl-static-archive", opendcl), ("html/askbot", askbot),
    ("json/discourse-urho3d", discourse), ("html/hackernews-modern", hackernews),
]

if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    HUBBUB, corpora = sys.argv[1], Path(sys.argv[2])
    floors = json.loads(Path(__file__).with_name("twins-floors.json").read_text())
    missed = []
    for name, measure in SETS:
        if not (corpora / name).is_dir():
            continue
        scores = measure(str(corpora / name))
        print(json.dumps({"set": name, **scores}), flush=True)
        missed += [f"{name}: {key} is {scores[key]}, its floor {floor}"
                   for key, floor in floors.get(name, {}).items() if not scores[key] >= floor]
    if missed:
        raise SystemExit("\n".join(missed))
