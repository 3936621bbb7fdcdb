"""Where Django looks for the models of this app; they are defined in its folders."""

from bigstory.core.closings.models import Closing
from bigstory.core.db.audit import AuditLine
from bigstory.core.db.tokens import FormToken
from bigstory.core.db.unsaved import Unsaved
from bigstory.core.limits.counting import Limit
from bigstory.core.moving.models import Matching, SentFile, SentRow
from bigstory.core.work.models import Mail, Task, Worker

__all__ = [
    "AuditLine",
    "Closing",
    "FormToken",
    "Limit",
    "Mail",
    "Matching",
    "SentFile",
    "SentRow",
    "Task",
    "Unsaved",
    "Worker",
]
