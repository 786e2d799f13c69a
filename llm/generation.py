"""Writers: from prompts to sentences, greedily, fast enough for two CPU cores.

    writer = make_writer(WriterSettings())
    writer.write([prompt], drafts=["Leeds is expected to sell 124 units."])   # -> ["..."]

Greedy decoding with guesses (Leviathan et al. 2023, with text instead of a draft model): the deterministic
rendering of a brief, and whatever followed the last words in the prompt, are put behind the tokens so far;
one pass of the model checks them all and keeps the longest beginning that it would have written itself.
The text is therefore exactly the model's own greedy text, with its numerals held to those of the brief
(`llm.numerals`).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from llm.models import BaseModel, ModelError, adapter_hash, apply_adapter, check_adapter, load_base, resolve
from llm.numerals import NumeralGuide, numeral_tokens
from llm.settings import WriterSettings

__all__ = ["OpenAIWriter", "Prompt", "TransformersWriter", "Writer", "default_adapter", "make_writer"]

log = logging.getLogger(__name__)

Prompt = str | Sequence[Mapping[str, str]]  # text as it is, or chat messages for the model's own template
MIN_SHARED_PREFIX = 12  # tokens; a shorter common beginning is not worth keeping
_ADAPTERS = Path(__file__).parent / "adapters"


class Writer(Protocol):
    """Writes one sentence per prompt; thread-safe.

    A draft is what the sentence might be: it makes decoding faster and changes nothing. A start is how the sentence
    has to begin.
    """

    def write(
        self, prompts: Sequence[Prompt], drafts: Sequence[str] | None = None, starts: Sequence[str] | None = None
    ) -> list[str]: ...

    def info(self) -> dict[str, Any]:
        """What an answer object records about the model: names and hashes, no paths."""
        ...


def default_adapter(base: BaseModel) -> Path | None:
    """The shipped adapter that belongs to this base, or None."""
    for folder in sorted(_ADAPTERS.glob("*/adapter_config.json"), reverse=True):
        try:
            check_adapter(folder.parent, base)
        except ModelError:
            continue
        return folder.parent
    return None


def make_writer(settings: WriterSettings) -> Writer | None:
    """The writer of these settings; None where the deterministic rendering writes everything."""
    if settings.writer == "none":
        return None
    base = resolve(settings.model)
    if base.kind == "server":
        return OpenAIWriter(base, settings)
    return TransformersWriter(base, settings)


class TransformersWriter:
    """A local model with its adapter merged in. One sentence is decoded at a time, in the order of arrival."""

    def __init__(self, base: BaseModel, settings: WriterSettings | None = None) -> None:
        self.base = base
        self.settings = settings or WriterSettings()
        self._lock = threading.Lock()
        self._prefix: tuple[list[int], list[tuple[Any, Any]]] = ([], [])
        self._last_prompt: list[int] = []
        self.adapter: Path | None = None
        self.passes = self.tokens = 0  # of the model, since the start: how well guessing works
        if self.settings.threads:
            import torch

            torch.set_num_threads(self.settings.threads)
        self.swap(self._adapter_folder(self.settings.adapter))

    def _adapter_folder(self, name: str) -> Path | None:
        if name == "none":
            return None
        if name == "default":
            return default_adapter(self.base)
        folder = Path(name).expanduser()
        check_adapter(folder, self.base)
        return folder

    def swap(self, adapter: Path | None) -> None:
        """Serve another adapter (None: the bare base) without a restart; sentences under way are finished first."""
        import torch

        eight_bits = self.settings.int8 and not torch.cuda.is_available()
        # The kernels of eight bits take activations in single precision, whatever this processor is fastest in.
        model, tokenizer = load_base(self.base, "float32" if eight_bits else "auto")
        if adapter is not None:
            model = apply_adapter(model, adapter, self.base)
        model.requires_grad_(False)
        if eight_bits:
            model = self._in_eight_bits(model, tokenizer)
        with self._lock:
            self._model, self._tokenizer, self.adapter = model, tokenizer, adapter
            self._adapter_sha256 = adapter_hash(adapter) if adapter else ""
            self._prefix, self._last_prompt = ([], []), []
            self._stops = _stop_tokens(model, tokenizer)
            self._numerals = numeral_tokens(tokenizer) if self.settings.own_numerals else {}

    @staticmethod
    def _in_eight_bits(model: Any, tokenizer: Any) -> Any:
        import torch

        from llm.quantise import calibration_texts, quantise

        texts = calibration_texts()
        return quantise(model, [torch.tensor([tokenizer.encode(t, add_special_tokens=False)]) for t in texts])

    def info(self) -> dict[str, Any]:
        return {
            **self.base.describe(),
            "adapter": self.adapter.name if self.adapter else None,
            "adapter_sha256": self._adapter_sha256 or None,
            "int8": self.settings.int8,
        }

    def write(
        self, prompts: Sequence[Prompt], drafts: Sequence[str] | None = None, starts: Sequence[str] | None = None
    ) -> list[str]:
        texts = []
        for i, prompt in enumerate(prompts):
            with self._lock:
                texts.append(self._write_one(prompt, drafts[i] if drafts else "", starts[i] if starts else ""))
        return texts

    def _write_one(self, prompt: Prompt, draft: str, start: str = "") -> str:
        import torch

        joint = " " if isinstance(prompt, str) and self.adapter else ""  # "=> Leeds": the space is of the first word
        ids = self.encode(prompt)
        if start:
            ids += self._tokenizer.encode(joint + start, add_special_tokens=False)
            draft = draft[len(start) :] if draft.startswith(start) else ""
        guess: list[int] = []
        if draft and self.settings.draft_tokens:
            guess = self._tokenizer.encode((joint if not start else "") + draft, add_special_tokens=False)
        guide = NumeralGuide(prompt, self._numerals) if self._numerals and isinstance(prompt, str) else None
        if guide is not None and start:
            guide.advance(self._tokenizer.encode(start, add_special_tokens=False))
        with torch.inference_mode():
            out = self._decode(ids, guess, guide)
        return first_sentence(start + self._tokenizer.decode(out, skip_special_tokens=True))

    def log_likelihood(self, prompt: Prompt, text: str) -> tuple[float, int]:
        """(natural log of the probability of `text` after `prompt`, its tokens)."""
        import torch

        joint = " " if isinstance(prompt, str) and self.adapter else ""
        with self._lock, torch.inference_mode():
            head = self.encode(prompt)
            tail = list(self._tokenizer.encode(joint + text, add_special_tokens=False))
            ids = torch.tensor([head + tail], device=self._device())
            logits = self._model(input_ids=ids, logits_to_keep=len(tail) + 1).logits[0, :-1].float()
            picked = torch.log_softmax(logits, -1).gather(1, torch.tensor(tail, device=ids.device)[:, None])
        return float(picked.sum()), len(tail)

    def encode(self, prompt: Prompt) -> list[int]:
        """Token ids of a prompt. A model without an adapter gets instructions, through its chat template."""
        if isinstance(prompt, str) and self.adapter is None and self._tokenizer.chat_template:
            prompt = instructed(prompt)
        if not isinstance(prompt, str):
            prompt = self._tokenizer.apply_chat_template(list(prompt), add_generation_prompt=True, tokenize=False)
        return list(self._tokenizer.encode(prompt, add_special_tokens=False))

    # ---- decoding -------------------------------------------------------------------------------

    def _decode(self, prompt: list[int], draft: list[int], guide: NumeralGuide | None = None) -> list[int]:
        """Greedy tokens after the prompt, without the stop token."""
        cache, done = self._begin(prompt)
        seen = [*draft, -1, *prompt]  # where guesses are looked up; the draft first
        out: list[int] = []
        guess = draft[: self.settings.max_new_tokens]
        pending = prompt[done:]  # tokens whose keys and values are not in the cache yet
        width = self.settings.draft_tokens
        while True:
            picks = self._forward(cache, pending + guess, len(guess) + 1, guide, guess)
            agreed = 0
            while agreed < len(guess) and guess[agreed] == picks[agreed]:
                agreed += 1
            if agreed < len(guess):
                cache.crop(agreed - len(guess))
            if not out and done < len(prompt):
                self._remember(prompt, cache)
            if guide is not None:
                guide.advance(picks[: agreed + 1])
            for token in picks[: agreed + 1]:
                out.append(token)
                self.tokens += 1
                if token in self._stops or len(out) >= self.settings.max_new_tokens:
                    return out[:-1] if token in self._stops else out
            pending = out[-1:]
            width = min(2 * width, 16) if guess and agreed == len(guess) else max(3, agreed + 2)
            guess = _look_up(seen, out, min(width, self.settings.draft_tokens))

    def _forward(
        self, cache: Any, tokens: list[int], keep: int, guide: NumeralGuide | None = None, guess: Sequence[int] = ()
    ) -> list[int]:
        """The model's own next token after each of the last `keep` tokens; up to the first wrong guess with a guide."""
        import torch

        ids = torch.tensor([tokens], device=self._device())
        logits = self._model(input_ids=ids, past_key_values=cache, use_cache=True, logits_to_keep=keep).logits
        self.passes += 1
        if guide is None:
            return logits[0].argmax(-1).tolist()
        picks, state = [], guide.copy()
        for row, guessed in zip(logits[0], [*guess, None], strict=True):
            picks.append(state.pick(row))
            if picks[-1] != guessed:
                break
            state.advance(picks[-1:])
        return picks

    def _device(self) -> Any:
        return next(iter(self._model.parameters())).device

    def _begin(self, prompt: list[int]) -> tuple[Any, int]:
        """A cache that already holds the beginning this prompt shares with earlier ones, and its length."""
        from transformers import DynamicCache

        cache = DynamicCache(config=self._model.config)
        ids, layers = self._prefix
        if not ids or prompt[: len(ids)] != ids or len(prompt) <= len(ids):
            return cache, 0
        for i, (keys, values) in enumerate(layers):
            cache.update(keys, values, i)
        return cache, len(ids)

    def _remember(self, prompt: list[int], cache: Any) -> None:
        """Keep keys and values of the beginning that this prompt shares with the one before it."""
        shared = _common_prefix(prompt, self._last_prompt)
        known = len(self._prefix[0])
        if shared >= MIN_SHARED_PREFIX and (shared != known or prompt[:known] != self._prefix[0]):
            layers = [
                (layer.keys[:, :, :shared].clone(), layer.values[:, :, :shared].clone()) for layer in cache.layers
            ]
            self._prefix = (prompt[:shared], layers)
        self._last_prompt = prompt


INSTRUCTION = (
    "You write one plain English sentence for a buyer from the lines you are given. Say every value exactly as it is "
    "written, each as what its line calls it. Add nothing: no other number, date, name, reason or advice."
)
_EXAMPLE = (
    "values\nabout: Rye Bread 500g in Harbour\nwhen: over the next 7 days\nexpected sales: 84.2 units\n"
    "90% level: 103 units\n=>",
    "Over the next 7 days expected sales of Rye Bread 500g in Harbour are 84.2 units, and the 90% level is 103 units.",
)


def instructed(prompt: str, start: str = "") -> list[dict[str, str]]:
    """Chat messages for a model that was not tuned on briefs: an instruction, an example, the brief."""
    asked = f'{prompt}\nBegin with: "{start}"' if start else prompt
    return [
        {"role": "system", "content": INSTRUCTION},
        {"role": "user", "content": _EXAMPLE[0]},
        {"role": "assistant", "content": _EXAMPLE[1]},
        {"role": "user", "content": asked},
    ]


def _stop_tokens(model: Any, tokenizer: Any) -> frozenset[int]:
    stops = {tokenizer.eos_token_id, *tokenizer.encode("\n", add_special_tokens=False)}
    configured = getattr(model.generation_config, "eos_token_id", None)
    stops |= set(configured if isinstance(configured, list) else [configured])
    return frozenset(s for s in stops if s is not None)


def _common_prefix(a: Sequence[int], b: Sequence[int]) -> int:
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return n


def _look_up(seen: Sequence[int], out: Sequence[int], width: int) -> list[int]:
    """What followed the latest tokens where they occurred before (prompt lookup, Saxena 2023)."""
    if width <= 0:
        return []
    for n in (3, 2, 1):
        if len(out) < n:
            continue
        tail = list(out[-n:])
        for start in range(len(seen) - n):
            if seen[start] == tail[0] and list(seen[start : start + n]) == tail:
                following = list(seen[start + n : start + n + width])
                return following[: following.index(-1)] if -1 in following else following
    return []


def first_sentence(text: str) -> str:
    """The first line, without what a chatty model puts around it."""
    line = next((part for part in text.strip().splitlines() if part.strip()), "")
    return " ".join(line.split())


class OpenAIWriter:
    """Any OpenAI-compatible server: `POST {address}/chat/completions`, temperature 0."""

    def __init__(self, base: BaseModel, settings: WriterSettings) -> None:
        self.base, self.settings = base, settings

    def info(self) -> dict[str, Any]:
        return {**self.base.describe(), "adapter": None, "adapter_sha256": None, "int8": False}

    def write(
        self, prompts: Sequence[Prompt], drafts: Sequence[str] | None = None, starts: Sequence[str] | None = None
    ) -> list[str]:
        return [self._write_one(prompt, starts[i] if starts else "") for i, prompt in enumerate(prompts)]

    def _write_one(self, prompt: Prompt, start: str = "") -> str:
        import os

        import httpx

        messages = instructed(prompt, start) if isinstance(prompt, str) else [dict(m) for m in prompt]
        key = os.environ.get(self.settings.api_key_env, "")
        body = {"model": self.base.name, "messages": messages, "temperature": 0, "stream": False,
                "max_tokens": self.settings.max_new_tokens}  # fmt: skip
        try:
            reply = httpx.post(
                f"{self.base.address}/chat/completions",
                json=body,
                headers={"Authorization": f"Bearer {key}"} if key else {},
                timeout=self.settings.timeout_s,
            )
            reply.raise_for_status()
            return first_sentence(str(reply.json()["choices"][0]["message"]["content"]))
        except httpx.HTTPError as problem:
            raise ModelError(
                f"the language model server {self.base.address} did not answer ({type(problem).__name__}); "
                "start it, or set writer.model to embedded"
            ) from None
        except (KeyError, IndexError, TypeError, ValueError):
            raise ModelError(
                f"{self.base.address} does not answer as an OpenAI-compatible server does; check writer.model"
            ) from None
