"""Still lifes: things to eat in jars, pouches, boxes and on plates."""
import math

from kit import TAU, blob, curve, dk, ell, lathe, lin, lt, outline, poly, rect, rng, still, turned
from parts import (GOLD, PAPER, chilli, chip, cracker, diamond, flat_label, glass_front, jar, lid,
                   lime, mark_cassava, mark_chilli, mark_crab, mark_fish, mark_kawung, pouch,
                   round_label, specked, tumpal, window)


@still('sambal', 'jar of sambal with two chillies and half a lime',
       red=dict(bg='sand', paste='#B3261A', pod='#C9301E', cap=GOLD, ink='#7A1E17'),
       green=dict(bg='blush', paste='#6F8A2B', pod='#6E9431', cap='#EFE6D2', ink='#3E5A28'),
       dark=dict(bg='sage', paste='#6B2A17', pod='#C9301E', cap='#2E3A3F', ink='#4A2015'))
def sambal(g, paste, pod, cap, ink):
    def seeds(g, r, top):
        q = rng('sambal')
        for _ in range(150):
            x, y = q.uniform(-r, r), q.uniform(top, 10)
            s = q.uniform(3, 9)
            g.fill(blob(q, x, y, s, s * .7, .3, 6), dk(paste, q.uniform(-.0, .35)), .6)
        for _ in range(70):
            x, y = q.uniform(-r, r), q.uniform(top, 10)
            g.fill(ell(x, y, 4.6, 3, q.uniform(0, 180)), '#F0CF83', .85)
        g.soft(rect(-r, top, 2 * r, 22), 7, lt(paste, .35), .5)
    with g.at(-30, 0):
        body = jar(g, 132, 350, paste, seeds)
        round_label(g, 132.5, -236, -72, PAPER, ink, pod, 'SAMBAL', size=33, mark=mark_chilli)
        glass_front(g, body, 132, 350)
        lid(g, 120, -338, 58, cap, ridges=31)
    lime(g, -208, -16, 42)
    chilli(g, [(150, 22), (205, 4), (262, 22), (306, 12)], pod, 30)
    chilli(g, [(118, 58), (172, 66), (222, 52), (268, 62)], pod, 27)


@still('amplang', 'pouch of amplang, the fish crackers of Samarinda and Balikpapan',
       sea=dict(bg='cream', pack='#1D6480', ink='#0B4F6C', accent=GOLD),
       kraft=dict(bg='mist', pack='#C79C66', ink='#5A3A20', accent='#B4512E'),
       coral=dict(bg='sage', pack='#D1674A', ink='#7C2E1F', accent='#F0C069'))
def amplang(g, pack, ink, accent):
    r = rng('amplang')
    with g.at(-20, 0):
        pouch(g, 300, 430, pack)
        flat_label(g, -104, -366, 208, 158, PAPER, ink, accent, 'AMPLANG', 29, mark_fish)

        def goods():
            for _ in range(60):
                cracker(g, r, r.uniform(-110, 110), r.uniform(-186, -40), 21, '#E6CB9C',
                        r.uniform(0, 180))
        window(g, outline([(-104, -180), (104, -180)], [(104, -180), (106, -80)],
                          [(106, -80), (60, -52), (0, -44), (-60, -52), (-106, -80)],
                          [(-106, -80), (-104, -180)]), '#C9A46E', goods)
    g.ground(212, 42, 92, 16, .3)
    for x, y, a in ((196, 6, 20), (238, 22, -25), (166, 40, -10), (214, 52, 30), (276, 48, 5),
                    (-228, 40, 15)):
        cracker(g, r, x, y, 23, '#EBD2A4', a)


@still('keripik-singkong', 'bag of cassava chips',
       yellow=dict(bg='mist', pack='#E2AE3C', ink='#6B3F14', accent='#B5482A'),
       green=dict(bg='sand', pack='#5F8450', ink='#2F4D2A', accent='#D98B2B'),
       balado=dict(bg='cream', pack='#B83A2C', ink='#6E1B16', accent='#E0A030'))
def keripik_singkong(g, pack, ink, accent):
    r = rng('keripik')
    with g.at(-30, 0, -2):
        a, h = 150, 420
        p = outline([(-a, -h), (a, -h)], [(a, -h), (a - 9, -h + 46), (a + 9, -h * .5),
                                         (a - 8, -40), (a, 0)],
                    [(a, 0), (-a, 0)],
                    [(-a, 0), (-a + 8, -40), (-a - 9, -h * .5), (-a + 9, -h + 46), (-a, -h)])
        g.ground(0, -2, a, 24)
        g.vol(p, pack, 26, .45, .5)
        with g.clip(p):
            for y in (-h, -30):
                g.fill(rect(-a, y, 2 * a, 30), dk(pack, .12), .6)
                for i in range(13):
                    x = -a + 2 * a * i / 12
                    g.line(poly([(x, y + 3), (x, y + 27)], False), lt(pack, .4), 2, .45)
            for x0, y0, x1, y1 in ((-120, -380, -60, -330), (120, -380, 70, -336),
                                   (-126, -44, -70, -84), (124, -44, 66, -86)):
                g.soft(curve([(x0, y0), (x1, y1)]), 5, dk(pack, .6), .4, width=7)
                g.soft(curve([(x0 + 9, y0 + 2), (x1 + 9, y1 + 2)]), 4, '#FFFFFF', .4, width=5)
            g.soft(curve([(-118, -350), (-110, -220), (-120, -80)]), 10, '#FFFFFF', .5, width=14)
        g.fill(ell(0, -216, 116, 128), PAPER)
        g.line(ell(0, -216, 104, 116), accent, 3, dash=[2, 8])
        with g.at(0, -262, 0, 1.5):
            mark_cassava(g, ink, accent)
        g.text(0, -178, 'KERIPIK', 35, ink)
        g.text(0, -146, 'SINGKONG', 21, accent, 'Bold', .12)
    g.ground(212, 40, 96, 16, .3)
    for x, y, s, a in ((216, -8, 52, -14), (270, 26, 48, 12), (174, 34, 50, 6), (236, 52, 46, -8)):
        chip(g, r, x, y, s, '#EDC869', a)


@still('keripik-tempe', 'clear bag of tempe chips with a paper header',
       brown=dict(bg='sage', pack='#8A5A33', ink='#5A3517', accent=GOLD),
       blue=dict(bg='blush', pack='#2F6B86', ink='#0B4F6C', accent='#D98B2B'))
def keripik_tempe(g, pack, ink, accent):
    r = rng('tempe')

    def slice_(x, y, s, a):
        p = chip(g, r, x, y, s, '#DDA95A', a, .74)
        with g.clip(p):
            for _ in range(26):
                u, v = r.uniform(-s, s), r.uniform(-s * .7, s * .7)
                q = ell(x + u, y + v, 8, 5.5, r.uniform(0, 180))
                g.fill(q, '#F3DFAF', .85)
                g.line(q, '#9A6426', 1.3, .5)
    with g.at(-20, 0):
        bag = outline([(-138, -330), (138, -330)], [(138, -330), (146, -180), (150, -30),
                                                   (138, 0)],
                      [(138, 0), (0, 8), (-138, 0)], [(-138, 0), (-150, -30), (-146, -180),
                                                      (-138, -330)])
        g.ground(0, 0, 142, 24)
        g.fill(bag, '#E9E6DC', .55)
        with g.clip(bag):
            for y in range(-270, 10, 42):
                for x in range(-150, 151, 62):
                    slice_(x + r.uniform(-14, 14) + (31 if (y // 42) % 2 else 0),
                           y + r.uniform(-8, 8), 52, r.uniform(-30, 30))
        g.inner(bag, 6, 4, 6, '#FFFFFF', .7)
        g.inner(bag, -8, -10, 12, '#3A2A1A', .4)
        with g.clip(bag):
            for pts, w in (([(-118, -300), (-104, -180), (-120, -40)], 16),
                           ([(-60, -310), (-40, -250), (-58, -190)], 9),
                           ([(112, -300), (98, -200), (116, -90)], 9)):
                g.soft(curve(pts), 3, '#FFFFFF', .62, width=w)
        head = rect(-150, -420, 300, 122, 5)
        g.under(head, 4, 7, 6, .4)
        g.vol(head, pack, 7, .3, .3)
        with g.clip(head):
            tumpal(g, -150, -298, 300, 20, 15, accent, ink)
        g.fill(ell(0, -402, 9), '#1E1A16', .35)
        g.text(0, -350, 'TEMPE', 42, PAPER, track=.14)
        for s in (-1, 1):
            with g.at(s * 114, -364, 0, .62):
                mark_kawung(g, PAPER, accent)
        for x in (-90, 90):
            g.line(poly([(x - 9, -310), (x + 9, -310)], False), '#D8D8D8', 4)
    for x, y, s, a in ((214, 8, 54, -10), (262, 40, 50, 14), (178, 48, 48, 4)):
        slice_(x, y, s, a)


@still('kepiting', 'pouch of crab crackers',
       coral=dict(bg='mist', pack='#E0734F', ink='#A23A22', accent='#F2C46B'),
       black=dict(bg='clay', pack='#2F3335', ink='#2F3335', accent='#D8603C'),
       cream=dict(bg='sea', pack='#EFE3CB', ink='#B0432A', accent='#E5A33C'))
def kepiting(g, pack, ink, accent):
    r = rng('crab')
    with g.at(20, 0):
        pouch(g, 290, 440, pack)
        disc = ell(0, -236, 104)
        g.fill(disc, PAPER)
        with g.clip(disc):
            for i in range(6):
                y = -168 + i * 13
                g.line(curve([(-110 + x * 22, y + (5 if x % 2 else -5)) for x in range(11)]),
                       accent, 4, .9)
        with g.at(0, -258, 0, 1.75):
            mark_crab(g, ink, PAPER)
        g.line(ell(0, -236, 112), accent, 3)
        g.text(0, -84, 'KEPITING', 33, PAPER if pack != '#EFE3CB' else ink)
        g.text(0, -56, 'KERUPUK', 17, accent, 'Bold', .3)
    for x, y, s, a in ((-212, 4, 44, -18), (-252, 42, 42, 8), (-176, 46, 46, 14)):
        q = chip(g, r, x, y, s, '#EDB98A', a, .7)
        with g.clip(q):
            for i in range(5):
                g.soft(ell(x + r.uniform(-30, 30), y + r.uniform(-16, 16), 5, 4), 1.5,
                       '#C05A36', .6)


@still('bakpia', view=(1.08, 10), about='open box of bakpia, filled round pastries',
       red=dict(bg='cream', box='#A93B2B', ink='#7A241A', accent=GOLD),
       teal=dict(bg='blush', box='#2A6F73', ink='#1D5256', accent='#E5B659'),
       mustard=dict(bg='lilac', box='#D2A03C', ink='#7A4B16', accent='#A3402B'))
def bakpia(g, box, ink, accent):
    r = rng('bakpia')
    # the box seen from above and in front: back wall, inside, rows, front wall, lid behind
    lidp = poly([(-226, -190), (-196, -372), (196, -372), (226, -190)])
    g.ground(0, -6, 262, 34)
    g.vol(lidp, box, 12, .3, .35)
    with g.clip(lidp):
        for row in range(4):
            for col in range(9):
                with g.at(-208 + col * 52 + (row % 2) * 26, -360 + row * 50, 0, .62):
                    mark_kawung(g, dk(box, .16), dk(box, .16))
    g.fill(rect(-96, -330, 192, 92, 8), PAPER)
    g.text(0, -268, 'BAKPIA', 42, ink, track=.1)
    g.fill(diamond(9), accent)
    for x in (-60, -30, 0, 30, 60):
        with g.at(x, -252):
            g.fill(diamond(6), accent)
    inside = poly([(-226, -190), (226, -190), (262, -62), (-262, -62)])
    g.fill(inside, lin(0, -190, 0, -62, (0, dk(PAPER, .34)), (1, dk(PAPER, .1))))
    with g.clip(inside):
        for j, (y, s) in enumerate(((-160, 45), (-112, 50), (-58, 55))):
            n = 5
            for i in range(n):
                x = (i - (n - 1) / 2) * s * 1.86
                p = blob(r, x, y, s * .93, s * .66, .02, 14)
                g.under(p, 5, 8, 7, .5)
                g.vol(p, '#EBC98F', s * .3, .5, .5)
                g.soft(ell(x, y - s * .1, s * .6, s * .36), s * .13, '#B9712E', .75)
                g.soft(ell(x - s * .15, y - s * .22, s * .3, s * .12), 4, '#FFE6B8', .5)
    front = poly([(-262, -64), (262, -64), (254, 18), (-254, 18)])
    g.fill(front, lin(0, -64, 0, 18, (0, lt(box, .06)), (1, dk(box, .16))))
    g.inner(front, 0, 4, 3, '#FFFFFF', .4)
    with g.clip(front):
        tumpal(g, -256, 18, 512, 30, 21, accent, ink)
    for s in (-1, 1):
        side = poly([(s * 226, -190), (s * 262, -64), (s * 256, -64), (s * 221, -186)])
        g.fill(side, lt(box, .2) if s < 0 else dk(box, .25))


@still('lapis', view=(1.12, 30), about='slices of layered cake on a plate',
       legit=dict(bg='sage', layers=('#8A4A1C', '#E9B765'), plate='#F7F3EA', rim='#2F6B86'),
       pandan=dict(bg='blush', layers=('#4E8A3C', '#CBE0A0'), plate='#F7F3EA', rim='#A3402B'),
       pelangi=dict(bg='mist', layers=('#C9476A', '#F6E7D8', '#5D9A6B', '#F6E7D8'),
                    plate='#F3E9D6', rim=GOLD))
def lapis(g, layers, plate, rim):
    plate_(g, 0, -6, 300, 72, plate, rim)
    for x, y, w, h, d in ((-152, -22, 140, 164, 54), (34, -20, 140, 164, 54),
                          (-74, 12, 148, 170, 56)):
        _cake(g, x, y, w, h, d, layers)


def plate_(g, x, y, rx, ry, colour, rim):
    """Round plate seen from the front and a little above."""
    g.ground(x, y + ry * .55, rx * .78, ry * .62)
    foot = lathe([(rx * .98, y), (rx * .8, y + ry * .5), (rx * .5, y + ry * .62)], .12, x)
    g.fill(foot, turned(x, rx, dk(colour, .16), .2, .3))
    g.fill(ell(x, y, rx, ry), lin(x - rx, y - ry, x + rx, y + ry, (0, lt(colour, .6)), (.6, colour),
                                  (1, dk(colour, .12))))
    g.line(ell(x, y, rx * .955, ry * .94), rim, 6)
    well = ell(x, y + ry * .04, rx * .72, ry * .7)
    g.inner(well, 5, 8, 9, dk(colour, .6), .32)
    g.line(well, dk(colour, .2), 1.6, .5)
    for i in range(36):
        a = TAU * i / 36
        g.fill(ell(x + rx * .85 * math.cos(a), y + ry * .83 * math.sin(a), 6, 3.2), rim, .75)


def _cake(g, x, y, w, h, d, layers):
    """Block of thin layers: front, right side, top."""
    sx, sy = d * .8, -d * .5
    g.soft(poly([(x, y), (x + w, y), (x + w + sx + 34, y + sy + 6), (x + 40, y + 14)]), 9,
           g.shadow_ink, .5)
    n = 17
    for i in range(n):
        c = layers[i % len(layers)]
        y0, y1 = y - h * i / n, y - h * (i + 1) / n
        g.fill(poly([(x, y0 + .6), (x + w, y0 + .6), (x + w, y1), (x, y1)]), c)
        g.fill(poly([(x + w, y0 + .6), (x + w + sx, y0 + sy + .6), (x + w + sx, y1 + sy),
                     (x + w, y1)]), dk(c, .22))
    front = rect(x, y - h, w, h)
    g.inner(front, 5, 0, 8, '#FFFFFF', .3)
    g.inner(front, -10, -12, 16, '#2A1608', .3)
    specked(g, front, '#FFFFFF', f'{x}', 70, (x, y - h, x + w, y), (1, 2.4), .3)
    top = poly([(x, y - h), (x + w, y - h), (x + w + sx, y - h + sy), (x + sx, y - h + sy)])
    c = layers[0]
    g.fill(top, lin(x, y - h, x + w, y - h + sy, (0, lt(c, .3)), (1, lt(c, .05))))
    g.inner(top, 0, -2, 2, '#FFFFFF', .4)
