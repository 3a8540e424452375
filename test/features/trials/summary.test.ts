/** Before everybody has it: who is asked for the summary, who is told what became of their words, and what meetings and profiles show. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { buttonLabels, cardOf, formOf, only, text, titles } from '../../support/stage.js';
import { startTrials, type TrialStage } from './start-trials.js';

describeOnDatabase('Before an early test ends', (database) => {
  let stage: TrialStage;
  /** Acme said yes on Monday 16 November. */
  beforeEach(async () => {
    stage = await startTrials(database());
    await stage.say('grace', 'trial "New invoices" until:2026-12-04 for:I-1 owner:@maya');
    await stage.say('grace', 'trial invite T-1 all');
    await stage.face.post(stage.links('ben').get('Ann Archer at Acme') ?? '', { answer: 'yes' });
    await stage.clock.advance({ minutes: 1 });
  });
  afterEach(() => stage.stop());

  const asked = (who = 'maya') => stage.inbox(who).filter(({ title }) => title.includes('what did they say'));

  test('whoever runs it is asked three working days before its last day, with the figures, and again each working day', async () => {
    await stage.say('dana', 'feedback "Now I see what I pay" customer:Acme owner:@ani', '#support');
    await stage.say('dana', 'score 9 customer:Acme');
    await stage.clock.advanceTo('2026-12-01T08:59:00Z');
    expect(asked()).toHaveLength(0);
    await stage.clock.advanceTo('2026-12-01T09:01:00Z');
    const card = only(asked());
    expect(text(card)).toContain('Invited: 2 customers: 1 takes part');
    expect(text(card)).toContain('Came of it: 1 piece of feedback, 1 score, 9.0 on average');
    expect(await stage.read('owe', 'maya')).toContain('T-1 · New invoices: what did they say, and what changed?');
    await stage.clock.advanceTo('2026-12-02T09:01:00Z');
    expect(asked()).toHaveLength(2);
    const form = formOf(await stage.press('maya', 'Write the summary', card));
    expect(form.intro).toContain('1 piece of feedback, 1 score, 9.0 on average');
    const missing = await stage.fill('maya', form, { said: 'They see what they pay.', changed: ' ' });
    expect(missing).toMatchObject({
      kind: 'fieldErrors',
      errors: { changed: expect.stringContaining('Please write what changed') },
    });
    const written = await stage.fill('maya', form, {
      said: 'They see what they pay.',
      changed: 'The total stands on top.',
    });
    expect(text(cardOf(written))).toContain('The total stands on top.');
    await stage.clock.advanceTo('2026-12-04T18:00:00Z');
    expect(asked().filter((each) => buttonLabels(each).includes('Write the summary'))).toHaveLength(0);
    expect(await stage.read('owe', 'maya')).not.toContain('T-1');
  });

  test('customers who took part are told, once, when everybody has it and in working hours', async () => {
    const told = () => stage.inbox('ben').filter(({ title }) => title.startsWith('Please tell'));
    await stage.say('maya', 'trial summary T-1 said:"Too many words" changed:"One page now"');
    await stage.clock.advanceTo('2026-12-05T12:00:00Z');
    expect(told()).toHaveLength(0);
    await stage.clock.advanceTo('2026-12-07T09:01:00Z');
    const card = only(told());
    expect(card.title).toBe('Please tell Acme what became of T-1 · New invoices');
    for (const words of ['Hello Ann Archer,', 'Too many words', 'One page now']) expect(text(card)).toContain(words);
    expect(text(card)).not.toContain('Bob');
    await stage.clock.advance({ days: 5 });
    expect(told()).toHaveLength(1);
    expect(await stage.read('trial T-1')).toContain('Told what became of it: 1 customer');
    expect(await stage.read('trial summary T-1 said:"Other" changed:"Words"', 'maya')).toContain(
      'Customers were told already',
    );
    expect(await stage.read('trial T-1 until:2027-01-08')).toContain('customers were told what became of it');
    const history = cardOf(await stage.interact('grace', { kind: 'action', action: 'trials.history', value: 'T-1' }));
    for (const line of ['Maya wrote what they said', 'Told Acme what became of their words.'])
      expect(text(history)).toContain(line);
  });

  test('ended before its last day, it is asked about at once, and told at once when that is written', async () => {
    await stage.say('grace', 'trial end T-1');
    await stage.clock.advance({ minutes: 1 });
    expect(only(asked()).title).toContain('T-1');
    expect(text(only(asked()))).toContain('Everybody has it now.');
    await stage.say('grace', 'trial summary T-1 said:"Nothing much" changed:"The total stands on top"');
    await stage.clock.advance({ minutes: 1 });
    expect(titles(stage.inbox('ben'))).toContain('Please tell Acme what became of T-1 · New invoices');
  });

  test('nobody is asked what came of a test in which nobody takes part', async () => {
    await stage.face.post(stage.links('ben').get('Ann Archer at Acme') ?? '', { answer: 'no' });
    await stage.clock.advanceTo('2026-12-20T12:00:00Z');
    expect(asked()).toHaveLength(0);
  });

  test('an owner who is away is replaced by the champion', async () => {
    await stage.say('maya', 'away until:2026-12-20');
    await stage.clock.advanceTo('2026-12-01T10:00:00Z');
    // The champion's message may hold other reminders too.
    const heard = (who: string) =>
      stage.inbox(who).some((card) => text(card).includes('T-1 · New invoices: what did they say'));
    expect([heard('maya'), heard('grace')]).toEqual([false, true]);
  });

  test('a meeting hears what was said in it while it goes on, and nothing where nothing was', async () => {
    await stage.say('grace', 'meeting every monday 15:00', '#support');
    const agenda = () =>
      stage
        .place('#support')
        .filter(({ blocks }) =>
          blocks.some((block) => block.kind === 'heading' && block.text.includes('In the empty chair')),
        )
        .at(-1);
    const headings = () => (agenda()?.blocks ?? []).flatMap((block) => (block.kind === 'heading' ? block.text : []));
    await stage.clock.advanceTo('2026-11-23T15:01:00Z');
    expect(headings().join()).not.toContain('Early tests');
    expect(headings().at(-1)).toBe('6 · What we promised');
    await stage.say('dana', 'feedback "Now I see what I pay" customer:Acme owner:@ani', '#support');
    await stage.say('dana', 'score 9 "So clear" customer:Acme');
    await stage.clock.advanceTo('2026-11-30T15:01:00Z');
    expect(headings().slice(-2)).toEqual(['6 · Early tests', '7 · What we promised']);
    expect(text(agenda())).toContain('T-1 · New invoices · 1 piece of feedback, 1 score');
    expect(text(agenda())).toContain('Now I see what I pay');
    await stage.press('grace', 'Close the meeting', agenda() ?? only([]));
    // What was not ticked comes again; over, it does not.
    await stage.clock.advanceTo('2026-12-07T15:01:00Z');
    expect(headings().join()).not.toContain('Early tests');
  });

  test('a customer’s profile and full history show their tests', async () => {
    expect(await stage.read('who Acme')).toContain('Early tests: T-1 · New invoices (takes part until Fri 4 Dec)');
    expect(await stage.read('who Globex')).toContain('T-1 · New invoices (invited, no answer yet)');
    const history = cardOf(await stage.press('grace', 'Full history', await stage.said('who Acme')));
    expect(text(history)).toMatch(/T-1 · New invoices\W+Takes part until Fri 4 Dec/);
  });
});
