import { beforeEach, expect, test } from '@jest/globals';
import { createStore, type PlaygroundStore } from '../../../src/adapters/playground/send/store.js';
import { openStory } from '../../../src/adapters/playground/story/open-story.js';
import { newId } from '../../../src/kernel/id.js';
import { describeOnDatabase } from '../../support/database.js';

const now = new Date('2026-11-20T10:00:00Z');

describeOnDatabase('Whether a playground gets the story', (database) => {
  let store: PlaygroundStore;
  beforeEach(() => {
    store = createStore(database());
  });

  const open = (options: { now?: Date; isShared?: boolean; pauseMs?: number } = {}) =>
    openStory({ store, now, stepCount: 3, isShared: true, pauseMs: 1, ...options });

  test('an empty database gets it, ending at the first start', async () => {
    expect(await open()).toMatchObject({ storyEndsAt: now, storyToldCount: 0, aheadMs: 0 });
    const later = new Date('2026-11-27T10:00:00Z');
    expect(await open({ now: later, isShared: false })).toMatchObject({ storyEndsAt: now });
  });

  test('a database in which somebody works never gets it', async () => {
    await database().models.organisation.create({ data: { id: newId(now), name: 'A real company', createdAt: now } });
    expect(await open()).toMatchObject({ storyEndsAt: null });
    expect(await open()).toMatchObject({ storyEndsAt: null });
  });

  test('a second copy waits until the first has told it', async () => {
    await open();
    const second = open({ pauseMs: 50 });
    for (const storyToldCount of [1, 2, 3]) {
      await new Promise((resolve) => setImmediate(resolve));
      await store.saveClockState({ storyToldCount });
    }
    expect(await second).toMatchObject({ storyToldCount: 3 });
  });

  test('a second copy goes on when the first came to its end midway', async () => {
    await open();
    await store.saveClockState({ storyToldCount: 1 });
    expect(await open()).toMatchObject({ storyToldCount: 1 });
  });
});
