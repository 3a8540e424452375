/** Starts the bot, and stops it on a signal. */
import { createApp } from './app.js';
import { liveInUtc, loadConfig, loadEnvFile } from './config.js';
import { ExpectedError } from './kernel/errors.js';
import { createLogger } from './kernel/logger.js';

try {
  liveInUtc();
  loadEnvFile();
  const config = loadConfig();
  const log = createLogger(config.LOG_LEVEL);
  const app = await createApp({ config, log });
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      // A second Ctrl+C ends the process at once.
      if (stopping) process.exit(1);
      stopping = true;
      log.info({ signal }, 'stopping');
      app.stop().then(
        () => process.exit(0),
        (err: unknown) => {
          log.error({ err }, 'stopping failed');
          process.exit(1);
        },
      );
    });
  }
  const { url } = await app.start();
  process.stdout.write(`Empty Chair is ready: ${url}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof ExpectedError ? error.message : String((error as Error).stack ?? error)}\n`);
  process.exit(1);
}
