/** A process of its own for embedded.process.test.ts: says how often the disk was asked to keep what ten transactions wrote. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { fsyncSync } = fs;
let syncCount = 0;
fs.fsyncSync = (descriptor) => {
  syncCount += 1;
  fsyncSync(descriptor);
};
syncBuiltinESMExports();

const { createLogger } = await import('../../../src/kernel/logger.js');
const { openDatabase } = await import('../../../src/storage/database.js');
const database = await openDatabase({ dataDir: process.argv[2] ?? '', log: createLogger('silent') });
const before = syncCount;
for (let id = 1; id <= 10; id += 1) {
  await database.transaction((tx) => tx.execute`INSERT INTO playground_clock (id, ahead_ms) VALUES (${-id}::int, 0)`);
}
console.log(syncCount - before);
await database.close();
