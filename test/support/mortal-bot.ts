/**
 * The bot as a process of its own that can be killed at any moment: all rooms, the clock and delivery, on a database
 * and a chat platform that outlive it. test/stories/kill.process.test.ts starts it and speaks to it in lines of JSON.
 */
import { createInterface } from 'node:readline';
import { composeBot } from '../../src/bot.js';
import type { Card } from '../../src/chat/card.js';
import type { Messenger, SendOutcome } from '../../src/chat/messenger.js';
import { cardToText } from '../../src/chat/plain-text.js';
import { laneOf } from '../../src/delivery/lane.js';
import type { WorkspaceSetup } from '../../src/features/people/index.js';
import { stoppedClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import { acrossOrganisations, type Database, openDatabase } from '../../src/storage/database.js';
import { messengerPlatforms } from './messenger-platforms.js';
import { testKey } from './test-key.js';

export interface MortalBotOptions {
  readonly url?: string;
  readonly dataDir: string;
  /** The chat platform's address. */
  readonly platform: string;
  /** ISO 8601; the clock stands there until told otherwise. */
  readonly now: string;
}

/** `capture` answers the number that the person was told; both answer only when what they say is true. */
export type BotCommand =
  | { readonly id: number; readonly capture: string }
  | { readonly id: number; readonly advanceTo: string }
  | { readonly id: number; readonly stop: true };

/** What the platform is told of a message: the delivery's id is the test's, no real platform learns it. */
export interface PlatformMessage {
  readonly deliveryId: string;
  readonly kind: string;
  readonly channel: string;
  /** The message to edit; absent: a new one. */
  readonly message?: string;
  readonly text: string;
  /** Of a new one. */
  readonly mark?: string;
}

/** What the platform is asked besides: it answers a list of messages, and the deleted one's name. */
export type PlatformQuestion = { readonly find: string; readonly channel: string } | { readonly remove: string };

const workspace: WorkspaceSetup = {
  platform: 'playground',
  externalId: 'T1',
  name: 'Harbour Lights',
  timeZone: 'Europe/London',
  championExternalId: 'U-grace',
  members: [
    { externalId: 'U-grace', handle: 'grace', name: 'Grace', timeZone: 'Europe/London' },
    { externalId: 'U-maya', handle: 'maya', name: 'Maya', timeZone: 'Europe/London' },
    { externalId: 'U-ben', handle: 'ben', name: 'Ben', timeZone: 'America/New_York' },
  ],
  places: [{ externalId: 'C-support', name: 'support' }],
};

await acrossOrganisations('operator', () => run(JSON.parse(process.argv[2] ?? '{}') as MortalBotOptions));

async function run({ url, dataDir, platform, now }: MortalBotOptions): Promise<void> {
  const log = createLogger(process.env.TEST_LOG ?? 'silent');
  const database = await openDatabase({ url, dataDir, log, ...(url !== undefined && { keys: testKey }) });
  const clock = stoppedClock(now);
  const platforms = messengerPlatforms(messengerTo(platform, database));
  const { house, handle, scheduler } = await composeBot({ database, log, clock, platforms });
  const { people, delivery } = house;
  const { memberIds, placeIds } = await people.connectWorkspace(workspace);
  await delivery.start();

  async function capture(text: string): Promise<string> {
    const actor = await people.actorOf(memberIds.get('U-ben') ?? '');
    if (!actor) throw new Error('Ben is not there.');
    const place = { id: placeIds.get('C-support') ?? '', name: 'support' };
    const context = { interactionId: text, platform: 'playground', actor, place } as const;
    const reply = await handle({ kind: 'command', text }, context);
    return reply.kind === 'card' ? reply.card.title : JSON.stringify(reply);
  }

  async function obey(command: BotCommand): Promise<string> {
    if ('capture' in command) return capture(command.capture);
    if ('advanceTo' in command) await scheduler.advanceTo(new Date(command.advanceTo), clock);
    if ('stop' in command) await delivery.stop().then(() => database.close());
    return '';
  }

  say({ id: 0 });
  for await (const line of createInterface({ input: process.stdin })) {
    const command = JSON.parse(line) as BotCommand;
    say({ id: command.id, answer: await obey(command) });
    if ('stop' in command) process.exit(0);
  }
}

function say(line: { readonly id: number; readonly answer?: string }): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function messengerTo(platform: string, database: Database): Messenger {
  const ask = async (asked: PlatformMessage | PlatformQuestion) =>
    (await fetch(platform, { method: 'POST', body: JSON.stringify(asked) })).text();

  async function send(
    channel: string,
    card: Card,
    more: Pick<PlatformMessage, 'message' | 'mark'>,
  ): Promise<SendOutcome> {
    const { rows } = await database.executeSql(
      'SELECT id::text AS "deliveryId", kind FROM deliveries WHERE state = \'sending\' AND destination = $1',
      [channel],
    );
    const sent: PlatformMessage = { ...(rows[0] as PlatformMessage), channel, ...more, text: cardToText(card) };
    return { kind: 'sent', ref: { channel, message: await ask(sent) } };
  }
  return {
    post: (to, card, options) => send(laneOf(to), card, { mark: options?.mark }),
    update: (ref, card) => send(ref.channel, card, { message: ref.message }),
    async find({ to, mark }) {
      const channel = laneOf(to);
      const found = JSON.parse(await ask({ find: mark, channel })) as string[];
      return { kind: 'looked', refs: found.map((message) => ({ channel, message })) };
    },
    remove: async ({ message }) => (await ask({ remove: message })) === message,
  };
}
