#!/usr/bin/env python3
"""Writes an event of COUNT vendors with six products each, for speed runs: fair.py COUNT FILE"""
import sys

WORDS = "sambal keripik rotan batik kopi madu anyaman manik jahe abon gula kelapa".split()


def vendor(out, v):
    story = " ".join(WORDS[(v + k * k) % 12] for k in range(60)).capitalize() + "."
    out.write(f'  - id: v{v}\n    name: "{WORDS[v % 12].title()} Contoh {v}"\n    category: {"pangan" if v % 2 else "kriya"}\n'
              f'    city: Kota Contoh\n    booths: [S{v:03d}]\n    story: {{id: "{story}", en: "{story}"}}\n    products:\n')
    for p in range(6):
        out.write(f'      - {{name: "{WORDS[(v + p) % 12].title()} {p}", price: {15000 + 500 * (v + p)}, '
                  f'description: "{WORDS[(v * p) % 12]} {WORDS[(v + 2 * p) % 12]} pilihan"}}\n')


def fair(path, count):
    with open(path, "w") as out:
        out.write("event: {name: Pameran Ukur, starts: 2025-05-08, ends: 2025-05-12, city: Surabaya}\n"
                  "categories: [{id: pangan, name: Pangan}, {id: kriya, name: Kriya}]\nvendors:\n")
        for v in range(count):
            vendor(out, v)
        out.write("results:\n  sales:\n")
        for v in range(count):
            days = ", ".join(f"2025-05-{8 + d:02d}: {100000 + 1000 * ((v * 7 + d) % 90)}" for d in range(5))
            out.write(f"    v{v}: {{{days}}}\n")
    return path


if __name__ == "__main__":
    fair(sys.argv[2], int(sys.argv[1]))
