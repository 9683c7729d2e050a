"""The command line library's own words in Russian: help pages and usage errors (`russian.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from typer.core import TyperCommand, TyperGroup

from records.yaml_file import read_yaml

COMMON = "--config"  # the option of all commands


class RussianCommand(TyperCommand):
    """A command whose help page is Russian throughout."""

    def get_help(self, ctx: Any) -> str:
        return help_in_russian(super().get_help(ctx))


class RussianGroup(TyperGroup):
    """A group of commands whose help page is Russian throughout. Its own option `--config FILE` may stand behind a command, too."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, common_first(args))

    def get_help(self, ctx: Any) -> str:
        return help_in_russian(super().get_help(ctx))


def common_first(args: list[str]) -> list[str]:
    """The arguments with `--config FILE` before the command, wherever it stands before a lone `--`."""
    end = args.index("--") if "--" in args else len(args)
    for index, argument in enumerate(args[:end]):
        if argument == COMMON or argument.startswith(f"{COMMON}="):
            stop = index + 1 + (argument == COMMON)
            return [*args[index:stop], *args[:index], *args[stop:]]
    return args


def help_in_russian(page: str) -> str:
    """A help page with the library's headings and remarks in Russian."""
    for english, russian in _texts()["help"].items():
        page = page.replace(english, russian)
    return page


def error_in_russian(message: str) -> str:
    """A usage error in Russian; a message that is not known stays as it is."""
    for pattern, russian in _texts()["errors"]:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return str(russian.format(**match.groupdict()))
    return message


def see_help(command: str) -> str:
    """The line that names the help page of a command."""
    return str(_texts()["see_help"].format(command=command))


@lru_cache(maxsize=1)
def _texts() -> Mapping[str, Any]:
    loaded: dict[str, Any] = read_yaml(Path(__file__).with_name("russian.yaml"))
    return loaded
