#!/usr/bin/env python3
"""Every name in tests/cases/naughty.txt is printed as it is, or refused with a message at its line.

A vendor for each is built by a page for each, and by the shipped booth sign; no crash, no hang. Each
name is an entry of the outline, too, and qpdf reads it back; titles come back from the metadata.

What other hard texts meet, and where that is tested:
  direction marks, zero width, tags, soft hyphen, selectors   cases/event/names.yaml, here
  joiners that scripts and emoji need                         cases/event/names.yaml, cases/text/script-*
  look-alike letters, full width, NFC and NFD                 cases/event/names.yaml, lookalikes.yaml
  ids that are not ASCII, or differ by capitals alone         cases/event/ids.yaml
  names of 200 and more characters, of spaces, with lines     cases/event/names.yaml
  words wider than their box                                  cases/layout/word-split.yaml, unit/test_text.c
  stacked accents: 9, 200, 64,000 on a letter                 cases/event/names.yaml, unit/test_text.c, here
  characters that no font has                                 unit/test_text.c, here
  scripts: a badge in each, read back                         checks/scripts.sh
  control characters, lone surrogates, U+FFFE                 cases/nodes/control-*, *surrogate*, here
  schemes, user names, hidden characters in addresses         cases/event/urls.yaml, values-bad.yaml
  links of other schemes, brackets in links                   unit/test_pdf.c
  addresses of 5,000 characters: as link, as code             here; as address cases/event/urls.yaml
  metadata: marks of XML, line ends                           here, unit/test_pdf.c"""
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
      - page: [{text: "{vendor.name}", size: 10pt, heading: 1}]
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



def outline(path):
    """Titles of the entries, as qpdf reads them."""
    text = subprocess.run(["qpdf", "--json", "--json-key=outlines", path], capture_output=True).stdout
    return [entry["title"] for entry in json.loads(text)["outlines"]]


titles = outline(work + "/out/nama.pdf")
plain = [(name, title) for (_, name), title in zip(left, titles)
         if not any(unicodedata.category(c) in ("Cf", "Mn") for c in name)]
judge("an entry in the outline for each", len(titles) == len(left), f"{len(titles)} of {len(left)}")
wrong = [f"{name!r} as {title!r}" for name, title in plain if name.strip() != title]
judge("every name comes back from the outline", len(plain) > 100 and not wrong, "; ".join(wrong[:4]))

# Texts with lines, brackets and marks, as a heading, as a link and in an alternative text.
hard = ['baris satu\n\nbaris (dua) \\) ]]> & < > "', "a\n" * 12 + "b", "(((((\\", "\\", ")" * 300]
address = "https://contoh.id/" + "a" * 4981 + ")"
with open(work + "/layouts/cerita.yaml", "w") as file:
    file.write("""layout: 1
name: cerita
masters: {page: {size: [200mm, 250mm], margins: 10mm}}
document:
  - each: vendor in vendors
    do:
      - page:
          - {text: "{vendor.story}", heading: 1, alt: "{vendor.story}"}
          - {text: "alamat", link: "{vendor.fields.address}"}
        master: page
""")
with open(work + "/hard.yaml", "w", encoding="utf-8") as file:
    file.write("event: {name: Uji, date: 2023-10-27}\ndocuments: [{layout: cerita}]\nvendors:\n")
    for i, text in enumerate(hard):
        file.write(f"  - {{id: v{i}, booths: [A{i}], name: Toko {i}, story: {quoted(text)}, fields: {{address: '{address}'}}}}\n")
result = run("build", "hard.yaml", "-o", "hard")
judge("texts with lines and brackets are built", result.returncode == 0, result.stderr.decode()[-300:])
titles = [" ".join(title.split()) for title in outline(work + "/hard/cerita.pdf")]
wrong = [f"{text!r} as {title!r}" for text, title in zip(hard, titles) if " ".join(text.split()) != title]
judge("they come back from the outline", len(titles) == len(hard) and not wrong, "; ".join(wrong) or titles)
objects = subprocess.run(["qpdf", "--json", "--json-key=qpdf", work + "/hard/cerita.pdf"], capture_output=True).stdout
links = re.findall(r'"/URI": "(?:u:)?(https:[^"]*)"', objects.decode())
judge("a link of 5,000 characters comes back", links == [address] * len(hard), [len(link) for link in links])

# A code for it would be too dense: refused with the record, and at no time is it another version.
with open(work + "/layouts/kode.yaml", "w") as file:
    file.write("""layout: 1
name: kode
masters: {page: {size: [100mm, 100mm], margins: 10mm}}
document:
  - each: vendor in vendors
    do: [{page: [{qr: "{vendor.fields.address}", size: 60mm}], master: page}]
""")
with open(work + "/long.yaml", "w") as file:
    file.write("event: {name: Uji, date: 2023-10-27}\ndocuments: [{layout: kode}]\n"
               f"vendors: [{{name: Panjang, booths: [A1], fields: {{address: '{address}'}}}}]\n")
result = run("build", "long.yaml", "-o", "long", "--format=json")
codes = [json.loads(line)["code"] for line in result.stdout.splitlines() if line.startswith(b"{")]
judge("a code of 5,000 characters is refused", result.returncode == 1 and "qr-too-long" in codes, codes)
judge("nothing is written for it", not os.path.exists(work + "/long/kode.pdf"))

# 64,000 accents on one letter, and 9: told before they are shaped, and in no time.
for n in 9, 200, 64000:
    with open(work + "/marks.yaml", "w", encoding="utf-8") as file:
        file.write("event: {name: Uji, date: 2023-10-27}\ndocuments: [{layout: cerita}]\n"
                   f"vendors: [{{name: Satu, booths: [A1], story: 'Z{chr(0x316) * n}'}}]\n")
    result = subprocess.run([etalase, "check", "marks.yaml", "--format=json"], cwd=work, capture_output=True, timeout=10)
    codes = [json.loads(line)["code"] for line in result.stdout.splitlines() if line.startswith(b"{")]
    judge(f"{n} accents on a letter are refused", result.returncode == 1 and set(codes) & {"marks-many", "text-long"}, codes)

# What XML and text cannot hold is refused where it stands, in YAML and in JSON.
for what, word in (("U+FFFE", '"Uji\\uFFFE"'), ("half a pair", '"Uji\\uD83D"'), ("the other half", '"Uji\\uDE00x"'),
                   ("a NUL", '"Uji\\u0000"'), ("a bell", '"Uji\\u0007"')):
    for form in "yaml", "json":
        with open(f"{work}/half.{form}", "w") as file:
            file.write('{"event": {"name": ' + word + ', "date": "2023-10-27"}, "vendors": []}\n')
        result = run("check", "half." + form, "--format=json")
        places = [json.loads(line) for line in result.stdout.splitlines() if line.startswith(b"{")]
        good = result.returncode == 1 and any(p["level"] == "error" and p["line"] == 1 for p in places)
        judge(f"{what} in {form} is refused at its place", good, result.stdout[-300:])

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
