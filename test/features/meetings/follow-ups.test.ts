import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { MeetingsDeps } from '../../../src/features/meetings/deps.js';
import { addFollowUp, settleFollowUp } from '../../../src/features/meetings/follow-ups/change.js';
import { readFollowUpDraft } from '../../../src/features/meetings/follow-ups/draft.js';
import { listFollowUps } from '../../../src/features/meetings/store/follow-ups.js';
import { createLogger } from '../../../src/kernel/logger.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { buttonLabels, cardOf, createStage, formOf, type Stage, text, titles } from '../../support/stage.js';

describeOnDatabase('Follow-ups', (database) => {
  let stage: Stage;
  let deps: MeetingsDeps;
  beforeEach(async () => {
    // Monday, 10:00 in London.
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-23T10:00:00Z' });
    const { house } = stage;
    deps = {
      ...house,
      outbox: house.delivery,
      log: createLogger('silent'),
      chapters: () => house.features,
    } as unknown as MeetingsDeps;
  });
  afterEach(() => stage.stop());

  const context = async (who: string) => {
    const actor = await stage.house.people.actorOf(stage.id(who));
    if (!actor) throw new Error(`${who} is missing`);
    return { interactionId: '', platform: 'playground' as const, actor, place: null };
  };
  /** As the agenda does it. */
  const add = async (words: string, owner: string, due: string, by = 'grace') => {
    const { actor } = await context(by);
    const draft = await readFollowUpDraft(deps, { text: words, owner, due }, await context(by));
    const { organisationId } = actor;
    const where = {
      placeId: stage.id('#support'),
      meetingId: null,
      createdById: actor.id,
      surface: 'playground' as const,
    };
    const added = await database().transaction((tx) => addFollowUp(tx, deps, { ...draft, ...where, organisationId }));
    await stage.house.delivery.drain();
    return added;
  };
  const reminders = (who: string) => titles(stage.inbox(who)).filter((title) => !/^A-\d+ ·/.test(title));

  test('are numbered without gaps, and whoever is given one by another is told', async () => {
    const [first, second] = await Promise.all([
      add('Call Acme', '@maya', '2026-11-25'),
      add('Write it down', 'grace', '2026-11-26'),
    ]);
    expect([first.number, second.number].sort()).toEqual([1, 2]);
    expect(stage.inbox('maya')).toHaveLength(1);
    expect(text(stage.inbox('maya')[0])).toMatch(/Call Acme[\s\S]*Who: Maya[\s\S]*By when: Wed 25 Nov/);
    expect(stage.inbox('grace')).toEqual([]);
    const place = { organisationId: first.organisationId, placeId: stage.id('#support'), state: 'open' } as const;
    const open = await listFollowUps(database(), place, { limit: 10, offset: 0 });
    expect(open.totalCount).toBe(2);
    expect(open.items.map(({ dueOn }) => dueOn)).toEqual(['2026-11-25', '2026-11-26']);
  });

  test('are asked for at their date in working hours, then each working day, every second time of the champion too', async () => {
    await add('Call Acme', '@ben', '2026-11-26');
    await stage.clock.advanceTo('2026-11-26T13:59:00Z');
    expect(reminders('ben')).toEqual([]);
    // 9:00 in New York.
    await stage.clock.advanceTo('2026-11-26T14:00:00Z');
    expect(reminders('ben')).toEqual(['A-1: due today']);
    expect(reminders('grace')).toEqual([]);
    await stage.clock.advanceTo('2026-11-27T14:00:00Z');
    expect(reminders('ben')).toEqual(['A-1: due today', 'A-1: 1 day late']);
    expect(reminders('grace')).toEqual(['A-1: a word may help']);
    await stage.clock.advanceTo('2026-11-30T14:00:00Z');
    expect([reminders('ben').length, reminders('grace').length]).toEqual([3, 1]);
  });

  test('that fall due together come as one message, each with its button', async () => {
    await add('One', '@maya', '2026-11-24');
    await add('Two', '@maya', '2026-11-24');
    await stage.clock.advanceTo('2026-11-24T09:00:00Z');
    expect(reminders('maya')).toEqual(['2 things need you']);
    const [card] = stage.inbox('maya').filter(({ title }) => title.startsWith('2'));
    if (!card) throw new Error('no card');
    const done = cardOf(await stage.press('maya', 'Done', card));
    expect(done.title).toBe('A-1 · done');
    await stage.clock.advanceTo('2026-11-25T09:00:00Z');
    expect(reminders('maya').at(-1)).toBe('A-2: 1 day late');
    expect(stage.inbox('maya')[0]?.title).toBe('A-1 · done');
  });

  /** Claims what is due, and lets something happen before the worker sends. */
  const heldUp = async (instant: string, meanwhile: () => Promise<unknown>) => {
    const delivery = stage.house.delivery as { drain: () => Promise<void> };
    const { drain } = delivery;
    delivery.drain = async () => {};
    stage.clock.moveTo(new Date(instant));
    for (const sweep of stage.house.sweeps) await sweep.run(stage.clock.now());
    await meanwhile();
    delivery.drain = drain;
    await delivery.drain();
  };
  const interact = (action: string, who = 'maya') => stage.interact(who, { kind: 'action', action, value: 'A-1' });

  test.each([
    ['done', () => interact('meetings.doneFollowUp')],
    ['dropped', () => interact('meetings.dropFollowUp')],
    ['moved', async () => stage.fill('maya', formOf(await interact('meetings.moveFollowUp')), { due: '2026-11-30' })],
    [
      'handed over',
      async () => stage.fill('maya', formOf(await interact('meetings.handOverFollowUp')), { owner: stage.id('dana') }),
    ],
    ['left by somebody who went away', () => stage.say('maya', 'away until:2026-11-27')],
  ])('are not asked for when they were %s a second ago', async (_, change) => {
    await add('Quick', '@maya', '2026-11-24');
    await heldUp('2026-11-24T09:00:00Z', change);
    expect(reminders('maya')).toEqual(_ === 'handed over' ? ['A-1 is with Dana now'] : []);
  });

  test('are asked for after the same delay when nothing happened, and once by three copies of the bot', async () => {
    await add('Quick', '@maya', '2026-11-24');
    await heldUp('2026-11-24T09:00:00Z', async () => {
      for (const sweep of stage.house.sweeps)
        await Promise.all([sweep.run(stage.clock.now()), sweep.run(stage.clock.now())]);
    });
    expect(reminders('maya')).toEqual(['A-1: due today']);
  });

  test('go to the delegate of somebody who is away, wait where there is none, and to the champion of one who has left', async () => {
    await add('One', '@maya', '2026-11-24');
    await add('Two', '@ani', '2026-11-24');
    await stage.say('maya', 'away until:2026-11-27 delegate:@dana');
    await stage.say('ani', 'away until:2026-11-27');
    await stage.clock.advanceTo('2026-11-24T17:00:00Z');
    expect([reminders('maya'), reminders('dana').at(-1), reminders('ani')]).toEqual([[], 'A-1: due today', []]);
    await stage.clock.advanceTo('2026-11-27T09:00:00Z');
    expect(reminders('ani')).toEqual(['A-2: 3 days late']);
    expect(reminders('maya')).toEqual(['A-1: 3 days late']);
    await database().models.member.updateMany({ where: { id: stage.id('ani') }, data: { leftAt: stage.clock.now() } });
    await stage.clock.advanceTo('2026-11-30T09:00:00Z');
    expect(reminders('grace').at(-1)).toMatch(/A-2/);
  });

  test('are shown, listed and owed; Later, Hand over and Open again do what they say', async () => {
    await add('<!channel> *Call* Acme', '@maya', '2026-11-25');
    const card = cardOf(await stage.say('maya', 'follow a-1'));
    expect(buttonLabels(card)).toEqual(['Done', 'Later', 'Hand over', 'Drop', 'History']);
    expect(text(cardOf(await stage.say('ben', 'follow', '#support')))).toContain('What we promised in #support (1)');
    expect(text(cardOf(await stage.say('ben', 'follow', '#news')))).toContain('No promise is open in #news');
    expect(text(cardOf(await stage.say('maya', 'owe')))).toMatch(/A-1: <!channel> \*Call\* Acme.*\[Done\]/);
    const later = formOf(await stage.press('maya', 'Later', card));
    expect(await stage.fill('maya', later, { due: '2026-11-22' })).toMatchObject({
      kind: 'fieldErrors',
      errors: { due: expect.stringContaining('past') },
    });
    expect(await stage.fill('maya', later, { due: '2028-11-22' })).toMatchObject({
      errors: { due: expect.stringContaining('a year ahead') },
    });
    expect(cardOf(await stage.fill('maya', later, { due: '1 December' })).title).toBe('A-1 · by Tue 1 Dec');
    const over = formOf(await stage.press('maya', 'Hand over', card));
    await stage.fill('maya', over, { owner: stage.id('ben') });
    expect(stage.inbox('maya')[0]?.title).toBe('A-1 is with Ben now');
    expect(stage.inbox('ben')[0]?.title).toBe('A-1 · by Tue 1 Dec');
    const dropped = cardOf(await stage.press('ben', 'Drop', card));
    expect(text(cardOf(await stage.press('maya', 'Done', card)))).toContain('A-1 was dropped in the meantime');
    expect(cardOf(await stage.press('ben', 'Open again', dropped)).title).toBe('A-1 · by Tue 1 Dec');
    const history = text(cardOf(await stage.press('ben', 'History', card)));
    expect(history).toMatch(/Grace noted it for Maya[\s\S]*Maya moved it to Tue 1 Dec 2026[\s\S]*Maya gave it to Ben/);
    expect(text(cardOf(await stage.say('maya', 'follow A-99')))).toContain('There is no A-99 here');
    expect(text(cardOf(await stage.say('maya', 'follow up')))).toContain('Nothing matches “up”');
    expect(text(cardOf(await stage.say('maya', 'follow acme')))).toContain('All follow-ups (1)');
  });

  test.each([
    [{ text: '' }, 'Please write what is promised'],
    [{ text: 'x'.repeat(2001) }, '2,001 characters is too long'],
    [{ text: 'nul\u0000' }, 'can’t be kept'],
    [{ text: 'half \ud800' }, 'can’t be kept'],
    [{ text: 'x', owner: '@nobody' }, 'nobody called'],
    [{ text: 'x', due: 'some day' }, '“some day” is not a date.'],
    [{ text: 'x', due: '2026-02-30' }, 'is not in the calendar'],
  ])('are refused in words, case %#', async (typed, words) => {
    await expect(readFollowUpDraft(deps, typed, await context('maya'))).rejects.toThrow(words);
  });

  test('of another organisation are nobody’s', async () => {
    const added = await add('Ours', '@maya', '2026-11-25');
    const deed = { organisationId: stage.id('maya'), actorId: stage.id('maya'), surface: 'playground' as const };
    const settling = database().transaction((tx) => settleFollowUp(tx, deps, { which: added.id, as: 'done', deed }));
    await expect(settling).rejects.toThrow('named by its number');
  });
});
