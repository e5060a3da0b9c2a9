"""The film's command line with the studio of the tests and a tiny picture."""

import signal

if __name__ == "__main__":
    # As `python -m loss_scenes.film` does.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from loss_scenes.film.cli import main
    from loss_scenes.film.command import leave
    from loss_scenes.film.plan import Quality
    from loss_scenes.film.studio import Studio

    leave(
        main(
            studio=Studio("film_studio", preload=("numpy", "av"), slices=False),
            qualities={"high": Quality("tiny", 160, 90, 30), "draft": Quality("tinier", 80, 46, 15)},
        )
    )
