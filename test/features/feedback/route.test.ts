import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, type Stage, text } from '../../support/stage.js';

describeOnDatabase('Routing rules', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
  });
  afterEach(() => stage.stop());

  const say = async (who: string, line: string) => cardOf(await stage.say(who, line, '#support'));
  const add = (line: string) => say('grace', `route add ${line}`);

  test.each([
    ['words:refund', /to:@name/],
    ['to:@maya', /This rule would fit everything\nSay what it is for/],
    ['words:refund to:@mayo', /maya/],
    ['words:refund to:@maya,@nobody', /nobody/],
    ['place:#supprt to:@maya', /support/],
    ['severity:urgent to:@maya', /low, normal or high/],
    ['score:7-3 to:@maya', /0-6/],
    ['score:0-11 to:@maya', /0-6/],
    ['words:refund to:@maya position:0', /whole number from 1/],
    ['words:refund to:@maya position:first', /whole number from 1/],
    ['words:refund to:@maya,@ben by:dice', /turns or load/],
    ['wrods:refund to:@maya', /words/],
    [`words:refund to:@maya name:"${'long '.repeat(20)}"`, /at most 80/],
    [`words:"${'x'.repeat(201)}" to:@maya`, /at most 200 characters/],
    [`words:"${'x,'.repeat(51)}" to:@maya`, /at most 50/],
  ])('are not added by %j, which says the mend', async (line, mend) => {
    expect(text(await add(line))).toMatch(mend);
    expect((await say('ani', 'route')).title).toBe('There are no routing rules yet');
  });

  test.each(['', '2', 'billing', '-1', '99999'])('“route remove %s” says what there is to remove', async (number) => {
    await add('words:refund to:@maya name:billing');
    expect(text(await say('grace', `route remove ${number}`))).toContain('route');
    expect(text(await say('ani', 'route'))).toContain('1. billing');
  });

  test('are changed by champion and admin, and shown to everybody', async () => {
    expect(text(await say('ani', 'route add words:refund to:@ani'))).toContain('Ask @Grace');
    expect(text(await say('ani', 'route remove 1'))).toContain('Ask @Grace');
    expect((await say('dana', 'route add words:refund to:@ani name:money')).title).toBe('Rule 1 is in place');
    expect(text(await say('ani', 'route'))).toContain('1. money: says “refund” → Ani');
  });

  test('move up when one before them is removed, and down when one is put before them', async () => {
    for (const name of ['one', 'two', 'three']) await add(`words:${name} to:@maya name:${name}`);
    await add('words:zero to:@ben name:zero position:1');
    await say('grace', 'route remove 2');
    const lines = text(await say('ani', 'route'));
    expect(lines).toMatch(/1\. zero[\s\S]*2\. two[\s\S]*3\. three/);
    expect(lines).not.toContain('one');
    expect(text(await say('dana', 'feedback "Take two"'))).toContain('Routed to @Maya by rule 2, two');
  });

  test('come a page at a time', async () => {
    for (let count = 1; count <= 12; count += 1) await add(`words:w${count} to:@maya name:rule${count}`);
    const first = await say('ani', 'route');
    expect(text(first)).toContain('Page 1 of 2');
    expect(text(first)).not.toContain('rule11');
    expect(text(cardOf(await stage.press('ani', 'Next', first)))).toContain('11. rule11');
    const found = await say('ani', 'route W7 maya');
    expect(found.title).toBe('Who gets what (1)');
    expect(text(found)).toContain('7. rule7: says “w7” → Maya');
    const none = await say('ani', 'route boats');
    expect(text(none)).toContain('Nothing matches “boats”.');
    expect(text(cardOf(await stage.press('ani', 'Without a filter', none)))).toContain('1. rule1');
  });

  test('fit by place, score and segment as captured', async () => {
    await add('place:#support score:0-6 to:@ben name:unhappy');
    expect(text(await say('dana', 'feedback "Meh" score:6'))).toContain('Routed to @Ben by rule 1, unhappy');
    expect(text(await say('dana', 'feedback "Nice" score:7'))).toContain('the champion');
    expect(text(cardOf(await stage.say('dana', 'feedback "Meh" score:6', '#news')))).toContain('the champion');
  });

  test('pass over a group’s member who has left', async () => {
    await add('topic:billing to:@maya,@ben by:turns name:billing');
    await stage.house.people.connectWorkspace({
      ...harbourLights,
      members: harbourLights.members.map((member) =>
        member.handle === 'maya' ? { ...member, hasLeft: true } : member,
      ),
    });
    for (const words of ['One', 'Two']) {
      expect(text(await say('dana', `feedback "${words}" topic:billing`))).toContain('Routed to @Ben by rule 1');
    }
    expect(text(await say('grace', 'route'))).toContain('Ben');
  });

  test('are tested without taking anybody’s turn: the answer is who gets it next, and why', async () => {
    await add('words:login to:@ani name:login');
    await add('topic:billing to:@maya,@ben by:turns name:billing');
    await add('topic:billing severity:high to:@dana name:urgent');
    for (const _ of [1, 2]) {
      const answer = await say('ani', 'route test "The refund never came" topic:billing severity:high');
      expect(answer.title).toBe('This would go to Maya by rule 2, billing, by turns');
      expect(text(answer)).toMatch(/login.*doesn’t fit: the words are not in it/);
      expect(text(answer)).toMatch(/urgent.*fits too, but an earlier rule takes it/);
    }
    await say('dana', 'feedback "The refund never came" topic:billing');
    expect((await say('ani', 'route test "Again" topic:billing')).title).toContain('go to Ben by rule 2');
    await stage.say('maya', 'away until:2026-11-20');
    await stage.say('ben', 'away until:2026-11-20');
    const absent = await say('ani', 'route test "Again" topic:billing');
    expect(absent.title).toBe('This would go to Grace, the champion');
    expect(text(absent)).toMatch(/billing.*fits, but nobody it names is here/);
    expect((await say('ani', 'route test "Again" owner:@dana')).title).toBe(
      'This would go to Dana, because the line names them as owner',
    );
    expect((await say('ani', 'feedback list')).title).toBe('Open feedback (1)');
  });

  test('by load are tested with the load as it is', async () => {
    await add('topic:billing to:@maya,@ben by:load name:billing');
    await say('dana', 'feedback "One" owner:@maya');
    expect((await say('ani', 'route test "Two" topic:billing')).title).toBe(
      'This would go to Ben by rule 1, billing, by load',
    );
  });

  test('are not tested without words', async () => {
    expect(text(await say('ani', 'route test topic:billing'))).toContain('what the customer said');
  });
});
