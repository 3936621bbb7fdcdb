"""Hostile photos by the thousand: python -m bigstory.tests.fuzz_photos 20000

Every eighth goes through the page a phone sends to, as a signed-in member; the rest through `clean`
and the store. An error of ours is anything but a kept photo or a refusal in words. Makes a database
and a folder of its own.
"""

import logging
import os
import resource
import sys
import tempfile
import time
import warnings
from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO

EVERY = 8


@dataclass
class Figures:
    """What became of them. All but the first three must be nought."""

    counts: Counter = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        names = (
            "sent accepted refused through_the_page errors rows_left files_left marks_left".split()
        )
        return ", ".join(f"{name.replace('_', ' ')} {self.counts[name]}" for name in names)


def run(many: int, *, client=None, address: str = "", seed: int = 1, every: int = EVERY) -> Figures:
    """Send them. With a client and an address, one in `every` goes through the page."""
    from bigstory.tests.mutants import mutants

    found = Figures()
    for number, photo in enumerate(mutants(many, seed=seed)):
        found.counts["sent"] += 1
        try:
            if client is not None and number % every == 0:
                found.counts["through_the_page"] += 1
                kept = _through_the_page(client, address, photo)
            else:
                kept = _through_clean(photo)
        except Exception as error:
            found.errors.append(f"number {number}: {error!r}")
            found.counts["errors"] += 1
            continue
        found.counts["accepted" if kept else "refused"] += 1
        _look_at_what_is_left(found, kept)
    return found


def _through_clean(photo: bytes) -> list:
    from bigstory.core.files.photos import PhotoRefused, clean, store

    try:
        return [store.keep(clean(BytesIO(photo)))]
    except PhotoRefused as refused:
        if not refused.problems[0].strip():
            raise AssertionError("a refusal without a word") from refused
        return []


def _through_the_page(client, address: str, photo: bytes) -> list:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from partnerships.models import MediaItem

    answer = client.post(
        address, {"photo": SimpleUploadedFile("IMG_0001.jpg", photo, "image/jpeg")}
    )
    if answer.status_code == 422:
        assert answer.json()["says"].strip(), "a refusal without a word"
        return []
    assert answer.status_code == 201, f"{answer.status_code}: {answer.content[:200]!r}"
    kept = list(MediaItem.objects.values_list("name", flat=True))
    assert len(kept) == 1, "one photo, one row"
    return kept


def _look_at_what_is_left(found: Figures, kept: list) -> None:
    """The copies of what was kept are clean JPEGs.

    Then they are taken away, and nothing may be left at all.
    """
    from django.core.files.storage import default_storage
    from PIL import Image

    from bigstory.core.files.photos import SIZES, store
    from bigstory.tests.mutants import MARK
    from partnerships.models import MediaItem

    for name in kept:
        for size in SIZES:
            with store.open_copy(name, size) as file:
                body = file.read()
            with Image.open(BytesIO(body)) as copy:
                copy.load()
                labels = copy.info.keys() & {"exif", "xmp", "icc_profile", "comment", "photoshop"}
                found.counts["marks_left"] += MARK in body or bool(labels) or copy.format != "JPEG"
        MediaItem.objects.filter(name=name).delete()
        store.take_away(name)
    found.counts["rows_left"] += MediaItem.objects.count()
    found.counts["files_left"] += (
        len(sum(default_storage.listdir(store.FOLDER), [])) if _any() else 0
    )


def _any() -> bool:
    from django.core.files.storage import default_storage

    from bigstory.core.files.photos import store

    return default_storage.exists(store.FOLDER)


def main(many: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATABASE_URL": f"sqlite:///{folder}/x.sqlite3",
            "STORAGE_DIR": folder,
            "BIGSTORY_MODE": "demo",
        }
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bigstory.settings")
        import django

        django.setup()
        # Refusals and Pillow's grumbling are what this is about; they would bury the figures.
        logging.disable(logging.WARNING)
        warnings.filterwarnings("ignore", category=UserWarning, module="PIL")
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        client, address = _a_member()
        began = time.perf_counter()
        found = run(many, client=client, address=address)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{found}; {time.perf_counter() - began:.0f} s, {peak} MB at most")
        print("\n".join(found.errors[:20]))
        wrong = sum(
            found.counts[name] for name in ("errors", "rows_left", "files_left", "marks_left")
        )
        return bool(wrong or not found.counts["accepted"] or not found.counts["refused"])


def _a_member():
    from django.test import Client
    from django.test.utils import setup_test_environment
    from django.urls import reverse

    from areas.models import AreaRole
    from areas.tests.factories import AreaFactory
    from bigstory.accounts.models import User

    setup_test_environment()
    area = AreaFactory()
    user = User.objects.create_user("member@example.org", name="Denise")
    client = Client()
    AreaRole.objects.create(user=user, role="member", area=area)
    client.force_login(user, backend="areas.roles.sign_in.RoleBackend")
    return client, reverse("photo_add", args=[area.slug])


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
