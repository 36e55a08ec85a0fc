"""The server and its people from hour to hour: who comes, who is lost, who is resumed or replaced, and when the server notices."""

import heapq

from dice import DAY, HOUR, MINUTE, SECOND, Dice
from node import CLEAN, CLOSED, OLD_TLS, PING, REPLACED, RESUME_TIMEOUT, TCP_TIMEOUT, WINDOW, Connection, Node
from people import Device, carrier_address, population
from truth import Truth

PING_INTERVAL, PING_TIMEOUT = 180 * SECOND, 32 * SECOND


class World:
    def __init__(self, seed: int, start: int, write, truth: Truth):
        self.dice = Dice(seed)
        self.start, self.truth = start, truth
        self.nodes = [Node(f"ejabberd@xmpp{i + 1}.example.org", i, self.dice, write, truth) for i in range(2)]
        self.devices = population(self.dice)
        self._queue: list = []
        self._order = 0
        # what the stages change; each is asked at the time of a thing that may be hit
        self.on_open = []  # (at, connection)
        self.on_loss = []  # (at, connection, reason)
        self.refuses = lambda node, at: False  # a node takes no connection
        self.bad_certificate = lambda at, device: False
        self.on_insecure = lambda at, connection: None

    def at(self, time: float, what, *arguments) -> None:
        self._order += 1
        heapq.heappush(self._queue, (int(time), self._order, what, arguments))

    def run(self, end: int) -> None:
        while self._queue and self._queue[0][0] < end:
            time, _, what, arguments = heapq.heappop(self._queue)
            what(time, *arguments)

    # a connection begins

    def connect(self, at: int, device: Device) -> None:
        if device.connection is not None or at >= device.until:
            return
        former = device.former
        number = former.node.number if former is not None and former.state in ("open", "waiting") else device.node
        preferred, other = self.nodes[number], self.nodes[1 - number]
        node = preferred if preferred.up and not self.refuses(preferred, at) else other
        if not node.up or self.refuses(node, at):
            self.at(at + self.dice.between(5, 30) * SECOND, self.connect, device)
            return
        c = device.connection = node.accept(at, device, device.ip)
        login = at + self.dice.skewed(0.25, 0.5) * SECOND
        if self.bad_certificate(at, device):
            self.at(login, self._insecure, c)
        elif device.kind != "bot" and self.dice.share(0.006):
            self.at(login, self._mistyped, c)
        else:
            self.at(login, self._login, c)

    def again(self, at: float, device: Device) -> None:
        """The client comes back, if its user is still there."""
        self.at(at, self.connect, device)

    def _insecure(self, at: int, c: Connection) -> None:
        if c.state == "connecting":
            self.on_insecure(at, c)
            c.device.connection = None
            c.device.tries += 1
            pause = min(60 * MINUTE, 20 * SECOND * 2**c.device.tries)
            self.again(at + pause * self.dice.between(0.7, 1.3), c.device)

    def _mistyped(self, at: int, c: Connection) -> None:
        if c.state == "connecting":
            c.node.refused(at, c)
            c.device.connection = None
            self.again(at + self.dice.between(12, 60) * SECOND, c.device)

    def _login(self, at: int, c: Connection) -> None:
        if c.state == "connecting":
            c.node.authenticated(at, c)
            self.at(at + self.dice.skewed(0.06, 0.6) * SECOND, self._open, c)

    def _open(self, at: int, c: Connection) -> None:
        if c.state != "connecting":
            return
        device, former = c.device, c.device.former
        device.former, device.tries = None, 0
        waits = former is not None and former.state in ("open", "waiting")
        if waits and device.managed and not self.dice.share(0.03):
            c.node.resumed(at, c, former)
        else:
            if waits:
                former.node.closed(at - 90, former, REPLACED)
            elif former is not None and device.managed and self.dice.share(0.6):
                text = f"Cannot resume session for {device.user}@{device.server}: Previous session timed out"
                c.node.say(at - 40_000, "info", f"<0.{c.c2s}.0>@mod_stream_mgmt:log_resumption_error/3:808", text)
            c.node.opened(at, c)
        for listener in self.on_open:
            listener(at, c)
        getattr(self, f"_{device.kind}")(at, c)

    # ... and ends

    def notice(self, at: int, c: Connection, reason: str) -> None:
        """The server learns that the client is gone."""
        if c.state != "open":
            return
        for listener in self.on_loss:
            listener(at, c, reason)
        c.node.lost(at, c, reason)
        if c.state == "waiting":
            self.at(at + WINDOW, self._give_up, c)

    def _give_up(self, at: int, c: Connection) -> None:
        if c.state == "waiting":
            c.node.closed(at, c, RESUME_TIMEOUT)

    def lose(self, at: int, c: Connection, reason: str = CLOSED) -> bool:
        """The client loses its connection, and the server sees that at once. False if there is none any more."""
        if c.device.connection is not c or c.state != "open":
            return False
        c.device.connection, c.device.former = None, c
        self.notice(at, c, reason)
        return True

    def vanish(self, at: int, c: Connection) -> bool:
        """The client is gone without a packet: the server finds out by a ping, or when its kernel gives up."""
        if c.device.connection is not c or c.state != "open":
            return False
        c.device.connection, c.device.former, c.gone = None, c, at
        reason = TCP_TIMEOUT if self.dice.share(0.06) else PING
        found = self.dice.between(0, PING_INTERVAL) + PING_TIMEOUT
        self.at(at + (found if reason == PING else 15.4 * MINUTE), self.notice, c, reason)
        return True

    def leave(self, at: int, c: Connection) -> None:
        """The user closes the client, or the lid."""
        if c.device.connection is not c or c.state != "open":
            return
        if self.dice.share(0.72):
            c.device.connection = None
            c.node.closed(at, c, CLEAN)
        elif self.dice.share(0.6):
            self.lose(at, c)
        else:
            self.vanish(at, c)

    # what people do

    def _phone(self, at: int, c: Connection) -> None:
        hour = at // HOUR % 24
        mean = 9.5 if 7 <= hour < 23 else 28
        wait = self.dice.wait(mean * HOUR)
        if wait > HOUR:
            self.at(at + HOUR, self._still, c)
        else:
            self.at(at + wait, self._phone_moves, c)

    def _still(self, at: int, c: Connection) -> None:
        if c.state == "open" and c.device.connection is c:
            self._phone(at, c)

    def _phone_moves(self, at: int, c: Connection) -> None:
        device, dice = c.device, self.dice
        hour = at // HOUR % 24
        device.ip = carrier_address(dice, device.carrier) if dice.share(0.55 if 7 <= hour < 21 else 0.12) else device.home
        how = dice.weighted({"other network": 52, "closed": 27, "no network": 19, "off": 2})
        if how == "other network" and self.vanish(at, c):
            self.again(at + dice.skewed(6, 1.0) * SECOND, device)
        elif how == "closed" and self.lose(at, c):
            self.again(at + dice.skewed(25, 1.9) * SECOND, device)
        elif how == "no network" and self.vanish(at, c):
            self.again(at + dice.skewed(240, 1.3) * SECOND, device)
        elif how == "off" and device.connection is c and c.state == "open":
            device.connection = None
            c.node.closed(at, c, CLEAN)
            self.again(at + dice.skewed(1.5, 1.0) * HOUR, device)

    def _desktop(self, at: int, c: Connection) -> None:
        self.at(at + self.dice.wait(16 * HOUR), self._desktop_sleeps, c)

    def _desktop_sleeps(self, at: int, c: Connection) -> None:
        gone = self.lose(at, c) if self.dice.share(0.4) else self.vanish(at, c)
        if gone:
            self.again(at + self.dice.skewed(900, 1.2) * SECOND, c.device)

    def _web(self, at: int, c: Connection) -> None:
        """A tab: nothing happens to it until it is closed; see the stages."""

    def _bot(self, at: int, c: Connection) -> None:
        self.at(at + self.dice.wait(70 * HOUR), self._bot_lost, c)

    def _bot_lost(self, at: int, c: Connection) -> None:
        if self.lose(at, c):
            self.again(at + 5 * SECOND, c.device)

    # who is there when

    def populate(self, begin: int, days: int) -> None:
        """Everybody's comings and goings from `begin` on."""
        for device in self.devices:
            if device.kind in ("phone", "bot"):
                self.at(begin + self.dice.between(0, 4 * HOUR), self.connect, device)
        for day in range(days):
            midnight = begin + day * DAY
            workday = midnight // DAY % 7 not in (2, 3)  # 1970-01-01 was a Thursday
            for device in self.devices:
                if device.kind == "desktop" and self.dice.share(0.8 if workday else 0.3):
                    come = midnight + self.dice.normal(8.2 if workday else 12, 1.1) * HOUR
                    self._visit(come, self.dice.normal(8.3 if workday else 3, 1.4) * HOUR, device)
                elif device.kind == "web":
                    for _ in range(self.dice.number(0, 3 if workday else 1)):
                        median = 2.2 if device.client == "jsxc" else 0.5
                        come = midnight + self.dice.between(7.5, 20) * HOUR
                        self._visit(come, self.dice.skewed(median, 0.8) * HOUR, device)
            self._strangers(midnight)

    def _visit(self, come: float, stay: float, device: Device) -> None:
        self.at(come, self._come, device, int(come + max(stay, 3 * MINUTE)))

    def _come(self, at: int, device: Device, until: int) -> None:
        if device.connection is None:
            device.until = until
            self.connect(at, device)
            self.at(until, self._go, device)

    def _go(self, at: int, device: Device) -> None:
        if device.connection is not None:
            self.leave(at, device.connection)

    def _strangers(self, midnight: int) -> None:
        """Whoever scans the Internet, and rooms that come and go."""
        for _ in range(self.dice.number(60, 90)):
            self.at(midnight + self.dice.between(0, DAY), self._scan)
        for _ in range(self.dice.number(25, 40)):
            self.at(midnight + self.dice.between(7, 22) * HOUR, self._room)

    def _scan(self, at: int) -> None:
        ip = f"198.19.{self.dice.number(0, 199)}.{self.dice.number(1, 254)}"
        stranger = Device("stranger", "", "", "", "", "tcp", False, 0, ip)
        node = self.dice.pick(self.nodes)
        if node.up and not self.refuses(node, at):
            c = node.accept(at, stranger, ip)
            if self.dice.share(0.3):
                node.insecure(at + 61_000, c, OLD_TLS)
            else:
                node.failed(at, c, "unknown")

    def _room(self, at: int) -> None:
        room, user = self.dice.word(7), self.dice.number(1, 1500)
        text = f"Created MUC room {room}@conference.example.org by user{user:04d}@example.org/gajim.{self.dice.word(8)}"
        self.dice.pick(self.nodes).say(at, "info", "<0.333.0>@mod_muc_room:init/1:266", text)
