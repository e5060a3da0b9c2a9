"""The narrated scene: lines of a script spoken on the frame clock, pictures that answer their cues."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar, TypeVar, cast

from manim import (
    DOWN,
    Animation,
    AnimationGroup,
    Camera,
    FadeOut,
    ManimColor,
    Mobject,
    Wait,
    config,
)
from manim_voiceover import VoiceoverScene

from narrated.author_place import author_at
from narrated.design.caption_rows import Speech, beside_film, rows_of
from narrated.design.fonts import font_file
from narrated.design.formats import Format
from narrated.design.layout import Regions, layout
from narrated.design.theme import DEFAULT_THEME, Theme, use_theme
from narrated.lesson import Lesson
from narrated.manim_adapter.apply_now import apply_now
from narrated.manim_adapter.frame import set_frame
from narrated.manim_adapter.frame_clock import FrameClock
from narrated.manim_adapter.pace import set_default_pace
from narrated.manim_adapter.renderer import IncrementalRenderer
from narrated.manim_adapter.suspended_updates import RefreshesSuspended
from narrated.manim_adapter.take_service import TakeService, spoken_at
from narrated.mobjects.caption import Caption
from narrated.mobjects.header import Header
from narrated.mobjects.stage import Ground, Progress, Stage
from narrated.mobjects.text import LiveNumber
from narrated.scene.author_messages import one_message, tell_place
from narrated.scene.chapter import Chapter
from narrated.scene.cue_lint import check_captions, check_class, check_cues
from narrated.scene.cues import CueError, CueSheet
from narrated.scene.explorable import Explorable, Formula, Handle, explorable
from narrated.scene.panels import Panels
from narrated.scene.render_options import RenderOptions
from narrated.scene.scene_job import Report
from voiceover.errors import InputError
from voiceover.script.lines import Line
from voiceover.script.scene_script import Script, load_lesson_words, load_script
from voiceover.sheets import MAX_SECONDS
from voiceover.takes import Take, seconds_at, take_for
from voiceover.words import Word

Beat = TypeVar("Beat", bound=Callable[..., None])


def beat(method: Beat) -> Beat:
    """Mark a method as one beat of the storyboard: it becomes a section of the clip by its own name.

    Parameters
    ----------
    method
        One idea, of a scene or of a chapter, which returns nothing; ``construct`` calls the beats in their
        order.

    Returns
    -------
    Callable
        The method, which notes name and first frame of the section when it is called.

    Examples
    --------
    A scene with one beat::

        # [lines.drop]
        # say = "The ball <bookmark mark='falls'/>falls."
        class Falling(NarratedScene):
            lesson = LESSON
            script = "scene1"

            def construct(self) -> None:
                self.drop()

            @beat
            def drop(self) -> None:
                with self.narrate("drop"):
                    self.on("falls", Dot().animate.shift(DOWN))
    """

    @functools.wraps(method)
    def played(self: NarratedScene | Chapter, *args: Any, **kwargs: Any) -> None:
        scene = self.scene if isinstance(self, Chapter) else self
        scene.next_section(method.__name__)
        scene.sections.append((method.__name__, scene.frame))
        method(self, *args, **kwargs)

    return played  # type: ignore[return-value]


def after(former: str) -> Callable[[Beat], Beat]:
    """Mark a beat, below ``@beat``, that goes on with the picture of another one.

    Parameters
    ----------
    former
        Name of the beat that must have been told before it.

    Returns
    -------
    Callable
        What marks the method.

    Raises
    ------
    InputError
        When the beat is told: "beat rest goes on with the picture of drop, which was not told".

    Examples
    --------
    The ball that one beat lets fall lies there in the next one::

        # [lines.drop]
        # say = "The ball <bookmark mark='falls'/>falls."
        # [lines.rest]
        # say = "Then it <bookmark mark='rolls'/>rolls."
        class Falling(NarratedScene):
            lesson = LESSON
            script = "scene1"

            def construct(self) -> None:
                self.drop()
                self.rest()

            @beat
            def drop(self) -> None:
                self.ball = Dot()
                with self.narrate("drop"):
                    self.on("falls", self.ball.animate.shift(DOWN))

            @beat
            @after("drop")
            def rest(self) -> None:
                with self.narrate("rest"):
                    self.on("rolls", self.ball.animate.shift(RIGHT))
    """

    def mark(method: Beat) -> Beat:
        @functools.wraps(method)
        def played(self: NarratedScene | Chapter, *args: Any, **kwargs: Any) -> None:
            scene = self.scene if isinstance(self, Chapter) else self
            if former not in [name for name, _ in scene.sections]:
                raise InputError(
                    f"beat {method.__name__} goes on with the picture of {former}, which was not told",
                    remedy=f"call {former}() before {method.__name__}()",
                )
            method(self, *args, **kwargs)

        vars(played)["goes_on_with"] = former
        return played  # type: ignore[return-value]

    return mark


class NarratedScene(FrameClock, RefreshesSuspended, VoiceoverScene):
    """A scene that a script tells and that runs on whole frames.

    A lesson's scene sets :attr:`lesson` and :attr:`script`, and writes ``construct`` as a list of beats. In a
    beat, ``with self.narrate("line"):`` speaks one line; inside it :meth:`on`, :meth:`then` and :meth:`fill`
    play animations that never reach past the next cue.

    Attributes
    ----------
    lesson
        The lesson it belongs to: where its words are, and its place among the other scenes.
    script
        Name of the script, ``<words>/<locale>/<script>.toml``.
    theme
        The look; as the scene's language and format ask for it from :meth:`setup` on, and the current one.
    staged
        Whether it is a film's shots on one ground, with pictures from edge to edge, instead of a header above
        a body of panels.
    format
        The shape of the picture: wide, tall or square.
    regions
        Where things stand in it: ``main``, ``side``, ``body`` and others, in scene units.
    panels
        The panels that stay from one chapter to the next.

    Raises
    ------
    InputError
        For what its author can mend: cues that do not fit the script, a value that cannot be shown ... The
        message names file and line.
    """

    lesson: ClassVar[Lesson]
    script: ClassVar[str]
    theme: Theme = DEFAULT_THEME
    staged: ClassVar[bool] = False

    def __init__(
        self,
        renderer: Any = None,
        *,
        options: RenderOptions | None = None,
        report: Report | None = None,
        **kwargs: Any,
    ) -> None:
        self.render_options = options or RenderOptions.from_environment()
        self.report = report
        self.sheet: CueSheet | None = None
        self.sheets: list[CueSheet] = []
        self.takes: dict[str, Take] = {}
        self.sections: list[tuple[str, int]] = []
        self.explorables: list[Explorable] = []
        with one_message():  # whoever calls `manim` passes pixels of any shape
            self.format: Format = set_frame()
        super().__init__(renderer or IncrementalRenderer(), **kwargs)
        tell_place(self, lambda: f"line {self.sheet.line!r} of the script" if self.sheet else "")

    # -- before and after the beats ------------------------------------------------------------------------

    def setup(self) -> None:
        """Load the words and the voice, and set the stage: background, header, caption band."""
        check_class(type(self))
        self.fps = _whole_fps(config.frame_rate)
        self.regions: Regions = layout(self.format)
        self.panels = Panels(self)
        locale = self.render_options.locale or self.lesson.locale
        self.lesson_words = load_lesson_words(self.lesson.words, locale)
        self.theme = self.theme.set_for(self.lesson_words.language, self.format)
        font_file(self.theme.font)
        use_theme(self.theme)
        self.words = self.load_script(locale)
        check_cues(type(self), self.words)
        self.voice = self.render_options.voice or self.lesson_words.voice
        self.set_speech_service(TakeService(self.words, self._take_of), create_subcaption=False)
        cast(Camera, self.camera).background_color = ManimColor(self.theme.colors.background)
        scripts = [scene.script for scene in self.lesson.scenes]
        number, total = scripts.index(self.script) + 1 if self.script in scripts else 1, len(scripts)
        self.header: Header | Stage
        if self.staged:
            ground = Ground(self.regions.frame, self.regions.stage.edge(DOWN)[1])
            self.header = Stage(ground, Progress(self.regions.progress, number, total))
        else:
            self.header = Header(self.regions.header, number, total, self.words.title, self.words.sense)
        self.caption = Caption(self.regions.caption)
        check_captions(self.words, self.caption.space)
        self.add(self.header, self.caption)
        self.set_stage()

    def render(self, preview: bool = False) -> bool:
        """Render as ``manim`` asks; what a user can mend is told in one message, with exit code 2."""
        with one_message():
            return super().render(preview)

    def load_script(self, locale: str) -> Script:
        """The words that the scene tells, in a language."""
        return load_script(self.lesson.words, locale, self.script)

    def set_stage(self) -> None:
        """Add what is on the screen before the first line; for scenes to override."""

    def tear_down(self) -> None:
        """Hold the last picture for a moment, then check that the whole script was told."""
        if isinstance(self.renderer, IncrementalRenderer) and self.renderer.ended_early:
            cast(TakeService, self.speech_service).close()
            return
        told = [sheet.line for sheet in self.sheets]
        written = [line.id for line in self.words.lines]
        if told != written:
            raise CueError(
                f"the scene narrates {told}, but {self.words.path} has the lines {written}",
                remedy="narrate each once, in this order",
            )
        self._wait_frames(self.frames(self.theme.motion.lead_out))
        cast(TakeService, self.speech_service).close()

    @functools.cached_property
    def frames_expected(self) -> int:
        """How many frames the whole scene will have: the narration alone decides it."""
        motion = self.theme.motion
        said = sum(math.ceil(self._take_of(line).duration * self.fps - 1e-9) for line in self.words.lines)
        gaps = (len(self.words.lines) - 1) * self.frames(motion.between_lines)
        return self.frames(motion.lead_in) + said + gaps + self.frames(motion.lead_out)

    # -- words ---------------------------------------------------------------------------------------------

    def word(self, key: str) -> Word:
        """An on-screen word of the script's ``[words]`` table; it knows its place there."""
        return self.words.word(key)

    @contextmanager
    def narrate(self, line_id: str) -> Iterator[CueSheet]:
        """Speak a line: caption and sound start after a pause; at the end, wait until it has been said.

        Parameters
        ----------
        line_id
            Name of the line, ``[lines.<line_id>]`` in the script. A literal: the names in the code and in the
            script are compared before anything is drawn. Each line is told once, in the script's order.

        Returns
        -------
        ContextManager[CueSheet]
            For ``with``: inside of it the line is being spoken. Its sheet has the line's first frame, the
            frame after its last, and the frame of every cue, all counted from the scene's start.

        Raises
        ------
        InputError
            On entering: "no line 'drop'", or a line that has no recorded take. On leaving: "line 'drop' of
            ... has cues that no picture answers: falls". Where the order is another one: "the scene narrates
            'drop' after 'rest', but ... has the lines ['drop', 'rest']". At the end, for what was left out.

        Examples
        --------
        A line with two bookmarks, and the pictures that answer them::

            # [lines.drop]
            # say = "The ball <bookmark mark='falls'/>falls and then <bookmark mark='lies'/>lies still."
            ball = Dot()
            with self.narrate("drop") as sheet:
                self.on("falls", ball.animate.shift(DOWN))
                self.on("lies", Indicate(ball))
                assert sheet.frames["falls"] < sheet.frames["lies"] < sheet.end
        """
        if self.sheet is not None:
            raise CueError(
                f"line {line_id!r} begins inside of line {self.sheet.line!r}",
                remedy="end the block of one line before the next begins",
            )
        line = self.words.line(line_id)
        written, told = [line.id for line in self.words.lines], [sheet.line for sheet in self.sheets]
        if told and written.index(line_id) <= written.index(told[-1]):
            raise CueError(
                f"the scene narrates {line_id!r} after {told[-1]!r}, but {self.words.path} has the lines "
                f"{written}",
                remedy="narrate each once, in this order",
            )
        motion = self.theme.motion
        self._wait_frames(self.frames(motion.between_lines if self.sheets else motion.lead_in))
        if isinstance(self.renderer, IncrementalRenderer):
            self.renderer.begin_line(len(self.sheets))
        with self.voiceover(text=line.marked) as tracker:
            self.sheet = CueSheet.of(
                line.id,
                line.caption,
                start=self.frame,
                seconds=tracker.duration,
                spoken_at=spoken_at(tracker),
                fps=self.fps,
                rows=rows_of(line, beside_film(self.caption.space)),
            )
            self.sheets.append(self.sheet)
            self._show_caption(line, self.sheet)
            yield self.sheet
            if self.sheet.missed:
                raise CueError(
                    f"line {line.id!r} of {self.words.path} has cues that no picture answers: "
                    f"{', '.join(self.sheet.missed)}",
                    remedy="answer each with self.on(...) before the line's block ends",
                )
            self._wait_until(self.sheet.end)
        self.sheet = None
        self.caption.clear_text()

    def _show_caption(self, line: Line, sheet: CueSheet) -> None:
        """Show its first page, and note when the others begin: with the frame of their first words."""
        words = self.takes[line.id].words
        frames = {0: sheet.start, len(line.spoken): sheet.end}
        frames |= {cue.spoken_offset: sheet.frames[cue.name] for cue in line.cues if cue.spoken_offset}

        def frame(offset: int) -> int:
            if offset in frames:
                return frames[offset]
            return sheet.start + round(seconds_at(offset, words) * self.fps)

        def at(offset: int) -> float:
            return (frame(offset) - sheet.start) / self.fps

        self.caption.say(line, Speech(self.lesson_words.language, at))
        sheet.pages = [(frame(page.spoken), page.rows) for page in self.caption.pages]

    def _take_of(self, line: Line) -> Take:
        take = take_for(
            self.lesson.words, self.words.locale, line, self.voice, drafts=self.render_options.draft_takes
        )
        self.takes[line.id] = take
        return take

    # -- pictures ------------------------------------------------------------------------------------------

    def on(self, cue: str, *animations: Any, run_time: float | None = None) -> None:
        """Wait for a cue's word, then play; the movement starts on the cue's own frame.

        Parameters
        ----------
        cue
            Name of the bookmark before the word, in the line that is being spoken. A literal, as for
            :meth:`narrate`. Each cue is answered once, and the cues in their order.
        *animations
            Animations, or what ``mobject.animate`` gives, played together; without any, the picture only
            waits for the word.
        run_time
            Seconds that they last at most; None: ``theme.motion.beat``. Rounded to whole frames, and cut
            off at the next cue or at the end of the line.

        Raises
        ------
        InputError
            "'falls' is used outside of a narrated line"; "line 'drop' has no cue 'fall'"; "cue 'falls' of
            line 'drop' is used twice"; "cue 'lies' of line 'drop' is on frame 40, but the picture is already
            at frame 44", where a movement of the scene's own, such as a `play`, was too long; a run time
            that is negative or too long.

        Examples
        --------
        The second movement begins on its word, however long the first was to last::

            # [lines.drop]
            # say = "The ball <bookmark mark='falls'/>falls and then <bookmark mark='lies'/>lies still."
            ball = Dot()
            with self.narrate("drop") as sheet:
                self.on("falls", ball.animate.shift(DOWN), run_time=60)
                assert self.frame == sheet.frames["lies"]
                self.on("lies", Indicate(ball), run_time=self.theme.motion.quick)
        """
        sheet = self._speaking(cue)
        at = sheet.frame_of(cue)
        if self.frame > at:
            raise CueError(
                f"cue {cue!r} of line {sheet.line!r} is on frame {at}, but the picture is already at frame "
                f"{self.frame}",
                remedy="answer the cues in the line's order, and shorten what plays before it",
            )
        self._wait_until(at)
        sheet.meet(cue)
        self.caption.mark(cue)
        self.then(*animations, run_time=run_time)

    def then(self, *animations: Any, run_time: float | None = None) -> None:
        """Play next, for ``run_time`` seconds (default: ``motion.beat``), but not past the next cue.

        Parameters
        ----------
        *animations
            Animations, or what ``mobject.animate`` gives, played together. Without any, nothing happens;
            where the voice left no frame for them, the picture is at once as they would leave it.
        run_time
            Seconds that they last at most; None: ``theme.motion.beat``. Rounded to whole frames, and cut
            off at the next cue or at the end of the line. Between two lines it is the whole time.

        Raises
        ------
        InputError
            "Falling: a duration of -1 seconds": permitted is what a line may last.

        Examples
        --------
        Two movements on one word, one after the other::

            # [lines.drop]
            # say = "The ball <bookmark mark='falls'/>falls, and lies still ever after."
            ball = Dot()
            with self.narrate("drop") as sheet:
                self.on("falls", ball.animate.shift(DOWN), run_time=self.theme.motion.quick)
                self.then(Indicate(ball), run_time=self.theme.motion.quick)
                assert self.frame == sheet.frames["falls"] + 2 * self.frames(self.theme.motion.quick)
        """
        if not animations:
            return
        wanted = self.frames(self.theme.motion.beat if run_time is None else run_time)
        sheet = self.sheet
        room = wanted if sheet is None else sheet.next_mark(self.frame) - self.frame
        self._play_or_apply(min(wanted, room), *animations)

    def fill(self, *animations: Any) -> None:
        """Play until the next cue of the line, or until its end.

        Parameters
        ----------
        *animations
            Animations, or what ``mobject.animate`` gives, played together, as long as there is time; where
            there is none, the picture is at once as they would leave it. Without any, the picture waits.

        Raises
        ------
        InputError
            "'fill' is used outside of a narrated line".

        Examples
        --------
        The ball rolls until it is said to lie, and then fades as long as the line lasts::

            # [lines.roll]
            # say = "The ball rolls on and on, and then <bookmark mark='lies'/>lies still for good."
            ball = Dot()
            with self.narrate("roll") as sheet:
                self.fill(ball.animate.shift(RIGHT))
                self.on("lies", Indicate(ball), run_time=self.theme.motion.quick)
                self.fill(FadeOut(ball))
                assert self.frame == sheet.end
        """
        sheet = self._speaking("fill")
        self._play_or_apply(sheet.next_mark(self.frame) - self.frame, *animations)

    def seconds_left(self) -> float:
        """How long it is until the next cue of the line, or until its end.

        Raises
        ------
        InputError
            "'seconds_left' is used outside of a narrated line".

        Examples
        --------
        The ball rolls for most of the time, and then rests until it is said to lie::

            # [lines.roll]
            # say = "The ball rolls on and on, and then <bookmark mark='lies'/>lies still for good."
            ball = Dot()
            with self.narrate("roll") as sheet:
                assert self.seconds_left() == (sheet.frames["lies"] - self.frame) / self.fps
                self.then(ball.animate.shift(RIGHT), run_time=0.8 * self.seconds_left())
                self.on("lies", Indicate(ball), run_time=self.theme.motion.quick)
        """
        sheet = self._speaking("seconds_left")
        return (sheet.next_mark(self.frame) - self.frame) / self.fps

    def ensure(self, *mobjects: Mobject) -> None:
        """Add what is not on the screen yet: a beat may be told without the one that brought it in."""
        there = {part for mobject in self.mobjects for part in mobject.get_family()}
        self.add(*(mobject for mobject in mobjects if mobject not in there))

    def explorable(
        self,
        name: str,
        *,
        handles: Sequence[Handle],
        marks: Sequence[Mobject],
        covered: Sequence[Mobject] = (),
        formulas: Sequence[Formula] = (),
        tells: Mapping[str, LiveNumber] | None = None,
    ) -> None:
        """Say what of the picture a viewer of the page may change; the film is the same with and without.

        It is live from now on, in every frame in which all of its marks that are seen stand where the handles
        alone put them: not while they fade in with a shift, nor while something else moves them.

        Parameters
        ----------
        name
            Of the part; the script has its words under ``[explore.<name>]``: a title, a hint, and a name for
            each handle, and for each number that is told. A script that has none leaves the picture as it is.
        handles
            What may be changed: trackers of the scene.
        marks
            What follows them: live curves, dots, lines, numbers ..., and whatever else has updaters. Outer
            ones, with their updaters, in the order in which they depend on each other.
        covered
            What is painted over once a handle has moved, since it is true of the film's values alone.
        formulas
            Functions that the marks follow; without them, places are recorded in tables.
        tells
            Numbers that a screen reader says after a change, by the names of their words, which stand beside
            those of the handles. What is none of the marks is not seen.

        Raises
        ------
        InputError
            For what cannot be so: a span that is none, a handle that drags no mark. Whether all of it can be
            recorded, the page says.

        Examples
        --------
        A parabola whose steepness can be dragged::

            steep = ValueTracker(1.0)
            curve = plot.live_curve(lambda: lambda x: steep.get_value() * x**2, color)
            self.explorable("bowl", handles=[Handle("steep", steep, (0.2, 3.0))], marks=[curve])
        """
        line = self.sheet.line if self.sheet else self.sheets[-1].line if self.sheets else ""
        self.explorables.append(explorable(name, line, handles, marks, covered, formulas, tells))

    def clear_body(self, *keep: Mobject) -> Animation:
        """An animation that takes everything but header, caption and ``keep`` off the screen.

        It leaves before what comes in meanwhile is seen well: neither lies over the other.
        """
        # Members of groups count as well: manim groups what one animation brings in.
        stay = {part for m in (self.header, self.caption, *keep) for part in m.get_family()}
        present = [part for m in self.mobjects for part in _without(m, stay)]
        leaving = [m for m in present if m.family_members_with_points()]
        idle = [m for m in present if m not in leaving]
        self.remove(*idle)
        for mobject in leaving:
            mobject.clear_updaters(recursive=True)
        # What comes in starts at full speed: this is half gone before a fifth of that is there.
        fading = [FadeOut(m, rate_func=self.theme.motion.soon(0.35)) for m in leaving]
        return AnimationGroup(*fading) if fading else Wait(run_time=1 / self.fps)

    def retitle(self, title: str, sense: str = "") -> Animation:
        """An animation that changes the header's title and its line of sense (keys of ``[words]``)."""
        if isinstance(self.header, Stage):
            raise InputError(
                f"{type(self).__name__} is staged, and shows no title",
                remedy="let the picture say it, or set staged = False",
            )
        return self.header.retitle(self.word(title), self.word(sense) if sense else "")

    @property
    def ground(self) -> Ground:
        """The ground of a staged scene.

        Raises
        ------
        InputError
            Where the scene is not staged.
        """
        if isinstance(self.header, Stage):
            return self.header.ground
        raise InputError(f"{type(self).__name__} has no ground", remedy="set staged = True in the class")

    # -- the frame clock -----------------------------------------------------------------------------------

    def frames(self, seconds: float) -> int:
        """The whole number of frames nearest to a duration, at least one.

        Raises
        ------
        InputError
            For a duration that is negative, or longer than any line may be; with the author's line.
        """
        if not 0 <= seconds <= MAX_SECONDS:
            place = author_at()
            raise InputError(
                f"{type(self).__name__}: a duration of {seconds:g} seconds",
                where=f"{place[0]}, line {place[1]}" if place else None,
                permitted=f"0 to {MAX_SECONDS}",
            )
        return max(1, round(seconds * self.fps))

    def play(self, *args: Any, run_time: float | None = None, **kwargs: Any) -> None:
        """Play for a whole number of frames; frame k of n shows the animation at (k + 1) / n."""
        animations = self.compile_animations(*args)
        if run_time is not None:
            count = self.frames(run_time)
            kwargs["run_time"] = count / self.fps
        else:
            count = self.frames(max((a.run_time for a in animations), default=0.0))
        journey = count / self.fps >= self.theme.motion.travel_from
        for animation in animations:
            set_default_pace(animation, self.theme.motion.travel if journey else self.theme.motion.answer)
        self._play_frames(count, *animations, **kwargs)

    def wait(self, duration: float = 1.0, *args: Any, **kwargs: Any) -> None:
        """Wait for the whole number of frames nearest to ``duration``."""
        self._wait_frames(self.frames(duration))

    def _play_or_apply(self, count: int, *animations: Any) -> None:
        if not animations:
            self._wait_frames(count)
        elif count >= 1:
            self.play(*animations, run_time=count / self.fps)
        else:
            # A fast voice left no room for them.
            apply_now(self, *animations)

    def _turn_page(self) -> int:
        """Show the page of the caption that is due; return its number."""
        if self.sheet is None:
            return 0
        due = sum(start <= self.frame for start, _ in self.sheet.pages) - 1
        if self.caption.rows != self.sheet.pages[due][1]:
            self.caption.turn_to(due)
        return due

    def _wait_frames(self, count: int) -> None:
        # A picture that stands is drawn once: so pages turn between waits.
        end = self.frame + count
        while self.frame < end:
            due = self._turn_page()
            later = [start for start, _ in self.sheet.pages[due + 1 :]] if self.sheet else []
            super()._wait_frames(min([end, *later]) - self.frame)

    def _play_frames(self, count: int, *animations: Any, **kwargs: Any) -> None:
        due, end = self._turn_page(), self.frame + count
        meanwhile = [start for start, _ in self.sheet.pages[due + 1 :] if start < end] if self.sheet else []
        if meanwhile:
            middle = 0.5 / self.fps
            self.caption.turn_meanwhile(
                due + 1, [(start - self.frame) / self.fps + middle for start in meanwhile]
            )
        super()._play_frames(count, *animations, **kwargs)
        self.caption.clear_updaters()

    def _wait_until(self, frame: int) -> None:
        self._wait_frames(frame - self.frame)

    def _advance(self, count: int) -> None:
        super()._advance(count)
        if self.report is not None:
            self.report(self.frame, self.frames_expected)

    def _speaking(self, what: str) -> CueSheet:
        if self.sheet is None:
            raise CueError(
                f"{what!r} is used outside of a narrated line",
                remedy="write it inside `with self.narrate(...)`",
            )
        return self.sheet


def _without(mobject: Mobject, stay: set[Mobject]) -> list[Mobject]:
    """The mobject; or, where some of it stays, those of its members that do not."""
    if mobject in stay:
        return []
    if stay.isdisjoint(mobject.get_family()):
        return [mobject]
    return [part for member in mobject.submobjects for part in _without(member, stay)]


def _whole_fps(rate: float) -> int:
    if abs(rate - round(rate)) > 1e-9 or rate <= 0:
        raise InputError(
            f"the frame rate is {rate}",
            permitted="a whole number of frames a second, such as 15, 30 or 60",
            remedy="pass another --fps",
        )
    return round(rate)
