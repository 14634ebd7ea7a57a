"""Assessments and standards as pages for people: reports, schedules of works, whole editions, each one accessible file."""
