"""The pages of the gallery: an index of pictures by kind, below it each thing with code and parameters."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping, Sequence

from api_page import is_beat, items, members, method, prose
from gallery_examples import Example
from gallery_things import Kind, Thing, used_in

from loss_scenes.lesson import LESSON

_COLUMNS = 4
_FILES = 2  # whose links are shown, of all that use a thing

WORDS = {
    "en": {
        "head": """# Gallery

[中文](README.zh.md)

What a lesson can be built from. Each picture is what the code below it draws, cut to that and enlarged: in
manim's frame it stands smaller. Of what moves, it is the end. A block of code is a whole file: paste it into
`example.py` in the root of the clone, and

```sh
.venv/bin/python -m manim -ql example.py
```

films it, or draws it where nothing moves (`-s`: only the last picture). Chapters are told with the words and
the voice of the film; with `LOCALE=en` before the command, in English. In a scene that a script tells, places
come from `self.regions` and colours from `self.theme.colors`: [lesson.md](../lesson.md). All else that is
public: [api.md](../api.md). Names that are imported from `narrated` or `loss_scenes` itself are kept; those
from modules below may still change their place.

`make gallery` writes this page and draws its pictures, from the examples in the docstrings.
""",
        "manim": "Nearest in manim: {}.",
        "comma": ", ",
        "scene": "scene {}",
        "scenes": "In the film: scene {}.",
        "many": "In the film: scenes {}.",
        "all": "In every scene of the film.",
        "and": " and ",
        "such": " See {}.",
        "engine": "Scenes bring it with them; a lesson need not make one.",
        "parameters": "Parameters",
        "beats": "Beats, and what each asks of the script",
        "top": "Back to the pictures",
    },
    "zh": {
        "head": """# 图库

[English](README.md)

一节课可以用哪些东西搭起来。每张图都是它下面那段代码画出来的，只裁下画的部分并放大，在 manim 的画面里更小；
会动的东西，图里是结束时的样子。每段代码都是一个完整的文件：贴进克隆目录里的 `example.py`，再运行

```sh
.venv/bin/python -m manim -ql example.py
```

就拍出来了（加 `-s` 只要最后一张图）。单元用影片自己的台词和配音来讲；命令前加 `LOCALE=en` 就是英文。
在照台词讲的幕里，位置来自 `self.regions`，颜色来自 `self.theme.colors`：见 [lesson.zh.md](../lesson.zh.md)。
其余公开的名字见 [api.md](../api.md)。直接从 `narrated`、`loss_scenes` 导入的名字会保持不变，从下级模块导入的
以后可能换地方。参数说明取自代码里的文档字符串，是英文的。

`make gallery` 依据文档字符串里的例子写这一页、画这些图。
""",
        "manim": "manim 里相近的：{}。",
        "comma": "、",
        "scene": "第 {} 幕",
        "scenes": "影片里：第 {} 幕。",
        "many": "影片里：第 {} 幕。",
        "all": "影片里：每一幕。",
        "and": "、",
        "such": "见 {}。",
        "engine": "每一幕自带，课程不必另做。",
        "parameters": "参数",
        "beats": "各段（beat），以及每段要脚本里有什么",
        "top": "回到图",
    },
}


def page(kinds: Sequence[Kind], examples: Mapping[str, Example], locale: str) -> str:
    """A page, in English or Chinese."""
    words, told = WORDS[locale], [WORDS[locale]["head"]]
    for kind in kinds:
        told += [f"## {_title(kind, locale)}", _table(kind.things, locale)]
    for kind in kinds:
        told.append(f"# {_title(kind, locale)}")
        told += [_section(thing, examples[thing.path], locale) for thing in kind.things]
        told.append(f"[{words['top']}](#{'gallery' if locale == 'en' else '图库'})")
    return "\n\n".join(part.strip("\n") for part in told) + "\n"


def _title(kind: Kind, locale: str) -> str:
    return kind.english if locale == "en" else kind.chinese


def _sentence(thing: Thing, locale: str) -> str:
    return prose(thing.sentence) if locale == "en" else thing.chinese


def _picture(thing: Thing, locale: str, width: int) -> str:
    told = _sentence(thing, locale).replace('"', "&quot;").replace("`", "").replace("|", "&#124;")
    return f'<img src="{thing.picture(locale)}" width="{width}" alt="{thing.shown}: {told}">'


def _table(things: Sequence[Thing], locale: str) -> str:
    """Small pictures, each a link to its section."""
    cells = [
        f"[{_picture(one, locale, 200)}<br>`{one.shown}`](#{one.stem})<br>{_known(one, locale)}"
        for one in things
    ]
    rows = [cells[at : at + _COLUMNS] for at in range(0, len(cells), _COLUMNS)]
    width = min(_COLUMNS, len(cells))
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
    # Markdown's tables begin with a head, which may be empty.
    return "\n".join(["|" + " |" * width, "|" + "---|" * width, *lines])


def _known(thing: Thing, locale: str) -> str:
    """By what one may know a thing: its like in manim, or the scenes of the film."""
    if thing.manim:
        return f"<sub>≈ {thing.manim[0].removeprefix('Mobject.')}</sub>"
    numbers, _ = used_in(thing)
    return f"<sub>{WORDS[locale]['scene'].format(*numbers)}</sub>"


def _section(thing: Thing, example: Example, locale: str) -> str:
    words = WORDS[locale]
    told = [f'<a id="{thing.stem}"></a>', f"### {thing.shown}", _picture(thing, locale, 480)]
    about = inspect.getdoc(thing.value) or ""
    blocks = re.split(r"(?m)^\w[\w ]*\n-{3,}\n", about)
    told.append(prose(blocks[0]) if locale == "en" else thing.chinese)
    where = []
    if thing.manim:
        where.append(words["manim"].format(words["comma"].join(f"`{name}`" for name in thing.manim)))
    where.append(_where(thing, words))
    told.append(" ".join(filter(None, where)) if locale == "en" else "".join(where))
    if example.told and locale == "en":
        told.append(prose(example.told))
    told.append(f"```python\n{example.code}```")
    if parameters := re.search(r"(?ms)^Parameters\n-{3,}\n(.*?)(?=^\w[\w ]*\n-{3,}\n|\Z)", about):
        told += [f"**{words['parameters']}**", items(parameters[1])]
    if thing.is_chapter:
        beats = [method(thing.value, *one) for one in members(thing.value) if is_beat(one[1])]
        told += [f"**{words['beats']}**", "\n".join(beats)]
    return "\n\n".join(filter(None, told))


def _where(thing: Thing, words: Mapping[str, str]) -> str:
    numbers, files = used_in(thing)
    if not numbers:
        return words["engine"] if thing.name in {"Caption", "Header", "Ground", "Progress"} else ""
    *first, last = map(str, numbers)
    joint = words["and"].join([words["comma"].join(first), last]) if first else last
    kind = "all" if len(numbers) == len(LESSON.scenes) else "many" if first else "scenes"
    told = words[kind].format(joint)
    links = [f"[{file.removeprefix('loss_scenes/')}](../../{file})" for file in files[:_FILES]]
    return told + words["such"].format(words["comma"].join(links))
