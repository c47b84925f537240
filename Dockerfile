# subkit with ffmpeg, for pipelines: docker build -t subkit . && docker run --rm -v "$PWD:/work" subkit check talk.srt
#
# Python and Debian by version, not by digest: a digest would keep this file's readers on packages with known holes. Who needs
# the same bytes again pins the image that was built.
ARG PYTHON=3.13
ARG DEBIAN=bookworm

FROM python:${PYTHON}-slim-${DEBIAN} AS build
WORKDIR /source
# The versions that were tested, by their hashes; the extras come with the versions that pyproject.toml allows.
COPY scripts/locked/demo.txt scripts/locked/demo.txt
RUN python -m venv /opt/subkit \
    && /opt/subkit/bin/python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes -r scripts/locked/demo.txt
COPY pyproject.toml hatch_build.py hatch_compile.py README.md LICENSE ./
COPY subkit subkit
COPY adapters adapters
RUN /opt/subkit/bin/python -m pip install --no-cache-dir --disable-pip-version-check '.[ass,broadcast,cjk,server]'

FROM python:${PYTHON}-slim-${DEBIAN}
ARG VERSION=0.1.0
ARG REVISION=unknown
# The licences of the whole: subkit is MIT, but brings pysrt, which is GPL-3.0; ffmpeg as Debian builds it is GPL-2.0-or-later.
LABEL org.opencontainers.image.title="subkit" \
      org.opencontainers.image.description="Professional captions from speech-to-text transcripts" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="MIT AND GPL-3.0-only AND GPL-2.0-or-later"
# Debian's newest within the release: an older one is taken off its servers, so a version here would soon break the build.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ffmpeg \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 1000 subkit \
    && install -d -o subkit -g subkit /work /state
COPY --from=build /opt/subkit /opt/subkit
ENV PATH=/opt/subkit/bin:$PATH \
    PYTHONUTF8=1 \
    SUBKIT_STATE_DIR=/state
# By number: Kubernetes can only tell of a number that it is not root (runAsNonRoot).
USER 1000:1000
# /work: the files; /state: jobs and their results, which must outlive a container.
VOLUME ["/work", "/state"]
WORKDIR /work
# A command that ends has no health to check; 'subkit serve' has its own address for that.
HEALTHCHECK NONE
ENTRYPOINT ["subkit"]
CMD ["--help"]
