# One command a job; each sets up what it needs first. `make` alone lists them.

# What a command may be told, as in `make video QUALITY=draft SCENES=3-5`.
OPTIONS := LESSON LOCALE FORMAT QUALITY SCENES VOICE JOBS FARM WHY WORDS MANIFEST FETCH SCENE PORT SERVE PLATFORM SOUND ROUNDS ONLY WRITE

# A misspelt option would silently film something else, so it is refused; nor is the list itself an option.
$(if $(filter file,$(origin OPTIONS)),,$(error unknown option OPTIONS))
$(foreach name,$(.VARIABLES),$(if $(filter command line,$(origin $(name))),$(if \
  $(filter-out $(OPTIONS) PYTHON,$(name)),$(error unknown option $(name); permitted: $(OPTIONS) PYTHON))))

# Values are data. Left as it is, each would be read as make's own language wherever it is used or handed on, and
# what stands in $(shell ...) be run. So each is taken as it was typed, and goes to the command in its environment:
# only what is given does.
$(foreach name,$(OPTIONS) PYTHON,$(if $(value $(name)),$(eval override $(name) := $$(value $(name))) \
  $(eval export $(name)),$(eval unexport $(name))))

# The lesson of this repository, where no other is named.
$(if $(value LESSON),,$(eval override export LESSON := loss_scenes.lesson))

# Groups of packages share one environment, so with -j they are installed one after the other all the same.
.NOTPARALLEL:

# What the environment says of these, which `make -e` prefers, is neither taken nor run; nor are files looked for
# in other folders, which make itself would be told of by VPATH.
override .SHELLFLAGS := -c
override VPATH :=
override GPATH :=
override RUN := .venv/bin/python
# espeak-ng is an engine for drafts; recorded voices need none.
override FILMING := $(if $(filter espeak,$(VOICE)),espeak,base) $(if $(FARM),farm)
# A voice of a service (its name has a colon) needs that service's client, which `narrated voice` names.
override RECORDING := $(if $(findstring :,$(VOICE)),base,voice)

.DEFAULT_GOAL := help
.PHONY: help video films watch voice voices record words traces check publish page slides doctor reproduce gallery test bench clean distclean

help:
	@echo 'make video      film the lesson into media/film/<locale>-<format>-<quality>/'
	@echo '                  QUALITY=high|draft   1080 pixels on the short side at 30 fps (the default), or 480 at 15 fps'
	@echo '                  FORMAT=wide|tall|square   16:9 (the default), 9:16 or 1:1'
	@echo '                  SCENES=3-5           only these scenes, to try them out (also 2,4)'
	@echo '                  LESSON=module        another lesson, such as lessons.log_cosh'
	@echo '                  LOCALE=zh            the language of the words'
	@echo '                  VOICE=name           the voice; espeak speaks on demand, for drafts'
	@echo '                  JOBS=2               scenes, or parts of scenes, filmed at the same time'
	@echo '                  FARM=tcp://host:8786 film on the workers of this Dask scheduler (docs/farm.md)'
	@echo '                  WHY=1                say why each part is made anew'
	@echo 'make films      film the whole set: every language that has all words, wide, tall and square'
	@echo '                  LOCALE=zh,en FORMAT=wide,tall   only these; LESSON= QUALITY= SCENES= VOICE= JOBS= WHY=   as above'
	@echo 'make watch SCENE=4   show that scene on a page while it is written; drawn again when a file is saved'
	@echo '                  LESSON=module LOCALE=zh FORMAT=tall VOICE=name   as above; PORT=8000: of the page'
	@echo 'make voice      record the takes that are missing after lines were edited'
	@echo '                  LESSON=module LOCALE=zh VOICE=name   as above; WORDS=folder: words without a lesson'
	@echo 'make voices     every voice there is: its languages, what it needs, whether it is ready here'
	@echo '                  LOCALE=zh            only those that read it; FETCH=zf_xiaoyi: fetch that voice of Kokoro (npm)'
	@echo 'make record     record your own voice on a page, line after line (docs/recording.md)'
	@echo '                  LESSON=module LOCALE=zh SCENES=3-5 WORDS=folder PORT=8000   as above'
	@echo 'make words      every line and word that a language lacks beside the lesson'\''s own'
	@echo '                  LESSON=module LOCALE=en SCENES=2,4   as above'
	@echo 'make traces     train what a lesson draws, where that is missing or out of date (docs/traces.md)'
	@echo '                  LESSON=lessons.adversarial; ONLY=one_dimension,two_forgers   these alone'
	@echo 'make check      judge the finished film: a scorecard, and stills of what fails in media/check/'
	@echo '                  LESSON= LOCALE= FORMAT= QUALITY= SCENES= VOICE= JOBS=   as above'
	@echo 'make publish    a folder for each site: film, covers, captions, texts, and what to tick (docs/publish.md)'
	@echo '                  PLATFORM=douyin,bilibili,xiaohongshu,wechat-channels,youtube,youtube-shorts   only these'
	@echo '                  LESSON= LOCALE= FORMAT= QUALITY= VOICE= JOBS= WHY=   as above'
	@echo 'make page       the lesson as one page that works without a network: films, transcript, quiz (docs/page.md)'
	@echo '                  LESSON= LOCALE=zh,en FORMAT=wide,tall QUALITY= VOICE= WHY=   which finished films, as above'
	@echo '                  SERVE=1              show it on this machine, films beside it; PORT=8000: of the page'
	@echo 'make slides     the finished film on a lectern: a deck for any browser, a PDF handout, a .pptx (docs/slides.md)'
	@echo '                  SOUND=1              begin with the narration; without, it is heard once M is pressed'
	@echo '                  LESSON= LOCALE= FORMAT= QUALITY= VOICE= WHY=   as above'
	@echo 'make doctor     what this machine lacks, and the command that mends it'
	@echo 'make reproduce  film again, cold, in a folder of its own, and compare pictures and sound'
	@echo '                  LESSON= LOCALE= FORMAT= QUALITY= SCENES= JOBS=   which film, as above'
	@echo '                  MANIFEST=file        the film that this manifest.json was written beside, instead'
	@echo 'make gallery    draw docs/gallery again: what a lesson can be built from, pictures and code to paste'
	@echo 'make test       linters, type checker, tests and doctests (but those that README.md names)'
	@echo 'make bench      measure this machine against plain manim and the limits that are set; takes long'
	@echo '                  SCENES=5 ROUNDS=3 ONLY=film,wait   fewer scenes, rounds or rows'
	@echo '                  WRITE=1              keep the results in benchmarks/'
	@echo 'make clean      remove what was generated: media/ and caches'
	@echo 'make distclean  remove the environment .venv/ as well'
	@echo 'Each command installs what it lacks first. PYTHON=python3.12 chooses the interpreter.'

video: $(FILMING:%=.venv/.ready-%)
	@$(RUN) -m narrated video

films: $(FILMING:%=.venv/.ready-%)
	@$(RUN) -m narrated films

watch: $(FILMING:%=.venv/.ready-%)
	@$(RUN) -m narrated watch

voice: .venv/.ready-$(RECORDING) $(if $(filter recorded,$(VOICE)),.venv/.ready-check)
	@$(RUN) -m narrated voice

voices: .venv/.ready-base
	@$(RUN) -m narrated voices

# What makes takes of recordings afterwards also knows how numbers and foreign words are read.
record: .venv/.ready-voice
	@$(RUN) -m narrated record

words: .venv/.ready-base
	@$(RUN) -m narrated words

traces: .venv/.ready-train
	@$(RUN) -m narrated traces

check: $(FILMING:%=.venv/.ready-%) $(if $(filter espeak,$(VOICE)),,.venv/.ready-check)
	@$(RUN) -m narrated check

publish: $(FILMING:%=.venv/.ready-%)
	@$(RUN) -m narrated publish

page: $(FILMING:%=.venv/.ready-%)
	@$(RUN) -m narrated page

slides: .venv/.ready-slides
	@$(RUN) -m narrated slides

# Asked of a machine on which nothing may be set up yet.
doctor:
	@$(if $(wildcard $(RUN)),$(RUN),"$${PYTHON:-python3}") -m narrated doctor

reproduce: $(FILMING:%=.venv/.ready-%)
	@$(RUN) -m narrated reproduce

gallery: .venv/.ready-base
	@$(RUN) tools/gallery.py docs/gallery

test: .venv/.ready-test
	@$(RUN) -m ruff check
	@$(RUN) -m ruff format --check
	@$(RUN) -m mypy
	@.venv/bin/lint-imports --no-cache
	@# What a test films must not depend on options that are set here. A file's tests share what they film.
	@env $(OPTIONS:%=-u %) $(RUN) -m pytest -n auto --dist loadfile

bench: .venv/.ready-base
	@$(RUN) -m benchmarks

clean:
	@rm -rf media build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -path ./.venv -prune -o -name __pycache__ -prune -exec rm -rf {} +

distclean: clean
	@rm -rf .venv

.venv/.ready-%: requirements/%.txt requirements/build.txt requirements/pip.txt pyproject.toml tools/setup
	@tools/setup $*

# What listens for the speech row is large, and not made for every platform; the other rows need none of it.
.venv/.ready-check: requirements/check.txt requirements/build.txt requirements/pip.txt pyproject.toml tools/setup
	@tools/setup check || echo 'make check: judging without the speech row; the next run tries again'

# (The folder's name is not CURDIR, which `make -e` takes from the environment.)
# An environment that was moved, whose interpreter is gone or may be another than the one asked for, is looked at
# again whatever its stamps say.
ifneq ($(PYTHON)$(file <.venv/.home) $(if $(wildcard .venv/bin/python),runs),$(abspath .) runs)
.venv/.ready-base .venv/.ready-check .venv/.ready-espeak .venv/.ready-farm .venv/.ready-slides .venv/.ready-test .venv/.ready-train .venv/.ready-voice: again
.PHONY: again
endif
