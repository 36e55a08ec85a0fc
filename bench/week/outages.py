"""Staged incidents that hit many at once: what fails is the server, or the way to it."""

from dice import MINUTE, SECOND
from node import CLOSED, EXPIRED, SHUTDOWN
from people import CARRIERS, Device
from world import World


class Storm:
    """Those whom a node threw out come back, all at once: a stage for each node that they come to."""

    def __init__(self, world: World, after: str):
        self.world, self.after = world, after
        self.thrown_out: set[int] = set()
        self.stages = {}
        world.on_open.append(self.opened)

    def come_back(self, at: int, device: Device) -> None:
        device.connection = device.former = None
        self.thrown_out.add(id(device))
        pause = min(1 + self.world.dice.wait(11), 45 + self.world.dice.between(0, 5))
        self.world.again(at + pause * SECOND, device)

    def opened(self, at: int, c) -> None:
        if id(c.device) in self.thrown_out:
            self.thrown_out.discard(id(c.device))
            if c.node not in self.stages:
                name = f"everybody comes back after {self.after}"
                self.stages[c.node] = self.world.truth.stage(
                    name, "reconnect_storm", c.node.name, {"node": c.node.name}, None, after=self.after
                )
            self.stages[c.node].hit(at, c.device)


class Restart:
    def __init__(self, world: World, at: int, node):
        self.world, self.node = world, node
        self.name = f"a planned restart of {node.name}"
        self.stage = world.truth.stage(
            self.name, "node_restart", node.name, {"node": node.name}, "server_shutdown", begin=at, end=at + 26_380_412
        )
        self.storm = Storm(world, self.name)
        world.at(at, self.stop)

    def stop(self, at: int) -> None:
        node = self.node
        node.stopping(at)
        devices = []
        moment = at + 70_000
        for c in list(node.connections):
            if c.opened is not None and c.state != "waiting":
                self.stage.hit(at, c.device)
            if c.device.connection is c:
                devices.append(c.device)
            if c.state == "open" and not self.world.dice.share(1 / 3):  # a third leaves no line, as on real nodes
                node.closed(moment, c, SHUTDOWN)
                moment += 190
        node.stopped(moment + 900_000)
        node.silently(at, "server_shutdown")
        for device in devices:
            self.storm.come_back(moment, device)
        self.world.at(at + 25 * SECOND, node.started)


class Crash:
    """The virtual machine is killed: no line of any ending, and a start 38 s later."""

    def __init__(self, world: World, at: int, node):
        self.world, self.node = world, node
        name = f"a crash of {node.name}"
        self.stage = world.truth.stage(
            name, "node_crash", node.name, {"node": node.name}, "server_crash", begin=at, end=at + 39_380_412
        )
        self.storm = Storm(world, name)
        world.at(at, self.die)

    def die(self, at: int) -> None:
        self.node.up = False
        for c in self.node.silently(at, "server_crash"):
            if c.cause == "server_crash":
                self.stage.hit(at, c.device)
            if c.device.connection is c:
                self.storm.come_back(at, c.device)
        self.world.at(at + 38 * SECOND, self.node.started)


class Carrier:
    """The NAT of a carrier is restarted: whoever came through it is cut off within three seconds, and is back within minutes."""

    def __init__(self, world: World, at: int):
        self.world = world
        network = CARRIERS["carrier-a"] + "0/24"
        name = "a carrier's NAT is restarted"
        self.stages = [
            world.truth.stage(name, "mass_disconnect", n.name, {"node": n.name, "network": network}, "connection_lost")
            for n in world.nodes
        ]
        world.at(at, self.cut)

    def cut(self, at: int) -> None:
        for node, stage in zip(self.world.nodes, self.stages):
            for c in list(node.connections):
                if c.state == "open" and c.ip.startswith(CARRIERS["carrier-a"]) and c.device.connection is c:
                    self.world.at(at + self.world.dice.between(0, 2.6) * SECOND, self.lose, c, stage)

    def lose(self, at: int, c, stage) -> None:
        if self.world.lose(at, c, CLOSED):
            stage.hit(at, c.device)
            self.world.again(at + self.world.dice.between(20, 240) * SECOND, c.device)


class Descriptors:
    """For four minutes the node has no descriptor left most of the time; a real one may write far more such lines."""

    def __init__(self, world: World, at: int, node):
        self.world, self.node, self.end = world, node, at + 4 * MINUTE
        self.stage = world.truth.stage(
            "descriptors run out", "accept_failed", node.name, {"node": node.name}, "resource_limit", pattern="refused"
        )
        world.refuses = lambda n, time: n is node and at <= time < self.end
        world.at(at, self.fail)

    def fail(self, at: int) -> None:
        if at < self.end:
            self.node.accept_failed(at)
            self.stage.hit(at)
            self.world.at(at + self.world.dice.wait(0.14) * SECOND + 1, self.fail)


class Certificate:
    """The certificate expires at midnight: sessions go on, but nobody who looks at it gets a new one until it is replaced."""

    def __init__(self, world: World, begin: int, end: int):
        self.stage = world.truth.stage(
            "an expired certificate",
            "mass_disconnect",
            None,
            {"cause": "tls_failed"},
            "tls_failed",
            pattern="certificate",
        )
        world.bad_certificate = lambda at, d: begin <= at < end and d.strict and d.transport != "websocket"
        world.on_insecure = self.insecure

    def insecure(self, at: int, c) -> None:
        c.node.insecure(at, c, EXPIRED)
        self.stage.hit(at, c.device)
