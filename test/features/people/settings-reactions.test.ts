/** Reactions capture and resolve in Slack; Teams tells a bot of none to people's messages, and the settings say so. */
import { expect, test } from '@jest/globals';
import type { Platform } from '../../../src/kernel/person.js';
import { describeOnDatabase } from '../../support/database.js';
import { startPeople } from './start-people.js';

describeOnDatabase('Settings of reactions', (database) => {
  async function startOn(...platforms: readonly Platform[]) {
    const room = await startPeople(database());
    const { company, people } = room;
    const { organisationId, workspaceId } = company;
    const [first = 'playground', ...others] = platforms;
    await database().models.workspace.updateMany({ where: { id: workspaceId }, data: { platform: first } });
    for (const platform of others) {
      const workspace = { platform, externalId: platform, name: platform, organisationId } as const;
      await people.connectWorkspace({ ...workspace, members: [], places: [] });
    }
    return room;
  }

  test('stand in no list and no form where all are in Teams, and the others can be changed', async () => {
    const { command, press, submit } = await startOn('teams');
    const said = await command('maya', 'settings');
    expect(said).not.toMatch(/Emoji|Reactions|:ear:/);
    expect(said).toContain('Working days');
    const opened = await press('maya', 'people.changeSettings');
    const form = opened?.kind === 'form' ? opened.form : undefined;
    const names = form?.fields.map(({ name }) => name) ?? [];
    expect(names).toContain('promise');
    expect(names).not.toContain('ear');
    const asShown = Object.fromEntries(form?.fields.map((field) => [field.name, field.value]) ?? []);
    expect(await submit('maya', 'people.changeSettings', { ...asShown, promise: '3d' }, form?.subject)).toMatch(
      /^Good: Changed: promise$/m,
    );
  });

  test('say that they are Slack’s where some are in Teams', async () => {
    const { command } = await startOn('slack', 'teams');
    expect(await command('maya', 'settings')).toContain(':ear: in Slack');
    const changed = await command('maya', 'settings', { details: { ear: 'eyes' } });
    expect(changed).toContain(':ear: in Slack → :eyes: in Slack');
  });

  test('say no more than their names where all are in Slack', async () => {
    const { command } = await startOn('slack');
    const said = await command('maya', 'settings');
    expect(said).toContain(':ear:');
    expect(said).not.toContain('in Slack');
  });
});
