/** The guided tour, played to its end: by the pointer and by the keyboard alone, and at a weekend. */
import { describe, expect, jest, test } from '@jest/globals';
import { isFocused, tabTo, textOf, visitors, wide } from './gestures.js';
import { violations } from './visitor.js';

jest.setTimeout(240_000);

const { visiting, url } = visitors();

/** What each step shows, in words that must be in sight when it is ticked. */
const shownBy: Readonly<Record<string, RegExp>> = {
  'Capture what a customer said': /Thank you\. This is F-\d+\./,
  'See who owns it, and why': /F-\d+ · Harbour House · new/,
  'Move the clock and be reminded': /F-\d+ · Harbour House/,
  'Resolve it': /F-\d+ · Harbour House · resolved/,
  'Read the news': /F-\d+ · Harbour House · fixed/,
  'Open the meeting': /1 · In the empty chair today/,
  'Answer Amazon’s two questions': /Thank you\. This is I-\d+\.|This idea may be here already/,
  'Read the number': /^NPS: /,
  'See it as Teams shows it': /^NPS: /,
};
const stepCount = Object.keys(shownBy).length;

describe('The tour', () => {
  // First, because the others move the clock on.
  test('says at a weekend why an hour brings nothing, and goes to Monday 9:00', async () => {
    const api = `${url()}/playground/api`;
    const { now } = (await (await fetch(`${api}/state`)).json()) as { readonly now: string };
    const saturday = new Date(now);
    // 15:00 UTC is Saturday wherever the made-up people live.
    saturday.setUTCHours(15 + 24 * ((6 - saturday.getUTCDay() + 7) % 7 || 7), 0, 0, 0);
    const headers = { 'content-type': 'application/json' };
    await fetch(`${api}/clock`, { method: 'POST', headers, body: JSON.stringify({ to: saturday.toISOString() }) });
    await visiting(wide, async ({ page }) => {
      const act = page.locator('#tour .primary');
      await act.click();
      await page.getByText('See who owns it, and why').and(page.locator('[aria-current] strong')).waitFor();
      await act.click();
      const step = page.locator('.step[aria-current]');
      await step.getByText('It is the weekend: the promise stands still').waitFor();
      expect(await textOf(step)).toContain('+1 hour brings nothing');
      expect(await textOf(act)).toBe('Monday 9:00');
      await act.click();
      await page
        .locator('#clock')
        .getByText(/Mon \d/)
        .waitFor();
      expect(await textOf(page.locator('#clock .now'))).toMatch(/^09:0\d.*Mon/);
      await page.getByText('It is the weekend: the promise stands still').waitFor({ state: 'detached' });
    });
  });

  test('ticks what was captured by a capture, and not by a look at what others captured', () =>
    visiting(wide, async ({ page }) => {
      const first = page.locator('.step').filter({ hasText: 'Capture what a customer said' });
      const say = async (line: string) => {
        await page.getByLabel('Message', { exact: true }).fill(line);
        await page.keyboard.press('Enter');
        await page.locator('.only-you', { hasText: line }).last().waitFor();
      };
      await say('/customer feedback list');
      await say('/customer feedback F-25');
      expect(await first.and(page.locator('.done')).count()).toBe(0);
      await say('/customer feedback "The bill came twice" customer:"Harbour House"');
      await first.and(page.locator('.done')).waitFor();
    }));

  test.each([
    ['light', 1280, 'keyboard'],
    ['dark', 1280, 'keyboard'],
    ['light', 360, 'keyboard'],
    ['dark', 360, 'keyboard'],
    ['light', 1280, 'pointer'],
    ['dark', 360, 'pointer'],
  ] as const)('leads through everything in the %s, %i pixels wide, by the %s alone', (colorScheme, width, way) =>
    visiting({ viewport: { width, height: 740 }, colorScheme }, async ({ page }) => {
      const help = page.getByRole('button', { name: 'Guided tour' });
      const act = page.locator('#tour .primary');
      if (way === 'keyboard') {
        await tabTo(page, help, 'Tab', 20);
        await page.keyboard.press('Enter');
      } else await help.click();
      expect(await page.locator('#tour').isVisible()).toBe(false);
      if (way === 'keyboard') await page.keyboard.press('Enter');
      else await help.click();
      for (let count = 0; count < stepCount; count += 1) {
        const title = await textOf(page.locator('.step[aria-current] strong'));
        // What leads on stays at hand: a press or two, and never the way through all the messages.
        if (way === 'keyboard') await tabTo(page, act, 'Tab', 3);
        if (way === 'keyboard') await page.keyboard.press('Enter');
        else await act.click();
        const next = page.locator('.step[aria-current] strong').filter({ hasNotText: title });
        await next.or(page.getByText('That was the tour. Type')).waitFor({ timeout: 60_000 });
        // Also while the step's work goes on: whoever presses Tab meanwhile must not begin at the top of the page.
        if (way === 'keyboard') expect(await page.evaluate('document.activeElement === document.body')).toBe(false);
        await page.locator('#tour [aria-busy]').waitFor({ state: 'detached' });
        const shown = String(shownBy[title]);
        expect({ title, shown: await page.evaluate(`inPage.comesInSight(${shown})`) }).toEqual({ title, shown: true });
        expect({ title, problems: await violations(page) }).toEqual({ title, problems: [] });
        expect(await page.evaluate('inPage.width()')).toBeLessThanOrEqual(width);
        expect(await page.evaluate('inPage.outside()')).toEqual([]);
      }
      await page.getByText('That was the tour. Type').waitFor();
      expect(await page.locator('.step.done').count()).toBe(stepCount);
      if (way === 'keyboard') expect(await isFocused(page.getByRole('button', { name: 'Start again' }))).toBe(true);
    }),
  );
});
