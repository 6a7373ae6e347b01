"""People and animals of the pictures: a few shapes each, nobody in particular."""

from gieo.interfaces.ops.demo.drawings.canvas import (
    CLAY,
    EARTH,
    HAIR,
    INDIGO,
    MADDER,
    PAPER,
    RICE,
    SKIN,
    STRAW,
    Canvas,
)


def person(
    canvas: Canvas, x: float, y: float, high: float, *, dress: str = INDIGO, hat: bool = False, skirt: bool = False,
    sash: str = MADDER,
) -> None:  # fmt: skip
    """Somebody standing; (x, y) is between the feet."""
    wide = high * 0.3
    if skirt:
        canvas.polygon(
            [
                (x - wide * 0.42, y - high * 0.5),
                (x + wide * 0.42, y - high * 0.5),
                (x + wide * 0.6, y),
                (x - wide * 0.6, y),
            ],
            "#22253f",
        )
        canvas.box(x - wide * 0.57, y - high * 0.07, wide * 1.14, high * 0.035, sash)
        canvas.box(x - wide * 0.59, y - high * 0.03, wide * 1.18, high * 0.015, STRAW)
    else:
        for side in (-0.36, 0.06):
            canvas.box(x + wide * side, y - high * 0.46, wide * 0.3, high * 0.46, "#3a352e")
    canvas.polygon(
        [
            (x - wide * 0.5, y - high * 0.42), (x - wide * 0.56, y - high * 0.72), (x - wide * 0.2, y - high * 0.8),
            (x + wide * 0.2, y - high * 0.8), (x + wide * 0.56, y - high * 0.72), (x + wide * 0.5, y - high * 0.42),
        ],
        dress,
    )  # fmt: skip
    canvas.box(x - wide * 0.5, y - high * 0.48, wide, high * 0.05, sash)
    _head(canvas, x, y - high * 0.87, high * 0.14, hat=hat)


def bust(canvas: Canvas, x: float, y: float, wide: float, *, dress: str, hat: bool = False) -> None:
    """Somebody behind a table: head and shoulders; (x, y) is the middle of the table's edge."""
    canvas.polygon(
        [
            (x - wide * 0.5, y), (x - wide * 0.5, y - wide * 0.5), (x - wide * 0.18, y - wide * 0.68),
            (x + wide * 0.18, y - wide * 0.68), (x + wide * 0.5, y - wide * 0.5), (x + wide * 0.5, y),
        ],
        dress,
    )  # fmt: skip
    canvas.polygon([(x - wide * 0.1, y - wide * 0.68), (x + wide * 0.1, y - wide * 0.68), (x, y - wide * 0.4)], PAPER)
    _head(canvas, x, y - wide * 0.9, wide * 0.44, hat=hat)


def seated(canvas: Canvas, x: float, y: float, size: float, *, dress: str, hat: bool = False) -> None:
    """Somebody sitting on the ground, seen from the front."""
    canvas.oval(x, y - size * 0.16, size * 1.15, size * 0.42, "#22253f")
    canvas.polygon(
        [
            (x - size * 0.4, y - size * 0.2),
            (x - size * 0.3, y - size * 0.72),
            (x + size * 0.3, y - size * 0.72),
            (x + size * 0.4, y - size * 0.2),
        ],
        dress,
    )
    _head(canvas, x, y - size * 0.95, size * 0.42, hat=hat)


def _head(canvas: Canvas, x: float, y: float, size: float, *, hat: bool) -> None:
    canvas.box(x - size * 0.16, y + size * 0.3, size * 0.32, size * 0.32, SKIN)
    canvas.oval(x, y, size * 0.86, size, SKIN)
    canvas.polygon(
        [
            (x - size * 0.46, y - size * 0.02),
            (x - size * 0.34, y - size * 0.44),
            (x, y - size * 0.58),
            (x + size * 0.34, y - size * 0.44),
            (x + size * 0.46, y - size * 0.02),
            (x + size * 0.2, y - size * 0.24),
            (x - size * 0.22, y - size * 0.24),
        ],
        HAIR,
    )
    if hat:
        canvas.polygon([(x - size, y - size * 0.12), (x, y - size * 0.85), (x + size, y - size * 0.12)], RICE)
        canvas.line([(x - size, y - size * 0.12), (x + size, y - size * 0.12)], STRAW, size * 0.09)


def cow(canvas: Canvas, x: float, y: float, long: float, *, left: bool = True, coat: str = "#a9703a") -> None:
    """A cow from the side; (x, y) is the middle between its feet."""
    way = -1 if left else 1
    dark = "#865528"
    for at, shade in ((-0.36, dark), (-0.26, coat), (0.24, dark), (0.34, coat)):
        canvas.box(x + long * at - long * 0.035, y - long * 0.34, long * 0.07, long * 0.34, shade)
    canvas.box(x - long * 0.43, y - long * 0.58, long * 0.86, long * 0.32, coat, radius=long * 0.13)
    canvas.oval(x + way * long * 0.3, y - long * 0.56, long * 0.3, long * 0.2, coat)
    neck = x + way * long * 0.42
    canvas.polygon(
        [
            (neck - way * long * 0.16, y - long * 0.56),
            (neck + way * long * 0.06, y - long * 0.7),
            (neck + way * long * 0.14, y - long * 0.52),
            (neck - way * long * 0.06, y - long * 0.34),
        ],
        coat,
    )
    canvas.oval(neck + way * long * 0.13, y - long * 0.62, long * 0.24, long * 0.15, coat)
    canvas.oval(neck + way * long * 0.22, y - long * 0.6, long * 0.09, long * 0.1, "#e7c49a")
    canvas.line(
        [(neck + way * long * 0.06, y - long * 0.69), (neck + way * long * 0.1, y - long * 0.78)], PAPER, long * 0.025
    )
    canvas.line(
        [(neck + way * long * 0.01, y - long * 0.69), (neck - way * long * 0.02, y - long * 0.78)], PAPER, long * 0.025
    )
    tail = x - way * long * 0.43
    canvas.line([(tail, y - long * 0.5), (tail - way * long * 0.05, y - long * 0.3)], dark, long * 0.025)
    canvas.oval(tail - way * long * 0.05, y - long * 0.27, long * 0.05, long * 0.08, CLAY)


def basket(canvas: Canvas, x: float, y: float, wide: float, *, fill: str) -> None:
    """A woven basket with something in it; (x, y) is the middle of its foot."""
    high = wide * 0.62
    canvas.oval(x, y - high, wide, wide * 0.4, fill)
    canvas.polygon(
        [(x - wide * 0.5, y - high), (x + wide * 0.5, y - high), (x + wide * 0.34, y), (x - wide * 0.34, y)], EARTH
    )
    for at in range(1, 4):
        level = y - high + high * at / 4
        half = wide * (0.5 - 0.16 * at / 4)
        canvas.line([(x - half, level), (x + half, level)], CLAY, wide * 0.025)
    canvas.line([(x - wide * 0.5, y - high), (x + wide * 0.5, y - high)], STRAW, wide * 0.05)
