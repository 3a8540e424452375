import { defineConfig } from 'prisma/config';

// The CLI fetches a native engine that generating does not need and that no offline machine can have.
// With this it never migrates (it would answer success having done nothing): src/storage/migrate.ts does.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({ schema: 'prisma/schema', migrations: { path: 'prisma/migrations' } });
