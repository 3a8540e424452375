/**
 * Each organisation apart: one company plays through every command, and another then tries every button, form and command
 * with all the ids that the first one has. It learns nothing and changes nothing.
 */
import { afterEach, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Interaction } from '../../src/chat/interaction.js';
import { createRouter } from '../../src/chat/router.js';
import { createLogger } from '../../src/kernel/logger.js';
import { inOrganisation } from '../../src/storage/database.js';
import { makeCompany } from '../support/company.js';
import { describeOnDatabase } from '../support/database.js';
import { doorsIn, firstId, holdingsOf, idsOf, playFirst, secret } from '../support/first-company.js';
import { harbourLights } from '../support/harbour-lights.js';
import { createStage, type Stage } from '../support/stage.js';

/**
 * Takes the first wall away: no look-up asks for its organisation any more, as if we had forgotten it everywhere. The
 * test's own look-ups name it otherwise. Answers what puts it back.
 */
function withoutFirstWall(): () => void {
  const prototype = pg.Client.prototype as { query: (...args: unknown[]) => unknown };
  const { query } = prototype;
  let count = 0;
  prototype.query = function (this: unknown, first: unknown, ...rest: unknown[]) {
    const { text } = (typeof first === 'object' ? first : {}) as Partial<pg.QueryConfig>;
    if (text === undefined || !/^\s*(SELECT|WITH)/.test(text)) return query.call(this, first, ...rest);
    const open = text.replaceAll(/(?:\w+\.)?organisation_id = (\$\d+)::uuid/g, '($1::uuid IS NOT NULL)');
    if (open !== text) count += 1;
    // Under its name the connection may know the whole text.
    return query.call(this, { ...(first as pg.QueryConfig), name: undefined, text: open }, ...rest);
  };
  return () => {
    prototype.query = query;
    expect(count).toBeGreaterThan(1_000);
  };
}

describeOnDatabase('Two organisations in one database', (database) => {
  let stage: Stage;
  let restore: (() => void) | undefined;
  afterEach(async () => {
    restore?.();
    restore = undefined;
    await stage.stop();
  });

  /** The second can only be seen at work where there is one: on a server. */
  const walls = process.env.TEST_DATABASE_URL ? ['both walls', 'the second wall alone'] : ['both walls'];

  test.each(walls)(
    'see and change nothing of each other, whatever id is tried: %s',
    async (which) => {
      if (which === 'the second wall alone') restore = withoutFirstWall();
      stage = await createStage({ database: database(), workspace: harbourLights });
      const { house, messenger } = stage;
      const shown = await playFirst(stage, database());
      const { buttons, forms } = doorsIn([shown, messenger.sent]);
      expect(buttons.length).toBeGreaterThan(50);
      expect(forms.length).toBeGreaterThan(10);
      expect(JSON.stringify(shown)).toContain(secret);

      const ours = await firstId(database());
      const ids = await idsOf(database(), ours);
      expect(ids.length).toBeGreaterThan(20);
      const before = await holdingsOf(database(), ours);
      expect(Object.values(before).filter((rows) => rows !== '').length).toBeGreaterThan(15);
      const sentBefore = messenger.sent.length;

      const other = await makeCompany(house.people, { name: 'Other' });
      const router = createRouter({
        features: house.features,
        log: createLogger('silent'),
        championOf: async () => null,
      });
      const leaks: unknown[] = [];
      const act = async (interaction: Interaction, who: 'maya' | 'ben' | 'noor' = 'maya') => {
        const context = await other.context(who);
        const reply = await inOrganisation(other.organisationId, () => router.handle(interaction, context));
        // What they say themselves may come back to them.
        const isTheirs = JSON.stringify(interaction).includes(secret);
        if (!isTheirs && JSON.stringify(reply).includes(secret)) leaks.push({ interaction, reply });
      };

      for (const { action, value } of buttons)
        for (const who of ['maya', 'ben', 'noor'] as const) await act({ kind: 'action', action, value }, who);
      for (const { form, subject, fields } of forms) {
        const values = Object.fromEntries(
          fields.map(({ name, kind }) => {
            const filled = { person: other.memberIds.noor, date: '2026-12-01', yesNo: true, choices: [] as string[] };
            return [name, kind in filled ? filled[kind as keyof typeof filled] : 'ours now'];
          }),
        );
        await act({ kind: 'submit', form, subject, values });
        for (const id of ids) await act({ kind: 'submit', form, subject: id, values });
      }
      // Those that nobody opened above too, and those that come one day.
      const seen = new Set(forms.map(({ form }) => form));
      const others = house.features
        .flatMap((feature) => Object.keys(feature.forms ?? {}))
        .filter((form) => !seen.has(form));
      for (const form of others)
        for (const subject of ['', ...ids]) await act({ kind: 'submit', form, subject, values: { text: 'ours now' } });
      const actions = house.features.flatMap((feature) => Object.keys(feature.actions ?? {}));
      for (const action of actions) for (const value of ids) await act({ kind: 'action', action, value });
      for (const { name } of router.commands)
        for (const id of ids.slice(0, 20)) await act({ kind: 'command', text: `${name} ${id}` });
      await house.delivery.drain();

      expect(leaks.slice(0, 3)).toEqual([]);
      const sent = messenger.sent.slice(sentBefore);
      expect(sent.filter((each) => JSON.stringify(each).includes(secret)).slice(0, 3)).toEqual([]);
      expect(await holdingsOf(database(), ours)).toEqual(before);
    },
    300_000,
  );
});
