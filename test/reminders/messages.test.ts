/** One message for each person and moment, in their hours, once, and true afterwards too. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Card } from '../../src/chat/card.js';
import { letWaitsPass } from '../delivery/small-house.js';
import { describeOnDatabase } from '../support/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { planMeeting } from '../support/plan-meeting.js';
import { arrivesUnanswered, retry } from '../support/recording-messenger.js';
import { buttonLabels, createStage, formOf, only, type Stage, text, titles } from '../support/stage.js';

describeOnDatabase('Reminders', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    // Monday, 9:00 in London.
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T09:00:00Z' });
  });
  afterEach(() => stage.stop());

  const capture = (words: string, owner = '@maya') =>
    stage.say('dana', `feedback "${words}" owner:${owner}`, '#support');
  const press = (who: string, action: string, value: string) => stage.interact(who, { kind: 'action', action, value });
  const resolve = async (name = 'F-1', who = 'maya') =>
    stage.fill(who, formOf(await press(who, 'feedback.resolve', name)), {
      outcome: 'fixed',
      customerTold: 'Done.',
      rootCauseCategory: 'other',
      rootCause: 'A wire.',
      prevention: 'A clamp.',
    });
  /** What came to somebody besides the card of each thing. */
  const reminders = (who: string) => stage.inbox(who).filter(({ title }) => !/^[FA]-\d+( · [\w ]+)?$/.test(title));
  const latest = (who: string): Card => stage.inbox(who).at(-1) ?? only([]);

  /** Nothing is sent while `meanwhile` happens; the clock's work is done. */
  const offline = async (meanwhile: () => Promise<unknown>) => {
    const delivery = stage.house.delivery as { drain: () => Promise<void> };
    const { drain } = delivery;
    delivery.drain = async () => {};
    await meanwhile();
    delivery.drain = drain;
  };
  const backAt = async (instant: string) => {
    stage.clock.moveTo(new Date(instant));
    await stage.house.delivery.drain();
  };

  /** Feedback, a follow-up, an experiment and a question, all of Maya’s on Tuesday morning. */
  const fourThings = async () => {
    await capture('The lamp flickers');
    const idea = { title: 'Night trains', touches: 'Everybody', delights: 'They sleep.' };
    await stage.interact('ani', { kind: 'submit', form: 'ideas.post', subject: '', values: idea }, '#support');
    await stage.fill('maya', formOf(await press('maya', 'ideas.try', 'I-1')), {
      ...{ change: 'One line at night.', metric: 'Riders', valueBefore: '40', endsOn: '2026-11-17' },
    });
    const meetingId = await planMeeting(stage, { startsAt: '2026-11-18T10:00:00Z', askAt: '2026-11-17T00:00:00Z' });
    await stage.say('grace', 'settings sharers:@dana');
    const promise = formOf(await press('maya', 'meetings.addFollowUp', meetingId));
    await stage.fill('maya', promise, { text: 'Call Acme', owner: stage.id('maya'), due: '2026-11-17' });
    await stage.clock.advanceTo('2026-11-16T16:00:00Z');
  };

  test('of all rooms that fall due at one moment are one message, a line each with its button', async () => {
    await fourThings();
    const before = reminders('maya').length;
    await stage.clock.advanceTo('2026-11-17T09:00:00Z');
    const message = only(reminders('maya').slice(before));
    expect(message.title).toBe('4 things need you');
    expect(text(message)).toMatch(/The lamp flickers[\s\S]*I’m on it/);
    for (const [label, words] of [
      ['I’m on it', 'F-1'],
      ['Done', 'A-1'],
      ['Enter the value', 'I-1'],
      ['Answer', 'Which customer'],
    ] as const) {
      expect((await stage.press('maya', label, message, words)).kind).toMatch(/done|form|card/);
    }
    // What was pressed shows in the message at once.
    expect(latest('maya').title).toBe('2 of 4 things still need you');
    expect(buttonLabels(latest('maya'))).toEqual(['Enter the value', 'Answer']);
    expect(text(latest('maya'))).toMatch(/A-1 · done[\s\S]*F-1 – Being worked on · with Maya/);
  });

  test('of all rooms show what was done about them, and at the end nothing to press', async () => {
    await fourThings();
    await stage.clock.advanceTo('2026-11-17T09:00:00Z');
    await resolve();
    await press('maya', 'meetings.doneFollowUp', 'A-1');
    const asked = only(reminders('maya').slice(-1));
    expect(asked.title).toBe('2 of 4 things still need you');
    const result = formOf(await stage.press('maya', 'Enter the value', asked));
    await stage.fill('maya', result, { valueAfter: '60', learned: 'They read on the way.' });
    const answer = formOf(await stage.press('maya', 'Answer', asked));
    await stage.fill('maya', answer, { customer: 'Acme', text: 'They love the new form.' });
    expect(latest('maya').title).toBe('All 4 are taken care of');
    expect(buttonLabels(latest('maya'))).toEqual([]);
    expect(latest('maya').tone).toBe('good');
  });

  /** One thing of each kind, of which Maya is reminded from Tuesday on. */
  const owed: Readonly<Record<string, () => Promise<unknown>>> = {
    promise: () => capture('The lamp flickers'),
    'follow-up': async () => {
      const meetingId = await planMeeting(stage, { startsAt: '2026-11-25T10:00:00Z' });
      const form = formOf(await press('maya', 'meetings.addFollowUp', meetingId));
      await stage.fill('maya', form, { text: 'Call Acme', owner: stage.id('maya'), due: '2026-11-17' });
    },
    experiment: async () => {
      const idea = { title: 'Night trains', touches: 'Everybody', delights: 'They sleep.' };
      await stage.interact('maya', { kind: 'submit', form: 'ideas.post', subject: '', values: idea }, '#support');
      await stage.fill('maya', formOf(await press('maya', 'ideas.try', 'I-1')), {
        ...{ change: 'One line at night.', metric: 'Riders', valueBefore: '40', endsOn: '2026-11-17' },
      });
    },
    question: async () => {
      await stage.say('grace', 'settings sharers:@dana');
      await planMeeting(stage, { startsAt: '2026-11-18T10:00:00Z', askAt: '2026-11-17T00:00:00Z' });
    },
  };
  /** What ends or hands on the thing, and what its reminders say then. */
  const deeds: readonly (readonly [string, string, () => Promise<unknown>, RegExp])[] = [
    ['promise', 'resolved', () => resolve(), /resolved/],
    ['promise', 'taken', () => press('maya', 'feedback.acknowledge', 'F-1'), /being worked on/],
    ['follow-up', 'done', () => press('maya', 'meetings.doneFollowUp', 'A-1'), /done/],
    [
      'follow-up',
      'handed over',
      async () => {
        const form = formOf(await press('maya', 'meetings.handOverFollowUp', 'A-1'));
        await stage.fill('maya', form, { to: stage.id('ben'), owner: stage.id('ben') });
      },
      /Ben/,
    ],
    [
      'experiment',
      'answered',
      async () =>
        stage.fill('maya', formOf(await press('maya', 'ideas.result', 'I-1')), { valueAfter: '60', learned: 'Well.' }),
      /60/,
    ],
    [
      'experiment',
      'put off',
      async () =>
        stage.fill('maya', formOf(await press('maya', 'ideas.moveEnd', 'I-1')), { endsOn: '2026-11-30', why: 'Rain.' }),
      /30 Nov/,
    ],
    [
      'question',
      'answered',
      async () => {
        const form = formOf(await stage.press('maya', 'Answer', latest('maya')));
        await stage.fill('maya', form, { customer: 'Acme', text: 'They love the new form.' });
      },
      /your answer is on the agenda/,
    ],
  ];
  test.each(deeds)('of a %s that was %s are all edited, and have nothing to press', async (kind, _, deed, words) => {
    await owed[kind]?.();
    const before = stage.inbox('maya').length;
    // A question is asked once; of the others there are several reminders.
    await stage.clock.advanceTo(kind === 'question' ? '2026-11-17T12:00:00Z' : '2026-11-19T12:00:00Z');
    const sent = stage.inbox('maya').slice(before);
    expect(sent.length).toBeGreaterThanOrEqual(kind === 'question' ? 1 : 2);
    for (const card of sent) expect(buttonLabels(card)).not.toEqual([]);
    await deed();
    const edited = stage.inbox('maya').slice(before, before + sent.length);
    for (const card of edited) {
      expect(buttonLabels(card)).toEqual([]);
      expect(text(card)).toMatch(words);
    }
  });

  test('of one thing are all edited, however many there were', async () => {
    await capture('Nobody answers');
    await stage.clock.advanceTo('2027-02-05T12:00:00Z');
    const before = reminders('maya');
    expect(before.length).toBeGreaterThan(50);
    await resolve();
    const edited = stage.inbox('maya').slice(1);
    expect(new Set(titles(edited))).toEqual(new Set(['F-1 · resolved']));
    expect(edited.flatMap(buttonLabels)).toEqual([]);
    // The champion's too.
    expect(stage.inbox('grace').flatMap(buttonLabels)).toEqual([]);
  }, 60_000);

  test.each(Object.keys(owed))('of a %s that were queued wait for the morning when the bot was off', async (kind) => {
    await owed[kind]?.();
    const before = stage.inbox('maya').length;
    await offline(() => stage.clock.advanceTo('2026-11-17T09:00:00Z'));
    await backAt('2026-11-17T22:02:00Z');
    expect(stage.inbox('maya')).toHaveLength(before);
    await stage.clock.advanceTo('2026-11-18T08:59:59Z');
    expect(stage.inbox('maya')).toHaveLength(before);
    await stage.clock.advanceTo('2026-11-18T09:00:00Z');
    expect(stage.inbox('maya')).toHaveLength(before + 1);
  });

  test('wait for the morning when the bot comes back at night or at the weekend', async () => {
    await capture('Quick', '@ben');
    // 25 % is 15:00 in London, 10:00 in New York: queued, and then the bot is off.
    await offline(() => stage.clock.advanceTo('2026-11-16T15:00:00Z'));
    await backAt('2026-11-17T03:02:00Z');
    await backAt('2026-11-17T13:59:00Z');
    expect(reminders('ben')).toEqual([]);
    await stage.clock.advanceTo('2026-11-17T14:00:00Z');
    expect(titles(reminders('ben'))).toEqual(['F-1: the promise has ended']);
    await offline(() => stage.clock.advanceTo('2026-11-20T14:00:00Z'));
    await backAt('2026-11-21T15:00:00Z');
    await stage.clock.advanceTo('2026-11-23T13:59:59Z');
    expect(reminders('ben')).toHaveLength(1);
    await stage.clock.advanceTo('2026-11-23T14:00:00Z');
    expect(titles(reminders('ben'))).toEqual(['F-1: the promise has ended', 'F-1: 4 days late']);
  });

  test('that a platform put off into the night wait for the morning', async () => {
    await capture('Quick');
    stage.messenger.meet(retry());
    await stage.clock.advanceTo('2026-11-16T15:00:00Z');
    expect(reminders('maya')).toEqual([]);
    await letWaitsPass(database());
    await backAt('2026-11-16T18:00:00Z');
    expect(reminders('maya')).toEqual([]);
    await stage.clock.advanceTo('2026-11-17T09:00:00Z');
    expect(titles(reminders('maya'))).toEqual(['F-1: the promise has ended']);
  });

  test('that fall due while another is still on its way join it', async () => {
    await capture('One');
    await offline(async () => {
      await stage.clock.advanceTo('2026-11-16T15:00:00Z');
      await capture('Two');
      await stage.clock.advanceTo('2026-11-17T09:00:00Z');
    });
    await backAt('2026-11-17T09:00:00Z');
    expect(titles(reminders('maya'))).toEqual(['2 things need you']);
    expect(await database().models.delivery.count({ where: { kind: 'reminders.message', state: 'queued' } })).toBe(0);
  });

  test('of which nobody knows whether they arrived are not sent again', async () => {
    await capture('Quick');
    stage.messenger.meet({ ...arrivesUnanswered, answer: () => Promise.reject(new Error('cut')) });
    await stage.clock.advanceTo('2026-11-16T15:00:00Z');
    await stage.clock.advanceTo('2026-11-16T16:59:00Z');
    expect(titles(reminders('maya'))).toEqual(['F-1: have you seen it?']);
    expect(await database().models.reminder.findMany({ select: { state: true } })).toEqual([{ state: 'lost' }]);
  });

  test('say what has changed, and never the same twice in a row', async () => {
    await capture('Nobody answers');
    await stage.clock.advanceTo('2026-11-20T12:00:00Z');
    expect(titles(reminders('maya'))).toEqual([
      'F-1: have you seen it?',
      'F-1: the promise has ended',
      'F-1: 1 day late',
      'F-1: 2 days late',
      'F-1: 3 days late',
    ]);
    expect(text(latest('maya'))).toContain('F-1 is 3 days late. What would help: resolve it');
    expect(text(latest('maya'))).toContain('This is the fifth reminder.');
    const sentences = reminders('maya').map((card) => text(card));
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  test('agree in title and body when the end of the promise came before its quarter was told', async () => {
    await capture('Quick', '@ben');
    await offline(() => stage.clock.advanceTo('2026-11-16T15:00:00Z'));
    await stage.clock.advanceTo('2026-11-17T14:00:00Z');
    expect(latest('ben').title).toBe('F-1: the promise has ended');
    expect(text(latest('ben'))).not.toContain('I’m on it” tells');
    expect(text(latest('ben'))).toContain('What would help: resolve it');
  });

  test.each([
    ['settled', () => resolve(), 'F-1 · resolved', 'Resolved: fixed'],
    ['taken', () => press('maya', 'feedback.acknowledge', 'F-1'), 'F-1 · being worked on', 'with Maya'],
    [
      'handed over',
      async () =>
        stage.fill('maya', formOf(await press('maya', 'feedback.handOver', 'F-1')), {
          ...{ to: stage.id('dana'), why: 'She knows.' },
        }),
      'F-1 · new',
      'with Dana',
    ],
  ])('of what was %s show it, and nothing to press', async (_, deed, title, words) => {
    await stage.say('grace', 'settings ladder:"10% owner; 25% owner; 300% owner, every working day"');
    await capture('Quick');
    await stage.clock.advanceTo('2026-11-16T15:00:00Z');
    expect(stage.inbox('maya').slice(1).flatMap(buttonLabels)).toContain('I’m on it');
    await deed();
    const earlier = stage.inbox('maya').slice(1, 3);
    expect(titles(earlier)).toEqual([title, title]);
    for (const card of earlier) expect(text(card)).toContain(words);
    expect(earlier.flatMap(buttonLabels)).toEqual([]);
  });

  test('of a wait that ended while the bot was off come by the time that was set', async () => {
    await capture('Quick');
    const form = formOf(await press('maya', 'feedback.wait', 'F-1'));
    await stage.fill('maya', form, { until: '2026-11-18', why: 'They travel.' });
    // Away from Tuesday to Thursday: the clock has run since Wednesday 9:00 all the same.
    stage.clock.moveTo(new Date('2026-11-19T08:00:00Z'));
    await stage.clock.advanceTo('2026-11-19T09:00:00Z');
    const kept = await database().models.feedback.findFirstOrThrow();
    expect(kept.promiseEndsAt).toEqual(new Date('2026-11-19T09:00:00Z'));
    expect(titles(reminders('maya')).at(-1)).toBe('F-1: the promise has ended');
  });

  test('at the last step offer the champion to take over or reassign each of several', async () => {
    await stage.say('grace', 'settings ladder:"25% place; 200% owner, every working day"');
    for (const words of ['One', 'Two']) await capture(words);
    await stage.clock.advanceTo('2026-11-16T15:00:00Z');
    expect(latest('grace').title).toBe('2 things need you');
    expect(buttonLabels(latest('grace'))).toEqual(['Take over', 'Reassign', 'Take over', 'Reassign']);
    expect(stage.place('#support').at(-1)?.title).toBe('2 things need help');
    await stage.press('grace', 'Take over', latest('grace'), 'F-2');
    const message = stage.inbox('grace').find(({ title }) => title.includes('of 2')) ?? only([]);
    expect(buttonLabels(message)).toEqual(['Take over', 'Reassign']);
  });

  test('reach the owner’s manager, where a step says so', async () => {
    await stage.say(
      'grace',
      'settings ladder:"25% owner and manager; 200% owner, every working day, manager every second time"',
    );
    await stage.say('maya', 'manager @ani');
    await capture('Quick');
    await stage.clock.advanceTo('2026-11-17T05:00:00Z');
    expect(titles(stage.inbox('ani'))).toEqual(['F-1: Maya could use your help']);
    expect(text(latest('ani'))).toContain('F-1 is with Maya, who reports to you');
  });
});
