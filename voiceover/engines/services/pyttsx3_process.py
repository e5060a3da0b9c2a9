"""One utterance by pyttsx3 in a process of its own; run by `voiceover.engines.services.pyttsx3_speech`."""

from __future__ import annotations

import sys


def main() -> int:
    """Write what stands on standard input, said by the voice that is named first, into the file after it."""
    import pyttsx3  # an extra: this module is imported without it where documentation is tested

    name, file = sys.argv[1:]
    engine = pyttsx3.init()
    known = {voice.id: voice for voice in engine.getProperty("voices")}
    if name not in known:
        sys.stderr.write(f"no voice {name!r}; the system has {', '.join(sorted(known)) or 'none'}\n")
        return 1
    engine.setProperty("voice", name)
    engine.save_to_file(sys.stdin.buffer.read().decode(), file)
    engine.runAndWait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
