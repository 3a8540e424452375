/** The database goes away in the middle of the day and comes back: people are told, nothing is half, nothing is lost. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { letWaitsPass } from '../delivery/small-house.js';
import { cutConnections, openCopy } from '../support/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { createStage, type Stage, titles } from '../support/stage.js';

const serverUrl = process.env.TEST_DATABASE_URL;
const onServer = serverUrl ? describe : describe.skip;

onServer('A database server that drops every connection (skipped unless TEST_DATABASE_URL is set)', () => {
  let stage: Stage;
  afterEach(async () => {
    await stage.stop();
    await stage.house.database.close();
  });

  test('loses nothing that was acknowledged, keeps nothing half, and everything goes on', async () => {
    const database = await openCopy(serverUrl ?? '');
    stage = await createStage({ database, workspace: harbourLights, start: '2026-11-16T09:00:00Z' });
    const answered: string[] = [];
    for (let count = 1; count <= 12; count += 1) {
      const [reply] = await Promise.all([
        stage.say('dana', `feedback "Outage ${count}" owner:@maya`, '#support').catch(() => null),
        count % 3 === 0 ? cutConnections(serverUrl ?? '', database) : null,
      ]);
      const title = reply?.kind === 'card' ? reply.card.title : '';
      if (title.startsWith('Thank you')) answered.push(`Outage ${count}`);
      else if (reply) expect(title).toBe('Sorry, that did not work');
    }
    expect(await database.isAlive()).toBe(true);
    const organisationId = (await stage.house.people.actorOf(stage.id('dana')))?.organisationId ?? '';
    const kept = await stage.house.feedback.page(organisationId, { limit: 50 });
    expect(answered.length).toBeGreaterThan(6);
    expect(kept.map(({ text }) => text)).toEqual(expect.arrayContaining(answered));
    // A message whose card could not be read in an outage is put off for some seconds.
    await letWaitsPass(database);
    await stage.house.delivery.drain();
    // Every one that is kept has its card, in the place and with its owner: row and messages came together.
    expect(stage.place('#support')).toHaveLength(kept.length);
    expect(titles(stage.inbox('maya')).sort()).toEqual(kept.map(({ id }) => `${id} · new`).sort());
    await stage.clock.advanceTo('2026-11-16T15:00:00Z');
    expect(titles(stage.inbox('maya')).at(-1)).toBe(`${kept.length} things need you`);
  });
});
