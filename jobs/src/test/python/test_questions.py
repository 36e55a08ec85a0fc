"""Each question of notebooks/sql, asked of hand-made tables, in DuckDB and in Spark SQL: the same text, the same rows."""

import pytest
from questions import NAMES, at, connection, in_duckdb, in_spark, write

HOUR = 3600


@pytest.fixture(params=["duckdb", "spark"])
def ask(request, tmp_path):
    """Asks a question of these tables: its columns that are named, a tuple a row."""
    session = request.getfixturevalue("spark") if request.param == "spark" else None

    def answer(question: str, columns: str, **tables):
        name = next(n for n in NAMES if n.startswith(question))
        folder = write(tmp_path, **tables)
        rows = in_spark(session, folder, name) if session else in_duckdb(folder, name)
        return [tuple(row[c] for c in columns.split()) for row in rows]

    return answer


def test_flapping_tells_period_and_regularity(ask):
    regular = [connection(60 * i, 59, "replaced", resource=f"r{i % 2}") for i in range(12)]
    irregular = [connection(t, 5, "connection_lost", user="ben") for t in (0, 10, 500, 510, 1300, 1310, 2100, 2190, 2700, 2900, 3700, 3701)]
    rare = [connection(1200 * i, 1100, "connection_lost", user="cleo") for i in range(30)]
    rows = ask("01", "who visits period_s regular commonest_cause resources since until", connections=regular + irregular + rare)
    assert rows == [("anna", 11, 60.0, 1.0, "replaced", 2, 60.0, 660.0)]


def test_idle_cuts_are_one_age_of_sessions_without_stream_management(ask):
    cut = [connection(1000 * i, 300.2, "connection_lost", user=f"u{i % 4}", transport="websocket") for i in range(12)]
    near = [connection(50, 330 + 5 * i, "connection_lost", transport="websocket") for i in range(4)]
    # as many of the same age on another network that waited for resumption: no timer of the network's
    waited = [
        connection(1000 * i, 300.2, "connection_lost", ip="203.0.113.9", transport="tcp", settled_at=at(9e5), date=None) for i in range(12)
    ]
    networks = [{"ip": "192.0.2.1", "network": "192.0.2.0/24"}, {"ip": "203.0.113.9", "network": "203.0.113.0/24"}]
    rows = ask("02", "scope value timer_s cut users expected", connections=cut + near + waited, disconnects_by_ip=networks)
    # 4 ages beside it in 147 s, so 3.5 s of them hold 0.095
    assert rows == [("network", "192.0.2.0/24", 300, 12, 4, 0.1), ("transport", "websocket", 300, 12, 4, 0.1)]


def test_zombies_are_told_by_who_found_them(ask):
    came_back = [connection(0, 100.4, "resumed", resumed=True), connection(100.4, 50, "client_closed", accepted_at=at(98))]
    ping = [connection(0, 500, "timeout_ping", user="ben"), connection(0, 600, "timeout_ping", user="cleo")]
    tcp = [connection(0, 1000, "connection_lost", user="dora", subcause="tcp_timeout")]
    rows = ask("03", "found_by cause connections users overlaps median_overlap_s", connections=came_back + ping + tcp)
    assert rows == [
        ("ping", "timeout_ping", 2, 2, 0, None),
        ("tcp", "connection_lost", 1, 1, 0, None),
        ("came back", "resumed", 1, 1, 1, 2.4),
    ]


def waiting(n: int, lost: float, back: float | None, resumed: bool, **more) -> list[dict]:
    """A lost connection of session n and, `back` seconds later, the next one; without a resumption its session gives up after 300 s."""
    who = {"user": f"u{n}", "session_id": f"s{n}"}
    over = {"settled_at": at(lost + (back if resumed else 300)), "resumed": resumed}
    first = connection(lost - 100, 100, "connection_lost", **who, **over, **more)
    if back is None:
        return [first]
    return [first, connection(lost + back, 10, "client_closed", **(who if resumed else who | {"session_id": f"t{n}"}))]


def test_resumption_by_waiting_time(ask):
    chains = [(1, 3, True), (2, 20, True), (3, 200, True), (4, None, False), (5, 400, False)]
    rows = [row for n, back, resumed in chains for row in waiting(n, 1000, back, resumed)]
    assert ask("04", "from_s to_s resumed gave_up resumed_so_far", connections=rows) == [
        (0, 5, 1, 0, 0.2),
        (5, 15, 0, 0, 0.2),
        (15, 30, 1, 0, 0.4),
        (30, 60, 0, 0, 0.4),
        (60, 120, 0, 0, 0.4),
        (120, 300, 1, 2, 0.6),
        (300, 600, 0, 0, 0.6),
        (600, 86400, 0, 0, 0.6),
    ]


def test_reconnect_time_by_cause(ask):
    sessions = [
        {"user": u, "server": "x", "previous_cause": c, "reconnect_ms": ms}
        for u, c, ms in [
            ("a", "connection_lost", 2_000),
            ("a", "connection_lost", 8_000),
            ("b", "connection_lost", 100_000),
            ("b", "kicked", 30_000),
            ("c", None, None),
        ]
    ]
    # the 90th percentile lies at 0.8 of the way from the second to the third
    assert ask("05", "previous_cause sessions users median_s p90_s within_10_s within_60_s", sessions=sessions) == [
        ("connection_lost", 3, 2, 8.0, 81.6, 0.67, 0.67),
        ("kicked", 1, 1, 30.0, 30.0, 0.0, 1.0),
    ]


def test_rates_are_per_1000_connected_hours(ask):
    bad = [connection(0, HOUR, "connection_lost", node="n1", client="X") for _ in range(20)]
    good = [connection(0, 2 * HOUR, "client_closed", node="n2", client="Y") for _ in range(40)]
    rows = ask("06", "scope value disconnects connected_hours per_1000_h times_usual", connections=bad + good)
    assert rows == [
        ("all", "all", 20, 100.0, 200.0, 1.0),
        ("client", "X", 20, 20.0, 1000.0, 5.0),
        ("node", "n1", 20, 20.0, 1000.0, 5.0),
        ("node", "n2", 0, 80.0, 0.0, 0.0),
        ("transport", "tls", 20, 100.0, 200.0, 1.0),
    ]


def test_rates_by_cause_are_of_the_hours_of_their_node(ask):
    rows = [connection(0, HOUR, "connection_lost") for _ in range(20)] + [connection(0, HOUR, "client_closed", node="n2")]
    online = [{"node": "n2", "online_seconds": 4 * HOUR}]
    assert ask("07", "node cause disconnects users per_1000_h", connections=rows, online=online) == [
        ("n1", "connection_lost", 20, 1, 1000.0),  # of 20 hours
        ("n2", "client_closed", 1, 1, 250.0),  # of 4
    ]


def test_who_kicked_whom_and_who_was_back(ask):
    rows = [
        connection(0, 50, "kicked", reason="bye", connection_id="k"),
        connection(57.5, 10, "client_closed"),
        connection(900, 10, "client_closed"),
        connection(0, 60, "banned", user="ben", connection_id="l"),
    ]
    assert ask("08", "who cause reason back_after_s", connections=rows) == [("anna", "kicked", "bye", 7.5), ("ben", "banned", None, None)]


def test_what_connects_like_clockwork(ask):
    check = [connection(None, 100 + i, "unknown", ip="192.0.2.10") for i in range(80)]
    people = [connection(37 * i * i % 3000, 5, "client_closed", ip="192.0.2.20") for i in range(80)]
    rows = ask("09", "ip connections period_s regular logged_in commonest_cause", connections=check + people)
    assert rows == [("192.0.2.10", 79, 1.0, 1.0, 0, "unknown")]


def test_a_wrong_password_and_a_broken_backend(ask):
    wrong = [connection(None, 100 + 60 * i, "auth_failed", tried_user="bot", auth_failures=1) for i in range(10)]
    others = [connection(100 + i, 5, "client_closed", user=f"u{i}") for i in range(30)]
    broken = [connection(None, HOUR + 60 * i, "auth_failed", tried_user=f"u{i}", ip=f"192.0.2.{i}") for i in range(15)]
    rows = ask("10", "hour failures accepted users worst_user of_worst_user looks_like", connections=wrong + others + broken)
    assert [r[:4] + r[5:] for r in rows] == [(0.0, 10, 30, 1, 10, "wrong password"), (HOUR, 15, 0, 15, 1, "broken backend")]
    assert rows[0][4] == "bot@example.org"


def test_since_when_clients_were_refused(ask):
    early = [connection(None, 100, "tls_failed", reason="TLS failed: old")]
    island = [connection(None, 5000 + 30 * i, "tls_failed", reason="TLS failed: expired", ip=f"192.0.2.{i % 5}") for i in range(25)]
    incident = {"node": "n1", "kind": "accept_failed", "from": at(9000), "to": at(9240), "connections": 700, "evidence": "too many open files"}
    rows = ask("11", "node what since until refused clients reason", connections=early + island, incidents=[incident])
    assert rows == [
        ("n1", "tls_failed", 5000.0, 5720.0, 25, 5, "TLS failed: expired"),
        ("n1", "accept_failed", 9000.0, 9240.0, 700, None, "too many open files"),
    ]


def test_what_the_restart_did(ask):
    thrown = [connection(0, 1000, "server_shutdown", user=f"u{i}") for i in range(4)]
    back = [connection(1000 + 10 * (i + 1), 9000, "client_closed", user=f"u{i}", node="n2" if i else "n1") for i in range(3)]
    late = [connection(1000 + 2 * HOUR, 5, "client_closed", user="u3")]
    rows = ask("12", "node cause since connections users back median_back_s on_another_node", connections=thrown + back + late)
    assert rows == [("n1", "server_shutdown", 1000.0, 4, 4, 3, 20.0, 2)]


def test_which_side_closed(ask):
    rows = [connection(0, 10, "kicked", ended_by="administrator")] + [
        connection(0, s, "client_closed", ended_by="client", user=f"u{s}") for s in (4, 6)
    ]
    assert ask("13", "ended_by cause connections users median_s", connections=rows) == [
        ("client", "client_closed", 2, 2, 5.0),
        ("administrator", "kicked", 1, 1, 10.0),
    ]


def test_too_many_unacked(ask):
    rows = [connection(0, 10, "resource_limit", subcause="ack_queue", client="Gajim") for _ in range(2)]
    rows += [connection(0, 10, "resource_limit"), connection(0, 20, "timeout_ack")]
    assert ask("14", "client who cause connections", connections=rows) == [
        ("Gajim", "anna@example.org", "resource_limit", 2),
        (None, "anna@example.org", "timeout_ack", 1),
    ]


def test_what_the_ends_of_the_worst_users_have_in_common(ask):
    rows = [connection(0, 10, "connection_lost")] * 3 + [connection(0, 10, "timeout_ping", ip="203.0.113.9")]
    networks = [{"ip": "192.0.2.1", "network": "192.0.2.0/24"}, {"ip": "203.0.113.9", "network": "203.0.113.0/24"}]
    columns = "who disconnects commonest_cause of_cause commonest_network of_network addresses"
    assert ask("15", columns, connections=rows, disconnects_by_ip=networks) == [
        ("anna", 4, "connection_lost", 0.75, "192.0.2.0/24", 0.75, 2)
    ]


def test_what_if_pings_had_more_time(ask):
    rows = []
    for n, (back, ip) in enumerate([(5, "192.0.2.1"), (15, "192.0.2.1"), (40, "192.0.2.1"), (5, "203.0.113.9"), (None, None)]):
        rows.append(connection(0, 100, "timeout_ping", user=f"u{n}"))
        if back:
            rows.append(connection(100 + back, 10, "client_closed", user=f"u{n}", ip=ip))
    assert ask("16", "longer_s interval_times kills avoided_low avoided_high ghosts_low ghosts_high ghost_longer_s", connections=rows) == [
        (10, 1, 5, 1, 2, 3, 4, 10.0),  # back after 5 s; and after 15 s, if reconnecting took it 5 s or more
        (30, 1, 5, 2, 3, 2, 3, 30.0),
        (60, 1, 5, 3, 3, 2, 2, 60.0),
        (120, 1, 5, 3, 3, 2, 2, 120.0),
        (0, 2, 5, 1, 1, 4, 4, 30.0),  # half of 1, half of 2 (15 and 40 s), rounded
        (0, 4, 5, 1, 2, 3, 4, 90.0),
    ]


def test_what_if_the_window_were_another(ask):
    chains = [(1, 3, True), (2, 20, True), (3, 200, True), (4, None, False), (5, 400, False), (6, 3000, False)]
    rows = [row for n, back, resumed in chains for row in waiting(n, 1000, back, resumed)]
    sessions = [{"session_id": f"s{n}", "subcause": "resume_timeout"} for n in (4, 5, 6)]
    # all 3 that were back within 300 s resumed: the 95 % interval of 3 of 3 begins at 0.44
    assert ask("17", "window_s window_now_s kept_low kept_high waiting_hours", connections=rows, sessions=sessions) == [
        (30, 300.0, -1, -1, 0.0),
        (60, 300.0, -1, -1, 0.0),
        (120, 300.0, -1, -1, 0.0),
        (600, 300.0, 0, 1, 0.2),  # 300 + 100 + 300 s
        (1200, 300.0, 0, 1, 0.5),  # 900 + 100 + 900 s
        (3600, 300.0, 0, 2, 1.7),  # 3300 + 100 + 2700 s
    ]


def test_what_if_acknowledgements_had_more_time(ask):
    rows = [connection(0, 100, "timeout_ack"), connection(135, 10, "resource_limit", subcause="ack_queue")]
    assert ask("18", "setting longer_s kills avoided_low avoided_high", connections=rows) == [
        ("ack_timeout", 30, 1, 0, 1),
        ("ack_timeout", 60, 1, 1, 1),
        ("ack_timeout", 120, 1, 1, 1),
        ("ack_timeout", 240, 1, 1, 1),
        ("max_ack_queue", None, 1, 0, 1),
    ]


def test_the_headline_and_what_was_not_told(ask):
    rows = [connection(0, HOUR, "connection_lost"), connection(0, HOUR, "client_closed", user="ben"), connection(None, 9, "unknown")]
    assert ask("20", "connections unwanted users_hit users connected_hours", connections=rows) == [(3, 1, 1, 2, 2.0)]


def test_the_headline_takes_the_hours_of_the_table_online(ask):
    rows = [connection(0, HOUR, "connection_lost")]
    online = [{"node": n, "online_seconds": 2.5 * HOUR, "date": at(0).date()} for n in ("n1", "n2")]
    assert ask("20", "unwanted connected_hours", connections=rows, online=online) == [(1, 5.0)]


@pytest.mark.parametrize("name", NAMES)
def test_no_rows_are_no_error(name, tmp_path, spark):
    folder = write(tmp_path)
    assert in_duckdb(folder, name) == in_spark(spark, folder, name)


@pytest.mark.parametrize("name", NAMES)
def test_the_question_stands_above(name):
    from questions import SQL

    first = (SQL / f"{name}.sql").read_text().splitlines()[0]
    assert first.startswith("-- ")
