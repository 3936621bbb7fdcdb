"""The signals as sentences and questions, made from figures alone.

So a share reads as it did on its day.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


@dataclass(frozen=True)
class Question:
    """One signal as people read it: what the record says, and what might be talked about."""

    key: str
    title: str
    says: str
    asks: str
    enough: bool
    n: int
    words: str = ""


TITLES = {
    "logging": gettext_lazy("Who writes things down"),
    "writing": gettext_lazy("Who keeps the decision book"),
    "raising": gettext_lazy("Whose ideas are decided on"),
    "residents_lead": gettext_lazy("What residents lead"),
    "newcomers": gettext_lazy("New people"),
    "workers_log": gettext_lazy("What workers write down"),
    "workers_lead": gettext_lazy("What workers lead"),
    "silence": gettext_lazy("Quiet times"),
}
ASKS = {
    "logging": gettext_lazy("What would happen if one of them was ill?"),
    "writing": gettext_lazy("Who else could keep the book for a month?"),
    "raising": gettext_lazy("Whose idea has not been heard yet?"),
    "residents_lead": gettext_lazy("Is there one more that a resident would like to lead?"),
    "newcomers": gettext_lazy("Who could you ask along this month?"),
    "workers_log": gettext_lazy("Would things still be written down if that job ended?"),
    "workers_lead": gettext_lazy("Which of these would go on without them?"),
    "silence": gettext_lazy("Was it quiet, or was nobody writing it down?"),
}
NOT_ENOUGH = {
    "logging": gettext_lazy("Fewer than six things were logged in the last twelve months."),
    "writing": gettext_lazy(
        "Fewer than five decisions were written down in the last twelve months."
    ),
    "raising": gettext_lazy(
        "Fewer than five decisions of the last twelve months have a name beside who raised them."
    ),
    "residents_lead": gettext_lazy(
        "Fewer than six things of the last twelve months say who led them."
    ),
    "newcomers": gettext_lazy("Fewer than three people are written down as sitting there now."),
    "workers_log": gettext_lazy("Fewer than six things were logged by somebody with an account."),
    "workers_lead": gettext_lazy(
        "Fewer than six things of the last twelve months say who led them."
    ),
    "silence": gettext_lazy("Fewer than six things were logged in the last twelve months."),
}


# The number of people where the figures do not give one.
BOTH = 2
A_YEAR = 12  # months


def question_of(frozen: dict, words: str = "") -> Question:
    """One frozen signal as a question, with the partnership's own words beside."""
    key = frozen["key"]
    figures = frozen["figures"]
    says = _says(key, figures) if frozen["enough"] else str(NOT_ENOUGH[key])
    asks = str(ASKS[key]) if frozen["enough"] else ""
    if key == "newcomers" and frozen["enough"] and figures["months"] == 0:
        asks = _("What would help them to stay?")
    if key == "workers_lead" and frozen["enough"] and not figures["n"]:
        asks = _("What might a worker take off your hands?")
    return Question(key, str(TITLES[key]), says, asks, frozen["enough"], figures.get("n", 0), words)


def questions_of(signals: list[dict], words: dict | None = None) -> list[Question]:
    """Every frozen signal as a question, but for kinds that have none any more."""
    words = words or {}
    return [
        question_of(signal, words.get(signal["key"], ""))
        for signal in signals
        if signal["key"] in TITLES
    ]


def _says(key: str, figures: dict) -> str:
    if key == "newcomers":
        return _newcomers(figures)
    if key == "silence":
        return _silence(figures)
    sentences = {
        "logging": (
            ngettext(
                "One person logged all %(of)d things of the last twelve months.",
                "Two people logged %(n)d of the %(of)d things of the last twelve months.",
                figures.get("people_n", BOTH),
            )
        ),
        "writing": (
            ngettext(
                "One person wrote down all %(of)d decisions of the last twelve months.",
                "Two people wrote down %(n)d of the %(of)d decisions of the last twelve months.",
                figures.get("people_n", BOTH),
            )
        ),
        "raising": (
            ngettext(
                "All %(of)d decisions with a name beside them were raised by one person.",
                "Of %(of)d decisions with a name beside them, %(n)d were raised by two people.",
                figures.get("people_n", BOTH),
            )
        ),
        "residents_lead": _("Residents led %(n)d of the %(of)d things for which you said who led."),
        "workers_log": _(
            "Paid workers logged %(n)d of the %(of)d things logged by somebody with an account."
        ),
        "workers_lead": _(
            "Paid workers led %(n)d of the %(of)d things for which you said who led."
        ),
    }
    return sentences[key] % figures


def _newcomers(figures: dict) -> str:
    if figures["months"] == 0:
        return _("Somebody new joined less than a month ago.")
    if figures["months"] >= 2 * A_YEAR:
        years = figures["months"] // A_YEAR
        return _("It is %(years)d years since somebody new joined.") % {"years": years}
    return ngettext(
        "It is a month since somebody new joined.",
        "It is %(months)d months since somebody new joined.",
        figures["months"],
    ) % {"months": figures["months"]}


def _silence(figures: dict) -> str:
    longest = ngettext(
        "The longest time without an entry was %(n)d day.",
        "The longest time without an entry was %(n)d days.",
        figures["longest"],
    ) % {"n": figures["longest"]}
    now = ngettext(
        "The last one was %(n)d day ago.", "The last one was %(n)d days ago.", figures["now"]
    ) % {"n": figures["now"]}
    return f"{longest} {now}" if figures["now"] else longest
