"""Tell a scene without filming it, and note what of its picture is live, and where it is in every frame."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import DOWN, LEFT, RIGHT, UP, Mobject, ValueTracker, VMobject

from narrated.design.formats import Format
from narrated.design.layout import Region
from narrated.manim_adapter.pictures import draw_alone, draw_clear, in_drawing_order
from narrated.mobjects.text import number_glyphs
from narrated.page.formulas import formula_name
from narrated.page.live_marks import Atom, NotRigidError, Seen, breaks_of, drawn_parts, seen_now, svg_path
from narrated.page.sampled import Sampled, Sampling, Values, Vector, straightened
from narrated.page.surroundings import WIDER, Mask, Pixels, Still, backdrop, foreground
from narrated.review.outline_pixels import to_pixels
from narrated.scene.dry_telling import told_dry
from narrated.scene.explorable import Explorable, Handle
from narrated.scene.narrated_scene import NarratedScene
from narrated.scene.render_options import RenderOptions
from voiceover.errors import InputError, listed

_STANDS = 1.0  # px of the design: further off, something else moves the marks
_LEAST = 5  # frames: a part that is live for less cannot be paused in
_FAINT, _HALF = 0.02, 0.5  # shares of its opacity: of what is seen, and of what can be taken hold of
_SWEPT = 13  # values of each handle at which it is seen where the marks can come to


def tell_live(
    scene_class: type[NarratedScene], shape: Format, fps: int, options: RenderOptions
) -> dict[str, Any]:
    """Tell a scene; what is live in it as JSON has it, in frames of the scene and pixels of the design.

    Raises
    ------
    InputError
        For what cannot be recorded: marks that jump or have no place, parts that never stand still, words
        that belong to no part.
    """
    with told_dry(_watching(scene_class), shape, fps, options) as scene:
        watcher: _Watcher = scene.watcher
        return watcher.found()


def _watching(scene_class: type[NarratedScene]) -> type[NarratedScene]:
    class Watched(scene_class):  # type: ignore[misc,valid-type]
        def setup(self) -> None:
            self.watcher = _Watcher(self)
            super().setup()

        def explorable(self, *args: Any, **kwargs: Any) -> None:
            super().explorable(*args, **kwargs)
            self.watcher.begin()

        def _frames_to_compute(self, count: int) -> Sequence[int]:
            return range(count) if self.watcher.active else [count - 1]

        def look_on_the_way(self, time: float) -> None:
            self.watcher.look(self.frame + round(time * self.fps) - 1)

        def _advance(self, count: int) -> None:
            super()._advance(count)
            self.watcher.stand(self.frame)

    Watched.__name__, Watched.__qualname__ = scene_class.__name__, scene_class.__qualname__
    Watched.__module__ = scene_class.__module__
    return Watched


class _Watcher:
    """Looks at all parts of a scene that are live."""

    def __init__(self, scene: NarratedScene) -> None:
        self.scene = scene
        self.parts: dict[Explorable, _Part] = {}

    def begin(self) -> None:
        """A part was declared."""
        one = self.scene.explorables[-1]
        if one.name in self.scene.words.explore:
            self.parts[one] = _Part(self.scene, one)

    @property
    def active(self) -> list[_Part]:
        """The parts that may be live now."""
        return [part for part in self.parts.values() if not part.ended]

    def look(self, frame: int) -> None:
        """A frame was computed."""
        for part in self.active:
            part.look(frame)

    def stand(self, end: int) -> None:
        """A play or a wait has ended: what stands may be sampled."""
        for part in self.active:
            part.stand(end)

    def found(self) -> dict[str, Any]:
        """All parts, and the glyphs of their numbers."""
        words, declared = self.scene.words, {one.name for one in self.scene.explorables}
        if unknown := sorted(words.explore.keys() - declared):
            raise InputError(
                f"[explore] has words for {listed(unknown)}, which the scene does not declare",
                where=words.path,
                permitted=listed(sorted(declared)) or "none: the scene has no explorable(...)",
                remedy="correct the name, or delete them",
            )
        names = Counter(part.declared.name for part in self.parts.values())
        if twice := [name for name, count in names.items() if count > 1]:
            raise InputError(
                f"{listed(twice)} is declared twice", where=words.path, remedy="name one otherwise"
            )
        parts = [part.as_json() for part in self.parts.values()]
        return {"frames": self.scene.frame, "parts": parts, "glyphs": _glyphs(parts)}


@dataclass(eq=False)
class _Table:
    """How the marks follow the handles, as it was sampled, and pictures of what stands behind and before."""

    atoms: list[Atom]
    sampled: list[Sampled | int]  # or the number of the formula that a curve is
    sweeps: list[Mask]  # where each mark can come to
    around: _Around | None = None


@dataclass(eq=False)
class _Around:
    """What a scene shows beside the marks: all of it, and what stands before the lowest marks."""

    ground: str
    stills: list[Still]
    drawn: Pixels
    before: list[Still]
    drawn_before: Pixels | None
    below: int  # marks

    def behind(self, mask: Mask) -> dict[str, Any] | None:
        """What is painted over the film's marks."""
        return backdrop(self.stills, self.drawn, self.ground, mask)

    def front(self, sweeps: Sequence[Mask]) -> dict[str, Any] | None:
        """What is drawn over the marks below it."""
        if self.drawn_before is None or not self.below:
            return None
        return foreground(self.before, self.drawn_before, Mask.union(sweeps[: self.below]))


@dataclass
class _Frame:
    values: dict[str, float]
    seen: dict[VMobject, Seen]
    there: frozenset[Mobject] = field(default_factory=frozenset)


class _Part:
    """One part: what it was in every frame, and the tables that were sampled on the way."""

    def __init__(self, scene: NarratedScene, declared: Explorable) -> None:
        self.scene, self.declared = scene, declared
        self.frames: dict[int, _Frame] = {}
        self.tables: list[_Table] = []
        self.next, self.ended = scene.frame, False
        self.trackers = {handle.name: handle.tracker for handle in declared.handles}
        # The page's own functions: of the others the values are recorded.
        self.formulas = [one for one in declared.formulas if formula_name(one.function)]
        self.size = (scene.format.width, scene.format.height)

    # -- while it is told -----------------------------------------------------------------------------------

    def look(self, frame: int) -> None:
        """Note a frame."""
        self._fill(frame)
        self.frames[frame] = self._now()
        self.next = frame + 1

    def stand(self, end: int) -> None:
        """Note frames in which nothing was computed, and sample the marks where they stand otherwise now."""
        now = self._now()
        for frame in range(self.next, end):
            self.frames[frame] = now
        self.next = max(self.next, end)
        seen = [part for part, one in now.seen.items() if one.opacity > _FAINT and part in now.there]
        if not seen:
            self.ended = any(f.there for f in self.frames.values())
            return
        if not self.tables or not self._stands(self.tables[-1], now):
            table = self._sample(now)
            if table is None:
                return
            self.tables.append(table)
        if self._stands(self.tables[-1], now):
            self.tables[-1].around = self._look_around(self.tables[-1])

    def _fill(self, frame: int) -> None:
        """Frames that were passed over look like the one before them."""
        before = self.frames.get(self.next - 1)
        for passed in range(self.next, frame):
            if before:
                self.frames[passed] = before
        self.next = max(self.next, frame) if before else self.next

    def _parts(self) -> list[VMobject]:
        return drawn_parts([*self.declared.marks, *self.declared.covered])

    def _now(self) -> _Frame:
        values = {name: float(tracker.get_value()) for name, tracker in self.trackers.items()}
        parts = self._parts()
        shown = {part for top in self.scene.mobjects for part in top.get_family()}
        return _Frame(
            values,
            {part: seen_now(part) for part in parts},
            frozenset(part for part in parts if part in shown),
        )

    def _mask(self, frames: Sequence[_Frame]) -> Mask:
        """The places that the marks ever cover in the film."""
        mask, done = Mask(*self.size), set[int]()
        for frame in frames:
            for part, seen in frame.seen.items():
                if part in frame.there and seen.opacity > _FAINT and id(seen) not in done:
                    done.add(id(seen))
                    mask.add(seen)
        for one in self._covered(frames):
            if "box" in one:
                mask.add_box(one["box"])
        return mask

    def _look_around(self, table: _Table) -> _Around:
        """What the scene shows now beside the marks."""
        own, shown = set(self._parts()), in_drawing_order(self.scene)
        places = {part: k for k, part in enumerate(shown)}
        order = [places.get(atom.part, len(shown)) for atom in table.atoms]
        others = [part for part in shown if part not in own]
        before, last, drawn = [], -1, Mask(*self.size)
        for part in others:
            outline = to_pixels(part.points)
            under = sum(place < places[part] for place in order)
            if under and Mask.union(table.sweeps[:under]).meets(outline):
                last = places[part]
            # Whatever is drawn again hides what stands before it, as a wall its door, unless that is too.
            elif not drawn.meets(outline):
                continue
            before.append(part)
            drawn.add_box([*outline.min(axis=0), *outline.max(axis=0)])
        return _Around(
            str(self.scene.theme.colors.background),
            [Still.of(part) for part in others],
            draw_alone(self.scene, others),
            [Still.of(part) for part in before],
            draw_clear(self.scene, before) if before else None,
            sum(place < last for place in order),
        )

    # -- samples --------------------------------------------------------------------------------------------

    def _sample(self, now: _Frame) -> _Table | None:
        """Move the handles, look at the marks, and put everything back as it was."""
        order = {part: k for k, part in enumerate(in_drawing_order(self.scene))}
        parts = [part for part in self._parts() if now.seen[part].shape is not None]
        parts.sort(key=lambda part: order.get(part, len(order)))
        covered = set(drawn_parts(self.declared.covered))
        atoms = [Atom(part, now.seen[part]) for part in parts if part not in covered]
        kept = _Kept([*self.scene.mobjects, *self.declared.marks, *self.trackers.values()])
        try:
            self._look_at(atoms, now.values)
            known = [self._curve_formula(atom) if atom.kind == "curve" else None for atom in atoms]
            others = [atom for atom, formula in zip(atoms, known, strict=True) if formula is None]
            while True:
                try:
                    fitted = iter(self._sampling(others).fit(now.values))
                    sampled = [next(fitted) if one is None else one for one in known]
                    return _Table(atoms, sampled, self._sweeps(atoms, now.values))
                except NotRigidError as found:
                    found.atom.rigid = False
        finally:
            kept.put_back()

    def _look_at(self, atoms: Sequence[Atom], values: Values) -> None:
        """Take the looks of the marks where a handle has been moved."""
        fixed = {
            one.name: float(one.follows)
            for one in self.declared.handles
            if isinstance(one.follows, int | float)
        }
        if fixed:
            self._move({**values, **fixed})
            for atom in atoms:
                atom.look(seen_now(atom.part))

    def _sweeps(self, atoms: Sequence[Atom], middle: Values) -> list[Mask]:
        """Where each mark can come to, as far as one handle at a time leads there."""
        masks = [Mask(*self.size) for _ in atoms]
        for handle in self.declared.handles:
            for value in np.linspace(*handle.span, _SWEPT):
                self._move({**middle, handle.name: float(value)})
                for atom, mask in zip(atoms, masks, strict=True):
                    mask.add(seen_now(atom.part))
        for mask in masks:
            mask.grow()
        return masks

    def _sampling(self, atoms: Sequence[Atom]) -> Sampling:
        spans = {handle.name: handle.span for handle in self.declared.handles}

        def sample(values: Values) -> list[Vector]:
            self._move(values)
            rows = []
            for atom in atoms:
                seen = seen_now(atom.part)
                if not np.isfinite(seen.points).all() or not np.isfinite(seen.opacity):
                    raise self._error(f"{type(atom.part).__name__} has no place where {_told(values)}")
                try:
                    row = atom.numbers(seen)
                except InputError as error:
                    raise self._error(f"{error.what}, where {_told(values)}") from None
                if not np.isfinite(row).all():
                    raise self._error(f"{type(atom.part).__name__} shows no number where {_told(values)}")
                rows.append(row)
            return rows

        return Sampling(
            spans, sample, self._formula_values,
            lambda index, one, two: atoms[index].apart(one, two),
            lambda index: atoms[index].leaps,
            lambda index: f"{type(atoms[index].part).__name__} of {self.declared.name!r}",
        )  # fmt: skip

    def _move(self, values: Values) -> None:
        for name, value in values.items():
            self.trackers[name].set_value(value)
        try:
            for mark in self.declared.marks:
                mark.update(0)
        except InputError as error:
            raise self._error(f"{error.what}, where {_told(values)}") from None
        except Exception as error:  # noqa: BLE001 - the author's functions may raise anything
            raise self._error(f"it cannot be drawn where {_told(values)} ({error!r:.200})") from None

    def _formula_values(self, values: Values) -> dict[str, float]:
        found = {}
        for index, formula in enumerate(self.formulas):
            try:
                found[f"f{index}"] = float(formula.value(values[formula.of], values))
            except Exception as error:  # noqa: BLE001 - as above
                raise self._error(f"a formula has no value where {_told(values)} ({error!r:.200})") from None
        return found

    def _error(self, what: str) -> InputError:
        return InputError(
            f"{self.declared.name!r} cannot be recorded: {what}",
            where=self.declared.where or self.scene.words.path,
            permitted="a place and a value for all of a handle's span",
            remedy="narrow the span, or leave that mark out",
        )

    # -- afterwards -----------------------------------------------------------------------------------------

    def _stands(self, table: _Table, frame: _Frame) -> bool:
        """Whether the marks that are seen stand where their handles alone put them."""
        basis = {"": 1.0, **frame.values, **self._formula_values(frame.values)}
        held = [
            {part for one in handle.drags for part in one.get_family()}
            for handle in self.declared.handles
            if handle.drags
        ]
        seen_parts = set()
        for atom, sampled in zip(table.atoms, table.sampled, strict=True):
            seen = frame.seen.get(atom.part)
            if seen is None or atom.part not in frame.there or seen.opacity <= _FAINT:
                continue
            said = self._said(atom, sampled, frame, basis)
            most = atom.most, atom.paint  # what is seen while it fades is no look of its own
            try:
                now = atom.numbers(seen)
            except (NotRigidError, InputError):
                return False
            finally:
                atom.most, atom.paint = most
            faded, now[-1] = now[-1] < _HALF * said[-1], said[-1]
            if not atom.apart(now, said) <= _STANDS:
                return False
            if not faded:
                seen_parts.add(atom.part)
        # What cannot be taken hold of in the picture is not live in it.
        return bool(seen_parts) and not any(parts.isdisjoint(seen_parts) for parts in held)

    def _said(self, atom: Atom, sampled: Sampled | int, frame: _Frame, basis: Mapping[str, float]) -> Vector:
        """The numbers of a mark for the handles of a frame."""
        if isinstance(sampled, int):
            return atom.curve_of(self.formulas[sampled].value(atom.arguments, frame.values))
        return sampled(frame.values, basis)

    def _spans(self, table: _Table) -> list[tuple[int, int]]:
        """Runs of frames in which it stands."""
        known: dict[int, bool] = {}
        runs: list[tuple[int, int]] = []
        for frame in sorted(self.frames):
            now = self.frames[frame]
            if id(now) not in known:
                known[id(now)] = self._stands(table, now)
            if not known[id(now)]:
                continue
            if runs and runs[-1][1] == frame:
                runs[-1] = runs[-1][0], frame + 1
            else:
                runs.append((frame, frame + 1))
        return runs

    def as_json(self) -> dict[str, Any]:
        """The part in the longest run of frames in which it is live."""
        runs = [
            (end - start, start, end, table) for table in self.tables for start, end in self._spans(table)
        ]
        if not runs or max(run[0] for run in runs) < _LEAST:
            raise InputError(
                f"{self.declared.name!r} is never live: its marks are nowhere where its handles put them",
                where=self.declared.where or self.scene.words.path,
                permitted="marks that follow the handles alone, seen for some frames",
                remedy="declare it where they stand in their places, and leave out what else moves",
            )
        _, start, end, table = max(runs, key=lambda run: run[0])
        words = self.scene.words.explore[self.declared.name]
        frames = [self.frames[frame] for frame in range(start, end)]
        drags = {handle.name: self._drag(handle, table) for handle in self.declared.handles}
        return {
            "name": self.declared.name,
            "scene": self.scene.script,
            "line": self.declared.line,
            "title": words["title"],
            "hint": words["hint"],
            "start": start,
            "end": end,
            "handles": [
                self._handle(handle, words, range(start, end), frames, drags[handle.name])
                for handle in self.declared.handles
            ],
            "formulas": [self._formula(index) for index in range(len(self.formulas))],
            "marks": [
                self._mark(atom, sampled, range(start, end), frames) | self._told(atom, words)
                for atom, sampled in zip(table.atoms, table.sampled, strict=True)
            ],
            "covered": self._covered(frames),
            "kept": [_box(region) for region in (self.scene.regions.caption, self.scene.regions.progress)],
            "behind": table.around.behind(self._mask(frames)) if table.around else None,
            "front": table.around.front(table.sweeps) if table.around else None,
            "below": table.around.below if table.around else 0,
        }

    def _told(self, atom: Atom, words: Mapping[str, str]) -> dict[str, str]:
        """What a number is called where it is read out."""
        name = next((name for name, number in self.declared.tells.items() if number is atom.part), None)
        return {} if name is None else {"told": self._named(name, words, "that number")}

    def _named(self, name: str, words: Mapping[str, str], what: str) -> str:
        """What something is called in the film's language."""
        if name not in words:
            raise InputError(
                f"{name!r} is missing",
                where=f"{self.scene.words.path}, [explore.{self.declared.name}]",
                remedy=f'add {name} = "...", what {what} is called',
            )
        return words[name]

    def _handle(
        self, handle: Handle, words: Mapping[str, str], at: range, frames: Sequence[_Frame], drag: list[int]
    ) -> dict[str, Any]:
        low, high = handle.span
        label = self._named(handle.name, words, "that handle") if handle.follows is None else ""
        corners = straightened(at, [frame.values[handle.name] for frame in frames], 2e-5 * (high - low))
        return {
            "name": handle.name,
            "label": label,
            "range": [low, high],
            "decimals": handle.decimals,
            "unit": handle.unit,
            "base": handle.base,
            "follows": handle.follows,
            "drag": drag,
            "frames": [[frame, _rounded(value, 5)] for frame, value in corners],
        }

    def _drag(self, handle: Handle, table: _Table) -> list[int]:
        """Numbers of the marks that are taken hold of: of each thing its largest part."""
        found = []
        for held in handle.drags:
            family = set(held.get_family())
            sizes = {
                k: np.ptp(one.first, axis=0).sum() for k, one in enumerate(table.atoms) if one.part in family
            }
            found += [max(sizes, key=lambda k: sizes[k])] if sizes else []
        return found

    def _formula(self, index: int) -> dict[str, Any]:
        formula = self.formulas[index]
        named = formula_name(formula.function)
        assert named is not None
        package, name = named
        return {
            "package": package,
            "function": name,
            "of": formula.of,
            "parameters": dict(formula.parameters),
        }

    def _mark(
        self, atom: Atom, sampled: Sampled | int, at: range, frames: Sequence[_Frame]
    ) -> dict[str, Any]:
        factors, digits = atom.units()
        found = atom.as_json()
        if isinstance(sampled, int):
            found["formula"] = sampled  # point by point
            del found["x"]
        elif sampled.rule is not None:
            rule = sampled.rule * factors[:, None]
            found["basis"] = list(sampled.basis)
            found["rule"] = [
                [_rounded(c, d + 3 if k else d) for k, c in enumerate(row)]
                for row, d in zip(rule, digits, strict=True)
            ]
        else:
            assert sampled.table is not None
            table = sampled.table * factors
            found["axes"] = [[name, [_rounded(float(k), 6) for k in knots]] for name, knots in sampled.axes]
            rows = [
                [_rounded(v, int(d)) for v, d in zip(row, digits, strict=True)]
                for row in table.reshape(-1, table.shape[-1])
            ]
            # Numbers that are the same everywhere are said once.
            found["row"] = rows[0]
            found["columns"] = [k for k, column in enumerate(zip(*rows, strict=True)) if len(set(column)) > 1]
            found["table"] = [[row[k] for k in found["columns"]] for row in rows]
        found["shown"] = [
            [f, _rounded(v, 2)] for f, v in straightened(at, self._shown(atom, sampled, frames), 0.02)
        ]
        return found

    def _shown(self, atom: Atom, sampled: Sampled | int, frames: Sequence[_Frame]) -> list[float]:
        """In every frame, the share that is there of what should be there."""
        shares = []
        for frame in frames:
            seen = frame.seen.get(atom.part)
            if seen is None or atom.part not in frame.there:
                shares.append(0.0)
                continue
            basis = {"": 1.0, **frame.values, **self._formula_values(frame.values)}
            wanted = float(self._said(atom, sampled, frame, basis)[-1])
            shares.append(1.0 if wanted <= _FAINT else min(1.0, seen.opacity / wanted))
        return shares

    def _curve_formula(self, atom: Atom) -> int | None:
        """Which of the formulas a curve is, over its own argument."""
        low, high = atom.shape.fixed["over"]
        x = np.linspace(low, high, 41)
        curve: Any = atom.part
        for index, formula in enumerate(self.formulas):
            same = True
            for share in (0.0, 0.31, 1.0):
                values = {h.name: h.span[0] + share * (h.span[1] - h.span[0]) for h in self.declared.handles}
                for name, value in values.items():
                    self.trackers[name].set_value(value)
                try:
                    with np.errstate(all="ignore"):
                        one = np.asarray(curve.function()(x), dtype=float)
                        two = np.asarray(formula.value(x, values), dtype=float)
                except (ArithmeticError, ValueError):
                    same = False
                    break
                same = same and np.allclose(one, two, rtol=1e-9, atol=1e-12, equal_nan=True)
            if same:
                return index
        return None

    def _covered(self, frames: Sequence[_Frame]) -> list[dict[str, Any]]:
        """What is painted over once a handle has moved: lines along themselves, all else as boxes."""
        found: list[dict[str, Any]] = []
        for part in drawn_parts(self.declared.covered):
            seen = {id(f.seen[part]): f.seen[part] for f in frames if part in f.there}
            outlines = [one.outline for one in seen.values() if len(one.outline)]
            for one in list(seen.values())[-1:]:
                points = one.outline
                if not len(points):
                    continue
                if one.filled:
                    points = np.concatenate(outlines)  # wherever it was
                    box = [*(points.min(axis=0) - WIDER / 2), *(points.max(axis=0) + WIDER / 2)]
                    found.append({"box": [round(float(v)) for v in box]})
                else:
                    breaks = breaks_of(points)
                    found.append({"path": svg_path(points, breaks), "width": round(one.width + WIDER)})
        return found


def _box(region: Region) -> list[int]:
    """Left, top, width and height of a place, in pixels."""
    (left, top), (right, low) = to_pixels(np.array([region.edge(UP + LEFT), region.edge(DOWN + RIGHT)]))
    return [round(float(v)) for v in (left, top, right - left, low - top)]


class _Kept:
    """The state of mobjects with all their parts, to be put back."""

    def __init__(self, mobjects: Sequence[Mobject | ValueTracker]) -> None:
        self._kept = {
            part: {key: _copied(value) for key, value in vars(part).items()}
            for mobject in mobjects
            for part in mobject.get_family()
        }

    def put_back(self) -> None:
        """As it was."""
        for part, state in self._kept.items():
            vars(part).clear()
            vars(part).update({key: _copied(value) for key, value in state.items()})


def _copied(value: Any) -> Any:
    return value.copy() if isinstance(value, np.ndarray | list) else value


def _told(values: Values) -> str:
    return ", ".join(f"{name} is {value:.4g}" for name, value in values.items())


def _rounded(value: float, digits: int) -> float | int:
    found = round(float(value), digits)
    return int(found) if found == int(found) else found


def _glyphs(parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Outlines of the characters of live numbers, by font and weight, in thousandths of an em."""
    asked: dict[tuple[str, str], str] = {}
    for part in parts:
        for mark in part["marks"]:
            if mark["kind"] == "number":
                key = mark["font"], mark["weight"]
                asked[key] = asked.get(key, "") + mark["template"].replace("{}", "")
    return {
        f"{font} {weight}": _set(number_glyphs(texts, font, weight))
        for (font, weight), texts in asked.items()
    }


def _set(known: Mapping[str, npt.NDArray[np.float64]]) -> dict[str, Any]:
    found = {}
    for character, outline in known.items():
        if len(outline):
            points = outline[:, :2] * np.array([1000.0, -1000.0])
            left, width = points[:, 0].min(), np.ptp(points[:, 0])
            path = svg_path(points - np.array([left, 0.0]), breaks_of(points))
            found[character] = [round(float(width)), path]
    return found
