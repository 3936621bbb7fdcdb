"""Where Django looks for the models of this app; they are defined in db and work."""

from bigstory.core.db.audit import AuditLine
from bigstory.core.db.tokens import FormToken
from bigstory.core.db.unsaved import Unsaved
from bigstory.core.work.models import Mail, Task, Worker

__all__ = ["AuditLine", "FormToken", "Mail", "Task", "Unsaved", "Worker"]
