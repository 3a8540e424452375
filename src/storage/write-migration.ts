/**
 * `npm run db:migration -- NAME`: writes the next migration from what changed in prisma/schema.
 * `npm run db:migration -- --squash`: writes one migration anew in place of all, which only suits a program that
 * nobody runs yet: databases made before then refuse to open.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../kernel/clock.js';
import { type Migration, migrationsFolder, readMigrations } from './migrate.js';
import { sqlTowardsSchema } from './schema-engine.js';

const usage = 'Say what changes, in lower case: npm run db:migration -- add_idea_comments';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { squash: { type: 'boolean' } } });
process.exitCode = values.squash ? await squash() : await writeNext(positionals[0]);

async function writeNext(name: string | undefined): Promise<number> {
  if (positionals.length > 1 || !name || !/^[a-z][a-z0-9_]*$/.test(name)) {
    console.error(usage);
    return 2;
  }
  const sql = await sqlTowardsSchema(await readMigrations());
  if (sql === null) {
    console.log('Nothing to do: prisma/migrations already leads to prisma/schema.');
    return 0;
  }
  const stamp = systemClock.now().toISOString().replace(/\D/g, '').slice(0, 14);
  await write({ name: `${stamp}_${name}`, sql });
  return 0;
}

async function squash(): Promise<number> {
  const sql = await sqlTowardsSchema([]);
  if (sql === null) throw new Error('prisma/schema holds no tables.');
  await rm(migrationsFolder, { recursive: true, force: true });
  await write({ name: '00000000000000_initial', sql });
  return 0;
}

async function write({ name, sql }: Migration): Promise<void> {
  await mkdir(join(migrationsFolder, name), { recursive: true });
  await writeFile(join(migrationsFolder, name, 'migration.sql'), sql.trimEnd().concat('\n'));
  console.log(
    `Wrote prisma/migrations/${name}/migration.sql. Read it: a renamed column, for one, shows as dropped and added.`,
  );
}
