"""Larger pictures: cover still lifes and halls with stands, drawn flat, people as silhouettes."""
import math

import craft
import motifs
from kit import (BACKDROPS, STILLS, Art, along, curve, dk, ell, leaf, lin, lt, mix, outline, poly,
                 rect, rng, tube)
from parts import GOLD, PAPER, mark_kawung, tumpal

SCENES = {}


def scene(name, about, *args):
    def add(fn):
        SCENES[name] = (lambda size=None: fn(size, *args), about)
        return fn
    return add


# ---------------------------------------------------------------- covers

def put(g, name, x, y, s):
    """One still life as part of a larger picture."""
    fn, pal = STILLS[name][:2]
    with g.at(x, y, 0, s):
        fn(g, **{k: v for k, v in pal.items() if k != 'bg'})


WARM = (('keranjang-rotan-alam', 330, -150, 1.36), ('amplang-sea', -330, -150, 1.28),
        ('sambal-red', 60, -20, 1.3), ('batik-lipat-indigo', -400, 170, .92),
        ('jahe-amber', 400, 110, .96))
CALM = (('kalung-manik-laut', -30, -170, 1.5), ('tas-manik-laut', 410, -20, 1.06),
        ('teko-keramik-karat', -400, 40, 1.0), ('batik-lipat-merah', 40, 160, .84),
        ('cincin-akik-laut', 470, 200, .6))
TABLE = (('sayur-peti-segar', -220, -130, 1.34), ('anggrek-ungu', 420, -120, 1.3),
         ('madu-gold', 330, 80, 1.0), ('pisang-kuning', -250, 130, .96))
CRAFT = (('seraung-kuning', 70, -420, 1.2), ('tas-anyam-alam', -350, -80, 1.3),
         ('perahu-putih', 340, -60, 1.12), ('tas-manik-dayak', 0, 110, 1.02),
         ('mangkuk-kayu-jati', 430, 170, .66), ('cincin-akik-senja', -440, 180, .64))


@scene('cover-gebyar', 'cover: basket, batik, snacks and a bottle on a warm ground', 'sand', WARM)
@scene('cover-manik', 'cover: bead necklace, bead bag, batik and teapot on sage', 'sage', CALM)
@scene('cover-panen', 'cover: crate of vegetables, orchid, honey and bananas on pale blue', 'mist',
       TABLE)
@scene('cover-kriya', 'cover: sun hat, boat, bags and a bowl on deep sea blue', 'deep', CRAFT)
def cover(size, bg, group):
    w, h = size or (1600, 2000)
    g = Art(w, h, origin=(w / 2, h * .80), scale=min(w / 1600, h / 2000))
    g.backdrop(*BACKDROPS[bg], edge=.66)
    for item in group:
        put(g, *item)
    return g.image()


# ---------------------------------------------------------------- people

SKIN = ('#9A6848', '#B07A54', '#C48E66', '#8A5A40')
HAIR = ('#1E1A1A', '#2B2220', '#241C22')


def person(g, x, y, s, r, shirt, veil=None, arms='down', motif=None):
    """Standing figure from the front, without a face; feet at x, y, s tall per 100."""
    skin, hair = r.choice(SKIN), r.choice(HAIR)
    with g.at(x, y, 0, s):
        g.soft(ell(2, 0, 15, 3), 3, '#000000', .35)
        trouser = r.choice(('#2E3440', '#3A3230', '#4A4038', '#2B3A4A'))
        if veil and r.random() < .7:
            g.fill(outline([(-9, -50), (9, -50)], [(13, -2), (-13, -2)]), trouser)
        else:
            for q in (-1, 1):
                g.fill(poly([(q * 1, -48), (q * 9, -48), (q * 8, -2), (q * 2, -2)]), trouser)
                g.fill(ell(q * 6, -1.5, 5, 2.2), '#1E1A1A')
        body = outline([(-6, -83), (-14, -79), (-15, -60), (-12, -44)],
                       [(12, -44), (15, -60), (14, -79), (6, -83)])
        g.fill(body, shirt)
        if motif:
            with g.clip(body):
                for i in range(-4, 5):
                    for j in range(8):
                        g.fill(poly([(i * 5 + (j % 2) * 2.5, -84 + j * 5),
                                     (i * 5 + 1.5 + (j % 2) * 2.5, -82 + j * 5),
                                     (i * 5 + (j % 2) * 2.5, -80 + j * 5),
                                     (i * 5 - 1.5 + (j % 2) * 2.5, -82 + j * 5)]),
                               motif)
        for q in (-1, 1):
            if arms == 'clap':
                pts = [(q * 13, -77), (q * 17, -64), (q * 3, -64)]
            elif arms == 'up' and q > 0:
                pts = [(13, -77), (20, -88), (19, -104)]
            else:
                pts = [(q * 13, -77), (q * 17, -62), (q * 15, -48)]
            g.line(curve(pts), dk(shirt, .12), 6)
            g.fill(ell(pts[-1][0], pts[-1][1], 3), skin)
        g.fill(rect(-3, -88, 6, 8), dk(skin, .12))
        if veil:
            g.fill(outline([(0, -106), (-10, -100), (-11, -88), (-13, -76), (0, -72), (13, -76),
                            (11, -88),
                            (10, -100), (0, -106)]), veil)
            g.fill(ell(0, -94, 6, 7), skin)
        else:
            g.fill(ell(0, -95, 8, 9.4), skin)
            g.fill(outline([(-8.6, -95), (-8, -103), (0, -107), (8, -103), (8.6, -95)],
                           [(5, -100), (-5, -100)]), hair)


def crowd(g, y, n, x0, x1, s, seed, tone, hands=.12):
    """Backs of an audience, in the dark: heads and shoulders."""
    r = rng(seed)
    for i in range(n):
        x = x0 + (x1 - x0) * (i + r.uniform(.25, .75)) / n
        f = s * r.uniform(.9, 1.1)
        yy = y + r.uniform(-8, 8)
        c = mix(tone, lt(tone, .14), r.random())
        with g.at(x, yy, 0, f):
            g.fill(outline([(-46, 300), (-44, 46), (-26, 28), (0, 24), (26, 28), (44, 46)],
                           [(46, 300)]), c)
            if r.random() < .45:
                g.fill(outline([(0, -26), (-20, -16), (-23, 6), (-30, 34), (0, 46), (30, 34),
                                (23, 6), (20, -16),
                                (0, -26)]), lt(c, .1))
            else:
                g.fill(ell(0, 0, 19, 23), dk(c, .2))
            if r.random() < hands:
                g.line(curve([(36, 50), (54, 8), (46, -40)]), c, 14)
                g.fill(rect(36, -66, 20, 32, 4), '#DDE9EC')


def bunting(g, pts, n, cols, s=34):
    g.line(curve(pts), '#FFFFFF', 2.4, .8)
    sp = along(pts, n)
    for i, (x, y, a) in enumerate(sp[:-1]):
        with g.at(x, y, math.degrees(a)):
            p = poly([(2, 0), (s * .92, 0), (s * .46, s * 1.05)])
            g.fill(p, cols[i % len(cols)])
            g.fill(poly([(s * .46, 0), (s * .92, 0), (s * .46, s * 1.05)]), '#000000', .1)


def stand(g, x, y, s, cols, seed, roof=True):
    """Sales stand with an awning, a board and goods."""
    r = rng(seed)
    with g.at(x, y, 0, s):
        g.soft(ell(10, 4, 150, 14), 8, '#000000', .35)
        for q in (-1, 1):
            g.fill(rect(q * 132 - 5, -300, 10, 300), '#8A6A4A')
        g.fill(rect(-132, -250, 264, 150), mix(cols[0], '#FFFFFF', .72))
        for j in range(2):
            g.fill(rect(-118, -172 + j * 48, 236, 6), '#B98A5A')
            for i in range(11):
                h = r.uniform(14, 30)
                g.fill(rect(-112 + i * 21, -172 + j * 48 - h, 15, h, 3), r.choice(
                    ('#B23A2C', '#D9A441', '#3F7A58', '#2F6B86', '#8A5A33', '#C9A0A0')))
        g.fill(rect(-146, -92, 292, 92, 4), cols[0])
        tumpal(g, -146, 0, 292, 26, 14, cols[1], dk(cols[0], .2))
        g.fill(rect(-152, -102, 304, 14, 3), '#D9B98A')
        for i in range(8):
            bx = -126 + i * 35
            c = r.choice(('#E0B24A', '#C8402F', '#5E8A45', '#3C7896', '#A96A9A', '#EFE3CB'))
            g.fill(outline([(bx, -102), (bx + 2, -124)], [(bx + 24, -124), (bx + 26, -102)]), c)
            g.fill(ell(bx + 13, -124, 11, 5), lt(c, .3))
        n = 8
        for i in range(n):
            w = 308 / n
            c = cols[0] if i % 2 == 0 else '#F6EEDF'
            x0 = -154 + i * w
            g.fill(outline([(x0 + 14 - i * 3.5, -334)], [(x0 + w + 14 - (i + 1) * 3.5, -334)],
                           [(x0 + w, -278)],
                           [(x0 + w, -276), (x0 + w * .5, -262), (x0, -276)]), c)
        g.soft(rect(-150, -266, 300, 10), 6, '#000000', .25)


# ---------------------------------------------------------------- halls

def tile(g, w, h, y, c):
    """Floor in perspective."""
    g.fill(rect(0, y, w, h - y), lin(0, y, 0, h, (0, dk(c, .1)), (1, lt(c, .12))))
    for i in range(-14, 15):
        g.line(poly([(w / 2 + i * 60, y), (w / 2 + i * 190, h)], False), dk(c, .25), 1.4, .3)
    for k in (.06, .16, .3, .5, .76):
        g.line(poly([(0, y + (h - y) * k), (w, y + (h - y) * k)], False), dk(c, .25), 1.4, .3)


def canvas(size):
    w, h = size or (1600, 900)
    return Art(w, h, origin=(0, 0), scale=max(w / 1600, h / 900))


CLOTHES = ('#8A2A20', '#1F4F6A', '#2F6B4F', '#C9973A', '#6B3F7A', '#B5603A', '#33475B', '#A84A5E')
VEILS = (None, '#D9A08A', '#7FA8B5', '#E6D3AE', '#5E4A6B', '#B9C7A0')


@scene('hall-closing', 'closing ceremony: stage, speakers in batik, bunting, stands and audience',
       '#123F57', '#D9A441', '#8A2A20')
@scene('hall-closing-red', 'closing ceremony in red and gold', '#5A1F28', '#E6B84A', '#1F5A6A')
def closing(size, wall, gold, red):
    g = canvas(size)
    r = rng('closing')
    g.fill(rect(0, 0, 1600, 900), lin(0, 0, 0, 700, (0, dk(wall, .4)), (1, lt(wall, .16))))
    for x in range(0, 1600, 160):
        g.fill(rect(x + 70, 0, 18, 640), lt(wall, .1), .4)
    for y in (150, 330):
        g.fill(rect(0, y, 1600, 12), lt(wall, .2), .5)
        for x in range(0, 1600, 40):
            g.fill(rect(x, y - 34, 4, 34), lt(wall, .16), .4)
    tile(g, 1600, 900, 640, mix(wall, '#C9A98A', .55))
    # backdrop of the stage
    g.soft(rect(420, 110, 760, 440), 30, '#000000', .4, 0, 14)
    g.fill(rect(420, 110, 760, 440), PAPER)
    with g.clip(rect(420, 110, 760, 440)):
        motifs.kawung(g, 420, 110, 1180, 140, 40, wall, gold, PAPER)
        tumpal(g, 420, 550, 760, 70, 19, red, gold)
        for i in range(5):
            g.line(ell(800, 318, 60 + i * 22), gold, 5, .3 + .08 * i)
        for i in range(16):
            with g.at(800, 318, i * 22.5):
                g.fill(leaf(56, 0, 74, 30, 0), red if i % 2 else wall)
        g.fill(ell(800, 318, 48), gold)
        with g.at(800, 318, 0, 1.05):
            mark_kawung(g, wall, PAPER)
        for x in (490, 1110):
            with g.at(x, 330, 0, 1.3):
                mark_kawung(g, mix(PAPER, wall, .25), PAPER)
            with g.at(x, 440, 0, .9):
                mark_kawung(g, mix(PAPER, wall, .25), PAPER)
    for q, x in ((-1, 420), (1, 1180)):
        for i in range(4):
            x0 = x + q * (i * 26 - 10)
            g.fill(outline([(x0 - 16, 60), (x0 + 16, 60)], [(x0 + 17, 300), (x0 + 13, 560)],
                           [(x0 - 13, 560), (x0 - 17, 300),
                           (x0 - 16, 60)]), lin(x0 - 16, 0, x0 + 16, 0, (0, dk(red, .3)),
                                                (.4, lt(red, .14)), (1, dk(red, .35))))
    g.fill(rect(312, 46, 976, 26, 4), dk(wall, .3))
    for x in range(360, 1280, 110):
        g.fill(poly([(x - 14, 72), (x + 14, 72), (x + 20, 98), (x - 20, 98)]), '#1E2428')
        g.source(lin(x, 98, x + (800 - x) * .5, 560, (0, '#FFF3CC', .34), (1, '#FFF3CC', 0)))
        poly([(x - 16, 98), (x + 16, 98), (x + (800 - x) * .4 + 110, 560),
              (x + (800 - x) * .4 - 110, 560)])(g.c)
        g.c.fill()
    # stage
    g.fill(poly([(330, 566), (1270, 566), (1330, 616), (270, 616)]),
           lin(0, 566, 0, 616, (0, '#A87646'), (1, '#C99A66')))
    g.fill(rect(270, 616, 1060, 54), dk(red, .2))
    tumpal(g, 270, 670, 1060, 40, 34, gold, dk(red, .2))
    for i, x in enumerate((520, 620, 716, 884, 984, 1080)):
        person(g, x, 604, 1.72, r, CLOTHES[i % 8], VEILS[(i * 2) % 6] if i % 2 else None,
               'clap' if i % 3 else 'down', lt(CLOTHES[i % 8], .5))
    person(g, 800, 608, 1.86, r, wall if wall != '#5A1F28' else '#1F4F6A', None, 'up', gold)
    g.fill(poly([(770, 530), (830, 530), (822, 612), (778, 612)]), '#8A5A33')
    g.fill(rect(762, 520, 76, 14, 4), '#B07C47')
    with g.at(800, 568, 0, .6):
        mark_kawung(g, gold, '#8A5A33')
    for x in (300, 1300):
        for i in range(7):
            g.fill(leaf(x, 612, 110, 40, -90 + (i - 3) * 24),
                   mix('#3F7A46', '#6E9F55', (i % 3) / 2))
        g.fill(outline([(x - 34, 606), (x + 34, 606)], [(x + 24, 672), (x - 24, 672)]), '#B5694A')
    for x, s, c, n in ((120, .92, ('#2F6B57', gold), 'a'), (1480, .92, ('#A8553F', gold), 'b')):
        stand(g, x, 690, s, c, n)
    for i, (x, y) in enumerate(((232, 712), (40, 720), (1380, 716), (1566, 722))):
        person(g, x, y, 1.9, r, CLOTHES[(i + 3) % 8], VEILS[(i * 2 + 1) % 6], 'clap')
    cols = (gold, red, PAPER, '#3F8A7A')
    bunting(g, [(-20, 40), (200, 128), (420, 84)], 13, cols)
    bunting(g, [(1180, 84), (1400, 128), (1620, 40)], 13, cols)
    bunting(g, [(-20, 190), (180, 262), (330, 200)], 11, cols, 30)
    bunting(g, [(1270, 200), (1420, 262), (1620, 190)], 11, cols, 30)
    crowd(g, 736, 15, -20, 1620, .8, 'c1', mix(wall, '#3A2E30', .5), .06)
    crowd(g, 812, 12, -40, 1640, 1.08, 'c2', mix(dk(wall, .35), '#241C20', .5), .2)
    return g.image()


@scene('hall-expo', 'aisle of an exhibition hall with stands and visitors', '#BCD3DA')
def expo(size, wall):
    g = canvas(size)
    r = rng('expo')
    g.fill(rect(0, 0, 1600, 900), lin(0, 0, 0, 600, (0, lt(wall, .1)), (1, lt(wall, .6))))
    for i in range(7):
        y = 40 + i * 8 + i * i * 3
        g.line(poly([(0, y * 2.1 - 60), (800, 240 + i * 10), (1600, y * 2.1 - 60)], False),
               dk(wall, .12), 5, .5)
    for i in range(9):
        x = i * 200
        g.line(poly([(x, 0), (800 + (x - 800) * .3, 300)], False), dk(wall, .12), 4, .4)
        g.soft(ell(x, 60, 40, 12), 10, '#FFFFFF', .9)
    g.fill(rect(560, 296, 480, 200), lt(wall, .3))
    with g.clip(rect(600, 300, 400, 190)):
        g.fill(rect(600, 300, 400, 190), '#0B4F6C')
        motifs.kawung(g, 600, 300, 1000, 360, 30, '#0B4F6C', GOLD, PAPER)
        tumpal(g, 600, 490, 400, 40, 13, GOLD, '#0B4F6C')
    tile(g, 1600, 900, 490, '#D9C9B0')
    g.fill(poly([(740, 490), (860, 490), (1180, 900), (420, 900)]),
           lin(0, 490, 0, 900, (0, '#8A3A30'), (1, '#A84A3C')))
    pal = (('#2F6B57', GOLD), ('#A8553F', '#F0D9A8'), ('#2F6B86', '#F0C98A'),
           ('#6B4E8A', '#E6C36B'), ('#C9973A', '#7A2436'),
           ('#8A2A20', '#E6B84A'))
    for k, (y, s, dx) in enumerate(((510, .5, 250), (568, .76, 400), (690, 1.26, 628))):
        for q in (-1, 1):
            stand(g, 800 + q * dx, y, s, pal[(k * 2 + (q > 0)) % 6], f'e{k}{q}')
        bunting(g, [(800 - dx - 120 * s, y - 350 * s), (800, y - 290 * s - 40),
                    (800 + dx + 120 * s, y - 350 * s)],
                int(18 + k * 5), (GOLD, '#A8553F', '#FFFFFF', '#2F6B86'), 22 + k * 9)
        n = (7, 6, 5)[k]
        for i in range(n):
            x = 800 + (i - (n - 1) / 2) * (150 * s + 30) + r.uniform(-24, 24)
            person(g, x, y + 26 + 46 * s + r.uniform(-8, 16), (1.0, 1.5, 2.35)[k], r,
                   r.choice(CLOTHES),
                   r.choice(VEILS), r.choice(('down', 'down', 'clap')), r.choice((None, '#F0D9A8')))
    return g.image()


@scene('bazar-kampung', 'neighbourhood bazaar under trees, tents and bunting', '#CFE0DA')
def bazaar(size, sky):
    g = canvas(size)
    r = rng('bazaar')
    g.fill(rect(0, 0, 1600, 900), lin(0, 0, 0, 560, (0, mix(sky, '#8FBFCF', .6)), (1, '#F6EAD2')))
    g.soft(ell(1240, 150, 80), 30, '#FFF3CC', .9)
    for x, y, w, c in ((180, 420, 420, '#9DBB9A'), (720, 440, 560, '#A9C4A4'),
                       (1380, 420, 480, '#93B394')):
        g.fill(ell(x, y, w, 130), c)
    for x, wc, rc in ((90, '#F0E0C4', '#A8553F'), (420, '#E6C9B0', '#7A4A3A'),
                      (1180, '#DCE3D3', '#8A5A4A'), (1500, '#F3E3C0', '#B5603A')):
        g.fill(rect(x - 130, 350, 260, 190), wc)
        g.fill(outline([(x - 170, 360), (x - 90, 250)], [(x + 90, 250), (x + 170, 360)]), rc)
        g.fill(rect(x - 24, 430, 50, 110, 4), dk(rc, .2))
        for q in (-86, 64):
            g.fill(rect(x + q - 10, 410, 44, 48, 3), '#8FB0B5')
            g.line(rect(x + q - 10, 410, 44, 48, 3), '#FFFFFF', 5)
    g.fill(rect(0, 530, 1600, 370), lin(0, 530, 0, 900, (0, '#CDB48E'), (1, '#E6D2AE')))
    for x, y, s in ((250, 540, 1.0), (640, 530, .8), (980, 530, .86), (1340, 540, 1.1)):
        with g.at(x, y, 0, s):
            g.fill(tube([(0, 0), (6, -130), (0, -240)], [34, 24, 18]), '#7A5A40')
            for i in range(9):
                cx, cy = r.uniform(-120, 120), -290 + r.uniform(-70, 70)
                g.fill(ell(cx, cy, r.uniform(70, 100), r.uniform(56, 80)),
                       r.choice(('#5E8A55', '#6E9F5E', '#4F7A4C', '#7FAE6A')))
    cols = ('#C8402F', '#E0B24A', '#FFFFFF', '#2F6B86', '#3F7A58')
    for k, (x, c) in enumerate(((210, ('#C8402F', '#F0D9A8')), (600, ('#2F6B86', GOLD)),
                                (1000, ('#C9973A', '#7A2436')), (1390, ('#3F7A58', '#F0D9A8')))):
        stand(g, x, 690, 1.12, c, f'b{k}')
        person(g, x - 30, 640, 1.9, r, CLOTHES[k * 2 % 8], VEILS[k + 1], 'down')
        with g.at(x, 690, 0, 1.12):
            g.fill(rect(-146, -92, 292, 92, 4), c[0])
            tumpal(g, -146, 0, 292, 26, 14, c[1], dk(c[0], .2))
            g.fill(rect(-152, -102, 304, 14, 3), '#D9B98A')
            for i in range(8):
                bx = -126 + i * 35
                f = r.choice(('#E0B24A', '#C8402F', '#5E8A45', '#E07F2A', '#7A4A8A', '#8FAE4E'))
                for d in (0, 11, 5.5):
                    g.fill(ell(bx + 7 + d, -108 - (9 if d == 5.5 else 0), 8), f)
    bunting(g, [(-20, 120), (270, 240), (560, 150)], 17, cols, 38)
    bunting(g, [(560, 150), (820, 250), (1080, 150)], 16, cols, 38)
    bunting(g, [(1080, 150), (1340, 240), (1620, 120)], 17, cols, 38)
    for x in (560, 1080):
        g.fill(rect(x - 5, 146, 10, 440), '#8A6A4A')
    for i, (x, y, s) in enumerate(((90, 790, 2.3), (330, 820, 2.5), (420, 808, 1.5),
                                   (700, 800, 2.4), (800, 836, 2.6), (1110, 800, 2.35),
                                   (1200, 822, 1.6), (1280, 830, 2.5), (1520, 800, 2.3))):
        person(g, x, y, s, r, CLOTHES[(i * 3) % 8], VEILS[(i * 5) % 6], 'down',
               (None, '#F0D9A8')[i % 2])
    for x, y in ((930, 846), (540, 846)):
        with g.at(x, y, 0, .32):
            craft.keranjang_rotan(g, '#C2924F', '#7A4A24')
    return g.image()
