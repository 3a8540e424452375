/** Slack's commands, interactions, options and events, signed as Slack signs them, with something in them that is not as it should be. */
import fc from 'fast-check';
import { openSmallSlack } from '../../adapters/slack/small-slack.js';
import type { LogLine } from '../../support/recording-log.js';
import { overlay, payload } from '../../support/stand-in-slack/payloads.js';
import { doorOf } from '../door.js';
import { spoiled } from '../json.js';
import { checkPrototypes } from '../promises.js';
import { lineWords } from '../words.js';

const [team, user, channel] = [{ id: 'T0HARBOUR' }, { id: 'U0DANA', team_id: 'T0HARBOUR' }, { id: 'C0SUPPORT' }];
const around = { team_id: team.id, authorizations: [{ team_id: team.id, user_id: 'U0BOT', is_bot: true }] };
const event = (told: object) => overlay(payload('event-message', around), { event: told });
const interactive = [
  payload('block-actions-message', { team, user, channel }),
  payload('block-actions-view', { team, user }),
  payload('view-submission', { team, user }),
  payload('message-action', { team, user, channel }),
  payload('global-shortcut', { team, user }),
  { type: 'block_suggestion', team, user, action_id: 'a', block_id: 'b', value: 'Ac' },
  { type: 'view_closed', team, user, view: { id: 'V1', callback_id: 'x' } },
];
const ts = '1795000000.000100';
const events = [
  payload('event-message', around),
  event({ type: 'app_mention', user: user.id, channel: channel.id, text: '<@U0BOT> feedback "slow"', ts }),
  event({ type: 'reaction_added', user: user.id, reaction: 'ear', item: { type: 'message', channel: channel.id, ts } }),
  event({ type: 'app_home_opened', user: user.id, tab: 'home' }),
  event({ type: 'member_joined_channel', user: user.id, channel: channel.id }),
  event({ type: 'channel_rename', channel: { id: channel.id, name: 'care' } }),
  event({ type: 'user_change', user: { id: user.id, name: 'dana', profile: { real_name: 'Dana' } } }),
  event({ type: 'team_join', user: { id: 'U0NEW', name: 'new' } }),
  event({ type: 'user_huddle_changed', user: { id: user.id, profile: { huddle_state: 'in_a_huddle' } } }),
  event({ type: 'subteam_updated', subteam: { id: 'S1', name: 'Care', users: [user.id] } }),
  event({ type: 'message', subtype: 'message_changed', channel: channel.id, message: { text: 'x', ts } }),
  event({ type: 'app_uninstalled' }),
];

export const slackDoor = doorOf<readonly ['command' | 'interactive' | 'event', Readonly<Record<string, unknown>>]>({
  name: 'slack',
  share: 20,
  inputs: fc.oneof(
    fc.tuple(
      fc.constant('command' as const),
      spoiled([payload('slash-command', { team_id: team.id, user_id: user.id, channel_id: channel.id })], lineWords),
    ),
    fc.tuple(fc.constant('interactive' as const), spoiled(interactive, lineWords)),
    fc.tuple(fc.constant('event' as const), spoiled(events, lineWords)),
  ),
  async open() {
    const small = await openSmallSlack();
    const lines = small.lines as LogLine[];
    return {
      async knock([kind, json]) {
        // The fields of a command are texts.
        const fields = Object.entries(json).map(([key, value]) => [
          key,
          typeof value === 'string' ? value : JSON.stringify(value),
        ]);
        const { status } = await small.driver.send(kind, kind === 'command' ? Object.fromEntries(fields) : { ...json });
        await small.settled();
        const told = lines.splice(0);
        const failed = told.find(({ level }) => level >= 50);
        // 503 asks Slack to come again: what stands in a form is kept until it is known whether it was taken.
        if ((status >= 500 && status !== 503) || failed)
          throw new Error(`${status} ${JSON.stringify(failed ?? told.slice(-3))}`);
        checkPrototypes();
      },
      close: () => small.close(),
    };
  },
});
