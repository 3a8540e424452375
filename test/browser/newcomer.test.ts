/** What a newcomer does with a freshly started bot, and what they see; `npx jest -c test/browser/jest.config.js` runs it. */
import { describe, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { cardsWith, isFocused, say, showAllAs, sidebarItem, tabTo, textOf, visitors, wide } from './gestures.js';
import { violations } from './visitor.js';

const narrow = { viewport: { width: 360, height: 740 }, colorScheme: 'dark' } as const;
const looks = ['Slack', 'Teams', 'JSON', 'Text'] as const;

jest.setTimeout(400_000);

const { visiting } = visitors();

async function moveClock(page: Page, by: string): Promise<void> {
  await page.getByRole('button', { name: by }).click();
  await page.locator('#clock:not(.moving)').waitFor({ timeout: 60_000 });
}

describe('A newcomer', () => {
  // First, because the others move the clock on.
  test('finds the month of others: what is overdue, what waits, what was said in confidence', () =>
    visiting(wide, async ({ page }) => {
      await cardsWith(page, '🛑 F-25 · Harbour House · overdue').waitFor();
      await cardsWith(page, 'F-23 · Alpenrose Lodge · waiting').waitFor();
      const item = page.locator('.message', { hasText: 'F-23 · Alpenrose Lodge' }).last();
      await item.getByText(/Replies: \d/).click();
      await item.getByText('waits for the customer until').waitFor();
      await sidebarItem(page, 'marketing').click();
      await cardsWith(page, 'F-19 · confidential · made good').waitFor();
      expect(await textOf(page.locator('main'))).not.toContain('laughed');
      await sidebarItem(page, 'Grace').click();
      await page.getByText('laughed at my receptionist').waitFor();
    }));

  test('captures feedback, sees whose it is, moves the clock, is reminded, resolves it and reads the news', () =>
    visiting(wide, async ({ page }) => {
      await page
        .getByLabel('Message', { exact: true })
        .fill('/customer feedback "We were charged twice for the same booking" customer:"Harbour House" severity:high');
      await page.getByRole('button', { name: 'Send' }).click();

      const thanks = cardsWith(page, /Thank you\. This is F-\d+/);
      await thanks.waitFor();
      const [, name = ''] = /This is (F-\d+)/.exec(await textOf(thanks)) ?? [];
      await page.getByText('Only you see this · you asked').waitFor();
      const living = cardsWith(page, `${name} · Harbour House · new`);
      await living.getByText('Routed to').waitFor();
      expect(await textOf(living)).toMatch(/Routed to @Tomás Ferreira by rule 1, Money/);

      const tomas = sidebarItem(page, 'Tomás');
      await tomas.getByText('unread').waitFor({ state: 'attached' });
      await tomas.click();
      await page.getByRole('heading', { name: 'Tomás Ferreira’s inbox' }).waitFor();
      expect(await textOf(page.locator('#you option:checked'))).toBe('Tomás Ferreira');
      await cardsWith(page, `${name} is yours`).waitFor();
      expect(await tomas.getByText('unread').count()).toBe(0);

      await moveClock(page, 'Next morning');
      await moveClock(page, '+1 day');
      const reminder = cardsWith(page, new RegExp(`${name} · Harbour House: the promise has ended`)).last();
      await reminder.waitFor();
      await reminder.getByRole('button', { name: 'Hand over' }).click();
      const handing = page.getByRole('dialog', { name: `Hand over ${name}` });
      await handing.getByLabel('To whom?').waitFor();
      const receivers = await handing.getByLabel('To whom?').locator('option').allTextContents();
      expect(receivers).toContain('Ani Sargsyan');
      expect(receivers).not.toContain('Tomás Ferreira');
      await page.keyboard.press('Escape');
      await reminder.getByRole('button', { name: 'Resolve' }).click();

      const form = page.getByRole('dialog', { name: `Resolve ${name}` });
      await form.getByRole('button', { name: 'Resolve' }).click();
      await form.getByText('Choose the outcome').waitFor();
      const outcome = form.getByLabel('How did it end?');
      expect(await outcome.getAttribute('aria-invalid')).toBe('true');
      expect(await isFocused(outcome)).toBe(true);
      await outcome.selectOption({ label: 'Compensated' });
      await form.getByLabel('What was the customer told?').fill('The second charge is back on your card.');
      await form.getByLabel('What kind of root cause?').selectOption({ label: 'Process' });
      await form.getByLabel('What was the root cause?').fill('Two people pressed the button.');
      await form.getByLabel('How do we prevent it next time?').fill('The button counts once.');
      await form.getByRole('button', { name: 'Resolve' }).click();
      await form.waitFor({ state: 'detached' });
      // The owner's card and every earlier reminder say so, and none can be pressed any more.
      const settled = cardsWith(page, `${name} · Harbour House · resolved`);
      await settled.first().waitFor();
      await cardsWith(page, new RegExp(`${name} · Harbour House: `))
        .first()
        .waitFor({ state: 'detached' });
      expect(await settled.getByRole('button', { name: 'Resolve' }).count()).toBe(0);

      await sidebarItem(page, 'marketing').click();
      const news = cardsWith(page, `${name} · Harbour House · made good`);
      await news.waitFor();
      const told = await textOf(news);
      expect(told).toContain('We were charged twice for the same booking');
      expect(told).toContain('The second charge is back on your card.');
      expect(told).toMatch(/Resolved by Tomás Ferreira in .* \(we promised 1 day\)/);
    }));

  test('opens a meeting, adds a learning, ticks it, closes the meeting and reads the minutes', () =>
    visiting(wide, async ({ page }) => {
      await say(page, '/customer meeting now');
      const agenda = cardsWith(page, '1 · In the empty chair today').last();
      await agenda.getByText('6 · What we promised').waitFor();
      await agenda.getByRole('button', { name: 'Add a learning' }).click();
      const learning = page.getByRole('dialog', { name: 'Add a learning' });
      await learning.getByLabel('What did you learn?').fill('They water the plants of guests who are late');
      await learning.getByLabel('Customer').fill('Harbour House');
      await learning.getByRole('button', { name: 'Share' }).click();
      await agenda.getByText('They water the plants').waitFor();
      await agenda.getByRole('button', { name: 'Discussed', exact: true }).first().click();
      await agenda.getByRole('button', { name: 'Add a note', exact: true }).first().click();
      const noting = page.getByRole('dialog', { name: 'Add a note' });
      await noting.getByLabel('What was decided?').fill('We send them a watering can');
      await noting.getByRole('button', { name: 'Add', exact: true }).click();
      await agenda.getByText('We send them a watering can').waitFor();
      await agenda.getByRole('button', { name: 'Close the meeting' }).click();
      await page.getByRole('button', { name: 'Close it' }).click();
      const closed = page.locator('.message', { hasText: '· closed' }).last();
      await closed.getByText(/Replies: \d/).click();
      const minutes = closed.locator('.thread');
      await minutes.getByText('They water the plants').first().waitFor();
      await minutes.getByText('We send them a watering can').first().waitFor();
      const [download] = await Promise.all([
        page.context().waitForEvent('page'),
        closed.getByRole('button', { name: 'Download the minutes' }).first().click(),
      ]);
      expect(download).toBeDefined();
    }));

  test('answers a message of the bot where it stands', () =>
    visiting(wide, async ({ page }) => {
      await sidebarItem(page, 'Ani Sargsyan').click();
      const message = page.locator('.message', { hasText: 'F-25 · Harbour House: the promise has ended' }).last();
      await message.getByText('Reply', { exact: true }).first().click();
      await message.getByLabel('Your answer').fill('owe');
      await message.getByLabel('Your answer').press('Enter');
      await message.getByText('Replies: 1').waitFor();
      await cardsWith(page, 'You owe').last().waitFor();
    }));

  test('gets by with the keyboard alone, on a small dark screen', () =>
    visiting(narrow, async ({ page }) => {
      await page.keyboard.press('Tab');
      expect(await textOf(page.locator(':focus'))).toBe('Skip to the box to type in');
      await page.keyboard.press('Enter');
      await page.keyboard.type('/');
      await page.locator('#suggestions [role="option"]').first().waitFor();
      await page.keyboard.press('ArrowDown');
      const offered = page.locator('[role="option"][aria-selected="true"]');
      while (!/^feedback TEXT/.test(await textOf(offered))) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      expect(await page.locator('#line').inputValue()).toBe('/customer feedback ');
      await page.getByText('captures what a customer said').waitFor();
      await page.keyboard.type('The key box is too high for me customer:"Alpenrose Lodge"');
      await page.keyboard.press('Enter');
      const card = cardsWith(page, /· Alpenrose Lodge · new/).last();
      await card.waitFor();

      const button = card.getByRole('button', { name: 'I’m on it' });
      await tabTo(page, button, 'Shift+Tab');
      await page.keyboard.press('Enter');
      await cardsWith(page, 'Alpenrose Lodge · being worked on').last().waitFor();
      expect(await page.evaluate('inPage.hasFocus()')).toBe(true);

      const menu = page.getByRole('button', { name: 'Places and inboxes' });
      await tabTo(page, menu, 'Shift+Tab');
      await page.keyboard.press('Enter');
      expect(await menu.getAttribute('aria-expanded')).toBe('true');
      await tabTo(page, sidebarItem(page, 'Grace'), 'Tab');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Grace Okafor’s inbox' }).waitFor();
      expect(await menu.getAttribute('aria-expanded')).toBe('false');
    }));

  test('sees words as they were typed in every look, whatever they are', () =>
    visiting(wide, async ({ page }) => {
      const words = '<img src=x onerror=alert(1)><script>alert(2)</script> [x](javascript:alert(3)) *b* <!channel>';
      await say(page, `Somebody wrote ${words}`);
      await page.locator('.words', { hasText: words }).waitFor();
      await say(page, `/customer feedback ${words} customer:"<b>Bold & Co</b>"`);
      await cardsWith(page, words).first().waitFor();
      for (const look of looks) {
        await showAllAs(page, look);
        const shown = look === 'JSON' ? JSON.stringify(words).slice(1, -1) : words;
        await cardsWith(page, shown).first().waitFor();
        expect(await page.locator('.look :is(img, script, iframe, object, embed)').count()).toBe(0);
        expect(await page.locator('.look b').count()).toBe(0);
      }
    }));

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
    ['dark', 360],
  ] as const)('finds the page in order in the %s, %i pixels wide', (colorScheme, width) =>
    visiting({ viewport: { width, height: 740 }, colorScheme }, async ({ page }) => {
      for (const look of looks) {
        await showAllAs(page, look);
        expect(await page.evaluate('inPage.width()')).toBeLessThanOrEqual(width);
        expect(await page.evaluate('inPage.nameless()')).toEqual([]);
        expect(await page.evaluate('inPage.outside()')).toEqual([]);
        expect(await violations(page)).toEqual([]);
      }
    }),
  );

  test('goes back to where they were', () =>
    visiting(wide, async ({ page }) => {
      await sidebarItem(page, 'marketing').click();
      await page.getByRole('heading', { name: '#marketing', exact: true }).waitFor();
      await page.goBack();
      await page.getByRole('heading', { name: '#support', exact: true }).waitFor();
    }));

  test('reads Arabic from right to left, and Latin letters beside it from left to right', () =>
    visiting(wide, async ({ page }) => {
      await say(page, '/customer feedback "The towels are thin" customer:"Casa Miró"');
      await say(page, '/customer feedback "المناشف رقيقة جداً" customer:"فندق النخيل"');
      await cardsWith(page, 'المناشف رقيقة').waitFor();
      for (const look of ['Slack', 'Teams']) {
        await showAllAs(page, look);
        expect(await page.evaluate('inPage.directionOf("المناشف رقيقة")')).toBe('rtl');
        expect(await page.evaluate('inPage.directionOf("The towels are thin")')).toBe('ltr');
      }
    }));
});
