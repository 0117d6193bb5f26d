#!/usr/bin/env python3
"""Mutation runs of the program against crashes, sanitizer reports, hangs and memory.

    tests/fuzz/run.py PROGRAM [--runs N] [--seed N] [--only event|layout|csv|picture|ledger] [--keep FOLDER]

PROGRAM is a build with clang's sanitizers (make fuzz). Each run copies a small event, changes one
file of it and checks or builds it, within SECONDS and BYTES. A run fails when the program dies by a
signal, a sanitizer speaks, the exit status is not 0, 1 or 3, or time or memory runs out; the folder of
a failed run is kept under --keep. Run K of seed S is always the same input.
"""
import argparse, os, random, re, resource, shutil, subprocess, sys, tempfile, time

from mutations import (NUMBERS, binary_mutation, bytes_changed, drawing_mutation, layout_mutation, ledger_mutation,
                       lines_changed, substitute, yaml_mutation)

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
EXAMPLE = os.path.join(ROOT, 'examples', 'bazar-gunung-sari-ilir-2025')
CASES = os.path.join(ROOT, 'tests', 'cases', 'layout')
SECONDS, BYTES = 10, 500 << 20
READER_SECONDS = 20  # more for pictures: their reader has a limit of its own, in processor time
LAYOUTS = ['badge', 'booth-sign', 'catalogue', 'closing-report', 'certificate', 'table-tent',
           'price-labels', 'programme', 'attendance', 'envelope-names']
ARTWORK = ('letterhead.pdf', 'logo.svg')
SMALL_EVENT = '''event: {id: kecil, name: Bazar Kecil, starts: 2026-11-21, ends: 2026-11-23}
vendors: [{name: Sambal Contoh, booths: [A01], owner: Dewi Contoh}]
zones: [{id: aula, name: Aula}]
roles: [{id: tamu, name: Tamu, zones: [aula]}]
spares: {tamu: 2}
people:
  - {id: ani, name: Ani Contoh}
  - {id: budi, name: Budi Contoh}
documents: [badge, booth-sign]
'''
BASE_LEDGER = []


def read(path):
    with open(path, encoding='utf-8', errors='surrogateescape', newline='') as f:
        return f.read()


def write(path, text):
    with open(path, 'w', encoding='utf-8', errors='surrogateescape', newline='') as f:
        f.write(text)


def prepare_picture(rng, folder, event):
    path = os.path.join(folder, 'sampul.jpg')
    kind = rng.choice(['.jpg', '.png', '.svg', '.svg', '.pdf', '.pdf'])
    if kind != '.jpg':
        name = 'sampul' + kind
        write(event, read(event).replace('sampul.jpg', name))
        path = os.path.join(folder, name)
        shutil.copy(rng.choice(PICTURES[kind]), path)
    with open(path, 'rb') as f:
        raw = f.read()
    with open(path, 'wb') as f:
        f.write(drawing_mutation(rng, raw) if kind in ('.svg', '.pdf') and rng.random() < 0.8 else binary_mutation(rng, raw))
    return ['build', '--only=catalogue', event]


def prepare_list(rng, folder, event):
    path = os.path.join(folder, 'vendors.csv')
    text = read(path)
    for _ in range(rng.choice([1, 2, 6])):
        text = rng.choice([bytes_changed, lines_changed])(rng, text)
        text = rng.choice([text, text, substitute(rng, text, re.compile('[^,\n]+'),
                                                  NUMBERS + ['"', '""', '"\n', 'K' * 20000, 'kata ' * 4000, '\0', '=1+1'])])
    write(path, text)
    return [*rng.choice([['check'], ['build', '--only=booth-sign'], ['build', '--only=badge'],
                         ['build', '--only=catalogue', '--jobs=2']]), event]


def take_case(name, layouts, event):
    """One of the small layouts of the tests, with what it includes and its event."""
    for each in os.listdir(CASES):
        if (each.startswith('_') and each.endswith('.yaml')) or each == name + '.yaml' or each in ARTWORK:
            shutil.copy(os.path.join(CASES, each), layouts)
    for each in ARTWORK:
        shutil.copy(os.path.join(CASES, each), os.path.dirname(layouts))
    data = os.path.join(CASES, name + '.event.yaml')
    shutil.copy(data if os.path.exists(data) else os.path.join(CASES, 'event.yaml'), event)


def prepare_event(rng, folder, event):
    if rng.random() < 0.4:  # stands with places, results in figures: what the example has not
        name = rng.choice(WITH_EVENT)
        os.mkdir(os.path.join(folder, 'layouts'))
        take_case(name, os.path.join(folder, 'layouts'), event)
        write(event, yaml_mutation(rng, read(event)) + f'\ndocuments: [{name}]\n')
        return ['build', event]
    write(event, yaml_mutation(rng, read(event)))
    return [*rng.choice([['check'], ['build', '--only=badge'], ['build', '--only=closing-report'],
                         ['build', '--only=catalogue']]), event]


def prepare_layout(rng, folder, event):
    name = rng.choice(LAYOUTS) if rng.random() < 0.25 else rng.choice(SMALL)
    layouts = os.path.join(folder, 'layouts')
    os.mkdir(layouts)
    victim = name
    if name in LAYOUTS:
        victim = name if rng.random() < 0.8 else '_family'
        for each in {name, '_family'}:
            shutil.copy(os.path.join(ROOT, 'layouts', each + '.yaml'), layouts)
    else:
        take_case(name, layouts, event)
    write(event, re.sub(r'(?m)^documents:.*\n?', '', read(event)) + f'\ndocuments: [{name}]\n')
    path = os.path.join(layouts, victim + '.yaml')
    write(path, layout_mutation(rng, read(path)))
    return ['build', event]


def prepare_ledger(rng, folder, event):
    write(event, SMALL_EVENT)
    ledger, other = os.path.join(folder, 'kecil.ledger'), os.path.join(folder, 'b.ledger')
    write(ledger, ledger_mutation(rng, BASE_LEDGER[0]))
    write(other, ledger_mutation(rng, BASE_LEDGER[0]) if rng.random() < 0.5 else BASE_LEDGER[0])
    return rng.choice([['ledger', 'check', ledger], ['ledger', 'show', event], ['ledger', 'merge', ledger, other],
                       ['build', '--changed', event], ['build', '--changed', '--report=changes', event],
                       ['reprint', '--sheet=1', '--wave=wave-1', event], ['reprint', 'ani', event]])


PREPARE = {'picture': prepare_picture, 'csv': prepare_list, 'event': prepare_event, 'layout': prepare_layout,
           'ledger': prepare_ledger}
KINDS = ['event', 'event', 'layout', 'layout', 'layout', 'layout', 'csv', 'picture', 'picture', 'ledger']


def prepare(rng, kind, folder):
    """Fills the folder with one mutated event; the command's arguments."""
    shutil.copytree(EXAMPLE, folder)
    return PREPARE[kind](rng, folder, os.path.join(folder, 'event.yaml'))


def make_ledger(program):
    """A wave, a change and a spare that was given away."""
    with tempfile.TemporaryDirectory(prefix='etalase-fuzz-') as folder:
        event = os.path.join(folder, 'event.yaml')
        for text in SMALL_EVENT, SMALL_EVENT.replace('Ani', 'Nona Ani').replace('name: Budi', 'spare: tamu-S01, name: Budi'):
            write(event, text)
            subprocess.run([program, 'build', '--changed', '-q', '-o', folder, event], check=True, stderr=subprocess.DEVNULL,
                           env=dict(os.environ, ETALASE_DATA=ROOT))
        BASE_LEDGER.append(read(os.path.join(folder, 'kecil.ledger')))


def limits():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (256 << 20, 256 << 20))


def run(program, arguments, folder, seconds):
    """What is wrong with one run, or None."""
    environment = dict(os.environ, ETALASE_DATA=ROOT, ASAN_OPTIONS=f'detect_leaks=0:hard_rss_limit_mb={BYTES >> 20}',
                       UBSAN_OPTIONS='print_stacktrace=1')
    command = [program, *arguments, '--output=' + os.path.join(folder, 'out')]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=seconds, env=environment, preexec_fn=limits, check=False)
    except subprocess.TimeoutExpired:
        return f'took more than {seconds} s'
    for mark in (b'runtime error:', b'Sanitizer', b'Assertion'):
        at = done.stderr.find(mark)
        if at >= 0:
            return done.stderr[max(0, at - 120):at + 1500].decode('utf-8', 'replace')
    if b'its reader failed on it' in done.stderr:
        return 'the reader of artwork ended: ' + done.stderr[-400:].decode('utf-8', 'replace')
    if done.returncode not in (0, 1, 3):
        return f'exit status {done.returncode}: ' + done.stderr[-400:].decode('utf-8', 'replace')
    if done.returncode == 1 and not done.stderr:
        return 'failed without a message'
    return None


def find_small():
    return sorted(n[:-5] for n in os.listdir(CASES)
                  if n.endswith('.yaml') and not n.endswith('event.yaml') and not n.startswith('_'))


def find_pictures(suffix):
    found = [os.path.join(d, f) for top in ('examples', 'tests/cases') for d, _, files in
             os.walk(os.path.join(ROOT, top)) for f in files if f.endswith(suffix)]
    return sorted(sorted(found, key=os.path.getsize)[:8])


SMALL, PICTURES = find_small(), {s: find_pictures(s) for s in ('.png', '.svg', '.pdf')}
WITH_EVENT = [name for name in SMALL if os.path.exists(os.path.join(CASES, name + '.event.yaml'))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('program')
    parser.add_argument('--runs', type=int, default=2000)
    parser.add_argument('--first', type=int, default=0, help='number of the first run')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--only', choices=sorted(set(KINDS)))
    parser.add_argument('--keep', default='build/fuzz')
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)
    make_ledger(options.program)
    failed, counts, slowest, start = 0, {}, 0.0, time.monotonic()
    for number in range(options.first, options.first + options.runs):
        rng = random.Random(f'{options.seed}/{number}')
        kind = rng.choice(KINDS)
        kind = options.only or kind
        with tempfile.TemporaryDirectory(prefix='etalase-fuzz-') as base:
            folder = os.path.join(base, 'event')
            arguments = prepare(rng, kind, folder)
            began = time.monotonic()
            fault = run(options.program, arguments, folder, SECONDS + (READER_SECONDS if kind == 'picture' else 0))
            slowest = max(slowest, time.monotonic() - began)
            counts[kind] = counts.get(kind, 0) + 1
            if fault:
                failed += 1
                kept = os.path.join(options.keep, f'{options.seed}-{number}')
                shutil.rmtree(kept, ignore_errors=True)
                shutil.rmtree(os.path.join(folder, 'out'), ignore_errors=True)
                shutil.copytree(folder, kept)
                command = ' '.join(arguments).replace(folder, kept)
                print(f'run {number} ({kind}; {command}): {fault}\n', flush=True)
    kinds = ', '.join(f'{n} {k}' for k, n in sorted(counts.items()))
    print(f'seed {options.seed}: {options.runs} runs ({kinds}) in {time.monotonic() - start:.0f} s, '
          f'slowest {slowest:.1f} s, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
