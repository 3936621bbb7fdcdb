"""Who looks after an area for Local Trust, whom to speak to there, and what was said."""

from areas.desk.models.contacts import Contact, ContactNote
from areas.desk.models.officers import Officer

__all__ = ["Contact", "ContactNote", "Officer"]
