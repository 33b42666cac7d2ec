#!/usr/bin/env python3
"""Renders the sample corpus: one authored discussion in, five raw forum formats and the gold tables out.

    scripts/make-sample.py            writes Corpora/ai-compute, Corpora/ai-compute-gold/*.csv, Corpora/README.md
    scripts/make-sample.py --check    writes nothing; exits 1 and names each file that differs from what it would write

Why: the demo and the tests need pages that look like what Reddit, phpBB, Discourse, Stack Exchange and mailing lists
really serve, with every author, date, reply, quote and theme known, and free to ship. So the discussion was written
for the purpose (Corpora/ai-compute-gold/discussion.txt, syntax in its head), and this script does what the engines
would have done with it: nesting, quoting, signatures, pagination, encodings, and the usual accidents (double posts,
a page saved twice, mojibake). The gold tables are written from the same records, never by parsing the pages.

Deterministic: no clock, no random numbers, no locale; whatever looks arbitrary is a SHA-1 of a post's key. Python 3.9
or later, standard library only.
"""

import base64
import csv
import hashlib
import html
import io
import json
import quopri
import re
import sys
import textwrap
from datetime import datetime, timedelta, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "Corpora"
GOLD = ROOT / "ai-compute-gold"
RAW = ROOT / "ai-compute"
SOURCE = GOLD / "discussion.txt"

REDDIT = "https://old.reddit.com"
PHPBB = "https://forum.rackside.example"
DISCOURSE = "https://talk.commons-compute.example"
LIST_HOST = "lists.commons-compute.example"
PHPBB_PAGE = 15
SAVED = datetime(2026, 9, 6, 12, 0, tzinfo=timezone.utc)  # when the pages were "saved"

THEMES = ["efficiency", "hybrid", "trust", "concentration", "chips", "miners", "energy", "public", "none"]
STANCES = ["for", "against", "mixed", "none"]
KINDS = ["prediction", "analogy", "noise", "duplicate", "plain"]
FORMATS = ["reddit", "phpbb", "discourse", "stackexchange", "mail"]
DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
MONTHS = "January February March April May June July August September October November December".split()


# ---------------------------------------------------------------- records

class Post:
    """One authored post. `blocks` is the body: ("p"|"quote"|"code"|"list", text or items, quoted key)."""

    def __init__(self, thread, key, author, time, parent, theme, stance, kinds, options, blocks):
        self.thread, self.key, self.author, self.time, self.parent = thread, key, author, time, parent
        self.theme, self.stance, self.kinds, self.options, self.blocks = theme, stance, kinds, options, blocks
        self.native = None  # the engine's own id
        self.file = None    # where the post is shown
        self.spans = []     # (kind, text) as shown

    @property
    def stamp(self):
        return self.time.strftime("%Y-%m-%dT%H:%M:%SZ")


class Thread:
    def __init__(self, key, engine, start, title, options):
        self.key, self.engine, self.start, self.title, self.options = key, engine, start, title, options
        self.posts = []
        self.native = None


class Discussion:
    def __init__(self):
        self.threads, self.posts, self.curly, self.signatures = [], {}, set(), {}


def digest(text):
    return int(hashlib.sha1(text.encode()).hexdigest(), 16)


def base36(number, width):
    letters = "0123456789abcdefghijklmnopqrstuvwxyz"
    out = ""
    for _ in range(width):
        number, rest = divmod(number, 36)
        out = letters[rest] + out
    return out


def options_of(text):
    """`a=1 b="two words" flag` as a dictionary."""
    found = re.findall(r'(\w+)(?:=(?:"([^"]*)"|(\S+)))?', text)
    return {name: quoted or plain or "yes" for name, quoted, plain in found}


def blocks_of(lines):
    blocks, paragraph, items, code = [], [], [], None

    def flush():
        if paragraph:
            blocks.append(("p", " ".join(paragraph), None))
            paragraph.clear()
        if items:
            blocks.append(("list", list(items), None))
            items.clear()

    for line in lines:
        quote = re.match(r">\[(\S+)\] (.*)$", line)
        if line == "```":
            if code is None:
                flush()
                code = []
            else:
                blocks.append(("code", "\n".join(code), None))
                code = None
        elif code is not None:
            code.append(line)
        elif quote:
            flush()
            blocks.append(("quote", quote.group(2), quote.group(1)))
        elif line.startswith("- "):
            if paragraph:
                flush()
            items.append(line[2:])
        elif not line.strip():
            flush()
        else:
            paragraph.append(line.strip())
    flush()
    return blocks


def read_discussion():
    talk = Discussion()
    post_lines, current = [], None

    def close():
        if current is not None:
            current.blocks = blocks_of(post_lines)
        post_lines.clear()

    for number, line in enumerate(SOURCE.read_text(encoding="utf-8").split("\n"), 1):
        if line.startswith("== "):
            close()
            current = None
            head, start, title, rest = (line[3:].split(" | ") + [""])[:4]
            key, engine = head.split()
            start = datetime.fromisoformat(start).replace(tzinfo=timezone.utc)
            talk.threads.append(Thread(key, engine, start, title, options_of(rest)))
        elif line.startswith("@@ "):
            close()
            found = re.match(r"@@ (\S+) (\S+) \+(\S+) re=(\S*) (\S+) (\S+) (\S+)(.*)$", line)
            if not found:
                sys.exit(f"{SOURCE}:{number}: cannot read post line: {line}")
            key, author, offset, parent, theme, stance, kinds, rest = found.groups()
            kinds = kinds.split(",")
            assert theme in THEMES and stance in STANCES and set(kinds) <= set(KINDS), line
            assert re.fullmatch(r"(\d+[dhm])+", offset), line
            spent = timedelta(**{{"d": "days", "h": "hours", "m": "minutes"}[unit]: int(value)
                                 for value, unit in re.findall(r"(\d+)([dhm])", offset)})
            thread = talk.threads[-1]
            time = thread.start + spent
            if parent and thread.engine != "phpbb":  # phpBB shows minutes only
                time += timedelta(seconds=digest(key) % 60)
            current = Post(thread, key, author, time, parent or None, theme, stance, kinds, options_of(rest), [])
            assert key not in talk.posts, key
            talk.posts[key] = current
            thread.posts.append(current)
        elif current is not None:
            post_lines.append(line)
        elif line.startswith("curly: "):
            talk.curly.update(line[7:].split())
        elif line.startswith("signature "):
            place, text = line[10:].split(": ", 1)
            engine, author = place.split()
            talk.signatures[engine, author] = text
    close()
    typeset(talk)
    return talk


# ---------------------------------------------------------------- text: quotation marks, damage

def curl(text):
    """Straight quotation marks to typographic ones, as a phone or a word processor does."""
    text = re.sub(r'(^|[\s(\[—–*“])"', "\\1“", text)
    text = text.replace('"', "”")
    text = re.sub(r"(^|[\s(\[—–*“])'(?=\w)", "\\1‘", text)
    return text.replace("'", "’")


def straight(text):
    for curly, plain in ("“\"", "”\"", "‘'", "’'"):
        text = text.replace(curly, plain)
    return " ".join(text.replace("*", "").split())


def whatwg(byte, page):
    """One byte of a Windows code page as browsers read it: what the page leaves undefined is a C1 control."""
    try:
        return bytes([byte]).decode(page)
    except UnicodeDecodeError:
        return chr(byte)


def damage(text, how):
    """UTF-8 read as Windows-1252 or Windows-874; "874x" also loses every byte that became a control or €."""
    page = {"1252": "cp1252", "874": "cp874", "874x": "cp874"}[how]
    out = "".join("".join(whatwg(b, page) for b in c.encode()) if ord(c) > 127 else c for c in text)
    if how == "874x":
        out = re.sub("[\x80-\x9f€]", "", out)
    return out


def undo(text, how):
    page = {"1252": "cp1252", "874": "cp874"}[how]
    raw = bytearray()
    for c in text:
        try:
            raw += c.encode(page)
        except UnicodeEncodeError:
            raw.append(ord(c))
    return raw.decode()


def typeset(talk):
    """Curls and damages the bodies in place; checks that each quote occurs in the post that it quotes."""
    sources = {}
    for key, post in talk.posts.items():
        sources[key] = straight(" ".join(" ".join(b[1]) if b[0] == "list" else b[1] for b in post.blocks))
    for post in talk.posts.values():
        out = []
        how = post.options.get("moji")
        post.meant, post.shown = [], []

        def own(text):
            text = curl(text) if post.author in talk.curly else text
            shown = damage(text, how) if how else text
            post.meant.append(text)
            post.shown.append(shown)
            return shown

        for kind, text, ref in post.blocks:
            if kind == "quote":
                quoted = talk.posts[ref]
                assert straight(text) in sources[ref], f"{post.key}: quote is not in {ref}: {text}"
                assert quoted.time < post.time, f"{post.key} quotes the later {ref}"
                out.append((kind, curl(text) if quoted.author in talk.curly else text, ref))
            elif kind == "code":
                out.append((kind, text, ref))
            elif kind == "list":
                out.append((kind, [own(item) for item in text], ref))
            else:
                out.append((kind, own(text), ref))
        post.blocks = out
        post.meant, post.shown = "\n".join(post.meant), "\n".join(post.shown)
        if how and how != "874x":
            assert undo(post.shown, how) == post.meant, post.key
        if how:
            assert post.shown != post.meant, f"{post.key}: nothing to damage"
        if post.parent:
            assert talk.posts[post.parent].time <= post.time, f"{post.key} is older than its parent"
        if "dup" in post.options:
            assert straight(post.shown) == straight(talk.posts[post.options["dup"]].shown), post.key


LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")
EMPHASIS = re.compile(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])")
EMOJI = {"😄": "smile", "😉": "wink"}
SMILIES = {":)": ("icon_e_smile.gif", "Smile"), ";)": ("icon_e_wink.gif", "Wink")}


def e(text):
    return html.escape(text, quote=True).replace("&#x27;", "'")


def inline(text, engine):
    """The light markup of one paragraph as the engine's HTML."""
    tag = {"phpbb": ('<em class="text-italics">', "</em>")}.get(engine, ("<em>", "</em>"))
    link = {"phpbb": '<a href="{1}" class="postlink">{0}</a>', "reddit": '<a href="{1}" rel="nofollow ugc">{0}</a>',
            "discourse": '<a href="{1}" rel="noopener nofollow ugc">{0}</a>',
            "stackexchange": '<a href="{1}" rel="nofollow noreferrer">{0}</a>'}.get(engine, '<a href="{1}">{0}</a>')
    text = html.escape(text, quote=False)
    text = LINK.sub(lambda m: link.format(m.group(1), m.group(2)), text)
    text = EMPHASIS.sub(lambda m: tag[0] + m.group(1) + tag[1], text)
    if engine == "discourse":
        for emoji, name in EMOJI.items():
            text = text.replace(emoji, f'<img src="https://emoji.discourse-cdn.com/twitter/{name}.png?v=15" '
                                       f'title=":{name}:" class="emoji" alt=":{name}:" loading="lazy" width="20" height="20">')
    if engine == "phpbb":
        for smiley, (image, name) in SMILIES.items():
            text = re.sub(r"(^|\s)" + re.escape(smiley) + r"(?=\s|$)",
                          lambda m: f'{m.group(1)}<img class="smilies" src="./images/smilies/{image}" width="15" '
                                    f'height="17" alt="{smiley}" title="{name}">', text)
    return text


def plain(text):
    """The light markup of one paragraph as plain text, as shown to a reader."""
    return EMPHASIS.sub(r"\1", LINK.sub(r"\1", text))


def long_date(t):
    hour = t.hour % 12 or 12
    return f"{MONTHS[t.month - 1]} {t.day}, {t.year}, {hour}:{t.minute:02}{'am' if t.hour < 12 else 'pm'}"


def phpbb_date(t):
    hour = t.hour % 12 or 12
    return (f"{DAYS[t.weekday()]} {MONTHS[t.month - 1][:3]} {t.day:02}, {t.year} "
            f"{hour}:{t.minute:02} {'am' if t.hour < 12 else 'pm'}")


def ago(t):
    days = (SAVED - t).days
    count, unit = (days // 30, "month") if days >= 30 else (max(days, 1), "day")
    return f"{count} {unit}{'' if count == 1 else 's'} ago"


def slug(title, width=50):
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:width].rstrip("-")


# ---------------------------------------------------------------- the engines' ids

def number_posts(talk):
    """Gives every thread and post the id that its engine would have shown."""
    for thread in talk.threads:
        o = thread.options
        if thread.engine == "reddit":
            thread.native = "t3_1" + base36(digest(thread.key), 6)
            thread.file = f"reddit/{thread.native[3:]}-{slug(thread.title, 40)}.html"
            for post in thread.posts:
                post.native = "t1_o" + base36(digest(post.key), 6)
                post.file = thread.file
            thread.posts[0].native = thread.native
        elif thread.engine == "phpbb":
            thread.native = o["t"]
            for i, post in enumerate(thread.posts):
                page = i // PHPBB_PAGE
                post.file = f"phpbb/viewtopic-t{o['t']}" + (f"-start{page * PHPBB_PAGE}" if page else "") + ".html"
        elif thread.engine == "discourse":
            thread.native = o["topic"]
            thread.file = f"discourse/{o['topic']}-{slug(thread.title)}.html"
            for i, post in enumerate(thread.posts, 1):
                post.native, post.file = str(i), thread.file
        elif thread.engine == "mail":
            for post in thread.posts:
                post.file = "mail/compute-commons.mbox"
                host = ["mail.example", "post.example", "mx.lanternpost.example"][digest(post.author) % 3]
                post.native = f"{post.time:%Y%m%d%H%M%S}.{digest(post.key) % 16**8:08x}@{host}"
            thread.native = thread.posts[0].native
    number = 9100
    for post in sorted((p for p in talk.posts.values() if p.thread.engine == "phpbb"), key=lambda p: (p.time, p.key)):
        number += 1 + digest(post.key) % 5
        post.native = f"p{number}"
    # Stack Exchange: one id sequence for questions, answers and tag wikis, one for comments.
    stack = [p for p in talk.posts.values() if p.thread.engine == "stackexchange"]
    number = 0
    for post in sorted((p for p in stack if p.options["type"] != "c"), key=lambda p: (p.time, p.key)):
        number += 3 if number == 4 else 1  # 5 and 6 are the tag wiki and its excerpt
        post.native, post.file = f"Posts/{number}", "stackexchange/Posts.xml"
    for number, post in enumerate(sorted((p for p in stack if p.options["type"] == "c"),
                                         key=lambda p: (p.time, p.key)), 1):
        post.native, post.file = f"Comments/{number}", "stackexchange/Comments.xml"
    for thread in talk.threads:
        if thread.engine == "stackexchange":
            thread.native = thread.posts[0].native.split("/")[1]


def shown_edge(post, talk):
    """(parent key, how) of the reply edge that the engine shows; (None, why) where it shows none."""
    engine = post.thread.engine
    if post.parent is None:
        return None, "root"
    quoted = next((ref for kind, _, ref in post.blocks if kind == "quote"), None)
    quoted = quoted if quoted and talk.posts[quoted].thread is post.thread else None
    if engine == "reddit":
        return post.parent, "nested"
    if engine == "phpbb":
        return (quoted, "quote") if quoted else (None, "none")
    if engine == "discourse":
        if post.thread.options["preload"] == "yes" and post.parent != post.thread.posts[0].key:
            return post.parent, "preloaded"  # reply_to_post_number
        return (quoted, "quote") if quoted else (None, "none")
    if engine == "stackexchange":
        parent = talk.posts[post.parent]
        while parent.options["type"] == "c":
            parent = talk.posts[parent.parent]
        return parent.key, "field"
    return (None, "orphan") if "orphan" in post.options else (post.parent, "header")


# ---------------------------------------------------------------- Reddit

def md_reddit(post, talk):
    if "deleted" in post.options:
        return f"<p>{post.blocks[0][1]}</p>\n"
    out = []
    for kind, text, ref in post.blocks:
        if kind == "p":
            out.append(f"<p>{inline(text, 'reddit')}</p>")
        elif kind == "quote":
            out.append(f"<blockquote>\n<p>{inline(text, 'reddit')}</p>\n</blockquote>")
            post.spans.append(("quote", plain(text)))
        elif kind == "code":
            out.append(f"<pre><code>{html.escape(text, quote=False)}\n</code></pre>")
            post.spans.append(("code", text))
        else:
            out.append("<ul>\n" + "".join(f"<li>{inline(i, 'reddit')}</li>\n" for i in text) + "</ul>")
    return "\n\n".join(out) + "\n"


def reddit_page(thread, talk):
    sub, root = thread.options["sub"], thread.posts[0]
    short = thread.native[3:]
    path = f"/r/{sub}/comments/{short}/{slug(thread.title, 50).replace('-', '_')}/"
    url = REDDIT + path
    children = {}
    for post in thread.posts[1:]:
        children.setdefault(post.parent, []).append(post)
    for group in children.values():  # "best": stickied first, then by score
        group.sort(key=lambda p: ("stickied" not in p.options, -int(p.options["score"]), p.key))
    sub_id, count = "t5_" + base36(digest(sub), 6), len(thread.posts) - 1

    def person(post):
        return "t2_" + base36(digest(post.author), 7)

    def stamp(t):
        title = f"{DAYS[t.weekday()]} {MONTHS[t.month - 1][:3]} {t.day} {t:%H:%M:%S %Y} UTC"
        return title, t.strftime("%Y-%m-%dT%H:%M:%S+00:00")

    def time(t, name="live-timestamp"):
        title, iso = stamp(t)
        return f'<time title="{title}" datetime="{iso}" class="{name}">{ago(t)}</time>'

    def edited(post):
        if "edited" not in post.options:
            return ""
        title, iso = stamp(post.time + timedelta(minutes=47))
        return f'<time class="edited-timestamp" title="last edited {ago(post.time)}" datetime="{iso}">*</time>'

    def points(n):
        return f"{n} point{'' if n == 1 else 's'}"

    def author(post):
        if "deleted" in post.options:
            return "<em>[deleted]</em>"
        role, mark = "", ""
        if "mod" in post.options or "bot" in post.options:
            role, mark = " moderator", (f'[<a class="moderator" title="moderator of r/{sub}, speaking officially" '
                                        f'href="/r/{sub}/about/moderators">M</a>]')
        elif post.author == root.author:
            role, mark = " submitter", f'[<a class="submitter" title="submitter" href="{path}">S</a>]'
        if post is root:
            role, mark = "", ""
        return (f'<a href="{REDDIT}/user/{post.author}" class="author{role} may-blank id-{person(post)}">'
                f'{post.author}</a><span class="userattrs">{mark}</span>')

    def comment(post):
        kids = children.get(post.key, [])
        total = len(descendants(post))
        name, id_, gone = post.native, post.native[3:], "deleted" in post.options
        score = int(post.options["score"])
        sticky = "stickied" in post.options
        who = "" if gone else f' data-author="{post.author}" data-author-fullname="{person(post)}"'
        scores = ('<span class="score-hidden" title="scores for stickied comments are visible to mods only">'
                  '[score hidden]</span>' if sticky else
                  "".join(f'<span class="score {k}" title="{n}">{points(n)}</span>'
                          for k, n in (("dislikes", score - 1), ("unvoted", score), ("likes", score + 1))))
        below = ""
        if kids:
            below = (f'<div id="siteTable_{name}" class="sitetable listing">'
                     + "".join(comment(k) for k in kids) + "</div>")
        return (
            f'<div class=" thing id-{name}{" stickied" if sticky else ""} noncollapsed {"deleted" if gone else ""} '
            f'comment {"score-hidden" if sticky else ""} " id="thing_{name}" onclick="click_thing(this)" '
            f'data-fullname="{name}" data-type="comment" data-gildings="0" data-subreddit="{sub}" '
            f'data-subreddit-prefixed="r/{sub}" data-subreddit-fullname="{sub_id}" data-subreddit-type="public"{who} '
            f'data-replies="{len(kids)}" data-permalink="{path}{id_}/"><p class="parent"><a name="{id_}"></a></p>'
            '<div class="midcol unvoted"><div class="arrow up login-required access-required" data-event-action="upvote" '
            'role="button" aria-label="upvote" tabindex="0"></div><div class="arrow down login-required access-required" '
            'data-event-action="downvote" role="button" aria-label="downvote" tabindex="0"></div></div>'
            '<div class="entry unvoted"><p class="tagline"><a href="javascript:void(0)" class="expand" '
            f'onclick="return togglecomment(this)">[–]</a>{author(post)} {scores} {time(post.time)}{edited(post)}'
            + (' <span class="stickied-tagline" title="selected by this subreddit\'s moderators">stickied comment</span>'
               if sticky else "") +
            '&nbsp;<a href="javascript:void(0)" class="numchildren" onclick="return togglecomment(this)">'
            f'({total} child{"" if total == 1 else "ren"})</a></p>'
            f'<form action="#" class="usertext{" grayed" if gone else ""} warn-on-unload" '
            f'onsubmit="return post_form(this, \'editusertext\')" id="form-{name}{base36(digest(name), 3)}">'
            f'<input type="hidden" name="thing_id" value="{name}"><div class="usertext-body may-blank-within '
            f'md-container "><div class="md">{md_reddit(post, talk)}</div>\n</div></form>'
            f'<ul class="flat-list buttons"><li class="first"><a href="{url}{id_}/" data-event-action="permalink" '
            'class="bylink" rel="nofollow">permalink</a></li><li><a href="javascript:void(0)" class="embed-comment">embed'
            '</a></li><li class="comment-save-button save-button login-required"><a href="javascript:void(0)">save</a></li>'
            + (f'<li><a href="#{talk.posts[post.parent].native[3:]}" data-event-action="parent" class="bylink" '
               'rel="nofollow">parent</a></li>' if post.parent != root.key else "") +
            '<li class="report-button login-required"><a href="javascript:void(0)" class="reportbtn access-required" '
            'data-event-action="report">report</a></li><li class="reply-button login-required"><a class="access-required" '
            'href="javascript:void(0)" data-event-action="comment" onclick="return reply(this)">reply</a></li></ul>'
            f'<div class="reportform report-{name}"></div></div><div class="child">{below}</div>'
            '<div class="clearleft"></div></div><div class="clearleft"></div>')

    def descendants(post):
        out = []
        for kid in children.get(post.key, []):
            out += [kid] + descendants(kid)
        return out

    score = int(root.options["score"])
    title, shown = e(thread.title), inline(thread.title, "reddit")
    link = (
        f'<div class=" thing id-{root.native} odd  link self" id="thing_{root.native}" onclick="click_thing(this)" '
        f'data-fullname="{root.native}" data-type="link" data-gildings="0" data-whitelist-status="all_ads" '
        f'data-is-gallery="false" data-author="{root.author}" data-author-fullname="{person(root)}" '
        f'data-subreddit="{sub}" data-subreddit-prefixed="r/{sub}" data-subreddit-fullname="{sub_id}" '
        f'data-subreddit-type="public" data-timestamp="{int(root.time.timestamp()) * 1000}" data-url="{path}" '
        f'data-permalink="{path}" data-domain="self.{sub}" data-rank="" data-comments-count="{count}" '
        f'data-score="{score}" data-promoted="false" data-nsfw="false" data-spoiler="false" data-oc="false" '
        'data-num-crossposts="0" data-context="comments"><p class="parent"></p><span class="rank"></span>'
        '<div class="midcol unvoted"><div class="arrow up login-required access-required" role="button"></div>'
        f'<div class="score dislikes" title="{score - 1}">{score - 1}</div><div class="score unvoted" '
        f'title="{score}">{score}</div><div class="score likes" title="{score + 1}">{score + 1}</div>'
        '<div class="arrow down login-required access-required" role="button"></div></div>'
        f'<div class="entry unvoted"><div class="top-matter"><p class="title"><a class="title may-blank " '
        f'data-event-action="title" href="{path}" tabindex="1" rel="">{shown}</a> <span class="domain">(<a '
        f'href="/r/{sub}/">self.{sub}</a>)</span></p><p class="tagline ">submitted {time(root.time)}{edited(root)} by '
        f'{author(root)}</p><ul class="flat-list buttons"><li class="first"><a href="{url}" data-event-action="comments" '
        f'class="bylink comments may-blank" rel="nofollow">{count} comments</a></li><li class="share">'
        '<a class="post-sharing-button" href="javascript: void 0;">share</a></li></ul></div>'
        '<div class="expando expando-uninitialized"><form action="#" class="usertext warn-on-unload" '
        f'onsubmit="return post_form(this, \'editusertext\')" id="form-{root.native}x"><input type="hidden" '
        f'name="thing_id" value="{root.native}"><div class="usertext-body may-blank-within md-container ">'
        f'<div class="md">{md_reddit(root, talk)}</div>\n</div></form></div></div><div class="child"></div>'
        '<div class="clearleft"></div></div><div class="clearleft"></div>')
    return (
        '<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en" class=" js cssanimations '
        f'csstransforms"><head><title>{html.escape(thread.title, quote=False)} : {sub}</title><meta name="keywords" '
        'content=" reddit, reddit.com, vote, comment, submit "><meta name="referrer" content="always"><meta '
        'http-equiv="Content-Type" content="text/html; charset=UTF-8"><link type="application/opensearchdescription+xml" '
        f'rel="search" href="/static/opensearch.xml"><link rel="canonical" href="https://www.reddit.com{path}"><meta '
        f'name="viewport" content="width=1024"><link rel="shorturl" href="https://redd.it/{short}"><meta '
        f'property="og:site_name" content="reddit"><meta property="og:description" content="Posted in r/{sub} by '
        f'u/{root.author} • {score} points and {count} comments"><meta property="og:title" content="{title}"></head>'
        '<body class="single-page comments-page"><div id="header" role="banner"><a tabindex="1" href="#content" '
        'id="jumpToContent">jump to content</a><div id="header-bottom-left"><a href="/" id="header-img" class="default-header"'
        f' title="">reddit.com</a>&nbsp;<span class="hover pagename redditname"><a href="{REDDIT}/r/{sub}/">{sub}</a></span>'
        f'<ul class="tabmenu "><li class="selected"><a href="{url}" class="choice">comments</a></li></ul></div>'
        '<div id="header-bottom-right"><span class="user">Want to join? <a href="/login" class="login-required">Log in</a>'
        '</span></div></div><div class="side"><div class="spacer"><div class="linkinfo"><div class="date"><span>this post was '
        f'submitted on &nbsp;</span>{time(root.time, "")}</div><div class="score"><span class="number">{score}</span> '
        f'<span class="word">points</span></div></div></div><div class="spacer"><div class="titlebox"><h1 '
        f'class="hover redditname"><a href="{REDDIT}/r/{sub}/" class="hover">{sub}</a></h1><form action="#" class="usertext '
        'warn-on-unload"><div class="usertext-body may-blank-within md-container "><div class="md"><p>A place to argue about '
        'who owns the machines. Be civil.</p>\n</div>\n</div></form></div></div></div><a name="content"></a>'
        f'<div class="content" role="main"><div id="siteTable" class="sitetable linklisting">{link}</div>'
        f'<div class="commentarea"><div class="panestack-title"><span class="title">all {count} comments</span></div>'
        '<div class="menuarea"><div class="spacer"><span class="dropdown-title lightdrop">sorted by: </span><div '
        'class="dropdown lightdrop"><span class="selected">best</span></div></div></div>'
        f'<div id="siteTable_{root.native}" class="sitetable nestedlisting">'
        + "".join(comment(p) for p in children.get(root.key, [])) +
        '</div></div></div><div class="footer-parent"><div class="footer rounded"><div class="col"><ul class="flat-vert hover">'
        '<li class="flat-vert title">about</li></ul></div></div><p class="bottommenu">Use of this site constitutes acceptance '
        'of our User Agreement and Privacy Policy.</p></div></body></html>\n')


# ---------------------------------------------------------------- phpBB

def body_phpbb(post, talk, modern):
    out = ""
    after_block = True
    for kind, text, ref in post.blocks:
        gap = "" if after_block else "<br>\n<br>\n"
        if kind == "p":
            out += gap + inline(text, "phpbb")
            after_block = False
            continue
        if kind == "quote":
            quoted = talk.posts[ref]
            number = quoted.native[1:]
            user = (quoted.author if "guest" in quoted.options else
                    f'<a href="./memberlist.php?mode=viewprofile&amp;u={user_number(quoted.author)}">{quoted.author}</a>')
            out += ("" if after_block else "<br>\n<br>\n") + (
                f'<blockquote cite="./viewtopic.php?p={number}#p{number}"><div><cite>{user} wrote: '
                f'<a href="./viewtopic.php?p={number}#p{number}" aria-label="View quoted post" data-post-id="{number}" '
                'onclick="if(document.getElementById(hash.substr(1)))href=hash"><i class="icon fa-arrow-circle-up fa-fw" '
                f'aria-hidden="true"></i></a><span class="responsive-hide">{phpbb_date(quoted.time)}</span></cite>'
                f'{inline(text, "phpbb")}</div></blockquote>\n' if modern else
                f'<blockquote><div><cite>{quoted.author} wrote: <a href="./viewtopic.php?p={number}#p{number}" '
                'data-post-id="' + number + '" onclick="if(document.getElementById(hash.substr(1)))href=hash">&uarr;</a>'
                f'<div class="responsive-hide">{phpbb_date(quoted.time)}</div></cite>{inline(text, "phpbb")}</div>'
                '</blockquote>\n')
            post.spans.append(("quote", plain(text)))
        elif kind == "code":
            out += gap + ('<div class="codebox"><p>Code: <a href="#" onclick="selectCode(this); return false;">Select all'
                          f'</a></p><pre><code>{html.escape(text, quote=False)}</code></pre></div>\n')
            post.spans.append(("code", text))
        else:
            out += gap + "<ul>" + "".join(f"<li>{inline(i, 'phpbb')}</li>" for i in text) + "</ul>\n"
        after_block = True
    return out


def user_number(author):
    return 50 + digest(author) % 4000


def phpbb_page(thread, talk, start, session):
    """One page of a topic. The windows-1252 one is an older prosilver: no <time>, &uarr; in quotes."""
    charset = thread.options.get("charset", "utf-8")
    modern = charset == "utf-8"
    t, f, total = thread.native, thread.options["f"], len(thread.posts)
    sid = f"&amp;sid={hashlib.sha1(session.encode()).hexdigest()[:32]}"
    title, site = html.escape(thread.title, quote=False), "Rackside Forum"
    pages = range(0, total, PHPBB_PAGE)

    def page_link(s):
        return f"./viewtopic.php?t={t}{sid}" + (f"&amp;start={s}" if s else "")

    pagination = f'<div class="pagination">\n\t\t\t{total} posts\n'
    if len(pages) > 1:
        pagination += "\t\t\t\t\t\t\t<ul>\n"
        for number, s in enumerate(pages, 1):
            pagination += (f'\t\t<li class="active"><span>{number}</span></li>\n' if s == start else
                           f'\t\t\t\t<li><a class="button" href="{page_link(s)}" role="button">{number}</a></li>\n')
        if start + PHPBB_PAGE < total:
            pagination += (f'\t\t\t\t<li class="arrow next"><a class="button button-icon-only" '
                           f'href="{page_link(start + PHPBB_PAGE)}" rel="next" role="button"><i class="icon '
                           'fa-chevron-right fa-fw" aria-hidden="true"></i><span class="sr-only">Next</span></a></li>\n')
        pagination += "\t</ul>\n"
    else:
        pagination += "\t\t\t\t\t\t\t&bull; Page <strong>1</strong> of <strong>1</strong>\n"
    pagination += "\t\t\t\t\t</div>"

    posts = ""
    for index, post in enumerate(thread.posts[start:start + PHPBB_PAGE], start):
        number, guest = post.native[1:], "guest" in post.options
        user = user_number(post.author)
        name = (f'<span class="username">{post.author}</span>' if guest else
                f'<a href="./memberlist.php?mode=viewprofile&amp;u={user}{sid}" class="username">{post.author}</a>')
        joined = phpbb_date(datetime(2011, 1, 1, tzinfo=timezone.utc) + timedelta(minutes=digest(post.author) % 7_000_000))
        profile = "" if guest else (
            f'\t\t<dd class="profile-posts"><strong>Posts:</strong> <a href="./search.php?author_id={user}&amp;sr=posts{sid}">'
            f'{12 + digest(post.author) % 1900}</a></dd>\t\t<dd class="profile-joined"><strong>Joined:</strong> {joined}</dd>')
        first = 'class="first"' if index == start else ""
        subject = ("" if index == 0 else "Re: ") + title
        when = (f'<time datetime="{post.time:%Y-%m-%dT%H:%M:%S}+00:00">{phpbb_date(post.time)}</time>' if modern
                else phpbb_date(post.time))
        body = body_phpbb(post, talk, modern)
        signature = ""
        text = talk.signatures.get(("phpbb", post.author))
        if text:
            signature = f'\t\t\t\t\t\t\t<div id="sig{number}" class="signature">{inline(text, "phpbb")}</div>\t\t\t\n'
            post.spans.append(("signature", plain(text)))
        edited = ""
        if "edited" in post.options:
            edited = ('\t\t\t\t\t\t\t<div class="notice">\n\t\t\t\t\tLast edited by '
                      f'{name} on {phpbb_date(post.time + timedelta(minutes=31))}, edited 1 time in total.\n'
                      '\t\t\t\t\t\t\t\t\t</div>\n')
        icon = (f'<a class="unread" href="./viewtopic.php?p={number}{sid}#p{number}" title="Post">\n\t\t\t\t\t\t<i class="icon '
                'fa-file fa-fw icon-lightgray icon-md" aria-hidden="true"></i><span class="sr-only">Post</span>\n'
                '\t\t\t\t\t</a>' if modern else
                f'<a href="./viewtopic.php?p={number}{sid}#p{number}"><i class="icon fa-file fa-fw"></i></a>')
        posts += (
            f'\t\t\t<div id="p{number}" class="post {"no-profile" if guest else "has-profile"} bg{2 - index % 2}">\n'
            '\t\t<div class="inner">\n\n'
            f'\t\t<dl class="postprofile" id="profile{number}">\n\t\t\t<dt class="no-profile-rank no-avatar">\n'
            '\t\t\t\t<div class="avatar-container">\n\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t</div>\n'
            f'\t\t\t\t{name}\t\t\t\t\t\t\t</dt>\n\n{profile}\n\t\t</dl>\n\n'
            f'\t\t<div class="postbody">\n\t\t\t\t\t\t<div id="post_content{number}">\n\n'
            f'\t\t\t\t\t<h3 {first}>\n'
            f'\t\t\t\t\t\t<a href="./viewtopic.php?p={number}{sid}#p{number}">{subject}</a>\n\t\t</h3>\n\n'
            f'\t\t\t\t\t\t<p class="author">\n\t\t\t\t\t\t\t\t\t{icon}\n'
            f'\t\t\t\t\t\t\t\t<span class="responsive-hide">by <strong>{name}</strong> &raquo; </span>{when}\n\t\t\t</p>\n\n'
            f'\t\t\t<div class="content">{body}</div>\n\n{edited}{signature}\t\t\t\t\t\t</div>\n\n\t\t</div>\n\n'
            '\t\t\t\t<div class="back2top">\n\t\t\t\t\t\t<a href="#top" class="top" title="Top">\n\t\t\t\t<i class="icon '
            'fa-chevron-circle-up fa-fw icon-gray" aria-hidden="true"></i>\n\t\t\t\t<span class="sr-only">Top</span>\n'
            '\t\t\t</a>\n\t\t\t\t\t</div>\n\n\t\t</div>\n\t</div>\n\n')
    canonical = f"{PHPBB}/viewtopic.php?t={t}" + (f"&amp;start={start}" if start else "")
    forum = html.escape(thread.options["forum"])
    page_no = f" - Page {start // PHPBB_PAGE + 1}" if start else ""
    return (
        '<!DOCTYPE html>\n<html dir="ltr" lang="en-gb">\n<head>\n'
        f'<meta charset="{charset}" />\n'
        '<meta http-equiv="X-UA-Compatible" content="IE=edge">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1" />\n\n'
        f'<title>{title}{page_no} - {site}</title>\n\n\n\t<link rel="canonical" href="{canonical}">\n\n'
        '<!--\n\tphpBB style name: prosilver\n\tBased on style:   prosilver (this is the default phpBB3 style)\n'
        '\tOriginal author:  Tom Beddard ( http://www.subBlue.com/ )\n\tModified by:\n-->\n\n'
        '<link href="./assets/css/font-awesome.min.css?assets_version=19" rel="stylesheet">\n'
        '<link href="./styles/prosilver/theme/stylesheet.css?assets_version=19" rel="stylesheet">\n\n</head>\n'
        '<body id="phpbb" class="nojs notouch section-viewtopic ltr ">\n\n\n<div id="wrap" class="wrap">\n'
        '\t<a id="top" class="top-anchor" accesskey="t"></a>\n\t<div id="page-header">\n'
        '\t\t<div class="headerbar" role="banner">\n\t\t\t\t\t<div class="inner">\n\n'
        '\t\t\t<div id="site-description" class="site-description">\n'
        f'\t\t<a id="logo" class="logo" href="./index.php?{sid[5:]}" title="Board index">\n\t\t\t\t\t<span class="site_logo"></span>\n'
        f'\t\t\t\t</a>\n\t\t\t\t<h1>{site}</h1>\n\t\t\t\t<p>Other people\'s computers, seriously</p>\n'
        '\t\t\t\t<p class="skiplink"><a href="#start_here">Skip to content</a></p>\n\t\t\t</div>\n\t\t\t</div>\n\t\t\t\t\t</div>\n'
        '\t\t\t\t<div class="navbar" role="navigation">\n\t<div class="inner">\n\t<ul id="nav-breadcrumbs" '
        'class="nav-breadcrumbs linklist navlinks" role="menubar">\n\t\t<li class="breadcrumbs" itemscope '
        'itemtype="https://schema.org/BreadcrumbList">\n\t\t\t<span class="crumb" itemtype="https://schema.org/ListItem" '
        f'itemprop="itemListElement" itemscope><a itemprop="item" href="./index.php?{sid[5:]}" accesskey="h"><i class="icon '
        'fa-home fa-fw"></i><span itemprop="name">Board index</span></a><meta itemprop="position" content="1" /></span>\n'
        '\t\t\t<span class="crumb" itemtype="https://schema.org/ListItem" itemprop="itemListElement" itemscope '
        f'data-forum-id="{f}"><a itemprop="item" href="./viewforum.php?f={f}{sid}"><span itemprop="name">{forum}</span></a>'
        '<meta itemprop="position" content="2" /></span>\n\t\t</li>\n\t</ul>\n\t</div>\n</div>\n\t</div>\n\n'
        '\t<a id="start_here" class="anchor"></a>\n\t<div id="page-body" class="page-body" role="main">\n\n'
        f'<h2 class="topic-title"><a href="{page_link(start)}">{title}</a></h2>\n\n'
        '<div class="action-bar bar-top">\n'
        f'\t\t\t<a href="./posting.php?mode=reply&amp;t={t}{sid}" class="button" title="Post a reply">\n'
        '\t\t\t\t\t\t\t<span>Post Reply</span> <i class="icon fa-reply fa-fw" aria-hidden="true"></i>\n\t\t\t\t\t</a>\n\n\t\t\t'
        f'{pagination}\n\t\t</div>\n\n\n{posts}'
        f'\n<div class="action-bar bar-bottom">\n\t\t\t{pagination}\n\t</div>\n\n'
        '<div class="action-bar actions-jump">\n\t\t<p class="jumpbox-return">\n\t\t\t\t\t\t<a href="./viewforum.php?f='
        f'{f}{sid}" class="left-box arrow-left" accesskey="r">\n\t\t\t\t<i class="icon fa-angle-left fa-fw icon-black" '
        f'aria-hidden="true"></i><span>Return to {forum}</span>\n\t\t\t</a>\n\t\t\t\t\t</p>\n\t</div>\n\n'
        '\t<div class="stat-block online-list">\n\t\t<h3>Who is online</h3>\n\t\t<p>Users browsing this forum: No registered '
        'users and 3 guests</p>\n\t</div>\n\t\t\t</div>\n\n\n<div id="page-footer" class="page-footer" role="contentinfo">\n'
        '\t<div class="navbar" role="navigation">\n\t<div class="inner">\n\t<ul id="nav-footer" class="nav-footer linklist" '
        'role="menubar">\n\t\t<li class="rightside">All times are <span title="UTC">UTC</span></li>\n\t</ul>\n\t</div>\n</div>\n'
        '\t<div class="copyright">\n\t\t\t\t<p class="footer-row">\n\t\t\t<span class="footer-copyright">Powered by <a '
        'href="https://www.phpbb.com/">phpBB</a>&reg; Forum Software &copy; phpBB Limited</span>\n\t\t</p>\n\t</div>\n</div>\n\n'
        '</div>\n\n</body>\n</html>\n')


# ---------------------------------------------------------------- Discourse

def cooked(post, talk):
    out = []
    for kind, text, ref in post.blocks:
        if kind == "p":
            out.append(f"<p>{inline(text, 'discourse')}</p>")
        elif kind == "quote":
            quoted = talk.posts[ref]
            who = quoted.author
            out.append(f'<aside class="quote no-group" data-username="{who}" data-post="{quoted.native}" '
                       f'data-topic="{quoted.thread.native}">\n<div class="title">\n<div class="quote-controls"></div>\n'
                       f'<img loading="lazy" alt="" width="24" height="24" src="{DISCOURSE}/letter_avatar_proxy/v4/letter/'
                       f'{who[0]}/{digest(who) % 16**6:06x}/48.png" class="avatar"> {who}:</div>\n<blockquote>\n'
                       f'<p>{inline(text, "discourse")}</p>\n</blockquote>\n</aside>')
        elif kind == "code":
            out.append(f'<pre><code class="lang-auto">{html.escape(text, quote=False)}\n</code></pre>')
        else:
            out.append("<ul>\n" + "".join(f"<li>{inline(i, 'discourse')}</li>\n" for i in text) + "</ul>")
    return "\n".join(out)


def discourse_page(thread, talk):
    o = thread.options
    title, path = e(thread.title), f"/t/{slug(thread.title)}/{thread.native}"
    url = DISCOURSE + path
    site, version = "Commons Compute Talk", hashlib.sha1(b"discourse").hexdigest()
    posts, stream = "", []
    for post in thread.posts:
        number, likes = int(post.native), int(post.options["likes"])
        iso = post.time.strftime("%Y-%m-%dT%H:%M:%SZ")
        body = cooked(post, talk)
        for kind, text, _ in post.blocks:
            if kind in ("quote", "code"):
                post.spans.append((kind, plain(text) if kind == "quote" else text))
        first = number == 1
        item = "" if first else "itemprop='comment' itemscope itemtype='http://schema.org/Comment'"
        name = f"({post.options['name']})" if "name" in post.options else ""
        posts += f"""          <div id='post_{number}' {item} class='topic-body crawler-post'>
            <div class='crawler-post-meta'>
              <span class="creator" itemprop="author" itemscope itemtype="http://schema.org/Person">
                <a itemprop="url" rel='nofollow' href='{DISCOURSE}/u/{post.author}'><span itemprop='name'>{post.author}</span></a>
                {name}
              </span>

{f'                <link itemprop="mainEntityOfPage" href="{url}">' if first else ""}


              <span class="crawler-post-infos">
                  <time {"" if first else "itemprop='datePublished'"} datetime='{iso}' class='post-time'>
                    {long_date(post.time)}
                  </time>
                  <meta itemprop='dateModified' content='{iso}'>
              <span itemprop='position'>{number}</span>
              </span>
            </div>
            <div class='post' itemprop='text'>
              {body}
            </div>

            <div itemprop="interactionStatistic" itemscope itemtype="http://schema.org/InteractionCounter">
              <meta itemprop="interactionType" content="http://schema.org/LikeAction"/>
              <meta itemprop="userInteractionCount" content="{likes}" />
              <span class='post-likes'>{"" if not likes else f"{likes} Like{'' if likes == 1 else 's'}"}</span>
            </div>


            
          </div>
"""
        parent = talk.posts[post.parent] if post.parent else None
        stream.append({
            "id": 20000 + int(thread.native) * 10 + number, "name": post.options.get("name", ""), "username": post.author,
            "created_at": post.time.strftime("%Y-%m-%dT%H:%M:%S.000Z"), "cooked": body, "post_number": number,
            "post_type": 1, "updated_at": post.time.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "reply_count": sum(p.parent == post.key for p in thread.posts) if not first else 0,
            "reply_to_post_number": int(parent.native) if parent and parent is not thread.posts[0] else None,
            "quote_count": sum(kind == "quote" for kind, _, _ in post.blocks), "topic_id": int(thread.native),
            "topic_slug": slug(thread.title), "moderator": "mod" in post.options,
            "actions_summary": [{"id": 2, "count": likes}] if likes else [], "user_deleted": False, "hidden": False})
    preload = ""
    if o["preload"] == "yes":
        topic = {"post_stream": {"posts": stream, "stream": [p["id"] for p in stream]}, "id": int(thread.native),
                 "title": thread.title, "fancy_title": curl(thread.title), "posts_count": len(stream),
                 "created_at": stream[0]["created_at"], "slug": slug(thread.title), "category_id": int(o["catid"]),
                 "tags": o["tags"].split(","), "archetype": "regular"}
        compact = json.dumps({f"topic_{thread.native}": json.dumps(topic, ensure_ascii=False, separators=(",", ":"))},
                             ensure_ascii=False, separators=(",", ":"))
        preload = ('\n      <discourse-assets-json>\n        <div class="hidden" id="data-preloaded" data-preloaded="'
                   + html.escape(compact, quote=True).replace("&#x27;", "&#39;") + '"></div>\n      </discourse-assets-json>\n')
    tags = "".join(f"\n            <a href='{DISCOURSE}/tag/{tag}' class='discourse-tag' rel=\"tag\">{tag}</a>"
                   for tag in o["tags"].split(","))
    start = thread.posts[0].time.strftime("%Y-%m-%dT%H:%M:%SZ")
    lede = e(plain(thread.posts[0].shown.split("\n")[0])[:180])
    return f"""<!DOCTYPE html>
<html lang="en" class="text-size-normal anon">
  <head>
    <meta charset="utf-8">
    <title>{title} - {o["cat"]} - {site}</title>
    <meta name="description" content="{lede}&amp;hellip;">
    <meta name="discourse_theme_id" content="2">
    <meta name="discourse_current_homepage" content="latest">

    <meta name="generator" content="Discourse 2026.2.0-latest - https://github.com/discourse/discourse version {version}">
<meta name="theme-color" media="all" content="#ffffff">
<meta name="viewport" content="width=device-width, initial-scale=1.0, minimum-scale=1.0, viewport-fit=cover">
<link rel="canonical" href="{url}" />
<link rel="search" type="application/opensearchdescription+xml" href="{DISCOURSE}/opensearch.xml" title="{site} Search">
      <meta name="fragment" content="!">
    <meta property="og:site_name" content="{site}" />
    <meta property="og:title" content="{title}" />
    <meta property="og:url" content="{url}" />
    <meta property="article:published_time" content="{start}" />
  </head>
  <body class="crawler browser-update">
{preload}
    <noscript data-path="{path}">
      
        <header>
  <a href="/">{site}</a>
</header>


        <div id="main-outlet" class="wrap" role="main">
          <!-- preload-content: -->
            <div id="topic-title">
    <h1>
      <a href="{path}">{html.escape(thread.title, quote=False)}</a>
    </h1>

      <div class="topic-category" itemscope itemtype="http://schema.org/BreadcrumbList">
          <span itemprop="itemListElement" itemscope itemtype="http://schema.org/ListItem">
            <a href="/c/{slug(o["cat"])}/{o["catid"]}" class="badge-wrapper bullet" itemprop="item">
              <span class='badge-category-bg' style='background-color: #0088CC'></span>
              <span class='badge-category clear-badge'>
                <span class='category-name' itemprop='name'>{o["cat"]}</span>
              </span>
            </a>
            <meta itemprop="position" content="1" />
          </span>
      </div>

      <div class="topic-category">
        <div class='discourse-tags list-tags'>{tags}
        </div>
      </div>
  </div>

  

    <div itemscope itemtype='http://schema.org/DiscussionForumPosting'>
      <meta itemprop='headline' content='{title}'>
      <link itemprop='url' href='{url}'>
      <meta itemprop='datePublished' content='{start}'>
        <meta itemprop='articleSection' content='{o["cat"]}'>
      <meta itemprop='keywords' content='{o["tags"].replace(",", ", ")}'>
      <div itemprop='publisher' itemscope itemtype="http://schema.org/Organization">
        <meta itemprop='name' content='{site}'>
      </div>


{posts}    </div>

    <div id="related-topics" class="more-topics__list " role="complementary" aria-labelledby="related-topics-title">
  <h3 id="related-topics-title" class="more-topics__list-title">
    Related topics
  </h3>
  <div class="topic-list-container" itemscope itemtype='http://schema.org/ItemList'>
    <meta itemprop='itemListOrder' content='http://schema.org/ItemListOrderDescending'>
    <table class='topic-list'>
      <tbody>
          <tr class="topic-list-item" id="topic-list-item-902">
            <td class="main-link" itemprop='itemListElement' itemscope itemtype='http://schema.org/ListItem'>
              <meta itemprop='position' content='1'>
              <span class="link-top-line">
                <a itemprop='url' href='{DISCOURSE}/t/welcome-read-this-first/902' class='title raw-link raw-topic-link'>Welcome! Read this first</a>
              </span>
            </td>
            <td class="replies">
              <span class='posts' title='posts'>4</span>
            </td>
            <td>
              November 2, 2025
            </td>
          </tr>
      </tbody>
    </table>
  </div>
</div>

          <!-- :preload-content -->
        </div>

        <footer class="container wrap">
  <nav class='crawler-nav'>
    <ul>
      <li itemscope itemtype='http://schema.org/SiteNavigationElement'>
        <span itemprop='name'>
          <a href='/' itemprop="url">Home </a>
        </span>
      </li>
      <li itemscope itemtype='http://schema.org/SiteNavigationElement'>
        <span itemprop='name'>
          <a href='/categories' itemprop="url">Categories </a>
        </span>
      </li>
    </ul>
  </nav>
  <p class='powered-by-link'>Powered by <a href="https://www.discourse.org">Discourse</a>, best viewed with JavaScript enabled</p>
</footer>

    </noscript>

    <section id='main'>
    </section>
  </body>
</html>
"""


# ---------------------------------------------------------------- Stack Exchange

def body_stack(post, talk):
    out = []
    for kind, text, ref in post.blocks:
        if kind == "p":
            out.append(f"<p>{inline(text, 'stackexchange')}</p>")
        elif kind == "quote":
            out.append(f"<blockquote>\n<p>{inline(text, 'stackexchange')}</p>\n</blockquote>")
            post.spans.append(("quote", plain(text)))
        elif kind == "code":
            out.append(f"<pre><code>{html.escape(text, quote=False)}\n</code></pre>")
            post.spans.append(("code", text))
        else:
            out.append("<ul>\n" + "".join(f"<li>{inline(i, 'stackexchange')}</li>\n" for i in text) + "</ul>")
    return "\n".join(out) + "\n"


def row(**attributes):
    def value(text):
        return html.escape(str(text), quote=True).replace("&#x27;", "'").replace("\n", "&#xA;")
    return "  <row " + " ".join(f'{k}="{value(v)}"' for k, v in attributes.items() if v is not None) + " />\n"


def stack_files(talk):
    posts = [p for p in talk.posts.values() if p.thread.engine == "stackexchange"]
    people = sorted({p.author for p in posts if "gone" not in p.options})
    ids = {author: 100 + 7 * i for i, author in enumerate(people, 1)}

    def ms(t, key):
        return f"{t:%Y-%m-%dT%H:%M:%S}.{digest(key) % 1000:03}"

    number = {p.key: int(p.native.split("/")[1]) for p in posts}
    rows, comments = {}, {}
    for post in posts:
        o, own = post.options, [p for p in posts if p.parent == post.key]
        if o["type"] == "c":
            parent, _ = shown_edge(post, talk)
            text = " ".join(b[1] for b in post.blocks)
            if talk.posts[post.parent].options["type"] == "c":
                text = f"@{talk.posts[post.parent].author} {text}"
            gone = "gone" in o
            comments[number[post.key]] = row(
                Id=number[post.key], PostId=number[parent], Score=o["score"], Text=text,
                CreationDate=ms(post.time, post.key), UserDisplayName=post.author if gone else None,
                UserId=None if gone else ids[post.author], ContentLicense="CC BY-SA 4.0")
            continue
        replies = [p for p in posts if shown_edge(p, talk)[0] == post.key and p.options["type"] == "c"]
        last = max([post.time] + [p.time for p in post.thread.posts]) if o["type"] == "q" else post.time
        question = o["type"] == "q"
        answers = [p for p in post.thread.posts if p.options["type"] == "a"]
        accepted = next((number[p.key] for p in answers if "accepted" in p.options), None) if question else None
        rows[number[post.key]] = row(
            Id=number[post.key], PostTypeId=1 if question else 2, AcceptedAnswerId=accepted,
            ParentId=None if question else number[post.parent], CreationDate=ms(post.time, post.key), Score=o["score"],
            ViewCount=200 + digest(post.key) % 2000 if question else None, Body=body_stack(post, talk),
            OwnerUserId=ids[post.author], LastActivityDate=ms(last, post.key),
            Title=post.thread.title if question else None,
            Tags="".join(f"<{t}>" for t in post.thread.options["tags"].split(",")) if question else None,
            AnswerCount=len(answers) if question else None, CommentCount=len(replies), ContentLicense="CC BY-SA 4.0")
    wiki = ms(datetime(2026, 2, 2, 9, tzinfo=timezone.utc), "wiki")
    about = "For questions about checking that work done by a machine you do not control was really done."
    rows[5] = row(Id=5, PostTypeId=5, CreationDate=wiki, Score=0, Body=f"<p>{about}</p>\n", OwnerUserId=ids[people[0]],
                  LastActivityDate=wiki, CommentCount=0, ContentLicense="CC BY-SA 4.0")
    rows[6] = row(Id=6, PostTypeId=4, CreationDate=wiki, Score=0, Body=about, OwnerUserId=ids[people[0]],
                  LastActivityDate=wiki, CommentCount=0, ContentLicense="CC BY-SA 4.0")
    users = row(Id=-1, Reputation=1, CreationDate="2025-11-01T00:00:00.000", DisplayName="Community",
                LastAccessDate="2025-11-01T00:00:00.000", Location="on the server farm",
                AboutMe="<p>Hi, I'm not really a person.</p>\n", Views=0, UpVotes=4, DownVotes=2, AccountId=-1)
    for author in people:
        born = datetime(2025, 11, 3, tzinfo=timezone.utc) + timedelta(minutes=digest(author) % 100_000)
        users += row(Id=ids[author], Reputation=1 + 10 * (digest(author) % 90), CreationDate=ms(born, author),
                     DisplayName=author, LastAccessDate="2026-06-30T00:00:00.000", Views=digest(author) % 50,
                     UpVotes=digest(author) % 30, DownVotes=digest(author) % 4, AccountId=90000 + ids[author])

    def document(name, body):
        return f'\ufeff<?xml version="1.0" encoding="utf-8"?>\n<{name}>\n{body}</{name}>\n'

    return {"stackexchange/Posts.xml": document("posts", "".join(rows[k] for k in sorted(rows))),
            "stackexchange/Comments.xml": document("comments", "".join(comments[k] for k in sorted(comments))),
            "stackexchange/Users.xml": document("users", users)}


# ---------------------------------------------------------------- mail

FOOTER = ("_______________________________________________\ncompute-commons mailing list -- "
          f"compute-commons@{LIST_HOST}\nhttps://{LIST_HOST}/mailman/listinfo/compute-commons")


def mail_text(post, talk, attributed=True):
    """The body of a message as plain text, wrapped at 72 columns, quotes marked by `> `."""
    out, seen = [], set()
    for kind, text, ref in post.blocks:
        if kind == "quote":
            quoted = talk.posts[ref]
            lines = textwrap.wrap(plain(text), 70, break_on_hyphens=False)
            if ref not in seen:
                out.append(f"On {quoted.time.day} {MONTHS[quoted.time.month - 1][:3]} {quoted.time.year}, "
                           f"{quoted.author} wrote:")
                seen.add(ref)
            out.append("\n".join("> " + line for line in lines) + "\n")
            if attributed:
                post.spans.append(("quote", plain(text)))
        elif kind == "code":
            out.append("\n".join("    " + line for line in text.split("\n")) + "\n")
            if attributed:
                post.spans.append(("code", text))
        elif kind == "list":
            out.append("\n".join(textwrap.fill(plain(i), 72, initial_indent="- ", subsequent_indent="  ") for i in text) + "\n")
        else:
            text = LINK.sub(r"\1 <\2>", text)
            out.append(textwrap.fill(text, 72, break_long_words=False, break_on_hyphens=False) + "\n")
    return "\n".join(out).rstrip("\n") + "\n"


def message(post, talk):
    thread = post.thread
    body = mail_text(post, talk)
    if "top" in post.options:
        quoted = talk.posts[post.options["top"]]
        inner = mail_text(quoted, talk, attributed=False)
        body += (f"\nOn {quoted.time.day} {MONTHS[quoted.time.month - 1][:3]} {quoted.time.year}, {quoted.author} wrote:\n"
                 + "".join("> " + line + "\n" if not line.startswith(">") else ">" + line + "\n"
                           for line in inner.rstrip("\n").split("\n")))
        post.spans.append(("quote", " ".join(inner.split())))
    text = talk.signatures.get(("mail", post.author))
    if text:
        body += "\n-- \n" + "".join(line + "\n" for line in text.split(" / "))
        post.spans.append(("signature", " ".join(text.split(" / "))))
    if "footer" in thread.options:
        body += FOOTER + "\n"
        post.spans.append(("boilerplate", " ".join(FOOTER.split())))

    hours = [0, 2, -5, 1][digest(post.author) % 4]
    local = post.time + timedelta(hours=hours)
    date = (f"{DAYS[local.weekday()]}, {local.day} {MONTHS[local.month - 1][:3]} {local:%Y %H:%M:%S} "
            f"{'-' if hours < 0 else '+'}{abs(hours):02}00")
    address = f"{post.author}@{post.native.split('@')[1]}"
    subject = f"[{thread.options['list']}] {thread.title}"
    head = [f"From: {post.author} <{address}>", f"To: compute-commons@{LIST_HOST}",
            f"Subject: {subject if post.parent is None else 'Re: ' + subject}", f"Date: {date}",
            f"Message-ID: <{post.native}>"]
    if post.parent:
        parent, chain = talk.posts[post.parent], []
        if "orphan" in post.options:
            lost = "20260825190114.5e1f00d0@mail.example"
            head += [f"In-Reply-To: <{lost}>", f"References: <{thread.native}>\n <{lost}>"]
        else:
            step = parent
            while step:
                chain.insert(0, f"<{step.native}>")
                step = talk.posts[step.parent] if step.parent else None
            head += [f"In-Reply-To: <{parent.native}>", "References: " + "\n ".join(chain)]
    head += [f"List-Id: Compute Commons <compute-commons.{LIST_HOST}>", "MIME-Version: 1.0"]
    encoding = post.options.get("enc")
    if encoding == "qp":
        head += ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable"]
        body = quopri.encodestring(body.encode()).decode()
    elif encoding == "base64":
        head += ['Content-Type: text/plain; charset="utf-8"', "Content-Transfer-Encoding: base64"]
        body = "\n".join(textwrap.wrap(base64.b64encode(body.encode()).decode(), 76)) + "\n"
    elif encoding == "alternative":
        mark = f"=_{digest(post.key) % 16**12:012x}"
        head += [f'Content-Type: multipart/alternative; boundary="{mark}"']
        rich = "<html><body>" + "".join(f"<p>{html.escape(part, quote=False)}</p>\n" for part in body.split("\n\n")) + "</body></html>\n"
        body = (f"This is a multi-part message in MIME format.\n--{mark}\nContent-Type: text/plain; charset=utf-8\n"
                f"Content-Transfer-Encoding: 8bit\n\n{body}\n--{mark}\nContent-Type: text/html; charset=utf-8\n"
                f"Content-Transfer-Encoding: 8bit\n\n{rich}\n--{mark}--\n")
    elif body.isascii():
        head += ["Content-Type: text/plain; charset=us-ascii", "Content-Transfer-Encoding: 7bit"]
    else:
        head += ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    body = re.sub(r"(?m)^(>*From )", r">\1", body)  # mboxrd
    t = post.time
    envelope = f"From {address} {DAYS[t.weekday()]} {MONTHS[t.month - 1][:3]} {t.day:2} {t:%H:%M:%S %Y}"
    return envelope + "\n" + "\n".join(head) + "\n\n" + body + "\n"


# ---------------------------------------------------------------- all files

def table(header, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def render(talk):
    files, again = {}, []  # again: (file, of_file, posts) of pages saved twice
    for thread in talk.threads:
        if thread.engine == "reddit":
            files[RAW / thread.file] = reddit_page(thread, talk).encode()
        elif thread.engine == "discourse":
            files[RAW / thread.file] = discourse_page(thread, talk).encode()
        elif thread.engine == "phpbb":
            charset = thread.options.get("charset", "utf-8")
            for start in range(0, len(thread.posts), PHPBB_PAGE):
                file = thread.posts[start].file
                page = phpbb_page(thread, talk, start, f"{thread.key}/{start}")
                files[RAW / file] = page.encode(charset, "xmlcharrefreplace")
                if "resave" in thread.options and start == 0:
                    shown = thread.posts[:PHPBB_PAGE]
                    spans = [list(p.spans) for p in shown]
                    copy = file.replace(".html", "-again.html")
                    files[RAW / copy] = phpbb_page(thread, talk, start, f"{thread.key}/again").encode(charset)
                    for post, kept in zip(shown, spans):
                        post.spans = kept
                    again.append((copy, file, shown))
    for file, text in stack_files(talk).items():
        files[RAW / file] = text.encode()
    mails = sorted((p for p in talk.posts.values() if p.thread.engine == "mail"), key=lambda p: (p.time, p.key))
    files[RAW / "mail/compute-commons.mbox"] = "".join(message(p, talk) for p in mails).encode()

    posts, replies, spans, duplicates, broken = [], [], [], [], []
    shows = [(p.file, p, False) for p in talk.posts.values()]
    shows += [(copy, p, True) for copy, _, shown in again for p in shown]
    for file, post, copied in shows:
        kinds = [k for k in post.kinds if k != "plain"]
        if copied and "duplicate" not in kinds:
            kinds.append("duplicate")
        posts.append((file, post.native, post.thread.native, post.author, post.stamp, post.theme, post.stance,
                      ";".join(kinds) or "plain"))
        parent, how = shown_edge(post, talk)
        replies.append((file, post.native, talk.posts[parent].native if parent else "", how,
                        talk.posts[post.parent].native if post.parent else ""))
        spans += [(file, post.native, kind, text) for kind, text in post.spans]
        if "dup" in post.options and not copied:
            first = talk.posts[post.options["dup"]]
            why = "cross-post" if first.thread is not post.thread else "sent twice"
            duplicates.append((file, post.native, first.file, first.native, why))
        if "moji" in post.options:
            how = post.options["moji"]
            broken.append((file, post.native, "windows-" + how.rstrip("x"), "no" if how.endswith("x") else "yes",
                           post.shown, post.meant))
    for copy, file, shown in again:
        duplicates += [(copy, p.native, file, p.native, "page saved twice") for p in shown]
    assert len({(p[0], p[1]) for p in posts}) == len(posts), "an id occurs twice in one file"

    files[GOLD / "posts.csv"] = table("file post thread author time theme stance kind".split(), posts)
    files[GOLD / "replies.csv"] = table("file post parent how meant".split(), replies)
    files[GOLD / "spans.csv"] = table("file post kind text".split(), spans)
    files[GOLD / "duplicates.csv"] = table("file post of_file of_post why".split(), duplicates)
    files[GOLD / "mojibake.csv"] = table("file post read_as reversible shown meant".split(), broken)
    files[ROOT / "README.md"] = readme(talk, posts, again).encode()
    return files


def readme(talk, rows, again):
    posts = list(talk.posts.values())
    authors = {p.author for p in posts} - {"[deleted]"}
    elsewhere = {a: {p.thread.key for p in posts if p.author == a} for a in authors}

    def count(**want):
        return sum(all(getattr(p, k) == v for k, v in want.items()) for p in posts)

    def grid(names, header, cell):
        lines = [f"| {header} | " + " | ".join(names) + " | all |", "| --- |" + " ---: |" * (len(names) + 1)]
        for line, values in cell:
            lines.append(f"| {line} | " + " | ".join(str(v) for v in values) + f" | {sum(values)} |")
        return "\n".join(lines)

    by_format = grid(THEMES, "format", [(f, [sum(p.thread.engine == f and p.theme == t for p in posts) for t in THEMES])
                                        for f in FORMATS] + [("**all**", [count(theme=t) for t in THEMES])])
    by_stance = grid(STANCES, "theme", [(t, [count(theme=t, stance=s) for s in STANCES]) for t in THEMES]
                     + [("**all**", [count(stance=s) for s in STANCES])])
    threads = "\n".join(
        f"| {t.title} | {t.engine} | {len(t.posts)} | {min(p.time for p in t.posts):%Y-%m-%d} |"
        for t in sorted(talk.threads, key=lambda t: t.start))
    kinds = ", ".join(f"{sum(k in p.kinds for p in posts)} {k}" for k in KINDS if k != "plain")
    extra = sum(len(shown) for _, _, shown in again)
    damaged = {thai: sum(p.options["moji"].startswith("874") == thai for p in posts if "moji" in p.options)
               for thai in (True, False)}
    months = sorted({p.time.strftime("%Y-%m") for p in posts})
    several = sum(len(v) > 1 for v in elsewhere.values())
    return f"""# Sample corpus

`ai-compute/` is input for `hubbub`: a discussion about who controls AI compute, as raw pages and dumps of five kinds
of forum, and nothing else. `ai-compute-gold/` holds what is true of it. Both are written by `scripts/make-sample.py`
(as is this page); `scripts/make-sample.py --check` says whether the files are what the script would write.

**Nothing here was ever posted.** The text was written for this project in `ai-compute-gold/discussion.txt`. All handles
are invented, and so are the sites (`.example`) and the subreddits; a handle that exists somewhere is chance. Companies and
networks are real names in invented opinions: figures in the posts are what a forum says, not facts. The markup follows
what each engine serves; no text was copied from anywhere.

Licence: as the project (Apache-2.0); the text also under CC0-1.0.

## Counts

{len(posts)} posts in {len(talk.threads)} threads by {len(authors)} authors ({several} of them in more than one thread),
{months[0]} to {months[-1]}. One phpBB page was saved twice, so the raw files show {len(rows)} posts ({extra} again).
Kinds: {kinds}. Posts with mojibake: {damaged[True]} read as
Windows-874, {damaged[False]} as Windows-1252.

| thread | format | posts | first |
| --- | --- | ---: | --- |
{threads}

Posts by format and theme:

{by_format}

Posts by theme and stance on decentralised compute:

{by_stance}

## Gold tables

Files are named relative to `ai-compute/`. A post is named by its engine's own id: Reddit fullname (`t3_…` is the
submission), phpBB `p9104`, Discourse post number, `Posts/3` and `Comments/7` of the Stack Exchange dump, Message-ID
without angle brackets.

- `posts.csv`: `file,post,thread,author,time,theme,stance,kind`. `time` is UTC. `theme` is one of {", ".join(f"`{t}`" for t in THEMES)}
  (noise and talk about the forum itself). `stance` is towards decentralised compute. `kind` is `plain` or any of
  `prediction`, `analogy`, `noise`, `duplicate`, joined by `;`; of several copies only the later ones are `duplicate`.
  Deleted Reddit comments have the author `[deleted]`, as shown.
- `replies.csv`: `file,post,parent,how,meant`. `parent` is the edge that the file shows, `how` it shows it: `nested`
  (Reddit), `quote` (phpBB, Discourse), `preloaded` (Discourse's `reply_to_post_number`), `field` (Stack Exchange),
  `header` (In-Reply-To), `root`, `orphan` (the message answered is not in the archive), `none` (a reply, but the page
  does not say to what: no parent and the first post are both fair). `meant` is the post that the writer answered.
- `spans.csv`: `file,post,kind,text`: each `quote` (without "X wrote:"), block of `code`, `signature`, and mailing-list
  footer (`boilerplate`), as shown; white space in mail is collapsed.
- `duplicates.csv`: `file,post,of_file,of_post,why` (`sent twice`, `cross-post`, `page saved twice`).
- `mojibake.csv`: `file,post,read_as,reversible,shown,meant`: the writer's own paragraphs as they stand in the file and as
  they were meant. The decoding is the WHATWG one (undefined bytes became C1 controls), so `reversible` ones encode
  back exactly; the others lost bytes, as pages that were cleaned afterwards do.

## What is in it on purpose

Hopeful and dismissive replies to one another; quotes in each engine's form; predictions with odds, dates and neither;
analogies; negation and sarcasm; curly quotes, emoji, smilies, signatures, code, links, an edit mark; a spam post,
moderator notes, a bot, deleted and removed comments, a guest, a commenter without an account; a topic over two pages;
a page in windows-1252; a Discourse page without `data-preloaded`; tag wikis (PostTypeId 4 and 5) that are no posts; mail
in 7bit, 8bit, quoted-printable, base64 and multipart/alternative, with `>From` lines, a top-posted reply, an orphan.
"""


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit(__doc__)
    talk = read_discussion()
    number_posts(talk)
    files = render(talk)
    stray = [p for p in RAW.rglob("*") if p.is_file() and p not in files] if RAW.exists() else []
    wrong = [f"{p.relative_to(ROOT)}: not written by this script" for p in sorted(stray)]
    for path, data in sorted(files.items()):
        if check:
            if not path.exists() or path.read_bytes() != data:
                wrong.append(f"{path.relative_to(ROOT)}: differs")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    print("\n".join(wrong) or f"{len(files)} files, {len(talk.posts)} posts: " + ("as written" if check else "written"),
          file=sys.stderr if wrong else sys.stdout)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
