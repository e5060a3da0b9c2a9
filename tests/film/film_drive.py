"""The film's command line with the studio of the tests and a tiny picture."""

import signal


def main():
    from narrated.build.plan import Quality
    from narrated.build.tasks import Studio
    from narrated.cli import video

    return video.main(
        studio=Studio("film_studio", preload=("numpy", "av"), slices=False),
        qualities={"high": Quality("tiny", 160, 90, 30), "draft": Quality("tinier", 80, 46, 15)},
    )


if __name__ == "__main__":
    # As `python -m narrated video` does.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from narrated.cli.command import call

    call("film_drive")
