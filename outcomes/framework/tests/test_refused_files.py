"""A framework file with something wrong in it is refused in sentences, and nothing is stored."""

import pytest
from django.core.management import CommandError, call_command

from bigstory.core.files.refused import Refused
from outcomes.framework.exchange.framework import load_framework
from outcomes.framework.tests.small_framework import SMALL, everything

BAD = {
    "not TOML": ('name = "Small"', "name = Small", "not a framework file"),
    "no version": ('version = "1"', "", "needs a version"),
    "a version that is a number": ('version = "1"', "version = 1", "needs a version"),
    "no programme": ("[programme]", "[pogramme]", "needs a \\[programme\\]"),
    "a misspelt part": ("[[makers]]", "[[makerz]]", "'makerz', which nobody knows"),
    "a missing key": ('question = "Is it better?"', "", "better\\): question is missing"),
    "an empty name": ('name = "Us"', 'name = ""', "name must be some text"),
    "an unknown key": ('name = "Us"', 'name = "Us"\ncolour = "red"', "'colour' is not known here"),
    "a doubled slug": ('slug = "them"', 'slug = "us"', "has the slug 'us' as number 1"),
    "a slug with a space": ('slug = "them"', 'slug = "th em"', "letters without accents"),
    "a slug that is a list": ('slug = "them"', 'slug = ["us"]', "slug must be some text"),
    "a name as long as a page": ('name = "Them"', f'name = "{"x" * 121}"', "at most 120 fit"),
    "an unknown level of a kind": (
        'level = "person"',
        'level = "persons"',
        "there is no level 'persons'",
    ),
    "a day that is text": (
        "from = 2020-01-01",
        'from = "1 January 2020"',
        "from must be a day such as",
    ),
    "a day that never was": ("from = 2020-01-01", "from = 2020-02-30", "not a framework file"),
    "a day with an hour": (
        "from = 2020-01-01",
        "from = 2020-01-01T10:00:00",
        "from must be a day such as",
    ),
    "a programme that ends first": ("ends = 2030-01-01", "ends = 2019-01-01", "before it starts"),
    "a value that is text": ("value = 3", 'value = "three"', "value must be a number"),
    "a value that is no number": ("value = 3", "value = nan", "value must be a number"),
    "a value beyond all bounds": ("value = 3", "value = 1e300", "value must be a number"),
    "a number of thousands of digits": (
        "value = 3",
        f"value = {'9' * 5000}",
        "not a framework file",
    ),
    "the same rule twice": (
        "[[steps]]",
        '[[rules]]\nname = "min_members"\nvalue = 4\nfrom = 2020-01-01\nsource = "us"\n[[steps]]',
        "the same rule from the same day",
    ),
    "a barrier on no side": (
        'side = "external"',
        'side = "above"',
        "side must be internal or external",
    ),
    "an outcome numbered 2": ("number = 1", "number = 2", "numbered 1, 2, 3"),
    "a word nobody says": (
        'area = "village"',
        'aera = "village"',
        "There is no word “aera”",
    ),
    "one entry where several belong": ("[[steps]]", "[steps]", "under its own \\[\\[steps\\]\\]"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("good", "bad", "sentence"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_refused_with_a_sentence_and_nothing_is_stored(write, good, bad, sentence):
    assert good in SMALL
    with pytest.raises(Refused, match=sentence):
        load_framework(write(SMALL.replace(good, bad)))
    assert not any(everything().values())


@pytest.mark.django_db
def test_all_that_is_wrong_is_said_at_once(write):
    bad = (
        SMALL.replace('name = "Us"', "")
        .replace("value = 3", 'value = "three"')
        .replace('version = "1"', "")
    )
    with pytest.raises(CommandError) as refused:
        call_command("load_framework", write(bad))
    assert len(str(refused.value).splitlines()) == 4


@pytest.mark.django_db
def test_a_file_that_is_not_there_or_not_utf_8_is_said_plainly(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_framework", tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes('version = "Caf\xe9"'.encode("latin-1"))
    with pytest.raises(CommandError, match="not UTF-8"):
        call_command("load_framework", tmp_path / "latin.toml")
