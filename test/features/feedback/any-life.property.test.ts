import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Reply } from '../../../src/chat/reply.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { createStage, type Stage } from '../../support/stage.js';

const everybody = ['grace', 'maya', 'ben', 'ani', 'dana'] as const;
const secret = 's3cret';

const somebody = fc.constantFrom(...everybody);
/** 0: said openly, 1: in confidence. */
const item = fc.constantFrom(0, 1);
const simple = ['acknowledge', 'resume', 'reopen', 'takeOver', 'withdraw', 'restore'] as const;

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom(...simple), who: somebody, item }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('handOver' as const), who: somebody, item, to: somebody }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), who: somebody, item, days: fc.nat(15) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('resolve' as const), who: somebody, item }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('advance' as const), hours: fc.integer({ min: 1, max: 80 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('say' as const),
      who: somebody,
      line: fc.constantFrom(
        'back',
        'away until:2027-06-01 delegate:@ben',
        'away until:2027-06-01',
        'settings days:mon-sun',
        'settings days:mon-fri',
        'settings ladder:"40% owner; 120% champion and place; 200% owner, every working day"',
        'settings ladder:default',
      ),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const resolution = {
  outcome: 'fixed',
  customerTold: `Told ${secret}`,
  rootCauseCategory: 'product',
  rootCause: `Because ${secret}`,
  prevention: `Never ${secret}`,
};

describeOnDatabase('Whatever people do with feedback, and whenever', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
  });
  afterEach(() => stage.stop());

  const find = (number: number) => database().models.feedback.findFirstOrThrow({ where: { number } });
  const eventsOf = (feedbackId: string) =>
    database().models.historyEntry.findMany({ where: { subject: `feedback:${feedbackId}` }, orderBy: { id: 'asc' } });

  async function act(what: Step, numbers: readonly number[]): Promise<Reply | null> {
    if (what.do === 'advance') {
      await stage.clock.advance({ hours: what.hours });
      return null;
    }
    if (what.do === 'say') return stage.say(what.who, what.line);
    const value = `F-${numbers[what.item]}`;
    const opened = await stage.interact(what.who, { kind: 'action', action: `feedback.${what.do}`, value });
    if (opened.kind !== 'form') return opened;
    return stage.fill(what.who, opened.form, valuesOf(what));
  }

  function valuesOf(what: Step): Record<string, string> {
    if (what.do === 'reopen') return { why: `Not over: ${secret}` };
    if (what.do === 'withdraw') return { because: 'mistake' };
    if (what.do === 'handOver') return { to: stage.id(what.to), why: `Knows ${secret}` };
    if (what.do !== 'wait') return resolution;
    const until = new Date(stage.clock.now().getTime() + what.days * 86_400_000);
    return { until: until.toISOString().slice(0, 10), why: `For ${secret}` };
  }

  /** One owner, a clock that fits the state, and living cards that show it. */
  async function expectSound(number: number, { mayBeDue = false } = {}): Promise<void> {
    const kept = await find(number);
    const isOver = kept.state === 'resolved' || kept.state === 'withdrawn';
    const stands = kept.state === 'waiting' || isOver;
    expect(kept.ownerId).not.toBeNull();
    expect([kept.clockStartedAt === null, kept.promiseEndsAt === null]).toEqual([stands, stands]);
    if (isOver) expect([kept.dueAt, kept.waitingUntil]).toEqual([null, null]);
    else if (!mayBeDue) expect(kept.dueAt?.getTime()).toBeGreaterThan(stage.clock.now().getTime());
    if (kept.state === 'waiting') expect(kept.dueAt).toEqual(kept.waitingUntil);
    const { outgoing = {} } = stage.house.feedback;
    const payload = { feedbackId: kept.id, memberId: kept.ownerId };
    const shown = [
      [await outgoing['feedback.placeCard']?.compose(payload, kept.organisationId), stage.id('#support')],
      [await outgoing['feedback.ownerCard']?.compose(payload, kept.organisationId), kept.ownerId],
    ] as const;
    for (const [now, channel] of shown) {
      const living = stage.messenger.sent.filter(
        ({ ref, card }) => ref.channel === channel && isLiving(card.blocks, number),
      );
      expect({ kind: 'send', card: living.at(-1)?.card }).toEqual(now);
    }
  }

  const isLiving = (blocks: readonly { kind: string }[], number: number) =>
    JSON.stringify(blocks).includes(`"value":"F-${number}"`) && JSON.stringify(blocks).includes('"label":"Status"');

  /** Append-only; nobody is reminded of what is resolved, nor twice of the same. */
  async function expectTrueHistory(number: number): Promise<void> {
    const { id } = await find(number);
    const names = (await eventsOf(id)).map(({ what }) => what);
    for (const [at, what] of names.entries()) {
      const before = names.slice(0, at);
      const isResolved = before.lastIndexOf('resolved') > before.lastIndexOf('reopened');
      if (isResolved) expect(['reopened', 'withdrawn', 'restored']).toContain(what);
      const isWithdrawn = before.lastIndexOf('withdrawn') > before.lastIndexOf('restored');
      if (isWithdrawn) expect(what).toBe('restored');
    }
    const nudges = await database().models.reminder.findMany({ where: { subjectId: id, state: 'sent' } });
    const keys = nudges.map(({ round, step, repeat, recipientId }) => `${round} ${step} ${repeat} ${recipientId}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(names.filter((what) => what === 'nudged')).toHaveLength(nudges.length);
  }

  /** Whoever ever was told of the confidential one. */
  async function toldOf(number: number): Promise<Set<string | null>> {
    const { id, ownerId, capturedById } = await find(number);
    const owners = (await eventsOf(id)).map(({ details }) => (details as { ownerId?: string }).ownerId ?? null);
    return new Set([...owners, ownerId, capturedById, stage.id('grace')].filter((each) => each !== null));
  }

  async function live(steps: readonly Step[]): Promise<void> {
    const count = await database().models.feedback.count();
    const numbers = [count + 1, count + 2];
    let mayBeDue = false;
    await stage.say('dana', 'feedback "Said openly" owner:@maya', '#support');
    await stage.say(
      'dana',
      `feedback "It is ${secret}" customer:${secret} topic:${secret} owner:@ani confidential:yes`,
      '#support',
    );
    for (const what of [
      ...steps,
      ...(['wait', 'resolve'] as const).map(() => ({ do: 'advance', hours: 30 }) as const),
    ]) {
      if (what.do === 'say' || what.do === 'advance') mayBeDue = what.do === 'say';
      const before = await Promise.all(numbers.map(async (number) => eventsOf((await find(number)).id)));
      const toldBefore = await toldOf(numbers[1] ?? 0);
      const reply = await act(what, numbers);
      const after = await Promise.all(numbers.map(async (number) => eventsOf((await find(number)).id)));
      for (const at of [0, 1]) {
        const [old = [], now = []] = [before[at], after[at]];
        expect(now.slice(0, old.length)).toEqual(old);
        const isCorrected = reply?.kind === 'card' && /is (?:withdrawn:|back)/.test(reply.card.title);
        const isMeant = 'item' in what && what.item === at && (reply?.kind === 'done' || isCorrected);
        // New settings count the clocks anew.
        const added = now.slice(old.length).filter((event) => event.what !== 'recounted');
        if (what.do !== 'advance') expect(added).toHaveLength(isMeant ? 1 : 0);
        // A new ladder may have a step in the past, which the next tick of the clock climbs.
        await expectSound(numbers[at] ?? 0, { mayBeDue });
        await expectTrueHistory(numbers[at] ?? 0);
      }
      const isStranger = 'who' in what && !toldBefore.has(stage.id(what.who));
      if (isStranger) expect(JSON.stringify(reply)).not.toContain(secret);
    }
    const told = await toldOf(numbers[1] ?? 0);
    const leaks = stage.messenger.sent.filter(({ card, ref }) => {
      const words = JSON.stringify(card);
      return words.includes(secret) && words.includes(`F-${numbers[1]}`) && !told.has(ref.channel);
    });
    expect(leaks.map(({ card }) => card.title)).toEqual([]);
    for (const number of numbers) await settle(number);
  }

  /** What one life leaves behind does not fall due in the next. */
  async function settle(number: number): Promise<void> {
    await stage.say('grace', 'settings ladder:default days:mon-fri');
    if ((await find(number)).state === 'withdrawn') await act({ do: 'restore', who: 'grace', item: 0 }, [number]);
    if ((await find(number)).state !== 'resolved') await act({ do: 'resolve', who: 'grace', item: 0 }, [number]);
    await expectSound(number);
  }

  test('it has one owner, its clock and cards say how it stands, and its words stay where they belong', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), live), {
      numRuns: 12,
    });
  }, 120_000);
});
