#!/usr/bin/env python3
"""The include rules of src/LAYERS, and every header compiled alone."""
import fnmatch, os, re, shlex, subprocess, sys

rules, owners = {}, {}
for line in open("src/LAYERS"):
    line = line.split("#")[0].strip()
    if not line:
        continue
    room, _, rest = line.partition(":")
    words = rest.split()
    rules[room] = {room} | {w for w in words if not w.startswith("<")}
    for word in words:
        if word.startswith("<"):
            owners.setdefault(word.strip("<>"), set()).add(room)

faults, headers = [], []
for folder, _, names in sorted(os.walk("src")):
    room = os.path.relpath(folder, "src").split(os.sep)[0]
    for name in sorted(names):
        path = os.path.join(folder, name)
        if not name.endswith((".c", ".h", ".def")) or room == ".":
            continue
        if room not in rules:
            faults.append(f"{path}: room {room} is not in src/LAYERS")
            continue
        if name.endswith(".h"):
            headers.append(path)
        for number, line in enumerate(open(path), 1):
            found = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if not found:
                continue
            kind, target = found.groups()
            if kind == '"':
                if "/" not in target:
                    faults.append(f"{path}:{number}: name the room in \"{target}\"")
                elif target.split("/")[0] not in rules[room]:
                    faults.append(f"{path}:{number}: {room} may not include {target}")
                continue
            for pattern, rooms in owners.items():
                if fnmatch.fnmatch(target, pattern) and room not in rooms:
                    faults.append(f"{path}:{number}: <{target}> belongs to {', '.join(sorted(rooms))}")
for fault in faults:
    print(f"not ok layers: {fault}")
if not faults:
    print(f"ok layers: {len(rules)} rooms")

flags = subprocess.run(["pkg-config", "--cflags", "harfbuzz", "harfbuzz-subset", "icu-uc", "libpng", "libjpeg"],
                       capture_output=True, text=True).stdout
for path in headers:
    run = subprocess.run(shlex.split(os.environ.get("CC", "cc")) + ["-std=c17", "-D_GNU_SOURCE", "-Wall", "-Wextra",
                          "-Wno-missing-field-initializers", "-Werror", "-Isrc", "-fsyntax-only", "-x", "c",
                          "-include", path, "/dev/null"] + shlex.split(flags), capture_output=True, text=True)
    print(f"ok header {path}" if run.returncode == 0 else f"not ok header {path}: {run.stderr.splitlines()[0]}")

for folder, _, names in os.walk("src"):
    for name in names:
        path = os.path.join(folder, name)
        if name.endswith(".c") and sum(1 for _ in open(path)) > 700:
            print(f"not ok size {path}: over 700 lines")
