import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { buttonLabels, cardOf, formOf, only, text, titles } from '../../support/stage.js';
import { type IdeaStage, startIdeas, trial } from './start-ideas.js';

describeOnDatabase('An experiment', (database) => {
  let stage: IdeaStage;
  beforeEach(async () => {
    stage = await startIdeas(database());
    await stage.post('ani', { title: 'Greet them by name' });
  });
  afterEach(() => stage.stop());

  const questions = (who: string) => titles(stage.inbox(who)).filter((title) => title.includes('Greet them by name:'));
  const errorsOf = (reply: Awaited<ReturnType<IdeaStage['act']>>) => (reply.kind === 'fieldErrors' ? reply : null);

  test('whose runner is away is asked of the delegate, and of the champion when nobody stands in', async () => {
    await stage.act('maya', 'try', { ...trial, runner: stage.id('ben') });
    expect(titles(stage.inbox('ben'))).toEqual(['Maya asks you to try I-1']);
    await stage.say('ben', 'away until:2026-12-01 delegate:@dana');
    await stage.clock.advanceTo('2026-11-27T09:00:00Z');
    expect(questions('ben')).toEqual([]);
    // Ben’s morning in New York, within Dana’s day in London.
    await stage.clock.advanceTo('2026-11-27T14:00:00Z');
    expect(questions('dana')).toEqual(['I-1 · Greet them by name: how did it go?']);
    expect(text(stage.inbox('dana').at(-1))).toContain(
      'The experiment of Ben ended on Fri 27 Nov, and they are not here.',
    );
    expect(text(cardOf(await stage.say('dana', 'owe')))).toContain('run by Ben');
    await stage.say('dana', 'away until:2026-12-04');
    await stage.clock.advanceTo('2026-11-30T14:00:00Z');
    expect(questions('grace')).toEqual(['I-1 · Greet them by name: is there a result yet?']);
    await stage.clock.advanceTo('2026-12-01T14:00:00Z');
    expect(questions('ben')).toEqual(['I-1 · Greet them by name: is there a result yet?']);
  });

  test('whose runner has left is asked of the champion, whoever stood in for an absence', async () => {
    await stage.act('maya', 'try', { ...trial, runner: stage.id('ben') });
    await stage.say('ben', 'away until:2026-12-11 delegate:@dana');
    await database().models.member.updateMany({ where: { id: stage.id('ben') }, data: { leftAt: stage.clock.now() } });
    await stage.clock.advanceTo('2026-11-27T16:00:00Z');
    expect([questions('dana').length, questions('grace').length]).toEqual([0, 1]);
  });

  test('that ends on a weekend is asked about on Monday, once, also after the bot was away for days', async () => {
    await stage.act('maya', 'try', { ...trial, endsOn: '2026-11-21' });
    await stage.clock.advanceTo('2026-11-23T08:59:59Z');
    expect(questions('maya')).toEqual([]);
    // Nothing ran until Thursday: one question, not four.
    stage.clock.moveTo(new Date('2026-11-26T10:00:00Z'));
    await stage.clock.advance({ seconds: 1 });
    expect(questions('maya')).toHaveLength(1);
  });

  test('is asked about once by two copies of the bot', async () => {
    await stage.act('maya', 'try', { ...trial, endsOn: '2026-11-17' });
    stage.clock.moveTo(new Date('2026-11-17T09:00:00Z'));
    const now = stage.clock.now();
    for (const sweep of stage.house.reminders.sweeps) await Promise.all([sweep.run(now), sweep.run(now)]);
    await stage.house.delivery.drain();
    expect(questions('maya')).toHaveLength(1);
  });

  test('that was answered, or moved on, before its question went out is not asked about', async () => {
    await stage.act('maya', 'try', trial);
    expect(errorsOf(await stage.act('maya', 'result', { valueAfter: '' }))?.errors).toEqual({
      valueAfter: 'Please write the value now.',
    });
    const late = formOf(await stage.act('maya', 'result'));
    await stage.act('maya', 'result', { valueAfter: '30 %' });
    expect(errorsOf(await stage.fill('maya', late, { valueAfter: '50 %' }))?.message).toBe(
      'The experiment of I-1 has its result already: Activation, 40 % → 30 %, worse.',
    );
    expect(stage.place('#support').at(-1)).toMatchObject({ tone: 'warning' });
    await stage.clock.advance({ minutes: 1 });
    await stage.act('maya', 'try', { ...trial, change: 'Twenty customers get it.' });
    await stage.act('ani', 'move', { to: 'parked', why: 'Not now.' });
    expect(text(only(stage.place('#support').filter(({ title }) => title.endsWith('parked'))))).toContain('Was to end');
    await stage.clock.advanceTo('2026-12-01T16:00:00Z');
    expect(questions('maya')).toEqual([]);
    expect(text(cardOf(await stage.act('maya', 'result')))).toContain('Nothing is being tried for I-1 now');
  });

  test.each([
    ['answered', 'result', { valueAfter: '50 %' }],
    ['given another date', 'moveEnd', { endsOn: '2026-12-24', why: 'More time.' }],
  ])('that is %s while its question is on its way is not asked about', async (_what, verb, values) => {
    await stage.act('maya', 'try', { ...trial, endsOn: '2026-11-17' });
    const form = formOf(await stage.act('maya', verb));
    stage.clock.moveTo(new Date('2026-11-17T09:00:00Z'));
    // Both sweeps ran and nothing was sent yet: what follows is read again just before sending.
    for (const name of ['ideas.experiment', 'reminders.messages']) {
      const sweep = stage.house.sweeps.find((each) => each.name === name);
      expect(await sweep?.run(stage.clock.now())).toBe(1);
    }
    await stage.fill('maya', form, values);
    expect(questions('maya')).toEqual([]);
  });

  test('can have another end date, and is asked about then', async () => {
    await stage.act('maya', 'try', { ...trial, endsOn: '2026-11-17' });
    await stage.clock.advanceTo('2026-11-18T12:00:00Z');
    expect(questions('maya')).toHaveLength(2);
    expect(errorsOf(await stage.act('maya', 'moveEnd', { endsOn: '2026-11-17', why: 'x' }))?.errors.endsOn).toContain(
      'after today',
    );
    await stage.act('maya', 'moveEnd', { endsOn: '2026-11-24', why: 'They were on holiday.' });
    expect(titles(stage.threads('#support')).at(-1)).toBe('I-1 has a new end date');
    expect(text(cardOf(await stage.say('maya', 'owe')))).not.toContain('Greet');
    await stage.clock.advanceTo('2026-11-23T16:00:00Z');
    // What asked for the old date says so, and asks nothing any more.
    const moved = stage.inbox('maya').filter(({ title }) => title === 'I-1 · Greet them by name · has another date');
    expect(moved.map(buttonLabels)).toEqual([[], []]);
    expect(questions('maya')).toEqual([]);
    await stage.clock.advanceTo('2026-11-24T09:00:00Z');
    expect(questions('maya')).toEqual(['I-1 · Greet them by name: how did it go?']);
  });

  test('whose end somebody else moves tells its runner, who is not told of their own doing', async () => {
    await stage.act('maya', 'try', { ...trial, runner: stage.id('ben') });
    await stage.act('ani', 'moveEnd', { endsOn: '2026-12-04', why: 'They were on holiday.' });
    const told = stage.inbox('ben').at(-1);
    expect(told?.title).toBe('Ani moved the end of your experiment with I-1');
    expect(text(told)).toContain('from Fri 27 Nov to Fri 4 Dec: They were on holiday.');
    expect(text(told)).toContain('Ends: Fri 4 Dec');
    const count = stage.inbox('ben').length;
    await stage.act('ben', 'moveEnd', { endsOn: '2026-12-11', why: 'One more week.' });
    expect(stage.inbox('ben')).toHaveLength(count);
  });

  test.each([
    ['the older', '2026-11-17', '2026-11-18'],
    ['the newer', '2026-11-18', '2026-11-17'],
  ])('a message that reminds of %s is never sent twice, whatever else it asks', async (_which, first, second) => {
    await stage.post('ani', { title: 'Wave back' });
    await stage.act('maya', 'try', { ...trial, endsOn: first }, 'I-1');
    await stage.act('maya', 'try', { ...trial, endsOn: second }, 'I-2');
    await stage.clock.advanceTo('2026-11-18T12:00:00Z');
    expect(stage.inbox('maya').at(-1)?.title).toBe('2 things need you');
    const sent = await database().models.delivery.findMany({
      where: { kind: 'reminders.message', livingKey: { not: null } },
      orderBy: { id: 'asc' },
    });
    expect(sent.map(({ atMostOnce }) => atMostOnce)).toEqual([true, true]);
  });

  test('has its result and its end set by those whom it concerns, and by nobody else', async () => {
    await stage.act('maya', 'try', trial);
    const words =
      'Only Maya, who runs it, or Grace, the champion, can enter its result\nTell them what you know about I-1.';
    for (const verb of ['result', 'moveEnd']) expect(text(cardOf(await stage.act('ben', verb)))).toContain(words);
    const form = formOf(await stage.act('maya', 'result'));
    const filled = await stage.fill('ben', form, { valueAfter: '50 %' });
    expect(filled).toMatchObject({ kind: 'fieldErrors', message: words.replace('\n', '. ') });
    // Author, champion, admin; and whoever stands in for its runner.
    for (const who of ['ani', 'grace', 'dana']) expect((await stage.act(who, 'result')).kind).toBe('form');
    await stage.say('maya', 'away until:2026-12-04 delegate:@ben');
    expect((await stage.act('ben', 'result')).kind).toBe('form');
    await stage.clock.advanceTo('2026-11-27T14:00:00Z');
    // Who was asked may answer, whoever stands in by now.
    await stage.say('maya', 'away until:2026-12-04 delegate:@dana');
    expect((await stage.act('ben', 'result', { valueAfter: '50 %' })).kind).toBe('done');
  });

  test('several that end together come as one message', async () => {
    await stage.post('ani', { title: 'Wave back' });
    for (const value of ['I-1', 'I-2']) await stage.act('maya', 'try', trial, value);
    await stage.clock.advanceTo('2026-11-27T09:00:00Z');
    const message = stage.inbox('maya').at(-1);
    expect(message?.title).toBe('2 things need you');
    expect(text(message)).toContain('I-2 · Wave back: where does “Activation” stand?');
  });

  test('is not begun with what nobody could measure', async () => {
    await database().models.member.updateMany({ where: { id: stage.id('ben') }, data: { leftAt: stage.clock.now() } });
    const wrongs: readonly (readonly [Record<string, string>, string, string])[] = [
      [{ endsOn: '2026-11-16' }, 'endsOn', 'That day is not after today'],
      [{ endsOn: '2028-01-01' }, 'endsOn', 'a year at most'],
      [{ endsOn: 'soon' }, 'endsOn', '“soon” is not a date.'],
      [{ valueBefore: ' ' }, 'valueBefore', 'its value today'],
      [{ valueBefore: 'abc' }, 'valueBefore', 'no number in it'],
      [{ metric: 'x'.repeat(201) }, 'metric', '201 characters is too long. The limit is 200.'],
      [{ change: 'a\u0000b' }, 'change', 'can’t be kept'],
      [{ better: 'bigger' }, 'better', 'higher or lower'],
      [{ runner: 'nobody-here' }, 'runner', 'nobody-here'],
      [{ runner: stage.id('ben') }, 'runner', 'Ben'],
    ];
    for (const [wrong, field, words] of wrongs) {
      expect(errorsOf(await stage.act('maya', 'try', { ...trial, ...wrong }))?.errors[field]).toContain(words);
    }
    expect(stage.place('#support')[0]?.title).toBe('I-1 · Greet them by name · new');
  });

  test('begins once when two people try the idea at the same moment', async () => {
    const forms = await Promise.all(['maya', 'ben'].map(async (who) => formOf(await stage.act(who, 'try'))));
    const replies = await Promise.all(
      ['maya', 'ben'].map((who, index) => stage.fill(who, forms[index] ?? formOf({ kind: 'done' }), trial)),
    );
    expect(replies.map(({ kind }) => kind).sort()).toEqual(['done', 'fieldErrors']);
    expect(JSON.stringify(replies)).toContain('I-1 is being tried since');
  });

  test('shows each reader the buttons that they may press, and tells a place once for whom they are', async () => {
    const labels = async (who: string) => buttonLabels(cardOf(await stage.say(who, 'idea I-1')));
    expect(await labels('ani')).toEqual(['Try it', 'Move on', 'History']);
    expect(await labels('dana')).toEqual(['Delights me too', 'Try it', 'Move on', 'History']);
    await stage.act('dana', 'support');
    expect(await labels('dana')).toEqual([
      'Take back my support',
      'Try it',
      'Move on',
      'History',
      'Take back a support',
    ]);
    await stage.act('maya', 'try', { ...trial, runner: stage.id('ben') });
    const measure = ['Enter the value', 'Move the date'];
    expect(await labels('maya')).toEqual(['Delights me too', 'Move on', 'History']);
    for (const who of ['ben', 'ani', 'grace']) expect((await labels(who)).slice(0, 2)).toEqual(measure);
    const posted = only(stage.place('#support'));
    expect(text(posted)).toContain('Ben, Ani or Grace can enter the value and move the date.');
    // What can't be hidden there is answered in words.
    expect(text(cardOf(await stage.press('maya', 'Move the date', posted)))).toContain(
      'Only Ben, who runs it, or Grace',
    );
    // Adopting is not offered to those who may not; a form from before is refused.
    const form = formOf(await stage.act('maya', 'move'));
    expect(JSON.stringify(form)).not.toContain('adopted');
    expect(JSON.stringify(form)).toContain('Only Ani, its author, or Grace, the champion, can adopt it.');
    expect(JSON.stringify(await stage.fill('maya', form, { to: 'adopted', why: 'x' }))).toContain('can adopt I-1');
    expect(JSON.stringify(formOf(await stage.act('ben', 'move')))).toContain('adopted');
  });
});
