"""Public stories as an Atom feed, from cleared copies alone: what is taken back leaves it too."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.xmlutils import SimplerXMLGenerator

from bigstory.core.text.clean import clean_all
from bigstory.kit.templatetags.story import linebreaks
from outcomes.models import Publication

NEWEST = 30
SUMMARY_LETTERS = 200


class Feed(Atom1Feed):
    """Each entry with its whole words, which Django's own class leaves out.

    One letter that XML does not know would take the feed from everybody, so all of it is cleaned.
    """

    def __init__(self, **words) -> None:
        super().__init__(**clean_all(words))

    def add_item(self, **words) -> None:
        super().add_item(**clean_all(words))

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def atom(
    *, title: str, about: str, here: str, page: str, rows: QuerySet, address: Callable[[str], str]
) -> str:
    """The newest of `rows` (publications), each with all its words, as one document.

    `about` is the subtitle, `here` the path of the feed, `page` that of the page it belongs to;
    `address` makes a path absolute.
    """
    copies = list(rows.for_list().order_by("-published_at", "-pk")[:NEWEST])
    feed = Feed(
        title=title,
        link=address(page),
        description=about,
        subtitle=about,
        feed_url=address(here),
        language="en-gb",
    )
    for copy in copies:
        link = address(copy.get_absolute_url())
        feed.add_item(
            title=copy.title,
            link=link,
            unique_id=link,
            description=escape(_in_short(copy)),
            content=_words(copy),
            author_name=copy.byline or copy.area.short_name,
            pubdate=copy.published_at,
            updateddate=copy.published_at,
            categories=[outcome.name for outcome in copy.said_yes.all()],
        )
    return feed.writeString("utf-8")


def _in_short(copy: Publication) -> str:
    return copy.in_short or Truncator(copy.what_changed).chars(SUMMARY_LETTERS)


def _words(copy: Publication) -> str:
    parts = (
        copy.before,
        copy.what_changed,
        copy.how_it_came_about,
        copy.what_was_hard,
        copy.how_we_know,
    )
    return "".join(linebreaks(part) for part in parts if part)
