/** Jest runs this once after all test files. */
import { tsImport } from 'tsx/esm/api';

export default async function tearDown() {
  const { TEST_DATABASE_URL: url, EMPTY_CHAIR_TEMPLATE: template } = process.env;
  if (!url || !template) return;
  const { dropAll } = await tsImport('./migrated-databases.ts', import.meta.url);
  await dropAll(url, template);
}
