/** The look at a newsletter before it goes out, in Chromium: as Slack, Teams and mail, light and dark, wide and on a telephone. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openNewsletter } from '../support/newsletter-look.js';
import { launchBrowser } from './visitor.js';

jest.setTimeout(240_000);

let browser: Browser;
let site: Awaited<ReturnType<typeof openNewsletter>>;
beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), openNewsletter()]);
});
afterAll(async () => {
  await browser.close();
  site.close();
});

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test.each([1280, 360])('%d px wide, it shows all three whole, without a request elsewhere', async (width) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
    page.on('request', (request) => {
      if (!/^(http:\/\/127\.0\.0\.1:|data:)/.test(request.url())) troubles.push(request.url());
    });
    // A browser asks for it by itself.
    await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
    await page.goto(site.url + site.lookPath, { waitUntil: 'networkidle' });
    const mail = page.frameLocator('#mail');
    for (const look of [page.locator('#slack'), page.locator('#teams'), mail.locator('body')]) {
      await look.getByText('They count in boxes, not in pieces (Ani, of Acme)').waitFor();
      await look.getByText('NPS +32 from 120 answers').waitFor();
    }
    await page.locator('#slack').getByText('newsletter subscribe').waitFor();
    await mail.getByText('Stop these mails').waitFor();
    expect(
      await mail.locator('img').evaluateAll((all) => all.map((each) => (each as never as Drawn).naturalWidth)),
    ).toEqual([1024, 1024]);
    // Nothing is cut off: neither the page nor a look is wider than its place.
    const wide = `[document.documentElement, ...document.querySelectorAll('.look, .look :not(svg, svg *)')].filter((each) =>
      each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display === 'block' && each.clientWidth > 0).map((each) => each.outerHTML.slice(0, 200))`;
    expect(await page.evaluate(wide)).toEqual([]);
    const mailIsWide = 'document.documentElement.scrollWidth > innerWidth';
    expect(await page.frame({ url: /\/mail\?/ })?.evaluate(mailIsWide)).toBe(false);
    expect(troubles).toEqual([]);
    await context.close();
  });
});

interface Drawn {
  readonly naturalWidth: number;
}

test('without a good link there is nothing to see', async () => {
  for (const path of ['/newsletter/o/m/l', '/newsletter/o/m/l/mail', '/newsletter/o/m/l/0.png', `${site.lookPath}x`])
    expect((await fetch(site.url + path)).status).toBe(404);
  const mail = await fetch(site.url + site.lookPath.replace('/l?', '/l/mail?'));
  expect(mail.headers.get('content-security-policy')).toContain("default-src 'none'");
});
