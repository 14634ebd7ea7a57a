"""What can be known of a house and its people, declared once, and the surveys that say it."""
