import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Card } from '../../../src/chat/card.js';
import type { Reply } from '../../../src/chat/reply.js';
import { describeOnDatabase } from '../../support/database.js';
import { type ApiClient, ani, maya, openApi, outsider, support } from './api-client.js';

const card: Card = {
  title: 'Thank you',
  summary: 'Thank you. This is F-12.',
  blocks: [{ kind: 'text', line: 'F-12' }],
};

describeOnDatabase('Saying something in the playground', (database) => {
  let api: ApiClient;
  let reply: Reply = { kind: 'done' };
  beforeEach(async () => {
    reply = { kind: 'done' };
    api = await openApi({ database: database(), reply: () => reply });
  });
  afterEach(() => api.stop());

  test.each([
    ['/customer feedback "so slow"', 'feedback "so slow"'],
    ['  /CUSTOMER   owe', 'owe'],
    ['@Empty Chair feedback slow', 'feedback slow'],
    ['@empty chair: owe', 'owe'],
    ['/customer', ''],
  ])('%s is a command in a place', async (text, command) => {
    const answer = await api.post('say', { as: maya.id, place: support.id, text });
    expect(answer).toMatchObject({ status: 200, body: { reply: { kind: 'done' } } });
    expect(api.handled).toMatchObject([
      {
        interaction: { kind: 'command', text: command },
        context: { platform: 'playground', actor: { id: maya.id, role: 'member' }, place: support },
      },
    ]);
    expect(await api.messages('place=support')).toEqual([]);
  });

  test('every line is a command in a private chat', async () => {
    await api.post('say', { as: 'ani', text: 'what can you do?' });
    await api.post('say', { as: 'ani', place: '', text: '/customer owe' });
    expect(api.handled).toMatchObject([
      { interaction: { text: 'what can you do?' }, context: { actor: { id: ani.id }, place: null } },
      { interaction: { text: 'owe' }, context: { place: null } },
    ]);
  });

  test.each([
    'The feedback was kind',
    'Feedback from the client was great today',
    'Customer called, very angry',
    'owe',
    '/feedback so slow',
    '/customers are people',
    'owed money',
    '@empty chairs everywhere',
    'hello /customer',
  ])('%s is talk, which everybody in the place reads', async (text) => {
    const answer = await api.post('say', { as: maya.id, place: support.id, text });
    expect(answer).toMatchObject({ status: 200, body: { reply: { kind: 'done' }, message: expect.any(String) } });
    expect(api.handled).toEqual([]);
    expect(await api.messages(`place=${support.id}`)).toMatchObject([
      { text, author: maya.id, card: null, slack: null, teams: null, postedAt: '2026-11-20T10:00:00.000Z' },
    ]);
  });

  describe('in a thread', () => {
    const card = { title: 'What did you learn?', summary: '', blocks: [] };
    const posted = async (member: string) => {
      const sent = await api.messenger.post({ kind: 'member', memberId: member }, card);
      return sent.kind === 'sent' ? sent.ref : { channel: '', message: '' };
    };

    test('an answer to the bot is heard with the message it answers, and stays in its thread', async () => {
      const repliesTo = await posted(maya.id);
      await api.post('say', { as: maya.id, text: 'They love it', thread: repliesTo.message });
      expect(api.handled).toMatchObject([
        { interaction: { kind: 'said', said: { text: 'They love it', repliesTo } }, context: { place: null } },
      ]);
      expect(await api.messages('inbox=maya')).toMatchObject([
        { card: { title: 'What did you learn?' }, thread: null },
        { text: 'They love it', author: maya.id, thread: repliesTo.message },
      ]);
    });

    test('nobody answers in another’s private chat, nor to what is not there', async () => {
      const { message } = await posted(ani.id);
      const refused = [
        await api.post('say', { as: maya.id, text: 'Hello?', thread: message }),
        await api.post('say', { as: maya.id, text: 'Hello?', thread: '999' }),
      ];
      expect(refused.map(({ status }) => status)).toEqual([422, 404]);
      expect(api.handled).toEqual([]);
      expect(await api.messages('inbox=ani')).toHaveLength(1);
    });
  });

  test('a secret that was typed is not kept with its answer', async () => {
    reply = { kind: 'card', card };
    await api.post('say', {
      as: maya.id,
      place: support.id,
      text: '/customer brief calendar https://x.example/key.ics',
    });
    await api.post('say', { as: maya.id, text: 'Brief Calendar https://x.example/key.ics' });
    const rows = await database().queryText('SELECT row_to_json(m)::text AS row FROM playground_messages m');
    expect(JSON.stringify(rows)).not.toContain('key.ics');
    expect(JSON.stringify(rows)).toContain('/customer brief calendar …');
  });

  test('a card that only the asker sees is answered in every look and kept for them', async () => {
    reply = { kind: 'card', card };
    const answer = await api.post('say', { as: maya.id, place: support.id, text: '/customer feedback slow' });
    expect(answer.body).toMatchObject({
      reply: {
        kind: 'card',
        card: { title: 'Thank you' },
        text: expect.stringContaining('Thank you'),
        slack: { blocks: expect.any(Array) },
        teams: { type: 'message' },
      },
    });
    expect(await api.messages('reply=maya')).toMatchObject([
      { card: { title: 'Thank you' }, asked: '/customer feedback slow', askedIn: `place:${support.id}` },
    ]);
    expect(await api.messages('reply=ani')).toEqual([]);
    expect(await api.messages('place=support')).toEqual([]);
  });

  test('a form comes with an id that brings it back, its intro as plain text, and its fields', async () => {
    reply = {
      kind: 'form',
      form: {
        form: 'feedback.resolve',
        subject: 'F-12',
        title: 'Resolve F-12',
        intro: ['For ', { kind: 'mention', person: maya }],
        submit: 'Resolve',
        fields: [{ kind: 'text', name: 'why', label: 'Why?' }],
      },
    };
    const answer = await api.post('say', { as: maya.id, text: 'resolve' });
    expect(answer.body).toMatchObject({
      reply: {
        kind: 'form',
        form: {
          id: 'feedback.resolve F-12',
          title: 'Resolve F-12',
          intro: 'For @Maya Lindqvist',
          submit: 'Resolve',
          fields: [{ kind: 'text', name: 'why', label: 'Why?' }],
        },
      },
    });
  });

  describe('takes no part in a line that can’t be kept', () => {
    test.each([
      ['an empty line', { text: '  ' }, 422, 'text'],
      ['no line', {}, 422, 'text'],
      ['a number for a line', { text: 7 }, 422, 'text'],
      ['a line with NUL', { text: 'a\0b' }, 422, 'text'],
      ['a line of more than 40,000 characters', { text: 'x'.repeat(40_001) }, 422, 'text'],
      ['nobody', { as: 'nobody', text: 'hi' }, 404, 'as'],
      ['somebody of another company', { as: outsider.id, text: 'hi' }, 404, 'as'],
      ['no speaker', { as: undefined, text: 'hi' }, 422, 'as'],
      ['an unknown place', { place: 'roof', text: 'hi' }, 404, 'place'],
      ['a place that is no text', { place: 7, text: 'hi' }, 422, 'place'],
    ])('%s', async (_, body, status, field) => {
      const answer = await api.post('say', { as: maya.id, place: support.id, ...body });
      expect(answer).toMatchObject({
        status,
        type: expect.stringContaining('application/problem+json'),
        body: { status, title: expect.any(String) },
        faults: { [field]: expect.any(String) },
      });
      expect(api.handled).toEqual([]);
      expect(await api.messages('place=support')).toEqual([]);
    });
  });

  test('a line with half a symbol is kept with a replacement, as browsers do it', async () => {
    await api.post('say', { as: maya.id, place: support.id, text: 'half \ud83d a pair' });
    expect(await api.messages('place=support')).toMatchObject([{ text: 'half \ufffd a pair' }]);
  });
});
