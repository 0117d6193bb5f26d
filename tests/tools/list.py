#!/usr/bin/env python3
"""list.py FOLDER: events in FOLDER, a copy of examples/ice-2025, whose list of participants is kept in
other formats: semicolon.yaml, xlsx.yaml and json.yaml, with the tables they name."""
import csv, json, os, re, subprocess, sys
import yaml

here = os.path.dirname(os.path.abspath(__file__))
os.chdir(sys.argv[1])
event = open("event.yaml", encoding="utf-8").read()
columns = yaml.load(event, yaml.BaseLoader)["vendors"]["columns"]
rows = list(csv.reader(open("participants.csv", encoding="utf-8", newline="")))
with open("semicolon.csv", "w", encoding="utf-8", newline="") as out:
    csv.writer(out, delimiter=";").writerows(rows)
tool = os.path.join(here, "xlsx.py")
subprocess.run([sys.executable, tool, "participants.csv", "book.xlsx", "Peserta"], check=True)


def record(row):
    """What a row means, by the map of columns."""
    result = {}
    for head, text in zip(rows[0], row):
        path = columns.get(head, head).split(".")
        place = result
        for step in path[:-1]:
            place = place.setdefault(step, {}) if text else place
        if text and path[-1].endswith("[]"):
            place[path[-1][:-2]] = [part.strip() for part in re.split("[,;]", text) if part.strip()]
        elif text:
            place[path[-1]] = text
    return result


with open("list.json", "w", encoding="utf-8") as out:
    json.dump([record(row) for row in rows[1:]], out, ensure_ascii=False)
for name, other in (("semicolon", "csv: semicolon.csv"), ("xlsx", "xlsx: book.xlsx\n  sheet: Peserta")):
    with open(f"{name}.yaml", "w", encoding="utf-8") as out:
        out.write(event.replace("csv: participants.csv", other))
with open("json.yaml", "w", encoding="utf-8") as out:
    out.write(re.sub(r"\nvendors:\n(  .*\n|\n)+", "\nvendors: {json: list.json}\n\n", event))
