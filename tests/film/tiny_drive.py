"""The film's command line with manim as it is, and a tiny picture."""

from loss_scenes.film.command import begin, leave

if __name__ == "__main__":
    begin()  # as `python -m loss_scenes.film` does
    from loss_scenes.film.cli import main
    from loss_scenes.film.plan import Quality

    leave(main(qualities={"high": Quality("tiny", 160, 90, 15)}))
