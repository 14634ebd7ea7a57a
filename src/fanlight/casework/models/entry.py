"""The letters by which notice of a visit was given."""

from django.db import models

from fanlight.casework.models.inspections import Inspection
from fanlight.casework.models.notices import Notice


class EntryLetter(models.Model):
    """A letter of notice of a visit. `served_by` is when it counts as served by post, None where it is handed over. Never changed."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="letters")
    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="+")
    served_by = models.DateTimeField(null=True, blank=True)
