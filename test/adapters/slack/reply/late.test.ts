import { afterEach, describe, expect, test } from '@jest/globals';
import { renderForm } from '../../../../src/adapters/slack/render/render-form.js';
import type { Reply } from '../../../../src/chat/reply.js';
import { cardReply, formReply } from '../../../support/replies.js';
import { bodyOf, post, signatureOf } from '../../../support/stand-in-slack/driver.js';
import { payload } from '../../../support/stand-in-slack/payloads.js';
import { openSmallSlack, type SmallSlack } from '../small-slack.js';

let bot: SmallSlack;
afterEach(() => bot.close());

/** Whose router answers only when it is let. */
async function slowBot(): Promise<(reply: Reply) => void> {
  bot = await openSmallSlack({ patienceMs: 1 });
  let finish: (reply: Reply) => void = () => undefined;
  const answer = new Promise<Reply>((resolve) => {
    finish = resolve;
  });
  bot.answerWith(() => answer);
  return finish;
}

const shown = () => bot.world.views.map(({ view, updates }) => ({ title: view.title.text, updates }));
const skeleton = { title: 'One moment…', updates: 0 };

describe('An answer that is late', () => {
  test('shows a modal at once, which becomes the form', async () => {
    const finish = await slowBot();
    expect(await bot.driver.command('U0DANA', 'feedback', 'C0SUPPORT')).toEqual({ status: 200, body: '' });
    await bot.slack.callsReach('views.open', 1);
    expect(shown()).toEqual([skeleton]);
    finish(formReply);
    await bot.settled();
    expect(shown()).toEqual([{ title: 'Tell us', updates: 1 }]);
  });

  test('shows a modal at once, which becomes the card', async () => {
    const finish = await slowBot();
    await bot.driver.press('U0DANA', { actionId: 'a.b', value: '', on: { channel: 'C0SUPPORT', ts: '5.000001' } });
    await bot.slack.callsReach('views.open', 1);
    finish(cardReply('There it is'));
    await bot.settled();
    expect(JSON.stringify(bot.world.views[0]?.view)).toContain('There it is');
  });

  test('to a submitted form: the form says so, and comes back with what was typed where something is wrong', async () => {
    const finish = await slowBot();
    const view = await openedForm();
    const acknowledged = await bot.driver.submit('U0DANA', view, {
      text: { text: { type: 'plain_text_input', value: 'typed words' } },
    });
    expect(acknowledged.body).toMatchObject({ response_action: 'update', view: { title: { text: 'One moment…' } } });
    finish({ kind: 'fieldErrors', errors: { text: 'Shorter, please.' }, message: 'Shorter, please.' });
    await bot.settled();
    const now = JSON.stringify(view.view);
    expect(now).toContain('Shorter, please.');
    expect(now).toContain('"initial_value":"typed words"');
  });

  test('is given without a modal where Slack opens none any more', async () => {
    const finish = await slowBot();
    bot.slack.faults.next('views.open', { kind: 'refused', error: 'expired_trigger_id' });
    await bot.driver.command('U0DANA', 'feedback', 'C0SUPPORT');
    finish(cardReply('There it is'));
    await bot.settled();
    expect(bot.world.ephemerals).toMatchObject([{ via: 'response_url', text: expect.stringContaining('There it is') }]);
  });

  test('to a line with its text: a word at once and no modal, and then the answer', async () => {
    const finish = await slowBot();
    const { body } = await bot.driver.command('U0DANA', 'feedback "So slow"', 'C0SUPPORT');
    expect(body).toMatchObject({ response_type: 'ephemeral', text: expect.stringContaining('I’m on it') });
    finish(cardReply('There it is'));
    await bot.settled();
    const [, answer] = bot.world.ephemerals;
    expect(answer).toMatchObject({ via: 'response_url', text: expect.stringContaining('There it is') });
    expect(bot.world.views).toEqual([]);
  });

  test('comes by a button where it is a form after all', async () => {
    const finish = await slowBot();
    await bot.driver.command('U0DANA', 'idea Refunds', 'C0SUPPORT');
    finish(formReply);
    await bot.settled();
    expect(JSON.stringify(bot.world.ephemerals.at(-1)?.blocks)).toContain('"value":"idea Refunds"');
  });

  test.each([
    ['used up', 5, 0],
    ['half an hour old', 0, 1_801_000],
  ])('stands in the channel where Slack’s address for it is %s', async (_, usedCount, laterMs) => {
    const finish = await slowBot();
    const { command } = bot.driver;
    const addresses: string[] = [];
    const issue = bot.slack.responseUrl;
    bot.slack.responseUrl = (...to) => addresses[addresses.push(issue(...to)) - 1] ?? '';
    await command('U0DANA', 'feedback "So slow"', 'C0SUPPORT');
    const [url = ''] = addresses;
    for (let count = 0; count < usedCount; count += 1) await post(url, '{"text":"x"}', {});
    bot.clock.moveTo(new Date(bot.clock.now().getTime() + laterMs));
    finish(cardReply('There it is'));
    await bot.settled();
    expect(bot.world.ephemerals.at(-1)).toMatchObject({
      via: 'postEphemeral',
      channel: 'C0SUPPORT',
      text: expect.stringContaining('There it is'),
    });
  });

  test('is told where the modal was closed meanwhile', async () => {
    const finish = await slowBot();
    await bot.driver.command('U0DANA', 'owe', 'C0SUPPORT');
    await bot.slack.callsReach('views.open', 1);
    bot.world.views.length = 0;
    finish(cardReply('There it is'));
    await bot.settled();
    expect(bot.world.ephemerals).toMatchObject([{ via: 'response_url', text: expect.stringContaining('There it is') }]);
  });

  /** A form that was opened before anything was slow. */
  async function openedForm() {
    const id = 'V0FORM';
    const hash = 'h1';
    const { form } = formReply as Extract<Reply, { kind: 'form' }>;
    const view = JSON.parse(JSON.stringify({ ...renderForm(form), private_metadata: 'C0SUPPORT|F-1' }));
    bot.world.views.push({ id, userId: 'U0DANA', hash, view, updates: 0 });
    const [opened] = bot.world.views;
    if (!opened) throw new Error('No modal.');
    return opened;
  }
});

describe('A form that could not open', () => {
  const opening = () => JSON.stringify(bot.world.ephemerals.at(-1) ?? null);

  test('because its trigger died is offered by a button, which does the same again', async () => {
    bot = await openSmallSlack();
    bot.answerWith(() => {
      bot.clock.moveTo(new Date(bot.clock.now().getTime() + 3_001));
      return formReply;
    });
    const { body } = await bot.driver.command('U0DANA', 'feedback late', 'C0SUPPORT');
    const said = JSON.stringify(body);
    expect(said).toContain('within three seconds');
    expect(said).toContain('Open the form');
    expect(said).toContain('"value":"feedback late"');
    expect(bot.world.views).toEqual([]);
  });

  test.each([
    ['by a line', { kind: 'broken', arrives: false }],
    ['by a line', { kind: 'refused', error: 'internal_error' }],
  ] as const)('because Slack failed is offered by a button: %s, %j', async (_, fault) => {
    bot = await openSmallSlack();
    bot.answerWith(() => formReply);
    bot.slack.faults.next('views.open', fault);
    const { body } = await bot.driver.command('U0DANA', 'feedback', 'C0SUPPORT');
    expect(JSON.stringify(body)).toContain('Open the form');
    expect(JSON.stringify(body)).not.toContain('reference');
  });

  test('after a press is offered by the same button again', async () => {
    bot = await openSmallSlack();
    bot.answerWith(() => formReply);
    bot.slack.faults.next('views.open', { kind: 'reset', arrives: false });
    await bot.driver.press('U0DANA', {
      actionId: 'feedback.resolve#2',
      value: 'F-12',
      on: { channel: 'C0SUPPORT', ts: '5.000001' },
    });
    await bot.settled();
    expect(opening()).toContain('Open the form');
    expect(opening()).toContain('"value":"F-12"');
  });
});

test('a form that Slack does not take is said in words with a reference, and logged without them', async () => {
  bot = await openSmallSlack();
  bot.answerWith(() => formReply);
  bot.slack.faults.next('views.open', { kind: 'refused', error: 'invalid_arguments' });
  const { body } = await bot.driver.command('U0DANA', 'feedback', 'C0SUPPORT');
  expect(body).toMatchObject({ text: expect.stringContaining('give your admin the reference') });
});

test('while the database is away whoever presses something hears so in words, and Slack keeps what it tells', async () => {
  bot = await openSmallSlack({ databaseIsAway: true });
  bot.answerWith(() => cardReply('Something went wrong on my side'));
  const { driver } = bot;
  expect(
    (await driver.press('U0DANA', { actionId: 'a.b', value: '', on: { channel: 'C0SUPPORT', ts: '5.1' } })).status,
  ).toBe(200);
  expect((await driver.capture('U0DANA', { channel: 'C0SUPPORT', ts: '5.000001', text: 'So slow' })).status).toBe(200);
  await bot.settled();
  expect(bot.world.ephemerals.map(({ text }) => text.split('\n')[0])).toEqual([
    'Something went wrong on my side',
    'Something went wrong on my side',
  ]);
  expect((await driver.write('U0DANA', 'owe')).status).toBe(500);
});

describe('At the last moment', () => {
  /** Whose patience with its router is longer than Slack’s. */
  async function stuckBot(): Promise<(reply: Reply) => void> {
    bot = await openSmallSlack({ ackMs: 1 });
    let finish: (reply: Reply) => void = () => undefined;
    const answer = new Promise<Reply>((resolve) => {
      finish = resolve;
    });
    bot.answerWith(() => answer);
    return finish;
  }

  test('an event and a command are acknowledged, and answered when the answer is there', async () => {
    const finish = await stuckBot();
    expect(await bot.driver.write('U0DANA', 'owe')).toEqual({ status: 200, body: '' });
    expect(await bot.driver.command('U0DANA', 'owe', 'C0SUPPORT')).toEqual({ status: 200, body: '' });
    finish(cardReply('There it is'));
    await bot.settled();
    expect(bot.world.messages).toMatchObject([{ text: expect.stringContaining('There it is') }]);
    expect(bot.world.ephemerals).toMatchObject([{ text: expect.stringContaining('There it is') }]);
  });

  test('a form stays open with what was written, and the very same request is no replay', async () => {
    const finish = await stuckBot();
    const text = bodyOf('interactive', payload('view-submission'));
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      ...signatureOf(text, { secret: bot.world.signingSecret, now: bot.clock.now() }),
    };
    expect((await post(`${bot.url}/slack/events`, text, headers)).status).toBe(503);
    expect((await post(`${bot.url}/slack/events`, text, headers)).status).toBe(503);
    finish(cardReply('There it is'));
    await bot.settled();
    expect(bot.handled).toHaveLength(1);
  });
});
