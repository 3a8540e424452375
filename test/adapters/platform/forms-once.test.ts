/** One opened form that is sent to two copies of the bot counts once, and one that was refused is sent again in earnest. */
import { expect, test } from '@jest/globals';
import pino from 'pino';
import { createFormsOnce } from '../../../src/adapters/platform/once-only.js';
import type { Interaction, InteractionContext } from '../../../src/chat/interaction.js';
import { showCard } from '../../../src/chat/reply.js';
import { createRouter } from '../../../src/chat/router.js';
import { stoppedClock } from '../../../src/kernel/clock.js';
import { describeOnDatabase } from '../../support/database.js';

describeOnDatabase('A form that two copies of the bot are sent', (database) => {
  const log = pino({ level: 'silent' });
  const clock = stoppedClock('2026-11-20T10:00:00Z');
  const subject = '3f0c6a52-0000-4000-8000-0000000000aa~F-12';
  const sent: Interaction = { kind: 'submit', form: 'x.take', subject, values: { words: 'The refund never came' } };
  const context = {
    actor: { id: 'm1', organisationId: 'o1', name: 'Maya', role: 'member' },
    platform: 'slack',
    place: null,
    interactionId: '',
  } as unknown as InteractionContext;
  const card = (title: string) => showCard({ title, summary: title, blocks: [] });

  const copyOf = (
    take: () => Promise<ReturnType<typeof card> | { kind: 'fieldErrors'; errors: object; message: string }>,
  ) =>
    createRouter({
      features: [{ forms: { 'x.take': async () => (await take()) as ReturnType<typeof card> } }],
      log,
      championOf: async () => null,
      formsOnce: createFormsOnce({ database: database(), clock, log }),
    });

  test('counts once, one after the other and at the same time', async () => {
    let count = 0;
    const take = async () => {
      count += 1;
      return card('Thank you');
    };
    const replies = await Promise.all([copyOf(take), copyOf(take)].map((copy) => copy.handle(sent, context)));
    expect(count).toBe(1);
    expect(replies.map((reply) => (reply.kind === 'card' ? reply.card.title : reply.kind)).toSorted()).toEqual([
      'Thank you',
      'This form was sent before',
    ]);
    await copyOf(take).handle(sent, context);
    expect(count).toBe(1);
    // With other words, or from another person, it is no slip.
    await copyOf(take).handle({ ...sent, values: { words: 'It came today' } }, context);
    expect(count).toBe(2);
  });

  test.each([
    ['was refused', async () => ({ kind: 'fieldErrors' as const, errors: {}, message: 'Say more.' })],
    ['failed', () => Promise.reject(new Error('The disk is full.'))],
  ])('that %s is taken when it is sent again', async (_name, first) => {
    const about = { ...context, actor: { ...context.actor, id: `m-${_name}` } };
    expect((await copyOf(first).handle(sent, about)).kind).toBe('fieldErrors');
    let count = 0;
    await copyOf(async () => {
      count += 1;
      return card('Thank you');
    }).handle(sent, about);
    expect(count).toBe(1);
  });

  test('that a copy was killed over is taken by another one after a while', async () => {
    const movable = { at: new Date('2026-11-20T10:00:00Z') };
    const once = createFormsOnce({ database: database(), clock: { now: () => movable.at } as typeof clock, log });
    await new Promise<void>((begun) => {
      void once('killed', () => {
        begun();
        return new Promise(() => {});
      });
    });
    expect(await once('killed', async () => card('Thank you'))).toBeNull();
    movable.at = new Date('2026-11-20T10:01:00Z');
    expect(await once('killed', async () => card('Thank you'))).toEqual(card('Thank you'));
  });
});
