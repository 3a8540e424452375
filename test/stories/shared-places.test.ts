/** A place that people of another company read: whatever anybody types or presses there, nothing more stands there. */
import { expect, test } from '@jest/globals';
import { playOnEachStage } from '../support/each-stage.js';
import { harbourLights } from '../support/harbour-lights.js';
import { formOf, type SharedStage, text } from '../support/stage.js';

const further = [
  'feedback "The parcel was wet" customer:Acme',
  'feedback "The director drinks" customer:Acme confidential:yes',
  'feedback list',
  'feedback list overdue',
  'feedback F-1',
  'learn "They count in boxes" customer:Acme',
  'ideas',
  'idea I-1',
  'nps',
  'nps segment:Shops',
  'score 3 "Nobody called back" customer:Acme',
  'metric "On time" 81.5 unit:%',
  'metric "On time"',
  'meeting',
  'meeting now',
  'meeting every monday 10:00',
  'meeting skip',
  'owe',
  'who Acme',
  'follow',
  'route',
  'route test The refund never came',
  'settings',
  'settings promise:48h',
  'report',
  'champion',
  'champion @maya',
  'help',
  'help feedback',
  'F-1',
  'feedbak list',
  'hello',
];

playOnEachStage('A place that becomes shared with another company', (begin) => {
  const standing = ({ place, threads }: SharedStage) => [...place('#support'), ...threads('#support')].map(text);

  test('shows nothing new, and no change of what stands there, whatever is typed and pressed', async () => {
    const stage = await begin(harbourLights, '2026-11-18T10:00:00Z');
    const { say, press, fill, place, inbox, house, id } = stage;
    // Before: a card, an idea, an open agenda with a tick.
    await say('dana', 'feedback "The refund never came" customer:Acme owner:@maya', '#support');
    await fill('ani', formOf(await say('ani', 'idea', '#support')), {
      title: 'Night lamp',
      touches: 'Shops',
      delights: 'They find their keys',
    });
    await say('ani', 'learn "They sail on Sundays" customer:Acme', '#support');
    await say('grace', 'meeting now', '#support');
    const titled = (words: string) => {
      const found = place('#support').find((card) => text(card).includes(words));
      if (!found) throw new Error(`No card says ${words}.`);
      return found;
    };
    const [card, idea, agenda] = [titled('F-1 · Acme'), titled('I-1'), titled('1 · In the empty chair today')];
    await house.people.setShared(id('#support'), true);
    const before = standing(stage);
    expect(before.length).toBeGreaterThanOrEqual(3);

    const names = house.features.flatMap(({ commands = [] }) => commands.map(({ name }) => name));
    for (const line of [...names, ...further]) await say('grace', line, '#support');
    // What stands there from before can still be pressed, by us: what follows is told elsewhere.
    await fill('ben', formOf(await press('ben', 'Add a learning', agenda)), { text: 'They ring twice' });
    await press('ben', 'Discussed', agenda, 'Sundays');
    await press('ben', 'Delights me too', idea);
    await press('maya', 'I’m on it', card);
    await fill('maya', formOf(await press('maya', 'Resolve', card)), {
      outcome: 'fixed',
      customerTold: 'The refund is on its way.',
      rootCauseCategory: 'process',
      rootCause: 'Nobody looked.',
      prevention: 'Somebody looks.',
    });
    await press('grace', 'Close the meeting', agenda);
    await stage.clock.advance({ minutes: 30 });
    expect(standing(stage)).toEqual(before);
    // It was done all the same, and its owner sees it.
    expect(inbox('maya').map(text).join()).toContain('Somebody looks.');
  });
});
