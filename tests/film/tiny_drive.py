"""The film's command line with manim as it is, and a tiny picture."""

import signal

if __name__ == "__main__":
    # As `python -m loss_scenes.film` does.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from loss_scenes.film.cli import main
    from loss_scenes.film.command import leave
    from loss_scenes.film.plan import Quality

    leave(main(qualities={"high": Quality("tiny", 160, 90, 15)}))
