"""Surface patterns: batik, sasirangan, woven bands, songket, agate, beads, basket weave."""
import math

from kit import TAU, curve, dk, ell, lin, lt, mix, poly, rad, rect, rng, tube


def kawung(g, x0, y0, x1, y1, s, base, fg, dot):
    """Four petals round each crossing of a square grid."""
    g.fill(rect(x0, y0, x1 - x0, y1 - y0), base)
    for j in range(int((y1 - y0) / s) + 2):
        for i in range(int((x1 - x0) / s) + 2):
            x, y = x0 + i * s, y0 + j * s
            for a in (45, 135, 225, 315):
                with g.at(x, y, a):
                    g.fill(ell(s * .355, 0, s * .31, s * .175), fg)
                    g.fill(ell(s * .3, 0, s * .045), dot)
                    g.fill(ell(s * .42, 0, s * .045), dot)
            g.fill(ell(x, y, s * .05), dot)


def parang(g, x0, y0, x1, y1, s, base, fg, dot):
    """Slanting rows of blades with a row of lozenges between them."""
    g.fill(rect(x0, y0, x1 - x0, y1 - y0), base)
    cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
    reach = math.hypot(x1 - x0, y1 - y0) / 2 + s
    n = int(reach / s) + 1
    with g.at(cx, cy, -45):
        for row in range(-n, n + 1):
            y = row * s
            g.fill(rect(-reach, y - s * .1, 2 * reach, s * .2), dot)
            m = int(reach / (s * .5)) + 1
            for i in range(-m, m + 1):
                x = i * s * .5
                g.fill(tube([(x - s * .2, y + s * .16), (x + s * .12, y + s * .36),
                             (x - s * .02, y + s * .62), (x + s * .3, y + s * .84)],
                            [2, s * .3, s * .2, s * .3, 2], 12), fg)
                g.fill(ell(x + s * .2, y + s * .7, s * .04), base)
                g.fill(poly([(x - s * .09, y), (x, y - s * .07), (x + s * .09, y),
                             (x, y + s * .07)]), base)


def ceplok(g, x0, y0, x1, y1, s, base, fg, dot):
    """Eight-petalled flowers and small stars, offset rows."""
    g.fill(rect(x0, y0, x1 - x0, y1 - y0), base)
    for j in range(int((y1 - y0) / s) + 2):
        for i in range(int((x1 - x0) / s) + 2):
            x, y = x0 + (i + .5 * (j % 2)) * s, y0 + j * s
            for a in range(0, 360, 45):
                with g.at(x, y, a):
                    g.fill(ell(s * .22, 0, s * .13, s * .07), fg)
            g.fill(ell(x, y, s * .08), dot)
            for a in range(0, 360, 45):
                t = math.radians(a + 22.5)
                g.fill(ell(x + s * .36 * math.cos(t), y + s * .36 * math.sin(t), s * .03), dot)
            g.fill(poly([(x + s * .5 - s * .07, y), (x + s * .5, y - s * .07),
                         (x + s * .5 + s * .07, y), (x + s * .5, y + s * .07)]), fg)


def sasirangan(g, x0, y0, x1, y1, s, base, fg, dot):
    """Tie-dyed upright waves: bright soft lines left by the stitches."""
    g.fill(rect(x0, y0, x1 - x0, y1 - y0), base)
    r = rng('sasirangan')
    n = int((x1 - x0) / s) + 1
    for i in range(n):
        x = x0 + (i + .5) * s
        amp = s * (.17 if i % 2 else .09)
        pts = [(x + (amp if k % 2 else -amp), y0 + k * s * .3)
               for k in range(int((y1 - y0) / (s * .3)) + 2)]
        c = fg if i % 2 else dot
        g.soft(curve(pts), s * .1, c, .55, width=s * .34)
        g.line(curve(pts), c, s * .14)
        for px, py in pts:
            g.fill(ell(px + r.uniform(-1, 1) * 1.4, py, s * .05), base)
        if i % 2 == 0:
            for k in range(int((y1 - y0) / s) + 1):
                y = y0 + (k + .5) * s
                for a in range(0, 360, 60):
                    t = math.radians(a)
                    g.fill(ell(x + s * .5 + s * .15 * math.cos(t), y + s * .15 * math.sin(t),
                               s * .045), fg)


def doyo(g, x0, y0, x1, y1, s, base, fg, dot):
    """Woven bands with stepped lozenges, as on ulap doyo; s is the height of a band."""
    g.fill(rect(x0, y0, x1 - x0, y1 - y0), base)
    u = s / 11
    y, row = y0, 0
    while y < y1:
        g.fill(rect(x0, y, x1 - x0, u), dot)
        g.fill(rect(x0, y + 1.6 * u, x1 - x0, u * .5), fg)
        if row % 2 == 0:
            w = 12 * u
            for i in range(int((x1 - x0) / w) + 2):
                cx = x0 + i * w
                for k in range(9):
                    d = 4 - abs(k - 4)
                    yy = y + (2.6 + k * .88) * u
                    g.fill(rect(cx - (d + 1) * u, yy, (2 * d + 2) * u, u * .9), fg)
                    if d > 1:
                        g.fill(rect(cx - (d - 1) * u, yy, (2 * d - 2) * u, u * .9), base)
                    if d > 2:
                        g.fill(rect(cx - (d - 2.4) * u, yy, (2 * d - 4.8) * u, u * .9), dot)
                for q in (-1, 1):
                    g.fill(rect(cx + w / 2 - u * .5 + q * 1.6 * u, y + 3 * u, u, 6.6 * u), dot)
                    g.fill(rect(cx + w / 2 - u * .5, y + (6 + q * 2.2) * u, u, u), fg)
        else:
            for i in range(int((x1 - x0) / (3 * u)) + 1):
                cx = x0 + i * 3 * u
                g.fill(poly([(cx, y + 5.4 * u), (cx + 1.5 * u, y + 2.8 * u), (cx + 3 * u,
                            y + 5.4 * u)]), fg)
                g.fill(poly([(cx, y + 6 * u), (cx + 1.5 * u, y + 8.6 * u), (cx + 3 * u,
                            y + 6 * u)]), dot)
        y += s * (.98 if row % 2 == 0 else .9)
        row += 1


def songket(g, x0, y0, x1, y1, s, base, fg, dot):
    """Metal-thread stars in a lattice of lozenges."""
    g.fill(rect(x0, y0, x1 - x0, y1 - y0), base)
    for j in range(int((y1 - y0) / s) + 2):
        for i in range(int((x1 - x0) / s) + 2):
            x, y = x0 + i * s, y0 + j * s
            g.line(poly([(x - s / 2, y), (x, y - s / 2), (x + s / 2, y), (x, y + s / 2)]), fg,
                   s * .05)
            for a in range(0, 360, 90):
                with g.at(x, y, a):
                    g.fill(poly([(0, 0), (s * .1, -s * .09), (s * .3, 0), (s * .1, s * .09)]), fg)
            g.fill(rect(x - s * .05, y - s * .05, s * .1, s * .1), base)
            g.fill(rect(x + s * .44, y + s * .44, s * .12, s * .12), dot)


# ---------------------------------------------------------------- stones and beads

def agate(g, path, cx, cy, r, colours, seed, off=(.1, .12), ratio=1):
    """Banded stone filling a path, polished."""
    q = rng(seed)
    waves = [(q.uniform(.03, .09), k, q.uniform(0, TAU)) for k in (2, 3, 5)]
    n = 15
    with g.clip(path):
        g.fill(path, colours[0])
        for i in range(n):
            f = 1.5 * (1 - i / n)
            pts = []
            for j in range(40):
                a = TAU * j / 40
                d = r * f * (1 + sum(w * math.sin(k * a + ph) for w, k, ph in waves))
                pts.append((cx + off[0] * r * (i / n) * 4 + d * math.cos(a),
                            cy + off[1] * r * (i / n) * 4 + d * ratio * math.sin(a)))
            c = colours[i % len(colours)]
            if i % 3 == 1:
                c = lt(c, .2)
            g.fill(smooth_ring(pts), c, .9)
            g.line(smooth_ring(pts), dk(c, .3), r * .012, .45)
    g.inner(path, -r * .14, -r * .18, r * .2, '#140A08', .5)
    g.inner(path, r * .05, r * .06, r * .06, '#FFFFFF', .6)
    g.soft(ell(cx - r * .34, cy - r * .42 * ratio, r * .3, r * .1, -28), r * .05, '#FFFFFF', .75)
    g.soft(ell(cx + r * .36, cy + r * .5 * ratio, r * .26, r * .06, -28), r * .06, '#FFFFFF', .35)


def smooth_ring(pts):
    from kit import smooth
    return smooth(pts)


def bead(g, x, y, r, c, ry=None):
    """Small glass bead."""
    ry = ry or r
    g.fill(ell(x, y, r, ry), rad(x - r * .35, y - ry * .4, r * 1.5,
                                 (0, lt(c, .62)), (.3, lt(c, .12)), (.7, c), (1, dk(c, .5))))
    g.fill(ell(x - r * .3, y - ry * .38, r * .2, ry * .16), '#FFFFFF', .85)


def bead_net(g, path, box, s, colour_of):
    """Beads on a square net inside a path; colour_of(i, j) is asked about every knot."""
    x0, y0, x1, y1 = box
    with g.clip(path):
        g.fill(path, '#1C1A1A')
        for j in range(int((y1 - y0) / s) + 1):
            for i in range(int((x1 - x0) / s) + 1):
                c = colour_of(i, j)
                bead(g, x0 + (i + .5) * s, y0 + (j + .5) * s, s * .5, c)


# ---------------------------------------------------------------- basket weave

def weave(g, path, box, w, h, colour, seed='weave', dark=.3):
    """Plain weave of flat strips inside a path."""
    x0, y0, x1, y1 = box
    q = rng(seed)
    with g.clip(path):
        g.fill(path, dk(colour, .55))
        for j in range(int((y1 - y0) / h) + 2):
            for i in range(int((x1 - x0) / w) + 2):
                x, y = x0 + i * w, y0 + j * h
                up = (i + j) % 2
                c = mix(colour, q.choice((lt(colour, .2), dk(colour, .12))), q.uniform(0, .7))
                if up:
                    g.fill(rect(x + 1, y - h * .12, w - 2, h * 1.24, 3),
                           lin(x, 0, x + w, 0, (0, dk(c, .2)), (.35, lt(c, .2)), (1, dk(c, dark))))
                else:
                    g.fill(rect(x - w * .1, y + 1, w * 1.2, h - 2, 3),
                           lin(0, y, 0, y + h, (0, lt(c, .26)), (.5, c), (1, dk(c, dark))))
