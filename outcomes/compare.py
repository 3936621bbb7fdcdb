"""Two people changed the same page of a story.

Both texts are shown, and the later writer chooses.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from outcomes.forms.fields import Words
from outcomes.forms.tell import StepForm
from outcomes.models import ChangeStory, Reading
from outcomes.words import ANSWERS, CHOICES, words_of

MINE = "mine"
THEIRS = "theirs"
BOTH = "both"


@dataclass
class Difference:
    name: str
    label: str
    mine: str
    theirs: str
    mix: bool  # words can stand one after the other; a year cannot


def differences(form: StepForm, current: ChangeStory) -> list[Difference]:
    """The parts of a page that differ from what is stored, both in words."""
    stored = words_of(current, form.parts)
    values = form.values()
    found = []
    for name, value in values.items():
        mine = _in_words(form, name, value)
        theirs = _in_words(form, name, stored[name])
        if mine != theirs:
            label = _("The plain questions") if name == ANSWERS else form.fields[name].label
            found.append(
                Difference(name, label, mine, theirs, isinstance(form.fields.get(name), Words))
            )
    return found


def chosen(data) -> bool:
    """Whether a post comes from the page where somebody chose between two texts."""
    return any(name.startswith("keep_") for name in data)


def choose(form: StepForm, data) -> dict:
    """What to save after somebody chose: theirs is left as it is stored, both stand one after the
    other.
    """
    values = form.values()
    for name in list(values):
        keep = data.get(f"keep_{name}", MINE)
        if keep == THEIRS:
            del values[name]
        elif keep == BOTH and isinstance(form.fields.get(name), Words):
            values[name] = f"{getattr(form.story, name)}\n\n{values[name]}".strip()
    return values


def _in_words(form: StepForm, name: str, value) -> str:
    if name == ANSWERS:
        return _answers_in_words(form, value)
    if name in CHOICES:
        ids = {getattr(each, "pk", each) for each in value}
        return "\n".join(str(each) for each in form.fields[name].queryset.filter(pk__in=ids))
    choices = dict(getattr(form.fields[name], "choices", []) or [])
    return str(choices.get(value, "" if value is None else value))


def _answers_in_words(form: StepForm, value: dict) -> str:
    given = {getattr(key, "pk", None) or int(key): pair for key, pair in value.items()}
    lines = []
    for outcome in form.outcomes:
        answer, because = given.get(outcome.pk, ("", ""))
        if answer:
            lines.append(f"{outcome.name}: {Reading.Answer(answer).label}. {because}".strip())
    return "\n".join(lines)
