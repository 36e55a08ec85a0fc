"""A node of ejabberd 23.01 as its log shows it, to the letter of that release's own logs, and what is true of each connection."""

import dataclasses
import datetime

from dice import SECOND, Dice
from people import Device

CLOSED = "Connection failed: connection closed"
PING = "Connection failed: ping_timeout"
TCP_TIMEOUT = "Connection failed: connection timed out"
CLEAN = "Stream reset by peer"
REPLACED = "Stream closed by local host: Replaced by new connection (conflict)"
KICKED = "Stream closed by local host: has been kicked (policy-violation)"
RESUME_TIMEOUT = "Stream closed by local host: Timed out waiting for stream resumption (connection-timeout)"
SHUTDOWN = "Stream closed by local host: system-shutdown"
CAUSES = {
    CLOSED: "connection_lost",
    TCP_TIMEOUT: "connection_lost",
    PING: "timeout_ping",
    CLEAN: "client_closed",
    REPLACED: "replaced",
    KICKED: "kicked",
    SHUTDOWN: "server_shutdown",
}
TLS = "TLS failed: SSL_do_handshake failed: error:"
OLD_TLS = TLS + "0A000102:SSL routines::unsupported protocol"
EXPIRED = TLS + "0A000415:SSL routines::sslv3 alert certificate expired"
LISTENERS = {5222: (350, "TCP", "[::]"), 5223: (351, "TLS", "0.0.0.0"), 5269: (354, "TCP", "[::]"), 5280: (355, "TCP", "[::]")}
MODULES = {5222: "ejabberd_c2s", 5223: "ejabberd_c2s", 5269: "ejabberd_s2s_in", 5280: "ejabberd_http"}
WINDOW = 300 * SECOND


@dataclasses.dataclass(eq=False)
class Connection:
    """What is true of a connection; the log shows part of it. `state`: connecting, open, waiting (for resumption), over."""

    number: int
    node: "Node"
    device: Device
    ip: str
    port: int
    pid: int  # of the c2s lines' bracket
    c2s: int  # that writes them
    transport: str
    state: str = "connecting"
    connected: int = 0
    opened: int | None = None
    ended: int | None = None
    cause: str | None = None
    gone: int | None = None  # since when the client is not there any more, whether or not the server knows
    late: int | None = None  # how long after the server gave up it would have answered

    def bracket(self) -> str:
        return f"({self.transport}|<0.{self.pid}.0>) "


class Node:
    def __init__(self, name: str, number: int, dice: Dice, write, truth):
        self.name, self.number, self.dice = name, number, dice
        self._write, self.truth = write, truth
        self.up = True
        self.connections: dict[Connection, None] = {}  # connecting, open or waiting; in the order of their beginning
        self._pid = 20_000

    def say(self, at: int, level: str, place: str, message: str) -> None:
        self._write(self, at, level, f"{place} {message}")

    def process(self) -> int:
        self._pid += self.dice.number(1, 5)
        return self._pid

    # connections

    def accept(self, at: int, device: Device, ip: str) -> Connection:
        """The listener takes a socket; over http that is a request, which no line of the connection names."""
        web = device.transport == "websocket"
        port = 5280 if web else 5223 if device.transport == "tls" else 5222
        first, client_port = self.process(), self.dice.number(1024, 64_999)
        pid = self.process() if web else first
        transport = device.transport if web else "tls"  # both by STARTTLS and from the first byte on
        c2s = self.process() if web else pid
        c = Connection(self.truth.number(), self, device, ip, client_port, pid, c2s, transport)
        c.connected = at
        self.accepted(at, first, ip, client_port, port)
        self.connections[c] = None
        if not web:
            self.truth.seen(c, at)
        return c

    def accepted(self, at: int, pid: int, ip: str, client_port: int, port: int) -> None:
        listener = LISTENERS[port][0]
        here = f"2001:db8:5::{self.number + 1}" if ":" in ip else f"192.0.2.{self.number + 1}"
        if ":" in ip:
            ends = f"[{ip}]:{client_port} -> [{here}]:{port}"
        elif port == 5223:
            ends = f"{ip}:{client_port} -> {here}:{port}"
        else:
            ends = f"[::ffff:{ip}]:{client_port} -> [::ffff:{here}]:{port}"
        self.say(at, "info", f"<0.{listener}.0>@ejabberd_listener:accept/7:273", f"(<0.{pid}.0>) Accepted connection {ends}")

    def accept_failed(self, at: int) -> None:
        place = "<0.350.0>@ejabberd_listener:accept/7:288"
        self.say(at, "error", place, "(#Port<0.19>) Failed TCP accept: too many open files")

    def _c2s(self, at: int, c: Connection, level: str, place: str, message: str) -> None:
        self.say(at, level, f"<0.{c.c2s}.0>@{place}", c.bracket() + message)
        self.truth.seen(c, at)

    def authenticated(self, at: int, c: Connection) -> None:
        how = "PLAIN" if c.device.client in ("pidgin", "spark", "bot") else "SCRAM-SHA-1"
        who = f"{c.device.user}@{c.device.server} by mnesia backend from {printed(c)}"
        self._c2s(at, c, "info", "ejabberd_c2s:process_auth_result/3:272", f"Accepted c2s {how} authentication for {who}")

    def refused(self, at: int, c: Connection) -> None:
        """A wrong password; the client gives up."""
        who = f"{c.device.user}@{c.device.server} from {printed(c)}: Invalid username or password"
        self._c2s(at, c, "warning", "ejabberd_c2s:process_auth_result/3:280", f"Failed c2s PLAIN authentication for {who}")
        self.failed(at, c, "auth_failed")

    def insecure(self, at: int, c: Connection, reason: str) -> None:
        self._c2s(at, c, "warning", "ejabberd_c2s:process_terminated/2:315", f"Failed to secure c2s connection: {reason}")
        self.failed(at, c, "tls_failed")

    def failed(self, at: int, c: Connection, cause: str) -> None:
        """It ends without a session, and without a line of its end."""
        c.state, c.ended, c.cause = "over", at, cause
        self.connections.pop(c, None)
        self.truth.over(c, at)

    def opened(self, at: int, c: Connection) -> None:
        self._c2s(at, c, "info", "ejabberd_c2s:bind/2:450", f"Opened c2s session for {c.device.jid}")
        c.state, c.opened = "open", at

    def resumed(self, at: int, c: Connection, former: Connection) -> None:
        self._c2s(at, c, "info", "mod_stream_mgmt:handle_resume/2:442", f"Resumed session for {c.device.jid}")
        c.state, c.opened = "open", at
        if former.state == "open":
            former.cause, former.ended = "resumed", at  # no line tells of its loss
        former.state = "over"
        former.node.connections.pop(former, None)
        self.truth.resumed(former, at)

    def lost(self, at: int, c: Connection, reason: str) -> None:
        """The server notices; a session with stream management waits."""
        if not c.device.managed:
            self.closed(at, c, reason)
            return
        text = f"Closing c2s connection for {c.device.jid}: {reason}; waiting 300 seconds for stream resumption"
        self._c2s(at, c, "info", "mod_stream_mgmt:transition_to_pending/2:459", text)
        c.state, c.ended, c.cause = "waiting", at, CAUSES[reason]

    def closed(self, at: int, c: Connection, reason: str) -> None:
        place = f"<0.{c.c2s}.0>@ejabberd_c2s:process_terminated/2:295"
        bracket = "(unknown) " if c.state == "waiting" else c.bracket()
        self.say(at, "info", place, f"{bracket}Closing c2s session for {c.device.jid}: {reason}")
        self.truth.seen(c, at)
        if c.state != "waiting":  # else it ended when it was lost
            c.ended, c.cause = at, CAUSES[reason]
        c.state = "over"
        self.connections.pop(c, None)
        self.truth.over(c, at)

    # the node itself

    def stopping(self, at: int) -> None:
        for port, (_, kind, address) in LISTENERS.items():
            text = f"Stop accepting {kind} connections at {address}:{port} for {MODULES[port]}"
            self.say(at, "info", "<0.123.0>@ejabberd_listener:stop_listener/3:405", text)
            at += 80
        self.up = False

    def stopped(self, at: int) -> None:
        text = f"ejabberd 23.01-1 is stopped in the node '{self.name}'"
        self.say(at, "info", "<0.123.0>@ejabberd_app:stop/1:111", text)

    def silently(self, at: int, cause: str) -> list[Connection]:
        """All that is left ends with the node, without a line."""
        rest = list(self.connections)
        for c in rest:
            if c.state != "waiting":
                c.ended, c.cause = at, cause if c.opened is not None else "unknown"
            c.state = "over"
            self.truth.over(c, at)
        self.connections.clear()
        return rest

    def started(self, at: int) -> None:
        self.up = True
        self._pid = 480
        node = "<0.123.0>@"
        for after, place, text in [
            (0, node + "ejabberd_config:load/1:82", "Loading configuration from /etc/ejabberd/ejabberd.yml"),
            (214_506, node + "ejabberd_config:load/1:89", "Configuration loaded successfully"),
            (412_120, "<0.323.0>@gen_mod:start_modules/0:130", "Loading modules for example.org and example.net"),
            (1_380_412, node + "ejabberd_app:start/2:63", f"ejabberd 23.01-1 is started in the node '{self.name}' in 1.38s"),
        ]:
            self.say(at + after, "info", place, text)
        for i, (port, (listener, kind, address)) in enumerate(LISTENERS.items()):
            text = f"Start accepting {kind} connections at {address}:{port} for {MODULES[port]}"
            self.say(at + 1_380_900 + 120 * i, "info", f"<0.{listener}.0>@ejabberd_listener:init/4:160", text)


def printed(c: Connection) -> str:
    """The address as the socket of its listener prints it."""
    return c.ip if ":" in c.ip or c.device.transport == "tls" else f"::ffff:{c.ip}"


def stamp(at: int) -> str:
    time = datetime.datetime.fromtimestamp(at // SECOND, datetime.timezone.utc)
    return f"{time:%Y-%m-%d %H:%M:%S}.{at % SECOND:06d}+00:00"
