#!/bin/bash
# scripts - a badge for each script: the name comes back from the page as it was written, and a
# Korean badge is small.
judge() { if [ "$2" = 0 ]; then echo "ok scripts: $1"; else echo "not ok scripts: $1: $3"; fi; }
work=$OUT/scripts; mkdir -p "$work"; cd "$work" || exit 2
names='latin|Siti Rahmawati
vietnamese|Nguyễn Thị Hồng Phượng
hangul|김하늘
han|陈伟明
kana|さくら カナエ
arabic|محمد عبد الرحمن
hebrew|דוד בן־גוריון
thai|สมชาย ใจดี
khmer|សុខ ចាន់ណា
devanagari|प्रिया शर्मा
tamil|முருகன் செல்வி
javanese|ꦱꦶꦠꦶꦫꦃꦩꦮꦠꦶ
balinese|ᬓᬢᬸᬢ᭄ᬲᬸᬓ
buginese|ᨒᨘᨁ
cyrillic|Анна Петрова
greek|Ελένη Παπαδοπούλου
nonbmp|𠮷田𡈽'
# Without white, direction marks and line ends: what the letters are, in their order.
letters() { python3 -c 'import sys, unicodedata
text = unicodedata.normalize("NFC", sys.stdin.read())
print("".join(c for c in text if not c.isspace() and c not in "\u202a\u202b\u202c\u202d\u202e\u200e\u200f\u2066\u2067\u2069"))'; }
while IFS='|' read -r id name; do
    printf 'event: {name: Uji, date: 2023-10-27}\nvendors:\n  - {name: Stan, booths: [A01], staff: [{name: "%s", id: %s}]}\n' "$name" "$id" >"$id.yaml"
    "$ETALASE" build "$id.yaml" --only badge -o "$id" >"$id.log" 2>&1; judge "$id: builds in silence" $(($? + $(grep -c 'warning\|error' "$id.log"))) "$(head -1 "$id.log")"
    found=$(pdftotext "$id/badge.pdf" - | letters)
    [[ $found == *"$(letters <<<"$name")"* ]]; judge "$id: the name comes back" $? "$found"
    missing=$(pdffonts "$id/badge.pdf" | tail -n +3 | awk '{ if ($(NF-4) != "yes" || $(NF-2) != "yes") print $1 }')
    [ -z "$missing" ]; judge "$id: fonts embedded, with unicode" $? "$missing"
done <<<"$names"
mkdir -p ko
printf 'event: {name: 서울 관광 교류전, date: 2023-10-27, language: ko}\nvendors:\n  - {name: 한국관광공사, booths: [A01], staff: [{name: 김하늘, id: K1}]}\n' >ko/event.yaml
"$ETALASE" build ko/event.yaml --only badge -o ko/out >ko/log 2>&1; size=$(stat -c %s ko/out/badge.pdf); [ "${size:-9999}" -lt 8192 ]; judge "a Korean badge is under 8 KB: $size bytes" $? "$(head -1 ko/log)"
printf 'event: {name: Uji, date: 2023-10-27}\npeople:\n  - {name: 直骨 一, language: ja}\n  - {name: 直骨 二, language: zh-Hant}\n  - {name: 直骨 三}\n' >han.yaml
"$ETALASE" build han.yaml --only badge -o han >han.log 2>&1; found=$(pdffonts han/badge.pdf | grep -o 'CJK[a-z]*' | sort | tr '\n' ' '); [ "$found" = "CJKjp CJKsc CJKtc " ]; judge "a person's language chooses the shapes of Han characters" $? "$found"
