"""Pictures out of doors: terraces, tea, cattle, a pass, forest, coffee, a slope in the rain."""

from itertools import pairwise
from math import cos, pi, sin

from gieo.interfaces.ops.demo import chance
from gieo.interfaces.ops.demo.drawings.canvas import (
    CLAY,
    DARK,
    EARTH,
    FAR,
    GREEN,
    HEIGHT,
    INDIGO,
    INK,
    MADDER,
    MID,
    MIST,
    PAPER,
    RICE,
    STRAW,
    WATER,
    WIDTH,
    Canvas,
    cloud,
    hill,
    house,
    sky,
    tree,
)
from gieo.interfaces.ops.demo.drawings.figures import basket, cow, person


def terraces(canvas: Canvas) -> None:
    """Rice on steps, seen from a watch hut."""
    sky(canvas)
    house(canvas, 270, 424, 150)
    tree(canvas, 400, 430, 120, DARK)
    tree(canvas, 150, 430, 90)
    colours = (GREEN, RICE, STRAW, WATER, RICE, GREEN, STRAW, RICE, WATER, STRAW, DARK)
    for at, colour in enumerate(colours):
        level = 424 + at * 36 + at * at * 1.1
        ridge = hill(level, (13 + at * 1.6, 760 - at * 28, 120 + at * 70), (5, 240, at * 40))
        canvas.below(ridge, colour)
        canvas.edge(ridge, MIST if colour in (GREEN, DARK) else GREEN, 3.5)
    for x, y, high in ((520, 596, 66), (585, 606, 62), (860, 668, 84)):
        person(canvas, x, y, high, hat=True, skirt=True)
    luck = chance.luck("stalks")
    for _at in range(90):
        x, y = luck.uniform(0, WIDTH), luck.uniform(744, 800)
        canvas.line([(x, y), (x + luck.uniform(-6, 6), y - luck.uniform(22, 46))], STRAW, 3)
        canvas.oval(x + 3, y - 40, 7, 18, RICE)


def tea(canvas: Canvas) -> None:
    """Old tea in rows and one great tree."""
    sky(canvas, sun=(240, 160))
    luck = chance.luck("tea")
    for row in range(8):
        level = 430 + row * 46 + row * row * 1.6
        ridge = hill(level, (22, 900, 80 + row * 50), (6, 300, 20))
        canvas.below(ridge, EARTH if row % 2 else "#b98a52")
        size = 34 + row * 7
        for x in range(-20, WIDTH + 60, round(size * 0.92)):
            y = ridge(x)
            canvas.oval(x + luck.uniform(-4, 4), y + 6, size, size * 0.86, GREEN if luck.random() < 0.62 else DARK)
            canvas.oval(x - size * 0.12, y - size * 0.16, size * 0.4, size * 0.22, MID)
    canvas.polygon([(934, 720), (952, 470), (930, 380), (968, 380), (984, 470), (1010, 720)], CLAY)
    canvas.line([(962, 500), (880, 400), (830, 372)], CLAY, 20)
    canvas.line([(966, 470), (1050, 390), (1096, 370)], CLAY, 18)
    for x, y, size in (
        (820, 330, 200),
        (930, 260, 260),
        (1050, 300, 230),
        (1120, 372, 150),
        (880, 360, 170),
        (990, 352, 210),
    ):
        canvas.oval(x, y, size, size * 0.62, GREEN)
        canvas.oval(x - size * 0.16, y - size * 0.1, size * 0.4, size * 0.2, MID)
    person(canvas, 420, 716, 190, hat=True, skirt=True)
    basket(canvas, 496, 716, 74, fill=MID)
    person(canvas, 700, 640, 132, dress="#3d7a78", hat=True, skirt=True, sash=STRAW)


def cattle(canvas: Canvas) -> None:
    """Cattle before a shed closed against the wind."""
    sky(canvas, sun=(820, 150))
    canvas.below(hill(470, (18, 900, 60)), "#86b08a")
    canvas.below(hill(560, (14, 760, 200)), GREEN)
    canvas.box(90, 370, 380, 190, EARTH)
    canvas.box(90, 370, 380, 190, "#8a5c35", radius=4)
    for x in range(104, 470, 26):
        canvas.line([(x, 376), (x, 556)], CLAY, 4)
    canvas.box(240, 430, 96, 130, "#4b3626")
    canvas.polygon([(50, 384), (140, 270), (420, 270), (512, 384)], "#57422f")
    canvas.line([(140, 270), (420, 270)], STRAW, 8)
    cow(canvas, 640, 640, 300)
    cow(canvas, 960, 700, 350, left=False, coat="#b97f45")
    cow(canvas, 860, 540, 180, coat="#94602f")
    person(canvas, 430, 690, 190, dress="#3d5a7a", hat=True)
    canvas.box(500, 690, 210, 34, CLAY, radius=8)
    canvas.oval(605, 690, 196, 44, "#8fae5d")
    luck = chance.luck("grass")
    for _at in range(120):
        x, y = luck.uniform(0, WIDTH), luck.uniform(730, 800)
        canvas.line(
            [(x, y), (x + luck.uniform(-8, 8), y - luck.uniform(16, 40))], DARK if luck.random() < 0.5 else MID, 4
        )


def pass_road(canvas: Canvas) -> None:
    """A road up a pass and a board with a code to scan."""
    sky(canvas, sun=(300, 180))
    for level, colour, shift in ((480, MID, 40), (560, "#4d8767", 220), (640, GREEN, 90)):
        canvas.below(hill(level, (44, 760, shift), (14, 240, shift * 2)), colour)
    bends = [(1120, 420), (760, 470), (960, 540), (520, 600), (820, 690), (240, 820)]
    smooth = _smooth(bends)
    for part in range(len(smooth) - 1):
        width = 16 + 52 * part / len(smooth)
        canvas.line(smooth[part : part + 2], "#d8cdb4", width)
        canvas.oval(*smooth[part + 1], width, width, "#d8cdb4")
    for part in range(6, len(smooth) - 1, 5):
        canvas.line(smooth[part : part + 2], PAPER, 2 + 4 * part / len(smooth))
    for x, y, high in ((90, 640, 150), (170, 668, 120), (1090, 610, 130), (1150, 650, 170), (640, 540, 80)):
        tree(canvas, x, y, high, DARK)
    canvas.box(322, 500, 16, 250, CLAY)
    canvas.box(472, 500, 16, 250, CLAY)
    canvas.polygon([(280, 396), (405, 340), (530, 396)], "#57422f")
    canvas.box(296, 396, 218, 178, PAPER, radius=8)
    canvas.box(312, 412, 186, 40, GREEN, radius=4)
    luck = chance.luck("code")
    for row in range(11):
        for column in range(11):
            corner = ((row < 3 or row > 7) and column < 3) or (row < 3 and column > 7)
            if corner or luck.random() < 0.45:
                canvas.box(320 + column * 9, 466 + row * 9, 9, 9, INK)
    for line in range(4):
        canvas.box(434, 472 + line * 24, 62 - line % 2 * 16, 8, FAR)
    person(canvas, 600, 760, 180, dress=MADDER)
    person(canvas, 690, 770, 170, dress="#3d7a78", skirt=True, sash=STRAW)


def _smooth(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Points along a soft curve through the given ones."""
    found: list[tuple[float, float]] = []
    for (x0, y0), (x1, y1) in pairwise(points):
        for step in range(14):
            part = step / 14
            soft = (1 - cos(pi * part)) / 2
            found.append((x0 + (x1 - x0) * soft, y0 + (y1 - y0) * part))
    return [*found, points[-1]]


def forest(canvas: Canvas) -> None:
    """Cardamom in fruit under tall trees."""
    canvas.box(0, 0, WIDTH, HEIGHT, "#cfe0c6")
    canvas.below(hill(420, (20, 500, 10)), "#a7c79f")
    luck = chance.luck("forest")
    for layer, (colour, count, wide) in enumerate((("#8fb592", 12, 26), ("#6a9a76", 9, 40), (CLAY, 7, 62))):
        for at in range(count):
            x = WIDTH * (at + 0.5) / count + luck.uniform(-30, 30)
            foot = 520 + layer * 70
            canvas.polygon(
                [(x - wide * 0.4, 0), (x + wide * 0.4, 0), (x + wide * 0.62, foot), (x - wide * 0.62, foot)], colour
            )
        canvas.below(hill(500 + layer * 66, (16, 520, layer * 160)), ("#86b08a", "#5f9272", GREEN)[layer])
    for x in range(-40, WIDTH + 80, 120):
        canvas.oval(x + luck.uniform(-20, 20), luck.uniform(-10, 40), 230, 150, GREEN if x % 240 else DARK)
    for row in range(3):
        for x in range(30 - row * 40, WIDTH, 132):
            _cardamom(canvas, x + luck.uniform(-16, 16), 690 + row * 56, 74 + row * 16)
    person(canvas, 760, 724, 190, dress="#3d5a7a", hat=True)
    basket(canvas, 842, 728, 80, fill=MADDER)


def _cardamom(canvas: Canvas, x: float, y: float, size: float) -> None:
    for lean in (-0.9, -0.5, -0.1, 0.3, 0.7, 1.0):
        tip = (x + size * lean, y - size * (1.5 - abs(lean) * 0.6))
        side = size * 0.13
        middle = ((x + tip[0]) / 2 - side, (y + tip[1]) / 2 - side * 0.5)
        other = ((x + tip[0]) / 2 + side, (y + tip[1]) / 2 + side * 0.5)
        canvas.polygon([(x, y), middle, tip, other], MID if lean in (-0.5, 0.3) else DARK)
    for at in range(4):
        canvas.oval(x - size * 0.24 + at * size * 0.16, y - size * 0.05, size * 0.17, size * 0.17, "#7d3350")


def coffee(canvas: Canvas) -> None:
    """Red cherries before the machine, the settling pond behind."""
    sky(canvas, sun=(960, 150))
    canvas.below(hill(480, (16, 820, 90)), GREEN)
    for x in range(20, WIDTH, 74):
        canvas.oval(x, 500, 84, 62, DARK if x % 148 else "#3a7a5a")
        for at in range(4):
            canvas.oval(x - 24 + at * 16, 500 + at % 2 * 12, 9, 9, MADDER)
    canvas.box(0, 590, WIDTH, 210, "#d8cdb4")
    canvas.box(760, 520, 300, 96, "#8fb6b0", radius=10)
    canvas.box(776, 536, 132, 64, WATER, radius=6)
    canvas.box(914, 536, 132, 64, "#a9d0c4", radius=6)
    for x in range(930, 1040, 22):
        canvas.line([(x, 552), (x - 6, 500)], GREEN, 5)
        canvas.line([(x, 552), (x + 8, 508)], MID, 5)
    canvas.polygon([(300, 360), (470, 360), (424, 440), (346, 440)], "#5e7c8c")
    canvas.box(332, 440, 106, 240, "#4d6a78", radius=10)
    canvas.box(322, 500, 126, 26, "#3c5560")
    canvas.box(322, 590, 126, 26, "#3c5560")
    canvas.polygon([(438, 640), (540, 676), (540, 700), (438, 690)], "#5e7c8c")
    canvas.box(346, 680, 14, 70, "#3c5560")
    canvas.box(410, 680, 14, 70, "#3c5560")
    canvas.box(452, 470, 60, 50, STRAW, radius=6)
    canvas.oval(482, 495, 30, 30, CLAY)
    person(canvas, 230, 760, 230, dress="#3d7a78", hat=True)
    for x, y, wide, fill in ((600, 770, 150, MADDER), (770, 760, 130, "#c65a3a"), (930, 772, 150, MADDER)):
        basket(canvas, x, y, wide, fill=fill)
        for at in range(7):
            canvas.oval(
                x - wide * 0.36 + at * wide * 0.12, y - wide * 0.64 - at % 3 * 8, wide * 0.12, wide * 0.12, "#8f2f20"
            )
    canvas.oval(560, 704, 70, 34, RICE)


def slope(canvas: Canvas) -> None:
    """A rain gauge with its siren above a village; an old scar in the slope."""
    canvas.box(0, 0, WIDTH, HEIGHT, "#c9d3cf")
    for x, y, wide in ((120, 90, 330), (560, 60, 300), (860, 120, 280)):
        cloud(canvas, x, y, wide)
    canvas.below(hill(320, (70, 900, 260)), FAR)
    canvas.below(hill(400, (60, 760, 40)), MID)
    canvas.below(lambda x: 300 + 330 * (x / WIDTH) ** 0.8, GREEN, left=0, right=WIDTH)
    canvas.polygon([(470, 452), (560, 470), (610, 560), (660, 680), (540, 700), (500, 590), (452, 520)], "#b98a52")
    canvas.polygon([(500, 470), (540, 480), (584, 580), (610, 672), (572, 680), (536, 590)], EARTH)
    canvas.below(hill(690, (14, 700, 100)), DARK)
    house(canvas, 900, 700, 150)
    house(canvas, 1080, 716, 130)
    house(canvas, 760, 724, 110)
    canvas.box(248, 330, 18, 420, "#6d7478")
    canvas.box(204, 300, 106, 66, "#e9ecea", radius=8)
    canvas.polygon([(196, 300), (318, 300), (300, 262), (214, 262)], "#aab4b4")
    canvas.polygon([(266, 420), (420, 380), (430, 420), (276, 466)], INDIGO)
    for at in range(1, 4):
        x = 266 + 38 * at
        canvas.line([(x, 420 - 10 * at), (x + 10, 462 - 11 * at)], "#8f9bd0", 3)
    canvas.box(190, 470, 60, 44, MADDER, radius=8)
    canvas.polygon([(190, 480), (150, 458), (150, 526), (190, 504)], MADDER)
    person(canvas, 350, 760, 170, dress="#c9922f")
    luck = chance.luck("rain")
    for _at in range(170):
        x, y = luck.uniform(0, WIDTH), luck.uniform(150, 760)
        canvas.line([(x, y), (x - 7, y + 24)], "#eef3f1", 2.4)
    for at in range(3):
        radius = 40 + at * 22
        canvas.line(
            [(150 - radius * cos(a * pi / 10), 492 + radius * sin(a * pi / 10)) for a in range(-3, 4)], PAPER, 5
        )
