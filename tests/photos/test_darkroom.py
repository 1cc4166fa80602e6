"""The darkroom: what pictures become, what the words in them are, and what never leaves it."""

import io

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from newsroom.photos.darkroom.refusal import Refused
from newsroom.photos.sizes import files_of
from tests.photos import pictures
from tests.photos.leavings import all_around
from tests.photos.pictures import MARKER, NAMES, drawn, encoded, exif, iptc, with_segments, xmp


def opened(files, name="320.webp"):
    return Image.open(io.BytesIO(files[name])).convert("RGB")


def quarters(image):
    """The colours of the four quarters, as names."""
    named = {(1, 0, 0): "red", (0, 1, 0): "green", (0, 0, 1): "blue", (1, 1, 1): "white"}
    spots = [(x, y) for y in (0.25, 0.75) for x in (0.25, 0.75)]
    found = [image.getpixel((int(image.width * x), int(image.height * y))) for x, y in spots]
    return [named.get(tuple(int(part > 127) for part in each), each) for each in found]


UPRIGHT = ["red", "green", "blue", "white"]


def everything_in(picture, form):
    """A picture with all that a file can say beside it, and the marker in each."""
    marked = dict.fromkeys(NAMES, MARKER)
    around = {"exif": exif(gps=True, author=MARKER), "xmp": xmp(**marked)}
    around["icc_profile"] = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    if form == "JPEG":
        return with_segments(encoded(picture, form, comment=MARKER, **around), iptc(**marked))
    if form == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_itxt("Comment", MARKER)
        text.add_itxt("XML:com.adobe.xmp", around.pop("xmp").decode())
        return encoded(picture, form, pnginfo=text, **around) + MARKER.encode()
    return encoded(picture, form, **(around if form == "WEBP" else {"comment": MARKER.encode()}))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_nothing_but_pixels_leaves_it(darkroom, form):
    content = everything_in(drawn(), form)
    assert MARKER.encode() in content
    facts, files = darkroom(content)
    assert facts["had_location"] == (form != "GIF")
    assert quarters(opened(files)) == UPRIGHT


def test_what_stands_around_pixels_would_be_seen():
    for form in ("JPEG", "PNG", "WEBP"):
        assert all_around({"master.jpg": everything_in(drawn(), form)})


@pytest.mark.parametrize("turn", range(2, 9))
def test_it_stands_upright_however_the_camera_was_held(darkroom, turn):
    back = {5: 5, 6: 8, 7: 7, 8: 6}.get(turn, turn)
    turned = pictures.TURNED[back](drawn())
    facts, files = darkroom(encoded(turned, "JPEG", quality=95, exif=exif(turn=turn)))
    assert (facts["width"], facts["height"]) == (400, 300)
    assert quarters(opened(files)) == UPRIGHT


@pytest.mark.parametrize(
    ("mode", "form"),
    [
        ("CMYK", "JPEG"),
        ("L", "JPEG"),
        ("LA", "PNG"),
        ("P", "GIF"),
        ("P", "PNG"),
        ("RGBA", "PNG"),
        ("RGBA", "WEBP"),
    ],
)
def test_every_kind_of_colours_is_understood(darkroom, mode, form):
    _, files = darkroom(encoded(drawn(mode=mode), form))
    expected = opened({"320.webp": encoded(drawn(mode=mode).convert("RGB"), "PNG")})
    assert quarters(opened(files)) == quarters(expected)


def test_sixteen_bits_of_grey_keep_their_shades(darkroom):
    grey = Image.new("I;16", (400, 300), 0x8080)
    _, files = darkroom(encoded(grey, "PNG"))
    assert opened(files).getpixel((100, 100)) == (128, 128, 128)


def test_what_shows_through_is_white(darkroom):
    _, files = darkroom(encoded(Image.new("RGBA", (400, 300), (255, 0, 0, 0)), "PNG"))
    assert opened(files).getpixel((100, 100)) == (255, 255, 255)


def test_colours_of_another_profile_are_put_into_srgb(darkroom):
    profile = ImageCms.createProfile("LAB")
    grey = ImageCms.ImageCmsProfile(profile).tobytes()
    _, broken = darkroom(encoded(drawn(), "JPEG", icc_profile=grey))  # of other colours: ignored
    assert quarters(opened(broken)) == UPRIGHT


def test_the_first_picture_of_a_gif_is_taken(darkroom):
    frames = [Image.new("RGB", (40, 30), "red"), Image.new("RGB", (40, 30), "blue")]
    content = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    _, files = darkroom(content)
    assert quarters(opened(files, "40.webp"))[0] == "red"


def test_the_files_have_the_widths_of_the_layouts(darkroom):
    facts, files = darkroom(pictures.jpeg((1000, 500)))
    assert list(files) == files_of(1000, avif=False)
    sizes = {name: Image.open(io.BytesIO(content)).size for name, content in files.items()}
    assert sizes["960.webp"] == (960, 480)
    assert (sizes["card.jpg"], sizes["square.webp"]) == ((1200, 630), (320, 320))
    assert sizes["master.jpg"] == (1000, 500)
    assert len(facts["placeholder"]) <= 400


@pytest.mark.parametrize("size", [(1, 1), (3, 2000), (2000, 3)])
def test_what_is_tiny_or_long_has_files_too(darkroom, size):
    facts, files = darkroom(pictures.jpeg(size))
    assert files.keys() == set(files_of(size[0], avif=False))
    assert facts["placeholder"]


@pytest.mark.parametrize(
    ("focus", "colour"),
    [((0.1, 0.5), (255, 0, 0)), ((0.9, 0.5), (0, 0, 255)), ((0.5, 0.5), (0, 255, 0))],
)
def test_crops_keep_what_matters(darkroom, focus, colour):
    wide = Image.new("RGB", (900, 300), "lime")
    wide.paste("red", (0, 0, 300, 300))
    wide.paste("blue", (600, 0, 900, 300))
    _, files = darkroom(encoded(wide, "PNG"), focus)
    square = opened(files, "square.webp").getpixel((160, 160))
    assert all(abs(a - b) < 40 for a, b in zip(square, colour, strict=True))


def test_avif_comes_beside_webp_by_setting(darkroom):
    facts, files = darkroom(pictures.jpeg(), avif=True)
    assert facts["avif"]
    assert quarters(opened(files, "320.avif")) == UPRIGHT


def test_the_words_of_agencies_are_read(darkroom):
    content = with_segments(pictures.jpeg(), iptc(**NAMES))
    facts, _ = darkroom(content)
    assert {field: facts[field] for field in NAMES} == NAMES
    assert not facts["had_location"]


def test_of_several_who_say_it_agencies_come_first_and_cameras_last(darkroom):
    content = encoded(drawn(), "JPEG", xmp=xmp(agency="З XMP", caption="З XMP"))
    camera = encoded(drawn(), "JPEG", exif=exif(copyright="Camera", caption="SONY DSC"))
    content = with_segments(content, iptc(agency="З IPTC"), app1(camera))
    facts, _ = darkroom(content)
    assert (facts["agency"], facts["caption"], facts["copyright"]) == ("З IPTC", "З XMP", "Camera")
    facts, _ = darkroom(camera)
    assert "caption" not in facts


def app1(jpeg_file):
    at = jpeg_file.index(b"\xff\xe1")
    return jpeg_file[at : at + 2 + int.from_bytes(jpeg_file[at + 2 : at + 4])]


def test_old_windows_letters_are_read(darkroom):
    segment = iptc(caption="x" * 4).replace(b"\x1c\x01\x5a\x00\x03\x1b%G", b"")
    facts, _ = darkroom(with_segments(pictures.jpeg(), iptc_in_1251("Річка")))
    assert facts["caption"] == "Річка"
    assert segment


def iptc_in_1251(caption):
    piece = caption.encode("cp1251")
    records = b"\x1c\x02\x78" + len(piece).to_bytes(2) + piece
    block = b"8BIM\x04\x04\0\0" + len(records).to_bytes(4) + records + b"\0" * (len(records) % 2)
    content = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + (len(content) + 2).to_bytes(2) + content


@pytest.mark.parametrize("entity", ["<!DOCTYPE a [<!ENTITY b 'c'>]>", "<!ENTITY b 'c'>"])
def test_xmp_that_declares_anything_says_nothing(darkroom, entity):
    packet = xmp(caption="Міст").replace(b"<x:xmpmeta", entity.encode() + b"<x:xmpmeta", 1)
    facts, _ = darkroom(encoded(drawn(), "JPEG", xmp=packet))
    assert "caption" not in facts


def test_its_refusal_is_one_that_has_a_sentence(darkroom):
    from newsroom.photos.refusals import SENTENCES

    with pytest.raises(Refused) as refused:
        darkroom(b"%PDF-1.7")
    assert str(refused.value) in SENTENCES
