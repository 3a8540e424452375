/** Every command of docs/commands.md, as people type it in Teams: each way in answers, and each button does something. */
import { readFile } from 'node:fs/promises';
import { afterEach, expect, test } from '@jest/globals';
import type { Card } from '../../../src/chat/card.js';
import type { Reply } from '../../../src/chat/reply.js';
import { describeOnDatabase } from '../../support/database.js';
import { everyLine } from '../../support/every-line.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { text } from '../../support/stage.js';
import { createTeamsStage, type TeamsStage } from '../../support/teams-stage.js';

const page = await readFile(new URL('../../../docs/commands.md', import.meta.url), 'utf8');
/** The commands of the page, by their first words. */
const usages = [...page.matchAll(/^\| `([^`]+)`/gm)].map(([, usage = '']) => usage.replaceAll('\\|', '|'));

/** What nobody should ever read. */
const broken = /\bundefined\b|\[object|\bNaN\b|no longer works|went wrong/;
/** The code of an invitation and a key are made by chance. */
const withoutCode = (said: string) =>
  said.replaceAll(/connect \S{20,}/g, 'connect CODE').replaceAll(/\bec_[\w-]{43}/g, 'KEY');

/** The words that a usage begins with, up to what people fill in. */
const nameIn = (usage: string): string =>
  /^[a-z]+(?: (?:list|withdraw|edit|same|restore|test|add|remove|rename|merge|fields|pairs|every|cron|calendar|skip|stop|now|start|send|links|guess|words|board|invite|summary|end|new|revoke)\b)?/.exec(
    usage,
  )?.[0] ?? usage;

test('The lines name every command of docs/commands.md', () => {
  const typed = (usage: string) => everyLine.some((line) => line.startsWith(nameIn(usage)));
  expect(usages.length).toBeGreaterThan(30);
  expect(usages.filter((usage) => !typed(usage))).toEqual([]);
});

describeOnDatabase('Every command in Teams', (database) => {
  let stage: TeamsStage;
  afterEach(() => stage.stop());

  const read = (reply: Reply): string => {
    if (reply.kind === 'card') return text(reply.card);
    if (reply.kind === 'form')
      return `FORM ${reply.form.title}: ${reply.form.fields.map(({ label }) => label).join(', ')}`;
    return reply.kind === 'fieldErrors' ? reply.message : '';
  };
  const buttonsOf = ({ blocks }: Card) =>
    blocks.flatMap((block) => {
      if (block.kind === 'actions') return block.actions;
      return 'action' in block && block.action ? [block.action] : [];
    });

  test.each(['in the private chat', 'in a group chat', 'in a channel', 'by slash'])('is answered %s', async (way) => {
    stage = await createTeamsStage({ database: database(), workspace: harbourLights });
    const { world } = stage.teams;
    const group = {
      id: '19:lunch@thread.v2',
      kind: 'groupChat',
      name: 'Lunch',
      members: [...world.users.keys()],
    } as const;
    world.chats.set(group.id, group);
    const conversation =
      way === 'in the private chat' ? null : way === 'in a group chat' ? group.id : stage.chat('#support');
    if (conversation === group.id) await stage.driver.install(stage.user('grace'), group.id);
    await stage.settle();
    for (const line of everyLine) {
      const reply = await stage.sayIn('grace', line, conversation, way === 'by slash');
      const said = read(reply);
      expect(`${line}: ${said}`).not.toBe(`${line}: `);
      expect(withoutCode(said)).not.toMatch(broken);
      if (reply.kind !== 'card') continue;
      for (const button of buttonsOf(reply.card)) {
        if (button.kind !== 'button') continue;
        const answer = read(await stage.press('grace', button.label, reply.card));
        expect(`${line} [${button.label}] ${answer}`).not.toMatch(broken);
      }
    }
  });
});
