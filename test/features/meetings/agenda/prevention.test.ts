/** What is resolved stays under "How do we prevent this?" until a meeting ticks it; what comes back says so. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../../support/database.js';
import { harbourLights } from '../../../support/harbour-lights.js';
import { planMeeting } from '../../../support/plan-meeting.js';
import { cardOf, createStage, formOf, only, type Stage, text } from '../../../support/stage.js';

describeOnDatabase('How do we prevent this?', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T09:30:00Z' });
  });
  afterEach(() => stage.stop());

  const resolve = async (
    name: string,
    { category = 'process', prevention = `prevented ${name}`, cameBackFrom = '' } = {},
  ) => {
    const form = formOf(await stage.interact('maya', { kind: 'action', action: 'feedback.resolve', value: name }));
    await stage.fill('maya', form, {
      outcome: 'fixed',
      customerTold: 'x',
      rootCauseCategory: category,
      rootCause: 'x',
      prevention,
      cameBackFrom,
    });
  };
  const capture = (words: string, more = '') =>
    stage.say('dana', `feedback "${words}" customer:Acme owner:@maya ${more}`, '#support');
  const agenda = (place = '#support') =>
    stage
      .place(place)
      .filter(({ title }) => title.startsWith('Weekly'))
      .at(-1) ?? only([]);
  const hold = async (startsAt: string, place = '#support') => {
    await planMeeting(stage, { startsAt, place, name: `Weekly ${place}` });
    await stage.clock.advanceTo(startsAt);
  };
  const note = async (words: string, place = '#support') => {
    const row = agenda(place).blocks.find(
      (block) => block.kind === 'row' && JSON.stringify(block.line).includes(words),
    );
    const value = row?.kind === 'row' && row.action?.kind === 'button' ? row.action.value : '';
    return stage.interact('ani', { kind: 'action', action: 'meetings.addNote', value });
  };

  test('it stays until it is discussed, and a reopened and resolved one comes again', async () => {
    await capture('late again');
    await resolve('F-1');
    await hold('2026-11-16T10:00:00Z');
    await hold('2026-11-17T10:00:00Z');
    expect(text(agenda())).toContain(
      'F-1 · Acme: “late again” – Fixed, Maya · How do we prevent this? So far: prevented F-1',
    );
    expect(await stage.fill('ani', formOf(await note('F-1')), { decision: ' ' })).toMatchObject({
      errors: { decision: 'Please write how it is prevented next time, or why it need not be.' },
    });
    await stage.fill('ani', formOf(await note('F-1')), { decision: 'A second lorry' });
    await hold('2026-11-18T10:00:00Z');
    expect(text(agenda())).toContain('Nothing was resolved since last time');
    await stage.fill(
      'dana',
      formOf(await stage.interact('dana', { kind: 'action', action: 'feedback.reopen', value: 'F-1' })),
      { why: 'Late again.' },
    );
    await resolve('F-1', { prevention: 'a third lorry' });
    await hold('2026-11-19T10:00:00Z');
    expect(text(agenda())).toContain('So far: a third lorry');
  });

  test('what its owner says came back is said so on item, news and agenda; the same customer and cause alone is not', async () => {
    await capture('first');
    await resolve('F-1');
    await capture('other cause');
    await resolve('F-2', { category: 'price' });
    await stage.say('dana', 'feedback "another customer" customer:Bolt owner:@maya', '#support');
    await resolve('F-3');
    await capture('again');
    await resolve('F-4', { cameBackFrom: 'F-1' });
    await capture('the same cause, and no return');
    await resolve('F-5');
    const words =
      'This came back. It is the same trouble as F-1, says Maya; that was resolved Mon 16 Nov 2026. The plan to prevent it was: prevented F-1';
    expect(text(cardOf(await stage.say('ben', 'feedback F-4')))).toContain(words);
    const news = stage.place('#support').filter(({ title }) => title.endsWith('fixed'));
    expect(news.map((card) => text(card).includes('This came back'))).toEqual([false, false, false, true, false]);
    await hold('2026-11-16T10:00:00Z');
    expect(text(agenda())).toContain('F-4 · Acme: “again” · came back, see F-1');
    await stage.fill('ani', formOf(await note('F-1 · Acme')), { decision: 'A second lorry' });
    const context = { interactionId: '', platform: 'playground' as const, place: null };
    const actor = await stage.house.people.actorOf(stage.id('ben'));
    const f4 = await database().models.feedback.findFirstOrThrow({ where: { number: 4 } });
    if (!actor) throw new Error('Ben is here.');
    const about = await stage.house.meetings.aboutFeedback?.(f4.id, { ...context, actor });
    expect(text({ title: 'about', summary: '', blocks: about?.blocks ?? [] })).toContain(
      'When F-1 was discussed, Weekly #support decided, Mon 16 Nov 2026: A second lorry',
    );
  });

  test('a confidential one is a number to everybody, and what came back from it says nothing of it', async () => {
    await capture('the director drinks', 'confidential:yes');
    await resolve('F-1', { prevention: 'secret plan' });
    await capture('in the open');
    await resolve('F-2', { cameBackFrom: 'F-1' });
    await hold('2026-11-16T10:00:00Z');
    const seen = JSON.stringify([agenda(), stage.place('#support')]);
    expect(text(agenda())).toContain('F-1, confidential');
    expect(seen).not.toMatch(/drinks|secret plan/);
    expect(text(agenda())).not.toContain('came back');
    const form = formOf(await note('F-1'));
    expect(JSON.stringify(form)).not.toMatch(/drinks|secret plan|Acme/);
    expect(text(cardOf(await stage.say('ben', 'feedback F-2')))).not.toContain('came back');
    // The champion may know of both.
    expect(text(cardOf(await stage.say('grace', 'feedback F-2')))).toContain('This came back');
    await stage.fill('ani', form, { decision: 'We look after each other' });
    await stage.press('ani', 'Close the meeting', agenda());
    expect(JSON.stringify(stage.threads('#support'))).not.toMatch(/drinks|secret plan/);
  });

  test('what was captured where nobody meets is spoken of by whoever meets next, and by them alone', async () => {
    await capture('nobody meets here');
    await resolve('F-1');
    await hold('2026-11-16T10:00:00Z', '#news');
    expect(text(agenda('#news'))).toContain('F-1 · Acme');
    await stage.fill('ani', formOf(await note('F-1 · Acme', '#news')), { decision: 'We meet' });
    await hold('2026-11-17T10:00:00Z', '#support');
    expect(text(agenda())).not.toContain('F-1 · Acme: “nobody meets here” – Fixed');
    // Nor is it asked again, because another place looked back at it.
    await hold('2026-11-18T10:00:00Z', '#news');
    expect(text(agenda('#news'))).not.toContain('F-1 · Acme: “nobody meets here” – Fixed');
  });

  test('what a place left unspoken that meets no more is spoken of by whoever meets next', async () => {
    await stage.say('grace', 'meeting every monday 10:00 zone:Europe/London name:Weekly', '#support');
    await capture('left over');
    await resolve('F-1');
    // Where it was captured they meet themselves: it is theirs.
    await hold('2026-11-16T09:45:00Z', '#news');
    expect(text(agenda('#news'))).not.toContain('F-1 · Acme: “left over” – Fixed');
    await stage.clock.advanceTo('2026-11-16T10:00:00Z');
    expect(text(agenda())).toContain('F-1 · Acme: “left over” – Fixed');
    await hold('2026-11-17T10:00:00Z', '#news');
    expect(text(agenda('#news'))).not.toContain('F-1 · Acme: “left over” – Fixed');
    await stage.say('grace', 'meeting stop', '#support');
    await hold('2026-11-18T10:00:00Z', '#news');
    expect(text(agenda('#news'))).toContain('F-1 · Acme: “left over” – Fixed');
  });
});
