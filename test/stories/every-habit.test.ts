/** The four habits in one week, in the rooms and through Slack: a learning, an idea, the number, and a meeting that opens with the customer. */
import { expect, test } from '@jest/globals';
import type { Card } from '../../src/chat/card.js';
import { playOnEachStage } from '../support/each-stage.js';
import { harbourLights } from '../support/harbour-lights.js';
import { cardOf, formOf, text } from '../support/stage.js';

playOnEachStage('Every habit', (begin) => {
  test('is kept by one team in one week', async () => {
    const { say, press, fill, place, threads, clock } = await begin(harbourLights, '2026-11-16T10:00:00Z');
    await say('grace', 'settings questions:off scores:#support', '#support');
    await say('dana', 'feedback "The lamp flickers" customer:"Hotel Ararat" owner:@maya', '#support');
    await say('dana', 'learn "They pin our letters up in the kitchen" customer:"Hotel Ararat"', '#support');
    await say('dana', 'score 9 "Quiet evenings" customer:"Hotel Ararat"', '#support');
    expect(text(cardOf(await say('dana', 'nps', '#support')))).toContain('NPS: 1 answer, too few to say');

    const form = formOf(await say('ani', 'idea A kitchen view', '#support'));
    expect(await fill('ani', form, { title: 'A kitchen view', touches: 'Small hotels' })).toMatchObject({
      kind: 'fieldErrors',
      errors: { delights: expect.anything() },
    });
    await fill('ani', form, {
      title: 'A kitchen view',
      touches: 'Small hotels',
      delights: 'The cook knows at breakfast',
    });
    expect(text(cardOf(await say('ani', 'idea I-1', '#support')))).toContain('The cook knows at breakfast');

    await say('grace', 'meeting every tuesday 10:00 name:"Weekly"', '#support');
    await clock.advanceTo('2026-11-17T10:00:30Z');
    const agenda = () => place('#support').find(({ title }) => /^Weekly( · closed)?$/.test(title)) as Card;
    expect(text(agenda())).toContain('Hotel Ararat');
    expect(text(agenda())).toContain('They pin our letters up in the kitchen');
    // The idea was posted here, so it is talked of here, with its two answers.
    expect(text(agenda())).toContain('A kitchen view');
    for (const answer of ['Small hotels', 'The cook knows at breakfast']) expect(text(agenda())).toContain(answer);
    expect(text(agenda())).toContain('+100');

    await fill('dana', formOf(await press('dana', 'Add a learning', agenda())), {
      text: 'Their cook reads them aloud',
    });
    expect(text(agenda())).toContain('Their cook reads them aloud');
    await press('grace', 'Close the meeting', agenda());
    expect(text(agenda())).toContain('closed');
    expect(threads('#support').map(text).join('\n')).toContain('Their cook reads them aloud');
    expect(text(cardOf(await say('grace', 'report', '#support')))).toContain('meeting');
  });
});
