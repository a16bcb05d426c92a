import re
import struct
import zlib
from contextlib import suppress
from io import BytesIO
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps
from PIL.PngImagePlugin import PngInfo

from accounts.images import FORMATS, MAX_BYTES, bounded_webp, square_webp

SIDE = 48
RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)
MARKER = b"<script>alert(1)</script>"
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def file_of(picture: Image.Image, kind: str, **options: Any) -> BytesIO:
    file = BytesIO()
    picture.save(file, kind, **options)
    return file


def plain(colour: tuple[int, int, int] = RED) -> Image.Image:
    return Image.new("RGB", (64, 64), colour)


def quarters() -> Image.Image:
    """A picture that shows which way up it is."""
    picture = Image.new("RGB", (90, 60), "white")
    for at, colour in (((0, 0), RED), ((45, 0), GREEN), ((0, 30), BLUE)):
        picture.paste(colour, (*at, at[0] + 45, at[1] + 30))
    return picture


def made_anew(file: BytesIO, side: int = SIDE) -> Image.Image:
    """Make the square, see to all that must be true of any, and return it."""
    data = square_webp(file, side=side)
    picture = Image.open(BytesIO(data))
    picture.load()
    assert (picture.format, picture.size) == ("WEBP", (side, side))
    assert getattr(picture, "n_frames", None) == 1
    assert picture.info.keys().isdisjoint({"exif", "xmp", "icc_profile", "comment"})
    assert MARKER not in data
    return picture


def colour_at(picture: Image.Image, at: tuple[float, ...]) -> tuple[int, ...]:
    """Return the colour there, in fractions of its size."""
    colour = picture.getpixel((int(at[0] * picture.width), int(at[1] * picture.height)))
    assert isinstance(colour, tuple)
    return colour


def is_at(picture: Image.Image, at: tuple[float, ...], colour: tuple[int, ...]) -> bool:
    """Whether it has about that colour there."""
    there = colour_at(picture, at)
    return all(abs(a - b) < 24 for a, b in zip(there, colour, strict=True))


def refusal(data: bytes) -> str:
    """Return the code under which the file is refused."""
    with pytest.raises(ValidationError) as caught:
        square_webp(BytesIO(data), side=SIDE)
    assert re.search("[Cc]hoose|smaller", str(caught.value.message))  # what to do
    return str(caught.value.code)


# --- What comes out -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FORMATS)
def test_a_picture_of_each_kind_becomes_a_square(kind: str) -> None:
    assert is_at(made_anew(file_of(plain(), kind)), (0.5, 0.5), RED)


def test_it_is_the_middle_and_all_of_its_height() -> None:
    wide = Image.new("RGB", (300, 100), BLUE)
    wide.paste(RED, (100, 0, 200, 100))

    picture = made_anew(file_of(wide, "PNG"))

    for corner in product((0.05, 0.95), repeat=2):
        assert is_at(picture, corner, RED)


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (1, 40_000), (40_000, 1), (SIDE, SIDE)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_no_shape_is_too_odd(size: tuple[int, int], kind: str) -> None:
    assert is_at(made_anew(file_of(Image.new("RGB", size, RED), kind)), (0.5, 0.5), RED)


def test_a_file_that_was_looked_into_is_read_from_its_start() -> None:
    file = file_of(plain(), "PNG")
    file.read()

    made_anew(file)


@pytest.mark.parametrize(
    ("mode", "colour", "kind", "shown"),
    [
        ("1", 1, "PNG", (255, 255, 255)),
        ("L", 128, "PNG", (128, 128, 128)),
        ("L", 128, "JPEG", (128, 128, 128)),
        ("I;16", 32_768, "PNG", (128, 128, 128)),
        ("P", 0, "PNG", (0, 0, 0)),
        ("CMYK", (0, 255, 255, 0), "JPEG", RED),
    ],
)
def test_colours_stay_however_they_are_stored(
    mode: str, colour: Any, kind: str, shown: tuple[int, int, int]
) -> None:
    picture = Image.new(mode, (64, 64), colour)

    assert is_at(made_anew(file_of(picture, kind)), (0.5, 0.5), shown)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA"])
def test_fine_patterns_blend(mode: str) -> None:
    dots = Image.frombytes("1", (96, 96), (b"\xaa" * 12 + b"\x55" * 12) * 48)

    assert is_at(made_anew(file_of(dots.convert(mode), "PNG")), (0.5, 0.5), (128, 128, 128))


def half_clear(mode: str) -> Image.Image:
    """Red on the right and nothing on the left."""
    picture = Image.new("RGBA", (64, 64), (*RED, 255))
    picture.paste((0, 0, 0, 0), (0, 0, 32, 64))
    return picture.convert(mode)


@pytest.mark.parametrize(
    "file",
    [
        file_of(half_clear("RGBA"), "PNG"),
        file_of(half_clear("RGBA"), "WEBP"),
        file_of(half_clear("RGBA"), "AVIF"),
        file_of(half_clear("RGBA"), "GIF"),
        file_of(half_clear("LA"), "PNG"),
        file_of(half_clear("P"), "PNG"),
        file_of(half_clear("RGB"), "PNG", transparency=(0, 0, 0)),
        file_of(half_clear("L"), "PNG", transparency=0),
        file_of(
            half_clear("L").convert("I;16").point(lambda level: level * 256 + 2560),
            "PNG",
            transparency=2560,
        ),
    ],
)
def test_what_was_transparent_stays_so(file: BytesIO) -> None:
    alpha = made_anew(file).getchannel("A")

    assert (alpha.getpixel((2, 24)), alpha.getpixel((SIDE - 3, 24))) == (0, 255)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF", "MPO"])  # phones write MPO
def test_an_animation_gives_its_first_frame(kind: str) -> None:
    frames = [plain(BLUE), plain(GREEN)]
    file = file_of(plain(RED), kind, save_all=True, append_images=frames, duration=100)

    assert is_at(made_anew(file), (0.5, 0.5), RED)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", range(9))
def test_it_stands_upright_and_says_nothing_of_where_it_was_taken(
    kind: str, orientation: int
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = MARKER.decode()  # the camera's maker
    exif.get_ifd(0x8825)[0x001D] = MARKER.decode()  # GPS: the day
    file = file_of(quarters(), kind, exif=exif)

    picture = made_anew(file)

    upright = ImageOps.exif_transpose(Image.open(file)).convert("RGB")
    for corner in product((0.3, 0.7), repeat=2):
        assert is_at(picture, corner, colour_at(upright, corner))


def exif_of(*entries: tuple[int, int, int, int]) -> bytes:
    """Return it raw, with entries that Pillow would not write: tag, type, count, value."""
    directory = b"".join(struct.pack("<HHLL", *entry) for entry in entries)
    return b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + directory + bytes(40)


def test_odd_exif_does_not_keep_it_from_standing_upright() -> None:
    exif = exif_of((0x0112, 3, 1, 6), (0x014A, 1, 4, 30))  # the second is of a wrong type

    assert is_at(made_anew(file_of(quarters(), "JPEG", exif=exif)), (0.3, 0.3), BLUE)


def test_broken_exif_is_let_be() -> None:
    file = file_of(quarters(), "PNG", exif=b"Exif\0\0nonsense")

    assert is_at(made_anew(file), (0.3, 0.3), RED)


def test_colours_are_those_of_its_profile() -> None:
    # A screen whose red is everybody else's blue.
    swapped = SRGB.replace(b"rXYZ", b"----").replace(b"bXYZ", b"rXYZ").replace(b"----", b"bXYZ")
    file = file_of(plain(RED), "PNG", icc_profile=swapped)

    assert is_at(made_anew(file), (0.5, 0.5), BLUE)


def profile_of(space: bytes, tag: bytes, content: bytes) -> bytes:
    """Return a printer's colour profile with that one tag (ICC.1:2001-04, chapter 6)."""
    white = 63_190, 65_536, 54_061
    names = b"prtr", space, b"Lab ", b"acsp"
    header = struct.pack(">4xI4s4s4s12x4s28xIII48x", 0x02100000, *names, *white)
    table = struct.pack(">I4sII", 1, tag, 144, len(content))
    return struct.pack(">I", 144 + len(content)) + header + table + content


GREEN_INKS = (  # in a table of eight bits: whatever the other three, key is black
    b"mft1\0\0\0\0\4\3\2\0" + struct.pack(">9I", *(65536, 0, 0, 0) * 2, 65536)
    + bytes(range(256)) * 4 + b"\xc0\x30\xb0\0\x80\x80" * 8 + bytes(range(256)) * 3
)  # fmt: skip
SQUARED = b"curv" + struct.pack(">4xIH", 1, 2 * 256)  # a gamma of 2


@pytest.mark.parametrize(
    ("mode", "colour", "profile", "shown"),
    [
        ("CMYK", (0, 255, 255, 0), profile_of(b"CMYK", b"A2B0", GREEN_INKS), (0, 219, 88)),
        ("L", 128, profile_of(b"GRAY", b"kTRC", SQUARED), (62, 62, 62)),
    ],
)
def test_a_profile_of_ink_or_grey_counts_too(
    mode: str, colour: Any, profile: bytes, shown: tuple[int, int, int]
) -> None:
    file = file_of(Image.new(mode, (64, 64), colour), "JPEG", icc_profile=profile)

    assert is_at(made_anew(file), (0.5, 0.5), shown)


@pytest.mark.parametrize(("mode", "colour"), [("RGB", RED), ("CMYK", (0, 255, 255, 0))])
@pytest.mark.parametrize("profile", [b"nonsense", SRGB[:200], SRGB])
def test_a_profile_that_does_not_fit_is_let_be(
    mode: str, colour: tuple[int, ...], profile: bytes
) -> None:
    file = file_of(Image.new(mode, (64, 64), colour), "JPEG", icc_profile=profile)

    assert is_at(made_anew(file), (0.5, 0.5), RED)


def text_chunks() -> PngInfo:
    chunks = PngInfo()
    chunks.add_text("Comment", MARKER.decode())
    chunks.add_itxt("XML:com.adobe.xmp", MARKER.decode())
    return chunks


def with_size_of_a_comment(gif: bytes) -> bytes:
    """Make the GIF a script as well: what is not code is between /* and */."""
    return gif[:6] + b"/*" + gif[8:] + b"*/=1;" + MARKER


@pytest.mark.parametrize(
    "data",
    [
        file_of(plain(), "JPEG", comment=MARKER, xmp=MARKER).getvalue() + MARKER,
        file_of(plain(), "PNG", pnginfo=text_chunks()).getvalue() + MARKER,
        with_size_of_a_comment(file_of(plain(), "GIF", comment=MARKER).getvalue()),
        file_of(plain(), "WEBP", exif=b"Exif\0\0" + MARKER, xmp=MARKER).getvalue() + MARKER,
        file_of(plain(), "AVIF", xmp=MARKER).getvalue() + MARKER,
        file_of(plain(), "JPEG", icc_profile=SRGB + MARKER).getvalue(),
    ],
)
def test_nothing_rides_along(data: bytes) -> None:
    assert MARKER in data

    made_anew(BytesIO(data))


# --- The whole of it, within bounds ---------------------------------------------------------


def bounded(file: BytesIO, longest: int = SIDE) -> Image.Image:
    """Make it anew, see to all that must be true of any, and return it."""
    made = bounded_webp(file, longest=longest)
    picture = Image.open(BytesIO(made.data))
    picture.load()
    assert (picture.format, picture.size) == ("WEBP", (made.width, made.height))
    assert max(picture.size) <= longest
    assert getattr(picture, "n_frames", None) == 1
    assert picture.info.keys().isdisjoint({"exif", "xmp", "icc_profile", "comment"})
    assert MARKER not in made.data
    return picture


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((96, 64), (48, 32)),
        ((64, 96), (32, 48)),
        ((48, 48), (48, 48)),
        ((40, 9), (40, 9)),  # never enlarged
        ((1, 1), (1, 1)),
        ((1, 4_000), (1, 48)),
        ((5_000, 3_000), (48, 29)),
    ],
)
def test_a_picture_keeps_its_shape_within_its_bounds(
    kind: str, size: tuple[int, int], shown: tuple[int, int]
) -> None:
    assert bounded(file_of(Image.new("RGB", size, RED), kind)).size == shown


@pytest.mark.parametrize("orientation", range(9))
def test_a_bounded_picture_stands_upright_with_nothing_cut_off(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = MARKER.decode()
    file = file_of(quarters(), "JPEG", exif=exif)

    picture = bounded(file)

    upright = ImageOps.exif_transpose(Image.open(file)).convert("RGB")
    assert picture.size == ((48, 32) if upright.width > upright.height else (32, 48))
    for corner in product((0.1, 0.9), repeat=2):
        assert is_at(picture, corner, colour_at(upright, corner))


def test_a_large_photo_is_the_same_though_it_is_decoded_smaller() -> None:
    photo = file_of(quarters().resize((8_000, 6_000)), "JPEG")

    picture = bounded(photo, longest=2_000)

    assert picture.size == (2_000, 1_500)
    assert is_at(picture, (0.1, 0.1), RED)


@pytest.mark.parametrize("file", [file_of(half_clear("RGBA"), "PNG"), file_of(plain(), "GIF")])
def test_a_bounded_picture_is_transparent_where_it_was(file: BytesIO) -> None:
    assert bounded(file, longest=32).mode == Image.open(file).convert().mode


def test_what_no_square_is_made_of_is_refused() -> None:
    for data in (b"", b"Dear diary,", file_of(plain(), "PNG").getvalue()[:90]):
        with pytest.raises(ValidationError):
            bounded_webp(BytesIO(data), longest=SIDE)


# --- What is refused ------------------------------------------------------------------------


def test_an_empty_file_is_refused() -> None:
    assert refusal(b"") == "empty"


def test_a_large_file_is_refused_whatever_it_is() -> None:
    picture = file_of(plain(), "JPEG").getvalue()

    made_anew(BytesIO(picture.ljust(MAX_BYTES, b"\0")))
    assert refusal(picture.ljust(MAX_BYTES + 1, b"\0")) == "too_many_bytes"
    assert refusal(bytes(30_000_000)) == "too_many_bytes"


@pytest.mark.parametrize(
    "data",
    [
        b"Dear diary,",
        b'<svg xmlns="http://www.w3.org/2000/svg">' + MARKER + b"</svg>",
        b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + bytes(64),
        b"\0\0\0\x18ftypmif1\0\0\0\0heicmif1" + bytes(64),
        *(
            file_of(plain(), kind).getvalue()
            for kind in ("BMP", "TIFF", "ICO", "EPS", "PDF", "PPM", "JPEG2000")
        ),
    ],
)
def test_another_kind_of_file_is_refused(data: bytes) -> None:
    assert refusal(data) == "unknown_format"


def png_chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def png_header(width: int, height: int) -> bytes:
    size = struct.pack(">II5B", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", size)


@pytest.mark.parametrize("size", [(20_000, 20_000), (12_000, 12_000), (7_072, 7_072)])
def test_too_many_pixels_are_refused_at_the_header(size: tuple[int, int]) -> None:
    data = png_header(*size) + png_chunk(b"IDAT", b"nothing that could be decoded")

    assert refusal(data) == "too_many_pixels"


@pytest.mark.parametrize("kind", FORMATS)
def test_half_a_file_is_refused(kind: str) -> None:
    noise = Image.effect_noise((64, 64), 80).convert("RGB")
    data = file_of(noise, kind).getvalue()

    # Pillow knows an AVIF only if it is whole.
    reason = "unknown_format" if kind == "AVIF" else "damaged"
    assert refusal(data[: len(data) // 2]) == reason


def test_a_text_that_unpacks_to_megabytes_is_refused() -> None:
    bomb = PngInfo()
    bomb.add_text("Comment", "x" * 2_000_000, zip=True)

    assert refusal(file_of(plain(), "PNG", pnginfo=bomb).getvalue()) == "damaged"


@pytest.mark.parametrize(
    ("data", "piece"),
    [
        *(
            (
                file_of(Image.new(mode, (64, 64)), "JPEG", progressive=True).getvalue(),
                rb"\xff\xda.+?(?=\xff[^\0])",  # its first scan
            )
            for mode in ("L", "RGB", "CMYK")
        ),
        (file_of(plain(), "JPEG", exif=b"Exif\0\0x").getvalue(), rb"\xff\xe1\0\x09Exif\0\0x"),
        (file_of(plain(), "PNG", icc_profile=SRGB).getvalue(), b"....iCCP.+(?=....IDAT)"),
    ],
)
def test_a_file_made_to_keep_us_busy_is_refused(data: bytes, piece: bytes) -> None:
    found = re.search(piece, data, re.DOTALL)
    assert found

    made_anew(BytesIO(data.replace(found[0], found[0] * 20)))
    assert refusal(data.replace(found[0], found[0] * 60)) == "damaged"


def made_anew_or_refused(data: bytes) -> None:
    with suppress(ValidationError):
        made_anew(BytesIO(data), side=8)
    with suppress(ValidationError):
        bounded(BytesIO(data), longest=8)


METADATA = {"icc_profile": SRGB, "exif": exif_of((0x0112, 3, 1, 6))}
KINDS: list[tuple[str, dict[str, Any]]] = [
    *((kind, METADATA) for kind in FORMATS),
    ("JPEG", {"progressive": True}),
    ("GIF", {"save_all": True, "append_images": [plain()], "transparency": 1}),
    ("PNG", {"save_all": True, "append_images": [plain(BLUE).resize((12, 8))]}),
    ("WEBP", {"lossless": True}),
]
SAMPLES = [
    file_of(quarters().resize((12, 8)), kind, **options).getvalue() for kind, options in KINDS
]
# As in production, where what Pillow finds odd is a line in the log.
as_in_production = pytest.mark.filterwarnings("ignore")


@as_in_production
@given(st.sampled_from([b"", *(sample[:32] for sample in SAMPLES)]), st.binary(max_size=200))
@settings(deadline=None)
def test_no_bytes_break_it(start: bytes, rest: bytes) -> None:
    made_anew_or_refused(start + rest)


@as_in_production
@given(st.data())
@settings(max_examples=500, deadline=None)
def test_no_damage_breaks_it(data: st.DataObject) -> None:
    sample = bytearray(data.draw(st.sampled_from(SAMPLES)))
    places = st.integers(0, len(sample) - 1)
    for at, byte in data.draw(st.dictionaries(places, st.integers(0, 255), max_size=8)).items():
        sample[at] = byte

    made_anew_or_refused(bytes(sample[: data.draw(st.none() | places)]))
