import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Card } from '../../../src/chat/card.js';
import { done, type Reply } from '../../../src/chat/reply.js';
import { describeOnDatabase } from '../../support/database.js';
import { type ApiClient, ani, maya, openApi, outsider, support } from './api-client.js';

const card: Card = {
  title: 'F-12 is yours',
  summary: 'F-12 is yours',
  blocks: [
    {
      kind: 'actions',
      actions: [{ kind: 'button', action: 'feedback.acknowledge', label: 'I’m on it', value: 'F-12' }],
    },
  ],
};

describeOnDatabase('Pressing buttons and filling in forms in the playground', (database) => {
  let api: ApiClient;
  let reply: Reply = done;
  beforeEach(async () => {
    reply = done;
    api = await openApi({ database: database(), reply: () => reply });
  });
  afterEach(() => api.stop());

  const idOfLast = async (query: string) => (await api.messages(query)).at(-1)?.id ?? '';

  test('a click in a place brings action, value, who and where', async () => {
    await api.messenger.post({ kind: 'place', placeId: support.id }, card);
    const message = await idOfLast('place=support');
    const answer = await api.post('click', { as: ani.id, message, action: 'feedback.acknowledge', value: 'F-12' });
    expect(answer).toMatchObject({ status: 200, body: { reply: { kind: 'done' } } });
    expect(api.handled).toMatchObject([
      {
        interaction: { kind: 'action', action: 'feedback.acknowledge', value: 'F-12' },
        context: { actor: { id: ani.id }, place: support },
      },
    ]);
  });

  test('a click in an inbox has no place; one on an answer has the place where it was asked', async () => {
    await api.messenger.post({ kind: 'member', memberId: ani.id }, card);
    await api.post('click', { as: 'ani', message: await idOfLast('inbox=ani'), action: 'a.b', value: '' });
    reply = { kind: 'card', card };
    await api.post('say', { as: 'ani', place: support.id, text: '/customer owe' });
    await api.post('click', { as: 'ani', message: await idOfLast('reply=ani'), action: 'a.b' });
    expect(api.handled.map(({ context }) => context.place)).toEqual([null, support, support]);
  });

  test('capturing what somebody said brings the words, who said them, a link and an id of its own', async () => {
    await api.post('say', { as: maya.id, place: support.id, text: 'A guest told me: “never again”' });
    const message = await idOfLast('place=support');
    await api.post('click', { as: ani.id, message, action: 'message.capture' });
    expect(api.handled).toMatchObject([
      {
        interaction: {
          kind: 'capture',
          message: {
            sourceId: message,
            text: 'A guest told me: “never again”',
            author: 'Maya Lindqvist',
            link: `${api.url}/#place:${support.id}/${message}`,
          },
        },
        context: { actor: { id: ani.id }, place: support },
      },
    ]);
  });

  test('a card of the bot is not captured', async () => {
    await api.messenger.post({ kind: 'place', placeId: support.id }, card);
    const message = await idOfLast('place=support');
    const answer = await api.post('click', { as: maya.id, message, action: 'message.capture' });
    expect(answer).toMatchObject({
      status: 422,
      faults: { message: expect.stringContaining('F-12 is yours') },
    });
    expect(api.handled).toEqual([]);
  });

  test('a form that was opened in a place is submitted there, with what was left empty left out', async () => {
    reply = {
      kind: 'form',
      form: { form: 'feedback.capture', subject: '{"link":"x y"}', title: 'Capture', submit: 'Go', fields: [] },
    };
    const opened = await api.post('say', { as: maya.id, place: support.id, text: '/customer feedback' });
    const { id } = (opened.body as { reply: { form: { id: string } } }).reply.form;
    reply = done;
    const values = { text: 'slow', customer: '', owner: null, topics: [], kinds: ['a'], secret: false, score: 4 };
    await api.post('submit', { as: maya.id, form: id, values });
    expect(api.handled.at(-1)).toMatchObject({
      interaction: {
        kind: 'submit',
        form: 'feedback.capture',
        subject: '{"link":"x y"}',
        values: { text: 'slow', kinds: ['a'], secret: false, score: '4' },
      },
      context: { place: support },
    });
    expect(Object.keys(api.handled.at(-1)?.interaction.kind === 'submit' ? values : {})).toContain('customer');
    expect(api.handled.at(-1)?.interaction).not.toHaveProperty('values.customer');
    expect(api.handled.at(-1)?.interaction).not.toHaveProperty('values.owner');
  });

  test('errors by field are an answer, not a failure', async () => {
    reply = { kind: 'fieldErrors', errors: { why: 'Say why.', to: 'Choose who takes it.' }, message: 'Say why.' };
    const answer = await api.post('submit', { as: maya.id, form: 'feedback.handOver F-12', values: {} });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        reply: {
          kind: 'fieldErrors',
          errors: { why: 'Say why.', to: 'Choose who takes it.' },
          message: 'Say why.',
          text: 'Say why.\nChoose who takes it.',
        },
      },
    });
  });

  test.each([
    ['click', { message: '999999', action: 'a.b' }, 404, 'message'],
    ['click', { message: 'abc', action: 'a.b' }, 404, 'message'],
    ['click', { message: '9'.repeat(30), action: 'a.b' }, 404, 'message'],
    ['click', { action: 'a.b' }, 422, 'message'],
    ['click', { message: '1' }, 422, 'action'],
    ['click', { message: '1', action: 'a.b', value: {} }, 422, 'value'],
    ['click', { as: 'nobody', message: '1', action: 'a.b' }, 404, 'as'],
    ['click', { as: outsider.id, message: '1', action: 'a.b' }, 404, 'as'],
    ['submit', { as: outsider.id, form: 'a.b F-1', values: {} }, 404, 'as'],
    ['clock', { nextMorning: outsider.id }, 404, 'nextMorning'],
    ['submit', { form: 'nonsense', values: {} }, 422, 'form'],
    ['submit', { form: '', values: {} }, 422, 'form'],
    ['submit', { form: 'a.b F-1 @place:nowhere', values: {} }, 404, 'form'],
    ['submit', { form: 'a.b F-1' }, 422, 'values'],
    ['submit', { form: 'a.b F-1', values: [] }, 422, 'values'],
    ['submit', { form: 'a.b F-1', values: { why: { deep: true } } }, 422, 'values.why'],
    ['submit', { form: 'a.b F-1', values: { why: 'NUL \0' } }, 422, 'values.why'],
  ])('%s %j is refused with %i and names %s', async (path, body, status, field) => {
    const answer = await api.post(path, { as: maya.id, ...body });
    expect(answer.status).toBe(status);
    expect(Object.keys(answer.faults)).toContain(field);
    expect(api.handled).toEqual([]);
  });
});
