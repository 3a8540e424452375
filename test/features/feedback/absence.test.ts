import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { buttonLabels, cardOf, createStage, formOf, only, type Stage, text, titles } from '../../support/stage.js';

describeOnDatabase('When somebody is not there', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    // Monday, 9:00 in London.
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T09:00:00Z' });
  });
  afterEach(() => stage.stop());

  const capture = (owner = '@maya') => stage.say('dana', `feedback "Nobody calls back" owner:${owner}`, '#support');
  const living = () => stage.place('#support')[0] ?? only([]);
  const handOver = async (from: string, to: string) => {
    const form = formOf(await stage.press(from, 'Hand over', living()));
    await stage.fill(from, form, { to: stage.id(to), why: 'They know the contract.' });
  };
  const leave = (handle: string) =>
    stage.house.people.connectWorkspace({
      ...harbourLights,
      members: harbourLights.members.map((member) =>
        member.handle === handle ? { ...member, hasLeft: true } : member,
      ),
    });
  const reopen = async (who: string) =>
    stage.fill(who, formOf(await stage.press(who, 'Reopen', living())), { why: 'It is not over.' });
  const resolve = async (who: string) =>
    stage.fill(who, formOf(await stage.press(who, 'Resolve', living())), {
      outcome: 'explained',
      customerTold: 'How it works.',
      rootCauseCategory: 'communication',
      rootCause: 'Nobody had said.',
      prevention: 'Now it is written down',
    });

  test('the delegate of a delegate is not looked for: the rules choose again', async () => {
    await stage.say('grace', 'route add words:calls to:@ani name:calls');
    await capture();
    await stage.say('maya', 'away until:2026-11-20 delegate:@dana');
    await stage.say('dana', 'away until:2026-11-20 delegate:@ben');
    await stage.clock.advanceTo('2026-11-16T15:00:00Z');
    expect(text(living())).toContain('With @Ani while Maya is away');
    expect(titles(stage.threads('#support'))).toEqual(['F-1 has a new owner']);
  });

  test('what somebody had who left goes by the rules, else to the champion, and not to a stand-in of old', async () => {
    await stage.say('maya', 'away until:2026-11-17 delegate:@dana');
    await stage.clock.advanceTo('2026-11-17T09:00:00Z');
    await capture();
    await leave('maya');
    await stage.clock.advanceTo('2026-11-17T15:00:00Z');
    expect(text(living())).toContain('With @Grace because Maya has left');
    expect(text(stage.threads('#support')[0])).toContain('Maya has left, so Grace has it now.');
    expect(titles(stage.inbox('grace'))).toContain('F-1: have you seen it?');
  });

  test('the champion hears of it in the morning of the day they are back', async () => {
    await capture();
    await stage.say('grace', 'away until:2026-11-20');
    await stage.clock.advanceTo('2026-11-20T08:59:00Z');
    expect(titles(stage.inbox('grace'))).toEqual([]);
    await stage.clock.advanceTo('2026-11-20T09:00:00Z');
    expect(titles(stage.inbox('grace'))).toEqual(['F-1: needs a hand']);
  });

  test('in the night, a hand-over takes no reminder from the champion or the place', async () => {
    await stage.say('grace', 'settings ladder:"75% champion; 90% place; 200% owner, every working day"');
    // 75 % is Tuesday 3:00, 90 % Tuesday 6:36, both before London’s morning.
    await capture();
    await stage.clock.advanceTo('2026-11-17T07:00:00Z');
    await handOver('maya', 'ani');
    await stage.clock.advanceTo('2026-11-17T09:00:00Z');
    expect(titles(stage.inbox('grace'))).toEqual(['F-1: needs a hand']);
    expect(text(stage.inbox('grace')[0])).toContain('F-1 is with Ani');
    expect(titles(stage.place('#support'))).toEqual(['F-1 · overdue', 'F-1: who can help?']);
  });

  test('nor does the new owner get what the one before was to hear', async () => {
    await stage.clock.advanceTo('2026-11-16T18:00:00Z');
    await capture();
    // 25 % is midnight; Maya hears at 9:00, unless she has passed it on by then.
    await stage.clock.advanceTo('2026-11-17T00:30:00Z');
    await handOver('maya', 'dana');
    await stage.clock.advanceTo('2026-11-17T09:00:00Z');
    expect(titles(stage.inbox('maya'))).toEqual(['F-1 is with Dana now']);
    expect(titles(stage.inbox('dana'))).toEqual(['F-1 · new']);
  });

  test('a champion who takes it over in the night is not told to have a word with themselves', async () => {
    // 100 % is Tuesday 21:30 and 150 % Wednesday 9:30: at 9:00 only the champion’s reminder would be due.
    await stage.clock.advanceTo('2026-11-16T21:30:00Z');
    await capture();
    await stage.clock.advanceTo('2026-11-17T22:00:00Z');
    await stage.interact('grace', { kind: 'action', action: 'feedback.takeOver', value: 'F-1' });
    await stage.clock.advanceTo('2026-11-18T09:00:00Z');
    expect(titles(stage.inbox('grace'))).toEqual(['F-1 · overdue']);
  });

  test('a champion who owns it gets each reminder once, as its owner', async () => {
    await capture('@grace');
    await stage.clock.advanceTo('2026-11-20T12:00:00Z');
    const reminders = titles(stage.inbox('grace')).slice(1);
    expect(reminders).toEqual([
      'F-1: have you seen it?',
      'F-1: the promise has ended',
      'F-1: 1 day late',
      'F-1: 2 days late',
      'F-1: 3 days late',
    ]);
    expect(buttonLabels(stage.inbox('grace')[1] ?? only([]))).toContain('I’m on it');
    expect(titles(stage.place('#support')).filter((title) => title.endsWith('who can help?'))).toHaveLength(1);
  });

  test('what is opened again goes to the delegate, and the history says so', async () => {
    await capture();
    await resolve('maya');
    await stage.say('maya', 'away until:2026-11-20 delegate:@dana');
    await reopen('ani');
    expect(titles(stage.inbox('dana'))).toContain('F-1 · new');
    expect(text(stage.threads('#support').at(-1))).toContain(
      'Ani opened it again and the promise starts again, with Dana.',
    );
  });

  test('each round of resolving is told once, in the same post', async () => {
    await stage.say('grace', 'settings news:#news');
    await capture();
    await resolve('maya');
    await reopen('dana');
    await resolve('maya');
    expect(titles(stage.place('#news'))).toEqual(['F-1 · explained']);
    await stage.say('grace', 'settings news:none');
    await reopen('dana');
    await resolve('maya');
    expect(stage.place('#news')).toHaveLength(1);
    expect(titles(stage.place('#support')).at(-1)).toBe('F-1 · explained');
  });

  test('keeps what was answered in the history when it is opened again', async () => {
    await capture();
    await resolve('maya');
    await reopen('dana');
    const history = text(cardOf(await stage.press('ani', 'History', living())));
    for (const words of ['How it works.', 'Nobody had said.', 'Now it is written down', 'in the playground: Maya']) {
      expect(history).toContain(words);
    }
    await stage.clock.advanceTo('2026-12-20T12:00:00Z');
    const last = cardOf(await stage.press('ani', 'History', living()));
    expect(text(last)).toMatch(/by the clock: Reminded Maya[\s\S]*Page 3 of 3/);
    const middle = cardOf(await stage.press('ani', 'Previous', last));
    expect(text(cardOf(await stage.press('ani', 'Previous', middle)))).toContain('Dana captured it');
  });
});
