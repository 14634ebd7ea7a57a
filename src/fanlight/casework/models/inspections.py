"""Visits to a house: booked, done, and what was photographed."""

from django.db import models

from fanlight.casework.models.fire import FireRecord
from fanlight.casework.models.matters import Case
from fanlight.casework.models.papers import SurveyKept, Upload
from fanlight.casework.models.people import Account


class Inspection(models.Model):
    """One visit. `survey` is what was observed, once it was recorded; until then a draft of the case holds it.

    `matter` is the joint visit that the council and the fire authority agreed on, where it was booked from one. `entry` is how the officer
    goes in (empty where nobody said), `warrant` who issued one and when, and `notice_at` when notice of it was given.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="inspections")
    at = models.DateTimeField()
    officer = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="inspections")
    with_fire_authority = models.BooleanField(default=False)
    booked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    booked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    remarks = models.TextField(blank=True)
    matter = models.ForeignKey(FireRecord, null=True, blank=True, on_delete=models.PROTECT, related_name="inspections")
    entry = models.CharField(max_length=40, blank=True)
    warrant = models.CharField(max_length=300, blank=True)
    notice_at = models.DateTimeField(null=True, blank=True)
    notice_how = models.CharField(max_length=300, blank=True)
    survey = models.OneToOneField(SurveyKept, null=True, blank=True, on_delete=models.PROTECT, related_name="inspection")


class Photograph(models.Model):
    """A photograph of a visit: which thing it shows, in words that stand in for it."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="photographs")
    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="photograph")
    of = models.CharField(max_length=200)
    thing = models.CharField(max_length=80, blank=True)
