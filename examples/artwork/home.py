"""Still lifes: clay, soap, candles."""
import math

from drinks import mug
from kit import curve, dk, ell, lathe, leaf, lin, lt, outline, poly, rad, rect, still, tube, turned
from parts import _arc, around, diamond, gleam, specked


@still('teko-keramik', 'ceramic teapot with two cups', view=(1.06, 10),
       biru=dict(bg='sand', clay='#E9DCC6', glaze='#2F6B86'),
       hijau=dict(bg='blush', clay='#D9B894', glaze='#6E8F6A'),
       karat=dict(bg='mist', clay='#F0E6D6', glaze='#B5603A'),
       putih=dict(bg='moss', clay='#C9A27A', glaze='#F1EADB'))
def teko_keramik(g, clay, glaze):
    with g.at(-70, -16):
        g.ground(0, 2, 110, 24)
        hp = curve([(-118, -196), (-196, -204), (-218, -130), (-180, -70), (-116, -66)])
        g.line(hp, dk(glaze, .35), 26)
        g.line(hp, glaze, 20)
        g.line(curve([(-124, -201), (-192, -206), (-212, -140)]), lt(glaze, .6), 4, .7)
        g.vol(tube([(104, -92), (164, -112), (192, -176), (226, -214)], [74, 52, 34, 28]), glaze,
              12,
              .4, .5)
        g.fill(ell(227, -215, 7, 14, 42), dk(glaze, .6))
        body = lathe([(64, -238), (104, -214), (140, -150), (142, -92), (112, -26), (84, 0)], .2)
        g.fill(body, turned(0, 142, clay, .3, .38))
        with g.clip(body):
            pts = [(-170 + 340 * i / 16, -66 + 26 * math.cos(math.radians(-90 + 11.25 * i))
                    + (9 if i % 3 == 1 else -4)) for i in range(17)]
            g.fill(outline([(-190, -300)], [(190, -300)], pts[::-1]),
                   turned(0, 142, glaze, .34, .42))
            g.line(curve(pts), dk(glaze, .2), 4, .6)
            specked(g, body, '#4A3524', 'teko', 130, (-142, -240, 142, 20), (.8, 2), .4)
        g.inner(body, -14, -14, 20, dk(glaze, .7), .35)
        gleam(g, body, -98, 20, -200, -110, .7)
        g.fill(lathe([(16, -276), (44, -268), (66, -242)], .2), turned(0, 66, glaze, .4, .4))
        g.line(lambda c: _arc(c, 67, -241, .2), dk(glaze, .4), 5)
        g.vol(ell(0, -286, 21, 18), clay, 7)
    mug(g, 262, -10, 58, 80, glaze, '#8A5A1E', False, clay)
    mug(g, 150, 26, 62, 84, clay, '#8A5A1E', False, glaze)


@still('sabun', 'handmade soap bars tied with twine', view=(1.14, 20),
       sereh=dict(bg='cream', bars=('#C9D3A0', '#EFE2C0', '#A9BE8A'), sprig='#6E8F4A'),
       mawar=dict(bg='sage', bars=('#E3B3AE', '#F3E2DA', '#C98A8A'), sprig='#8A5A6B'),
       arang=dict(bg='blush', bars=('#5A5A5E', '#D8D2C6', '#8A8A8C'), sprig='#5F7A55'),
       kunyit=dict(bg='mist', bars=('#E3B34A', '#F3E2B8', '#C9863A'), sprig='#7A8F45'))
def sabun(g, bars, sprig):
    g.ground(-10, 0, 210, 24, .3)
    _bar(g, -196, 0, 330, 96, bars[2], 's1', bars[1])
    _bar(g, -180, -98, 318, 92, bars[0], 's2', bars[1])
    _bar(g, -150, -192, 286, 86, bars[1], 's3', bars[0])
    for x in (-24, -10):
        g.line(curve([(x - 4, 0), (x, -150), (x + 4, -278)]), '#8A6A3A', 6)
        g.line(curve([(x - 5, 0), (x - 1, -150), (x + 3, -278)]), '#D3B37A', 3)
        g.line(curve([(x + 4, -278), (x + 50, -310)]), '#8A6A3A', 6)
        g.line(curve([(x + 3, -279), (x + 49, -311)]), '#D3B37A', 3)
    for i in range(7):
        for q in (-1, 1):
            g.vol(leaf(-60 + i * 22, -298 - i * 5, 38, 15, -20 + q * 52), sprig, 4)
    g.line(curve([(-84, -294), (0, -312), (110, -334)]), dk(sprig, .3), 3)
    for pts in ([(0, -300), (-44, -338), (-66, -312), (0, -298)],
                [(2, -300), (52, -340), (72, -312), (2, -298)]):
        g.line(curve(pts), '#8A6A3A', 6)
        g.line(curve(pts), '#D3B37A', 3.4)
    _bar(g, 180, 52, 118, 66, bars[0], 's4', bars[1])


def _bar(g, x, y, w, h, c, seed, swirl):
    """Bar of soap with a marbled cut face."""
    sx, sy = 52, -34
    g.soft(poly([(x + 6, y), (x + w, y), (x + w + sx + 26, y + sy + 8), (x + 44, y + 14)]), 9,
           g.shadow_ink, .5)
    g.fill(outline([(x + w - 10, y), (x + w + sx - 9, y + sy), (x + w + sx - 2, y + sy - 10)],
                   [(x + w + sx - 3, y + sy - h + 8), (x + w + sx - 8, y + sy - h)],
                   [(x + w - 4, y - h + 4)]), dk(c, .2))
    g.fill(outline([(x + 6, y - h + 4)], [(x + sx + 2, y + sy - h), (x + w + sx - 8, y + sy - h)],
                   [(x + w - 4, y - h + 4)]), lt(c, .34))
    f = rect(x, y - h, w, h, 12)
    g.fill(f, lin(x, y - h, x + w, y, (0, lt(c, .18)), (1, dk(c, .06))))
    with g.clip(f):
        for i in range(5):
            yy = y - h * (i + .5) / 5
            g.line(curve([(x - 5, yy), (x + w * .25, yy - 9), (x + w * .5, yy + 8),
                          (x + w * .75, yy - 9), (x + w + 5, yy + 4)]), swirl, 5 + (i % 2) * 5, .55)
        specked(g, f, dk(c, .4), seed, 60, (x, y - h, x + w, y), (1.2, 3), .4)
    g.inner(f, -8, -9, 12, dk(c, .6), .35)
    g.inner(f, 4, 5, 5, '#FFFFFF', .5)


@still('lilin', 'two scented candles in clay cups', view=(1.06, 10),
       cream=dict(bg='lilac', cup='#EFE6D6', wax='#F6E8C8', ink='#6B5A4A'),
       sage=dict(bg='clay', cup='#9DAF92', wax='#F3EBD3', ink='#3E4F3A'),
       deep=dict(bg='moss', cup='#2E4A55', wax='#F6E3C0', ink='#F0E3C8'))
def lilin(g, cup, wax, ink):
    for x, y, r, h, main in ((132, -20, 78, 128, False), (-64, 6, 116, 214, True)):
        with g.at(x, y):
            _candle(g, r, h, cup, wax, ink, main)
    with g.at(214, 46):
        g.ground(0, 0, 68, 14, .4)
        g.vol(lathe([(70, -16), (72, -4), (68, 0)], .26), '#B98A58', 6)
        g.fill(ell(0, -16, 70, 18), '#D0A570')
        g.vol(ell(0, -28, 14, 12), '#8A5A33', 4)
    for x, y, a in ((-238, 40, -24), (-214, 54, 16), (-256, 54, 200)):
        p = leaf(x, y, 50, 20, a)
        g.under(p, 3, 5, 4)
        g.vol(p, '#7A8F6A', 5)


def _candle(g, r, h, cup, wax, ink, main):
    k = .19
    g.ground(0, 2, r, r * .2)
    body = lathe([(r, -h), (r, -20), (r * .95, -5), (r * .9, 0)], k)
    g.fill(body, turned(0, r, cup, .32, .4))
    with g.clip(body):
        if main:
            for yy in (-h + 34, -34):
                around(g, r, yy, 23, lambda i: g.fill(diamond(8), ink, .8), k, 84)
        specked(g, body, dk(cup, .5), f'{r}', 80, (-r, -h, r, 20), (.8, 2), .35)
    gleam(g, body, -r * .72, r * .12, -h * .88, -h * .2, .5)
    if main:
        g.text(0, -h * .5 + r * k + 10, 'LILIN', 34, ink, track=.16)
    g.fill(ell(0, -h, r, r * k), lt(cup, .4))
    ins = ell(0, -h + 2, r * .9, r * k * .88)
    g.fill(ins, dk(cup, .3))
    with g.clip(ins):
        g.fill(ell(0, -h + 9, r * .9, r * k * .88),
               rad(0, -h + 4, r, (0, '#FFF8E0'), (.4, wax), (1, dk(wax, .14))))
    g.inner(ins, 3, 5, 5, '#000000', .3)
    g.line(poly([(0, -h + 8), (1, -h - 16)], False), '#2A211C', 4)
    g.soft(ell(0, -h - 40, 60, 70), 34, '#FFD98A', .55)
    flame = outline([(0, -h - 78), (-15, -h - 40), (-12, -h - 20), (0, -h - 12), (12, -h - 20),
                     (15, -h - 40), (0, -h - 78)])
    g.fill(flame, lin(0, -h - 78, 0, -h - 12, (0, '#FFB84A'), (.5, '#FFE08A'), (.8, '#FFF6D8'),
                      (1, '#8FB7D8')))
