#!/usr/bin/env python3
"""Ingests documents that try to read other files and to reach the network, and watches by strace.

    check-xxe.py HUBBUB [FOLDER]

FOLDER may hold further documents or lists of payloads, one a line. Fails if any process opened a
file outside its input, its output and the system's libraries, or a socket to anywhere.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

SECRET = "a secret that no corpus may hold"
ROOTS = {
    "posts.xml": '<posts>&x;<row Id="1" PostTypeId="1" Title="&x;" Body="&x; tea" /></posts>',
    "rss.xml": "<rss version='2.0'><channel><item><title>&x;</title>"
    "<description>tea &x;</description></item></channel></rss>",
    "atom.xml": "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><title>tea</title>"
    "<content>&x; tea</content></entry></feed>",
    "disqus.xml": "<disqus xmlns='http://disqus.com' xmlns:dsq='http://disqus.com/d'>"
    "<post dsq:id='1'><message>&x; tea</message><thread dsq:id='2'/></post></disqus>",
    "wiki.xml": "<mediawiki><page><title>Talk:A</title><ns>1</ns><revision>"
    "<text>&x; tea</text></revision></page></mediawiki>",
    "page.html": "<html><body><p>&x;</p><script src='{u}'></script><img src='{u}'>"
    "<link rel=stylesheet href='{u}'></body></html>",
}
DOCTYPES = [
    '<!DOCTYPE r [<!ENTITY x SYSTEM "{f}">]>',
    '<!DOCTYPE r [<!ENTITY x SYSTEM "{u}">]>',
    '<!DOCTYPE r SYSTEM "{u}/a.dtd" [<!ENTITY % p SYSTEM "{f}"> %p; <!ENTITY x "y">]>',
    '<!DOCTYPE r PUBLIC "-//W3C//DTD XHTML 1.0//EN" "{u}/x.dtd">',
    '<?xml-stylesheet href="{u}/a.xsl"?><!DOCTYPE r [<!ENTITY % a "<!ENTITY x SYSTEM \'{f}\'>"> %a;]>',
]
INCLUDE = '<posts xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{f}" parse="text"/>{b}</posts>'


def write(folder, secret, extra):
    """The documents: every doctype before every root, inclusions, and the lists of payloads."""
    fill = lambda text: text.replace("{f}", secret).replace("{u}", "http://192.0.2.1:9/x")
    for number, doctype in enumerate(DOCTYPES):
        for name, root in ROOTS.items():
            folder.joinpath(f"{number}-{name}").write_text(fill(doctype + "\n" + root))
    row = '<row Id="1" PostTypeId="1" Title="t" Body="tea" />'
    folder.joinpath("include.xml").write_text(fill(INCLUDE).replace("{b}", row))
    for source in sorted(extra.rglob("*")) if extra else []:
        if source.is_file():
            payloads = source.read_bytes().split(b"\n") if source.suffix == ".txt" else [source.read_bytes()]
            for number, payload in enumerate(payloads):
                folder.joinpath(f"extra-{source.name}-{number}.xml").write_bytes(payload)


def main():
    hubbub = os.path.realpath(sys.argv[1])
    extra = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory() as scratch:
        scratch = os.path.realpath(scratch)
        documents, out = pathlib.Path(scratch, "in"), f"{scratch}/out"
        documents.mkdir()
        secret = pathlib.Path(scratch, "secret.txt")
        secret.write_text(SECRET)
        write(documents, str(secret), extra)
        trace = f"{scratch}/trace"
        result = subprocess.run(
            ["strace", "-f", "-qq", "-e", "trace=open,openat,openat2,socket,connect,sendto", "-o",
             trace, hubbub, "ingest", documents, "--out", out, "--quiet"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        allowed = (
            str(documents), out, hubbub, "/usr/lib", "/lib", "/etc/ld.so", "/proc/", "/sys/",
            "/dev/null", "/dev/urandom", "/usr/share/zoneinfo", "/etc/localtime", "/usr/share/locale",
            "/usr/lib/locale", os.path.dirname(hubbub),
        )
        broken = []
        for line in open(trace, encoding="utf-8", errors="replace"):
            opened = re.search(r'open(?:at2?)?\(.*?"([^"]*)"', line)
            if opened and "ENOENT" not in line:
                path = os.path.normpath(os.path.join(os.getcwd(), opened.group(1)))
                is_library = re.search(r"\.so(\.[0-9a-z]+)*$", path)
                if not is_library and not path.startswith(allowed):
                    broken.append(line.strip())
            elif re.search(r"\b(socket|connect|sendto)\(", line) and "AF_UNIX" not in line:
                if "sendto(" not in line or "sin_" in line:
                    broken.append(line.strip())
        corpus = pathlib.Path(out, "corpus/utterances.jsonl")
        if corpus.exists() and SECRET in corpus.read_text(encoding="utf-8"):
            broken.append("the corpus holds what an entity pointed to")
        if result.returncode not in (0, 3, 65):
            broken.append(f"exit {result.returncode}")
        print(f"{len(list(documents.iterdir()))} documents, exit {result.returncode}")
        for line in broken[:20]:
            print("BROKEN", line)
        sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
