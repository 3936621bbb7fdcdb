"""A long word or a long address in any text never makes a small phone scroll sideways."""

import json

import pytest

from bigstory.testing.browser import Onlooker
from bigstory.testing.pages.names import NOT_PAGES

pytestmark = pytest.mark.browser

SMALL = {"width": 320, "height": 700}
# Every text of the record that people write becomes one long word, or has one and a long address
# behind it. What was sent and is frozen stays as it is, and so do the programme's own words, which
# come from a file and are nobody's to type.
LENGTHEN = """
import json
from contextlib import suppress
from django.apps import apps
from django.db import IntegrityError, models, transaction
from bigstory.testing.beside import set_beside
from bigstory.testing.pages import paths

WORD = "Llanfair" * 25
LINK = "https://example.org/" + "a-long-address/" * 12
NOT_WORDS = "digest password code sha256 film_id captions version language picture".split()


def is_words(each):
    kinds = models.SlugField, models.EmailField, models.URLField
    typed = isinstance(each, (models.CharField, models.TextField)) and not isinstance(each, kinds)
    return typed and not (each.choices or each.unique or each.name in NOT_WORDS)


def is_of_the_programme(model):
    names = {each.name for each in model._meta.concrete_fields} & {"programme", "region"}
    return model._meta.label == "areas.Programme" or names == {"programme"}


more = set_beside()
found = {name: more.get(name, []) + places for name, places in paths().items()}
done = 0
for model in apps.get_models():
    ours = model._meta.app_label in ("accounts", "areas", "partnerships", "outcomes")
    ours = ours and not is_of_the_programme(model)
    fields = [each for each in model._meta.concrete_fields if is_words(each)]
    for row in model._base_manager.all() if ours and fields else ():
        told = [(each, value) for each in fields if (value := getattr(row, each.name))]
        long = {
            each.name: WORD[: each.max_length] if each.max_length else f"{value} {WORD} {LINK}"
            for each, value in told
        }
        with suppress(IntegrityError), transaction.atomic():
            done += bool(long) and model._base_manager.filter(pk=row.pk).update(**long)
print(json.dumps([done, found]))
"""
# By how much the page is too wide, and what stands furthest out.
TOO_WIDE = """() => {
  document.querySelectorAll("details").forEach((fold) => (fold.open = true));
  const over = document.scrollingElement.scrollWidth - innerWidth;
  if (over <= 0) return "";
  const words = [...document.querySelectorAll("body *")].filter((each) => !each.childElementCount);
  const edge = (each) => each.getBoundingClientRect().right;
  const widest = words.reduce((one, two) => (edge(two) > edge(one) ? two : one));
  return `${over} too wide: ${widest.parentElement.outerHTML.slice(0, 160)}`;
}"""
LEAST_CHANGED = 500
LEAST_LOOKED_AT = 30


@pytest.fixture(scope="module")
def places(site) -> dict[str, list[str]]:
    done, found = json.loads(site.ask(LENGTHEN))
    assert done >= LEAST_CHANGED
    return {name: places for name, places in found.items() if name not in NOT_PAGES}


@pytest.mark.parametrize("name", ["", "Denise", "Tom", "Janet", "Priya", "Ines"])
def test_no_page_is_wider_than_a_small_phone(site, chromium, places, name):
    reader = Onlooker.arrive(site, chromium, name=name, size=SMALL)
    wide = {}
    looked_at = 0
    for addresses in places.values():
        for address in addresses[:2]:
            if reader.go(address) == 200:
                looked_at += 1
                if why := reader.page.evaluate(TOO_WIDE):
                    wide[address] = why
    reader.leave()
    assert wide == {}
    assert looked_at >= LEAST_LOOKED_AT
