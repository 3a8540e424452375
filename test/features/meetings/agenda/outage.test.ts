/** A platform that does not say who is in a place delays what needs it, and loses no agenda. */
import { afterEach, expect, test } from '@jest/globals';
import type { Directory } from '../../../../src/chat/directory.js';
import { describeOnDatabase } from '../../../support/database.js';
import { harbourLights } from '../../../support/harbour-lights.js';
import { createStage, type Stage, text, titles } from '../../../support/stage.js';

describeOnDatabase('While a platform fails', (database) => {
  let stage: Stage;
  afterEach(() => stage.stop());

  test.each(['has never answered', 'answered once'])('one that %s, meetings open and close', async (how) => {
    let isAway = how === 'has never answered';
    let askCount = 0;
    const directory: Directory = {
      person: async () => null,
      async placeMembers(place) {
        askCount += 1;
        if (isAway) throw new Error('channel_not_found');
        return place === 'C-support' ? ['U-dana'] : ['U-maya'];
      },
    };
    const start = '2026-11-16T12:00:00Z';
    stage = await createStage({ database: database(), workspace: harbourLights, start, directory });
    await stage.say('grace', 'meeting every wednesday 10:00 length:45m name:"Marketing weekly"', '#support');
    await stage.say('grace', 'meeting every wednesday 10:00 length:45m name:Newsround', '#news');
    const opened = (place: string) => titles(stage.place(place)).slice(1);
    await stage.say('dana', 'learn "They count in boxes"');
    if (!isAway) await stage.clock.advanceTo('2026-11-17T12:00:00Z');
    isAway = true;
    await stage.clock.advanceTo('2026-11-18T10:01:00Z');
    expect(opened('#support')).toEqual(['Marketing weekly']);
    expect(opened('#news')).toEqual(['Newsround']);
    // What the platform last said counts: Dana is not in #news. Where it never answered, rather both hear what she told.
    const isKnown = how !== 'has never answered';
    expect(text(stage.place('#support').at(-1))).toContain('They count in boxes');
    expect(text(stage.place('#news').at(-1)).includes('They count in boxes')).toBe(!isKnown);
    await stage.clock.advanceTo('2026-11-18T11:00:00Z');
    expect(titles(stage.threads('#support'))).toEqual(['Minutes of Marketing weekly']);
    expect(titles(stage.threads('#news'))).toEqual(['Minutes of Newsround']);
    expect(askCount).toBeGreaterThan(0);
  });

  test('about one channel, whoever is in another is asked before its meeting', async () => {
    const directory: Directory = {
      person: async () => null,
      async placeMembers(place) {
        if (place === 'C-support') throw new Error('channel_not_found');
        return ['U-maya'];
      },
    };
    const start = '2026-11-16T12:00:00Z';
    stage = await createStage({ database: database(), workspace: harbourLights, start, directory });
    await stage.say('grace', 'meeting every wednesday 10:00 length:45m name:"Marketing weekly"', '#support');
    await stage.say('grace', 'meeting every wednesday 10:00 length:45m name:Newsround', '#news');
    await stage.clock.advanceTo('2026-11-17T12:00:00Z');
    expect(text(stage.inbox('maya')[0])).toContain('Newsround');
    expect(stage.inbox('dana')).toEqual([]);
  });
});
