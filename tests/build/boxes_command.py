"""The film's command line with the backend of the tests and a tiny picture."""

import signal
import sys


def main():
    from narrated.build.plan import Quality
    from narrated.build.tasks import RenderBackend
    from narrated.cli import main as cli
    from narrated.cli.options import Setting

    setting = Setting(
        backend=RenderBackend("boxes_backend", preload=("numpy", "av"), slices=False),
        qualities={"high": Quality("tiny", 90, 30), "draft": Quality("tinier", 46, 15)},
    )
    return cli.main(["video", *sys.argv[1:]], setting=setting)


if __name__ == "__main__":
    # As `python -m narrated video` does.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from narrated.cli.command import call

    call("boxes_command")
