"""Marks of sample vendors: 512 x 512, transparent ground, one or two colours."""
import math

from kit import TAU, Art, both, curve, ell, leaf, lt, outline, poly, rect, smooth, tube

LOGOS = {}


def logo(name, about, *args):
    def add(fn):
        LOGOS['logo-' + name] = ((fn, args), about)
        return fn
    return add


def render(name, size=None):
    (fn, args), _ = LOGOS[name]
    w, h = size or (512, 512)
    g = Art(w, h, origin=(w / 2, h / 2), scale=min(w, h) / 512)
    fn(g, *args)
    return g.image(alpha=True)


def drawing(name):
    """The logo as an SVG document."""
    (fn, args), about = LOGOS[name]
    from svg import SvgArt
    g = SvgArt(512)
    fn(g, *args)
    return g.document(about)


def petals(g, n, r0, length, width, colour, turn=0, alpha=1):
    for i in range(n):
        with g.at(0, 0, turn + 360 * i / n):
            g.fill(leaf(r0, 0, length, width, 0), colour, alpha)


@logo('kawung-biru', 'four petals in blue', '#0B4F6C', '#D9A441')
@logo('kawung-merah', 'four petals in red', '#A3322B', '#2E2E2E')
def kawung(g, a, b):
    for r in (45, 135, 225, 315):
        with g.at(0, 0, r):
            g.fill_eo(both(ell(122, 0, 104, 62), ell(122, 0, 44, 15)), a)
    with g.at(0, 0, 45):
        g.fill(rect(-24, -24, 48, 48), b)


@logo('ombak-biru', 'three waves under a sun', '#1D6480', '#E0A33B')
@logo('ombak-hijau', 'three waves under a sun, in green', '#2B6B5A', '#D9703A')
def ombak(g, a, b):
    g.fill(ell(0, -70, 104), b)
    for i in range(3):
        y = 34 + i * 70
        w = 208 - i * 34
        pts = [(-w + 2 * w * k / 8, y + (13 if k % 2 else -13)) for k in range(9)]
        g.line(curve(pts), '#FFFFFF', 58)
        g.line(curve(pts), a, 36)


@logo('daun-hijau', 'sprout of three leaves', '#3F7A46', '#A9C26A')
@logo('daun-zaitun', 'sprout of three leaves, in olive', '#5E6B2E', '#C9A541')
def daun(g, a, b):
    g.fill(leaf(0, 130, 330, 190, -90), a)
    g.line(poly([(0, 200), (0, -60)], False), '#FFFFFF', 12)
    g.fill(leaf(-14, 196, 230, 120, -148), b)
    g.fill(leaf(14, 196, 230, 120, -32), b)


@logo('matahari-jingga', 'sun with twelve rays', '#E08A2B', '#7A2E1E')
@logo('matahari-ungu', 'sun with twelve rays, in purple', '#6B3F7A', '#E0A33B')
def matahari(g, a, b):
    for i in range(12):
        with g.at(0, 0, i * 30):
            g.fill(poly([(-26, -124), (0, -216), (26, -124)]), a)
    g.fill(ell(0, 0, 108), a)
    g.fill(ell(0, 0, 62), '#FFFFFF')
    g.fill(ell(0, 0, 36), b)


@logo('anyam-cokelat', 'woven square', '#8A5A33', '#D9A441')
@logo('anyam-toska', 'woven square, in teal', '#1F7A78', '#8AC0A8')
def anyam(g, a, b):
    with g.at(0, 0, 45, .74):
        for j in range(4):
            for i in range(4):
                x, y = -150 + i * 100, -150 + j * 100
                if (i + j) % 2:
                    g.fill(rect(x - 58, y - 34, 116, 68, 10), a)
                else:
                    g.fill(rect(x - 34, y - 58, 68, 116, 10), b)


@logo('perahu-biru', 'sailing boat', '#14507A', '#D9703A')
@logo('perahu-hitam', 'sailing boat in black', '#2A2C30', '#C9973A')
def perahu(g, a, b):
    g.fill(outline([(-14, -200), (-80, -60), (-170, 60)], [(-14, 60)]), b)
    g.fill(outline([(14, -160), (70, -50), (140, 60)], [(14, 60)]), lt(b, .35))
    g.fill(outline([(-214, 92), (0, 116), (214, 92)], [(160, 176), (0, 196), (-160, 176)]), a)


@logo('tumpal-merah', 'mountain of triangles', '#B23A2C', '#E6B84A')
@logo('tumpal-nila', 'mountain of triangles, in indigo', '#2F3F7A', '#7FA8C9')
def tumpal(g, a, b):
    for row in range(4):
        for i in range(row + 1):
            x, y = (i - row / 2) * 106, -196 + row * 100
            g.fill(poly([(x - 48, y + 92), (x, y), (x + 48, y + 92)]),
                   a if (row + i) % 2 == 0 else b)


@logo('manik-warna', 'ring of beads', '#B23A2C', '#E0B24A', '#1E1C1C')
@logo('manik-laut', 'ring of beads, in blue', '#0B4F6C', '#7FB7C4', '#D9A441')
def manik(g, a, b, c):
    for i in range(12):
        t = TAU * i / 12
        g.fill(ell(168 * math.cos(t), 168 * math.sin(t), 40), (a, b, c)[i % 3])
    for i in range(6):
        t = TAU * i / 6
        g.fill(ell(76 * math.cos(t), 76 * math.sin(t), 34), b if i % 2 else a)
    g.fill(ell(0, 0, 30), c)


@logo('cabai-merah', 'two chillies forming a circle', '#C62F22', '#4F7A35')
@logo('cabai-hijau', 'two chillies forming a circle, in green', '#4F8A35', '#8A2B1E')
def cabai(g, a, b):
    for r in (0, 180):
        with g.at(0, 0, r):
            g.fill(tube([(-130, -116), (0, -176), (130, -116), (170, 20)], [72, 88, 66, 4]), a)
            g.line(curve([(-140, -108), (-176, -90), (-196, -56)]), b, 26)


@logo('rumah-bata', 'long house with a curved roof', '#A8553F', '#2E3A3F')
def rumah(g, a, b):
    g.fill(outline([(-226, -150), (-120, -62), (0, -46), (120, -62), (226, -150)],
                   [(170, 10), (0, 24), (-170, 10), (-226, -150)]), a)
    g.fill(rect(-142, 48, 284, 86), b)
    for x in (-120, -40, 40, 120):
        g.fill(rect(x - 13, 134, 26, 66), b)
    for x in (-84, 0, 84):
        g.fill(rect(x - 17, 68, 34, 44), '#FFFFFF')


@logo('bintang-emas', 'eight-pointed star', '#C9973A', '#7A2436')
@logo('bintang-hijau', 'eight-pointed star in green', '#2B6B4A', '#E0B24A')
def bintang(g, a, b):
    for r in (0, 45):
        with g.at(0, 0, r):
            g.fill(rect(-138, -138, 276, 276), a)
    g.fill(ell(0, 0, 100), '#FFFFFF')
    petals(g, 8, 14, 78, 40, b)


@logo('ikan-biru', 'fish of half circles', '#1D6480', '#E0A33B')
@logo('ikan-jingga', 'fish of half circles, in orange', '#D9703A', '#2E4A55')
def ikan(g, a, b):
    g.fill(outline([(-206, 0), (-80, -116), (110, 0)], [(110, 0), (-80, 116), (-206, 0)]), a)
    g.fill(poly([(84, 0), (206, -104), (176, 0), (206, 104)]), b)
    g.fill(ell(-116, -22, 19), '#FFFFFF')
    for x in (-50, 0, 48):
        g.line(curve([(x, -46 + abs(x) * .3), (x + 26, 0), (x, 46 - abs(x) * .3)]), '#FFFFFF', 12)


@logo('tetes-kuning', 'drop with a leaf', '#D99A1E', '#5E7A35')
@logo('tetes-merah', 'drop with a leaf, in red', '#A32B45', '#D9A08A')
def tetes(g, a, b):
    g.fill(outline([(0, -216), (-104, -30), (-132, 70), (-92, 168), (0, 206), (92, 168), (132, 70),
                    (104, -30), (0, -216)]), a)
    g.fill(leaf(-54, 134, 206, 104, -52), '#FFFFFF')
    g.fill(leaf(-38, 118, 160, 70, -52), b)


@logo('bunga-ungu', 'flower of eight petals', '#8A4A8F', '#E8C25A')
@logo('bunga-merahmuda', 'flower of eight petals, in pink', '#CF5A78', '#6B2F4A')
def bunga(g, a, b):
    petals(g, 8, 44, 170, 110, a)
    petals(g, 8, 40, 100, 50, lt(a, .5), 22.5)
    g.fill(ell(0, 0, 48), b)


@logo('akik-jingga', 'banded stone', '#B5542A', '#EBC08A')
@logo('akik-laut', 'banded stone in blue', '#1F5A7A', '#A9CBD3')
def akik(g, a, b):
    for i, f in enumerate((1, .8, .62, .44, .26)):
        g.fill(smooth([(x * f + 14 * i * .6, y * f + 6 * i) for x, y in (
            (-176, 30), (-136, -136), (10, -200), (150, -130), (190, 30), (108, 168), (-60, 184))]),
               (a, b, lt(a, .25), '#FFFFFF', a)[i])


def _initials(shape, word, a, b):
    def draw(g):
        shape(g, a)
        g.text(0, 62, word, 172, b, track=.02)
    return draw


def _round(g, a):
    g.fill(ell(0, 0, 214), a)
    g.line(ell(0, 0, 190), '#FFFFFF', 6)


def _square(g, a):
    g.fill(rect(-200, -200, 400, 400, 72), a)


def _lozenge(g, a):
    with g.at(0, 0, 45):
        g.fill(rect(-168, -168, 336, 336, 34), a)


def _hexagon(g, a):
    g.fill(poly([(218 * math.sin(TAU * i / 6), -218 * math.cos(TAU * i / 6)) for i in range(6)]), a)


for _word, _shape, _a, _b, _in in (
        ('BR', _round, '#7A2436', '#F3DDB0', 'a wine-red disc'),
        ('SK', _square, '#2F6B57', '#FFFFFF', 'a green square'),
        ('MD', _lozenge, '#D9A441', '#3A2410', 'a golden lozenge'),
        ('TN', _hexagon, '#33475B', '#F0C98A', 'a slate hexagon'),
        ('AR', _round, '#C2572A', '#FFF3DC', 'an orange disc'),
        ('LK', _square, '#6B4E8A', '#F3E6FA', 'a purple square'),
        ('PB', _hexagon, '#0B6C6A', '#FFFFFF', 'a teal hexagon'),
        ('DN', _lozenge, '#A84A5E', '#FFFFFF', 'a rose lozenge')):
    LOGOS[f'logo-inisial-{_word.lower()}'] = ((_initials(_shape, _word, _a, _b), ()),
                                              f'initials {_word} in {_in}')
