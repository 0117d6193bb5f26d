"""Still lifes: sweets, eggs, and dishes in bowls and on plates."""
import math

from food import plate_
from kit import (TAU, blob, both, curve, dk, ell, lathe, leaf, lin, lt, outline, poly, rad, rect,
                 rng, smooth, still, tube, turned)
from parts import (PAPER, around, cloth_cap, glass_front, jar, lid, mark_leaf, mark_sun,
                   round_label, specked)


@still('abon', 'jar of abon, fine shredded beef floss',
       brown=dict(bg='mist', floss='#A8692F', cap='#A3402B', ink='#5A2E14'),
       light=dict(bg='sage', floss='#C6934F', cap='#0B4F6C', ink='#0B4F6C'))
def abon(g, floss, cap, ink):
    def threads(box, n, seed, spread):
        r = rng(seed)
        for _ in range(n):
            x, y = r.uniform(box[0], box[2]), r.uniform(box[1], box[3])
            a, s = r.uniform(0, TAU), r.uniform(.6, 1.3) * spread
            c = r.choice((dk(floss, .3), dk(floss, .14), lt(floss, .18), lt(floss, .36), floss))
            g.line(curve([(x, y), (x + s * math.cos(a), y + s * .7 * math.sin(a)),
                          (x + s * 1.7 * math.cos(a + .7), y + s * math.sin(a + .8))]), c, 2.6, .8)

    def inside(g, r, top):
        threads((-r, top, r, 10), 1500, 'abon', 14)
    with g.at(-60, 0):
        body = jar(g, 128, 340, floss, inside, level=.88)
        round_label(g, 128.5, -226, -78, PAPER, ink, cap, 'ABON', size=36, mark=mark_sun)
        glass_front(g, body, 128, 340)
        lid(g, 117, -328, 52, cap, ridges=29)
    with g.at(200, 40):
        g.ground(0, 4, 120, 26)
        g.fill(ell(0, 6, 122, 30), dk('#EFE5D2', .25))
        g.fill(ell(0, 0, 124, 30), '#F3EADA')
        g.inner(ell(0, 0, 106, 24), 3, 4, 6, '#5A4A38', .35)
        heap = outline([(-88, 6), (-60, -24), (-24, -46), (10, -52), (46, -34), (88, 4)],
                       [(88, 4), (40, 18), (-40, 18), (-88, 6)])
        g.vol(heap, floss, 18, .3, .5)
        with g.clip(heap):
            threads((-90, -60, 90, 16), 420, 'heap', 13)
        g.inner(heap, -10, -12, 16, dk(floss, .6), .45)
        threads((-84, -18, 84, 12), 40, 'loose', 12)


@still('telur-asin', view=(1.18, 40), about='tray of salted duck eggs, one cut open',
       blue=dict(bg='blush', shell='#A9CDD0', tray='#B9A68C'),
       white=dict(bg='sea', shell='#D8E6E1', tray='#C9B79A'))
def telur_asin(g, shell, tray):
    g.ground(-10, 0, 270, 40)
    for row, (y, n, s) in enumerate(((-118, 4, .9), (-68, 4, 1.0))):
        for i in range(n):
            x = -10 + (i - 1.5) * 124 * s
            with g.at(x, y, 0, s):
                cup = ell(0, 34, 60, 30)
                g.fill(cup, dk(tray, .3))
                p = smooth([(0, -80), (-26, -66), (-46, -22), (-48, 12), (-30, 42), (0, 52),
                            (30, 42), (48, 12), (46, -22), (26, -66)])
                g.vol(p, shell, 20, .55, .45)
                specked(g, p, dk(shell, .3), f'{i}{row}', 26, (-50, -78, 50, 50), (1, 2.4), .3)
                g.soft(ell(-17, -34, 9, 17, 20), 4, '#FFFFFF', .8)
                g.fill(ell(2, -8, 21), '#2F6B86', .8)
                g.text(2, -3, 'ASIN', 13, '#FFFFFF', 'Bold', .06)
        pts = []
        for i in range(49):
            u = i / 48
            x = -10 + (u - .5) * 528 * s
            pts.append((x, y + (32 + 17 * math.cos((u * 4 - .5) * TAU)) * s))
        wall = outline(pts, [(254 * s - 10, y + (92 if row else 60) * s),
                             (-274 * s + 10, y + (92 if row else 60) * s)])
        g.vol(wall, tray, 10, .4, .4)
        specked(g, wall, dk(tray, .35), f'tray{row}', 220, (-290, y, 290, y + 100), (.8, 2), .35)
        with g.clip(wall):
            for i in range(1, 4):
                x = -10 + (i - 2) * 124 * s
                g.soft(curve([(x, y + 44 * s), (x, y + 100 * s)]), 6, dk(tray, .6), .5,
                       width=12)
    with g.at(244, 40, 12):
        p = ell(0, 0, 62, 47)
        g.under(p, 8, 14, 9, .5)
        g.vol(p, shell, 8)
        g.fill(ell(-1, -2, 57, 42), '#FBF7EC')
        g.inner(ell(-1, -2, 57, 42), -4, -5, 7, '#8A7A60', .35)
        yolk = ell(4, 0, 29, 25)
        g.vol(yolk, '#E27A12', 8, .4, .4)
        specked(g, yolk, '#B84E08', 'yolk', 30, (-24, -24, 32, 24), (1, 3), .4)
        g.soft(ell(-6, -9, 9, 6), 3, '#FFDF9A', .8)


@still('dodol', view=(1.12, 30), about='wrapped dodol sweets on a wooden tray',
       mix=dict(bg='sand', wraps=('#B83A2C', '#E0A030', '#4E8A5C', '#2F6B86', '#8B5A86')),
       durian=dict(bg='lilac', wraps=('#D9B23C', '#8FA54A', '#EAD9A0', '#6F8A3A')),
       blush=dict(bg='sage', wraps=('#D98A7A', '#B4553A', '#F0CDB8', '#8A3A2C')))
def dodol(g, wraps):
    r = rng('dodol')
    g.ground(0, 0, 250, 40)
    tray = lathe([(262, -34), (256, -8), (236, 6)], .2)
    g.fill(tray, turned(0, 262, '#8A5A33', .25, .4))
    g.fill(ell(0, -34, 262, 53), '#B9824A')
    inner = ell(0, -32, 244, 47)
    g.fill(inner, lin(-250, -80, 250, 20, (0, '#A06B3A'), (1, '#7A4B26')))
    with g.clip(inner):
        for i in range(9):
            g.line(curve([(-250, -70 + i * 10), (0, -76 + i * 11 + (i % 3) * 3),
                          (250, -72 + i * 10)]), '#5E3718', 2, .25)
    g.inner(inner, 4, 9, 9, '#2A1608', .5)
    spots = [(-160, -52, 10), (-64, -66, -14), (46, -66, 8), (150, -54, -12), (-112, -94, -8),
             (-8, -104, 16), (96, -96, -18), (-60, -134, 12), (44, -138, -10), (-6, -172, 4),
             (-118, -34, 24), (0, -30, -6), (110, -32, 14)]
    order = sorted(spots[:10], key=lambda s: s[1]) + spots[10:]
    for i, (x, y, a) in enumerate(order):
        sweet(g, x, y, a + r.uniform(-8, 8), wraps[i % len(wraps)])
    sweet(g, 216, 50, -14, wraps[0])
    sweet(g, -232, 50, 18, wraps[1])


def sweet(g, x, y, a, c):
    """Sweet in twisted paper."""
    with g.at(x, y, a):
        body = rect(-44, -23, 88, 46, 20)
        fans = []
        for s in (-1, 1):
            fans.append(outline([(s * 40, -7), (s * 58, -16), (s * 76, -26)],
                                [(s * 76, -26), (s * 70, -13), (s * 80, -3), (s * 71, 8),
                                 (s * 76, 24)], [(s * 76, 24), (s * 58, 14), (s * 40, 7)]))
        g.under(both(body, *fans), 6, 10, 7, .4)
        for s, f in zip((-1, 1), fans):
            g.vol(f, lt(c, .12), 5, .4, .35)
            for dy in (-13, 0, 12):
                g.line(poly([(s * 44, dy * .3), (s * 70, dy)], False), dk(c, .35), 1.8, .5)
        g.vol(body, c, 13, .5, .5)
        with g.clip(body):
            for u in (-24, 0, 24):
                g.line(curve([(u - 6, -24), (u + 2, 0), (u - 6, 24)]), lt(c, .5), 5, .45)
        g.soft(curve([(-30, -12), (0, -15), (28, -12)]), 2, '#FFFFFF', .7, width=5)


@still('gula-merah', 'stacked blocks of coconut sugar tied with palm leaf',
       brown=dict(bg='cream', sugar='#9A5A26', leafc='#8FA054'),
       dark=dict(bg='mist', sugar='#6B3517', leafc='#C9B275'))
def gula_merah(g, sugar, leafc):
    def block(x, y, w, h, seed):
        with g.at(x, y):
            p = lathe([(w * .8, -h), (w * .9, -h + 8), (w, -12), (w * .98, 0)], .24)
            g.soft(ell(10, 4, w * 1.06, w * .26), 9, g.shadow_ink, .45)
            g.fill(p, turned(0, w, sugar, .3, .45))
            specked(g, p, dk(sugar, .4), seed, 60, (-w, -h, w, 20), (1, 4), .3)
            specked(g, p, lt(sugar, .5), seed + 'l', 60, (-w, -h, w, 20), (1, 3), .3)
            top = ell(0, -h, w * .8, w * .19)
            g.fill(top, lin(-w, -h, w, -h + 20, (0, lt(sugar, .42)), (1, lt(sugar, .1))))
            specked(g, top, dk(sugar, .3), seed + 't', 40, (-w, -h - 30, w, -h + 30), (1, 4), .3)
    g.ground(-40, 0, 136, 30)
    for i, y in enumerate((0, -84, -168)):
        block(-40 + (i % 2) * 6, y, 130 - i * 2, 84, f'g{i}')
    for x in (-82, 8):
        strip = outline([(x - 9, -250), (x - 11, -120), (x - 9, 24)], [(x + 11, 25), (x + 13, -120),
                                                                     (x + 9, -250)])
        g.soft(strip, 3, '#000000', .3, 3, 3)
        g.vol(strip, leafc, 5)
        g.line(curve([(x + 1, -250), (x + 2, -120), (x + 1, 24)]), dk(leafc, .3), 1.6, .6)
    for pts in ([(-36, -262), (-84, -300), (-120, -276), (-84, -258), (-36, -258)],
                [(-36, -262), (14, -304), (52, -280), (16, -258), (-36, -258)]):
        g.soft(curve(pts), 3, '#000000', .3, 3, 4, width=12)
        g.line(curve(pts), dk(leafc, .2), 13)
        g.line(curve(pts), leafc, 9)
    g.vol(ell(-36, -260, 16, 12), leafc, 5)
    block(176, 44, 92, 62, 'side')
    r = rng('crumb')
    for _ in range(16):
        x, y, s = r.uniform(40, 100), r.uniform(30, 64), r.uniform(4, 10)
        p = blob(r, x, y, s, s * .7, .25, 6)
        g.under(p, 2, 3, 3, .35)
        g.vol(p, sugar, 3)


@still('selai', 'jar of fruit jam under a checked cloth',
       strawberry=dict(bg='sage', jam='#B3243A', cloth='#F1E4D6', check='#C0394B', ink='#7A1528'),
       mango=dict(bg='mist', jam='#E39A1F', cloth='#F3EAD8', check='#D98B2B', ink='#7A4B16'),
       naga=dict(bg='cream', jam='#A31E6B', cloth='#EFE3EA', check='#7FA05A', ink='#6B1548'))
def selai(g, jam, cloth, check, ink):
    def pieces(g, r, top):
        q = rng('selai')
        for _ in range(36):
            x, y, s = q.uniform(-r, r), q.uniform(top, 10), q.uniform(10, 24)
            g.soft(blob(q, x, y, s, s * .8, .2), 2, q.choice((lt(jam, .3), dk(jam, .25))), .5)
        for _ in range(50):
            g.fill(ell(q.uniform(-r, r), q.uniform(top, 10), 2.4), dk(jam, .6), .6)
    with g.at(-40, 0):
        body = jar(g, 130, 320, jam, pieces, level=.9)
        round_label(g, 130.5, -202, -66, PAPER, ink, jam, 'SELAI', size=34, mark=mark_leaf)
        glass_front(g, body, 130, 320)
        cloth_cap(g, 112, -312, cloth, check)
    with g.at(206, 30):
        g.ground(0, 8, 76, 16, .45)
        if ink == '#7A4B16':
            p = outline([(-74, -20), (-40, -66), (14, -72), (64, -40), (72, -4), (30, 18),
                         (-40, 14), (-74, -20)])
            g.fill(p, lin(-70, -60, 70, 20, (0, '#C9A53A'), (.5, '#E3A62F'), (1, '#C9642A')))
            g.inner(p, -9, -12, 14, '#7A3A10', .5)
            g.soft(ell(-16, -46, 26, 9, -20), 5, '#FFF3C8', .7)
            g.line(curve([(-72, -22), (-84, -34)]), '#6B4A22', 6)
        elif ink == '#6B1548':
            p = ell(0, -36, 58, 52)
            g.vol(p, '#C22A72', 14, .3, .5)
            g.fill(ell(-4, -38, 47, 43), '#F6EFF2')
            specked(g, ell(-4, -38, 45, 41), '#241820', 'naga', 130, (-52, -80, 44, 8), (1.6, 2.8),
                    .95)
            for a in (-60, 0, 50, 110, 190, 240):
                t = math.radians(a)
                g.vol(leaf(52 * math.cos(t), -36 + 46 * math.sin(t), 34, 17, a + 24), '#8FAE4E', 4)
        else:
            for x, y, s in ((-34, -24, 1), (36, -20, .92)):
                with g.at(x, y, -14, s):
                    p = outline([(-34, -24), (0, -36), (34, -24), (30, 6), (0, 44), (-30, 6),
                                 (-34, -24)])
                    g.vol(p, '#CC2B3C', 12, .35, .5)
                    for i, yy in enumerate((-18, -4, 10, 24)):
                        for xx in (-22, -8, 6, 20):
                            if abs(xx) < 30 - i * 6:
                                g.fill(ell(xx + (i % 2) * 6, yy, 2, 3.2), '#F4D68A')
                    for a in (-160, -120, -90, -60, -20):
                        g.vol(leaf(0, -30, 28, 14, a), '#5E8A3D', 3)


@still('pempek', view=(1.16, 50), about='plate of pempek with a bowl of cuko',
       white=dict(bg='clay', plate='#F4EEE2', rim='#2F6B86'),
       sea=dict(bg='sand', plate='#CFE0E2', rim='#0B4F6C'))
def pempek(g, plate, rim):
    plate_(g, -10, -10, 310, 86, plate, rim)
    r = rng('pempek')
    fried = '#D9A860'
    for x, y, a in ((-150, -40, -16), (-96, -64, 8), (-128, 4, -8), (-40, -24, 14), (-64, 22, -6)):
        p = tube([(x - 62 * math.cos(a / 57), y - 62 * math.sin(a / 57)), (x, y - 5),
                  (x + 62 * math.cos(a / 57), y + 62 * math.sin(a / 57))], [30, 50, 52, 50, 30])
        g.under(p, 7, 12, 8, .5)
        g.vol(p, fried, 16, .5, .45)
        specked(g, p, '#A8672A', f'{x}', 40, (x - 70, y - 40, x + 70, y + 40), (2, 6), .28)
        g.soft(curve([(x - 34, y - 13), (x, y - 17), (x + 30, y - 11)]), 3, '#FFF2D2', .7, width=6)
    for x, y in ((40, 24), (70, 36), (4, 38)):
        p = ell(x, y, 30, 22)
        g.under(p, 5, 8, 6, .45)
        g.vol(p, '#E8D3A6', 8)
        g.fill(ell(x, y - 2, 16, 11), '#E79A2A')
    with g.at(134, -36):
        g.soft(ell(8, 12, 84, 24), 9, g.shadow_ink, .5)
        b = lathe([(92, -52), (86, -26), (56, 4), (46, 10)], .26)
        g.fill(b, turned(0, 92, rim, .25, .4))
        g.fill(ell(0, -52, 92, 24), lt(rim, .35))
        ins = ell(0, -51, 84, 21)
        g.fill(ins, dk(rim, .3))
        with g.clip(ins):
            g.fill(ell(0, -42, 84, 21), '#3B1A0E')
            g.soft(curve([(-50, -48), (-10, -58), (30, -54)]), 3, '#B5713A', .7, width=5)
            for _ in range(16):
                g.fill(ell(r.uniform(-60, 60), r.uniform(-54, -34), 4, 2.6, r.uniform(0, 180)),
                       r.choice(('#C9301E', '#D9A441', '#7FA03A')))
    for i in range(9):
        x, y, a = 196 + r.uniform(-36, 40), 6 + r.uniform(-14, 22), r.uniform(0, 180)
        p = ell(x, y, 19, 7, a)
        g.vol(p, '#B9D08A', 3)
        g.line(p, '#6E9440', 2, .8)


@still('soto', view=(1.08, 10), about='bowl of soto with egg, lime and fried shallots',
       blue=dict(bg='gold', bowl='#F4EEE2', mark='#2F6B86'),
       red=dict(bg='mist', bowl='#F6EBDD', mark='#B04A33'))
def soto(g, bowl, mark):
    r = rng('soto')
    R, h = 232, 176
    g.ground(0, 0, 130, 34)
    foot = lathe([(104, -22), (98, 2)], .2)
    g.fill(foot, turned(0, 104, dk(bowl, .1), .2, .4))
    b = lathe([(R, -h), (R * .97, -h * .72), (R * .8, -h * .34), (R * .5, -18), (104, -14)], .27)
    g.fill(b, turned(0, R, bowl, .4, .34))
    with g.clip(b):
        around(g, R * .985, -h * .8, 19, lambda i: _flower(g, mark), .27, 84)
        g.line(lambda c: _front(c, R, -h + 20, .27), mark, 5, cap='butt')
        g.line(lambda c: _front(c, R * .86, -h * .45, .27), mark, 3.4, cap='butt')
        g.soft(ell(-R * .6, -h * .5, 16, 54, 14), 8, '#FFFFFF', .6)
    g.fill(ell(0, -h, R, R * .27), lt(bowl, .6))
    ins = ell(0, -h + 2, R * .94, R * .245)
    g.fill(ins, dk(bowl, .2))
    g.line(ell(0, -h, R * .985, R * .265), mark, 3)
    soup = ell(0, -h + 12, R * .92, R * .225)
    with g.clip(ins):
        g.fill(soup, rad(-60, -h, R, (0, '#F0C45A'), (1, '#D09A2E')))
        for i in range(46):
            x = r.uniform(-170, 60)
            y = -h + r.uniform(-20, 44)
            g.line(curve([(x, y), (x + 24, y - 10 + r.uniform(-8, 8)), (x + 52, y + 4)]),
                   '#FBF1D2', 3.6, .9)
        for i in range(7):
            x, y = r.uniform(-30, 60), -h + r.uniform(-26, 16)
            p = blob(r, x, y, 34, 13, .15, 8, r.uniform(-20, 20))
            g.under(p, 3, 4, 4, .3)
            g.vol(p, '#EBD2A2', 6)
        for _ in range(15):
            g.fill(ell(r.uniform(-190, 190), -h + r.uniform(-20, 50), 7, 3.4), '#F7DE8E', .7)
        for _ in range(40):
            x, y = r.uniform(-110, -10), -h + r.uniform(-26, 18)
            g.line(curve([(x, y), (x + 8, y - 5), (x + 16, y)]), r.choice(('#8A4A1C', '#B06A2A')),
                   5)
        for _ in range(26):
            x, y = r.uniform(-60, 110), -h + r.uniform(14, 44)
            g.fill(leaf(x, y, 18, 11, r.uniform(0, 360)), r.choice(('#5E8A3D', '#7FA84E')))
    g.inner(ins, 5, 9, 8, '#4A3010', .4)
    with g.at(104, -h - 14, -12):
        p = ell(0, 0, 52, 32)
        g.under(p, 5, 8, 6, .4)
        g.vol(p, '#FBF6EA', 8)
        g.vol(ell(3, 1, 27, 18), '#EDA22B', 6)
    with g.at(168, -h + 12, 16, .8):
        wedge = outline([(-40, 0), (0, -26), (40, 0)], [(40, 0), (0, 18), (-40, 0)])
        g.vol(wedge, '#7FA03A', 5)
        g.fill(outline([(-36, -1), (0, -23), (36, -1)], [(36, -1), (0, 6), (-36, -1)]), '#D7E29A')
    for pts in ([(-50, -270), (-66, -310), (-40, -350)], [(30, -276), (14, -320), (40, -366)]):
        g.soft(curve(pts), 9, '#FFFFFF', .5, width=12)
    with g.at(0, 0):
        p = tube([(170, 56), (240, 46), (330, 28)], [9, 10, 12])
        g.under(p, 4, 7, 5)
        g.vol(p, '#9A6B3C', 4)
        sp = ell(146, 60, 46, 22, -8)
        g.under(sp, 4, 7, 5)
        g.vol(sp, '#B07C47', 9)
        g.inner(ell(146, 59, 38, 17, -8), 4, 6, 6, '#4A2A10', .55)


def _flower(g, c):
    for a in range(0, 360, 60):
        with g.at(rot=a):
            g.fill(ell(10, 0, 8, 4.4), c)
    g.fill(ell(0, 0, 4), c)


def _front(c, r, y, k):
    c.save()
    c.translate(0, y)
    c.scale(r, r * k)
    c.new_sub_path()
    c.arc_negative(0, 0, 1, math.pi, 0)
    c.restore()
