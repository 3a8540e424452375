/** A process of its own for durability.test.ts: inserts rows until it is killed, and says each number once it is kept. */
import { writeSync } from 'node:fs';
import { createLogger } from '../../../src/kernel/logger.js';
import { openDatabase } from '../../../src/storage/database.js';

const [dataDir = '', from = '0'] = process.argv.slice(2);
const database = await openDatabase({ dataDir, log: createLogger('silent') });
writeSync(1, 'open\n');
for (let id = Number(from); ; id += 1) {
  await database.transaction(async (tx) => {
    await tx.execute`INSERT INTO playground_clock (id, ahead_ms) VALUES (${id}::int, ${id}::int)`;
    await tx.execute`
      INSERT INTO organisations (id, name, created_at)
      VALUES (${`00000000-0000-7000-8000-${String(id).padStart(12, '0')}`}::uuid, 'x', now())`;
  });
  writeSync(1, `${id}\n`);
}
