#!/bin/bash
# data - what an organiser's files go through: mistakes told at their place, schemas, imports, one
# list in four formats, a folder copied and changed.
# shellcheck disable=SC2016,SC2046
judge() { if [ "$2" = 0 ]; then echo "ok data: $1"; else echo "not ok data: $1: $3"; fi; }
python=/usr/bin/python3 # Debian's, which has jsonschema and yaml
root=$PWD work=$OUT/data; mkdir -p "$work" || exit 2
tools=$root/tests/tools

# 25 mistakes of different kinds in one run. Lines that end in `# ! code` must be told of, once, by
# that code; the golden fixes columns and words.
cp -r tests/cases/planted "$work/planted"; cd "$work/planted" || exit 2
"$ETALASE" check event.yaml >out.txt 2>found.diag
judge "planted mistakes: status 1" $(($? != 1))
cmp -s check.diag found.diag; judge "planted mistakes: as the golden says" $? "$(diff check.diag found.diag | head -5)"
[ "$(grep -cE '^[a-z.]+:[0-9]+:[0-9]+: (error|warning)' found.diag)" = 25 ] && [ ! -s out.txt ]
judge "planted mistakes: 25 messages" $? "$(grep -cE '^[a-z.]+:[0-9]+:[0-9]+: (error|warning)' found.diag)"
[ "$(grep -oE '^[a-z.]+:.* \[[a-z-]+\]$' found.diag | grep -oE '\[[a-z-]+\]$' | sort -u | wc -l)" = 25 ]
judge "planted mistakes: of 25 kinds" $?
wrong=$(grep -n '# ! ' event.yaml | sed -E 's/^([0-9]+):.*# ! /\1 /' | while read -r line code; do
    grep -qE "^event.yaml:$line:[0-9]+: .*\[$code\]$" found.diag || echo "$line $code"; done)
[ -z "$wrong" ]; judge "planted mistakes: each in its line" $? "$wrong"
"$ETALASE" build event.yaml >out.txt 2>&1; [ $? = 1 ] && [ ! -e out ]; judge "planted mistakes: nothing is made" $?

# Schemas: current, valid, and of one mind with the program.
cd "$root" || exit 2
for kind in event layout; do
    "$ETALASE" schema $kind >"$work/$kind.json"
    cmp -s "$work/$kind.json" layouts/$kind.schema.json; judge "$kind schema is up to date" $? "run make schema"
done
[ "$("$ETALASE" schema evnt >/dev/null 2>&1; echo $?)" = 2 ]; judge "schema of something unknown is usage" $?
$python "$tools/validate.py" layouts/event.schema.json $(find examples -name "*.yaml") >"$work/valid" 2>&1
judge "the schema takes every example" $? "$(head -2 "$work/valid")"
$python "$tools/validate.py" layouts/layout.schema.json layouts/*.yaml >"$work/valid" 2>&1
judge "the schema takes every layout" $? "$(head -2 "$work/valid")"
missing=$(find examples -name "*.yaml" -exec grep -L "^# yaml-language-server: \$schema=" {} +)
[ -z "$missing" ]; judge "editors find the schema of every example" $? "$missing"
# Of the planted mistakes a schema can see these; a key given twice stops the reader before.
grep -v 'tagline: Kopi hitam' "$work/planted/event.yaml" >"$work/planted/seen.yaml"
$python "$tools/validate.py" layouts/event.schema.json "$work/planted/seen.yaml" >"$work/seen" 2>&1
for what in plase pagi javascript 'tamu besar' -5000; do
    grep -q -- "$what" "$work/seen"; judge "the schema rejects $what" $? "$(head -3 "$work/seen")"
done
sed 's/^  - each:/  - eech:/; s/size: A6/seze: A6/; s/role: artifact/role: ornament/' layouts/badge.yaml >"$work/bad-layout.yaml"
$python "$tools/validate.py" layouts/layout.schema.json "$work/bad-layout.yaml" >"$work/seen" 2>&1
[ $? = 1 ] && grep -q seze "$work/seen"; judge "the schema rejects a wrong layout" $? "$(head -2 "$work/seen")"

# The list of 180 participants as CSV, semicolons, XLSX and JSON: the same PDFs, byte for byte.
cp -r examples/ice-2025 "$work/ice"; cd "$work/ice" || exit 2
$python "$tools/list.py" .; judge "the list in other formats" $?
for name in event semicolon xlsx json; do
    "$ETALASE" build $name.yaml -o out-$name >$name.log 2>&1; judge "180 participants from $name.yaml" $? "$(head -1 $name.log)"
    [ $name = event ] && continue
    diff -rq out-event out-$name >differs; judge "$name.yaml: the same bytes" $? "$(head -1 differs)"
done
[ "$(ls out-json/*.pdf | wc -l)" -ge 4 ] && [ "$("$ETALASE" show 'vendors | count' json.yaml | tail -1)" = 180 ]; judge "all documents, of all 180" $?
grep -q 'json: list.json' json.yaml && ! grep -q 'csv: participants.csv' json.yaml; judge "the list is taken from JSON" $?
"$ETALASE" check -v semicolon.yaml --only badge 2>err.txt; grep -qF 'separated by a semicolon [csv-separator]' err.txt; judge "-v tells the separator" $? "$(head -1 err.txt)"
cd "$root" || exit 2
start=$(date +%s%N); "$ETALASE" show event.name examples/ice-2025/event.yaml >/dev/null; spent=$((($(date +%s%N) - start) / 1000000))
[ $spent -lt 250 ]; judge "180 participants are read and checked in $spent ms" $?

# Imports.
cd "$root" || exit 2
for event in examples/imports/*/event.yaml; do
    name=$(basename "$(dirname "$event")")
    "$ETALASE" build "$event" -o "$work/import-$name" >"$work/err.txt" 2>&1; judge "import $name prints badges" $? "$(head -1 "$work/err.txt")"
    pdftotext "$work/import-$name/badge.pdf" "$work/$name.txt"
done
grep -q 'Ratna' "$work/pretix.txt" && ! grep -q 'Tono\|Wati' "$work/pretix.txt"; judge "pretix: paid tickets only" $?
grep -q 'Manajer Pembelian' "$work/pretix.txt" && grep -q 'Hotel Contoh' "$work/pretix.txt" && ! grep -q 'PT Contoh' "$work/pretix.txt"; judge "pretix: a question, and the first of two Company columns" $?
grep -q '김' "$work/indico.txt" && ! grep -q 'Paul\|Rini' "$work/indico.txt"; judge "indico: completed registrations only" $?
cp -r examples/imports/google-forms "$work/forms"; sed -i 's/csv: jawaban.csv/xlsx: jawaban.xlsx/' "$work/forms/event.yaml"
"$ETALASE" build "$work/forms/event.yaml" -o "$work/forms/out" >/dev/null 2>&1 && cmp -s "$work/forms/out/badge.pdf" "$work/import-google-forms/badge.pdf"; judge "google-forms: CSV and XLSX alike" $?
"$ETALASE" check -v examples/imports/pretix/event.yaml 2>"$work/err.txt"; grep -qF '2 of 6 rows are left out [import-rows]' "$work/err.txt" && grep -qF '[import-unused]' "$work/err.txt"; judge "-v tells what an import leaves out" $?
cp -r examples/imports/pretix "$work/map"; cd "$work/map" || exit 2; mkdir imports
try() { # [CODE] NAME: check must fail with it
    "$ETALASE" check event.yaml 2>err.txt; [ $? = 1 ] && grep -qF "$1" err.txt; judge "$2" $? "$(head -1 err.txt)"
}
sed -i 's/import: pretix/import: pretx/' event.yaml; try '[import-missing]' "an unknown import"
grep -q 'did you mean `pretix`' err.txt; judge "and the one that was meant" $?
echo 'columns: {Attendee email: name}' >imports/pretx.yaml; [ "$("$ETALASE" show people.first.name event.yaml | tail -1)" = '"ratna@example.id"' ]; judge "a map of the event's own" $?
echo 'colums: {Attendee email: name}' >imports/pretx.yaml; try '[import-key]' "a misspelt key of a map"
echo 'columns: [Attendee email]' >imports/pretx.yaml; try '[import-form]' "a list where a mapping is due"
printf 'columns: {Nama: name}\nneeds: [name]\n' >imports/pretx.yaml; try '[import-needs]' "a table in another language"
sed -i 's/import: pretx/import: ..\/pretx/' event.yaml; try '[import-name]' "a path as an import"

# Documents that cannot be.
sed -i 's/documents: .*/documents: [bagde]/; s/import: .*/import: pretix/' event.yaml; try '[layout-missing]' "a layout that is not there"
printf 'event: {name: Kosong, date: 2025-05-08}\n' >event.yaml; try '[nothing-to-make]' "an event without lists"

# A copied bazaar with five changed lines and its own vendors prints the next bazaar.
cd "$work" || exit 2
"$ETALASE" init next >out.txt && grep -q 'next/event.yaml' out.txt; judge "init" $?
head -1 next/event.yaml | grep -q '\$schema=/.*/layouts/event.schema.json$'; judge "init: the schema is found from anywhere" $? "$(head -1 next/event.yaml)"
sed -i -E '/# \(1\)/s/name: .*#/name: Bazar RT 25 Contoh # /; /# \(2\)/s/date: .*#/date: 2025-09-20 #/; /# \(3\)/s/place: .*#/place: Lapangan Contoh #/; /# \(4\)/s/Suwanto/Darmawan Contoh/; /# \(5\)/s/Heru Ressandy Kusuma/Sulastri Contoh/' next/event.yaml
sed -i 's/2025-06-14/2025-09-20/' next/event.yaml
"$ETALASE" build next/event.yaml -o next/out >out.txt 2>&1; judge "the next bazaar prints" $? "$(head -1 out.txt)"
pdftotext next/out/badge.pdf - | grep -q 'Darmawan'; judge "with the new names" $?

# init, show.
[ "$("$ETALASE" init next >/dev/null 2>err.txt; echo $?)" = 1 ] && grep -q 'not an empty folder' err.txt; judge "init: a folder that is there is left alone" $?
mkdir -p empty && "$ETALASE" init empty --from gebyar-umkm-2023 -q && [ -f empty/event.yaml ]; judge "init --from, into an empty folder" $?
[ "$("$ETALASE" init other --from gebyar-umkm-2032 2>err.txt; echo $?)" = 2 ] && grep -q "did you mean 'gebyar-umkm-2023'" err.txt && [ ! -e other ]; judge "init: an unknown example is suggested" $? "$(head -1 err.txt)"
[ "$("$ETALASE" init 2>/dev/null; echo $?)" = 2 ]; judge "init without a folder is usage" $?
[ "$("$ETALASE" init "$work/event.json/deep" 2>/dev/null; echo $?)" = 3 ]; judge "init where no folder can be made" $?
ln -s /etc/passwd planted/link.yaml; [ -z "$(find empty next -type l)" ]; judge "init copies no links" $?
"$ETALASE" show event.date next/event.yaml >out.txt; [ "$(tail -1 out.txt)" = 2025-09-20 ] && grep -q '^# next/event.yaml:7:9$' out.txt; judge "show: a value and its place" $? "$(cat out.txt)"
"$ETALASE" show 'vendors.first' next/event.yaml | sed -n 2p | grep -q '^vendor '; judge "show: a record" $?
[ "$("$ETALASE" show 'vendors | count' next/event.yaml | tail -1)" = "$(($(wc -l <next/vendors.csv) - 1))" ]; judge "show: an expression" $?
[ "$("$ETALASE" show results.totl next/event.yaml 2>err.txt; echo $?)" = 1 ] && grep -q 'did you mean `total`' err.txt; judge "show: an unknown name is suggested" $?
[ "$("$ETALASE" show 2>/dev/null; echo $?)" = 2 ]; judge "show without an expression is usage" $?

mkdir -p themed && printf 'event: {name: Bazar Uji, date: 2025-06-14}\nvendors: [{name: Sambal Contoh, booths: [A01], staff: [{name: Siti}]}]\n' >themed/event.yaml
for theme in "$root"/layouts/themes/*.yaml; do
    name=$(basename "$theme" .yaml); sed -i '/^theme:/d' themed/event.yaml; echo "theme: $name" >>themed/event.yaml
    accent=$(sed -n 's/^accent: "\(.*\)"/\1/p' "$theme")
    "$ETALASE" build themed/event.yaml -o themed/out --only badge,booth-sign -q 2>err.txt && [ "$("$ETALASE" show theme.accent themed/event.yaml | tail -1 | tr a-f A-F)" = "$(echo "$accent" | tr a-f A-F)" ]
    judge "theme $name" $? "$(cat err.txt; "$ETALASE" show theme.accent themed/event.yaml)"
done

# The manual and the completion name every command and option.
cd "$root" || exit 2
groff -mdoc -Tutf8 -ww -z src/cli/etalase.1 >"$work/groff" 2>&1 && [ ! -s "$work/groff" ]; judge "the manual formats cleanly" $? "$(head -1 "$work/groff")"
words=$("$ETALASE" --help | sed -nE '/^Commands:/,/^$/s/^  ([a-z]+) .*/\1/p'; "$ETALASE" --help | grep -oE -- '--[a-z]+' | sed 's/--/Fl -/' | sort -u)
missing=$(echo "$words" | while read -r word; do grep -q -- "$word" src/cli/etalase.1 || echo "$word"; done)
[ -z "$missing" ]; judge "the manual knows every command and option" $? "$missing"
complete_line() { # WORDS...: what is offered for the last one
    PATH=$(dirname "$ETALASE"):$PATH bash -c 'shopt -s extglob; compopt() { :; }; . src/cli/etalase.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _etalase; echo "${COMPREPLY[*]}"' - "$@"
}
[ "$(complete_line etalase ini)" = init ] && [ "$(complete_line etalase schema l)" = layout ]; judge "completion of commands" $? "$(complete_line etalase ini)"
complete_line etalase init x --from '' | grep -q gebyar-umkm-2023; judge "completion of examples" $?
complete_line etalase build --only badg | grep -q '^badge$'; judge "completion of layouts" $?
