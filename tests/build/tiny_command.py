"""The film's command line with manim as it is, and a tiny picture."""

import signal
import sys

if __name__ == "__main__":
    # As `python -m narrated video` does.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from narrated.build.plan import Quality
    from narrated.cli.command import leave
    from narrated.cli.main import main
    from narrated.cli.options import Setting

    setting = Setting(qualities={"high": Quality("tiny", 90, 15)})
    leave(main(sys.argv[1:], setting=setting))
