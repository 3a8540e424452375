/** `npm run pictures`: makes the README's picture anew from a freshly started playground, with Debian's Chromium. */
import { fileURLToPath } from 'node:url';
import { endChildren } from '../support/child-process.js';
import { removeTemporaryFolders } from '../support/temporary-folder.js';
import { launchBrowser, startBot, visit } from './visitor.js';

const file = fileURLToPath(new URL('../../.github/playground.png', import.meta.url));

const [bot, browser] = await Promise.all([startBot(), launchBrowser()]);
try {
  const options = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5, colorScheme: 'light' } as const;
  const { page, end } = await visit(browser, bot.url, options);
  // A busy machine takes its time.
  page.setDefaultTimeout(120_000);
  await page.locator('#sidebar .item', { hasText: 'marketing' }).click();
  await page.getByLabel('Message', { exact: true }).fill('/customer meeting now');
  await page.keyboard.press('Enter');
  const agenda = page.locator('.card', { hasText: 'In the empty chair today' }).last();
  await agenda.getByText('What we promised').waitFor();
  // The page itself scrolls to what was asked for: the picture is made when the agenda stays where it is put.
  while (!(await page.evaluate('inPage.showAgenda()'))) await page.waitForTimeout(400);
  await page.screenshot({ path: file });
  await end();
} finally {
  await browser.close();
  await bot.stop();
  await endChildren();
  await removeTemporaryFolders();
}
