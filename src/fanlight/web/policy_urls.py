"""The addresses of the policy officer's pages, and of the documents behind findings."""

from django.urls import path

from fanlight.web.pages import policy, policy_decisions, policy_documents

urlpatterns = [
    path("policy/", policy.listing, name="policy"),
    path("policy/shipped/", policy.take_up, name="take-up-edition"),
    path("policy/load/", policy.load, name="load-edition"),
    path("policy/documents/give/", policy_documents.give, name="give-standard"),
    path("policy/documents/<int:number>/", policy_documents.found, name="standard-found"),
    path("policy/adoptions/<int:number>/withdraw/", policy_decisions.withdraw, name="withdraw-adoption"),
    path("policy/<int:number>/", policy.edition, name="edition"),
    path("policy/<int:number>/changes/", policy.changes, name="edition-changes"),
    path("policy/<int:number>/impact/", policy.impact, name="edition-impact"),
    path("policy/<int:number>/impact/csv/", policy.table, name="edition-impact-csv"),
    path("policy/<int:number>/adopt/", policy_decisions.adopt, name="adopt-edition"),
    path("standard/<int:number>/", policy_documents.document, name="standard"),
]
