"""Pictures that people upload, made anew: of what they sent, nothing but the pixels is kept.

Knows files and pixels; nothing of requests, forms or models.
"""

from collections.abc import Callable
from io import BytesIO
from typing import IO, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000  # of a JPEG, which can be decoded smaller than it is
MAX_PIXELS_IN_FULL = 25_000_000  # of the others; each takes up to 16 bytes, in WebP
QUALITY = 85  # of 100

# Pieces that cost a reader much and a sender little; an honest file has a few dozen at most.
COSTLY_PIECES = (
    b"Exif\0\0",  # JPEG: Pillow copies all that it has, at each
    b"iCCP",  # PNG: each unpacks to a megabyte
    # JPEG: a scan, of one to four colours; each goes over the whole picture
    *(b"\xff\xda\0" + bytes((6 + 2 * colours, colours)) for colours in (1, 2, 3, 4)),
)
MAX_COSTLY_PIECES = 50

TURNS = {  # EXIF's orientation: how to get a picture upright
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


Size = tuple[int, int]  # width and height, px


class BoundedWebp(NamedTuple):
    data: bytes
    width: int
    height: int


def square_webp(file: IO[bytes], *, side: int) -> bytes:
    """Return the middle of the picture in `file` as a WebP of `side` by `side` px.

    Upright, in sRGB, transparent where it was, one frame, no metadata. A small picture is
    enlarged: whoever shows the square can count on its size.

    Raises:
        ValidationError: `file` is empty, too large, of another format than `FORMATS`, of too
            many pixels, or damaged.
    """
    picture = _picture(file, least=lambda size: (2 * side, 2 * side))
    return _webp(ImageOps.fit(picture, (side, side), Image.Resampling.LANCZOS))


def bounded_webp(file: IO[bytes], *, longest: int) -> BoundedWebp:
    """Return the picture in `file` as a WebP, no side of which is longer than `longest` px.

    The whole of it: upright, in sRGB, transparent where it was, one frame, no metadata. A
    small picture is not enlarged.

    Raises:
        ValidationError: as `square_webp`.
    """
    picture = _picture(file, least=lambda size: _bounded(size, longest))
    size = _bounded(picture.size, longest)
    if size != picture.size:
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    return BoundedWebp(_webp(picture), *size)


def _bounded(size: Size, longest: int) -> Size:
    """Return the size in the same proportions, with no side longer than `longest`."""
    scale = min(1, longest / max(size))
    width, height = (max(1, round(side * scale)) for side in size)
    return width, height


def _picture(file: IO[bytes], *, least: Callable[[Size], Size]) -> Image.Image:
    """Return the first frame in `file`, upright, in mode L, RGB, RGBA or CMYK.

    To save work it may come reduced, though to no less than `least` says for its size.
    """
    data = _read(file)
    try:
        return _decoded(data, least=least)
    except UnidentifiedImageError as error:
        raise ValidationError(
            _("This is not a picture that we can read. Choose a JPEG, PNG, WebP, GIF or AVIF."),
            code="unknown_format",
        ) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(
            _(
                "This picture has too many pixels: a JPEG may have %(jpeg)d million, any other "
                "%(other)d. Make it smaller and try again."
            ),
            code="too_many_pixels",
            params={"jpeg": MAX_PIXELS // 10**6, "other": MAX_PIXELS_IN_FULL // 10**6},
        ) from error
    except Exception as error:  # decoders raise whatever a broken file leads them to
        raise ValidationError(
            _("This picture is damaged or incomplete. Save it anew, or choose another."),
            code="damaged",
        ) from error


def _read(file: IO[bytes]) -> bytes:
    file.seek(0)  # a form may have looked into it
    data = file.read(MAX_BYTES + 1)
    if not data:
        raise ValidationError(_("This file is empty. Choose another."), code="empty")
    if len(data) > MAX_BYTES:
        raise ValidationError(
            _(
                "This file is larger than %(megabytes)d MB. Make the picture smaller and try "
                "again."
            ),
            code="too_many_bytes",
            params={"megabytes": MAX_BYTES // 1024**2},
        )
    return data


def _decoded(data: bytes, *, least: Callable[[Size], Size]) -> Image.Image:
    """Do as `_picture` says, raising what Pillow raises."""
    if sum(map(data.count, COSTLY_PIECES)) > MAX_COSTLY_PIECES:
        raise ValueError("made to keep its reader busy")
    picture = Image.open(BytesIO(data), formats=FORMATS)  # decodes no more than the header
    most = MAX_PIXELS if isinstance(picture, JpegImageFile) else MAX_PIXELS_IN_FULL
    if picture.width * picture.height > most:
        raise Image.DecompressionBombError
    picture.draft(None, least(picture.size))  # a JPEG is decoded smaller, thus sooner
    picture.load()
    return _in_plain_mode(_upright(picture))


def _upright(picture: Image.Image) -> Image.Image:
    # Not with ImageOps.exif_transpose: that writes the EXIF anew, which fails on much that
    # cameras put there.
    try:
        turn = TURNS.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # as above; the pixels are sound all the same
        turn = None
    return picture if turn is None else picture.transpose(turn)


def _in_plain_mode(picture: Image.Image) -> Image.Image:
    """Return it in a mode that can be scaled and that colour profiles are made for."""
    if picture.mode == "I;16":
        picture = _in_8_bits(picture)
    if picture.has_transparency_data:
        return picture if picture.mode == "RGBA" else picture.convert("RGBA")
    return picture if picture.mode in ("L", "RGB", "CMYK") else picture.convert("RGB")


def _in_8_bits(grey: Image.Image) -> Image.Image:
    # Pillow's own conversion does not scale: all above 255 of 65,535 would be white.
    scaled = grey.point(lambda level: level * (1 / 256)).convert("L")
    if "transparency" in scaled.info:  # the one level that is to be seen through
        scaled.info["transparency"] //= 256
    return scaled


def _webp(picture: Image.Image) -> bytes:
    """Return it encoded, without metadata: Pillow writes what it is handed, which is none."""
    file = BytesIO()
    _in_srgb(picture).save(file, "WEBP", quality=QUALITY)
    return file.getvalue()


def _in_srgb(picture: Image.Image) -> Image.Image:
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    if profile := picture.info.get("icc_profile"):
        srgb = ImageCms.createProfile("sRGB")
        try:
            transform = ImageCms.buildTransform(BytesIO(profile), srgb, picture.mode, mode)
        except ImageCms.PyCMSError:  # broken, or made for another mode
            return picture.convert(mode)
        return transform.apply(picture)
    return picture.convert(mode)
