/**
 * Each organisation apart: one company plays through every command, and another then tries every button, form and command
 * with all the ids that the first one has. It learns nothing and changes nothing.
 */
import { afterEach, expect, test } from '@jest/globals';
import type { Interaction } from '../../src/chat/interaction.js';
import { createRouter } from '../../src/chat/router.js';
import { createLogger } from '../../src/kernel/logger.js';
import { makeCompany } from '../support/company.js';
import { describeOnDatabase } from '../support/database.js';
import { doorsIn, firstId, holdingsOf, idsOf, playFirst, secret } from '../support/first-company.js';
import { harbourLights } from '../support/harbour-lights.js';
import { createStage, type Stage } from '../support/stage.js';

describeOnDatabase('Two organisations in one database', (database) => {
  let stage: Stage;
  afterEach(() => stage.stop());

  test('see and change nothing of each other, whatever id is tried', async () => {
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
      const reply = await router.handle(interaction, await other.context(who));
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
  }, 300_000);
});
