"""Settings of every stage: a frozen dataclass each, read from `settings.toml` and the environment.

    [business]
    currency = "GBP"                    # workspace/settings.toml

    QM_BUSINESS__CURRENCY=GBP           # wins over the file

A default lives once, in the dataclass. A name that no field has is an error that gives
the nearest one, so that a typo never vanishes.
"""

from __future__ import annotations

import dataclasses
import difflib
import json
import math
import os
import tomllib
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from data.errors import SettingsError
from data.workspace import Workspace, atomic_write_text

__all__ = ["BusinessSettings", "load", "read_settings_file", "save"]

T = TypeVar("T")
_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})


@dataclass(frozen=True)
class BusinessSettings:
    """What holds for the whole house. Ordering policy lives in `[inventory]`, not here."""

    currency: str = "EUR"  # ISO 4217 code, printed with every amount
    country: str = "GB"  # holiday calendar, a country code of the `holidays` package; "" = none
    locale: str = "en"  # how numbers and dates are written for people, a CLDR name such as en or de_DE

    def __post_init__(self) -> None:
        if not (len(self.currency) == 3 and self.currency.isalpha() and self.currency.isupper()):
            raise SettingsError(f"currency is {self.currency!r}; expected three capital letters such as EUR")
        if self.country and not (len(self.country) in (2, 3) and self.country.isupper()):
            raise SettingsError(f"country is {self.country!r}; expected a code such as GB, or an empty text for none")


def read_settings_file(workspace: Workspace | None) -> dict[str, Any]:
    """All of `settings.toml` as plain Python values; empty where there is no file."""
    if workspace is None or not workspace.settings_path.is_file():
        return {}
    try:
        return tomllib.loads(workspace.settings_path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{workspace.settings_path}: {error}; correct the file, or remove it") from None


def load(workspace: Workspace | None, section: str, cls: type[T], environ: Mapping[str, str] | None = None) -> T:
    """Section `section` as an instance of the dataclass `cls`: defaults, then file, then environment."""
    place = f"settings.toml [{section}]"
    table = read_settings_file(workspace).get(section, {})
    if not isinstance(table, dict):
        raise SettingsError(f"settings.toml: {section} is a value; expected a section [{section}]")
    hints = typing.get_type_hints(cls)
    fields = [f.name for f in dataclasses.fields(cls) if f.init]  # type: ignore[arg-type]
    values: dict[str, Any] = {}
    for key, raw in table.items():
        _known(key, fields, place)
        values[key] = _convert(raw, hints[key], f"{place} {key}")
    prefix = f"QM_{section.upper().replace('-', '_')}__"
    for variable, text in sorted((os.environ if environ is None else environ).items()):
        if variable.startswith(prefix):
            key = variable[len(prefix) :].lower()
            _known(key, fields, f"environment variable {variable}")
            values[key] = _convert(_from_text(text, hints[key]), hints[key], f"environment variable {variable}")
    try:
        return cls(**values)
    except SettingsError as error:
        raise SettingsError(f"{place}: {error}") from None


def save(workspace: Workspace, section: str, obj: Any) -> None:
    """Write `obj` to its section; comments and other sections stay as they are.

    A field at its default is written only where the file names it already: a default lives once.
    """
    import tomlkit

    path = workspace.settings_path
    read_settings_file(workspace)  # a broken file is an error here, not something to overwrite
    document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.is_file() else tomlkit.document()
    table = document.get(section)
    if table is None:
        table = tomlkit.table()
        document[section] = table
    defaults = {f.name: f.default for f in dataclasses.fields(obj)}
    for key, value in dataclasses.asdict(obj).items():
        if value is None:
            table.pop(key, None)  # TOML has no null: a missing key is the default
            continue
        plain = _plain(value)
        if key not in table and value == defaults.get(key):
            continue
        if key not in table or table[key] != plain:
            table[key] = plain
    workspace.root.mkdir(parents=True, exist_ok=True)
    atomic_write_text(path, tomlkit.dumps(document))


def _known(key: str, fields: list[str], place: str) -> None:
    if key in fields:
        return
    near = difflib.get_close_matches(key, fields, 1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(fields)}"
    raise SettingsError(f"{place}: no setting is called {key}; {hint}")


def _plain(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items() if v is not None}
    return value


def _from_text(text: str, hint: Any) -> Any:
    """An environment variable's text as the JSON-like value that its field expects."""
    origin = typing.get_origin(hint)
    if origin in (tuple, list, dict) or hint in (tuple, list, dict):
        try:
            return json.loads(text)
        except json.JSONDecodeError:
            return [part.strip() for part in text.split(",") if part.strip()]
    return text


def _convert(value: Any, hint: Any, place: str) -> Any:
    """`value` as the annotated type; `SettingsError` names the place and the expectation."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint is Any:
        return value
    if origin is typing.Literal:
        if value in arguments:
            return value
        raise SettingsError(f"{place} is {value!r}; expected one of {', '.join(map(str, arguments))}")
    if origin in (typing.Union, types.UnionType):
        return _convert_union(value, arguments, place)
    if origin in (tuple, list):
        if not isinstance(value, (list, tuple)):
            raise SettingsError(f"{place} is {value!r}; expected a list")
        return origin(_convert(v, arguments[0] if arguments else Any, place) for v in value)
    if origin is dict:
        if not isinstance(value, dict):
            raise SettingsError(f"{place} is {value!r}; expected a table of names and values")
        return {k: _convert(v, arguments[1], place) for k, v in value.items()}
    return _convert_scalar(value, hint, place)


def _convert_union(value: Any, arguments: tuple[Any, ...], place: str) -> Any:
    if type(None) in arguments and (value is None or value == ""):
        return None
    first: SettingsError | None = None
    for candidate in arguments:
        if candidate is type(None):
            continue
        try:
            return _convert(value, candidate, place)
        except SettingsError as error:
            first = first or error
    raise first or SettingsError(f"{place} is {value!r}, which is not allowed here")


def _convert_scalar(value: Any, hint: Any, place: str) -> Any:
    if hint is bool:
        word = str(value).strip().lower()
        if word in _TRUE | _FALSE:
            return word in _TRUE
        raise SettingsError(f"{place} is {value!r}; expected true or false")
    if hint in (int, float):
        if isinstance(value, bool):
            raise SettingsError(f"{place} is {value!r}; expected a number")
        try:
            number = float(value)
        except (TypeError, ValueError):
            raise SettingsError(f"{place} is {value!r}; expected a number") from None
        if not math.isfinite(number) or (hint is int and number != int(number)):
            raise SettingsError(f"{place} is {value!r}; expected a {'whole ' if hint is int else ''}number")
        return hint(number)
    if hint is Path:
        return Path(str(value)).expanduser()
    if hint is str:
        if isinstance(value, (dict, list)):
            raise SettingsError(f"{place} is {value!r}; expected text")
        return str(value)
    return value
