# Every target sets up what it needs, from a fresh clone on.
#   VENV=<folder>         use this virtual environment instead of .venv
#   PYTHON=<interpreter>  makes .venv (default: python3)
#   TORCH_INDEX=<url>     package index of torch, for instance PyTorch's CPU index
#   TORCH=<requirement>   default: torch==2.13.0
#   INSTRUCTION_SETS=<sets>  of kernels in a new build folder, "DEFAULT;AVX2;AVX512" for all (default: that of this machine)
VENV ?= $(CURDIR)/.venv
PYTHON ?= python3
TORCH ?= torch==2.13.0
BUILD ?= build/release
JOBS ?= $(shell nproc)
INSTRUCTION_SETS ?=

PY := $(VENV)/bin/python
export PATH := $(VENV)/bin:$(PATH)
export CMAKE_BUILD_PARALLEL_LEVEL := $(JOBS)

READY := $(VENV)/.synaptorch-ready
EDITABLE := $(BUILD)/.editable-install
SITE = $(shell $(PY) -c 'import sysconfig; print(sysconfig.get_path("platlib"))')

.DELETE_ON_ERROR:
.DEFAULT_GOAL := build
.PHONY: setup build test test-fast demo bench replay replay-brainpy docs asan tsan cuda-check wheel clean help

help:            ## this list
	@grep -E '^[a-z%-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 18

setup: $(READY)  ## system packages and the virtual environment
$(READY): requirements-dev.txt tools/install_system_packages.sh
	tools/install_system_packages.sh
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install -q $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) '$(TORCH)'
	$(PY) -m pip install -q -r requirements-dev.txt
	touch $@

# The first build goes through pip, which makes the package importable from the source tree; the later
# ones only compile and copy what changed.
build: $(EDITABLE)  ## libraries, tests, examples, benchmarks and the importable Python package
	cmake --build $(BUILD)
	cmake --install $(BUILD) --prefix $(SITE)/synaptorch >/dev/null
$(EDITABLE): $(READY) pyproject.toml
	$(PY) -m pip install -q --no-build-isolation --no-deps --editable . \
	  -C build-dir=$(BUILD) -C cmake.define.SYNAPTORCH_TESTS=ON \
	  -C cmake.define.SYNAPTORCH_BENCHMARKS=ON -C cmake.define.SYNAPTORCH_EXAMPLES=ON \
	  $(if $(INSTRUCTION_SETS),-C 'cmake.define.SYNAPTORCH_INSTRUCTION_SETS=$(INSTRUCTION_SETS)')
	touch $@

test: build      ## all tests
	ctest --test-dir $(BUILD) --output-on-failure --no-tests=ignore -j $(JOBS)
	$(PY) -m pytest
test-fast: build ## tests of a few seconds each
	ctest --test-dir $(BUILD) --output-on-failure --no-tests=ignore -j $(JOBS) -LE slow
	$(PY) -m pytest -m 'not slow'

demo: build      ## the balanced network from C++ and from Python, with a picture
	$(BUILD)/bin/balanced_network
	$(PY) examples/balanced_network.py

bench: build     ## all benchmarks, each printing one JSON line
	$(PY) benchmarks/run.py
bench-%: build   ## one benchmark: make bench-brunel
	$(PY) benchmarks/run.py $*

replay: build    ## replay reference traces: make replay TRACES=<folder>
	@test -n "$(TRACES)" || { echo "usage: make replay TRACES=<folder>" >&2; exit 2; }
	$(PY) -m synaptorch.replay $(TRACES)

replay-brainpy: build  ## replay reference traces of brainpy.state: make replay-brainpy TRACES=<folder>
	@test -n "$(TRACES)" || { echo "usage: make replay-brainpy TRACES=<folder>" >&2; exit 2; }
	$(PY) -m synaptorch.replay_brainpy $(TRACES)

docs: build      ## the pages of all models, from the registry
	$(PY) docs/generate.py

asan tsan: $(READY)  ## C++ tests under the sanitizers
	cmake --preset $@ -DPython_EXECUTABLE=$(PY)
	cmake --build --preset $@
	ctest --preset $@

cuda-check: $(READY)  ## compile the CUDA sources (needs nvcc, not a GPU)
	cmake --preset release -B build/cuda -DPython_EXECUTABLE=$(PY) -DSYNAPTORCH_TESTS=OFF \
	  -DSYNAPTORCH_BENCHMARKS=OFF -DSYNAPTORCH_PYTHON=OFF
	cmake --build build/cuda --target cuda_check

wheel: $(READY)  ## dist/*.whl for the torch of the virtual environment
	$(PY) -m pip wheel -q --no-build-isolation --no-deps --wheel-dir dist .

clean:           ## remove what was built (not the virtual environment)
	rm -rf build dist
