"""What the written log must be found to say: the staged incidents, connections by node and cause, and, if asked for, each one."""

import collections
import dataclasses
import json

from dice import MINUTE
from node import Connection, stamp


@dataclasses.dataclass
class Stage:
    """A staged incident. `kind` is one of the table `incidents`, or null: then it is a pattern that no single hour shows.

    `after` names the stage that this one follows from; one that follows and is small may be passed over (optional). Whoever is hit is counted when it happens; `begin` and `end` are the
    first and the last hit unless the stage itself says so.
    """

    name: str
    kind: str | None
    node: str | None
    scope: dict
    cause: str | None
    pattern: str | None = None
    after: str | None = None
    begin: int | None = None
    end: int | None = None
    hits: list = dataclasses.field(default_factory=list)

    def hit(self, at: int, device=None) -> None:
        self.hits.append((at, device and (device.user, device.server)))

    def told(self) -> dict:
        times = [at for at, _ in self.hits]
        users = {user for _, user in self.hits if user}
        return {
            "name": self.name,
            "kind": self.kind,
            "pattern": self.pattern,
            "node": self.node,
            "scope": self.scope,
            "from": stamp(self.begin or min(times)),
            "to": stamp(self.end or max(times)),
            "connections": len(self.hits),
            "users": len(users) or None,
            "cause": self.cause,
            "after": self.after,
            "optional": self.after is not None and len(self.hits) < 100,
        }


class Truth:
    """`start` is the time of the log's first record: what was over before is not in it."""

    def __init__(self, start: int):
        self.start = start
        self.stages: list[Stage] = []
        self._numbers = 0
        self._logged: dict[Connection, int] = {}  # and the time of its last record

    def stage(self, *values, **more) -> Stage:
        self.stages.append(Stage(*values, **more))
        return self.stages[-1]

    def number(self) -> int:
        self._numbers += 1
        return self._numbers

    def seen(self, c: Connection, at: int) -> None:
        """A record of it was written at that time."""
        if at >= self.start:
            self._logged[c] = at

    def over(self, c: Connection, at: int) -> None:
        if c in self._logged:
            self._logged[c] = max(at, self._logged[c])

    resumed = over

    def _settled(self, c: Connection, last: int) -> bool:
        if c.state != "over":
            return False
        return c.opened is not None or c.cause == "tls_failed" or self._logged[c] + 10 * MINUTE <= last

    def summary(self, last: int, records: int) -> dict:
        """`last` is the time of the log's last record."""
        counts = collections.Counter((c.node.name, c.cause) for c in self._logged if self._settled(c, last))
        return {
            "generated_by": "bench/week",
            "records": records,
            "connections": sum(counts.values()),
            "connections_by_node_and_cause": [
                {"node": node, "cause": cause, "connections": n} for (node, cause), n in sorted(counts.items())
            ],
            "incidents": sorted((s.told() for s in self.stages if s.hits), key=lambda s: s["from"]),
        }

    def connections(self, last: int):
        """A JSON object a connection that the log shows, with the fields of the other samples' truth."""
        for c in self._logged:
            known = {
                "conn": c.number,
                "scenario": "generated",
                "cause": c.cause or "unknown",
                "user": c.device.user,
                "server": c.device.server,
                "resource": c.device.resource,
                "client_ip": c.ip,
                "client_port": c.port,
                "transport": "ws" if c.transport == "websocket" else c.transport,
                "connect_ms": c.connected // 1000,
                "established_ms": c.opened and c.opened // 1000,
                "end_ms": c.ended and c.ended // 1000,
                "gone_ms": c.gone and c.gone // 1000,
                "late_ms": c.late and c.late // 1000,
            }
            if not self._settled(c, last):
                known["open"] = True
            if c.connected < self.start or (c.opened is None and c.cause == "unknown"):
                known["unsure"] = True
            yield json.dumps(known, ensure_ascii=False)
