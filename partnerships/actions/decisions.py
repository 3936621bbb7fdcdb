"""Writing in the decision book, and linking what followed from a decision."""

from django.db import transaction
from django.db.models import QuerySet

from areas.models import Area
from bigstory.core import audit
from partnerships.models import Action, Activity, Decision, Leverage, Plan, SpendLine

# What may follow from a decision, by the name of its field.
KINDS = ("activities", "actions", "spend_lines", "leverage")


def record_decision(*, area: Area, by, values: dict) -> Decision:
    """Write a decision in the book, under the name its writer has today."""
    with transaction.atomic():
        decision = Decision.objects.create(
            area=area, recorded_by=by, recorded_by_name=str(by)[:80], **values
        )
        audit.record("decision.recorded", decision, by=by, area=area.slug)
    return decision


def change_decision(*, decision: Decision, by, seen: int, values: dict) -> set[str]:
    """Save what differs and return the names of the fields that did.

    Raises Conflict if somebody saved since.
    """
    changed = {name for name, value in values.items() if getattr(decision, name) != value}
    if not changed:
        return changed
    for name in changed:
        setattr(decision, name, values[name])
    with transaction.atomic():
        decision.save_if_unchanged(seen=seen, fields=sorted(changed))
        audit.record(
            "decision.changed", decision, by=by, area=decision.area.slug, fields=sorted(changed)
        )
    return changed


def may_follow(*, area: Area, user) -> dict[str, QuerySet]:
    """What can be linked to a decision of this area: its own rows, as far as this person may see
    them.
    """
    lines = SpendLine.objects.visible_to(user).filter(report__area=area).select_related("report")
    plans = Plan.objects.visible_to(user).filter(area=area)
    actions = Action.objects.filter(priority__plan__in=plans).select_related("priority__plan")
    return {
        "activities": Activity.objects.visible_to(user).filter(area=area),
        "actions": actions,
        "spend_lines": lines,
        "leverage": Leverage.objects.visible_to(user).filter(area=area),
    }


def link_followed(*, decision: Decision, by, add: dict[str, list], remove: dict[str, list]) -> None:
    """Link rows to a decision and take links off; rows come from `may_follow`, already looked at.

    Only what was ticked or unticked is touched, so two people linking at once keep both their
    links.
    """
    with transaction.atomic():
        for name, rows in add.items():
            getattr(decision, name).add(*rows)
        for name, rows in remove.items():
            getattr(decision, name).remove(*rows)
        told = (("added", add), ("removed", remove))
        counts = {
            f"{what}_{name}": len(rows)
            for what, each in told
            for name, rows in each.items()
            if rows
        }
        if counts:
            audit.record("decision.linked", decision, by=by, area=decision.area.slug, **counts)
