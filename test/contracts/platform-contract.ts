/**
 * What every chat platform's adapter does, whatever the platform is: the same tests over each of them. A platform opens
 * a bench, on which its real receiving code is driven through its real transport, before a router that the test
 * writes, and enters it in platform-contract.test.ts.
 */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { PlatformAdapter } from '../../src/adapters/platform/platform-adapter.js';
import type { Card } from '../../src/chat/card.js';
import type { FormValues } from '../../src/chat/form.js';
import type { Interaction, InteractionContext } from '../../src/chat/interaction.js';
import type { Destination, MessageRef, PostOptions, Sought } from '../../src/chat/messenger.js';
import { done, type Reply } from '../../src/chat/reply.js';
import type { Database } from '../../src/storage/database.js';
import { describeOnDatabase } from '../support/database.js';
import { cardReply, formReply } from '../support/replies.js';
import { type BreakableDatabase, breakable } from './breakable-database.js';

export interface BenchOptions {
  readonly database: Database;
  /** The router. */
  handle(interaction: Interaction, context: InteractionContext): Promise<Reply>;
  /** The platform is told that work is under way at once, and not after a second or so. */
  readonly isImpatient: boolean;
}

/** `member` belongs to the workspace; `stranger` is somebody for whom nothing may be done. */
export type Who = 'member' | 'stranger';

/**
 * Acts answer the status with which the platform was answered: from 500 on it says that the act was not done. They
 * resolve when the platform has that answer. What is shown afterwards is there after `adapter.settled()`.
 */
export interface PlatformBench {
  readonly adapter: PlatformAdapter;
  /** As the platform names the workspace, its one place `support`, and the member. */
  readonly ids: { readonly workspace: string; readonly place: string; readonly member: string };
  /** Ours, of that place and of the member. */
  readonly support: Destination;
  readonly inbox: Destination;
  /** Types a command in the place. */
  command(who: Who, text: string): Promise<number>;
  /** Writes a line to the bot privately. */
  tell(who: Who, text: string): Promise<number>;
  /** Presses this button on the bot's message. */
  press(who: Who, button: { readonly action: string; readonly value: string }, on: MessageRef): Promise<number>;
  /** Fills in and sends the form that is open. */
  submit(who: Who, values: FormValues): Promise<number>;
  /** "Capture feedback" in the menu of what somebody wrote in the place. */
  capture(who: Who, text: string): Promise<number>;
  /** Answers in the thread of the bot's message in the place. */
  answer(who: Who, text: string, to: MessageRef): Promise<number>;
  /** Reacts to what somebody wrote in the place; absent: the platform has no reactions. */
  readonly react?: (who: Who, text: string) => Promise<number>;
  /** The last act once more, as the platform repeats what was not acknowledged; absent: it never does. */
  readonly repeat?: () => Promise<number>;
  /** Everything that was shown to this person alone, as text, oldest first. */
  shown(who: Who): Promise<readonly string[]>;
  /** The form that is open, as text; null: none. */
  openForm(): Promise<string | null>;
  /** What stands in the place, as text, edited as it is now. */
  inPlace(): Promise<readonly string[]>;
  /** From now on the platform can't be reached for sending, until it is told otherwise. */
  platformIsAway(isAway: boolean): void;
  close(): Promise<void>;
}

interface Handled {
  readonly interaction: Interaction;
  readonly context: InteractionContext;
}

const card = (title: string): Card => ({
  title,
  summary: title,
  blocks: [{ kind: 'actions', actions: [{ kind: 'button', action: 'test.press', label: 'Press', value: 'F-1' }] }],
});

export function describePlatform(name: string, open: (options: BenchOptions) => Promise<PlatformBench>): void {
  describeOnDatabase(`${name} keeps the contract of a platform:`, (given) => {
    let bench: PlatformBench;
    let database: BreakableDatabase;
    let handled: Handled[];
    let reply: () => Reply | Promise<Reply>;

    async function begin(isImpatient = false): Promise<void> {
      database = breakable(given());
      handled = [];
      reply = () => done;
      bench = await open({
        database: database.database,
        isImpatient,
        async handle(interaction, context) {
          handled.push({ interaction, context });
          return reply();
        },
      });
    }
    beforeEach(() => begin());
    afterEach(async () => {
      database.isAway(false);
      await bench.close();
    });

    async function posted(title: string, to: Destination = bench.support): Promise<MessageRef> {
      const messenger = await bench.adapter.messengerIn(bench.ids.workspace);
      const sent = await messenger?.post(to, card(title));
      if (sent?.kind === 'sent') return sent.ref;
      throw new Error(`Not sent: ${JSON.stringify(sent)}`);
    }
    const interactions = () => handled.map(({ interaction }) => interaction);
    const shown = async (who: Who = 'member') => {
      await bench.adapter.settled();
      return (await bench.shown(who)).join('\n---\n');
    };

    describe('what people do comes to the router as an interaction', () => {
      test('a command, with who and where', async () => {
        expect(await bench.command('member', 'owe')).toBe(200);
        await bench.adapter.settled();
        expect(interactions()).toEqual([{ kind: 'command', text: 'owe' }]);
        const [{ context } = { context: null }] = handled;
        expect(context).toMatchObject({ platform: bench.adapter.platform, place: { name: 'support' } });
        expect(bench.inbox).toEqual({ kind: 'member', memberId: context?.actor.id });
        expect(bench.support).toEqual({ kind: 'place', placeId: context?.place?.id });
      });

      test('a private line, which is in no place', async () => {
        await bench.tell('member', 'owe');
        await bench.adapter.settled();
        expect(interactions()).toEqual([{ kind: 'command', text: 'owe' }]);
        expect(handled[0]?.context.place).toBeNull();
      });

      test('a button', async () => {
        await bench.press('member', { action: 'test.press', value: 'F-1' }, await posted('F-1'));
        await bench.adapter.settled();
        expect(interactions()).toEqual([{ kind: 'action', action: 'test.press', value: 'F-1' }]);
        expect(handled[0]?.context.place).toMatchObject({ name: 'support' });
      });

      test('a form that is filled in, with its subject', async () => {
        reply = () => formReply;
        await bench.command('member', 'feedback');
        await bench.adapter.settled();
        reply = () => done;
        expect(await bench.submit('member', { text: 'typed words' })).toBe(200);
        await bench.adapter.settled();
        const values = expect.objectContaining({ text: 'typed words' });
        expect(interactions()).toMatchObject([
          { kind: 'command' },
          { kind: 'submit', form: 'test.tell', subject: 'F-1', values },
        ]);
      });

      test('a message that is captured', async () => {
        await bench.capture('member', 'The export is empty');
        await bench.adapter.settled();
        expect(interactions()).toMatchObject([{ kind: 'capture', message: { text: 'The export is empty' } }]);
      });

      test('a reaction, where there are any', async () => {
        if (!bench.react) return;
        await bench.react('member', 'The export is empty');
        await bench.adapter.settled();
        expect(interactions()).toMatchObject([{ kind: 'capture', message: { text: 'The export is empty' } }]);
      });

      test('an answer in the thread of a message of the bot', async () => {
        const ref = await posted('F-1');
        await bench.answer('member', 'It works again', ref);
        await bench.adapter.settled();
        expect(interactions()).toEqual([{ kind: 'said', said: { text: 'It works again', repliesTo: ref } }]);
      });
    });

    describe('what the router answers', () => {
      test('is shown to the asker alone when it is a card', async () => {
        reply = () => cardReply('Only for you');
        await bench.command('member', 'owe');
        expect((await shown()).match(/Only for you/g)?.length).toBeGreaterThan(0);
        expect(await bench.inPlace()).toEqual([]);
      });

      test('opens when it is a form, and says beside its field what is wrong', async () => {
        reply = () => formReply;
        await bench.command('member', 'feedback');
        await bench.adapter.settled();
        expect(await bench.openForm()).toContain('Tell us');
        const message = 'Say it in words.';
        reply = () => ({ kind: 'fieldErrors', errors: { text: message }, message });
        await bench.submit('member', { text: 'x' });
        await bench.adapter.settled();
        expect(await bench.openForm()).toContain(message);
      });

      test('says nothing when it is done, and what was posted changes where it stands', async () => {
        const ref = await posted('F-1 is new');
        await bench.press('member', { action: 'test.press', value: 'F-1' }, ref);
        expect(await shown()).toBe('');
        const messenger = await bench.adapter.messengerIn(bench.ids.workspace);
        expect(await messenger?.update(ref, card('F-1 is resolved'))).toMatchObject({ kind: 'sent' });
        const [only = '', ...others] = await bench.inPlace();
        expect([only, others]).toEqual([expect.stringContaining('F-1 is resolved'), []]);
      });

      test('is shown once when it is late', async () => {
        await bench.close();
        await begin(true);
        let finish: (reply: Reply) => void = () => undefined;
        const reached = new Promise<void>((resolve) => {
          reply = () => {
            resolve();
            return new Promise<Reply>((answer) => {
              finish = answer;
            });
          };
        });
        const asked = bench.command('member', 'owe everything');
        await reached;
        finish(cardReply('There it is'));
        await asked;
        const answers = (await shown()).split('\n---\n').filter((text) => text.includes('There it is'));
        expect(answers).toHaveLength(1);
      });
    });

    test('what the platform tells twice is handled once', async () => {
      if (!bench.repeat) return;
      reply = () => cardReply('Only once');
      const ref = await posted('F-1');
      const acts = [
        () => bench.tell('member', 'owe'),
        () => bench.answer('member', 'It works again', ref),
        () => bench.press('member', { action: 'test.press', value: 'F-1' }, ref),
      ];
      for (const [at, act] of acts.entries()) {
        await act();
        await bench.adapter.settled();
        await bench.repeat();
        await bench.adapter.settled();
        expect(handled).toHaveLength(at + 1);
      }
    });

    test('for people who are none of ours nothing is done, and they hear so', async () => {
      const status = await bench.command('stranger', 'owe');
      await bench.adapter.settled();
      expect(handled).toEqual([]);
      expect(status >= 400 || (await shown('stranger')) !== '').toBe(true);
    });

    test('a message is found by its mark, or it is said why nobody can look; and it is deleted', async () => {
      const messenger = await bench.adapter.messengerIn(bench.ids.workspace);
      if (!messenger) throw new Error('There is no messenger.');
      const since = new Date('2026-11-20T09:00:00Z');
      const post = async (title: string, mark: string, to = bench.support, more: PostOptions = {}) => {
        const sent = await messenger.post(to, card(title), { mark, isLiving: true, ...more });
        if (sent.kind !== 'sent') throw new Error(`Not sent: ${JSON.stringify(sent)}`);
        return sent.ref;
      };
      const find = (mark: string, to = bench.support, more: Partial<Sought> = {}) =>
        messenger.find({ mark, to, since, channel: null, ...more });
      const first = await post('F-1', '1-1');
      await post('F-2', '2-2');
      const second = await post('F-1', '1-1');
      const isSeeing = (await find('1-1')).kind === 'looked';
      const sighting = (...refs: MessageRef[]) => (isSeeing ? { kind: 'looked', refs } : { kind: 'blind' });
      await messenger.update(second, card('F-1 is resolved'));
      expect(await find('1-1')).toMatchObject(sighting(first, second));
      expect(await find('3-3')).toMatchObject(sighting());
      const inThread = await post('F-2 was read', '4-4', bench.support, { threadOf: first });
      expect(await find('4-4', bench.support, { threadOf: first })).toMatchObject(sighting(inThread));
      const inChat = await post('F-1', '5-5', bench.inbox);
      expect(await find('5-5', bench.inbox, { channel: inChat.channel })).toMatchObject(sighting(inChat));

      expect(await messenger.remove(second)).toBe(true);
      expect(await find('1-1')).toMatchObject(sighting(first));
      expect((await bench.inPlace()).join()).not.toContain('F-1 is resolved');
      if (!isSeeing) return;
      bench.platformIsAway(true);
      expect(await find('1-1')).toMatchObject({ kind: 'retry' });
      expect(await messenger.remove(first).catch(() => 'threw')).toBe(false);
    });

    test('while the platform is away nothing is thrown and everything can be tried again', async () => {
      const messenger = await bench.adapter.messengerIn(bench.ids.workspace);
      const ref = await posted('F-1');
      bench.platformIsAway(true);
      expect(await messenger?.post(bench.support, card('F-2'))).toMatchObject({ kind: 'retry' });
      expect(await messenger?.update(ref, card('F-1'))).toMatchObject({ kind: 'retry' });
      bench.platformIsAway(false);
      expect(await messenger?.post(bench.support, card('F-2'))).toMatchObject({ kind: 'sent' });
    });

    test('while the database is away nothing is taken and lost in silence', async () => {
      const ref = await posted('F-1');
      reply = () => cardReply('Something went wrong on my side');
      database.isAway(true);
      const acts = [
        () => bench.command('member', 'owe'),
        () => bench.tell('member', 'owe'),
        () => bench.press('member', { action: 'test.press', value: 'F-1' }, ref),
        () => bench.capture('member', 'The export is empty'),
      ];
      for (const act of acts) {
        const before = handled.length;
        const status = await act();
        await bench.adapter.settled();
        // Either the platform hears that it was not done, or the person was answered.
        expect(status >= 500 || handled.length === before + 1).toBe(true);
      }
      database.isAway(false);
      await bench.command('member', 'owe');
      expect(await shown()).toContain('Something went wrong on my side');
    });

    test('it is connected from its start to its end, in its workspace and in no other', async () => {
      const { adapter, ids } = bench;
      expect(adapter.isConnected()).toBe(true);
      expect(await adapter.messengerIn('elsewhere')).toBeNull();
      expect(await adapter.directoryIn('elsewhere')).toBeNull();
      const directory = await adapter.directoryIn(ids.workspace);
      expect(await directory?.person(ids.member)).toMatchObject({ externalId: ids.member });
      expect(await directory?.person('nobody')).toBeNull();
      expect(await directory?.placeMembers(ids.place)).toContain(ids.member);
      await adapter.stop();
      expect(adapter.isConnected()).toBe(false);
    });
  });
}
