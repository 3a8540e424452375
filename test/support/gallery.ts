/**
 * A gallery of cards and forms that every adapter must be able to show: every block, everyday cards, and all that is
 * awkward in one place. The contract suite, the property tests and anyone who wants to look at cards use it.
 */
import { bold, type Card, code, type Inline, link, mention } from '../../src/chat/card.js';
import type { Form, Option } from '../../src/chat/form.js';
import type { NameLookup } from '../../src/chat/messenger.js';
import { chartCardOf, chartCards } from './chart-gallery.js';

export interface Exhibit {
  readonly name: string;
  readonly card: Card;
}

export const maya = { id: 'member-maya', name: 'Maya Lindqvist' };
export const tomas = { id: 'member-tomas', name: 'Tomás Ó Briain' };
/** Known to us, but not to the platform. */
export const stranger = { id: 'member-stranger', name: 'everyone' };

export const slackLookup: NameLookup = {
  externalId: (memberId) => ({ [maya.id]: 'U01MAYA', [tomas.id]: 'W01TOMAS' })[memberId],
};
export const teamsLookup: NameLookup = {
  externalId: (memberId) =>
    ({ [maya.id]: '29:1maya_-X', [tomas.id]: '7faf8ab2-3d56-4244-b585-20c8a42ed2b8' })[memberId],
};

const monday = new Date('2026-11-23T17:00:00Z');
const due: Inline = { kind: 'time', at: monday, timeZone: 'Europe/London', style: 'dateTime' };

/** What people type when they are curious, careless or hostile. Every one must be shown as typed and do nothing. */
export const hostileTexts = [
  '<>& &amp; &lt;b&gt; "quoted" \'single\'',
  '@everyone @here @channel',
  '<!channel> <!here> <!everyone> <!subteam^S123|team>',
  '<@U123> <#C123|general> <@U123|maya>',
  '<at>all</at> <at>Maya Lindqvist</at> <AT id="0">Maya</AT>',
  '{{DATE(2026-01-01)}} {{DATE(2026-01-01T00:00:00Z, SHORT)}} {{TIME(2026-01-01T00:00:00Z)}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what somebody might type
  '${user.name} ${{x}} $${y}',
  '[x](http://evil.example) ![i](http://evil.example/i.png) <http://evil.example|bank.example>',
  '*b*_i_~s~ **bb** __ii__ ~~ss~~ `c` ```p```',
  '> quoted\n>>> quoted on\n# heading\n- item\n1. item\n\n---',
  ':smile: :rotating_light: <!date^0^{date}|x>',
  'https://evil.example www.evil.example mailto:x@evil.example #general',
  'back\\slash \\*not\\* \\<at>',
] as const;

/** Letters that are easily cut in half: pairs, sequences, marks. */
export const brittleTexts = [
  '👩‍👩‍👧‍👦🏳️‍🌈👍🏽🇦🇲',
  'e\u0301a\u0308o\u0302u\u0327',
  'Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D',
  '\u{1D49E}\u{20000}\u{1F600}',
  'हिन्दी நிலை ไทย ভালো',
] as const;

/** Right-to-left words, and marks that try to turn everything behind them round. */
export const rightToLeftTexts = [
  'שלום עולם, המשלוח הגיע מאוחר',
  'وصل الطرد متأخراً (12 يوماً)',
  '\u202Eevil.exe \u2066open',
  '\u2069\u2069 closed too often',
] as const;

/** Unsendable as it is: half a pair, and a control character. */
export const brokenText = 'half \uD83D a pair, NUL \u0000 and bell \u0007';

export const longText = (length: number, unit = 'The parcel came late again. '): string =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

const button = (action: string, label: string, more: object = {}) =>
  ({ kind: 'button', action, label, value: 'F-12', ...more }) as const;

const itemActions = {
  kind: 'actions',
  actions: [
    button('feedback.acknowledge', 'I’m on it', { style: 'primary' }),
    button('feedback.handOver', 'Hand over'),
    button('feedback.wait', 'Wait for customer'),
    button('feedback.resolve', 'Resolve'),
  ],
} as const;

const ownerCard: Card = {
  title: 'F-12 · Acme Ltd · new',
  summary: 'F-12 from Acme Ltd is yours until Monday evening',
  blocks: [
    { kind: 'text', line: ['F-12 is yours, ', mention(maya), '. Your customer is waiting for an answer.'] },
    {
      kind: 'quote',
      text: 'The invoice export takes ten minutes now.\nLast month it took ten *seconds*; nobody told us why.',
      by: 'Jo Park, Acme Ltd',
    },
    {
      kind: 'facts',
      facts: [
        { label: 'Status', value: 'New' },
        { label: 'Owner', value: mention(maya) },
        { label: 'Promised by', value: due },
        { label: 'Topic', value: 'billing' },
        { label: 'Severity', value: 'high' },
        { label: 'Score', value: '3 of 10' },
      ],
    },
    { kind: 'note', line: ['Routed to ', mention(maya), ' by rule 2, billing, by turns'] },
    {
      kind: 'note',
      line: [
        'Captured by Tomás in #support, ',
        due,
        ' · ',
        link('where it was said', 'https://chat.example/m/1?a=b&c=d'),
      ],
    },
    itemActions,
  ],
};

const overdueCard: Card = {
  ...ownerCard,
  title: 'F-12 · Acme Ltd · overdue',
  summary: 'F-12 from Acme Ltd is overdue',
  tone: 'bad',
};

const newsCard: Card = {
  title: 'F-9 · Blue Bottle · fixed',
  summary: 'F-9 of Blue Bottle was fixed by Maya in 5 h 20 min',
  tone: 'good',
  blocks: [
    { kind: 'quote', text: 'Your courier left the beans in the rain.', by: 'Ines, Blue Bottle' },
    {
      kind: 'facts',
      facts: [
        {
          label: 'What the customer was told',
          value:
            'We sent a new parcel by express the same day, and asked the courier never to leave one outside again.',
        },
        {
          label: 'Root cause (partner)',
          value: 'No instruction to the courier about rain; the field was not filled in.',
        },
        { label: 'How we prevent this', value: 'The field is required now.' },
      ],
    },
    { kind: 'note', line: 'Resolved by Maya in 5 h 20 min.' },
    { kind: 'actions', actions: [button('feedback.show', 'Show')] },
  ],
};

const listCard: Card = {
  title: 'Your feedback (3)',
  summary: 'Three pieces of feedback are with you',
  blocks: [
    ...['Acme Ltd', 'Blue Bottle', 'Čapek & Sons'].map(
      (customer, at) =>
        ({
          kind: 'row',
          line: [bold(`F-${12 + at}`), ` · ${customer}: “The invoice export takes ten minutes…”`],
          detail: ['Being worked on · Maya, promised by ', due],
          action: { ...button('feedback.show', 'Show'), value: `F-${12 + at}` },
        }) as const,
    ),
    { kind: 'divider' },
    { kind: 'note', line: ['Page 1 of 1 · ', code('/customer feedback list mine')] },
    {
      kind: 'actions',
      actions: [
        { ...button('feedback.list', 'Previous'), value: 'mine 1' },
        { ...button('feedback.list', 'Next'), value: 'mine 2' },
      ],
    },
  ],
};

const agendaCard: Card = {
  title: 'Marketing weekly: the customer speaks first',
  summary: 'The agenda of Marketing weekly is open',
  tone: 'warning',
  blocks: [
    { kind: 'heading', text: 'In the empty chair today' },
    {
      kind: 'text',
      line: ['Acme Ltd, a customer since ', { ...due, style: 'date' }, '. Owner: ', mention(tomas), '.'],
    },
    { kind: 'heading', text: 'What we learned' },
    {
      kind: 'list',
      items: ['Exports are done on the last day of the month.', ['They call us ', bold('the quiet ones'), '.']],
    },
    { kind: 'heading', text: 'What we promised' },
    { kind: 'list', ordered: true, items: [['A-31, ', mention(maya), ', by ', due], 'A-32: call Blue Bottle'] },
    { kind: 'divider' },
    { kind: 'heading', text: 'New ideas' },
    { kind: 'text', line: 'No new ideas: that is a finding too.' },
    {
      kind: 'actions',
      actions: [
        button('meetings.addLearning', 'Add a learning', { style: 'primary' }),
        button('meetings.close', 'Close the meeting', {
          style: 'danger',
          confirm: { title: 'Close the meeting?', text: 'The minutes go out to everybody here.', yes: 'Close it' },
        }),
        { kind: 'openLink', label: 'Open the web page', url: 'https://empty-chair.example/m/4?x=1&y=2' },
      ],
    },
  ],
};

/** A text in every place that takes one, literal wherever it may be. */
export function everywhere(text: string): Card {
  return {
    title: `T ${text}`,
    summary: `S ${text}`,
    blocks: [
      { kind: 'text', line: text },
      { kind: 'text', line: [text, ' ', bold(text), ' ', code(text), ' ', mention(maya), ' ', due, ' ', text] },
      { kind: 'text', line: [mention({ ...stranger, name: text }), link(text, 'https://example.com/a?b=c&d=e')] },
      { kind: 'quote', text, by: text },
      {
        kind: 'facts',
        facts: [
          { label: text, value: text },
          { label: 'Due', value: [text, ' ', due] },
        ],
      },
      { kind: 'facts', facts: [{ label: 'Owner', value: [mention(maya), ' ', text] }] },
      { kind: 'list', items: [text, [mention(tomas), ' ', text]] },
      { kind: 'list', ordered: true, items: [text] },
      { kind: 'row', line: text, detail: text, action: button('room.verb', text) },
      { kind: 'row', line: [mention(maya), ' ', text], detail: [due, ' ', text] },
      { kind: 'heading', text },
      { kind: 'note', line: text },
      {
        kind: 'note',
        line: ['By ', mention(maya), ' ', text, ' ', due, ' ', bold(text), link(text, 'https://e.example')],
      },
      {
        kind: 'actions',
        actions: [
          button('room.ask', text, { confirm: { title: text, text, yes: text } }),
          { kind: 'openLink', label: text, url: 'https://example.com' },
          { kind: 'openLink', label: text, url: 'javascript:alert(1)' },
        ],
      },
    ],
  };
}

const rows = (count: number): Card['blocks'] =>
  Array.from({ length: count }, (_, at) => ({
    kind: 'row' as const,
    line: `F-${at + 1} · Acme Ltd: “So slow”`,
    detail: 'New · Maya',
    action: { ...button('feedback.show', 'Show'), value: `F-${at + 1}` },
  }));

const oddCards: readonly Exhibit[] = [
  { name: 'no blocks', card: { title: 'Nothing', summary: 'Nothing', blocks: [] } },
  { name: 'blank title', card: { title: ' ', summary: 'The summary stands in', blocks: [] } },
  {
    name: 'blank everywhere',
    card: {
      ...everywhere(''),
      title: '',
      summary: '',
      blocks: [...everywhere('').blocks, ...everywhere(' \n ').blocks, { kind: 'list', items: [] }],
    },
  },
  {
    name: 'zero and 200 list items',
    card: {
      title: 'Many',
      summary: 'Many',
      rest: [code('/customer feedback list open'), ' pages through them.'],
      blocks: [
        { kind: 'list', items: [] },
        { kind: 'facts', facts: [] },
        { kind: 'actions', actions: [] },
        { kind: 'list', items: Array.from({ length: 200 }, (_, at) => `Item ${at + 1}: ${longText(90)}`) },
        { kind: 'actions', actions: [button('feedback.list', 'Next')] },
      ],
    },
  },
  { name: '60 blocks', card: { title: 'Sixty', summary: 'Sixty', blocks: [...rows(60), itemActions] } },
  {
    name: '60 buttons',
    card: {
      title: 'Buttons',
      summary: 'Buttons',
      blocks: [
        {
          kind: 'actions',
          actions: Array.from({ length: 60 }, (_, at) => ({ ...button('room.pick', `Pick ${at}`), value: String(at) })),
        },
      ],
    },
  },
  {
    name: '23 facts',
    card: {
      title: 'Facts',
      summary: 'Facts',
      blocks: [
        {
          kind: 'facts',
          facts: Array.from({ length: 23 }, (_, at) => ({ label: `Fact ${at}`, value: `Value ${at}` })),
        },
      ],
    },
  },
  { name: 'over-long everywhere', card: everywhere(longText(12_000)) },
  {
    name: 'a quote of 10,000 characters',
    card: { ...ownerCard, blocks: [{ kind: 'quote', text: longText(9_900) }, itemActions] },
  },
  {
    name: 'a quote of line breaks',
    card: { ...ownerCard, blocks: [{ kind: 'quote', text: '\n"'.repeat(5_000) }, itemActions] },
  },
  { name: 'broken text', card: everywhere(brokenText) },
  {
    name: 'only dividers',
    card: { title: 'Lines', summary: 'Lines', blocks: Array.from({ length: 80 }, () => ({ kind: 'divider' })) },
  },
  {
    name: 'a discreet card',
    card: { ...ownerCard, title: 'F-13 · confidential', summary: 'F-13 is yours: open it here', discreet: true },
  },
];

/** Cut at every limit in turn: brittle letters must survive wherever the border falls. */
const brittleCards: readonly Exhibit[] = brittleTexts.flatMap((text, at) =>
  [0, 1, 2, 3].map((shift) => ({
    name: `brittle letters ${at + 1}, cut ${shift} off`,
    card: everywhere('x'.repeat(shift) + longText(4_000, text)),
  })),
);

export const everydayCards: readonly Exhibit[] = [
  { name: 'owner card', card: ownerCard },
  { name: 'overdue card', card: overdueCard },
  { name: 'news card', card: newsCard },
  { name: 'list card', card: listCard },
  { name: 'agenda card', card: agendaCard },
];

export const cardGallery: readonly Exhibit[] = [
  ...everydayCards,
  ...hostileTexts.map((text) => ({ name: `hostile: ${text.slice(0, 30)}`, card: everywhere(text) })),
  ...rightToLeftTexts.map((text, at) => ({ name: `right to left ${at + 1}`, card: everywhere(text) })),
  ...brittleTexts.map((text) => ({ name: `brittle: ${text}`, card: everywhere(text) })),
  ...brittleCards,
  ...oddCards,
  ...chartCards,
  ...[...hostileTexts, ...rightToLeftTexts, ...brittleTexts, brokenText].map(chartCardOf),
];

export interface FormExhibit {
  readonly name: string;
  readonly form: Form;
}

const options = (count: number, label = 'Option'): Option[] =>
  Array.from({ length: count }, (_, at) => ({ value: `v${at}`, label: `${label} ${at + 1}` }));

const captureForm: Form = {
  form: 'feedback.capture',
  subject: '{"sourceId":"C1.17"}',
  title: 'Capture feedback',
  intro: ['Kept word for word, for ', mention(maya), ' to answer by ', due],
  submit: 'Capture',
  fields: [
    {
      kind: 'text',
      name: 'text',
      label: 'What did the customer say?',
      hint: 'Their own words.',
      multiline: true,
      maxLength: 10_000,
    },
    { kind: 'text', name: 'customer', label: 'Customer', optional: true, placeholder: 'Acme Ltd', value: 'Acme' },
    { kind: 'choice', name: 'severity', label: 'Severity', options: options(3, 'Level'), value: 'v1' },
    { kind: 'choice', name: 'topic', label: 'Topic', options: options(40, 'Topic'), optional: true },
    { kind: 'choices', name: 'tags', label: 'Tags', options: options(4, 'Tag'), value: ['v1', 'v3'] },
    { kind: 'person', name: 'owner', label: 'Owner', optional: true, value: maya.id },
    { kind: 'date', name: 'until', label: 'Until when?', value: '2026-12-01' },
    { kind: 'yesNo', name: 'confidential', label: 'Confidential', optional: true, value: true },
  ],
};

export const formWith = (text: string): Form => ({
  form: 'room.verb',
  subject: 'F-12',
  title: text,
  intro: [text, ' ', mention(maya), ' ', due],
  submit: text,
  errors: { name: text, nobody: text },
  fields: [
    { kind: 'text', name: 'name', label: text, hint: text, placeholder: text, value: text },
    {
      kind: 'choice',
      name: 'one',
      label: text,
      options: [
        { value: 'a', label: text },
        { value: 'b', label: 'B' },
      ],
    },
    { kind: 'choices', name: 'many', label: text, options: [{ value: 'a', label: text }], optional: true },
    { kind: 'person', name: 'who', label: text, hint: text },
    { kind: 'date', name: 'when', label: text },
    { kind: 'yesNo', name: 'sure', label: text },
  ],
});

export const formGallery: readonly FormExhibit[] = [
  { name: 'capture form', form: captureForm },
  {
    name: 'form with errors',
    form: { ...captureForm, errors: { text: 'Say what the customer said.', form: 'Try again.' } },
  },
  {
    name: '0, 11 and 200 options',
    form: {
      ...captureForm,
      fields: [
        { kind: 'choice', name: 'none', label: 'None', options: [] },
        { kind: 'choices', name: 'noneOfMany', label: 'None of many', options: [] },
        { kind: 'choices', name: 'eleven', label: 'Eleven', options: options(11), value: ['v10'] },
        { kind: 'choice', name: 'many', label: 'Many', options: options(200), value: 'v150' },
        { kind: 'choices', name: 'anyOfMany', label: 'Any of many', options: options(200), value: ['v3', 'v199'] },
      ],
    },
  },
  {
    name: 'a captured message of 10,000 characters',
    form: {
      ...captureForm,
      fields: [
        { kind: 'text', name: 'text', label: 'Words', multiline: true, maxLength: 10_000, value: longText(10_000) },
      ],
    },
  },
  ...hostileTexts.map((text) => ({ name: `hostile: ${text.slice(0, 30)}`, form: formWith(text) })),
  ...brittleTexts.map((text) => ({ name: `brittle: ${text}`, form: formWith(longText(2_500, text)) })),
  { name: 'over-long words', form: formWith(longText(2_900)) },
  { name: 'blank words', form: formWith('  ') },
  { name: 'broken text', form: formWith(brokenText) },
];
