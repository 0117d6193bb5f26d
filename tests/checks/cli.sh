#!/bin/bash
# cli - the program as a user meets it: help, exit codes, bad input, a full disk, closed pipes.
judge() { if [ "$2" = 0 ]; then echo "ok cli: $1"; else echo "not ok cli: $1: $3"; fi; }
work=$OUT/cli; mkdir -p "$work"; cd "$work" || exit 2
cat >event.yaml <<'Y'
event: {name: Bazar Uji, date: 2025-06-14}
vendors:
  - {name: Sambal Contoh, booths: [A01], staff: [{name: Siti Contoh}]}
Y
status() { "$@" >out.txt 2>err.txt; echo $?; }

[ "$(status "$ETALASE" --help)" = 0 ] && [ "$(wc -l <out.txt)" -le 40 ]; judge "help fits a screen" $? "$(wc -l <out.txt) lines"
[ "$(status "$ETALASE")" = 2 ]; judge "no command is usage" $?
[ "$(status "$ETALASE" biuld)" = 2 ] && grep -q "did you mean 'build'" err.txt; judge "a misspelt command is suggested" $?
[ "$(status "$ETALASE" build --nonsense)" = 2 ]; judge "an unknown option is usage" $?
[ "$(status "$ETALASE" build nowhere.yaml)" = 1 ] && grep -q 'file-missing' err.txt; judge "a missing event file" $? "$(cat err.txt)"
[ "$(status "$ETALASE" build --only badge)" = 0 ] && [ -f out/badge.pdf ]; judge "a three-line event prints a badge" $? "$(cat err.txt)"
sum=$(sha256sum <out/badge.pdf)
sed 's/Siti Contoh/Siti \\/' event.yaml >bad.yaml; sed -i 's/name: Bazar Uji/nama: Bazar Uji/' bad.yaml
[ "$(status "$ETALASE" build bad.yaml --only badge)" = 1 ] && [ "$(sha256sum <out/badge.pdf)" = "$sum" ]; judge "bad input leaves the old file alone" $? "$(cat err.txt)"
[ "$(ls out | wc -l)" = 1 ]; judge "no temporary file is left" $? "$(ls -A out)"
[ "$(status "$ETALASE" check bad.yaml --format=json)" = 1 ] && python3 -c 'import json,sys
for line in open("out.txt"): json.loads(line)'; judge "messages as JSON" $? "$(head -1 out.txt)"
(ulimit -f 2; "$ETALASE" build --only badge >out.txt 2>err.txt); [ $? = 3 ] && grep -q 'file-write' err.txt && [ "$(sha256sum <out/badge.pdf)" = "$sum" ] && [ "$(ls -A out | wc -l)" = 1 ]
judge "a full disk: status 3, the old file unchanged" $? "$(cat err.txt)"
mkdir -p folder/badge.pdf; [ "$(status "$ETALASE" build --only badge -o folder)" = 3 ]; judge "a folder in the way" $? "$(cat err.txt)"
"$ETALASE" build --only badge 2>err.txt | true; [ "${PIPESTATUS[0]}" -le 3 ]; judge "a closed pipe" $?
"$ETALASE" build --only badge >&- 2>&- <&-; [ $? -le 3 ] && qpdf --check out/badge.pdf >/dev/null 2>&1; judge "closed standard streams" $?
[ "$(status "$ETALASE" explain text-does-not-fit)" = 0 ] && [ -s out.txt ]; judge "explain" $?
[ "$(status "$ETALASE" layouts)" = 0 ] && grep -q '^badge ' out.txt; judge "layouts" $? "$(cat err.txt)"
for page in event layout; do
    [ "$(status "$ETALASE" manual $page)" = 0 ] && cp out.txt $page.5 && ! grep -q '^@' $page.5 && [ -z "$(groff -mandoc -Kutf8 -ww -z $page.5 2>&1)" ]
    judge "manual $page is a clean manual page" $? "$(cat err.txt; groff -mandoc -Kutf8 -ww -z $page.5 2>&1 | head -3)"
done
python3 - "$ETALASE" "$ETALASE_DATA" 2>err.txt <<'P'; judge "the manuals name every word of the schemas" $? "$(tail -1 err.txt)"
import json, re, sys
for page in "event", "layout":
    text = open(page + ".5").read()
    schema = json.load(open(f"{sys.argv[2]}/layouts/{page}.schema.json"))
    words = {name for part in schema["$defs"].values() for name in part.get("properties", {})}
    named = {word for line in text.splitlines() if line.startswith((".It Cm", ".Ss", ".Cm"))
             for word in re.findall(r"[a-z_-]+", line)}
    missing = sorted(words - named)
    assert len(words) > 60 and not missing, f"{page}: {missing}"
P
[ "$(status "$ETALASE" layouts show catalogue)" = 0 ] && grep -q '^  form  *text ' out.txt && grep -q '^  certificate: kind, label, number, expires' out.txt && ! grep -q '^  tour:' out.txt; judge "layouts show: options and the fields used" $? "$(cat out.txt err.txt)"
printf 'event: {name: Bazar Uji, date: 2025-06-14}\nvendors: [{name: Sambal Contoh, booths: [A01], nmae: lain}]\ndocuments: [none]\n' >parts.yaml
[ "$(status "$ETALASE" check --data parts.yaml)" = 1 ] && grep -q 'lain' err.txt && ! grep -q layout-missing err.txt && [ "$(status "$ETALASE" check parts.yaml)" = 1 ] && grep -q lain err.txt && grep -q layout-missing err.txt; judge "check --data looks at the data alone" $? "$(cat err.txt)"
for layout in $("$ETALASE" layouts | cut -d' ' -f1); do
    "$ETALASE" layouts show "$layout" >out.txt 2>err.txt; picture=$(sed -n 's/^picture: *//p' out.txt)
    [ "$(basename "$picture")" = "$layout.png" ] && [ "$(identify -format '%m %w' "$picture")" = "PNG 480" ] && [ "$(stat -Lc %s "$picture")" -lt 40000 ]; judge "layouts show: a picture of $layout" $? "$picture $(cat err.txt)"
done
[ "$(status "$ETALASE" fonts)" = 0 ] && grep -q 'Plus Jakarta Sans' out.txt; judge "fonts" $?
for stage in nodes event boxes draw; do
    [ "$(status "$ETALASE" build --dump=$stage --only badge)" = 0 ] && [ -s out.txt ]; judge "dump $stage" $? "$(cat err.txt)"
done
timeout 10 "$ETALASE" check /dev/zero >out.txt 2>err.txt; [ $? = 1 ]; judge "a device as input" $? "$(cat err.txt)"
mkfifo pipe.yaml; timeout 10 "$ETALASE" check pipe.yaml >out.txt 2>err.txt; [ $? = 1 ]; judge "a pipe as input" $? "$(cat err.txt)"
cat >jobs.yaml <<'Y'
event: {name: Bazar Uji, date: 2025-06-14}
vendors:
  - {name: Sambal Contoh, booths: [A01], logo: tidak-ada.png, staff: [{name: Siti}, {name: Raden Mas Tumenggung Contohadiningrat Kusumawardhana Prawirodirdjo}]}
documents: [{layout: badge}, {layout: booth-sign}, {layout: badge, id: lagi}, {layout: kurang}]
Y
mkdir -p layouts; printf 'layout: 1\nname: kurang\nmasters: {m: {size: A6}}\ndocument: [{page: [{text: "{vendor.nama}"}]}]\n' >layouts/kurang.yaml
for n in 1 2 4 8; do
    "$ETALASE" check --report fit --jobs=$n jobs.yaml >jobs-$n.txt 2>&1; echo "status $?" >>jobs-$n.txt
    sed 's,logo: tidak-ada.png\, ,,; s,\, {layout: kurang},,' jobs.yaml >jobs-good.yaml; "$ETALASE" build --jobs=$n -o jobs-$n jobs-good.yaml >/dev/null 2>&1
done
grep -q expr-name jobs-1.txt && grep -q path-missing jobs-1.txt && grep -q 'Raden Mas' jobs-1.txt && grep -q 'status 1' jobs-1.txt &&
    cmp jobs-1.txt jobs-2.txt && cmp jobs-1.txt jobs-4.txt && cmp jobs-1.txt jobs-8.txt; judge "any number of jobs: the same messages" $? "$(head -3 jobs-1.txt)"
rm layouts/kurang.yaml
[ -s jobs-1/badge.pdf ] && diff -r jobs-1 jobs-2 && diff -r jobs-1 jobs-4 && diff -r jobs-1 jobs-8; judge "any number of jobs: the same bytes" $?
{ printf 'event: {name: Bazar Uji, date: 2025-06-14}\nvendors: [{name: "'; yes kata | head -40000 | tr '\n' ' '; printf '", booths: [A01]}]\n'; } >wide.yaml
timeout 5 "$ETALASE" check wide.yaml >out.txt 2>err.txt; [ $? = 1 ] && grep -q text-long err.txt && [ "$(wc -L <err.txt)" -lt 300 ]; judge "a line of 200 kB is shown in part, at once" $? "$(head -c 300 err.txt)"
strace -f -o trace -e trace=rename -e inject=rename:signal=KILL:when=1 "$ETALASE" build --only badge >/dev/null 2>&1
[ "$(sha256sum <out/badge.pdf)" = "$sum" ]; judge "killed at the rename: the old file is whole" $?
ls -A out | grep -q '^\.etalase-badge\.pdf\.' && "$ETALASE" build --only badge >/dev/null 2>&1 && ! ls -A out | grep -q '^\.etalase-'
judge "what the killed run left is removed by the next" $? "$(ls -A out)"
cat >long.yaml <<'Y'
event: {name: Bazar Uji, date: 2025-06-14}
vendors:
  - {name: Sambal Contoh, booths: [A01], staff: [{name: Siti}, {name: Raden Mas Tumenggung Contohadiningrat Kusumawardhana Prawirodirdjo}]}
Y
[ "$(status "$ETALASE" build long.yaml --only badge --report fit)" = 0 ] && grep -q '^document  *record  *text  *made to fit$' out.txt &&
    grep -q '^badge .*Raden Mas.* pt instead of ' out.txt && ! grep -q 'Siti' out.txt; judge "report of what was made to fit" $? "$(cat out.txt err.txt)"
[ "$(status "$ETALASE" build --only badge --report fit)" = 0 ] && grep -q 'every text fits' out.txt; judge "report when all fits" $? "$(cat out.txt err.txt)"
mkdir -p layouts; cat >layouts/tight.yaml <<'Y'
layout: 1
name: tight
needs: badges
styles: {name: {font: Plus Jakarta Sans, weight: 700, size: 24pt, leading: 1.1}}
masters: {card: {size: [86mm, 54mm], margins: 5mm}}
document:
  - each: badge in badges
    do: [{page: [{text: "{badge.name}", style: name, lines: 1, fit: [{text: "{badge.name | slice(0, 8)}…"}]}], master: card}]
Y
[ "$(status "$ETALASE" build long.yaml --only tight --strict)" = 1 ] && grep -q 'fit-last' err.txt; judge "strict: the last step of a ladder is an error" $? "$(cat err.txt)"
cp event.yaml some.yaml; echo 'documents: [booth-sign]' >>some.yaml; rm -rf named
[ "$(status "$ETALASE" build some.yaml --only badge,booth-sign -o named)" = 0 ] && [ -f named/badge.pdf ] && [ -f named/booth-sign.pdf ]; judge "--only names a layout that is no document of the event" $? "$(cat err.txt)"
[ "$(status "$ETALASE" build some.yaml --only booth-sign,bagde -o named)" = 1 ] && grep -q '^etalase: error: .*layout-missing' err.txt && grep -q 'did you mean `badge`' err.txt; judge "--only with a name that does not exist" $? "$(cat err.txt)"
printf 'event: {name: A, date: 2025-06-14}\nvendors: [{name: Yati, owner: Yati, booths: [A1]}]\n' >bare.yaml; rm -rf bare
[ "$(status "$ETALASE" build bare.yaml -o bare)" = 0 ] && [ -f bare/booth-sign.pdf ] && ! [ -e bare/price-labels.pdf ]; judge "no empty price labels for an event without products" $? "$(ls bare)"
[ "$(status "$ETALASE" build bare.yaml --only booth-sign -o bare)" = 0 ] && grep -q '^1 document, 1 page, ' out.txt; judge "one page is one page" $? "$(cat out.txt)"
mkdir -p layouts; printf 'layout: 1\nextends: badge\nname: badge\nstyles: {own: {size: 5pt}}\ndocument: [{page: [{text: milik sendiri}]}]\n' >layouts/badge.yaml
[ "$(status "$ETALASE" layouts)" = 0 ] && [ "$(cut -d' ' -f1 out.txt | sort | uniq -d)" = "" ] && cp layouts/badge.yaml layouts/mine.yaml && [ "$(status "$ETALASE" layouts)" = 0 ] && grep -q '^mine ' out.txt && rm layouts/mine.yaml; judge "layouts lists the event's own, of each name one" $? "$(cat out.txt err.txt)"
[ "$(status "$ETALASE" build --only badge -o own)" = 0 ] && pdftotext own/badge.pdf - | grep -q 'milik sendiri'; judge "the event's own layout comes before the shipped one" $? "$(cat err.txt)"
