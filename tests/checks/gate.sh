#!/bin/bash
# gate - from key to gate: signed badges are printed, read back from 300 dpi and judged; every
# reason to deny; kill -9 in the middle of scans; keys that must be refused or must not leak.
judge() { if [ "$2" = 0 ]; then echo "ok gate: $1"; else echo "not ok gate: $1: $3"; fi; }
work=$OUT/gate; mkdir -p "$work"; cd "$work" || exit 2
exec 2>log.txt # programs that talk; shown where a check fails
cat >event.yaml <<'Y'
event: {id: bazar-uji, name: Bazar Uji, starts: 2026-11-21, ends: 2026-11-23, timezone: WITA}
zones: [{id: hall, name: Aula}, {id: backstage, name: Belakang panggung}]
roles:
  - {id: peserta, name: Peserta, zones: [hall], staff: true}
  - {id: panitia, name: Panitia, zones: [hall, backstage]}
  - {id: media, name: Media, zones: [hall], days: [2]}
vendors:
  - {name: Sambal Contoh, booths: [A01], staff: [{name: Siti Contoh}]}
people:
  - {id: ani, name: Ani Contoh, role: panitia}
  - {id: budi, name: Budi Contoh, role: media}
documents: [badge]
Y
status() { "$@" >out.txt 2>err.txt; echo $?; }
said() { cat out.txt err.txt; }
# scan WANTED ARGUMENTS... <scans: the first answer starts with WANTED
scan() { local want=$1; shift; "$ETALASE" verify -q --key event.key.pub "$@" >out.txt 2>err.txt; head -1 out.txt | grep -q "^$want"; }
day2=(--at 2026-11-22T02:00:00Z)

[ "$(status "$ETALASE" keygen event.key)" = 0 ] && [ "$(stat -c %a event.key)" = 600 ] && [ -f event.key.pub ]; judge "keygen" $? "$(said)"
before=$(sha256sum event.key)
[ "$(status "$ETALASE" keygen event.key)" != 0 ] && grep -qF '[key-exists]' err.txt && [ "$(sha256sum event.key)" = "$before" ]; judge "a key is never overwritten" $? "$(said)"
[ "$(status "$ETALASE" build --only badge -o plain)" = 0 ] && [ "$(grep -cF '[badges-unsigned]' err.txt)" = 1 ]; judge "without a key the build says so" $? "$(said)"
[ "$(status "$ETALASE" check)" = 0 ] && [ ! -s err.txt ]; judge "check does not" $? "$(said)"
[ "$(status "$ETALASE" build --key event.key --only badge -o one)" = 0 ] && [ ! -s err.txt ]; judge "build with the key" $? "$(said)"
"$ETALASE" build --key event.key --only badge -o two >out.txt 2>err.txt; cmp -s one/badge.pdf two/badge.pdf; judge "the same bytes again" $?
seed=$(sed -n 's/^seed //p' event.key)
qpdf --qdf --object-streams=disable one/badge.pdf plain.pdf
for file in one/badge.pdf plain.pdf; do strings "$file"; done | grep -qiE "$seed|secret-key" ; [ $? = 1 ] && [ ${#seed} = 64 ]; judge "no key material in the PDF" $?
pdftoppm -r 300 -gray one/badge.pdf page
wrong=0; for page in page-*.pgm; do zbarimg --raw -q -Sdisable -Sqrcode.enable "$page"; done >codes.txt
while read -r code; do [ ${#code} = 147 ] && echo "$code" | scan ADMIT "${day2[@]}" --event bazar-uji || wrong=$((wrong + 1)); done <codes.txt
[ "$(wc -l <codes.txt)" = 3 ] && [ $wrong = 0 ]; judge "every code read at 300 dpi is admitted" $? "$wrong wrong: $(cat codes.txt)"
"$ETALASE" verify -q --key event.key.pub --event event.yaml "${day2[@]}" page-*.pgm >out.txt 2>err.txt; [ $? = 0 ] && [ "$(grep -c ^ADMIT out.txt)" = 3 ]; judge "pictures" $? "$(said)"
grep -q '^ADMIT [0-9a-f]\{16\} role panitia zones hall,backstage$' out.txt; judge "roles and zones by name" $? "$(said)"

read -r ani <codes.txt; budi=$(sed -n 2p codes.txt)
echo "$ani" | tr 'A-Z' 'a-z' | scan ADMIT "${day2[@]}"; judge "caps lock the other way" $? "$(said)"
printf '%s\r\n\r\n' "$ani" | scan ADMIT "${day2[@]}" && [ "$(wc -l <out.txt)" = 1 ]; judge "a scanner that types CR LF" $? "$(said)"
echo "$budi" | scan 'DENY zone' "${day2[@]}" --event event.yaml --zone backstage; judge "another zone" $? "$(said)"
echo "$budi" | scan ADMIT "${day2[@]}" --event event.yaml --zone 'Aula'; judge "its zone, by name" $? "$(said)"
echo "$budi" | scan 'DENY day' --at '2026-11-21 10:00' --event event.yaml; judge "another day" $? "$(said)"
echo "$budi" | scan 'DENY day' "${day2[@]}" --day 3; judge "another day, by number" $? "$(said)"
echo "$ani" | scan ADMIT --at '2026-11-24 05:59' --event event.yaml; judge "until six in the morning" $? "$(said)"
echo "$ani" | scan 'DENY expired' --at '2026-11-24 06:01' --event event.yaml; judge "expired" $? "$(said)"
echo "$ani" | scan 'DENY event' "${day2[@]}" --event lain; judge "another event" $? "$(said)"
other=A; [ "${ani:100:1}" = A ] && other=B; echo "${ani:0:100}$other${ani:101}" | scan 'DENY signature' "${day2[@]}"; judge "forged" $? "$(said)"
echo "${ani:0:60} ${ani:61}" | scan 'DENY alphabet' "${day2[@]}"; judge "a space inside" $? "$(said)"
echo "hello" | scan 'DENY length' "${day2[@]}"; judge "no badge" $? "$(said)"
head -c 300000 /dev/urandom | timeout 20 "$ETALASE" verify -q --key event.key.pub >out.txt 2>err.txt; [ $? = 1 ] && ! grep -q '^ADMIT' out.txt; judge "noise" $? "$(head -3 err.txt)"
"$ETALASE" keygen other.key >out.txt 2>err.txt
echo "$ani" | "$ETALASE" verify -q --key other.key.pub >out.txt; [ $? = 1 ] && grep -q '^DENY key' out.txt; judge "another key" $? "$(said)"
echo "$ani" | scan ADMIT --key other.key.pub "${day2[@]}"; judge "two keys while one replaces the other" $? "$(said)"
printf '%s\n%s\n' "$ani" "$ani" | "$ETALASE" verify -q --json --key event.key.pub --log used.txt --gate Utara "${day2[@]}" >out.txt 2>err.txt
[ $? = 1 ] && python3 -c 'import json; a, b = [json.loads(line) for line in open("out.txt")]
assert a["answer"] == "ADMIT" and b["reason"] == "used" and b["used_gate"] == "Utara" and b["used_at"] == "2026-11-22T02:00:00Z"' 2>err.txt; judge "used: when and where, as JSON" $? "$(said)"
echo "$ani" | scan 'DENY used .*admitted 2026-11-22 10:00 WITA, gate Utara$' --event event.yaml --log used.txt --at 2026-11-22T03:00:00Z; judge "used, known from the log" $? "$(said)"
echo "$ani" | scan ADMIT --event event.yaml --log used.txt --at 2026-11-23T03:00:00Z; judge "the next day it admits again" $? "$(said)"

# revocation, on a fixed day
someday() { TZ=UTC faketime -f '2026-11-22 01:00:00' "$ETALASE" "$@" >out.txt 2>err.txt; echo $?; }
list=(--revoked revoked.txt)
[ "$(someday revoke --key event.key anii)" = 0 ] && grep -qF '[badge-unknown]' err.txt && grep -q 'did you mean `ani`' err.txt; judge "an id that is not there" $? "$(said)"
cp revoked.txt older.txt
[ "$(someday revoke --key event.key ani)" = 0 ] && grep -q '^counter 2$' revoked.txt; judge "revoke" $? "$(said)"
[ "$(someday revoke --key event.key ani)" = 0 ] && grep -q 'revoked already' out.txt && grep -q '^counter 2$' revoked.txt; judge "revoked twice" $? "$(said)"
echo "$ani" | scan 'DENY revoked' "${list[@]}" "${day2[@]}"; judge "revoked" $? "$(said)"
echo "$budi" | scan ADMIT "${list[@]}" "${day2[@]}"; judge "not revoked" $? "$(said)"
echo "$ani" | scan '' "${list[@]}" --at 2026-11-22T00:59:00Z; grep -qF '[list-clock]' err.txt && [ ! -s out.txt ]; judge "a clock before the list" $? "$(said)"
"$ETALASE" verify --key event.key.pub "${list[@]}" --log list.txt "${day2[@]}" </dev/null >out.txt 2>err.txt && grep -q 'revocation list 2, made .* (1 h 0 min ago): 2 badges' err.txt; judge "the age of the list is shown" $? "$(said)"
"$ETALASE" verify --key event.key.pub --revoked older.txt --log list.txt "${day2[@]}" </dev/null >out.txt 2>err.txt; [ $? = 1 ] && grep -qF '[list-old]' err.txt; judge "an older list than before" $? "$(said)"
sed 's/^counter 2/counter 9/' revoked.txt >bad.txt; scan '' --revoked bad.txt "${day2[@]}" </dev/null; grep -qF '[list-signature]' err.txt; judge "a changed list" $? "$(said)"
head -4 revoked.txt >bad.txt; scan '' --revoked bad.txt "${day2[@]}" </dev/null; grep -qF '[list-format]' err.txt; judge "a list cut off" $? "$(said)"
scan '' --revoked nowhere.txt </dev/null; grep -qF '[list-missing]' err.txt; judge "a list that is not there" $? "$(said)"
scan '' "${list[@]}" --event lain "${day2[@]}" </dev/null; grep -qF '[list-event]' err.txt; judge "a list of another event" $? "$(said)"
"$ETALASE" verify -q --key other.key.pub "${list[@]}" </dev/null >out.txt 2>err.txt; grep -qF '[list-key]' err.txt; judge "a list of another key" $? "$(said)"
[ "$(status "$ETALASE" build --key event.key --only badge -o three)" = 1 ] && grep -qF '[badge-revoked]' err.txt && [ ! -e three/badge.pdf ]; judge "a revoked badge does not come back by printing again" $? "$(said)"
[ "$(someday reissue --key event.key ani)" = 0 ] && grep -q '^ani 2 2026-11-22$' issues.txt; judge "reissue" $? "$(said)"
[ "$(status "$ETALASE" build --key event.key --only badge -o three)" = 0 ]; judge "and it is printed" $? "$(said)"
pdftoppm -r 300 -gray -f 1 -l 1 three/badge.pdf new; zbarimg --raw -q -Sdisable -Sqrcode.enable new-*.pgm >both.txt; echo "$ani" >>both.txt
scan ADMIT "${list[@]}" "${day2[@]}" both.txt && sed -n 2p out.txt | grep -q '^DENY revoked'; judge "the new badge opens, the old one does not" $? "$(said)"
[ "$(someday reissue --key event.key budi)" = 0 ] && grep -q '^counter 3$' revoked.txt && echo "$budi" | scan 'DENY revoked' "${list[@]}" "${day2[@]}"; judge "reissue revokes the old code" $? "$(said)"
[ "$(someday reissue --key event.key nobody)" = 1 ] && grep -qF '[badge-not-there]' err.txt; judge "reissue of a badge that is not there" $? "$(said)"
cp issues.txt kept.txt; echo 'ani two' >>issues.txt
[ "$(status "$ETALASE" build --key event.key --only badge -o three)" = 1 ] && grep -q 'issues.txt:4:1: error.*\[issues-line]' err.txt; judge "a damaged register" $? "$(said)"
mv kept.txt issues.txt
mkdir -p nodays; cat >nodays/event.yaml <<'Y'
event: {id: tanpa, name: Tanpa Tanggal}
people: [{name: Ani Contoh}]
documents: [badge]
Y
"$ETALASE" build --key event.key nodays/event.yaml -o three >out.txt 2>err.txt; [ $? = 1 ] && grep -qF '[badge-days]' err.txt; judge "an event without dates" $? "$(said)"

# keys
chmod 640 event.key; [ "$(status "$ETALASE" build --key event.key -o three)" = 1 ] && grep -qF '[key-open]' err.txt; judge "a key that others can read" $? "$(said)"; chmod 600 event.key
ln -s event.key link.key; [ "$(status "$ETALASE" build --key link.key -o three)" = 1 ] && grep -qF '[key-link]' err.txt; judge "a key through a link" $? "$(said)"
[ "$(status "$ETALASE" build --key event.key.pub -o three)" = 1 ] && grep -qF '[key-public]' err.txt; judge "the public key cannot sign" $? "$(said)"
"$ETALASE" verify --key event.key </dev/null >out.txt 2>err.txt; [ $? = 1 ] && grep -qF '[key-secret]' err.txt; judge "a gate refuses the secret key" $? "$(said)"
strace -f -e trace=prlimit64,setrlimit,mlock,mlock2 -o trace.txt "$ETALASE" build --key event.key --only badge -o three >/dev/null 2>&1
grep -q 'RLIMIT_CORE, {rlim_cur=0' trace.txt && grep -q '^[0-9 ]*mlock' trace.txt; judge "no core dump, no swap while the key is open" $? "$(grep -c . trace.txt) lines of trace"

# many scans
mkdir -p crowd/layouts; cat >crowd/layouts/tokens.yaml <<'Y'
layout: 1
name: tokens
title: Codes
needs: badges
masters: {page: {size: [600mm, 20mm], margins: 2mm}}
document:
  - each: badge in badges
    do:
      - page: [{text: "{badge.token}", size: 8pt}]
        master: page
Y
{ echo 'event: {id: ramai, name: Ramai, date: 2026-11-22}'; echo 'documents: [tokens]'; echo 'people:'
  for i in $(seq 1500); do echo "  - {id: p$i, name: Orang Contoh $i}"; done; } >crowd/event.yaml
"$ETALASE" build --key event.key crowd/event.yaml -o many >out.txt 2>err.txt; pdftotext many/tokens.pdf - | grep -o 'EB1[A-Z2-7]\{144\}' >many.txt
[ "$(sort -u many.txt | wc -l)" = 1500 ]; judge "1,500 codes, all different" $? "$(wc -l <many.txt) $(head -3 err.txt)"
at=(--at 2026-11-22T04:00:00Z); for i in 1 2 3 4; do cat many.txt; done >stream.txt
start=$(date +%s%N); "$ETALASE" verify -q --key event.key.pub "${at[@]}" --log speed.txt <stream.txt >out.txt 2>err.txt; end=$(date +%s%N)
[ "$(grep -c ^ADMIT out.txt)" = 1500 ] && [ "$(grep -c '^DENY used' out.txt)" = 4500 ]; judge "6,000 scans, each badge once" $? "$(head -3 err.txt)"
echo "# $((6000 * 1000000000 / (end - start))) scans/s with a log on disk, through a pipe"
rm -f killed.txt; lost=0 answered=0
for delay in 0.05 0.11 0.23; do
    (while read -r code; do echo "$code"; done <many.txt) | "$ETALASE" verify -q --key event.key.pub "${at[@]}" --log killed.txt >answers.txt 2>err.txt &
    pid=$!; sleep $delay; kill -9 $pid; wait $pid
    while read -r answer serial rest; do
        [ "$answer" = ADMIT ] || continue
        answered=$((answered + 1)); grep -q "ADMIT.$serial" killed.txt || lost=$((lost + 1))
    done <answers.txt
done
[ $lost = 0 ] && [ $answered -gt 0 ]; judge "kill -9 loses no admission that was answered" $? "$lost of $answered"
echo "# $answered answered before three kills"
head -1 many.txt | scan ADMIT "${at[@]}" --log torn.txt; sed -n 2p many.txt | scan ADMIT "${at[@]}" --log torn.txt
truncate -s -3 torn.txt
"$ETALASE" verify --key event.key.pub "${at[@]}" --log torn.txt many.txt >out.txt 2>err.txt; grep -qF '[log-torn]' err.txt && [ "$(sed -n 1p out.txt | cut -c1-9)" = "DENY used" ] && [ "$(sed -n 2p out.txt | cut -c1-5)" = ADMIT ]; judge "a torn last line does not count" $? "$(head -2 out.txt; head -1 err.txt)"
"$ETALASE" verify -q --key event.key.pub "${at[@]}" --log torn.txt </dev/null 2>err.txt && ! grep -qF '[log-torn]' err.txt; judge "and is mended for good" $? "$(cat err.txt)"
(ulimit -f 1; exec "$ETALASE" verify -q --key event.key.pub "${at[@]}" --log small.txt <many.txt >out.txt 2>err.txt); [ $? = 3 ] && grep -qF '[log-write]' err.txt && [ ! -s out.txt ]; judge "a full disk: no answer that is not in the log" $? "$(head -1 out.txt; cat err.txt)"
mkdir -p empty; (PATH=$work/empty; "$ETALASE" verify -q --key event.key.pub page-1.pgm >out.txt 2>err.txt); [ $? = 3 ] && grep -qF '[picture-reader]' err.txt; judge "pictures without zbarimg" $? "$(said)"
pdftoppm -r 50 -gray -x 0 -y 0 -W 20 -H 20 one/badge.pdf blank; scan 'DENY none' blank-1.pgm; judge "a picture without a code" $? "$(said)"
printf '\x89PNG broken' >broken.png; scan '' broken.png; grep -qF '[picture-unreadable]' err.txt; judge "a damaged picture" $? "$(said)"
