/**
 * Jest runs this once before all test files; global-teardown.js takes away what it leaves on the server.
 * JavaScript, because jest loads it outside of its own module system; tsx lets it load the sources.
 */
import { tsImport } from 'tsx/esm/api';

export default async function setUp() {
  const { makeEmbeddedDump, makeTemplate } = await tsImport('./migrated-databases.ts', import.meta.url);
  process.env.EMPTY_CHAIR_DUMP = await makeEmbeddedDump();
  const url = process.env.TEST_DATABASE_URL;
  if (url) process.env.EMPTY_CHAIR_TEMPLATE = await makeTemplate(url);
}
