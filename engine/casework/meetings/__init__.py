"""Meetings where cases are put on the table: agenda, decisions and who attended by role."""
