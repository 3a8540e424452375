/** What a member presses and fills in of all that the champion was shown: it changes no rule, right, setting or record. */
import { afterEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../support/database.js';
import { doorsIn } from '../support/doors-in.js';
import { createFullStage, type FullStage } from '../support/every-room.js';
import { firstId, playLines, secret } from '../support/first-company.js';
import { harbourLights } from '../support/harbour-lights.js';

describeOnDatabase('Buttons and forms that somebody forwards', (database) => {
  let stage: FullStage;
  afterEach(() => stage.stop());

  test('do for a member nothing that is the champion’s and admins’', async () => {
    stage = await createFullStage({ database: database(), workspace: harbourLights, word: secret });
    const shown = await playLines(stage, database());
    const ours = await firstId(database());
    const { buttons, forms } = doorsIn([shown, stage.messenger.sent]);
    const auditedBy = async (who: string) =>
      (
        await database().queryText<{ what: string }[]>(
          'SELECT what FROM audit WHERE organisation_id = $1::uuid AND actor_id = $2::uuid ORDER BY id',
          ours,
          stage.id(who),
        )
      ).map(({ what }) => what);
    const opened = [...forms];
    const press = async (who: string) => {
      for (const { action, value } of buttons)
        opened.push(...doorsIn(await stage.interact(who, { kind: 'action', action, value }, '#support')).forms);
    };
    const fillIn = async (who: string) => {
      for (const { form, subject, fields } of opened) {
        const values = Object.fromEntries(
          fields.map(({ name, kind, options }) => {
            const choice = options?.at(-1)?.value ?? '';
            const filled = { person: stage.id('maya'), date: '2026-12-04', yesNo: true, choice, choices: [choice] };
            return [name, kind in filled ? filled[kind as keyof typeof filled] : '40'];
          }),
        );
        const bare = subject.replace(/^[^~]*~/, '');
        await stage.interact(who, { kind: 'submit', form, subject: bare, values }, '#support');
      }
    };
    await press('ani');
    await press('dana');
    await fillIn('ani');
    expect(await auditedBy('ani')).toEqual([]);
    // What an admin does with the same is done.
    await fillIn('dana');
    expect(new Set(await auditedBy('dana')).size).toBeGreaterThan(15);
  }, 300_000);
});
