"""Starts `hubbub explore` and reads its pages over a real socket.

Part of scripts/check_clients.py.
"""

import http.client
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


def check_explorer(hubbub_path, workspace, posts, check):
    """Follows every link within the pages; none fails, leaves, or holds a script.

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

        def get(target, method="GET", host=f"127.0.0.1:{port}"):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request(method, target, headers={"Host": host})
            answer = connection.getresponse()
            body = answer.read().decode()
            connection.close()
            return answer, body

        waiting, seen = ["/"], {}
        while waiting and len(seen) < 120:
            target = waiting.pop(0)
            kind = re.sub(r"=[^&]*", "", target)
            # Pages of one kind are alike: three of each are read.
            if target in seen or list(seen.values()).count(kind) >= 3:
                continue
            seen[target] = kind
            answer, body = get(target)
            if answer.status != 200:
                check(f"explorer: {target}", False, f"{answer.status}: {body[:300]}")
            if "text/html" in answer.headers["Content-Type"]:
                check(f"explorer: no script in {target}", "<script" not in body and " on" + "click" not in body)
                links = re.findall(r'(?:href|src|action)="([^"]*)"', body)
                away = [link for link in links if not link.startswith(("/", "#"))]
                check(f"explorer: {target} leads nowhere else", not away, str(away))
                waiting += [link.replace("&amp;", "&") for link in links if link.startswith("/")]
        check("explorer: many kinds of pages", len(set(seen.values())) >= 12, str(set(seen.values())))

        answer, body = get("/posts?q=trust&format=json")
        expected = sum("trust" in re.findall(r"\w+", (p["text"] + " " + (p["meta"]["title"] or "")).lower()) for p in posts.values())
        check("explorer: search finds what is there", json.loads(body)["total"] == expected, f"{body[:80]} for {expected}")
        post = next(iter(posts))
        answer, body = get("/post?" + urllib.parse.urlencode({"id": post}))
        check("explorer: a post by its id", answer.status == 200)
        check("explorer: other names are refused", get("/", host="evil.example")[0].status == 421)
        check("explorer: nothing can be sent", get("/", method="POST")[0].status == 405)
        policy = get("/")[0].headers["Content-Security-Policy"]
        check("explorer: a policy that admits nothing", "default-src 'none'" in policy and "script-src" not in policy)
    finally:
        server.send_signal(signal.SIGINT)
        code = server.wait(timeout=20)
    check("explorer: Ctrl-C ends it well", code == 0, f"exit code {code}")
