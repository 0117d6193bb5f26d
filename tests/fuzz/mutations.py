"""Changes to text, YAML, layouts, pictures and ledgers; each takes random numbers and gives the changed bytes."""
import hashlib, json, os, re

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

NUMBERS = ['0', '-1', '1', '100', '99999', '2147483647', '2147483648', '-2147483648',
           '9223372036854775807', '-9223372036854775808', '1e999', '0.0000001', 'nan', '99' * 200]
LENGTHS = ['0mm', '-5mm', '0.001mm', '1mm', '99999mm', '-99999mm', '5000mm', '2147483pt', '1fr', '0fr',
           '100%', '0%', '-50%', '1000%', '999999%', 'auto', '12', '7pt', '1000000fr']
WORDS = ['', '[]', '{}', 'null', 'true', '"#000000"', '"{1/0}"', '"{event.vendors}"', '"{x"', '""',
         '[[[[]]]]', '[0mm, 0mm]', '[1fr, 99999mm, 0%]', 'page', 'require', '"a b c"', '"{event.name | upper}"',
         '"' + 'kata ' * 300 + '"', '"' + 'W' * 5000 + '"', '"\\0"', '"\\u202e\\u0301\\U0001F600"', '*a', '&a 1', '!!int 3']
# Words of the layout language and of records, by kind, to stand where another one stood.
NODES = ['text: "x"', 'chart: ""', 'plan: []', 'table: []', 'columns: 3', 'grid: 2', 'tile: []', 'qr: "x"', 'rule: ~',
         'chart: {kind: lines, rows: "v in event.vendors", value: "loop.index", label: "{v.name}"}',
         'chart: "", kind: stacked, rows: "v in vendors", label: "{v.name}", series: [{value: "1"}, {value: "-2"}]',
         'chart: "", kind: spark, rows: "v in vendors", value: "0/1"', 'plan: "halls.first", metre: 99999mm',
         'plan: "{halls.first}", min_size: 0pt', 'table: [{text: a, span: 9}, {text: b, merge: true}], rows: "v in vendors"',
         'table: [{head: h, text: "{totals.a}"}], rows: "v in vendors", totals: {a: "v.x", b: "totals.a"}, carried: "{totals.a}"',
         'image: "artwork.svg", page: 99999', 'image: "artwork.pdf", bleed: all']
ENUMS = ['bars', 'stacked', 'grouped', 'lines', 'dots', 'spark', 'horizontal', 'vertical', 'stretch', 'baseline', 'recto',
         'region', 'column', 'prefer', 'require', 'none', 'decimal', 'tabular', 'start', 'end', 'justify', '6col', '12col', '99col',
         '0col', '[1, 6]', '[6, 1]', '[0, 99]', '{from: red, to: blue}', '"linear 45 red blue"', '[[0, red], [1, blue]]',
         '"{9.5 * options.scale}pt"', '"{1 / 0}pt"', '{id: 12pt, en: 3mm}', '{zh: {leading: 1.5}}', 'words-{lang}.yaml']
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


def layout_words():
    """Every property of the layout language, from its schema."""
    with open(os.path.join(ROOT, 'layouts', 'layout.schema.json'), encoding='utf-8') as file:
        schema = json.load(file)
    return sorted({name for part in schema['$defs'].values() for name in part.get('properties', {})})


KEY = re.compile(r'[a-z_]+(?=: )')
PLACE = re.compile(r'(?<=- \{)(?=[a-z_]+: )')
PROPERTIES = layout_words()


def property_added(rng, text):
    value = rng.choice(rng.choice([NUMBERS, LENGTHS, WORDS, ENUMS]))
    return substitute(rng, text, PLACE, [f'{rng.choice(PROPERTIES)}: {value}, '])


def node_added(rng, text):
    lines = text.split('\n')
    items = [i for i, line in enumerate(lines) if line.lstrip(' ').startswith('- {') and line.rstrip().endswith('}')]
    if not items:
        return text
    at = rng.choice(items)
    lines.insert(at, lines[at][:lines[at].index('-')] + '- {' + rng.choice(NODES) + '}')
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


def layout_mutation(rng, text):
    """What is done to any YAML, and words of the layout language where they may not belong."""
    for _ in range(rng.choice([0, 1, 1, 3])):
        text = rng.choice([lambda: property_added(rng, text), lambda: node_added(rng, text),
                           lambda: substitute(rng, text, KEY, PROPERTIES), lambda: substitute(rng, text, VALUE, ENUMS)])()
    return yaml_mutation(rng, text) if rng.random() < 0.6 else text


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


SVG_PARTS = ['<use href="#a"/>', '<g id="a"><use href="#a"/></g>', '<text x="1" y="5">Sambal</text>', '<image href="x.png"/>',
             '<image href="data:image/png;base64,AAAA"/>', '<!DOCTYPE svg [<!ENTITY a "&b;&b;"><!ENTITY b "&a;">]>', '&a;',
             '<filter id="f"><feGaussianBlur stdDeviation="1e9"/></filter><rect width="9" height="9" filter="url(#f)"/>',
             '<pattern id="p" width="1e-9" height="1e-9" href="#p"/><rect width="1e9" height="1e9" fill="url(#p)"/>',
             '<mask id="m"><rect mask="url(#m)" width="9" height="9"/></mask><g mask="url(#m)"/>', '<svg width="1e30" height="1"/>',
             '<clipPath id="c"><path d="M0 0L9 9Z" clip-path="url(#c)"/></clipPath>', '<style>@import "x";*{fill:url(#p)}</style>',
             '<marker id="k" markerWidth="1e9"><path marker-end="url(#k)" d="M0 0h1"/></marker>', '<script>1</script>', '\0', '<!--']
PDF_PARTS = ['/Kids [2 0 R]', '/Kids [2 0 R 3 0 R 2 0 R]', '/Count 2147483647', '/Parent 3 0 R', '/Length 99999999', '/Length -1',
             '/Filter /FlateDecode', '/Filter [/ASCIIHexDecode /LZWDecode /RunLengthDecode]', '/Filter /JBIG2Decode',
             '/DecodeParms << /Predictor 15 /Columns 2147483647 >>', '/MediaBox [0 0 1e38 1e38]', '/MediaBox [nan 0 0 0]',
             '/Rotate 45', '/UserUnit -1', '/Resources 3 0 R', '/Resources << /XObject << /X 4 0 R >> >>', '/Contents [5 0 R 5 0 R 99 0 R]',
             '/Group << /S /Transparency /Group 3 0 R >>', '/Type /ObjStm /N 99999 /First 2', '/Encrypt << /Filter /Standard >>',
             '<< ' * 300, '[' * 300, '/SMask 5 0 R', '/F (x.pdf)', '/OCProperties << /OCGs [3 0 R] /D << /OFF 3 0 R >> >>']
REFERENCE = re.compile(r'\d+ 0 R')
PDF_KEY = re.compile(r'/[A-Z][A-Za-z]+')
ELEMENT = re.compile(r'<[^<>]+>')
FIGURE = re.compile(r'-?\d+(?:\.\d+)?')


def drawing_mutation(rng, raw):
    """Of an SVG or PDF file: figures, references, parts that do not belong; or bytes."""
    text = raw.decode('latin-1')
    parts, between = (PDF_PARTS, PDF_KEY) if text.startswith('%PDF') else (SVG_PARTS, ELEMENT)
    for _ in range(rng.choice([1, 2, 5])):
        where = list(between.finditer(text))
        at = rng.choice(where).start() if where else 0
        part = rng.choice(parts) * rng.choice([1, 1, 1, 40])
        text = rng.choice([lambda: text[:at] + part + ' ' + text[at:], lambda: substitute(rng, text, FIGURE, NUMBERS + ['1e9', '3 0 R']),
                           lambda: substitute(rng, text, REFERENCE, REFERENCE.findall(text) or ['']),
                           lambda: substitute(rng, text, between, between.findall(text) or [''])])()
    raw = text.encode('latin-1', 'replace')
    return binary_mutation(rng, raw) if rng.random() < 0.3 else raw


def ledger_mutation(rng, text):
    """Bytes and lines; and words of lines whose check is then made to fit again."""
    lines = text.split('\n')
    for _ in range(rng.choice([1, 2, 8])):
        at = rng.randrange(len(lines))
        words = lines[at].split('\t')
        if len(words) == 11 and rng.random() < 0.7:
            what = rng.randrange(10)
            other = rng.choice(lines).split('\t')
            words[what] = rng.choice(['-', '', '0', '999999999', '4294967296', 'f' * 16, 'f' * 16 + '.' + '0' * 16, '0/0', '999999999/999999999',
                                      '9999-12-31T23:59:59Z', '0000-00-00T00:00:00Z', 'spoil', 'assign', 'revoke', 'reprint', 'print',
                                      'K' * 3000, 'wave-99999999999999999999', other[what] if what < len(other) else 'x'])
            line = '\t'.join(words[:10]) + '\t'
            words[10] = hashlib.blake2b(line.encode('utf-8', 'surrogateescape'), digest_size=32).hexdigest()[:8]
            lines[at] = '\t'.join(words)
        elif rng.random() < 0.5:
            lines = lines_changed(rng, '\n'.join(lines)).split('\n')
        else:
            lines = bytes_changed(rng, '\n'.join(lines)).split('\n')
        lines = lines[:2000]
    return '\n'.join(lines) + rng.choice(['', '', '\n', '\r\n'])
