import { expect, test } from '@jest/globals';
import { createFinder } from '../../../src/adapters/playground/people/find.js';
import { createReceive } from '../../../src/adapters/playground/receive/receive.js';
import { createEvents } from '../../../src/adapters/playground/send/events.js';
import { createStore } from '../../../src/adapters/playground/send/store.js';
import { openStory } from '../../../src/adapters/playground/story/open-story.js';
import { playStory } from '../../../src/adapters/playground/story/play-story.js';
import type { StoryStep } from '../../../src/adapters/playground/story/story-step.js';
import { showCard } from '../../../src/chat/reply.js';
import { stoppedClock } from '../../../src/kernel/clock.js';
import { describeOnDatabase } from '../../support/database.js';
import { recordingLog } from '../../support/recording-log.js';
import { ani, maya, support } from './api-client.js';

const steps: readonly StoryStep[] = [
  { time: { workingDaysAgo: 1, at: '10:00' }, as: 'maya', place: 'support', say: 'second, at ten in London' },
  { time: { workingDaysAgo: 1, at: '10:00' }, as: 'ani', place: 'support', say: 'first, at ten in Yerevan' },
  { time: { minutesAgo: 30 }, as: 'ani', place: 'support', say: 'third' },
];

describeOnDatabase('Playing the story', (database) => {
  const real = stoppedClock('2026-11-20T10:00:00Z');
  const people = [maya, ani];

  function start(options: { steps?: readonly StoryStep[]; now?: string; failAt?: string } = {}) {
    const now = stoppedClock(options.now ?? real.now());
    const clock = stoppedClock('2026-10-20T00:00:00Z');
    const store = createStore(database());
    const find = createFinder({
      members: async () => people,
      places: async () => [support],
      languageOfPlaces: async () => 'en',
      actorOf: async (id) => {
        const person = people.find((one) => one.id === id);
        return person ? { ...person, organisationId: 'o' } : null;
      },
      setUp: async () => {},
    });
    const events = createEvents();
    const handle = async () => showCard({ title: 'No', summary: 'You may not.', tone: 'warning', blocks: [] });
    const receive = createReceive({ clock, handle, commands: () => [], store, events, find });
    const moves: string[] = [];
    const advanceTo = async (instant: Date) => {
      if (instant > clock.now()) moves.push(instant.toISOString());
      if (options.failAt && instant.toISOString() >= options.failAt) throw new Error('killed');
      if (instant > clock.now()) clock.moveTo(instant);
    };
    events.stop();
    const { log } = recordingLog();
    const played = openStory({ store, now: now.now(), stepCount: told.length, isShared: false }).then((state) =>
      playStory({ clock, advanceTo, log, store, receive, find, steps: options.steps ?? steps, real: now, state }),
    );
    return { played, clock, store, moves };
  }

  const said = async () =>
    (await createStore(database()).list(`place:${support.id}`, {})).map(
      ({ text, postedAt }) => `${postedAt.toISOString()} ${text}`,
    );

  const told = [
    '2026-11-19T06:00:00.000Z first, at ten in Yerevan',
    '2026-11-19T10:00:00.000Z second, at ten in London',
    '2026-11-20T09:30:00.000Z third',
  ];

  test('every step happens at its time, and the clock ends at the present', async () => {
    const { played, clock, moves } = start();
    expect(await played).toEqual([]);
    expect(await said()).toEqual(told);
    expect(clock.now()).toEqual(real.now());
    expect(moves).toEqual([
      '2026-11-19T06:00:00.000Z',
      '2026-11-19T10:00:00.000Z',
      '2026-11-20T09:30:00.000Z',
      '2026-11-20T10:00:00.000Z',
    ]);
  });

  test('a start that was killed midway goes on where it stopped, by the first start’s calendar', async () => {
    await expect(start({ failAt: '2026-11-20' }).played).rejects.toThrow('killed');
    expect(await said()).toEqual(told.slice(0, 2));
    const { played, clock } = start({ now: '2026-11-24T12:00:00Z' });
    expect(await played).toEqual([]);
    expect(await said()).toEqual(told);
    expect(clock.now().toISOString()).toBe('2026-11-24T12:00:00.000Z');
  });

  test('a later start tells nothing again and puts the clock where it was moved to', async () => {
    const { played, store } = start();
    await played;
    await store.saveClockState({ aheadMs: 2 * 86_400_000 });
    const again = start({ now: '2026-11-20T11:00:00Z' });
    expect(await again.played).toEqual([]);
    expect(await said()).toEqual(told);
    expect(again.clock.now().toISOString()).toBe('2026-11-22T11:00:00.000Z');
    expect(again.moves).toEqual([]);
  });

  test('says which step went otherwise, and goes on', async () => {
    const time = { minutesAgo: 10 } as const;
    const { played } = start({
      steps: [
        { time, as: 'maya', say: 'settings' },
        { time, as: 'maya', click: 'feedback.resolve', on: 'nothing like it' },
        { time, as: 'maya', place: 'support', say: 'went on' },
      ],
    });
    expect(await played).toEqual([
      'step 1: No You may not.',
      'step 2: maya found no “feedback.resolve” where it was expected',
    ]);
    expect(await said()).toEqual(['2026-11-20T09:50:00.000Z went on']);
  });
});
