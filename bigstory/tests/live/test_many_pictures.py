"""Many pictures and papers at once: they take the memory there is for them and no more, and
meanwhile the other pages are as quick as ever.
"""

import re
import time
from contextlib import closing
from io import BytesIO

import pytest
from PIL import Image

from bigstory.testing.paper import a_pdf, a_pdf_that_never_ends
from bigstory.testing.recorded import needs
from bigstory.tests.live.crowd import crowd, drill_only, made
from bigstory.tests.live.site import LiveSite, Sender
from bigstory.tests.live.watch import Watch

pytestmark = [
    drill_only,
    pytest.mark.live,
    pytest.mark.enable_socket,
    pytest.mark.django_db(transaction=True),
]
BOMBS = 12
PAPERS = 45
MOST_MEMORY = 600_000_000
MOST_SECONDS = 1
SHOWN_WITHIN = 3
TELLERS = """
from outcomes.tests.factories import StoryFactory
area = place("crowded")
told = []
for n in range({n}):
    user = person(f"teller-{{n}}", "member", area)
    told.append([sign_in(user), StoryFactory(area=area, audience="area", written_by=user).pk])
print(json.dumps(told))
"""
ADD = "/areas/crowded/photos/"
FORM = "/stories/{}/evidence/new/document/"
TYPED = {"source": "Minutes", "words": "Agreed to try four Saturdays.", "said_by": ""}


def as_sent(mode: str, size, format: str, **how) -> bytes:
    out = BytesIO()
    Image.new(mode, size).save(out, format, **how)
    return out.getvalue()


def bombs() -> list[bytes]:
    """A few kilobytes each, and as many dots as one may have."""
    side = (7000, 7100)
    return [
        as_sent("P", side, "PNG", transparency=0),
        as_sent("1", side, "PNG"),
        as_sent("RGBA", (5000, 5000), "WEBP", lossless=True),
        as_sent("RGBA", side, "WEBP", lossless=True),
    ]


def a_phones_photo() -> bytes:
    """Twelve million dots and some megabytes, as it comes where no script makes it smaller."""
    noise = Image.effect_noise((1000, 750), 60)
    out = BytesIO()
    Image.merge("RGB", [noise] * 3).resize((4000, 3000)).save(out, "JPEG", quality=90)
    return out.getvalue()


def seconds_until_shown(phone: Sender) -> float:
    """From the first byte sent to the last byte of the picture, tried again when told to."""
    body = a_phones_photo()
    began = time.monotonic()
    while (answer := phone.send(ADD, {}, photo=body))[0] == 503:
        time.sleep(1)
    status, page = answer
    assert status == 201, (status, page[:200])
    address = re.search(r"/photos/[0-9a-f-]+/small/", page)[0]
    assert phone.get(address)[0] == 200
    return time.monotonic() - began


def test_pictures_made_to_fill_the_memory_do_not(deployed: LiveSite):
    tellers = made(deployed, TELLERS.format(n=BOMBS))
    sent = bombs()
    with Watch(deployed) as watch, crowd(deployed, [key for key, _story in tellers]) as people:
        ((*answers,),) = people.rounds(
            1, lambda sender, n, _round: sender.send(ADD, {}, photo=sent[n % len(sent)])
        )
    said = sorted(status for status, _page in answers)
    print(f"\n{BOMBS} pictures of {len(sent[0])} bytes and more: {said}; {watch}")
    assert not deployed.broken()
    assert {*said} <= {201, 422, 503}
    assert 201 in said, "the control: some of them were drawn"
    assert watch.most_memory > 50_000_000, "the control: it was seen"
    assert watch.most_memory <= MOST_MEMORY
    assert watch.worst <= MOST_SECONDS


def test_papers_by_the_dozen_hold_up_no_other_page_and_no_photo(deployed: LiveSite):
    needs("pdftoppm")
    *tellers, phone = made(deployed, TELLERS.format(n=PAPERS + 1))
    paper = a_pdf(8)

    def send(sender: Sender, n: int, _round: int) -> str:
        status, page = sender.send(FORM.format(tellers[n][1]), TYPED, paper=paper)
        if status == 302:
            return "kept"
        assert status == 200, (status, page[:200])
        assert TYPED["words"] in page
        return "busy" if "Try it again in a minute." in page else page[:2000]

    with Watch(deployed) as quiet, closing(Sender(deployed.port, phone[0])) as sender:
        alone = seconds_until_shown(sender)
    with Watch(deployed) as watch, crowd(deployed, [key for key, _story in tellers]) as people:
        told = people.rounds(1, send)[0]
    print(f"\n{PAPERS} papers: {told.count('kept')} kept, the rest told at once; {watch}")
    print(f"a photo of twelve million dots, alone: shown after {alone:.1f} s; {quiet}")
    assert not deployed.broken()
    assert {*told} <= {"kept", "busy"}
    assert "kept" in told
    assert watch.most_memory <= MOST_MEMORY
    assert watch.worst <= MOST_SECONDS
    assert alone <= SHOWN_WITHIN


def test_a_photo_is_shown_soon_while_papers_made_never_to_end_are_drawn(deployed: LiveSite):
    needs("pdftoppm")
    *tellers, phone = made(deployed, TELLERS.format(n=7))
    paper = a_pdf_that_never_ends()

    def send(sender: Sender, n: int, _round: int) -> float:
        if n == len(tellers):
            time.sleep(0.5)
            return seconds_until_shown(sender)
        sender.send(FORM.format(tellers[n][1]), TYPED, paper=paper)
        return 0

    keys = [key for key, _story in [*tellers, phone]]
    with Watch(deployed) as watch, crowd(deployed, keys) as people:
        took = max(people.rounds(1, send)[0])
    print(f"\na photo among papers: shown after {took:.1f} s; {watch}")
    assert not deployed.broken()
    assert watch.most_at_once > 1, "the control: papers were drawn meanwhile"
    assert took <= SHOWN_WITHIN
    assert watch.most_memory <= MOST_MEMORY
    assert watch.worst <= MOST_SECONDS
