import { afterEach, expect, test } from '@jest/globals';
import { formToText } from '../../../src/chat/plain-text/form-text.js';
import type { Reply } from '../../../src/chat/reply.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { createStage, only, type Stage, text } from '../../support/stage.js';

/** What no sentence of ours holds. */
const slips: readonly (readonly [string, RegExp])[] = [
  ['an internal id', /[0-9a-f]{8}-[0-9a-f]{4}-/],
  ['a value that is none', /\b(?:undefined|null|NaN|\[object|Invalid Date)/],
  ['doubled or lost punctuation', /\.\.|,,|::|\?\.|!\.|\.:|,\.|\s[.,:;?!](?:\s|$)|“”|\(\)/],
  ['a gap', /\S {2,}\S/],
  [
    'a wrong number',
    /\b1 (?:pieces|customers|answers|rules|days|items)\b|\b(?:[2-9]|\d\d+) (?:piece|customer|answer|rule|day)\b/,
  ],
  ['blame', /\b(?:you failed|you forgot|your fault|you did not|you didn’t|you should have|must)\b/i],
];

describeOnDatabase('Read aloud', (database) => {
  let stage: Stage;
  const replies: Reply[] = [];
  afterEach(() => stage.stop());

  const say = async (who: string, line: string) => {
    replies.push(await stage.say(who, line, '#support'));
  };
  const press = async (who: string, action: string, values?: Record<string, string>, value = 'F-1') => {
    const reply = await stage.interact(who, { kind: 'action', action: `feedback.${action}`, value });
    replies.push(reply);
    if (reply.kind === 'form' && values) replies.push(await stage.fill(who, reply.form, values));
  };
  const resolution = {
    outcome: 'passed on',
    customerTold: 'We asked the carrier',
    rootCauseCategory: 'third party',
    rootCause: 'Their van broke down',
    prevention: 'It need not be: it happens once in ten years',
  };

  test('every card and form of this room is a clean, kind sentence', async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T09:00:00Z' });
    for (const line of [
      'route',
      'route add words:late to:@maya,@ani by:turns name:late',
      'route add score:0-6 place:#support topic:speed to:@ben',
      'route test "It came late"',
      'route test "It came" topic:price',
      'route remove 7',
      'route remove 2',
      'route',
      'feedback "It came late" customer:"Acme Ltd"',
      'feedback "It came late again" customer:"Acme Ltd" severity:high topic:speed score:3',
      'feedback "In confidence: I am fed up, nobody answers. Where is it? When does it come?" owner:@maya confidential:yes',
      'phrases',
      'phrases urgent "We are on it."',
      'phrases urgent "We are on it."',
      'phrases urgent',
      'phrases urgnt "Oh."',
      'feedback F-1',
      'feedback F-3',
      'feedback F-99',
      'feedback list',
      'feedback list resolved',
      'feedback list customer:Acmee',
      'feedback',
      'owe',
      'who Acme',
    ]) {
      await say('grace', line);
    }
    await press('ani', 'acknowledge');
    await press('maya', 'acknowledge');
    await press('maya', 'handOver', { to: stage.id('ben'), why: 'Ben knows the carrier' });
    await press('ben', 'wait', { until: '2026-11-18', why: '' });
    await press('ben', 'wait', { until: '2026-12-30', why: '' });
    await press('ben', 'resume');
    await press('ani', 'takeOver');
    await say('maya', 'away until:2026-11-27 delegate:@dana');
    await stage.clock.advanceTo('2026-11-23T12:00:00Z');
    await press('grace', 'takeOver', undefined, 'F-2');
    for (const name of ['F-1', 'F-2', 'F-3']) {
      await press('grace', 'resolve', resolution, name);
      await press('grace', 'history', undefined, name);
      await press('ani', 'history', undefined, name);
    }
    await press('grace', 'resolve', undefined);
    await press('grace', 'reopen', { why: 'It broke again' });
    await press('grace', 'reopen', { why: 'It broke again' });
    const organisationId = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
    const source = { organisationId, source: 'survey', surface: 'api', actorId: null } as const;
    const items = Array.from({ length: 6 }, () => ({ text: 'So slow', capturedAt: '2026-11-20T09:00:00Z' }));
    await stage.house.feedback.intake(items, source);
    await stage.house.delivery.drain();
    for (let number = 4; number < 9; number += 1) await press('grace', 'resolve', resolution, `F-${number}`);
    await stage.house.feedback.intake(items.slice(0, 1), source);
    await stage.house.delivery.drain();

    const cards = [
      ...stage.messenger.sent.map(({ card }) => card),
      ...replies.flatMap((reply) => ('card' in reply ? reply.card : [])),
    ];
    const said = [
      ...cards.flatMap((card) => [text(card), card.summary]),
      ...replies.flatMap((reply) =>
        'form' in reply ? formToText(reply.form) : 'errors' in reply ? Object.values(reply.errors) : [],
      ),
    ];
    if (process.env.READ_ALOUD) console.log([...new Set(said)].join('\n\n'));
    expect(cards.length).toBeGreaterThan(60);
    for (const words of said) {
      for (const [slip, pattern] of slips)
        expect([slip, pattern.exec(words)?.[0], words]).toEqual([slip, undefined, words]);
    }
    expect(only(stage.inbox('grace').filter(({ title }) => title.includes('survey'))).title).toMatch(
      /pieces? of feedback/,
    );
  });
});
