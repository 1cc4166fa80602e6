"""An upload becomes a photo: in the background, in a child process, whole or not at all."""

from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import func, select, update

from newsroom import clock, outbox
from newsroom.database import db
from newsroom.outbox import Order, running
from newsroom.outbox.models import Job
from newsroom.photos import address, changing, developing, hatch
from newsroom.photos.intake import take_in
from newsroom.photos.models import Photo
from newsroom.photos.renditions import renditions_of, srcset
from newsroom.photos.sizes import files_of
from newsroom.photos.stores import Folder, store
from tests import factories
from tests.photos import pictures


def keys(photo):
    return sorted(kept.key for kept in store().under(f"photos/{photo.name}"))


def test_an_upload_becomes_a_photo_with_all_its_files(app):
    photo, _ = take_in(BytesIO(pictures.jpeg((1000, 700))), by_id=None)
    upload = f"incoming/{photo.upload}"
    assert store().read(upload)
    db.session.commit()
    running.run_due(app)
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
    with pytest.raises(FileNotFoundError):
        store().read(upload)


def test_one_of_the_factory_is_like_a_real_one(client, developed):
    real, made = developed(), factories.photo()
    assert len(keys(made)) == len(keys(real)) == len(files_of(400, avif=False))
    assert client.get(address(made, "320.webp")).status_code == 200
    assert renditions_of(made)[0].height == renditions_of(real)[0].height


def orders(app, photo, attempts=1):
    """The order of the job that waits for this photo."""
    job = db.session.scalar(select(Job).where(Job.kind == developing.KIND, Job.done_at.is_(None)))
    order = Order(job.id, job.kind, job.subject, job.payload, attempts, job.created_at, "")
    db.session.commit()
    return order


def waiting(content=None):
    photo, _ = take_in(BytesIO(content or pictures.jpeg()), by_id=None)
    return photo


def test_the_words_of_the_file_are_offered_and_its_place_is_not_kept(developed):
    texts = dict(pictures.NAMES, author="  Олена\n\nКоваль\u202e " + "а" * 300)
    camera = pictures.encoded(pictures.drawn(), "JPEG", exif=pictures.exif(gps=True))
    photo = developed(pictures.with_segments(camera, pictures.iptc(**texts)))
    assert photo.had_location
    assert photo.author.startswith("Олена Коваль а")
    assert len(photo.author) <= 120
    assert photo.credit == f"{photo.author} / Reuters"
    assert (photo.caption, photo.copyright, photo.alt) == ("Міст", "© Коваль", "")
    assert "reuters" in photo.find_text


@pytest.mark.one_database
def test_what_is_no_photo_is_refused_and_nothing_of_it_is_kept(developed):
    photo = developed(b"%PDF-1.7")
    assert (photo.status, photo.refused_why, photo.upload) == ("refused", "pdf", "")
    assert not photo.is_being_made
    assert renditions_of(photo) == []
    assert keys(photo) == [] == [kept for kept in store().under("incoming") if kept.size == 8]


def test_a_crash_in_between_is_repeated_and_harms_nobody(app, monkeypatch):
    photo = waiting()
    put, puts = Folder.put, []

    def dies_at_the_third(self, key, source):
        puts.append(key)
        if len(puts) == 3:
            raise OSError("the machine stops here")
        put(self, key, source)

    monkeypatch.setattr(Folder, "put", dies_at_the_third)
    running.run_due(app)
    assert (photo.status, len(keys(photo))) == ("waiting", 2)
    assert renditions_of(photo) == []
    db.session.execute(update(Job).values(run_at=clock.now()))
    db.session.commit()
    running.run_due(app)
    assert photo.is_ready
    assert len(keys(photo)) == len(files_of(400, avif=False))


@pytest.fixture
def run_often(app):
    """``run_often(number)``: the outbox at work so many times, however long it would wait."""

    def run(number):
        for _ in range(number):
            db.session.execute(update(Job).values(run_at=clock.now()))
            db.session.commit()
            running.run_due(app)

    return run


def killed(*_):
    raise hatch.Gone("killed")


def no_answer(*_):
    raise OSError("the bucket does not answer")


@pytest.mark.one_database
def test_a_refused_photo_keeps_why_when_its_point_is_moved(developed):
    photo = developed(b"%PDF-1.7")
    changing.focus(photo, 0.2, 0.8)
    assert (photo.status, photo.refused_why) == ("refused", "pdf")
    assert (photo.focal_x, photo.focal_y) == (0.2, 0.8)  # for the picture that may come
    assert not db.session.scalars(select(Job).where(Job.done_at.is_(None))).all()


@pytest.mark.one_database
def test_a_refused_file_belongs_to_who_uploads_it_next(developed):
    photo = developed(b"%PDF-1.7")
    person = factories.staff("reporter")
    again, _ = take_in(BytesIO(b"%PDF-1.7"), by_id=person.id)
    assert (again.id, again.uploaded_by_id) == (photo.id, person.id)


@pytest.mark.one_database
def test_what_never_works_says_so_at_last_and_may_be_tried_again(app, run_often, monkeypatch):
    photo = waiting()
    with monkeypatch.context() as away:
        away.setattr(hatch, "develop", killed)
        run_often(developing.DEATHS)
    assert (photo.status, photo.refused_why) == ("refused", "failed")
    assert photo.upload
    db.session.commit()
    assert app.test_cli_runner().invoke(args=["outbox", "retry", "--all"]).exit_code == 0
    run_often(1)
    assert (photo.status, photo.refused_why, photo.upload) == ("ready", "", "")


@pytest.mark.one_database
def test_a_store_that_is_away_is_waited_for_as_long_as_any_other(run_often, monkeypatch):
    photo = waiting()
    with monkeypatch.context() as away:
        away.setattr(Folder, "fetch", no_answer)
        run_often(developing.TRIES - 2)
        assert (photo.status, photo.refused_why) == ("waiting", "")
        run_often(1)
    assert (photo.status, photo.refused_why) == ("refused", "failed")
    assert photo.upload


@pytest.mark.one_database
def test_what_ends_whoever_tries_it_is_given_up_too(app):
    photo = waiting()
    with pytest.raises(outbox.Hopeless):
        developing.develop(orders(app, photo, attempts=developing.TRIES))
    assert (photo.status, photo.refused_why) == ("refused", "failed")


@pytest.mark.one_database
def test_another_focus_gives_up_a_picture_that_did_not_work(developed, run_often, monkeypatch):
    photo = developed()
    changing.replace(photo, BytesIO(pictures.jpeg((500, 500))))
    with monkeypatch.context() as away:
        away.setattr(hatch, "develop", killed)
        run_often(developing.DEATHS)
    changing.focus(photo, 0.1, 0.1)
    db.session.commit()
    run_often(1)
    assert (photo.width, photo.version, photo.upload) == (400, photo.newest, "")


@pytest.mark.one_database
def test_a_lost_upload_is_said_to_be_lost(app):
    photo = waiting()
    store().remove(f"incoming/{photo.upload}")
    db.session.commit()
    running.run_due(app)
    assert photo.refused_why == "lost"


def test_another_focus_is_another_version_with_the_same_master(app, client, developed):
    photo = developed(pictures.jpeg((900, 300)))
    old = address(photo, "square.webp")
    changing.focus(photo, 0.0, 0.5)
    assert photo.is_being_made
    db.session.commit()
    assert address(photo, "square.webp") == old  # until the new files are there
    db.session.commit()
    running.run_due(app)
    assert (photo.version, photo.is_being_made) == (2, False)
    new = address(photo, "square.webp")
    assert client.get(old).data != client.get(new).data
    masters = [store().read(f"photos/{photo.name}/{version}/master.jpg") for version in (1, 2)]
    assert masters[0] == masters[1]


@pytest.mark.one_database
@pytest.mark.parametrize(("x", "y"), [(-1, 2), (float("nan"), float("inf"))])
def test_a_focus_is_within_the_picture(app, x, y):
    photo = factories.photo()
    changing.focus(photo, x, y)
    assert 0 <= photo.focal_x <= 1
    assert 0 <= photo.focal_y <= 1


def test_another_picture_takes_its_place_everywhere_and_old_addresses_stay(app, client, developed):
    photo = developed()
    photo.describe(author="Олена", alt="Човен")
    db.session.commit()
    old = address(photo, "320.webp")
    changing.replace(photo, BytesIO(pictures.jpeg((500, 500))))
    assert photo.is_ready
    assert photo.width == 400
    db.session.commit()
    running.run_due(app)
    assert (photo.version, photo.width, photo.author, photo.alt) == (2, 500, "Олена", "Човен")
    assert client.get(old).status_code == 200
    assert client.get(address(photo, "480.webp")).status_code == 200


@pytest.mark.one_database
def test_a_picture_that_is_refused_leaves_the_one_it_was_to_replace(app, developed):
    photo = developed()
    changing.replace(photo, BytesIO(b"<svg/>"))
    db.session.commit()
    running.run_due(app)
    assert (photo.is_ready, photo.version, photo.refused_why) == (True, 1, "svg")
    changing.focus(photo, 0.1, 0.1)
    db.session.commit()
    running.run_due(app)
    assert (photo.version, photo.refused_why) == (photo.newest, "")


def sent(content):
    return take_in(BytesIO(content), by_id=None)


@pytest.mark.one_database
def test_a_file_is_known_by_the_picture_that_is_shown(app, developed):
    first, second, bad = pictures.jpeg(), pictures.jpeg((500, 500)), b"<svg/>"
    photo = developed(first)
    for replacement in (bad, second):
        changing.replace(photo, BytesIO(replacement))
        assert sent(first) == (photo, False)
        db.session.commit()
        running.run_due(app)
    assert sent(second) == (photo, False)
    assert sent(bad)[1]
    assert sent(first)[1]


def test_a_file_that_became_a_photo_of_its_own_stays_one(app, developed):
    photo = developed()
    changing.replace(photo, BytesIO(pictures.jpeg((500, 500))))
    own, is_new = sent(pictures.jpeg((500, 500)))
    assert is_new
    running.run_due(app)
    db.session.refresh(photo)
    assert (photo.width, own.width) == (500, 500)
    assert sent(pictures.jpeg((500, 500))) == (own, False)


@pytest.mark.one_database
def test_the_picture_of_before_takes_the_place_of_one_under_way(app, developed):
    photo = developed()
    changing.replace(photo, BytesIO(pictures.jpeg((500, 500))))
    changing.replace(photo, BytesIO(pictures.jpeg()))
    running.run_due(app)
    db.session.refresh(photo)
    assert (photo.width, photo.version) == (400, 3)


@pytest.mark.one_database
def test_a_focus_chosen_while_a_picture_waits_does_not_lose_the_picture(app, developed):
    photo = developed()
    changing.replace(photo, BytesIO(pictures.jpeg((500, 500))))
    changing.focus(photo, 0.9, 0.9)
    db.session.commit()
    running.run_due(app)
    assert (photo.width, photo.focal_x, photo.version) == (500, 0.9, 3)


@pytest.mark.one_database
def test_another_photos_file_does_not_replace_this_one(app, developed):
    photo = developed()
    other = developed(pictures.jpeg((60, 40)))
    with pytest.raises(changing.NotTaken, match="уже є у фототеці"):
        changing.replace(photo, BytesIO(pictures.jpeg((60, 40))))
    assert other.is_ready


def test_what_is_deleted_leaves_nothing(app, client, developed):
    photo = developed()
    url, prefix = address(photo, "320.webp"), f"photos/{photo.name}"
    changing.delete(photo)
    db.session.commit()
    running.run_due(app)
    assert not list(store().under(prefix))
    assert client.get(url).status_code == 404
    assert db.session.scalar(select(func.count()).select_from(Photo)) == 0


@pytest.mark.one_database
def test_what_is_deleted_while_it_is_made_leaves_nothing_either(app, monkeypatch):
    photo = waiting()
    order, prefix = orders(app, photo), f"photos/{photo.name}"
    develop = hatch.develop

    def deleted_meanwhile(*given):
        changing.delete(db.session.get(Photo, order.payload["photo"]))
        db.session.commit()
        return develop(*given)

    monkeypatch.setattr(hatch, "develop", deleted_meanwhile)
    developing.develop(order)
    db.session.commit()
    running.run_due(app)
    assert not list(store().under(prefix))


@pytest.mark.one_database
def test_a_licence_is_over_the_day_after_its_last():
    photo = Photo(licence_until=date(2026, 11, 24))
    assert not photo.licence_is_over(date(2026, 11, 24))
    assert photo.licence_is_over(date(2026, 11, 25))
    assert not Photo(licence_until=None).licence_is_over(date(2026, 11, 25))
