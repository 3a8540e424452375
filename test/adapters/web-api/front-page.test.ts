import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import { frontPage, nothingHere, wentWrong } from '../../../src/adapters/web-api/front-page.js';
import { recordingLog } from '../../support/recording-log.js';

describe('What a browser sees at the bot’s address', () => {
  const { log, lines } = recordingLog();
  let close: () => void;
  let url: string;
  beforeEach(async () => {
    lines.length = 0;
    const web = express().use(frontPage());
    web.get('/minutes/:id', () => {
      throw new Error('a secret stack');
    });
    web.use(nothingHere, wentWrong(log));
    const server = web.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = () => server.close();
  });
  afterEach(() => close());

  test.each([
    ['/', 200, 'it is running', 0],
    ['/nothing', 404, 'nothing at this address', 0],
    ['/minutes/%E0%A4%A', 400, 'can’t be read', 0],
    ['/minutes/7', 500, 'has been logged', 1],
  ])('%s answers %i with words and no stack', async (path, status, words, loggedCount) => {
    const response = await fetch(url + path);
    const page = await response.text();
    expect(response.status).toBe(status);
    expect(page).toContain(words);
    expect(page).not.toMatch(/secret|node_modules|\.ts:/);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(lines).toHaveLength(loggedCount);
  });

  test.each([
    ['/', 'ur-PK,en;q=0.5', '<html lang="ur" dir="rtl">', '<code>/customer help</code>'],
    ['/nothing', 'hy', '<html lang="hy" dir="ltr">', 'Այս հասցեում ոչինչ չկա'],
    ['/minutes/7', 'de', '<html lang="en" dir="ltr">', 'has been logged'],
  ])('%s, asked with Accept-Language %s', async (path, wanted, opening, words) => {
    const page = await (await fetch(url + path, { headers: { 'accept-language': wanted } })).text();
    expect(page).toContain(opening);
    expect(page).toContain(words);
  });
});
