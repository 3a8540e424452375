/** What is asked before a meeting, who is asked, and what counts as an answer. */
import { afterEach, expect, test } from '@jest/globals';
import type { Card } from '../../../../src/chat/card.js';
import { askingSweeps } from '../../../../src/features/meetings/agenda/ask.js';
import type { MeetingsDeps } from '../../../../src/features/meetings/deps.js';
import { describeOnDatabase } from '../../../support/database.js';
import { harbourLights } from '../../../support/harbour-lights.js';
import { planMeeting } from '../../../support/plan-meeting.js';
import { buttonLabels, cardOf, createStage, formOf, only, type Stage, text, titles } from '../../../support/stage.js';

const question = 'Which customer did you last talk with, and what did you learn?';
const share = 'Will you share something new about a customer?';

describeOnDatabase('Before a meeting', (database) => {
  let stage: Stage;
  afterEach(() => stage.stop());
  const begin = async (planned: Partial<Parameters<typeof planMeeting>[1]> = {}) => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T12:00:00Z' });
    const id = await planMeeting(stage, {
      startsAt: '2026-11-18T10:00:00Z',
      askAt: '2026-11-17T00:00:00Z',
      ...planned,
    });
    return { ...stage, meetingId: id };
  };
  const asked = (who: string, title = question) =>
    stage
      .inbox(who)
      .filter((card) => text(card).includes(title))
      .at(-1) ?? only([]);
  /** In how many messages somebody was asked: what one is asked at one moment is one message. */
  const heard = (who: string, title = question) => stage.inbox(who).filter((card) => text(card).includes(title)).length;

  test('nobody is asked while away, nor by an organisation that has switched questions off', async () => {
    const { say, clock } = await begin();
    await say('maya', 'away until:2026-11-20');
    await clock.advanceTo('2026-11-18T09:00:00Z');
    expect(heard('maya', question)).toBe(0);
    expect(heard('dana', question)).toBe(1);
    await say('grace', 'settings questions:off');
    await planMeeting(stage, { startsAt: '2026-11-25T10:00:00Z', askAt: '2026-11-24T00:00:00Z' });
    await clock.advanceTo('2026-11-25T10:00:00Z');
    expect(heard('dana')).toBe(1);
  });

  test('a meeting that waits for its platform holds back none of those behind it', async () => {
    await begin();
    const behind = await planMeeting(stage, {
      startsAt: '2026-11-18T11:00:00Z',
      askAt: '2026-11-17T00:00:01Z',
      place: '#news',
    });
    const { house } = stage;
    const { placeMembers } = house.people;
    const people = {
      ...house.people,
      placeMembers: async (organisationId: string, placeId: string) =>
        placeId === stage.id('#news') ? placeMembers(organisationId, placeId) : null,
    };
    const [sweep] = askingSweeps({ ...house, people } as unknown as MeetingsDeps, 1);
    for (let run = 0; run < 2; run += 1) await sweep?.run(new Date('2026-11-17T09:00:00Z'));
    const planned = await database().models.meetingQuestion.findMany();
    expect(new Set(planned.map(({ meetingId }) => meetingId))).toEqual(new Set([behind]));
  });

  test('people are asked later while no platform says who is there, and the meeting opens all the same', async () => {
    const { clock, place } = await begin();
    const { people } = stage.house;
    const { placeMembers } = people;
    Object.assign(people, { placeMembers: async () => null });
    await clock.advanceTo('2026-11-17T09:00:00Z');
    expect(heard('dana', question)).toBe(0);
    Object.assign(people, { placeMembers });
    await clock.advanceTo('2026-11-17T14:00:00Z');
    expect(heard('dana', question)).toBe(1);
    Object.assign(people, { placeMembers: async () => null });
    const name = 'Without a platform';
    await planMeeting(stage, { startsAt: '2026-11-25T10:00:00Z', askAt: '2026-11-24T00:00:00Z', name });
    await clock.advanceTo('2026-11-25T10:00:00Z');
    expect(place('#support').at(-1)?.title).toBe(name);
  });

  test('nobody is asked whose working day begins only after it has opened', async () => {
    const { clock, inbox } = await begin({ startsAt: '2026-11-17T10:00:00Z' });
    await clock.advanceTo('2026-11-17T20:00:00Z');
    expect(heard('dana', question)).toBe(1);
    expect(titles(inbox('ben'))).toEqual([]);
  });

  test('whoever has two meetings tomorrow is asked once, and one answer is for both', async () => {
    const { clock, say, place } = await begin();
    await planMeeting(stage, { startsAt: '2026-11-18T10:15:00Z', askAt: '2026-11-17T00:00:00Z', place: '#news' });
    await clock.advanceTo('2026-11-17T10:00:00Z');
    expect(heard('dana')).toBe(1);
    await say('dana', 'Acme builds a second yard');
    expect(cardOf(await say('dana', 'owe')).title).toBe('You owe nobody anything');
    await clock.advanceTo('2026-11-18T10:15:00Z');
    for (const where of ['#support', '#news'])
      expect(text(place(where).at(-1))).toContain('“Acme builds a second yard” – Dana');
  });

  test('a question or a name is no answer either; what was taken for one is taken back, or is feedback', async () => {
    const { clock, say, press, place } = await begin();
    await clock.advanceTo('2026-11-17T10:00:00Z');
    const owed = cardOf(await say('dana', 'what do I owe?'));
    expect(buttonLabels(owed)).toEqual(['Answer']);
    expect(text(cardOf(await say('dana', 'F-12')))).toContain('There is no F-12 here');
    expect(text(cardOf(await say('dana', 'list opne')))).not.toContain('Thank you');
    const taken = cardOf(await say('dana', 'The refund never came'));
    expect(text(taken)).toContain('I took it as the answer to my question and kept it as a learning.');
    expect(buttonLabels(taken)).toEqual(['Name the customer', 'It’s feedback', 'Take back']);
    expect(cardOf(await press('dana', 'It’s feedback', taken)).title).toBe('Thank you. This is F-1.');
    // The question is open again.
    const wrong = cardOf(await say('dana', 'They like blue boats'));
    expect(cardOf(await press('dana', 'Take back', wrong)).title).toBe('Taken back');
    await say('dana', 'Acme builds a second yard');
    await clock.advanceTo('2026-11-18T10:00:00Z');
    const agenda = text(place('#support').at(-1));
    expect(agenda).toContain('“Acme builds a second yard” – Dana');
    expect(agenda.slice(0, agenda.indexOf('3 · '))).not.toMatch(/refund|blue boats/);
  });

  test('a mistyped command is no answer, nor is what is said where nobody was asked', async () => {
    const { clock, say, answer } = await begin();
    const plain = cardOf(await say('dana', 'Acme builds a second yard'));
    expect(plain.title).toBe('Did a customer say this?');
    expect(buttonLabels(plain)).toEqual(['Capture it', 'It’s a learning', 'Help']);
    expect(cardOf(await say('dana', 'hello')).title).toBe('Hello, Dana.');
    await clock.advanceTo('2026-11-17T10:00:00Z');
    expect(cardOf(await say('dana', 'feedbak lst')).title).toMatch(/^I don’t know/);
    // A place's thread is people's talk, and another person's question is not mine to answer.
    await answer('maya', 'Acme builds a second yard', asked('dana'), '#support');
    expect(await database().models.learning.count()).toBe(0);
  });

  test('an answer names its customer at once, or afterwards by a button of its author alone', async () => {
    const { clock, answer, press, fill, say } = await begin();
    await say('dana', 'customer "Acme Ltd"');
    await clock.advanceTo('2026-11-17T10:00:00Z');
    const known = cardOf(await answer('dana', 'Acme: they paint it blue', asked('dana')));
    expect(known.title).toBe('Thank you. We know Acme Ltd better now.');
    const unnamed = cardOf(await answer('maya', 'They sail on Sundays', asked('maya')));
    expect(buttonLabels(unnamed)).toEqual(['Name the customer', 'Take back']);
    expect(text(cardOf(await press('dana', 'Name the customer', unnamed)))).toContain('Only whoever shared');
    await fill('maya', formOf(await press('maya', 'Name the customer', unnamed)), { customer: 'Acme Ltd' });
    const who = text(cardOf(await say('ben', 'who Acme')));
    expect(who).toContain('Tue 17 Nov 2026, Maya (learning): “They sail on Sundays”');
    expect(who).toContain('Dana (learning): “Acme: they paint it blue”');
  });

  test('an answer that comes when the meeting has begun still stands on its agenda', async () => {
    const { clock, press, fill, place } = await begin();
    await clock.advanceTo('2026-11-18T10:05:00Z');
    await fill('dana', formOf(await press('dana', 'Answer', asked('dana'))), { customer: 'Zeta', text: 'They moved' });
    expect(text(place('#support').at(-1))).toContain('Zeta: “They moved” – Dana');
    expect(text(place('#support').at(-1))).toContain('Answered beforehand: Dana.');
  });

  test('what is told privately while the meeting is under way stands on its card at once', async () => {
    const { clock, say, place } = await begin();
    await clock.advanceTo('2026-11-18T10:05:00Z');
    await say('dana', 'learn "They moved to Leeds"');
    expect(text(place('#support').at(-1))).toContain('“They moved to Leeds” – Dana');
  });

  const everybody = ['ani', 'ben', 'dana', 'grace', 'maya'];
  /** How often each was asked to share, and who it was last. */
  const sharesAsked = () => everybody.map((who) => heard(who, share));
  const lastAsked = () => {
    const open = everybody.filter((who) => stage.inbox(who).some(isOpen));
    return open[0] ?? '';
  };
  const isOpen = (card: Card) => buttonLabels(card).includes('Yes');
  const starter = () =>
    /@(\w+), would you start\?/.exec(text(stage.place('#support').at(-1)))?.[1]?.toLowerCase() ?? '';

  test.each(['Not this time', 'silence'])(
    '%s is a turn: it goes on to the next, and who declines is named to start last of all',
    async (answer) => {
      const { clock, press, place } = await begin();
      const starters: string[] = [];
      for (let day = 17; day < 20; day += 1) {
        if (day > 17)
          await planMeeting(stage, { startsAt: `2026-11-${day + 1}T10:00:00Z`, askAt: `2026-11-${day}T00:00:00Z` });
        await clock.advanceTo(`2026-11-${day}T16:00:00Z`);
        const who = lastAsked();
        if (answer !== 'silence') {
          const said = cardOf(await press(who, answer, asked(who, share)));
          expect([said.title, isOpen(asked(who, share))]).toEqual(['That is fine. Another day.', false]);
        }
        await clock.advanceTo(`2026-11-${day + 1}T10:00:00Z`);
        if (answer !== 'silence') expect(starter()).not.toBe(who);
        starters.push(starter());
        await press('grace', 'Close the meeting', place('#support').at(-1) ?? only([]));
      }
      expect(sharesAsked().toSorted()).toEqual([0, 0, 1, 1, 1]);
      expect(new Set(starters).size).toBe(3);
    },
  );

  test('silence of somebody whom the question never reached is no turn', async () => {
    const { clock } = await begin();
    const shareTurns = () => database().models.meetingTurn.count({ where: { kind: 'share', takenCount: { gt: 0 } } });
    await clock.advanceTo('2026-11-17T16:00:00Z');
    await database().models.meetingQuestion.updateMany({ data: { channel: null, message: null } });
    await clock.advanceTo('2026-11-18T10:00:00Z');
    expect(await shareTurns()).toBe(0);
  });

  test('whoever said yes and is away when it opens is replaced, and presenting is a turn at starting', async () => {
    const { clock, press, say, place } = await begin();
    await clock.advanceTo('2026-11-17T16:00:00Z');
    const first = lastAsked();
    await press(first, 'Yes', asked(first, share));
    await say(first, 'away until:2026-11-19');
    await clock.advanceTo('2026-11-18T10:00:00Z');
    const second = starter();
    expect(everybody.filter((who) => who !== first)).toContain(second);
    await press('grace', 'Close the meeting', place('#support').at(-1) ?? only([]));
    await planMeeting(stage, { startsAt: '2026-11-20T10:00:00Z', askAt: '2026-11-19T00:00:00Z' });
    await clock.advanceTo('2026-11-19T16:00:00Z');
    const third = lastAsked();
    await press(third, 'Yes', asked(third, share));
    await clock.advanceTo('2026-11-20T10:00:00Z');
    const turns = await database().models.meetingTurn.findMany({ where: { kind: 'presenter', takenCount: { gt: 0 } } });
    expect(turns.map(({ memberId }) => memberId).toSorted()).toEqual([stage.id(second), stage.id(third)].toSorted());
  });

  test('where nobody knows who is there, whoever said yes presents', async () => {
    const { clock, press, place } = await begin();
    await clock.advanceTo('2026-11-17T16:00:00Z');
    const first = lastAsked();
    await press(first, 'Yes', asked(first, share));
    // What was asked is gone, and the platform can't say who is in the place.
    await database().models.meetingQuestion.deleteMany({});
    Object.assign(stage.house.people, { placeMembers: async () => [] });
    await clock.advanceTo('2026-11-18T10:00:00Z');
    expect(text(place('#support').at(-1)).toLowerCase()).toContain(`@${first}`);
  });

  test.each([
    ['Not this time', 1],
    ['Swap', 0],
  ])('yes, and then “%s”, lets another present, and only a swap gives the turn back', async (label, turnCount) => {
    const { clock, press, meetingId } = await begin();
    await clock.advanceTo('2026-11-17T10:00:00Z');
    const first = lastAsked();
    const card = asked(first, share);
    const row = () => database().models.meeting.findFirstOrThrow({ where: { id: meetingId } });
    const turn = async () =>
      database().models.meetingTurn.findFirst({ where: { memberId: stage.id(first), kind: 'share' } });
    await press(first, 'Yes', card);
    expect([(await row()).presenterId, (await turn())?.takenCount]).toEqual([stage.id(first), 1]);
    await press(first, label, card);
    expect((await row()).presenterId).toBeNull();
    expect((await turn())?.takenCount).toBe(turnCount);
    if (label === 'Swap') expect((await turn())?.lastAt).toBeNull();
    await clock.advanceTo('2026-11-18T10:00:00Z');
    expect(starter()).not.toBe(first);
    await planMeeting(stage, { startsAt: '2026-11-20T10:00:00Z', askAt: '2026-11-19T00:00:00Z' });
    await clock.advanceTo('2026-11-19T16:00:00Z');
    expect(heard(first, share)).toBe(2 - turnCount);
    // Of the first meeting nothing can be said any more.
    await press(first, 'Yes', card);
    expect((await turn())?.takenCount).toBe(turnCount);
  });

  test('whoever was not reached is asked when a skipped meeting is held after all, and the others not again', async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T08:00:00Z' });
    const { clock, say, press, place } = stage;
    await say('grace', 'settings sharers:"@ani, @dana"');
    await say('grace', 'meeting every wednesday 10:00 zone:Europe/London name:Weekly', '#support');
    await clock.advanceTo('2026-11-17T07:00:00Z');
    expect([heard('ani'), heard('ani', share), heard('maya')]).toEqual([1, 1, 0]);
    await press('ani', 'Swap', asked('ani', share));
    await say('grace', 'meeting skip', '#support');
    // Nine o’clock in London passes meanwhile.
    await clock.advanceTo('2026-11-17T11:00:00Z');
    expect(['ani', 'maya', 'dana'].map((who) => heard(who))).toEqual([1, 0, 0]);
    expect(text(cardOf(await say('maya', 'owe')))).toContain('You owe nobody anything');
    await press('grace', 'Hold it anyway', cardOf(await say('grace', 'meeting', '#support')));
    await clock.advanceTo('2026-11-17T12:00:00Z');
    expect(['ani', 'maya', 'dana'].map((who) => heard(who))).toEqual([1, 1, 1]);
    expect([heard('ani', share), heard('dana', share)]).toEqual([1, 1]);
    // Skipped again: what Dana says to the question has nowhere to go, and it is said why.
    await say('grace', 'meeting skip', '#support');
    expect(text(cardOf(await press('dana', 'Yes', asked('dana', share))))).toContain('Weekly does not take place');
    await press('grace', 'Hold it anyway', cardOf(await say('grace', 'meeting', '#support')));
    await clock.advanceTo('2026-11-18T10:00:00Z');
    expect(text(place('#support').at(-1))).toContain('Still to be heard: Ani, Ben, Dana, Grace and Maya.');
    expect([heard('ani'), heard('maya'), heard('dana', share)]).toEqual([1, 1, 1]);
  });

  test('what was said to a meeting that is not held is no turn, and is one again when it is held after all', async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T08:00:00Z' });
    const { clock, say, press } = stage;
    const turn = async () => {
      const row = await database().models.meetingTurn.findFirst({
        where: { memberId: stage.id('ani'), kind: 'share' },
      });
      return [row?.takenCount, row?.lastAt?.toISOString().slice(0, 13) ?? null];
    };
    await say('grace', 'settings sharers:"@ani, @dana"');
    await say('grace', 'meeting every wednesday 10:00 zone:Europe/London name:Weekly', '#support');
    await clock.advanceTo('2026-11-17T07:00:00Z');
    await press('ani', 'Yes', asked('ani', share));
    expect(await turn()).toEqual([1, '2026-11-17T07']);
    await say('grace', 'meeting skip', '#support');
    expect(await turn()).toEqual([0, null]);
    await press('grace', 'Hold it anyway', cardOf(await say('grace', 'meeting', '#support')));
    expect(await turn()).toEqual([1, '2026-11-17T07']);
    // The day becomes a holiday, so the next meeting asks her again, and then there are no meetings any more.
    await say('grace', 'settings holidays:2026-11-18');
    await clock.advanceTo('2026-11-18T09:00:00Z');
    expect(await turn()).toEqual([0, null]);
    expect(cardOf(await say('ani', 'owe')).title).toBe('You owe nobody anything');
    await clock.advanceTo('2026-11-24T07:00:00Z');
    expect([heard('ani', share), heard('dana', share), heard('ani', question)]).toEqual([2, 0, 2]);
    await press('ani', 'Not this time', asked('ani', share));
    expect(await turn()).toEqual([1, '2026-11-24T07']);
    await say('grace', 'meeting stop', '#support');
    expect(await turn()).toEqual([0, null]);
  });

  test('whom a question never reached does not count as asked, and is not asked when it is too late', async () => {
    const { clock, say, place } = await begin();
    await clock.advanceTo('2026-11-17T06:00:00Z');
    await say('maya', 'away until:2026-11-18');
    await clock.advanceTo('2026-11-17T11:00:00Z');
    // Down from now on, over the time at which Ben, who lives further west, would have been asked.
    clock.moveTo(new Date('2026-11-18T10:00:30Z'));
    await clock.advance({ seconds: 0 });
    expect([heard('maya'), heard('ben')]).toEqual([0, 0]);
    expect(text(place('#support').at(-1))).toContain('Still to be heard: Ani, Dana and Grace.');
  });

  test('whom a meeting that was opened early found unasked is not asked any more, nor said to be silent', async () => {
    const { clock, say, inbox, place } = await begin({ startsAt: '2026-11-17T09:30:00Z' });
    await clock.advanceTo('2026-11-17T08:45:00Z');
    await say('maya', 'meeting now', '#support');
    await clock.advanceTo('2026-11-17T09:15:00Z');
    expect(titles(inbox('maya'))).toEqual([]);
    await say('maya', 'learn "They count in boxes"', '#support');
    expect(text(place('#support').at(-1))).toContain('Still to be heard: Ani.');
  });

  test('a question to share that nobody answered is over when the meeting opens, and has no buttons any more', async () => {
    const { clock, press } = await begin();
    await clock.advanceTo('2026-11-17T16:00:00Z');
    const first = lastAsked();
    const stood = asked(first, share);
    await clock.advanceTo('2026-11-18T10:00:00Z');
    expect(isOpen(asked(first, share))).toBe(false);
    expect(text(asked(first, share))).toContain('This one is over.');
    expect(text(cardOf(await press(first, 'Yes', stood)))).toContain('has begun already');
    await clock.advanceTo('2026-11-18T11:00:00Z');
    expect(text(cardOf(await press(first, 'Yes', stood)))).toContain('is over');
  });

  test('swapping with nobody left says so, and another one’s buttons are not mine', async () => {
    const { clock, press, say } = await begin();
    await say('grace', 'settings sharers:@dana');
    await clock.advanceTo('2026-11-17T10:00:00Z');
    expect(heard('dana', share)).toBe(1);
    const card = asked('dana', share);
    expect(text(cardOf(await press('maya', 'Yes', card)))).toContain('This question is for Dana');
    expect(cardOf(await press('dana', 'Swap', card)).title).toBe('Swapped. Nobody else could be asked in time.');
    expect(text(cardOf(await press('dana', 'Yes', card)))).toContain('Next time it is your turn');
  });

  test.each([
    ['', 'Please write what you learned'],
    [`${'x'.repeat(2_001)}`, '2,001 characters is too long. The limit is 2,000.'],
    ['half \ud800 of it', 'NUL or half a symbol'],
    ['nul \u0000 inside', 'NUL or half a symbol'],
  ])('what can’t be kept is refused (%#)', async (words, why) => {
    const { fill, say } = await begin();
    expect(await fill('dana', formOf(await say('dana', 'learn')), { text: words })).toMatchObject({
      kind: 'fieldErrors',
      errors: { text: expect.stringContaining(why) },
    });
    expect(await database().models.learning.count()).toBe(0);
  });
});
