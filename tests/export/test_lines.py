import io
import json

from according.export.lines import dump, plain, write_lines
from according.records import Count
from according.words import CountKind

COUNT = Count(low=13, best=13, high=None, kind=CountKind.NUMBER)


def test_a_record_keeps_its_fields_in_order_and_words_become_their_value():
    assert plain(COUNT) == {"low": 13, "best": 13, "high": None, "kind": "number", "approximate": False}
    assert dump(COUNT) == b'{"low":13,"best":13,"high":null,"kind":"number","approximate":false}'


def test_letters_stay_letters():
    assert dump({"place": "جبلة"}) == '{"place":"جبلة"}'.encode()


def test_half_a_character_is_escaped_and_comes_back():
    assert json.loads(dump({"text": "a\ud83d"})) == {"text": "a\ud83d"}


def test_one_object_a_line_whatever_the_text_holds():
    stream = io.BytesIO()
    assert write_lines([{"text": "a\nb\u2028c"}, {"text": "d"}], stream) == 2
    lines = stream.getvalue().split(b"\n")
    assert [json.loads(line)["text"] for line in lines[:2]] == ["a\nb\u2028c", "d"]
    assert lines[2:] == [b""]
