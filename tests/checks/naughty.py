#!/usr/bin/env python3
"""Every name in tests/cases/naughty.txt is printed as it is, or refused with a message at its line.

A vendor for each is built by a page for each, and by the shipped booth sign; no crash, no hang."""
import json, os, re, subprocess, unicodedata
import xml.etree.ElementTree as xml

work = os.environ["OUT"] + "/naughty"
os.makedirs(work + "/layouts", exist_ok=True)
etalase = os.environ["ETALASE"]


def judge(name, good, why=""):
    print(f"ok naughty: {name}" if good else f"not ok naughty: {name}: {str(why)[:200]}")


def unescape(line):
    return re.sub(r"\\u([0-9A-F]{4})|\\U([0-9A-F]{8})", lambda m: chr(int(m[1] or m[2], 16)), line)


def quoted(name):
    """As a double-quoted scalar, what cannot be seen escaped."""
    safe = lambda c: c.isprintable() and c not in '"\\'
    escape = lambda c: f"\\u{ord(c):04X}" if ord(c) < 0x10000 else f"\\U{ord(c):08X}"
    return '"' + "".join(c if safe(c) else "\\" + c if c in '"\\' else escape(c) for c in name) + '"'


def letters(text):
    """What a reader sees of it, whatever the order of writing and the spaces."""
    text = unicodedata.normalize("NFKC", text)
    return sorted(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc", "Zs")
                  and not 0xFE00 <= ord(c) <= 0xFE0F and c not in "\u034F\u2010-")


def write_event(path, names):
    with open(path, "w") as file:
        file.write("event: {name: Uji, date: 2023-10-27}\ndocuments: [{layout: nama}, {layout: booth-sign}]\nvendors:\n")
        for i, name in names:
            file.write(f"  - {{id: v{i:03}, booths: [A{i:03}], name: {quoted(name)}}}\n")


def run(*words):
    return subprocess.run([etalase, *words], cwd=work, capture_output=True, timeout=120)


lines = open("tests/cases/naughty.txt", encoding="utf-8").read().split("\n")
names = list(enumerate(unescape(line) for line in lines if line and not line.startswith("# ")))
open(work + "/layouts/nama.yaml", "w").write("""layout: 1
name: nama
masters: {page: {size: [200mm, 60mm], margins: 10mm}}
document:
  - each: vendor in vendors
    sort: vendor.id
    do:
      - page: [{text: "{vendor.name}", size: 10pt}]
        master: page
""")
judge("at least 150 names", len(names) >= 150, len(names))
refused = {}
for attempt in range(8):
    left = [(i, name) for i, name in names if i not in refused]
    write_event(work + "/event.yaml", left)
    result = run("check", "event.yaml", "--format=json")
    judge(f"check {attempt + 1} ends in good order", result.returncode in (0, 1), result.returncode)
    found = 0
    for line in result.stdout.splitlines():
        report = json.loads(line)
        if report["level"] != "error":
            continue
        for place in [report, *report.get("notes", [])]:  # where a text does not fit is in the layout
            if place.get("file") == "event.yaml" and place["line"] >= 4:
                refused[left[place["line"] - 4][0]] = report["code"]
                found += 1
    if not found:
        break
judge("what is refused says why", all(refused.values()), refused)
judge("most are printed", len(refused) < len(names) / 4, refused)
result = run("build", "event.yaml", "-o", "out")
judge("the rest is built", result.returncode == 0, result.stderr.decode()[-300:])
text = subprocess.run(["pdftotext", work + "/out/nama.pdf", "-"], capture_output=True).stdout.decode()
pages = text.split("\f")[:-1]
judge("a page for each", len(pages) == len(left), f"{len(pages)} of {len(left)}")
wrong = [f"{name!r} printed as {page!r}" for (_, name), page in zip(left, pages) if letters(name) != letters(page)]
judge("every name comes back", not wrong, f"{len(wrong)}: " + "; ".join(wrong[:4]))

# The title goes through XML, PDF strings and an outline, and comes back from each as it was.
title = 'Uji & <b>"C"</b> ]]> %s%n ${x} \\() naïve 𠮷'
with open(work + "/title.yaml", "w", encoding="utf-8") as file:
    file.write(f"event: {{name: {quoted(title)}, date: 2023-10-27}}\ndocuments: [{{layout: nama}}]\n"
               "vendors: [{name: Satu, booths: [A1]}]\n")
result = run("build", "title.yaml", "-o", "title")
judge("a title of marks is built", result.returncode == 0, result.stderr.decode()[-300:])
meta = subprocess.run(["pdfinfo", "-meta", work + "/title/nama.pdf"], capture_output=True).stdout.decode()
tree = xml.fromstring(meta[meta.index("<x:xmpmeta"):meta.index("<?xpacket end")])
found = [node.text for node in tree.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li")]
judge("its metadata is XML that says the same", any(title in (text or "") for text in found), found)
info = subprocess.run(["pdfinfo", work + "/title/nama.pdf"], capture_output=True).stdout.decode()
judge("its title reads back", title in info, info[:200])
