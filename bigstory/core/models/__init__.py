from bigstory.core.models.audit import AuditLine
from bigstory.core.models.dated import Dated, DatedQuerySet, today
from bigstory.core.models.tokens import FormToken
from bigstory.core.models.versioned import Versioned

__all__ = ["AuditLine", "Dated", "DatedQuerySet", "FormToken", "Versioned", "today"]
