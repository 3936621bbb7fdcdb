"""How it came about: who made it happen, what was hard, and which activities and priorities it grew from."""

from django import forms
from django.db.models import Case, Q, Value, When
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from bigstory.core.forms import ManyPicks, Picks
from outcomes.forms.fields import Terms, Words
from outcomes.forms.tell import StepForm
from outcomes.models import Barrier, ChangeStory, Driver, Maker
from partnerships.models import Activity, Plan, Priority

MOST_SUGGESTED = 12


class HowForm(StepForm):
    parts = (
        *("how_it_came_about", "makers", "drivers", "what_was_hard", "barriers"),
        *("activities", "priorities", "kind"),
    )
    how_it_came_about = Words(label=_("How did it come about?"), help_text=_("Who had the idea? What happened next?"))
    makers = Terms(Maker, label=_("Who made it happen?"))
    drivers = Terms(Driver, label=_("What helped?"), shape="one")
    what_was_hard = Words(label=_("What was hard?"), help_text=_("What went wrong is worth as much as what went well."))
    barriers = Terms(Barrier, label=_("What stood in the way?"), shape="one")
    activities = forms.ModelMultipleChoiceField(
        label=_("What did it grow from?"),
        queryset=Activity.objects.none(),
        required=False,
        widget=ManyPicks(shape="one"),
        help_text=_("Things you logged, about that time."),
    )
    priorities = forms.ModelMultipleChoiceField(
        label=_("Was it one of your priorities?"),
        queryset=Priority.objects.none(),
        required=False,
        widget=ManyPicks(shape="one"),
    )
    kind = forms.ChoiceField(
        label=_("What sort of story is it?"), choices=ChangeStory.Kind.choices, widget=Picks(), required=False
    )

    def prepare(self):
        self.offer_terms("makers", "drivers", "barriers")
        self._offer_activities()
        self._offer_priorities()

    def clean_kind(self):
        return self.cleaned_data["kind"] or self.story.kind

    def _offer_activities(self):
        """Everything the writer may see can be chosen; what is shown is near that time, and what was chosen."""
        field, story = self.fields["activities"], self.story
        field.queryset = Activity.objects.visible_to(self.user).filter(area=story.area)
        near = Q()
        if story.changed_from:
            near &= Q(on__year__gte=story.changed_from - 1)
        if story.changed_until:
            near &= Q(on__year__lte=story.changed_until + 1)
        wanted = {*self.initial["activities"], *_numbers(self.data, "activities")}
        chosen_first = Case(When(pk__in=wanted, then=0), default=1) if wanted else Value(1)
        found = field.queryset.filter(near | Q(pk__in=wanted)) if wanted else field.queryset.filter(near)
        shown = list(found.order_by(chosen_first, "-on", "-pk")[: max(MOST_SUGGESTED, len(wanted))])
        field.widget.choices = [(a.pk, a.title) for a in shown]
        field.widget.hints = {str(a.pk): formats.date_format(a.on) for a in shown}

    def _offer_priorities(self):
        field = self.fields["priorities"]
        plans = Plan.objects.visible_to(self.user).filter(area=self.story.area)
        chosen = Q(pk__in=self.initial["priorities"])
        field.queryset = Priority.objects.filter(Q(plan__in=plans) | chosen, plan__area=self.story.area)
        found = list(field.queryset.select_related("plan").order_by("-plan__number", "order", "pk"))
        field.widget.choices = [(p.pk, p.own_words) for p in found]
        field.widget.hints = {str(p.pk): p.plan.title for p in found}


def _numbers(data, name: str) -> list[int]:
    sent = data.getlist(name) if hasattr(data, "getlist") else []
    return [int(value) for value in sent if value.isascii() and value.isdecimal() and len(value) < 15]
