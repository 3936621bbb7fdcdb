"""The photos of a story, and the squares by which parts of one are covered.

The form of the photos is that of an activity's. Ten squares across make each a thumb's width on the
smallest phone.
"""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from bigstory.core.files.photos.clean import WHOLE, Box
from bigstory.kit.layout import ButtonHolder, FormHelper, Include, Submit
from outcomes.models import ChangeStory
from partnerships.log.forms.photos import PhotoBag
from partnerships.models import MediaItem

ACROSS = 10
MIN_ROWS = 4
MAX_ROWS = 16


class StoryPhotoBag(PhotoBag):
    """The photos a form may name: the user's own waiting ones of this area, and the story's."""

    def __init__(self, *, area: Area, by, story: ChangeStory):
        super().__init__(area=area, by=by, whole=True)
        self.story = story

    def stored_photos(self) -> list[MediaItem]:
        photos = MediaItem.objects.filter(in_story__story=self.story, kind=MediaItem.Kind.PHOTO)
        return list(photos.order_by("in_story__order", "pk"))


@dataclass(frozen=True)
class Square:
    """One square of a photo, counted from 0."""

    row: int
    column: int
    covered: bool

    @property
    def value(self) -> str:
        return f"{self.row}-{self.column}"

    @property
    def words(self) -> str:
        return _("Row %(row)s, square %(column)s") % {
            "row": self.row + 1,
            "column": self.column + 1,
        }


def rows_of(width: int, height: int) -> int:
    """How many rows of squares a photo gets, so that each is about square."""
    return min(MAX_ROWS, max(MIN_ROWS, round(ACROSS * height / max(width, 1))))


def as_boxes(chosen: set[tuple[int, int]], rows: int) -> list[Box]:
    """The boxes over these squares (row, column). Squares side by side become one box, so that no
    line is left between them.
    """
    boxes = []
    for row in range(rows):
        top = row * WHOLE // rows
        bottom = (row + 1) * WHOLE // rows
        start = None
        for column in range(ACROSS + 1):
            covered = (row, column) in chosen
            if covered and start is None:
                start = column
            elif not covered and start is not None:
                boxes.append(
                    (start * WHOLE // ACROSS, top, (column - start) * WHOLE // ACROSS, bottom - top)
                )
                start = None
    return boxes


def squares(boxes: list[Box], rows: int) -> list[Square]:
    """Every square, row by row; covered where its middle lies in a box."""
    every = []
    for row in range(rows):
        for column in range(ACROSS):
            x = (2 * column + 1) * WHOLE / (2 * ACROSS)
            y = (2 * row + 1) * WHOLE / (2 * rows)
            covered = any(
                left <= x < left + width and top <= y < top + height
                for left, top, width, height in boxes
            )
            every.append(Square(row, column, covered))
    return every


class CoverForm(forms.Form):
    """Which squares are covered, of a photo with so many rows of them."""

    square = forms.MultipleChoiceField(
        label=_("What is covered?"),
        required=True,
        error_messages={
            "required": _("Nothing is covered yet. Choose at least one square."),
            "invalid_choice": _("One of the squares is not on this photo. Choose again."),
        },
    )

    def __init__(self, *args, rows: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.fields["square"].choices = [
            (f"{row}-{column}", "") for row in range(rows) for column in range(ACROSS)
        ]

    def boxes(self) -> list[Box]:
        chosen = {tuple(map(int, value.split("-"))) for value in self.cleaned_data["square"]}
        return as_boxes(chosen, self.rows)


class CheckForm(forms.Form):
    """The answer of whoever checks a cover."""

    helper = FormHelper(
        Include("outcomes/media/covered.html"),
        "known",
        ButtonHolder(Submit(_("I have looked"), name="do", value="check")),
        form_class="stack measure",
        attrs={"aria-labelledby": "check-h"},
    )

    known = forms.ChoiceField(
        label=_("Look at the photo as others will see it. Can anybody be recognised?"),
        choices=[("no", _("No, nobody")), ("yes", _("Yes, somebody still can"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one: can anybody still be recognised?")},
    )
