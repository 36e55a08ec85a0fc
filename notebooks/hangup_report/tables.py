"""The tables of a run as DuckDB views, and the numbered questions of `notebooks/sql` asked of them."""

import datetime
import pathlib

import duckdb

SQL = pathlib.Path(__file__).resolve().parents[1] / "sql"
# Tables that an older run did not write are empty views of these columns.
OPTIONAL = {
    "online": "hour TIMESTAMPTZ, node VARCHAR, server VARCHAR, opened BIGINT, closed BIGINT, online_max BIGINT, online_mean DOUBLE,"
    " online_seconds DOUBLE, date DATE",
    "incidents": 'incident_id VARCHAR, node VARCHAR, "from" TIMESTAMPTZ, "to" TIMESTAMPTZ, kind VARCHAR, scope VARCHAR,'
    " connections BIGINT, users BIGINT, baseline DOUBLE, cause VARCHAR, evidence VARCHAR, file VARCHAR, offset BIGINT, date DATE",
    "log_gaps": 'log VARCHAR, node VARCHAR, "from" TIMESTAMPTZ, "to" TIMESTAMPTZ, kind VARCHAR, dropped BIGINT, file VARCHAR,'
    " offset BIGINT, date DATE",
}
NEEDED = ["connections", "sessions", "disconnects_by_user", "disconnects_by_ip", "disconnects_by_cause"]


class NoTables(Exception):
    """There is nothing to be read; the text says what is wrong, and what to do."""


class Tables:
    """Views over the Parquet files below a folder; `first` and `last` are the days to look at, both inclusive.

    Times come in `zone`, the zone that the last run had, or UTC where DuckDB does not know it.
    """

    def __init__(self, folder, first: datetime.date | None = None, last: datetime.date | None = None):
        self.folder = pathlib.Path(folder)
        self.first, self.last = first, last
        self.db = duckdb.connect()
        self.db.execute("SET TimeZone = 'UTC'")
        self.db.execute("CREATE MACRO unix_millis(t) AS epoch_ms(t)")  # the name that Spark has for it
        missing = [t for t in NEEDED if not self._files(t)]
        if missing:
            raise NoTables(f"{folder} has no table {missing[0]}: make it by bin/hangup analyze --input LOGS --output {folder}")
        self.missing = [t for t in OPTIONAL if not self._files(t)]
        for table in NEEDED:
            self._view(table)
        for table, columns in OPTIONAL.items():
            if table in self.missing:
                self.db.execute(f"CREATE TABLE {table} ({columns.replace('offset', chr(34) + 'offset' + chr(34))})")
            else:
                self._view(table)
        self.zone = self._zone()

    def _files(self, table: str) -> bool:
        return any((self.folder / table).rglob("*.parquet"))

    def _source(self, table: str) -> str:
        files = str(self.folder / table / "**" / "*.parquet").replace("'", "''")
        return f"read_parquet('{files}', hive_partitioning = true, union_by_name = true)"

    def _view(self, table: str) -> None:
        source = self._source(table)
        columns = {c[0] for c in self.db.execute(f"SELECT * FROM {source} LIMIT 0").description}
        every = "*" if "date" in columns else "*, CAST(NULL AS DATE) AS date"
        days = [f"date {sign} DATE '{day}'" for sign, day in ((">=", self.first), ("<=", self.last)) if day]
        where = f" WHERE {' AND '.join(days)}" if days else ""
        self.db.execute(f"CREATE VIEW {table} AS SELECT * FROM (SELECT {every} FROM {source}){where}")

    def _zone(self) -> str:
        if not self._files("runs"):
            return "UTC"
        row = self.db.execute(f"SELECT zone FROM {self._source('runs')} ORDER BY finished_at DESC LIMIT 1").fetchone()
        try:
            self.db.execute("SET TimeZone = ?", [row[0]])
            return row[0]
        except (duckdb.Error, TypeError):
            self.db.execute("SET TimeZone = 'UTC'")
            return "UTC"

    @staticmethod
    def text(question: str) -> str:
        """The SQL of a question, by its number or name: "02", "02-idle-cuts"."""
        found = sorted(SQL.glob(f"{question}*.sql"))
        if len(found) != 1:
            raise ValueError(f"{question} is no question of {SQL}")
        return found[0].read_text()

    def ask(self, question: str, *values):
        """A pandas frame: the answer to a numbered question, or to SQL of your own."""
        return self._run(question, values).df()

    def rows(self, question: str, *values) -> list[dict]:
        """The same as dictionaries; what is not known is None."""
        result = self._run(question, values)
        names = [c[0] for c in result.description]
        return [dict(zip(names, row)) for row in result.fetchall()]

    def _run(self, question: str, values):
        query = self.text(question) if question[:2].isdigit() else question
        return self.db.execute(query, list(values))

    def days(self) -> tuple[datetime.date, datetime.date] | None:
        """The first and the last day that have connections."""
        first, last = self.db.execute("SELECT min(date), max(date) FROM connections").fetchone()
        return (first, last) if first else None
