"""Join clips by copying their streams; add sound, soft captions and chapters in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock

import av

from narrated.encode.encoder import TIMESCALE
from narrated.export.caption_entry import Track
from narrated.export.caption_files import for_mux
from narrated.export.clip_reader import opened
from narrated.export.ffmpeg import RATE, ffmpeg, run_ffmpeg
from narrated.export.translations import in_rows
from narrated.scene.clip_sheet import ClipError
from voiceover.languages import primary

# ISO 639-2, which mp4 wants, of the two-letter codes of the most spoken languages.
_LANGUAGES = {
    "ar": "ara", "bn": "ben", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa",
    "fa": "fas", "fi": "fin", "fr": "fra", "he": "heb", "hi": "hin", "id": "ind", "it": "ita", "ja": "jpn",
    "ko": "kor", "nl": "nld", "no": "nor", "pl": "pol", "pt": "por", "ru": "rus", "sv": "swe", "th": "tha",
    "tr": "tur", "uk": "ukr", "ur": "urd", "vi": "vie", "zh": "zho",
}  # fmt: skip


_JOINING = Lock()

Pictures = Sequence[tuple[Path, int]]  # clips and transitions in order, each with its number of frames


def joined(pictures: Pictures, fps: int, folder: Path) -> Path:
    """A silent film of the pictures, in a folder for temporary files; made for whoever asks first."""
    film = folder / "joined.h264.mp4"
    with _JOINING:
        if not film.exists():
            copy_clips(pictures, fps, film)
    return film


def make_film(
    pictures: Pictures,
    fps: int,
    master: Path,
    tracks: Sequence[Track],
    tags: dict[str, str],
    chapters: Sequence[tuple[int, int, str]],
    target: Path,
) -> None:
    """Write the film; where nothing is said it has no captions.

    Parameters
    ----------
    tracks
        Captions, those of the language that is spoken first.
    """
    film, metadata = joined(pictures, fps, target.parent), target.with_suffix(".txt")
    captions = []
    for number, track in enumerate(map(in_rows, tracks)):
        file = target.with_suffix(f".track{number}.vtt")
        file.write_text(for_mux(track.captions), encoding="utf-8")
        captions += [(file, track.language)] if track.captions else []
    metadata.write_text(metadata_text(tags, chapters, fps), encoding="utf-8")
    mux(film, master, captions, metadata, tracks[0].language, target)


def copy_clips(clips: Pictures, fps: int, target: Path) -> None:
    """Join the pictures of clips, each given with its number of frames, without encoding any again.

    Raises
    ------
    ClipError
        If one was encoded with other settings, does not begin with a key frame, or has gaps.
    """
    tick = TIMESCALE // fps
    settings = [_settings(path) for path, _ in clips]
    for (path, _), found in zip(clips, settings, strict=True):
        if found != settings[0]:
            raise ClipError(
                f"{path} was encoded with other settings than {clips[0][0]}; they cannot be joined "
                "by copying. Remove the folder of the older one and film again"
            )
    # Decoding may run ahead of showing by as much in any clip: the encoder's settings are the same.
    ahead = max(_ahead(path, frames, tick) for path, frames in clips)
    options = {"video_track_timescale": str(TIMESCALE), "fflags": "+bitexact"}
    with av.open(f"file:{target}", "w", format="mp4", options=options) as joined:
        copy = None
        done = 0
        for path, frames in clips:
            with opened(path) as clip:
                stream = clip.streams.video[0]
                if copy is None:
                    copy = joined.add_stream_from_template(stream)
                    copy.time_base = stream.time_base
                packets = (packet for packet in clip.demux(stream) if packet.size)
                for index, packet in enumerate(packets, done):
                    assert packet.pts is not None
                    packet.stream = copy
                    packet.pts += done * tick
                    packet.dts = (index - ahead) * tick
                    packet.duration = tick
                    joined.mux(packet)
            done += frames


def count_frames(path: Path) -> int:
    """How many frames a clip holds."""
    with opened(path) as clip:
        return sum(1 for packet in clip.demux(clip.streams.video[0]) if packet.size)


def _settings(path: Path) -> bytes:
    """What a decoder must know before the first frame of a clip."""
    with opened(path) as clip:
        return bytes(clip.streams.video[0].codec_context.extradata or b"")


def _ahead(path: Path, frames: int, tick: int) -> int:
    """By how many frames decoding runs ahead of showing; checks the clip's frames on the way."""
    with opened(path) as clip:
        packets = [packet for packet in clip.demux(clip.streams.video[0]) if packet.size]
    shown = [packet.pts or 0 for packet in packets]
    if sorted(shown) != [n * tick for n in range(frames)] or not packets[0].is_keyframe:
        raise ClipError(f"{path} does not hold {frames} frames, the first of them a key frame, without gaps")
    return max(index - pts // tick for index, pts in enumerate(shown))


def mux(
    video: Path,
    master: Path,
    captions: Sequence[tuple[Path, str]],
    metadata: Path,
    language: str,
    target: Path,
) -> None:
    """Put the film together: the picture is copied, the sound encoded once (AAC-LC).

    Parameters
    ----------
    captions
        WebVTT, each with its language; a player shows the first if it is asked for captions.
    metadata
        Titles and chapters, as `metadata_text` writes them.
    language
        Of the sound, such as ``zh-CN``.
    """
    inputs = [video, master, *(path for path, _ in captions)]
    command = [ffmpeg(), "-hide_banner", "-nostdin", "-loglevel", "error", "-y"]
    for path in inputs:
        command += ["-i", f"file:{path}"]
    command += ["-f", "ffmetadata", "-i", f"file:{metadata}"]
    for index in range(len(inputs)):
        command += ["-map", str(index)]
    command += ["-map_metadata", str(len(inputs)), "-map_chapters", str(len(inputs))]
    # Both channels are the same, so beside their sum there is nothing to code.
    sound = ["-c:a", "aac", "-aac_coder", "fast", "-aac_ms", "1", "-b:a", "192k", "-ar", str(RATE)]
    command += ["-c:v", "copy", *sound, "-c:s", "mov_text"]
    spoken = [("v:0", language), ("a:0", language)]
    for stream, tag in [*spoken, *((f"s:{number}", tag) for number, (_, tag) in enumerate(captions))]:
        command += [f"-metadata:s:{stream}", f"language={language_code(tag)}"]
    for number in range(len(captions)):
        command += [f"-disposition:s:{number}", "0" if number else "default"]
    command += ["-video_track_timescale", str(TIMESCALE), "-movflags", "+faststart"]
    command += ["-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", "mp4", f"file:{target}"]
    run_ffmpeg(command, "write the film")


def metadata_text(tags: dict[str, str], chapters: Sequence[tuple[int, int, str]], fps: int) -> str:
    """Titles and chapters in ffmpeg's own format; chapters are given in frames."""
    lines = [";FFMETADATA1", *(f"{key}={_escaped(value)}" for key, value in tags.items() if value)]
    for start, end, title in chapters:
        lines += [
            "[CHAPTER]",
            f"TIMEBASE=1/{fps}",
            f"START={start}",
            f"END={end}",
            f"title={_escaped(title)}",
        ]
    return "\n".join(lines) + "\n"


def language_code(tag: str) -> str:
    """The three-letter code of a language tag.

    Examples
    --------
    >>> language_code("zh-CN"), language_code("yue"), language_code("tlh-x")
    ('zho', 'yue', 'tlh')
    """
    language = primary(tag)
    return _LANGUAGES.get(language, language if len(language) == 3 else "und")


def _escaped(text: str) -> str:
    # At the end of a line ffmpeg takes even an escaped backslash for one that joins it to the next.
    text += " " if text.endswith("\\") else ""
    return "".join(f"\\{character}" if character in "=;#\\\n" else character for character in text)
