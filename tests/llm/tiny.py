"""A language model of a few thousand weights, made here, so that tests need no real one."""

from __future__ import annotations

from pathlib import Path


def make_tiny_model(folder: Path, seed: int = 0) -> Path:
    """A random Llama with two layers and a word tokenizer, saved as any local model is."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    words = ["<unk>", "<end>", "\n", *(f"w{i}" for i in range(60)), "=>", "Leeds", "sells", "units", "values", "about:"]
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(words)}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="<unk>", eos_token="<end>", pad_token="<end>")
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # sixteen threads on two cores would wait for each other
    config = LlamaConfig(vocab_size=len(words), hidden_size=32, intermediate_size=64, num_hidden_layers=2,
                         num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=256,
                         eos_token_id=1, pad_token_id=1, bos_token_id=1)  # fmt: skip
    model = LlamaForCausalLM(config)
    with torch.no_grad():  # larger weights: else every step picks the same word
        for parameter in model.parameters():
            parameter.mul_(6.0)
    model.save_pretrained(folder)
    fast.save_pretrained(folder)
    return folder


def make_tiny_adapter(folder: Path, base_folder: Path, seed: int = 1) -> Path:
    """A LoRA adapter of the tiny model with weights that change what it writes."""
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import LlamaForCausalLM

    from llm.models import bind_adapter, resolve

    torch.manual_seed(seed)
    torch.set_num_threads(1)  # sixteen threads on two cores would wait for each other
    model = get_peft_model(
        LlamaForCausalLM.from_pretrained(base_folder), LoraConfig(r=4, lora_alpha=8, target_modules="all-linear")
    )
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "lora_B" in name:
                parameter.normal_(0, 0.5)
    model.save_pretrained(folder)
    bind_adapter(folder, resolve(str(base_folder)))
    return folder
