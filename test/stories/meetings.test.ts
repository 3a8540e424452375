/** Three weeks of a team whose meetings open with the customer: asked, opened, held, closed, late and missed. */
import { expect, test } from '@jest/globals';
import type { Card } from '../../src/chat/card.js';
import { playOnEachStage } from '../support/each-stage.js';
import { harbourLights } from '../support/harbour-lights.js';
import { modelsOf } from '../support/models.js';
import { planMeeting } from '../support/plan-meeting.js';
import { buttonLabels, cardOf, formOf, only, type SharedStage, text, titles } from '../support/stage.js';
import { standInRooms } from '../support/stand-in-rooms.js';

playOnEachStage('Meetings', (begin) => {
  const agendasOf = ({ place }: SharedStage) =>
    place('#support').filter(({ title }) => /^Marketing weekly( ·|$)/.test(title));

  test('open with the customer for three weeks', async () => {
    const calendars = { calendar: '' };
    const stage = await begin(harbourLights, '2026-11-16T09:30:00Z', {
      fetchCalendar: async () => ({ kind: 'fetched', text: calendars.calendar, etag: null, lastModified: null }),
    });
    const { say, tell, press, fill, answer, inbox, place, threads, clock, id, house } = stage;
    const agendas = () => agendasOf(stage);
    const agenda = () => agendas().at(-1) ?? only([]);
    const asked = (who: string, title: string) =>
      inbox(who)
        .filter((card) => text(card).includes(title))
        .at(-1) ?? only([]);
    const hears = (who: string, title: string) => inbox(who).some((card) => text(card).includes(title));
    /** Presses the tick of the item that says these words: `Discussed` or, of a promise, `Done`. */
    const tick = (who: string, words: string, label = 'Discussed') => press(who, label, agenda(), words);
    const given = standInRooms(house);
    await say('grace', 'settings sharers:"@ani, @ben"');

    // Before the first meeting: something open, something answered, something confidential.
    await say('dana', 'feedback "The refund never came" customer:"Acme Ltd" severity:high', '#support');
    await say('dana', 'feedback "Nobody called back" customer:Bolt owner:@maya', '#support');
    await say('dana', 'feedback "They drink at work" customer:Cask owner:@maya confidential:yes', '#support');
    await resolve('F-2', 'Call back within a day.');
    await resolve('F-3', 'Talk to the board.');
    const acme = await modelsOf(house.database).customer.findFirstOrThrow({ where: { name: 'Acme Ltd' } });
    given.scores = [{ customerId: acme.id, value: 4, at: new Date('2026-11-10T09:00:00Z') }];
    given.numbers = [{ name: 'NPS', line: '+12, 48 answered, from −4 to +28' }];
    given.ideas = [
      {
        id: 'idea-7',
        number: 7,
        title: 'A box of samples',
        author: { id: id('maya'), name: 'Maya' },
        touches: 'Every shop that reorders',
        delights: 'They see the light before they hang it',
        supportCount: 2,
      },
    ];

    // Week one. Everybody is asked on Tuesday at nine where they live; Ani, first by turns of sales, swaps.
    await planMeeting(stage, { startsAt: '2026-11-18T10:00:00Z', askAt: '2026-11-17T00:00:00Z' });
    await clock.advanceTo('2026-11-17T05:00:00Z');
    expect([hears('ani', question), hears('ani', share)]).toEqual([true, true]);
    expect(titles(inbox('ani')).at(-1)).toBe('2 things need you');
    expect(hears('maya', question)).toBe(false);
    await clock.advanceTo('2026-11-17T09:00:00Z');
    expect([hears('maya', question), hears('maya', share)]).toEqual([true, false]);
    expect(cardOf(await press('ani', 'Swap', asked('ani', share))).title).toBe('Swapped: Ben is asked now.');
    expect(buttonLabels(asked('ani', share))).toEqual(['Answer']);
    await clock.advanceTo('2026-11-17T14:00:00Z');
    expect([hears('ben', question), hears('ben', share)]).toEqual([true, true]);
    expect(text(cardOf(await say('ben', 'owe')))).toContain('Will you share something new about a customer?');
    expect(cardOf(await press('ben', 'Yes', asked('ben', share))).title).toBe('Thank you. You start Marketing weekly.');

    // Ani types a reply in the thread, Maya fills in the form, Ben writes a line of his own.
    await answer('ani', 'Acme Ltd: they count in boxes, not in pieces', asked('ani', question));
    const form = formOf(await press('maya', 'Answer', asked('maya', question)));
    await fill('maya', form, { customer: 'Bolt', text: 'They read our news on paper' });
    expect(cardOf(await tell('ben', 'Bolt hires two people for the night shift')).title).toBe(
      'Thank you for sharing it.',
    );
    expect(buttonLabels(asked('maya', question))).toEqual([]);
    expect(cardOf(await say('ben', 'owe')).title).toBe('You owe nobody anything');

    // On Wednesday at ten the agenda opens, the customer first.
    await clock.advanceTo('2026-11-18T09:59:59Z');
    expect(agendas()).toEqual([]);
    await clock.advanceTo('2026-11-18T10:00:00Z');
    const first = text(agenda());
    expect(first.split('\n').filter((line) => /^\d · /.test(line))).toEqual([
      '1 · In the empty chair today',
      '2 · What we learned',
      '3 · New ideas',
      '4 · The number',
      '5 · Answered and overdue',
      '6 · What we promised',
    ]);
    for (const words of [
      'Acme Ltd\n(Because of F-1, of high severity and open for 2 days, a score of 4 last week, and something that one of us learned.',
      '@Ben shares something new, and starts.',
      '“Acme Ltd: they count in boxes, not in pieces” – Ani',
      'Bolt: “They read our news on paper” – Maya',
      'Answered beforehand: Ani, Ben and Maya. Still to be heard: Dana and Grace.',
      'I-7 · A box of samples · 2 supporters – Maya · Which customers does it touch? Every shop that reorders',
      'Why would it delight them? They see the light before they hang it',
      'NPS · +12, 48 answered',
      'F-2 · Bolt: “Nobody called back” – Fixed, Maya · How do we prevent this? So far: Call back within a day.',
      'F-3, confidential – Resolved, Maya · How do we prevent this?',
      'Overdue: F-1 · Acme Ltd: “The refund never came” – With Grace',
      'No open promises: everything we said is done.',
    ]) {
      expect(first).toContain(words);
    }
    expect(first).not.toMatch(/drink|Cask|board/);

    // Two people tick at once; the second on the same item is told who was faster, and nothing is overwritten.
    await tick('maya', 'F-2');
    expect(text(agenda())).toContain('✓ F-2 · Bolt: “Nobody called back” – Discussed (Maya)\n[Add a note] [Undo]');
    const prevention = formOf(await press('maya', 'Add a note', agenda()));
    const sameItem = formOf(await press('ani', 'Add a note', agenda()));
    expect(prevention.fields[0]).toMatchObject({ value: 'Call back within a day.' });
    await Promise.all([fill('maya', prevention, { decision: 'The phone rings at two desks' }), tick('ani', 'boxes')]);
    await fill('ani', formOf(await press('ani', 'Add a note', agenda())), { decision: 'Offer boxes of twelve' });
    expect(await fill('ani', sameItem, { decision: 'Another phone' })).toMatchObject({
      message:
        'Maya was faster, with: “The phone rings at two desks”. Yours was not kept: “Another phone”. Add it as a follow-up.',
    });
    await tick('ben', 'F-3');
    await fill('ben', formOf(await press('ben', 'Add a note', agenda())), { decision: 'Somebody watches the chair' });
    await fill('dana', formOf(await press('dana', 'Add a learning', agenda())), { text: 'Cask moves to Leeds' });
    await fill('maya', formOf(await press('maya', 'Add a follow-up', agenda())), {
      text: 'Send Acme the refund',
      owner: id('grace'),
      due: '2026-11-20',
    });
    expect(text(agenda())).toContain(
      '✓ F-2 · Bolt: “Nobody called back” – Decided: The phone rings at two desks (Maya)',
    );
    expect(text(agenda())).toContain(
      '✓ “Acme Ltd: they count in boxes, not in pieces” – Decided: Offer boxes of twelve (Ani)',
    );
    expect(text(agenda())).toContain('A-1 · Send Acme the refund – Grace, by Fri 20 Nov [Done]');
    await tick('ben', 'I-7');

    // The champion seats another customer; nobody else can.
    expect(cardOf(await press('maya', 'Seat another customer', agenda())).title).toBe(
      'Only Grace, the champion, can seat another customer',
    );
    await fill('grace', formOf(await press('grace', 'Seat another customer', agenda())), { customer: 'bolt' });
    expect(text(agenda())).toContain('Bolt\n(Seated by Grace.');

    const stillOpen = agenda();
    await press('maya', 'Close the meeting', stillOpen);
    expect(agenda().title).toBe('Marketing weekly · closed');
    expect(text(cardOf(await press('ani', 'Close the meeting', stillOpen)))).toContain(
      'Marketing weekly was closed by Maya in the meantime',
    );
    const minutes = text(threads('#support').at(-1));
    for (const words of [
      'Minutes of Marketing weekly',
      'Bolt. Seated by the champion.',
      'Ben started.',
      '“Cask moves to Leeds” (Dana)',
      'F-2 · Bolt: The phone rings at two desks (Maya)',
      'I-7 · A box of samples (discussed, Ben)',
      'F-3, confidential: Somebody watches the chair (Ben)',
      'A-1 Send Acme the refund · Grace, by Fri 20 Nov',
      'F-1 · Acme Ltd',
    ]) {
      expect(minutes).toContain(words);
    }
    expect(minutes).not.toMatch(/drink|board/);
    expect(given.discussed).toEqual(['idea-7']);
    expect(given.shown).toContain('idea-7');

    // Week two: the bot was down at ten and back at half past, so it opens late; what was not ticked is carried over.
    await planMeeting(stage, { startsAt: '2026-11-25T10:00:00Z', askAt: '2026-11-24T00:00:00Z' });
    await clock.advanceTo('2026-11-24T15:00:00Z');
    // Ani swapped last time: it is her turn again, and she says so in words.
    expect(cardOf(await answer('ani', 'Yes!', asked('ani', share))).title).toBe(
      'Thank you. You start Marketing weekly.',
    );
    clock.moveTo(new Date('2026-11-25T10:30:00Z'));
    await clock.advance({ seconds: 1 });
    const second = text(agenda());
    for (const words of [
      'opened late, at 10:30',
      '@Ani shares something new, and starts.',
      'Acme Ltd',
      'Bolt: “They read our news on paper” – Maya · carried over',
      'No new ideas.',
      'NPS · +12',
      'A-1 · Send Acme the refund – Grace, by Fri 20 Nov · late [Done]',
    ]) {
      expect(second).toContain(words);
    }
    expect(second.slice(second.indexOf('2 · '))).not.toMatch(/F-2|F-3|boxes/);
    // What the number showed was not ticked, so it is asked for from where it was asked for before.
    expect(given.askedSince.at(-1)).toBeNull();
    await tick('grace', 'A-1', 'Done');
    await tick('grace', 'NPS');
    expect(text(agenda())).toContain('✓ A-1');
    // Nobody closes it: it closes by itself at a quarter to eleven.
    await clock.advanceTo('2026-11-25T10:45:00Z');
    expect(text(agenda())).toContain('Closed by itself');

    // Week three: down from before ten until after its end. It says so, and the next one has it all.
    // They follow a calendar by now, in which somebody moves the date from two in the afternoon to ten.
    await clock.advanceTo('2026-12-01T08:00:00Z');
    calendars.calendar = weeklyAt('140000');
    await say('grace', 'meeting calendar https://calendar.example/team.ics zone:Europe/London', '#support');
    calendars.calendar = weeklyAt('140000', '100000');
    await clock.advance({ hours: 1 });
    expect(text(place('#support').at(-1))).toMatch(
      /Marketing weekly was moved[\s\S]*Wed 2 Dec 2026, 14:00 GMT[\s\S]*Wed 2 Dec 2026, 10:00 GMT/,
    );
    await clock.advanceTo('2026-12-01T18:00:00Z');
    await say('maya', 'learn "Dock wants a catalogue" customer:Dock', '#support');
    clock.moveTo(new Date('2026-12-02T11:00:00Z'));
    await clock.advance({ seconds: 1 });
    expect(titles(place('#support')).at(-1)).toBe('I missed Marketing weekly');
    expect(text(place('#support').at(-1))).toContain('Wed 2 Dec 2026, 10:00 GMT');
    await say('grace', 'meeting stop', '#support');
    expect(agendas()).toHaveLength(2);

    // They meet all the same: twice is once.
    await say('ani', 'meeting now', '#support');
    expect(cardOf(await say('maya', 'meeting now', '#support')).title).toBe('Meeting of #support');
    const third = text(place('#support').at(-1));
    expect(third).toContain('Dock: “Dock wants a catalogue” – Maya'.replace('Dock: ', ''));
    expect(third).toContain('carried over');
    expect(given.askedSince.at(-1)).toEqual(new Date('2026-11-25T10:30:00Z'));
    expect(await modelsOf(house.database).meeting.count({ where: { state: 'open' } })).toBe(1);

    async function resolve(name: string, how: string) {
      const living = place('#support').find(({ title }) => title.startsWith(name)) ?? only([]);
      await fill('maya', formOf(await press('maya', 'Resolve', living)), {
        outcome: 'fixed',
        customerTold: 'We are sorry.',
        rootCauseCategory: 'process',
        rootCause: 'Nobody was named.',
        prevention: how,
      });
    }
  });

  test('of a series ask the day before and open at ten by the wall clock, also when summer time begins', async () => {
    const stage = await begin(harbourLights, '2026-03-23T12:00:00Z');
    const { say, inbox, clock } = stage;
    const agendas = () => agendasOf(stage);
    await say('grace', 'meeting every wednesday 10:00 zone:Europe/London name:"Marketing weekly"', '#support');
    const heard = () => inbox('maya').filter((card) => text(card).includes(question)).length;
    await clock.advanceTo('2026-03-24T08:59:59Z');
    expect(heard()).toBe(0);
    await clock.advanceTo('2026-03-24T09:00:00Z');
    expect(heard()).toBe(1);
    await clock.advanceTo('2026-03-25T09:59:59Z');
    expect(agendas()).toHaveLength(0);
    await clock.advanceTo('2026-03-25T10:00:00Z');
    expect(agendas()).toHaveLength(1);
    const first = starterOf(agendas()[0]);
    // On Sunday the clocks go forward: ten o’clock is nine in UTC, and so is everybody’s morning an hour earlier.
    await clock.advanceTo('2026-03-31T08:00:00Z');
    expect(heard()).toBe(2);
    await clock.advanceTo('2026-04-01T08:59:59Z');
    expect(agendas()).toHaveLength(1);
    await clock.advanceTo('2026-04-01T09:00:00Z');
    expect(agendas()).toHaveLength(2);
    // Whoever was named to start last week is not named again.
    expect(starterOf(agendas()[1])).not.toBe(first);
  });
});

/** Whom an agenda asks to start. */
function starterOf(agenda: Card | undefined): string {
  const [, starter] = /@(\w+), would you start/.exec(text(agenda)) ?? [];
  return starter ?? text(only([]));
}

/** A team’s calendar: every Wednesday from 2 December at this time in London, the first of them moved to another. */
function weeklyAt(time: string, firstAt = time): string {
  const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:w', 'SUMMARY:Marketing weekly', ...lines, 'END:VEVENT'];
  const at = (name: string, hour: string) => `${name};TZID=Europe/London:20261202T${hour}`;
  const rule = event(at('DTSTART', time), 'DURATION:PT45M', 'RRULE:FREQ=WEEKLY');
  const first = event(at('RECURRENCE-ID', time), at('DTSTART', firstAt), 'DURATION:PT45M');
  return ['BEGIN:VCALENDAR', ...rule, ...first, 'END:VCALENDAR'].join('\r\n');
}

const question = 'Which customer did you last talk with, and what did you learn?';
const share = 'Will you share something new about a customer?';
