"""Where Django looks for the models of this app; they are defined in db."""

from bigstory.core.db.audit import AuditLine
from bigstory.core.db.tokens import FormToken
from bigstory.core.db.unsaved import Unsaved

__all__ = ["AuditLine", "FormToken", "Unsaved"]
