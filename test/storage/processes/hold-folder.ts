/** A process of its own for folder-lock.process.test.ts: claims the folder, says how that went in one line, and stays. */
import { lockFolder } from '../../../src/storage/folder-lock.js';

const [folder = '', url] = process.argv.slice(2);
try {
  const lock = await lockFolder(folder);
  if (url) lock.announce({ url, token: 'a token' });
  console.log(`holds ${process.pid}`);
  process.stdin.resume();
} catch (error) {
  console.log(`refused: ${(error as Error).message}`);
}
