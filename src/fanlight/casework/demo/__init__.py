"""The demonstration: an invented council with people, houses and cases in every state."""
