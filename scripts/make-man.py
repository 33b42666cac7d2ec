#!/usr/bin/env python3
"""Writes hubbub's man page from what its commands say of themselves.

    make-man.py HUBBUB FILE
"""
import json
import pathlib
import subprocess
import sys


def escaped(text):
    """Text as roff takes it."""
    lines = text.replace("\\", "\\e").replace("-", "\\-").split("\n")
    return "\n".join("\\&" + line if line.startswith((".", "'")) else line for line in lines)


def spelled(argument):
    """An argument as it is typed: `-o, --out <out>`."""
    value = argument.get("valueName") or ""
    names = argument.get("names") or []
    if not names:
        return f"<{value}>" + (" ..." if argument.get("isRepeating") else "")
    dashes = {"short": "-", "long": "--", "longWithSingleDash": "-"}
    shown = ", ".join(dashes[name["kind"]] + name["name"] for name in sorted(names, key=lambda n: len(n["name"])))
    return shown + (f" <{value}>" if argument["kind"] == "option" else "")


def described(command, path):
    """The section of a command, and those of the commands below it."""
    name = " ".join([*path, command["commandName"]])
    lines = [f".SH {escaped(name).upper()}", escaped(command.get("abstract") or "")]
    if command.get("discussion"):
        for part in command["discussion"].split("\n\n"):
            # Examples and lists stand as they are, sentences are filled.
            is_list = "\n  " in part
            lines += [".PP", *([".nf"] if is_list else []), escaped(part), *([".fi"] if is_list else [])]
    for argument in command.get("arguments") or []:
        if argument.get("shouldDisplay", True) and argument.get("abstract"):
            lines += [".TP", f".B {escaped(spelled(argument))}", escaped(argument["abstract"])]
    for inner in command.get("subcommands") or []:
        if inner["commandName"] != "help" and inner.get("shouldDisplay", True):
            lines += described(inner, [*path, command["commandName"]])
    return lines


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    dump = json.loads(subprocess.check_output([sys.argv[1], "--experimental-dump-help"]))
    command = dump["command"]
    lines = ['.TH HUBBUB 1 "" "hubbub" "User Commands"', ".SH NAME"]
    lines.append(escaped(f"hubbub - {command['abstract'][0].lower()}{command['abstract'][1:].rstrip('.')}"))
    lines += described(command, [])
    target = pathlib.Path(sys.argv[2])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
