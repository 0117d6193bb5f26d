#!/usr/bin/env python3
"""How even the grey of a justified page is: word spaces, hyphens and rivers.

  /usr/bin/python3 tests/tools/evenness.py [MEASURE_MM ...]   ours beside a browser's, as a table for tests/README.md

The text is tests/cases/prose/bilingual.txt: paragraphs in Indonesian and English in turn. The browser
(Debian: chromium, python3-pyphen) gets the same font file, size, leading, measure and word spacing,
`text-align: justify; text-wrap: pretty`, and the same hyphenation patterns as soft hyphens, since
its own patterns are a download. All figures are read back from the PDFs (pdftotext -bbox)."""
import os, re, statistics, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROSE = ROOT + "/tests/cases/prose/bilingual.txt"
FONT = ROOT + "/fonts/plus-jakarta-sans/PlusJakartaSans-Regular.ttf"
SIZE, LEADING, WORD_SPACING = 9.5, 1.35, 60  # pt, of the size, 1/1000 em: the family's `text`
LOOSE = 1.5  # of the natural space
RIVER = 4  # lines running


def paragraphs():
    return [line.rstrip("\n").split(" ", 1) for line in open(PROSE, encoding="utf-8")]


def layout(measure_mm):
    side = (210 - measure_mm) / 2
    texts = "".join(f'      - {{text: "{text}", lang: {lang}, style: prose}}\n'
                    for lang, text in paragraphs())
    return f"""layout: 1
name: prose
styles:
  prose: {{size: {SIZE}pt, leading: {LEADING}, word_spacing: {WORD_SPACING}, align: justify, hyphenate: true}}
masters: {{page: {{size: A4, margins: {{top: 15mm, bottom: 15mm, inner: {side}mm, outer: {side}mm}}}}}}
document:
  - flow:
{texts}    master: page
"""


def set_ours(work, etalase, measure_mm):
    os.makedirs(work + "/layouts", exist_ok=True)
    open(work + "/layouts/prose.yaml", "w").write(layout(measure_mm))
    open(work + "/event.yaml", "w").write("event: {name: Uji, date: 2023-10-27}\ndocuments: [{layout: prose}]\n")
    subprocess.run([etalase, "build", "event.yaml", "-o", "out"], cwd=work, check=True, capture_output=True)
    return work + "/out/prose.pdf"


def set_browser(work, measure_mm):
    import pyphen
    patterns = {lang: pyphen.Pyphen(filename=f"/usr/share/hyphen/hyph_{name}.dic", left=2, right=3)
                for lang, name in (("id", "id_ID"), ("en", "en_US"))}

    def divided(lang, text):  # small words of six letters or more, as we do
        return re.sub(r"(?<![\w-])[a-z]{6,}(?![\w-])", lambda m: patterns[lang].inserted(m[0], "\u00ad"), text)

    body = "".join(f'<p lang="{lang}">{divided(lang, text)}</p>\n' for lang, text in paragraphs())
    side = (210 - measure_mm) / 2
    open(work + "/page.html", "w").write(f"""<!doctype html><meta charset="utf-8"><style>
@font-face {{ font-family: prose; src: url("file://{FONT}") }}
@page {{ size: A4; margin: 15mm {side}mm }}
body {{ margin: 0; width: {measure_mm}mm; font: {SIZE}pt/{LEADING} prose; word-spacing: {WORD_SPACING / 1000}em;
  text-align: justify; text-wrap: pretty; hyphens: manual; hyphenate-limit-chars: 6 2 3 }}
p {{ margin: 0 }}</style>{body}""")
    pdf = work + "/page.pdf"
    subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                    f"--print-to-pdf={pdf}", work + "/page.html"], check=True, capture_output=True, timeout=120)
    return pdf


def lines_of(pdf):
    """Lists of (left, right, word) by lines, in pt."""
    page = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True).stdout.decode()
    words = re.findall(r'<(page|word)(?: xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(.*?)</word>)?', page)
    lines, at, number = {}, 0, 0
    for kind, left, top, right, word in words:
        if kind == "page":
            number += 1
        else:
            lines.setdefault((number, round(float(top))), []).append((float(left), float(right), word))
    return [sorted(line) for _, line in sorted(lines.items())]


def measure(pdf, measure_mm):
    """Lines that reach the right edge are justified; in the others the spaces are natural."""
    edge = (210 + measure_mm) / 2 / 25.4 * 72
    found = {"lines": 0, "words": 0, "hyphens": 0, "running": 0, "rivers": 0}
    spaces, natural, running, above = [], [], 0, []
    for line in lines_of(pdf):
        places = [(a[1], b[0]) for a, b in zip(line, line[1:])]
        gaps = [right - left for left, right in places]
        hyphen = line[-1][2].endswith(("-", "\u2010", "\u00ad"))
        running = running + 1 if hyphen else 0
        found["lines"] += 1
        found["words"] += len(line)
        found["hyphens"] += hyphen
        found["running"] = max(found["running"], running)
        if line[-1][1] < edge - 2 or not gaps:
            natural += gaps
            above = []
            continue
        spaces.append(statistics.mean(gaps))
        above = [(left, right, depth_of(left, right, above)) for left, right in places]
        found["rivers"] += sum(depth == RIVER for _, _, depth in above)
    usual = statistics.median(natural)
    shares = [space / usual for space in spaces]
    found.update(mean=statistics.mean(shares), deviation=statistics.pstdev(shares), widest=max(shares),
                 narrowest=min(shares), loose=sum(share > LOOSE for share in shares))
    return found


def depth_of(left, right, above):
    """For how many lines running a gap lies under a gap, overlapping by half of it or more."""
    best = 0
    for a, b, depth in above:
        if min(b, right) - max(a, left) > (right - left) / 2:
            best = max(best, depth)
    return best + 1


def row(name, found):
    return (f"| {name} | {found['lines']} | {found['mean']:.2f} | {found['deviation']:.2f} | {found['narrowest']:.2f}"
            f" | {found['widest']:.2f} | {found['loose']} | {found['hyphens']} | {found['rivers']} |")


def main():
    etalase = os.environ.get("ETALASE", ROOT + "/build/release/etalase")
    print("| | lines | mean | deviation | least | most | looser than 1.5 | hyphens | rivers |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for text in sys.argv[1:] or ["65", "85", "110"]:
        work = tempfile.mkdtemp(prefix="evenness-")
        width = int(text)
        print(row(f"{width} mm, ours", measure(set_ours(work, etalase, width), width)))
        print(row(f"{width} mm, browser", measure(set_browser(work, width), width)))
        print(f"{work}: out/prose.pdf, page.pdf", file=sys.stderr)


if __name__ == "__main__":
    main()
