"""What areas sent before these days were kept counts as having heard from them."""

from django.db import migrations
from django.db.models import Max
from django.utils.timezone import localdate

SENT = {
    "last_plan_on": ("PlanVersion", "plan__area", "sent_at"),
    "last_spending_on": ("SpendReport", "area", "sent_at"),
    "last_yearly_on": ("PartnershipReview", "partnership__area", "sent_at"),
    "last_shared_on": ("SturdinessShare", "area", "shared_at"),
}


def count(apps, schema_editor):
    facts = apps.get_model("areas", "AreaFacts").objects.using(schema_editor.connection.alias)
    for column, (model, area, moment) in SENT.items():
        rows = apps.get_model("partnerships", model).objects.using(schema_editor.connection.alias)
        sent = rows.filter(**{f"{moment}__isnull": False}).order_by()
        for pk, at in sent.values_list(area).annotate(at=Max(moment)):
            facts.filter(pk=pk).update(**{column: localdate(at)})


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0001_initial"),
        ("areas", "0003_what_is_shared_is_heard"),
    ]

    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
