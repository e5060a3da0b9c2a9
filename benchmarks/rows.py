"""The rows of the table: what is to be reached, and how it is measured."""

from __future__ import annotations

import re
import statistics
import subprocess
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import imageio_ffmpeg
import numpy as np

from benchmarks.bench import Bench, frames_in
from benchmarks.course import write_course
from benchmarks.inside import HEIGHT, HIGH, WIDTH
from benchmarks.measure import Cost, alternate, cpu, wall
from benchmarks.report import Reached
from benchmarks.saving import save_to_picture
from narrated.os_errors import processors


def film(bench: Bench) -> Iterable[Reached]:
    """The film against plain manim, which makes neither sound master nor transitions."""
    ours, plain = bench.films["our film"], bench.films["plain manim"]
    for name, cost, limit in (("wall", wall, 0.25), ("CPU", cpu, 0.40)):
        ratio = cost(ours) / cost(plain)
        yield Reached(
            f"whole film, cold, 1080p30, against plain manim: {name}",
            f"<= {limit:.2f}",
            f"{ratio:.2f} ({cost(ours):.1f} s of {cost(plain):.1f} s)",
            ratio <= limit,
            {"ours": cost(ours), "plain manim": cost(plain)},
        )


def scene(bench: Bench) -> Iterable[Reached]:
    """A scene against encoding its frames."""
    path, repeats = bench.frames
    given = (path, str(repeats))
    found = alternate(
        {
            "scene": lambda: bench.inside("scene", bench.scene)["wall"],
            "encoding its frames": lambda: bench.inside("encode", bench.scene, *given)["wall"],
            "writing its frames": lambda: bench.inside("write", bench.scene, *given)["wall"],
        },
        bench.rounds,
        bench.note,
    )
    drawn, encoded, written = (statistics.median(times) for times in found.values())
    figures = {"scene": drawn, "encoding": encoded, "writing": written, "frames": float(sum(repeats))}
    yield Reached(
        f"one scene ({bench.scene.script}), imports left out, against only encoding its frames",
        "<= 1.30",
        f"{drawn / encoded:.2f} ({drawn:.1f} s of {encoded:.1f} s; our own writer takes {written:.1f} s)",
        drawn / encoded <= 1.3,
        figures,
    )


def wait(bench: Bench) -> Iterable[Reached]:
    """Stillness against movement."""
    bench.note("a second of stillness, and of movement")
    found = [bench.inside("wait", bench.scene) for _ in range(bench.rounds)]
    still, moving = (statistics.median(each[name] for each in found) for name in ("still", "moving"))
    yield Reached(
        "a second of static wait against a second of movement",
        "<= 0.20",
        f"{still / moving:.3f} ({still * 1000:.0f} ms of {moving * 1000:.0f} ms)",
        still / moving <= 0.2,
        {"still": still, "moving": moving},
    )


def unchanged(bench: Bench) -> Iterable[Reached]:
    """Nothing to do, against the mere import of manim."""
    media = bench.media
    found = alternate(
        {
            "nothing changed": lambda: bench.film(media),
            "import manim": lambda: bench.python("-c", "import manim"),
        },
        max(bench.rounds, 5),
        bench.note,
    )
    again, imported = (wall(costs) for costs in found.values())
    yield Reached(
        'nothing changed, against `python -c "import manim"`',
        "< 0.33",
        f"{again / imported:.2f} ({again:.2f} s of {imported:.2f} s)",
        again / imported < 1 / 3,
        {"again": again, "import manim": imported},
    )


def edited(bench: Bench) -> Iterable[Reached]:
    """A caption's line edited, against its scene alone and a tenth of the film."""
    media, name = bench.media, bench.scene.script
    number = bench.numbers[bench.scenes.index(bench.scene)]

    def edit() -> Cost:
        _edit_caption(bench.project / "voiceover" / "zh" / f"{name}.toml")
        cost = bench.film(media)
        drawn = set(re.findall(r"^([\w-]+).*: filming$", cost.said, re.MULTILINE))
        if drawn != {name}:
            raise RuntimeError(f"after an edit of {name} these were drawn: {drawn}")
        return cost

    found = alternate(
        {"one line edited": edit, "its scene alone": lambda: bench.film(bench.fresh(), scenes=[number])},
        bench.rounds,
        bench.note,
    )
    again, alone = (wall(costs) for costs in found.values())
    whole = wall(bench.films["our film"])
    limit = alone + 0.1 * whole
    yield Reached(
        f"one caption line of {name} edited; every other scene reused",
        "<= its scene + 10 % of the film",
        f"{again:.1f} s ({alone:.1f} s + {0.1 * whole:.1f} s)",
        again <= limit,
        {"edited": again, "scene": alone, "film": whole},
    )


def _edit_caption(path: Path) -> None:
    """Change the end of the first line's caption, not what is spoken."""
    text = path.read_text(encoding="utf-8")
    say = re.search(r'^say = "(.*)(.)"\n(pronounce = )?', text, re.MULTILINE)
    assert say, path
    end = "！" if say[2] != "！" else "。"
    spoken = "" if say[3] else f'pronounce = "{say[1]}{say[2]}"\n'
    line = f'say = "{say[1]}{end}"\n{spoken}{say[3] or ""}'
    path.write_text(text[: say.start()] + line + text[say.end() :], encoding="utf-8")


def memory(bench: Bench) -> Iterable[Reached]:
    """The largest worker."""
    peaks = {}
    for each in bench.scenes:
        bench.note(f"memory of {each.script}")
        peaks[each.script] = float(bench.inside("scene", each)["peak"])
    most = max(peaks, key=lambda name: peaks[name])
    yield Reached(
        "peak memory of a worker at 1080p",
        "<= 500 MiB",
        f"{peaks[most]:.0f} MiB ({most})",
        peaks[most] <= 500,
        peaks,
    )


def workers(bench: Bench) -> Iterable[Reached]:
    """What several workers cost more than one."""
    many, one = cpu(bench.films["our film"]), cpu(bench.films["our film by one worker"])
    count = processors()
    yield Reached(
        f"CPU of the film with {count} workers against one",
        "<= 1.10",
        f"{many / one:.2f} ({many:.1f} s of {one:.1f} s)",
        many / one <= 1.1,
        {"many": many, "one": one},
    )


def picture(bench: Bench) -> Iterable[Reached]:
    """The encoded scene against its raw frames, ours and plain manim's."""
    path, repeats = bench.frames
    (ours,) = bench.media.glob(f"**/{bench.scene.script}/clip.mp4")
    plain = bench.plain_clip(bench.scene, bench.plain_folder)
    for clip in (ours, plain):
        if frames_in(clip) != sum(repeats):
            raise RuntimeError(f"{clip} has {frames_in(clip)} frames, the scene {sum(repeats)}")
    bench.note("SSIM")
    mine = _ssim(path, repeats, ours)
    with bench.plain_frames() as (path, repeats):
        bench.note("SSIM of plain manim")
        its = _ssim(path, repeats, plain)
    sizes = {"our bytes": float(ours.stat().st_size), "manim's bytes": float(plain.stat().st_size)}
    yield Reached(
        f"SSIM of {bench.scene.script} against its raw frames",
        f">= {its:.6f}, that of manim's defaults",
        f"{mine:.6f}",
        mine >= its,
        {"ours": mine, "plain manim": its, **sizes},
    )


def _ssim(path: Path, repeats: list[int], clip: Path) -> float:
    raw = ["-f", "rawvideo", "-pix_fmt", "rgba", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(HIGH.fps)]
    compare = "[0:v]format=gbrp[a];[1:v]format=gbrp[b];[a][b]ssim"
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-nostats", *raw, "-i", "pipe:0", "-i", str(clip),
        "-lavfi", compare, "-f", "null", "-",
    ]  # fmt: skip
    frames = np.memmap(path, np.uint8, "r", shape=(len(repeats), HEIGHT, WIDTH, 4))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stderr
        for pixels, repeat in zip(frames, repeats, strict=True):
            for _ in range(repeat):
                process.stdin.write(pixels.data)
        process.stdin.close()
        said = process.stderr.read().decode("utf-8", "replace")
    found = re.search(r"SSIM .*All:([0-9.]+)", said)
    if not found:
        raise RuntimeError(f"ffmpeg compared nothing:\n{said[-2000:]}")
    return float(found[1])


def watch(bench: Bench) -> Iterable[Reached]:
    """From the save of a beat to its picture: of each beat the round in the middle, then the worst beat."""
    what = f"saving each beat of {bench.scene.script} while it is watched"
    (rounds,) = alternate({what: lambda: save_to_picture(bench)}, bench.rounds, bench.note).values()
    late = {
        name: sorted((once[name] for once in rounds), key=lambda pair: pair[0] - pair[1])[len(rounds) // 2]
        for name in rounds[0]
    }
    worst = max(late, key=lambda name: late[name][0] - late[name][1])
    after, drawn = late[worst]
    yield Reached(
        f"from save to picture, worst beat of {bench.scene.script}",
        "<= the time of the changed beat + 2 s",
        f"{after:.1f} s ({drawn:.1f} s + {after - drawn:.1f} s: {worst})",
        after <= drawn + 2,
        {
            f"{name}: {what}": value
            for name, pair in late.items()
            for what, value in zip(("all", "drawing"), pair, strict=True)
        },
    )


def course(bench: Bench) -> Iterable[Reached]:
    """Ten times as many scenes: filming them (once, for all rounds), and knowing that nothing changed."""
    few, many = 8, 80
    media = bench.fresh()

    def build(count: int) -> Cost:
        return bench.python("-m", "benchmarks.tiny_picture", "--lesson", f"course{count}", "--media", media)

    def again(count: int) -> Cost:
        cost = build(count)
        if ": filming" in cost.said:
            raise RuntimeError(f"nothing changed, and these were drawn:\n{cost.said}")
        return cost

    filmed: dict[int, Cost] = {}
    for count in (few, many):
        bench.note(f"filming a course of {count} scenes")
        write_course(bench.project, count)
        filmed[count] = build(count)
    found = alternate(
        {f"nothing changed in {count} scenes": partial(again, count) for count in (few, many)},
        max(bench.rounds, 5),
        bench.note,
    )
    brief, whole = (wall(costs) for costs in found.values())
    yield Reached(
        f"a course of {many} scenes, nothing changed",
        "<= 0.60 s",
        f"{whole:.2f} s ({few} scenes: {brief:.2f} s)",
        whole <= 0.6,
        {f"{few} scenes": brief, f"{many} scenes": whole},
    )
    short, long = filmed[few].wall, filmed[many].wall
    yield Reached(
        f"filming {many} short scenes in a tiny picture, against {few}",
        "<= 12 times",
        f"{long / short:.1f} times ({long:.1f} s of {short:.1f} s)",
        long <= 12 * short,
        {f"{few} scenes": short, f"{many} scenes": long},
    )


ROWS: dict[str, Callable[[Bench], Iterable[Reached]]] = {
    "film": film,
    "scene": scene,
    "wait": wait,
    "unchanged": unchanged,
    "edited": edited,
    "memory": memory,
    "workers": workers,
    "picture": picture,
    "watch": watch,
    "course": course,
}
