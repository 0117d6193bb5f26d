"""Still lifes: batik, shirts, shawls, bags of cloth."""
import math

import motifs
from kit import both, curve, dk, ell, leaf, lin, lt, mix, outline, poly, rad, rect, rng, still
from parts import GOLD, PAPER, tumpal

BATIK = {'soga': ('#4A2A17', '#C98B3F', '#F0DFC0'), 'indigo': ('#173A5E', '#F0E8D8', '#6FA0C4'),
         'merah': ('#7E1F1D', '#E8C27A', '#F6E9D2'), 'hijau': ('#23503F', '#E3D3A4', '#D9A441'),
         'gading': ('#EBDDBF', '#7A4B22', '#A9673A'), 'ungu': ('#4B2F57', '#D9B8C9', '#E6C36B'),
         'laut': ('#0B4F6C', '#E8D9B8', '#D9A441'), 'bata': ('#A6482E', '#F2DDBE', '#4A2015')}


def grain(g, path, alpha=.1):
    """Threads of a cloth."""
    with g.clip(path):
        for i in range(90):
            g.line(poly([(-320, -480 + i * 6), (320, -480 + i * 6)], False), '#000000', .8, alpha)


@still('batik-lipat', 'stack of folded batik cloths', view=(1.1, 6),
       soga=dict(bg='sage', cloths=(('parang', 'soga'), ('kawung', 'gading'),
                                    ('ceplok', 'indigo'))),
       indigo=dict(bg='cream', cloths=(('kawung', 'indigo'), ('parang', 'gading'),
                                       ('ceplok', 'laut'))),
       merah=dict(bg='mist', cloths=(('ceplok', 'merah'), ('kawung', 'soga'), ('parang', 'hijau'))),
       ungu=dict(bg='stone', cloths=(('kawung', 'ungu'), ('ceplok', 'gading'), ('parang', 'bata'))))
def batik_lipat(g, cloths):
    g.ground(0, 0, 246, 34)
    t, w, d, y = 88, 236, 120, 0
    for n, (motif, pal) in enumerate(reversed(cloths)):
        b, f, a = BATIK[pal]
        dx = (-8, 10, 0)[n]
        for layer in range(3):
            h = t / 3
            y1 = y - layer * h
            p = rect(dx - w - 8, y1 - h, 2 * w + 16, h, h * .49)
            with g.clip(p):
                getattr(motifs, motif)(g, dx - w - 14, y1 - h - 4, dx + w + 14, y1 + 6, 52, b, f, a)
            g.inner(p, 0, -h * .36, h * .24, dk(b, .7), .62)
            g.inner(p, 0, h * .18, h * .16, '#FFFFFF', .32)
            g.inner(p, -16, 0, 16, '#000000', .35)
        y -= t
        g.soft(curve([(dx - w + 6, y + 2), (dx + w, y + 2)]), 4, '#000000', .4, width=4)
    b, f, a = BATIK[cloths[0][1]]
    top = outline([(-w, y + 2), (-w + 46, y - d + 4)], [(-w + 46, y - d), (w - 46, y - d)],
                  [(w - 46, y - d + 4), (w, y + 2)], [(w, y + 2), (0, y + 6), (-w, y + 2)])
    with g.clip(top):
        g.c.save()
        g.c.translate(0, y)
        g.c.scale(1, .5)
        getattr(motifs, cloths[0][0])(g, -w, -2 * d, w, 20, 62, b, f, a)
        g.c.restore()
    g.inner(top, -8, -6, 12, '#000000', .3)
    g.soft(ell(-70, y - d * .6, 120, 24), 26, '#FFFFFF', .22)
    tag = poly([(118, y - 40), (182, y - 40), (190, y - 8), (124, y - 8)])
    g.under(tag, 3, 4, 4, .4)
    g.fill(tag, PAPER)
    g.fill(ell(152, y - 25, 15, 7), GOLD)
    g.line(curve([(120, y - 30), (92, y - 46), (60, y - 30)]), '#EADFCB', 2)


def hanger(g, y, w, colour='#B07C47'):
    g.line(curve([(0, y), (0, y - 24), (16, y - 34), (18, y - 54), (2, y - 64), (-12, y - 54)]),
           '#8B9092', 5)
    p = outline([(-w, y + 52), (-w * .5, y + 16), (0, y - 6), (w * .5, y + 16), (w, y + 52)],
                [(w, y + 66), (w * .5, y + 34), (0, y + 14), (-w * .5, y + 34), (-w, y + 66)])
    g.vol(p, colour, 6)


def peg(g, y):
    """Wooden rail with a peg that the hanger hangs from."""
    rail = rect(-250, y - 14, 500, 26, 6)
    g.under(rail, 6, 12, 10, .35)
    g.vol(rail, '#C79B66', 6)
    for x in (-170, 0, 170):
        g.under(ell(x, y, 12), 4, 7, 5, .4)
        g.vol(ell(x, y, 12), '#A87642', 5)


@still('kemeja-batik', 'batik shirt on a hanger', view=(.98, -6, 'wall'),
       parang=dict(bg='stone', motif='parang', pal='soga', s=70),
       kawung=dict(bg='blush', motif='kawung', pal='indigo', s=56),
       ceplok=dict(bg='sand', motif='ceplok', pal='hijau', s=64))
def kemeja_batik(g, motif, pal, s):
    shirt(g, motif, pal, s)


@still('kemeja-sasirangan', 'sasirangan shirt on a hanger', view=(.98, -6, 'wall'),
       teal=dict(bg='cream', cols=('#1F6A70', '#F0C96B', '#D9ECE6')),
       magenta=dict(bg='lilac', cols=('#8E2A5B', '#F2D27A', '#F3D5E0')),
       jingga=dict(bg='mist', cols=('#C2572A', '#FBE3A6', '#F4D2B8')))
def kemeja_sasirangan(g, cols):
    shirt(g, 'sasirangan', cols, 44, buttons='#F6EDDC')


def shirt(g, motif, pal, s, buttons='#2A1E16'):
    b, f, a = BATIK[pal] if isinstance(pal, str) else pal
    pattern = getattr(motifs, motif)
    peg(g, -476)
    hanger(g, -402, 118)
    back = outline([(-52, -396), (0, -410), (52, -396)], [(44, -360), (0, -350), (-44, -360)])
    g.fill(back, dk(b, .4))
    parts = []
    for q in (-1, 1):
        sleeve = outline([(q * 148, -366), (q * 196, -318), (q * 236, -216)],
                         [(q * 236, -216), (q * 200, -196), (q * 158, -188)],
                         [(q * 158, -188), (q * 146, -240), (q * 124, -280), (q * 148, -366)])
        body = outline([(q * 2, -330), (q * 56, -398)], [(q * 56, -398), (q * 112, -382),
                                                        (q * 150, -364)],
                       [(q * 150, -364), (q * 134, -290), (q * 138, -150), (q * 146, 36)],
                       [(q * 146, 36), (q * 70, 48), (q * -4, 46)], [(q * -4, 46), (q * 2, -330)])
        parts += [(sleeve, q * 26, q), (body, 0, q)]
    g.under(both(*[p for p, _, _ in parts]), 14, 20, 18, .4)
    for p, rot, q in sorted(parts, key=lambda v: abs(v[1]) == 0):
        with g.clip(p):
            with g.at(q * 6, 0, rot):
                pattern(g, -280 - (s * .3 if q > 0 else 0), -440, 280, 90, s, b, f, a)
        g.inner(p, -9, -6, 12, '#0A0605', .42)
        g.inner(p, 5, 3, 7, '#FFFFFF', .22)
        with g.clip(p):
            if rot:
                g.soft(curve([(q * 140, -320), (q * 176, -250), (q * 190, -200)]), 9, '#000000',
                       .3, width=10)
                g.line(curve([(q * 240, -224), (q * 204, -204), (q * 154, -196)]), dk(b, .4), 3, .7)
            else:
                for x0, x1 in ((60, 46), (104, 96)):
                    g.soft(curve([(q * x0 * .9, -300), (q * x1, -120), (q * (x1 + 8), 50)]), 10,
                           '#000000', .25, width=10)
                    g.soft(curve([(q * x0 * .9 - 18, -280), (q * x1 - 16, -120), (q * x1 - 14,
                           50)]), 9, '#FFFFFF', .12, width=10)
    pocket = rect(46, -268, 74, 84, 4)
    g.soft(pocket, 3, '#000000', .4, 2, 3)
    with g.clip(pocket):
        pattern(g, -286, -448, 280, 90, s, b, f, a)
    g.line(pocket, dk(b, .5), 2, .8)
    placket = rect(-14, -330, 22, 378)
    g.inner(placket, 0, 0, 3, '#000000', .4)
    for y in (-296, -226, -156, -86, -16):
        g.fill(ell(-3, y + 1.5, 6.6), '#000000', .4)
        g.fill(ell(-3, y, 6.2), buttons)
        g.fill(ell(-4.5, y - 2, 2), '#FFFFFF', .6)
    for q in (-1, 1):
        collar = outline([(q * 46, -410), (q * 62, -392), (q * 78, -346)], [(q * 78, -346),
                         (q * 50, -322)], [(q * 50, -322), (q * 22, -344), (q * 0, -334)],
                         [(q * 0, -334), (q * 26, -372), (q * 46, -410)])
        g.soft(collar, 5, '#000000', .5, 3, 5)
        with g.clip(collar):
            with g.at(0, 0, q * 20):
                pattern(g, -180, -480, 180, -260, s, b, f, a)
        g.inner(collar, -3, -5, 6, '#000000', .4)
        g.inner(collar, 2, 3, 3, '#FFFFFF', .3)


@still('gaun-sasirangan', 'sasirangan dress on a hanger', view=(.96, 8, 'wall'),
       hijau=dict(bg='blush', cols=('#2F6B4F', '#F0D58A', '#CFE3C4')),
       biru=dict(bg='sand', cols=('#1E4F7A', '#F3D7A0', '#C9DDEE')),
       marun=dict(bg='sage', cols=('#7A2436', '#F0C987', '#F1D0C8')))
def gaun_sasirangan(g, cols):
    b, f, a = cols
    peg(g, -476)
    hanger(g, -402, 96)
    skirt = outline([(-86, -208), (-128, -60), (-176, 84)], [(-176, 84), (-90, 100), (0, 104),
                                                           (90, 100), (176, 84)],
                    [(176, 84), (128, -60), (86, -208)])
    bodice = outline([(-40, -398), (-110, -374)], [(-110, -374), (-92, -320), (-88, -200)],
                     [(-88, -200), (0, -192), (88, -200)], [(88, -200), (92, -320), (110, -374)],
                     [(110, -374), (40, -398)], [(40, -398), (26, -352), (0, -340), (-26, -352),
                                                 (-40, -398)])
    sleeves = [outline([(q * 104, -376), (q * 150, -336), (q * 186, -234)],
                       [(q * 186, -234), (q * 158, -220), (q * 126, -216)],
                       [(q * 126, -216), (q * 112, -270), (q * 92, -310), (q * 104, -376)])
               for q in (-1, 1)]
    g.fill(outline([(-40, -398), (0, -408), (40, -398)], [(26, -352), (0, -340), (-26, -352)]),
           dk(b, .45))
    g.under(both(skirt, bodice, *sleeves), 14, 20, 18, .4)
    for q, p in zip((-1, 1), sleeves):
        g.fill(p, b)
        with g.clip(p):
            g.line(curve([(q * 190, -246), (q * 158, -232), (q * 120, -228)]), f, 8)
        g.inner(p, -8, -6, 12, '#000000', .45)
        g.inner(p, 5, 3, 7, '#FFFFFF', .25)
    with g.clip(skirt):
        motifs.sasirangan(g, -200, -230, 200, 120, 44, b, f, a)
        for x0, x1 in ((-60, -116), (-26, -52), (8, 16), (40, 76), (68, 134)):
            g.soft(curve([(x0, -206), (x1, 110)]), 8, '#000000', .32, width=11)
            g.soft(curve([(x0 - 11, -206), (x1 - 17, 110)]), 8, '#FFFFFF', .15, width=10)
    g.inner(skirt, -12, -6, 16, '#000000', .4)
    g.fill(bodice, b)
    with g.clip(bodice):
        motifs.sasirangan(g, -22, -420, 22, -180, 44, b, f, a)
        for q in (-1, 1):
            g.soft(curve([(q * 60, -330), (q * 52, -200)]), 8, '#000000', .3, width=9)
    g.inner(bodice, -8, -6, 12, '#000000', .4)
    g.inner(bodice, 5, 3, 7, '#FFFFFF', .2)
    g.line(curve([(-40, -397), (-26, -352), (0, -340), (26, -352), (40, -397)]), f, 5)
    belt = outline([(-90, -214), (0, -206), (90, -214)], [(90, -190), (0, -182), (-90, -190)])
    g.vol(belt, f, 5)
    for pts in ([(20, -198), (36, -150), (30, -100)], [(28, -198), (58, -156), (62, -112)]):
        g.line(curve(pts), dk(f, .25), 11)
        g.line(curve(pts), f, 8)
    g.vol(ell(24, -198, 14, 11), f, 4)


@still('ulap-doyo', 'ulap doyo shawl hung over a rod', view=(.98, 2, 'wall'),
       alam=dict(bg='moss', cols=('#E3D2A8', '#6B2F1C', '#2B2622')),
       merah=dict(bg='cream', cols=('#8A2A20', '#F0D9A6', '#1F1B19')),
       hitam=dict(bg='blush', cols=('#26231F', '#E0B65C', '#A8402C')),
       laut=dict(bg='sand', cols=('#1C4A63', '#EAD9B0', '#D08A3A')))
def ulap_doyo(g, cols):
    b, f, a = cols
    rod = rect(-262, -450, 524, 20, 10)
    g.under(rod, 8, 16, 10, .35)
    for x in (-232, 232):
        g.line(poly([(x, -520), (x, -444)], False), '#7A5230', 4)
    back = outline([(30, -440), (176, -440)], [(176, -440), (182, -200), (178, -40)],
                   [(178, -40), (34, -40)])
    front = outline([(-172, -448), (-100, -455), (96, -455), (112, -446)],
                    [(112, -446), (120, -200), (114, 30)], [(114, 30), (0, 36), (-176, 30)],
                    [(-176, 30), (-182, -200), (-172, -448)])
    for p, x0, x1, y1, sh in ((back, 24, 184, -36, .5), (front, -184, 122, 32, 0)):
        g.under(p, 14, 18, 16, .4)
        fringe(g, x0 + 6, x1 - 8, y1 - 2, 46, (b, f, a))
        with g.clip(p):
            motifs.doyo(g, x0 - 4, -460, x1, y1, 92, b, f, a)
            if sh:
                g.fill(p, '#000000', .3)
        grain(g, p, .07)
        g.inner(p, -9, -4, 14, '#000000', .35)
        g.inner(p, 5, 0, 8, '#FFFFFF', .25)
        with g.clip(p):
            for i in range(4):
                x = x0 + (x1 - x0) * (.2 + i * .2)
                g.soft(curve([(x, -460), (x + 10, -200), (x - 4, 40)]), 12, '#000000', .22,
                       width=14)
                g.soft(curve([(x - 20, -460), (x - 8, -200), (x - 24, 40)]), 12, '#FFFFFF', .14,
                       width=12)
            g.fill(rect(-190, -462, 380, 44), lin(0, -462, 0, -418, (0, '#000000', .3),
                                                 (.4, '#FFFFFF', .22), (1, '#FFFFFF', 0)))
    for x in (-262, 200):
        g.vol(rect(x, -450, 62, 20, 10), '#A87642', 6)


def fringe(g, x0, x1, y, n, cols):
    r = rng('fringe')
    for i in range(n):
        x = x0 + (x1 - x0) * i / (n - 1)
        c = cols[i % 2 * (1 if i % 6 else 2)]
        g.line(curve([(x, y), (x + r.uniform(-3, 3), y + 22), (x + r.uniform(-5, 5), y + 46)]),
               c, 3.2)


@still('tote-ecoprint', 'canvas tote bag printed with leaves', view=(1.04, 6),
       cream=dict(bg='sage', cloth='#EFE5D0', prints=('#7A5A34', '#8A3F2E', '#5E7040')),
       blush=dict(bg='mist', cloth='#E6C6B4', prints=('#7A3B34', '#5A4A3A', '#8F6B3A')),
       olive=dict(bg='blush', cloth='#B9B98F', prints=('#4A4A26', '#6B4226', '#7A6A2E')))
def tote_ecoprint(g, cloth, prints):
    pts = [(-64, -330), (-58, -440), (0, -476), (58, -440), (64, -330)]
    g.soft(curve(pts), 8, g.shadow_ink, .3, 12, 14, width=18)
    g.line(curve(pts), dk(cloth, .32), 21, cap='butt')
    g.line(curve(pts), dk(cloth, .16), 17, cap='butt')
    p = outline([(-166, -338), (0, -344), (166, -338)], [(166, -338), (174, -160), (182, -6)],
                [(182, -6), (90, 8), (-90, 8), (-182, -6)],
                [(-182, -6), (-174, -160), (-166, -338)])
    g.ground(0, 0, 180, 28)
    g.vol(p, cloth, 24, .4, .42)
    spots = [(-120, -60, 130, -70), (-20, -40, 150, -96), (90, -50, 140, -60),
             (-130, -200, 110, -40),
             (30, -210, 120, -120), (120, -170, 110, -100), (-60, -270, 100, 20),
             (60, -300, 90, 40)]
    with g.clip(p):
        for i, (x, y, n, a) in enumerate(spots):
            print_leaf(g, x, y, n, a, prints[i % 3])
        for i in range(150):
            g.line(poly([(-190, -340 + i * 2.4), (190, -340 + i * 2.4)], False), dk(cloth, .4), .6,
                   .16)
        for x, x1 in ((-100, -112), (20, 26), (112, 124)):
            g.soft(curve([(x, -300), (x1 + 12, -150), (x1, 0)]), 12, dk(cloth, .6), .24, width=14)
    g.line(curve([(-166, -316), (0, -322), (167, -316)]), dk(cloth, .4), 2, .7, dash=[7, 5])
    pts = [(-76, -312), (-80, -400), (-46, -452), (0, -462), (46, -452), (80, -400), (76, -312)]
    g.soft(curve(pts), 5, '#000000', .25, 6, 8, width=14)
    g.line(curve(pts), dk(cloth, .2), 21, cap='butt')
    g.line(curve(pts), lt(cloth, .1), 17, cap='butt')
    for q in (-1, 1):
        s = rect(q * 76 - 13, -332, 26, 36, 3)
        g.vol(s, cloth, 4)
        g.line(both(s, poly([(q * 76 - 12, -330), (q * 76 + 12, -298)], False)), dk(cloth, .45),
               1.6,
               .7, dash=[4, 3])


def print_leaf(g, x, y, n, a, c):
    """Print that a leaf leaves on cloth: stain, veins, darker edge."""
    p = leaf(x, y, n, n * .52, a)
    g.soft(p, 5, c, .35)
    g.fill(p, c, .5)
    g.inner(p, 0, 0, 6, dk(c, .4), .5)
    t = math.radians(a)
    with g.clip(p):
        with g.at(x, y, a):
            g.line(poly([(0, 0), (n, 0)], False), '#F6EBD6', 2.4, .8)
            for i in range(1, 7):
                u = n * i / 7.4
                for q in (-1, 1):
                    g.line(curve([(u, 0), (u + n * .1, q * n * .12), (u + n * .2, q * n * .3)]),
                           '#F6EBD6', 1.5, .7)
    g.line(poly([(x, y), (x - 18 * math.cos(t), y - 18 * math.sin(t))], False), c, 3, .8)


@still('dompet-songket', 'clutch of songket with a brass clasp', view=(1.2, 24),
       merah=dict(bg='sand', cols=('#8C1F2B', '#E2B65A', '#F6E2AE')),
       hijau=dict(bg='lilac', cols=('#1F4F44', '#E0BC68', '#F3E3B5')),
       biru=dict(bg='cream', cols=('#1B3C6B', '#D9C08A', '#F2E6C4')))
def dompet_songket(g, cols):
    b, f, a = cols
    g.ground(0, 0, 236, 28)
    body = outline([(-228, -236), (228, -236)], [(228, -236), (238, -120), (230, -8)],
                   [(230, -8), (200, 4), (-200, 4), (-230, -8)],
                   [(-230, -8), (-238, -120), (-228, -236)])
    with g.clip(body):
        motifs.songket(g, -252, -260, 252, 30, 56, b, f, a)
        g.fill(rect(-250, -40, 500, 12), f)
        tumpal(g, -252, -40, 504, 26, 18, f, b)
        g.fill(rect(-250, -28, 500, 40), dk(b, .15))
        g.fill(rect(-250, -16, 500, 4), f)
    g.inner(body, -12, -14, 18, '#000000', .45)
    g.inner(body, 7, 5, 9, '#FFFFFF', .25)
    flap = outline([(-230, -244), (230, -244)], [(230, -244), (226, -196), (214, -160)],
                   [(214, -160), (120, -118), (0, -96), (-120, -118), (-214, -160)],
                   [(-214, -160), (-226, -196), (-230, -244)])
    g.soft(flap, 9, '#000000', .55, 4, 10)
    g.fill(flap, b)
    with g.clip(flap):
        motifs.songket(g, -252, -272, 252, -60, 40, mix(b, '#000000', .12), f, a)
    g.inner(flap, -6, -10, 12, '#000000', .4)
    g.inner(flap, 5, 7, 7, '#FFFFFF', .3)
    edge = curve([(-214, -162), (-120, -120), (0, -98), (120, -120), (214, -162)])
    g.line(edge, dk(f, .3), 9)
    g.line(edge, f, 6)
    g.fill(ell(2, -92, 27), '#000000', .35)
    g.fill(ell(0, -98, 26), rad(-9, -108, 44, (0, '#FFF3C8'), (.5, '#D9A441'), (1, '#7A5416')))
    for i in range(8):
        with g.at(0, -98, i * 45):
            g.fill(ell(12, 0, 7, 3.4), '#8A6420', .8)
    for q, c in ((0, b), (1, f)):
        g.line(curve([(214 + q * 6, -206), (262 + q * 4, -150), (256 + q * 6, -60 + q * 6)]), c, 5)
    tas = outline([(246, -64), (270, -64), (276, 16), (240, 16)], [(240, 16), (246, -64)])
    g.under(tas, 5, 8, 6)
    g.vol(tas, f, 7)
    for i in range(6):
        g.line(poly([(249 + i * 4, -52), (244 + i * 6, 14)], False), dk(f, .35), 1.5, .6)
    g.vol(ell(258, -68, 14, 10), b, 4)
