"""Where models come from, and what happens when one is missing, altered or another one."""

from __future__ import annotations

import json

import pytest

from llm.models import (
    AdapterMismatch,
    BaseModel,
    ModelError,
    apply_adapter,
    bind_adapter,
    check_adapter,
    load_base,
    resolve,
)
from tests.llm.tiny import make_tiny_adapter, make_tiny_model


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return make_tiny_model(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def adapter(tiny, tmp_path_factory):
    return make_tiny_adapter(tmp_path_factory.mktemp("adapter"), tiny)


def test_the_embedded_model_is_converted_once_and_then_found_whole():
    first, second = resolve("embedded"), resolve("")
    assert first == second
    assert first.kind == "embedded"
    assert (first.folder / "model.safetensors").is_file()
    assert "folder" not in json.dumps(first.describe())
    model, tokenizer = load_base(first)
    assert model.config.num_hidden_layers == 30
    assert tokenizer.chat_template


def test_a_damaged_conversion_is_made_again_in_a_fresh_cache(tmp_path, monkeypatch):
    import llm.models as models

    monkeypatch.setenv("QM_CACHE_DIR", str(tmp_path))
    made = []

    def convert(source, target, progress):
        made.append(source.name)
        target.mkdir(parents=True, exist_ok=True)
        (target / "model.safetensors").write_bytes(b"weights")
        files = {"model.safetensors": models.file_sha256(target / "model.safetensors")}
        (target / "converted.json").write_text(json.dumps({"files": files}))

    monkeypatch.setattr(models, "_convert", convert)
    folder = resolve().folder
    resolve()
    assert len(made) == 1
    (folder / "model.safetensors").write_bytes(b"altered weights")
    resolve()
    assert len(made) == 2


def test_a_folder_is_named_by_the_hash_of_its_weights(tiny, tmp_path):
    base = resolve(str(tiny))
    assert base.kind == "folder"
    assert len(base.sha256) == 64
    other = resolve(str(make_tiny_model(tmp_path, seed=5)))
    assert other.sha256 != base.sha256


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("no such model", "embedded, a folder"),
        ("http://127.0.0.1:8000/v1", "#model-name"),
        ("owner/no-such-model-anywhere", "hf download owner/no-such-model-anywhere"),
    ],
)
def test_errors_name_the_mend(name, says):
    with pytest.raises(ModelError, match=says):
        resolve(name)


def test_an_empty_folder_is_no_model(tmp_path):
    with pytest.raises(ModelError, match=r"expected config\.json"):
        resolve(str(tmp_path))


def test_a_server_is_resolved_without_asking_it_and_cannot_be_loaded():
    base = resolve("http://127.0.0.1:9/v1/#qwen3")
    assert (base.name, base.address, base.kind) == ("qwen3", "http://127.0.0.1:9/v1", "server")
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_base(base)


def test_an_adapter_of_another_base_is_refused(tiny, adapter):
    base = resolve(str(tiny))
    assert check_adapter(adapter, base)["base_sha256"] == base.sha256
    with pytest.raises(AdapterMismatch, match="belongs to"):
        check_adapter(adapter, BaseModel("other", "0" * 64, "folder"))


def test_an_adapter_without_its_binding_or_weights_is_refused(tiny, adapter, tmp_path):
    import shutil

    loose = tmp_path / "loose"
    shutil.copytree(adapter, loose)
    (loose / "base_model.json").unlink()
    with pytest.raises(AdapterMismatch, match="does not say which base"):
        check_adapter(loose, resolve(str(tiny)))
    (loose / "adapter_model.safetensors").unlink()
    with pytest.raises(ModelError, match=r"no adapter_model\.safetensors"):
        check_adapter(loose, resolve(str(tiny)))


def test_what_is_bound_is_kept_beside_the_adapter(tmp_path):
    bind_adapter(tmp_path, BaseModel("b", "f" * 64, "folder"), data_sha256="d")
    assert json.loads((tmp_path / "base_model.json").read_text())["data_sha256"] == "d"


def test_a_merged_adapter_computes_what_base_and_adapter_compute(tiny, adapter):
    import torch
    from peft import PeftModel

    base = resolve(str(tiny))
    ids = torch.arange(3, 20)[None]
    plain, _ = load_base(base, "float32")
    wrapped = PeftModel.from_pretrained(load_base(base, "float32")[0], str(adapter))
    merged = apply_adapter(load_base(base, "float32")[0], adapter, base)
    with torch.inference_mode():
        expected, found, before = wrapped(ids).logits, merged(ids).logits, plain(ids).logits
    assert torch.allclose(expected, found, atol=1e-3)
    assert not torch.allclose(before, found, atol=1e-1)
