#!/bin/bash
# jobs - documents made side by side when one of their processes dies, the disk is full or the user
# stops the run: each costs what it must and nothing else.
judge() { if [ "$2" = 0 ]; then echo "ok jobs: $1"; else echo "not ok jobs: $1: $3"; fi; }
work=$OUT/jobs; mkdir -p "$work"; root=$PWD; cd "$work" || exit 2
exec 2>log.txt
cat >event.yaml <<'Y'
event: {name: Bazar Uji, date: 2025-06-14}
vendors:
  - {name: Sambal Contoh, booths: [A01], staff: [{name: Siti Contoh}, {name: Budi Contoh}]}
documents: [badge, booth-sign, {layout: badge, id: lagi}]
Y
said() { cat out.txt err.txt; }
left() { ls -A "$1" | grep -c '^\.'; }
build() { "$ETALASE" build --jobs="$1" event.yaml -o "$2" >out.txt 2>err.txt; echo $?; }
[ "$(build 3 whole)" = 0 ] && [ "$(ls whole | wc -l)" = 3 ]; judge "three documents" $? "$(said)"

# A fault that several documents meet, in one process or in several: said once, in the same place.
sed 's/2025-06-14/&, logo: logo.png/' event.yaml >same.yaml
echo 'not a picture' >logo.png
for jobs in 1 2 3; do "$ETALASE" check --jobs=$jobs same.yaml >"said-$jobs.txt" 2>&1; done
[ "$(grep -c 'error:' said-1.txt)" -gt 0 ] && cmp said-1.txt said-2.txt && cmp said-1.txt said-3.txt; judge "messages do not depend on the number of processes" $? "$(cat said-?.txt)"

# Photographs that one process looks through for another: whole and damaged ones, said as ever.
cp -r "$root/examples/ice-2025" photos; cd photos || exit 2
for name in abon-brown abon-light; do head -c 9000 pictures/$name.jpg >cut; mv cut pictures/$name.jpg; done
for jobs in 1 2 6; do "$ETALASE" check --jobs=$jobs event.yaml >"../said-$jobs.txt" 2>&1; done; cd ..
[ "$(grep -c image-damaged said-1.txt)" = 2 ] && cmp said-1.txt said-2.txt && cmp said-1.txt said-6.txt; judge "damaged photographs are told whoever looks through them" $? "$(cat said-?.txt)"

# Killed before it has written anything: one document is lost.
lost() { [ "$got" = 3 ] && [ "$(grep -cF '[document-lost]' err.txt)" = "$1" ] && grep -F '[document-lost]' err.txt | grep -q 'made lagi ended.*signal 9'; }
rm -rf one; mkdir one; echo old >one/lagi.pdf
strace -f -P "$work/one/lagi.pdf" -P one/lagi.pdf -o trace -e trace=%lstat,newfstatat -e inject=%lstat,newfstatat:signal=KILL "$ETALASE" build --jobs=3 event.yaml -o one >out.txt 2>err.txt; got=$?
lost 1; judge "a killed process is reported, status 3" $? "$got: $(said)"
cmp -s one/badge.pdf whole/badge.pdf && cmp -s one/booth-sign.pdf whole/booth-sign.pdf && [ "$(cat one/lagi.pdf)" = old ]; judge "the other documents are made" $? "$(ls -l one)"
# Each killed as it is about to give its file the name.
strace -f -o trace -e trace=rename -e inject=rename:signal=KILL "$ETALASE" build --jobs=3 event.yaml -o one >out.txt 2>err.txt; got=$?
lost 3 && cmp -s one/badge.pdf whole/badge.pdf && [ "$(cat one/lagi.pdf)" = old ]; judge "all are killed at the end: old files are whole" $? "$got: $(said)"
[ "$(left one)" = 0 ]; judge "unfinished files are taken away" $? "$(ls -A one)"

# A full disk.
rm -rf full; (ulimit -f 2; "$ETALASE" build --jobs=3 event.yaml -o full >out.txt 2>err.txt); got=$?
[ $got = 3 ] && [ "$(grep -cF '[file-write]' err.txt)" = 3 ] && [ -z "$(ls -A full)" ]; judge "a full disk: each document is reported, none is left" $? "$got: $(said; ls -A full)"

# The user stops it: everything ends soon, and nothing unfinished is left.
cp -r "$root/examples/ice-2025" ice
running() { ps -eo args | grep -F "$work/stopped-$1" | grep -vc grep; }
for signal in INT TERM HUP KILL; do
    bad=
    for delay in 0.1 0.2 0.3; do
        out=$work/stopped-$signal; rm -rf "$out"
        "$ETALASE" build --jobs=3 ice/event.yaml -o "$out" >out.txt 2>err.txt & pid=$!
        sleep $delay; kill -$signal $pid 2>/dev/null || continue
        wait $pid; got=$?
        case $signal in INT) want=130 ;; KILL) want=137 ;; *) want=3 ;; esac
        [ $got = $want ] || [ $got = 0 ] || bad+="after $delay s status $got; "
        for i in $(seq 40); do [ "$(running $signal)" = 0 ] && break; sleep 0.05; done
        [ "$(running $signal)" = 0 ] || bad+="after $delay s processes are left; "
        [ ! -d "$out" ] || [ "$(left "$out")" = 0 ] || bad+="after $delay s files are left: $(ls -A "$out" | grep '^\.'); "
        for pdf in "$out"/*.pdf; do [ ! -e "$pdf" ] || qpdf --check "$pdf" >/dev/null || bad+="$pdf is not whole; "; done
    done
    [ -z "$bad" ]; judge "SIG$signal ends all processes and leaves no unfinished file" $? "$bad"
done
