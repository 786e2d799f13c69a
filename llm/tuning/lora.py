"""The adapter: LoRA on a causal model, its loss, and how it is saved."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from data.errors import QuartermasterError
from llm.tuning.settings import FinetuneSettings

__all__ = ["MissingModule", "add_adapter", "completion_loss", "load_weights", "save_adapter", "trainable"]


class MissingModule(QuartermasterError, ValueError):
    """A target module that the base model does not have."""


def add_adapter(model: Any, settings: FinetuneSettings) -> Any:
    """The model with a fresh adapter; only the adapter's weights are trained.

    Raises `MissingModule` when a target is not a linear layer of the model.
    """
    from peft import LoraConfig, get_peft_model, prepare_model_for_kbit_training

    targets = _targets(model, settings.target_modules, settings.first_layer)
    layers = _layers(model, settings.first_layer)
    if settings.qlora:
        model = prepare_model_for_kbit_training(model)
    config = LoraConfig(
        r=settings.rank, lora_alpha=settings.alpha, lora_dropout=settings.dropout, target_modules=targets,
        use_rslora=settings.rslora, use_dora=settings.dora, layers_to_transform=layers, bias="none",
        task_type="CAUSAL_LM",
    )  # fmt: skip
    return get_peft_model(model, config)


def _targets(model: Any, names: tuple[str, ...], first_layer: int) -> str | list[str]:
    import torch

    if names == ("all-linear",) and not first_layer:
        return "all-linear"
    head = model.get_output_embeddings()
    linear = {
        n.rsplit(".", 1)[-1] for n, m in model.named_modules() if isinstance(m, torch.nn.Linear) and m is not head
    }
    if names == ("all-linear",):
        return sorted(linear)
    missing = sorted(set(names) - linear)
    if missing:
        raise MissingModule(
            f"the base model has no linear module {', '.join(missing)}; it has {', '.join(sorted(linear))}"
        )
    return list(names)


def _layers(model: Any, first: int) -> list[int] | None:
    """The layers that get adapters; None for all."""
    count = int(getattr(model.config, "num_hidden_layers", 0))
    if first >= max(count, 1):
        raise MissingModule(f"first_layer is {first}, but the base model has {count} layers")
    return list(range(first, count)) if first else None


def trainable(model: Any) -> dict[str, Any]:
    """Name to parameter of what is trained, in a fixed order."""
    return {n: p for n, p in sorted(model.named_parameters()) if p.requires_grad}


def completion_loss(model: Any, ids: Any, labels: Any) -> Any:
    """Sum of the cross entropy over positions with a label; `ids`, `labels` (B, T).

    The output layer (49k words) runs only where a label is: prompts and padding cost nothing there.
    """
    import torch

    causal = model.get_base_model() if hasattr(model, "get_base_model") else model
    hidden = causal.base_model(input_ids=ids, use_cache=False).last_hidden_state  # (B, T, D)
    wanted = labels != -100
    logits = causal.get_output_embeddings()(hidden[wanted]).float()  # (N, V)
    return torch.nn.functional.cross_entropy(logits, labels[wanted], reduction="sum")


def save_adapter(model: Any, folder: Path, base: Any, half: bool = True, **record: Any) -> None:
    """adapter_config.json and adapter_model.safetensors, in half precision, bound to its base."""
    import torch
    from peft import get_peft_model_state_dict
    from safetensors.torch import save_file

    from llm.models import bind_adapter

    folder.mkdir(parents=True, exist_ok=True)
    state = {k: v.detach().to("cpu").contiguous() for k, v in get_peft_model_state_dict(model).items()}
    if half:
        state = {k: v.to(torch.bfloat16) for k, v in state.items()}
    save_file(state, folder / "adapter_model.safetensors", metadata={"format": "pt"})
    config = model.peft_config["default"].to_dict()
    plain = {k: sorted(v) if isinstance(v, set) else v for k, v in config.items()}
    plain |= {
        "inference_mode": True,
        "base_model_name_or_path": base.name,
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
    }
    (folder / "adapter_config.json").write_text(json.dumps(plain, indent=1, default=str, sort_keys=True) + "\n")
    bind_adapter(folder, base, **record)
    for path in folder.iterdir():
        path.chmod(0o644)


def load_weights(model: Any, folder: Path) -> None:
    """Put the weights of a saved adapter into the model's fresh one; shapes have to agree."""
    from peft import set_peft_model_state_dict
    from safetensors.torch import load_file

    state = {k: v.float() for k, v in load_file(folder / "adapter_model.safetensors").items()}
    found: Any = set_peft_model_state_dict(model, state)
    if getattr(found, "unexpected_keys", None):
        raise QuartermasterError(
            f"the adapter in {folder} has other modules than the settings name ({found.unexpected_keys[0]}); "
            "use the rank and target_modules of its adapter_config.json"
        )
