"""The API for other systems: declared once, served, described in OpenAPI 3.1 and as a page."""
