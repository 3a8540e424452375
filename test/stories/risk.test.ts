/** A customer comes to be at risk: who looks after them is asked, answers, thinks better of it; and it passes. */
import { expect, test } from '@jest/globals';
import { playOnEachStage } from '../support/each-stage.js';
import { harbourLights } from '../support/harbour-lights.js';
import { buttonLabels, cardOf, text } from '../support/stage.js';

playOnEachStage('A customer at risk', (begin) => {
  test('one question to whoever looks after them, an answer, another one, and the end of it', async () => {
    const { say, press, inbox, clock, place } = await begin(harbourLights, '2026-11-16T10:00:00Z');
    const read = async (line: string, who = 'grace') => text(cardOf(await say(who, line)));
    await say('dana', 'customer Acme owner:@maya');
    await say('dana', 'score 9 customer:Acme date:2026-10-01');
    await say('dana', 'score 3 customer:Acme');
    await clock.advanceTo('2026-11-17T10:00:00Z');
    const asked = () => inbox('maya').find((card) => text(card).includes('Acme may leave'));
    const question = asked();
    if (!question) throw new Error('Maya is not asked.');
    expect(text(question)).toContain('Score fell from 9 to 3');
    expect(buttonLabels(question)).toEqual(['I’ll call', 'Known', 'Not so', 'Show what we know']);
    const noted = cardOf(await press('maya', 'Not so', question));
    expect(text(noted)).toContain('Maya says that it is not so');
    await press('maya', 'I’ll call', noted);
    expect(await read('risk')).toMatch(/Acme · 60 points.*Maya will call them/s);
    expect(text(asked())).toContain('Answered: I’ll call');
    await say('dana', 'score 10 customer:Acme');
    await clock.advanceTo('2026-11-18T10:00:00Z');
    expect(await read('risk')).toContain('Nobody is at risk');
    expect(await read('report')).toContain('1 of 1, 100 %');
    expect(place('#support')).toEqual([]);
  });
});
