#!/bin/bash
# press - sheets as a printer gets them: codes decode from sheets of labels, backs stand behind their
# fronts, stocks and printer profiles are found where they are said to be, and mistakes are named.
judge() { if [ "$2" = 0 ]; then echo "ok press: $1"; else echo "not ok press: $1: $3"; fi; }
work=$OUT/press; mkdir -p "$work"; root=$PWD; cd "$work" || exit 2
export XDG_CONFIG_HOME=$work/config
event=$root/examples/gebyar-umkm-2023/event.yaml
status() { "$ETALASE" "$@" >out.txt 2>err.txt; echo $?; }
pages() { pdfinfo "$1" | awk '/^Pages:/ { print $2 }'; }
# zbar and zxing: the codes on a page, sorted. Two readers, as gates differ.
zbar() { pdftoppm -r 300 -gray -f "$2" -l "$2" -singlefile "$1" page && zbarimg -q --raw page.pgm 2>/dev/null | sort; }
zxing() { ZXingReader -1 page.pgm | sed -n 's/^page.pgm QRCode "\(.*\)"$/\1/p' | sort; }

[ "$(status build "$event" --only badge --stock a4-a6-4 --start 2 -o four)" = 0 ]; judge "badges of an example on A4" $? "$(tail -1 err.txt)"
pdf=$(echo four/badge*.pdf) n=$(pages four/badge*.pdf)
badges=$("$ETALASE" show 'badges | count' "$event" 2>/dev/null | grep -o '[0-9]*' | tail -1)
[ "$n" = $(((badges + 1 + 3) / 4)) ]; judge "as few sheets as can be" $? "$n sheets for $badges badges"
qpdf --check "$pdf" >qpdf.txt 2>&1 && qpdf --qdf "$pdf" - | grep -aq '/PrintScaling /None'; judge "sound, and printed at its own size" $? "$(tail -1 qpdf.txt)"
pdfinfo "$pdf" | grep -q '595.2[0-9]* x 841.8[0-9]* pts (A4)'; judge "sheets are A4" $? "$(pdfinfo "$pdf" | grep size)"
"$ETALASE" show badges.badge_id "$event" 2>/dev/null | grep -v '^#' | tr -d '"' | sort >ids
for page in 1 2 "$n"; do
    expected=4; [ "$page" = 1 ] && expected=3; [ "$page" = "$n" ] && expected=$((badges + 1 - 4 * (n - 1)))
    zbar "$pdf" "$page" >codes
    [ "$(wc -l <codes)" = "$expected" ] && [ -z "$(comm -23 codes ids)" ]; judge "zbar reads all $expected codes of sheet $page" $? "$(wc -l <codes)"
    zxing | cmp -s - codes; judge "zxing reads all codes of sheet $page" $? "$(zxing | wc -l)"
done

# Cards with backs, from a layout of the event's own, on a stock of the event's own.
mkdir -p layouts stocks printers
cat >layouts/card.yaml <<'Y'
layout: 1
name: card
title: {id: Kartu, en: Cards}
needs: badges
styles: {name: {font: Plus Jakarta Sans, weight: 700, size: 14pt, leading: 1.1}}
masters:
  card: {size: [86mm, 54mm], bleed: 3mm, margins: 5mm}
document:
  - each: badge in badges
    do:
      - page: [{text: "{badge.name}", style: name}, {qr: "{badge.badge_id}", size: 30mm}]
        master: card
      - page: [{text: "belakang {badge.name}", style: name}, {qr: "{badge.badge_id}", size: 30mm}]
        master: card
Y
cat >stocks/own.yaml <<'Y'
name: own
sheet: A4
label: [86mm, 54mm]
columns: 2
rows: 2
pitch: [92mm, 60mm]
bleed: 3mm
marks: cut
source: measured
date: 2026-01-01
Y
echo '{name: kantor, dx: 3mm, flip: short}' >printers/kantor.yaml
{
    echo 'event: {name: Bazar Uji, date: 2025-06-14}'
    echo 'documents: [{layout: card, stock: own, start: 3, sides: both}]'
    echo 'people:'
    for name in Satu Dua Tiga Empat Lima Enam Tujuh; do echo "  - {name: $name Contoh, role: panitia}"; done
} >event.yaml
[ "$(status build)" = 0 ] && [ "$(pages out/card.pdf)" = 6 ]; judge "a document on a stock, with backs" $? "$(cat err.txt out.txt)"
for sheet in 1 2 3; do
    zbar out/card.pdf $((2 * sheet - 1)) >front; zbar out/card.pdf $((2 * sheet)) >back
    [ -s front ] && cmp -s front back; judge "sheet $sheet: the backs of its fronts" $? "$(paste front back | head -3 | tr '\n\t' ' ')"
done
# Labels of a row change sides between front and back.
order() { pdftotext -f "$1" -l "$1" -layout out/card.pdf - | grep -o 'Dua\|Satu' | tr '\n' ' '; }
[ "$(order 1)" = "Satu Dua " ] && [ "$(order 2)" = "Dua Satu " ]; judge "left and right change places" $? "$(order 1)/ $(order 2)"
pdftoppm -r 72 -gray -f 1 -l 2 out/card.pdf m
marks() { convert "$1" -crop 595x100+0+200 +repage -threshold 60% -format '%[fx:round((1-mean)*w*h)]' info:; }
[ "$(marks m-1.pgm)" -gt 10 ] && [ "$(marks m-2.pgm)" = 0 ]; judge "cut marks on fronts alone" $? "$(marks m-1.pgm) $(marks m-2.pgm)"
"$ETALASE" build -o again >/dev/null 2>&1; cmp -s out/card.pdf again/card.pdf; judge "the same bytes again" $?
[ "$(status build --copies 3 --duplex none --start 1 -o copies)" = 0 ] && [ "$(pages copies/card.pdf)" = 11 ]; judge "copies" $? "$(cat err.txt)"
[ "$(status build --order stack --duplex short -o stack)" = 0 ] && [ "$(pages stack/card.pdf)" = 6 ]; judge "stack order, short edge" $? "$(cat err.txt)"
[ "$(status build --printer kantor -o moved)" = 0 ] && ! cmp -s out/card.pdf moved/card.pdf; judge "a printer profile" $? "$(cat err.txt)"

# Handing out: lists tell on which sheet and place a badge lies, with dividers, stacks and used labels.
mkdir -p hand/layouts && cat >hand/event.yaml <<'Y'
event: {name: Bazar Uji, date: 2025-06-14}
roles: [{id: panitia, name: Panitia}, {id: tamu, name: Tamu}]
people:
  - {name: Ani Contoh, role: tamu}
  - {name: Budi Contoh, role: panitia}
  - {name: Citra Contoh, role: tamu}
documents:
  - {layout: attendance, options: {order: sheets}}
  - {layout: envelope-names, options: {order: sheets}}
  - {layout: badge, stock: a4-90x55-8, start: 8, sides: both, options: {dividers: role}}
Y
# Panitia, Budi | Tamu, Ani, Citra: label 8 of the first sheet, then those of the second.
[ "$(status build hand/event.yaml -o hand/out)" = 0 ] && [ "$(pages hand/out/badge.pdf)" = 4 ]; judge "dividers before each role" $? "$(cat err.txt)"
pdftotext -layout hand/out/attendance.pdf - | grep -A1 -E '^ *[0-9] .*Contoh' | tr -s ' \n' ' ' >listed
grep -q '1 2 Budi Contoh.* no. 1 .*2 2 Ani Contoh .*no. 3 .*3 2 Citra Contoh .*no. 4' listed; judge "an attendance list in the order of the sheets" $? "$(cat listed)"
[ "$(pdftotext hand/out/envelope-names.pdf - | grep -o 'lembar.*' | tr '\n' ';')" = "lembar 2, no. 1;lembar 2, no. 3;lembar 2, no. 4;" ]; judge "envelopes in the same order" $? "$(pdftotext hand/out/envelope-names.pdf - | grep lembar | tr '\n' ';')"
pdftotext -layout hand/out/attendance.pdf - | tr -s ' ' | grep -q 'Tamu 2'; judge "badges counted by role" $?
[ "$(status build hand/event.yaml --only attendance -o hand/out)" = 0 ] && ! grep -q badges-unsigned err.txt && pdftotext -layout hand/out/attendance.pdf - | tr -s ' ' | grep -q '1 2 Budi'; judge "places without making the badges, and no word of codes" $? "$(cat err.txt)"

# The person's own contact on the back, only where asked for, and written out as vCard and MECARD have it.
cat >hand/event.yaml <<'Y'
event: {name: Bazar Uji, date: 2025-06-14}
roles: [{id: tamu, name: Tamu}]
people:
  - {name: Ani Contoh, organisation: "Toko Ani; Sinar, Jaya", phone: 0812-0000-0001, email: ani@example.org, role: tamu, contact_code: vcard}
  - {name: Budi Contoh, organisation: "Toko: Budi", phone: 0812-0000-0002, role: tamu, contact_code: mecard}
  - {name: Citra Contoh, phone: 0812-0000-0003, role: tamu}
documents: [{layout: badge, sides: both}]
Y
[ "$(status build hand/event.yaml -o hand/out)" = 0 ]; judge "contact codes" $? "$(cat err.txt)"
[ "$(zbar hand/out/badge.pdf 2 | tr -d '\r' | sort | tr '\n' '|')" = 'BEGIN:VCARD|EMAIL:ani@example.org|END:VCARD|FN:Ani Contoh|N:Ani Contoh|ORG:Toko Ani\; Sinar\, Jaya|TEL:0812-0000-0001|VERSION:3.0|' ]; judge "a vCard reads back" $? "$(zbar hand/out/badge.pdf 2 | tr '\r\n' '~|')"
[ "$(zbar hand/out/badge.pdf 4)" = 'MECARD:N:Budi Contoh;ORG:Toko\: Budi;TEL:0812-0000-0002;;' ]; judge "a MECARD reads back" $? "$(zbar hand/out/badge.pdf 4)"
[ -z "$(zbar hand/out/badge.pdf 6)" ] && ! pdftotext hand/out/badge.pdf - | grep -q 0003; judge "nothing personal otherwise" $? "$(zbar hand/out/badge.pdf 6)"

# Codes are made of the printer's dots: four at least for a module, so 203 dpi needs larger codes.
echo '{name: roll, dpi: 203}' >printers/roll.yaml; echo '{name: card, dpi: 300}' >printers/card.yaml
"$ETALASE" keygen dots.key >/dev/null
[ "$(status build --only badge --key dots.key --stock cr80 --printer roll -o dots)" = 1 ] && grep -q 'the QR code needs 24.5 mm, the box is 20.8 mm: its modules would be 0.37 mm, the least is 0.50 mm \[qr-too-small\]' err.txt; judge "a code too small for the printer" $? "$(head -2 err.txt)"
[ "$(status build --only badge --key dots.key --stock cr80 --printer card --dump draw)" = 0 ] && [ "$(awk '/^qr/ { print substr($4, 1, 5); exit }' out.txt)" = 49.20 ]; judge "modules of five dots at 300 dpi" $? "$(grep -m1 ^qr out.txt; head -2 err.txt)"

# Mistakes.
[ "$(status build --only card --stock avery-l4784 -o bad)" = 1 ] && grep -q '86 × 54 mm, the label of stock avery-l4784 is 80 × 50 mm \[label-size\]' err.txt && grep -q 'stocks for this page: a4-card-10, a4-card-8' err.txt && [ ! -e bad/card.pdf ]; judge "a label of another size, and stocks that fit" $? "$(cat err.txt)"
for stock in a6 a7 a4-a7-8 cr80 badge-4x3in badge-4x6in a4-90x55-8 herma-4412 durable-1453 durable-1456 thermal-96x82 avery-5392 avery-5395; do
    [ "$(status build "$event" --only badge --stock $stock --duplex long -o sizes)" = 0 ]; judge "the badge adapts to $stock, back and front" $? "$(head -3 err.txt)"
done
[ "$(pdftotext -l 1 sizes/badges.pdf - | grep -c Berlaku)" = 0 ] && [ "$(pdftotext -f 2 -l 2 sizes/badges.pdf - | grep -c Berlaku)" = 8 ]; judge "fronts and backs are different" $?
# What asks most of a label: sixty letters, titles, a long office and firm, a portrait; and no name at all.
mkdir -p full; cp "$root/examples/alki-ii-2023/logos/logo-kawung-biru.png" full/portrait.png
cat >full/event.yaml <<'Y'
event: {name: Pameran Uji Kartu Nama Tahun 2025 Kota Balikpapan, short_name: Uji Kartu 2025, starts: 2025-06-14, ends: 2025-06-16}
roles: [{id: vip, number: 2, name: VIP}]
spares: {vip: 1}
people:
  - {name: Raden Mas Haryo Contoh Wijayakusuma Sasradiningrat Hadiningrat, titles: "S.H., M.Kn., Ph.D.", honorific: Dr. H., role: vip, position: Wakil Ketua Umum Bidang Kerja Sama Internasional, organisation: Kementerian Koordinator Bidang Perekonomian Contoh, city: Jakarta, photo: portrait.png}
Y
for stock in a6 a7 cr80 badge-4x3in badge-4x6in a4-90x55-8 avery-l4784 thermal-96x82 butterfly-82x203; do
    [ "$(status build full/event.yaml --only badge --stock $stock -o full/out)" = 0 ]; judge "the fullest badge and a spare one on $stock" $? "$(head -3 err.txt)"
done
[ "$(status build "$event" --only badge --duplex none -o one)" = 0 ] && [ "$(pages one/badges.pdf)" = "$badges" ] && [ "$(status build "$event" --only badge --duplex long -o one)" = 0 ] && [ "$(pages one/badges.pdf)" = $((2 * badges)) ]; judge "backs only where both sides are printed" $? "$(cat err.txt)"
[ "$(status build "$event" --only badge --sort 'badge.role.name desc' --sort badge.name -o sorted)" = 0 ] && [ "$(pdftotext -l 1 sorted/badges.pdf - | grep -c VIP)" = 1 ]; judge "the order of records" $? "$(cat err.txt)"
[ "$(status check)" = 0 ] && [ "$(status check --stock a6)" = 1 ] && grep -q 'label-size' err.txt; judge "check looks at the stock, too" $? "$(cat err.txt)"
[ "$(status build --stock onw)" = 1 ] && grep -q 'did you mean `own`' err.txt && grep -qF '[stock-missing]' err.txt; judge "a misspelt stock is suggested" $? "$(cat err.txt)"
[ "$(status build --printer nowhere)" = 1 ] && grep -qF '[printer-missing]' err.txt; judge "a missing printer profile" $? "$(cat err.txt)"
[ "$(status build --start 9)" = 1 ] && grep -q 'number 9, but a sheet of own has 4' err.txt; judge "a start beyond the sheet" $? "$(cat err.txt)"
[ "$(status build --start x)" = 2 ] && [ "$(status build --duplex maybe)" = 2 ]; judge "options of another form are usage" $?
sed '/belakang/,$d; s/name: card/name: fronts/' layouts/card.yaml >layouts/fronts.yaml
[ "$(status build --only fronts --stock a4-card-8 --duplex long)" = 1 ] && grep -q 'press-pairs' err.txt; judge "a front without a back" $? "$(cat err.txt)"
[ "$(status build --stock a4-tent --duplex long)" = 1 ] && grep -qF '[press-fold-duplex]' err.txt; judge "folded stock has no other side" $? "$(cat err.txt)"
sed 's/pitch: .*/pitch: [110mm, 60mm]/; s/columns/colums/' stocks/own.yaml >bad.yaml
[ "$(status build --stock ./bad.yaml)" = 1 ] && grep -q 'bad.yaml:4:1: error: a stock has no key `colums`' err.txt; judge "mistakes in a stock have their place" $? "$(cat err.txt)"
sed 's/pitch: .*/pitch: [130mm, 60mm]/' stocks/own.yaml >bad.yaml; sed -i 's/rows: 2/rows: 2\nleft: 10mm/' bad.yaml
[ "$(status build --stock ./bad.yaml)" = 1 ] && grep -q '2 columns of 86 mm from 10 mm on need 226 mm, the sheet is 210 mm' err.txt; judge "a grid that does not fit" $? "$(cat err.txt)"

# The list of stocks.
[ "$(status stocks)" = 0 ] && grep -q '^own ' out.txt && grep -q '^avery-l4784 .*80 × 50 mm' out.txt; judge "stocks lists shipped and own ones" $? "$(cat err.txt)"
[ "$(status stocks show avery-l4786)" = 0 ] && grep -q '^name  *avery-l4784' out.txt && grep -q '^source  *gLabels' out.txt; judge "a stock by its other name, with source" $? "$(cat err.txt)"
mkdir -p config/etalase/stocks; sed 's/name: own/name: mine/' stocks/own.yaml >config/etalase/stocks/mine.yaml
[ "$(status stocks show mine)" = 0 ]; judge "a stock of the user" $? "$(cat err.txt)"
[ "$(status stocks ruler herma-4412 -o ruler.pdf)" = 0 ] && qpdf --check ruler.pdf >/dev/null 2>&1 && pdftotext ruler.pdf - | grep -q 'herma-4412'; judge "a ruler page" $? "$(cat err.txt)"
[ "$(status stocks ruler own --duplex short --printer kantor -o ruler.pdf)" = 0 ] && [ "$(pages ruler.pdf)" = 2 ]; judge "a ruler page with a back" $? "$(cat err.txt)"
[ "$(status stocks ruler)" = 2 ] && [ "$(status stocks show nosuch)" = 1 ]; judge "stocks: usage and missing names" $?
