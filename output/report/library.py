"""The JavaScript that draws the plots (Vega, Vega-Lite, Vega-Embed), from the package vl-convert, which carries it inside.

Bundling takes two seconds and always gives the same text, so it is kept in the user's own folder, one file a version.
"""

from __future__ import annotations

import os
import tempfile
from importlib.metadata import version
from pathlib import Path

from ontology.user import folder

_PACKAGE = "vl-convert-python"


def javascript() -> str:
    """The bundle; it sets `vegaEmbed` on the window and holds no «</script»."""
    kept = folder() / "cache" / f"vega-{version(_PACKAGE)}.js"
    if kept.is_file():
        return kept.read_text(encoding="utf-8")
    import vl_convert

    bundle: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    _keep(kept, bundle)
    return bundle


def _keep(path: Path, text: str) -> None:
    """Writes the file whole or not at all. Where the folder can't be written the next report bundles anew: that costs only time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=path.parent, delete=False) as file:
            file.write(text)
        os.replace(file.name, path)  # noqa: PTH105 (pathlib's replace is the same call)
    except OSError:
        return
