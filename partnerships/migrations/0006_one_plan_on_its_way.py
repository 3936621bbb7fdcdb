from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0005_sent_spending_is_frozen"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["draft", "sent", "returned"])),
                fields=("area",),
                name="partnerships_one_plan_on_its_way",
            ),
        ),
    ]
