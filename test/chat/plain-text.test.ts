import { describe, expect, test } from '@jest/globals';
import { type Block, bold, type Card, code, type Line, link, mention } from '../../src/chat/card.js';
import type { Form } from '../../src/chat/form.js';
import { cardToText, formToText, lineToText } from '../../src/chat/plain-text.js';

const maya = { id: '018f', name: 'Maya' };
const at = new Date('2026-12-01T09:05:00Z');
const time = (timeZone: string, style: 'date' | 'time' | 'dateTime') =>
  ({ kind: 'time', at, timeZone, style }) as const;
const card = (...blocks: Block[]): Card => ({ title: 'F-12 from Acme', summary: 'Feedback F-12', blocks });
const button = { kind: 'button', action: 'feedback.acknowledge', label: 'I’m on it', value: 'F-12' } as const;
const page = { kind: 'openLink', label: 'Open', url: 'https://example.org/1' } as const;

describe('A line in plain text', () => {
  test.each<[string, Line, string]>([
    ['words', 'so slow', 'so slow'],
    ['bold and code lose their dress', ['Type ', code('help'), ', ', bold('now')], 'Type help, now'],
    ['a mention is a name', ['Routed to ', mention(maya)], 'Routed to @Maya'],
    ['a link keeps its address', link('the ticket', 'https://example.org/1'), 'the ticket (https://example.org/1)'],
    ['a bare address stands once', link('https://example.org/1', 'https://example.org/1'), 'https://example.org/1'],
    ['a date', ['by ', time('Europe/London', 'date')], 'by Tue 1 Dec 2026'],
    ['a time', time('Europe/London', 'time'), '09:05 GMT'],
    ['a time in a zone of three quarters', time('Asia/Kathmandu', 'dateTime'), 'Tue 1 Dec 2026, 14:50 GMT+5:45'],
    ['a zone across midnight', time('Pacific/Auckland', 'dateTime'), 'Tue 1 Dec 2026, 22:05 GMT+13'],
    ['a zone that nobody knows', time('Mars/Olympus', 'time'), '09:05 UTC'],
    ['no time at all', { ...time('Europe/London', 'date'), at: new Date(Number.NaN) }, 'an unknown time'],
    ['nothing', [], ''],
    ['typed markup is only text', '<!channel> *hi* [x](y)', '<!channel> *hi* [x](y)'],
  ])('%s', (_title, line, text) => {
    expect(lineToText(line)).toBe(text);
  });

  test('right-to-left words are kept apart from the sentence around them', () => {
    expect(lineToText(['From ', bold('אכמה'), ', 3 open'])).toBe('From \u2068אכמה\u2069, 3 open');
    expect(lineToText(['Routed to ', mention({ id: '1', name: 'ليلى' }), '.'])).toBe('Routed to \u2068@ليلى\u2069.');
  });

  test('a whole line of right-to-left words stays as it is', () => {
    expect(lineToText('האפליקציה איטית')).toBe('האפליקציה איטית');
  });

  test.each([
    ['an override that was left open', 'abc\u202Edef', '\u2068abc\u202Edef\u2069'],
    ['an isolate that was left open', 'abc\u2067def', '\u2068abc\u2067def\u2069\u2069'],
    ['an end without a beginning', 'abc\u2069def', '\u2068\u2068abc\u2069def\u2069'],
    ['lines, each for itself', 'א\nב', '\u2068א\u2069\n\u2068ב\u2069'],
  ])('%s can’t reverse what follows', (_title, typed, shown) => {
    expect(lineToText(['By ', typed, ' today'])).toBe(`By ${shown} today`);
  });
});

describe('A card in plain text', () => {
  test.each<[string, Block, string]>([
    ['a paragraph', { kind: 'text', line: ['Due ', time('Europe/London', 'date')] }, 'Due Tue 1 Dec 2026'],
    ['a quote', { kind: 'quote', text: 'so slow' }, '“so slow”'],
    ['a quote and who said it', { kind: 'quote', text: 'so\nslow', by: 'Ada' }, 'Ada: “so\nslow”'],
    ['facts', { kind: 'facts', facts: [{ label: 'Owner', value: mention(maya) }] }, 'Owner: @Maya'],
    ['a list', { kind: 'list', items: ['one', ['two ', bold('three')]] }, '- one\n- two three'],
    ['steps', { kind: 'list', items: ['one', 'two'], ordered: true }, '1. one\n2. two'],
    ['a row', { kind: 'row', line: 'F-12', detail: '3 days late', action: button }, '- F-12 – 3 days late [I’m on it]'],
    ['a row with a link', { kind: 'row', line: 'F-12', action: page }, '- F-12 [Open] https://example.org/1'],
    ['a heading', { kind: 'heading', text: 'Overdue' }, '\nOverdue'],
    ['small print', { kind: 'note', line: 'by rule 2' }, '(by rule 2)'],
    ['a rule', { kind: 'divider' }, '———'],
    ['buttons', { kind: 'actions', actions: [button, page] }, '[I’m on it] [Open] https://example.org/1'],
    ['a right-to-left quote', { kind: 'quote', text: 'איטי', by: 'דנה' }, '\u2068דנה\u2069: “\u2068איטי\u2069”'],
    [
      'a right-to-left fact',
      { kind: 'facts', facts: [{ label: 'Customer', value: 'אכמה' }] },
      'Customer: \u2068אכמה\u2069',
    ],
  ])('shows %s', (_title, block, text) => {
    expect(cardToText(card(block))).toBe(`F-12 from Acme\n${text}`);
  });

  test.each([
    ['neutral', 'F-12 from Acme'],
    ['good', 'Good: F-12 from Acme'],
    ['warning', 'Attention: F-12 from Acme'],
    ['bad', 'Urgent: F-12 from Acme'],
  ] as const)('says a %s tone in words', (tone, text) => {
    expect(cardToText({ ...card({ kind: 'divider' }), tone })).toBe(`${text}\n———`);
  });

  test('without blocks says its summary, and without a title too', () => {
    expect(cardToText(card())).toBe('F-12 from Acme\nFeedback F-12');
    expect(cardToText({ title: ' ', summary: 'Done', blocks: [] })).toBe('Done');
  });

  test('leaves out what is empty and nothing else', () => {
    expect(cardToText(card({ kind: 'list', items: [] }, { kind: 'text', line: 'end' }))).toBe('F-12 from Acme\nend');
  });
});

describe('A form in plain text', () => {
  const options = [
    { value: 'low', label: 'Low' },
    { value: 'high', label: 'High' },
  ];
  const form: Form = {
    form: 'feedback.resolve',
    subject: 'F-12',
    title: 'Resolve F-12',
    intro: ['Tell ', mention(maya), ' how it ended.'],
    fields: [
      {
        kind: 'text',
        name: 'told',
        label: 'What was the customer told?',
        maxLength: 3000,
        value: 'Sorry',
        hint: 'In their words',
      },
      { kind: 'text', name: 'why', label: 'Why?', placeholder: 'a broken cable' },
      { kind: 'choice', name: 'severity', label: 'Severity', options, value: 'high' },
      { kind: 'choice', name: 'kind', label: 'Kind', options },
      { kind: 'choices', name: 'topics', label: 'Topics', options: [], optional: true },
      { kind: 'person', name: 'owner', label: 'Owner', value: '018f' },
      { kind: 'date', name: 'until', label: 'Until', value: '2026-12-01' },
      { kind: 'yesNo', name: 'confidential', label: 'Confidential', value: false, optional: true },
    ],
    submit: 'Resolve',
    errors: { why: 'Say why.', gone: 'It was resolved meanwhile.' },
  };

  test('shows every field with what it asks, what it holds and what is wrong with it', () => {
    expect(formToText(form)).toBe(
      [
        'Resolve F-12',
        'Tell @Maya how it ended.',
        'Problem: It was resolved meanwhile.',
        'What was the customer told? (required, at most 3,000 characters): Sorry',
        '  In their words',
        'Why? (required, for example a broken cable)',
        '  Problem: Say why.',
        'Severity (required, one of: Low, High): High',
        'Kind (required, one of: Low, High)',
        'Topics (optional, any of: nothing yet)',
        'Owner (required, a person): somebody is chosen',
        'Until (required, a date): 2026-12-01',
        'Confidential (optional, yes or no): no',
        '[Resolve]',
      ].join('\n'),
    );
  });
});
