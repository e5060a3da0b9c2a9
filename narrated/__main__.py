"""``python -m narrated COMMAND``; ``--help`` lists the commands.

Light, and read by an old Python as well: what is wrong with a machine is told by a command, too.
"""

from narrated.cli.start import narrated

narrated()
