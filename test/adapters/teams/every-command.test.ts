/** Every command of docs/commands.md, as people type it in Teams: each way in answers, and each button does something. */
import { readFile } from 'node:fs/promises';
import { afterEach, expect, test } from '@jest/globals';
import type { Card } from '../../../src/chat/card.js';
import type { Reply } from '../../../src/chat/reply.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { text } from '../../support/stage.js';
import { createTeamsStage, type TeamsStage } from '../../support/teams-stage.js';

const page = await readFile(new URL('../../../docs/commands.md', import.meta.url), 'utf8');
/** The commands of the page, by their first words. */
const usages = [...page.matchAll(/^\| `([^`]+)`/gm)].map(([, usage = '']) => usage.replaceAll('\\|', '|'));

/** What somebody types of each command; a later line uses what an earlier one made. */
const lines = [
  'help',
  'help feedback',
  'owe',
  'champion',
  'champion @grace',
  'manager',
  'manager @dana of:@maya',
  'away until friday delegate:@maya',
  'back',
  'hours 9-17',
  'language english',
  'settings',
  'feedback "The app is so slow" customer:Acme',
  'feedback "The key is stuck" customer:Acme',
  'feedback "The key sticks"',
  'feedback',
  'feedback F-1',
  'feedback list',
  'feedback list mine',
  'feedback edit F-1 severity:high',
  'feedback same F-2 F-3',
  'feedback restore F-3',
  'feedback withdraw F-3',
  'customer Acme segment:Trade',
  'customer',
  'who Acme',
  'customer rename Acme to Acme Lights',
  'customer Bolt',
  'customer merge Bolt into Acme Lights',
  'route',
  'route add words:refund to:@ana,@ben',
  'route add words:refund to:@maya,@ben',
  'route test "a refund please"',
  'route remove 1',
  'idea',
  'idea Night lamp',
  'ideas',
  'nps',
  'score 9 "Lovely" customer:"Acme Lights"',
  'score',
  'metric',
  'metric Churn 4.5 unit:%',
  'imports',
  'meeting',
  'meeting every monday 10:00',
  'meeting skip',
  'meeting cron "0 10 * * 1"',
  'meeting calendar https://calendar.example/team.ics',
  'meeting now',
  'meeting stop',
  'brief',
  'brief calendar',
  'brief calendar https://calendar.example/maya.ics',
  'brief off',
  'learn They look for keys in the dark customer:"Acme Lights"',
  'learn',
  'follow',
  'report',
  'connect',
  'join @maya @ben',
  'part @maya',
  'inbox teams',
  'customer pairs',
  'customer fields',
  'customer fields plan as:Tier',
  'segment list',
  'segment add Trade when:"segment = Trade"',
  'segment test Acme Lights',
  'segment remove Trade',
  'tip add "Offer the webinar" when:"segment = Trade"',
  'tips',
  'tip remove 1',
  'promise list',
  'promise add 4h when:"severity = high"',
  'promise test "The key is stuck"',
  'promise remove 1',
  'phrases',
  'phrases grateful "Thank you for these kind words."',
  'customer "Acme Lights"',
  'survey',
  'survey start everyone',
  'survey start expected touchpoint:Billing link',
  'survey gap',
  'survey send S-1',
  'survey links S-1',
  'survey stop S-1',
  'survey start onething link',
  'survey guess S-2',
  'survey words S-2',
  'survey board S-2',
  'notice Payments by card may fail',
  'notices',
  'notices ended',
  'notice update N-1 We found the cause',
  'notice until N-1 tomorrow 10:00',
  'notice approve N-1',
  'notice end N-1 The bank has renewed it',
  'trial "New invoices" until:2027-02-01',
  'trials',
  'trial invite T-1 customer:"Acme Lights"',
  'trial summary T-1',
  'trial end T-1',
  'risk',
  'newcomers',
  'newcomers add @maya',
  'newcomers skip',
  'newcomers resume',
  'life',
  'life add "Rooms are cleaned at noon."',
  'life remove LT-1',
  'life restore LT-1',
  'alerts',
  'alert figures',
  'alert add "feedback > 10 a week"',
  'alert change AL-1 over:14d',
  'alert remove AL-1',
  'home',
  'wall',
  'wall add Kitchen',
  'wall remove W-1',
  'webhooks',
  'webhook add https://hooks.example.com/1 events:resolved,overdue',
  'webhook WH-1',
  'webhook pause WH-1',
  'webhook resume WH-1',
  'webhook replay WH-1 since:24h',
  'webhook rotate WH-1',
  'webhook remove WH-1',
  'key new laptop scope:read,capture',
  'key',
  'key revoke laptop',
  'newsletter',
  'newsletter draft',
  'newsletter edit',
  'newsletter approve',
  'newsletter skip',
  'newsletter subscribe',
  'newsletter unsubscribe',
  'honours',
  'honours off',
  'honours on',
  'honours month',
  'themes',
  'themes hidden',
  'themes find',
  'theme name TH-1 as:Login',
  'theme merge TH-1 into:TH-2',
  'theme part TH-1',
  'theme hide TH-1',
  'theme show TH-1',
  'audit',
  'export customer:"Acme Lights"',
  'forget customer "Acme Lights"',
  'forget person @ben',
  'retention 24 months',
  'retention off',
  'home',
  'nonsense that nobody knows',
];

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

test('The lines above name every command of docs/commands.md', () => {
  const typed = (usage: string) => lines.some((line) => line.startsWith(nameIn(usage)));
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
    for (const line of lines) {
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
