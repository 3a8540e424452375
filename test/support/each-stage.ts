/**
 * Plays the same story on every stage: in the rooms, and end to end through Slack and through Teams. Slack plays on the
 * embedded database, the others on the server where there is one: so every story meets both databases.
 * A story file says what happens and never where:
 *
 *     playOnEachStage('Ideas', (begin) => {
 *       test('an idea …', async () => {
 *         const { say, press, fill, inbox, place, clock, id } = await begin(harbourLights, '2026-11-13T17:00:00Z');
 *         const form = formOf(await say('dana', 'idea Night trains', '#support'));
 *         await fill('dana', form, { … });
 *         expect(text(only(place('#support')))).toContain('Night trains');
 *       });
 *     });
 *
 * Only what `SharedStage` offers can be used: typed lines, buttons by their label, forms by their fields' names, what
 * stands in chats and places, and the clock. Compare titles, tones, button labels and `text(card)`: the card that comes
 * back from Slack is read from its blocks, so its own fields are not those that the room wrote.
 */
import { afterEach, expect, jest } from '@jest/globals';
import type { WorkspaceSetup } from '../../src/features/people/index.js';
import type { Database } from '../../src/storage/database.js';
import { describeOnDatabase, describeOnEmbedded } from './database.js';
import { createSlackStage } from './slack-stage.js';
import { createStage, type SharedStage, type StageOptions } from './stage.js';
import { createTeamsStage } from './teams-stage.js';
import { type WrittenDown, writeDown } from './written-down.js';

/** A fresh stage with this company, its clock at `start`. Stopped after the test. */
export type Begin = (
  workspace: WorkspaceSetup,
  start?: string,
  further?: Pick<StageOptions, 'fetchCalendar' | 'customerSources' | 'baseUrl'>,
) => Promise<SharedStage>;

/** A story goes through every room and many days: a machine that is busy with other tests needs its time. */
const secondsToPlay = 120;

export function playOnEachStage(title: string, story: (begin: Begin) => void): void {
  jest.setTimeout(secondsToPlay * 1_000);
  describeOnDatabase(title, (database) => story(beginOn(database, createStage)));
  describeOnDatabase(`${title} through Teams`, (database) => story(beginOn(database, createTeamsStage)));
  describeOnEmbedded(`${title} through Slack`, (database) => story(beginOn(database, createSlackStage)));
}

function beginOn(database: () => Database, create: (options: StageOptions) => Promise<SharedStage>): Begin {
  const open: { readonly stage: SharedStage; readonly written: WrittenDown }[] = [];
  afterEach(async () => {
    const leaks: string[] = [];
    for (const { stage, written } of open.splice(0)) {
      await stage.stop();
      written.stop();
      leaks.push(...(await written.leaks(database(), stage.house.features)));
    }
    // Nothing that is written for whoever runs the bot holds what people said, or who they are.
    expect(leaks.slice(0, 5)).toEqual([]);
  });
  return async (workspace, start, further) => {
    const written = writeDown();
    const stage = await create({ database: database(), workspace, start, log: written.log, ...further });
    open.push({ stage, written });
    return listening(stage, written);
  };
}

/** The stage, of which everything is noted that people type or fill in. */
function listening(stage: SharedStage, { note }: WrittenDown): SharedStage {
  return {
    ...stage,
    say(who, line, place) {
      note(line);
      return stage.say(who, line, place);
    },
    tell(who, text) {
      note(text);
      return stage.tell(who, text);
    },
    fill(who, form, values) {
      note(values);
      return stage.fill(who, form, values);
    },
    answer(who, text, on, place) {
      note(text);
      return stage.answer(who, text, on, place);
    },
    write(who, text, place) {
      note(text);
      return stage.write(who, text, place);
    },
  };
}
