"""Tell a scene without filming it, and note what is to be seen in each of its lines."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from manim import LEFT, RIGHT, UP, ManimColor, MathTypst, Mobject, Typst, VMobject

from narrated.design.formats import Format
from narrated.mobjects.text import Label, LiveNumber, Tick
from narrated.mobjects.visual_role import role_of
from narrated.page.mathml import mathml
from narrated.page.thing_words import CURVE, LINE, Noun, curve_of, home, noun_of
from narrated.scene.dry_telling import told_dry
from narrated.scene.narrated_scene import NarratedScene
from narrated.scene.render_options import RenderOptions
from voiceover.errors import InputError

MOVES_RIGHT, MOVES_LEFT, MOVES_UP, MOVES_DOWN = "right", "left", "up", "down"
GROWS, SHRINKS, STEEPER, FLATTER = "grows", "shrinks", "steeper", "flatter"

_SEEN = 0.3  # share of its opacity from which a thing is there
_SMALL = 0.2  # scene units: less is a detail
_MOVED = 0.14  # of the frame's short side
_LARGER = 1.3  # times, of a height or a width while the other stays as it is
_SAME = 0.1  # share by which a length may change that stays as it is
_TOGETHER = 2  # things that may go the same way by themselves
_TURNED = 0.05  # change of a line's slope, as it is seen
_NEAR, _BESIDE = 0.2, 0.5  # scene units between a number and its name, or a sign of its sum


_Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True)
class Change:
    """A number from its first text to its last, and what it is called on the screen."""

    name: str
    first: str
    last: str


@dataclass
class LineSeen:
    """What is to be seen in a line, the most important first."""

    things: list[tuple[Noun, int]] = field(default_factory=list)
    motions: list[tuple[Noun, int, str]] = field(default_factory=list)
    numbers: list[Change] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)


def tell_seen(
    scene_class: type[NarratedScene], shape: Format, fps: int, options: RenderOptions
) -> dict[str, LineSeen]:
    """Tell a scene; what is seen in each of its lines."""
    with told_dry(_watching(scene_class), shape, fps, options) as scene:
        watcher: _Watcher = scene.watcher
        return watcher.lines()


def _watching(scene_class: type[NarratedScene]) -> type[NarratedScene]:
    class Watched(scene_class):  # type: ignore[misc,valid-type]
        def setup(self) -> None:
            super().setup()
            self.watcher = _Watcher(self)

        def _frames_to_compute(self, count: int) -> Sequence[int]:
            return [count - 1]

        def look_on_the_way(self, time: float) -> None:
            """Nothing: what counts is where a movement ends."""

        def _advance(self, count: int) -> None:
            super()._advance(count)
            if self.sheet:
                self.watcher.look(self.sheet.line)

    Watched.__name__, Watched.__qualname__ = scene_class.__name__, scene_class.__qualname__
    Watched.__module__ = scene_class.__module__
    return Watched


@dataclass
class _Thing:
    """A thing at a moment: what it is called, where it is, and how large what is seen of it."""

    noun: Noun
    box: _Box
    area: float
    curve: npt.NDArray[np.float64] | None = None


@dataclass
class _Snapshot:
    things: dict[Mobject, _Thing] = field(default_factory=dict)
    numbers: dict[LiveNumber, str] = field(default_factory=dict)
    names: dict[LiveNumber, str] = field(default_factory=dict)
    groups: dict[Label | LiveNumber, int] = field(default_factory=dict)
    texts: dict[str, float] = field(default_factory=dict)
    formulas: list[str] = field(default_factory=list)

    def counts(self) -> Counter[Noun]:
        return Counter(thing.noun for thing in self.things.values())


class _Watcher:
    """Looks at a scene where a play or a wait has ended."""

    def __init__(self, scene: NarratedScene) -> None:
        self.scene = scene
        self.language = scene.lesson_words.language
        colors = scene.theme.colors
        self.roles: dict[str, list[str]] = {}
        for role in dir(colors):
            if not role.startswith("_") and isinstance(value := getattr(colors, role), str):
                self.roles.setdefault(value.lower(), []).append(role)
        modules = [home(kind.__module__) for kind in type(scene).__mro__]
        themes = [home(type(colors).__module__)]
        bases = [home(kind.__module__) for kind in type(colors).__mro__]
        self.packages = list(dict.fromkeys([*modules, *themes, *bases]))
        frame = scene.regions.frame
        self.frame = frame.edge(LEFT)[0], frame.edge(-UP)[1], frame.edge(RIGHT)[0], frame.edge(UP)[1]
        self.short = min(frame.width, frame.height)
        self.seen: dict[str, list[_Snapshot]] = {}

    def look(self, line: str) -> None:
        """A play or a wait of a line has ended."""
        self.seen.setdefault(line, []).append(self._snapshot())

    def lines(self) -> dict[str, LineSeen]:
        """What was seen in each line."""
        before, found = _Snapshot(), {}
        for line, snapshots in self.seen.items():
            caption = self.scene.words.line(line).caption
            found[line] = _summary(before, snapshots, caption, _MOVED * self.short)
            before = snapshots[-1]
        return found

    # -- a moment -------------------------------------------------------------------------------------------

    def _snapshot(self) -> _Snapshot:
        scene, snapshot = self.scene, _Snapshot()
        left_out = {*scene.caption.get_family(), *scene.header.get_family()}
        for top in scene.mobjects:
            if top not in left_out:
                self._walk(top, snapshot, None)
        for number in snapshot.numbers:
            if name := _name_of(number, snapshot):
                snapshot.names[number] = name
        return snapshot

    def _walk(self, mobject: Mobject, snapshot: _Snapshot, inside: Noun | None, group: int = 0) -> None:
        if isinstance(mobject, LiveNumber):
            if _opacity(mobject) > _SEEN:
                snapshot.numbers[mobject] = _plain(mobject.shown)
                snapshot.groups[mobject] = group
            return
        if isinstance(mobject, Label):
            if _opacity(mobject) > _SEEN and not isinstance(mobject, Tick) and role_of(mobject) != "source":
                snapshot.groups[mobject] = group
                snapshot.texts.setdefault(_plain(mobject.text), float(mobject.em))
            return
        if isinstance(mobject, Typst | MathTypst):
            if _opacity(mobject) > _SEEN:
                snapshot.formulas.append(mobject.typst_code.strip(" $"))
            return
        names = {kind.__name__ for kind in type(mobject).__mro__}
        if (inside is None or names & inside.parts) and (noun := self._noun(mobject)):
            thing = self._thing(mobject, noun)
            if thing:
                snapshot.things[mobject] = thing
            inside = noun
        for part in mobject.submobjects:
            self._walk(part, snapshot, inside, id(mobject))

    def _noun(self, mobject: Mobject) -> Noun | None:
        role = self._role(mobject)
        if found := noun_of(type(mobject), role, self.language):
            return found
        if role_of(mobject) in ("curve", "dashed"):
            kind = LINE if _slope(mobject.points) is not None else CURVE
            return curve_of(self.packages, kind, role, self.language)
        return None

    def _role(self, mobject: Mobject) -> str:
        """The role of its colour, of several with one colour the one that the lesson has last."""
        if not isinstance(mobject, VMobject):
            return ""
        shown = mobject if len(mobject.points) else next(iter(mobject.family_members_with_points()), None)
        if not isinstance(shown, VMobject):
            return ""
        color = shown.get_stroke_color() if shown.get_stroke_width() else shown.get_fill_color()
        return (self.roles.get(ManimColor(color).to_hex().lower()) or [""])[-1]

    def _thing(self, mobject: Mobject, noun: Noun) -> _Thing | None:
        """Where it is in the frame; None where nothing of it is seen."""
        points = [part.points for part in mobject.family_members_with_points()]
        if not points or _opacity(mobject) <= _SEEN:
            return None
        every = np.concatenate(points)[:, :2]
        if not np.isfinite(every).all():
            return None
        low, high = every.min(axis=0), every.max(axis=0)
        left, bottom = max(low[0], self.frame[0]), max(low[1], self.frame[1])
        right, top = min(high[0], self.frame[2]), min(high[1], self.frame[3])
        if right <= left - 1e-6 or top <= bottom - 1e-6 or max(right - left, top - bottom) < _SMALL:
            return None
        curve = every if len(points) == 1 and role_of(mobject) in ("curve", "dashed") else None
        box = float(low[0]), float(low[1]), float(high[0]), float(high[1])
        return _Thing(noun, box, (right - left) * (top - bottom), curve)


# -- from moments to a line ----------------------------------------------------------------------------------


def _summary(before: _Snapshot, snapshots: Sequence[_Snapshot], caption: str, moved: float) -> LineSeen:
    seen = LineSeen()
    known, most = before.counts(), Counter[Noun]()
    largest: dict[Noun, float] = {}
    for snapshot in snapshots:
        for noun, count in snapshot.counts().items():
            most[noun] = max(most[noun], count)
        for thing in snapshot.things.values():
            largest[thing.noun] = max(largest.get(thing.noun, 0.0), thing.area)
    # Twice as many as before are new as well.
    new = [noun for noun in most if snapshots[-1].counts()[noun] >= 2 * known[noun] > 0 or noun not in known]
    if any(noun.special for noun in new):
        new = [noun for noun in new if noun.special is not False]
    seen.things = [(noun, most[noun]) for noun in sorted(new, key=lambda noun: -largest[noun])]
    seen.motions = list(_motions([before, *snapshots], moved))
    seen.numbers = list(_numbers(before, snapshots))
    told = " ".join([caption, *(change.last for change in seen.numbers)])
    texts: dict[str, float] = {}
    for snapshot in snapshots:
        for text, em in snapshot.texts.items():
            if text not in before.texts and not _is_told(text, told):
                texts.setdefault(text, em)
    names = {change.name for change in seen.numbers}
    seen.texts = [text for text in texts if text not in names]
    formulas = [code for snapshot in snapshots for code in snapshot.formulas if code not in before.formulas]
    seen.formulas = [text for code in dict.fromkeys(formulas) if len(text := _spoken(code)) > 1]
    return seen


def _motions(snapshots: Sequence[_Snapshot], moved: float) -> Iterator[tuple[Noun, int, str]]:
    found: Counter[tuple[Noun, str]] = Counter()
    ways: dict[Mobject, list[_Thing]] = {}
    for snapshot in snapshots:
        for mobject, thing in snapshot.things.items():
            ways.setdefault(mobject, []).append(thing)
    shifts = [_shift(way[0].box, way[-1].box) for way in ways.values()]
    for way, shift in zip(ways.values(), shifts, strict=True):
        # What goes with all the others is another view of them.
        along = [np.hypot(shift[0] - x, shift[1] - y) < _SAME for x, y in shifts]
        if sum(along) > _TOGETHER and np.hypot(*shift) > moved:
            continue
        if how := _motion(way[0], way[-1], moved):
            found[way[0].noun, how] += 1
    for (noun, how), count in found.items():
        yield noun, count, how


def _motion(first: _Thing, last: _Thing, moved: float) -> str | None:
    before, after = _slope(first.curve), _slope(last.curve)
    if before is not None and after is not None:
        if abs(after - before) > _TURNED:
            return STEEPER if abs(after) > abs(before) else FLATTER
        return None
    x, y = _shift(first.box, last.box)
    ratios = [_ratio(first.box, last.box, k) for k in (0, 1)]
    changed = [ratio for ratio in ratios if abs(ratio - 1) > _SAME]
    if len(changed) == 1 and (changed[0] > _LARGER or changed[0] < 1 / _LARGER):
        how = GROWS if changed[0] > 1 else SHRINKS
        return how if how in first.noun.motions else None
    if len(changed) > 1:
        return None  # it is laid out otherwise, or turned
    if max(abs(x), abs(y)) > moved:
        if abs(x) >= abs(y):
            return MOVES_RIGHT if x > 0 else MOVES_LEFT
        return MOVES_UP if y > 0 else MOVES_DOWN
    return None


def _shift(first: _Box, last: _Box) -> tuple[float, float]:
    x, y = (0.5 * (last[k] + last[k + 2] - first[k] - first[k + 2]) for k in (0, 1))
    return x, y


def _slope(points: npt.NDArray[np.float64] | None) -> float | None:
    """Of a straight line; None where it is none."""
    if points is None or not len(points):
        return None
    way = points[-1] - points[0]
    reach = points - points[0]
    beside = np.abs(way[0] * reach[:, 1] - way[1] * reach[:, 0]) / (np.hypot(way[0], way[1]) + 1e-9)
    return float(way[1] / way[0]) if abs(way[0]) > 1e-6 and beside.max() < 1e-3 else None


def _ratio(first: _Box, last: _Box, axis: int) -> float:
    before, after = first[axis + 2] - first[axis], last[axis + 2] - last[axis]
    return (after + 1e-9) / (before + 1e-9)


def _numbers(before: _Snapshot, snapshots: Sequence[_Snapshot]) -> Iterator[Change]:
    texts: dict[LiveNumber, list[str]] = {}
    names: dict[LiveNumber, str] = {}
    for snapshot in [before, *snapshots]:
        for number, now in snapshot.numbers.items():
            texts.setdefault(number, []).append(now)
        names |= snapshot.names
    for number, shown in texts.items():
        if shown[0] != shown[-1] or number not in before.numbers:
            yield Change(names.get(number, ""), shown[0], shown[-1])


def _name_of(number: LiveNumber, snapshot: _Snapshot) -> str:
    """The words that belong to a number: of its own group, or next to it."""
    if re.search(r"[^\W\d_]{2}", number.template) or not len(number.points):
        return ""  # it says itself what it is
    labels = [each for each in snapshot.groups if isinstance(each, Label) and len(each.points)]
    signs = [each for each in labels if not re.search(r"\w", each.text)]
    if any(_apart(_box(number), _box(sign)) < _BESIDE for sign in signs):
        return ""  # it is a part of a sum
    labels = [each for each in labels if re.search(r"[^\W\d_]", each.text)]
    # A name stands before a number or above it; behind it stands its unit.
    _, bottom, right, _ = _box(number)
    labels = [each for each in labels if _box(each)[0] < right - 1e-6 and _box(each)[3] > bottom]
    own = [each for each in labels if snapshot.groups[each] == snapshot.groups[number] != 0]
    if len(own) == 1:
        return _plain(own[0].text)
    near = {each: _apart(_box(number), _box(each)) for each in labels if len(each.text) > 1}
    nearest = min(near, key=near.__getitem__, default=None)
    return _plain(nearest.text) if nearest and near[nearest] < _NEAR else ""


def _apart(one: _Box, other: _Box) -> float:
    across = max(other[0] - one[2], one[0] - other[2], 0.0)
    return across + max(other[1] - one[3], one[1] - other[3], 0.0)


def _box(mobject: VMobject) -> _Box:
    low, high = mobject.points.min(axis=0), mobject.points.max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _opacity(mobject: Mobject) -> float:
    parts = [part for part in mobject.family_members_with_points() if isinstance(part, VMobject)]
    return max(
        (
            max(
                float(part.get_fill_opacity()),
                float(part.get_stroke_opacity()) * (part.get_stroke_width() > 0),
            )
            for part in parts[:40]
        ),
        default=0.0,
    )


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _is_told(text: str, told: str) -> bool:
    """Whether the narration says a text, or there is nothing to read in it."""
    letters = "".join(each for each in text.casefold() if each.isalnum())
    said = "".join(each for each in told.casefold() if each.isalnum())
    return len(letters) < 2 or letters in said


def _spoken(code: str) -> str:
    """A formula in a row of plain characters; nothing where it has more than one."""
    try:
        markup = mathml(code)
    except InputError:
        return ""
    if re.search("<(mfrac|mtable|msqrt|mroot|munder|munderover)", markup):
        return ""
    markup = re.sub(r"<msup>(.*?)</msup>", lambda part: _power(part[1]), markup)
    named = re.sub("([a-z]{2,})</mo>", r"\1 </mo>", markup)  # a function's name, before its argument
    return unicodedata.normalize("NFKC", re.sub("<[^>]+>", "", named))


def _power(inner: str) -> str:
    """Of a base and its exponent, side by side."""
    end = inner.rfind("<m")
    return f"{inner[:end]}^{inner[end:]}"
