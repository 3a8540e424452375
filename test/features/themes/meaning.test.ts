/** Themes that mean the same, by vectors of a stand-in for a model: merged once, taken out for good, never asked of what is confidential. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sameMeaning } from '../../../src/features/themes/rules/meaning.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, type Stage, text } from '../../support/stage.js';

/** Ten directions, and one that is nearly the first. */
const directions = Array.from({ length: 10 }, (_, at) => Array.from({ length: 10 }, (_, n) => (n === at ? 1 : 0)));
const nearlyFirst = [0.95, 0.3, 0, 0, 0, 0, 0, 0, 0, 0];

describe('New themes that mean the same', () => {
  const known = directions.map(() => false);

  test('join the known one that is nearest, and no other', () => {
    expect([...sameMeaning([...directions, nearlyFirst], [...known, true])]).toEqual([[10, 0]]);
    expect([...sameMeaning([nearlyFirst, ...directions], [true, ...known])]).toEqual([[0, 1]]);
  });

  test('are left alone where nothing stands out, where they are known, and where there are few', () => {
    expect(sameMeaning([...directions, nearlyFirst], [...known, false]).size).toBe(0);
    expect(
      sameMeaning(
        directions,
        directions.map(() => true),
      ).size,
    ).toBe(0);
    expect(
      sameMeaning(
        [
          [1, 0],
          [1, 0],
        ],
        [false, true],
      ).size,
    ).toBe(0);
    expect(sameMeaning([], []).size).toBe(0);
  });
});

const subjects = ['login', 'invoice', 'parking', 'battery', 'printer', 'coffee', 'window', 'garden', 'ticket'];

describeOnDatabase('Themes by meaning', (database) => {
  let stage: Stage;
  let sent: string[];
  beforeEach(async () => {
    sent = [];
    const embed = async (texts: readonly string[]) => {
      sent.push(...texts);
      return texts.map((words) => {
        const at = subjects.findIndex((subject) => words.toLowerCase().includes(subject));
        return /signing/i.test(words) ? [...nearlyFirst, 0] : Array.from({ length: 11 }, (_, n) => Number(n === at));
      });
    };
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z', embed });
  });
  afterEach(() => stage.stop());

  let number = 0;
  async function say(subject: string, more: object = {}): Promise<void> {
    const organisationId = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
    const items = ['is bad', 'again', 'really', 'once more today'].map((end) => {
      number += 1;
      return { text: `${subject} ${end}.`, sourceId: `s${number}`, ...more };
    });
    await stage.house.feedback.intake(items, { organisationId, source: 'test', surface: 'api', actorId: null });
  }
  const read = async (line: string) => text(cardOf(await stage.say('grace', line)));

  async function found(): Promise<void> {
    for (const subject of subjects) await say(`The ${subject}`);
    await say('Zanzibar', { confidential: true });
    await stage.say('grace', 'themes find');
    await say('Signing in');
    await stage.say('grace', 'themes find');
  }

  test('asks nobody before an admin says so', async () => {
    await found();
    expect(sent).toEqual([]);
    expect(await read('themes')).toMatch(/Signing/);
  });

  test('merges a new theme into the one that means the same; taken out it stays out', async () => {
    await stage.say('dana', 'settings themes-by-meaning:on');
    await found();
    expect(sent.length).toBeGreaterThan(subjects.length);
    expect(sent.join(' ')).not.toMatch(/zanzibar/i);
    expect(await read('themes')).not.toMatch(/Signing/);
    const login = /(TH-\d) · Login/i.exec(await read('themes'))?.[1] ?? '';
    expect(await read(`themes ${login}`)).toMatch(/Counts with it\W+TH-10 · Signing/);
    await stage.say('grace', 'theme part TH-10');
    await stage.say('grace', 'themes find');
    expect(await read('themes')).toMatch(/TH-10 · Signing/);
    const history = cardOf(await stage.interact('grace', { kind: 'action', action: 'themes.history', value: 'TH-10' }));
    expect(text(history)).toContain(`made it a part of ${login}.`);
    expect(text(history)).toContain(`Grace took it out of ${login}.`);
  });
});
