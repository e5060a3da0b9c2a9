"""The recorder's page is served to this machine alone, and keeps what can be used, whole."""

import json
import re
import socket
import subprocess
from pathlib import Path

import numpy as np
import pytest
from recording import RECORD, Recorder, environment, take_of, wav_of

SAME = "scene1/same"


@pytest.fixture(scope="module")
def recorder(tmp_path_factory):
    recorder = Recorder(tmp_path_factory.mktemp("recorder"), "zh")
    yield recorder
    recorder.stop()


@pytest.fixture(scope="module")
def spoken():
    """The narrator's take of the line `SAME`, as one who records it would send it."""
    return wav_of(*take_of("zh", *SAME.split("/"), "zm_yunjian"))


def test_the_lines_are_told_as_one_reads_them(recorder):
    lines = recorder.lines()
    assert "12 lines, 0 recorded" in recorder.greeting
    assert len(lines) == 12
    hello = lines["scene1/hello"]
    assert (hello["caption"], hello["spoken"]) == ("大家好，我是 Qborfy！", "大家好，我是Q bore fee！")
    (hint,) = hello["hints"]
    said = hello["spoken"][hint["offset"] :][: hint["length"]]
    assert (said, hint["shown"]) == ("Q bore fee", "Qborfy")
    assert not hello["taken"]
    assert 1.0 < hello["seconds"] < 4.0
    assert hello["readable"] > 1.0
    assert hello["recorded"] is None


def test_the_page_needs_nothing_from_elsewhere(recorder):
    status, headers, page = recorder.ask("GET", f"/?key={recorder.key}", X_Key=None)
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert not re.search(rb"https?://|url\(", page)


def test_a_recording_is_kept_with_the_text_that_was_said(recorder, spoken):
    status, answer = recorder.put(SAME, spoken)
    assert (status, answer["kept"], answer["faults"]) == (200, True, [])
    kept = recorder.recordings / f"{SAME}.wav"
    assert kept.read_bytes() == spoken
    sheet = json.loads(kept.with_suffix(".json").read_text(encoding="utf-8"))
    assert sheet["spoken"] == recorder.lines()[SAME]["spoken"]
    status, headers, sound = recorder.ask("GET", f"/sound/{SAME}")
    assert (status, headers["Content-Type"], sound) == (200, "audio/wav", spoken)
    assert recorder.lines()[SAME]["recorded"]["old"] is None


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda sound: sound * 0, "silent"),
        (lambda sound: np.clip(sound * 20.0, -32768, 32767), "clipped"),
        (lambda sound: sound[: len(sound) // 6], "too short"),
    ],
)
def test_what_cannot_be_used_is_told_and_the_good_one_stays(recorder, spoken, change, kind):
    recorder.put(SAME, spoken)
    files = recorder.files()
    sound, rate = take_of("zh", *SAME.split("/"), "zm_yunjian")
    status, answer = recorder.put(SAME, wav_of(change(sound), rate))
    assert (status, answer["kept"]) == (200, False)
    assert kind in [fault["kind"] for fault in answer["faults"]]
    assert all(fault["message"] and fault["remedy"] for fault in answer["faults"])
    assert (recorder.recordings / f"{SAME}.wav").read_bytes() == spoken
    assert recorder.files() == files


def test_a_recording_in_another_format_gives_way_to_the_new_one(recorder):
    by_hand = recorder.recordings / "scene1" / "two.mp3"
    by_hand.parent.mkdir(parents=True, exist_ok=True)
    by_hand.write_bytes(b"put there by hand")
    assert recorder.lines()["scene1/two"]["recorded"] == {"seconds": None, "faults": [], "old": None}
    sound = wav_of(*take_of("zh", "scene1", "two", "zm_yunjian"))
    assert recorder.put("scene1/two", sound)[1]["kept"]
    assert [name for name in recorder.files() if "two" in name] == ["scene1/two.json", "scene1/two.wav"]


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 422), (b"no sound at all", 422), (b"RIFF\0\0\0\0WAVEfmt " + bytes(60), 422), (b"ID3" * 30, 422)],
)
def test_what_is_no_wav_is_refused(recorder, body, status):
    before = recorder.files()
    answered, answer = recorder.put(SAME, body)
    assert answered == status
    assert "Permitted: " in answer["error"]
    assert recorder.files() == before


def test_what_is_too_large_is_refused_before_it_is_read(recorder):
    text = recorder.lines()[SAME]["text"]
    status, _, _ = recorder.ask("PUT", f"/sound/{SAME}", None, Content_Length="60000000", X_Text=text)
    assert status == 413


@pytest.mark.parametrize(
    "path",
    [
        "/sound/scene1/nobody", "/sound/scene2/same", "/sound/../same", "/sound/scene1/../../x",
        "/sound/scene1/..%2f..%2fx", "/sound//etc/passwd", "/sound/scene1/same.wav", "/sound/scene1/same/x",
        "/sound/Scene1/same", "/same", "/",
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["PUT", "GET"])
def test_no_other_line_and_no_path_is_taken(recorder, spoken, method, path):
    if (method, path) == ("GET", "/"):
        return
    before = recorder.files()
    status, _, _ = recorder.ask(method, path, spoken if method == "PUT" else None, X_Text="x")
    assert status == 404
    assert recorder.files() == before


def test_an_address_that_is_none_is_a_bad_request(recorder):
    with socket.create_connection(("127.0.0.1", recorder.port), timeout=10) as connection:
        connection.sendall(f"GET http://[bad/ HTTP/1.1\r\nHost: 127.0.0.1:{recorder.port}\r\n\r\n".encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"}, {"Host": "evil.example:{port}"}, {"Host": "127.0.0.1:1"},
        {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:1"},
        {"X_Key": None}, {"X_Key": ""}, {"X_Key": "ключ".encode().decode("latin-1")},
    ],
)  # fmt: skip
def test_other_pages_and_other_users_can_send_nothing(recorder, spoken, headers):
    before = recorder.files()
    given = {name: text and text.replace("{port}", str(recorder.port)) for name, text in headers.items()}
    status, _, _ = recorder.ask("PUT", "/sound/scene1/title", spoken, X_Text="x", **given)
    assert status == 403
    assert recorder.files() == before
    if "Origin" not in headers:
        assert recorder.ask("GET", "/lines", **given)[0] == 403
        assert recorder.ask("GET", f"/sound/{SAME}", **given)[0] == 403


def test_the_page_is_not_given_without_its_key(recorder):
    for query in ("", "?key=", "?key=x"):
        assert recorder.ask("GET", f"/{query}")[0] == 403


def test_an_edited_line_is_marked_and_its_new_text_is_what_counts(tmp_path, spoken):
    recorder = Recorder(tmp_path, "zh")
    try:
        shown = recorder.lines()[SAME]
        assert recorder.put(SAME, spoken)[1]["kept"]
        script = recorder.root / "zh" / "scene1.toml"
        script.write_text(
            script.read_text(encoding="utf-8").replace("同样的模型", "一样的模型"), encoding="utf-8"
        )
        # Nobody has loaded the page since, and what is said is the old text.
        assert recorder.put(SAME, spoken, X_Text=shown["text"])[0] == 409
        edited = recorder.lines()[SAME]
        assert edited["recorded"]["old"] == shown["spoken"] != edited["spoken"]
        status, answer = recorder.put(SAME, spoken, X_Text=shown["text"])
        assert (status, "edited since" in answer["error"]) == (409, True)
        assert recorder.put(SAME, spoken)[1]["recorded"]["old"] is None
        script.write_text("no TOML", encoding="utf-8")
        status, _, body = recorder.ask("GET", "/lines")
        assert (status, "scene1.toml" in json.loads(body)["error"]) == (422, True)
    finally:
        recorder.stop()


def test_it_ends_as_watching_does_and_goes_on_where_one_stopped(tmp_path, spoken):
    recorder = Recorder(tmp_path, "zh")
    assert recorder.put(SAME, spoken)[1]["kept"]
    code, said, complaint = recorder.stop()
    assert (code, complaint) == (130, "")
    assert re.search(r"^\d\d:\d\d:\d\d scene1/same: \d\.\d s, kept$", said, re.MULTILINE)
    assert said.endswith("stopped; what was recorded is kept\n")
    again = Recorder(tmp_path, "zh")
    try:
        assert "12 lines, 1 recorded" in again.greeting
        assert again.key != recorder.key
        assert again.lines()[SAME]["recorded"]["seconds"] > 3
    finally:
        again.stop()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--lesson", "loss_scenes.lesson", "--scenes", "9"], "no scene '9'"),
        (["--lesson", "loss_scenes.lesson", "--locale", "xx"], "no words for locale 'xx'"),
        (["--lesson", "loss_scenes.lesson", "--port", "http"], "0 (any that is free) to 65535"),
        (["--words", "nowhere", "--locale", "zh"], "no words for locale 'zh'"),
        (["--words", ".", "--locale", "zh", "--scenes", "1"], "--words= names none"),
        ([], "no lesson is named"),
    ],
)
def test_wrong_options_are_one_message_and_exit_code_2(tmp_path, words, told):
    ended = subprocess.run(
        [*RECORD, *words], cwd=tmp_path, env=environment(tmp_path), capture_output=True, text=True,
        check=False, timeout=60,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout) == (2, ""), ended.stderr
    assert told in ended.stderr
    assert ended.stderr.startswith("error: ")
    assert "Traceback" not in ended.stderr
    assert [*Path(tmp_path).iterdir()] == []


def test_a_folder_that_cannot_be_made_is_told_before_one_speaks(recorder, tmp_path):
    words = tmp_path / "words"
    words.mkdir()
    (words / "zh").symlink_to(recorder.root / "zh")
    (words / "recordings").write_text("in the way", encoding="utf-8")
    ended = subprocess.run(
        [*RECORD, "--words", str(words)], cwd=tmp_path, env=environment(tmp_path), capture_output=True,
        text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (ended.returncode, "recordings" in ended.stderr) == (2, True)
    assert "Traceback" not in ended.stderr
