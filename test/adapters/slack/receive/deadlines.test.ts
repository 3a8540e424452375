import { afterEach, expect, jest, test } from '@jest/globals';
import { limits } from '../../../../src/adapters/slack/limits.js';
import type { Card } from '../../../../src/chat/card.js';
import { cardReply, formReply } from '../../../support/replies.js';
import { organisationOf } from '../../../support/stand-in-slack/organisation-methods.js';
import type { StandInSlack } from '../../../support/stand-in-slack/server.js';
import { addUser } from '../../../support/stand-in-slack/world.js';
import { calledMethods } from '../called-methods.js';
import { openSmallSlack, type SmallSlack } from '../small-slack.js';

/** The parts of deadlines of calls that were begun. Time stands: they pass when a test says so. */
const parts: (() => void)[] = [];
const partMs = limits.callMs / 10;
let deadlineCount = 0;
let bot: SmallSlack | null = null;
afterEach(async () => {
  jest.restoreAllMocks();
  parts.length = 0;
  deadlineCount = 0;
  await bot?.close();
});

function stopTime(): void {
  const { setTimeout: begin } = globalThis;
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(((passed: () => void, ms?: number) => {
    if (ms !== partMs) return begin(passed, ms);
    parts.push(passed);
    // Never in this test.
    return begin(() => undefined, 1_000_000_000).unref();
  }) as typeof setTimeout);
}

function passDeadlines(): void {
  deadlineCount += parts.length;
  for (let part = parts.shift(); part; part = parts.shift()) part();
}

/** The first call of this method is never answered: its deadline passes as soon as it hangs. Others are answered. */
function hang({ faults }: StandInSlack, hanging: string): { readonly count: () => number } {
  let count = 0;
  faults.rule(({ method }) => {
    if (method !== hanging || count > 0) return null;
    count += 1;
    passDeadlines();
    return { kind: 'hangs' };
  });
  return { count: () => count };
}

const card: Card = { title: 'F-1', summary: 'F-1', blocks: [] };
const support = { kind: 'place', placeId: 'place-C0SUPPORT' } as const;
const item = { type: 'message', channel: 'C0SUPPORT', ts: '5.000001' };
const onCard = { actionId: 'a.b', value: '', on: { channel: 'C0SUPPORT', ts: '5.000001' } };

async function post(small: SmallSlack) {
  const messenger = await small.adapter.messengerIn('T0HARBOUR');
  const sent = await messenger?.post(support, card);
  if (sent?.kind !== 'sent') return;
  await messenger?.update(sent.ref, card);
  await messenger?.find({ mark: '1-1', to: support, since: new Date(0), channel: null });
  await messenger?.remove(sent.ref);
}

async function react({ driver, world }: SmallSlack, team = 'T0HARBOUR') {
  organisationOf(world).written.set('C0SUPPORT/5.000001', { user: 'U0BEN', team, text: 'So slow' });
  await driver.event({ type: 'reaction_added', user: 'U0DANA', reaction: 'ear', item });
}

async function inModal({ driver, world, answerWith }: SmallSlack, deed: 'press' | 'submit') {
  answerWith(() => formReply);
  await driver.command('U0DANA', 'feedback', 'C0SUPPORT');
  const [on] = world.views;
  if (!on) throw new Error('No modal opened.');
  if (deed === 'press') return driver.press('U0DANA', { actionId: 'a.b', value: '', on });
  answerWith(() => cardReply('Sent'));
  return driver.submit('U0DANA', on, {});
}

/** As the room does once a day: which field names managers, and who it names. */
async function askManager({ adapter, world }: SmallSlack) {
  organisationOf(world).profileFields.push({ id: 'XfBOSS', label: 'Manager', type: 'user' });
  const managerOf = await (await adapter.directoryIn('T0HARBOUR'))?.managers?.();
  await managerOf?.('U0DANA');
}

/** What people or the bot do for which each method is called. null: at the start. */
const deeds: Readonly<Record<string, ((small: SmallSlack) => Promise<unknown>) | null>> = {
  'auth.test': null,
  'users.list': null,
  'usergroups.list': null,
  'chat.postMessage': post,
  'chat.update': post,
  'chat.delete': post,
  'conversations.history': post,
  'chat.postEphemeral': (small) => inModal(small, 'submit'),
  'chat.getPermalink': (small) => react(small),
  'conversations.replies': (small) => react(small),
  'conversations.info': ({ driver }) =>
    driver.write('U0DANA', '<@U0CHAIR> owe', { channel: 'C0SUPPORT', type: 'app_mention' }),
  'conversations.members': async ({ adapter }) =>
    (await adapter.directoryIn('T0HARBOUR'))?.placeMembers('C0SUPPORT').catch(() => null),
  'users.info': ({ driver, world }) => {
    addUser(world, { id: 'U0NEW', name: 'new', realName: 'New' });
    return driver.command('U0NEW', 'owe');
  },
  'team.info': (small) => react(small, 'T0ACME'),
  'team.profile.get': (small) => askManager(small).catch(() => null),
  'users.profile.get': (small) => askManager(small).catch(() => null),
  'usergroups.users.list': async ({ driver }) => {
    await driver.event({ type: 'subteam_created', subteam: { id: 'S0DESK', handle: 'desk', users: ['U0DANA'] } });
    await driver.event({ type: 'subteam_members_changed', subteam_id: 'S0DESK', team_id: 'T0HARBOUR' });
  },
  'views.open': (small) => {
    small.answerWith(() => formReply);
    return small.driver.press('U0DANA', onCard);
  },
  'views.push': (small) => inModal(small, 'press'),
  'views.update': async (small) => {
    small.answerWith(() => formReply);
    await small.driver.press('U0DANA', onCard);
    const [on] = small.world.views;
    small.answerWith(() => cardReply('There it is'));
    if (on) await small.driver.press('U0DANA', { actionId: 'a.c', value: '', on });
  },
  'views.publish': ({ driver }) => driver.event({ type: 'app_home_opened', user: 'U0DANA', tab: 'home' }),
  response_url: (small) => {
    small.answerWith(() => cardReply('There it is'));
    return small.driver.press('U0DANA', onCard);
  },
};

test.each(Object.entries(deeds))('a call of %s that Slack never answers ends by its deadline', async (method, deed) => {
  stopTime();
  let hung = { count: () => 0 };
  const beforeStart = (slack: StandInSlack) => {
    if (deed === null) hung = hang(slack, method);
  };
  bot = await openSmallSlack({ pause: async () => undefined, beforeStart });
  await bot.settled();
  if (deed) {
    hung = hang(bot.slack, method);
    await deed(bot);
    await bot.settled();
  }
  expect(hung.count()).toBe(1);
  expect(deadlineCount).toBeGreaterThan(0);
});

test('so does the call that opens Socket Mode', async () => {
  stopTime();
  let hung = { count: () => 0 };
  const beforeStart = (slack: StandInSlack) => {
    hung = hang(slack, 'apps.connections.open');
  };
  bot = await openSmallSlack({ bySocket: true, pause: async () => undefined, beforeStart });
  await bot.slack.socket.opens(1);
  expect(hung.count()).toBe(1);
});

test('no method is called but these, and that of OAuth, which is told of with the installing', async () => {
  const held = [...Object.keys(deeds).filter((name) => name !== 'response_url'), 'oauth.v2.access'];
  expect(new Set(held)).toEqual(await calledMethods());
});
