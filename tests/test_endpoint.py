"""The endpoint of a language model, against a server on this machine that misbehaves; answers that are kept."""

from __future__ import annotations

import gzip
import json
import time

import pytest

from according.errors import BadReader, ReaderFailed
from according.fetch.endpoint import Endpoint, open_endpoint
from according.fetch.kept_answers import KeptAnswers, open_kept_answers
from according.settings import Secret, Settings, read_settings
from llm_server import envelope, running, saying

KEY = "sk-of-nobody-0123456789"
REQUEST = json.dumps({"model": "some-model", "messages": []}).encode()


@pytest.fixture
def server():
    with running() as serving:
        serving.answer = saying("an answer")
        yield serving


class Desk:
    """An endpoint on the server's address, with the pauses that it would have made."""

    def __init__(self, server, url=None, resolve=None, **settings):
        self.pauses = []
        chosen = {"llm_model": "some-model", "llm_key": Secret(KEY), "llm_seconds": 5.0, "llm_cache": "off", **settings}
        self.settings = Settings(llm_url=url or server.url, **chosen)
        more = {"resolve": resolve} if resolve else {}
        self.endpoint = Endpoint(self.settings, open_kept_answers(self.settings), sleep=self.pauses.append, **more)

    def ask(self, request=REQUEST):
        return self.endpoint.ask(request)


def test_a_question_goes_out_with_the_key_in_one_header(server, monkeypatch):
    for variable in ("HTTP_PROXY", "ALL_PROXY", "http_proxy"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9")
    desk = Desk(server)
    assert desk.ask() == "an answer"
    assert server.paths == ["/v1/chat/completions"]
    [headers] = server.headers
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert KEY not in json.dumps({k: v for k, v in headers.items() if k != "Authorization"})
    assert server.requests == [json.loads(REQUEST)]
    assert (desk.endpoint.spent.calls, desk.endpoint.spent.tokens) == (1, 100)


def test_without_a_key_none_is_sent(server):
    assert Desk(server, llm_key=None).ask() == "an answer"
    assert "Authorization" not in server.headers[0]


def test_a_server_that_fails_and_then_succeeds_is_asked_again(server):
    failing = [500, 429]

    def answer(handler, request):
        if failing:
            handler.send(b"{}", failing.pop(0), Retry_After="7")
        else:
            handler.send(envelope("at last"))

    server.answer = answer
    desk = Desk(server)
    assert desk.ask() == "at last"
    assert desk.pauses == [7.0, 7.0]
    assert desk.endpoint.spent.calls == 3


def test_tries_and_pauses_end(server):
    server.answer = lambda handler, request: handler.send(b"{}", 503, Retry_After="99999")
    desk = Desk(server)
    with pytest.raises(ReaderFailed, match=r"answers with 503 \(3 times tried\)"):
        desk.ask()
    assert desk.pauses == [20.0, 20.0]
    assert len(server.requests) == 3


def test_a_server_that_breaks_off_in_the_middle_is_asked_again(server):
    def answer(handler, request):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b'{"choices": [')
        handler.wfile.flush()
        handler.close_connection = True

    server.answer = answer
    desk = Desk(server)
    with pytest.raises(ReaderFailed, match=r"cannot be reached, or broke off .* \(3 times tried\)"):
        desk.ask()
    assert desk.pauses == [1.0, 2.0]


@pytest.mark.parametrize("drip", [False, True])
def test_a_server_that_stalls_is_left_in_time(server, drip):
    def answer(handler, request):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(20):
            if drip:
                handler.wfile.write(b" ")
                handler.wfile.flush()
            time.sleep(0.1)

    server.answer = answer
    started = time.monotonic()
    with pytest.raises(ReaderFailed, match=r"no whole answer within 0\.4 s.*ACCORDING_LLM_SECONDS"):
        Desk(server, llm_seconds=0.4).ask()
    assert time.monotonic() - started < 1.5
    assert len(server.requests) == 1  # a slow model is not asked again


def test_nobody_there_is_told():
    with running() as gone:
        url = gone.url
    with pytest.raises(ReaderFailed, match="cannot be reached"):
        Desk(None, url=url).ask()


@pytest.mark.parametrize("packed", [False, True])
def test_a_huge_answer_is_left_at_the_bound(server, packed):
    body = b" " * 30_000_000
    more = {"Content_Encoding": "gzip"} if packed else {}
    server.answer = lambda handler, request: handler.send(gzip.compress(body) if packed else body, **more)
    with pytest.raises(ReaderFailed, match="the answer is over 2,000,000 bytes"):
        Desk(server).ask()
    assert len(server.requests) == 1


def test_a_redirect_is_not_followed(server):
    with running() as elsewhere:
        for status in (301, 302, 307, 308):
            server.answer = lambda handler, request, status=status: handler.send(
                b"", status, Location=f"{elsewhere.url}/chat/completions")
            with pytest.raises(BadReader, match="answers with a redirect, which is not followed"):
                Desk(server).ask()
        assert elsewhere.paths == []


@pytest.mark.parametrize(("status", "error"), [
    (401, BadReader), (403, BadReader), (404, BadReader),
    (400, ReaderFailed), (413, ReaderFailed), (204, ReaderFailed)])
def test_what_a_server_refuses_is_told_without_its_words(server, status, error):
    server.answer = lambda handler, request: handler.send(f"you sent {KEY}".encode(), status)
    with pytest.raises(error, match=str(status)) as told:
        Desk(server).ask()
    assert KEY not in str(told.value)
    assert len(server.requests) == 1


ODD = [
    (b"", "none of the protocol"), (b"[]", "none of the protocol"), (b'{"choices": []}', "none of the protocol"),
    (b'{"choices": [{"message": "x"}]}', "none of the protocol"), (b"[" * 100_000, "none of the protocol"),
    (b"\xff\xfe", "none of the protocol"), (envelope(None), "did not answer"), (envelope("  "), "did not answer"),
    (envelope(["a"]), "did not answer"), (envelope("{", finish_reason="length"), "cut off before its end"),
    (envelope(f"the key is {KEY}"), "repeats the key"),
    (b'{"choices": [{"message": {"content": "a", "tool_calls": [{"function": {"name": "rm"}}]}}]}', "call a tool"),
]


@pytest.mark.parametrize(("body", "reason"), ODD)
def test_an_answer_of_another_kind_is_told(server, body, reason):
    server.answer = lambda handler, request: handler.send(body)
    with pytest.raises(ReaderFailed, match=reason) as told:
        Desk(server).ask()
    assert KEY not in str(told.value)


@pytest.mark.parametrize("usage", ['"much"', "-5", "null", "true", "[]"])
def test_what_a_server_says_it_used_may_be_anything(server, usage):
    body = '{"choices": [{"message": {"content": "a"}}], "usage": {"total_tokens": ' + usage + "}}"
    server.answer = lambda handler, request: handler.send(body.encode())
    desk = Desk(server)
    assert desk.ask() == "a"
    assert desk.endpoint.spent.tokens > 0


def test_the_budget_of_calls_holds(server):
    desk = Desk(server, llm_calls=2)
    for number in range(2):
        desk.ask(b'{"n": %d}' % number)
    with pytest.raises(ReaderFailed, match=r"has made its 2 calls.*ACCORDING_LLM_CALLS"):
        desk.ask(b'{"n": 3}')
    assert len(server.requests) == 2


def test_the_budget_of_tokens_holds(server):
    desk = Desk(server, llm_tokens=250)
    for number in range(3):
        desk.ask(b'{"n": %d}' % number)
    with pytest.raises(ReaderFailed, match=r"has used its 250 tokens.*ACCORDING_LLM_TOKENS"):
        desk.ask(b'{"n": 4}')
    assert len(server.requests) == 3


# --- where it may go -------------------------------------------------------------------------


def test_http_never_leaves_this_machine(server):
    for addresses in (["93.184.216.34"], ["10.0.0.5"], ["127.0.0.1", "93.184.216.34"], ["fd00::1"], ["no address"]):
        with pytest.raises(BadReader, match="in the clear"):
            Desk(server, url="http://model.example/v1", resolve=lambda host, port, a=addresses: a).ask()
    assert Desk(server, url=server.url.replace("127.0.0.1", "here.example"),
                resolve=lambda host, port: ["127.0.0.1"]).ask() == "an answer"


def test_https_goes_by_name_and_needs_a_certificate(server):
    with pytest.raises(ReaderFailed, match="cannot be reached"):  # it speaks no TLS; the key is not sent
        Desk(server, url=server.url.replace("http:", "https:")).ask()
    assert server.headers == []


WRONG = [
    ({"llm_url": None}, "set ACCORDING_LLM_URL and ACCORDING_LLM_MODEL"),
    ({"llm_model": None}, "set ACCORDING_LLM_URL and ACCORDING_LLM_MODEL"),
    ({"llm_url": "http://127.0.0.1/v1?key=1"}, "without"),
    ({"llm_model": "a model"}, "ACCORDING_LLM_MODEL: wants"),
    ({"llm_model": "m\n"}, "ACCORDING_LLM_MODEL: wants"),
    ({"llm_key": Secret(KEY + "\n")}, "ACCORDING_LLM_KEY: holds"),
    ({"llm_key": Secret(KEY + "é")}, "ACCORDING_LLM_KEY: holds"),
]


@pytest.mark.parametrize(("change", "message"), WRONG)
def test_settings_that_cannot_be_used_are_told_without_the_key(change, message):
    settings = {"llm_url": "http://127.0.0.1:1/v1", "llm_model": "m", "llm_cache": "off", "llm_key": Secret(KEY)}
    with pytest.raises(BadReader, match=message) as told:
        open_endpoint(Settings(**{**settings, **change}))
    assert KEY not in str(told.value)


@pytest.mark.parametrize("url", ["ftp://model.example/v1", "model.example", "file:///etc/passwd",
                                 "https://user:pass@model.example/v1"])
def test_an_address_of_another_kind_is_told(url):
    with pytest.raises(BadReader, match="ACCORDING_LLM_URL"):
        Desk(None, url=url).ask()


def test_the_key_is_never_shown():
    settings = read_settings({"ACCORDING_LLM_KEY": KEY, "ACCORDING_LLM_URL": "https://model.example/v1"})
    assert settings.llm_key == Secret(KEY)
    for text in (repr(settings), str(settings), f"{settings.llm_key}", repr(settings.llm_key)):
        assert KEY not in text


# --- answers that are kept ---------------------------------------------------------------------


def test_an_answer_of_use_is_not_asked_for_again_by_this_run_or_another(server, tmp_path):
    desk = Desk(server, llm_cache=str(tmp_path / "answers"))
    answer = desk.ask()
    assert Desk(server, llm_cache=str(tmp_path / "answers")).ask() == answer  # it was not said to be of use yet
    assert len(server.requests) == 2
    desk.endpoint.keep(REQUEST, answer)
    other = Desk(server, llm_cache=str(tmp_path / "answers"))
    assert other.ask() == answer
    assert len(server.requests) == 2
    assert other.endpoint.spent.calls == 0
    other.ask(REQUEST + b" ")  # another question
    assert len(server.requests) == 3
    [kept] = (tmp_path / "answers").iterdir()
    assert KEY.encode() not in kept.read_bytes()
    assert kept.stat().st_mode & 0o077 == 0  # for nobody else to read


def test_another_endpoint_is_another_question(tmp_path):
    kept = KeptAnswers(tmp_path, max_bytes=1000)
    kept.put("https://a.example", REQUEST, "of a")
    assert kept.get("https://b.example", REQUEST) is None
    assert kept.get("https://a.example", REQUEST) == "of a"


@pytest.mark.parametrize("damage", [b"", b"no hash\nan answer", b"\xff\xff"])
def test_a_damaged_answer_is_asked_anew(tmp_path, damage):
    kept = KeptAnswers(tmp_path, max_bytes=1000)
    kept.put("u", REQUEST, "an answer")
    [path] = tmp_path.iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage or whole[:-1])
    assert kept.get("u", REQUEST) is None
    kept.put("u", REQUEST, "an answer")
    assert path.read_bytes() == whole


def test_the_folder_stays_within_its_bound(tmp_path):
    kept = KeptAnswers(tmp_path, max_bytes=2_000)
    for number in range(50):
        kept.put("u", b"%d" % number, "x" * 100)
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 2_000
    assert kept.get("u", b"49") == "x" * 100
    again = KeptAnswers(tmp_path, max_bytes=500)  # a bound that was lowered holds from the next answer on
    again.put("u", b"last", "y")
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 500


def test_without_a_folder_the_last_answers_are_held():
    kept = KeptAnswers(None, max_bytes=0)
    for number in range(100):
        kept.put("u", b"%d" % number, str(number))
    assert (kept.get("u", b"99"), kept.get("u", b"0")) == ("99", None)


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BadReader, match="answers cannot be kept there"):
        open_kept_answers(Settings(llm_cache=str(tmp_path / "file" / "folder")))


def test_the_default_folder_is_the_user_s_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    open_kept_answers(Settings()).put("u", REQUEST, "kept")
    assert [p.name for p in (tmp_path / "according").iterdir()] == ["llm"]
