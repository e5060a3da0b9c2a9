"""A real browser for the tests of pages: what they need, and how it begins."""

import shutil
from contextlib import contextmanager

import pytest

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
BROWSER = next(filter(None, map(shutil.which, BROWSERS)), None)
try:
    from playwright import sync_api
except ImportError:
    sync_api = None
_LACKS = "Playwright is not installed" if sync_api is None else f"no browser: none of {', '.join(BROWSERS)}"
needs_browser = pytest.mark.skipif(BROWSER is None or sync_api is None, reason=_LACKS)


def launched(driver, *switches):
    """A browser with these switches; its caller ends it."""
    # Without the sandbox, which root cannot have: it loads what the tests make.
    return driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", *switches])


@contextmanager
def opened(*switches):
    """A browser with these switches, as long as it is needed."""
    with sync_api.sync_playwright() as driver:
        browser = launched(driver, *switches)
        yield browser
        browser.close()
