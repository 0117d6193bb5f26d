#!/bin/bash
# ledger - prints in waves: what is new or changed is printed and nothing else, by codes read from the
# pages; replaced and revoked badges at the gate; spoiled sheets; kill -9 and full disks; damage; two
# copies joined.
judge() { if [ "$2" = 0 ]; then echo "ok ledger: $1"; else echo "not ok ledger: $1: $3"; fi; }
work=$OUT/ledger; mkdir -p "$work"; root=$PWD; cd "$work" || exit 2
exec 2>log.txt # programs that talk; shown where a check fails
status() { "$ETALASE" "$@" >out.txt 2>err.txt; echo $?; }
inmay() { TZ=UTC faketime -f '2025-05-01 01:00:00' "$ETALASE" "$@" >out.txt 2>err.txt; echo $?; } # before the event, as gates have its list
said() { cat out.txt err.txt; }
pages() { pdfinfo "$1" | awk '/^Pages:/ { print $2 }'; }
text() { pdftotext -raw "$1" - | tr '\n' ' '; }
# The codes on the pages of a file, one a line.
codes() { rm -f page-*; pdftoppm -r 200 -gray "$1" page && for page in page-*.pgm; do zbarimg --raw -q -Sdisable -Sqrcode.enable "$page"; done; }
gate() { "$ETALASE" verify -q --key event.key.pub --event ice/event.yaml --revoked ice/revoked.txt --at '2025-05-09 11:00' "$@"; }
# Facts of a kind in the ledger.
facts() { awk -F'\t' -v kind="$1" '$2 == kind' ice/ice-2025.ledger | wc -l; }

# Three changes, two new, one revoked, on the expo with its 180 participants.
cp -r "$root/examples/ice-2025" ice; chmod -R u+w ice; rm -f ice/*.ledger
"$ETALASE" keygen event.key >/dev/null
build=(build --key event.key --only badge ice/event.yaml -o out)
[ "$(status "${build[@]}" --changed)" = 0 ]; judge "the first wave" $? "$(said)"
all=$("$ETALASE" show 'badges | count' ice/event.yaml 2>/dev/null | grep -o '[0-9]*' | tail -1)
[ "$(pages out/badges-wave-1.pdf)" = "$all" ] && [ "$(facts print)" = "$all" ] && grep -q "  $all new" out.txt; judge "prints and records everyone" $? "$all: $(said)"
[ "$(status "${build[@]}" --changed)" = 0 ] && [ ! -e out/badges-wave-2.pdf ] && grep -q "^badge  *$all as printed" out.txt; judge "nothing new, nothing printed" $? "$(said)"
old_of() { awk -F'\t' -v id="$1" '$2 == "print" && $5 == id { print $7; exit }' ice/ice-2025.ledger; }
(head -1 ice/people.csv; tail -n +2 ice/people.csv | sort -t, -k2) >sorted.csv; cp sorted.csv ice/people.csv
[ "$(status "${build[@]}" --changed)" = 0 ] && [ ! -e out/badges-wave-2.pdf ]; judge "another order of the table moves no number" $? "$(said)"
sed -i -e '/^ICE-0101,/s/Teuku Contoh Iskandar/Teuku Contoh Iskandarsyah/' -e '/^ICE-0102,/s/,kota,/,panitia,/' -e '/^ICE-0103,/s/Pendamping Stan/Kepala Stan/' ice/people.csv
printf '%s\n' 'ICE-9001,Baru Contoh Satu,kota,sabang,,,,' 'ICE-9002,Baru Contoh Dua,kota,sabang,,,,' >>ice/people.csv
[ "$(inmay revoke --key event.key ICE-0104 ice/event.yaml)" = 0 ] && [ "$(facts revoke)" = 1 ]; judge "revoke tells the ledger" $? "$(said)"
cp -r ice before
[ "$(status "${build[@]}" --changed --report changes)" = 0 ] && grep -q '  2 new, 3 changed, 1 revoked; [0-9]* as printed$' out.txt; judge "three changed, two new, one revoked, in words" $? "$(said)"
grep -q '^badge  *changed  *ICE-0101  *Teuku Contoh Iskandarsyah$' out.txt && [ "$(grep -c '^badge  *new ' out.txt)" = 2 ]; judge "--report changes: who and why" $? "$(said)"
codes out/badges-wave-2.pdf >codes.txt; gate codes.txt >answers.txt
text out/badges-wave-2.pdf >text.txt; missing=0; for name in Iskandarsyah 'ICE-0102' 'ICE-0103' 'ICE-9001' 'ICE-9002'; do grep -q "$name" text.txt || missing=$((missing + 1)); done
[ "$(pages out/badges-wave-2.pdf)" = 5 ] && [ $missing = 0 ] && ! grep -q ICE-0104 text.txt; judge "exactly those five are printed" $? "$missing missing of: $(cat text.txt)"
[ "$(sort -u codes.txt | wc -l)" = 5 ] && [ "$(grep -c ^ADMIT answers.txt)" = 5 ]; judge "their codes are read from the pages and admitted" $? "$(cat answers.txt)"
awk '{ print $2 }' answers.txt | sort >serials.txt; awk -F'\t' '$3 == "wave-2" { print $7 }' ice/ice-2025.ledger | sort | cmp -s - serials.txt; judge "with the serials of the ledger" $? "$(cat serials.txt)"
[ "$(old_of ICE-0101)" = "$(awk -F'\t' '$3 == "wave-2" && $5 == "ICE-0101" { print $7 }' ice/ice-2025.ledger)" ]; judge "a changed badge keeps its serial" $?
mkdir -p one; (cd one && "$ETALASE" build --key ../event.key --only badge --for "badge.id == 'ICE-0104'" ../before/event.yaml --revoked ../none.txt -o . >/dev/null 2>../err.txt); codes one/badges.pdf >codes.txt; gate codes.txt >answers.txt
grep -q '^DENY revoked' answers.txt && [ "$(wc -l <answers.txt)" = 1 ]; judge "the code that was printed for the revoked one is denied" $? "$(cat answers.txt err.txt)"
[ "$(status "${build[@]}" --changed)" = 0 ] && [ ! -e out/badges-wave-3.pdf ]; judge "and then all is as printed" $? "$(said)"
[ "$(status "${build[@]}" --wave wave-2)" = 1 ] && grep -qF '[wave-taken]' err.txt; judge "a wave is printed once" $? "$(said)"
[ "$(status "${build[@]}" --changed --wave a/b)" = 2 ]; judge "a wave's name goes into a file's name" $? "$(said)"

# A lost badge.
codes one/badges.pdf >/dev/null; "$ETALASE" build --key event.key --only badge --for "badge.id == 'ICE-0103'" ice/event.yaml -o one >/dev/null 2>&1; codes one/badges.pdf >lost.txt
[ "$(inmay reissue --key event.key ICE-0103 ice/event.yaml)" = 0 ] && [ "$(facts revoke)" = 2 ]; judge "reissue tells the ledger" $? "$(said)"
[ "$(status "${build[@]}" --changed --wave pengganti)" = 0 ] && grep -q '  1 replaced, 1 revoked;' out.txt && [ "$(pages out/badges-pengganti.pdf)" = 1 ]; judge "a replacement is printed by itself, in a wave with a name" $? "$(said)"
codes out/badges-pengganti.pdf >codes.txt; gate codes.txt lost.txt >answers.txt; sed -n 1p answers.txt | grep -q ^ADMIT && sed -n 2p answers.txt | grep -q '^DENY revoked'; judge "the new badge opens, the lost one does not" $? "$(cat answers.txt)"
sed -i '/^ICE-0105,/d' ice/people.csv
[ "$(status "${build[@]}" --changed)" = 0 ] && grep -F '[badge-gone]' err.txt | grep -q ICE-0105 && grep -q '1 not in the event any more' out.txt; judge "someone left the event with a badge that still opens" $? "$(said)"
[ "$(inmay revoke --key event.key ICE-0105 ice/event.yaml)" = 0 ] && [ "$(status "${build[@]}" --changed)" = 0 ] && ! grep -qF '[badge' err.txt && grep -q '2 revoked' out.txt; judge "until it is revoked" $? "$(said)"

# Spoiled sheets, on A4 with four badges each.
sheets=(--only badge --stock a4-a6-4)
[ "$(status build --key event.key ice/event.yaml "${sheets[@]}" --wave lembar -o out)" = 0 ]; judge "a wave of all, on sheets" $? "$(said)"
on_three() { awk -F'\t' '$3 == "lembar" && $9 ~ /^3\// { print $7 }' ice/ice-2025.ledger; }
pdftoppm -r 200 -gray -f 3 -l 3 -singlefile out/badges-lembar.pdf sheet; zbarimg --raw -q -Sdisable -Sqrcode.enable sheet.pgm >sheet.txt; gate sheet.txt | awk '{ print $2 }' | sort >third.txt
[ "$(on_three | wc -l)" = 4 ] && on_three | sort | cmp -s - third.txt; judge "the ledger knows what stands on a sheet" $? "$(on_three) / $(cat third.txt)"
[ "$(status reprint --key event.key --sheet 3 --wave lembar ice/event.yaml "${sheets[@]}" -o out)" = 0 ] && [ "$(facts spoil)" = 4 ] && [ "$(facts reprint)" = 4 ]; judge "a spoiled sheet is printed again" $? "$(said)"
pdftoppm -r 200 -gray -singlefile out/badges-reprint-1.pdf again; zbarimg --raw -q -Sdisable -Sqrcode.enable again.pgm | sort >again.txt; sort sheet.txt | cmp -s - again.txt && [ "$(pages out/badges-reprint-1.pdf)" = 1 ]; judge "with the same codes" $? "$(wc -l again.txt)"
[ "$(status reprint --key event.key --sheet 3 --wave lembar ice/event.yaml "${sheets[@]}" -o out)" = 1 ] && grep -qF '[reprint-sheet]' err.txt; judge "the sheet has been replaced" $? "$(said)"
[ "$(status reprint --key event.key ICE-0101 ICE-9001 ice/event.yaml --only badge -o out)" = 0 ] && [ "$(pages out/badges-reprint-2.pdf)" = 2 ] && grep -q '  2 again$' out.txt; judge "badges by their ids" $? "$(said)"
[ "$(status reprint --key event.key ICE-010l ice/event.yaml -o out)" = 1 ] && grep -qF '[reprint-never]' err.txt && grep -q 'did you mean `ICE-010' err.txt; judge "one that was never printed" $? "$(said)"
[ "$(status reprint --sheet 1 ICE-0101 ice/event.yaml)" = 2 ] && [ "$(status reprint ice/event.yaml)" = 2 ] && [ "$(status build --sheet 2 ice/event.yaml)" = 2 ]; judge "either a sheet or ids" $? "$(said)"
[ "$(status ledger show ice/event.yaml)" = 0 ] && grep -q "^lembar  *badge .* [0-9]*  *[0-9]*  *[0-9]*$" out.txt && grep -q '^reprint-2 ' out.txt && grep -q '^panitia  *[0-9]*  *[0-9]*  *0  *0  *0$' out.txt; judge "ledger show" $? "$(said)"
mv ice/revoked.txt kept.txt; "$ETALASE" "${build[@]}" --changed >out.txt 2>err.txt; mv kept.txt ice/revoked.txt; grep -F '[badge-unrevoked]' err.txt | grep -q 'ICE-0103'; judge "revoked on another computer, but not in the list here" $? "$(said)"
[ "$(status ledger check ice/ice-2025.ledger)" = 0 ] && grep -q 'all sound' out.txt; judge "ledger check" $? "$(said)"

# A small event for what goes wrong.
mkdir -p small; cat >small/event.yaml <<'Y'
event: {id: kecil, name: Bazar Kecil, starts: 2026-11-21, ends: 2026-11-23}
vendors: [{name: Sambal Contoh, booths: [A01], owner: Dewi Contoh}]
people: [{id: ani, name: Ani Contoh}, {id: budi, name: Budi Contoh}, {id: citra, name: Citra Contoh}]
documents: [badge, booth-sign]
Y
ledger=small/kecil.ledger
[ "$(status build small/event.yaml --changed -o s)" = 0 ] && [ "$(pages s/badge-wave-1.pdf)" = 4 ] && [ -e s/booth-sign-wave-1.pdf ]; judge "without a key, and documents of other records" $? "$(said)"
[ "$(status reprint --sheet 1 --only badge,booth-sign small/event.yaml -o s)" = 1 ] && grep -qF '[reprint-which]' err.txt; judge "a sheet of which document?" $? "$(said)"
[ "$(status reprint ani small/event.yaml -o s)" = 0 ] && [ "$(ls s/*-reprint-1.pdf)" = s/badge-reprint-1.pdf ]; judge "what is printed again is badges" $? "$(ls s; said)"
rm -rf s "$ledger"; [ "$(status build small/event.yaml --only badge -o s)" = 0 ] && [ ! -e "$ledger" ] && [ -e s/badge.pdf ]; judge "an ordinary build keeps no ledger" $? "$(said)"
wave=(build small/event.yaml --only badge --changed -o s)
printf 'x' >s/badge-wave-1.pdf
for call in rename fsync write; do
    rm -f "$ledger"
    strace -f -o trace -e trace=$call -e inject=$call:signal=KILL:when=1 "$ETALASE" "${wave[@]}" >/dev/null 2>&1
    [ $? = 137 ] && [ ! -s "$ledger" ] && [ "$(cat s/badge-wave-1.pdf)" = x ]; judge "killed at $call: nothing recorded, the old file whole" $? "$(cat "$ledger")"
done
"$ETALASE" "${wave[@]}" >/dev/null 2>&1; lines=$(wc -l <"$ledger"); [ "$(pages s/badge-wave-1.pdf)" = 4 ] && [ "$lines" = 6 ]; judge "the next run prints and records them" $? "$lines"
rm -f "$ledger"; strace -f -P "$work/$ledger" -P "$ledger" -o trace -e trace=fsync -e inject=fsync:signal=KILL "$ETALASE" "${wave[@]}" >out.txt 2>&1
[ $? = 137 ] && [ ! -s out.txt ] && [ "$(pages s/badge-wave-1.pdf)" = 4 ]; judge "killed while the ledger is synced: nothing is said to be done" $? "$(cat out.txt)"
rm -f "$ledger"; strace -f -P "$work/$ledger" -P "$ledger" -o trace -e trace=write -e inject=write:signal=KILL "$ETALASE" "${wave[@]}" >out.txt 2>&1
[ $? = 137 ] && [ ! -s out.txt ] && [ "$(status "${wave[@]}")" = 0 ] && [ "$(wc -l <"$ledger")" = 6 ] && [ "$(status ledger check "$ledger")" = 0 ]; judge "killed while the ledger is written: the next run has it right" $? "$(said)"
lost=0; for delay in 0.002 0.005 0.01 0.02 0.03 0.05 0.08; do
    rm -f "$ledger" s/badge-wave-1.pdf; "$ETALASE" "${wave[@]}" >out.txt 2>&1 & pid=$!; sleep $delay; kill -9 $pid; wait $pid
    recorded=$(cat "$ledger" | grep -c $'\tprint\t'); { [ "$recorded" = 0 ] || [ "$(pages s/badge-wave-1.pdf)" = 4 ]; } && { ! grep -q '4 new' out.txt || [ "$recorded" = 4 ]; } || lost=$((lost + 1))
done
[ $lost = 0 ]; judge "kill -9 at any moment: what is recorded is there, what was said is recorded" $? "$lost"
rm -f "$ledger"; "$ETALASE" "${wave[@]}" >/dev/null 2>&1
cp "$ledger" whole.ledger; bytes=$(wc -c <whole.ledger); bad=0
for cut in $(seq $((bytes - 130)) $((bytes - 1))); do
    head -c "$cut" whole.ledger >"$ledger"; kept=$(grep -c $'\tprint\t.*\t[0-9a-f]\{8\}$' "$ledger"); cut_off=1; [ "$(tail -c 1 "$ledger" | od -An -c | tr -d ' ')" = '\n' ] && cut_off=0
    [ $cut_off = 1 ] && [ "$(tail -1 "$ledger" | grep -c $'\tprint\t.*\t[0-9a-f]\{8\}$')" = 1 ] && kept=$((kept - 1))
    if [ $((cut % 16)) = 0 ]; then
        [ "$(status "${wave[@]}")" = 0 ] && [ "$(pages s/badge-wave-2.pdf)" = $((4 - kept)) ] && { [ $cut_off = 0 ] || grep -qF '[ledger-torn]' err.txt; } && [ "$(status "${wave[@]}")" = 0 ] && ! grep -qF '[ledger-' err.txt || bad=$((bad + 1))
        rm -f s/badge-wave-2.pdf
    fi
done
[ $bad = 0 ]; judge "a line cut off at any byte is printed again, and mended" $? "$bad: $(said)"
head -c 9 whole.ledger >"$ledger"; [ "$(status "${wave[@]}" --wave lagi)" = 0 ] && [ "$(status ledger check "$ledger")" = 0 ]; judge "a first line cut off" $? "$(said)"
cp whole.ledger "$ledger"; (ulimit -f 1; "$ETALASE" build small/event.yaml --only badge --wave penuh -o s >out.txt 2>err.txt); [ $? = 3 ] && cmp -s whole.ledger "$ledger"; judge "a full disk" $? "$(said)"
chmod 444 "$ledger"; strace -f -P "$ledger" -o trace -e trace=openat -e inject=openat:error=EACCES "$ETALASE" "${wave[@]}" >out.txt 2>err.txt; [ $? = 3 ] && grep -qF '[ledger-write]' err.txt; judge "a ledger that cannot be written" $? "$(said)"; chmod 644 "$ledger"
strace -f -P "$work/$ledger" -P "$ledger" -o trace -e trace=write -e inject=write:error=ENOSPC "$ETALASE" build small/event.yaml --only badge --wave penuh -o s >out.txt 2>err.txt; [ $? = 3 ] && grep -qF '[ledger-write]' err.txt && grep -q 'was not recorded' err.txt && cmp -s whole.ledger "$ledger"; judge "no room for the record" $? "$(said)"
flock -x "$ledger" sleep 2 & sleep 0.3; [ "$(status "${wave[@]}")" = 3 ] && grep -q 'another run is using it' err.txt; judge "two runs at once" $? "$(said)"; wait
sed -i '4s/budi\|ani\|citra/dewi/' "$ledger"; [ "$(status "${wave[@]}")" = 1 ] && grep -F '[ledger-line]' err.txt | grep -q 'kecil.ledger:4:1: error'; judge "a line that was changed" $? "$(said)"
sed -i 1d "$ledger"; [ "$(status "${wave[@]}")" = 1 ] && grep -qF '[ledger-not]' err.txt; judge "no ledger" $? "$(said)"
sed 's/kecil/besar/' whole.ledger >"$ledger"; [ "$(status "${wave[@]}")" = 1 ] && grep -qF '[ledger-event]' err.txt; judge "of another event" $? "$(said)"
cp whole.ledger "$ledger"; [ "$(status build small/event.yaml --only badge --changed --for "badge.id == 'ani'" -o s)" = 0 ] && grep -q '1 as printed' out.txt && ! grep -q 'any more' out.txt; judge "a choice of records is no loss of the others" $? "$(said)"

sed 's/$/\r/' whole.ledger >"$ledger"; [ "$(status "${wave[@]}")" = 0 ] && grep -q '4 as printed' out.txt && [ "$(status ledger check "$ledger")" = 0 ]; judge "saved by an editor with other line ends" $? "$(said)"
cp whole.ledger "$ledger"; sed 's/Ani Contoh/Ani Contoh Lama/' small/event.yaml >small/lama.yaml; rm -f s/badge-wave-2.pdf
[ "$(TZ=UTC faketime -f '2020-01-01 01:00:00' "$ETALASE" build small/lama.yaml --only badge --changed -o s >out.txt 2>err.txt; echo $?)" = 0 ] && [ "$(pages s/badge-wave-2.pdf)" = 1 ] && grep -F '[ledger-clock]' err.txt | grep -q '2020-01-01T01:00:00Z'; judge "the clock was set back: it is said" $? "$(said)"
[ "$(status build small/lama.yaml --only badge --changed -o s)" = 0 ] && grep -q '4 as printed' out.txt && ! grep -qF '[ledger-clock]' err.txt; judge "and what was printed then counts" $? "$(said)"
# Another run takes its empty ledger away while this one waits for the lock.
rm -f "$ledger"; strace -f -o trace -e trace=flock -e inject=flock:delay_enter=1000000:when=1 "$ETALASE" "${wave[@]}" >out.txt 2>err.txt & pid=$!
for i in $(seq 60); do [ -e "$ledger" ] && break; sleep 0.05; done; rm "$ledger"; wait $pid; [ "$(grep -c $'\tprint\t' "$ledger")" = 4 ]; judge "a ledger that another run took away is made anew" $? "$(said)"
mkdir -p terkunci/kecil.ledger; cp small/event.yaml terkunci/; [ "$(status build terkunci/event.yaml --only badge --changed -o s)" = 3 ] && grep -qF '[ledger-write]' err.txt; judge "a folder in the place of the ledger" $? "$(said)"

# Two laptops.
rm -rf kiri kanan; cp -r small kiri; cp -r small kanan
desk() { "$ETALASE" build "$1/event.yaml" --only badge --changed --wave "$2" -o "$1" >out.txt 2>err.txt; }
sed -i 's/Ani Contoh/Ani Contoh Putri/' kiri/event.yaml; desk kiri kiri-1
sed -i 's/Budi Contoh/Budi Contoh Putra/' kanan/event.yaml; desk kanan kanan-1
[ "$(status ledger merge kiri/kecil.ledger kanan/kecil.ledger -o both.ledger)" = 0 ] && [ "$(grep -c $'\tprint\t' both.ledger)" = 6 ] && [ "$(status ledger check both.ledger)" = 0 ]; judge "two copies joined: each fact once" $? "$(said)"
"$ETALASE" ledger merge kanan/kecil.ledger kiri/kecil.ledger -o again.ledger >/dev/null 2>&1; [ "$(sort both.ledger | sha256sum)" = "$(sort again.ledger | sha256sum)" ]; judge "in either order" $?
sed -e 's/Ani Contoh/Ani Contoh Putri/' -e 's/Budi Contoh/Budi Contoh Putra/' small/event.yaml >small/now.yaml; cp both.ledger "$ledger"; [ "$(status build small/now.yaml --only badge --changed -o s)" = 0 ] && grep -q '4 as printed' out.txt; judge "both know what the other printed" $? "$(said)"
cat kiri/kecil.ledger kanan/kecil.ledger >"$ledger"; [ "$(status build small/now.yaml --only badge --changed -o s)" = 0 ] && grep -q '4 as printed' out.txt; judge "so they do when the files are only put together" $? "$(said)"
sed -i 's/Citra Contoh/Citra Contoh Sari/' kiri/event.yaml; desk kiri meja; sed -i 's/Citra Contoh/Citra Contoh Dewi/' kanan/event.yaml; desk kanan meja
[ "$(status ledger merge kiri/kecil.ledger kanan/kecil.ledger -o both.ledger)" = 1 ] && grep -F '[ledger-differs]' err.txt | grep -q 'kanan/kecil.ledger:8:1: error.*citra' && grep -q 'kiri/kecil.ledger:8:1: note' err.txt && grep -qF '[ledger-wave-both]' err.txt; judge "the same badge with different content: both lines are shown" $? "$(said)"
cp -r small atas; cp whole.ledger atas/kecil.ledger; cp -r atas bawah; for side in atas bawah; do sed -i 's/Citra/Tjitra/' $side/event.yaml; desk $side $side; done
[ "$(status ledger merge atas/kecil.ledger bawah/kecil.ledger -o both.ledger)" = 0 ] && grep -qF '[ledger-twice]' err.txt; judge "the same badge twice" $? "$(said)"
[ "$(status ledger merge atas/kecil.ledger ice/ice-2025.ledger -o both.ledger)" = 1 ] && grep -qF '[ledger-event]' err.txt; judge "ledgers of two events" $? "$(said)"
[ "$(status ledger merge atas/kecil.ledger)" = 2 ] && [ "$(status ledger fold)" = 2 ] && [ "$(status ledger check nowhere.ledger)" = 1 ]; judge "what ledger takes" $? "$(said)"

# Spares.
mkdir -p cadangan; cat >cadangan/event.yaml <<'Y'
event: {id: cadangan, name: Bazar Cadangan, starts: 2026-11-21, ends: 2026-11-23}
zones: [{id: aula, name: Aula}, {id: belakang, name: Belakang}]
roles: [{id: tamu, name: Tamu, zones: [aula]}, {id: panitia, name: Panitia, zones: [aula, belakang]}]
spares: {tamu: 3, panitia: 1}
documents: [badge, attendance]
people:
  - {id: ani, name: Ani Contoh, role: panitia}
Y
spares=(build --key event.key cadangan/event.yaml --only badge --changed -o c)
[ "$(status "${spares[@]}")" = 0 ] && [ "$(pages c/badge-wave-1.pdf)" = 5 ] && [ "$(text c/badge-wave-1.pdf | grep -o 'Cadangan 0[1-3]' | wc -l)" = 4 ]; judge "spare badges are printed along" $? "$(said)"
codes c/badge-wave-1.pdf >codes.txt; "$ETALASE" verify -q --key event.key.pub --event cadangan/event.yaml --at '2026-11-22 11:00' codes.txt >answers.txt; [ "$(grep -c '^ADMIT .* role tamu zones aula$' answers.txt)" = 3 ] && [ "$(grep -c ^ADMIT answers.txt)" = 5 ]; judge "signed for their role and its areas" $? "$(cat answers.txt)"
second=$(awk -F'\t' '$5 == "tamu-S02" { print $7 }' cadangan/cadangan.ledger)
echo '  - {id: dewi, name: Dewi Contoh, spare: tamu-S02}' >>cadangan/event.yaml
[ "$(status "${spares[@]}")" = 0 ] && [ ! -e c/badge-wave-2.pdf ] && grep -q '1 handed out as spares' out.txt && grep -q $'\tassign\t-\t-\ttamu-S02\t1\t'"$second"$'\t-\t-\tdewi\t' cadangan/cadangan.ledger; judge "a spare that was given away is recorded and not printed" $? "$(said)"
"$ETALASE" build --key event.key cadangan/event.yaml -o c >out.txt 2>err.txt; ! text c/badge.pdf | grep -q Dewi && text c/attendance.pdf | grep -q Dewi && ! text c/attendance.pdf | grep -q S01; judge "an ordinary build does not print it either; the list has the person" $? "$(said)"
sed -i 's/dewi, name: Dewi Contoh/eka, name: Eka Contoh/' cadangan/event.yaml
[ "$(status "${spares[@]}")" = 1 ] && grep -F '[ledger-spare]' err.txt | grep -q 'event.yaml:8:' && grep -q 'cadangan.ledger:8:1: note' err.txt; judge "not to someone else afterwards" $? "$(said)"
sed -i 's/eka, name: Eka Contoh/dewi, name: Dewi Contoh/' cadangan/event.yaml
cp -r cadangan satu; cp -r cadangan dua
for pair in satu:fitri dua:gita; do echo "  - {id: ${pair#*:}, name: Orang ${pair#*:}, spare: tamu-S03}" >>"${pair%:*}/event.yaml"; "$ETALASE" build "${pair%:*}/event.yaml" --key event.key --only badge --changed -o c >/dev/null 2>&1; done
[ "$(status ledger merge satu/cadangan.ledger dua/cadangan.ledger -o both.ledger)" = 1 ] && grep -F '[ledger-spare]' err.txt | grep -q 'tamu-S03.*gita.*fitri'; judge "two laptops gave the same spare away" $? "$(said)"
[ "$(status reissue --key event.key dewi cadangan/event.yaml)" = 0 ] && [ "$(status "${spares[@]}")" = 0 ] && [ "$(pages c/badge-wave-2.pdf)" = 1 ] && text c/badge-wave-2.pdf | grep -q 'Dewi Contoh'; judge "a lost spare is replaced by a badge with the name" $? "$(said)"
awk -F'\t' -v old="$second" '$2 == "revoke" && $5 == "tamu-S02" && $7 == old' cadangan/cadangan.ledger | grep -q . && grep -q "^$second$" cadangan/revoked.txt; judge "whose first code is revoked" $?
echo '  - {id: hadi, name: Hadi Contoh, spare: tamu-S04}' >>cadangan/event.yaml; sed -i 's/tamu: 3/tamu: 4/' cadangan/event.yaml
[ "$(status "${spares[@]}")" = 0 ] && grep -qF '[spare-unprinted]' err.txt; judge "a spare that was never printed" $? "$(said)"

# Many badges, few changes.
mkdir -p many; { echo id,name; for i in $(seq 2000); do echo "P-$i,Orang Contoh $i"; done; } >many/people.csv
printf 'event: {id: ramai, name: Acara Ramai, starts: 2026-11-21, ends: 2026-11-23}\npeople: people.csv\ndocuments: [badge]\n' >many/event.yaml
seconds() { local TIMEFORMAT='%3U'; { time "$ETALASE" build --key event.key many/event.yaml "$@" >out.txt 2>err.txt; } 2>&1; }
seconds -o m --changed >/dev/null; full=$(seconds -o m); sed -i -e '/^P-7,/s/Orang/Nona/' -e '/^P-70,/s/Orang/Nona/' -e '/^P-700,/s/Orang/Nona/' many/people.csv; few=$(seconds -o m --changed)
[ "$(pages m/badge-wave-2.pdf)" = 3 ] && awk "BEGIN { exit !($few < 0.75 * $full) }"; judge "three changes in 2,000 take well under a full build" $? "$few s, $full s: $(said)"
echo "# 3 changes in 2,000 badges: $few s of processor time, all of them: $full s"
