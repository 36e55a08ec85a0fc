"""What the notebooks and `bin/hangup report` share: the questions (sql/), charts, and what follows from the answers."""

from hangup_report.tables import NoTables, Tables

__all__ = ["NoTables", "Tables"]
