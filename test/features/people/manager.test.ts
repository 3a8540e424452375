/** To whom somebody reports: shown, named and taken back with the command `manager`. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, type Stage, text, titles } from '../../support/stage.js';

describeOnDatabase('The command manager', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T09:00:00Z' });
  });
  afterEach(() => stage.stop());

  const said = async (who: string, line: string) => text(cardOf(await stage.say(who, line)));

  test('shows nobody at first, names one and takes it back, as its words say', async () => {
    const none = await said('maya', 'manager');
    expect(none).toContain('Your manager is not named');
    expect(none).toContain('/customer manager @name names one, /customer manager none takes it back.');
    expect(await said('maya', 'MANAGER @Ani')).toContain('Your manager is Ani');
    expect(await said('maya', 'manager')).toContain('Your manager is Ani');
    expect(await said('maya', 'manager None')).toContain('Your manager is not named');
    expect(await said('maya', 'manager')).toContain('Your manager is not named');
  });

  test('names others’ for the champion and admins only, and shows them to all', async () => {
    expect(await said('grace', 'manager @ani of:@maya')).toContain('Maya’s manager is Ani');
    expect(await said('dana', 'manager @ben of:@maya')).toContain('Maya’s manager is Ben');
    const shown = await said('ben', 'manager of:@maya');
    expect(shown).toContain('Maya’s manager is Ben');
    expect(shown).toContain(
      '/customer manager @name of:@maya names one, /customer manager none of:@maya takes it back.',
    );
    expect(await said('ben', 'manager none of:@maya')).toContain('Grace');
    expect(await said('maya', 'manager')).toContain('Your manager is Ben');
  });

  test('refuses oneself, whoever is not here and whoever has left', async () => {
    expect(await said('maya', 'manager @maya')).toContain('Name somebody else, or type /customer manager none');
    expect(await said('grace', 'manager @maya of:@maya')).toContain('Nobody reports to themselves');
    expect(await said('maya', 'manager @nobody')).toContain('There is nobody called “@nobody” here');
    expect(await said('grace', 'manager @ani of:@nobody')).toContain('There is nobody called “@nobody” here');
    await leaves('ani');
    expect(await said('maya', 'manager @ani')).toContain('There is nobody called “@ani” here');
  });

  const leaves = (handle: string) =>
    database().executeSql(`UPDATE members SET left_at = '2026-11-16T09:00Z' WHERE id = $1::uuid`, [stage.id(handle)]);
  const ladder = 'settings promise:2h ladder:"25% owner and manager; 200% owner, every working day"';

  test('lets two report to each other: each hears of the other’s', async () => {
    await stage.say('grace', ladder);
    await stage.say('maya', 'manager @grace');
    await stage.say('grace', 'manager @maya');
    await stage.say('dana', 'feedback "Slow" owner:@maya', '#support');
    await stage.say('dana', 'feedback "Cold" owner:@grace', '#support');
    await stage.clock.advanceTo('2026-11-16T10:00:00Z');
    expect(text(stage.inbox('grace').at(-1))).toContain('F-1');
    expect(titles(stage.inbox('grace'))).toContain('2 things need you');
    expect(titles(stage.inbox('maya'))).toContain('2 things need you');
  });

  test('is obeyed no longer when the manager has left', async () => {
    await stage.say('grace', ladder);
    await stage.say('maya', 'manager @ani');
    await leaves('ani');
    expect(await said('maya', 'manager')).not.toContain('Your manager is Ani');
    await stage.say('dana', 'feedback "Slow" owner:@maya', '#support');
    await stage.clock.advanceTo('2026-11-16T10:00:00Z');
    expect(titles(stage.inbox('maya'))).toContain('F-1: have you seen it?');
    expect(stage.inbox('ani')).toEqual([]);
  });
});
