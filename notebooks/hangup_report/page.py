"""One page for people: what happened, since when, to whom, and what to do. All that it shows comes from `notebooks/sql`."""

import datetime
import pathlib

import jinja2

from hangup_report import charts, words
from hangup_report.findings import findings
from hangup_report.tables import Tables


def page(tables: Tables) -> str:
    """The whole report as HTML, with nothing outside of it: no script, font, image or address."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(pathlib.Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"shown": words.shown, "number": words.number, "seconds": words.seconds, "moment": words.moment}
    environment.globals["period"] = words.period
    return environment.get_template("report.html").render(content(tables))


def content(tables: Tables) -> dict:
    """What the template shows."""
    days = tables.rows("20")
    incidents = tables.rows("23")
    for i in incidents:
        i["hit"] = "the node" if i["scope"] == f"node {i['node']}" else i["scope"]
    rates = tables.rows("06")
    users = tables.rows("15")[:10]
    waits = tables.rows("04")
    return {
        "zone": tables.zone,
        "made": datetime.datetime.now(datetime.timezone.utc),
        "span": tables.days(),
        "missing": tables.missing,
        "days": days,
        "headline": headline(days),
        "incidents": incidents,
        "timelines": timelines(tables, incidents),
        "networks": [r for r in rates if r["scope"] == "network"][:10],
        "clients": [r for r in rates if r["scope"] == "client"][:10],
        "nodes": [r for r in rates if r["scope"] == "node"],
        "transports": [r for r in rates if r["scope"] == "transport"],
        "worst_networks": worst(rates, "network"),
        "worst_clients": worst(rates, "client"),
        "users": users,
        "causes": tables.rows("13"),
        "reconnects": tables.rows("05"),
        "waits": waits,
        "resumption": resumption(waits),
        "findings": findings(tables),
        "not_told": tables.rows("24"),
    }


def headline(days: list[dict]) -> dict | None:
    """The last day against those before it, at the rate per 1,000 connected hours; None if there is nothing."""
    if not days:
        return None
    total = sum(d["unwanted"] for d in days)
    hours = sum(d["connected_hours"] for d in days)
    told = {
        "unwanted": total,
        "connections": sum(d["connections"] for d in days),
        "rate": rate(total, hours),
        "worst": max(days, key=lambda d: (rate(d["unwanted"], d["connected_hours"]) or 0, d["unwanted"])),
        "last": days[-1],
        "before": None,
        "times": None,
    }
    told["worst_rate"] = rate(told["worst"]["unwanted"], told["worst"]["connected_hours"])
    told["last_rate"] = rate(days[-1]["unwanted"], days[-1]["connected_hours"])
    if len(days) > 1:
        told["before"] = rate(sum(d["unwanted"] for d in days[:-1]), sum(d["connected_hours"] for d in days[:-1]))
        if told["before"] and told["last_rate"] is not None:
            told["times"] = told["last_rate"] / told["before"]
    return told


def rate(disconnects, hours) -> float | None:
    return 1000 * disconnects / hours if hours else None


def timelines(tables: Tables, incidents: list[dict]) -> dict | None:
    """The same chart twice, for a wide page and for a phone."""
    rows = [r for r in tables.rows("21") if r["cause"] not in charts.QUIET]
    if not rows:
        return None
    worst_hour = {}
    for r in rows:
        worst_hour[r["hour"]] = worst_hour.get(r["hour"], 0) + r["disconnects"]
    at = max(worst_hour, key=worst_hour.get)
    title = (
        f"Disconnects an hour by cause, stacked, from {words.moment(min(worst_hour))} to {words.moment(max(worst_hour))} ({tables.zone});"
        f" the most in one hour are {words.number(worst_hour[at])}, in that of {words.moment(at)}."
    )
    return {
        "wide": charts.svg(charts.timeline(rows, tables.zone, incidents), "timeline", title),
        "narrow": charts.svg(charts.timeline(rows, tables.zone, incidents, width=4.0, height=4.4), "timeline-narrow", title),
    }


def worst(rates: list[dict], scope: str) -> str | None:
    rows = [r for r in rates if r["scope"] == scope][:10]
    usual = next((r["per_1000_h"] for r in rates if r["scope"] == "all"), None)
    if len(rows) < 2 or usual is None:
        return None
    xlabel = "unwanted disconnects per 1,000 connected hours"
    figure = charts.bars([r["value"] for r in rows], [float(r["per_1000_h"] or 0) for r in rows], xlabel, float(usual))
    title = f"The worst by {scope}: {words.shown(rows[0]['value'])} with {words.number(rows[0]['per_1000_h'])} {xlabel}; all together {words.number(usual)}."
    return charts.svg(figure, f"worst-{scope}", title)


def resumption(waits: list[dict]) -> str | None:
    if not waits:
        return None
    last = waits[-1]
    title = f"Share of the waiting sessions that was resumed, by time: {100 * float(last['resumed_so_far']):.0f} % in the end."
    return charts.svg(charts.resumption(waits), "resumption", title)
