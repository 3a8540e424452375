/** What stands on an agenda while people work at it: from the real rooms, twice pressed, settled elsewhere, added late. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../../support/database.js';
import { harbourLights } from '../../../support/harbour-lights.js';
import { planMeeting } from '../../../support/plan-meeting.js';
import { cardOf, createStage, formOf, only, type Stage, text } from '../../../support/stage.js';

describeOnDatabase('The agenda as it stands', (database) => {
  let stage: Stage;
  let meetingId = '';
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-18T09:00:00Z' });
    meetingId = await planMeeting(stage, { startsAt: '2026-11-18T10:00:00Z', name: 'Weekly' });
  });
  afterEach(() => stage.stop());

  const say = (line: string, who = 'maya') => stage.say(who, line, '#support');
  const open = () => stage.clock.advanceTo('2026-11-18T10:00:00Z');
  const agenda = () => stage.place('#support').find(({ title }) => title.startsWith('Weekly')) ?? only([]);
  const tickValue = (words: string) => {
    const row = agenda().blocks.find((block) => block.kind === 'row' && JSON.stringify(block.line).includes(words));
    return row?.kind === 'row' && row.action?.kind === 'button' ? row.action.value : '';
  };
  const tick = (value: string, who = 'maya') => stage.interact(who, { kind: 'action', action: 'meetings.tick', value });
  const note = async (value: string, who = 'maya') =>
    formOf(await stage.interact(who, { kind: 'action', action: 'meetings.addNote', value }));
  const promise = async (words: string) =>
    stage.fill('maya', formOf(await stage.press('maya', 'Add a follow-up', agenda())), {
      text: words,
      owner: stage.id('maya'),
      due: '2026-11-20',
    });

  test('says what is known of whoever sits in the chair, when they were heard last, and numbers other than NPS', async () => {
    await say('customer "Acme Ltd" segment:Shops');
    await say('segment add Boats when:"name contains acme"', 'grace');
    await say('feedback "The lamp flickers" customer:"Acme Ltd" owner:@maya');
    await say('learn "They count in boxes" customer:"Acme Ltd"', 'ani');
    await say('score 9 "Quiet evenings" customer:"Acme Ltd"', 'dana');
    await say('metric "First-call resolution" 81.5 unit:% better:higher');
    await open();
    const said = text(agenda());
    const chair = said.slice(said.indexOf('1 · '), said.indexOf('2 · '));
    expect(chair).toContain('Acme Ltd · Shops · Boats');
    expect(chair).toContain('Last heard from Wed 18 Nov');
    // By turns from each room.
    for (const known of ['F-1', 'Quiet evenings', 'Learned: “They count in boxes” – Ani'])
      expect(chair).toContain(known);
    const numbers = said.slice(said.indexOf('4 · '), said.indexOf('5 · '));
    expect(numbers).toMatch(/First-call resolution · .*81\.5/);
    expect(numbers).toContain('NPS');
  });

  test.each([
    // What we learned weighs for two weeks, a score for four.
    ['learn "They count in boxes" customer:Acme', '2026-12-02T08:59:00Z', 'Acme'],
    ['learn "They count in boxes" customer:Acme', '2026-12-02T09:01:00Z', null],
    ['score 3 customer:Acme', '2026-12-16T08:59:00Z', 'Acme'],
    ['score 3 customer:Acme', '2026-12-16T09:01:00Z', null],
  ])('seats nobody for what is long past: “%s”, at %s', async (line, startsAt, seated) => {
    await say(line);
    await database().models.meeting.deleteMany({});
    await planMeeting(stage, { startsAt, name: 'Next' });
    await stage.clock.advanceTo(startsAt);
    const said = text(stage.place('#support').at(-1));
    expect(said).toContain(seated ?? 'Nobody has said anything new.');
    const row = await database().models.meeting.findFirstOrThrow();
    expect(row.customerId !== null).toBe(seated !== null);
  });

  test('gives back a tick: to whoever ticked for 10 minutes, to the champion always', async () => {
    await say('learn "They count in boxes"');
    await open();
    await promise('Call Acme');
    const [learned, kept] = [tickValue('boxes'), tickValue('A-1')];
    await stage.fill('maya', await note(learned), { decision: 'Boxes of twelve' });
    await tick(kept);
    const untick = (value: string, who: string) =>
      stage.interact(who, { kind: 'action', action: 'meetings.untick', value });
    expect(text(cardOf(await untick(learned, 'ani')))).toContain('Whoever did it can take it back for 10 minutes');
    expect(cardOf(await untick(learned, 'maya')).title).toBe('Taken back');
    expect(text(agenda())).not.toContain('Boxes of twelve');
    await stage.fill('maya', await note(learned), { decision: 'Boxes of ten' });
    await stage.clock.advance({ minutes: 11 });
    expect(text(cardOf(await untick(kept, 'maya')))).toContain('It was more than 10 minutes ago');
    await untick(kept, 'grace');
    expect(tickValue('A-1')).toBe(kept);
    expect(text(cardOf(await untick(kept, 'grace')))).toContain('This is not marked as discussed');
  });

  test('takes one press to discuss an item; whoever likes adds one note, and signs it', async () => {
    await say('learn "They count in boxes"');
    await say('feedback "Wrong colour" owner:@maya');
    await resolve('F-1');
    await open();
    const [learned, resolved] = [tickValue('boxes'), tickValue('F-1')];
    // Also what a root cause stands behind asks for no words.
    for (const value of [learned, resolved]) expect(await tick(value)).toEqual({ kind: 'done' });
    expect(text(agenda()).match(/– Discussed \(Maya\)\n\[Add a note\] \[Undo\]/gu)).toHaveLength(2);
    expect(text(cardOf(await say('feedback F-1')))).toContain('Weekly discussed it, Wed 18 Nov 2026.');
    await stage.fill('ani', await note(learned, 'ani'), { decision: 'Boxes of twelve' });
    expect(text(agenda())).toContain('Decided: Boxes of twelve (Ani) [Undo]');
    // Before anybody types a second note, they read the first.
    const refused = text(
      cardOf(await stage.interact('ben', { kind: 'action', action: 'meetings.addNote', value: learned })),
    );
    expect(refused).toContain('Ani was faster, with: “Boxes of twelve”');
    expect(await stage.fill('ben', await note(resolved, 'ben'), { decision: ' ' })).toMatchObject({
      errors: { decision: 'Please write how it is prevented next time, or why it need not be.' },
    });
    await stage.fill('ben', await note(resolved, 'ben'), { decision: 'A colour chart' });
    expect(text(cardOf(await say('feedback F-1')))).toContain('Weekly decided, Wed 18 Nov 2026: A colour chart');
  });

  test('takes one’s own second tick kindly, and loses no other words', async () => {
    await say('learn "They count in boxes"');
    await open();
    await promise('Call Acme');
    const [learned, kept] = [tickValue('boxes'), tickValue('A-1')];
    const [form, second] = [await note(learned), await note(learned)];
    await stage.fill('maya', form, { decision: 'Boxes of twelve' });
    expect(text(cardOf(await stage.fill('maya', second, { decision: 'Boxes of twelve' })))).toBe(
      'Good: You marked this already\nYour note was kept: “Boxes of twelve”. Nothing is left to do.',
    );
    expect(text(cardOf(await stage.fill('maya', form, { decision: 'Boxes of ten' })))).toContain(
      '“Boxes of ten” was not kept. Add it as a follow-up.',
    );
    await tick(kept);
    expect(text(cardOf(await tick(kept)))).toBe(
      'Good: You marked this already\nIt stays marked. Nothing is left to do.',
    );
    expect(text(cardOf(await tick(kept, 'ani')))).toContain('Maya was faster and marked it');
  });

  test('shows a promise as it is now, also when it is moved or done elsewhere', async () => {
    await open();
    await promise('Call Acme');
    expect(text(agenda())).toContain('A-1 · Call Acme – Maya, by Fri 20 Nov [Done]');
    const shown = cardOf(await say('follow A-1'));
    await stage.fill('maya', formOf(await stage.press('maya', 'Later', shown)), { due: '2026-11-27' });
    expect(text(agenda())).toContain('A-1 · Call Acme – Maya, by Fri 27 Nov [Done]');
    await stage.press('maya', 'Done', shown);
    expect(text(agenda())).toContain('✓ A-1 · Call Acme – Maya, by Fri 27 Nov · done');
  });

  test('acknowledges a promise that comes when it is closed, by its number', async () => {
    await open();
    const late = formOf(await stage.press('maya', 'Add a follow-up', agenda()));
    await stage.press('maya', 'Close the meeting', agenda());
    const values = { text: 'Call Acme', owner: stage.id('maya'), due: '2026-11-20' };
    const noted = text(cardOf(await stage.fill('maya', late, values)));
    expect(noted).toContain('A-1 is noted');
    expect(noted).toContain('Weekly is closed, so it is on the next agenda.');
    await planMeeting(stage, { startsAt: '2026-11-19T10:00:00Z', name: 'Next' });
    await stage.clock.advanceTo('2026-11-19T10:00:00Z');
    expect(text(stage.place('#support').at(-1))).toContain('A-1 · Call Acme');
  });

  test('ends words that don’t fit after a whole one', async () => {
    await say('feedback "late again" customer:Acme owner:@maya');
    const form = formOf(await stage.interact('maya', { kind: 'action', action: 'feedback.resolve', value: 'F-1' }));
    await stage.fill('maya', form, {
      outcome: 'fixed',
      customerTold: 'x',
      rootCauseCategory: 'process',
      rootCause: 'x',
      prevention: 'We call back within a day and write down who promised it and whenever something is slower than that',
    });
    await open();
    expect(text(agenda())).toMatch(
      /So far: We call back within a day and write down who promised it and… \[Discussed\]/,
    );
  });

  const act = (action: string, value: string, who = 'maya') => stage.interact(who, { kind: 'action', action, value });
  const resolve = async (name: string) =>
    stage.fill('maya', formOf(await act('feedback.resolve', name)), {
      outcome: 'fixed',
      customerTold: 'x',
      rootCauseCategory: 'process',
      rootCause: 'x',
      prevention: 'x',
    });
  const postIdea = (title: string, where = '#support') =>
    stage.interact(
      'ani',
      { kind: 'submit', form: 'ideas.post', subject: '', values: { title, touches: 'Acme', delights: 'Faster' } },
      where,
    );
  const park = async (name: string) =>
    stage.fill('maya', formOf(await act('ideas.move', name)), { to: 'parked', why: 'Too early' });

  test('keeps what was ticked, also when it is answered, reopened or moved on before the meeting closes', async () => {
    await stage.say('grace', 'settings promise:1h');
    for (const words of ['"Still late" owner:@maya', '"Wrong colour" owner:@maya']) await say(`feedback ${words}`);
    await resolve('F-2');
    await postIdea('Night trains');
    await postIdea('Day trains');
    await open();
    for (const [words, decision] of [
      ['F-1', 'Call today'],
      ['F-2', 'Colours are checked'],
      ['Night trains', 'Try it in May'],
    ] as const) {
      await stage.fill('maya', await note(tickValue(words)), { decision });
    }
    await resolve('F-1');
    await stage.fill('maya', formOf(await act('feedback.reopen', 'F-2')), { why: 'Wrong again.' });
    await park('I-1');
    await park('I-2');
    // The card is made anew.
    await say('learn "They count in boxes"');
    const decided = ['Call today', 'Colours are checked', 'Try it in May'];
    for (const decision of decided) expect(text(agenda())).toContain(`Decided: ${decision} (Maya)`);
    expect(text(agenda())).not.toContain('Day trains');
    await stage.press('grace', 'Close the meeting', agenda());
    const minutes = text(stage.threads('#support').find(({ title }) => title.startsWith('Minutes')));
    for (const decision of decided) expect(minutes).toContain(decision);
    // Of an idea that had moved on its history keeps it too, once, and its author hears of it.
    const told = 'Maya marked it as discussed in the meeting. Decided: Try it in May';
    expect(text(cardOf(await act('ideas.history', 'I-1'))).split(told)).toHaveLength(2);
    expect(text(stage.inbox('ani').at(-1))).toContain(told);
  });

  test('brings what was said where nobody meets, and leaves to another meeting what is its own', async () => {
    await stage.say('grace', 'meeting every friday 10:00 zone:Europe/London', '#news');
    await stage.say('dana', 'learn "They sail on Sundays"', '#news');
    await postIdea('Sunday trains', '#news');
    await open();
    expect(text(agenda())).not.toContain('Sunday');
    // It speaks of nothing any more.
    await stage.say('grace', 'meeting stop', '#news');
    await say('learn "They count in boxes"');
    for (const words of ['“They sail on Sundays” – Dana', 'I-1 · Sunday trains'])
      expect(text(agenda())).toContain(words);
  });

  test('brings what was told privately to every meeting when its teller has none, and otherwise to theirs', async () => {
    const { people } = stage.house;
    const inNews = stage.id('dana');
    Object.assign(people, {
      whoIsIn: async (_: string, { placeIds }: { placeIds: readonly string[] }) =>
        new Map(placeIds.map((placeId) => [placeId, new Set(placeId === stage.id('#news') ? [inNews] : [])])),
    });
    await stage.say('grace', 'meeting every friday 10:00 zone:Europe/London', '#news');
    await stage.say('dana', 'learn "They sail on Sundays"');
    await stage.say('ani', 'learn "They count in boxes"');
    // Another meeting ticks it: that is theirs.
    await planMeeting(stage, { startsAt: '2026-11-18T09:30:00Z', name: 'News', place: '#news' });
    await stage.clock.advanceTo('2026-11-18T09:30:00Z');
    const news = stage.place('#news').at(-1) ?? only([]);
    await stage.press('maya', 'Discussed', news, 'boxes');
    await open();
    expect(text(agenda())).toContain('“They count in boxes” – Ani');
    expect(text(agenda())).not.toContain('Sundays');
    // Nobody meets in her place any more.
    await stage.say('grace', 'meeting stop', '#news');
    await say('learn "They ring twice"');
    expect(text(agenda())).toContain('“They sail on Sundays” – Dana');
  });

  test('carries a learning over for four weeks, and once however rarely people meet', async () => {
    await open();
    await stage.press('grace', 'Close the meeting', agenda());
    await stage.clock.advance({ minutes: 1 });
    await say('learn "They count in boxes"');
    const next = async (day: string) => {
      const startsAt = `${day}T10:00:00Z`;
      await planMeeting(stage, { startsAt, name: 'Next' });
      await stage.clock.advanceTo(startsAt);
      return text(stage.place('#support').at(-1));
    };
    expect(await next('2026-12-18')).toMatch(/“They count in boxes” – Maya(?! · carried)/);
    expect(await next('2027-01-18')).toContain('“They count in boxes” – Maya · carried over');
    expect(await next('2027-01-20')).not.toContain('boxes');
  });

  test('tells an idea’s history, thread and author who ticked it and what was decided, and shows none that moved on', async () => {
    await postIdea('Night trains');
    await postIdea('Day trains');
    await park('I-2');
    await open();
    expect(text(agenda())).not.toContain('Day trains');
    await stage.fill('ben', await note(tickValue('Night trains'), 'ben'), {
      decision: 'Ask ten guests in May',
    });
    // Grace closes it: she has decided nothing.
    await stage.press('grace', 'Close the meeting', agenda());
    const decided = 'Ben marked it as discussed in the meeting. Decided: Ask ten guests in May';
    expect(text(stage.inbox('ani').at(-1))).toContain(decided);
    expect(stage.threads('#support').map(text).join()).toContain(decided);
    expect(text(cardOf(await act('ideas.history', 'I-1'))).split(decided)).toHaveLength(2);
    expect(text(cardOf(await say('idea I-1')))).toContain('Discussed by Ben: Ask ten guests in May');
    await planMeeting(stage, { startsAt: '2026-11-19T10:00:00Z', name: 'Next' });
    await stage.clock.advanceTo('2026-11-19T10:00:00Z');
    expect(text(stage.place('#support').at(-1))).not.toContain('trains');
  });

  test('loses no words of whoever decides when the item is gone, or the meeting closed', async () => {
    await postIdea('Night trains');
    await open();
    const form = await note(tickValue('Night trains'));
    const decide = async () => JSON.stringify(await stage.fill('maya', form, { decision: 'Ask ten guests' }));
    await park('I-1');
    const words = 'Yours was not kept: “Ask ten guests”. Add it as a follow-up.';
    const gone = await decide();
    for (const part of ['not on the agenda any more', words]) expect(gone).toContain(part);
    await stage.press('grace', 'Close the meeting', agenda());
    expect(await decide()).toContain(`Weekly is closed. What was not discussed is on the next agenda. ${words}`);
  });

  test('keeps the first of two ticks that come in the same moment, and whole, and tells the other what stands', async () => {
    await say('learn "They count in boxes"');
    await say('learn "They sail on Sundays"');
    await open();
    const values = ['boxes', 'Sundays'].map(tickValue);
    const words = { maya: 'Boxes of twelve', ani: 'Boxes of ten', ben: 'Boxes of five' };
    const forms = await Promise.all(values.map((value) => note(value)));
    const replies = await Promise.all(
      forms.flatMap((form) => Object.entries(words).map(([who, decision]) => stage.fill(who, form, { decision }))),
    );
    const faster = replies.flatMap((reply) => (reply.kind === 'done' ? [] : [JSON.stringify(reply)]));
    const ticks = await database().models.agendaTick.findMany({ where: { meetingId } });
    expect([ticks.length, faster.length]).toEqual([2, 4]);
    for (const { memberId, decision } of ticks) {
      const [who = ''] = Object.entries(words).find(([, said]) => said === decision) ?? [];
      expect(stage.id(who)).toBe(memberId);
      expect(faster.filter((said) => said.includes(`was faster, with: “${decision}”`)).length).toBeGreaterThanOrEqual(
        2,
      );
      expect(text(agenda())).toContain(`Decided: ${decision} (`);
    }
    const told = await database().models.historyEntry.count({
      where: { subject: `meeting:${meetingId}`, what: 'ticked' },
    });
    expect(told).toBe(2);
  });

  test.each([
    ['a learning', async () => say('learn "They sail on Sundays"'), '“They sail on Sundays” (Maya)'],
    ['a promise', async () => promise('Call Dock'), 'Call Dock'],
    [
      'a tick',
      async () => stage.fill('ani', await note(tickValue('boxes'), 'ani'), { decision: 'Boxes of twelve' }),
      'Boxes of twelve',
    ],
  ])('writes the minutes again when %s comes while it closes', async (_, add, words) => {
    await say('learn "They count in boxes"');
    await open();
    const { ideas } = stage.house;
    const { newIn } = ideas;
    // Gathering the minutes asks for ideas, once what is learned was read: at that moment somebody is still at work.
    const meanwhile = [add];
    Object.assign(ideas, {
      newIn: async (...of: Parameters<typeof newIn>) => {
        await meanwhile.pop()?.();
        return newIn(...of);
      },
    });
    await stage.press('grace', 'Close the meeting', agenda());
    expect(text(stage.threads('#support').at(-1))).toContain(words);
    expect((await database().models.meeting.findFirstOrThrow({ where: { id: meetingId } })).state).toBe('closed');
  });
});
