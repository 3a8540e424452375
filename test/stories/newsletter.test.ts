/** A fortnight is told to everybody: drafted, edited, approved, read in a channel and privately, and answered in the thread. */
import { expect, test } from '@jest/globals';
import { playOnEachStage } from '../support/each-stage.js';
import { harbourLights } from '../support/harbour-lights.js';
import { cardOf, formOf, text } from '../support/stage.js';

playOnEachStage('The newsletter', (begin) => {
  test('goes from the champion’s draft to the channel, and an answer becomes a learning', async () => {
    const { say, press, fill, inbox, place, clock, answer } = await begin(harbourLights, '2026-11-16T10:00:00Z');
    await say('grace', 'customer Acme segment:Key owner:@maya');
    await say('dana', 'feedback "The invoice is a riddle" customer:Acme owner:@maya', '#support');
    await say('dana', 'feedback "We leave in summer" customer:Hooli owner:@maya confidential:yes', '#support');
    await say('ani', 'learn They count in boxes customer:Acme', '#support');
    await say('ben', 'newsletter subscribe');
    await say('grace', 'settings newsletter:#news');
    await clock.advance({ minutes: 1 });
    const draft = () => inbox('grace').findLast((card) => text(card).includes('Somebody to know'));
    const shown = draft();
    if (!shown) throw new Error('Nothing is drafted.');
    expect(text(shown)).toContain('They count in boxes (Ani, of Acme)');
    expect(text(shown)).not.toContain('summer');
    const form = formOf(await press('grace', 'Edit', shown));
    await fill('grace', form, {
      portrait: 'Acme makes lamps by hand.',
      learned: 'They count in boxes (Ani)',
      question: 'Who has been in their workshop?',
    });
    await clock.advance({ minutes: 1 });
    const edited = draft();
    if (!edited) throw new Error('The draft is gone.');
    expect(text(edited)).toContain('Acme makes lamps by hand.');
    expect(text(cardOf(await press('grace', 'Approve and send', edited)))).toContain('Sent. L-1');
    await clock.advance({ minutes: 1 });
    const posted = place('#news').findLast((card) => text(card).includes('workshop'));
    if (!posted) throw new Error('Nothing was posted.');
    expect(text(posted)).toContain('Our customers, these two weeks');
    expect(text(posted)).toContain('Approved by Grace.');
    expect(inbox('ben').some((card) => text(card).includes('workshop'))).toBe(true);
    expect(inbox('maya').some((card) => text(card).includes('workshop'))).toBe(false);
    await answer('ani', 'I was there: their stairs are steep', posted, '#news');
    await clock.advance({ minutes: 1 });
    expect(text(cardOf(await say('maya', 'who Acme')))).not.toContain('summer');
    expect(text(cardOf(await say('grace', 'report')))).toMatch(/Ani[^\n]*2/);
  });
});
