import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { WebAPIRequestError } from '@slack/web-api';
import { failureOf } from '../../../../src/adapters/slack/send/outcome.js';
import type { Messenger, SendOutcome } from '../../../../src/chat/messenger.js';
import type { Fault } from '../../../support/stand-in-slack/faults.js';
import { directChannel } from '../../../support/stand-in-slack/world.js';
import { logged, openSmallSlack, type SmallSlack } from '../small-slack.js';

let bot: SmallSlack;
let messenger: Messenger;
beforeEach(async () => {
  bot = await openSmallSlack();
  const found = await bot.adapter.messengerIn('T0HARBOUR');
  if (!found) throw new Error('Not connected.');
  messenger = found;
});
afterEach(() => bot.close());

const card = {
  title: 'F-1',
  summary: 'F-1 is new',
  blocks: [{ kind: 'text', line: 'Zanzibar <!channel> @everyone' } as const],
};
const support = { kind: 'place', placeId: 'place-C0SUPPORT' } as const;
const channel = () => bot.world.channels.get('C0SUPPORT') ?? { members: new Set<string>(), isArchived: false };
const refOf = (outcome: SendOutcome) => {
  if (outcome.kind !== 'sent') throw new Error(JSON.stringify(outcome));
  return outcome.ref;
};

describe('A card on its way to Slack', () => {
  test('stands in the channel, is edited in place, and has a thread', async () => {
    const sent = await messenger.post(support, card);
    expect(sent).toMatchObject({ kind: 'sent', ref: { channel: 'C0SUPPORT' }, restMs: 1_000 });
    await messenger.update(refOf(sent), { ...card, title: 'F-1 · resolved' });
    await messenger.post(support, { ...card, title: 'History' }, { threadOf: refOf(sent) });
    expect(bot.world.messages).toMatchObject([
      { edits: 1, threadTs: null },
      { edits: 0, threadTs: refOf(sent).message },
    ]);
    expect(JSON.stringify(bot.world.messages[0]?.blocks)).toContain('F-1 · resolved');
  });

  test('to a person goes into their private chat, by whose id it is edited later', async () => {
    const sent = await messenger.post({ kind: 'member', memberId: 'member-U0DANA' }, card);
    expect(refOf(sent).channel).toBe(directChannel(bot.world, 'U0DANA').id);
    expect(await messenger.update(refOf(sent), card)).toMatchObject({ kind: 'sent' });
  });

  test('asks Slack to read nothing into it and to unfold no links', async () => {
    await messenger.post(support, card);
    const { args } = bot.world.calls.at(-1) ?? {};
    expect(args).toMatchObject({ parse: 'none', unfurl_links: false, unfurl_media: false });
    expect(args).not.toHaveProperty('link_names');
  });

  test('arrives in plain words where Slack does not take its blocks, and that is logged without them', async () => {
    bot.slack.faults.next('chat.postMessage', { kind: 'refused', error: 'invalid_blocks' });
    expect(await messenger.post(support, card)).toMatchObject({ kind: 'sent' });
    expect(bot.world.messages).toMatchObject([
      { text: expect.stringContaining('Zanzibar &lt;!channel&gt;'), blocks: [] },
    ]);
    expect(bot.lines.at(-1)).toMatchObject({ level: 50, code: 'invalid_blocks' });
    expect(logged(bot.lines)).not.toContain('Zanzibar');
  });
});

describe('A card that Slack refuses', () => {
  test.each([
    [
      'a private channel without the bot, or none',
      'place_not_found',
      () => void bot.world.channels.delete('C0SUPPORT'),
    ],
    ['a channel without the bot', 'not_a_member', () => void channel().members.delete(bot.world.bot.userId)],
    [
      'an archived channel',
      'archived',
      () => {
        channel().isArchived = true;
      },
    ],
  ])('because of %s is given up or waits, and why is told', async (_, reason, change) => {
    change();
    const outcome =
      reason === 'place_not_found' ? { kind: 'permanent' } : { kind: 'retry', waitSeconds: 3_600, wantsMending: true };
    expect(await messenger.post(support, card)).toEqual({ ...outcome, reason });
  });

  const closed = {
    kind: 'retry',
    reason: 'destination_not_connected',
    waitSeconds: 3_600,
    wantsMending: true,
  } as const;
  const refused = (error: string): Fault => ({ kind: 'refused', error });
  test.each<[string, Fault, SendOutcome]>([
    ['too many', { kind: 'throttled', retryAfter: 30 }, { kind: 'retry', reason: 'ratelimited', waitSeconds: 30 }],
    ['too many, in another way', refused('ratelimited'), { kind: 'retry', reason: 'ratelimited' }],
    ['a broken server', { kind: 'broken', arrives: true }, { kind: 'retry', reason: 'http_500', mayHaveArrived: true }],
    [
      'a lost line',
      { kind: 'reset', arrives: true },
      { kind: 'retry', reason: 'connection_lost', mayHaveArrived: true },
    ],
    ['half an answer', { kind: 'cut' }, { kind: 'retry', reason: 'connection_lost', mayHaveArrived: true }],
    [
      'a proxy’s page',
      { kind: 'page', text: '<html>' },
      { kind: 'retry', reason: 'connection_lost', mayHaveArrived: true },
    ],
    ['an empty answer', { kind: 'page', text: '' }, { kind: 'retry', reason: 'connection_lost', mayHaveArrived: true }],
    ['an error within', refused('internal_error'), { kind: 'retry', reason: 'internal_error', mayHaveArrived: true }],
    ['a deactivated bot', refused('account_inactive'), closed],
    ['a revoked token', refused('token_revoked'), closed],
    ['a wrong token', refused('invalid_auth'), closed],
    ['a Grid that took us out of the workspace', refused('team_access_not_granted'), closed],
    ['a move into a Grid', refused('team_added_to_org'), { kind: 'retry', reason: 'team_added_to_org' }],
    ['a login to a Grid', refused('org_login_required'), { kind: 'retry', reason: 'org_login_required' }],
    ['a text that is too long', refused('msg_too_long'), { kind: 'permanent', reason: 'too_long' }],
    ['somebody who is gone', refused('user_disabled'), { kind: 'permanent', reason: 'person_gone' }],
    ['a rule of the workspace', refused('restricted_action'), { kind: 'permanent', reason: 'not_permitted' }],
    ['a missing scope', refused('missing_scope'), { kind: 'permanent', reason: 'not_permitted' }],
    ['something new', refused('brand_new_reason'), { kind: 'permanent', reason: 'brand_new_reason' }],
  ])('because of %s', async (_, fault, outcome) => {
    bot.slack.faults.next('chat.postMessage', fault);
    expect(await messenger.post(support, card)).toEqual(outcome);
    // One attempt: who tries again is delivery.
    expect(bot.slack.callCount('chat.postMessage')).toBe(1);
  });

  test('because its token is no good, tells whoever installs the app what to do', async () => {
    bot.slack.faults.next('chat.postMessage', refused('token_revoked'));
    await messenger.post(support, card);
    expect(bot.lines.at(-1)).toMatchObject({
      level: 50,
      code: 'token_revoked',
      mend: expect.stringContaining('Install the app again'),
    });
    expect(logged(bot.lines)).not.toContain(bot.world.bot.token);
  });

  test.each(['message_not_found', 'edit_window_closed', 'cant_update_message'])(
    'to edit because of %s is posted anew',
    async (error) => {
      const ref = refOf(await messenger.post(support, card));
      bot.slack.faults.next('chat.update', refused(error));
      expect(await messenger.update(ref, card)).toEqual({ kind: 'gone', reason: error });
    },
  );

  test.each([
    ['ECONNREFUSED', false],
    ['ENOTFOUND', false],
    ['UND_ERR_CONNECT_TIMEOUT', false],
    ['ECONNRESET', true],
    ['UND_ERR_SOCKET', true],
  ])('because of %s may have arrived: %s', (code, mayHaveArrived) => {
    const cause = Object.assign(new Error('no line'), { code });
    const error = new WebAPIRequestError(new TypeError('fetch failed', { cause }));
    expect(failureOf(error)).toEqual({ kind: 'retry', reason: 'connection_lost', mayHaveArrived });
  });

  test('because Slack does not answer is given up after a while, and may have arrived', async () => {
    const hasty = await openSmallSlack({ callMs: 1_500 });
    hasty.slack.faults.next('chat.postMessage', { kind: 'hangs' });
    const outcome = await (await hasty.adapter.messengerIn('T0HARBOUR'))?.post(support, card);
    expect(outcome).toEqual({ kind: 'retry', reason: 'connection_lost', mayHaveArrived: true });
    await hasty.close();
  });

  test('is not sent where the workspace is not connected', async () => {
    expect(await bot.adapter.messengerIn('T0NOBODY')).toBeNull();
  });
});
