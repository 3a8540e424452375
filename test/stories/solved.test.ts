/** A customer is asked whether what was resolved is solved: a no, then a yes, and what the team reads of both. */
import { afterEach, expect, test } from '@jest/globals';
import { playOnEachStage } from '../support/each-stage.js';
import { harbourLights } from '../support/harbour-lights.js';
import { openPublicFace, type PublicFace } from '../support/public-face.js';
import { cardOf, formOf, text } from '../support/stage.js';

const resolution = {
  outcome: 'fixed',
  customerTold: 'It is on its way.',
  rootCauseCategory: 'process',
  rootCause: 'Nobody posted it.',
  prevention: 'A check on Fridays.',
};

playOnEachStage('Asking whether it is solved', (begin) => {
  let face: PublicFace | undefined;
  afterEach(() => face?.close());

  test('a no opens it again with their words, a yes stands on the news', async () => {
    const stage = await begin(harbourLights, '2026-11-16T10:00:00Z');
    face = await openPublicFace(stage);
    const { say, press, fill, inbox, place, clock } = stage;
    await say('dana', 'customer Acme contact:"Ann Archer, buyer, ann@acme.example"');
    await say('dana', 'feedback "The refund never came" customer:Acme owner:@maya', '#support');
    await clock.advance({ seconds: 2 });
    const own = () => inbox('maya').findLast((card) => text(card).includes('/s/'));
    const news = () =>
      place('#support')
        .map((card) => text(card))
        .join('\n');
    const resolve = async () => {
      const card = cardOf(await say('maya', 'feedback F-1'));
      await fill('maya', formOf(await press('maya', 'Resolve', card)), {
        ...resolution,
        designedRight: 'yes',
        doneAsDesigned: 'no',
      });
      await clock.advance({ seconds: 2 });
      const link = /https?:\S+\/s\/[\w-]{60}/.exec(text(own()))?.[0];
      expect(link).toBeDefined();
      return link ?? '';
    };
    const first = await resolve();
    expect(text(own())).toContain('Send this to Ann Archer');
    expect(news()).not.toContain('/s/');
    await face.post(first, { choice: 'no', comment: 'Still no refund, see <http://evil.example|here> @channel' });
    await clock.advance({ seconds: 2 });
    const told = inbox('maya')
      .map((card) => text(card))
      .join('\n');
    expect(told).toContain('Ann Archer says that it is not solved: “Still no refund');
    expect(told).toContain('F-1 · Acme is open again');
    expect(news()).toContain('The customer says that it is not solved, so it is open again');
    await face.post(await resolve(), { choice: 'yes' });
    await clock.advance({ seconds: 2 });
    expect(news()).toContain('The customer says: it is solved.');
    const report = text(cardOf(await say('grace', 'report')));
    expect(report).toContain('2: 0 by mail, 2 left to the owners');
    expect(report).toContain('1 of 2, 50 %');
    expect(text(cardOf(await say('grace', 'who Acme')))).toContain('1 of 2 answered');
  });
});
