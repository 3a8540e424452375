/** Somebody says what another customer said before: its owner sees it, says so, and begins from the answer that was given. */
import { expect, test } from '@jest/globals';
import { playOnEachStage } from '../support/each-stage.js';
import { harbourLights } from '../support/harbour-lights.js';
import { buttonLabels, cardOf, formOf, text } from '../support/stage.js';

const told = 'We emptied the cache, and the login is quick again.';

playOnEachStage('What was said before', (begin) => {
  test('is proposed to its owner alone, called the same or different, and answered from what was told then', async () => {
    const { say, press, fill, inbox, place } = await begin(harbourLights, '2026-11-16T10:00:00Z');
    const capture = (words: string, customer: string) =>
      say('dana', `feedback "${words}" owner:@maya customer:${customer}`, '#support');
    const newest = () => inbox('maya').at(-1) ?? cardOf({ kind: 'done' });
    await capture('The login takes ten minutes every morning', 'Acme');
    await capture('Ten minutes every morning until the login is done', 'Globex');
    expect(text(newest())).toContain('Said before?');
    expect(text(newest())).toContain('F-1 · Acme');
    await press('maya', 'Different', newest());
    expect(text(newest())).not.toContain('Said before?');
    const listed = cardOf(await say('maya', 'feedback alike F-2'));
    await press('maya', 'The same after all', listed);

    const resolving = formOf(await press('maya', 'Resolve', inbox('maya')[0] ?? newest()));
    await fill('maya', resolving, {
      outcome: 'fixed',
      customerTold: told,
      rootCauseCategory: 'product',
      rootCause: 'A cache that never emptied.',
      prevention: 'It empties every night.',
    });
    await capture('Every morning ten minutes for the login', 'Initech');
    expect(text(newest())).toContain(told);
    await press('maya', 'Same as F-1', newest());
    expect(buttonLabels(newest())).toContain('Not the same');
    const form = formOf(await press('maya', 'Begin from that answer', newest()));
    expect(form.fields.find(({ name }) => name === 'customerTold')).toMatchObject({ value: told });
    for (const shown of place('#support')) expect(text(shown)).not.toContain('Said before?');
  });
});
