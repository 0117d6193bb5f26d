"""Still lifes: beads, agate, small accessories."""
import math

import motifs
from kit import (TAU, along, blob, both, curve, dk, ell, lathe, leaf, lin, lt, outline, poly, rect,
                 rng, still, turned)
from motifs import agate, bead
from parts import GOLD, mark_kawung, tumpal

DAYAK = ('#1E1C1C', '#E2B13C', '#C23A2B', '#F3ECDD', '#2F7A5A')
LAUT = ('#0B4F6C', '#D9A441', '#7FB7C4', '#F3ECDD', '#C2572A')
SENJA = ('#6B2F4A', '#E7A94B', '#C9566B', '#F6E6DA', '#4A5E7A')
RIMBA = ('#2B4A35', '#C9A54A', '#7FA05A', '#F1E8D2', '#8A4A2C')
STONES = {'senja': ('#8A2E1A', '#C9622E', '#E8A55C', '#F3D7A8', '#A8442A'),
          'rimba': ('#274A38', '#4F7F5C', '#9DBB8C', '#DCE6C8', '#35604A'),
          'laut': ('#173F5A', '#3C7896', '#93BFCC', '#E2EEEC', '#25587A'),
          'lembayung': ('#43284F', '#7A5490', '#B79BC4', '#EADDEA', '#5C3A6B'),
          'madu': ('#7A4A12', '#C98A1F', '#EBC15C', '#F8E7B4', '#A8690F')}


def strand(g, pts, n, r, colours, every=1, shadow=True):
    """Beads on a thread."""
    sp = along(pts, n)
    if shadow:
        g.soft(curve([(x, y) for x, y, _ in sp[::2]]), r * .6, '#000000', .42, r * .5, r * .9,
               width=r * 1.7)
    for i, (x, y, _) in enumerate(sp):
        bead(g, x, y, r, colours[(i // every) % len(colours)])


@still('kalung-manik', 'bead necklace on a bust', view=(1.04, 6),
       dayak=dict(bg='sand', cols=DAYAK, bust='#5A4636'),
       laut=dict(bg='mist', cols=LAUT, bust='#EFE5D2'),
       senja=dict(bg='sage', cols=SENJA, bust='#F1E7DA'),
       rimba=dict(bg='blush', cols=RIMBA, bust='#E9DCC4'))
def kalung_manik(g, cols, bust):
    g.ground(0, 0, 130, 24)
    base = lathe([(120, -20), (126, -8), (122, 0)], .18)
    g.fill(base, turned(0, 126, '#8A5A33', .3, .4))
    g.fill(ell(0, -20, 120, 21), '#B07C47')
    g.fill(rect(-16, -70, 32, 54), turned(0, 16, '#8A5A33', .3, .4))
    b = outline([(-46, -462), (-50, -420), (-74, -380), (-150, -346), (-196, -300), (-186, -236),
                 (-150, -140), (-112, -56)], [(-112, -56), (0, -40), (112, -56)],
                [(112, -56), (150, -140), (186, -236), (196, -300), (150, -346), (74, -380),
                 (50, -420), (46, -462)], [(46, -462), (0, -452), (-46, -462)])
    g.soft(b, 14, g.shadow_ink, .3, 14, 12)
    g.fill(b, lin(-190, 0, 190, 0, (0, dk(bust, .1)), (.3, lt(bust, .22)), (.6, bust),
                  (1, dk(bust, .3))))
    g.inner(b, -16, -14, 24, dk(bust, .6), .45)
    g.fill(ell(0, -461, 46, 9), lt(bust, .3))
    with g.clip(b):
        for i in range(84):
            g.line(poly([(-210, -470 + i * 5), (210, -470 + i * 5)], False), '#000000', .7, .07)
    for drop, wide, n, r, order, every in ((-240, 78, 40, 8, (1, 3), 2),
                                           (-204, 100, 46, 8.4, (2, 0), 3),
                                           (-166, 122, 50, 9, (0, 1, 2, 3, 4), 3)):
        strand(g, [(-50, -424), (-wide * .84, -352), (-wide, drop - 66), (-wide * .62, drop - 18),
                   (0, drop), (wide * .62, drop - 18), (wide, drop - 66), (wide * .84, -352),
                   (50, -424)], n, r, [cols[k] for k in order], every)
    # breast piece: a lozenge of beads with a fringe
    s = 11
    lozenge = [(i, j) for j in range(-5, 6) for i in range(-5, 6) if abs(i) + abs(j) <= 5]
    for i, j in lozenge:
        d = abs(i) + abs(j)
        bead(g, i * s, -112 + j * s, s * .52, cols[(5 - d + (1 if i * j else 0)) % 5])


@still('gelang-manik', 'three bead bracelets on a wooden stand', view=(1.1, 14),
       dayak=dict(bg='mist', cols=DAYAK),
       laut=dict(bg='cream', cols=LAUT),
       senja=dict(bg='stone', cols=SENJA))
def gelang_manik(g, cols):
    g.ground(0, 0, 190, 34)
    g.vol(rect(-180, -30, 360, 34, 10), '#8A5A33', 8)
    for x in (-120, 120):
        g.fill(rect(x - 13, -220, 26, 194), turned(x, 13, '#A06B3A', .3, .4))
    bar = rect(-214, -268, 428, 62, 31)
    g.soft(bar, 10, g.shadow_ink, .3, 8, 14)
    g.fill(bar, lin(0, -268, 0, -206, (0, '#8A5A33'), (.25, '#D6A46A'), (.6, '#A06B3A'),
                    (1, '#5E3A1C')))
    g.fill(ell(-186, -237, 24, 29), '#D9AE78')
    for w in (20, 12, 5):
        g.line(ell(-186, -237, w, w * 1.2), '#8A5A33', 1.6, .6)
    for x, rows, pal in ((-92, 5, (0, 1, 2)), (20, 7, (2, 3, 0)), (128, 4, (4, 1, 3))):
        w = rows * 13
        g.soft(rect(x - w / 2, -276, w, 150, 30), 8, '#000000', .35, 8, 8)
        for j in range(14):
            t = j / 13
            y = -284 + 140 * t
            squeeze = 13 * (.55 + .45 * math.sin(math.pi * min(1, t * 1.02 + .02)))
            bow = -14 * math.sin(math.pi * t)
            for i in range(rows):
                d = abs(i - rows // 2) + abs((j % 6) - 3)
                bead(g, x + bow * .4 + (i - (rows - 1) / 2) * 13, y, 6.8, cols[pal[d % 3]],
                     max(4.4, squeeze * .52))


@still('tas-manik', 'handbag covered with beads', view=(1.04, 6),
       dayak=dict(bg='stone', cols=DAYAK),
       laut=dict(bg='sand', cols=LAUT),
       senja=dict(bg='sage', cols=SENJA),
       rimba=dict(bg='cream', cols=RIMBA))
def tas_manik(g, cols):
    g.ground(0, 0, 200, 28)
    strand(g, [(-96, -292), (-92, -400), (0, -452), (92, -400), (96, -292)], 32, 12,
           [cols[0], cols[1], cols[0], cols[2]])
    p = outline([(-150, -308), (0, -300), (150, -308)], [(150, -308), (182, -180), (206, -24)],
                [(206, -24), (190, 0), (0, 6), (-190, 0), (-206, -24)],
                [(-206, -24), (-182, -180), (-150, -308)])

    def colour(i, j):
        x, y = i - 16, j - 11
        if j in (0, 1, 21, 22):
            return cols[1] if (i + j) % 4 < 2 else cols[2]
        if j in (2, 20):
            return cols[3]
        d = abs((x + 88) % 16 - 8) + abs(y)
        if d <= 1:
            return cols[1]
        return (cols[2], cols[3], cols[0], cols[1], cols[0], cols[4], cols[0], cols[0],
                cols[1], cols[0], cols[2])[min(10, d - 2)] if d - 2 < 11 else cols[0]
    motifs.bead_net(g, p, (-210, -312, 210, 10), 12.8, colour)
    g.inner(p, -16, -14, 22, '#000000', .55)
    g.inner(p, 8, 6, 10, '#FFFFFF', .3)
    trim = curve([(-150, -306), (0, -298), (150, -306)])
    g.line(trim, dk(cols[1], .4), 15, cap='butt')
    g.line(trim, cols[1], 9, cap='butt')
    for q in (-1, 1):
        g.vol(ell(q * 96, -296, 15), GOLD, 5)
        g.fill(ell(q * 96, -296, 5), '#5A3F12')


@still('cincin-akik', 'ring with a polished agate on a cushion', view=(1.16, 10),
       senja=dict(bg='sand', stone='senja', metal='#C9CDD0', cushion='#2F4A5A'),
       rimba=dict(bg='blush', stone='rimba', metal='#D9A441', cushion='#EFE5D5'),
       laut=dict(bg='cream', stone='laut', metal='#C9CDD0', cushion='#8A4A3A'),
       lembayung=dict(bg='mist', stone='lembayung', metal='#D9A441', cushion='#D8D0DE'))
def cincin_akik(g, stone, metal, cushion):
    g.ground(0, 0, 230, 40)
    c = outline([(-228, -40), (-200, -84), (-90, -104), (0, -108), (90, -104), (200, -84),
                 (228, -40), (204, -4), (100, 10), (0, 12), (-100, 10), (-204, -4), (-228, -40)])
    g.vol(c, cushion, 34, .4, .5)
    g.line(curve([(-226, -38), (-120, -12), (0, -6), (120, -12), (226, -38)]), dk(cushion, .35), 4)
    g.line(curve([(-226, -41), (-120, -15), (0, -9), (120, -15), (226, -41)]), lt(cushion, .35), 2)
    g.soft(ell(0, -84, 96, 17), 10, '#000000', .5)
    ring = ell(0, -176, 98, 104)
    hole = ell(0, -172, 76, 84)
    g.soft(both(ring), 8, '#000000', .3, 10, 10, width=16)
    g.fill_eo(both(ell(8, -176, 92, 100), ell(8, -172, 76, 84)), dk(metal, .45))
    g.fill_eo(both(ring, hole), lin(-100, -280, 100, -70, (0, lt(metal, .7)), (.22, metal),
                                    (.4, dk(metal, .45)), (.55, lt(metal, .6)), (.75, metal),
                                    (1, dk(metal, .5))))
    g.line(ell(0, -175, 87, 94), '#FFFFFF', 2.4, .55)
    g.fill(rect(-96, -94, 192, 34), lin(0, -100, 0, -66, (0, cushion, 0), (.5, cushion, 1)))
    g.soft(curve([(-84, -92), (0, -80), (84, -92)]), 5, '#000000', .4, width=8)
    bez = ell(0, -292, 112, 84)
    g.soft(bez, 8, '#000000', .4, 7, 12)
    shoulder = outline([(-98, -240), (-60, -222), (0, -216), (60, -222), (98, -240)],
                       [(98, -240), (112, -280)], [(-112, -280), (-98, -240)])
    g.fill(shoulder, turned(0, 112, metal, .5, .5))
    g.fill(bez, lin(-112, -370, 112, -210, (0, lt(metal, .7)), (.5, metal), (1, dk(metal, .45))))
    for i in range(44):
        a = TAU * i / 44
        g.vol(ell(106 * math.cos(a), -292 + 78.6 * math.sin(a), 6), metal, 2.4, .6, .5)
    s = ell(0, -294, 98, 71)
    g.fill(ell(0, -291, 100, 73), dk(metal, .5))
    agate(g, s, -14, -300, 98, STONES[stone], 'cincin' + stone, ratio=.74)


@still('liontin-akik', 'three agate pendants on a stand', view=(1.02, 6),
       hangat=dict(bg='sage', stones=('madu', 'senja', 'lembayung'), wood='#8A5A33'),
       sejuk=dict(bg='sand', stones=('laut', 'rimba', 'lembayung'), wood='#B98A58'),
       alam=dict(bg='blush', stones=('rimba', 'madu', 'senja'), wood='#6B4A30'))
def liontin_akik(g, stones, wood):
    g.ground(0, 0, 190, 30)
    g.vol(rect(-190, -26, 380, 30, 8), wood, 7)
    for x in (-166, 166):
        g.fill(rect(x - 8, -440, 16, 416), turned(x, 8, wood, .3, .4))
    bar = rect(-206, -452, 412, 22, 11)
    g.soft(bar, 7, '#000000', .25, 6, 10)
    g.vol(bar, wood, 6)
    for x, kind, y, name in ((-104, 'drop', -196, stones[0]), (0, 'oval', -150, stones[1]),
                             (104, 'slab', -200, stones[2])):
        top = y - 96
        for q in (-1, 1):
            g.line(curve([(x + q * 19, -438), (x + q * 15, (top - 438) / 2), (x, top)]), '#2B221C',
                   3)
        g.line(curve([(x - 19, -436), (x, -452), (x + 19, -436)]), '#2B221C', 3)
        g.line(curve([(x - 22, -452), (x, -456), (x + 22, -452)]), '#2B221C', 5)
        if kind == 'drop':
            p = outline([(x, y - 78), (x - 26, y - 36), (x - 44, y + 10), (x - 30, y + 52),
                         (x, y + 66),
                         (x + 30, y + 52), (x + 44, y + 10), (x + 26, y - 36), (x, y - 78)])
        elif kind == 'oval':
            p = ell(x, y - 4, 54, 74)
        else:
            p = blob(rng('slab'), x, y - 4, 46, 74, .06, 9)
        g.soft(p, 12, g.shadow_ink, .3, 14, 16)
        agate(g, p, x - 6, y - 8, 62, STONES[name], kind + name, ratio=1.3)
        g.line(p, GOLD if kind == 'oval' else '#C9CDD0', 5)
        g.line(p, '#FFFFFF', 1.4, .6)
        g.vol(ell(x, top + 12, 8, 11), '#D9A441' if kind == 'oval' else '#C9CDD0', 3)
        bead(g, x, top - 6, 9, STONES[name][1])
    r = rng('pebble')
    for x, y, s, n in ((-226, 50, 24, stones[1]), (228, 46, 28, stones[0]),
                       (176, 62, 17, stones[2])):
        p = blob(r, x, y, s * 1.25, s * .8, .08)
        g.under(p, 5, 8, 6, .45)
        agate(g, p, x, y, s, STONES[n], f'{x}', ratio=.7)


@still('anting', 'earrings of beads and stone on a card', view=(1.06, 8),
       dayak=dict(bg='mist', cols=DAYAK, stone='senja', card='#F3EBDB'),
       laut=dict(bg='gold', cols=LAUT, stone='laut', card='#F6F1E6'),
       rimba=dict(bg='lilac', cols=RIMBA, stone='rimba', card='#EFE3CF'),
       senja=dict(bg='sage', cols=SENJA, stone='lembayung', card='#F4E6DE'))
def anting(g, cols, stone, card):
    g.ground(0, 0, 170, 20)
    back = poly([(60, -300), (178, -8), (166, -2), (54, -280)])
    g.fill(back, dk(card, .3))
    p = outline([(-160, -440), (160, -440)], [(166, 0), (-166, 0)])
    g.under(p, 12, 8, 12, .35)
    g.vol(p, card, 10, .3, .28)
    with g.clip(p):
        tumpal(g, -170, 0, 340, 34, 10, cols[0], cols[1])
        g.fill(rect(-180, -440, 360, 16), cols[2])
    with g.at(0, -386, 0, .8):
        mark_kawung(g, cols[0], cols[1])
    for q in (-1, 1):
        x = q * 76
        g.fill(ell(x, -334, 4.5), dk(card, .6))
        g.line(curve([(x, -334), (x + 4, -352), (x + 15, -346), (x + 13, -316), (x, -296)]),
               '#B98A34', 4)
        g.soft(rect(x - 34, -290, 68, 210, 30), 9, '#000000', .26, 8, 10)
        bead(g, x, -288, 9, cols[1])
        s = ell(x, -244, 32, 38)
        agate(g, s, x - 4, -246, 34, STONES[stone], f'a{q}', ratio=1.15)
        g.line(s, '#C99A3C', 5)
        g.line(s, '#F6E0A4', 1.5)
        for k, n in zip((-2, -1, 0, 1, 2), (6, 8, 10, 8, 6)):
            for j in range(n):
                c = cols[(j // 2 + abs(k)) % 5]
                bead(g, x + k * 13, -200 + j * 11.4 + abs(k) * -3, 5.7, c)
            y = -200 + n * 11.4 - abs(k) * 3
            g.vol(leaf(x + k * 13, y - 4, 24, 13, 90), GOLD, 3)


@still('gantungan-kunci', 'three key rings seen from above', view=(1.1, 0, 'flat'),
       mix=dict(bg='cream', cols=DAYAK, woods='#B98A58', stone='senja'),
       laut=dict(bg='blush', cols=LAUT, woods='#C79B66', stone='laut'),
       rimba=dict(bg='stone', cols=RIMBA, woods='#9A6B3C', stone='rimba'))
def gantungan_kunci(g, cols, woods, stone):
    def key_ring(x, y):
        c = ell(x, y, 44)
        g.soft(c, 4, '#000000', .35, 6, 8, width=9)
        g.line(c, '#7F8588', 9)
        g.line(c, '#C9CED1', 6)
        g.line(lambda k: k.arc(x, y, 44, 3.3, 4.6), '#FFFFFF', 3, .9)
        for i in range(3):
            q = ell(x, y + 52 + i * 15, 6, 10)
            g.line(q, '#6F7578', 5)
            g.line(q, '#C9CED1', 2.6)
    # carved shield
    key_ring(-190, -360)
    sh = outline([(-190, -258), (-226, -222), (-246, -140), (-226, -58), (-190, -22), (-154, -58),
                  (-134, -140), (-154, -222), (-190, -258)])
    g.under(sh, 9, 12, 9, .42)
    g.vol(sh, woods, 12)
    with g.clip(sh):
        g.fill(outline([(-190, -240), (-222, -140), (-190, -40), (-158, -140), (-190, -240)]),
               cols[0])
    for q in (-1, 1):
        for y, f in ((-186, 1), (-94, -1)):
            g.line(curve([(-190 + q * 4, -140), (-190 + q * 20, y + f * 22),
                          (-190 + q * 10, y - f * 8),
                          (-190 + q * 3, y + f * 6), (-190 + q * 9, y + f * 12)]), cols[1], 4)
    g.fill(poly([(-190, -160), (-178, -140), (-190, -120), (-202, -140)]), cols[2])
    g.line(sh, dk(woods, .4), 2, .7)
    # bead tassel
    key_ring(0, -390)
    g.vol(rect(-30, -296, 60, 26, 9), cols[0], 6)
    for k in range(-3, 4):
        n = 17 - abs(k)
        strand(g, [(k * 8, -270), (k * 10, -180), (k * 12.5, -270 + n * 12.6)], n - 1, 6,
               [cols[2], cols[2], cols[1], cols[3], cols[4]], 1)
    # stone and woven ball
    key_ring(190, -360)
    s = ell(190, -180, 58, 76)
    g.under(s, 9, 12, 9, .42)
    agate(g, s, 184, -186, 62, STONES[stone], 'kunci' + stone, ratio=1.3)
    g.line(s, '#B98A34', 7)
    g.line(s, '#F0D38A', 2)
    g.vol(rect(176, -270, 28, 22, 6), '#B98A34', 5)
    for i in range(5):
        x = 190 + (i - 2) * 13
        strand(g, [(x, -100), (x, -100 + 60 - abs(i - 2) * 9)], 5 - abs(i - 2) // 2, 6,
               [cols[1], cols[2], cols[3]])


@still('bros-daun', 'brooches of leaves and beads seen from above', view=(1.1, 0, 'flat'),
       hutan=dict(bg='sand', cols=('#5E7A45', '#8A5A33', '#C9A54A'), beads=RIMBA),
       senja=dict(bg='mist', cols=('#A8553F', '#8A3A5A', '#D9A441'), beads=SENJA),
       laut=dict(bg='blush', cols=('#1F6A80', '#5A8F9A', '#D9A441'), beads=LAUT))
def bros_daun(g, cols, beads):
    def spray(x, y, n, s, turn, palette):
        for ring, (m, f) in enumerate(((n, 1), (n - 2, .68))):
            for i in range(m):
                a = 360 * i / m + turn + ring * 22
                t = math.radians(a)
                p = leaf(x + s * .12 * math.cos(t), y + s * .12 * math.sin(t), s * f, s * f * .46,
                         a)
                c = palette[(i + ring) % 2 if ring == 0 else 1]
                g.under(p, 5, 8, 6, .4)
                g.vol(p, c if i % 2 else lt(c, .12), s * .07, .3, .5)
                with g.at(x, y, a):
                    g.line(poly([(s * .16, 0), (s * f, 0)], False), lt(c, .5), 2, .8)
                    for k in range(1, 5):
                        u = s * f * (.2 + k * .15)
                        for q in (-1, 1):
                            g.line(curve([(u, 0), (u + s * .05, q * s * f * .09),
                                          (u + s * .1, q * s * f * .15)]), lt(c, .45), 1.2, .6)
        for i in range(12):
            t = TAU * i / 12
            bead(g, x + s * .2 * math.cos(t), y + s * .2 * math.sin(t), s * .06, beads[1 + i % 2])
        for i in range(6):
            t = TAU * i / 6
            bead(g, x + s * .09 * math.cos(t), y + s * .09 * math.sin(t), s * .055, beads[3])
        bead(g, x, y, s * .065, beads[2])
    spray(-96, -196, 8, 178, 10, cols[:2])
    spray(170, -300, 7, 104, 30, (cols[2], cols[0]))
    spray(178, -72, 7, 96, 0, (cols[1], cols[2]))
