import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { renderCard } from '../../../src/adapters/slack/render/render-card.js';
import type { Card } from '../../../src/chat/card.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, formOf, type Stage, text } from '../../support/stage.js';

const secret = [
  'the director drinks',
  'Acme',
  'gossip',
  'We talked to the board',
  'A chair nobody watched',
  'Somebody watches it',
];

describeOnDatabase('Confidential feedback', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
    const line = 'feedback "They say the director drinks" customer:Acme topic:gossip owner:@maya confidential:yes';
    await stage.say('dana', line, '#support');
  });
  afterEach(() => stage.stop());

  const leaks = (cards: readonly Card[]) =>
    secret.filter((words) => cards.some((card) => JSON.stringify(card).includes(words)));
  const resolve = async () => {
    const form = formOf(await stage.interact('maya', { kind: 'action', action: 'feedback.resolve', value: 'F-1' }));
    await stage.fill('maya', form, {
      outcome: 'explained',
      customerTold: 'We talked to the board.',
      rootCauseCategory: 'other',
      rootCause: 'A chair nobody watched.',
      prevention: 'Somebody watches it.',
    });
  };

  test('tells the place that it exists and how it stands, and nothing of its words, to the very end', async () => {
    await stage.clock.advanceTo('2026-11-19T12:00:00Z');
    await resolve();
    const seen = [...stage.place('#support'), ...stage.threads('#support')];
    expect(seen.length).toBeGreaterThan(3);
    expect(leaks(seen)).toEqual([]);
    expect(seen.map(({ title }) => title)).toContain('F-1 · confidential · explained');
  });

  test.each([
    ['maya', true],
    ['dana', true],
    ['grace', true],
    ['ani', false],
  ])('shows %s what was said: %s', async (who, told) => {
    const shown = [
      cardOf(await stage.say(who, 'feedback F-1')),
      cardOf(await stage.say(who, 'feedback list')),
      cardOf(await stage.say(who, 'feedback list director')),
      cardOf(await stage.say(who, 'feedback list topic:gossip')),
    ];
    expect(shown.map((card) => leaks([card]).includes('the director drinks'))).toEqual([told, told, told, told]);
    expect(text(shown[1])).toContain('F-1');
  });

  test('is not among what others find of its customer', async () => {
    const asked = async (who: string) => cardOf(await stage.say(who, 'who Acme'));
    for (const who of ['ani', 'grace']) {
      const profile = await asked(who);
      expect(text(profile)).toContain('In confidence: 1 of these');
      expect(text(profile)).not.toContain('director');
      expect(text(profile)).not.toContain('F-1');
    }
    const history = async (who: string) => text(cardOf(await stage.press(who, 'Full history', await asked(who))));
    expect(await history('ani')).not.toContain('F-1');
    expect(await history('grace')).toContain('the director drinks');
  });

  test('is told to its new owner when it is handed over, and the old one no longer sees it', async () => {
    const form = formOf(await stage.interact('maya', { kind: 'action', action: 'feedback.handOver', value: 'F-1' }));
    await stage.fill('maya', form, { to: stage.id('ani'), why: 'the director drinks with Ani' });
    expect(leaks([cardOf(await stage.say('ani', 'feedback F-1'))])).toContain('the director drinks');
    expect(leaks([cardOf(await stage.say('maya', 'feedback F-1'))])).toEqual([]);
    expect(leaks([...stage.place('#support'), ...stage.threads('#support')])).toEqual([]);
    expect(leaks([stage.inbox('maya')[0] ?? cardOf({ kind: 'done' })])).toEqual([]);
  });

  test('is not in the list that an import leaves with its owner, who may hand it on', async () => {
    const organisationId = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
    const items = Array.from({ length: 6 }, () => ({ text: 'gossip again', owner: '@ani', confidential: 'yes' }));
    const source = { organisationId, source: 'survey', surface: 'api', actorId: null } as const;
    await stage.house.feedback.intake(items, source);
    await stage.house.delivery.drain();
    expect(stage.inbox('ani').map(({ title }) => title)).toEqual(['6 pieces of feedback came to you through survey']);
    expect(leaks(stage.inbox('ani'))).toEqual([]);
    expect(text(cardOf(await stage.press('ani', 'Show', stage.inbox('ani')[0] ?? cardOf({ kind: 'done' }))))).toContain(
      'gossip again',
    );
    expect(leaks([cardOf(await stage.say('ben', 'who survey'))])).toEqual([]);
  });

  test('keeps its words, also those of a hand-over and a wait, from whoever reads its history', async () => {
    const press = (action: string) =>
      stage.interact('maya', { kind: 'action', action: `feedback.${action}`, value: 'F-1' });
    await stage.fill('maya', formOf(await press('wait')), {
      until: '2026-11-20',
      why: 'the director drinks till Friday',
    });
    const history = async (who: string) =>
      cardOf(await stage.interact(who, { kind: 'action', action: 'feedback.history', value: 'F-1' }));
    await stage.fill('maya', formOf(await press('handOver')), { to: stage.id('maya'), why: 'x' });
    await resolve();
    expect(leaks([await history('ani')])).toEqual([]);
    expect(leaks([await history('grace')])).toEqual(
      expect.arrayContaining(['the director drinks', 'We talked to the board']),
    );
    expect((await history('grace')).summary).toBe('F-1 · confidential: what happened');
    const [reopened] = [await stage.interact('ani', { kind: 'action', action: 'feedback.reopen', value: 'F-1' })];
    expect(text(cardOf(reopened))).toContain('Only Maya, who owns F-1, or Grace, the champion, can do that');
    expect((await stage.interact('dana', { kind: 'action', action: 'feedback.reopen', value: 'F-1' })).kind).toBe(
      'form',
    );
  });

  test('leaves the web API without words', async () => {
    const organisationId = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
    const item = {
      text: 'x',
      customer: 'Acme',
      topic: 'gossip',
      score: 1,
      author: 'Rosa',
      link: 'https://x.example/1',
    };
    const source = { organisationId, source: 'survey', surface: 'api', actorId: null } as const;
    await stage.house.feedback.intake([{ ...item, sourceId: 'rosa-1', confidential: true }], source);
    const page = await stage.house.feedback.page(organisationId, { limit: 5 });
    const nothing = { text: null, customer: null, topic: null, score: null, link: null, sourceId: null };
    expect(page).toMatchObject([
      { id: 'F-1', confidential: true, ...nothing },
      { id: 'F-2', confidential: true, ...nothing },
    ]);
    expect(JSON.stringify(page)).not.toMatch(/Rosa|rosa|x\.example/);
  });

  test('is not read out by a notification: the message that carries it is discreet', async () => {
    await stage.clock.advanceTo('2026-11-16T16:00:00Z');
    const cards = [...stage.inbox('maya'), cardOf(await stage.say('maya', 'feedback list'))];
    expect(cards).toHaveLength(3);
    for (const card of cards) {
      expect(card.discreet).toBe(true);
      expect(renderCard(card, { externalId: () => undefined }).text).not.toMatch(/director|gossip/);
    }
  });
});
