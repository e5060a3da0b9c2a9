"""``python -m loss_scenes.check``: a scorecard of a film; ``doctor`` and ``reproduce`` beside it."""

import sys

from loss_scenes.check.cli import main

sys.exit(main())
