"""All the works by name: still lifes, scenes and logos."""
import importlib

import kit

for _m in ('food', 'drinks', 'kitchen', 'craft', 'home', 'textile', 'jewel', 'farm'):
    importlib.import_module(_m)
import logos  # noqa: E402
import scenes  # noqa: E402


def everything():
    return list(kit.STILLS) + list(scenes.SCENES) + list(logos.LOGOS)


def about(name):
    if name in kit.STILLS:
        return f"{kit.STILLS[name][2]} ({name.rsplit('-', 1)[1]})"
    if name in scenes.SCENES:
        return scenes.SCENES[name][1]
    return logos.LOGOS[name][1]


def render(name, size=None):
    """The picture as a Pillow image; logos keep their transparent ground."""
    if name in kit.STILLS:
        fn, pal, _, view = kit.STILLS[name]
        art = kit.Art(*(size or (kit.VIEW_W, kit.VIEW_H)), pal['bg'], view=view)
        fn(art, **{k: v for k, v in pal.items() if k != 'bg'})
        return art.image()
    if name in scenes.SCENES:
        return scenes.SCENES[name][0](size)
    return logos.render(name, size)
