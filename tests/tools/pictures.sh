#!/bin/bash
# pictures.sh ETALASE - the pictures of shipped layouts, layouts/pictures/NAME.png, and those of the
# README, examples/NAME.png: white pages on light grey, from the example that shows each best. Run it
# when a layout looks different, and look at what it made. Status 1 if a picture is too large a file.
etalase=$(realpath "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
export ETALASE_DATA=$root
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
mkdir -p "$root/layouts/pictures"

# picture FILE WIDTH MOST_KB ACROSS EXAMPLE LAYOUT PAGES [OPTION...]: pages side by side, ACROSS in a row.
picture() {
    file=$1 width=$2 most=$3 across=$4 example=$5 layout=$6 pages=$7
    shift 7
    rm -rf "$work"/*
    "$etalase" build "$root/examples/$example/event.yaml" --only "$layout" -o "$work" -q "$@" || exit 1
    for page in $pages; do
        pdftoppm -r 120 -f "$page" -l "$page" -singlefile -png "$work"/*.pdf "$work/page-$((++n))" || exit 1
    done
    convert $(ls "$work"/page-*.png | sort -V) -resize "$((width * 2 / across))x" "$work/small-%03d.png"
    montage "$work"/small-*.png -tile "${across}x" -geometry '+16+16' -gravity north -background '#e4e8ea' "$work/sheet.png"
    for colours in 128 64 32; do # pages of small black letters do with few
        convert "$work/sheet.png" -bordercolor '#e4e8ea' -border 16 -resize "${width}x" -strip +dither -colors $colours "PNG8:$file"
        size=$(stat -c %s "$file")
        [ "$size" -ge $((most * 1000)) ] || break
    done
    [ "$size" -lt $((most * 1000)) ] || { echo "$file: $size bytes, at most ${most} kB"; exit 1; }
    echo "${file#"$root"/}: $size bytes"
}

layout() { name=$1; shift; picture "$root/layouts/pictures/$name.png" 480 40 "$@"; }
readme() { name=$1; shift; picture "$root/examples/$name.png" 900 120 "$@"; }

layout attendance 1 alki-ii-2023 attendance 1
layout badge 2 alki-ii-2023 badge "1 2" --stock a6 --duplex long
layout booth-sign 1 alki-ii-2023 booth-sign 14
layout catalogue 2 gebyar-umkm-2023 catalogue "6 7"
layout certificate 1 gebyar-umkm-2023 certificate 1
layout closing-report 2 gebyar-umkm-2023 closing-report "2 5"
layout envelope-names 1 alki-ii-2023 envelope-names 1
layout price-labels 1 gebyar-umkm-2023 price-labels 1
layout programme 1 gebyar-umkm-2023 programme 2
layout table-tent 1 alki-ii-2023 table-tent 1

readme badge 4 alki-ii-2023 badge "1 2 3 19" --stock a6 --duplex long
readme booth-sign 2 alki-ii-2023 booth-sign "1 14"
readme catalogue 2 gebyar-umkm-2023 catalogue "6 7"
readme closing-report 2 gebyar-umkm-2023 closing-report "2 5"
