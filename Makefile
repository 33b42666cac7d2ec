# The verbs of the project; the README's two commands are `make demo` and `make test`.

SHELL := /bin/bash
OUT := out/demo

.PHONY: help setup setup-tests build demo test browser-test lint format clients bench clean

help: ## list the verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## install the Debian packages that are missing
	@scripts/setup.sh

setup-tests: ## and the browser that the tests open reports in
	@scripts/setup.sh --tests

build: setup ## build the release
	swift build -c release --product hubbub

demo: build ## set up, build, and write the report on the sample discussion
	@code=0; .build/release/hubbub run Pipelines/theme-report.yaml Corpora/ai-compute \
	  --out $(OUT) || code=$$?; \
	  if [ $$code -ne 0 ] && [ $$code -ne 3 ]; then exit $$code; fi; \
	  echo "The report: $(CURDIR)/$(OUT)/report/report.html"

test: setup-tests lint ## pass the tests
	swift build --build-tests
	swift test --skip-build
	scripts/check-clients.sh
	scripts/check-browser.sh

browser-test: setup-tests ## open reports in Chromium as a reader and an attacker would
	swift build --product hubbub
	scripts/check-browser.sh

lint: ## hold every source to the format
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

format: ## format every source
	swift format --in-place --recursive --parallel Package.swift Sources Tests

clients: ## open a workspace with the programs that its users have
	scripts/check-clients.sh

bench: build ## time the main job and the usual script on the dump in INPUT
	@test -n "$(INPUT)" || { echo "give a Stack Exchange dump: make bench INPUT=DIR" >&2; exit 64; }
	@test -x .venv-bench/bin/python || { python3 -m venv .venv-bench && .venv-bench/bin/pip install \
	  --quiet ftfy lxml pandas scikit-learn vaderSentiment; }
	.venv-bench/bin/python Benchmarks/compare.py .build/release/hubbub $(INPUT)

clean: ## remove what was built
	rm -rf .build out .venv-clients .venv-bench .venv-browser
