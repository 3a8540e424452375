/** `npm run pictures`: makes the pictures of README and docs anew from a freshly started playground, with Debian's Chromium. */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { endChildren } from '../support/child-process.js';
import { removeTemporaryFolders } from '../support/temporary-folder.js';
import { launchBrowser, startBot, visit } from './visitor.js';

const file = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

const [bot, browser] = await Promise.all([startBot(), launchBrowser()]);

async function opened(options: BrowserContextOptions, work: (page: Page) => Promise<void>): Promise<void> {
  const { page, end } = await visit(browser, bot.url, { deviceScaleFactor: 1.5, colorScheme: 'light', ...options });
  // A busy machine takes its time.
  page.setDefaultTimeout(120_000);
  await work(page);
  await end();
}

async function say(page: Page, line: string): Promise<void> {
  const answers = page.locator('.only-you', { hasText: line });
  const count = await answers.count();
  await page.getByLabel('Message', { exact: true }).fill(line);
  await page.keyboard.press('Enter');
  await answers.nth(count).waitFor();
}

async function agenda(page: Page): Promise<void> {
  await page.locator('#sidebar .item', { hasText: 'marketing' }).click();
  await page.getByLabel('Message', { exact: true }).fill('/customer meeting now');
  await page.keyboard.press('Enter');
  const card = page.locator('.card', { hasText: 'In the empty chair today' }).last();
  await card.getByText('What we promised').waitFor();
  // The page itself scrolls to what was asked for: the picture is made when the agenda stays where it is put.
  while (!(await page.evaluate('inPage.showAgenda()'))) await page.waitForTimeout(400);
  await page.screenshot({ path: file('.github/playground.png') });
}

/** The profile as `look` draws it, in a window that is as high as the card. */
async function profile(page: Page, look: 'Slack' | 'Teams', picture: string): Promise<void> {
  await say(page, '/customer who "Harbour House"');
  await page.getByRole('group', { name: 'Show all cards as' }).getByLabel(look, { exact: true }).check();
  const card = page
    .locator('.only-you', { hasText: 'who "Harbour House"' })
    .last()
    .locator(`.look-${look.toLowerCase()}`);
  await card.getByText('Keep in mind').waitFor();
  // Charts are drawn a little later, and the card with them.
  await page.waitForTimeout(2_000);
  await card.screenshot({ path: file(`docs/pictures/${picture}.png`) });
}

const wide = { viewport: { width: 1280, height: 3_000 } };
const phone = { viewport: { width: 360, height: 3_400 } };

try {
  await mkdir(file('docs/pictures'), { recursive: true });
  await opened({ viewport: { width: 1280, height: 800 } }, agenda);
  await opened(wide, async (page) => {
    await say(page, '/customer tip add "Show them the message to guests who come back" when:"rooms < 60"');
    await say(page, '/customer feedback "This is the third time our prices are wrong." customer:"Harbour House"');
    await profile(page, 'Slack', 'profile-slack');
  });
  await opened(wide, (page) => profile(page, 'Teams', 'profile-teams'));
  for (const look of ['Slack', 'Teams'] as const) {
    const name = look.toLowerCase();
    await opened(phone, (page) => profile(page, look, `profile-${name}-phone`));
    await opened({ ...phone, colorScheme: 'dark' }, (page) => profile(page, look, `profile-${name}-phone-dark`));
  }
} finally {
  await browser.close();
  await bot.stop();
  await endChildren();
  await removeTemporaryFolders();
}
