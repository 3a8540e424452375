import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import { joinPlatforms } from '../../../../src/adapters/platform/platforms.js';
import { waitBefore } from '../../../../src/adapters/slack/receive/socket-connection.js';
import { healthRoutes } from '../../../../src/adapters/web-api/health.js';
import { done, type Reply } from '../../../../src/chat/reply.js';
import { createLogger } from '../../../../src/kernel/logger.js';
import { cardReply, formReply } from '../../../support/replies.js';
import { directChannel } from '../../../support/stand-in-slack/world.js';
import { openSmallSlack, type SmallSlack } from '../small-slack.js';

let bot: SmallSlack;
/** What was waited for, in milliseconds; nothing really waits. */
let waits: number[];
/** Every wait takes as long as this. */
let holdPause: Promise<void>;
beforeEach(async () => {
  waits = [];
  holdPause = Promise.resolve();
  const pause = async (ms: number) => {
    waits.push(ms);
    await holdPause;
  };
  bot = await openSmallSlack({ bySocket: true, pause });
});
afterEach(() => bot.close());

test('by Socket Mode commands, clicks, forms and messages come and are answered as by HTTP', async () => {
  expect(bot.adapter.routes).toBeNull();
  bot.answerWith(() => cardReply('Thank you'));
  const { body } = await bot.driver.command('U0DANA', 'feedback slow', 'C0SUPPORT');
  expect(body).toMatchObject({ response_type: 'ephemeral', text: expect.stringContaining('Thank you') });

  bot.answerWith(() => formReply);
  await bot.driver.press('U0DANA', { actionId: 'a.b', value: '1', on: { channel: 'C0SUPPORT', ts: '5.000001' } });
  const [view] = bot.world.views;
  if (!view) throw new Error('No modal opened.');
  const message = 'Say it in words.';
  bot.answerWith(() => ({ kind: 'fieldErrors', errors: { text: message }, message }));
  expect((await bot.driver.submit('U0DANA', view, {})).body).toEqual({
    response_action: 'errors',
    errors: { text: message },
  });

  bot.answerWith(() => cardReply('Yes'));
  await bot.driver.write('U0DANA', 'owe');
  await bot.settled();
  expect(bot.world.messages).toMatchObject([{ channel: directChannel(bot.world, 'U0DANA').id }]);
  expect(bot.handled.map(({ interaction }) => interaction.kind)).toEqual(['command', 'action', 'submit', 'command']);
});

/** An answer that the test gives when it likes. */
function laterAnswer(): { reached: Promise<void>; finish: (reply: Reply) => void } {
  let finish: (reply: Reply) => void = () => undefined;
  const answer = new Promise<Reply>((resolve) => {
    finish = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    bot.answerWith((interaction) => {
      if (interaction.kind === 'command' && interaction.text === 'owe') return done;
      resolve();
      return answer;
    });
  });
  return { reached, finish };
}

test('an event is acknowledged when it is done and not before, so that a crash has Slack send it again', async () => {
  const { reached, finish } = laterAnswer();
  let isAcknowledged = false;
  const told = bot.driver.write('U0DANA', 'feedback slow').then(() => {
    isAcknowledged = true;
  });
  await reached;
  await bot.driver.command('U0DANA', 'owe');
  expect(isAcknowledged).toBe(false);
  finish(cardReply('Thank you'));
  await told;
  expect(bot.world.messages).toHaveLength(1);
});

test('what can’t be read is refused, and the socket goes on', async () => {
  const envelopes = [
    { type: 'events_api', payload: null },
    { type: 'events_api', payload: { event: {} } },
    { type: 'events_api', payload: { event: { type: 'message', user: 7 } } },
    { type: 'interactive', payload: null },
    { type: 'interactive', payload: { type: 'block_actions' } },
    { type: 'slash_commands', payload: [] },
  ];
  for (const envelope of envelopes) bot.slack.socket.sendRaw(JSON.stringify({ envelope_id: 'e', ...envelope }));
  bot.slack.socket.sendRaw('{"type":');
  bot.slack.socket.sendRaw('null');
  await bot.driver.command('U0DANA', 'owe');
  expect(bot.handled).toHaveLength(1);
  expect(bot.lines.filter(({ msg }) => msg === 'slack request refused').length).toBe(envelopes.length + 1);
});

test('when it stops it takes nothing new, answers what is under way, and then closes', async () => {
  const { reached, finish } = laterAnswer();
  const answered = bot.driver.command('U0DANA', 'feedback slow');
  await reached;
  const stopped = bot.adapter.stop();
  void bot.driver.command('U0DANA', 'owe');
  // Behind it, so that it is known to have come.
  bot.slack.socket.sendRaw(JSON.stringify({ envelope_id: 'e', type: 'interactive', payload: null }));
  while (!bot.lines.some(({ msg }) => msg === 'slack request refused')) await setImmediate();
  expect(bot.slack.socket.openCount()).toBe(1);
  finish(cardReply('Thank you'));
  expect((await answered).body).toMatchObject({ text: expect.stringContaining('Thank you') });
  await stopped;
  expect(bot.handled).toHaveLength(1);
  expect(waits).toEqual([]);
});

describe('A socket that closes is opened again', () => {
  test('at once when Slack asks for a new one, or the line breaks', async () => {
    bot.clock.moveTo(new Date(bot.clock.now().getTime() + 60_000));
    bot.slack.socket.close();
    await bot.slack.socket.opens(2);
    await bot.driver.command('U0DANA', 'owe');
    bot.clock.moveTo(new Date(bot.clock.now().getTime() + 60_000));
    bot.slack.socket.drop();
    await bot.slack.socket.opens(3);
    await bot.driver.command('U0DANA', 'owe');
    expect(bot.handled).toHaveLength(2);
    expect(waits).toEqual([0, 0]);
  });

  test('after longer and longer waits while Slack can’t be reached, refuses, or wants more patience', async () => {
    bot.clock.moveTo(new Date(bot.clock.now().getTime() + 60_000));
    bot.slack.faults.next(
      'apps.connections.open',
      { kind: 'reset', arrives: false },
      { kind: 'broken', arrives: false },
      { kind: 'refused', error: 'invalid_auth' },
      { kind: 'throttled', retryAfter: 30 },
    );
    bot.slack.socket.drop();
    await bot.slack.socket.opens(2);
    expect(waits).toEqual([0, 1_000, 2_000, 4_000, 30_000]);
    await bot.driver.command('U0DANA', 'owe');
    expect(bot.handled).toHaveLength(1);
  });

  test('and not in a breath where it never holds', async () => {
    for (const count of [2, 3, 4]) {
      bot.slack.socket.drop();
      await bot.slack.socket.opens(count);
    }
    await bot.driver.command('U0DANA', 'owe');
    expect(waits).toEqual([0, 1_000, 2_000]);
  });
});

describe('/readyz', () => {
  const platforms = () =>
    joinPlatforms(
      () => [bot.adapter],
      () => ({ address: async () => null }),
      () => ({ card: (card) => card }),
    ).connections();
  const ready = async () => ({ database: true, migrated: true, queue: true });
  /** What `/readyz` says of Slack. */
  async function isSaidConnected(): Promise<unknown> {
    const server = express()
      .use(healthRoutes({ ready, platforms, log: createLogger('silent') }))
      .listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { slack } = (await (await fetch(`http://127.0.0.1:${port}/readyz`)).json()) as { slack?: unknown };
    await new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections());
    return slack;
  }
  const logged = async (msg: string) => {
    while (!bot.lines.some((line) => line.msg === msg)) await setImmediate();
  };

  test('says that Slack is away while the socket is down, and that it is there with the next one', async () => {
    expect(await isSaidConnected()).toBe(true);
    bot.clock.moveTo(new Date(bot.clock.now().getTime() + 60_000));
    let goOn: () => void = () => undefined;
    holdPause = new Promise((resolve) => {
      goOn = resolve;
    });
    bot.slack.socket.drop();
    while (waits.length === 0) await setImmediate();
    expect(await isSaidConnected()).toBe(false);
    goOn();
    await logged('slack socket open again');
    expect(await isSaidConnected()).toBe(true);
    await bot.adapter.stop();
    expect(await isSaidConnected()).toBe(false);
  });

  test('says that Slack is away when the app was removed, and that it is there when it is installed again', async () => {
    bot.slack.faults.next('auth.test', { kind: 'refused', error: 'account_inactive' });
    await bot.driver.event({ type: 'app_uninstalled' });
    expect(await isSaidConnected()).toBe(false);
    await logged('slack connected after all');
    expect(await isSaidConnected()).toBe(true);
    expect(waits).toEqual([1_000, 2_000]);
  });
});

test('the waits grow to a minute, and differ from bot to bot', () => {
  expect([0, 1, 2, 7, 50].map((count) => waitBefore(count, 1))).toEqual([0, 1_000, 2_000, 60_000, 60_000]);
  expect(waitBefore(3, 0)).toBe(2_000);
  expect(waitBefore(3, 0.5)).toBe(3_000);
});
