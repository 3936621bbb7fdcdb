"""Samples for the style page, invented and nowhere stored."""

from datetime import date
from types import SimpleNamespace
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from bigstory.core.files.recordings.look import Why
from bigstory.kit.fields import ManyPicks, Picks
from bigstory.kit.layout import FormHelper
from bigstory.kit.numbers.fields import KindNumberField, PoundsField
from bigstory.kit.words import LineField, WordsField
from outcomes.media.queries.items import with_refusal
from partnerships.models import MediaItem

COLOURS = (
    *("ink", "ink-2", "paper", "wash", "rule", "edge", "brand", "brand-2", "accent", "accent-wash"),
    *("error", "error-wash", "h1", "h2", "h3", "h4"),
)
ICONS = (
    *("o1", "o2", "o3", "o4", "yes", "bit", "no", "unsure", "none", "plus", "search"),
    *("close", "alert", "words", "photo", "count", "paper", "eye"),
)
YEARS = list(zip(range(2014, 2025), (4, 18, 39, 72, 108, 139, 161, 117, 152, 187, 93), strict=True))
BUSY = (3, 2, 4, 5, 3, 4, 2, 4, 5, 4, 6, 5)
QUIET = (4, 3, 5, 2, 3, 2, 1, 1, 2, 0, 0, 0)
LEVELS = (_("Individual"), _("Group"), _("Community"), _("Strategic"))
SQUARES = ((88, 104, 112, 21), (186, 97, 44, 3), (61, 83, 120, 42), (112, 54, 203, 0))
ANSWERS = (
    ("yes", "bit", "", "bit"),
    ("bit", "yes", "yes", "yes"),
    ("yes", "yes", "unsure", "no"),
    ("yes",) * 4,
)
AREA = SimpleNamespace(short_name="Ramsey", slug="ramsey", pk=0)


class SampleForm(forms.Form):
    """Every kind of question."""

    helper = FormHelper(form_method="get", form_action="style")

    title = LineField(
        label=_("One line"), help_text=_("A hint says what a good answer looks like.")
    )
    words = WordsField(label=_("Several lines"), rows=3, required=False)
    came = KindNumberField(
        label=_("A number"),
        help_text=_("Its words are kept, even where they are not a number."),
        most=1_000,
        example="41",
        required=True,
    )
    cost = PoundsField(label=_("Money"), required=False)
    day = forms.DateField(
        label=_("A day"),
        widget=forms.DateInput,
        error_messages={"invalid": _("Choose a day, like 6 June 2024.")},
    )
    region = forms.ChoiceField(
        label=_("One of many"), choices=[("", _("Not said")), ("ne", _("North East"))]
    )
    audience = forms.ChoiceField(
        label=_("One of a few, with hints"),
        choices=[("area", _("Our area")), ("public", _("Everybody"))],
        widget=Picks(hints={"area": _("Only us"), "public": _("After the people in it say yes")}),
        error_messages={"required": _("Choose who can read this.")},
    )
    levels = forms.MultipleChoiceField(
        label=_("Any of a few"),
        choices=[("one", _("One person")), ("group", _("A group"))],
        widget=ManyPicks,
    )
    photo = forms.FileField(
        label=_("A file"), help_text=_("We remove where and when it was taken."), required=False
    )
    agreed = forms.BooleanField(label=_("One thing to tick"), required=False)


def good_form() -> SampleForm:
    return SampleForm(
        initial={
            "title": "Lunch for forty-one",
            "came": 41,
            "day": date(2024, 6, 6),
            "levels": ["one"],
        }
    )


def broken_form() -> SampleForm:
    typed = {
        "title": "Lunch",
        "came": "a coach of 40",
        "day": "last Thursday",
        "levels": ["group"],
        "region": "ne",
    }
    form = SampleForm(typed, auto_id="broken_%s")
    form.is_valid()
    return form


def story(title: str, picture: str, byline: str, in_short: str = "") -> SimpleNamespace:
    return SimpleNamespace(
        title=title,
        picture=picture,
        byline=byline,
        in_short=in_short,
        area=AREA,
        get_absolute_url="#stories",
    )


def recording(kind: str, **fields) -> MediaItem:
    """Played by nobody: there is no such file."""
    return MediaItem(kind=kind, name=UUID(int=0), **fields)


def players() -> dict:
    transcript = _("We stopped asking who was lonely. We asked who could bring a pudding.")
    lunches = str(_("Maureen tells how the lunches began"))
    lunch = str(_("The first lunch"))
    return {
        "heard": recording("audio", alt_text=lunches, seconds=187, transcript=transcript),
        "bare_sound": recording("audio", seconds=9, credit="Tom"),
        "film": recording("film", seconds=64, alt_text=lunch),
        "coming": recording("film", unready=MediaItem.COMING),
        "refused": with_refusal(recording("film", unready=Why.DAMAGED)),
    }


def samples(outcomes: list) -> dict:
    """Everything the page needs; `outcomes` are the programme's own."""
    squares = [
        (outcome, [(n, "#numbers" if n else "") for n in row])
        for outcome, row in zip(outcomes, SQUARES, strict=False)
    ]
    return {
        "outcomes": outcomes,
        "colours": COLOURS,
        "icons": ICONS,
        "years_of_stories": YEARS,
        "busy": BUSY,
        "quiet": QUIET,
        "levels": LEVELS,
        "squares": squares,
        "readings": list(zip(outcomes, ANSWERS, strict=False)),
        "good_form": good_form(),
        "broken_form": broken_form(),
        "page_obj": Paginator(range(300), 25).get_page(4),
        "players": players(),
        "lead": story(
            "“We stopped asking who was lonely and started asking who could bring a pudding.”",
            "lunch",
            "Maureen, 74, resident",
            "A teaser has a picture, a place, a headline in the teller’s words and its outcomes.",
        ),
        "beside": story("A row teaser, for the side of the page", "turbine", "the partnership"),
        "bare": story(
            "A story without a picture", "", "Stan, 81", "It stands just as well on words alone."
        ),
    }
