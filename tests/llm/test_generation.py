"""Writers: greedy text is the model's own whatever is guessed, adapters swap, servers fail with a mend."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from llm.generation import OpenAIWriter, TransformersWriter, first_sentence, instructed, make_writer
from llm.models import ModelError, load_base, resolve
from llm.settings import WriterSettings
from tests.llm.tiny import make_tiny_adapter, make_tiny_model

PROMPTS = [f"values about: w{i} w{i + 3} w{i + 9} units w{2 * i} =>" for i in range(12)]


@pytest.fixture(scope="module", autouse=True)
def in_single_precision():
    """Guessing keeps the greedy text exactly where passes of one and of several tokens compute alike.

    A processor with kernels for bfloat16 rounds them apart, and `fast_dtype` would choose it there.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("llm.models.fast_dtype", lambda: "float32")
        yield


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return make_tiny_model(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def adapter(tiny, tmp_path_factory):
    return make_tiny_adapter(tmp_path_factory.mktemp("adapter"), tiny)


def writer_of(tiny, **more):
    return TransformersWriter(resolve(str(tiny)), WriterSettings(adapter="none", int8=False, max_new_tokens=24, **more))


@pytest.fixture(scope="module")
def plain(tiny):
    """What `generate` of transformers writes, greedily."""
    model, tokenizer = load_base(str(tiny), "float32")
    texts = []
    for prompt in PROMPTS:
        ids = tokenizer(prompt, return_tensors="pt").input_ids
        out = model.generate(ids, max_new_tokens=24, do_sample=False, eos_token_id=[1, 2])[0, ids.shape[1] :]
        texts.append(first_sentence(tokenizer.decode(out, skip_special_tokens=True)))
    return texts


def test_the_text_is_the_greedy_text_of_transformers(tiny, plain):
    assert len(set(plain)) > 6  # the tiny model does not say the same to everything
    assert writer_of(tiny, draft_tokens=0).write(PROMPTS) == plain


def test_guesses_change_nothing_whether_right_or_wrong(tiny, plain):
    writer = writer_of(tiny)
    assert writer.write(PROMPTS) == plain
    assert writer.write(PROMPTS, drafts=plain) == plain
    assert writer.write(PROMPTS, drafts=plain[::-1]) == plain
    assert writer.write(PROMPTS, drafts=["w1 w2 w3 Leeds sells units"] * len(PROMPTS)) == plain


def test_eight_bits_work_on_a_processor_that_is_fastest_in_bfloat16(tiny, monkeypatch):
    eight = WriterSettings(adapter="none", int8=True, max_new_tokens=24)
    single = TransformersWriter(resolve(str(tiny)), eight).write(PROMPTS[:4])
    monkeypatch.setattr("llm.models.fast_dtype", lambda: "bfloat16")
    assert TransformersWriter(resolve(str(tiny)), eight).write(PROMPTS[:4]) == single


def test_a_right_guess_saves_passes(tiny, plain):
    slow, quick = writer_of(tiny, draft_tokens=0), writer_of(tiny)
    slow.write(PROMPTS)
    quick.write(PROMPTS, drafts=plain)
    assert quick.passes < slow.passes / 3


def test_a_shared_beginning_is_computed_once_and_changes_nothing(tiny):
    shared = " ".join(f"w{i}" for i in range(30))
    prompts = [f"{shared} w{i} units =>" for i in range(40, 46)]
    fresh = [writer_of(tiny).write([p])[0] for p in prompts]
    writer = writer_of(tiny)
    assert writer.write(prompts) == fresh
    assert len(writer._prefix[0]) >= 30


def test_a_start_is_kept(tiny):
    (text,) = writer_of(tiny).write(PROMPTS[:1], drafts=["Leeds sells w3"], starts=["Leeds sells"])
    assert text.startswith("Leeds sells")


def test_adapters_are_swapped_without_a_restart(tiny, adapter, plain):
    writer = TransformersWriter(resolve(str(tiny)), WriterSettings(adapter=str(adapter), int8=False, max_new_tokens=24))
    tuned = writer.write(PROMPTS)
    assert tuned != plain
    assert writer.info()["adapter"] == adapter.name
    writer.swap(None)
    assert writer.write(PROMPTS) == plain
    assert writer.info()["adapter"] is None
    writer.swap(adapter)
    assert writer.write(PROMPTS) == tuned


def test_sixteen_threads_get_their_own_sentences(tiny, plain):
    writer = writer_of(tiny)
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda i: writer.write([PROMPTS[i % 12]])[0], range(48)))
    assert found == [plain[i % 12] for i in range(48)]


def test_eight_bits_after_smoothing_compute_nearly_the_same(tiny):
    import torch

    from llm.quantise import quantise

    model, tokenizer = load_base(str(tiny), "float32")
    ids = [torch.tensor([tokenizer.encode(p)]) for p in PROMPTS]
    with torch.inference_mode():
        before = torch.cat([model(i).logits[0] for i in ids])
        after = torch.cat(
            [quantised(i).logits[0] for quantised in [quantise(model.requires_grad_(False), ids)] for i in ids]
        )
    assert torch.corrcoef(torch.stack([before.flatten(), after.flatten()]))[0, 1] > 0.99
    assert (before.argmax(-1) == after.argmax(-1)).float().mean() > 0.8


def test_no_writer_is_a_setting():
    assert make_writer(WriterSettings(writer="none")) is None


def test_only_the_first_line_counts():
    assert first_sentence("\n\n It  is 5.\nAnd more.") == "It is 5."
    assert first_sentence("  ") == ""


class _Server(BaseHTTPRequestHandler):
    seen: list[dict] = []  # noqa: RUF012 - of the class on purpose: the server makes an instance per call
    reply: object = {"choices": [{"message": {"content": "Leeds sells 5 units.\nIndeed."}}]}

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.seen.append({"path": self.path, "auth": self.headers.get("Authorization"), **body})
        payload = json.dumps(self.reply).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    _Server.seen, _Server.reply = [], {"choices": [{"message": {"content": "Leeds sells 5 units.\nIndeed."}}]}
    http = HTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{http.server_port}/v1#writer"
    http.shutdown()


def test_a_server_writes_greedily_with_instructions_and_key(server, monkeypatch):
    monkeypatch.setenv("QM_LLM_API_KEY", "k")
    writer = make_writer(WriterSettings(model=server))
    assert isinstance(writer, OpenAIWriter)
    assert writer.write(["values\nabout: Leeds\n=>"]) == ["Leeds sells 5 units."]
    (call,) = _Server.seen
    assert (call["path"], call["auth"], call["temperature"]) == ("/v1/chat/completions", "Bearer k", 0)
    assert call["messages"] == instructed("values\nabout: Leeds\n=>")


def test_a_server_that_answers_nonsense_is_an_error_with_a_mend(server):
    _Server.reply = {"error": "no"}
    with pytest.raises(ModelError, match="does not answer as an OpenAI-compatible server"):
        make_writer(WriterSettings(model=server)).write(["=>"])


def test_a_server_that_is_away_is_an_error_with_a_mend():
    with pytest.raises(ModelError, match=r"start it, or set writer\.model to embedded"):
        make_writer(WriterSettings(model="http://127.0.0.1:9/v1#m", timeout_s=1)).write(["=>"])


def test_smoothing_changes_no_logit(tiny):
    import torch

    from llm.quantise import smooth

    model, tokenizer = load_base(str(tiny), "float32")
    ids = [torch.tensor([tokenizer.encode(p)]) for p in PROMPTS[:4]]
    with torch.inference_mode():
        before = model(ids[0]).logits
    model.requires_grad_(False)
    embeddings = model.get_input_embeddings().weight.clone()
    assert smooth(model, ids[1:])
    with torch.inference_mode():
        after = model(ids[0]).logits
    assert torch.allclose(before, after, rtol=1e-3, atol=1e-2)
    assert torch.equal(embeddings, model.get_input_embeddings().weight)


def test_a_model_built_otherwise_is_left_in_float32(tiny):
    import torch

    from llm.quantise import quantise

    other = torch.nn.Sequential(torch.nn.Linear(4, 4))
    assert quantise(other, []) is other
    assert type(other[0]) is torch.nn.Linear
