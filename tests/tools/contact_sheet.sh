#!/bin/bash
# contact_sheet.sh ETALASE FOLDER [EXAMPLE...] - every shipped layout for every example event that has
# data for it, as pictures to be looked at: FOLDER/EXAMPLE-LAYOUT.png with up to 48 pages, small, in
# their order. Prints a line for each, with the number of pages; status 1 if a build failed.
etalase=$(realpath "$1") folder=$2
shift 2
root=$(cd "$(dirname "$0")/../.." && pwd)
export ETALASE_DATA=$root
[ $# -gt 0 ] || set -- $(cd "$root/examples" && ls -d */event.yaml | cut -d/ -f1)
mkdir -p "$folder" && folder=$(realpath "$folder") || exit 2
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
failed=0
for example; do
    for layout in $("$etalase" layouts | cut -d' ' -f1); do
        rm -rf "$work"/*
        if ! "$etalase" build "$root/examples/$example/event.yaml" --only "$layout" -o "$work" -q 2>"$work/err"; then
            grep -q nothing-to-make "$work/err" && continue
            echo "$example $layout: failed"; cat "$work/err"; failed=1
            continue
        fi
        pdf=$(ls "$work"/*.pdf | head -1)
        pages=$(pdfinfo "$pdf" | sed -n 's/^Pages: *//p')
        pdftoppm -r 40 -l 48 -png "$pdf" "$work/p"
        montage "$work"/p-*.png -tile 12x -geometry '170x240>+5+5' -background '#b9c0c5' "$folder/$example-$layout.png"
        echo "$example $layout: $pages pages"
    done
done
exit $failed
