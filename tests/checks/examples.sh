#!/bin/bash
# examples - every example event: checks clean, builds, builds the same bytes again, and what comes
# out is read back by programs that are not ours.
ok() { echo "ok $1"; }
no() { echo "not ok $1: $2"; }
judge() { if [ "$2" = 0 ]; then ok "$1"; else no "$1" "$3"; fi; }

for event in examples/*/event.yaml; do
    name=$(basename "$(dirname "$event")")
    one=$OUT/$name.1 two=$OUT/$name.2
    "$ETALASE" check "$event" >"$OUT/$name.check" 2>&1
    judge "$name: check" $? "$(head -1 "$OUT/$name.check")"
    [ ! -s "$OUT/$name.check" ]; judge "$name: check is silent" $? "$(head -1 "$OUT/$name.check")"
    "$ETALASE" build "$event" -o "$one" >"$OUT/$name.build" 2>&1 || { no "$name: build" "$(head -1 "$OUT/$name.build")"; continue; }
    ok "$name: build"
    # Another folder, locale, time zone and clock: the same bytes.
    (cd /; LC_ALL=de_DE.UTF-8 TZ=Asia/Jayapura faketime '2031-02-03 04:05:06' "$ETALASE" build "$OLDPWD/$event" -o "$two" >/dev/null 2>&1)
    for pdf in "$one"/*.pdf; do
        label="$name/$(basename "$pdf")"
        cmp -s "$pdf" "$two/$(basename "$pdf")"; judge "$label: same bytes again" $? "the second build differs"
        qpdf --check "$pdf" >"$OUT/qpdf" 2>&1; judge "$label: qpdf" $? "$(grep -v '^checking\|^PDF Version\|^File is' "$OUT/qpdf" | head -1)"
        pdffonts "$pdf" 2>/dev/null | tail -n +3 >"$OUT/fonts"
        bad=$(awk '{ if ($(NF-4) != "yes" || $(NF-3) != "yes" || $(NF-2) != "yes") print $1 }' "$OUT/fonts" | head -1)
        [ -s "$OUT/fonts" ] && [ -z "$bad" ]; judge "$label: fonts embedded, subset, with unicode" $? "$bad"
        [ -z "$(pdftotext "$pdf" - 2>&1 >/dev/null)" ]; judge "$label: text extracts without complaint" $? "pdftotext complains"
    done
    # Every badge decodes, and the codes together are those of the event's badges, each once.
    badges=$(ls "$one"/badge*.pdf 2>/dev/null | head -1)
    if [ -n "$badges" ]; then
        pages=$(pdfinfo "$badges" | awk '/^Pages:/ { print $2 }')
        pdftoppm -r 150 -gray "$badges" "$OUT/badge"
        for page in "$OUT"/badge-*.pgm; do
            zbarimg -q --raw "$page" || echo "unread $(basename "$page" .pgm)"
            rm "$page"
        done | sort >"$OUT/$name.codes"
        "$ETALASE" show badges.badge_id "$event" 2>/dev/null | grep -v '^#' | tr -d '"' | sort >"$OUT/$name.ids"
        cmp -s "$OUT/$name.codes" "$OUT/$name.ids"
        judge "$name: all $pages badges decode at 150 dpi" $? "$(diff "$OUT/$name.codes" "$OUT/$name.ids" | grep '^[<>]' | head -3 | tr '\n' ' ')"
    fi
done
