"""Drawing kit for the sample pictures: colours, paths, soft light, backdrop.

Everything is drawn with cairo in a logical space where the origin is the middle of the object's
foot on the table, x grows to the right, y grows downwards, and the whole picture is 1200 x 800.
Light comes from the upper left. Soft edges are A8 masks blurred by Pillow, so that one shape can
give its shadow, its inner shade and its highlight.
"""
import math
import pathlib
import random
from contextlib import contextmanager

import cairo
from PIL import Image, ImageFilter, ImageFont

FONTS = pathlib.Path(__file__).resolve().parents[2] / 'fonts' / 'plus-jakarta-sans'
VIEW_W, VIEW_H = 1200, 800
TAU = 2 * math.pi

# Backdrops: wall and table.
BACKDROPS = {
    'sand': ('#E9DCC6', '#F2E8D8'), 'cream': ('#F0E8DA', '#F8F2E8'),
    'sage': ('#B7C6AE', '#CFDAC7'), 'mist': ('#BDD2D8', '#D5E3E6'),
    'sea': ('#2C6880', '#3B7890'), 'deep': ('#0B4F6C', '#175C79'),
    'gold': ('#E3BC72', '#ECD09A'), 'clay': ('#CE8B6C', '#DCA88F'),
    'blush': ('#EBCDBF', '#F3E0D6'), 'lilac': ('#C8BED3', '#DAD3E2'),
    'stone': ('#D3D1CA', '#E3E1DB'), 'moss': ('#7F9479', '#95A88F'),
    'plum': ('#6E5B78', '#816F8B'), 'brick': ('#A8553F', '#B86C57'),
}


# Where the table begins, as a part of the height: things on a table, hung on a wall, seen from above.
EDGES = {'table': .64, 'wall': 1.4, 'flat': -.4}


# ---------------------------------------------------------------- colour

def rgb(c):
    return tuple(int(c[i:i + 2], 16) / 255 for i in (1, 3, 5))


def _lin(v):
    return v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4


def _gam(v):
    v = min(1.0, max(0.0, v))
    return v * 12.92 if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055


def oklab(c):
    r, g, b = (_lin(v) for v in rgb(c))
    l = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    m = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    s = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s)


def unlab(L, a, b):
    l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3
    m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s = (L - 0.0894841775 * a - 1.2914855480 * b) ** 3
    v = (4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
         -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
         -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)
    return '#%02X%02X%02X' % tuple(round(_gam(x) * 255) for x in v)


def mix(a, b, t):
    p, q = oklab(a), oklab(b)
    return unlab(*(x + (y - x) * t for x, y in zip(p, q)))


def dk(c, t):
    """Darker by t (0..1), a little cooler, as a colour in shade."""
    L, a, b = oklab(c)
    return unlab(L * (1 - t), a * (1 - .25 * t), b * (1 - .45 * t) - .012 * t)


def lt(c, t):
    """Lighter by t (0..1), a little warmer, as a colour in light."""
    L, a, b = oklab(c)
    return unlab(L + (1 - L) * t, a * (1 - .6 * t), b * (1 - .6 * t) + .012 * t)


def lin(x0, y0, x1, y1, *stops):
    """Linear gradient; a stop is (t, colour) or (t, colour, alpha)."""
    p = cairo.LinearGradient(x0, y0, x1, y1)
    for s in stops:
        p.add_color_stop_rgba(s[0], *rgb(s[1]), s[2] if len(s) > 2 else 1)
    return p


def rad(cx, cy, r, *stops):
    p = cairo.RadialGradient(cx, cy, 0, cx, cy, r)
    for s in stops:
        p.add_color_stop_rgba(s[0], *rgb(s[1]), s[2] if len(s) > 2 else 1)
    return p


def turned(cx, r, c, gloss=.22, shade=.34):
    """Gradient across a round body: lit on the left, dark on the right, a little light back."""
    return lin(cx - r, 0, cx + r, 0, (0, dk(c, shade * .55)), (.1, dk(c, shade * .12)),
               (.27, lt(c, gloss)), (.48, c), (.78, dk(c, shade * .55)), (.94, dk(c, shade)),
               (1, dk(c, shade * .8)))


# ---------------------------------------------------------------- paths: functions of a context

def ell(cx, cy, rx, ry=None, rot=0):
    ry = rx if ry is None else ry

    def path(c):
        c.save()
        c.translate(cx, cy)
        c.rotate(math.radians(rot))
        c.scale(rx, ry)
        c.new_sub_path()
        c.arc(0, 0, 1, 0, TAU)
        c.close_path()
        c.restore()
    return path


def rect(x, y, w, h, r=0):
    def path(c):
        if not r:
            c.rectangle(x, y, w, h)
            return
        c.new_sub_path()
        for px, py, a in ((x + w - r, y + r, -90), (x + w - r, y + h - r, 0),
                          (x + r, y + h - r, 90), (x + r, y + r, 180)):
            c.arc(px, py, r, math.radians(a), math.radians(a + 90))
        c.close_path()
    return path


def poly(pts, closed=True):
    def path(c):
        c.move_to(*pts[0])
        for p in pts[1:]:
            c.line_to(*p)
        if closed:
            c.close_path()
    return path


def _spline(c, pts, closed):
    """Curve through the points; each handle is a third of its own segment: no overshoot."""
    n = len(pts)

    def tangent(i):
        p, q = (pts[(i - 1) % n], pts[(i + 1) % n]) if closed else (
            pts[max(i - 1, 0)], pts[min(i + 1, n - 1)])
        d = math.hypot(q[0] - p[0], q[1] - p[1]) or 1
        return (q[0] - p[0]) / d, (q[1] - p[1]) / d

    for i in range(n if closed else n - 1):
        p, q = pts[i], pts[(i + 1) % n]
        t, u = tangent(i), tangent((i + 1) % n)
        f = math.hypot(q[0] - p[0], q[1] - p[1]) * .34
        c.curve_to(p[0] + t[0] * f, p[1] + t[1] * f, q[0] - u[0] * f, q[1] - u[1] * f, *q)


def smooth(pts, closed=True):
    """Smooth curve through the points."""
    def path(c):
        c.move_to(*pts[0])
        _spline(c, pts, closed)
        if closed:
            c.close_path()
    return path


def outline(*runs):
    """Closed outline of runs of points; smooth within a run, a corner between two runs."""
    def path(c):
        c.move_to(*runs[0][0])
        for i, run in enumerate(runs):
            if i:
                c.line_to(*run[0])
            _spline(c, run, False)
        c.close_path()
    return path


def both(*paths):
    def path(c):
        for p in paths:
            p(c)
    return path


def lathe(prof, k=.16, cx=0, top=True):
    """Turned body. prof: (r, y) from top to bottom, a third item marks a corner."""
    def path(c):
        r0, y0 = prof[0][:2]
        r1, y1 = prof[-1][:2]
        runs, run = [], []
        for p in prof:
            run.append(p[:2])
            if len(p) > 2:
                runs.append(run)
                run = [p[:2]]
        if len(run) > 1:
            runs.append(run)
        c.move_to(cx - r0, y0)
        for run in runs:
            _spline(c, [(cx - r, y) for r, y in run], False)
        arc_front(c, cx, y1, r1, r1 * k)
        for run in reversed(runs):
            _spline(c, [(cx + r, y) for r, y in reversed(run)], False)
        if top:
            c.save()
            c.translate(cx, y0)
            c.scale(r0, max(r0 * k, .01))
            c.arc_negative(0, 0, 1, 0, -math.pi)
            c.restore()
        c.close_path()
    return path


def arc_front(c, cx, y, r, ry):
    """Front half of an ellipse from left to right, continuing the path."""
    c.save()
    c.translate(cx, y)
    c.scale(max(r, .01), max(ry, .01))
    c.arc_negative(0, 0, 1, math.pi, 0)
    c.restore()


def band(y0, y1, r, k=.16, cx=0, r1=None, turn=90):
    """Part of a round body between two heights, to +-turn degrees round it."""
    a, r1 = math.radians(turn), r if r1 is None else r1

    def path(c):
        n = 24
        for i in range(n + 1):
            u = -a + 2 * a * i / n
            c.line_to(cx + r * math.sin(u), y0 + r * k * math.cos(u))
        for i in range(n, -1, -1):
            u = -a + 2 * a * i / n
            c.line_to(cx + r1 * math.sin(u), y1 + r1 * k * math.cos(u))
        c.close_path()
    return path


def along(pts, n=40):
    """Points on the smooth curve through pts, with the direction at each: (x, y, angle)."""
    s = cairo.ImageSurface(cairo.FORMAT_A8, 1, 1)
    c = cairo.Context(s)
    c.move_to(*pts[0])
    _spline(c, pts, False)
    c.set_tolerance(.05)
    flat = [p[1] for p in c.copy_path_flat() if p[0] in (cairo.PATH_MOVE_TO, cairo.PATH_LINE_TO)]
    seg = [math.hypot(q[0] - p[0], q[1] - p[1]) for p, q in zip(flat, flat[1:])]
    total, out, i, run = sum(seg), [], 0, 0.0
    for j in range(n + 1):
        d = total * j / n
        while i < len(seg) - 1 and run + seg[i] < d:
            run += seg[i]
            i += 1
        t = (d - run) / (seg[i] or 1)
        (x0, y0), (x1, y1) = flat[i], flat[i + 1]
        out.append((x0 + (x1 - x0) * t, y0 + (y1 - y0) * t, math.atan2(y1 - y0, x1 - x0)))
    return out


def tube(pts, widths, n=40):
    """Body along a curve; widths are spread evenly over its length."""
    left, right = [], []
    for i, (x, y, a) in enumerate(along(pts, n)):
        f = i / n * (len(widths) - 1)
        j = min(int(f), len(widths) - 2)
        u = f - j
        u = u * u * (3 - 2 * u)
        w = (widths[j] * (1 - u) + widths[j + 1] * u) / 2
        left.append((x - w * math.sin(a), y + w * math.cos(a)))
        right.append((x + w * math.sin(a), y - w * math.cos(a)))
    return smooth(left + right[::-1])


def curve(pts):
    """Open smooth curve, to be drawn as a line."""
    def path(c):
        c.new_sub_path()
        c.move_to(*pts[0])
        _spline(c, pts, False)
    return path


def blob(rng, cx, cy, rx, ry, rough=.12, n=9, rot=0):
    """Irregular round shape."""
    pts, a0 = [], math.radians(rot)
    for i in range(n):
        a = TAU * i / n
        f = 1 + rng.uniform(-rough, rough)
        x, y = rx * f * math.cos(a), ry * f * math.sin(a)
        pts.append((cx + x * math.cos(a0) - y * math.sin(a0),
                    cy + x * math.sin(a0) + y * math.cos(a0)))
    return smooth(pts)


def leaf(x, y, length, width, rot):
    """Leaf with its stalk at x, y, growing in the direction rot (0 is right)."""
    a = math.radians(rot)

    def at(u, v):
        return (x + u * length * math.cos(a) - v * width * math.sin(a),
                y + u * length * math.sin(a) + v * width * math.cos(a))
    return outline([at(0, 0), at(.22, -.36), at(.5, -.5), at(.8, -.24), at(1, 0)],
                   [at(1, 0), at(.8, .24), at(.5, .5), at(.22, .36), at(0, 0)])


# ---------------------------------------------------------------- the picture

class Art:
    def __init__(self, w, h, bg=None, origin=None, scale=None, view=(1, 0)):
        self.w, self.h = w, h
        self.s = cairo.ImageSurface(cairo.FORMAT_ARGB32, w, h)
        self.c = cairo.Context(self.s)
        self.c.set_antialias(cairo.ANTIALIAS_BEST)
        self.shadow_ink = '#3A3530'
        if bg:
            self.backdrop(*BACKDROPS[bg], edge=EDGES[view[2] if len(view) > 2 else 'table'])
        f = scale or 1.22 * view[0] * min(w / VIEW_W, h / VIEW_H)
        ox, oy = origin or (w / 2, h * (.79 - view[1] / VIEW_H))
        self.c.translate(ox, oy)
        self.c.scale(f, f)

    def backdrop(self, wall, table, edge=.64):
        """Wall lit from the upper left and a table whose far edge is out of focus."""
        c, w, h = self.c, self.w, self.h
        self.shadow_ink = dk(table, .66)
        c.set_source(lin(0, 0, w, h, (0, lt(wall, .22)), (.5, wall), (1, dk(wall, .1))))
        c.paint()
        s, m = self.layer()
        m.rectangle(-w, h * edge, 3 * w, 3 * h)
        m.fill()
        s = self.blurred(s, h * .012)
        c.set_source(lin(0, h * edge, w * .6, h * 1.05, (0, lt(table, .2)), (.6, table),
                         (1, dk(table, .07))))
        c.mask_surface(s, 0, 0)
        self.c.set_source(rad(w * .3, h * .2, w * .62, (0, '#FFFFFF', .16), (1, '#FFFFFF', 0)))
        c.paint()

    # -------- soft masks

    def layer(self):
        s = cairo.ImageSurface(cairo.FORMAT_A8, self.w, self.h)
        c = cairo.Context(s)
        c.set_matrix(self.c.get_matrix())
        return s, c

    def blurred(self, s, sigma):
        m = self.c.get_matrix()
        px = sigma * math.hypot(m.xx, m.yx)
        s.flush()
        w, h, stride = self.w, self.h, s.get_stride()
        img = Image.frombuffer('L', (w, h), bytes(s.get_data()), 'raw', 'L', stride, 1)
        f = max(1, min(8, int(px / 3)))
        if f > 1:
            img = img.reduce(f)
        img = img.filter(ImageFilter.GaussianBlur(px / f))
        if f > 1:
            img = img.resize((-(-w // f) * f, -(-h // f) * f), Image.BICUBIC).crop((0, 0, w, h))
        out = Image.new('L', (stride, h))
        out.paste(img)
        return cairo.ImageSurface.create_for_data(bytearray(out.tobytes()), cairo.FORMAT_A8,
                                                  w, h, stride)

    def _mask(self, s, paint, alpha):
        self.c.save()
        if isinstance(paint, str):
            self.c.set_source_rgba(*rgb(paint), alpha)
        else:
            self.c.set_source(paint)
        self.c.identity_matrix()
        self.c.mask_surface(s, 0, 0)
        self.c.restore()

    # -------- plain marks

    def source(self, paint, alpha=1):
        if isinstance(paint, str):
            self.c.set_source_rgba(*rgb(paint), alpha)
        else:
            self.c.set_source(paint)

    def fill(self, path, paint, alpha=1):
        self.c.new_path()
        path(self.c)
        self.source(paint, alpha)
        self.c.fill()

    def fill_eo(self, path, paint, alpha=1):
        """Fill by the even-odd rule: an inner path is a hole."""
        self.c.set_fill_rule(cairo.FILL_RULE_EVEN_ODD)
        self.fill(path, paint, alpha)
        self.c.set_fill_rule(cairo.FILL_RULE_WINDING)

    def line(self, path, paint, width=2, alpha=1, cap='round', dash=None):
        self.c.new_path()
        path(self.c)
        self.c.set_line_width(width)
        self.c.set_line_cap(cairo.LINE_CAP_ROUND if cap == 'round' else cairo.LINE_CAP_BUTT)
        self.c.set_line_join(cairo.LINE_JOIN_ROUND)
        self.c.set_dash(dash or [])
        self.source(paint, alpha)
        self.c.stroke()

    @contextmanager
    def clip(self, path):
        self.c.save()
        self.c.new_path()
        path(self.c)
        self.c.clip()
        yield
        self.c.restore()

    @contextmanager
    def at(self, x=0, y=0, rot=0, scale=1, sy=None):
        self.c.save()
        self.c.translate(x, y)
        self.c.rotate(math.radians(rot))
        self.c.scale(scale, scale if sy is None else sy)
        yield
        self.c.restore()

    # -------- light and shade

    def soft(self, path, blur, paint='#000000', alpha=.3, dx=0, dy=0, width=0):
        """A blurred fill (or line, with width) of the path."""
        s, c = self.layer()
        c.translate(dx, dy)
        path(c)
        if width:
            c.set_line_width(width)
            c.set_line_cap(cairo.LINE_CAP_ROUND)
            c.stroke()
        else:
            c.fill()
        self._mask(self.blurred(s, blur), paint, alpha)

    def inner(self, path, dx, dy, blur, paint='#000000', alpha=.3):
        """Shade inside a shape along the edge that lies in the direction -dx, -dy."""
        s, c = self.layer()
        c.paint()
        c.set_operator(cairo.OPERATOR_CLEAR)
        c.translate(dx, dy)
        path(c)
        c.fill()
        with self.clip(path):
            self._mask(self.blurred(s, blur), paint, alpha)

    def vol(self, path, colour, d=14, hi=.35, sh=.42, paint=None):
        """A shape with volume: lit from the upper left, shaded at the lower right."""
        self.fill(path, paint or colour)
        self.inner(path, -d * .7, -d, d * .9, dk(colour, .6), sh)
        self.inner(path, d * .5, d * .6, d * .55, lt(colour, .75), hi)

    def ground(self, cx, cy, rx, ry=None, dark=.5, cast=1.0):
        """Shadow on the table: a close dark one under the foot, a wide one to the right."""
        ry = rx * .17 if ry is None else ry
        self.soft(ell(cx + rx * .26 * cast, cy + ry * .22, rx * 1.14, ry * 1.15), rx * .1 + 7,
                  self.shadow_ink, dark * .5)
        self.soft(ell(cx + rx * .05, cy + ry * .05, rx * 1.01, ry * .95), 7,
                  self.shadow_ink, dark * .75)

    def under(self, path, dx=8, dy=10, blur=9, alpha=.34):
        """Shadow of a flat thing that lies on something."""
        self.soft(path, blur, self.shadow_ink, alpha, dx, dy)

    # -------- lettering

    def text(self, x, y, s, size, paint, weight='ExtraBold', track=.06, bow=0, half=200):
        """Centred line of text; bow lowers the middle against +-half, as on a round label."""
        font = _font(weight)
        widths = [font.getlength(ch) / FONT_PX * size + track * size for ch in s]
        px = x - (sum(widths) - track * size) / 2
        for ch, w in zip(s, widths):
            mid = px + w / 2 - x
            self._glyph(ch, font, px, y + bow * (1 - (mid / half) ** 2), size, paint)
            px += w

    def _glyph(self, ch, font, x, y, size, paint):
        if ch == ' ':
            return
        img = Image.new('L', (FONT_PX * 2, FONT_PX * 2))
        img.paste(_glyph_image(ch, font), (0, 0))
        s = cairo.ImageSurface.create_for_data(bytearray(img.tobytes()), cairo.FORMAT_A8,
                                               FONT_PX * 2, FONT_PX * 2, FONT_PX * 2)
        c = self.c
        c.save()
        c.translate(x, y)
        c.scale(size / FONT_PX, size / FONT_PX)
        p = cairo.SurfacePattern(s)
        p.set_matrix(cairo.Matrix(x0=FONT_PX // 4, y0=FONT_PX * 1.25))
        p.set_filter(cairo.FILTER_GOOD)
        self.source(paint)
        c.mask(p)
        c.restore()

    # -------- output

    def image(self, alpha=False):
        self.s.flush()
        data = bytes(self.s.get_data())
        img = Image.frombuffer('RGBa', (self.w, self.h), data, 'raw', 'BGRa',
                               self.s.get_stride(), 1)
        img = img.convert('RGBA')
        return img if alpha else img.convert('RGB')


FONT_PX = 96
_fonts, _glyphs = {}, {}


def _font(weight):
    if weight not in _fonts:
        _fonts[weight] = ImageFont.truetype(str(FONTS / f'PlusJakartaSans-{weight}.ttf'), FONT_PX,
                                            layout_engine=ImageFont.Layout.BASIC)
    return _fonts[weight]


def _glyph_image(ch, font):
    """Glyph with its baseline origin at (1/4, 5/4) of the font size."""
    from PIL import ImageDraw
    key = (ch, font.path)
    if key not in _glyphs:
        img = Image.new('L', (FONT_PX * 2, FONT_PX * 2))
        ImageDraw.Draw(img).text((FONT_PX // 4, FONT_PX * 5 // 4), ch, fill=255, font=font,
                                 anchor='ls')
        _glyphs[key] = img
    return _glyphs[key]


# ---------------------------------------------------------------- the register of still lifes

STILLS = {}


def still(name, about, view=(1, 0), **ways):
    """Register a still life; ways: colourway -> palette with 'bg' and the object's colours.

    view: how much nearer than usual, and how much higher in the picture (pixels of 800),
    and where the thing is, as EDGES has it."""
    def add(fn):
        for way, pal in ways.items():
            STILLS[f'{name}-{way}'] = (fn, pal, about, view)
        return fn
    return add


def rng(seed):
    return random.Random(seed)
