"""The service under stress: a mixed load, killings, and requests that nobody should answer."""
