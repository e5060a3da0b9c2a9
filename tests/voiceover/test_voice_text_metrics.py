"""Captions: how wide their characters are, and how long they take to read."""

from __future__ import annotations

import pytest

from voiceover.text_metrics import columns, seconds_needed


def test_widths() -> None:
    assert columns("损失 L1") == 7
    assert columns("e\u0301") == 1
    assert seconds_needed("九个汉字读一秒钟整", language="zh-CN") == pytest.approx(1.0)
    assert seconds_needed("twenty characters...", language="en") == pytest.approx(1.0)
