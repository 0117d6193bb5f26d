#!/bin/bash
# runner - a golden that is wrong must fail: the runner is tested by a copy with one byte changed.
copy=$OUT/runner; mkdir -p "$copy/tests"; cp -r tests/cases "$copy/tests/"; ln -sf "$PWD/fonts" "$copy/fonts"
program=$PWD/$BUILD/unit/test_layout
(cd "$copy" && "$program" >/dev/null 2>&1) && echo "ok runner: right goldens pass" || echo "not ok runner: right goldens fail in a copy"
sed -i '0,/28346/s//28347/' "$copy/tests/cases/layout/stack-gap.boxes"
(cd "$copy" && "$program" >/dev/null 2>&1) && echo "not ok runner: a wrong golden passed" || echo "ok runner: a wrong golden fails"
