"""The drawing kit as an SVG writer: plain fills and lines become paths, text becomes outlines.

Only what the logos use: no soft edges, no gradients.
"""
import cairo
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from kit import FONTS, Art

_fonts = {}


def number(v):
    """At most two decimals, and no -0."""
    text = f'{v + 0:.2f}'.rstrip('0').rstrip('.')
    return '0' if text == '-0' else text


class SvgArt(Art):
    def __init__(self, side):
        super().__init__(1, 1, origin=(side / 2, side / 2), scale=1)
        self.side, self.rule, self.marks = side, 'nonzero', []

    def _path(self, path):
        """Path data in units of the drawing."""
        self.c.new_path()
        path(self.c)
        self.c.save()
        self.c.identity_matrix()
        data = []
        for kind, points in self.c.copy_path():
            data.append('MLCZ'[kind] + ' '.join(number(v) for v in points))
        self.c.restore()
        while data and data[-1][0] == 'M':  # cairo begins anew after closing
            data.pop()
        return ''.join(data)

    def _scale(self):
        m = self.c.get_matrix()
        return abs(m.xx * m.yy - m.xy * m.yx) ** .5

    def fill(self, path, paint, alpha=1):
        rule = '' if self.rule == 'nonzero' else f' fill-rule="{self.rule}"'
        opacity = '' if alpha == 1 else f' fill-opacity="{number(alpha)}"'
        self.marks.append(f'<path fill="{paint}"{rule}{opacity} d="{self._path(path)}"/>')

    def fill_eo(self, path, paint, alpha=1):
        self.rule = 'evenodd'
        self.fill(path, paint, alpha)
        self.rule = 'nonzero'

    def line(self, path, paint, width=2, alpha=1, cap='round', dash=None):
        opacity = '' if alpha == 1 else f' stroke-opacity="{number(alpha)}"'
        self.marks.append(
            f'<path fill="none" stroke="{paint}" stroke-width="{number(width * self._scale())}" '
            f'stroke-linecap="{cap}" stroke-linejoin="round"{opacity} d="{self._path(path)}"/>')

    def text(self, x, y, s, size, paint, weight='ExtraBold', track=.06, bow=0, half=200):
        if weight not in _fonts:
            _fonts[weight] = TTFont(FONTS / f'PlusJakartaSans-{weight}.ttf')
        font = _fonts[weight]
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        unit = size / font['head'].unitsPerEm
        widths = [glyphs[names[ord(ch)]].width * unit + track * size for ch in s]
        px = x - (sum(widths) - track * size) / 2
        m = self.c.get_matrix()
        pen = SVGPathPen(glyphs, ntos=number)
        for ch, w in zip(s, widths):
            here = cairo.Matrix(unit, 0, 0, -unit, px, y + bow * (1 - ((px + w / 2 - x) / half) ** 2))
            t = here.multiply(m)
            glyphs[names[ord(ch)]].draw(TransformPen(pen, (t.xx, t.yx, t.xy, t.yy, t.x0, t.y0)))
            px += w
        self.marks.append(f'<path fill="{paint}" d="{pen.getCommands()}"/>')

    def document(self, title):
        marks = '\n'.join(self.marks)
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.side} {self.side}">\n'
                f'<title>{title}</title>\n{marks}\n</svg>\n')
