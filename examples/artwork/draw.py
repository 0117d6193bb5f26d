#!/usr/bin/python3
"""Draw the sample artwork of the example events.

  draw.py OUTDIR                     all pictures into OUTDIR/pictures, logos into OUTDIR/logos
  draw.py --list                     names and what each one shows
  draw.py --into DIR [--size WxH] [--quality N] NAME...
                                     the named pictures or logos into DIR
  draw.py --svg DIR NAME...          the named logos as vectors into DIR
  draw.py --sheet FILE.png NAME...   a contact sheet, to look at (a name may end in *)

The same script gives the same bytes each time on the same cairo and Pillow.
"""
import argparse
import fnmatch
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from PIL import Image  # noqa: E402

import logos  # noqa: E402
import works  # noqa: E402,F401  (registers every still life, scene and logo)


def wanted(patterns):
    names = list(works.everything())
    if not patterns:
        return names
    out = []
    for p in patterns:
        hits = fnmatch.filter(names, p)
        if not hits:
            sys.exit(f'draw.py: no picture is called "{p}"; see draw.py --list')
        out += [h for h in hits if h not in out]
    return out


def save(img, path, quality):
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == '.png':
        img.save(path, optimize=True)
    else:
        img.save(path, quality=quality, optimize=True, subsampling=0 if quality >= 90 else 2)


def sheet(names, path, cols=4, cell=300):
    thumbs = []
    for n in names:
        img = works.render(n)
        if img.mode == 'RGBA':
            white = Image.new('RGB', img.size, '#FFFFFF')
            white.paste(img, mask=img.getchannel('A'))
            img = white
        thumbs.append(img.resize((cell, round(cell * img.height / img.width)), Image.LANCZOS))
    rows = [thumbs[i:i + cols] for i in range(0, len(thumbs), cols)]
    heights = [max(t.height for t in r) + 8 for r in rows]
    out = Image.new('RGB', (cols * (cell + 8), sum(heights)), '#FFFFFF')
    y = 0
    for r, h in zip(rows, heights):
        for i, t in enumerate(r):
            out.paste(t, (i * (cell + 8), y))
        y += h
    save(out, pathlib.Path(path), 90)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    ap.add_argument('--list', action='store_true')
    ap.add_argument('--into')
    ap.add_argument('--size')
    ap.add_argument('--quality', type=int, default=86)
    ap.add_argument('--svg')
    ap.add_argument('--sheet')
    ap.add_argument('--cols', type=int, default=4)
    ap.add_argument('--cell', type=int, default=300)
    ap.add_argument('names', nargs='*')
    a = ap.parse_args()
    size = tuple(int(v) for v in a.size.split('x')) if a.size else None
    if a.list:
        for n in works.everything():
            print(f'{n:28} {works.about(n)}')
        return
    if a.sheet:
        sheet(wanted(a.names), a.sheet, a.cols, a.cell)
        return
    if a.svg:
        for n in wanted(a.names):
            path = pathlib.Path(a.svg, n + '.svg')
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(logos.drawing(n))
        return
    if a.into:
        jobs = [(n, pathlib.Path(a.into)) for n in wanted(a.names)]
    elif len(a.names) == 1:
        top = pathlib.Path(a.names[0])
        jobs = [(n, top / ('logos' if n.startswith('logo-') else 'pictures'))
                for n in works.everything()]
    else:
        ap.error('say where to: draw.py OUTDIR, or draw.py --into DIR NAME...')
    for n, folder in jobs:
        ext = '.png' if n.startswith('logo-') else '.jpg'
        save(works.render(n, size), folder / (n + ext), a.quality)


if __name__ == '__main__':
    main()
