"""The names of manim and manim-voiceover that the adapter uses and that they do not promise to keep."""

import importlib
import pkgutil
from functools import cache
from pathlib import Path

import narrated.manim_adapter

# Module of the adapter -> "module:object" -> names that the object (if a class, one made of it) must have.
NAMES = {
    "apply_now": {
        "manim:Scene": "compile_animations add_mobjects_from_animations update_mobjects",
        "manim:FadeIn": "_setup_scene begin finish clean_up_from_scene",
    },
    "camera": {
        "manim:Camera": (
            "set_pixel_array get_mobjects_to_display capture_mobjects set_frame_to_background reset "
            "get_cairo_context set_cairo_context_path set_cairo_context_color apply_stroke apply_fill "
            "pixel_array background pixel_width pixel_height frame_width frame_height frame_center "
            "cairo_line_width_multiple"
        ),
        "manim:VMobject": (
            "get_background_image get_fill_rgbas get_stroke_rgbas get_stroke_width joint_type cap_style "
            "tolerance_for_point_equality points"
        ),
        "manim.mobject.types.image_mobject:AbstractImageMobject": "",
    },
    "dry_run": {"manim.scene.scene_file_writer:SceneFileWriter": "add_sound"},
    "frame_clock": {"manim:Scene": "get_time_progression play renderer"},
    "pace": {
        "manim:rate_functions": "smooth",
        "manim:AnimationGroup": "animations rate_func",
    },
    "pictures": {"manim.utils.family:extract_mobject_family_members": "", "manim:Camera": "get_image"},
    "renderer": {
        "manim.renderer.cairo_renderer:CairoRenderer": (
            "init_scene play render update_frame add_frame get_frame save_static_frame_data "
            "freeze_current_frame update_skipping_status scene_finished camera time num_plays static_image "
            "skip_animations animations_hashes _original_skipping_status"
        ),
        "manim.scene.scene_file_writer:SceneFileWriter": (
            "is_already_cached add_partial_movie_file begin_animation end_animation write_frame add_sound "
            "finish abort_encode_jobs print_file_ready_message movie_file_path sections output_spec"
        ),
        "manim.scene.scene_file_writer:_SceneFileWriterSettings": (
            "plan.output.is_video plan.output.is_gif plan.output.segment_extension plan.output.save_sections "
            "plan.output.transparent video_encoder"
        ),
        "manim:Scene": (
            "compile_animation_data begin_animations is_current_animation_frozen_frame play_internal "
            "get_moving_and_static_mobjects update_to_time foreground_mobjects mobjects animations "
            "moving_mobjects static_mobjects duration"
        ),
        "manim.utils.exceptions:EndSceneEarlyException": "",
        "manim.utils.iterables:list_update": "",
    },
    "run_scene": {"manim.manager:Manager": "render", "manim:Scene": "manager"},
    "suspended_updates": {
        "manim:Scene": "animations update_mobjects",
        "manim:FadeIn": "mobject",
        "manim:VMobject": "updating_suspended get_family",
    },
    "take_service": {
        "manim_voiceover.services.base:SpeechService": "generate_from_text _wrap_generate_from_text",
        "manim_voiceover.tracker:AUDIO_OFFSET_RESOLUTION": "",
        "manim_voiceover.tracker:VoiceoverTracker": "",
        "manim_voiceover:VoiceoverScene": "set_speech_service voiceover",
    },
    "typst_formula": {
        "manim:MathTypst": "select",
        "manim.mobject.svg.svg_mobject:VMobjectFromSVGPath": "",
    },
}

# Some names are set when a thing is made: "module:object" -> how one is made.
MADE = {
    "manim:Camera": lambda manim: manim.Camera(),
    "manim:VMobject": lambda manim: manim.VMobject(),
    "manim:Scene": lambda manim: manim.Scene(),
    "manim:FadeIn": lambda manim: manim.FadeIn(manim.Dot()),
    "manim:AnimationGroup": lambda manim: manim.AnimationGroup(),
    "manim.renderer.cairo_renderer:CairoRenderer": lambda manim: manim.Scene().renderer,
    "manim.scene.scene_file_writer:SceneFileWriter": lambda manim: manim.Scene().renderer.file_writer,
    "manim.scene.scene_file_writer:_SceneFileWriterSettings": lambda manim: (
        manim.Scene().file_writer_settings
    ),
}


def gone(where: str, names: str) -> list[str]:
    """Those of the names that an object, or one made of it, lacks; its own name, if it is gone."""
    module, _, name = where.partition(":")
    try:
        thing = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError):
        return [where]
    manim = importlib.import_module("manim")
    with manim.tempconfig({"dry_run": True}):
        made = MADE[where](manim) if where in MADE else thing
        return [f"{where}.{dotted}" for dotted in names.split() if not _has(made, dotted)]


def _has(thing: object, dotted: str) -> bool:
    # A property is not asked: there is no output here of which it could tell.
    first, _, rest = dotted.partition(".")
    return first in dir(thing) and (not rest or _has(getattr(thing, first), rest))


@cache
def unimportable() -> tuple[str, ...]:
    """What goes wrong when the adapter's modules are imported."""
    problems = []
    for module in pkgutil.iter_modules(narrated.manim_adapter.__path__, "narrated.manim_adapter."):
        try:
            importlib.import_module(module.name)
        except Exception as error:  # noqa: BLE001 - another manim may fail in any way
            problems.append(f"{module.name}: {error}")
    return tuple(problems)


def is_broken(test: Path) -> bool:
    """Whether a file of tests needs what cannot be imported; renders of whole scenes need all of it."""
    modules = [problem.partition(":")[0] for problem in unimportable()]
    source = test.read_text(encoding="utf-8") if modules else ""
    return any(module in source for module in modules) or bool(modules and "renders" in test.name)
