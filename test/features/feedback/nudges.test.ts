import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, formOf, only, type Stage, text, titles } from '../../support/stage.js';

describeOnDatabase('Nudges', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    // Monday, 9:00 in London.
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T09:00:00Z' });
  });
  afterEach(() => stage.stop());

  const capture = (words: string, owner = '@maya') =>
    stage.say('dana', `feedback "${words}" owner:${owner}`, '#support');
  const nudges = (who: string) =>
    stage
      .inbox(who)
      .filter(
        ({ tone, title }) =>
          tone !== undefined && !/^F-\d+ · (new|overdue|resolved|being worked on|waiting)$|is open again$/.test(title),
      );

  test('that fall due together come as one message', async () => {
    for (const words of ['One', 'Two', 'Three']) await capture(words);
    await stage.clock.advanceTo('2026-11-16T15:00:00Z');
    expect(titles(nudges('maya'))).toEqual(['3 things need you']);
    expect(text(nudges('maya')[0])).toMatch(/One[\s\S]*Two[\s\S]*Three/);
  });

  test('of two rungs of one item are one line', async () => {
    await stage.clock.advanceTo('2026-11-16T18:00:00Z');
    await capture('Late in the day', '@ben');
    // 25 % at midnight, 75 % at 12:00, both before New York’s 9:00 on Tuesday (14:00 UTC).
    await stage.clock.advanceTo('2026-11-17T14:00:00Z');
    expect(titles(nudges('ben'))).toEqual(['F-1: the promise ends soon']);
  });

  /** Plans and enqueues what is due, and keeps the worker from sending it until `meanwhile` is over. */
  const heldUp = async (instant: string, meanwhile: () => Promise<void>) => {
    const delivery = stage.house.delivery as { drain: () => Promise<void> };
    const { drain } = delivery;
    delivery.drain = async () => {};
    stage.clock.moveTo(new Date(instant));
    for (const sweep of stage.house.sweeps) await sweep.run(stage.clock.now());
    await meanwhile();
    delivery.drain = drain;
    await delivery.drain();
  };
  const press = (who: string, verb: string) =>
    stage.interact(who, { kind: 'action', action: `feedback.${verb}`, value: 'F-1' });
  const resolve = async () => {
    await stage.fill('maya', formOf(await press('maya', 'resolve')), {
      outcome: 'fixed',
      customerTold: 'Done.',
      rootCauseCategory: 'other',
      rootCause: 'A wire.',
      prevention: 'A clamp.',
    });
  };
  const reopen = async () => stage.fill('dana', formOf(await press('dana', 'reopen')), { why: 'It is dark again.' });

  test.each([
    ['resolved', resolve],
    ['acknowledged', () => press('maya', 'acknowledge')],
    ['resolved and opened again', () => resolve().then(reopen)],
    [
      'handed over',
      async () => stage.fill('maya', formOf(await press('maya', 'handOver')), { to: stage.id('ben'), why: 'x' }),
    ],
    ['left behind by somebody who went away', () => stage.say('maya', 'away until:2026-11-20')],
  ])('are not sent about what was %s a second ago', async (_, change) => {
    await capture('Quick');
    await heldUp('2026-11-16T15:00:00Z', async () => void (await change()));
    expect(titles(nudges('maya'))).toEqual([]);
    expect(await database().models.reminder.count({ where: { state: { in: ['planned', 'queued'] } } })).toBe(0);
  });

  test('are sent about what is as it was, after the same delay', async () => {
    await capture('Quick');
    await heldUp('2026-11-16T15:00:00Z', async () => {});
    expect(titles(nudges('maya'))).toEqual(['F-1: have you seen it?']);
  });

  test('begin anew with each round', async () => {
    await capture('Quick');
    await stage.clock.advanceTo('2026-11-16T15:00:00Z');
    await resolve();
    await reopen();
    await stage.clock.advanceTo('2026-11-17T09:00:00Z');
    // 25 % and, just now, 75 % of the new promise, as one line; the one of the round before shows how it stands.
    expect(titles(nudges('maya'))).toEqual(['F-1: the promise ends soon']);
    expect(titles(stage.inbox('maya'))).toContain('F-1 · new');
  });

  test('stop on holidays and while the organisation does not work', async () => {
    await stage.say('grace', 'settings holidays:2026-11-17 days:mon-thu');
    await capture('Over the holiday');
    await stage.clock.advanceTo('2026-11-18T08:59:00Z');
    expect(stage.place('#support')[0]?.title).toBe('F-1 · new');
    await stage.clock.advanceTo('2026-11-18T09:00:00Z');
    expect(stage.place('#support')[0]?.title).toBe('F-1 · overdue');
  });

  test('follow a promise that was changed while it ran', async () => {
    await capture('Count anew');
    await stage.say('grace', 'settings holidays:2026-11-17');
    const history = cardOf(await stage.interact('ani', { kind: 'action', action: 'feedback.history', value: 'F-1' }));
    expect(text(history)).toContain('The settings changed: the promise now ends Wed 18 Nov 2026, 09:00 GMT.');
    await stage.clock.advanceTo('2026-11-18T08:59:00Z');
    expect(stage.place('#support')[0]?.title).toBe('F-1 · new');
    await stage.clock.advanceTo('2026-11-18T09:00:00Z');
    expect(stage.place('#support')[0]?.title).toBe('F-1 · overdue');
  });

  test('go to the delegate while the owner is away, who then has it', async () => {
    await capture('Away soon');
    await stage.say('maya', 'away until:2026-11-20 delegate:@dana');
    await stage.clock.advanceTo('2026-11-16T15:00:00Z');
    expect(titles(nudges('maya'))).toEqual([]);
    expect(titles(nudges('dana'))).toEqual(['F-1: have you seen it?']);
    expect(text(stage.place('#support')[0])).toContain('With @Dana, who stands in for Maya');
  });

  test('go by the rules again when the owner is away without a delegate', async () => {
    await stage.say('grace', 'route add words:export to:@maya,@dana by:turns name:exports');
    await stage.say('dana', 'feedback "The export is empty"', '#support');
    expect(text(only(stage.place('#support')))).toContain('@Maya');
    await stage.say('maya', 'away until:2026-11-20');
    await stage.clock.advanceTo('2026-11-16T15:00:00Z');
    expect(titles(nudges('dana'))).toEqual(['F-1: have you seen it?']);
  });

  test('wait for the morning of whoever comes back, when nobody else is there', async () => {
    await capture('Nobody else', '@grace');
    await stage.say('grace', 'away until:2026-11-19');
    await stage.clock.advanceTo('2026-11-19T08:59:00Z');
    expect(titles(nudges('grace'))).toEqual([]);
    await stage.clock.advanceTo('2026-11-19T09:00:00Z');
    expect(nudges('grace')).toHaveLength(1);
  });

  test('come once from two copies of the bot that sweep at the same moment', async () => {
    await capture('Twice?');
    stage.clock.moveTo(new Date('2026-11-16T15:00:00Z'));
    const { sweeps } = stage.house;
    for (const sweep of sweeps) {
      await Promise.all([sweep.run(stage.clock.now()), sweep.run(stage.clock.now()), sweep.run(stage.clock.now())]);
    }
    await stage.house.delivery.drain();
    expect(titles(nudges('maya'))).toEqual(['F-1: have you seen it?']);
  });

  test('of a ladder that was set otherwise follow it', async () => {
    await stage.say('grace', 'settings ladder:"50% owner and champion; 100% place; 200% owner, every working day"');
    await capture('Another ladder');
    await stage.clock.advanceTo('2026-11-16T20:59:00Z');
    expect(nudges('maya')).toEqual([]);
    // Half of 24 h is 21:00, told in London’s morning.
    await stage.clock.advanceTo('2026-11-17T09:00:00Z');
    // By then the promise has ended, and that is what it says.
    expect(titles(nudges('maya'))).toEqual(['F-1: the promise has ended']);
    expect(titles(stage.inbox('grace'))).toContain('F-1: needs a hand');
    expect(titles(stage.place('#support')).at(-1)).toBe('F-1: who can help?');
  });

  test('of what a longer week makes overdue come at once, to owner and champion', async () => {
    await stage.clock.advanceTo('2026-11-20T16:00:00Z');
    await capture('On Friday afternoon');
    await stage.clock.advanceTo('2026-11-21T18:00:00Z');
    await stage.say('grace', 'settings days:mon-sun');
    await stage.clock.advanceTo('2026-11-22T09:00:00Z');
    expect(stage.place('#support')[0]).toMatchObject({ title: 'F-1 · overdue', tone: 'bad' });
    expect(titles(stage.threads('#support'))).toContain('F-1 is overdue');
    expect(titles(nudges('maya'))).toEqual(['F-1: the promise has ended']);
    expect(titles(stage.inbox('grace'))).toEqual(['F-1: needs a hand']);
  });

  test('of a ladder that says nothing at the promise’s end leave the living card to turn red', async () => {
    await stage.say('grace', 'settings ladder:"300% owner, every working day"');
    await capture('Another ladder');
    await stage.clock.advanceTo('2026-11-17T09:00:00Z');
    expect(stage.place('#support')[0]).toMatchObject({ title: 'F-1 · overdue', tone: 'bad' });
    expect(nudges('maya')).toEqual([]);
  });

  test('about an item that is long past its promise go on every working day, and not on others', async () => {
    await capture('Nobody answers');
    await stage.clock.advanceTo('2026-11-30T12:00:00Z');
    const days = nudges('maya').length;
    // 25 %; 75 % and 100 % together on Tuesday; from Wednesday 18th each working morning until Monday 30th.
    expect(days).toBe(1 + 1 + 9);
    // At 100 %, then every second time; 300 % falls on one of these mornings.
    expect(nudges('grace').filter(({ title }) => title.includes('needs a hand')).length).toBe(1 + 4);
  });
});
