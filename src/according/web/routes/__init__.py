"""The routes: one file a family of pages. A route asks the ledger and hands what it got to ``compose``.

In: requests that the guard let in. Out: pages, tables, JSON.
"""

from __future__ import annotations

from fastapi import APIRouter

from according.web.routes import adding, api, books, briefs, incidents, origins, overview, reports, review, session

ROUTERS: tuple[APIRouter, ...] = (
    session.router, overview.router, briefs.router, incidents.router, reports.router, review.router, origins.router,
    books.router, adding.router, api.router)
