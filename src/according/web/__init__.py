"""The workbench: a ledger as pages that a person reads for hours, and decides on.

In: settings, the address of a ledger, who may come in. Out: an ASGI application (``app.create_app``). Pages are made
on the server and need no script to be read; nothing is asked of any other machine.

The way of a request: ``guard`` lets it in or refuses it, a route asks the ledger, a function of ``compose`` makes the
page's context from records, a template prints it.
"""
