#!/usr/bin/env python3
"""Every message of the catalogue has a case: a golden or a test source that shows its code."""
import glob, re

codes = {}
for path in sorted(glob.glob("src/base/messages/*.def")):
    for name, code in re.findall(r'MESSAGE\(\s*(\w+),\s*"([^"]+)"', open(path).read()):
        codes.setdefault(code, []).append((name, path))
seen = ""
for path in glob.glob("tests/**/*", recursive=True):
    if path.endswith((".diag", ".c", ".sh", ".txt")):
        seen += open(path, errors="replace").read()
for code, uses in codes.items():
    if len(uses) > 1:
        print(f"not ok message {code}: stands twice in the catalogue")
    name, path = uses[0]
    shown = f"[{code}]" in seen or f"shows {code} " in seen or re.search(rf"\b{name}\b", seen)
    print(f"ok message {code}" if shown else f"not ok message {code}: no test shows it ({path})")
