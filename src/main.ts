/** Starts the bot, and stops it on a signal: `npm start`, or `npm start -- --open`. */
import { parseArgs } from 'node:util';
import { createApp } from './app.js';
import { liveInUtc, loadConfig, loadEnvFile, speaksHuman } from './config.js';
import { ExpectedError } from './kernel/errors.js';
import { addLanguages } from './kernel/language/languages.js';
import { createLogger } from './kernel/logger.js';
import { createTerminal } from './terminal.js';

// Whoever read our output may be gone (`npm start | head -1`); that is no reason to end, nor to stay when told to.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

try {
  liveInUtc();
  loadEnvFile();
  const { values } = parseArgs({ options: { open: { type: 'boolean', default: false } } });
  const config = loadConfig();
  addLanguages(config.LANGUAGES_DIR ?? null);
  const isHuman = speaksHuman(config);
  const terminal = await createTerminal(isHuman);
  const log = createLogger(config.LOG_LEVEL, terminal.logTo);
  terminal.say('Empty Chair is starting.');
  const app = await createApp({ config, log, onStory: terminal.story });
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      // A second signal ends the process at once.
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
  const { url, settled } = await app.start();
  terminal.ready(url, { browser: values.open ? await openBrowser(url) : 'notAsked' });
  await settled;
  terminal.settled();
} catch (error) {
  const words = error instanceof ExpectedError ? error.message : String((error as Error).stack ?? error);
  process.stderr.write(`${words}\n\n\`npm run doctor\` checks the whole set-up and says what to do.\n`);
  process.exit(1);
}

/** Where no browser can be opened, the bot runs all the same. */
async function openBrowser(url: string): Promise<'opened' | 'failed'> {
  try {
    await (await import('open')).default(url);
    return 'opened';
  } catch {
    return 'failed';
  }
}
