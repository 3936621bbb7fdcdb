"""From an address one guesses where its view stands."""

import re

import pytest
from django.urls import URLPattern, get_resolver

from bigstory.tests.test_architecture import APPS

pytestmark = pytest.mark.once

# Where no word of an address names the module: what its path says instead.
NAMED_OTHERWISE = {
    "": "home",
    "c/": "log",
    "c/<slug:code>/": "log",
    "log-worker.js": "site",
    "log-token/": "site",
    "no-signal/": "site",
    "app.webmanifest": "site",
    "robots.txt": "sitemap",
    "about/": "site",
    "privacy/": "site",
    "accessibility/": "site",
    "style/": "site",
    "photos/<uuid:name>/<slug:size>/": "files",
    "recordings/<uuid:name>/<str:part>": "files",
    "mine/<secret:secret>/<uuid:name>/<str:part>": "files",
    "stories/<int:pk>/in-it/<int:number>/": "media_people",
    "stories/": "library",
    "stories/stories.csv": "library",
}


def addresses_with_modules() -> dict[str, str]:
    """Each address of ours as its pattern stands in urls.py, and the module of its view."""

    def walk(resolver, before=""):
        for pattern in resolver.url_patterns:
            here = before + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                yield here, pattern.callback.__module__
            elif pattern.app_name != "admin":
                yield from walk(pattern, here)

    ours = tuple(f"{app}." for app in APPS)
    return {at: module for at, module in walk(get_resolver()) if module.startswith(ours)}


def words_in(text: str) -> set[str]:
    """The words of an address or a module, in the singular."""
    return {word.rstrip("s") for word in re.findall("[a-z]+", text)} - {"view", ""}


def test_the_module_of_a_view_bears_a_word_of_its_address():
    found = addresses_with_modules()
    otherwise = {
        at: module
        for at, module in found.items()
        if not words_in(re.sub(r"<\w+:(\w+)>", "", at)) & words_in(module)
    }
    assert otherwise.keys() == NAMED_OTHERWISE.keys()
    assert {at for at, module in otherwise.items() if NAMED_OTHERWISE[at] not in module} == set()
    assert len(found) > 140
