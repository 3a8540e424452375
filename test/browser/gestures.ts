/** What a visitor's hands do on the page, and what their eyes look for; the browser tests share it. */
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { endChildren } from '../support/child-process.js';
import { removeTemporaryFolders } from '../support/temporary-folder.js';
import { type Bot, launchBrowser, startBot, type Visit, visit } from './visitor.js';

export const wide = { viewport: { width: 1280, height: 800 }, colorScheme: 'light' } as const;

export type Visiting = (options: Parameters<typeof visit>[2], story: (visit: Visit) => Promise<void>) => Promise<void>;

/**
 * A bot and a browser for all tests of a file, and visits to it that must end without any trouble. Call it once, above the tests.
 * @param environment more of the bot's
 */
export function visitors(environment: () => Promise<Readonly<Record<string, string>>> = async () => ({})): {
  readonly visiting: Visiting;
  readonly url: () => string;
} {
  let bot: Bot;
  let browser: Browser;
  beforeAll(async () => {
    [bot, browser] = await Promise.all([environment().then(startBot), launchBrowser()]);
  }, 400_000);
  afterAll(async () => {
    await browser?.close();
    await bot?.stop();
    await endChildren();
    await removeTemporaryFolders();
  }, 30_000);
  const visiting: Visiting = async (options, story) => {
    const visited = await visit(browser, bot.url, options);
    try {
      await story(visited);
      expect(visited.troubles).toEqual([]);
    } finally {
      await visited.end();
    }
  };
  return { visiting, url: () => bot.url };
}

export const sidebarItem = (page: Page, name: string) => page.locator('#sidebar .item', { hasText: name });
export const cardsWith = (page: Page, words: string | RegExp) => page.locator('.card', { hasText: words });
export const isFocused = async (target: Locator) => (await target.and(target.page().locator(':focus')).count()) > 0;
export const textOf = async (target: Locator) => (await target.textContent()) ?? '';

export async function say(page: Page, line: string): Promise<void> {
  await page.getByLabel('Message', { exact: true }).fill(line);
  await page.keyboard.press('Enter');
}

/** Asks in a place, and has the message that only the asker sees. */
export async function ask(page: Page, line: string): Promise<Locator> {
  const answers = page.locator('.only-you', { hasText: line });
  const count = await answers.count();
  await say(page, line);
  await answers.nth(count).waitFor();
  return answers.last();
}

export async function showAllAs(page: Page, look: string): Promise<void> {
  await page.getByRole('group', { name: 'Show all cards as' }).getByLabel(look, { exact: true }).check();
  await page.locator(`.look-${look.toLowerCase()}`).last().waitFor();
}

/** Goes there by the keyboard; throws when that many presses do not lead there. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab', mostPresses = 200): Promise<void> {
  for (let presses = 0; presses < mostPresses; presses += 1) {
    if (await isFocused(target)) return;
    await page.keyboard.press(key);
  }
  throw new Error('The keyboard does not lead there.');
}
