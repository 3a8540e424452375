/** An organisation with nothing in it, for tests of tables that hang by one. */
import type { Database } from '../../src/storage/database.js';

/** Doing it again changes nothing. @param id a UUID */
export async function insertOrganisation(database: Database, id: string): Promise<void> {
  await database.executeSql(
    "INSERT INTO organisations (id, name, created_at) VALUES ($1::uuid, 'Lantern', now()) ON CONFLICT DO NOTHING",
    [id],
  );
}
