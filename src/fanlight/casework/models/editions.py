"""Editions that councils loaded, what each would change for their licensed houses, and the documents they are taken from."""

from django.db import models

from fanlight.casework.models.licences import Licence
from fanlight.casework.models.papers import StoredFile, SurveyKept
from fanlight.casework.models.people import Account, Council


class EditionLoaded(models.Model):
    """An edition as a council loaded it: its files with their digest, and what the check noted of it. Never changed.

    One that comes with Fanlight and that the council looks at is here too, without files: those of its digest lie in their folder.
    `about` holds the counts of its clauses and examples; `on` is the day whose law it was held against, and on which its impact is told.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="editions_loaded")
    edition = models.CharField(max_length=100)
    title = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    files = models.JSONField()
    builds_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    notes = models.JSONField(default=list)
    about = models.JSONField(default=dict)
    on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "digest"], name="one_loading_an_edition")]


class ImpactOfHouse(models.Model):
    """What an edition would change for one licensed house as last surveyed, against another edition named with its digest.

    `found` maps a clause to its verdicts before and after where they differ; `fault` says why nothing could be told.
    """

    loaded = models.ForeignKey(EditionLoaded, on_delete=models.PROTECT, related_name="impact")
    against = models.CharField(max_length=170)
    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="+")
    survey = models.ForeignKey(SurveyKept, on_delete=models.PROTECT, related_name="+")
    found = models.JSONField(default=dict)
    fault = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["loaded", "against", "licence", "survey"], name="one_impact_a_survey")]


class CouncilDocument(StoredFile):
    """A council's own copy of the document of an edition. `words` are the paragraphs found in it, each once with its page.

    `places` maps a clause to the place of its paragraph among them.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="documents")
    edition = models.CharField(max_length=100)
    pages = models.PositiveIntegerField()
    words = models.JSONField(default=list)
    places = models.JSONField(default=dict)
