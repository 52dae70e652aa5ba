#!/bin/sh
# Writes the lock files from pyproject.toml, for Python 3.11 to 3.13 on Linux, macOS and Windows.
#
#   sh packaging/lock.sh                          keeps every version that still fits
#   sh packaging/lock.sh --upgrade                takes the newest of everything
#   sh packaging/lock.sh --upgrade-package httpx  takes the newest of one package
set -eu
cd -- "$(dirname -- "$0")/.."

uv=.venv/bin/uv
if [ ! -x "$uv" ]; then
    echo "lock.sh: uv is not in .venv: run 'sh packaging/test.sh' once, it installs it" >&2
    exit 1
fi

# Wheels only: what is installed was built by its authors, and no compiler is needed.
# --no-config and no index in the output: a machine's own mirrors stay its own affair.
lock() {
    "$uv" pip compile pyproject.toml --quiet --no-config \
        --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url \
        --only-binary :all: --emit-build-options \
        --custom-compile-command 'sh packaging/lock.sh' "$@"
}

lock --group build --output-file packaging/requirements.lock "$@"
# The runtime lock constrains the others: what is tested and what is bundled is what people run.
lock --group dev --constraint packaging/requirements.lock \
    --output-file packaging/requirements-dev.lock "$@"
lock --group build --group bundle --constraint packaging/requirements.lock \
    --output-file packaging/requirements-bundle.lock "$@"

if grep -nE '://|file:|--(index|extra-index|find-links)|@ ' packaging/requirements*.lock; then
    echo "lock.sh: these lines name a place: a lock may hold names, versions and hashes alone" >&2
    exit 1
fi

# What is shipped has changed, and whose licences are told with it.
.venv/bin/python packaging/notices.py
