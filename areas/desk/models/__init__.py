"""Who looks after an area for Local Trust, whom to speak to there, what was said, what is owed and
what both sides wrote about it.
"""

from areas.desk.models.contacts import Contact, ContactNote
from areas.desk.models.letters import Letter
from areas.desk.models.officers import Officer
from areas.desk.models.owed import Owed

__all__ = ["Contact", "ContactNote", "Letter", "Officer", "Owed"]
