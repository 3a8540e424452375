import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { alikeFrom } from '../../../../src/features/feedback/alike.js';
import { likenessOf, weighing } from '../../../../src/kernel/likeness.js';
import { tokensOf } from '../../../../src/kernel/tokens.js';
import { describeOnDatabase } from '../../../support/database.js';
import { harbourLights } from '../../../support/harbour-lights.js';
import { cardOf, createStage, type Stage, text } from '../../../support/stage.js';

interface Row {
  readonly Said: string;
  readonly Same: string;
  readonly Different: string;
}

const read = (name: string): readonly Row[] =>
  parse(readFileSync(new URL(`./${name}`, import.meta.url)), { columns: true });

const pairs = read('pairs.csv');

/** What is right of what is found, and found of what is right. */
const measured = (found: readonly boolean[], of: number) => {
  const right = found.filter((isRight) => isRight).length;
  return { precision: right / found.length, recall: right / of };
};

const stemsOf = (said: string) => tokensOf(said).map(({ stem }) => stem);

function judged(rows: readonly Row[]): readonly boolean[] {
  const all = rows
    .flatMap(({ Said, Same, Different }) => [Said, Same, Different])
    .map((said) => new Set(stemsOf(said)));
  const weigh = weighing(all.length, (stem) => all.filter((stems) => stems.has(stem)).length);
  const isAlike = (later: string, said: string) => likenessOf(stemsOf(later), stemsOf(said), weigh) >= alikeFrom;
  return rows.flatMap(({ Said, Same, Different }) => [
    ...(isAlike(Same, Said) ? [true] : []),
    ...(isAlike(Different, Said) ? [false] : []),
  ]);
}

describe('Likeness', () => {
  test('is right about at least four in five that it proposes, and proposes more than half of what is the same', () => {
    const { precision, recall } = measured(judged(pairs), pairs.length);
    if (process.env.SHOW_FIGURES) console.log('pairs', precision, recall);
    expect(precision).toBeGreaterThanOrEqual(0.9);
    expect(recall).toBeGreaterThanOrEqual(0.6);
  });

  test('is as right in languages without stems, by their letters', () => {
    const rows = read('other-languages.csv');
    const { precision, recall } = measured(judged(rows), rows.length);
    if (process.env.SHOW_FIGURES) console.log('other languages', precision, recall);
    expect(precision).toBeGreaterThanOrEqual(0.8);
    expect(recall).toBeGreaterThanOrEqual(0.5);
  });
});

describeOnDatabase('Likeness among all of them', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
  });
  afterEach(() => stage.stop());

  test('proposes what was said before, and little else', async () => {
    const organisationId = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
    const sweep = stage.house.sweeps.find(({ name }) => name === 'feedback.alikeIndex');
    const file = async () => {
      await stage.say('grace', 'feedback alike F-1');
      for (let count = 1; count; count = (await sweep?.run(stage.clock.now())) ?? 0);
    };
    const take = async (all: readonly string[]) => {
      await stage.house.feedback.intake(
        all.map((words) => ({ text: words })),
        { organisationId, source: 'reviews', surface: 'api', actorId: null },
      );
      await file();
    };
    await take(pairs.map(({ Said }) => Said));
    await take(pairs.flatMap(({ Same, Different }) => [Same, Different]));
    const found: boolean[] = [];
    for (let index = 0; index < 2 * pairs.length; index += 1) {
      const card = cardOf(await stage.say('grace', `feedback alike F-${pairs.length + index + 1}`));
      const proposed = [...text(card).matchAll(/Same as F-(\d+)/gu)].map(([, number]) => Number(number)).slice(0, 3);
      // Rewritten ones and other matters are like each other as well: only what was said at first is judged.
      const first = proposed.filter((number) => number <= pairs.length);
      found.push(...first.map((number) => index % 2 === 0 && number === index / 2 + 1));
    }
    const { precision, recall } = measured(found, pairs.length);
    if (process.env.SHOW_FIGURES) console.log('among all', precision, recall);
    expect(precision).toBeGreaterThanOrEqual(0.8);
    expect(recall).toBeGreaterThanOrEqual(0.5);
  });
});
