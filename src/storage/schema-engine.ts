/**
 * What the next migration must do: prisma/schema compared with prisma/migrations, by Prisma's own engine.
 * Used while developing (write-migration.ts and the test that migrations and schema agree), never by a running bot.
 */
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import { type Migration, migrationsFolder } from './migrate.js';
import { pgliteAdapter } from './pglite-adapter.js';

const schemaFolder = fileURLToPath(new URL('../../prisma/schema/', import.meta.url));

/**
 * The SQL that leads from `migrations` to prisma/schema; null when they agree. Takes a few seconds.
 * @param scratch an empty database, in which the engine runs the migrations to see what they come to; closed at the end
 */
export async function sqlTowardsSchema(
  migrations: readonly Migration[],
  scratch: Promise<PGlite> = PGlite.create(),
): Promise<string | null> {
  const lite = await scratch;
  try {
    return await difference(lite, migrations);
  } finally {
    await lite.close();
  }
}

async function difference(scratch: PGlite, migrations: readonly Migration[]): Promise<string | null> {
  await load();
  const files = await schemaFiles();
  const datamodels = files.map(({ path, content }): [string, string] => [path, content]);
  const adapter = bindMigrationAwareSqlAdapterFactory(pgliteAdapter(scratch));
  const instance = await engine.SchemaEngine.new({ datamodels }, () => {}, adapter);
  const { exitCode, stdout } = await instance.diff({
    from: { tag: 'migrations', ...listOf(migrations) },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  return exitCode === 0 ? null : stdout;
}

async function schemaFiles(): Promise<{ path: string; content: string }[]> {
  const names = (await readdir(schemaFolder)).filter((name) => name.endsWith('.prisma')).sort();
  return Promise.all(
    names.map(async (name) => ({
      path: join(schemaFolder, name),
      content: await readFile(join(schemaFolder, name), 'utf8'),
    })),
  );
}

function listOf(migrations: readonly Migration[]): engine.MigrationList {
  return {
    baseDir: migrationsFolder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}

/** The part of WebAssembly that is used here; TypeScript knows it only together with everything of a browser. */
interface WebAssemblyGlobal {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(module: object, imports: object): Promise<{ readonly exports: { __wbindgen_start(): void } }>;
}

let loaded: Promise<void> | undefined;

/** The package is made for bundlers, which load WebAssembly by an import; Node has to do it by hand. */
function load(): Promise<void> {
  loaded ??= (async () => {
    const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyGlobal };
    const file = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
    const module = await WebAssembly.compile(await readFile(file.replace(/\.js$/, '.wasm')));
    const { exports } = await WebAssembly.instantiate(module, { './schema_engine_bg.js': { ...engine } });
    const { __wbg_set_wasm: setWasm } = engine as unknown as { __wbg_set_wasm(exports: object): void };
    setWasm(exports);
    exports.__wbindgen_start();
  })();
  return loaded;
}
