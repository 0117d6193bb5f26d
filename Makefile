# Etalase: GNU make. `make help` lists the targets.
#
# VARIANT picks flags and folder (release, san, cov); ROOMS the modules that are compiled, which is
# handy while one of them does not build.

VARIANT ?= release
BUILD ?= build/$(VARIANT)
PREFIX ?= /usr/local
DESTDIR ?=
CC ?= cc
ROOMS ?= base data model locale expr text code image draw layout press pdf cli

PACKAGES := build-essential pkg-config libhpdf-dev libqrencode-dev libyaml-dev libcsv-dev libzip-dev \
  libexpat1-dev libharfbuzz-dev libicu-dev libfontconfig-dev libhyphen-dev hyphen-id hyphen-en-us \
  libsodium-dev libpng-dev libjpeg62-turbo-dev libdeflate-dev
TEST_PACKAGES := libcmocka-dev poppler-utils qpdf mupdf-tools zbar-tools zxing-cpp-tools valgrind clang \
  libclang-rt-14-dev clang-format clang-tidy cppcheck python3 python3-jsonschema python3-yaml imagemagick \
  strace libfaketime locales fonts-noto-core

PKGS := yaml-0.1 harfbuzz harfbuzz-subset icu-uc icu-i18n libqrencode libsodium libpng libjpeg libdeflate \
  fontconfig libzip expat
VERSION := 0.1.0

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wcast-qual \
  -Wwrite-strings -Wvla -Wformat=2 -Wundef -Wconversion -Wno-sign-conversion -Wno-missing-field-initializers
REQUIRED = -std=c17 -D_GNU_SOURCE -DETALASE_VERSION='"$(VERSION)"' -DETALASE_DATA='"$(PREFIX)/share/etalase"' \
  -Isrc $(shell pkg-config --cflags $(PKGS)) $(WARNINGS) -fno-strict-aliasing -MMD -MP
LIBS = $(shell pkg-config --libs $(PKGS)) -lhpdf -lcsv -lhyphen -lm -lpthread

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
LIB := $(BUILD)/libetalase.a
UNIT := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))

.PHONY: all deps test-deps test unit demo bench san cov lint format install help clean
.DELETE_ON_ERROR:

all: $(BUILD)/etalase ## build the program

$(BUILD)/etalase: $(MAIN) $(LIB)
	$(CC) $(LDFLAGS) -o $@ $(MAIN) $(LIB) $(LIBS)

$(LIB): $(filter-out $(MAIN),$(OBJECTS))
	@rm -f $@
	ar rcsD $@ $^

$(BUILD)/%.o: src/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(REQUIRED) $(WERROR) $(CFLAGS) -c -o $@ $<

$(BUILD)/unit/%: tests/unit/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(REQUIRED) $(WERROR) $(CFLAGS) $(LDFLAGS) -Itests/unit -o $@ $< $(LIB) -lcmocka $(LIBS)

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

unit: $(UNIT) ## build and run the unit tests alone
	@for t in $(UNIT); do $$t || exit 1; done

-include $(OBJECTS:.o=.d) $(UNIT:=.d)
