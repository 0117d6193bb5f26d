"""Still lifes: basketry, wood, leather, bamboo."""
import math

import motifs
from kit import (TAU, along, band, both, curve, dk, ell, lathe, leaf, lin, lt, mix, outline, poly,
                 rad, rect, rng, smooth, still, tube, turned)
from parts import GOLD, _arc, around, diamond, mark_kawung, tumpal


def wood_grain(g, path, box, colour, n=14, seed='grain'):
    r = rng(seed)
    x0, y0, x1, y1 = box
    with g.clip(path):
        for i in range(n):
            y = y0 + (y1 - y0) * (i + r.random()) / n
            g.line(curve([(x0, y), (x0 + (x1 - x0) * .35, y + r.uniform(-7, 7)),
                          (x0 + (x1 - x0) * .7, y + r.uniform(-7, 7)), (x1, y)]),
                   dk(colour, .4), r.uniform(.8, 2.2), .3)


@still('keranjang-rotan', 'woven rattan basket with a handle', view=(1.04, 6),
       alam=dict(bg='mist', cane='#C2924F', stripe='#7A4A24'),
       gelap=dict(bg='sand', cane='#8A5A30', stripe='#D9A441'),
       pucat=dict(bg='clay', cane='#DDBF8C', stripe='#0B4F6C'))
def keranjang_rotan(g, cane, stripe):
    R, B, h, k = 200, 146, 228, .2
    g.ground(0, 0, B, B * .22)
    hp = [(-R + 8, -h + 6), (-R * .86, -h - 110), (-R * .45, -h - 190), (0, -h - 212),
          (R * .45, -h - 190), (R * .86, -h - 110), (R - 8, -h + 6)]
    g.soft(curve(hp), 8, g.shadow_ink, .28, 14, 12, width=20)
    g.line(curve(hp), dk(cane, .45), 26)
    g.line(curve(hp), cane, 20)
    for x, y, a in along(hp, 62):
        with g.at(x, y, math.degrees(a)):
            g.line(curve([(-4, -11), (2, 0), (-2, 11)]), dk(cane, .3), 3.4, .8)
            g.line(curve([(-1, -9), (4, 0)]), lt(cane, .5), 2.4, .7)
    g.fill(ell(0, -h, R, R * k), dk(cane, .62))
    g.line(ell(0, -h, R, R * k), dk(cane, .35), 15)
    g.line(ell(0, -h, R, R * k), cane, 10)
    g.inner(ell(0, -h, R - 4, R * k - 4), 6, 14, 12, '#140A04', .6)
    body = lathe([(R, -h), (R * .99, -h * .7), (R * .9, -h * .3), (B, 0)], k, top=False)
    with g.clip(band(-h, 20, R, k)), g.clip(body):
        g.fill(body, dk(cane, .5))
        basket_weave(g, R, B, h, k, cane, stripe)
        g.soft(rect(R * .4, -h - 10, R, h + 60), 40, '#1A0E06', .5)
        g.soft(rect(-R * 1.1, -h, R * .26, h + 60), 20, '#1A0E06', .35)
        g.soft(rect(-R * .66, -h, R * .3, h + 40), 26, '#FFF6E0', .22)
    for y, r, w in ((-h, R, 20), (2, B, 16)):
        g.line(lambda c, y=y, r=r: _arc(c, r, y, k), dk(cane, .5), w + 5)
        g.line(lambda c, y=y, r=r: _arc(c, r, y, k), turned(0, r, cane, .35, .4), w)
        for i in range(44):
            u = math.radians(-88 + 176 * i / 43)
            x, yy = r * math.sin(u), y + r * k * math.cos(u)
            g.line(poly([(x - 4, yy - w * .45), (x + 4, yy + w * .45)], False), dk(cane, .45), 2.4,
                   .7)


def basket_weave(g, R, B, h, k, cane, stripe):
    """Weave that follows the round, narrowing body of a basket."""
    rows, n = 13, 25
    for j in range(rows + 2):
        t = j / rows
        y, r, hh = -h + h * t, R - (R - B) * t ** 2.2, h / rows
        for i in range(n):
            u = math.radians(-92 + 184 * (i + .5) / n)
            x, yy = r * math.sin(u), y + r * k * math.cos(u)
            w = max(2, math.radians(184 / n) * r * math.cos(u))
            c = stripe if j in (4, 5, 8, 9) and (i + j) % 2 == 0 else cane
            if (i + j) % 2 == 0:
                g.fill(rect(x - w * .56, yy - hh * .5, w * 1.12, hh * .92, min(6, w * .4)),
                       lin(0, yy - hh * .5, 0, yy + hh * .45, (0, lt(c, .26)), (.5, c),
                           (1, dk(c, .36))))
            else:
                g.fill(rect(x - w * .22, yy - hh * .55, w * .44, hh * 1.1, min(3, w * .2)),
                       lin(x - w * .2, 0, x + w * .2, 0, (0, dk(cane, .1)), (.3, lt(cane, .2)),
                           (1, dk(cane, .4))))


@still('tas-anyam', 'woven palm-leaf bag with leather handles', view=(1.02, 6),
       alam=dict(bg='sage', straw='#D8B778', accent='#7A3B2A', strap='#6B4226'),
       laut=dict(bg='blush', straw='#DCC59A', accent='#1F6480', strap='#3A2A20'),
       rimba=dict(bg='sand', straw='#C9B27A', accent='#4F6B3C', strap='#8A5A33'))
def tas_anyam(g, straw, accent, strap):
    pts = [(-84, -300), (-84, -410), (0, -462), (84, -410), (84, -300)]
    g.soft(curve(pts), 7, g.shadow_ink, .25, 12, 14, width=14)
    g.line(curve([(x * .86, y + 4) for x, y in pts]), dk(strap, .4), 15)
    p = outline([(-176, -318), (0, -306), (176, -318)], [(176, -318), (196, -180), (192, -18)],
                [(192, -18), (170, 2), (0, 10), (-170, 2), (-192, -18)],
                [(-192, -18), (-196, -180), (-176, -318)])
    g.ground(0, 0, 186, 30)
    q, s = rng('anyam'), 24
    with g.clip(p):
        g.fill(p, dk(straw, .5))
        with g.at(0, -150, 45):
            for j in range(-15, 16):
                for i in range(-15, 16):
                    c = accent if (i + j) % 8 in (3, 4) or (i - j) % 8 in (3, 4) else straw
                    c = mix(c, lt(c, .3), q.random() * .5)
                    x, y = i * s, j * s
                    if (i + j) % 2:
                        g.fill(rect(x - 1, y + 1, s + 2, s - 2, 3),
                               lin(0, y, 0, y + s, (0, lt(c, .22)), (.5, c), (1, dk(c, .32))))
                    else:
                        g.fill(rect(x + 1, y - 1, s - 2, s + 2, 3),
                               lin(x, 0, x + s, 0, (0, lt(c, .14)), (.5, dk(c, .06)),
                                   (1, dk(c, .36))))
    g.inner(p, -22, -14, 28, '#1E1206', .5)
    g.inner(p, 10, 8, 12, '#FFFFFF', .3)
    rim = curve([(-177, -314), (0, -302), (177, -314)])
    g.line(rim, dk(straw, .5), 24, cap='butt')
    g.line(rim, straw, 18, cap='butt')
    for i in range(44):
        x = -172 + 344 * i / 43
        y = -302 - 12 * (x / 177) ** 2
        g.line(poly([(x - 4, y - 8), (x + 4, y + 8)], False), dk(straw, .4), 2.4, .7)
    g.soft(curve(pts), 5, '#000000', .35, 6, 8, width=14)
    g.line(curve(pts), dk(strap, .3), 18, cap='butt')
    g.line(curve(pts), strap, 14, cap='butt')
    g.line(curve([(x - 3, y - 2) for x, y in pts]), lt(strap, .4), 2, .7, dash=[6, 5])
    for q in (-1, 1):
        t = outline([(q * 84 - 15, -312), (q * 84 + 15, -312)],
                    [(q * 84 + 15, -250), (q * 84, -232), (q * 84 - 15, -250)])
        g.under(t, 3, 5, 4, .45)
        g.vol(t, strap, 5)
        for y in (-292, -258):
            g.vol(ell(q * 84, y, 5), GOLD, 2)


@still('lampu-bambu', 'bamboo table lamp, lit', view=(1.02, 6),
       ungu=dict(bg='plum', wood='#8A5A33', glow='#F7C873'),
       laut=dict(bg='deep', wood='#7A4F2C', glow='#FBD78C'),
       bata=dict(bg='brick', wood='#6B4226', glow='#FFD98A'))
def lampu_bambu(g, wood, glow):
    g.source(rad(0, -230, 520, (0, glow, .62), (.4, glow, .22), (1, glow, 0)))
    g.c.paint()
    g.ground(0, 2, 130, 24)
    g.soft(ell(0, 10, 280, 44), 30, glow, .45)
    g.fill(lathe([(124, -24), (130, -10), (124, 2)], .18), turned(0, 130, wood, .4, .4))
    g.fill(ell(0, -24, 124, 22), lt(wood, .3))
    g.inner(ell(0, -24, 124, 22), 3, 5, 6, '#000000', .3)
    prof = [(84, -446), (128, -380), (146, -300), (140, -190), (112, -90), (92, -34)]
    body = lathe(prof, .14)
    g.fill(body, rad(0, -230, 240, (0, '#FFF6DA'), (.45, glow), (1, dk(glow, .34))))
    shape = along(prof, 60)

    def radius(y):
        return min(shape, key=lambda p: abs(p[1] - y))[0]
    with g.clip(body):
        for i in range(19):
            u = math.radians(-88 + 176 * i / 18)
            w = max(2.4, 12 * math.cos(u))
            pts = [(radius(y) * math.sin(u), y + radius(y) * .14 * math.cos(u))
                   for y in range(-446, -20, 24)]
            c = mix(wood, glow, .25 * math.cos(u))
            g.line(curve(pts), dk(c, .4), w + 2, cap='butt')
            g.line(curve([(x - w * .12, y) for x, y in pts]), lt(c, .15), w * .7, cap='butt')
        for y in (-392, -318, -236, -154, -82):
            r = radius(y)
            g.line(lambda c, y=y, r=r: _arc(c, r, y, .14), dk(wood, .45), 11)
            g.line(lambda c, y=y, r=r: _arc(c, r, y - 2, .14), lt(wood, .2), 5)
            around(g, r, y, 19, lambda i: g.line(
                both(poly([(-5, -5), (5, 5)], False), poly([(5, -5), (-5, 5)], False)),
                '#F0DFB8', 2, .8), .14, 86)
    g.soft(ell(0, -250, 70, 130), 40, '#FFF8E0', .4)
    for y, r in ((-446, 84), (-34, 92)):
        g.line(lambda c, y=y, r=r: _arc(c, r, y, .14), dk(wood, .4), 16)
        g.line(lambda c, y=y, r=r: _arc(c, r, y, .14), wood, 10)
    g.fill(ell(0, -448, 82, 12), '#FFF3CC')
    g.line(ell(0, -448, 82, 12), wood, 7)
    g.line(curve([(126, -2), (210, 18), (280, 6), (360, 30)]), '#2A1E16', 5)


@still('mangkuk-kayu', 'carved wooden bowl with two spoons', view=(1.14, 20),
       jati=dict(bg='mist', wood='#A9713C', carve='#5E3517'),
       ulin=dict(bg='sand', wood='#6B4028', carve='#2E1A0E'),
       pucat=dict(bg='sea', wood='#CFA26A', carve='#7A4B22'))
def mangkuk_kayu(g, wood, carve):
    R, h, k = 220, 150, .27
    g.ground(0, 0, 130, 30)
    g.fill(lathe([(110, -20), (112, 2)], .22), turned(0, 112, dk(wood, .2), .2, .4))
    b = lathe([(R, -h), (R * .97, -h * .7), (R * .82, -h * .34), (R * .54, -16), (108, -10)], k)
    g.fill(b, turned(0, R, wood, .28, .46))
    wood_grain(g, b, (-R, -h, R, 50), wood, 22)

    def petal(_):
        p = leaf(0, 44, 82, 40, -90)
        g.fill(p, carve, .75)
        g.inner(p, 3, 4, 4, '#000000', .4)
        g.fill(leaf(0, 40, 60, 18, -90), wood, .9)
    with g.clip(b):
        around(g, R * .95, -h * .62, 17, petal, k, 84)
        for y, r in ((-h + 16, R * .995), (-h * .3, R * .82)):
            g.line(lambda c, y=y, r=r: _arc(c, r, y, k), carve, 6, .8, cap='butt')
            g.line(lambda c, y=y, r=r: _arc(c, r, y + 5, k), lt(wood, .4), 2, .7, cap='butt')
    g.fill(ell(0, -h, R, R * k), lin(-R, -h, R, -h + 40, (0, lt(wood, .4)), (1, lt(wood, .1))))
    ins = ell(0, -h + 3, R * .9, R * .235)
    g.fill(ins, lin(-R, -h - 40, R, -h + 50, (0, dk(wood, .38)), (.6, dk(wood, .12)),
                    (1, lt(wood, .1))))
    with g.clip(ins):
        for i in range(7):
            g.line(ell(20, -h + 30 - i * 2, R * (.85 - i * .12), R * (.2 - i * .027)),
                   dk(wood, .45), 2, .3)
    g.inner(ins, 6, 12, 12, '#1A0C04', .5)
    for dx, dy, a in ((0, 0, 0), (26, 30, 5)):
        with g.at(dx, dy + 46, a):
            p = tube([(-60, 14), (60, 2), (176, -18)], [11, 12, 17])
            g.under(p, 5, 8, 6)
            g.vol(p, lt(wood, .12), 5)
            sp = ell(-96, 18, 50, 21, -5)
            g.under(sp, 5, 8, 6)
            g.vol(sp, lt(wood, .12), 8)
            g.inner(ell(-97, 17, 41, 16, -5), 4, 6, 5, '#1A0C04', .55)
            for u in (120, 138, 156):
                with g.at(u, -8 - (u - 120) * .17, -9):
                    g.fill(diamond(5.5, 1), carve)


SOLE = ((-64, -170), (-20, -212), (38, -208), (78, -160), (84, -90), (64, -10), (58, 80),
        (66, 150), (44, 204), (-4, 216), (-48, 200), (-66, 144), (-56, 60), (-72, -40),
        (-80, -110))


@still('sandal-kulit', 'pair of leather sandals seen from above', view=(1.04, 0, 'flat'),
       cokelat=dict(bg='sage', leather='#8F5A30', sole='#D9B98A', stitch='#F0DDB8'),
       hitam=dict(bg='clay', leather='#2E2A28', sole='#B98A58', stitch='#D9A441'),
       merah=dict(bg='sand', leather='#9A3B2C', sole='#DDBF95', stitch='#F6E2BE'))
def sandal_kulit(g, leather, sole, stitch):
    for q in (-1, 1):
        def foot(f, dx=0, dy=0):
            return smooth([(x * f * q + dx, y * f + dy) for x, y in SOLE])
        with g.at(q * 112, -188, q * 7):
            g.under(foot(1.02), 14, 16, 12, .48)
            g.fill(foot(1.02, 2, 6), dk(leather, .45))
            g.vol(foot(1), leather, 10)
            g.fill(foot(.93), lin(-80, -200, 80, 200, (0, lt(sole, .2)), (1, dk(sole, .06))))
            g.inner(foot(.93), 5, 6, 8, '#3A2412', .3)
            g.line(foot(.965), stitch, 2.2, .9, dash=[7, 6])
            g.soft(ell(q * 2, 140, 38, 48), 14, dk(sole, .5), .3)
            g.soft(ell(q * 4, -96, 52, 60), 18, dk(sole, .5), .22)
            with g.at(0, 146, 0, .62):
                mark_kawung(g, dk(sole, .32), sole)
            for pts in ([(-88, -118), (-34, -72), (30, -40), (76, -22)],
                        [(90, -130), (40, -88), (-26, -44), (-82, -18)]):
                pts = [(x * q, y) for x, y in pts]
                t = tube(pts, [54, 50, 50, 54])
                g.soft(t, 7, '#000000', .5, 6, 10)
                g.vol(t, leather, 9, .35, .5)
                for s in (-20, 20):
                    g.line(curve([(x - s * math.sin(a), y + s * math.cos(a))
                                  for x, y, a in along(pts, 10)]), stitch, 2, .9, dash=[6, 5])
            g.vol(ell(q * 2, -62, 15), GOLD, 5)
            g.fill(ell(q * 2, -62, 5), '#7A5416')


@still('mainan-enggang', 'wooden hornbill on wheels, a pull-along toy', view=(1.1, 16),
       alam=dict(bg='sage', body='#D9B27A', wing='#2E2A28', beak='#E09A2E', wheel='#B5482E'),
       laut=dict(bg='blush', body='#E6D3AE', wing='#0B4F6C', beak='#D9A441', wheel='#C2572A'),
       kuning=dict(bg='mist', body='#E3B95A', wing='#7A3B2A', beak='#C9452E', wheel='#2F6B57'))
def mainan_enggang(g, body, wing, beak, wheel):
    with g.at(-16, 0, 0, .95):
        g.ground(0, 0, 210, 26)
        tail = outline([(-96, -190), (-190, -214), (-286, -206)],
                       [(-286, -206), (-290, -170), (-276, -140)],
                       [(-276, -140), (-190, -136), (-90, -130)])
        g.vol(tail, '#F3EBDB', 9)
        with g.clip(tail):
            g.fill(poly([(-210, -240), (-250, -240), (-240, -110), (-200, -110)]), wing)
        g.vol(poly([(-40, -110), (40, -110), (34, -60), (-34, -60)]), dk(body, .15), 6)
        _hornbill(g, body, wing, beak)
        base = rect(-190, -66, 380, 34, 14)
        g.vol(base, dk(body, .1), 8)
        wood_grain(g, base, (-190, -66, 190, -32), body, 7)
        for x in (-124, 124):
            g.fill(ell(x + 6, -24, 45), dk(wheel, .5))
            g.vol(ell(x, -24, 44), wheel, 9)
            g.line(ell(x, -24, 30), lt(wheel, .5), 3, .8)
            g.vol(ell(x, -24, 11), '#E6D3AE', 4)
        g.line(curve([(188, -48), (236, -20), (280, 26), (330, 20)]), '#F3EBDB', 4)
        g.vol(ell(336, 20, 14), beak, 5)


def _hornbill(g, body, wing, beak):
    b = smooth([(-120, -150), (-96, -196), (-20, -226), (50, -256), (70, -316), (114, -356),
                (164, -344), (184, -298), (166, -240), (140, -180), (80, -116), (-10, -92),
                (-90, -110)])
    g.soft(b, 9, g.shadow_ink, .25, 10, 10)
    g.vol(b, body, 18)
    wood_grain(g, b, (-130, -360, 190, -90), body, 22)
    with g.clip(b):
        g.fill(outline([(30, -400), (240, -400)], [(240, -286), (150, -262), (50, -268)]), wing)
        g.inner(b, -10, -12, 14, '#000000', .4)
    bk = outline([(160, -338), (220, -346), (276, -318), (312, -262)],
                 [(312, -262), (262, -282), (212, -286), (166, -276)], [(166, -276), (160, -338)])
    g.vol(bk, beak, 10)
    g.line(curve([(168, -300), (230, -306), (300, -268)]), dk(beak, .4), 3)
    casque = outline([(126, -354), (130, -402), (176, -424), (240, -412)],
                     [(240, -412), (258, -392), (240, -374)],
                     [(240, -374), (214, -350), (196, -330)],
                     [(196, -330), (126, -340), (126, -354)])
    g.vol(casque, mix(beak, '#B5301E', .45), 10)
    g.line(curve([(140, -372), (186, -392), (240, -392)]), lt(beak, .4), 4, .8)
    g.fill(ell(142, -316, 17), '#F6EDDC')
    g.fill(ell(145, -315, 9), '#1E1A18')
    g.fill(ell(142, -319, 3), '#FFFFFF')
    w = outline([(46, -216), (-20, -214), (-90, -176), (-136, -128)],
                [(-136, -128), (-60, -116), (16, -128), (60, -172), (46, -216)])
    g.under(w, 4, 7, 6, .4)
    g.vol(w, wing, 10)
    for i in range(4):
        g.line(curve([(30 - i * 26, -196 + i * 6), (-10 - i * 24, -160 + i * 6),
                      (-60 - i * 14, -136 + i * 4)]), '#F0D9A8', 4, .9)


@still('seraung', 'seraung, the wide sun hat of the Dayak', view=(1.1, 30),
       kuning=dict(bg='mist', cols=('#E0B24A', '#B5301E', '#1E1C1C', '#F6EDDC')),
       merah=dict(bg='cream', cols=('#B23A2C', '#E6B84A', '#1E1C1C', '#F6EDDC')),
       hijau=dict(bg='blush', cols=('#3F7A58', '#E6B84A', '#1E1C1C', '#F6EDDC')))
def seraung(g, cols):
    base, tri, ink, pale = cols
    R, ry, y0, ay = 286, 104, -70, -252

    def pt(u, f):
        """Point on the hat: direction u, fraction f of the way from the tip to the rim."""
        x, y = R * math.cos(u) * f, ay + (y0 + ry * math.sin(u) - ay) * f
        return x, y + 20 * math.sin(math.pi * f) * abs(math.cos(u))

    def wedge(u0, u1, f0, f1):
        n = 6
        us = [u0 + (u1 - u0) * i / n for i in range(n + 1)]
        return poly([pt(u, f1) for u in us] + [pt(u, f0) for u in reversed(us)])

    def ring(f):
        return poly([pt(TAU * i / 72, f) for i in range(72)])
    g.ground(4, -30, 250, 78)
    g.fill(ell(0, y0 + 10, R, ry), '#7A5A30')
    n = 16
    # far side first, so that the near wedges cover it
    for i in sorted(range(n), key=lambda i: math.sin(TAU * (i + .5) / n)):
        u0, u1 = TAU * i / n, TAU * (i + 1) / n
        m = (u0 + u1) / 2
        light = math.cos(m - math.radians(215))

        def lit(c):
            return lt(c, .2 * light) if light > 0 else dk(c, -.3 * light)
        a, b = (base, pale) if i % 2 else (pale, base)
        g.fill(wedge(u0, u1, 0, 1), lit(a))
        sign = tri if i % 2 else ink
        g.fill(poly([pt(u0 + .02, .97), pt(m, .6), pt(u1 - .02, .97)]), lit(sign))
        g.fill(poly([pt(u0 + .1, .95), pt(m, .73), pt(u1 - .1, .95)]), lit(b))
        g.fill(poly([pt(m - .07, .92), pt(m, .82), pt(m + .07, .92)]), lit(ink if i % 2 else tri))
        g.line(poly([pt(u0, 0), pt(u0, 1)], False), dk(base, .5), 1.6, .5)
        for f0, f1, c in ((.5, .55, ink), (.46, .49, tri), (.28, .31, ink), (.23, .26, tri),
                          (0, .15, tri)):
            g.fill(wedge(u0 - .01, u1 + .01, f0, f1), lit(c))
        for k in range(4):
            x, y = pt(u0 + (u1 - u0) * (k + .5) / 4, .525)
            g.fill(ell(x, y, 2.8), pale)
    cone = smooth([(-R, y0), (-R * .5, -140), (-40, -232), (0, ay), (40, -232), (R * .5, -140),
                   (R, y0), (R * .7, y0 + ry * .7), (0, y0 + ry), (-R * .7, y0 + ry * .7)])
    with g.clip(cone):
        g.soft(poly([(6, ay), (R * 1.2, -110), (R, 60), (90, 60)]), 34, '#1A0E06', .26)
        g.soft(poly([(-10, ay + 20), (-R * .7, -90), (-R * .42, -40)]), 26, '#FFFFFF', .22)
    rim = lambda c: _arc(c, R, y0, ry / R)
    g.line(rim, dk('#B98A48', .4), 13)
    g.line(rim, '#C99C58', 8)
    for i in range(60):
        u = math.pi * i / 59
        x, y = R * math.cos(u), y0 + ry * math.sin(u)
        g.line(poly([(x - 3, y - 5), (x + 3, y + 5)], False), '#7A5426', 2)
    motifs.bead(g, 0, ay - 4, 12, tri)
    g.line(curve([(0, ay - 12), (-6, ay - 34), (-22, ay - 48)]), tri, 5)
    g.line(curve([(0, ay - 12), (8, ay - 34), (22, ay - 46)]), ink, 5)


@still('perahu', 'model of a wooden sailing boat', view=(.96, 6),
       putih=dict(bg='mist', hull='#8A5A33', sail='#F3EBDB', trim='#B5482E'),
       merah=dict(bg='cream', hull='#5E3A22', sail='#B5483A', trim='#D9A441'),
       laut=dict(bg='sand', hull='#9A6B3C', sail='#2F6B86', trim='#F0DFB8'))
def perahu(g, hull, sail, trim):
    g.ground(0, 0, 190, 24)
    for x in (-96, 96):
        g.vol(poly([(x - 12, -64), (x + 12, -64), (x + 22, -18), (x - 22, -18)]), '#6B4A30', 5)
    g.vol(rect(-170, -24, 340, 26, 8), '#7A5230', 6)
    g.fill(rect(-42, -18, 84, 14, 3), GOLD)
    g.fill(rect(-9, -500, 14, 400, 5), turned(-2, 7, '#A87642', .3, .4))
    for runs, c in (([[(-14, -478), (-90, -360), (-196, -176)],
                      [(-196, -176), (-100, -160), (-18, -172)],
                      [(-18, -172), (-4, -330), (-14, -478)]], sail),
                    ([[(14, -466), (60, -340), (186, -178)], [(186, -178), (100, -166), (14, -186)],
                      [(14, -186), (22, -330), (14, -466)]], lt(sail, .14))):
        p = outline(*runs)
        g.soft(p, 12, g.shadow_ink, .24, 12, 14)
        g.vol(p, c, 22, .35, .4)
        with g.clip(p):
            for i in range(1, 7):
                y = -490 + i * 52
                g.line(curve([(-220, y + 26), (0, y), (220, y + 26)]), dk(c, .3), 1.8, .5)
            g.line(curve([(-210, -204), (-100, -190), (0, -206), (100, -192), (210, -206)]), trim,
                   14)
        g.line(p, dk(c, .35), 2, .5)
    for x, y in ((-190, -178), (184, -180), (-250, -152), (262, -160)):
        g.line(poly([(-2, -496), (x, y)], False), '#4A3626', 1.6, .8)
    g.vol(rect(-60, -150, 116, 50, 5), dk(hull, .1), 6)
    for x in (-40, -8, 24):
        g.fill(rect(x, -142, 16, 14, 3), '#F3DFA8')
    h = outline([(-276, -168), (-180, -128), (0, -116), (180, -128), (290, -178)],
                [(290, -178), (250, -112), (190, -62), (110, -46), (-100, -46), (-186, -64),
                 (-246, -112), (-276, -168)])
    g.soft(h, 8, g.shadow_ink, .3, 8, 10)
    g.vol(h, hull, 18, .3, .5)
    with g.clip(h):
        for i in range(5):
            g.line(curve([(-280, -150 + i * 18), (-150, -104 + i * 14), (0, -92 + i * 12),
                          (150, -104 + i * 14), (290, -152 + i * 18)]), dk(hull, .4), 2.4, .6)
        g.line(curve([(-280, -156), (-180, -116), (0, -104), (180, -116), (294, -166)]), trim, 10)
        for i in range(22):
            x = -230 + i * 22
            g.fill(ell(x, -84 - 40 * (x / 270) ** 2, 3), lt(hull, .5))
    g.line(curve([(-278, -170), (-180, -130), (0, -118), (180, -130), (292, -180)]), lt(hull, .35),
           7)
    g.vol(outline([(-2, -500), (30, -508), (62, -498)], [(62, -474), (30, -484), (-2, -476)]), trim,
          4)


@still('tempat-pensil', 'desk set of carved bamboo', view=(1.02, 8),
       alam=dict(bg='lilac', bamboo='#CFA860', ink='#5E3517'),
       hijau=dict(bg='sand', bamboo='#A9AE6A', ink='#3E4A22'),
       gelap=dict(bg='sage', bamboo='#8A5A33', ink='#2E1A0E'))
def tempat_pensil(g, bamboo, ink):
    with g.at(-70, 0):
        mouth = _cane(g, 96, 250, bamboo, ink, True)
        reach = lambda c: (_arc(c, 81, -250, .2), c.line_to(140, -480), c.line_to(-140, -480),
                           c.close_path())
        with g.clip(reach):
            for x0, x1, c in ((-40, -86, '#C2452E'), (26, 60, '#2F6B86'), (-6, -14, '#E0B24A'),
                              (50, 112, '#3F7A58')):
                tip = x1 + (x1 - x0) * .16
                g.vol(poly([(x0 - 8, -190), (x1 - 8, -396), (x1 + 8, -396), (x0 + 8, -190)]), c, 4)
                g.fill(poly([(x1 - 8, -396), (tip, -436), (x1 + 8, -396)]), '#E6C894')
                g.fill(poly([(tip - 4, -424), (tip, -436), (tip + 3, -424)]), c)
            g.inner(mouth, 0, -10, 6, '#000000', .5)
    with g.at(128, 22):
        _cane(g, 66, 118, bamboo, ink, False)
        r = rng('clip')
        for i in range(6):
            x, y = r.uniform(-34, 34), -120 + r.uniform(-4, 8)
            g.line(curve([(x - 14, y), (x, y - 12), (x + 14, y - 4), (x + 2, y + 5)]), '#C9CED1', 3)


def _cane(g, r, h, bamboo, ink, carved):
    """Cut joint of bamboo; returns its mouth."""
    k = .2
    g.ground(0, 2, r, r * .22)
    b = lathe([(r * .98, -h), (r, -h + 16), (r * .97, -h * .55), (r * 1.03, -h * .5),
               (r * .97, -h * .45), (r, -14), (r * .98, 0)], k)
    g.fill(b, turned(0, r, bamboo, .3, .42))
    with g.clip(b):
        for i in range(26):
            x = r * math.sin(math.radians(-86 + 7 * i))
            g.line(poly([(x, -h), (x, 30)], False), dk(bamboo, .4), 1, .22)
        g.line(lambda c: _arc(c, r, -h * .5, k), dk(bamboo, .4), 5)
        g.line(lambda c: _arc(c, r, -h * .5 - 5, k), lt(bamboo, .4), 3)
        if carved:
            around(g, r, -h + 22, 15, lambda i: g.fill(poly([(-11, 0), (0, 20), (11, 0)]), ink), k,
                   84)
            around(g, r, -h * .5 - 18, 15, lambda i: tumpal(g, -11, 0, 22, 20, 1, ink), k, 84)
            around(g, r, -h * .74, 13, lambda i: g.fill(diamond(11), ink), k, 84)
            around(g, r, -h * .23, 9, lambda i: _small_kawung(g, ink, bamboo), k, 84)
    g.fill(ell(0, -h, r * .98, r * k * .98), lt(bamboo, .45))
    mouth = ell(0, -h, r * .84, r * k * .84)
    g.fill(mouth, dk(bamboo, .62))
    return mouth


def _small_kawung(g, ink, bamboo):
    with g.at(0, 0, 0, .72):
        mark_kawung(g, ink, bamboo)
