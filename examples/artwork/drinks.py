"""Still lifes: bottles, tins, cups, and what goes into them."""
import math

from kit import (TAU, curve, dk, ell, lathe, leaf, lin, lt, mix, outline, poly, rect, rng, still,
                 turned)
from parts import (GOLD, PAPER, _arc, chilli, ginger, glass, glass_front, gleam, lid, mark_bean,
                   mark_drop, mark_kawung, mark_leaf, mark_sun, pouch, round_label, tumpal)


def bottle(g, prof, liquid, top, k=.16, inset=6):
    """Glass bottle filled to top; returns its outline."""
    r = max(p[0] for p in prof)
    h = -prof[0][1]
    body = lathe(prof, k)
    g.ground(0, 2, r, r * .2)
    glass(g, body, r, h)
    inner = [(max(2, p[0] - inset), p[1]) for p in prof if p[1] > top]
    inner[-1] = (inner[-1][0], inner[-1][1] - 9)
    above, below = [p for p in prof if p[1] <= top][-1], next(p for p in prof if p[1] > top)
    f = (top - above[1]) / (below[1] - above[1])
    neck = above[0] + (below[0] - above[0]) * f - inset
    inside = lathe([(neck, top)] + inner, k)
    g.fill(inside, turned(0, r, liquid, .28, .42))
    with g.clip(inside):
        g.soft(rect(-r * .5, top, r * .9, h), r * .22, lt(liquid, .5), .3)
        g.fill(rect(-r, -46, 2 * r, 70), lin(0, -46, 0, 14, (0, dk(liquid, .4), 0),
                                            (1, dk(liquid, .5), .75)))
    return body


TALL = [(28, -430), (28, -372), (34, -344), (70, -300), (82, -262), (84, -230), (84, -28),
        (82, -10), (74, 0)]


@still('jahe', 'swing-top bottle of ginger drink with a ginger root',
       amber=dict(bg='mist', liquid='#C27A22', ink='#6B3F14', accent='#D98B2B', cap='#E9E2D2'),
       red=dict(bg='cream', liquid='#8F2E1E', ink='#6E1B16', accent='#C9542E', cap='#33383A'),
       honey=dict(bg='sage', liquid='#D9A03A', ink='#3E5A28', accent='#8AA046', cap='#F0E8DA'))
def jahe(g, liquid, ink, accent, cap):
    with g.at(-56, 0, 0, .93):
        body = bottle(g, TALL, liquid, -330)
        round_label(g, 84.5, -214, -62, PAPER, ink, accent, 'JAHE', size=34, mark=mark_sun)
        glass_front(g, body, 84, 430)
        neck = lathe([(33, -446), (35, -438), (35, -426), (32, -418)], .2)
        g.vol(neck, '#DDE6E4', 4)
        g.fill(lathe([(24, -476), (27, -468), (26, -446)], .22), turned(0, 27, cap, .4, .3))
        g.fill(ell(0, -476, 24, 5.4), lt(cap, .4))
        g.fill(lathe([(29, -452), (29, -444)], .2), '#B5482A')
        for s in (-1, 1):
            g.line(curve([(s * 2, -484), (s * 26, -472), (s * 39, -430), (s * 36, -396)]),
                   '#8B9092', 4.5)
            g.line(curve([(s * 2, -485), (s * 25, -474), (s * 37, -432)]), '#D5D9DA', 1.6)
        g.line(lambda c: _arc(c, 35, -398, .2), '#8B9092', 4.5)
    ginger(g, 152, 34, .92)


@still('madu', 'jar of honey with a dipper',
       gold=dict(bg='sage', honey='#D68A1B', cap='#3B2A1C', ink='#6B3F14'),
       dark=dict(bg='cream', honey='#8E4A12', cap=GOLD, ink='#4A2A10'),
       pale=dict(bg='lilac', honey='#E7B24A', cap='#F3EBDB', ink='#7A4B16'))
def madu(g, honey, cap, ink):
    with g.at(-50, 0):
        prof = [(84, -296), (88, -282), (126, -236), (138, -190), (142, -130), (132, -60),
                (108, -16), (92, 0)]
        body = bottle(g, prof, honey, -262, .17, 7)
        with g.clip(body):
            g.soft(ell(-20, -120, 70, 60), 26, lt(honey, .5), .55)
        hexa = poly([(72 * math.sin(TAU * i / 6), -130 - 72 * math.cos(TAU * i / 6))
                     for i in range(6)])
        g.soft(hexa, 4, '#000000', .25, 2, 4)
        g.fill(hexa, PAPER)
        g.line(poly([(63 * math.sin(TAU * i / 6), -130 - 63 * math.cos(TAU * i / 6))
                     for i in range(6)]), GOLD, 3)
        g.text(0, -100, 'MADU', 32, ink, track=.1)
        with g.at(0, -158, 0, .8):
            g.fill(ell(-16, -6, 20, 9, 40), GOLD, .55)
            g.fill(ell(16, -6, 20, 9, -40), GOLD, .55)
            g.fill(ell(0, 4, 11, 17), ink)
            for y in (-2, 5, 12):
                g.line(poly([(-9, y), (9, y)], False), GOLD, 3.4)
        glass_front(g, body, 140, 290)
        lid(g, 92, -286, 44, cap, ridges=0)
    # dipper lying on a small dish with honey round it
    g.ground(200, 26, 92, 20, .5)
    g.fill(ell(200, 22, 96, 25), dk('#EFE7D8', .14))
    g.fill(ell(200, 15, 96, 25), '#F4EDE0')
    g.inner(ell(200, 15, 84, 19), 3, 5, 5, '#6A5A48', .4)
    g.vol(ell(196, 17, 54, 11), honey, 4)
    g.line(curve([(224, 4), (300, -62), (344, -100)]), '#8A5A33', 13)
    g.line(curve([(222, 0), (300, -66), (342, -102)]), '#C79862', 6)
    for i, w in enumerate((12, 20, 25, 25, 20, 12)):
        x, y = 180 + i * 9.5, 10 - i * 3.2
        with g.at(x, y, -41):
            g.vol(ell(0, 0, 6.6, w), '#B9824A' if i > 1 else mix('#B9824A', honey, .6), 4)
    g.soft(curve([(178, 0), (172, 12), (176, 20)]), 2, '#FFF3D0', .7, width=4)


@still('kopi', 'bag of coffee with a cup and some beans',
       kraft=dict(bg='sage', pack='#B98D5C', ink='#3F2717', accent='#A3402B', cup='#F3EBDB'),
       black=dict(bg='sand', pack='#2E2F31', ink='#2E2F31', accent=GOLD, cup='#B4553A'),
       sea=dict(bg='blush', pack='#0B4F6C', ink='#0B4F6C', accent=GOLD, cup='#E6DCC8'))
def kopi(g, pack, ink, accent, cup):
    with g.at(-70, -14):
        p = pouch(g, 262, 424, pack, seal=46)
        with g.clip(p):
            g.fill(rect(-200, -300, 400, 168), PAPER)
            for y in (-300, -132):
                g.fill(rect(-200, y - 7, 400, 14), accent)
            tumpal(g, -144, -139, 288, 20, 12, ink, accent)
            g.inner(p, -12, -10, 20, '#000000', .35)
            g.inner(p, 8, 0, 10, '#FFFFFF', .3)
        with g.at(0, -248, 0, 1.15):
            mark_bean(g, ink, PAPER)
        g.text(0, -172, 'KOPI', 44, ink, track=.12)
        g.vol(ell(0, -346, 12), lt(pack, .25), 4)
        g.line(ell(0, -346, 6), dk(pack, .3), 2)
    with g.at(158, 30):
        saucer(g, 0, 0, 132, 30, cup)
        mug(g, 0, -6, 76, 92, cup, '#3B2114')
        for i, pts in enumerate(([(-14, -116), (-26, -146), (-8, -172), (-18, -204)],
                                 [(16, -120), (6, -148), (24, -178), (12, -214)])):
            g.soft(curve(pts), 6, '#FFFFFF', .5, width=8)
    r = rng('kopi')
    for x, y, a in ((-226, 26, 20), (-252, 46, -40), (-200, 52, 65), (-160, 60, 5), (14, 62, 40)):
        bean(g, x, y, a, r)


def bean(g, x, y, a, r):
    with g.at(x, y, a):
        p = ell(0, 0, 19, 12.5)
        g.under(p, 3, 5, 4, .45)
        g.vol(p, '#5B3520', 6, .4, .5)
        g.line(curve([(-17, 0), (-6, 3), (5, -3), (17, 0)]), '#2C170C', 2.6)


def saucer(g, x, y, rx, ry, c):
    g.ground(x, y + 6, rx * .9, ry)
    g.fill(ell(x, y + 6, rx * .97, ry), dk(c, .3))
    g.fill(ell(x, y, rx, ry), lin(x - rx, y - ry, x + rx, y + ry, (0, lt(c, .5)), (.6, c),
                                  (1, dk(c, .14))))
    g.inner(ell(x, y + 1, rx * .62, ry * .62), 4, 4, 6, dk(c, .6), .4)


def mug(g, x, y, r, h, c, drink, handle=True, glaze=None):
    """Cup on its foot; glaze: second colour of the lower part."""
    with g.at(x, y):
        g.soft(ell(8, 2, r * .74, r * .16), 6, g.shadow_ink, .5)
        if handle:
            hp = curve([(r * .86, -h * .78), (r * 1.42, -h * .84), (r * 1.4, -h * .34),
                        (r * .74, -h * .24)])
            g.line(hp, dk(c, .3), r * .23)
            g.line(hp, c, r * .17)
            g.line(curve([(r * .9, -h * .82), (r * 1.36, -h * .84), (r * 1.38, -h * .5)]),
                   lt(c, .6), r * .05, .8)
        body = lathe([(r, -h), (r * .985, -h * .7), (r * .9, -h * .36), (r * .7, -h * .08),
                      (r * .6, 0)], .2)
        g.fill(body, turned(0, r, c, .4, .36))
        if glaze:
            with g.clip(body):
                pts = [(-r * 1.1 + r * 2.2 * i / 12, -h * .44 + r * .2 * math.cos(
                    math.radians(-90 + 15 * i)) + (4 if i % 2 else -3)) for i in range(13)]
                g.fill(outline(pts, [(r * 1.2, h)], [(-r * 1.2, h)]), turned(0, r, glaze, .3, .4))
        gleam(g, body, -r * .7, r * .12, -h * .8, -h * .3, .6)
        rim = ell(0, -h, r, r * .2)
        g.fill(rim, lt(c, .45))
        inside = ell(0, -h + 1, r * .93, r * .172)
        g.fill(inside, dk(c, .22))
        with g.clip(inside):
            g.fill(ell(0, -h + r * .09, r * .93, r * .18), drink)
            g.soft(curve([(-r * .6, -h + 2), (-r * .1, -h - 4), (r * .3, -h)]), 3,
                   lt(drink, .5), .5, width=5)
        g.inner(inside, 4, 5, 5, '#1A120C', .4)


@still('teh', 'tea tin with a kawung pattern and a glass of tea',
       green=dict(bg='cream', tin='#3F6B4F', ink='#2A4A37', accent='#E2B65A'),
       red=dict(bg='mist', tin='#A23B2A', ink='#7A241A', accent='#EFC877'),
       lilac=dict(bg='sage', tin='#7A6A94', ink='#4B3F66', accent='#EAD3A0'))
def teh(g, tin, ink, accent):
    with g.at(-80, 0):
        r, h, k = 112, 330, .17
        g.ground(0, 2, r, r * .2)
        body = lathe([(r, -h), (r, -6, 1), (r * .98, 0)], k)
        g.fill(body, turned(0, r, tin, .24, .42))
        with g.clip(body):
            for row in range(8):
                y = -h - 10 + row * 48
                for i in range(15):
                    u = math.radians(-98 + 14 * (i + (row % 2) * .5))
                    g.c.save()
                    g.c.translate(r * math.sin(u), y + r * k * math.cos(u))
                    g.c.scale(max(.1, math.cos(u)) * .78, .78)
                    mark_kawung(g, accent, tin)
                    g.c.restore()
            g.soft(rect(r * .5, -h, r * .6, h + 30), 24, '#000000', .42)
            g.soft(rect(-r * 1.1, -h, r * .22, h + 30), 12, '#000000', .35)
            g.soft(rect(-r * .62, -h, r * .2, h + 30), 9, '#FFFFFF', .3)
            g.line(lambda c: _arc(c, r, -6, k), dk(accent, .1), 10, cap='butt')
        round_label(g, r + .5, -206, -84, PAPER, ink, accent, 'TEH', k, 36, mark_leaf, 58)
        lid(g, r + 3, -h + 8, 60, tin, k)
        g.line(lambda c: _arc(c, r + 3, -h + 2, k), accent, 5, cap='butt')
    with g.at(150, 26):
        saucer(g, 0, 2, 104, 24, '#F3EBDB')
        r, h = 56, 128
        gl = lathe([(r, -h), (r * .9, -h * .4), (r * .8, -6), (r * .74, 0)], .2)
        inside = lathe([(r * .9, -h * .8), (r * .83, -h * .4), (r * .72, -12)], .2)
        glass(g, gl, r, h)
        g.fill(inside, turned(0, r, '#B4611E', .35, .35))
        g.soft(ell(-6, -50, 18, 34), 12, '#F0B060', .5)
        g.fill(ell(0, -h * .8, r * .9, r * .18), '#CF8236')
        g.line(ell(0, -h, r, r * .2), '#FFFFFF', 2.4, .85)
        glass_front(g, gl, r, h)
    for x, y, a in ((-226, 44, -20), (-196, 58, 20), (36, 58, -8)):
        p = leaf(x, y, 46, 20, a)
        g.under(p, 3, 5, 4, .35)
        g.vol(p, '#5D8A4B', 5)
        g.line(curve([(x, y), (x + 40 * math.cos(math.radians(a)), y + 40 * math.sin(
            math.radians(a)))]), '#3B5E31', 1.8)


SLIM = [(20, -400), (20, -340), (26, -312), (50, -272), (58, -236), (60, -210), (60, -24),
        (58, -8), (52, 0)]


@still('saus-lada', 'two slim bottles of pepper sauce with peppers',
       red=dict(bg='mist', sauces=('#B5261A', '#D9772A'), ink='#6E1B16', accent='#C9301E'),
       green=dict(bg='sand', sauces=('#6E8F2F', '#A9B640'), ink='#33501F', accent='#7FA03A'))
def saus_lada(g, sauces, ink, accent):
    for x, y, s, sauce, cap in ((62, -16, .9, sauces[1], '#2E3A3F'), (-74, 6, .98, sauces[0],
                                                                      '#F0E8DA')):
        with g.at(x, y, 0, s):
            body = bottle(g, SLIM, sauce, -318, .18, 5)
            round_label(g, 60.5, -206, -58, PAPER, ink, accent, 'LADA', .18, 25, mark_drop)
            glass_front(g, body, 60, 400)
            g.fill(lathe([(20, -436), (25, -428), (27, -392), (27, -376)], .2),
                   turned(0, 27, cap, .4, .4))
            g.fill(lathe([(10, -458), (17, -446), (20, -434)], .2), turned(0, 20, cap, .4, .4))
            g.fill(ell(0, -458, 10, 2.2), lt(cap, .4))
    chilli(g, [(146, 40), (196, 22), (250, 36), (290, 22)], accent, 27)
    r = rng('lada')
    for i in range(22):
        x, y = r.uniform(-246, -150), r.uniform(22, 64)
        p = ell(x, y, 8)
        g.under(p, 2, 3, 3, .4)
        g.vol(p, r.choice(('#3A3128', '#57493A', '#6B5A45')), 4)


@still('jamu', 'three bottles of herbal jamu with turmeric',
       warm=dict(bg='lilac', drinks=('#E0A21B', '#B5572A', '#7A8F3A'), cap='#F3EBDB',
                 ink='#5A3A20'),
       cool=dict(bg='clay', drinks=('#E7B73C', '#8B3B4E', '#D8C48A'), cap='#2E3A3F',
                 ink='#2E3A3F'),
       sea=dict(bg='sea', drinks=('#E0A21B', '#C7D08A', '#B5572A'), cap=GOLD, ink='#0B4F6C'))
def jamu(g, drinks, cap, ink):
    prof = [(30, -310), (31, -276), (44, -252), (68, -220), (74, -184), (74, -26), (72, -8),
            (66, 0)]
    for x, y, s, d, word in ((-156, -22, .96, drinks[1], 'BERAS'), (150, -22, .96, drinks[2],
                                                                   'SIRIH'),
                             (-2, 10, 1.06, drinks[0], 'KUNYIT')):
        with g.at(x, y, 0, s):
            body = bottle(g, prof, d, -262, .17, 5)
            with g.clip(body):
                g.soft(rect(-80, -60, 160, 80), 18, lt(d, .4), .4)
            round_label(g, 74.5, -178, -58, PAPER, ink, d, word, .17, 23, mark_leaf)
            glass_front(g, body, 74, 310)
            lid(g, 37, -300, 36, cap, .2, 15)
    with g.at(236, 62, 0, .62):
        ginger(g, 0, 0, 1, '#D08A2E')
    for x, y in ((-232, 52), (-204, 60)):
        p = ell(x, y, 22, 15)
        g.under(p, 3, 5, 4, .4)
        g.vol(p, '#C07A24', 5)
        g.fill(ell(x, y - 2, 17, 11), '#F0A92A')
        g.line(ell(x, y - 2, 10, 6), '#D98714', 2, .7)
