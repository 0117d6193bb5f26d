#!/usr/bin/env python3
"""sheets - badges of ice-2025 as a print shop gets them: eight on A4 with backs, and single cards.

Signed codes are read from 300 dpi pictures by zbar and by zxing, which must agree and name every
badge once; each back is looked for behind its front by the words that pdftotext finds there, for
both edges and for a first sheet that is partly used. SHEETS=all takes every sheet, else a sample.
"""
import os, re, subprocess, sys, unicodedata, xml.etree.ElementTree as xml
from concurrent.futures import ThreadPoolExecutor

ETALASE, WHOLE = os.environ["ETALASE"], os.environ.get("SHEETS") == "all"
EVENT = os.path.join(os.getcwd(), "examples/ice-2025/event.yaml")
WORK = os.path.join(os.environ.get("OUT", "build/test"), "sheets")
os.makedirs(WORK, exist_ok=True)
os.chdir(WORK)
A4, LABEL, PITCH, COLUMNS, ROWS = (210, 297), (90, 55), (96, 61), 2, 4  # stock a4-90x55-8
LEFT, TOP = (A4[0] - PITCH[0] - LABEL[0]) / 2, (A4[1] - 3 * PITCH[1] - LABEL[1]) / 2


def run(*words):
    return subprocess.run(words, capture_output=True, text=True)


def judge(name, good, why=""):
    print(f"ok sheets: {name}" if good else f"not ok sheets: {name}: {why}")


def build(folder, *options):
    made = run(ETALASE, "build", EVENT, "--only", "badge", "--key", "event.key", "-o", folder, *options)
    judge(f"build {' '.join(options)}", made.returncode == 0, made.stderr[-300:])
    return f"{folder}/badges.pdf"


def pages(pdf):
    return int(re.search(r"Pages:\s+(\d+)", run("pdfinfo", pdf).stdout)[1])


def decode(pdf, page):
    """The codes of a page, as each of two readers has them."""
    picture = f"{os.path.dirname(pdf)}-{page}"
    run("pdftoppm", "-r", "300", "-gray", "-f", str(page), "-l", str(page), "-singlefile", pdf, picture)
    picture += ".pgm"
    zbar = zbar_codes(picture)
    zxing = sorted(re.findall(r'QRCode "(.*)"', run("ZXingReader", "-1", picture).stdout))
    if zbar != zxing:
        zbar = sorted(set(zbar).union(*(zbar_codes(part) for part in one_by_one(picture))))
    os.remove(picture)
    return zbar, zxing


def zbar_codes(picture):
    return sorted(run("zbarimg", "-q", "--raw", picture).stdout.split())


def one_by_one(picture):
    """The labels of a sheet one at a time, as a gate sees them; zbar now and then overlooks one of
    eight that it reads alone. Of a card: the card at another scale."""
    width = int(run("identify", "-format", "%w", picture).stdout)
    part = picture.replace(".pgm", "-part.pgm")
    if width < 300 / 25.4 * A4[0] * 0.9:
        run("convert", picture, "-resize", "150%", part)
        yield part
    else:
        for x in range(COLUMNS):
            for y in range(ROWS):
                box = [round(mm * 300 / 25.4) for mm in (*LABEL, LEFT + x * PITCH[0], TOP + y * PITCH[1])]
                run("convert", picture, "-crop", "{}x{}+{}+{}".format(*box), "+repage", part)
                yield part
    if os.path.exists(part):
        os.remove(part)


def check_codes(pdf, fronts, expected, name):
    """`expected`: of every page, how many codes."""
    with ThreadPoolExecutor(2) as pool:
        read = list(pool.map(lambda page: decode(pdf, page), fronts))
    differ = [page for page, (a, b) in zip(fronts, read) if a != b or len(a) != expected(page)]
    codes = [code for a, _ in read for code in a]
    judge(f"{name}: zbar and zxing read the same {len(codes)} codes on {len(fronts)} pages", not differ,
          f"pages {differ[:5]}: {[(len(a), len(b)) for a, b in read][:5]}")
    judge(f"{name}: no code twice", len(set(codes)) == len(codes))
    good = [c for c in codes if re.fullmatch("EB1[A-Z2-7]{144}", c)]
    judge(f"{name}: all codes are signed", len(good) == len(codes) > 0, codes[:2])
    return codes


def words_by_label(pdf, page, mirror):
    """The words on each label of a sheet; of a back, of the label behind which they stand."""
    text = run("pdftotext", "-bbox", "-f", str(page), "-l", str(page), pdf, "-").stdout
    labels = [[] for _ in range(COLUMNS * ROWS)]
    for word in re.finditer(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', text):
        x = (float(word[1]) + float(word[3])) / 2 * 25.4 / 72
        y = (float(word[2]) + float(word[4])) / 2 * 25.4 / 72
        if mirror == "long":
            x = A4[0] - x
        elif mirror == "short":
            y = A4[1] - y
        column, row = int((x - LEFT) // PITCH[0]), int((y - TOP) // PITCH[1])
        if 0 <= column < COLUMNS and 0 <= row < ROWS:
            labels[row * COLUMNS + column].append(xml.fromstring(f"<a>{word[5]}</a>").text)
    return labels


def letters(word):
    """A word's letters in no order: Arabic may come out in order of sight and as joined forms."""
    return "".join(sorted(unicodedata.normalize("NFKC", word)))


def name_on(words, names):
    """The longest of the names whose words all stand there."""
    here = {letters(word) for word in words}
    return max((n for n in names if {letters(word) for word in n.split()} <= here), key=len, default="")


def check_backs(pdf, sheets, edge, name, names, first_free):
    wrong, looked_at = [], 0
    for sheet in sheets:
        fronts = words_by_label(pdf, 2 * sheet - 1, None)
        backs = words_by_label(pdf, 2 * sheet, edge)
        for place, (front, back) in enumerate(zip(fronts, backs)):
            if sheet == 1 and place < first_free - 1 and (front or back):
                wrong.append(f"sheet 1, label {place + 1} is used")
            who = name_on(front, names)
            looked_at += bool(who)
            if bool(front) != bool(back) or (front and (not who or who != name_on(back, {who}))):
                wrong.append(f"sheet {sheet}, label {place + 1}: {who!r}, behind it {' '.join(back)[:60]!r}")
    judge(f"{name}: {looked_at} backs stand behind their fronts", not wrong and looked_at > 8, wrong[:3])


run(ETALASE, "keygen", "event.key")
listed = [run(ETALASE, "show", f"badges.{field}", EVENT).stdout for field in ("name", "badge_name")]
names = set(re.findall(r'^"(.*)"$', "\n".join(listed), re.M))
people = int(run(ETALASE, "show", "badges | count", EVENT).stdout.split()[-1])

for edge, start in (("long", 4), ("short", 1)):
    pdf = build(f"a4-{edge}", "--stock", "a4-90x55-8", "--duplex", edge, "--start", str(start))
    sheets = (people + start - 1 + 7) // 8
    judge(f"{edge} edge: {sheets} sheets for {people} badges", pages(pdf) == 2 * sheets, pages(pdf))
    last = people + start - 1 - 8 * (sheets - 1)
    chosen = range(1, sheets + 1) if WHOLE else (1, 2, sheets // 2, sheets)
    check_backs(pdf, chosen, edge, f"{edge} edge", names, start)
    if edge == "long" or WHOLE:
        count = lambda page: 9 - start if page == 1 else last if page == 2 * sheets - 1 else 8
        codes = check_codes(pdf, [2 * s - 1 for s in chosen], count, f"A4, {edge} edge")
        if WHOLE:
            judge(f"{edge} edge: all {people} badges", len(codes) == people, len(codes))

pdf = build("card", "--stock", "cr80", "--duplex", "short")
judge("a card has two pages", pages(pdf) == 2 * people, pages(pdf))
chosen = range(1, people + 1) if WHOLE else (1, 2, people // 3, people // 2, people)
codes = check_codes(pdf, [2 * p - 1 for p in chosen], lambda page: 1, "CR80")
if WHOLE:
    judge(f"CR80: all {people} badges", len(codes) == people, len(codes))
scans = subprocess.run([ETALASE, "verify", "--key", "event.key.pub", "--event", "ice-2025", "--at",
                        "2025-05-08 12:00", "--json"], input="\n".join(codes) + "\n", capture_output=True, text=True)
admitted = scans.stdout.count("ADMIT")
judge(f"a gate admits the {len(codes)} codes read from cards", admitted == len(codes), scans.stdout[:200] + scans.stderr[:200])
