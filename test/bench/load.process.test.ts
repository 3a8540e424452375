/** A small part of `npm run load`: that what it does is answered right, by copies of the bot as processes. Nothing is timed. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { describeOnServer } from '../support/database.js';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder.js';
import { acts } from './load/acts.js';
import { figuresOf } from './load/load-figures.js';
import { crowdOf } from './load/made-crowd.js';
import { runLoad } from './load/run-load.js';
import { saveLoad } from './load/save-load.js';

afterEach(removeTemporaryFolders);

describeOnServer('A load of several organisations on two copies', () => {
  test('is answered right, loses nothing that is due, and is kept as figures and pictures', async () => {
    const options = {
      crowd: crowdOf({ organisations: 4, members: 40, items: 400 }),
      ...{ perSecond: 25, seconds: 4, warmUpSeconds: 0, copies: 2 },
      say: () => undefined,
    };
    const run = await runLoad(process.env.TEST_DATABASE_URL ?? '', options);
    expect(run.wrong).toEqual([]);
    // A busy machine is slow, which is no fault: it is tried again.
    const { 'room did not compose in time': _, ...errors } = run.errors;
    expect(errors).toEqual({});
    expect(new Set(run.done.map(({ act }) => act))).toEqual(new Set(acts.map(({ name }) => name)));
    expect(run.done).toHaveLength(100);
    expect(run.due.lags.length).toBeGreaterThanOrEqual(5);
    const figures = figuresOf(run, options);
    const files = await saveLoad(await temporaryFolder(), { options, run, figures });
    expect(files.map((file) => basename(file))).toEqual(['load.json', 'load.png', 'load-memory.png']);
    const [json = ''] = files;
    expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({ options: { perSecond: 25 }, wrong: [] });
  }, 240_000);
});
