"""What is staged in the sample week, and when. Each stage changes the world at its time and notes whom it hits."""

from dice import DAY, HOUR, MINUTE, SECOND
from habits import Balancer, Fight, Health, Kicks, Password, Pings
from outages import Carrier, Certificate, Crash, Descriptors, Restart
from world import World


def stage(world: World) -> None:
    """All of them, in a week that begins on `world.start`, a Monday 00:00."""
    Health(world, world.start + 10 * HOUR)
    Fight(world, world.start + 1 * DAY + 14 * HOUR + 3 * MINUTE)
    Restart(world, world.start + 1 * DAY + 4 * HOUR + 12 * MINUTE, world.nodes[1])
    Carrier(world, world.start + 2 * DAY + 13 * HOUR + 20 * MINUTE)
    Descriptors(world, world.start + 2 * DAY + 20 * HOUR + 15 * MINUTE, world.nodes[0])
    Crash(world, world.start + 3 * DAY + 10 * HOUR + 41 * MINUTE + 7 * SECOND, world.nodes[0])
    Balancer(world, world.start + 3 * DAY + 14 * HOUR, world.start + 4 * DAY + 16 * HOUR)
    Kicks(world, world.start + 4 * DAY + 11 * HOUR + 5 * MINUTE)
    Password(world, world.start + 4 * DAY + 2 * HOUR, world.start + 4 * DAY + 9 * HOUR + 25 * MINUTE)
    Pings(world, world.start + 5 * DAY + 11 * HOUR, world.start + 5 * DAY + 15 * HOUR, world.nodes[1])
    Certificate(world, world.start + 6 * DAY, world.start + 6 * DAY + 8 * HOUR + 12 * MINUTE)
