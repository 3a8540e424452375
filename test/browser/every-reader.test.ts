/** The page for everybody: enlarged four times, in forced colours, by screen reader, cut off, in scripts of both directions. */
import { describe, expect, jest, test } from '@jest/globals';
import { ask, cardsWith, isFocused, say, showAllAs, sidebarItem, textOf, visitors, wide } from './gestures.js';
import { violations } from './visitor.js';

jest.setTimeout(240_000);

const { visiting, url } = visitors();
const forms = ['feedback', 'learn', 'idea', 'who', 'away', 'score'].map((name) => `/customer ${name}`);

describe('The page', () => {
  // 1280 by 1024 pixels at 400 %, and 1024 by 768.
  test.each([
    ['light', 320, 256],
    ['dark', 320, 256],
    ['light', 256, 192],
  ] as const)('can be read at 400 %%, in the %s, %i by %i pixels', (colorScheme, width, height) =>
    visiting({ viewport: { width, height }, colorScheme }, async ({ page }) => {
      for (const look of ['Slack', 'Teams']) {
        await showAllAs(page, look);
        const answer = await ask(page, '/customer feedback list');
        const title = answer.getByText(/^Open feedback \(/);
        await title.waitFor();
        // Nothing that stands still takes the screen away: the answer begins on top, and has two thirds of it at least.
        expect(await page.evaluate('inPage.isInSight("Open feedback (")')).toBe(true);
        expect(await page.evaluate('inPage.readableShare()')).toBeGreaterThan(0.66);
        expect(await page.evaluate('inPage.width()')).toBeLessThanOrEqual(width);
        expect(await page.evaluate('inPage.outside()')).toEqual([]);
        expect(await violations(page)).toEqual([]);
      }
      await say(page, '/customer learn');
      const form = page.getByRole('dialog', { name: 'Add a learning' });
      await form.getByRole('button', { name: 'Share' }).scrollIntoViewIfNeeded();
      expect(await page.evaluate('inPage.width()')).toBeLessThanOrEqual(width);
      expect(await violations(page)).toEqual([]);
    }),
  );

  test('shows in forced colours what is chosen', () =>
    visiting({ ...wide, forcedColors: 'active' }, async ({ page }) => {
      const frameOf = (selector: string) => page.evaluate(`inPage.frameOf(${JSON.stringify(selector)})`);
      await page.getByLabel('Message', { exact: true }).fill('/');
      await page.locator('#suggestions [role="option"]').first().waitFor();
      await page.keyboard.press('ArrowDown');
      for (const chosen of [
        '.item[aria-current]',
        '.looks .switch input:checked + span',
        '[role="option"][aria-selected="true"]',
        '.step[aria-current] .tickmark',
      ])
        expect({ chosen, frame: await frameOf(chosen) }).toEqual({ chosen, frame: 'solid' });
      for (const other of [
        '.item:not([aria-current])',
        '.looks .switch input:not(:checked) + span',
        '[role="option"]:not([aria-selected="true"])',
        '.step:not([aria-current]) .tickmark',
      ])
        expect({ other, frame: await frameOf(other) }).toEqual({ other, frame: 'none' });
      expect(await violations(page)).toEqual([]);
    }));

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
    ['dark', 360],
  ] as const)('asks before a half-filled form is left by Esc, in the %s, %i pixels wide', (colorScheme, width) =>
    visiting({ viewport: { width, height: 740 }, colorScheme }, async ({ page }) => {
      await say(page, '/customer learn');
      const form = page.getByRole('dialog', { name: /learn/i });
      const words = form.getByRole('textbox').first();
      await words.fill('They count returning families twice');
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      const asking = page.getByRole('dialog', { name: 'Leave this form?' });
      await asking.waitFor();
      expect(await violations(page)).toEqual([]);
      // Esc once more stays, and loses nothing.
      await page.keyboard.press('Escape');
      await asking.waitFor({ state: 'detached' });
      expect(await words.inputValue()).toBe('They count returning families twice');
      await page.keyboard.press('Escape');
      await asking.getByRole('button', { name: 'Leave it' }).click();
      await form.waitFor({ state: 'detached' });
      expect(await isFocused(page.getByLabel('Message', { exact: true }))).toBe(true);
      await say(page, '/customer learn');
      await form.waitFor();
      await page.keyboard.press('Escape');
      await form.waitFor({ state: 'detached' });
    }),
  );

  test('sends a form once, however often it is pressed', () =>
    visiting(wide, async ({ page }) => {
      await say(page, '/customer learn');
      const form = page.getByRole('dialog', { name: /learn/i });
      await form.getByRole('textbox').first().fill('They send each other postcards');
      await form.locator('button[type=submit]').dblclick();
      await form.waitFor({ state: 'detached' });
    }));

  test.each([
    ['light', 1280],
    ['dark', 360],
  ] as const)('has no form that a reader can’t use, in the %s, %i pixels wide', (colorScheme, width) =>
    visiting({ viewport: { width, height: 740 }, colorScheme }, async ({ page }) => {
      for (const line of forms) {
        await say(page, line);
        const form = page.locator('dialog[open]');
        await form.waitFor();
        expect({ line, problems: await violations(page) }).toEqual({ line, problems: [] });
        expect(await page.evaluate('inPage.width()')).toBeLessThanOrEqual(width);
        await page.keyboard.press('Escape');
        await form.waitFor({ state: 'detached' });
      }
    }),
  );

  test('announces that it is connecting again, and that it is connected', () =>
    visiting(wide, async ({ page, troubles }) => {
      await page.route('**/api/events', (route) => route.abort());
      await page.reload();
      const status = page.getByRole('status');
      await status.getByText('Connecting again …').waitFor({ state: 'attached' });
      await page.locator('body.offline').waitFor();
      expect(await violations(page)).toEqual([]);
      await page.unroute('**/api/events');
      await status.getByText('Connected again.').waitFor({ state: 'attached' });
      await page.locator('body:not(.offline)').waitFor();
      await say(page, 'Here I am again.');
      await page.locator('.words', { hasText: 'Here I am again.' }).last().waitFor();
      // The browser itself reports the stream that broke.
      troubles.splice(0, troubles.length, ...troubles.filter((trouble) => !/ERR_FAILED/.test(trouble)));
    }));

  test('begins although the story ended before the page could hear of it', () =>
    visiting(wide, async ({ page }) => {
      const stillTelling = { month: 'March', share: 0.5 };
      const { people } = (await (await fetch(`${url()}/playground/api/state`)).json()) as {
        readonly people: readonly { readonly id: string }[];
      };
      // The page was opened with the first words of the year: all that came after them is past, too.
      const nothingSeen = JSON.stringify(Object.fromEntries(people.map(({ id }) => [id, {}])));
      await page.evaluate(`localStorage.setItem('empty-chair.seen', ${JSON.stringify(nothingSeen)})`);
      await page.route(
        '**/api/state',
        async (route) => {
          const response = await route.fetch();
          await route.fulfill({ response, json: { ...(await response.json()), story: stillTelling } });
        },
        { times: 1 },
      );
      await page.reload();
      // Before the first state has come, too, nothing is told and the line is free: the list on the left is empty then.
      await page.locator('#sidebar .item').first().waitFor();
      await page.locator('#line:enabled').waitFor();
      await page.locator('#story').waitFor({ state: 'hidden' });
      expect(await page.locator('#sidebar .unread').count()).toBe(0);
    }));

  test('shows a long answer from its first line, and a line between what was read and what is new', () =>
    visiting(wide, async ({ page }) => {
      await say(page, '/customer nps');
      const title = cardsWith(page, /^.*NPS: /)
        .last()
        .getByText(/^NPS: /)
        .first();
      await title.waitFor();
      await page.locator('.look img').last().waitFor();
      expect(await page.evaluate('inPage.isInSight("NPS: ")')).toBe(true);

      await sidebarItem(page, 'marketing').click();
      await page.getByRole('heading', { name: '#marketing', exact: true }).waitFor();
      await sidebarItem(page, 'support').click();
      await page.getByRole('heading', { name: '#support', exact: true }).waitFor();
      const { places, people } = (await (await fetch(`${url()}/playground/api/state`)).json()) as {
        readonly places: readonly { readonly id: string; readonly name: string }[];
        readonly people: readonly { readonly id: string; readonly name: string }[];
      };
      const body = JSON.stringify({
        as: people.find(({ name }) => name === 'Grace Okafor')?.id,
        place: places.find(({ name }) => name === 'marketing')?.id,
        text: 'The brochure is printed.',
      });
      const headers = { 'content-type': 'application/json' };
      await fetch(`${url()}/playground/api/say`, { method: 'POST', headers, body });
      const marketing = sidebarItem(page, 'marketing');
      await marketing.getByText('unread').waitFor({ state: 'attached' });
      await marketing.click();
      await page.locator('.words', { hasText: 'The brochure is printed.' }).waitFor();
      const items = page.locator('#messages > li');
      const after = items.filter({ has: page.locator('.words', { hasText: 'The brochure is printed.' }) });
      const before = page.locator('#messages > li.new + li');
      expect(await textOf(page.locator('#messages > li.new'))).toBe('New');
      expect(await textOf(before)).toBe(await textOf(after));
    }));

  test('turns to right-to-left Urdu for whoever chooses it, and back', () =>
    visiting({ viewport: { width: 360, height: 740 } }, async ({ page }) => {
      const choose = async (line: string, direction: string) => {
        await page.locator('#line').fill(line);
        await page.keyboard.press('Enter');
        await page.locator(`html[dir=${direction}]`).waitFor();
      };
      await choose('/customer language urdu', 'rtl');
      await page.getByRole('button', { name: 'بھیجیں' }).waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate('inPage.width()')).toBeLessThanOrEqual(360);
      await choose('/customer language english', 'ltr');
      await page.getByRole('button', { name: 'Send', exact: true }).waitFor();
    }));

  test('enlarges the picture of a chart, whose letters are small on a small screen', () =>
    visiting({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' }, async ({ page }) => {
      await showAllAs(page, 'Teams');
      const answer = await ask(page, '/customer nps');
      const link = answer.getByRole('link', { name: /^Enlarge the chart: NPS by month/ });
      await link.getByText('Enlarge', { exact: true }).waitFor();
      expect(await violations(page)).toEqual([]);
      const [picture] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
      await picture.waitForURL(/\/charts\/.*\.png/);
    }));

  test('keeps the order of rows with names of several scripts, in every look', () =>
    visiting(wide, async ({ page }) => {
      await say(page, '/customer feedback "The towels are thin" customer:"کھجور ہوٹل"');
      await cardsWith(page, 'کھجور ہوٹل').first().waitFor();
      await say(page, '/customer feedback "The lift is slow" customer:"Արարատ հյուրանոց"');
      await cardsWith(page, 'Արարատ').first().waitFor();
      for (const look of ['Slack', 'Teams', 'Text']) {
        await showAllAs(page, look);
        // Number, name, state: from left to right on the screen, although the name runs the other way.
        expect(await page.evaluate('inPage.orderOf(["F-", "کھجور", "new"])')).toBe('kept');
        expect(await page.evaluate('inPage.orderOf(["F-", "Արարատ", "new"])')).toBe('kept');
      }
    }));
});
