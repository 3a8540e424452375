/** A message that Teams tells again counts once: after its answer, during it, to another copy, and after a kill. */
import { afterEach, expect, test } from '@jest/globals';
import type { PlatformDeps } from '../../../src/adapters/platform/platform-deps.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { createTeamsStage, type TeamsStage } from '../../support/teams-stage.js';

const lines = [
  ['learn "The key is stuck"', 'learnings'],
  ['feedback "The key is stuck" owner:@maya', 'feedback'],
  ['score 9 "The key is stuck"', 'scores'],
] as const;

describeOnDatabase('A message that Teams tells again', (database) => {
  let stage: TeamsStage;
  afterEach(() => stage.stop());
  const open = async () => {
    stage = await createTeamsStage({ database: database(), workspace: harbourLights });
  };
  const told = (text: string, { driver }: Pick<TeamsStage, 'driver'> = stage) =>
    driver.send(stage.user('maya'), { id: '1790000000000', type: 'message', text });
  const later = async (seconds: number) => {
    await stage.clock.advanceTo(new Date(stage.clock.now().getTime() + seconds * 1_000).toISOString());
    await stage.settle();
  };
  const count = async (table: string) => (await database().executeSql(`SELECT FROM ${table}`)).rows.length;
  /** What Maya reads in her private chat. */
  const shown = () => JSON.stringify(stage.teams.world.messages.map(({ activity }) => activity));

  /** A copy whose handler stops, for ever or until `goOn` is called. */
  async function copyThatStops(when: 'before its work' | 'after its work') {
    let stopped = () => {};
    const hasStopped = new Promise<void>((resolve) => {
      stopped = resolve;
    });
    let goOn = () => {};
    const goesOn = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const around = (deps: PlatformDeps): PlatformDeps => ({
      ...deps,
      async handle(...asked) {
        const done = when === 'after its work' ? await deps.handle(...asked) : null;
        stopped();
        await goesOn;
        return done ?? deps.handle(...asked);
      },
    });
    return { ...(await stage.mortalCopy(around)), hasStopped, goOn };
  }

  test.each(lines)('counts once when it was answered, and is not answered again: %s', async (text, table) => {
    await open();
    await told(text);
    await stage.settle();
    const answered = shown();
    const second = await stage.mortalCopy((deps) => deps);
    for (const copy of [stage, second]) expect((await told(text, copy)).status).toBe(200);
    await later(3_600);
    await told(text);
    await second.close();
    expect(await count(table)).toBe(1);
    expect(shown()).toBe(answered);
  });

  test.each(lines)('counts once while another copy does it, however long that takes: %s', async (text, table) => {
    await open();
    const slow = await copyThatStops('before its work');
    const first = told(text, slow);
    await slow.hasStopped;
    await told(text);
    expect(await count(table)).toBe(0);
    await later(60);
    await told(text);
    slow.goOn();
    await first;
    await slow.adapter.settled();
    await slow.close();
    expect(await count(table)).toBe(1);
    expect(shown()).not.toContain('did not work');
  });

  test.each(lines)(
    'counts once after a kill between its commit and its answer, and is answered: %s',
    async (text, table) => {
      await open();
      const dying = await copyThatStops('after its work');
      const lost = told(text, dying).catch(() => null);
      await dying.hasStopped;
      await dying.close();
      await lost;
      await told(text);
      await later(60);
      await told(text);
      await later(3_600);
      expect(await count(table)).toBe(1);
      expect(shown()).toContain('What you did is kept');
    },
  );

  test('is done after a kill before its work, and answered', async () => {
    await open();
    const dying = await copyThatStops('before its work');
    const lost = told('learn "The key is stuck"', dying).catch(() => null);
    await dying.hasStopped;
    await dying.close();
    await lost;
    await later(60);
    await told('learn "The key is stuck"');
    expect(await count('learnings')).toBe(1);
    expect(shown()).toContain('Thank you for sharing it');
  });
});
