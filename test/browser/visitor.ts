/** A browser before a really started bot: opens its page and keeps all that a visitor must never see or cause. */
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { built, type Child, startChild } from '../support/child-process.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const inPage = fileURLToPath(new URL('in-page.js', import.meta.url));

export interface Bot {
  readonly url: string;
  stop(): Promise<void>;
}

/** The bot as `npm start` starts it, on a free port, with a folder of its own and the story told. @param more of its environment */
export async function startBot(more: Readonly<Record<string, string>> = {}): Promise<Bot> {
  const env = {
    PORT: '0',
    DATA_DIR: await temporaryFolder(),
    LOG_LEVEL: 'warn',
    NODE_ENV: 'development',
    DATABASE_URL: '',
    ...more,
  };
  const child = startChild(built('main'), [], env);
  const url = await readyAt(child);
  await storyEnds(url);
  return { url, stop: () => child.end('SIGTERM') };
}

async function readyAt(child: Child): Promise<string> {
  for (;;) {
    const line = await child.line();
    if (line === null) throw new Error('The bot ended before it was ready.');
    const [url] = /http:\/\/localhost:\d+/.exec(line) ?? [];
    if (line.includes('ready') && url) return url;
  }
}

/** The page answers while the story is written, which takes its time on a busy machine. */
async function storyEnds(url: string): Promise<void> {
  const isTold = async () => {
    const state = (await (await fetch(`${url}/playground/api/state`)).json()) as { readonly story: unknown };
    return state.story === null;
  };
  while (!(await isTold())) await wait(250);
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** What axe-core finds wrong with the page as it is: rule, and the first element. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate('axe.run()')) as axe.AxeResults;
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)} ${nodes[0]?.any[0]?.message ?? ''}`,
  );
}

export interface Visit {
  readonly page: Page;
  /** Errors and warnings of the console, broken policies, failed requests, requests that left this machine. */
  readonly troubles: string[];
  end(): Promise<void>;
}

export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const troubles: string[] = [];
  page.on('console', (line) => {
    if (['error', 'warning'].includes(line.type())) troubles.push(`${line.type()}: ${line.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin && !request.url().startsWith('data:')) {
      troubles.push(`left this machine: ${request.url()}`);
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`);
  });
  await page.addInitScript({ path: inPage });
  await page.goto(url, { timeout: 60_000 });
  await page.locator('#story').waitFor({ state: 'hidden' });
  await page.locator('#line:enabled').waitFor();
  await page.locator('.message').last().waitFor();
  return { page, troubles, end: () => context.close() };
}
