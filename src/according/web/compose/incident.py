"""One incident's page.

In: a ``View``, and how it was asked for. Out: ``IncidentPage``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from according.books.profiles import read_profiles
from according.charts import chain, toll, toll_things, world_map
from according.phrasing import heading, killed, place_text, plural
from according.records import ChainEdge, ChainNode, Copy, Figure, Judgement, Link, Origin
from according.views import View
from according.web.compose.acts import act_rows
from according.web.compose.changes import change_rows
from according.web.compose.claims import claim_card, claim_cards, tell_judgement
from according.web.compose.gathered import spot
from according.web.compose.lists import in_order, reports_and_origins, tell_figure, top
from according.web.compose.matrix import matrix_columns, matrix_rows
from according.web.compose.overview import chart_of
from according.web.links import address_of
from according.web.pages import IncidentPage
from according.web.parts import Chart, Download, FigureRow, Frame, Joined, OriginCards, Switch

_LINKS = 6  # joins told, the weakest: those are the ones to doubt
_SHARES = 5  # features told of each
_MAP, _TOLL = (430, 300), (620, 215)  # pixels; the toll wide and for a phone
_DOUBT = {True: "", False: ", not independent", None: ", independence unknown"}


def make_incident(frame: Frame, view: View, *, days: Sequence[str], judgements: Sequence[Judgement],
                  thing: int = 0) -> IncidentPage:
    """Return the page of an incident.

    Args:
        frame: what stands around the page.
        view: the incident, under a profile and as of a day.
        days: all days on which a report of it was published, in order.
        judgements: those that stand.
        thing: which of ``toll_things`` the toll is drawn of.
    """
    incident, asked = view.incident, {"profile": view.profile, "as_of": view.as_of}
    sure = sum(1 for o in view.origins if o.independent)
    unknown = sum(1 for o in view.origins if o.independent is None)
    nodes = {node.id: node for node in view.chain.nodes}
    picture, switches = _toll(view, thing)
    return IncidentPage(
        frame=frame, name=incident.name, heading=heading(incident),
        tally=f"{plural(len(view.claims), 'claim')} in {reports_and_origins(len(view.reports), sure, unknown)}",
        grade=view.grade.word, grade_why=view.grade.why, pending=incident.pending, profile=view.profile,
        profiles=_profiles(view), as_of=view.as_of, days=tuple(days), figures=_figures(view),
        files=_figure_files(view),
        asides=_asides(view), columns=matrix_columns(view), matrix=matrix_rows(view), toll=picture, tolls=switches,
        chain=_chain(view), first=_first(view, nodes), copies=tuple(_copies(view.chain.edges, nodes)),
        acts=act_rows(view.acts, reports=view.reports),
        changes=change_rows(view.changes, {name: report.outlet for name, report in view.reports.items()}),
        silent=tuple((row.name, row.why) for row in view.silent), world=_world(view), place=place_text(incident.place),
        origins=_by_origin(view, judgements), joined=_joined(view), joins=len(incident.links),
        judgements=tuple(tell_judgement(j) for j in about(view, judgements)),
        brief=address_of("incidents", incident.name, "brief", **asked), downloads=_downloads(view))


def about(view: View, judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return the judgements that are about an incident or one of its claims."""
    names = {view.incident.name, *view.incident.claims}
    return tuple(j for j in judgements if j.subject in names or j.other in names)


def _profiles(view: View) -> tuple[Switch, ...]:
    return tuple(
        Switch(label=name, help=profile.about, chosen=name == view.profile,
               href=address_of("incidents", view.incident.name, profile=name, as_of=view.as_of))
        for name, profile in read_profiles().items())


def _figures(view: View) -> tuple[FigureRow, ...]:
    most = max((top(f) for f in view.figures), default=1)
    return tuple(
        FigureRow(told=tell_figure(f, most=most, profile=view.profile, as_of=view.as_of), origins=behind(f),
                  rule=f.best.rule, between=f.side is not None and "total" not in f.marks)
        for f in in_order(view.figures))


def behind(figure: Figure) -> str:
    """Return how many origins stand behind a figure."""
    return plural(figure.origins, "origin") + (
        f" + {figure.origins_unknown:,} of unknown independence" if figure.origins_unknown else "")


def _asides(view: View) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    reasons: dict[str, set[str]] = {}
    for aside in (aside for figure in view.figures for aside in figure.aside):
        reasons.setdefault(aside.reason, set()).add(aside.claim)
    return tuple(
        (reason, tuple((claim, address_of("claims", claim)) for claim in sorted(claims)))
        for reason, claims in sorted(reasons.items()))


def _toll(view: View, wanted: int) -> tuple[Chart | None, tuple[Switch, ...]]:
    things = toll_things(view.history)
    if not things:
        return None, ()
    wanted = wanted if 0 <= wanted < len(things) else 0
    name = view.incident.name
    names = {o.id: o.name for o in view.origins}
    drawn, narrow = (toll(view.history, things[wanted], names=names, as_of=view.as_of, width=width) for width in _TOLL)
    switches = tuple(
        Switch(label=f"{harm.value}, {klass.value}" + (f", {side}" if side else ""), help="", chosen=n == wanted,
               href=address_of("incidents", name, profile=view.profile, as_of=view.as_of, thing=str(n), anchor="toll"))
        for n, (harm, klass, side) in enumerate(things))
    files = tuple(Download(label=form.upper(), what=f"the chart as {form.upper()}",
                           href=address_of("incidents", name, f"toll.{form}", profile=view.profile, as_of=view.as_of,
                                           thing=str(wanted)))
                  for form in ("svg", "png", "pdf"))
    return chart_of(drawn, files, narrow=narrow), switches


def chain_copies(edges: Iterable[ChainEdge]) -> tuple[Copy, ...]:
    """Return the copies that a chain tells of."""
    return tuple(Copy(copier=e.end, original=e.start, runs=0, share=e.share or 0.0, words=e.words or "")
                 for e in edges if e.how in ("copies", "reruns"))


def _chain(view: View) -> Chart:
    files = tuple(Download(label=form.upper(), what=f"the chart as {form.upper()}",
                           href=address_of("incidents", view.incident.name, f"chain.{form}", as_of=view.as_of))
                  for form in ("svg", "png", "pdf"))
    return chart_of(chain(view.origins, chain_copies(view.chain.edges), reports=view.reports), files)


def _world(view: View) -> Chart | None:
    place = view.incident.place
    if place is None or place.lat is None or place.where_prec == 6:
        return None
    here = spot(view.incident.name, place, killed(view.figures), href=None)
    return chart_of(world_map([here], width=_MAP[0], height=_MAP[1]))


def _first(view: View, nodes: Mapping[str, ChainNode]) -> str | None:
    if not view.chain.first:
        return None
    return f"{', '.join(nodes[name].name for name in view.chain.first)} ({view.chain.first_day})"


def _copies(edges: Iterable[ChainEdge], nodes: Mapping[str, ChainNode]) -> Iterable[str]:
    for edge in edges:
        if edge.how not in ("copies", "reruns"):
            continue
        old, new = nodes[edge.start], nodes[edge.end]
        how = "prints its own text again" if edge.how == "reruns" else f"prints the words of {old.name}"
        credit = ", without credit" if edge.how == "copies" and not edge.credited else ""
        yield (f"{new.name}, {new.day or 'no date'}, {how} of {old.day or 'no date'} "
               f"({edge.share or 0.0:.0%} of its runs of five words{credit}): “{edge.words or ''}”")


def _by_origin(view: View, judgements: Sequence[Judgement]) -> tuple[OriginCards, ...]:
    ordered = sorted(view.origins, key=lambda o: -len(o.claims))
    return tuple(
        OriginCards(
            name=o.name, href=address_of("origins", o.name), what=origin_kind(o, view.parties),
            outlets=", ".join(o.outlets) or "no named outlet",
            cards=claim_cards((view.claims[c] for c in o.claims if c in view.claims), reports=view.reports,
                              judgements=judgements))
        for o in ordered)


def origin_kind(origin: Origin, parties: Mapping[str, str]) -> str:
    """Return what an origin is: its kind, whom it speaks for, whether it is independent."""
    party = f", speaks for {parties.get(origin.party, origin.party)}" if origin.party else ""
    return f"{origin.kind.value}{party}{_DOUBT[origin.independent]}"


def _joined(view: View) -> tuple[Joined, ...]:
    weakest = sorted(view.incident.links, key=lambda link: (link.score, link.a, link.b))[:_LINKS]
    return tuple(_join(link, view) for link in weakest)


def _join(link: Link, view: View) -> Joined:
    a, b = view.claims[link.a], view.claims[link.b]
    shares = sorted((s for s in link.shares if s.feature != "bias" and s.weight),
                    key=lambda s: (-abs(s.weight), s.feature))[:_SHARES]
    return Joined(
        a=claim_card(a, view.reports[a.report]), b=claim_card(b, view.reports[b.report]), score=f"{link.score:.2f}",
        shares=tuple((s.feature.replace("_", " "), s.value, f"{s.weight:+.1f}") for s in shares))


def _figure_files(view: View) -> tuple[Download, ...]:
    """Return the figures as files; the command writes them as of today alone."""
    if view.as_of is not None:
        return ()
    return tuple(Download(label=form.upper(), what="its figures as a table", href=address_of(
        "incidents", view.incident.name, form=form, rows="figures", profile=view.profile)) for form in ("csv", "xlsx"))


def _downloads(view: View) -> tuple[Download, ...]:
    name = view.incident.name
    forms = (("CSV", "csv", "its claims as a table"), ("XLSX", "xlsx", "its claims as a workbook"),
             ("JSON", "json", "all of it, whole records"))
    return tuple(Download(label=label, what=what, href=address_of(
        "incidents", name, form=form, profile=view.profile, as_of=view.as_of)) for label, form, what in forms)
