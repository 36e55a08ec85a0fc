"""Who uses the server: users, their devices, where these are, and what they run. All of it is made up."""

import dataclasses

from dice import Dice

HEX = "0123456789abcdef"
MIXED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
# What a client puts into its resource by default: its name, some its release, most some random letters.
PHONES = {"conversations": 46, "cheogram": 9, "monal": 13, "siskin": 9, "blabber": 6, "xabber": 9, "yaxim": 8}
DESKTOPS = {"gajim": 30, "dino": 24, "pidgin": 16, "psi": 10, "spark": 8, "miranda": 5, "profanity": 4, "beagle": 3}
RESOURCES = {
    "conversations": ("Conversations.", MIXED, 4),
    "cheogram": ("Cheogram.", MIXED, 4),
    "blabber": ("blabber.im.", MIXED, 4),
    "monal": ("Monal-iOS.", HEX, 8),
    "siskin": ("Siskin IM 8.2-", HEX, 6),
    "xabber": ("xabber-android-2.6.6-", HEX, 6),
    "yaxim": ("yaxim.", HEX, 8),
    "gajim": ("gajim.", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 8),
    "dino": ("dino.", HEX, 8),
    "pidgin": ("", "0123456789", 22),
    "psi": ("Psi+ 1.5.2115", "", 0),
    "spark": ("Spark 3.0.2", "", 0),
    "miranda": ("Miranda NG 0.96.3", "", 0),
    "profanity": ("profanity.", MIXED, 6),
    "beagle": ("BeagleIM-5.3-", HEX, 6),
    "converse": ("converse.js-", "0123456789", 8),
    "jsxc": ("jsxc-", HEX, 8),
}
# Stream management with resumption; the others have none.
MANAGED = {"conversations", "cheogram", "blabber", "monal", "siskin", "gajim", "dino", "profanity"}
# People choose odd names; nothing that reads them may take them for more.
ODD = ["home: Stream reset by peer", "<script>alert(1)</script>", "Büro, 2. Stock", 'it\'s "mine" & <b>yours</b>', "(conflict)"]
BOTS = ["matterbridge", "errbot", "irc-gateway", "alertmanager", "jabber-rss", "jitsi-jibri", "ci-notify", "slidge"]
BALANCER = "192.0.2.10"
# Addresses that belong to nobody: RFC 5737, 2544 and 3849.
CARRIERS = {"carrier-a": "203.0.113.", "carrier-b": "198.51.100.", "carrier-c": "2001:db8:c:"}


@dataclasses.dataclass
class Device:
    """A client of a user. `ip` is where it is now; a phone goes from `home` to its carrier's NAT and back."""

    kind: str  # phone, desktop, web, bot
    user: str
    server: str
    client: str
    resource: str
    transport: str  # tcp, tls, websocket
    managed: bool
    node: int  # the node that it tries first
    home: str
    carrier: str | None = None
    strict: bool = True  # refuses an expired certificate
    ip: str = ""
    connection: object = None  # the one that it has
    former: object = None  # the one that it lost; the server may not know that yet
    tries: int = 0
    until: int = 1 << 62  # when its user goes away

    @property
    def jid(self) -> str:
        return f"{self.user}@{self.server}/{self.resource}"


def carrier_address(dice: Dice, carrier: str) -> str:
    """One of few: a carrier's NAT gives its addresses to many phones, and to each phone another one each time."""
    prefix = CARRIERS[carrier]
    if carrier == "carrier-c":
        return f"{prefix}{dice.number(1, 40):x}::{dice.word(4, HEX[1:])}"
    return f"{prefix}{dice.number(2, 61)}"


def home_address(dice: Dice, number: int) -> str:
    if number % 4 == 0:
        return f"2001:db8:{0x1000 + number:x}:1::{dice.word(4, HEX[1:])}"
    return f"198.{18 + number % 2}.{number // 2 % 250}.{dice.number(2, 250)}"


def resource(dice: Dice, client: str) -> str:
    prefix, letters, length = RESOURCES[client]
    return prefix + (dice.word(length, letters) if length else "")


def population(dice: Dice, users: int = 1500) -> list[Device]:
    """Every device, in an order that depends on the dice alone."""
    devices = []
    for number in range(1, users + 1):
        user = f"user{number:04d}"
        server = "example.net" if number % 6 == 0 else "example.org"
        home = home_address(dice, number)
        node = dice.number(0, 1)
        has_phone = dice.share(0.64)
        if has_phone:
            client = dice.weighted(PHONES)
            carrier = dice.weighted({"carrier-a": 36, "carrier-b": 36, "carrier-c": 28})
            devices.append(device(dice, "phone", user, server, client, node, home, carrier))
        if dice.share(0.30 if has_phone else 0.65):
            client = dice.weighted(DESKTOPS)
            office = "198.19.251.7" if dice.share(0.25) else home  # one office, behind one address
            devices.append(device(dice, "desktop", user, server, client, node, office))
        if dice.share(0.12):
            client = "jsxc" if dice.share(0.35) else "converse"
            devices.append(device(dice, "web", user, server, client, node, BALANCER))
    for number, name in enumerate(BOTS):
        bot = Device("bot", name, "example.org", name, "bot", "tls", False, number % 2, f"192.0.2.{40 + number}", strict=False)
        devices.append(bot)
    for bot, odd in zip((d for d in devices[40::97] if d.kind == "phone"), ODD):
        bot.resource = odd
    for d in devices:
        d.ip = d.home
    return devices


def device(dice, kind, user, server, client, node, home, carrier=None) -> Device:
    transport = "websocket" if kind == "web" else "tls" if dice.share(0.3) else "tcp"
    managed = client in MANAGED and dice.share(0.97)
    name = resource(dice, client)
    return Device(kind, user, server, client, name, transport, managed, node, home, carrier, strict=dice.share(0.93))
