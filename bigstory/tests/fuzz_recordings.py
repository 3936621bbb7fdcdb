"""Broken recordings and films by the hundred: python -m bigstory.tests.fuzz_recordings 400

Each is a good one with bytes changed, cut off, doubled or joined to another. An error of ours is
anything but a clean copy or a refusal in words; a mark that comes through is one too. Needs ffmpeg.
Half a second each.
"""

import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path


def spoilt(bodies: list[bytes], chance: random.Random) -> bytes:
    """One of them, spoilt in one of five ways.

    The head is where the containers say what they hold.
    """
    body = bytearray(chance.choice(bodies))
    way = chance.randrange(5)
    if way == 0:
        return bytes(body[: chance.randrange(len(body))])
    if way == 1:
        at = chance.randrange(len(body))
        return bytes(body[:at] + body[at : at + 5000] * 3 + body[at:])
    if way == 2:
        other = chance.choice(bodies)
        return bytes(body[: chance.randrange(len(body))] + other[chance.randrange(len(other)) :])
    where = 400 if way == 3 else len(body)
    for _time in range(chance.randrange(1, 60)):
        body[chance.randrange(where)] = chance.randrange(256)
    return bytes(body)


def try_one(body: bytes, folder: Path) -> str:
    from bigstory.core.files.recordings import RecordingRefused, look, make_film, make_sound
    from bigstory.testing.recorded import MARK

    path = folder / "sent"
    path.write_bytes(body)
    try:
        sent = look(path)
        made = make_film(path, folder) if sent.film else make_sound(path, folder)
    except RecordingRefused as refused:
        return f"refused: {refused.why}"
    except Exception as error:
        return f"error: {error!r}"
    through = any(MARK.encode() in each.read_bytes() for each in made.files.values())
    return "mark came through" if through else "accepted"


def main(many: int) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bigstory.settings")
    import django

    django.setup()
    from bigstory.testing.recorded import marked_film, marked_sound

    chance = random.Random(1)
    found = Counter()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as made:
        endings = ("mp3", "m4a", "ogg", "webm", "wav", "flac")
        good = [marked_sound(Path(made), ending).read_bytes() for ending in endings]
        good.append(marked_film(Path(made)).read_bytes())
        for _time in range(many):
            with tempfile.TemporaryDirectory() as folder:
                found[try_one(spoilt(good, chance), Path(folder))] += 1
    print(
        ", ".join(f"{what} {n}" for what, n in sorted(found.items())),
        f"; {time.perf_counter() - began:.0f} s",
    )
    wrong = sum(n for what, n in found.items() if what.startswith(("error", "mark")))
    return bool(wrong or not found["accepted"] or found["accepted"] == many)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 400))
