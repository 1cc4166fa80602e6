"""An upload becomes a photo: in the background, in a child process, whole or not at all."""

from newsroom.photos import address
from newsroom.photos.renditions import renditions_of, srcset
from newsroom.photos.sizes import files_of
from newsroom.photos.stores import store
from tests import factories
from tests.photos import pictures


def keys(photo):
    return sorted(kept.key for kept in store().under(f"photos/{photo.name}"))


def test_an_upload_becomes_a_photo_with_all_its_files(developed):
    photo = developed(pictures.jpeg((1000, 700)))
    assert photo.is_ready
    assert not photo.is_being_made
    assert (photo.width, photo.height, photo.version) == (1000, 700, 1)
    assert keys(photo) == sorted(f"photos/{photo.name}/1/{f}" for f in files_of(1000, avif=False))
    assert [(r.width, r.height) for r in renditions_of(photo)] == [
        (320, 224),
        (480, 336),
        (640, 448),
        (960, 672),
    ]
    assert srcset(photo).startswith(f"/photos/{photo.name}/1/320.webp 320w, ")
    assert photo.placeholder.startswith("data:image/webp;base64,")
    assert not list(store().under("incoming"))


def test_one_of_the_factory_is_like_a_real_one(client, developed):
    real, made = developed(), factories.photo()
    assert len(keys(made)) == len(keys(real)) == len(files_of(400, avif=False))
    assert client.get(address(made, "320.webp")).status_code == 200
    assert renditions_of(made)[0].height == renditions_of(real)[0].height
