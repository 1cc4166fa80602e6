"""Refusals in words. Each says what to do next."""

from newsroom.i18n import lazy_gettext as _

SENTENCES = {
    "empty": _("This file is empty. Choose it once more, or save it anew."),
    "broken": _(
        "This file is damaged or did not come whole. Open it, save it as JPEG and upload that."
    ),
    "too-many-pixels": _("This picture has too many pixels. Make it smaller and upload that."),
    "too-hard": _(
        "This file takes too long or too much memory to open. Save it anew as JPEG and upload that."
    ),
    "svg": _("This is a drawing in SVG. Save it as PNG and upload that."),
    "pdf": _("This is a PDF. Save the page that you want as JPEG and upload that."),
    "tiff": _("This is a TIFF or a raw file of a camera. Save it as JPEG and upload that."),
    "bmp": _("This is a BMP. Save it as PNG and upload that."),
    "icon": _("This is an icon. Save it as PNG and upload that."),
    "photoshop": _("This is a file of Photoshop. Save it as JPEG and upload that."),
    "avif": _("This is an AVIF. Save it as JPEG and upload that."),
    "archive": _("This is an archive. Unpack it and upload the photos in it."),
    "video": _("This is a video. Upload a photo, or a still from it as JPEG."),
    "unknown": _("This is not a photo that we can open. Save it as JPEG, PNG or WebP."),
    "failed": _("We did not manage to prepare this photo. Upload it once more."),
    "lost": _("The file of this photo is lost. Upload it once more."),
}


def sentence(word: str) -> str:
    """In the reader's language; nothing for no refusal."""
    return str(SENTENCES.get(word, SENTENCES["unknown"])) if word else ""
