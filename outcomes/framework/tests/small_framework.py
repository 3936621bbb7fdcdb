"""A framework file with one entry of each kind, and everything that loading a file stores."""

from areas.models import PathwayStep, Programme, ProgrammeRule
from bigstory.core.db.audit import AuditLine
from outcomes.models import Barrier, ChangeKind, Framework, Maker, MaturityWord, Outcome, Theme

SMALL = """
version = "1"
[programme]
slug = "small"
name = "Small"
starts = 2020-01-01
ends = 2030-01-01
[words]
area = "village"
[[rules]]
name = "min_members"
value = 3
from = 2020-01-01
source = "us"
[[steps]]
slug = "one"
name = "One"
[[outcomes]]
number = 1
slug = "better"
name = "Better"
statement = "It is better"
question = "Is it better?"
[[levels]]
slug = "person"
name = "Person"
[[kinds]]
slug = "work"
level = "person"
name = "Work"
[[makers]]
slug = "us"
name = "Us"
[[makers]]
slug = "them"
name = "Them"
[[barriers]]
slug = "rain"
name = "Rain"
side = "external"
"""


def everything() -> dict:
    """Every row the framework is kept in, history too."""
    tables = (
        Programme,
        Programme.history.model,
        ProgrammeRule,
        PathwayStep,
        Framework,
        AuditLine,
        Outcome,
    )
    tables += (Outcome.history.model, ChangeKind, Maker, Barrier, Theme, MaturityWord)
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in tables}
