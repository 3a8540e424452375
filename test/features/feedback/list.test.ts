import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Block, Card } from '../../../src/chat/card.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, formOf, only, type Stage, text } from '../../support/stage.js';

describeOnDatabase('A list of feedback', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T09:00:00Z' });
  });
  afterEach(() => stage.stop());

  const list = async (line: string, who = 'maya') => cardOf(await stage.say(who, `feedback list ${line}`));
  const capture = (words: string, rest = '') =>
    stage.say('dana', `feedback "${words}" owner:@maya ${rest}`, '#support');
  const numbers = (card: Card) => card.blocks.flatMap((block: Block) => /^F-(\d+)/.exec(lineOf(block))?.[1] ?? []);
  const lineOf = (block: Block) => (block.kind === 'row' && typeof block.line === 'string' ? block.line : '');
  const wait = async (number: number) => {
    const value = `F-${number}`;
    const form = formOf(await stage.interact('maya', { kind: 'action', action: 'feedback.wait', value }));
    await stage.fill('maya', form, { until: 'next wednesday' });
  };

  test('of mine, and what I owe, begins with the most urgent; what waits comes last and is still there', async () => {
    await capture('First');
    await stage.clock.advance({ hours: 1 });
    await capture('Second');
    await stage.clock.advance({ hours: 1 });
    await capture('Third');
    await wait(1);
    expect(numbers(await list('mine'))).toEqual(['2', '3', '1']);
    expect(numbers(cardOf(await stage.say('maya', 'owe')))).toEqual(['2', '3', '1']);
    expect(text(await list('mine'))).toContain('Waiting for the customer until Wed 25 Nov 2026, 09:00 GMT');
    expect(numbers(await list('open'))).toEqual(['3', '2', '1']);
  });

  test('of overdue holds what is past its promise, and not what waits', async () => {
    for (const words of ['First', 'Second']) await capture(words);
    await wait(1);
    await stage.clock.advanceTo('2026-11-17T09:00:00Z');
    expect(numbers(await list('overdue', 'ani'))).toEqual(['2']);
  });

  test('is narrowed by all that is asked for at once', async () => {
    await capture('The export is slow', 'customer:Acme topic:speed');
    await capture('The export is wrong', 'customer:Acme topic:export');
    await capture('The export is slow', 'customer:Beta topic:speed');
    expect(numbers(await list('open customer:acme topic:SPEED export'))).toEqual(['1']);
    expect(numbers(await list('mine topic:speed'))).toEqual(['1', '3']);
    await capture('My credit card was charged');
    await capture('The card shows no credit');
    expect(numbers(await list('"credit card"'))).toEqual(['4']);
    expect(numbers(await list('credit card'))).toEqual(['5', '4']);
    expect((await list('overdue customer:Acme')).summary).toContain('Nothing matches');
    expect((await list('open topic:price')).summary).toContain('Nothing matches');
    expect((await list('overdue')).summary).toBe('Nothing is overdue. Every promise holds.');
  });

  test('where nothing is found says what was looked for, what was meant, and where else to look', async () => {
    await capture('The export is slow', 'customer:"Harbour House" topic:billing');
    const typo = await list('opne');
    expect(text(typo)).toMatch(/Nothing matches “opne”\.[\s\S]*Did you mean open\?.*\[Yes\]/);
    expect(numbers(cardOf(await stage.press('maya', 'Yes', typo)))).toEqual(['1']);
    const customer = await list('customer:hrbour');
    expect(text(customer)).toMatch(/customer “hrbour”[\s\S]*Did you mean customer:Harbour House\?/);
    expect(numbers(cardOf(await stage.press('maya', 'Yes', customer)))).toEqual(['1']);
    expect(text(await list('topic:biling'))).toContain('Did you mean topic:billing?');
    const resolved = await list('resolved topic:billing');
    expect(text(resolved)).not.toContain('Did you mean');
    expect(numbers(cardOf(await stage.press('maya', 'Look in all', resolved)))).toEqual(['1']);
    expect((await list('f-1')).title).toContain('F-1');
    expect(text(cardOf(await stage.say('maya', 'ideas adoptd')))).toContain('Did you mean adopted?');
  });

  test('guesses no topic of confidential feedback', async () => {
    await capture('Psst', 'topic:gossip confidential:yes');
    expect(text(await list('topic:gosip', 'ben'))).not.toContain('gossip');
  });

  test('says that words are too many, and never fails on odd ones', async () => {
    expect(text(await list(`topic:${'x'.repeat(201)}`))).toContain('at most 200');
    expect(text(await list('y'.repeat(201)))).toContain('at most 200');
    for (const odd of ['nul\u0000in it', 'half \ud83d symbol', 'back\\slash 100%_']) {
      expect((await list(odd)).summary).toContain('Nothing matches');
    }
  });

  test('pages by buttons whose values every platform carries', async () => {
    const words = `${'"\\'.repeat(60)}`;
    const items = Array.from({ length: 11 }, () => ({
      text: `It says ${words}`,
      customer: 'Acme',
      topic: '"'.repeat(80),
    }));
    const organisationId = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
    await stage.house.feedback.intake(items, { organisationId, source: 'survey', surface: 'api', actorId: null });
    const value = JSON.stringify({ which: 'open', customer: 'Acme', topic: '"'.repeat(80), search: words, page: 1 });
    const first = cardOf(await stage.interact('maya', { kind: 'action', action: 'feedback.list', value }));
    expect(first.title).toBe('Open feedback (11)');
    const buttons = first.blocks.flatMap((block) => (block.kind === 'actions' ? block.actions : []));
    for (const button of buttons) expect(button.kind === 'button' && button.value.length).toBeLessThanOrEqual(2000);
    expect(numbers(cardOf(await stage.press('maya', 'Next', first)))).toEqual(['1']);
  });

  test.each(['{"which":"all","page":-3}', '{"page":"x"}', '{broken', '[]', '', '{"page":99}'])(
    'answers a button of an older version with the value %j',
    async (value) => {
      await capture('Only one');
      const card = cardOf(await stage.interact('maya', { kind: 'action', action: 'feedback.list', value }));
      expect(numbers(card)).toEqual(['1']);
    },
  );

  test('of reminders shows twenty, and where the rest stands', async () => {
    for (let count = 1; count <= 22; count += 1) await capture(`Number ${count}`);
    await stage.clock.advanceTo('2026-11-16T15:00:00Z');
    const reminder = stage.inbox('maya').at(-1) ?? only([]);
    expect(reminder.title).toBe('22 things need you');
    expect(numbers(reminder)).toHaveLength(20);
    expect(text(reminder)).toContain('and 2 more [Show all of mine]');
    expect(cardOf(await stage.press('maya', 'Show all of mine', reminder)).title).toBe('Your feedback (22)');
  });
});
