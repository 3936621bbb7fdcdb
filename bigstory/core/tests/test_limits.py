"""How often something was tried is counted until a fixed end, whoever else tries what meanwhile."""

import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import RequestFactory

from bigstory.core.limits import counting
from bigstory.core.limits.counting import Limit, count, sweep, uncount
from bigstory.core.limits.places import place_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def at(**later):
    return time_machine.travel(NOON + timedelta(**later), tick=False)


def guess(whose="denise"):
    return count("guess", whose, most=5, seconds=300)


def test_the_end_stands_from_the_first_try_and_does_not_move():
    with at():
        assert (guess().number, guess().seconds) == (1, 300)
    with at(minutes=4):
        assert (guess().number, guess().seconds) == (3, 60)
    with at(minutes=5):
        assert (guess().number, guess().seconds) == (1, 300)


def test_more_than_the_most_is_too_often_and_each_is_counted_alone():
    assert [guess().too_often for _try in range(6)] == [False] * 5 + [True]
    assert not guess("tom").too_often


def test_what_was_right_is_taken_back_and_never_more_than_was_counted():
    guess()
    for _again in range(3):
        uncount("guess", "denise")
    assert guess().number == 1


def test_strangers_take_nobodys_count_away_and_only_time_does(monkeypatch):
    with at():
        for _try in range(6):
            guess()
        for stranger in range(400):
            count("guess", stranger, most=5, seconds=60)
    with at(minutes=4):
        sweep()
        assert Limit.objects.count() == 1
        assert guess().too_often
    with at(minutes=5):
        sweep()
        assert not Limit.objects.exists()


def test_counting_itself_clears_what_is_over_now_and_then_once_that_is_committed(
    monkeypatch, django_capture_on_commit_callbacks
):
    with at():
        guess()
    monkeypatch.setattr(counting._Swept, "at", time.monotonic() - counting.SWEEP_EVERY - 1)
    with at(minutes=6):
        with django_capture_on_commit_callbacks(execute=True):
            guess("tom")
            assert Limit.objects.count() == 2, "no lock on another's row is held until then"
        assert Limit.objects.count() == 1


def test_nobody_can_be_read_out_of_the_table():
    guess("denise@example.org")
    assert "denise" not in str(list(Limit.objects.values()))


def test_the_cache_keeps_a_thing_until_its_time_and_gives_it_to_one():
    with at():
        assert cache.add("code", "y", timeout=30)
        assert not cache.add("code", "z", timeout=30)
        assert cache.get("code") == "y"
        cache.set("tries", [1.5, 2.5], 60)
    with at(seconds=31):
        assert cache.get("code") is None
        assert cache.add("code", "again", timeout=30)
        assert cache.get("tries", []) == [1.5, 2.5]
        assert cache.touch("tries", 60)
        assert cache.delete("tries")
        assert not cache.delete("tries")


def test_there_is_one_cache_for_tests_and_production():
    assert settings.CACHES["default"]["BACKEND"] == "bigstory.core.limits.cache.LimitsCache"


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
    ],
)
def test_a_place_is_an_address_or_what_a_provider_gives_to_one_customer(given, place):
    assert place_of(RequestFactory().get("/", REMOTE_ADDR=given)) == place
