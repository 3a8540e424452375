/** Tips: for whom they show, that told ones rest, that a slip is taken back, and what moved after they were told. */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { fittingTips, meanMovement, type TipFor } from '../../../src/features/customers/rules/tip.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, type Stage, text } from '../../support/stage.js';

// A year goes by day by day: everybody is looked at each night.
jest.setTimeout(120_000);

describe('Which tips fit', () => {
  const now = new Date('2026-11-16T10:00:00Z');
  const known = { now, eventCount: () => 0, fact: (name: string) => (name === 'plan' ? ['starter'] : []) };
  const tip: TipFor = {
    ...{ id: 't', text: 'Webinar', link: null, condition: 'plan = starter' },
    ...{ restDays: 90, toldAt: null, isUnwanted: false },
  };

  test.each([
    ['its condition holds', {}, true],
    ['its condition does not hold', { condition: 'plan = gold' }, false],
    ['this bot cannot read its condition', { condition: '((' }, false],
    ['it was told less than its rest ago', { toldAt: '2026-08-19T10:00:00.000Z' }, false],
    ['it has rested', { toldAt: '2026-08-18T10:00:00.000Z' }, true],
    ['it is none for them', { isUnwanted: true }, false],
  ])('%s', (_, change, fits) => {
    expect(fittingTips([{ ...tip, ...change }], known)).toHaveLength(fits ? 1 : 0);
  });

  test('at most three are shown, and means are of those with both numbers', () => {
    expect(
      fittingTips(
        Array.from({ length: 9 }, () => tip),
        known,
      ),
    ).toHaveLength(3);
    expect(meanMovement([])).toBeNull();
    expect(
      meanMovement([
        { before: 4, after: 9 },
        { before: 6, after: 6 },
      ]),
    ).toEqual({ before: 5, after: 7.5, count: 2 });
  });
});

describeOnDatabase('A tip', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
    await stage.say('dana', 'customer Acme attribute:industry=manufacturing attribute:new_users=5 owner:@ben');
    await stage.say('dana', 'customer Globex attribute:industry=retail');
  });
  afterEach(() => stage.stop());

  const said = async (line: string, who = 'dana') => text(cardOf(await stage.say(who, line)));
  const add = 'tip add "Offer the payroll webinar" when:"new_users >= 3 and industry = manufacturing" once:90d';

  test('shows for whom it fits, rests once it was told, and comes back after its rest', async () => {
    expect(await said(`${add} link:https://example.com/w`)).toContain('rests 90 days once they were told');
    const profile = cardOf(await stage.say('dana', 'who Acme'));
    expect(text(profile)).toMatch(/What would help them\n.*Offer the payroll webinar/);
    expect(await said('who Globex')).not.toContain('webinar');
    const noted = cardOf(await stage.press('dana', 'Told them', profile));
    expect(noted.title).toBe('Noted: they were told');
    expect(await said('who Acme')).not.toContain('webinar');
    expect(await said('tips')).toMatch(/1\. Offer the payroll webinar.*told once/s);
    expect(text(cardOf(await stage.press('dana', 'Take back', noted)))).toContain('Offer the payroll webinar');
    expect(await said('tips')).toContain('not told yet');
    await stage.press('dana', 'Told them', cardOf(await stage.say('dana', 'who Acme')));
    await stage.clock.advance({ days: 89 });
    expect(await said('who Acme')).not.toContain('webinar');
    await stage.clock.advance({ days: 1 });
    expect(await said('who Acme')).toContain('webinar');
  });

  test('is never offered again where it is none for them, until that is taken back', async () => {
    await said(add);
    const noted = cardOf(await stage.press('dana', 'Not for them', cardOf(await stage.say('dana', 'who Acme'))));
    await stage.clock.advance({ days: 400 });
    expect(await said('who Acme')).not.toContain('webinar');
    await stage.press('dana', 'Take back', noted);
    expect(await said('who Acme')).toContain('webinar');
  });

  test('stands on the owner’s card of something of theirs, and not in the place', async () => {
    await said(add);
    await stage.say('maya', 'feedback "The export is empty" customer:Acme owner:@ben', '#support');
    await stage.clock.advance({ seconds: 5 });
    const card = stage.inbox('ben').at(-1);
    expect(text(card)).toMatch(/What would help them\n.*webinar/);
    expect(text(stage.place('#support')[0])).not.toContain('webinar');
  });

  test('is listed with what moved within 60 days, before and after, with how many', async () => {
    await said('tip add "Call them" when:"industry = manufacturing or industry = retail"');
    const score = (customer: string, value: number) => said(`score ${value} customer:${customer}`);
    await score('Acme', 4);
    await score('Globex', 6);
    await stage.clock.advance({ days: 1 });
    for (const customer of ['Acme', 'Globex']) {
      await stage.press('dana', 'Told them', cardOf(await stage.say('dana', `who ${customer}`)));
    }
    await stage.clock.advance({ days: 1 });
    await score('Acme', 9);
    expect(await said('tips')).toContain('told 2 times · scores of 1 customer: 4 before, 9 after');
    await stage.clock.advance({ days: 61 });
    await score('Globex', 10);
    expect(await said('tips')).toContain('scores of 1 customer: 4 before, 9 after');
  });

  test('is removed by whoever added it or the champion, and put back', async () => {
    await said(add);
    expect(await said('tip remove 1', 'ani')).toContain('Only whoever added a tip');
    const shown = cardOf(await stage.say('dana', 'who Acme'));
    const removed = cardOf(await stage.say('dana', 'tip remove 1'));
    expect(await said('who Acme')).not.toContain('webinar');
    // A card of before still has the button.
    expect(text(cardOf(await stage.press('dana', 'Told them', shown)))).toContain('not there any more');
    await stage.press('dana', 'Put it back', removed);
    expect(await said('who Acme')).toContain('webinar');
    expect(await said('tip remove 1', 'grace')).toContain('The tip is removed');
    expect(await said('tip remove 7')).toContain('There is no tip of this number');
  });

  test.each([
    ['tip add', 'The tip is missing'],
    ['tip add Webinar', 'The condition is missing'],
    ['tip add Webinar when:"plan >>= 3"', 'can’t be'],
    ['tip add Webinar when:"flavour = 3"', 'No customer has a fact called “flavour”'],
    ['tip add Webinar when:"industry = retail" once:1h', 'A tip rests for 1 day'],
    ['tip add Webinar when:"industry = retail" link:javascript:alert(1)', 'This is not a link'],
    [`tip add "${'x'.repeat(301)}" when:"industry = retail"`, '301 characters are too long'],
  ])('%s is refused in words', async (line, words) => {
    expect(await said(line)).toContain(words);
    expect(await said('tips')).toContain('No tip yet');
    expect(await said('tips')).not.toContain('Scores are');
  });
});
