"""Run pytest once, then every mutant in a fork of it, against the tests that come through the changed line.

In: a JSON request on the command line: modules, test files, a seed, how many mutants, how many seconds. Out: a JSON
answer in a file: killed, survivors, how many there were. Tests of hypothesis are left out, the quickest come first, and
after some seconds of them a mutant has survived. One that takes far longer than its tests do is killed too.

Example: ``python -m prove.mutant_loop '{"modules": ["according.spans"], "tests": ["tests/test_spans.py"], ...}'``
"""

from __future__ import annotations

import importlib
import json
import os
import random
import resource
import signal
import sys
import time
import types
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from prove.mutator import Mutant, mutants_of

_SLOW = 0.2  # seconds of processor time
_LEAST_LIMIT = 3  # seconds
_ENOUGH = 2.0  # seconds of tests, the quickest first, that a mutant has to get through
_LEAST = 5  # mutants, however little time there is


Where = tuple[str, str | int]  # a module, and a function or a line of it


class Loop:
    """The plugin that takes the place of pytest's own loop over its tests."""

    def __init__(self, request: dict[str, Any]) -> None:
        self.request = request
        self.answer: dict[str, Any] = {"killed": 0, "survivors": [], "of": 0, "tried": 0, "equal": 0, "by_module": {}}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests once, then the mutants."""
        ends = time.monotonic() + self.request["seconds"]
        session.items = [one for one in session.items if not is_property(one)]
        touched, took = self._look(session.items)
        mutants = [m for name in self.request["modules"] for m in _mutants(name)]
        self.answer["of"] = len(mutants)
        random.Random(self.request["seed"]).shuffle(mutants)
        equal = {tuple(row) for row in self.request.get("equal", ())}
        for mutant in mutants[: self.request["most"]]:
            if time.monotonic() > ends and self.answer["tried"] >= _LEAST:
                break
            if (mutant.module, mutant.owner, mutant.was, mutant.now) in equal:
                self.answer["equal"] += 1
                continue
            tests = _quickest(_touching(mutant, touched), took)
            limit = _LEAST_LIMIT + int(5 * sum(took[t] for t in tests))
            self._note(mutant, bool(tests) and not self._survives(mutant, [session.items[t] for t in tests], limit))
        return True

    def _note(self, mutant: Mutant, killed: bool) -> None:
        self.answer["tried"] += 1
        self.answer["killed"] += killed
        row = self.answer["by_module"].setdefault(mutant.module, [0, 0])
        row[0] += killed
        row[1] += 1
        if not killed:
            self.answer["survivors"].append([mutant.module, mutant.owner, mutant.line, mutant.was, mutant.now])

    def _look(self, items: list[pytest.Item]) -> tuple[dict[Where, set[int]], list[float]]:
        """Run all tests, see how long each takes, and note which functions and lines the quick ones come through."""
        took = [self._time(item, after) for item, after in zip(items, [*items[1:], None], strict=True)]
        names = {_path(name): name for name in self.request["modules"]}
        quick = [at for at in range(len(items)) if took[at] <= _SLOW]
        touched: dict[Where, set[int]] = defaultdict(set)
        for at, after in zip(quick, [*quick[1:], None], strict=True):
            seen: set[Where] = set()
            sys.settrace(_tracer(names, seen))
            _passes(items[at], None if after is None else items[after])
            sys.settrace(None)
            for where in seen:
                touched[where].add(at)
        return touched, took

    def _time(self, item: pytest.Item, after: pytest.Item | None) -> float:
        begin = time.process_time()
        if not _passes(item, after):
            raise pytest.UsageError(f"{item.nodeid} fails without any change")
        return time.process_time() - begin

    def _survives(self, mutant: Mutant, items: list[pytest.Item], limit: int) -> bool:
        child = os.fork()
        if child == 0:
            # Of processor time, for the machine may be busy; the clock is for what sleeps.
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(20 * limit)
            try:
                apply(mutant)
                blind = self.request.get("blind", False)  # the control: tests that look at nothing
                for item, after in zip(items, [*items[1:], None], strict=True):
                    if not blind and not _passes(item, after):
                        os._exit(1)
                os._exit(0)
            except BaseException:  # whatever a mutant breaks, it is noticed
                os._exit(1)
        _, status = os.waitpid(child, 0)
        return status == 0


def apply(mutant: Mutant) -> None:
    """Put the changed code into the functions that everybody holds already, and changed data into the module."""
    module = importlib.import_module(mutant.module)
    changed: dict[str, Any] = {"__name__": module.__name__, "__file__": module.__file__,
                               "__package__": module.__package__}
    stand_in = types.ModuleType(module.__name__)
    changed = stand_in.__dict__ | changed
    exec(mutant.code, changed)
    for name, new in changed.items():
        old = module.__dict__.get(name)
        if getattr(new, "__module__", None) == module.__name__ and isinstance(new, type | types.FunctionType):
            _renew(old, new)
        elif not name.startswith("__") and not isinstance(new, types.ModuleType) and mutant.owner == "":
            module.__dict__[name] = new


def _renew(old: Any, new: Any) -> None:
    if isinstance(new, types.FunctionType):
        old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__
        return
    for name, member in vars(new).items():
        before, after = (getattr(one, "__func__", getattr(one, "fget", one)) for one in (vars(old).get(name), member))
        if isinstance(after, types.FunctionType) and isinstance(before, types.FunctionType):
            before.__code__ = after.__code__


def is_property(item: pytest.Item) -> bool:
    """Say whether a test is one of hypothesis: it tries hundreds of examples, which would be paid for each survivor."""
    return bool(getattr(getattr(item, "obj", None), "is_hypothesis_test", False))


def _quickest(tests: set[int], took: list[float]) -> list[int]:
    """Return tests in the order of the time that they take, up to what is enough."""
    chosen, total = [], 0.0
    for test in sorted(tests, key=lambda t: (took[t], t)):
        total += took[test]
        if took[test] > _SLOW or total > _ENOUGH:
            break
        chosen.append(test)
    return chosen


def _touching(mutant: Mutant, touched: dict[Where, set[int]]) -> set[int]:
    """Return the tests that come through the changed line, else through its function, else through its module."""
    if not mutant.owner:
        return set().union(*(tests for (module, _), tests in touched.items() if module == mutant.module))
    return touched.get((mutant.module, mutant.line)) or touched.get((mutant.module, mutant.owner), set())


def _tracer(names: dict[str, str], seen: set[Where]) -> Callable[..., Any]:
    def enter(frame: types.FrameType, event: str, argument: object) -> Any:
        name = names.get(frame.f_code.co_filename)
        if name is None:
            return None
        seen.add((name, frame.f_code.co_qualname.partition(".<")[0]))

        def walk(frame: types.FrameType, event: str, argument: object) -> Any:
            if event == "line":
                seen.add((name, frame.f_lineno))
            return walk

        return walk

    return enter


def _passes(item: pytest.Item, after: pytest.Item | None) -> bool:
    from _pytest.runner import runtestprotocol

    if item.get_closest_marker("skip"):
        return True
    return all(not report.failed for report in runtestprotocol(item, log=False, nextitem=after))


def _path(module: str) -> str:
    return str(importlib.import_module(module).__file__)


def _mutants(module: str) -> Iterator[Mutant]:
    path = _path(module)
    return mutants_of(Path(path).read_text(encoding="utf-8"), module=module, path=path)


def main(arguments: list[str]) -> int:
    """Serve one request."""
    request = json.loads(arguments[0])
    loop = Loop(request)
    done = pytest.main(["-p", "no:xdist", "-p", "no:cacheprovider", "-q", "--no-header", "-W", "ignore",
                        *request["tests"]], plugins=[loop])
    Path(request["answer"]).write_text(json.dumps(loop.answer), encoding="utf-8")
    return int(done)


_MAIN: Callable[[list[str]], int] = main
if __name__ == "__main__":
    sys.exit(_MAIN(sys.argv[1:]))
