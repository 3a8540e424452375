/** Whoever is new gets to know the customers by a private card on each of five working days. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, formOf, type Stage, text, titles } from '../../support/stage.js';

describeOnDatabase('The first week', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    // A Monday.
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
  });
  afterEach(() => stage.stop());

  const weekOf = (who: string) => stage.inbox(who).filter((card) => text(card).includes('Your first week'));

  /** What three customers said; the last of it in confidence. */
  async function heard(): Promise<void> {
    await stage.say('grace', 'customer Globex segment:Hotels');
    await stage.say('grace', 'customer Acme');
    await stage.say('maya', 'feedback "The bill names the wrong room" customer:Globex', '#support');
    await stage.say('maya', 'feedback "Breakfast was cold" customer:Globex', '#support');
    await stage.say('maya', 'feedback "We love the new key cards" customer:Acme', '#support');
    await stage.say('maya', 'feedback "Our merger is a secret" customer:Acme confidential:yes', '#support');
  }

  test('is five private cards, one a working day, and ends with a promise to talk', async () => {
    await heard();
    await stage.say('grace', 'life add "Maya opens the front desk at six." link:https://example.com/desk');
    expect(cardOf(await stage.say('grace', 'newcomers add @ben')).title).toBe('Ben gets to know our customers');
    // Ben lives in New York, where it is five in the morning.
    await stage.clock.advanceTo('2026-11-16T13:59:00Z');
    expect(weekOf('ben')).toEqual([]);
    await stage.clock.advanceTo('2026-11-16T14:00:00Z');
    expect(titles(weekOf('ben'))).toEqual(['Two customers to know']);
    expect(text(weekOf('ben')[0] as never)).toContain('Globex (Hotels): said 2 things in 90 days, 2 of it still open');
    await stage.clock.advanceTo('2026-11-20T14:00:00Z');
    expect(titles(weekOf('ben'))).toEqual([
      'Two customers to know',
      'What they said, in their own words',
      'How our customers live',
      'We answer within 24 hours',
      'Talk with one customer this month: who?',
    ]);
    const all = weekOf('ben')
      .map((card) => text(card))
      .join('\n');
    for (const words of ['Breakfast was cold', 'We love the new key cards', 'Maya opens the front desk at six.'])
      expect(all).toContain(words);
    expect(all).not.toContain('merger');
    const last = weekOf('ben').at(-1) as never;
    const form = formOf(await stage.press('ben', 'Choose', last));
    expect(form.fields.find(({ name }) => name === 'customer')).toMatchObject({ value: 'Globex' });
    expect(cardOf(await stage.fill('ben', form, { customer: 'globex', due: '' })).title).toBe('You talk with Globex');
    expect(text(cardOf(await stage.say('ben', 'follow mine')))).toContain('Talk with Globex');
    expect(JSON.stringify(await stage.fill('ben', form, { customer: 'Acme', due: '' }))).toContain('follow mine');
    await stage.clock.advanceTo('2026-11-30T14:00:00Z');
    expect(weekOf('ben')).toHaveLength(5);
    expect(text(cardOf(await stage.say('ben', 'newcomers')))).toContain('Ben · will talk · 5 of 5 cards');
    expect(text(cardOf(await stage.say('grace', 'report')))).toMatch(/Began: 1\nGot all cards: 1/);
  });

  test('speaks also where nothing is written yet', async () => {
    await stage.say('grace', 'newcomers add @maya');
    await stage.clock.advanceTo('2026-11-20T14:00:00Z');
    expect(titles(weekOf('maya'))).toEqual([
      'Whom do we work for?',
      'What do customers say?',
      'How our customers live',
      'We answer within 24 hours',
      'Talk with one customer this month: who?',
    ]);
    expect(text(weekOf('maya')[2] as never)).toContain('with the keyboard alone');
  });

  test('waits over weekends and while somebody is away, and goes on where it was skipped', async () => {
    await stage.clock.advanceTo('2026-11-20T10:00:00Z');
    await stage.say('grace', 'newcomers add @maya');
    await stage.clock.advanceTo('2026-11-22T12:00:00Z');
    expect(weekOf('maya')).toHaveLength(1);
    await stage.say('maya', 'away until:2026-11-25');
    await stage.clock.advanceTo('2026-11-24T18:00:00Z');
    expect(weekOf('maya')).toHaveLength(1);
    await stage.clock.advanceTo('2026-11-26T18:00:00Z');
    const count = weekOf('maya').length;
    expect(count).toBeGreaterThan(1);
    const skipped = cardOf(await stage.press('maya', 'Skip the rest', weekOf('maya')[0] as never));
    await stage.clock.advanceTo('2026-12-01T18:00:00Z');
    expect(weekOf('maya')).toHaveLength(count);
    await stage.press('maya', 'Go on', skipped);
    await stage.clock.advanceTo('2026-12-02T18:00:00Z');
    expect(weekOf('maya')).toHaveLength(count + 1);
  });

  test('is given once, to whoever joins the place that was chosen', async () => {
    await stage.say('grace', 'settings newcomers-place:#support');
    const at = { organisationId: (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '' };
    const join = (who: string, place: string) =>
      stage.house.firstWeek.arrived({ ...at, memberId: stage.id(who), placeId: stage.id(place) });
    await join('maya', '#news');
    await join('dana', '#support');
    await join('dana', '#support');
    await stage.clock.advanceTo('2026-11-17T18:00:00Z');
    expect(weekOf('maya')).toEqual([]);
    expect(weekOf('dana')).toHaveLength(2);
    expect(cardOf(await stage.say('grace', 'newcomers add @dana')).title).toBe('Dana had the first week already');
  });

  test('has texts that the champion takes away and brings back, and nobody else', async () => {
    expect(text(cardOf(await stage.say('ben', 'life')))).toContain('life add');
    await stage.say('grace', 'life add "Rooms are cleaned at noon."');
    expect(cardOf(await stage.say('grace', 'life add "A film" link:ftp://x')).title).toContain('https://');
    const list = cardOf(await stage.say('grace', 'life'));
    expect(text(cardOf(await stage.say('ben', 'life')))).not.toContain('Take LT-1 away');
    const tried = await stage.interact('ben', { kind: 'action', action: 'firstWeek.removeLife', value: 'LT-1' });
    expect(cardOf(tried).title).toContain('Only the champion');
    const removed = cardOf(await stage.press('grace', 'Take LT-1 away', list));
    expect(text(cardOf(await stage.say('ben', 'life')))).not.toContain('Rooms are cleaned');
    await stage.press('grace', 'Bring it back', removed);
    expect(text(cardOf(await stage.say('ben', 'life')))).toContain('LT-1 Rooms are cleaned at noon.');
  });

  test('is nothing that one can skip without having it', async () => {
    expect(text(cardOf(await stage.say('ben', 'newcomers skip')))).toContain('newcomers add');
  });
});
