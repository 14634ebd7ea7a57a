"""Surveys made from what other systems hold: what they do not say stays unknown, and each field is accounted for."""
