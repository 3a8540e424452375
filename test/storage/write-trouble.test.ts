/** A user of the server who may keep nothing in its database is told of at every door, with the statement that mends it. */
import { expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config.js';
import { allChecks } from '../../src/doctor/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { ConfigError } from '../../src/kernel/errors.js';
import { createLogger } from '../../src/kernel/logger.js';
import { openServerSource, openServerTarget } from '../../src/storage/copy/index.js';
import { openDatabase } from '../../src/storage/database.js';
import { describeOnServer } from '../support/database.js';
import { onServer } from '../support/migrated-databases.js';

const log = createLogger('silent');

describeOnServer('A user who may not make tables', (emptyDatabase) => {
  test('is named by the start, the move and the doctor, and may after what they say was done', async () => {
    const admins = await emptyDatabase();
    const role = `guest_${process.pid}_${process.hrtime.bigint() % 1_000_000n}`;
    await onServer(admins, `CREATE ROLE ${role} LOGIN PASSWORD 'guest'`);
    // As it is from PostgreSQL 15 on.
    await onServer(admins, 'REVOKE CREATE ON SCHEMA public FROM PUBLIC');
    const guests = new URL(admins);
    guests.username = role;
    guests.password = 'guest';
    const url = guests.href;
    const words = await openDatabase({ url, dataDir: '', log }).then(
      () => '',
      (error: unknown) => (error instanceof ConfigError ? (error.problems[0] ?? '') : String(error)),
    );
    const statement = /administrator: (ALTER DATABASE .*)$/.exec(words)?.[1] ?? '';
    expect(statement).toContain(`OWNER TO "${role}"`);
    await expect(openServerTarget(url, log)).rejects.toMatchObject({ problems: [words] });
    const deps = { log, clock: systemClock, withHost: async () => null };
    const checks = await allChecks({ ...deps, loadConfig: () => loadConfig({ DATABASE_URL: url }) });
    const check = checks.find(({ name }) => name === 'database');
    await expect(check?.run()).rejects.toMatchObject({ problems: [words] });

    await expect(openServerSource(url)).rejects.toMatchObject({ code: 'copy.noDatabase' });

    await onServer(admins, statement);
    await (await openServerTarget(url, log)).close();
    await onServer(admins, `${statement.replace(/OWNER TO .*/, 'OWNER TO CURRENT_USER')}; DROP ROLE ${role}`);
  });
});
