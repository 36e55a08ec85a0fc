"""What follows from the answers: patterns, each with its evidence, and what to change in ejabberd.yml, if anything, and why."""

import dataclasses

from hangup_report.tables import Tables
from hangup_report.words import moment, number, period, seconds, shown, span


@dataclasses.dataclass(frozen=True)
class Finding:
    """`evidence` is a line each time that it happened; `setting` is a piece of ejabberd.yml, or what else is to be changed, `why` the
    reason and what it costs; both may be None. `question` is the number of the SQL file that tells more."""

    title: str
    evidence: str
    setting: str | None = None
    why: str | None = None
    question: str = ""


def findings(tables: Tables) -> list[Finding]:
    """All of them, the most telling kinds first."""
    kinds = (refused, restarts, idle_cuts, pings, fights, passwords, clockwork, acknowledgements, window, silent, kicks)
    found: dict[str, Finding] = {}
    for finding in (finding for kind in kinds for finding in kind(tables)):
        same = found.get(finding.title)  # on two nodes, or twice: one thing to do
        found[finding.title] = dataclasses.replace(same, evidence=f"{same.evidence}\n{finding.evidence}") if same else finding
    return list(found.values())


def refused(tables: Tables) -> list[Finding]:
    """Clients were refused for a while: certificates, limits; failed logins are told by `passwords`."""
    found = []
    for r in tables.rows("11"):
        reason = r["reason"] or ""
        if r["what"] == "auth_failed":
            continue
        when = f"{number(r['refused'])} times on {shown(r['node'])}, {period(r['since'], r['until'])}"
        if "certificate expired" in reason:
            setting, why = (
                "certfiles:\n  - /etc/letsencrypt/live/*/*.pem   # renewed in time, and `ejabberdctl reload-config` after that",
                "The clients refused an expired certificate. What was connected stayed; nobody who looked at it could come back.",
            )
            found.append(Finding("The certificate had expired", when, setting, why, "11"))
        elif r["what"] == "accept_failed":
            setting, why = (
                "# not ejabberd.yml: the service's unit\n[Service]\nLimitNOFILE=65536",
                "The node had no descriptor left for another connection. Each client needs one, and so does each file and server.",
            )
            found.append(Finding("The node could not accept connections", when, setting, why, "11"))
        else:
            found.append(Finding(f"Clients were refused: {shown(r['what'])}", f"{when}. {shown(reason)}", question="11"))
    return found


def restarts(tables: Tables) -> list[Finding]:
    found = []
    for r in tables.rows("12"):
        if r["users"] < 5:
            continue
        what = "stopped" if r["cause"] == "server_shutdown" else "died"
        evidence = (
            f"{moment(r['since'])}: {number(r['connections'])} connections of {number(r['users'])} users ended;"
            f" {number(r['back'])} were back within the hour, half of them after {seconds(r['median_back_s'])},"
            f" 95 % after {seconds(r['p95_back_s'])}, {number(r['on_another_node'])} on another node."
        )
        found.append(Finding(f"{shown(r['node'])} {what}", evidence, question="12"))
    return found


def idle_cuts(tables: Tables) -> list[Finding]:
    found, seen = [], set()
    for r in tables.rows("02"):
        key = (r["timer_s"], r["since"], r["until"])
        if key in seen:  # the same sessions, seen as those of a network and of a transport
            continue
        seen.add(key)
        half = max(20, int(r["timer_s"]) // 2)
        web = tables.db.execute(
            "SELECT count(*) FILTER (WHERE transport IN ('websocket', 'bosh')) > count(*) / 2 FROM connections"
            " WHERE duration_ms BETWEEN ? AND ? AND ended_at BETWEEN ? AND ?",
            [r["timer_s"] * 1000 - 500, r["timer_s"] * 1010 + 2000, r["since"], r["until"]],
        ).fetchone()[0]
        setting = f"websocket_ping_interval: {half} s" if web else f"modules:\n  mod_ping:\n    send_pings: true\n    ping_interval: {half} s"
        found.append(
            Finding(
                f"Something cuts off what is idle for {number(r['timer_s'])} s",
                f"{number(r['cut'])} sessions of {number(r['users'])} users ({r['scope']} {shown(r['value'])}) ended at that very age, from"
                f" {moment(r['since'])} to {moment(r['until'])}; by chance it would be {number(r['expected'])}.",
                setting,
                "A balancer, proxy or NAT on the way has that timer. Something said in half of that time keeps the way open (at the cost of"
                " a packet); or raise the timer there.",
                "02",
            )
        )
    return found


def pings(tables: Tables) -> list[Finding]:
    rows = [r for r in tables.rows("16") if r["interval_times"] == 1]
    if not rows:
        return []
    best = next((r for r in rows if r["longer_s"] == 30), rows[0])
    if best["avoided_low"] < 20 or best["avoided_low"] < 0.05 * best["kills"]:
        return []
    node, day, most = tables.db.execute(
        "SELECT node, date, count(*) AS n FROM connections WHERE cause = 'timeout_ping' GROUP BY ALL ORDER BY n DESC, date LIMIT 1"
    ).fetchone()
    return [
        Finding(
            "Pings throw out clients that are there",
            f"Of {number(best['kills'])} sessions that ended because a ping was not answered, {span(best['avoided_low'], best['avoided_high'])}"
            f" were back from the same address within half a minute. Most on one day: {number(most)} on {shown(node)}, {moment(day)}.",
            "modules:\n  mod_ping:\n    ping_ack_timeout: 32 s   # at least 30 s more than now\n    ping_interval: 3 min",
            f"A phone that sleeps answers late. {number(best['longer_s'])} s more would have kept them; a session that is really dead stays as"
            " much longer.",
            "16",
        )
    ]


def fights(tables: Tables) -> list[Finding]:
    found = []
    for r in tables.rows("01"):
        if r["commonest_cause"] == "replaced" and r["regular"] >= 0.5:
            found.append(
                Finding(
                    "Two devices throw each other out",
                    f"{shown(r['who'])}@{shown(r['server'])}: {number(r['visits'])} times every {seconds(r['period_s'])},"
                    f" {moment(r['since'])} to {moment(r['until'])}.",
                    "resource_conflict: setresource",
                    "Both ask for the same resource. With this setting the second gets another one; what two devices of a user share, carbons"
                    " and the archive, needs no common resource.",
                    "01",
                )
            )
    return found[:5]


def passwords(tables: Tables) -> list[Finding]:
    hours: dict = {}
    for r in tables.rows("10"):
        if r["looks_like"] != "mixed":
            hours.setdefault((r["looks_like"], r["worst_user"] if r["looks_like"] == "wrong password" else None), []).append(r)
    found = []
    for (kind, who), rows in hours.items():
        total = sum(r["of_worst_user"] if who else r["failures"] for r in rows)
        if total < 20:
            continue
        when = f"{number(total)} failed logins in {len(rows)} h, first in that of {moment(rows[0]['hour'])}, last in that of {moment(rows[-1]['hour'])}"
        if kind == "wrong password":
            setting = "modules:\n  mod_fail2ban:\n    c2s_max_auth_failures: 20\n    c2s_auth_ban_lifetime: 1 hour"
            why = "Others got in all the time: the backend works. Give the bot its password; the module keeps such loops, and guessing, off the server."
            found.append(Finding(f"A wrong password: {shown(who)}", f"{when}.", setting, why, "10"))
        elif kind == "broken backend":
            why = "Many users failed, and hardly anybody got in. Look at the database or LDAP behind auth_method at that time."
            found.append(Finding("The authentication backend was broken", f"{when}.", None, why, "10"))
        else:
            setting = "modules:\n  mod_fail2ban:\n    c2s_max_auth_failures: 20"
            found.append(Finding("Somebody guesses passwords", f"{when}.", setting, "Few addresses, many names.", "10"))
    return found


def clockwork(tables: Tables) -> list[Finding]:
    found = []
    for r in tables.rows("09"):
        if r["logged_in"] < 0.1 * r["connections"] and r["commonest_cause"] != "auth_failed":
            found.append(
                Finding(
                    f"{shown(r['ip'])} connects every {seconds(r['period_s'])}",
                    f"{number(r['connections'])} connections to {shown(r['node'])} on {moment(r['day'])}, hardly any of which logs in.",
                    None,
                    "A health check. Let it ask less often; each time it costs a process and a line of the log.",
                    "09",
                )
            )
    return found[:5]


def acknowledgements(tables: Tables) -> list[Finding]:
    found = []
    for r in tables.rows("18"):
        if r["setting"] == "max_ack_queue" and r["kills"] >= 5:
            found.append(
                Finding(
                    "Too many unacknowledged stanzas",
                    f"{number(r['kills'])} sessions ended so.",
                    "modules:\n  mod_stream_mgmt:\n    max_ack_queue: 20000",
                    "The log does not tell how long the queues would have grown: it may have saved none or all of them. It costs memory.",
                    "14",
                )
            )
        elif r["longer_s"] == 60 and r["avoided_low"] >= 20:
            found.append(
                Finding(
                    "Acknowledgements come too late",
                    f"Of {number(r['kills'])} sessions that ended so, {span(r['avoided_low'], r['avoided_high'])} were back within a minute.",
                    "modules:\n  mod_stream_mgmt:\n    ack_timeout: 2 min",
                    "A dead connection is found a minute later.",
                    "18",
                )
            )
    return found


def window(tables: Tables) -> list[Finding]:
    for r in tables.rows("17"):
        waited = tables.rows("04")
        gave_up = sum(w["gave_up"] for w in waited)
        if r["window_s"] > r["window_now_s"] and r["kept_low"] >= 20 and r["kept_low"] >= 0.15 * gave_up:
            return [
                Finding(
                    f"Lost sessions wait {number(r['window_now_s'])} s, and many clients come back a little later",
                    f"{number(gave_up)} lost sessions were not resumed. {span(r['kept_low'], r['kept_high'])} of them would have been within"
                    f" {seconds(r['window_s'])}.",
                    f"modules:\n  mod_stream_mgmt:\n    resume_timeout: {int(r['window_s'])} s\n    max_resume_timeout: {int(r['window_s'])} s",
                    f"{number(r['waiting_hours'])} hours more of sessions that wait, all together; contacts see them online as much longer."
                    " A client may ask for a window of its own.",
                    "17",
                )
            ]
    return []


def silent(tables: Tables) -> list[Finding]:
    rows = {r["found_by"]: r for r in tables.rows("03") if r["cause"] != "replaced"}
    tcp, ping = rows.get("tcp"), rows.get("ping")
    if not tcp or tcp["connections"] < 20 or (ping and ping["connections"] > tcp["connections"]):
        return []
    return [
        Finding(
            "Dead clients stay online until the kernel gives up",
            f"{number(tcp['connections'])} connections ended so, {number(ping['connections'] if ping else 0)} by an unanswered ping.",
            "modules:\n  mod_ping:\n    send_pings: true\n    timeout_action: kill",
            "The kernel needs about a quarter of an hour. A ping finds out in its interval and timeout.",
            "03",
        )
    ]


def kicks(tables: Tables) -> list[Finding]:
    rows = tables.rows("08")
    if not rows:
        return []
    who = sorted({f"{r['who']}@{r['server']}" for r in rows})
    names = ", ".join(shown(w) for w in who[:3]) + (f" and {len(who) - 3} more" if len(who) > 3 else "")
    evidence = f"{len(rows)} times: {names}, from {moment(rows[0]['ended_at'])} to {moment(rows[-1]['ended_at'])}."
    why = "Who did it stands in the log around that time, if it came through the API; bin/hangup explain shows the lines."
    return [Finding("Users were kicked, banned or removed", evidence, None, why, "08")]
