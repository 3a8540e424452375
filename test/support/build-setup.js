/** Jest runs this once before tests that start the bot as a process: what they start is built from what is here now. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export default function setUp() {
  const cwd = fileURLToPath(new URL('../../', import.meta.url));
  execFileSync(process.execPath, ['build.js'], { cwd, stdio: 'inherit' });
}
