"""Parts that several still lifes share: jars, bottles, pouches, labels, fruit, motifs."""
import math

from kit import (TAU, along, band, blob, curve, dk, ell, lathe, leaf, lin, lt, mix, outline, poly,
                 rad, rect, rng, smooth, tube, turned)

PAPER, INK, GOLD = '#F6EDDC', '#2E3A3F', '#D9A441'


# ---------------------------------------------------------------- labels

def around(g, r, y, n, mark, k=.16, turn=78):
    """mark(i) drawn n times round the front of a round body, narrowing to the sides."""
    for i in range(n):
        u = math.radians(-turn + 2 * turn * i / (n - 1))
        g.c.save()
        g.c.translate(r * math.sin(u), y + r * k * math.cos(u))
        g.c.scale(max(.12, math.cos(u)), 1)
        mark(i)
        g.c.restore()


def diamond(s, w=.62):
    return poly([(0, -s), (s * w, 0), (0, s), (-s * w, 0)])


def round_label(g, r, y0, y1, paper, ink, accent, word, k=.16, size=34, mark=None, turn=90):
    """Paper label round a jar: bands, a chain of diamonds, a word, a mark above it."""
    p = band(y0, y1, r, k, turn=turn)
    g.soft(p, 3, '#000000', .18, 0, 2)
    g.fill(p, turned(0, r, paper, .3, .26))
    with g.clip(p):
        for y, w in ((y0 + 9, 9), (y1 - 9, 9)):
            g.line(lambda c, y=y: _arc(c, r, y, k), turned(0, r, ink, .12, .3), w, cap='butt')
        for y in (y0 + 25, y1 - 25):
            around(g, r, y, 21, lambda i: g.fill(diamond(6.5), accent), k)
    mid, room = (y0 + y1) / 2 + r * k * .94, y1 - y0 - 74
    if not mark:
        g.text(0, mid + size * .36, word, size, ink, track=.1, half=r)
        return
    g.text(0, mid + room / 2, word, size, ink, track=.1, half=r)
    left = room - size * .72 - 8
    with g.at(0, mid - room / 2 + left * .52, 0, min(1, left / 52)):
        mark(g, ink, accent)


def _arc(c, r, y, k):
    c.save()
    c.translate(0, y)
    c.scale(r, r * k)
    c.new_sub_path()
    c.arc_negative(0, 0, 1, math.pi, 0)
    c.restore()


def flat_label(g, x, y, w, h, paper, ink, accent, word, size=30, mark=None, r=6):
    """Printed panel on a flat pack: frame, row of triangles at the foot, word, mark."""
    g.fill(rect(x, y, w, h, r), paper)
    with g.clip(rect(x, y, w, h, r)):
        tumpal(g, x, y + h, w, 18, max(5, int(w / 26)), accent, ink)
    if word:
        g.text(x + w / 2, y + h - 42, word, size, ink, track=.09)
    if mark:
        with g.at(x + w / 2, y + (h - 60 - size * .6) / 2 + 6):
            mark(g, ink, accent)


def tumpal(g, x, y, w, h, n, a, b=None):
    """Row of pointed triangles standing on y."""
    s = w / n
    for i in range(n):
        g.fill(poly([(x + i * s, y), (x + (i + .5) * s, y - h), (x + (i + 1) * s, y)]), a)
        if b:
            g.fill(poly([(x + (i + .3) * s, y), (x + (i + .5) * s, y - h * .42),
                         (x + (i + .7) * s, y)]), b)


# ---------------------------------------------------------------- marks for labels

def mark_sun(g, ink, accent):
    for i in range(12):
        with g.at(rot=i * 30):
            g.fill(poly([(-4, -20), (0, -33), (4, -20)]), accent)
    g.fill(ell(0, 0, 15), ink)
    g.fill(ell(0, 0, 6), accent)


def mark_chilli(g, ink, accent):
    g.fill(tube([(-34, -10), (-8, 8), (34, 2)], [9, 17, 13, 2]), accent)
    g.line(curve([(-34, -10), (-42, -16), (-44, -24)]), ink, 5)


def mark_leaf(g, ink, accent):
    for a in (-150, -90, -30):
        g.fill(leaf(0, 16, 38, 22, a), accent if a == -90 else ink)


def mark_kawung(g, ink, accent):
    for a in (45, 135, 225, 315):
        with g.at(rot=a):
            g.fill(ell(17, 0, 15, 9), ink)
            g.fill(ell(17, 0, 6, 2.4), accent)
    g.fill(ell(0, 0, 4), accent)


def mark_fish(g, ink, accent):
    g.fill(outline([(-34, 0), (-10, -17), (20, 0)], [(20, 0), (-10, 17), (-34, 0)]), ink)
    g.fill(poly([(14, 0), (36, -14), (30, 0), (36, 14)]), ink)
    g.fill(ell(-20, -4, 3.4), accent)
    for x in (-8, 0, 8):
        g.line(curve([(x, -8), (x + 4, 0), (x, 8)]), accent, 2.6)


def mark_crab(g, ink, accent):
    for s in (-1, 1):
        for i, (x, y) in enumerate(((24, 8), (22, 16), (16, 22))):
            g.line(curve([(s * x * .6, y * .3), (s * (x + 9), y - 2), (s * (x + 10), y + 9)]),
                   ink, 4)
        g.line(curve([(s * 18, -4), (s * 33, -9), (s * 31, -21)]), ink, 5)
        g.fill(outline([(s * 26, -20), (s * 24, -34), (s * 37, -36)],
                       [(s * 37, -36), (s * 31, -29), (s * 40, -25), (s * 33, -17)]), ink)
    g.fill(ell(0, 4, 25, 16), ink)
    for s in (-1, 1):
        g.fill(ell(s * 8, 0, 3), accent)


def mark_bean(g, ink, accent):
    for x, a in ((-14, -30), (14, 24)):
        with g.at(x, 0, a):
            g.fill(ell(0, 0, 12, 18), ink)
            g.line(curve([(0, -17), (4, -6), (-3, 5), (0, 17)]), accent, 3)


def mark_drop(g, ink, accent):
    g.fill(outline([(0, -32), (-16, -4), (-15, 10), (0, 20), (15, 10), (16, -4), (0, -32)]),
           accent)
    g.line(curve([(-8, 4), (-5, 11), (2, 13)]), ink, 3)


def mark_cassava(g, ink, accent):
    g.fill(tube([(-30, 16), (0, 6), (24, 14)], [4, 18, 19, 4]), accent)
    for a in (-160, -120, -90, -60, -20):
        g.fill(leaf(0, -2, 30, 10, a), ink)


# ---------------------------------------------------------------- glass

def gleam(g, path, x, w, y0, y1, alpha=.5):
    """Upright reflection on glass or glaze."""
    with g.clip(path):
        g.soft(rect(x, y0, w, y1 - y0, w / 2), w * .16, '#FFFFFF', alpha)


def glass(g, path, r, h, tint='#E8F1F0', alpha=.34):
    """Empty glass body: tint, bright and dark edges."""
    g.fill(path, lin(-r, 0, r, 0, (0, dk(tint, .35), alpha + .3), (.1, tint, alpha),
                     (.5, tint, alpha * .5), (.86, tint, alpha), (1, dk(tint, .45), alpha + .34)))


def glass_front(g, path, r, h):
    g.inner(path, 4, 0, 3, '#FFFFFF', .55)
    g.inner(path, -5, -3, 4, '#20343A', .3)
    gleam(g, path, -r * .78, r * .13, -h * .9, -h * .1, .62)
    gleam(g, path, r * .74, r * .06, -h * .84, -h * .2, .34)


def jar(g, r, h, content, specks=None, k=.16, level=.86):
    """Glass jar with its content; specks(g, inside, r, top) draws what swims in it."""
    body = lathe([(r * .82, -h), (r * .83, -h + 14), (r * .97, -h + 44), (r, -h + 70),
                  (r, -30), (r * .97, -10), (r * .9, 0)], k)
    top = -h * level
    inside = lathe([(r * .93, top), (r * .94, -30), (r * .84, -9)], k)
    g.ground(0, 2, r, r * .2)
    glass(g, body, r, h)
    g.fill(inside, turned(0, r, content, .16, .4))
    if specks:
        with g.clip(inside):
            specks(g, r, top)
    with g.clip(inside):
        g.fill(rect(-r, -40, 2 * r, 60), lin(0, -40, 0, 10, (0, dk(content, .4), 0),
                                            (1, dk(content, .5), .7)))
    g.fill(ell(0, top, r * .93, r * .93 * k), lt(content, .12))
    g.inner(ell(0, top, r * .93, r * .93 * k), 3, 5, 4, dk(content, .5), .5)
    return body


def lid(g, r, y, h, colour, k=.16, ridges=0):
    """Round screw lid whose upper face is seen."""
    p = lathe([(r * .97, y - h), (r, y - h + 7), (r, y - 4), (r * .98, y)], k)
    g.fill(p, turned(0, r, colour, .35, .45))
    with g.clip(p):
        for i in range(ridges):
            u = math.radians(-86 + 172 * i / (ridges - 1))
            x, yy = r * math.sin(u), r * k * math.cos(u)
            g.line(poly([(x, y - h + 14 + yy), (x, y + yy)], False), dk(colour, .4), 2.2, .4)
        g.line(lambda c: _arc(c, r, y - h + 6, k), lt(colour, .6), 2.4, .6)
    face = ell(0, y - h, r * .97, r * .97 * k)
    g.fill(face, lin(-r, y - h - 10, r, y - h + 10, (0, lt(colour, .5)), (.5, lt(colour, .14)),
                     (1, dk(colour, .1))))
    g.line(ell(0, y - h, r * .82, r * .82 * k), dk(colour, .3), 1.6, .45)


def cloth_cap(g, r, y, colour, check=None, k=.16, tie='#B98A4A', drop=46):
    """Cloth tied over a jar, gathered below the string."""
    n, pts = 17, []
    for i in range(n):
        u = math.radians(-90 + 180 * i / (n - 1))
        wob = (5 if i % 2 else -5)
        pts.append(((r * 1.2 + wob) * math.sin(u), y + drop + r * k * 1.6 * math.cos(u) + wob))
    skirt = outline([(-r * .92, y)], pts, [(r * .92, y)])
    g.soft(skirt, 5, '#000000', .25, 2, 6)
    g.vol(skirt, colour, 10, .3, .4)
    dome = outline([(-r * .93, y + 4), (-r * .9, y - 26), (-r * .5, y - 46), (0, y - 51),
                    (r * .5, y - 46), (r * .9, y - 26), (r * .93, y + 4)],
                   [(r * .5, y + r * k), (0, y + r * k * 1.2), (-r * .5, y + r * k),
                    (-r * .93, y + 4)])
    g.vol(dome, colour, 16, .4, .45)
    if check:
        for p in (skirt, dome):
            with g.clip(p):
                for i in range(-9, 10):
                    x = i * r / 5
                    g.line(curve([(x * .5, y - 60), (x * .93, y), (x * 1.15, y + drop + 40)]),
                           check, 7, .5, cap='butt')
                for j in range(8):
                    yy = y - 44 + j * 19
                    g.line(curve([(-r * 1.3, yy - 4), (0, yy + r * k * 1.2), (r * 1.3, yy - 4)]),
                           check, 7, .5, cap='butt')
    with g.clip(skirt):
        for i in range(1, n - 1, 2):
            u = math.radians(-90 + 180 * i / (n - 1))
            g.line(curve([(r * .92 * math.sin(u), y + 8), (r * 1.14 * math.sin(u), y + drop + 30)]),
                   dk(colour, .4), 3, .3)
    g.line(curve([(-r * .94, y + 2), (0, y + r * k * 1.15), (r * .94, y + 2)]), dk(tie, .3), 8)
    g.line(curve([(-r * .94, y), (0, y + r * k * 1.15 - 2), (r * .94, y)]), tie, 5)


# ---------------------------------------------------------------- pouches

def pouch(g, w, h, colour, seal=34, gusset=True, gloss=.4):
    """Standing pouch, seen from the front; returns its outline."""
    a = w / 2
    p = outline([(-a + 3, -h), (a - 3, -h)],
                [(a - 3, -h), (a - 2, -h * .8), (a + 8, -h * .34), (a - 2, -10)],
                [(a - 2, -10), (a * .5, 7), (0, 12), (-a * .5, 7), (-a + 2, -10)],
                [(-a + 2, -10), (-a - 8, -h * .34), (-a + 2, -h * .8), (-a + 3, -h)])
    g.ground(0, 0, a * .98, 26)
    g.fill(p, lin(-a, 0, a, 0, (0, dk(colour, .12)), (.14, lt(colour, .1)), (.5, colour),
                  (.85, dk(colour, .1)), (1, dk(colour, .22))))
    g.inner(p, -12, -16, 20, dk(colour, .6), .45)
    g.inner(p, 7, 4, 8, lt(colour, .8), gloss)
    with g.clip(p):
        g.fill(rect(-w, -h, 2 * w, seal), dk(colour, .14), .55)
        for i in range(5):
            y = -h + 5 + i * (seal - 8) / 4
            g.line(poly([(-w, y), (w, y)], False), lt(colour, .35), 1.5, .5)
        g.soft(rect(-w, -h + seal, 2 * w, 5), 5, dk(colour, .6), .32)
        if gusset:
            g.soft(curve([(-a, -34), (-a * .4, -9), (a * .4, -9), (a, -34)]), 4,
                   dk(colour, .6), .5, width=6)
        g.soft(curve([(-a + 18, -h + 60), (-a + 26, -h * .55), (-a + 16, -50)]), 9, '#FFFFFF',
               gloss * .9, width=15)
        g.soft(curve([(a - 30, -h + 70), (a - 20, -h * .5), (a - 34, -60)]), 10,
               dk(colour, .5), .35, width=12)
    return p


def window(g, path, content, inside):
    """Clear window of a pack with the goods behind it."""
    g.fill(path, content)
    with g.clip(path):
        inside()
    g.inner(path, 5, 8, 7, '#30241A', .42)
    with g.clip(path):
        g.fill(poly([(-200, -60), (-60, -420), (-20, -420), (-160, -60)]), '#FFFFFF', .16)
    g.line(path, '#FFFFFF', 2, .35)


# ---------------------------------------------------------------- things to eat

def chilli(g, pts, colour='#C8321F', width=26, stem='#5E7D3A'):
    p = tube(pts, [width * .72, width, width * .8, width * .45, 3])
    g.under(p, 6, 9, 7)
    g.vol(p, colour, width * .42, .2, .5)
    sp = along(pts, 20)
    shine = [(x - 3, y - width * .17) for x, y, _ in sp[2:14]]
    g.soft(curve(shine), 1.6, '#FFFFFF', .75, width=width * .13)
    x, y, a = sp[0]
    cap = tube([(x - 5 * math.cos(a), y - 5 * math.sin(a)), (x + 10 * math.cos(a),
               y + 10 * math.sin(a))], [width * .5, width * .8, width * .6], 8)
    g.vol(cap, stem, 4)
    g.line(curve([(x - 3 * math.cos(a), y - 3 * math.sin(a)),
                  (x - 20 * math.cos(a - .2), y - 20 * math.sin(a - .2)),
                  (x - 34 * math.cos(a - .5), y - 34 * math.sin(a - .5))]), stem, width * .2)


def ginger(g, x, y, s=1, colour='#D9B277'):
    """Knobbly root."""
    with g.at(x, y, 0, s):
        g.ground(0, 2, 92, 18, .45)
        parts = [tube([(-90, -18), (-30, -26), (40, -22), (92, -30)], [30, 50, 46, 52, 26]),
                 tube([(-34, -34), (-52, -74)], [38, 40, 22]),
                 tube([(34, -36), (60, -78)], [36, 36, 20]),
                 tube([(70, -26), (104, -8)], [34, 32, 18])]
        for p in parts[1:] + parts[:1]:
            g.vol(p, colour, 11, .35, .42)
        for cx, cy, w in ((-60, -20, 18), (-20, -24, 22), (20, -22, 20), (62, -26, 20)):
            g.line(curve([(cx, cy - w), (cx + 7, cy), (cx, cy + w)]), dk(colour, .35), 2, .5)
        for cx, cy, rx, ry, rot in ((-54, -76, 11, 7, -25), (61, -80, 10, 7, 25)):
            g.fill(ell(cx, cy, rx, ry, rot), '#F0DA9C')
            g.line(ell(cx, cy, rx, ry, rot), dk(colour, .3), 1.6, .6)


def lime(g, x, y, r=44, rind='#7FA03A', flesh='#D7E29A'):
    """Half a lime, cut face to the viewer."""
    g.ground(x, y + r * .8, r * .9, 9, .4)
    g.vol(ell(x, y, r), rind, 8)
    g.fill(ell(x - 2, y - 1, r * .88), '#F1F2D4')
    for i in range(9):
        a = TAU * i / 9 + .2
        with g.at(x - 2, y - 1, math.degrees(a)):
            g.fill(outline([(r * .1, 0), (r * .5, -r * .2), (r * .78, -r * .17)],
                           [(r * .78, -r * .17), (r * .8, 0), (r * .78, r * .17)],
                           [(r * .78, r * .17), (r * .5, r * .2), (r * .1, 0)]),
                   rad(0, 0, r, (0, lt(flesh, .3)), (1, flesh)))
    g.soft(ell(x - r * .3, y - r * .4, r * .25, r * .12, -30), 4, '#FFFFFF', .6)


def specked(g, p, colour, seed, n, box, sizes=(2, 5), alpha=.5):
    """Flecks inside a shape; box is (x0, y0, x1, y1)."""
    r = rng(seed)
    with g.clip(p):
        for _ in range(n):
            s = r.uniform(*sizes)
            g.fill(ell(r.uniform(box[0], box[2]), r.uniform(box[1], box[3]), s, s * .6,
                       r.uniform(0, 180)), colour, alpha)


def cracker(g, r, x, y, s, colour, rot=0, long=1.5):
    """Puffed fish cracker."""
    p = blob(r, x, y, s * long, s, .1, 9, rot)
    g.under(p, 4, 6, 5, .3)
    g.vol(p, colour, s * .42, .5, .42)
    specked(g, p, dk(colour, .4), r.random(), 5, (x - s, y - s * .7, x + s, y + s * .7),
            (s * .05, s * .1), .35)


def chip(g, r, x, y, s, colour, rot=0, squash=.62):
    """Thin fried slice with a wavy, browned edge."""
    n, pts = 16, []
    for i in range(n):
        a = TAU * i / n
        f = 1 + r.uniform(-.05, .05) + .03 * math.sin(3 * a)
        u, v = s * f * math.cos(a), s * squash * f * math.sin(a)
        t = math.radians(rot)
        pts.append((x + u * math.cos(t) - v * math.sin(t), y + u * math.sin(t) + v * math.cos(t)))
    p = smooth(pts)
    g.under(p, 4, 6, 5, .32)
    g.fill(p, colour)
    g.inner(p, 0, 0, s * .12, dk(mix(colour, '#B5651D', .5), .15), .75)
    g.inner(p, s * .08, s * .12, s * .1, lt(colour, .7), .7)
    g.soft(ell(x + s * .1, y + s * .08, s * .5, s * .2, rot + 14), s * .1, dk(colour, .3), .3)
    return p
