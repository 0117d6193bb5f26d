# Etalase: GNU make. `make help` lists the targets.
#
# VARIANT picks flags and folder (release, san, cov); ROOMS the modules that are compiled, which is
# handy while one of them does not build.

VARIANT ?= release
BUILD ?= build/$(VARIANT)
PREFIX ?= /usr/local
DESTDIR ?=
CC ?= cc
ROOMS ?= base data model locale expr text code image artwork draw layout press pdf cli

PACKAGES := build-essential pkg-config libhpdf-dev libqrencode-dev libyaml-dev libcsv-dev libminizip-dev \
  libexpat1-dev libharfbuzz-dev libicu-dev libfontconfig-dev libhyphen-dev hyphen-id hyphen-en-us \
  libsodium-dev libpng-dev libjpeg62-turbo-dev libdeflate-dev libqpdf-dev librsvg2-dev
TEST_PACKAGES := libcmocka-dev libzip-dev poppler-utils qpdf mupdf-tools zbar-tools zxing-cpp-tools valgrind clang \
  libclang-rt-14-dev clang-format clang-tidy cppcheck python3 python3-jsonschema python3-yaml imagemagick \
  groff strace faketime locales unicode-data fonts-noto-core fonts-noto-cjk fonts-dejavu-core fonts-cantarell

PKGS := yaml-0.1 harfbuzz harfbuzz-subset icu-uc icu-i18n libqrencode libsodium libpng libjpeg libdeflate \
  fontconfig expat
# Of the reader of artwork alone: the program itself loads neither.
ARTWORK_PKGS := libqpdf librsvg-2.0
VERSION := 0.1.0

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wcast-qual \
  -Wwrite-strings -Wvla -Wformat=2 -Wundef -Wconversion -Wno-sign-conversion -Wno-missing-field-initializers
REQUIRED = -std=c17 -D_GNU_SOURCE -DETALASE_VERSION='"$(VERSION)"' -DETALASE_DATA='"$(PREFIX)/share/etalase"' \
  -Isrc $(shell pkg-config --cflags $(PKGS)) $(WARNINGS) -fno-strict-aliasing -MMD -MP
ARTWORK_CFLAGS = $(shell pkg-config --cflags $(ARTWORK_PKGS))
ARTWORK_LIBS = $(shell pkg-config --libs $(ARTWORK_PKGS)) -lm
LIBS = $(shell pkg-config --libs $(PKGS)) -lhpdf -lminizip -lcsv -lhyphen -lm -lpthread

CFLAGS ?= -O2 -g
ifeq ($(VARIANT),san)
CC := clang
CFLAGS := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
LDFLAGS += -fsanitize=address,undefined
endif
ifeq ($(VARIANT),cov)
CFLAGS := -O0 -g --coverage
LDFLAGS += --coverage
endif
ifdef CI
WERROR := -Werror
endif

SOURCES := $(sort $(foreach r,$(ROOMS),$(wildcard src/$(r)/*.c)))
OBJECTS := $(SOURCES:src/%.c=$(BUILD)/%.o)
MAIN := $(BUILD)/cli/main.o
READER := $(filter $(BUILD)/artwork/%,$(OBJECTS))
LIB := $(BUILD)/libetalase.a
UNIT := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))

.PHONY: all deps test-deps test unit demo bench codes san fuzz valgrind accept contact-sheet pictures cov lint format schema install help clean
.DELETE_ON_ERROR:

all: $(BUILD)/etalase $(BUILD)/etalase-artwork ## build the program and its reader of artwork

$(BUILD)/etalase: $(MAIN) $(LIB)
	$(CC) $(LDFLAGS) -o $@ $(MAIN) $(LIB) $(LIBS)

$(BUILD)/etalase-artwork: $(READER) $(LIB)
	$(CC) $(LDFLAGS) -o $@ $(READER) $(LIB) $(ARTWORK_LIBS)

$(LIB): $(filter-out $(MAIN) $(READER),$(OBJECTS))
	@rm -f $@
	ar rcsD $@ $^

$(BUILD)/%.o: src/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(REQUIRED) $(if $(filter artwork/%,$*),$(ARTWORK_CFLAGS)) $(WERROR) $(CFLAGS) -c -o $@ $<

$(BUILD)/unit/%: tests/unit/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(REQUIRED) $(WERROR) $(CFLAGS) $(LDFLAGS) -Itests/unit -o $@ $< $(LIB) -lcmocka -lzip $(LIBS)

# Rebuilds everything when the flags change.
FLAGS_NOW = $(CC) $(REQUIRED) $(WERROR) $(CFLAGS) $(LDFLAGS)
$(BUILD)/flags: force
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(FLAGS_NOW))' | cmp -s - $@ || printf '%s\n' '$(subst ','\'',$(FLAGS_NOW))' > $@
.PHONY: force

deps: ## install what a build needs (Debian packages)
	@missing=$$(for p in $(PACKAGES); do dpkg -s $$p >/dev/null 2>&1 || echo $$p; done); \
	[ -z "$$missing" ] || { sudo=$$([ $$(id -u) = 0 ] || echo sudo); $$sudo apt-get update -q && \
	  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $$missing; }

test-deps: ## install what the tests need
	@$(MAKE) --no-print-directory deps PACKAGES='$(PACKAGES) $(TEST_PACKAGES)'

unit: $(UNIT) $(BUILD)/etalase-artwork ## build the unit tests

test: test-deps ## run every test; ends with `N passed, N failed`
	@$(MAKE) --no-print-directory -j2 all unit
	@BUILD=$(BUILD) tests/run $(T)

san: test-deps ## the unit tests under clang's address and undefined-behaviour sanitizers
	@$(MAKE) --no-print-directory -j2 VARIANT=san all unit
	@BUILD=build/san tests/run unit

fuzz: test-deps ## mutated events, layouts, lists, ledgers and pictures under the sanitizers (RUNS, SEED)
	@$(MAKE) --no-print-directory -j2 VARIANT=san all build/san/fuzz/jpeg
	tests/fuzz/run.py build/san/etalase --runs $(or $(RUNS),2000) --seed $(or $(SEED),1)
	build/san/fuzz/jpeg $(or $(JPEGS),50000) $(or $(SEED),1)

$(BUILD)/fuzz/%: tests/fuzz/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(REQUIRED) $(CFLAGS) $(LDFLAGS) -o $@ $< $(LIB) $(LIBS)

valgrind: test-deps ## the unit tests under valgrind
	@$(MAKE) --no-print-directory -j2 all unit
	@for t in $(UNIT); do valgrind -q --error-exitcode=9 --leak-check=full $$t || exit 1; done
	valgrind -q --error-exitcode=9 $(BUILD)/etalase build examples/gebyar-umkm-2023/event.yaml -o build/valgrind -q

accept: unit ## rewrite the goldens of T (a unit test) and show what changed: make accept T=test_layout
	@ACCEPT=1 $(BUILD)/unit/$(T) && git --no-pager diff --stat tests/cases

schema: all ## write the JSON Schemas of event and layout files into layouts/
	$(BUILD)/etalase schema event > layouts/event.schema.json
	$(BUILD)/etalase schema layout > layouts/layout.schema.json

demo: deps ## build the program and print an example
	@$(MAKE) --no-print-directory -j2 all
	$(BUILD)/etalase build examples/gebyar-umkm-2023/event.yaml -o out

codes: all ## every code of the example's badges read from whole sheets, every back found behind its front
	ETALASE=$(CURDIR)/$(BUILD)/etalase ETALASE_DATA=$(CURDIR) OUT=$(CURDIR)/build/test SHEETS=all \
	  tests/checks/sheets.py

bench: all ## speed and memory, as ratios to a floor measured in the same run
	@$(MAKE) --no-print-directory -j2 $(BUILD)/bench/floor $(BUILD)/bench/words
	@BUILD=$(BUILD) tests/bench/run

$(BUILD)/bench/%: tests/bench/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(REQUIRED) $(CFLAGS) $(LDFLAGS) -o $@ $< $(LIB) $(LIBS)

contact-sheet: all ## every layout for every example, as pictures to be looked at, in build/contact-sheet
	tests/tools/contact_sheet.sh $(BUILD)/etalase build/contact-sheet

pictures: all ## the pictures of shipped layouts and of the README, from the examples
	tests/tools/pictures.sh $(BUILD)/etalase

cov: ## line coverage of the unit tests
	@$(MAKE) --no-print-directory -j2 VARIANT=cov all unit
	@for t in build/cov/unit/test_*; do case $$t in *.*) ;; *) $$t >/dev/null 2>&1 || exit 1 ;; esac; done
	@gcov -n -o build/cov $(SOURCES:src/%.c=build/cov/%.o) 2>/dev/null | \
	  awk '/^File .src/ { f = $$2 } /^Lines executed/ && f { split($$2, p, ":"); print p[2], f; f = "" }' | sort -n

lint: test-deps ## clang-tidy and cppcheck over src
	cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr --enable=warning,portability -Isrc --suppress=missingIncludeSystem \
	  --suppress=internalAstError --suppress=unknownEvaluationOrder --suppress=legacyUninitvar \
	  --suppress=nullPointerRedundantCheck --suppress=uninitvar src
	clang-tidy --quiet $(SOURCES) -- $(REQUIRED) $(ARTWORK_CFLAGS) 2>/dev/null

format: ## clang-format over src and tests
	clang-format -i $(wildcard src/*/*.c src/*/*.h tests/*/*.c tests/*/*.h)

install: all ## into PREFIX (/usr/local), below DESTDIR
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 755 $(BUILD)/etalase $(DESTDIR)$(PREFIX)/bin/etalase
	install -D -m 755 $(BUILD)/etalase-artwork $(DESTDIR)$(PREFIX)/libexec/etalase/etalase-artwork
	install -m 644 src/cli/etalase.1 $(DESTDIR)$(PREFIX)/share/man/man1/etalase.1
	for m in event layout; do \
	  ETALASE_DATA=. $(BUILD)/etalase manual $$m > $(DESTDIR)$(PREFIX)/share/man/man5/etalase-$$m.5; done
	install -D -m 644 src/cli/etalase.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/etalase
	for f in layouts fonts examples; do find $$f -type f | while read -r p; do \
	  install -D -m 644 "$$p" "$(DESTDIR)$(PREFIX)/share/etalase/$$p"; done; done

clean: ## remove build/ and out/
	rm -rf build out

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

-include $(OBJECTS:.o=.d) $(UNIT:=.d)
