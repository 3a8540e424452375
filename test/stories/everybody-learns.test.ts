/** A fortnight in which a team learns its customers: what many say, what is watched, who is new, and who is thanked. */
import { expect, test } from '@jest/globals';
import { playOnEachStage } from '../support/each-stage.js';
import { harbourLights } from '../support/harbour-lights.js';
import { cardOf, formOf, only, text, titles } from '../support/stage.js';

/** Six say the same in their own words, three say something else. */
const said = [
  'The login hangs every morning.',
  'Our login ends after ten minutes.',
  'Nobody can login from the front desk.',
  'The login asks for the password twice.',
  'Login takes a minute since the update.',
  'My login hangs on the phone.',
  'Breakfast was cold.',
  'The invoice names the wrong room.',
  'We like the new lamps.',
];

playOnEachStage('Everybody learns', (begin) => {
  test('what many say gets a name, an alert and an idea; who is new and who helped hear of it', async () => {
    const stage = await begin(harbourLights, '2026-11-16T10:00:00Z');
    const { say, press, fill, inbox, place, clock, id, house } = stage;
    const read = async (line: string, who = 'grace', where: string | null = null) =>
      text(cardOf(await say(who, line, where)));
    const began = (title: RegExp, where = '#support') => place(where).filter((card) => title.test(card.title));

    // Watched before it happens: told once when it begins, with the figure and what we do then.
    for (const [index, words] of said.entries())
      await say(
        'dana',
        `feedback "${words}" customer:"${index % 2 === 0 ? 'Acme' : 'Globex'}" owner:@maya`,
        '#support',
      );
    await house.themes.findNow((await house.people.actorOf(id('grace')))?.organisationId ?? '');
    const themes = await read('themes');
    expect(themes).toMatch(/TH-1 · Login/);
    expect(
      await read('alert add "theme login > 5 a week" then:"Call the three largest"', 'grace', '#support'),
    ).toContain('Told to: #support');
    await clock.advance({ minutes: 2 });
    const alert = only(began(/^AL-1/));
    expect(text(alert)).toMatch(/It is: 6/);
    expect(text(alert)).toContain('Call the three largest');
    // It would be looked at each minute of the days that follow.
    expect(await read('alert remove AL-1')).toContain('Taken off');

    // The theme becomes an idea with its evidence, and the idea is adopted.
    const theme = cardOf(await say('ani', 'themes TH-1'));
    expect(text(theme)).toMatch(/login/i);
    const form = formOf(await press('ani', 'Make it an idea', theme));
    const idea = {
      title: 'Stay logged in at a front desk',
      touches: 'Acme and Globex',
      delights: 'Nobody waits at a desk',
    };
    const answered = await fill('ani', form, {
      ...Object.fromEntries(
        form.fields.flatMap((field) => ('value' in field && field.value ? [[field.name, field.value]] : [])),
      ),
      ...idea,
    });
    expect(text(cardOf(answered))).toContain('I-1');
    const living = cardOf(await say('grace', 'idea I-1'));
    expect(text(living)).toMatch(/F-\d/);
    await fill('grace', formOf(await press('grace', 'Move on', living)), { to: 'adopted', why: 'Six asked for it.' });

    // Ten things learned, by two: one of them would rather not be named.
    for (let each = 1; each <= 10; each += 1) {
      await say('ben', `learn They count in boxes, part ${each}`, '#support');
      await say('maya', `learn They pay in dram, part ${each}`, '#support');
    }
    await say('maya', 'honours off');
    await clock.advance({ minutes: 30 });
    expect(titles(began(/^Thank you/))).toEqual(['Thank you, Ben: 10 learnings about our customers']);
    // What was posted privately is thanked privately.
    expect(titles(inbox('ani'))).toEqual(['Your idea I-1 is adopted', 'Thank you, Ani: I-1 is adopted']);
    expect(titles(inbox('maya')).join()).not.toContain('Thank you');
    expect(await read('honours', 'ben')).toContain('What you were thanked for (1)');
    expect(await read('honours month', 'ben')).toMatch(/1 idea, 1 with evidence/);

    // Whoever is new hears of a customer, their words, their life and our promise, and is asked whom they talk with.
    await read('life add "Maya opens the front desk at six."');
    expect(await read('newcomers add @ben')).toContain('Ben gets to know our customers');
    await clock.advance({ days: 7 });
    const week = inbox('ben').filter((card) => text(card).includes('Your first week'));
    expect(titles(week)).toEqual([
      'Two customers to know',
      'What they said, in their own words',
      'How our customers live',
      'We answer within 24 hours',
      'Talk with one customer this month: who?',
    ]);
    expect(text(week[2])).toContain('Maya opens the front desk at six.');
    const talk = formOf(await press('ben', 'Choose', week.at(-1) ?? alert));
    expect(text(cardOf(await fill('ben', talk, { customer: 'Acme', due: '' })))).toContain('You talk with Acme');
  });
});
