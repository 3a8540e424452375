/** Themes are found in a thread as they are found here, and what is too much for it is given up. */
import { expect, test } from '@jest/globals';
import { findHere } from '../../../src/features/themes/finding/finder.js';
import { createFindingThread } from '../../../src/features/themes/finding/finding-thread.js';
import { execArgv } from '../../support/typed-thread.js';
import { english } from './said.js';

const items = english.flatMap(({ texts }) => texts.map((text) => ({ text, names: [], confidential: false })));

async function findBy(begin: typeof findHere) {
  const finding = begin();
  try {
    await finding.take(items);
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
