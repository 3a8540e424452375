/** An owner reads how the customer sounds, begins with the organisation's own sentence, and says where the hint is wrong. */
import { expect, test } from '@jest/globals';
import { playOnEachStage } from '../support/each-stage.js';
import { harbourLights } from '../support/harbour-lights.js';
import { buttonLabels, cardOf, only, text } from '../support/stage.js';

playOnEachStage('How a customer sounds', (begin) => {
  test('is for the owner alone: the hint, a sentence to begin with, Wrong and back', async () => {
    const { say, press, inbox, place, threads, aloud } = await begin(harbourLights, '2026-11-16T10:00:00Z');
    await say('grace', 'phrases frustrated "You are right to be cross about this."');
    await say(
      'dana',
      'feedback "The answer never came. This is the third time I ask." owner:@maya customer:"Acme Ltd"',
      '#support',
    );
    const card = () => only(inbox('maya'));
    expect(text(card())).toContain('Sounds frustrated (“never came”, “third time”)');
    expect(text(card())).toContain('You could begin with: “You are right to be cross about this.”');
    expect(aloud(card())).toContain('Sounds frustrated');

    await press('maya', 'Wrong', card());
    expect(text(card())).toContain('Sounds frustrated: marked as wrong');
    expect(text(card())).not.toContain('You are right');
    expect(text(cardOf(await say('grace', 'phrases')))).toContain('Marked as wrong: Sounds frustrated: 1.');
    await press('maya', 'Undo', card());
    expect(text(card())).toContain('Sounds frustrated (“never came”, “third time”)');
    expect(buttonLabels(card())).toContain('Wrong');
    expect(text(cardOf(await say('dana', 'who "Acme Ltd"')))).toContain('Last words: Sounds frustrated');

    for (const shown of [...place('#support'), ...threads('#support')]) {
      expect(text(shown)).not.toMatch(/Sounds|begin with|hint/);
    }
  });
});
