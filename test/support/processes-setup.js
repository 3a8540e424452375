/** Jest runs this once before the tests in *.process.test.ts. */
import build from './build-setup.js';
import setUp from './global-setup.js';

export default async function setUpProcesses() {
  build();
  await setUp();
}
