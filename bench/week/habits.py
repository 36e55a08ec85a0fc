"""Staged incidents that repeat themselves: a balancer, a resource, a password, a ping, a health check, an administrator."""

from dice import HOUR, MINUTE, SECOND
from node import CLEAN, KICKED, PING, REPLACED
from people import BALANCER, Device
from world import World


class Balancer:
    """The balancer in front of the web clients cuts what was silent for 300 s; one of the two clients sends no pings."""

    def __init__(self, world: World, begin: int, end: int):
        self.world, self.begin, self.end = world, begin, end
        self.stage = world.truth.stage(
            "a balancer cuts idle websockets",
            "flapping",
            None,
            {"network": "192.0.2.0/24", "client": "jsxc", "cause": "connection_lost"},
            "connection_lost",
            pattern="idle_cut_300",
            begin=begin,
            end=end,
        )
        world.on_open.append(self.opened)
        world.at(begin, self.begins)

    def begins(self, at: int) -> None:
        for device in self.world.devices:
            if device.connection is not None and device.connection.state == "open":
                self.opened(at, device.connection)

    def opened(self, at: int, c) -> None:
        if c.device.client == "jsxc" and self.begin <= at < self.end:
            busy = 0 if self.world.dice.share(0.7) else self.world.dice.wait(240)
            self.world.at(at + (busy + 300 + self.world.dice.between(0, 0.4)) * SECOND, self.cut, c)

    def cut(self, at: int, c) -> None:
        if at < self.end and self.world.lose(at, c):
            c.device.former = None
            self.stage.hit(at, c.device)
            self.world.again(at + self.world.dice.between(1, 4) * SECOND, c.device)


class Fight:
    """A user gave two devices the same resource: each throws the other out, and is thrown out half a minute later."""

    def __init__(self, world: World, at: int):
        self.world, self.end = world, at + 97 * MINUTE
        both = [
            Device("fighter", "user0417", "example.org", "gajim", "home", "tls", False, 0, f"198.18.77.{n}") for n in (12, 80)
        ]
        for d in both:
            d.ip = d.home
        self.stage = world.truth.stage(
            "two devices fight for a resource",
            "flapping",
            world.nodes[0].name,
            {"user": "user0417@example.org", "network": "198.18.77.0/24", "cause": "replaced"},
            "replaced",
            pattern="replaced_every_31",
        )
        self.holder = None
        world.at(at, self.enter, both[0], both[1])

    def enter(self, at: int, device: Device, other: Device) -> None:
        node = self.world.nodes[0]
        c = node.accept(at, device, device.ip)
        node.authenticated(at + 210_000, c)
        if self.holder is not None and self.holder.state == "open":
            node.closed(at + 259_000, self.holder, REPLACED)
            self.stage.hit(at + 259_000, device)
        node.opened(at + 260_000, c)
        self.holder = c
        if at < self.end:
            self.world.at(at + self.world.dice.normal(31, 0.7) * SECOND, self.enter, other, device)
        else:
            self.world.at(at + 3 * HOUR, self.leave)

    def leave(self, at: int) -> None:
        if self.holder.state == "open":
            self.holder.node.closed(at, self.holder, CLEAN)


class Password:
    """A bot was given a new password on the server only."""

    def __init__(self, world: World, begin: int, end: int):
        self.world, self.end = world, end
        self.bot = Device("fighter", "backup-bot", "example.org", "bot", "backup", "tls", False, 1, "192.0.2.77", ip="192.0.2.77")
        self.stage = world.truth.stage(
            "a bot with a wrong password",
            "auth_failures",
            world.nodes[1].name,
            {"node": world.nodes[1].name, "user": "backup-bot@example.org", "network": "192.0.2.0/24", "cause": "auth_failed"},
            "auth_failed",
            pattern="wrong_password",
        )
        world.at(begin, self.try_again)

    def try_again(self, at: int) -> None:
        if at < self.end:
            node = self.world.nodes[1]
            if node.up:
                c = node.accept(at, self.bot, self.bot.ip)
                node.refused(at + 92_000, c)
                self.stage.hit(at, self.bot)
            self.world.at(at + (40 + self.world.dice.between(0, 0.3)) * SECOND, self.try_again)


class Pings:
    """Somebody sets ping_interval to 30 s and ping_ack_timeout to 4 s: sleeping phones do not answer in time."""

    def __init__(self, world: World, begin: int, end: int, node):
        self.world, self.begin, self.end, self.node = world, begin, end, node
        self.stage = world.truth.stage(
            "pings that are too short",
            "mass_disconnect",
            node.name,
            {"node": node.name, "cause": "timeout_ping"},
            "timeout_ping",
            pattern="ping",
            begin=begin,
            end=end,
        )
        world.on_open.append(self.opened)
        world.on_loss.append(self.lost)
        world.at(begin, self.begins)

    def begins(self, at: int) -> None:
        for c in list(self.node.connections):
            if c.state == "open":
                self.opened(at, c)

    def opened(self, at: int, c) -> None:
        if c.node is self.node and c.device.kind == "phone" and self.begin <= at < self.end:
            self.world.at(at + 34 * SECOND + self.world.dice.wait(75 * MINUTE), self.kill, c)

    def kill(self, at: int, c) -> None:
        """The phone wakes too late: it finds itself thrown out, and comes back."""
        if at < self.end and self.world.lose(at, c, PING):
            late = self.world.dice.skewed(9, 1.0) * SECOND
            c.late = int(late)
            self.world.again(at + late + self.world.dice.between(1, 5) * SECOND, c.device)

    def lost(self, at: int, c, reason: str) -> None:
        if c.node is self.node and reason == PING and self.begin <= at < self.end:
            self.stage.hit(at, c.device)


class Health:
    """A health check asks every second for twenty minutes, by mistake: it connects, and says nothing."""

    def __init__(self, world: World, at: int):
        self.world, self.end = world, at + 20 * MINUTE
        self.check = Device("stranger", "", "", "", "", "tcp", False, 0, BALANCER)
        self.stage = world.truth.stage(
            "a health check every second",
            None,
            world.nodes[0].name,
            {"network": "192.0.2.0/24", "cause": "unknown"},
            "unknown",
            pattern="every_second",
        )
        world.at(at, self.ask)

    def ask(self, at: int) -> None:
        if at < self.end:
            node = self.world.nodes[0]
            node.failed(at, node.accept(at, self.check, BALANCER), "unknown")
            self.stage.hit(at)
            self.world.at(at + SECOND + self.world.dice.between(0, 900), self.ask)


class Kicks:
    """An administrator kicks a user three times, who comes back twice."""

    def __init__(self, world: World, at: int):
        self.world = world
        self.stage = world.truth.stage(
            "an administrator kicks a user", None, None, {"cause": "kicked"}, "kicked", pattern="kicked"
        )
        for minutes in (0, 3, 4):
            world.at(at + minutes * MINUTE, self.kick)

    def kick(self, at: int) -> None:
        device = next(d for d in self.world.devices[200:] if d.kind == "phone" and d.managed and d.node == 0)
        c = device.connection
        if c is not None and c.state == "open":
            text = f'API call kick_user [<<"{device.user}">>,<<"{device.server}">>] from 127.0.0.1:{self.world.dice.number(30000, 60000)}'
            c.node.say(at, "info", f"<0.{c.node.process()}.0>@mod_http_api:log/3:587", text)
            device.connection = device.former = None
            c.node.closed(at + 4_100, c, KICKED)
            self.stage.hit(at + 4_100, device)
            self.world.again(at + self.world.dice.between(4, 9) * SECOND, device)
