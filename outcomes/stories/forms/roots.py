"""How it came about: who made it happen, and which activities, decisions and priorities it grew
from.
"""

from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bigstory.kit.fields import ManyPicks
from outcomes.models import Driver, Maker
from outcomes.stories.forms.fields import StoryText, Terms
from outcomes.stories.forms.tell import StepForm
from outcomes.stories.queries.roots import keywords, suggest
from partnerships.models import Activity, Decision, Plan, Priority

ACTIVITIES_SHOWN = 8
DECISIONS_SHOWN = 5
PRIORITIES_SHOWN = 10


def _roots(label, model, help_text="") -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        label=label,
        queryset=model.objects.none(),
        required=False,
        widget=ManyPicks(shape="one"),
        help_text=help_text,
    )


class HowForm(StepForm):
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
    def has_roots(self) -> bool:
        return any(
            self.fields[name].widget.choices for name in ("activities", "decisions", "priorities")
        )

    def _wanted(self, name: str) -> set[int]:
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
        under = self._wanted("priorities")
        field.queryset = own
        found = suggest(
            rows, self.story, chosen=self._wanted(name), priorities=under, most=most, words=words
        )
        field.widget.choices = [(each.pk, each.label) for each in found]
        field.widget.hints = {str(each.pk): each.hint for each in found}

    def _offer_priorities(self):
        """First what was chosen, then what the chosen activities were logged under, then what
        sounds alike.
        """
        field = self.fields["priorities"]
        story = self.story
        plans = Plan.objects.visible_to(self.user).filter(area=story.area)
        chosen = self._wanted("priorities")
        activities = self._wanted("activities")
        field.queryset = Priority.objects.filter(
            Q(plan__in=plans) | Q(pk__in=self.initial["priorities"])
        )
        field.queryset = field.queryset.filter(plan__area=story.area)
        found = list(field.queryset.select_related("plan").order_by("-plan__number", "order", "pk"))
        above = set()
        if activities:
            above = set(
                Priority.objects.filter(actions__activities__in=activities).values_list(
                    "pk", flat=True
                )
            )
        about = keywords(story.title, story.what_changed, story.how_it_came_about)
        found.sort(
            key=lambda p: (
                p.pk not in chosen,
                p.pk not in above,
                -len(keywords(p.own_words) & about),
            )
        )
        shown = found[: max(PRIORITIES_SHOWN, len(chosen))]
        field.widget.choices = [(p.pk, p.own_words) for p in shown]
        field.widget.hints = {
            str(p.pk): _hint(p, p.pk in above and p.pk not in chosen) for p in shown
        }


def _hint(priority: Priority, above: bool) -> str:
    if above:
        return _now("%(plan)s, and what you ticked was logged under it") % {
            "plan": priority.plan.title
        }
    return priority.plan.title


def _numbers(data, name: str) -> list[int]:
    sent = data.getlist(name) if hasattr(data, "getlist") else []
    return [
        int(value) for value in sent if value.isascii() and value.isdecimal() and len(value) < 15
    ]
