"""Still lifes: the harvest of the city's farmers."""
import math

import motifs
from craft import basket_weave, wood_grain
from kit import (TAU, along, band, blob, both, curve, dk, ell, lathe, leaf, lin, lt, mix, outline,
                 poly, rad, rect, rng, smooth, still, tube, turned)
from parts import PAPER, _arc, around, chilli, specked


def tomato(g, x, y, r, c='#C8382A'):
    p = smooth([(x - r, y), (x - r * .8, y - r * .66), (x - r * .1, y - r * .82),
                (x + r * .75, y - r * .68),
                (x + r, y), (x + r * .7, y + r * .72), (x, y + r * .85),
                (x - r * .72, y + r * .72)])
    g.under(p, 4, 6, 6, .35)
    g.vol(p, c, r * .34, .3, .5)
    g.soft(ell(x - r * .38, y - r * .38, r * .24, r * .13, -32), r * .07, '#FFFFFF', .75)
    for a in range(0, 360, 72):
        g.vol(leaf(x + r * .08, y - r * .66, r * .5, r * .2, a - 90), '#5E8A3D', 2)


def eggplant(g, pts, w, c='#4A2A5A'):
    p = tube(pts, [w * .55, w * .7, w, w * 1.1, w * .5])
    g.under(p, 6, 9, 7, .4)
    g.vol(p, c, w * .32, .25, .5)
    sp = along(pts, 20)
    g.soft(curve([(x - w * .12, y - w * .2) for x, y, _ in sp[4:16]]), w * .05, '#FFFFFF', .6,
           width=w * .1)
    x, y, a = sp[0]
    for q in (-46, -20, 8, 34):
        g.vol(leaf(x, y, w * .72, w * .3, math.degrees(a) + q), '#6E8F4A', 3)
    g.line(curve([(x, y), (x - w * .5 * math.cos(a - .4), y - w * .5 * math.sin(a - .4))]),
           '#5E7D3A', w * .2)


def leafy(g, x, y, s, c, seed, n=9, spread=64):
    """Head of greens: broad leaves with pale ribs."""
    r = rng(seed)
    for i in range(n):
        a = -90 + spread * (2 * i / (n - 1) - 1) * (1 if i % 2 else .8)
        ln = s * r.uniform(.82, 1.06)
        p = leaf(x + (i - n / 2) * s * .05, y, ln, s * .5, a)
        cc = mix(c, r.choice((lt(c, .22), dk(c, .2))), r.random())
        g.under(p, 3, 4, 5, .3)
        g.vol(p, cc, s * .1, .35, .45)
        with g.clip(p):
            with g.at(x + (i - n / 2) * s * .05, y, a):
                g.line(poly([(0, 0), (ln * .96, 0)], False), lt(cc, .6), s * .035)
                for k in range(2, 8):
                    for q in (-1, 1):
                        g.line(curve([(ln * k * .11, 0), (ln * (k * .11 + .06), q * s * .1),
                                      (ln * (k * .11 + .1), q * s * .24)]), lt(cc, .45), s * .013,
                               .7)


@still('sayur-peti', 'wooden crate of vegetables', view=(1.08, 14),
       segar=dict(bg='sand', crate='#C79B66', greens='#5E8F45'),
       biru=dict(bg='mist', crate='#A87642', greens='#6FA04A'),
       terang=dict(bg='clay', crate='#DDBB88', greens='#4F8A4A'))
def sayur_peti(g, crate, greens):
    g.ground(0, 0, 258, 30)
    g.fill(poly([(-252, -150), (-226, -212), (226, -212), (252, -150)]), dk(crate, .6))
    g.vol(rect(-228, -222, 456, 26, 3), dk(crate, .2), 4)
    leafy(g, -150, -140, 220, greens, 'bayam', 9, 40)
    leafy(g, 150, -146, 200, mix(greens, '#2F6B3A', .5), 'sawi', 8, 44)
    for i, a in enumerate((-18, -4, 10)):
        with g.at(-6 + i * 30, -150, a):
            leafy(g, 0, -110, 90, '#6E9A4A', f'wortel{i}', 5, 34)
            p = tube([(0, -122), (2, -60), (0, 30)], [40, 44, 16])
            g.vol(p, '#E07F2A', 10, .35, .45)
            for y in (-104, -82, -58, -34):
                g.line(curve([(-16, y), (-4, y + 4)]), '#A8521A', 2, .6)
    eggplant(g, [(84, -214), (126, -180), (190, -158), (252, -128)], 60)
    for x, y, r in ((-206, -168, 46), (-128, -158, 52), (-50, -150, 46), (36, -150, 50)):
        tomato(g, x, y, r, '#C8382A' if x != -50 else '#DB6A2E')
    corn = tube([(80, -120), (140, -140), (230, -152)], [30, 52, 34])
    g.vol(corn, '#E8BE4A', 10)
    with g.clip(corn):
        for j in range(9):
            for i in range(18):
                g.line(ell(74 + i * 10, -176 + j * 10 + (i % 2) * 5, 5), '#B5842A', 1.2, .6)
    for i in range(3):
        y = -142 + i * 49
        p = rect(-264, y, 528, 43, 4)
        g.soft(p, 5, '#000000', .3, 0, 5)
        g.vol(p, mix(crate, dk(crate, .2), i * .3), 6, .4, .4)
        wood_grain(g, p, (-264, y, 264, y + 43), crate, 6, f'plank{i}')
        for x in (-238, 238):
            for yy in (y + 13, y + 30):
                g.fill(ell(x, yy, 3.4), '#5E4630')
    for x in (-252, 226):
        p = rect(x, -146, 26, 146, 3)
        g.vol(p, dk(crate, .12), 5)


@still('pisang', 'hand of bananas on a leaf', view=(1.14, 20),
       kuning=dict(bg='mist', skin='#E8BE3A'),
       hijau=dict(bg='blush', skin='#B9BE4A'))
def pisang(g, skin):
    mat = outline([(-300, 6), (-180, -44), (60, -58), (310, -14)],
                  [(310, -14), (190, 60), (-90, 76), (-300, 6)])
    g.under(mat, 8, 12, 10, .4)
    g.vol(mat, '#4F8A4A', 8)
    with g.clip(mat):
        g.line(curve([(-300, 6), (0, 6), (310, -14)]), '#A9C77A', 7)
        for i in range(26):
            x = -280 + i * 23
            g.line(curve([(x, 4), (x + 26, -26), (x + 62, -70)]), '#3A6E3A', 2, .5)
            g.line(curve([(x, 4), (x + 30, 34), (x + 70, 84)]), '#3A6E3A', 2, .5)
    for k in range(5):
        d = k * 24 - 16
        pts = [(166, -170 + d * .2), (150, -92 + d * .5), (70, -56 + d), (-50, -58 + d * 1.05),
               (-150, -112 + d * 1.05), (-196 - d * .2, -196 + d * 1.1)]
        p = tube(pts, [26, 46, 62, 64, 50, 14])
        g.soft(p, 8, '#3A2810', .42, 5, 12)
        g.vol(p, mix(dk(skin, .1), lt(skin, .25), k / 4), 17, .5, .6)
        sp = along(pts, 24)
        g.line(curve([(x - 9 * math.sin(a), y + 9 * math.cos(a)) for x, y, a in sp[3:22]]),
               dk(skin, .22),
               2.4, .6)
        x, y, a = sp[-1]
        g.fill(ell(x, y, 8, 7), '#4A3418')
        specked(g, p, '#7A5420', f'pisang{k}', 36, (-220, -190, 170, 90), (1.4, 4), .3)
    g.vol(outline([(128, -140), (150, -190), (176, -236)], [(206, -226), (204, -170), (200, -80)],
                  [(200, -80), (160, -84), (128, -140)]), mix(skin, '#7A8A35', .45), 10)
    g.fill(ell(191, -232, 17, 8, 18), '#5E4A24')


@still('buah-naga', 'bowl of dragon fruit, one cut open', view=(1.12, 20),
       merah=dict(bg='sage', flesh='#A8215F', bowl='#F3EBDB', line='#2F6B86'),
       putih=dict(bg='mist', flesh='#F6EFEF', bowl='#B98A58', line='#7A4B26'))
def buah_naga(g, flesh, bowl, line):
    def fruit(x, y, rx, ry, rot):
        with g.at(x, y, rot):
            for a in (-150, -115, -90, -65, -30):
                t = math.radians(a)
                g.vol(leaf(rx * .4 * math.cos(t), ry * .8 * math.sin(t), ry * .62, 30, a),
                      '#8FAE4E', 4)
            p = ell(0, 0, rx, ry)
            g.vol(p, '#C22A6E', 20, .35, .5)
            for row in range(4):
                for i in range(4):
                    u = (i - 1.5 + (row % 2) * .5) * rx * .5
                    v = (row - 1.2) * ry * .44
                    if (u / rx) ** 2 + (v / ry) ** 2 < .92:
                        q = leaf(u, v, ry * .4, 26, -90 + u / rx * 50)
                        g.under(q, 2, 3, 3, .35)
                        g.vol(q, mix('#C22A6E', '#9DB550', .42 + .1 * (row % 2)), 3)
    g.ground(-40, 0, 130, 30)
    g.fill(ell(-44, -146, 212, 46), dk(bowl, .3))
    g.inner(ell(-44, -146, 212, 46), 4, 10, 10, '#2A1A10', .5)
    fruit(-152, -160, 70, 84, -28)
    fruit(64, -164, 72, 86, 24)
    fruit(-44, -190, 78, 94, -4)
    with g.at(-44, 0):
        R, h, k = 212, 146, .22
        b = lathe([(R, -h), (R * .96, -h * .66), (R * .78, -h * .28), (R * .5, -8), (96, 0)], k,
                  top=False)
        with g.clip(band(-h, 60, R, k)):
            g.fill(b, turned(0, R, bowl, .35, .4))
            g.inner(b, 0, 16, 14, '#FFFFFF', .2)
            for y, r in ((-h + 22, R * .995), (-h + 36, R * .985)):
                g.line(lambda c, y=y, r=r: _arc(c, r, y, k), line, 5, cap='butt')
            around(g, R * .94, -h * .5, 15, lambda i: g.fill(leaf(0, 18, 40, 17, -90), line, .85),
                   k, 82)
        g.line(lambda c: _arc(c, R, -h, k), dk(bowl, .25), 10)
        g.line(lambda c: _arc(c, R, -h - 1, k), lt(bowl, .4), 7)
    with g.at(198, -22, 10):
        g.ground(0, 76, 74, 13, .45)
        for a in (-120, -80, -20, 20, 200):
            t = math.radians(a)
            g.vol(leaf(74 * math.cos(t), 84 * math.sin(t), 42, 22, a), '#8FAE4E', 4)
        g.vol(ell(0, 0, 82, 92), '#C22A6E', 10)
        f = ell(-2, -1, 70, 80)
        g.fill(f, rad(-10, -10, 90, (0, lt(flesh, .2)), (1, flesh)))
        r = rng('naga')
        for _ in range(190):
            a, d = r.uniform(0, TAU), math.sqrt(r.random()) * .92
            g.fill(ell(-2 + 70 * d * math.cos(a), -1 + 80 * d * math.sin(a), 2.7, 2,
                       r.uniform(0, 180)), '#1E141A')
        g.inner(f, 3, 4, 6, '#FFFFFF', .3)


@still('cabai-keranjang', 'basket of chillies', view=(1.16, 20),
       merah=dict(bg='sand', pods=('#C5291C', '#D8402A', '#B0201A'), cane='#B98A4A'),
       rawit=dict(bg='sage', pods=('#D8482A', '#E8933A', '#8FA83A'), cane='#8A5A30'),
       hijau=dict(bg='blush', pods=('#5E8A35', '#7FA53F', '#4A742E'), cane='#C9A05A'))
def cabai_keranjang(g, pods, cane):
    R, h, k = 214, 120, .24
    g.ground(0, 0, 170, 36)
    g.fill(ell(0, -h, R, R * k), dk(cane, .6))
    r = rng('cabai')
    for i in range(84):
        f = i / 84
        y = -h + 30 - 96 * f + r.uniform(-12, 12)
        w = R * .84 * (1 - .74 * f)
        x = r.uniform(-w, w)
        a = r.uniform(-70, 70) + (180 if r.random() < .5 else 0)
        t, s = math.radians(a), r.uniform(52, 70)
        pts = [(x - s * math.cos(t), y - s * .45 * math.sin(t)), (x, y - 10),
               (x + s * .7 * math.cos(t), y + s * .4 * math.sin(t) - 4),
               (x + s * 1.1 * math.cos(t + .2),
                                                                       y + s * .5 * math.sin(t + .2))]
        chilli(g, pts, r.choice(pods), 22)
    body = lathe([(R, -h), (R * .95, -h * .55), (R * .8, 0)], k, top=False)
    with g.clip(band(-h, 30, R, k)), g.clip(body):
        g.fill(body, dk(cane, .5))
        basket_weave(g, R, R * .8, h * 1.6, k, cane, dk(cane, .3))
        g.soft(rect(R * .4, -h - 10, R, h + 90), 40, '#1A0E06', .5)
        g.soft(rect(-R * 1.1, -h, R * .26, h + 90), 20, '#1A0E06', .35)
    for y, rr, w in ((-h, R, 20), (0, R * .8, 14)):
        g.line(lambda c, y=y, rr=rr: _arc(c, rr, y, k), dk(cane, .5), w + 5)
        g.line(lambda c, y=y, rr=rr: _arc(c, rr, y, k), turned(0, rr, cane, .35, .4), w)
        for i in range(46):
            u = math.radians(-88 + 176 * i / 45)
            x, yy = rr * math.sin(u), y + rr * k * math.cos(u)
            g.line(poly([(x - 4, yy - w * .45), (x + 4, yy + w * .45)], False), dk(cane, .45), 2.2,
                   .7)
    chilli(g, [(206, 30), (250, 16), (296, 34), (326, 26)], pods[0], 26)
    chilli(g, [(-196, 56), (-238, 46), (-280, 58), (-312, 46)], pods[1], 25)


@still('anggrek', 'orchid in a clay pot', view=(.9, -6),
       ungu=dict(bg='cream', petal='#A85A9A', lip='#6B2360', pot='#B5694A'),
       putih=dict(bg='sea', petal='#F6F0EC', lip='#D9A441', pot='#CDB79A'),
       kuning=dict(bg='lilac', petal='#E8C24A', lip='#A3402B', pot='#2F6B86'),
       merahmuda=dict(bg='sage', petal='#E3A0AC', lip='#A8305A', pot='#F0E4D2'))
def anggrek(g, petal, lip, pot):
    with g.at(-20, 0):
        g.ground(0, 2, 88, 20)
        for pts, w in (([(-8, -128), (-90, -176), (-170, -166), (-226, -120)], 56),
                       ([(8, -128), (90, -166), (160, -150), (208, -100)], 54),
                       ([(-4, -128), (-60, -220), (-124, -250)], 48)):
            p = tube(pts, [22, w, w * .9, 5])
            g.soft(p, 9, g.shadow_ink, .25, 8, 12)
            g.vol(p, '#4F7F4A', 14, .35, .45)
            g.line(curve(pts), lt('#4F7F4A', .35), 3, .7)
        b = lathe([(104, -140), (104, -112, 1), (94, -110), (84, -50), (74, 0)], .2)
        g.fill(b, turned(0, 104, pot, .3, .42))
        with g.clip(b):
            around(g, 88, -58, 15, lambda i: g.fill(poly([(-8, 10), (0, -12), (8, 10)]),
                                                    lt(pot, .5), .7), .2, 84)
        g.soft(lambda c: _arc(c, 97, -106, .2), 3, '#000000', .35, width=7)
        g.fill(ell(0, -140, 104, 21), lt(pot, .3))
        g.fill(ell(0, -139, 92, 17), '#4A3424')
        stem = [(0, -140), (-14, -260), (10, -370), (86, -440), (176, -438), (236, -396)]
        g.line(curve(stem), '#3E5E2E', 9)
        g.line(curve(stem), '#6E8F4A', 5)
        for x, y, s, a in ((214, -366, .62, 20), (156, -398, .84, 8), (78, -388, 1.0, -8),
                           (118, -478, .7, 0),
                           (6, -320, 1.06, -14), (34, -442, .8, -20), (-50, -388, .82, -26)):
            flower(g, x, y, s, a, petal, lip)
        for x, y in ((250, -376), (262, -344)):
            g.vol(ell(x, y, 10, 14), mix(petal, '#8FAE4E', .5), 4)


def flower(g, x, y, s, a, petal, lip):
    """Moth orchid."""
    with g.at(x, y, a, s):
        parts = [leaf(0, 0, 62, 40, -90), leaf(0, 0, 60, 38, 40), leaf(0, 0, 60, 38, 140)]
        wings = [smooth([(0, 0), (q * 26, -32), (q * 62, -36), (q * 74, -6), (q * 52, 18),
                         (q * 20, 14)])
                 for q in (-1, 1)]
        g.soft(both(*parts, *wings), 7, '#000000', .28, 6, 9)
        for p in parts + wings:
            g.vol(p, petal, 8, .45, .32)
            with g.clip(p):
                g.soft(ell(0, 0, 30), 12, lip, .35)
        for q in (-1, 1):
            for d in (-16, -4, 8):
                g.line(curve([(q * 10, d * .4), (q * 34, d - 4), (q * 58, d - 6)]), dk(petal, .2),
                       1.4, .45)
        g.vol(outline([(0, -4), (-17, 8), (-14, 26), (0, 38), (14, 26), (17, 8), (0, -4)]), lip, 5)
        g.vol(ell(0, -3, 9, 8), '#F3DB8A', 3)
        g.fill(ell(0, 12, 4, 3), '#F3DB8A')


@still('bibit', 'tray of seedlings', view=(1.12, 20),
       hitam=dict(bg='sand', tray='#3A3E40', green='#6E9F45'),
       bata=dict(bg='mist', tray='#A8603F', green='#5E8F4A'))
def bibit(g, tray, green):
    g.ground(0, 0, 262, 32)
    g.fill(poly([(-222, -150), (222, -150), (268, -66), (-268, -66)]),
           lin(0, -150, 0, -66, (0, dk(tray, .3)), (1, tray)))
    r = rng('bibit')
    for row, (y, s) in enumerate(((-136, .82), (-108, .92), (-78, 1.04))):
        n = 6
        for i in range(n):
            x = (i - (n - 1) / 2) * 84 * s
            g.fill(ell(x, y, 36 * s, 13 * s), '#4A3020')
            specked(g, ell(x, y, 36 * s, 13 * s), '#7A5638', f'{i}{row}', 16,
                    (x - 36, y - 13, x + 36, y + 13), (1.5, 3.6), .8)
            h = r.uniform(66, 92) * s
            dx = r.uniform(-9, 9)
            g.line(curve([(x, y), (x + dx * .4, y - h * .5), (x + dx, y - h)]), dk(green, .2),
                   5 * s)
            for k, (a, f) in enumerate(((-28, 1), (-152, 1), (-62, .72), (-118, .72))):
                c = green if k < 2 else lt(green, .22)
                p = leaf(x + dx, y - h + (0 if k < 2 else 2), 50 * s * f, 26 * s * f,
                         a + r.uniform(-10, 10))
                g.under(p, 2, 4, 4, .28)
                g.vol(p, c, 5, .4, .4)
            if (i + row) % 3 == 0:
                g.vol(leaf(x + dx * .5, y - h * .5, 34 * s, 17 * s, -16), green, 4)
                g.vol(leaf(x + dx * .5, y - h * .5, 34 * s, 17 * s, 196), green, 4)
    front = poly([(-268, -66), (268, -66), (256, 8), (-256, 8)])
    g.fill(front, lin(0, -66, 0, 8, (0, lt(tray, .12)), (1, dk(tray, .22))))
    g.vol(rect(-276, -76, 552, 18, 6), lt(tray, .1), 4)
    for i in range(1, 6):
        x = -256 + i * 85.5
        g.soft(curve([(x, -52), (x * .99, 6)]), 4, '#000000', .45, width=6)
    tag = outline([(128, -170), (186, -170)], [(186, -96), (157, -66), (128, -96)])
    g.under(tag, 4, 6, 5)
    g.vol(tag, PAPER, 4)
    g.fill(leaf(148, -112, 34, 17, -62), green)


@still('jamur', 'pack of oyster mushrooms', view=(1.12, 16),
       putih=dict(bg='moss', cap='#EFE6D8', tray='#B98A58', label='#3E5A3A'),
       merahmuda=dict(bg='mist', cap='#E8B5A8', tray='#8A5A33', label='#7A2E3A'),
       cokelat=dict(bg='blush', cap='#B99A7C', tray='#D9BE92', label='#2F6B86'))
def jamur(g, cap, tray, label):
    g.ground(0, 0, 232, 30)
    g.fill(poly([(-214, -128), (214, -128), (236, -70), (-236, -70)]), dk(tray, .5))
    r = rng('jamur')
    spots = [(-140, -176, 78), (-30, -214, 90), (94, -190, 84), (168, -150, 62), (-190, -128, 56),
             (-84, -136, 76), (30, -140, 82), (122, -112, 66), (-140, -92, 54), (-28, -92, 58),
             (70, -84, 54),
             (178, -88, 44)]
    for x, y, s in spots:
        st = tube([(x + s * .1, y + s * .1), (x * .9, y + s * .9)], [s * .42, s * .3])
        g.vol(st, lt(cap, .4), 8)
        with g.at(x, y, r.uniform(-14, 14)):
            n = 14
            p = smooth([(s * (1 + r.uniform(-.05, .05)) * math.cos(TAU * i / n),
                         s * .58 * (1 + r.uniform(-.07,
                                                  .07)) * math.sin(TAU * i / n)) for i in range(n)])
            g.under(p, 6, 10, 8, .4)
            g.vol(p, cap, s * .2, .5, .4)
            g.soft(ell(0, s * .06, s * .34, s * .15), s * .12, dk(cap, .35), .5)
            with g.clip(p):
                for i in range(22):
                    t = TAU * i / 22
                    g.line(poly([(s * .3 * math.cos(t), s * .06 + s * .14 * math.sin(t)),
                                 (s * .92 * math.cos(t), s * .54 * math.sin(t))], False),
                           dk(cap, .2), 1.3, .28)
    front = outline([(-242, -76), (242, -76)], [(242, -76), (234, -20), (224, 8)],
                    [(-224, 8), (-234, -20), (-242, -76)])
    g.vol(front, tray, 9, .35, .4)
    with g.clip(front):
        motifs.weave(g, front, (-250, -80, 250, 20), 22, 16, tray, 'jamur')
    g.inner(front, -10, -8, 12, '#000000', .35)
    g.vol(rect(-250, -86, 500, 18, 8), lt(tray, .12), 5)
    tag = rect(-86, -62, 172, 60, 6)
    g.under(tag, 3, 4, 5, .4)
    g.fill(tag, PAPER)
    g.text(0, -19, 'JAMUR', 34, label, track=.1)


@still('melon', 'netted melons, one cut', view=(1.12, 16),
       hijau=dict(bg='blush', rind='#9DAE6A', flesh='#DCE6A8', seed='#F3E2A6'),
       jingga=dict(bg='sage', rind='#C9B97A', flesh='#F0A860', seed='#F6D9A0'))
def melon(g, rind, flesh, seed):
    with g.at(-60, 0):
        g.ground(0, -6, 140, 36)
        p = ell(0, -148, 156, 150)
        g.vol(p, rind, 40, .4, .55)
        r = rng('melon')
        with g.clip(p):
            for i in range(15):
                u = math.radians(-84 + 12 * i)
                pts = [(156 * math.sin(u) * math.cos(v) + r.uniform(-5, 5),
                        -148 + 150 * math.sin(v))
                       for v in [math.radians(-90 + 15 * k) for k in range(13)]]
                g.line(curve(pts), lt(rind, .62), 3, .7)
            for j in range(13):
                v = math.radians(-84 + 14 * j)
                pts = [(156 * math.cos(v) * math.sin(math.radians(-90 + 15 * k)),
                        -148 + 150 * math.sin(v) + r.uniform(-8, 8)) for k in range(13)]
                g.line(curve(pts), lt(rind, .62), 2.6, .6)
        g.inner(p, -30, -34, 40, dk(rind, .7), .5)
        g.soft(ell(-60, -220, 44, 26, -30), 20, '#FFFFFF', .5)
        stem = [(0, -292), (6, -326), (-20, -348)]
        g.line(curve(stem), '#5E6F35', 15)
        g.line(curve([(6, -326), (44, -338)]), '#5E6F35', 12)
        g.line(curve([(-2, -300), (3, -326), (-18, -342)]), '#8FA054', 5)
    with g.at(164, -72, 8):
        g.ground(-6, 92, 106, 18, .5)
        c = ell(0, 0, 116, 108)
        g.vol(c, rind, 12)
        g.fill(ell(-2, -1, 107, 99), '#E4EBB8')
        f = ell(-2, -1, 99, 92)
        g.fill(f, rad(-10, -10, 110, (0, lt(flesh, .35)), (.7, flesh),
                      (1, mix(flesh, '#A9BE6A', .3))))
        hole = blob(rng('hole'), -2, 2, 50, 42, .06, 12)
        g.fill(hole, dk(flesh, .16))
        g.inner(hole, 5, 7, 8, dk(flesh, .6), .55)
        r = rng('seeds')
        for _ in range(54):
            a, d = r.uniform(0, TAU), math.sqrt(r.random()) * .84
            q = ell(-2 + 50 * d * math.cos(a), 3 + 41 * d * math.sin(a), 7.5, 3.4,
                    math.degrees(a) + r.uniform(-30, 30))
            g.vol(q, seed, 2, .5, .5)
    p = outline([(-262, 46), (-200, 66), (-110, 50)],
                [(-110, 50), (-126, 16), (-190, 4), (-250, 18), (-262, 46)])
    g.under(p, 6, 9, 7)
    g.vol(p, flesh, 9)
    g.line(curve([(-262, 46), (-200, 68), (-110, 50)]), rind, 9)
