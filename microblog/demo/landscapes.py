"""Small pictures for the demo's posts: hills under a sky, drawn by chance."""

from dataclasses import dataclass
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFilter

SIZES = ((640, 480), (480, 640), (720, 405))
# A name, the sky's upper and lower colour, the sun's, and the hills'.
MOMENTS = (
    ("at dawn", "#5a6fa8", "#f4c9a8", "#ffe3b8", "#4a5a6e"),
    ("at noon", "#4a90d0", "#cfe6f5", "#fff6d8", "#5c8f4e"),
    ("in the evening", "#3d3a6b", "#f08a5d", "#ffd27a", "#3a3f55"),
    ("at night", "#0d1230", "#2c3566", "#e9edf5", "#161a2e"),
)


@dataclass(frozen=True, slots=True)
class Landscape:
    """A picture, and what is to be seen on it."""

    file: BytesIO
    alt: str


def landscape(rng: Random) -> Landscape:
    moment, high, low, sun, ground = rng.choice(MOMENTS)
    width, height = rng.choice(SIZES)
    picture = Image.linear_gradient("L").resize((width, height))
    picture = Image.composite(
        Image.new("RGB", picture.size, low), Image.new("RGB", picture.size, high), picture
    )
    draw = ImageDraw.Draw(picture)
    x, y, radius = rng.randrange(width), rng.randrange(height // 2), rng.randrange(25, 50)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=sun)
    picture = picture.filter(ImageFilter.GaussianBlur(2))
    hills = rng.randint(1, 3)
    for hill in range(hills):
        _hill(picture, rng, ground, height * (6 + hill) // 10)
    light = "The moon" if moment == "at night" else "The sun"
    alt = f"{light} above {hills} dark hill{'s' if hills > 1 else ''} {moment}."
    file = BytesIO()
    picture.save(file, "PNG")
    return Landscape(file, alt)


def _hill(picture: Image.Image, rng: Random, colour: str, top: int) -> None:
    width, height = picture.size
    middle, reach = rng.randrange(width), rng.randrange(width, 2 * width)
    shade = Image.new("L", picture.size, 0)
    ImageDraw.Draw(shade).ellipse((middle - reach, top, middle + reach, top + reach), fill=235)
    picture.paste(Image.new("RGB", (width, height), colour), mask=shade)
