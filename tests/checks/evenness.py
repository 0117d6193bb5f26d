#!/usr/bin/env python3
"""A justified page of 3,000 words in two languages is evenly grey; tests/tools/evenness.py says how
it is measured, and tests/README.md how a browser sets the same page."""
import os, sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import evenness


def judge(name, good, found):
    print(f"ok evenness: {name}" if good else f"not ok evenness: {name}: {found}")


words = sum(len(text.split()) for _, text in evenness.paragraphs())
judge("the page has 3,000 words", words >= 3000, words)
for width, deviation, loose, rivers in ((85, 0.55, 0.36, 4), (110, 0.51, 0.24, 2)):
    work = f"{os.environ['OUT']}/evenness-{width}"
    found = evenness.measure(evenness.set_ours(work, os.environ["ETALASE"], width), width)
    judge(f"{width} mm: all words are there", found["words"] >= words, found)
    judge(f"{width} mm: word spaces differ little", found["deviation"] < deviation, found)
    judge(f"{width} mm: none is narrower than half the usual", found["narrowest"] > 0.5, found)
    judge(f"{width} mm: few lines are loose", found["loose"] < loose * found["lines"], found)
    judge(f"{width} mm: at most two hyphens running", found["running"] <= 2, found)
    judge(f"{width} mm: fewer than a quarter of the lines end with a hyphen", found["hyphens"] * 4 < found["lines"], found)
    judge(f"{width} mm: hardly a river", found["rivers"] <= rivers, found)
