"""The proofs, in the order of the page. A new one: a module with a ``PROOF``, and its name here."""

from __future__ import annotations

from importlib import import_module

from prove.frame import Proof

NAMES: tuple[str, ...] = (
    # of storage
    "killed",
    "power",
    "writers",
    "trouble",
    "moved",
    "tampered",
    # of watching
    "watched",
    # of reading
    "malformed", "fuzzed", "offsets", "addresses", "browsed", "cells",
    "injected", "arranged", "mutants",
)


def proofs() -> tuple[Proof, ...]:
    """Return every proof; a proof's key is the name of its module."""
    found = tuple(import_module(f"prove.{name}").PROOF for name in NAMES)
    assert tuple(proof.key for proof in found) == NAMES
    return found


def proof(key: str) -> Proof:
    """Return one proof, the others unloaded."""
    found: Proof = import_module(f"prove.{key}").PROOF
    return found
