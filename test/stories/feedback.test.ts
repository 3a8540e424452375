/** From capture to news and back: one piece of feedback over a weekend, three zones and every rung of the ladder. */
import { expect, test } from '@jest/globals';
import { formToText } from '../../src/chat/plain-text.js';
import { playOnEachStage } from '../support/each-stage.js';
import { harbourLights } from '../support/harbour-lights.js';
import { buttonLabels, cardOf, formOf, only, text, titles } from '../support/stage.js';

playOnEachStage('Feedback', (begin) => {
  test('finds its owner, is chased over a weekend, handed over, resolved, told and opened again', async () => {
    const { say, press, fill, inbox, place, threads, clock, id } = await begin(harbourLights, '2026-11-13T17:00:00Z');
    await say('grace', 'route add words:"refund, money back" to:@maya name:billing');
    await say('grace', 'settings news:#news');

    const answer = cardOf(
      await say('dana', 'feedback "The refund never came. @everyone look!" customer:"Acme Ltd"', '#support'),
    );
    expect(answer.title).toBe('Thank you. This is F-1.');
    expect(text(answer)).toContain('Routed to @Maya by rule 1, billing');
    expect(text(only(place('#support')))).toContain('The refund never came. @everyone look!');
    expect(only(inbox('maya')).title).toBe('F-1 · Acme Ltd · new');

    // 25 % is Friday 23:00, 75 % Monday 11:00: both wait for Maya’s hours, the first until Monday 9:00.
    await clock.advanceTo('2026-11-16T08:59:00Z');
    expect(inbox('maya')).toHaveLength(1);
    await clock.advanceTo('2026-11-16T09:00:00Z');
    expect(titles(inbox('maya')).at(-1)).toBe('F-1 · Acme Ltd: have you seen it?');

    await press('maya', 'I’m on it', only(place('#support')));
    expect(text(only(place('#support')))).toContain('Being worked on');
    await clock.advanceTo('2026-11-16T11:00:00Z');
    expect(titles(inbox('maya')).at(-1)).toBe('F-1 · Acme Ltd: the promise ends soon');

    // Handed to New York: its clock does not start again.
    const form = formOf(await press('maya', 'Hand over', only(place('#support'))));
    await fill('maya', form, { to: id('ben'), why: 'Ben knows their contract.' });
    expect(inbox('maya')[0]?.title).toBe('F-1 is with Ben now');
    expect(text(only(inbox('ben')))).toContain('Handed to @Ben by Maya: Ben knows their contract.');

    // 100 % is Monday 17:00 in London: noon in New York, and just past Grace’s day.
    await clock.advanceTo('2026-11-16T17:00:00Z');
    expect(only(place('#support'))).toMatchObject({ title: 'F-1 · Acme Ltd · overdue', tone: 'bad' });
    expect(titles(inbox('ben')).at(-1)).toBe('F-1 · Acme Ltd: the promise has ended');
    const gracesBefore = inbox('grace').length;
    await clock.advanceTo('2026-11-17T09:00:00Z');
    expect(inbox('grace')).toHaveLength(gracesBefore + 1);
    expect(titles(inbox('grace')).at(-1)).toBe('F-1 · Acme Ltd: needs a hand');

    // 150 % is Tuesday 5:00, told at Ben’s 9:00, which is 14:00 in London; then every working day.
    await clock.advanceTo('2026-11-17T14:00:00Z');
    expect(inbox('ben')).toHaveLength(3);
    await clock.advanceTo('2026-11-18T14:00:00Z');
    expect(inbox('ben')).toHaveLength(4);
    expect(inbox('grace')).toHaveLength(gracesBefore + 2);

    // 300 % is Wednesday 17:00; the place has the organisation’s hours, and hears of it once, on Thursday.
    await clock.advanceTo('2026-11-19T09:00:00Z');
    expect(titles(place('#support')).at(-1)).toBe('F-1 · Acme Ltd: who can help?');
    const offer = inbox('grace').at(-1);
    expect(offer && buttonLabels(offer)).toEqual(['Take over', 'Reassign', 'Show']);
    await clock.advanceTo('2026-11-20T10:00:00Z');
    expect(titles(place('#support')).filter((title) => title.endsWith('who can help?'))).toHaveLength(1);

    const resolve = formOf(await press('ben', 'Resolve', place('#support')[0] ?? only([])));
    await fill('ben', resolve, {
      outcome: 'compensated',
      customerTold: 'Your money is on its way, and a month is on us.',
      rootCauseCategory: 'process',
      rootCause: 'Refunds over 500 wait for a signature nobody knew of.',
      prevention: 'The refund form names who signs.',
    });
    const news = only(place('#news'));
    expect(news.title).toBe('F-1 · Acme Ltd · made good');
    for (const words of [
      'The refund never came. @everyone look!',
      'a month is on us',
      'Resolved by Ben',
      'names who signs',
    ]) {
      expect(text(news)).toContain(words);
    }
    expect(place('#support')[0]).toMatchObject({ title: 'F-1 · Acme Ltd · resolved', tone: 'good' });

    const silent = inbox('ben').length;
    await clock.advanceTo('2026-12-01T12:00:00Z');
    expect(inbox('ben')).toHaveLength(silent);

    await fill('dana', formOf(await press('dana', 'Reopen', place('#support')[0] ?? only([]))), {
      why: 'It never reached their bank.',
    });
    expect(text(inbox('ben').at(-1))).toContain('It never reached their bank.');
    expect(only(place('#news')).title).toBe('F-1 · Acme Ltd · reopened');
    expect(text(place('#support')[0])).toContain('New');
    await clock.advance({ hours: 6 });
    expect(titles(inbox('ben')).at(-1)).toBe('F-1 · Acme Ltd: have you seen it?');

    const history = text(cardOf(await press('dana', 'History', place('#support')[0] ?? only([]))));
    for (const line of [
      'Dana captured it',
      'Routed to Maya',
      'Maya is on it',
      'Maya handed it to Ben',
      'Ben resolved it',
      'Dana opened it again',
    ]) {
      expect(history).toContain(line);
    }
    expect(titles(threads('#support'))).toEqual([
      'F-1 is being worked on',
      'F-1 has a new owner',
      'F-1 is overdue',
      'F-1 is resolved',
      'F-1 is open again',
    ]);
  });

  test('is captured from what somebody wrote, with its words, author and link, and only once', async () => {
    const { write, capture, fill, place, say } = await begin(harbourLights);
    const said = write('ani', 'Bolt says: the lamp is <dim> & cold', '#support');
    const form = formOf(await capture('dana', said));
    expect(form.fields[0]).toMatchObject({ value: said.text });
    expect(formToText(form)).toContain('Ani wrote this, and the link to it comes along.');
    const thanks = cardOf(await fill('dana', form, { text: said.text, customer: 'Bolt' }));
    expect(thanks.title).toBe('Thank you. This is F-1.');
    const card = text(only(place('#support')));
    for (const words of ['Bolt', said.text, 'Ani', 'where it was said']) expect(card).toContain(words);
    const again = cardOf(await capture('ben', said));
    expect(again.title).toBe('F-1 · Bolt · new');
    expect(text(again)).toContain(said.text);
    expect(place('#support')).toHaveLength(1);
    expect(text(cardOf(await say('ben', 'feedback list', '#support')))).toContain('F-1 · Bolt');
  });

  test('is corrected: withdrawn and brought back, edited, and joined with the one that says the same', async () => {
    const { say, press, fill, place, inbox } = await begin(harbourLights, '2026-11-16T10:00:00Z');
    const thanks = cardOf(await say('dana', 'feedback "The lift is loud" customer:Acme owner:@maya', '#support'));
    await fill('dana', formOf(await press('dana', 'Withdraw', thanks)), { because: 'notFeedback' });
    expect(only(place('#support')).title).toBe('F-1 · Acme · withdrawn');
    expect(buttonLabels(only(inbox('maya')))).toEqual(['Bring back', 'History']);
    await press('maya', 'Bring back', only(inbox('maya')));
    const edit = formOf(await press('dana', 'Edit', cardOf(await press('dana', 'Correct', only(place('#support'))))));
    await fill('dana', edit, { text: 'The lift is loud at night', customer: 'Bolt', severity: 'high' });
    expect(only(place('#support')).title).toBe('F-1 · Bolt · new');
    expect(text(only(place('#support')))).toContain('loud at night');
    await say('ben', 'feedback "Lift noise all night" customer:Initech owner:@maya', '#support');
    await say('ben', 'feedback same F-2 F-1', '#support');
    expect(place('#support').map(({ title }) => title)).toEqual(['F-1 · Bolt · new', 'F-2 · Initech · part of F-1']);
    expect(text(place('#support')[0])).toContain('Lift noise all night');
    const history = text(cardOf(await press('dana', 'History', place('#support')[0] ?? only([]))));
    for (const line of ['Dana withdrew it: not feedback', 'Maya brought it back', 'loud”', 'Ben joined F-2 with it']) {
      expect(history).toContain(line);
    }
    const asked = cardOf(await say('ben', 'feedback delete F-2', '#support'));
    expect(buttonLabels(asked)).toEqual(['Withdraw F-2', 'Capture it as words']);
    // A customer that is nearly known is asked about, and none is made unasked.
    const near = cardOf(await say('ben', 'feedback The key is stuck customer: Initec', '#support'));
    expect(buttonLabels(near)).toEqual(['Initech', 'New customer: Initec']);
    await press('ben', 'Initech', near);
    expect(titles(place('#support')).at(-1)).toBe('F-3 · Initech · new');
  });

  test.each([
    // The weekend on which Europe’s clocks go back an hour, and the one on which they go forward.
    ['2026-10-23T16:00:00Z', '2026-10-26T17:00:00Z'],
    ['2026-03-27T17:00:00Z', '2026-03-30T16:00:00Z'],
  ])(
    'captured at 17:00 on the Friday before the clocks change (%s) is due on Monday at 17:00',
    async (friday, monday) => {
      const { say, inbox, place, clock } = await begin(harbourLights, friday);
      await say('dana', 'feedback "Still waiting" owner:@maya', '#support');
      const almost = new Date(new Date(monday).getTime() - 1_000);
      await clock.advanceTo(almost);
      expect(only(place('#support')).title).toBe('F-1 · new');
      // Maya’s morning is 9:00 by her wall clock, whatever it is in UTC.
      expect(titles(inbox('maya')).filter((title) => title.endsWith('seen it?'))).toHaveLength(1);
      await clock.advanceTo(monday);
      expect(only(place('#support')).title).toBe('F-1 · overdue');
    },
  );
});
