"""Charts as SVG to stand in a page, and as figures in the notebooks: the same code, one palette."""

import io
import re

import matplotlib
import matplotlib.dates
import matplotlib.figure

from hangup_report.words import shown

# Okabe and Ito's palette: told apart with any colour vision, and in grey by the order in which they are stacked.
GROUPS = {
    "connection lost": ("#0072B2", ["connection_lost", "connection_reset"]),
    "no answer in time": ("#E69F00", ["timeout_ping", "timeout_ack", "timeout_send", "timeout_negotiation"]),
    "server down": ("#000000", ["server_shutdown", "server_crash", "server_error"]),
    "login refused": ("#D55E00", ["auth_failed"]),
    "TLS failed": ("#CC79A7", ["tls_failed"]),
    "replaced": ("#56B4E9", ["replaced"]),
    "limits, errors, administrator": (
        "#F0E442",
        ["resource_limit", "protocol_error", "policy_violation", "client_error", "kicked", "banned", "account_removed"],
    ),
    "not known": ("#999999", ["unknown", "log_gap"]),
}
GROUP_OF = {cause: group for group, (_, causes) in GROUPS.items() for cause in causes}
# Ends that the client wanted, and losses that it made good before the server knew: not in the timeline.
QUIET = {"client_closed", "resumed"}
STYLE = {
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "legend.frameon": False,
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.family": "sans-serif",
    "axes.axisbelow": True,
    "figure.facecolor": "white",
}


def _figure(width: float, height: float):
    figure = matplotlib.figure.Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots()


def dates(axes, day: str = "%a %d"):
    """Labels for an axis of times: days with the day of the week, hours within a day."""
    formatter = matplotlib.dates.ConciseDateFormatter(axes.xaxis.get_major_locator())
    formatter.formats[2] = day
    return formatter


def marks(times: list, hours: list, share: float) -> list[tuple]:
    """Where a number stands and what it says: numbers from 1 on, in order of time; those nearer than `share` of the chart are one."""
    if not hours:
        return []
    near = (max(hours) - min(hours)) * share
    groups: list[list[int]] = []
    for number, at in enumerate(times, 1):
        if groups and at - times[groups[-1][0] - 1] <= near:
            groups[-1].append(number)
        else:
            groups.append([number])
    return [(times[g[0] - 1], str(g[0]) if len(g) == 1 else f"{g[0]}–{g[-1]}") for g in groups]


def timeline(rows: list[dict], zone: str, incidents: list[dict] = (), width: float = 9.0, height: float = 3.6):
    """Disconnects an hour by group of causes, from rows of question 21; incidents are numbered marks above. A figure."""
    with matplotlib.rc_context(STYLE | {"timezone": zone}):
        figure, axes = _figure(width, height)
        hours = sorted({r["hour"] for r in rows})
        base = dict.fromkeys(hours, 0)
        for group, (colour, causes) in GROUPS.items():
            counts = dict.fromkeys(hours, 0)
            for r in rows:
                if r["cause"] in causes:
                    counts[r["hour"]] += int(r["disconnects"])
            if any(counts.values()):
                hit = [h for h in hours if counts[h]]
                heights, bottoms = [counts[h] for h in hit], [base[h] for h in hit]
                axes.bar(hit, heights, bottom=bottoms, width=1 / 24, align="edge", color=colour, label=group)
                base = {h: base[h] + counts[h] for h in hours}
        top = max(base.values(), default=0) or 1
        for at, label in marks([i["since"] for i in incidents], hours, share=0.45 / width):
            axes.plot([at, at], [0, top * 1.06], color="#444444", linewidth=0.7, linestyle=":")
            axes.text(at, top * 1.07, label, ha="center", va="bottom", fontsize=8, fontweight="bold")
        axes.set_ylabel("disconnects in an hour")
        axes.set_xlabel(f"hour ({zone})")
        axes.set_ylim(0, top * (1.18 if incidents else 1.05))
        axes.margins(x=0.01)
        if hours:
            axes.xaxis.set_major_locator(matplotlib.dates.AutoDateLocator(maxticks=8))
            axes.xaxis.set_major_formatter(dates(axes, "%a %d" if width > 6 else "%a\n%d"))
            axes.grid(axis="y", color="#dddddd", linewidth=0.6)
            figure.legend(loc="outside upper left", ncols=4 if width > 6 else 2, fontsize=8)
    return figure


def bars(labels: list[str], values: list[float], xlabel: str, usual: float | None = None, width: float = 6.4):
    """Horizontal bars, the first on top; `usual` is a line that says what all together have."""
    with matplotlib.rc_context(STYLE):
        figure, axes = _figure(width, 0.9 + 0.28 * max(2, len(labels)))
        axes.barh(range(len(labels)), values, color="#0072B2")
        axes.set_yticks(range(len(labels)), [shown(label, 40) for label in labels])
        axes.invert_yaxis()
        axes.set_xlabel(xlabel)
        axes.grid(axis="x", color="#dddddd", linewidth=0.6)
        if usual is not None:
            axes.axvline(usual, color="#D55E00", linewidth=1.4)
            axes.annotate("all together", (usual, 1), xycoords=("data", "axes fraction"), fontsize=8, va="bottom", ha="center")
    return figure


def resumption(rows: list[dict], width: float = 6.4):
    """The share of the waiting sessions that was resumed within a time, from rows of question 04."""
    with matplotlib.rc_context(STYLE):
        figure, axes = _figure(width, 2.6)
        axes.plot([0] + [r["to_s"] for r in rows[:7]], [0] + [100 * float(r["resumed_so_far"]) for r in rows[:7]], "o-", color="#0072B2")
        axes.set_xlabel("seconds since the loss was noticed")
        axes.set_ylabel("resumed, %")
        axes.set_ylim(0, 100)
        axes.grid(color="#dddddd", linewidth=0.6)
    return figure


def picture(figure):
    """The figure as a cell of a notebook shows it."""
    from IPython.display import Image

    buffer = io.BytesIO()
    with matplotlib.rc_context(STYLE):
        figure.savefig(buffer, format="png", dpi=120)
    return Image(buffer.getvalue())


def svg(figure, name: str, title: str) -> str:
    """The figure as an element for a page: no prolog, no link to anywhere, a title for those who do not see it."""
    buffer = io.StringIO()
    with matplotlib.rc_context(STYLE | {"svg.hashsalt": name}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = buffer.getvalue()
    body = re.sub(r"<metadata>.*?</metadata>", "", text[text.index("<svg") :], flags=re.S)
    body = re.sub(r' id="([^"]*)"', lambda m: f' id="{name}-{m[1]}"', body)
    body = re.sub(r'(xlink:href="|url\()#', lambda m: f"{m[1]}#{name}-", body)
    head, rest = body.split(">", 1)
    head = re.sub(r' (width|height)="[^"]*"', "", head)
    title = title.replace("&", "&amp;").replace("<", "&lt;")
    return f'{head} role="img" aria-labelledby="{name}-title"><title id="{name}-title">{title}</title>{rest}'
