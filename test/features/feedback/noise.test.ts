import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { buttonLabels, cardOf, createStage, type Stage, text, titles } from '../../support/stage.js';

/** Grace is the champion, Maya answers refunds; who is out of office is noise. */
describeOnDatabase('Noise', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
    await say('grace', 'route add words:"out of office" to:nobody name:"out of office"');
    await say('grace', 'route add words:refund to:@maya name:money');
  });
  afterEach(() => stage.stop());

  const say = async (who: string, line: string) => cardOf(await stage.say(who, line, '#support'));
  const noise = 'I am out of office until Monday, the refund can wait';
  const capture = () => say('dana', `feedback "${noise}" customer:Acme`);

  test('is left out: who captured it hears why, and nobody else hears anything', async () => {
    const people = ['dana', 'maya', 'grace', 'ani'];
    const before = people.map(stage.postCount);
    const captured = await capture();
    expect(captured.title).toBe('Thank you. This is F-1.');
    expect(text(captured)).toContain('Left out by rule 1, out of office: nobody gets it');
    expect(buttonLabels(captured).slice(-2)).toEqual(['Bring back', 'Show F-1']);
    await stage.clock.advance({ hours: 24 * 8 });
    expect(people.map(stage.postCount)).toEqual(before);
    expect(stage.place('#support')).toEqual([]);
  });

  test('is counted and listed, and stands nowhere else', async () => {
    await capture();
    await say('dana', 'feedback "The refund never came"');
    expect((await say('ani', 'feedback list')).title).toBe('Open feedback (1)');
    expect(text(await say('ani', 'feedback list office'))).not.toContain('I am out');
    expect(text(await say('ani', 'feedback list withdrawn'))).toContain('Nothing is withdrawn');
    const list = await say('ani', 'feedback list noise');
    expect(list.title).toBe('Left out as noise (1)');
    expect(text(list)).toContain('Left out: a rule takes it for noise');
    expect((await say('ani', 'what was left out?')).title).toBe('Left out as noise (1)');
    const report = text(await say('grace', 'report'));
    expect(report).toContain('Left out as noise, and not counted: 1 (out of office 1)');
    expect(report).toMatch(/Came in: 1\b/u);
    expect(text(await say('ani', 'who Acme'))).not.toContain('out of office until');
  });

  test('is brought back with one press, by whoever sees that it is none, and begins anew', async () => {
    await capture();
    await stage.clock.advance({ hours: 24 * 30 });
    const list = await say('ani', 'feedback list noise');
    expect(cardOf(await stage.press('ani', 'Bring back', list)).title).toBe('F-1 is back.');
    const [card] = stage.inbox('maya');
    expect(card?.title).toBe('F-1 · Acme · new');
    expect(text(card ?? list)).toContain('Routed to @Maya by rule 2, money');
    expect(titles(stage.place('#support'))).toEqual(['F-1 · Acme · new']);
    expect(text(await say('ani', 'feedback list overdue'))).toContain('Nothing is overdue');
    expect(text(await say('ani', 'feedback list noise'))).toContain('No rule has left anything out');
    const history = text(cardOf(await stage.press('ani', 'History', await say('ani', 'feedback F-1'))));
    expect(history).toMatch(
      /Left out by rule 1, out of office[\s\S]*Routed to Maya by rule 2, money[\s\S]*Ani brought it back/u,
    );
    await stage.clock.advance({ hours: 24 * 8 });
    expect((await say('ani', 'feedback list overdue')).title).toBe('Overdue feedback (1)');
  });

  test('goes to the champion where no other rule fits; what is back is corrected by those who may as ever', async () => {
    await say('dana', 'feedback "Out of office, back soon"');
    await say('ani', 'feedback restore F-1');
    expect(text(await say('ani', 'feedback F-1'))).toContain('Routed to @Grace, the champion: no rule fits');
    expect(text(await say('ani', 'feedback restore F-1'))).toContain('Only Dana');
  });

  test('that is confidential is brought back by nobody who may not read it', async () => {
    await say('dana', 'feedback "Out of office, do not tell" confidential:yes');
    expect(text(await say('ani', 'feedback list noise'))).not.toContain('do not tell');
    expect(text(await say('ani', 'feedback restore F-1'))).toContain('Only');
    expect((await say('dana', 'feedback restore F-1')).title).toBe('F-1 is back.');
  });

  test('says on the spot what can be done with it', async () => {
    await capture();
    expect(text(await say('grace', 'feedback withdraw F-1'))).toContain(
      'Bring it back with /customer feedback restore F-1',
    );
  });

  test('is not what somebody gives to a person, or what an owner away hands on', async () => {
    expect(text(await say('dana', `feedback "${noise}" owner:@ben`))).toContain('Given to @Ben');
    await stage.say('ben', 'away until:2026-12-20');
    await stage.clock.advance({ hours: 24 * 3 });
    expect(text(await say('ani', 'feedback F-1'))).toContain('@Maya');
  });

  test('is said by a rule in words, tested like any other, and refused beside people', async () => {
    expect(text(await say('ani', 'route'))).toContain(
      '1. out of office: says “out of office” → left out: nobody gets it',
    );
    const tested = await say('ani', `route test "${noise}"`);
    expect(tested.title).toBe('This would be left out by rule 1, out of office');
    expect(text(tested)).toMatch(/money.*fits too, but an earlier rule takes it/);
    expect(text(await say('grace', 'route add words:spam to:nobody,@maya'))).toContain('nobody');
    expect(text(await say('grace', 'route add words:spam'))).toContain('to:nobody, which leaves it out as noise');
    expect((await say('grace', 'route remove 1')).title).toBe('Rule 1, out of office, is removed');
    expect(text(await say('dana', `feedback "${noise}"`))).toContain('Routed to @Maya');
  });
});
