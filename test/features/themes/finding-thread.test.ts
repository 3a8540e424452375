/** Themes are found in a thread as they are found here, and what is too much for it is given up. */
import { expect, test } from '@jest/globals';
import { findHere } from '../../../src/features/themes/finding/finder.js';
import { createFindingThread } from '../../../src/features/themes/finding/finding-thread.js';
import { execArgv } from '../../support/typed-thread.js';
import { english } from './said.js';

const few = english.flatMap(({ texts }) => texts.map((text) => ({ text, names: [], confidential: false })));
const items = Array.from({ length: 40 }, () => few).flat();

async function findBy(begin: typeof findHere, given = items) {
  const finding = begin();
  try {
    for (let from = 0; from < given.length; from += 50) await finding.take(given.slice(from, from + 50));
    return await finding.find([]);
  } finally {
    await finding.end();
  }
}

test('A thread finds what is found here, and the next one waits for it', async () => {
  const begin = createFindingThread({ execArgv });
  const here = await findBy(findHere);
  expect(await Promise.all([findBy(begin), findBy(begin)])).toEqual([here, here]);
});

test('Few texts need no thread', async () => {
  const noTime = createFindingThread({ execArgv, timeMs: 1 });
  expect(await findBy(noTime, few)).toEqual(await findBy(findHere, few));
});

test('What takes too long or too much memory is given up, and the next one is found', async () => {
  expect(await findBy(createFindingThread({ execArgv, timeMs: 1 }))).toBe('tooHard');
  const small = createFindingThread({ execArgv, memoryMb: 12 });
  const finding = small();
  const many = Array.from({ length: 200_000 }, (_, index) => ({
    ...(items[0] ?? fail()),
    text: `w${'x'.repeat(index % 40)}${index.toString(36)} b`,
  }));
  await finding.take(many);
  expect(await finding.find([])).toBe('tooHard');
  await finding.end();
  expect(await findBy(small)).not.toBe('tooHard');
});

function fail(): never {
  throw new Error('There are texts.');
}
