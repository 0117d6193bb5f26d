#!/usr/bin/env python3
"""tutorial - does what examples/first-badge/README.md tells the reader to do, step by step: blocks
of YAML are files or sections of files, blocks of sh are run; every command must succeed."""
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

root = Path(__file__).resolve().parents[2]
work = Path(os.environ["OUT"]) / "tutorial"
text = (root / "examples/first-badge/README.md").read_text()
# Pages of out/my-badge.pdf, and words that must (or must not) be on them, after a step.
expected = {
    2: (4, ["Siti Contoh", "Contohadiningrat"], ["Peserta"]),
    3: (4, ["Batik Sampel Borneo"], ["Peserta"]),
    4: (4, ["Contohadiningrat"], []),
    5: (4, ["Peserta", "Panitia", "Ketua Panitia"], ["Stan"]),
    6: (4, ["Stan", "A02, A03"], []),
    10: (1, ["Peserta", "Siti Contoh"], []),
}


def judge(name, problem):
    print(f"not ok tutorial: {name}: {problem}" if problem else f"ok tutorial: {name}")


def sections(source):
    """Top-level keys of a file and the lines under each, in order."""
    parts = {}
    for line in source.splitlines(keepends=True):
        if re.match(r"[a-z]\w*:", line):
            key = line.split(":")[0]
            parts[key] = ""
        if line.strip():
            parts[key] += line
    return parts


def edit(block):
    path = work / re.match(r"# (\S+)\n", block).group(1)
    new = sections(block.split("\n", 1)[1])
    old = sections(path.read_text()) if path.exists() else {}
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join({**old, **new}.values()))


def run(command):
    """What is wrong with the command's run; nothing if all is well."""
    words = command.split("#")[0].split()
    ran = subprocess.run([os.environ["ETALASE"]] + words[1:], cwd=work, text=True,
                         capture_output=True, timeout=60)
    return "" if ran.returncode == 0 else f"{command}: status {ran.returncode}: {ran.stderr}"


def pages_problem(step):
    pages, present, absent = expected[step]
    pdf = work / ("out/kartu.pdf" if step == 10 else "out/my-badge.pdf")
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True).stdout
    words = " ".join(subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True).stdout.split())
    if f"Pages:           {pages}\n" not in info:
        return f"not {pages} pages: {info}"
    missing = [w for w in present if w not in words]
    stray = [w for w in absent if w in words]
    return f"missing {missing}, stray {stray}" if missing or stray else ""


shutil.rmtree(work, ignore_errors=True)
work.mkdir(parents=True)
steps = re.split(r"^## (?=\d+\. )", text, flags=re.M)[1:]
judge("there are ten steps", "" if len(steps) == 10 else f"{len(steps)}")
for number, step in enumerate(steps, 1):
    problem = "" if step.startswith(f"{number}. ") else "wrong number"
    for kind, block in re.findall(r"^```(yaml|sh)\n(.*?)^```$", step, re.M | re.S):
        if kind == "yaml":
            edit(block)
        else:
            for command in block.strip().splitlines():
                problem = problem or run(command)
    if not problem and number in expected:
        problem = pages_problem(number)
    judge(step.split("\n")[0], problem)
english = subprocess.run(["pdftotext", work / "out/badges.pdf", "-"], capture_output=True, text=True).stdout
judge("the second document is in English", "" if "Exhibitor" in english and "Made by hand" in english else english)
sys.exit(0)
