#!/usr/bin/env python3
"""Mutation runs of the program against crashes, sanitizer reports, hangs and memory.

    tests/fuzz/run.py PROGRAM [--runs N] [--seed N] [--only event|layout|csv|picture] [--keep FOLDER]

PROGRAM is a build with clang's sanitizers (make fuzz). Each run copies a small event, changes one
file of it and checks or builds it, within SECONDS and BYTES. A run fails when the program dies by a
signal, a sanitizer speaks, the exit status is not 0, 1 or 3, or time or memory runs out; the folder of
a failed run is kept under --keep. Run K of seed S is always the same input.
"""
import argparse, os, random, re, resource, shutil, signal, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
EXAMPLE = os.path.join(ROOT, 'examples', 'bazar-gunung-sari-ilir-2025')
CASES = os.path.join(ROOT, 'tests', 'cases', 'layout')
SECONDS, BYTES = 10, 500 << 20
KINDS = ['event', 'layout', 'layout', 'layout', 'csv', 'picture']
LAYOUTS = ['badge', 'booth-sign', 'catalogue', 'closing-report', 'certificate', 'table-tent',
           'price-labels', 'programme', 'attendance', 'envelope-names']

NUMBERS = ['0', '-1', '1', '100', '99999', '2147483647', '2147483648', '-2147483648',
           '9223372036854775807', '-9223372036854775808', '1e999', '0.0000001', 'nan', '99' * 200]
LENGTHS = ['0mm', '-5mm', '0.001mm', '1mm', '99999mm', '-99999mm', '5000mm', '2147483pt', '1fr', '0fr',
           '100%', '0%', '-50%', '1000%', '999999%', 'auto', '12', '7pt', '1000000fr']
WORDS = ['', '[]', '{}', 'null', 'true', '"#000000"', '"{1/0}"', '"{event.vendors}"', '"{x"', '""',
         '[[[[]]]]', '[0mm, 0mm]', '[1fr, 99999mm, 0%]', 'page', 'require', '"a b c"', '"{event.name | upper}"',
         '"' + 'kata ' * 300 + '"', '"' + 'W' * 5000 + '"', '"\\0"', '"\\u202e\\u0301\\U0001F600"', '*a', '&a 1', '!!int 3']
VALUE = re.compile(r'(?<=: )[^\s{}\[\],#][^{}\[\],#\n]*|-?\d+(?:\.\d+)?(?:mm|pt|cm|fr|%)?')
LENGTH = re.compile(r'-?\d+(?:\.\d+)?(?:mm|pt|cm|fr|%)')
NUMBER = re.compile(r'(?<![\w."])-?\d+(?:\.\d+)?(?![\w"])')
EXPRESSION = re.compile(r'\{[^{}\n]{1,80}\}')


def substitute(rng, text, pattern, choices):
    """One match of the pattern becomes one of the choices."""
    found = list(pattern.finditer(text))
    if not found:
        return text
    at = rng.choice(found)
    return text[:at.start()] + rng.choice(choices) + text[at.end():]


def bytes_changed(rng, text):
    raw = bytearray(text.encode('utf-8', 'surrogateescape'))
    for _ in range(rng.choice([1, 1, 3, 10])):
        at = rng.randrange(len(raw) + 1)
        what = rng.randrange(4)
        if what == 0 and at < len(raw):
            raw[at] = rng.randrange(256)
        elif what == 1:
            raw[at:at + rng.randrange(1, 40)] = b''
        elif what == 2:
            raw[at:at] = bytes([rng.choice(b'{}[]:,-&*!|>\'"#%@`\t\n \0\xff')])
        else:
            start = rng.randrange(len(raw) + 1)
            raw[at:at] = raw[start:start + rng.randrange(1, 400)]
    return raw.decode('utf-8', 'surrogateescape')


def lines_changed(rng, text):
    lines = text.split('\n')
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    what = rng.randrange(5)
    if what == 0:
        del lines[at:at + rng.randrange(1, 4)]
    elif what == 1:
        lines[at], lines[other] = lines[other], lines[at]
    elif what == 2:  # the indentation of another line
        body, pad = lines[at].lstrip(' '), lines[other][:len(lines[other]) - len(lines[other].lstrip(' '))]
        lines[at] = pad + body
    elif what == 3:
        lines[at:at] = lines[other:other + rng.randrange(1, 12)]
    else:
        lines[at] = ' ' * rng.randrange(0, 12) + lines[at]
    return '\n'.join(lines)


def nested(rng, text):
    depth = rng.choice([5, 20, 31, 33, 500])
    open_, close = rng.choice([('[', ']'), ('{a: ', '}'), ('{stack: [', ']}'), ('{row: [', ']}'), ('{card: ', '}'),
                               ('{layer: [', ']}'), ('{each: "v in event.vendors", do: [', ']}')])
    return substitute(rng, text, VALUE, [open_ * depth + '{text: x}' + close * depth])


def yaml_mutation(rng, text):
    for _ in range(rng.choice([1, 1, 2, 4])):
        text = rng.choice([
            lambda: bytes_changed(rng, text), lambda: lines_changed(rng, text), lambda: lines_changed(rng, text),
            lambda: substitute(rng, text, LENGTH, LENGTHS), lambda: substitute(rng, text, LENGTH, LENGTHS),
            lambda: substitute(rng, text, LENGTH, LENGTHS), lambda: substitute(rng, text, NUMBER, NUMBERS),
            lambda: substitute(rng, text, VALUE, NUMBERS + LENGTHS + WORDS),
            lambda: substitute(rng, text, VALUE, NUMBERS + LENGTHS + WORDS),
            lambda: substitute(rng, text, EXPRESSION, EXPRESSION.findall(text) or ['{1}']),
            lambda: substitute(rng, text, EXPRESSION, ['{' * 9, '{1 | money}', '{event}', '{-9223372036854775808 - 1}',
                                                       '{event.name | default: event.name}', '{"' + '(' * 200 + '"}',
                                                       '{' + '(' * 200 + '1' + ')' * 200 + '}']),
            lambda: nested(rng, text)])()
    return text


def binary_mutation(rng, raw):
    raw = bytearray(raw)
    for _ in range(rng.choice([1, 2, 8])):
        at = rng.randrange(min(len(raw), rng.choice([64, 700, len(raw)])))
        what = rng.randrange(3)
        if what == 0:
            raw[at] = rng.choice([0, 1, 0x7f, 0x80, 0xff, rng.randrange(256)])
        elif what == 1:
            del raw[at:at + rng.choice([1, 4, len(raw)])]
        else:
            raw[at:at + 4] = rng.choice([b'\xff\xff\xff\xff', b'\0\0\0\0', b'\x7f\xff\xff\xff'])
        if not raw:
            return b'\0'
    return bytes(raw)


def read(path):
    with open(path, encoding='utf-8', errors='surrogateescape', newline='') as f:
        return f.read()


def write(path, text):
    with open(path, 'w', encoding='utf-8', errors='surrogateescape', newline='') as f:
        f.write(text)


def prepare(rng, kind, folder):
    """Fills the folder with one mutated event; the command's arguments."""
    shutil.copytree(EXAMPLE, folder)
    event = os.path.join(folder, 'event.yaml')
    if kind == 'picture':
        path = os.path.join(folder, 'sampul.jpg')
        if rng.random() < 0.7:
            source = rng.choice(rng.choice(PICTURES))
            name = 'sampul' + os.path.splitext(source)[1]
            write(event, read(event).replace('sampul.jpg', name))
            path = os.path.join(folder, name)
            shutil.copy(source, path)
        with open(path, 'rb') as f:
            raw = f.read()
        with open(path, 'wb') as f:
            f.write(binary_mutation(rng, raw))
        return ['build', '--only=catalogue']
    if kind == 'csv':
        path = os.path.join(folder, 'vendors.csv')
        text = read(path)
        for _ in range(rng.choice([1, 2, 6])):
            text = rng.choice([bytes_changed, lines_changed])(rng, text)
            text = rng.choice([text, text, substitute(rng, text, re.compile('[^,\n]+'),
                                                      NUMBERS + ['"', '""', '"\n', 'K' * 20000, 'kata ' * 4000, '\0', '=1+1'])])
        write(path, text)
        return rng.choice([['check'], ['build', '--only=booth-sign'], ['build', '--only=badge'],
                           ['build', '--only=catalogue']])
    if kind == 'event':
        write(event, yaml_mutation(rng, read(event)))
        return rng.choice([['check'], ['build', '--only=badge'], ['build', '--only=closing-report'],
                           ['build', '--only=catalogue']])
    name = rng.choice(LAYOUTS + SMALL)
    layouts = os.path.join(folder, 'layouts')
    os.mkdir(layouts)
    if name in LAYOUTS:
        victim = name if rng.random() < 0.8 else '_family'
        for each in {name, '_family'}:
            shutil.copy(os.path.join(ROOT, 'layouts', each + '.yaml'), layouts)
    else:
        victim = name
        for each in os.listdir(CASES):
            if each.endswith('.yaml') and (each.startswith('_') or each == name + '.yaml'):
                shutil.copy(os.path.join(CASES, each), layouts)
        data = os.path.join(CASES, name + '.event.yaml')
        shutil.copy(data if os.path.exists(data) else os.path.join(CASES, 'event.yaml'), event)
    write(event, re.sub(r'(?m)^documents:.*\n?', '', read(event)) + f'\ndocuments: [{name}]\n')
    path = os.path.join(layouts, victim + '.yaml')
    write(path, yaml_mutation(rng, read(path)))
    return ['build']


def limits():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (256 << 20, 256 << 20))


def run(program, arguments, folder):
    """What is wrong with one run, or None."""
    environment = dict(os.environ, ETALASE_DATA=ROOT, ASAN_OPTIONS=f'detect_leaks=0:hard_rss_limit_mb={BYTES >> 20}',
                       UBSAN_OPTIONS='print_stacktrace=1')
    command = [program, *arguments, '--output=' + os.path.join(folder, 'out'), os.path.join(folder, 'event.yaml')]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=SECONDS, env=environment, preexec_fn=limits, check=False)
    except subprocess.TimeoutExpired:
        return f'took more than {SECONDS} s'
    for mark in (b'runtime error:', b'Sanitizer', b'Assertion'):
        at = done.stderr.find(mark)
        if at >= 0:
            return done.stderr[max(0, at - 120):at + 1500].decode('utf-8', 'replace')
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


SMALL, PICTURES = find_small(), [find_pictures(s) for s in ('.png', '.svg', '.pdf')]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('program')
    parser.add_argument('--runs', type=int, default=2000)
    parser.add_argument('--first', type=int, default=0, help='number of the first run')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--only', choices=sorted(set(KINDS)))
    parser.add_argument('--keep', default='build/fuzz')
    options = parser.parse_args()
    failed, counts, slowest, start = 0, {}, 0.0, time.monotonic()
    for number in range(options.first, options.first + options.runs):
        rng = random.Random(f'{options.seed}/{number}')
        kind = rng.choice(KINDS)
        kind = options.only or kind
        with tempfile.TemporaryDirectory(prefix='etalase-fuzz-') as base:
            folder = os.path.join(base, 'event')
            arguments = prepare(rng, kind, folder)
            began = time.monotonic()
            fault = run(os.path.abspath(options.program), arguments, folder)
            slowest = max(slowest, time.monotonic() - began)
            counts[kind] = counts.get(kind, 0) + 1
            if fault:
                failed += 1
                kept = os.path.join(options.keep, f'{options.seed}-{number}')
                shutil.rmtree(kept, ignore_errors=True)
                shutil.rmtree(os.path.join(folder, 'out'), ignore_errors=True)
                shutil.copytree(folder, kept)
                print(f'run {number} ({kind}; {" ".join(arguments)} {kept}/event.yaml): {fault}\n', flush=True)
    kinds = ', '.join(f'{n} {k}' for k, n in sorted(counts.items()))
    print(f'seed {options.seed}: {options.runs} runs ({kinds}) in {time.monotonic() - start:.0f} s, '
          f'slowest {slowest:.1f} s, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
