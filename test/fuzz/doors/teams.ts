/** Teams' messages, invokes, card actions and events, with something in them that is not as it should be. */
import fc from 'fast-check';
import { openSmallTeams } from '../../adapters/teams/small-teams.js';
import type { LogLine } from '../../support/recording-log.js';
import { doorOf } from '../door.js';
import { spoiled } from '../json.js';
import { memoryDatabase } from '../memory-database.js';
import { checkPrototypes } from '../promises.js';
import { lineWords } from '../words.js';

const invoke = (name: string, value: object) => ({ type: 'invoke', name, value });
const file = { contentType: 'text/html', content: '<div>slow</div>' };
const activities = [
  {
    type: 'message',
    text: '<at>Empty Chair</at> feedback "slow"',
    textFormat: 'plain',
    entities: [{ type: 'mention', text: '<at>x</at>', mentioned: { id: 'x', name: 'x' } }],
  },
  { type: 'message', text: 'what do I owe', attachments: [file], value: { action: 'feedback.list', value: 'F-1' } },
  invoke('adaptiveCard/action', {
    action: { type: 'Action.Execute', verb: 'feedback.take', data: { value: 'F-1' } },
    trigger: 'manual',
  }),
  invoke('adaptiveCard/action', { action: { verb: 'refresh', data: { key: 'feedback:1' } }, trigger: 'automatic' }),
  invoke('task/fetch', { data: { action: 'feedback.add', value: '' }, context: { theme: 'default' } }),
  invoke('task/submit', { data: { form: 'feedback.add', subject: '', text: 'slow', customer: 'Acme' } }),
  invoke('composeExtension/fetchTask', {
    commandId: 'capture',
    commandContext: 'message',
    messagePayload: { id: '1', body: { content: '<p>slow</p>' }, from: { user: { displayName: 'Ann' } } },
  }),
  invoke('composeExtension/submitAction', { commandId: 'capture', data: { form: 'x', subject: 'y' } }),
  invoke('composeExtension/query', { commandId: 'help', parameters: [{ name: 'q', value: 'x' }] }),
  {
    type: 'conversationUpdate',
    membersAdded: [{ id: '29:x', aadObjectId: 'x' }],
    channelData: { eventType: 'channelRenamed' },
  },
  { type: 'conversationUpdate', membersRemoved: [{ id: '29:x' }], channelData: { eventType: 'teamMemberRemoved' } },
  { type: 'installationUpdate', action: 'remove' },
  { type: 'messageReaction', reactionsAdded: [{ type: 'like' }], replyToId: '1' },
  { type: 'event', name: 'application/vnd.microsoft.meetingStart', value: { Id: 'c1', Title: 'Weekly' } },
] as const;

type Activity = Readonly<Record<string, unknown>>;
export const teamsDoor = doorOf<readonly [Activity, string | null, 'dana' | 'ben' | 'gus']>({
  name: 'teams',
  share: 20,
  inputs: fc.tuple(
    spoiled(activities, lineWords),
    fc.constantFrom('19:support@thread.tacv2', null),
    fc.constantFrom('dana', 'ben', 'gus'),
  ),
  async open() {
    const database = await memoryDatabase();
    const small = await openSmallTeams({ database });
    const lines = small.lines as LogLine[];
    return {
      async knock([activity, conversation, who]) {
        const { status } = await small.driver.send(small.users[who], activity, { conversation });
        await small.adapter.settled();
        const told = lines.splice(0);
        const failed = told.find(({ level }) => level >= 50);
        if (status >= 500 || failed) throw new Error(`${status} ${JSON.stringify(failed ?? told.slice(-3))}`);
        checkPrototypes();
      },
      async close() {
        await small.close();
        await database.close();
      },
    };
  },
});
