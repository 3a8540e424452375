/** Who may do what: each line of docs/rights.md, played for each kind of person through the router. */
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FetchCalendar } from '../../src/chat/calendar-source.js';
import type { Reply } from '../../src/chat/reply.js';
import type { WorkspaceSetup } from '../../src/features/people/index.js';
import { describeOnDatabase } from '../support/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { createStage, type Stage, text } from '../support/stage.js';

const page = await readFile(new URL('../../docs/rights.md', import.meta.url), 'utf8');

/** Of one table of the page: what is done, and by column whether that person may. */
function tableOf(heading: string): readonly (readonly [string, Readonly<Record<string, boolean>>])[] {
  const [, part = ''] = page.split(`## ${heading}\n`);
  const [head, , ...rows] = (part.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('|'));
  const cells = (row: string) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const [, ...who] = cells(head ?? '');
  return rows.map((row) => {
    const [deed = '', ...may] = cells(row);
    return [deed, Object.fromEntries(who.map((person, at) => [person, may[at] === 'yes']))] as const;
  });
}

const commands = tableOf('Commands');
const deeds = tableOf('Feedback');

/** Who stands for each column. Ben has nothing to do with anything. */
const people: Readonly<Record<string, string>> = {
  member: 'ben',
  'owner’s manager': 'tom',
  captured: 'ani',
  owner: 'maya',
  champion: 'grace',
  admin: 'dana',
};

const workspace: WorkspaceSetup = {
  ...harbourLights,
  members: [...harbourLights.members, { externalId: 'U-tom', handle: 'tom', name: 'Tom', timeZone: 'Europe/London' }],
};

const events = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:1', 'SUMMARY:Weekly', 'DTSTART:20261123T100000Z'];
const fetchCalendar: FetchCalendar = async () => ({
  ...{ kind: 'fetched', etag: null, lastModified: null },
  text: [...events, 'RRULE:FREQ=WEEKLY', 'END:VEVENT', 'END:VCALENDAR'].join('\r\n'),
});

const wordsOf = (reply: Reply): string => {
  if (reply.kind === 'card') return text(reply.card);
  return reply.kind === 'fieldErrors' ? reply.message : '';
};

/** What everybody reads who may not: it names who may. */
const refusal =
  /is for the customer champion and admins|is for admins|^(?:Attention: )?Only (?!accounts).{1,80} can |for the champion and admins|can .{1,40}\. Ask them\.$/mu;
const isRefused = (reply: Reply): boolean => refusal.test(wordsOf(reply));

describe('The page of rights', () => {
  test('has lines of each kind, and everybody is somebody', () => {
    expect([commands.length > 30, deeds.length > 6]).toEqual([true, true]);
    for (const [, may] of [...commands, ...deeds])
      expect(Object.keys(may).filter((who) => people[who] === undefined)).toEqual([]);
  });
});

describeOnDatabase('Rights', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    const start = '2026-11-16T10:00:00Z';
    stage = await createStage({ database: database(), workspace, start, fetchCalendar });
    await stage.say('maya', 'manager @tom');
  });
  afterEach(() => stage.stop());

  test('of commands are as the page says', async () => {
    const { say } = stage;
    for (const name of ['Acme', 'Bolt']) await say('grace', `customer ${name} attribute:plan=Gold`);
    const wrong: string[] = [];
    for (const [cell, may] of commands) {
      const line = cell.replace(/^`|`$/g, '');
      for (const [column, isAllowed] of Object.entries(may)) {
        const reply = await say(people[column] ?? '', line, '#support');
        if (isRefused(reply) === isAllowed) wrong.push(`${column}: ${line} → ${wordsOf(reply).slice(0, 120)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('of commands that the page leaves out are every member’s, and no restricted one is left out', async () => {
    const listed = commands.map(([cell]) => cell.replace(/^`|`$/g, ''));
    const all = stage.house.features.flatMap((feature) => feature.commands ?? []);
    const isListed = (name: string) => listed.some((line) => line === name || line.startsWith(`${name} `));
    expect(
      all.filter(({ name, allowed }) => allowed === 'champion' && !isListed(name)).map(({ name }) => name),
    ).toEqual([]);
    const wrong: string[] = [];
    for (const { name } of all.filter((command) => !isListed(command.name)))
      if (isRefused(await stage.say('ben', name, '#support'))) wrong.push(name);
    expect(wrong).toEqual([]);
  });

  test('of feedback are as the page says', async () => {
    const { say, press, place } = stage;
    const wrong: string[] = [];
    let count = 0;
    for (const [cell, may] of deeds) {
      for (const [column, isAllowed] of Object.entries(may)) {
        const who = people[column] ?? '';
        const isSecret = cell.includes('confidential');
        await say('ani', `feedback "The lamp flickers" owner:@maya${isSecret ? ' confidential:yes' : ''}`, '#support');
        count += 1;
        const [, label] = /^\*\*(.*)\*\*$/.exec(cell) ?? [];
        const card = place('#support').findLast(({ title }) => title.startsWith(`F-${count} ·`));
        const line = isSecret ? `feedback F-${count}` : cell.replace(/^`|`$/g, '').replace('F-1', `F-${count}`);
        const reply = label && card ? await press(who, label, card) : await say(who, line, '#support');
        const isDone = isSecret ? wordsOf(reply).includes('lamp') : !isRefused(reply);
        if (isDone !== isAllowed) wrong.push(`${column}: ${cell} → ${wordsOf(reply).slice(0, 160)}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
