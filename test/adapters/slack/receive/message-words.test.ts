import { expect, test } from '@jest/globals';
import { messageWords } from '../../../../src/adapters/slack/receive/message-words.js';

const rich = (...elements: readonly unknown[]) => ({ type: 'rich_text', elements });
const section = (...elements: readonly unknown[]) => ({ type: 'rich_text_section', elements });
const text = (words: string) => ({ type: 'text', text: words });
const words = (told: Partial<Parameters<typeof messageWords>[0]>) =>
  messageWords({ text: '', bot_id: null, blocks: [], attachments: [], ...told });

test('what people type is taken from the text as it is, without previews of its links', () => {
  const told = {
    text: 'They say &lt;slow&gt;, see <https://x.example|x>',
    blocks: [rich(section(text('They say <slow>, see ')))],
    attachments: [{ from_url: 'https://x.example', title: 'A page', text: 'Its words' }],
  };
  expect(words(told)).toBe(told.text);
});

test('a message that somebody forwards brings its words, under what was written with it', () => {
  const forwarded = { is_share: true, author_name: 'Ani', text: 'The refund never came', fallback: 'Ani said' };
  expect(words({ text: 'Look', attachments: [forwarded] })).toBe('Look\n\nThe refund never came');
  expect(words({ attachments: [forwarded] })).toBe('The refund never came');
  const inBlocks = { is_share: true, message_blocks: [{ message: { blocks: [rich(section(text('In blocks')))] } }] };
  expect(words({ attachments: [inBlocks] })).toBe('In blocks');
});

test('what an app posts is read from its blocks and attachments, since its text is for notifications', () => {
  const blocks = [
    { type: 'header', text: { type: 'plain_text', text: 'Survey & more' } },
    {
      type: 'section',
      text: { type: 'mrkdwn', text: 'Acme &lt;3 gives *2*' },
      fields: [{ type: 'mrkdwn', text: 'Plan: Pro' }],
    },
    {
      type: 'context',
      elements: [
        { type: 'image', alt_text: 'logo' },
        { type: 'plain_text', text: 'by Mail' },
      ],
    },
    { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Open' } }] },
    { type: 'divider' },
  ];
  const attachments = [{ pretext: 'Why?', fields: [{ title: 'Reason', value: 'Too slow' }], fallback: 'no' }];
  expect(words({ text: 'New answer', bot_id: 'B1', blocks, attachments })).toBe(
    'Survey &amp; more\n\nAcme &lt;3 gives *2*\nPlan: Pro\n\nby Mail\n\nWhy?\n\nReason\nToo slow',
  );
  expect(words({ text: 'All of it is here', bot_id: 'B1', blocks: [{ type: 'divider' }] })).toBe('All of it is here');
  expect(words({ bot_id: 'B1', attachments: [{ fallback: 'Only this' }] })).toBe('Only this');
});

test('rich text keeps its lists, people, channels, links and emoji', () => {
  const block = rich(
    section(
      { type: 'user', user_id: 'U0BEN' },
      text(' in '),
      { type: 'channel', channel_id: 'C0SUPPORT' },
      text(': a<b '),
      { type: 'link', url: 'https://x.example/?a=1&b=2', text: 'there' },
      { type: 'emoji', name: 'slightly_smiling_face', unicode: '1f642' },
      { type: 'emoji', name: 'our_own' },
      { type: 'broadcast', range: 'here' },
      { type: 'date', timestamp: 1, fallback: 'Monday' },
      { type: 'color', value: '#fff' },
    ),
    { type: 'rich_text_list', style: 'ordered', elements: [section(text('one')), section(text('two'))] },
    { type: 'rich_text_list', style: 'bullet', elements: [section(text('three'))] },
    { type: 'rich_text_quote', elements: [text('quoted')] },
    { type: 'rich_text_preformatted', elements: [text('code')] },
  );
  expect(words({ blocks: [block] })).toBe(
    '<@U0BEN> in <#C0SUPPORT>: a&lt;b <https://x.example/?a=1&amp;b=2|there>🙂:our_own:<!here>Monday#fff\n1. one\n2. two\n• three\nquoted\ncode',
  );
});

test('a table is read by rows, newer blocks by their texts, and Markdown as it is written', () => {
  const cell = (words: string) => ({ type: 'raw_text', text: words });
  const table = {
    type: 'table',
    rows: [
      [cell('Customer'), cell('Score')],
      [cell('Acme'), rich(section(text('2')))],
    ],
  };
  const card = { type: 'card', title: { type: 'plain_text', text: 'Acme' }, body: { type: 'mrkdwn', text: '*slow*' } };
  const nested = { type: 'container', child_blocks: [card] };
  expect(words({ bot_id: 'B1', blocks: [table, nested, { type: 'markdown', text: '**a** < b' }] })).toBe(
    'Customer | Score\nAcme | 2\n\nAcme\n*slow*\n\n**a** &lt; b',
  );
});

test('nothing that is not as it should be breaks it', () => {
  const strange = [null, 7, 'x', [], {}, { type: 'section', text: 7 }, { type: 'rich_text', elements: {} }];
  const pieces = [{ type: 'emoji', unicode: 'zz' }, { type: 'user', user_id: '<!here>' }, { type: 'link' }, null];
  let deep: unknown = rich(section(text('far down')));
  for (let depth = 0; depth < 50; depth += 1) deep = { type: 'container', child_blocks: [deep] };
  expect(words({ blocks: [...strange, deep], attachments: strange })).toBe('');
  expect(words({ blocks: [rich(section(...pieces))] })).toBe('::<@here>');
});
