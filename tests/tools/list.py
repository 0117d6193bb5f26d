#!/usr/bin/env python3
"""list.py N FOLDER: one list of N vendors as comma.csv, semicolon.csv and list.json."""
import csv, json, sys

heads = ["id", "name", "owner", "city", "story"]
rows = [[f"kota-{n:03}", f"Kota Contoh {n}", f"Ratna Contoh {n}", ["Surabaya", "Balikpapan", "Kota; Lain"][n % 3],
         f'Kerajinan "khas", nomor {n}' if n % 2 else ""] for n in range(1, int(sys.argv[1]) + 1)]
folder = sys.argv[2]
for name, separator in ("comma", ","), ("semicolon", ";"):
    with open(f"{folder}/{name}.csv", "w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=separator).writerows([heads] + rows)
with open(f"{folder}/list.json", "w", encoding="utf-8") as out:
    json.dump([{h: c for h, c in zip(heads, row) if c} for row in rows], out, ensure_ascii=False)
