/** The page in a made-up language, whose words are longer by a third: nothing sticks out, and no word of its own is left plain. */
import { expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { plainWords } from '../support/plain-words.js';
import { pseudo, writePseudoLanguage } from '../support/pseudo-language.js';
import { visitors } from './gestures.js';
import { violations } from './visitor.js';

jest.setTimeout(240_000);

const { visiting, url } = visitors(async () => ({ LANGUAGES_DIR: await writePseudoLanguage() }));

/** People, their initials, their cities, and places of the made-up company are called as they are. */
async function namesHere(): Promise<readonly string[]> {
  const state = (await (await fetch(`${url()}/playground/api/state`)).json()) as {
    readonly people: readonly { readonly name: string; readonly timeZone: string }[];
    readonly places: readonly { readonly name: string }[];
  };
  return [
    ...[...state.people, ...state.places].map(({ name }) => name),
    ...state.people.map(({ name }) => name.replaceAll(/[^A-Z]/gu, '')),
    ...state.people.map(({ timeZone }) => timeZone.replace(/.*\//u, '').replaceAll('_', ' ')),
  ];
}

async function type(page: Page, line: string): Promise<void> {
  await page.locator('#line').fill(line);
  await page.keyboard.press('Enter');
}

/** The address of a page to which the answer to the champion leads. */
async function linkIn(text: string, path: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url()}/playground/api/say`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ as: 'grace', text }),
  });
  const answer = await response.text();
  return new RegExp(`http://localhost:\\d+${path}[^\\s"\\\\]+`, 'u').exec(answer)?.[0] ?? answer;
}

test.each([360, 1280])('The page has no plain word of its own and no broken layout, %i pixels wide', (width) =>
  visiting({ viewport: { width, height: 800 } }, async ({ page }) => {
    const names = await namesHere();
    const found: string[] = [];
    const look = async (where: string) => {
      const asked = async (question: string) => (await page.evaluate(`inPage.${question}()`)) as readonly string[];
      const plain = (await asked('ownWords')).flatMap((words) => plainWords(words, names));
      const isWide = (await page.evaluate('inPage.width()')) !== width ? ['the page is wider than its window'] : [];
      const all = [
        ...plain,
        ...isWide,
        ...(await asked('outside')),
        ...(await asked('tooLong')),
        ...(await violations(page)),
      ];
      found.push(...all.map((each) => `${where}: ${each}`));
    };
    await type(page, `/customer language ${pseudo}`);
    await page.locator(`html[lang=${pseudo}]`).waitFor();
    await look('the conversation');
    for (const platform of ['slack', 'teams', 'text']) {
      await page.locator(`#looks input[value=${platform}]`).check();
      await page.locator(`.look-${platform}`).last().waitFor();
      await look(`as ${platform}`);
    }
    const form = page.locator('dialog[open]');
    for (const line of ['feedback', 'learn', 'idea', 'who', 'away', 'score']) {
      await type(page, `/customer ${line}`);
      await form.waitFor();
      await look(`the form of ${line}`);
      await page.keyboard.press('Escape');
      await form.waitFor({ state: 'detached' });
    }
    await page.locator('#line').fill('/');
    await page.locator('#suggestions [role="option"]').first().waitFor();
    await look('the suggestions');
    await page.locator('#line').fill('');
    await page.locator('#help').click();
    await look('the tour');
    // Pages that are opened from messages show words of customers, too: their layout alone is looked at.
    await linkIn(`language ${pseudo}`, '');
    await linkIn(`settings language:${pseudo}`, '');
    for (const [line, path] of [
      ['home', '/home/'],
      ['wall add Kitchen', '/wall/'],
      ['survey start onething link touchpoints:"Buying; Using"', '/s/'],
      ['notices', '/n/'],
    ] as const) {
      const opened = await page.context().newPage();
      await opened.goto(await linkIn(line, path));
      await opened.setExtraHTTPHeaders({ 'accept-language': pseudo });
      await opened.reload();
      expect(await opened.evaluate('document.documentElement.lang')).toBe(pseudo);
      const isWide = (await opened.evaluate('document.documentElement.scrollWidth')) !== width;
      found.push(
        ...[...(isWide ? ['it is wider than its window'] : []), ...(await violations(opened))].map(
          (each) => `${line}: ${each}`,
        ),
      );
      await opened.close();
    }
    expect(found).toEqual([]);
  }),
);
