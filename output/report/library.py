"""The JavaScript that draws the plots (Vega, Vega-Lite, Vega-Embed), from the package vl-convert, which carries it inside.

Bundling takes two seconds and always gives the same text, so it is kept in the user's own folder, one file a version; the first time it is
done by a process of its own, while the report is made.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from ontology.user import folder

JavaScript = Callable[[], str]
_SNIPPET = "window.vegaEmbed = vegaEmbed;"


@contextmanager
def bundling() -> Iterator[JavaScript]:
    """Starts bundling where no bundle is kept yet; what it gives waits for the bundle and returns it."""
    if _kept().is_file():
        yield javascript
        return
    with subprocess.Popen([sys.executable, "-m", __name__], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603

        def bundle() -> str:
            process.wait()  # whether it could keep the bundle or not: `javascript` bundles where there is none
            return javascript()

        try:
            yield bundle
        finally:
            process.kill()


def javascript() -> str:
    """The bundle; it sets `vegaEmbed` on the window and holds no «</script»."""
    kept = _kept()
    if kept.is_file():
        return kept.read_text(encoding="utf-8")
    import vl_convert

    bundle: str = vl_convert.javascript_bundle(_SNIPPET)
    _keep(kept, bundle)
    return bundle


def _kept() -> Path:
    return folder() / "cache" / f"vega-{version('vl-convert-python')}.js"


def _keep(path: Path, text: str) -> None:
    """Writes the file whole or not at all. Where the folder can't be written the next report bundles anew: that costs only time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=path.parent, delete=False) as file:
            file.write(text)
        os.replace(file.name, path)  # noqa: PTH105 (pathlib's replace is the same call)
    except OSError:
        return


if __name__ == "__main__":
    javascript()
