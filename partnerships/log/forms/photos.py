"""The photos of one form: those it carries by hidden numbers, those just chosen, and the words
about each.
"""

import uuid

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from areas.models import Area
from bigstory.core.files.gate import Busy
from bigstory.core.files.photos.kinds import accept
from bigstory.core.files.refused import Refused
from bigstory.kit.fields import Picks
from bigstory.kit.layout import ButtonHolder, FormHelper, Include, Submit
from bigstory.kit.marks import Mark, Merged, merge
from bigstory.kit.two_editors import (
    KEEP,
    THEIRS,
    ComparedForm,
    is_choice,
    mark_of,
    with_both,
    words_of,
)
from bigstory.kit.words import LineField
from partnerships.log.actions.photos import WORDS, Line, take_in
from partnerships.models import Activity, MediaItem

People = MediaItem.People
# Names in the form: hidden numbers of photos taken in before, and the files chosen now.
CARRIED = "photo"
CHOSEN = "photos"
# What is told about a photo, beside who is in it.
TOLD = ("alt_text", "caption", "credit")
# A browser sends each carried photo once; this many times an entry's most is no browser.
CARRIED_TIMES_MOST = 4
HINTS = {
    People.NOBODY: gettext_lazy("A hall, a garden, a cake"),
    People.NOT_KNOWABLE: gettext_lazy("From behind, far away, or hands only"),
    People.KNOWABLE: gettext_lazy("It stays inside until they have said yes"),
}


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class PhotosMixin(forms.Form):
    """Mix-in: the field that takes photos.

    The files themselves go through a PhotoBag; the field shows its problems.
    """

    photos = forms.FileField(label=gettext_lazy("Add photos"), required=False, widget=ManyFiles)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hint = _("If you have any, up to %(n)s. Where and when they were taken is wiped off.")
        self.fields["photos"].help_text = hint % {"n": settings.PHOTOS_PER_ACTIVITY}
        self.fields["photos"].widget.attrs |= {"accept": accept(), "multiple": True}


class PhotosForm(PhotosMixin):
    """A page that asks for photos and nothing else."""

    helper = FormHelper(
        Include("partnerships/log/photos.html"),
        ButtonHolder(Submit(gettext_lazy("Save")), css_class="field"),
    )


class PhotoForm(ComparedForm):
    """The words about one photo.

    None must be given; who is in it decides whether visitors may see it.
    """

    alt_text = LineField(
        label=gettext_lazy("What does the picture show, for somebody who can’t see it?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "max_length": gettext_lazy("Say what the picture shows in %(limit_value)d letters.")
        },
    )
    people = forms.ChoiceField(
        label=gettext_lazy("Who is in it?"),
        choices=People.choices,
        required=False,
        widget=Picks(shape="one"),
    )
    caption = LineField(
        label=gettext_lazy("Words under the picture"),
        max_length=300,
        required=False,
        error_messages={
            "max_length": gettext_lazy(
                "Keep the words under the picture to %(limit_value)d letters."
            )
        },
    )
    credit = LineField(
        label=gettext_lazy("Who took it?"),
        max_length=80,
        required=False,
        error_messages={
            "max_length": gettext_lazy("Keep the name of who took it to %(limit_value)d letters.")
        },
    )
    gone = forms.BooleanField(label=gettext_lazy("Leave this photo out"), required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, item: MediaItem, data=None, *, whole: bool = False):
        self.item = item
        self.whole = whole
        initial = {name: getattr(item, name) for name in WORDS} | {"seen": mark_of(item, WORDS)}
        super().__init__(data, prefix=prefix_of(item.name), initial=initial)
        self.fields["people"].widget.hints = HINTS
        if not whole:
            del self.fields["caption"], self.fields["credit"]
        if item.has_a_place:
            self.fields["gone"].label = _("Take this photo away")

    @property
    def merged(self) -> Merged:
        """What was typed about this photo, made one with what somebody else saved meanwhile."""
        words = {name: self.cleaned_data[name] for name in WORDS if name in self.cleaned_data}
        seen = self.cleaned_data["seen"]
        if not (self.item.has_a_place and seen):
            return Merged(words, [])
        return merge(Mark.of_text(seen), words_of(self.item, words), words)

    @property
    def line(self) -> Line:
        """What to save about this photo, for the actions."""
        return Line(self.item, self.merged.values, gone=self.cleaned_data["gone"])


class PhotoBag:
    """All photos of one form: `forms` about each, `problems`, and those `taken_in` just now.

    `clashes` are the words that somebody else wrote too, each with its form.
    Only the sender's own waiting photos of this area, and the activity's, are let in.
    """

    def __init__(self, *, area: Area, by, activity: Activity | None = None, whole: bool = False):
        self.area = area
        self.by = by
        self.activity = activity
        self.whole = whole
        self.forms: list[PhotoForm] = []
        self.taken_in: list[MediaItem] = []
        self.problems: list[str] = []
        self.clashes: list[tuple[PhotoForm, str]] = []
        self.chosen: list = []

    def open(self) -> "PhotoBag":
        """Fill the bag for the page as it is first shown."""
        self.forms = [self._form(item) for item in self.stored_photos()]
        return self

    def read(self, data: QueryDict, files: MultiValueDict) -> "PhotoBag":
        """Fill the bag from the form as it came back.

        Photos just chosen are taken in at once, so that only a bad one is chosen again.
        """
        self.chosen = files.getlist(CHOSEN)
        names = self._names(data)
        items = self._carried(names)
        data = _as_chosen(data, [item for item in items if item.has_a_place])
        self.forms = [self._form(item, data) for item in items]
        self._say_what_is_gone(data, {*names} - {item.name for item in items})
        for number, form in enumerate(self.forms, 1):
            self._check_words(form, number)
        self._take_in_chosen()
        return self

    def _form(self, item: MediaItem, data=None) -> PhotoForm:
        return PhotoForm(item, data, whole=self.whole)

    def stored_photos(self) -> list[MediaItem]:
        """Photos joined before; a bag of something other than an activity has its own."""
        return list(self.activity.media.all()) if self.activity else []

    def _names(self, data: QueryDict) -> list[uuid.UUID]:
        sent = data.getlist(CARRIED)[: CARRIED_TIMES_MOST * self.most]
        return [name for text in sent if (name := uuid_of(text))]

    def _carried(self, names: list[uuid.UUID]) -> list[MediaItem]:
        if not names:
            return []
        waiting = MediaItem.objects.waiting().filter(
            area=self.area, added_by=self.by, name__in=names
        )
        photos = {item.name: item for item in [*self.stored_photos(), *waiting]}
        return [photos[name] for name in dict.fromkeys(names) if name in photos]

    def _say_what_is_gone(self, data: QueryDict, names: set[uuid.UUID]) -> None:
        """Words about a photo that somebody took away meanwhile stand in a sentence. Those of one
        that another sending of the form took with it are saved.
        """
        there = MediaItem.objects.filter(name__in=names).values_list("name", flat=True)
        for name in sorted(names - {*there}) if names else ():
            seen = Mark.of_text(data.get(f"{prefix_of(name)}-seen", ""))
            typed = {word: data.get(f"{prefix_of(name)}-{word}", "") for word in TOLD}
            if words := [
                text for word, text in typed.items() if text and not seen.fits(word, text)
            ]:
                self.problems.append(
                    _("Somebody took a photo away meanwhile. You wrote about it: “%(words)s”.")
                    % {"words": "”, “".join(words)}
                )

    def _check_words(self, form: PhotoForm, number: int) -> None:
        form.full_clean()
        problems = [
            _("Photo %(n)s: %(why)s") % {"n": number, "why": why}
            for whys in form.errors.values()
            for why in whys
        ]
        if not problems and not form.cleaned_data["gone"]:
            self.clashes += [(form, name) for name in form.merged.clashes]
        self.problems += problems

    def _take_in_chosen(self) -> None:
        room = self.most - sum(not form.data.get(form.add_prefix("gone")) for form in self.forms)
        if len(self.chosen) > room:
            most = ngettext(
                "One entry holds %(n)s photo.", "One entry holds %(n)s photos.", self.most
            ) % {"n": self.most}
            self.problems.append(f"{most} " + _("Choose fewer, or leave some out."))
            return
        busy: Busy | None = None
        for file in self.chosen:
            try:
                # Who waited for one in vain does not wait for each of the others too.
                if busy:
                    raise busy
                item = take_in(area=self.area, by=self.by, file=file)
            except Refused as refused:
                busy = refused if isinstance(refused, Busy) else busy
                # The name is the sender's own; it is shown to nobody else and kept nowhere.
                self.problems.append(f"“{file.name[:80]}”: {refused.problems[0]}")
            else:
                self.taken_in.append(item)
                self.forms.append(self._form(item))

    def check(self, form: PhotosMixin) -> bool:
        """Whether form and photos are valid; problems of photos become errors of the form."""
        valid = form.is_valid() and not self.problems
        for problem in self.problems:
            form.add_error("photos", problem)
        return valid

    @property
    def most(self) -> int:
        """How many photos an entry holds."""
        return settings.PHOTOS_PER_ACTIVITY

    def lines(self) -> list[Line]:
        """Every photo with its words, for the actions."""
        return [form.line if form.is_bound else Line(form.item) for form in self.forms]


def prefix_of(name: uuid.UUID) -> str:
    """What the names of the boxes about a photo begin with."""
    return f"p-{name.hex[:12]}"


def _as_chosen(data: QueryDict, items: list[MediaItem]) -> QueryDict:
    """What was sent, with what somebody chose between two texts in each box."""
    if not is_choice(data):
        return data
    stored = {
        f"{prefix_of(item.name)}-{word}": getattr(item, word) for item in items for word in WORDS
    }
    typed = with_both(data, stored)
    for box, value in stored.items():
        if data.get(KEEP + box) == THEIRS:
            typed[box] = value
    return typed


def uuid_of(text: str) -> uuid.UUID | None:
    """A photo's hidden number; None where the text is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
