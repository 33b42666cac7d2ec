"""What the checks of a page share: where the project is, a printed check, and a watch over a page."""

import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")

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
