/** Customers at risk, from the first sign to what those who know them say. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createRouter } from '../../../src/chat/router.js';
import { createLogger } from '../../../src/kernel/logger.js';
import type { Actor } from '../../../src/kernel/person.js';
import { inOrganisation } from '../../../src/storage/database.js';
import { makeCompany } from '../../support/company.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { buttonLabels, cardOf, createStage, only, type Stage, text } from '../../support/stage.js';

describeOnDatabase('A customer at risk', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
    await stage.say('dana', 'customer Acme owner:@ben');
  });
  afterEach(() => stage.stop());

  const said = async (line: string, who = 'grace') => cardOf(await stage.say(who, line));
  const read = async (line: string, who = 'grace') => text(await said(line, who));
  const questions = (who: string) => stage.inbox(who).filter(({ title }) => title.endsWith('may leave'));
  /** A promoter who has become a detractor: 60 points. */
  const unhappy = async (name: string) => {
    await stage.say('dana', `score 9 customer:"${name}" date:2026-10-01`);
    await stage.say('dana', `score 3 customer:"${name}"`);
  };
  const nextDay = (date = '2026-11-17') => stage.clock.advanceTo(`${date}T15:30:00Z`);

  test('is listed with reasons, and asked about on the same day, once, of who looks after them', async () => {
    expect(await read('risk')).toContain('Everybody is looked at for the first time early tomorrow');
    await unhappy('Acme');
    await nextDay();
    const listed = await read('risk');
    expect(listed).toContain('Customers at risk (1)');
    expect(listed).toContain('Acme · 60 points');
    expect(listed).toMatch(/Latest score 3, .*16 Nov.* · score fell from 9 to 3 · Ben/);
    expect(await read('risk Acm')).toContain('Acme · 60 points');
    expect(await read('risk mine')).toContain('None of your customers is at risk');
    expect(await read('risk mine', 'ben')).toContain('Acme · 60 points');
    const asked = only(questions('ben'));
    expect(buttonLabels(asked)).toEqual(['I’ll call', 'Known', 'Not so', 'Show what we know']);
    expect(text(asked)).toContain('40 points: Latest score 3');
    expect(await read('owe', 'ben')).toContain('Acme may leave: what do you say?');
    await stage.clock.advance({ days: 5 });
    expect(questions('ben')).toHaveLength(1);
  });

  test('is answered, changed and taken back; the report says how many were right', async () => {
    await unhappy('Acme');
    await nextDay();
    const answered = cardOf(await stage.press('ben', 'Not so', only(questions('ben'))));
    expect(text(answered)).toContain('Noted: it is not so.');
    expect(text(only(questions('ben')))).toContain('Answered: Not so.');
    expect(await read('owe', 'ben')).not.toContain('Acme may leave');
    expect(await read('report')).toMatch(/Right, say those who know them: 0 of 1, 0 %/);
    const changed = cardOf(await stage.press('ben', 'I’ll call', answered));
    expect(text(changed)).toContain('Ben will call them');
    expect(await read('report')).toMatch(/New: 1.*Asked about: 1, answered 1.*1 of 1, 100 %/s);
    expect(await read('risk')).toContain('Ben will call them');
    await stage.press('ben', 'Take it back', changed);
    expect(await read('report')).toContain('nobody answered yet');
  });

  test('is answered by nobody who has nothing to do with them', async () => {
    await unhappy('Acme');
    await nextDay();
    const card = cardOf(await stage.press('ani', 'Show', await said('risk', 'ani')));
    expect(buttonLabels(card)).toEqual(['Show what we know']);
    const [id] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(JSON.stringify(await said('risk'))) ?? [];
    const press = (who: string, value: string) => stage.interact(who, { kind: 'action', action: 'risk.answer', value });
    expect(text(cardOf(await press('ani', `${id} call`)))).toContain(
      'Only Ben, the champion and admins can answer that',
    );
    expect(text(cardOf(await press('grace', `${id} known`)))).toContain('Grace knew it');
    expect(text(cardOf(await press('grace', 'nonsense')))).toContain('risk shows who is at risk');
  });

  test('is shown to nobody of another organisation, and changed by nobody there', async () => {
    await unhappy('Acme');
    await nextDay();
    const [id = ''] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(JSON.stringify(await said('risk'))) ?? [];
    const other = await makeCompany(stage.house.people, { name: 'Other' });
    const { features } = stage.house;
    const { handle } = createRouter({ features, log: createLogger('silent'), championOf: async () => null });
    for (const [action, value] of [
      ['risk.show', id],
      ['risk.answer', `${id} no`],
    ] as const) {
      const context = await other.context('maya');
      const reply = await inOrganisation(other.organisationId, () =>
        handle({ kind: 'action', action, value }, context),
      );
      expect(text(cardOf(reply))).toContain('This customer is not here any more');
    }
    expect(await read('risk')).not.toContain('not so');
  });

  test('is no more, and within a month the same case again, of which nobody is asked anew', async () => {
    await unhappy('Acme');
    await nextDay();
    await stage.say('dana', 'score 9 customer:Acme');
    await nextDay('2026-11-18');
    expect(await read('risk')).toContain('Nobody is at risk');
    expect(text(only(questions('ben')))).toContain('Acme is not at risk any more.');
    await stage.say('dana', 'score 2 customer:Acme');
    await nextDay('2026-11-19');
    expect(await read('risk')).toContain('Acme · 60 points');
    expect(questions('ben')).toHaveLength(1);
    expect(await read('report')).toContain('New: 1');
  });

  test('counts what is confidential, and never its words', async () => {
    await stage.say('dana', 'settings risk-at:20');
    await stage.say(
      'dana',
      'feedback "It is awful, I am furious and very disappointed" customer:Acme confidential:yes',
    );
    await nextDay('2026-11-18');
    const listed = await read('risk');
    expect(listed).toContain('1 item overdue');
    expect(listed).not.toMatch(/frustrated|awful/);
    await stage.say('dana', 'feedback "It is awful, I am furious and very disappointed" customer:Acme');
    await nextDay('2026-11-19');
    expect(await read('risk')).toContain('last words sound frustrated');
  });

  test('is one of at most three a day for one person; where nobody looks after them, the champion is asked', async () => {
    const names = ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm'];
    for (const name of names) await unhappy(name);
    await nextDay();
    const asked = () =>
      names.filter((name) => stage.inbox('grace').some((card) => text(card).includes(`${name} may leave`)));
    expect(asked()).toHaveLength(3);
    expect((await read('owe')).match(/may leave/g)).toHaveLength(3);
    await nextDay('2026-11-18');
    expect(asked()).toEqual(names);
    expect(await read('risk')).toContain('nobody looks after them');
  });

  test('follows the weights: what weighs nothing is no reason, and everybody is looked at anew', async () => {
    await unhappy('Acme');
    await nextDay();
    expect(await read('settings')).toContain('Latest score 0 to 6: 40 points');
    expect(await read('settings risk-low-score:101')).toContain('Write 0 to 100');
    await stage.say('grace', 'settings risk-low-score:0');
    await stage.clock.advance({ minutes: 1 });
    expect(await read('risk')).toContain('Nobody is at risk');
  });

  test('stands on the web home by name, the heaviest first, and on walls as a number', async () => {
    const actor = await stage.house.people.actorOf(stage.id('ani'));
    if (!actor) throw new Error('Ani is missing.');
    const part = async (viewer: Actor | null) => {
      const parts = await stage.house.risk.homeParts?.({ organisationId: actor.organisationId, viewer });
      return parts?.[0];
    };
    expect((await part(actor))?.says).toContain('for the first time early tomorrow');
    await nextDay();
    expect(await part(actor)).toMatchObject({ figure: '0', says: 'Nobody is at risk.' });
    await unhappy('Acme');
    await unhappy('Bolt');
    await stage.say('dana', 'feedback "Still no refund. I am furious and very disappointed" customer:Bolt');
    await nextDay();
    await nextDay('2026-11-18');
    const shown = await part(actor);
    expect(shown?.says).toBe('2 customers are at risk.');
    expect(shown?.table?.rows.map(([name, points, , owner]) => [name, points, owner])).toEqual([
      ['Bolt', '75', 'nobody yet'],
      ['Acme', '60', 'Ben'],
    ]);
    const wall = await part(null);
    expect([wall?.figure, wall?.table]).toEqual(['2', undefined]);
  });
});
