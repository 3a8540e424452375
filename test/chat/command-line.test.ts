import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCommand } from '../../src/chat/command-line.js';

const feedback = {
  name: 'feedback',
  details: [
    { key: 'customer' },
    { key: 'topic' },
    { key: 'severity', oneOf: ['low', 'normal', 'high'] },
    { key: 'owner' },
    { key: 'confidential', oneOf: ['yes', 'no'] },
  ],
  keeps: true,
};
const commands = [
  { name: 'help' },
  feedback,
  { name: 'feedback list', details: [{ key: 'customer' }, { key: 'topic' }] },
  { name: 'idea' },
  { name: 'ideas' },
  { name: 'nps', details: [{ key: 'segment' }, { key: 'period', oneOf: ['30d', '90d', 'month', 'quarter'] }] },
  { name: 'score', details: [{ key: 'customer' }] },
  { name: 'meeting', details: [{ key: 'zone' }, { key: 'lead' }, { key: 'name' }] },
  { name: 'meeting now' },
  { name: 'who' },
  { name: 'away', details: [{ key: 'until' }, { key: 'delegate' }] },
  { name: 'route' },
  { name: 'route test' },
  { name: 'route add', details: [{ key: 'words', many: true }, { key: 'topic' }, { key: 'to' }] },
];

const parse = (line: string) => parseCommand(line, commands);

/** What the line was taken for, or the sentence with which it was refused. */
function read(line: string) {
  const parsed = parse(line);
  switch (parsed.kind) {
    case 'command':
      return { command: parsed.command.name, text: parsed.line.text, ...parsed.line.details, ...parsed.line.lists };
    case 'invalid':
      return { refused: parsed.error.message, fields: Object.keys(parsed.error.fields), corrected: parsed.corrected };
    case 'unknown':
      return { unknown: parsed.typed, nearest: parsed.nearest?.name ?? null, corrected: parsed.corrected };
    case 'empty':
      return 'empty';
  }
}

describe('A typed line gives its command', () => {
  test.each([
    ['help', 'help', ''],
    ['HELP', 'help', ''],
    ['Help!', 'help', ''],
    ['help ?', 'help', '?'],
    ['  help  ', 'help', ''],
    ['\u00A0help\u00A0', 'help', ''],
    ['\uFEFFhelp', 'help', ''],
    ['\u200Fhelp', 'help', ''],
    ['ｈｅｌｐ', 'help', ''],
    ['/help', 'help', ''],
    ['/customer feedback so slow', 'feedback', 'so slow'],
    ['feedback list', 'feedback list', ''],
    ['Feedback   LIST open', 'feedback list', 'open'],
    ['feedback\u00A0list overdue', 'feedback list', 'overdue'],
    ['feedback: so slow', 'feedback', 'so slow'],
    ['feedback:so slow', 'feedback', 'so slow'],
    ['feedback listing broken', 'feedback', 'listing broken'],
    ["feedback list's order is wrong", 'feedback', "list's order is wrong"],
    ['feedback "list" is wrong', 'feedback', '"list" is wrong'],
    ['feedback F-12', 'feedback', 'F-12'],
    ['feedback F–12', 'feedback', 'F-12'],
    ['away 2026–12–01', 'away', '2026-12-01'],
    ['away 9:00–17:00', 'away', '9:00-17:00'],
    ['idea', 'idea', ''],
    ['ideas open', 'ideas', 'open'],
    ['meeting now', 'meeting now', ''],
    ['meeting every monday 10:00', 'meeting', 'every monday 10:00'],
    ['meeting calendar https://example.org/a.ics?x=1', 'meeting', 'calendar https://example.org/a.ics?x=1'],
    ['route test the refund: never came', 'route test', 'the refund: never came'],
    ['score 9 great', 'score', '9 great'],
    ['who Acme', 'who', 'Acme'],
  ])('%j is %s', (line, command, text) => {
    expect(read(line)).toEqual({ command, text });
  });

  test.each(['', '   ', '\n', '\u00A0', '/', '/customer', '?', '...', '\u200B', '""'])('%j is nothing', (line) => {
    expect(read(line)).toBe('empty');
  });
});

describe('Details are taken out of the line', () => {
  test.each([
    ['feedback so slow customer:Acme', { text: 'so slow', customer: 'Acme' }],
    ['feedback customer:Acme so slow', { text: 'so slow', customer: 'Acme' }],
    ['feedback so customer:Acme slow', { text: 'so slow', customer: 'Acme' }],
    ['customer:Acme feedback so slow', { text: 'so slow', customer: 'Acme' }],
    ['customer:"Acme Ltd" topic:ui feedback so slow', { text: 'so slow', customer: 'Acme Ltd', topic: 'ui' }],
    ['feedback x confidential:on', { text: 'x', confidential: 'yes' }],
    ['feedback x confidential:false', { text: 'x', confidential: 'no' }],
    ['feedback CUSTOMER:Acme Severity:HIGH', { text: '', customer: 'Acme', severity: 'high' }],
    ['feedback x customer:"Acme Ltd"', { text: 'x', customer: 'Acme Ltd' }],
    ['feedback x customer:“Acme Ltd”', { text: 'x', customer: 'Acme Ltd' }],
    ['feedback x customer:„Acme Ltd“', { text: 'x', customer: 'Acme Ltd' }],
    ['feedback x customer:„Acme Ltd”', { text: 'x', customer: 'Acme Ltd' }],
    ['feedback x customer:«Acme Ltd»', { text: 'x', customer: 'Acme Ltd' }],
    ['feedback x customer:«\u00A0Acme Ltd\u00A0»', { text: 'x', customer: 'Acme Ltd' }],
    ['feedback x customer:»Acme Ltd«', { text: 'x', customer: 'Acme Ltd' }],
    ['feedback x customer:”Acme Ltd”', { text: 'x', customer: 'Acme Ltd' }],
    ['feedback x customer:“Acme Ltd"', { text: 'x', customer: 'Acme Ltd' }],
    ["feedback x customer:'Acme Ltd'", { text: 'x', customer: 'Acme Ltd' }],
    ['feedback x customer:‘Acme Ltd’', { text: 'x', customer: 'Acme Ltd' }],
    ["feedback x customer:O'Neill", { text: 'x', customer: "O'Neill" }],
    ['feedback x customer:"Acme "Super" Ltd"', { text: 'x', customer: 'Acme "Super" Ltd' }],
    ['feedback customer:Acme, so slow', { text: 'so slow', customer: 'Acme' }],
    ['feedback so slow customer:"Acme Inc.".', { text: 'so slow', customer: 'Acme Inc.' }],
    ['feedback x customer:Yahoo!', { text: 'x', customer: 'Yahoo!' }],
    ['feedback x severity:high!', { text: 'x', severity: 'high' }],
    ['feedback x customer：Acme', { text: 'x', customer: 'Acme' }],
    ['feedback x --customer:Acme', { text: 'x', customer: 'Acme' }],
    ['feedback x —customer:Acme', { text: 'x', customer: 'Acme' }],
    ['feedback x\u00A0customer:Acme\u00A0severity:low', { text: 'x', customer: 'Acme', severity: 'low' }],
    ['feedback x \u200Fcustomer:אכמה\u200F', { text: 'x', customer: 'אכמה' }],
    ['feedback x customer:"شركة الأمل"', { text: 'x', customer: 'شركة الأمل' }],
    ['feedback x customer:🍋', { text: 'x', customer: '🍋' }],
    ['feedback x owner:<@018f-22> now', { text: 'x now', owner: '<@018f-22>' }],
    ['feedback x owner:@maya', { text: 'x', owner: '@maya' }],
    ['feedback x topic:a:b', { text: 'x', topic: 'a:b' }],
    ['feedback x customer: Acme', { text: 'x', customer: 'Acme' }],
    ['feedback x customer: Acme severity: high', { text: 'x', customer: 'Acme', severity: 'high' }],
    ['feedback severity: high the app hangs', { text: 'the app hangs', severity: 'high' }],
    ['feedback x customer:12–14', { text: 'x', customer: '12-14' }],
    ['feedback x customer:Müller–Meier', { text: 'x', customer: 'Müller–Meier' }],
  ])('%j', (line, expected) => {
    expect(read(line)).toEqual({ command: 'feedback', ...expected });
  });

  test.each(['2026-12-01', '2026–12–01', '2026—12—01', '2026‑12‑01', '2026−12−01'])('the date %s', (date) => {
    expect(read(`away until:${date}`)).toEqual({ command: 'away', text: '', until: '2026-12-01' });
  });

  test('a detail of many adds up, in order', () => {
    expect(read('route add words:refund to:@maya words:"money back"')).toEqual({
      command: 'route add',
      text: '',
      to: '@maya',
      words: ['refund', 'money back'],
    });
  });
});

describe('The text stays as it was typed', () => {
  test.each([
    ['feedback The app  hangs', 'The app  hangs'],
    ['feedback one\n\n  two', 'one\n\n  two'],
    ['feedback 😡👨‍👩‍👧‍👦 so slow 🏳️‍🌈', '😡👨‍👩‍👧‍👦 so slow 🏳️‍🌈'],
    ['feedback האפליקציה איטית מאוד', 'האפליקציה איטית מאוד'],
    ['feedback \u200Fהאפליקציה\u200F', '\u200Fהאפליקציה\u200F'],
    ['feedback تطبيق بطيء', 'تطبيق بطيء'],
    ['feedback アプリが遅い', 'アプリが遅い'],
    ['feedback клиент:Acme недоволен', 'клиент:Acme недоволен'],
    ['feedback at 10:30 it broke', 'at 10:30 it broke'],
    ['feedback see https://example.org/a:b?c=d', 'see https://example.org/a:b?c=d'],
    ['feedback see <https://example.org|a:b>', 'see <https://example.org|a:b>'],
    ['feedback write to mailto:a@example.org', 'write to mailto:a@example.org'],
    ['feedback Note: this is bad', 'Note: this is bad'],
    ['feedback Pros:-Good camera', 'Pros:-Good camera'],
    ['feedback C:\\temp\\x is full', 'C:\\temp\\x is full'],
    ['feedback std::map is slow', 'std::map is slow'],
    ['feedback slow:disappointed: really', 'slow:disappointed: really'],
    ['feedback :fire: slow', ':fire: slow'],
    ['feedback nice:D or sad:(', 'nice:D or sad:('],
    ['feedback (error:none) is shown', '(error:none) is shown'],
    ['feedback ratio 16:9', 'ratio 16:9'],
    ['feedback v2:beta is bad', 'v2:beta is bad'],
    ['feedback the 17" screen, 5\' wide', 'the 17" screen, 5\' wide'],
    ['feedback the " key sticks', 'the " key sticks'],
    ["feedback it's ‘fine’ they’re", "it's ‘fine’ they’re"],
    ['feedback he said "error:none" to me', 'he said "error:none" to me'],
    ['feedback “yes” and “no”', '“yes” and “no”'],
    ['feedback "yes" and "no"', '"yes" and "no"'],
    ['feedback "so slow"', 'so slow'],
    ['feedback “so slow”', 'so slow'],
    ['feedback „so slow“', 'so slow'],
    ['feedback «so slow»', 'so slow'],
    ['feedback "He said "no" to me"', 'He said "no" to me'],
    ['feedback “He said “no” to me”', 'He said “no” to me'],
    ['feedback "customer:Acme is angry"', 'customer:Acme is angry'],
    ['feedback "list"', 'list'],
    ['feedback «key "q is broken»', 'key "q is broken'],
    ['feedback — Всё медленно', '— Всё медленно'],
    ['feedback slow -- really slow', 'slow -- really slow'],
    ['feedback -- error:none "lone', 'error:none "lone'],
    ['feedback — error:none', 'error:none'],
    ['feedback <!channel> @everyone', '<!channel> @everyone'],
    ['feedback __proto__:x', '__proto__:x'],
    ['feedback Covid–19', 'Covid–19'],
  ])('%j', (line, text) => {
    expect(read(line)).toEqual({ command: 'feedback', text });
  });

  test.each([
    ['one\ncustomer:Acme\ntwo', 'one\ntwo'],
    ['one customer:Acme\n\ntwo', 'one\n\ntwo'],
    ['one\n\ncustomer:Acme two', 'one\n\ntwo'],
    ['one  customer:Acme two', 'one  two'],
  ])('where a detail is taken out of %j, the line break beside it stays', (typed, text) => {
    expect(read(`feedback ${typed}`)).toEqual({ command: 'feedback', text, customer: 'Acme' });
  });

  test.each([
    ['feedback Hi topic:kind="two words" owner:@x', { text: 'Hi', topic: 'kind=two words', owner: '@x' }],
    ['feedback Hi topic:kind=“two words”', { text: 'Hi', topic: 'kind=two words' }],
    ['feedback Hi topic:kind=one', { text: 'Hi', topic: 'kind=one' }],
    ['feedback Hi topic:"kind=two words"', { text: 'Hi', topic: 'kind=two words' }],
  ])('quotes may stand behind a name and a sign: %s', (line, expected) => {
    expect(read(line)).toEqual({ command: 'feedback', ...expected });
  });

  test('quotes keep a detail in the text, and details outside of them count', () => {
    expect(read('feedback customer:Acme "topic:none is shown" severity:low')).toEqual({
      command: 'feedback',
      text: 'topic:none is shown',
      customer: 'Acme',
      severity: 'low',
    });
  });
});

describe('What can’t be read is refused with the mend', () => {
  test.each([
    ['feedback x custmer:Acme', ['custmer'], '“customer:”', 'feedback x customer:Acme'],
    ['feedback x CUSTMER:"Acme Ltd"', ['CUSTMER'], '“customer:”', 'feedback x customer:"Acme Ltd"'],
    ['feedback x cust:Acme', ['cust'], '“customer:”', 'feedback x customer:Acme'],
    ['feedback x colour:red', ['colour'], 'customer:, topic:, severity:, owner:, confidential:', null],
    ['feedback error:none', ['error'], 'put the whole text in quotes', null],
    ['feedback said:"note this"', ['said'], 'put the whole text in quotes', null],
    ['idea dark mode customer:Acme', ['customer'], 'takes no details', null],
    ['feedback x severity:hgih', ['severity'], 'low, normal or high', 'feedback x severity:high'],
    ['feedback x severity:hi', ['severity'], 'low, normal or high', 'feedback x severity:high'],
    ['feedback x severity:purple', ['severity'], 'low, normal or high', null],
    ['feedback x confidential:ye', ['confidential'], 'yes or no', 'feedback x confidential:yes'],
    ['nps period:31d', ['period'], '30d, 90d, month or quarter', 'nps period:30d'],
    ['feedback x customer:Acme customer:Globex', ['customer'], 'twice, as Acme and as Globex', null],
    ['feedback x customer:', ['customer'], 'has no value', null],
    ['feedback x customer:""', ['customer'], 'has no value', null],
    ['feedback x customer: topic:ui', ['customer'], 'has no value', null],
    ['feedback x severity:', ['severity'], 'severity:low', null],
    ['feedback The customer: he is angry', ['customer'], 'a space', 'feedback The customer:he is angry'],
    ['feedback x customer: "Acme Ltd"', ['customer'], 'a space', 'feedback x customer:"Acme Ltd"'],
    ['feedback x customer:"Acme Ltd', ['customer'], 'never closes', 'feedback x customer:"Acme Ltd"'],
    ['feedback x customer:“Acme Ltd ', ['customer'], 'never closes', 'feedback x customer:“Acme Ltd” '],
    ['feedback "so slow', ['text'], 'never closes', 'feedback "so slow"'],
    ['feedback “so slow', ['text'], 'never closes', 'feedback “so slow”'],
    ['feedback "so slow customer:Acme', ['text'], 'never closes', null],
    ['feedback he said "so slow customer:Acme', ['text'], 'never closes', null],
  ])('%j', (line, fields, says, corrected) => {
    expect(read(line)).toEqual({ refused: expect.stringContaining(says), fields, corrected });
  });

  test.each([
    ['fedback so slow', 'fedback', 'feedback', 'feedback so slow'],
    ['feedbak list open', 'feedbak', 'feedback list', 'feedback list open'],
    ['feed so slow customer:Acme', 'feed', 'feedback', 'feedback so slow customer:Acme'],
    ['hlep', 'hlep', 'help', 'help'],
    ['meetings', 'meetings', 'meeting', 'meeting'],
    ['list open', 'list', 'feedback list', 'feedback list open'],
    ['feedback lst', 'feedback lst', 'feedback list', 'feedback list'],
    ['meeting nwo', 'meeting nwo', 'meeting now', 'meeting now'],
    [
      'route tset The refund came late',
      'route tset The refund came late',
      'route test',
      'route test The refund came late',
    ],
    ['xyzzy plugh', 'xyzzy', null, null],
    ['😀', '😀', null, null],
    ['помощь', 'помощь', null, null],
    ['constructor', 'constructor', null, null],
    ['__proto__', '__proto__', null, null],
  ])('%j is unknown', (line, unknown, nearest, corrected) => {
    expect(read(line)).toEqual({ unknown, nearest, corrected });
  });

  test('words behind a slip are somebody’s words where the command keeps them', () => {
    expect(read('feedback lsit of broken lamps in the hall')).toEqual({
      command: 'feedback',
      text: 'lsit of broken lamps in the hall',
    });
  });

  test('a pasted page is repeated by its beginning only', () => {
    const parsed = parse(`feedback ${'a'.repeat(5_000)}:${'b'.repeat(5_000)}`);
    expect(parsed.kind === 'invalid' && parsed.error.message.length).toBeLessThan(300);
  });
});

const anyText = fc.string({ unit: 'grapheme', maxLength: 60 });
const word = fc.stringMatching(/^[\p{L}\p{N}]{1,12}$/u);

describe('Whatever is typed', () => {
  test.each([
    ['"', '"'],
    ['“', '”'],
    ['„', '“'],
    ['«', '»'],
  ])('any text between %s and %s survives exactly', (open, close) => {
    const marks = new RegExp(`[${open}${close}]`, 'g');
    fc.assert(
      fc.property(anyText, (typed) => {
        const text = typed.replace(marks, '');
        expect(parse(`feedback ${open}${text}${close} customer:Acme`)).toMatchObject({
          kind: 'command',
          line: { text, details: { customer: 'Acme' } },
        });
      }),
    );
  });

  test('the order of details and text does not matter', () => {
    const parts = ['"so slow"', 'customer:"Acme Ltd"', 'topic:ui,', 'severity:HIGH', 'owner:@maya'];
    const expected = {
      command: 'feedback',
      text: 'so slow',
      customer: 'Acme Ltd',
      topic: 'ui',
      severity: 'high',
      owner: '@maya',
    };
    fc.assert(
      fc.property(
        fc.shuffledSubarray(parts, { minLength: parts.length }),
        fc.constantFrom(' ', '  ', '\n', '\u00A0'),
        (order, gap) => {
          expect(read(['feedback', ...order].join(gap))).toEqual(expected);
        },
      ),
    );
  });

  test('plain words come back as they went in', () => {
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 3, maxLength: 8 }),
        fc.constantFrom(' ', '  ', '\n', '\t'),
        (words, gap) => {
          expect(read(`feedback so ${words.join(gap)}`)).toEqual({
            command: 'feedback',
            text: `so ${words.join(gap)}`,
          });
        },
      ),
    );
  });

  test('the parser answers and does not throw', () => {
    const fragment = fc.constantFrom(
      'customer:',
      '"',
      '“',
      '”',
      '„',
      '«',
      '»',
      "'",
      ' ',
      '\n',
      '--',
      '—',
      ':',
      '<',
      '>',
      'severity:',
      'x',
    );
    const noise = fc.oneof(
      fc.string({ unit: 'binary' }),
      anyText,
      fc.array(fragment).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(fc.constantFrom('', 'feedback ', 'feedback list ', 'route add '), fc.array(noise), (start, parts) => {
        expect(['command', 'empty', 'unknown', 'invalid']).toContain(parse(start + parts.join(' ')).kind);
      }),
      { numRuns: 300 },
    );
  });

  test('a corrected line is one that can be read', () => {
    fc.assert(
      fc.property(fc.constantFrom('custmer', 'topc', 'ownr', 'cust'), word, (key, value) => {
        const parsed = parse(`feedback so slow ${key}:${value}`);
        expect(parsed.kind).toBe('invalid');
        expect(parsed.kind === 'invalid' && parse(parsed.corrected ?? '').kind).toBe('command');
      }),
    );
  });

  test.each(['"a ', '“a ', '“a" ', '"a "b" ', '“a “b” ', 'x:"a ', 'words:"a" ', "words:'a ", 'words: a ', '--', '<'])(
    'a hostile line of %j is read in the time of one pass',
    (part) => {
      const line = `route add ${part.repeat(64_000 / part.length)}`;
      const start = process.cpuUsage();
      parse(line);
      // One pass takes some 50 ms of processor time; a search to the end of the line at every quote took 1,900.
      expect(process.cpuUsage(start).user / 1_000).toBeLessThan(1_000);
    },
  );
});
