# Two commands do all the set-up: `make run` and `make test`. `make help` lists the others.

LOGS ?= fixtures/demo/access.log.gz
CASE ?= target/case
CARGO ?= cargo
AFFLUX = target/release/afflux

.DEFAULT_GOAL := help
.PHONY: help run test check build tools duckdb docs packs demo bench fuzz validate clean

help:                ## this list
	@sed -n 's/^\([a-z]*\): .*## */  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

run: build           ## investigate the shipped log, or yours: make run LOGS="/var/log/nginx/access.log*"
	$(AFFLUX) investigate $(LOGS) --out $(CASE) --force

test: tools duckdb   ## every test; SQL answers are compared with DuckDB's, pages opened in Chromium where it is
	AFFLUX_DUCKDB=$(CURDIR)/.venv/bin/python $(CARGO) test --release --locked

check: tools         ## format, lints
	$(CARGO) fmt --check
	$(CARGO) clippy --release --all-targets --locked -- -D warnings

build: tools         ## the program, as target/release/afflux
	$(CARGO) build --release --locked

docs: build          ## print the generated pages of docs/reference anew
	@for page in $$($(AFFLUX) reference); do \
	  case $$page in *.json) file=$$page;; *) file=$$page.md;; esac; \
	  $(AFFLUX) reference $$page > docs/reference/$$file; done

packs:               ## build the packs of places anew from their sources (see src/frame/place/packs)
	python3 src/frame/place/packs/build.py

demo: build          ## simulate the shipped log anew (see fixtures/demo)
	rm -rf target/demo
	$(AFFLUX) simulate fixtures/scenarios/school-morning-attack.toml --seed 1 --out target/demo
	gzip -9 -n -c target/demo/access.log > target/demo/access.log.gz

bench: build duckdb  ## time reading and judging beside wc -l, DuckDB and GoAccess, and each stage of reading
	CARGO="$(CARGO)" .venv/bin/python src/tests/bench.py $(AFFLUX) docs/reference/performance.md

# What a compiler of Rust counts for libFuzzer, without an unstable option (docs/internals/fuzzing.md).
SANCOV = -Cpasses=sancov-module $(addprefix -Cllvm-args=-sanitizer-coverage-,level=4 inline-8bit-counters pc-table trace-compares) -Ccodegen-units=1
MINUTES ?= 10
HOST = $(shell rustc -vV | sed -n 's/^host: //p')
FUZZ = target/fuzz/$(HOST)/release
fuzz: tools          ## put mutated logs and archives to reading: make fuzz MINUTES=10
	RUSTFLAGS="$(SANCOV)" $(CARGO) build --release --locked --manifest-path src/tests/fuzz/Cargo.toml --target $(HOST) --target-dir target/fuzz
	@for target in formats exhibits; do \
	  $(FUZZ)/seeds target/fuzz/corpus/$$target $$target || exit 1; \
	  $(FUZZ)/$$target target/fuzz/corpus/$$target -max_total_time=$$((60 * $(MINUTES))) -timeout=10 \
	    -max_len=4096 -rss_limit_mb=2048 -artifact_prefix=target/fuzz/$$target- || exit 1; \
	done

CASES ?= 1980
validate: build      ## how often the tool errs, on worlds whose truth is known: make validate CASES=3000
	$(AFFLUX) validate --cases $(CASES) --seed 6000 --out target/validation
	cp target/validation/validation.md target/validation/validation.csv docs/reference/

clean:               ## remove what was built
	rm -rf target .venv

# What the build needs beside Rust, installed on Debian as root, named elsewhere.
NEEDED = $(if $(shell command -v cc),,gcc) $(if $(shell command -v python3),,python3)
tools:
	@command -v $(CARGO) > /dev/null || { echo "Rust is missing: install it from https://rustup.rs" >&2; exit 1; }
	@if [ -n "$(strip $(NEEDED))" ]; then src/tests/apt.sh $(NEEDED); fi

# A private Python with DuckDB, the second opinion on every SQL answer, and with the script of axe-core, which a
# package for another driver of browsers carries (hence without what that package needs).
duckdb: .venv/installed
.venv/installed: src/tests/requirements.txt src/tests/axe.txt
	@python3 -c 'import ensurepip, venv' 2> /dev/null || src/tests/apt.sh python3-venv
	python3 -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check -r src/tests/requirements.txt
	.venv/bin/pip install --quiet --disable-pip-version-check --no-deps -r src/tests/axe.txt
	@touch $@
