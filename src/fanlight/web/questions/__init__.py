"""Questions drawn from the facts as they are declared: forms, lists, answers to check, and sheets for an inspection."""
