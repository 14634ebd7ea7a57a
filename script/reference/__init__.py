"""The parts of what script/docs writes."""
