import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Card } from '../../../src/chat/card.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { buttonLabels, cardOf, createStage, formOf, only, type Stage, text, titles } from '../../support/stage.js';

const resolution = {
  outcome: 'fixed',
  customerTold: 'It works again.',
  rootCauseCategory: 'product',
  rootCause: 'A cache that never emptied.',
  prevention: 'It empties every night.',
};

/** Dana captures, Maya owns, Grace is the champion, Ani and Ben have nothing to do with it. */
describeOnDatabase('What went in by mistake', (database) => {
  let stage: Stage;
  let living: () => Card;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
    living = () => stage.place('#support')[0] ?? only([]);
    await stage.say('dana', 'feedback "The export is empty" customer:Acme owner:@maya', '#support');
  });
  afterEach(() => stage.stop());

  const said = async (who: string, line: string) => cardOf(await stage.say(who, line, '#support'));
  const withdraw = async (who: string, because = 'mistake') =>
    stage.fill(who, formOf(await stage.say(who, 'feedback withdraw F-1', '#support')), { because });

  test.each(['dana', 'maya', 'grace'])(
    'is withdrawn by %s, announced to nobody, and forgotten everywhere',
    async (who) => {
      await stage.say('grace', 'settings news:#news');
      const posts = ['dana', 'maya', 'grace'].map(stage.postCount);
      expect(cardOf(await withdraw(who, 'test')).title).toBe('F-1 is withdrawn: a test.');
      expect(living().title).toBe('F-1 · Acme · withdrawn');
      expect(buttonLabels(living())).toEqual(['Bring back', 'History']);
      expect(stage.inbox('maya')[0]?.title).toBe('F-1 · Acme · withdrawn');
      expect(stage.threads('#support')).toEqual([]);
      for (const line of ['feedback list', 'feedback list export', 'owe', 'who Acme', 'report']) {
        expect(text(await said('maya', line))).not.toMatch(/export is empty|1 captured|captured: 1/i);
      }
      expect(text(await said('maya', 'feedback list withdrawn'))).toContain('Withdrawn: a test');
      await stage.clock.advance({ hours: 24 * 8 });
      expect(['dana', 'maya', 'grace'].map(stage.postCount)).toEqual(posts);
      expect(stage.place('#news')).toEqual([]);
      expect(text(cardOf(await stage.press('ani', 'History', living())))).toContain('withdrew it: a test');
    },
  );

  test('is withdrawn by nobody else, and what is over already says so', async () => {
    expect(text(await said('ani', 'feedback withdraw F-1'))).toContain(
      'Only Dana (who captured it), Maya (its owner) or Grace (the champion) can correct F-1',
    );
    const form = formOf(await stage.say('maya', 'feedback withdraw F-1'));
    await withdraw('dana');
    const late = await stage.fill('maya', form, { because: 'test' });
    expect(late).toMatchObject({ kind: 'fieldErrors', message: expect.stringContaining('F-1 is withdrawn.') });
    expect(text(await said('maya', 'feedback withdraw F-1'))).toContain('feedback restore F-1');
  });

  test('is brought back as it was, with its clock running on', async () => {
    await stage.clock.advance({ hours: 2 });
    const card = cardOf(await withdraw('dana'));
    await stage.clock.advance({ hours: 10 });
    expect(cardOf(await stage.press('dana', 'Bring back', card)).title).toBe('F-1 is back.');
    expect(living().title).toBe('F-1 · Acme · new');
    expect(text(await said('maya', 'feedback list mine'))).toContain('The export is empty');
    // 22 of 24 hours are left.
    expect(text(living())).toContain('Tue 17 Nov 2026, 20:00');
  });

  test('and the only thing that named a customer, has the customer removed when somebody says so', async () => {
    const card = cardOf(await withdraw('dana'));
    expect(text(card)).toContain('Nothing else names Acme, who was new.');
    expect(cardOf(await stage.press('dana', 'Remove the customer', card)).title).toBe('Acme is removed.');
    expect(await database().models.customer.count({ where: { name: 'Acme' } })).toBe(0);
    expect(cardOf(await stage.press('dana', 'Bring back', card)).title).toBe('F-1 is back.');
    expect(living().title).toBe('F-1 · new');
    expect(await database().models.feedback.findFirstOrThrow()).toMatchObject({ customerId: null });
  });

  test('names a customer who stands elsewhere: they stay, also where that came later', async () => {
    const card = cardOf(await withdraw('dana'));
    await said('maya', 'feedback "The import is full" customer:Acme');
    const late = await stage.press('dana', 'Remove the customer', card);
    expect(JSON.stringify(late)).toContain('Something names Acme by now, so it stays.');
  });

  test('of somebody unnamed is kept without a customer, and says so, as learnings and scores are', async () => {
    const note = '“Anonymous” names nobody, so it is kept without a customer.';
    for (const line of ['feedback "The lamp is out"', 'learn "They count in boxes"', 'score 9']) {
      expect(text(await said('dana', `${line} customer:Anonymous`))).toContain(note);
    }
    expect(text(await said('maya', 'feedback edit F-1 customer:Anonymous'))).toContain('“Anonymous” names nobody');
    expect(await database().models.customer.count()).toBe(1);
  });

  test('of a mistyped customer leaves nobody behind when it is edited', async () => {
    const answer = await said('maya', 'feedback edit F-1 customer:Bolt');
    expect(buttonLabels(answer)).toContain('Remove the customer');
    expect(cardOf(await stage.press('maya', 'Remove the customer', answer)).title).toBe('Acme is removed.');
  });

  test('is edited by whoever may, and the history keeps both', async () => {
    const answer = await said('maya', 'feedback edit F-1 customer:Bolt topic:billing severity:high confidential:no');
    expect(answer.title).toBe('F-1 is edited.');
    expect(living().title).toBe('F-1 · Bolt · new');
    expect(text(living())).toContain('billing');
    const history = text(cardOf(await stage.press('ani', 'History', living())));
    expect(history).toContain(
      'Maya edited it: customer from Acme to Bolt; topic from none to billing; severity from normal to high.',
    );
    await said('maya', 'feedback edit F-1 topic:none');
    expect(text(living())).not.toContain('billing');
    expect(text(await said('ani', 'feedback edit F-1 topic:x'))).toContain('Only Dana');
  });

  test('keeps its words, which whoever captured them changes for 15 minutes and adds to afterwards', async () => {
    const edit = async (who: string, label = 'Edit') =>
      formOf(await stage.press(who, label, cardOf(await stage.press(who, 'Correct', living()))));
    const words = { customer: 'Acme', topic: '', severity: 'normal', confidential: false };
    expect((await edit('maya')).fields.map(({ name }) => name)).not.toContain('text');
    await stage.fill('dana', await edit('dana'), { ...words, text: 'The export is empty on Mondays' });
    expect(text(living())).toContain('The export is empty on Mondays');
    const open = await edit('dana');
    await stage.clock.advance({ minutes: 16 });
    const late = await stage.fill('dana', open, { ...words, text: 'Something else' });
    expect(late).toMatchObject({ kind: 'fieldErrors', errors: { text: expect.stringContaining('15 minutes') } });
    await stage.fill('dana', await edit('dana'), { ...words, addition: 'And on Tuesdays.' });
    expect(text(living())).toContain('on Mondays');
    expect(text(living())).toContain('And on Tuesdays.');
    const history = text(cardOf(await stage.press('dana', 'History', living())));
    expect(history).toContain('the words, before: “The export is empty”');
    expect(history).toContain('added: “And on Tuesdays.”');
  });

  test('becomes confidential everywhere at once, also where it was told', async () => {
    await stage.say('grace', 'settings news:#news');
    await stage.fill('maya', formOf(await stage.press('maya', 'Resolve', living())), resolution);
    expect(text(only(stage.place('#news')))).toContain('The export is empty');
    await said('maya', 'feedback edit F-1 confidential:yes');
    for (const card of [living(), only(stage.place('#news')), await said('ani', 'feedback F-1')]) {
      expect(text(card)).not.toContain('export is empty');
    }
  });

  test('is joined with the one that says the same: one owner, both voices', async () => {
    await stage.clock.advance({ hours: 3 });
    await stage.say('ben', 'feedback "My export has no rows" customer:Bolt owner:@ani', '#support');
    const form = formOf(await stage.press('dana', 'Same as …', cardOf(await stage.press('dana', 'Correct', living()))));
    expect(form.fields[0]).toMatchObject({ name: 'likely', options: [{ value: 'F-2' }] });
    const joined = cardOf(await stage.fill('dana', form, { likely: 'F-2' }));
    expect(joined.title).toBe('F-1 is a part of F-2 now.');
    const [part, whole] = stage.place('#support');
    expect(part?.title).toBe('F-1 · Acme · part of F-2');
    expect(part && buttonLabels(part)).toEqual(['Show F-2', 'Bring back', 'History']);
    for (const words of ['My export has no rows', 'The export is empty', 'Acme (F-1, the same)']) {
      expect(text(whole)).toContain(words);
    }
    // Acme has waited longest: the promise is theirs.
    expect(text(whole)).toContain('Tue 17 Nov 2026, 10:00');
    expect(text(await said('maya', 'feedback list'))).not.toContain('F-1');
    expect(text(await said('maya', 'who Acme'))).toContain('part of F-2');
    expect(titles(stage.threads('#support'))).toEqual(['F-2 was said by somebody else too']);
    await said('dana', 'feedback restore F-1');
    expect(stage.place('#support').map(({ title }) => title)).toEqual(['F-1 · Acme · new', 'F-2 · Bolt · new']);
    expect(text(stage.place('#support')[1])).not.toContain('The export is empty');
  });

  test('is joined only with what is open and there, and never with itself', async () => {
    await stage.say('ben', 'feedback "No rows" owner:@ani confidential:yes', '#support');
    expect(text(await said('dana', 'feedback same F-1 F-1'))).toContain('can’t be a part of itself');
    expect(text(await said('dana', 'feedback same F-1 F-9'))).toContain('There is no F-9 here');
    expect(text(await said('dana', 'feedback same F-1 F-2'))).toContain('There is no F-2 here');
    await stage.fill(
      'ani',
      formOf(await stage.press('ani', 'Resolve', stage.place('#support')[1] ?? only([]))),
      resolution,
    );
    expect(text(await said('grace', 'feedback same F-1 F-2'))).toContain('F-2 is resolved\nReopen it first');
  });

  test('looks like a command, and is captured only when somebody says so', async () => {
    const asked = await said('dana', 'feedback delete F-1');
    expect(asked.title).toBe('Is this what a customer said?');
    expect(buttonLabels(asked)).toEqual(['Withdraw F-1', 'Capture it as words']);
    expect(formOf(await stage.press('dana', 'Withdraw F-1', asked)).title).toBe('Withdraw F-1');
    expect(cardOf(await stage.press('dana', 'Capture it as words', asked)).title).toBe('Thank you. This is F-2.');
    expect(text(stage.place('#support')[1])).toContain('delete F-1');
    expect((await said('dana', 'feedback f 1')).title).toBe('F-1 · Acme · new');
    expect(cardOf(await stage.say('dana', 'feedback "delete F-1"')).title).toBe('Thank you. This is F-3.');
    const words = await said('dana', 'feedback same problem again customer:"Harbour House"');
    await stage.press('dana', 'Capture it as words', words);
    expect(text(stage.place('#support')[2])).toContain('same problem again');
    expect(stage.place('#support')[2]?.title).toBe('F-4 · Harbour House · new');
  });

  test('is opened again only with a reason, which its owner hears in a message of its own', async () => {
    await stage.say('grace', 'settings news:#news');
    const resolve = async () => stage.fill('maya', formOf(await stage.press('maya', 'Resolve', living())), resolution);
    await resolve();
    const before = stage.postCount('maya');
    const form = formOf(await stage.press('ani', 'Reopen', living()));
    expect(await stage.fill('ani', form, { why: ' ' })).toMatchObject({ kind: 'fieldErrors' });
    await stage.fill('ani', form, { why: 'The rows are gone again.' });
    expect(stage.postCount('maya')).toBe(before + 1);
    const told = stage.inbox('maya').at(-1);
    expect(told?.title).toBe('F-1 · Acme is open again');
    expect(text(told)).toContain('Ani opened it again');
    expect(text(told)).toContain('The rows are gone again.');
    expect(only(stage.place('#news')).title).toBe('F-1 · Acme · reopened');
    await resolve();
    expect(only(stage.place('#news')).title).toBe('F-1 · Acme · fixed');
  });

  test('is said to have come back by its owner alone, who chooses from what says about the same', async () => {
    const asked = async (who: string, number: number) =>
      formOf(await stage.interact(who, { kind: 'action', action: 'feedback.resolve', value: `F-${number}` }));
    await stage.fill('maya', await asked('maya', 1), resolution);
    for (const words of ['The invoice shows last year', 'Our export is empty again'])
      await stage.say('dana', `feedback "${words}" customer:Acme owner:@maya`, '#support');
    expect((await asked('maya', 2)).fields.map(({ name }) => name)).not.toContain('cameBackFrom');
    const form = await asked('maya', 3);
    expect(form.fields.at(-1)).toMatchObject({ name: 'cameBackFrom', optional: true, options: [{ value: 'F-1' }] });
    expect(form.intro).toBe('Acme: “Our export is empty again”');
    await stage.fill('maya', form, { ...resolution, cameBackFrom: 'F-1' });
    expect(text(await said('ben', 'feedback F-3'))).toContain(
      'This came back. It is the same trouble as F-1, says Maya',
    );
    expect(await stage.fill('maya', await asked('maya', 2), { ...resolution, cameBackFrom: 'F-2' })).toMatchObject({
      errors: { cameBackFrom: expect.stringContaining('F-2 is not resolved') },
    });
  });

  test('counts once, however often the same form is sent', async () => {
    const form = formOf(await stage.say('dana', 'feedback', '#support'));
    const values = { text: 'The lamp flickers', severity: 'normal' };
    const replies = await Promise.all([1, 2, 3].map(() => stage.fill('dana', form, values)));
    expect(replies.map((reply) => cardOf(reply).title)).toEqual(Array(3).fill('Thank you. This is F-2.'));
    expect(stage.place('#support')).toHaveLength(2);
    const another = formOf(await stage.say('dana', 'feedback', '#support'));
    expect((await stage.fill('dana', another, { ...values, text: ' ' })).kind).toBe('fieldErrors');
    expect(cardOf(await stage.fill('dana', another, values)).title).toBe('Thank you. This is F-3.');
  });

  test('shows its buttons only to those who may press them', async () => {
    expect(buttonLabels(await said('ani', 'feedback F-1'))).toEqual(['History']);
    expect(buttonLabels(await said('dana', 'feedback F-1'))).toEqual(['Correct', 'History']);
    expect(buttonLabels(await said('maya', 'feedback F-1'))).toContain('Resolve');
  });

  test.each([true, false])('is taken back by removing a reaction only where one captured it: %s', async (atOnce) => {
    const message = { sourceId: 'm1', text: 'The key is stuck', author: 'Somebody' };
    const captured = await stage.interact(
      'dana',
      { kind: 'capture', message: { ...message, atOnce: true } },
      '#support',
    );
    if (!atOnce) {
      await stage.fill('dana', formOf(await stage.say('dana', 'feedback withdraw F-2', '#support')), {
        because: 'test',
      });
      const other = { ...message, sourceId: 'm2' };
      const form = formOf(await stage.interact('dana', { kind: 'capture', message: other }, '#support'));
      await stage.fill('dana', form, { text: 'The key is stuck', severity: 'normal' });
      await stage.interact('dana', { kind: 'capture', message: { ...other, atOnce: true } }, '#support');
      await stage.interact('dana', { kind: 'uncapture', sourceId: 'm2' }, '#support');
      expect((await said('dana', 'F-3')).title).toBe('F-3 · new');
      return;
    }
    expect(cardOf(captured).title).toBe('Thank you. This is F-2.');
    await stage.interact('dana', { kind: 'uncapture', sourceId: 'm1' }, '#support');
    expect((await said('dana', 'F-2')).title).toBe('F-2 · withdrawn');
  });
});
