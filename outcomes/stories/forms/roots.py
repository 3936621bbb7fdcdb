"""How it came about: who made it happen, and which activities, decisions and priorities it grew
from.
"""

from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bigstory.kit.fields import ManyPicks
from bigstory.kit.layout import Fold, FormHelper
from bigstory.kit.numbers.rows import row_numbers
from outcomes.models import Driver, Maker
from outcomes.stories.forms.fields import StoryText, Terms
from outcomes.stories.forms.layout import Asked, Roots, so_many
from outcomes.stories.forms.tell import StepForm
from outcomes.stories.queries.roots import keywords, suggest
from partnerships.models import Activity, Decision, Plan, Priority

ACTIVITIES_SHOWN = 8
DECISIONS_SHOWN = 5
PRIORITIES_SHOWN = 10
ROOTS = ("activities", "decisions", "priorities")


def _roots(label, model, help_text="") -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        label=label,
        queryset=model.objects.none(),
        required=False,
        widget=ManyPicks(shape="one"),
        help_text=help_text,
    )


class HowForm(StepForm):
    """How it came about, who made it happen, and what it grew from."""

    parts = ("how_it_came_about", "makers", "drivers", "activities", "decisions", "priorities")
    how_it_came_about = StoryText(
        label=_("How did it come about?"),
        help_text=_("Who had the idea? What happened next?"),
        example=_(
            "Shirley said at a meeting that her brother had not eaten with anybody since "
            "the funeral. Nobody wrote it "
            "down. The week after, two of us put a table in the church hall and she brought him."
        ),
    )
    makers = Terms(Maker, label=_("Who made it happen?"))
    drivers = Terms(Driver, label=_("What helped?"), shape="one")
    activities = _roots(_("Things you logged"), Activity)
    decisions = _roots(_("Things you decided"), Decision)
    priorities = _roots(_("Your priorities"), Priority)

    def prepare(self):
        self.offer_terms("makers", "drivers")
        self._offer_activities()
        self._offer_decisions()
        self._offer_priorities()

    @property
    def helper(self) -> FormHelper:
        """Only roots of which there are any to choose from are asked about."""
        helped = so_many(self.initial["drivers"])
        roots = [name for name in ROOTS if self.fields[name].widget.choices]
        return FormHelper(
            Asked("how_it_came_about"),
            "makers",
            Fold(_("What helped"), "drivers", hint=helped),
            *([Roots(*roots)] if roots else []),
            form_tag=False,
        )

    def _ticked(self, name: str) -> set[int]:
        """Ids of what was chosen before, and of what was just sent."""
        return {*self.initial[name], *_numbers(self.data, name)}

    def _offer_activities(self):
        """Everything the writer may see can be chosen; what is likeliest is shown, and what was
        chosen.
        """
        own = Activity.objects.visible_to(self.user).filter(area=self.story.area)
        rows = own.annotate(under=F("action__priority"))
        self._offer("activities", own, rows, words="what_happened", most=ACTIVITIES_SHOWN)

    def _offer_decisions(self):
        own = Decision.objects.visible_to(self.user).filter(area=self.story.area)
        self._offer("decisions", own, own, words="because", most=DECISIONS_SHOWN)

    def _offer(self, name: str, own, rows, *, words: str, most: int):
        field = self.fields[name]
        field.queryset = own
        suggestions = suggest(
            rows,
            self.story,
            chosen=self._ticked(name),
            priorities=self._ticked("priorities"),
            most=most,
            words=words,
        )
        field.widget.choices = [(row.pk, row.label) for row in suggestions]
        field.widget.hints = {str(row.pk): row.hint for row in suggestions}

    def _offer_priorities(self):
        """First what was chosen, then what the chosen activities were logged under, then what
        sounds alike.
        """
        field = self.fields["priorities"]
        field.queryset = self._own_priorities()
        chosen = self._ticked("priorities")
        above = self._above_activities()
        about = keywords(self.story.title, self.story.what_changed, self.story.how_it_came_about)
        priorities = field.queryset.select_related("plan").order_by("-plan__number", "order", "pk")

        def rank(priority: Priority) -> tuple:
            alike = len(keywords(priority.own_words) & about)
            return priority.pk not in chosen, priority.pk not in above, -alike

        shown = sorted(priorities, key=rank)[: max(PRIORITIES_SHOWN, len(chosen))]
        field.widget.choices = [(p.pk, p.own_words) for p in shown]
        field.widget.hints = {str(p.pk): _hint(p, p.pk in above - chosen) for p in shown}

    def _own_priorities(self) -> QuerySet[Priority]:
        """Those of the area in plans the writer may see, and those that were chosen before."""
        plans = Plan.objects.visible_to(self.user).filter(area=self.story.area)
        open_to_writer = Q(plan__in=plans) | Q(pk__in=self.initial["priorities"])
        return Priority.objects.filter(open_to_writer).filter(plan__area=self.story.area)

    def _above_activities(self) -> set[int]:
        """Ids of the priorities that the ticked activities were logged under."""
        activities = self._ticked("activities")
        if not activities:
            return set()
        above = Priority.objects.filter(actions__activities__in=activities)
        return set(above.values_list("pk", flat=True))


def _hint(priority: Priority, above: bool) -> str:
    if above:
        return gettext("%(plan)s, and what you ticked was logged under it") % {
            "plan": priority.plan.title
        }
    return priority.plan.title


def _numbers(data, name: str) -> list[int]:
    return row_numbers(data.getlist(name)) if hasattr(data, "getlist") else []
