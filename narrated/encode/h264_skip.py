"""Repeated frames, written as skipped pictures without an encoder.

A picture that repeats the one before it is, in H.264, a slice that skips every macroblock: a dozen bytes.
x264 finds that out anew for every frame, by looking at every pixel; here the dozen bytes are written down.
What is read and written is ITU-T H.264 (08/2021), clauses 7.3.2.1, 7.3.2.2, 7.3.3 and 7.3.4. Light: no manim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SLICE, _IDR_SLICE, _SPS, _PPS = 1, 5, 7, 8
_REFERENCE = 2  # nal_ref_idc: the next skipped picture refers to this one
_P_SLICES_ONLY = 5  # slice_type: all slices of the picture are P


class UnsupportedStream(ValueError):
    """The stream uses a tool of H.264 that is not supported here."""


class _BitReader:
    """Bits of a NAL unit's payload, most significant first."""

    def __init__(self, payload: bytes, limit: int = 64) -> None:
        # Headers are short: there is no need to unescape a whole picture.
        plain = re.sub(rb"\x00\x00\x03", b"\x00\x00", payload[:limit])
        self._bits, self._left = int.from_bytes(plain, "big"), 8 * len(plain)

    def u(self, count: int) -> int:
        """An unsigned number of ``count`` bits."""
        self._left -= count
        if self._left < 0:
            raise UnsupportedStream("a header ends too early")
        return self._bits >> self._left & (1 << count) - 1

    def ue(self) -> int:
        """An unsigned Exp-Golomb number."""
        zeros = 0
        while not self.u(1):
            zeros += 1
        return (1 << zeros) - 1 + (self.u(zeros) if zeros else 0)


class _BitWriter:
    """Bits, most significant first, to a NAL unit's payload."""

    def __init__(self) -> None:
        self._bits = ""

    def u(self, value: int, count: int) -> _BitWriter:
        self._bits += f"{value:0{count}b}"
        return self

    def ue(self, value: int) -> _BitWriter:
        digits = f"{value + 1:b}"
        self._bits += "0" * (len(digits) - 1) + digits
        return self

    def payload(self) -> bytes:
        """The bits with their stop bit, whole bytes, escaped so that no start code stands inside."""
        bits = self._bits + "1"
        bits += "0" * (-len(bits) % 8)
        plain = int(bits, 2).to_bytes(len(bits) // 8, "big")
        return re.sub(rb"\x00\x00(?=[\x00-\x03])", b"\x00\x00\x03", plain)


def _nal_units(stream: bytes) -> Iterator[bytes]:
    """The NAL units of a stream with start codes (Annex B)."""
    for unit in re.split(rb"\x00\x00\x01", stream)[1:]:
        yield unit.rstrip(b"\x00") if unit else unit


@dataclass(frozen=True)
class SkippedPictures:
    """What must be known of a stream to continue it with skipped pictures.

    Parameters
    ----------
    macroblocks
        In one picture.
    frame_num_bits
        Width of ``frame_num`` in slice headers.
    pps
        Number of the picture parameter set.
    override
        Whether a slice must say that it has one reference only.
    deblocking_control
        Whether slice headers carry ``disable_deblocking_filter_idc``.
    """

    macroblocks: int
    frame_num_bits: int
    pps: int
    override: bool
    deblocking_control: bool

    @classmethod
    def of(cls, extradata: bytes) -> SkippedPictures:
        """Read the parameter sets (Annex B) of a progressive High-profile stream with CAVLC.

        Raises
        ------
        UnsupportedStream
            For tools that need more in a slice header than is written here.
        """
        sets = {unit[0] & 31: unit[1:] for unit in _nal_units(extradata) if unit}
        if _SPS not in sets or _PPS not in sets:
            raise UnsupportedStream("the stream has no parameter sets")
        sps = _BitReader(sets[_SPS])
        sps.u(24)  # profile, constraints, level
        sps.ue()
        chroma, *depths = sps.ue(), sps.ue(), sps.ue()
        transform_bypass, scaling = sps.u(1), sps.u(1)
        frame_num_bits, order = sps.ue() + 4, sps.ue()
        sps.ue()  # number of reference frames: one is enough
        gaps = sps.u(1)
        macroblocks = (sps.ue() + 1) * (sps.ue() + 1)
        progressive = sps.u(1)
        if chroma != 1 or any(depths) or transform_bypass or scaling or order != 2 or gaps or not progressive:
            raise UnsupportedStream("the sequence is not 8-bit 4:2:0, progressive, in coding order")
        pps = _BitReader(sets[_PPS])
        number = pps.ue()
        pps.ue()
        cabac, bottom, slice_groups = pps.u(1), pps.u(1), pps.ue()
        references = pps.ue() + 1
        pps.ue()
        weighted = pps.u(1)
        pps.u(2)
        pps.ue(), pps.ue(), pps.ue()  # the signed numbers are as wide as unsigned ones
        deblocking, _, redundant = pps.u(1), pps.u(1), pps.u(1)
        if cabac or bottom or slice_groups or weighted or redundant:
            raise UnsupportedStream("pictures use CABAC, fields, slice groups, weights or redundant slices")
        return cls(macroblocks, frame_num_bits, number, references != 1, bool(deblocking))

    def frame_num(self, picture: bytes) -> int:
        """``frame_num`` of an encoded picture (Annex B)."""
        for unit in _nal_units(picture):
            if unit and unit[0] & 31 in (_SLICE, _IDR_SLICE):
                header = _BitReader(unit[1:])
                header.ue(), header.ue(), header.ue()
                return header.u(self.frame_num_bits)
        raise UnsupportedStream("the packet holds no picture")

    def picture_numbered(self, frame_num: int) -> bytes:
        """The picture numbered ``frame_num`` that repeats the one before it (Annex B)."""
        slice_ = _BitWriter().ue(0).ue(_P_SLICES_ONLY).ue(self.pps)
        slice_.u(frame_num % (1 << self.frame_num_bits), self.frame_num_bits)
        if self.override:
            slice_.u(1, 1).ue(0)
        else:
            slice_.u(0, 1)
        slice_.u(0, 1)  # reference list as it is
        slice_.u(0, 1)  # sliding window of references
        slice_.ue(0)  # quantiser as it is: there is nothing to quantise
        if self.deblocking_control:
            slice_.ue(1)  # no filter: there are no edges
        slice_.ue(self.macroblocks)  # mb_skip_run
        return b"\x00\x00\x00\x01" + bytes([_REFERENCE << 5 | _SLICE]) + slice_.payload()
