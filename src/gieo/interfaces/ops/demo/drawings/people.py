"""Pictures of people: the loom, the health talk, the hall, the signing, the handing over, the table of products."""

from gieo.interfaces.ops.demo.drawings.canvas import (
    CLAY,
    DARK,
    EARTH,
    FAR,
    GREEN,
    HEIGHT,
    INDIGO,
    MADDER,
    MID,
    MIST,
    PAPER,
    RICE,
    SKY,
    STRAW,
    WIDTH,
    Canvas,
    hill,
    house,
    sky,
    tree,
)
from gieo.interfaces.ops.demo.drawings.figures import basket, bust, person, seated

DRESSES = (INDIGO, "#3d7a78", MADDER, "#3d5a7a", "#6a4a7a", GREEN, "#8a5c35")


def loom(canvas: Canvas) -> None:
    """A frame with its warp, the brocade growing from below."""
    canvas.box(0, 0, WIDTH, 620, "#f1e3c4")
    for x in range(0, WIDTH, 96):
        canvas.line([(x, 0), (x, 620)], "#e5d3ab", 5)
    canvas.box(0, 620, WIDTH, 180, "#c79a6b")
    for y in (660, 706, 756):
        canvas.line([(0, y), (WIDTH, y)], "#b5885a", 4)
    for x in (250, 920):
        canvas.box(x, 70, 44, 640, CLAY, radius=6)
        canvas.box(x - 50, 690, 144, 34, CLAY, radius=8)
    canvas.box(200, 92, 810, 36, EARTH, radius=8)
    canvas.box(230, 590, 750, 40, EARTH, radius=10)
    for x in range(330, 890, 11):
        canvas.line([(x, 128), (x, 400)], PAPER if x % 2 else "#8f9bd0", 3)
    canvas.box(310, 250, 600, 16, DARK, radius=5)
    canvas.box(300, 318, 620, 20, CLAY, radius=6)
    canvas.box(324, 396, 572, 200, INDIGO)
    _brocade(canvas)
    canvas.polygon([(720, 372), (860, 360), (880, 372), (860, 386)], STRAW)
    seated(canvas, 610, 790, 190, dress="#2a2e52")
    canvas.box(548, 640, 124, 12, MADDER)
    basket(canvas, 180, 760, 130, fill=MADDER)
    for at, fill in enumerate((STRAW, INDIGO, PAPER, GREEN)):
        canvas.oval(130 + at * 34, 676, 40, 40, fill)
    for at, fill in enumerate((MADDER, STRAW, GREEN)):
        canvas.box(1030 + at * 44, 470 - at * 20, 34, 250 + at * 20, fill, radius=6)


def _brocade(canvas: Canvas) -> None:
    for y, colour in ((396, MADDER), (452, STRAW), (508, GREEN), (564, MADDER)):
        canvas.box(324, y, 572, 9, colour)
    for band, y in enumerate((428, 484, 540)):
        for at, x in enumerate(range(346, 860, 44)):
            tone = (STRAW, PAPER, "#6fa07c")[(at + band) % 3]
            canvas.polygon([(x, y), (x + 20, y - 20), (x + 40, y), (x + 20, y + 20)], tone)
            canvas.polygon(
                [(x + 10, y), (x + 20, y - 10), (x + 30, y), (x + 20, y + 10)], MADDER if band != 1 else INDIGO
            )


def clinic(canvas: Canvas) -> None:
    """A health talk under a house on stilts, with a flip chart."""
    sky(canvas, sun=(1050, 150), clouds=False)
    canvas.below(hill(540, (10, 900, 0)), "#86b08a")
    canvas.box(0, 620, WIDTH, 180, "#c9a878")
    canvas.polygon([(60, 230), (300, 40), (900, 40), (1140, 230)], "#57422f")
    canvas.box(130, 222, 940, 96, EARTH)
    for x in range(180, 1060, 120):
        canvas.box(x, 242, 58, 54, CLAY)
    for x in (150, 420, 760, 1036):
        canvas.box(x, 318, 26, 330, CLAY)
    canvas.line([(740, 690), (800, 440)], CLAY, 10)
    canvas.line([(930, 690), (870, 440)], CLAY, 10)
    canvas.box(726, 380, 220, 220, PAPER, radius=6)
    canvas.box(742, 398, 188, 74, "#f3d9a4", radius=4)
    canvas.oval(790, 436, 52, 40, GREEN)
    canvas.oval(838, 432, 34, 44, MADDER)
    canvas.oval(884, 438, 48, 34, STRAW)
    for at in range(4):
        canvas.box(742, 492 + at * 24, 188 - at % 2 * 50, 10, FAR)
    person(canvas, 1010, 700, 250, dress=PAPER, skirt=True, sash="#3d7a78")
    for at, (x, y) in enumerate(((210, 720), (350, 750), (500, 730), (640, 770), (280, 790), (450, 800))):
        seated(canvas, x, y, 124 + at % 2 * 10, dress=DRESSES[at % len(DRESSES)])


def hall(canvas: Canvas) -> None:
    """The conference from the last row."""
    canvas.box(0, 0, WIDTH, HEIGHT, "#efe2c6")
    canvas.box(0, 0, WIDTH, 60, "#d9c7a0")
    for x in (80, 1000):
        canvas.box(x, 120, 120, 220, "#cfe0d8", radius=6)
        canvas.line([(x + 60, 120), (x + 60, 340)], PAPER, 6)
        canvas.line([(x, 230), (x + 120, 230)], PAPER, 6)
    canvas.box(240, 90, 720, 330, "#1f5440", radius=8)
    canvas.box(268, 118, 664, 96, "#2a6b51", radius=6)
    for at, wide in enumerate((460, 340)):
        canvas.box(600 - wide / 2, 138 + at * 34, wide, 18, RICE, radius=9)
    for at in range(12):
        x = 290 + at * 54
        canvas.polygon([(x, 400), (x + 27, 372), (x + 54, 400)], STRAW if at % 2 else MADDER)
    canvas.box(180, 420, 840, 60, "#b98a52")
    canvas.box(360, 330, 420, 92, "#8a3524", radius=4)
    for at, x in enumerate((420, 510, 600, 690)):
        bust(canvas, x, 334, 70, dress=("#2b3350", "#3a352e", "#2b3350", "#3d5a7a")[at])
    canvas.box(820, 300, 96, 126, CLAY, radius=6)
    canvas.box(812, 290, 112, 18, EARTH, radius=4)
    bust(canvas, 868, 292, 74, dress="#2b3350")
    canvas.oval(270, 396, 60, 50, GREEN)
    canvas.oval(262, 384, 22, 20, MADDER)
    canvas.oval(284, 380, 22, 20, STRAW)
    for row, (y, size, count) in enumerate(((560, 74, 13), (650, 92, 11), (760, 116, 9))):
        for at in range(count):
            x = WIDTH * (at + 0.5) / count + (row % 2) * 22
            canvas.box(x - size * 0.46, y - size * 0.3, size * 0.92, size * 1.2, "#a8784a", radius=size * 0.16)
            canvas.oval(x, y - size * 0.62, size * 0.5, size * 0.58, "#2b211b")
            canvas.box(
                x - size * 0.4,
                y - size * 0.34,
                size * 0.8,
                size * 0.5,
                DRESSES[(at * 3 + row) % len(DRESSES)],
                radius=size * 0.2,
            )


def signing(canvas: Canvas) -> None:
    """Two sign at a table, people stand behind."""
    canvas.box(0, 0, WIDTH, HEIGHT, "#1f5440")
    canvas.box(60, 60, 1080, 250, "#2a6b51", radius=10)
    for at, wide in enumerate((560, 420, 300)):
        canvas.box(600 - wide / 2, 100 + at * 52, wide, 24, RICE if at == 0 else "#86b08a", radius=12)
    for at in range(20):
        x = 60 + at * 54
        canvas.polygon([(x, 310), (x + 27, 282), (x + 54, 310)], STRAW if at % 2 else MADDER)
    for at, x in enumerate((170, 310, 600, 890, 1030)):
        person(canvas, x, 640, 370, dress=DRESSES[at], skirt=at in (1, 3))
    bust(canvas, 440, 530, 210, dress="#2b3350")
    bust(canvas, 770, 530, 210, dress="#3d7a78")
    canvas.box(120, 526, 960, 30, "#a33a26", radius=8)
    canvas.box(140, 556, 920, 244, "#8a3524")
    for at in range(17):
        x = 140 + at * 54
        canvas.polygon([(x, 556), (x + 27, 586), (x + 54, 556)], STRAW if at % 2 else INDIGO)
    for x in (440, 770):
        canvas.polygon([(x - 76, 524), (x + 70, 524), (x + 84, 546), (x - 90, 546)], PAPER)
        canvas.line([(x - 40, 536), (x + 24, 534)], INDIGO, 4)
        canvas.line([(x + 26, 532), (x + 56, 496)], STRAW, 7)
    canvas.box(586, 470, 34, 60, "#cfe0d8", radius=8)
    for x, y, fill in ((580, 452, MADDER), (604, 430, STRAW), (630, 454, "#e8a0a0"), (604, 466, MID)):
        canvas.oval(x, y, 40, 38, fill)


def handover(canvas: Canvas) -> None:
    """Two people, one folder."""
    canvas.box(0, 0, WIDTH, HEIGHT, SKY)
    canvas.box(0, 0, WIDTH, 560, "#efe2c6")
    canvas.box(120, 60, 960, 360, "#1f5440", radius=10)
    for at, wide in enumerate((620, 460)):
        canvas.box(600 - wide / 2, 110 + at * 60, wide, 28, RICE if at == 0 else "#86b08a", radius=14)
    for at in range(18):
        x = 120 + at * 53.3
        canvas.polygon([(x, 420), (x + 27, 390), (x + 53, 420)], STRAW if at % 2 else MADDER)
    canvas.box(0, 640, WIDTH, 160, "#b98a52")
    canvas.line([(0, 690), (WIDTH, 690)], "#a87b45", 5)
    person(canvas, 400, 770, 560, dress="#2b3350", sash="#2b3350")
    person(canvas, 800, 770, 540, dress="#3d7a78", skirt=True)
    canvas.polygon([(438, 400), (560, 462), (552, 506), (430, 460)], "#2b3350")
    canvas.polygon([(762, 410), (640, 466), (648, 510), (770, 470)], "#3d7a78")
    canvas.oval(560, 486, 46, 46, "#d9a074")
    canvas.oval(640, 488, 46, 46, "#d9a074")
    canvas.box(540, 400, 120, 156, MADDER, radius=6)
    canvas.box(552, 412, 96, 132, "#c9563d", radius=4)
    canvas.box(570, 434, 60, 12, RICE, radius=6)
    canvas.polygon([(600, 470), (622, 492), (600, 514), (578, 492)], STRAW)


def display(canvas: Canvas) -> None:
    """Products on a long table, a map on its stand, visitors."""
    canvas.box(0, 0, WIDTH, HEIGHT, "#efe2c6")
    canvas.box(0, 600, WIDTH, 200, "#c79a6b")
    canvas.box(90, 90, 330, 270, PAPER, radius=8)
    for level, colour in ((250, FAR), (290, MID), (326, GREEN)):
        canvas.polygon(
            [
                (106, 344),
                *((106 + step * 15, level + (18 if step % 4 == 0 else -14) * (step % 3 - 1)) for step in range(21)),
                (404, 344),
            ],
            colour,
        )
    canvas.line([(140, 130), (200, 200), (280, 180), (360, 240)], MADDER, 5)
    for x, y in ((140, 130), (280, 180), (360, 240)):
        canvas.oval(x, y, 24, 24, STRAW)
    for at, x in enumerate((560, 760, 960)):
        canvas.box(x - 70, 110, 140, 190, MIST, radius=6)
        canvas.box(x - 52, 128, 104, 84, (FAR, RICE, "#e8c0a8")[at], radius=4)
        for line in range(3):
            canvas.box(x - 52, 226 + line * 20, 104 - line * 22, 9, "#c9bda0")
    house(canvas, 560, 206, 62)
    tree(canvas, 760, 208, 66)
    for at, x in enumerate((200, 340, 960, 1080)):
        person(canvas, x, 650, 330, dress=DRESSES[at + 1], skirt=at in (1, 2))
    canvas.box(420, 520, 640, 26, "#a8784a", radius=8)
    canvas.box(440, 546, 600, 220, "#24563f")
    for at in range(15):
        x = 440 + at * 40
        canvas.polygon([(x, 546), (x + 20, 572), (x + 40, 546)], STRAW if at % 2 else MADDER)
    for x, fill in ((480, "#8fae5d"), (540, STRAW), (600, CLAY)):
        canvas.box(x - 22, 452, 44, 68, "#dfe8e2", radius=8)
        canvas.box(x - 22, 480, 44, 40, fill, radius=8)
        canvas.box(x - 18, 442, 36, 14, DARK, radius=4)
    for x in (680, 756):
        canvas.polygon([(x - 36, 520), (x - 28, 446), (x + 28, 446), (x + 36, 520)], "#d8c393")
        canvas.box(x - 20, 470, 40, 22, GREEN, radius=3)
    canvas.box(826, 486, 100, 34, INDIGO, radius=3)
    for at in range(4):
        canvas.polygon([(836 + at * 22, 503), (847 + at * 22, 493), (858 + at * 22, 503), (847 + at * 22, 513)], STRAW)
    basket(canvas, 985, 522, 84, fill=MADDER)
    canvas.line([(0, 700), (WIDTH, 700)], "#b5885a", 4)
