/** Jest runs this once after all test files. */
import { tsImport } from 'tsx/esm/api';

export default async function tearDown() {
  const { TEST_DATABASE_URL: url, EMPTY_CHAIR_TEMPLATE: template } = process.env;
  if (!url || !template) return;
  const { onServer } = await tsImport('./migrated-databases.ts', import.meta.url);
  await onServer(url, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
}
