"""Rows from elsewhere: object stores, databases, MongoDB. Each needs its own optional package.

    s3://bucket/2026/sales.parquet                       any fsspec address
    postgresql://reader@db/shop#sales                    any SQLAlchemy address, # a table
    postgresql://reader@db/shop#SELECT day, ... FROM t   ... or a query
    mongodb://db/shop#sales                              a MongoDB collection

A missing package is an error with the command that installs it. Passwords in an address
never appear in a message.
"""

from __future__ import annotations

import importlib
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

from data.errors import DataError
from data.sources import RowSource, Source, open_source

__all__ = ["is_address", "masked", "open_address"]

_PACKAGES = {
    "fsspec": "fsspec>=2025.9",
    "s3fs": "s3fs>=2025.9",
    "gcsfs": "gcsfs>=2025.9",
    "adlfs": "adlfs>=2025.8",
    "sqlalchemy": "sqlalchemy>=2.0",
    "pymongo": "pymongo>=4.15",
}
_FILE_SYSTEMS = {"s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs", "az": "adlfs"}
_PLAIN_FILE_SYSTEMS = ("http", "https", "ftp", "memory", "file", "sftp", "hdfs", "github", "webdav")
_FETCH_ROWS = 10_000
_SAMPLE_DOCUMENTS = 1_000


def is_address(text: str) -> bool:
    """Does the text begin like `scheme://`?"""
    return re.match(r"^[A-Za-z][A-Za-z0-9+.\-]*://", text) is not None


def open_address(address: str, table: str | None = None) -> Source:
    """A source for the rows at `address`; `table` is what they are for, and the default name to read."""
    scheme = address.split("://", 1)[0].lower()
    if scheme.split("+")[0] == "mongodb":
        return _mongo(address, table)
    if scheme in _FILE_SYSTEMS or scheme in _PLAIN_FILE_SYSTEMS:
        return _file(address, scheme, table)
    return _database(address, table)


def masked(address: str) -> str:
    """The address with its password, and whatever follows a `?`, taken out."""
    bare = re.sub(r"://([^:/@]+):[^@]*@", r"://\1:***@", address)
    return re.sub(r"\?[^#]*", "", bare)


def _need(package: str, address: str) -> ModuleType:
    try:
        return importlib.import_module(package)
    except ImportError:
        raise DataError(
            f'{masked(address)} needs the package {package}; install it with: pip install "{_PACKAGES[package]}"'
        ) from None


def _file(address: str, scheme: str, table: str | None) -> Source:
    """Fetch one object to a temporary file, which lives as long as the source."""
    fsspec = _need("fsspec", address)
    if scheme in _FILE_SYSTEMS:
        _need(_FILE_SYSTEMS[scheme], address)
    name = PurePosixPath(address.split("://", 1)[1].split("?")[0]).name
    keep = tempfile.TemporaryDirectory(prefix="quartermaster-")
    target = Path(keep.name) / (re.sub(r"[^\w.\-]", "_", name) or "data.csv")
    try:
        with fsspec.open(address, "rb") as remote, target.open("wb") as local:
            shutil.copyfileobj(remote, local, 1 << 20)
    except Exception as error:  # every file system has errors of its own
        keep.cleanup()
        raise DataError(f"{masked(address)} cannot be read: {_short(error, address)}") from None
    source = open_source(target, table)
    source.fetched = keep  # type: ignore[attr-defined]  # removed with the source
    return source


def _database(address: str, table: str | None) -> Source:
    sqlalchemy = _need("sqlalchemy", address)
    url, _, what = address.partition("#")
    what = what.strip() or (table or "")
    if not what:
        raise DataError(f"{masked(address)}: say what to read, as in {masked(url)}#sales or #SELECT ...")
    try:
        engine = sqlalchemy.create_engine(url)
        if re.match(r"(?i)\s*(select|with)\b", what):
            statement = sqlalchemy.text(what)
        else:
            schema, _, name = what.rpartition(".")
            statement = sqlalchemy.select(
                sqlalchemy.Table(name, sqlalchemy.MetaData(), autoload_with=engine, schema=schema or None)
            )
        connection = engine.connect().execution_options(stream_results=True, max_row_buffer=_FETCH_ROWS)
        result = connection.execute(statement)
    except ModuleNotFoundError as error:
        raise DataError(
            f"{masked(url)} needs the database driver {error.name}; install it with: pip install {error.name}"
        ) from None
    except sqlalchemy.exc.SQLAlchemyError as error:
        raise DataError(f"{masked(url)}: {_short(error, address)}") from None
    source = RowSource(list(result.keys()), _fetch(result, connection, engine, masked(url)))
    return source


def _fetch(result: Any, connection: Any, engine: Any, place: str) -> Iterator[Sequence[Any]]:
    try:
        while rows := result.fetchmany(_FETCH_ROWS):
            yield from rows
    except Exception as error:
        raise DataError(f"{place}: reading stopped: {_short(error, place)}") from None
    finally:
        connection.close()
        engine.dispose()


def _mongo(address: str, table: str | None) -> Source:
    pymongo = _need("pymongo", address)
    url, _, collection = address.partition("#")
    collection = collection.strip() or (table or "")
    if not collection:
        raise DataError(f"{masked(address)}: say which collection to read, as in {masked(url)}#sales")
    try:
        client: Any = pymongo.MongoClient(url, serverSelectionTimeoutMS=10_000)
        documents = client.get_default_database()[collection]
        names: dict[str, None] = {}
        for document in documents.find({}, limit=_SAMPLE_DOCUMENTS):
            names.update(dict.fromkeys(k for k in document if k != "_id"))
    except pymongo.errors.PyMongoError as error:
        raise DataError(f"{masked(url)}: {_short(error, address)}") from None
    if not names:
        raise DataError(f"{masked(url)}: the collection {collection} is empty or does not exist")
    columns = list(names)

    def rows() -> Iterator[Sequence[Any]]:
        with client:
            for document in documents.find({}, projection={**dict.fromkeys(columns, 1), "_id": 0}):
                yield [document.get(c) for c in columns]

    return RowSource(columns, rows())


def _short(error: Exception, address: str) -> str:
    """The first line of an error, without the secrets of the address."""
    text = (str(error).splitlines() or [type(error).__name__])[0][:200] or type(error).__name__
    password = re.search(r"://[^:/@]+:([^@]+)@", address)
    return text.replace(password.group(1), "***") if password else text
