/** Commands stand on a card as they are typed on its platform, wherever on the card they stand. */
import { describe, expect, test } from '@jest/globals';
import { type Card, code } from '../../src/chat/card.js';
import { createTypedHere } from '../../src/chat/typed-here.js';

const here = createTypedHere(() => [{ name: 'customer' }, { name: 'feedback list' }]);
const typed = '@Empty Chair feedback list mine';

const card: Card = {
  title: 'See `feedback list mine`',
  summary: 'See `feedback list mine`',
  blocks: [
    { kind: 'text', line: 'See `feedback list mine`' },
    { kind: 'note', line: ['See ', code('feedback list mine')] },
    { kind: 'facts', facts: [{ label: 'See', value: 'It is `/customer feedback list mine`' }] },
    { kind: 'list', items: ['See `feedback list mine`'] },
    { kind: 'row', line: 'See `feedback list mine`', detail: 'See `feedback list mine`' },
  ],
};

describe('A command in what a room writes', () => {
  test('is shown as Teams’ people type it, in every part of a card', () => {
    const { title, summary, blocks } = here.card(card, 'teams');
    expect([title, summary]).toEqual([`See ${typed}`, `See ${typed}`]);
    const see = ['See ', code(typed)];
    expect(blocks).toEqual([
      { kind: 'text', line: see },
      { kind: 'note', line: see },
      { kind: 'facts', facts: [{ label: 'See', value: ['It is ', code(typed)] }] },
      { kind: 'list', items: [see] },
      { kind: 'row', line: see, detail: see },
    ]);
  });

  test('is shown so beside the fields of a form too', () => {
    const message = 'See `feedback list mine`';
    expect(here.reply({ kind: 'fieldErrors', errors: { why: message }, message }, 'slack')).toEqual({
      kind: 'fieldErrors',
      errors: { why: 'See /customer feedback list mine' },
      message: 'See /customer feedback list mine',
    });
  });

  test.each(['customer:Acme', 'npm start', 'list mine'])('is not read out of `%s`', (text) => {
    const only = (line: Card['blocks'][number]): Card => ({ title: 'T', summary: 'S', blocks: [line] });
    const given = only({ kind: 'text', line: [code(text)] });
    expect(here.card(given, 'teams')).toEqual(given);
  });
});

describe('A link to this very machine', () => {
  const link = (url: string) => ({ kind: 'openLink', label: 'Download', url }) as const;
  const shown = (url: string, platform: 'slack' | 'teams' | 'playground') => {
    const row = { kind: 'row', line: 'The minutes', action: link(url) } as const;
    const { blocks } = here.card(
      { title: 'T', summary: 'S', blocks: [{ kind: 'actions', actions: [link(url)] }, row] },
      platform,
    );
    return JSON.stringify(blocks).split(url).length - 1;
  };

  test.each(['http://localhost:3000/minutes/1.md?until=1', 'http://127.0.0.1:3000/x', 'http://[::1]:3000/x'])(
    'is no button in Slack and Teams, where nobody sits at it: %s',
    (url) => {
      expect([shown(url, 'slack'), shown(url, 'teams'), shown(url, 'playground')]).toEqual([0, 0, 2]);
    },
  );

  test('is one where the bot has an address of its own', () => {
    expect(shown('https://chair.example.com/minutes/1.md', 'slack')).toBe(2);
  });
});
