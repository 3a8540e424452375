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

describeOnDatabase('A piece of feedback', (database) => {
  let stage: Stage;
  let living: () => Card;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
    living = () => stage.place('#support')[0] ?? only([]);
    await stage.say('dana', 'feedback "The export is empty" customer:Acme owner:@maya', '#support');
  });
  afterEach(() => stage.stop());

  const resolve = async (who = 'maya', values: Record<string, string> = resolution) =>
    stage.fill(who, formOf(await stage.press(who, 'Resolve', living())), values);

  test.each(['I’m on it', 'Hand over', 'Wait for customer', 'Resolve'])(
    'answers “%s” of somebody whose it is not with whose it is, and changes nothing',
    async (label) => {
      const before = living();
      const answer = text(cardOf(await stage.press('ani', label, before)));
      expect(answer).toContain('Only Maya, who owns F-1, or Grace, the champion, can do that');
      expect(living()).toEqual(before);
    },
  );

  test('is done once by a doubled click', async () => {
    const card = living();
    expect((await stage.press('maya', 'I’m on it', card)).kind).toBe('done');
    expect(text(cardOf(await stage.press('maya', 'I’m on it', card)))).toContain('already being worked on');
    expect(titles(stage.threads('#support'))).toEqual(['F-1 is being worked on']);
  });

  test('is resolved only with everything that the next meeting needs', async () => {
    const reply = await resolve('maya', { outcome: 'solved', customerTold: ' ', rootCauseCategory: 'product' });
    expect(reply).toMatchObject({ kind: 'fieldErrors' });
    expect(reply.kind === 'fieldErrors' && Object.keys(reply.errors).sort()).toEqual([
      'customerTold',
      'outcome',
      'prevention',
      'rootCause',
    ]);
    expect(living().title).toBe('F-1 · Acme · new');
  });

  test('says so when it was resolved while a form was open', async () => {
    const late = formOf(await stage.press('maya', 'Wait for customer', living()));
    const second = formOf(await stage.press('grace', 'Resolve', living()));
    await resolve();
    for (const reply of [
      await stage.fill('maya', late, { until: '2026-11-20' }),
      await stage.fill('grace', second, resolution),
      await stage.interact('maya', { kind: 'action', action: 'feedback.acknowledge', value: 'F-1' }),
    ]) {
      expect(JSON.stringify(reply)).toContain('F-1 was resolved in the meantime');
    }
    expect(stage.place('#support').filter(({ title }) => title.endsWith('fixed'))).toHaveLength(1);
  });

  test('two people who resolve it at the same moment resolve it once', async () => {
    const forms = [
      formOf(await stage.press('maya', 'Resolve', living())),
      formOf(await stage.press('grace', 'Resolve', living())),
    ];
    const [mine, hers] = forms;
    if (!mine || !hers) throw new Error('two forms');
    const replies = await Promise.all([stage.fill('maya', mine, resolution), stage.fill('grace', hers, resolution)]);
    expect(replies.map(({ kind }) => kind).sort()).toEqual(['done', 'fieldErrors'].sort());
    expect(titles(stage.threads('#support')).filter((title) => title === 'F-1 is resolved')).toHaveLength(1);
  });

  test.each([
    ['2026-11-16', /after today/],
    ['2026-11-15', /after today/],
    ['2026-12-01', /at most 14 days/],
    ['some day', /day/],
    ['', /day/],
  ])('does not wait until %j', async (until, problem) => {
    const form = formOf(await stage.press('maya', 'Wait for customer', living()));
    const reply = await stage.fill('maya', form, { until });
    expect(reply.kind === 'fieldErrors' && reply.errors.until).toMatch(problem);
  });

  test('that waits tells a new owner that it is theirs, what is waited for, and leaves the old one out of the choice', async () => {
    const waiting = formOf(await stage.press('maya', 'Wait for customer', living()));
    await stage.fill('maya', waiting, { until: '2026-11-26', why: 'They send a file.' });
    const handing = formOf(await stage.press('maya', 'Hand over', living()));
    expect(handing?.fields[0]).toMatchObject({ kind: 'person', except: stage.id('maya') });
    await stage.fill('maya', handing, { to: stage.id('ani'), why: 'I am off.' });
    const card = text(stage.inbox('ani').at(-1) ?? living());
    expect(card).toContain('F-1 is yours. We wait for the customer.');
    expect(card).toContain('They send a file.');
  });

  test('waits with its clock standing, and goes on by itself in its owner’s morning', async () => {
    const form = formOf(await stage.press('maya', 'Wait for customer', living()));
    await stage.fill('maya', form, { until: '2026-11-26', why: 'They send a file.' });
    expect(text(living())).toContain('Waiting for the customer until');
    expect(buttonLabels(living())).toEqual(['Customer answered', 'Hand over', 'Resolve', 'Correct', 'History']);
    const posts = stage.postCount('maya');
    await stage.clock.advanceTo('2026-11-26T08:59:59Z');
    expect(stage.postCount('maya')).toBe(posts);
    await stage.clock.advanceTo('2026-11-26T09:00:00Z');
    expect(living().title).toBe('F-1 · Acme · new');
    expect(titles(stage.inbox('maya')).at(-1)).toBe('F-1 is being worked on again');
    // Six of 24 hours later the first reminder comes, because nobody said they are on it.
    await stage.clock.advanceTo('2026-11-26T15:00:00Z');
    expect(titles(stage.inbox('maya')).at(-1)).toBe('F-1 · Acme: have you seen it?');
  });

  test('goes on at once when the customer answers', async () => {
    const form = formOf(await stage.press('maya', 'Wait for customer', living()));
    await stage.fill('maya', form, { until: '2026-11-26' });
    await stage.press('maya', 'Customer answered', living());
    expect(titles(stage.threads('#support')).at(-1)).toBe('F-1 is being worked on again');
    await stage.clock.advanceTo('2026-11-17T10:00:00Z');
    expect(living().title).toBe('F-1 · Acme · overdue');
  });

  test.each([
    ['maya', /already with Maya/],
    ['nobody', /nobody|There is no/i],
  ])('is not handed over to %s', async (to, problem) => {
    const form = formOf(await stage.press('maya', 'Hand over', living()));
    const reply = await stage.fill('maya', form, { to: to === 'maya' ? stage.id('maya') : to, why: 'x' });
    expect(reply.kind === 'fieldErrors' && reply.errors.to).toMatch(problem);
  });

  test('is not handed over to somebody who is away', async () => {
    await stage.say('ben', 'away until:2026-11-20');
    const form = formOf(await stage.press('maya', 'Hand over', living()));
    const reply = await stage.fill('maya', form, { to: stage.id('ben'), why: 'x' });
    expect(reply.kind === 'fieldErrors' && reply.errors.to).toMatch(/Ben is away until/);
  });

  test('is taken over by the champion and by nobody else', async () => {
    const take = { kind: 'action', action: 'feedback.takeOver', value: 'F-1' } as const;
    expect(text(cardOf(await stage.interact('maya', take)))).toContain('for the champion, Grace');
    await stage.interact('grace', take);
    expect(text(living())).toContain('Taken over by @Grace from Maya');
  });

  test('comes in the list, by owner, customer, topic and words, a page at a time', async () => {
    for (let count = 2; count <= 13; count += 1) {
      await stage.say('dana', `feedback "Number ${count} is late" customer:Beta topic:speed`, '#support');
    }
    const list = async (line: string) => cardOf(await stage.say('maya', `feedback list ${line}`));
    expect((await list('')).title).toBe('Open feedback (13)');
    expect((await list('mine')).title).toBe('Your feedback (1)');
    expect((await list('customer:BETA topic:Speed')).title).toBe('Open feedback (12)');
    expect((await list('open number 12')).title).toBe('Open feedback (1)');
    expect((await list('100%_')).title).toBe('All feedback');
    expect((await list('overdue')).summary).toBe('Nothing is overdue. Every promise holds.');
    expect(text(await list('customer:Bta'))).toContain('Did you mean customer:Beta?');
    const first = await list('');
    expect(text(first)).toContain('Page 1 of 2');
    const second = cardOf(await stage.press('maya', 'Next', first));
    expect(text(second)).toContain('F-1 · Acme');
  });

  test('is in what its owner owes, and in what one knows of its customer', async () => {
    const owed = text(cardOf(await stage.say('maya', 'owe')));
    expect(owed).toContain('The export is empty');
    // Whoever reads it knows whose it is.
    expect(owed).not.toContain('Maya');
    expect(text(cardOf(await stage.say('ani', 'owe')))).not.toContain('The export is empty');
    expect(text(cardOf(await stage.say('ani', 'who acme')))).toContain('The export is empty');
  });
});
