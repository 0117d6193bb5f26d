#!/bin/bash
# faults - messages that need a fault of the machine or a very large input.
work=$OUT/faults; mkdir -p "$work/fonts" "$work/layouts"; cd "$work" || exit 2
# shows CODE STATUS COMMAND...: the command says [CODE] and ends with the status.
shows() {
    code=$1 want=$2; shift 2
    "$@" >out.txt 2>&1; got=$?
    if grep -qF "[$code]" out.txt && [ $got = "$want" ]; then echo "ok fault [$code]"; else echo "not ok fault [$code]: status $got: $(head -1 out.txt)"; fi
}
cat >event.yaml <<'Y'
event: {name: Bazar Uji, date: 2025-06-14}
vendors:
  - {name: Sambal Contoh, booths: [A01], staff: [{name: Siti Contoh}], logo: logo.jpg}
documents: [{layout: one}]
Y
python3 - <<'P'
import struct, zlib
def chunk(kind, data): return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
open("logo.jpg", "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)) +
                             chunk(b"IDAT", zlib.compress(b"\0" + b"\x0b\x4f\x6c" * 2 + b"\0" + b"\x0b\x4f\x6c" * 2)) + chunk(b"IEND", b""))
P
layout() { printf 'layout: 1\nname: one\noptions: {columns: {type: number, default: 2}}\nmasters: {m: {size: %s}}\ndocument: [{page: %s}]\n' "$1" "$2" >layouts/one.yaml; }

layout A6 '[{image: "{vendors.first.logo}", width: 20mm}]'
shows image-suffix 0 "$ETALASE" check
shows file-unreadable 1 strace -f -o trace -P event.yaml -e trace=openat -e inject=openat:error=EACCES "$ETALASE" check
sed 's/layout: one/layout: one, options: {colums: 3}/' event.yaml >options.yaml
shows layout-option 1 "$ETALASE" check options.yaml
layout '[1mm, 1mm]' '[]'
shows pdf-page-size 0 "$ETALASE" build
printf 'layout: 1\nname: one\nmasters: {m: {size: A6}}\ndocument: [{each: vendor in vendors, do: [{page: [{text: a}]}]}]\n' >layouts/one.yaml
shows pdf-empty 1 "$ETALASE" build --for "vendor.id == 'x'"
(echo name; seq 100001) >many.csv
printf 'event: {name: Bazar Uji, date: 2025-06-14}\nvendors: many.csv\n' >many.yaml
shows records-many 1 "$ETALASE" check many.yaml
echo 'not a font' >fonts/broken.ttf
shows font-unreadable 0 "$ETALASE" check
rm fonts/broken.ttf
# A font whose outlines cannot be found: it measures and shapes, but cannot be embedded.
python3 - <<'P'
import glob, os
path = glob.glob(os.environ["ETALASE_DATA"] + "/fonts/*/PlusJakartaSans-Regular.ttf")[0]
font = bytearray(open(path, "rb").read())
for old, new in ((b"loca", b"loxa"), (b"glyf", b"glxf")):
    at = font.index(old, 12, 12 + 16 * 40)
    font[at:at + 4] = new
wide = lambda s: s.encode("utf-16-be")
font = bytes(font).replace(wide("Plus Jakarta Sans"), wide("Plus Jakarta Xans"))
open("fonts/hollow.ttf", "wb").write(font)
P
layout A6 '[{text: halo, font: Plus Jakarta Xans}]'
shows pdf-font 1 "$ETALASE" build
rm fonts/hollow.ttf
# A process that makes one of several documents is killed as it reads the layout; killed before it
# has one, it costs none.
sed 's/{layout: one}/{layout: one}, {layout: one, id: two}/' event.yaml >two.yaml
shows document-lost 3 strace -f -o trace -P ./layouts/one.yaml -e trace=openat -e inject=openat:signal=SIGKILL "$ETALASE" check --jobs=2 two.yaml
shows font-family 1 strace -f -o trace -e trace=prctl -e inject=prctl:signal=SIGKILL "$ETALASE" check --jobs=2 two.yaml
# Loops inside loops that come to nothing are stopped, and take no memory on the way.
python3 - <<'P'
each = "".join(f"{'  ' * i}- each: {n} in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]\n{'  ' * i}  do:\n" for i, n in enumerate("abcdef", 2))
open("layouts/one.yaml", "w").write("layout: 1\nname: one\nmasters: {m: {size: A6}}\ndocument:\n  - page:\n" + each + "                - {text: x, when: \"a > 99\"}\n")
P
shows loops-multiply 1 bash -c 'ulimit -v 300000; exec "$ETALASE" build event.yaml'
(cd fonts && seq -f '%g.ttf' 10001 | xargs touch)
shows font-files 1 "$ETALASE" fonts

# Less memory than the build needs: status 3 and a word, and what is written is whole.
starved=0 bad=
for kilobytes in 20000 40000 50000 55000 60000 65000 70000 80000 100000 150000 300000; do
    rm -rf starved
    (ulimit -v $kilobytes; "$ETALASE" build "$ETALASE_DATA/examples/bazar-gunung-sari-ilir-2025/event.yaml" -o starved -q >out.txt 2>&1)
    got=$?
    case $got in
    3) starved=$((starved + 1)); grep -qi 'memory' out.txt || bad+="$kilobytes: $(head -1 out.txt); " ;;
    0) ;;
    127) ;; # not even the libraries could be loaded
    *) bad+="$kilobytes: status $got; " ;;
    esac
    for pdf in starved/*.pdf; do [ ! -e "$pdf" ] || qpdf --check "$pdf" >/dev/null 2>&1 || bad+="$kilobytes: $pdf; "; done
done
if [ -z "$bad" ] && [ $starved -ge 2 ] && [ $got = 0 ]; then echo "ok fault too little memory"; else echo "not ok fault too little memory: $starved starved, the last status $got; $bad"; fi
