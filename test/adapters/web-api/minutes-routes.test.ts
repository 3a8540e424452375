/** The minutes behind their signed address: for seven days, as a file that can't format, link or run what was typed. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import express from 'express';
import { minutesRoutes } from '../../../src/adapters/web-api/minutes-routes.js';
import { escaped } from '../../../src/features/meetings/cards/minutes-file.js';
import { createLogger } from '../../../src/kernel/logger.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { createStage, formOf, only, type Stage } from '../../support/stage.js';

const log = createLogger('silent');

describeOnDatabase('Minutes to download', (database) => {
  let stage: Stage;
  let stop: () => unknown = () => undefined;
  afterEach(async () => {
    stop();
    await stage.stop();
  });

  test('come from the address in the card until seven days are over, and from no other', async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T09:30:00Z' });
    const { house, clock, say, press, place, fill } = stage;
    const web = express();
    let isAway = false;
    const minutesOf = (meetingId: string) =>
      isAway ? Promise.reject(new Error('The database is away.')) : house.meetings.minutesOf(meetingId);
    web.use(minutesRoutes({ clock, log, links: house.links, minutesOf }));
    const server = createServer(web).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    stop = () => server.close();
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const get = (address: string) => fetch(`${base}${address.replace(/^https?:\/\/[^/]+/, '')}`);

    await say('maya', 'meeting now', '#support');
    const agenda = only(place('#support'));
    await fill('dana', formOf(await press('dana', 'Add a learning', agenda)), {
      text: '# <b>Acme</b>\n[click](http://evil.example) *now* @everyone',
      customer: 'A_c_m_e',
    });
    const { id = '' } = (await database().models.meeting.findFirst()) ?? {};
    expect((await get(house.links.sign(`/minutes/${id}.md`, new Date('2027-01-01')))).status).toBe(404);
    await press('maya', 'Close the meeting', agenda);
    const button = only(place('#support')).blocks.flatMap((block) =>
      block.kind === 'actions' ? block.actions : [],
    )[0];
    const url = button?.kind === 'openLink' ? button.url : '';

    const response = await get(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="meeting-of-support-2026-11-16.md"');
    const file = await response.text();
    expect(file).toContain('# Meeting of \\#support\n');
    expect(file).toContain(
      '- **A\\_c\\_m\\_e**: “\\# \\<b\\>Acme\\</b\\> \\[click\\](http\\://evil.example) \\*now\\* \\@everyone” (Dana)',
    );
    for (const wrong of [
      url.replace(/signature=./, (first) => `signature=${first.endsWith('A') ? 'B' : 'A'}`),
      url.replace(
        id,
        id.replace(/.$/, (last) => (last === 'f' ? 'e' : 'f')),
      ),
      `/minutes/${id}.md`,
    ]) {
      expect((await get(wrong)).status).toBe(403);
    }
    isAway = true;
    const putOff = await get(url);
    expect([putOff.status, await putOff.text()]).toEqual([
      503,
      'The minutes can’t be read just now. Please try again in a minute.\n',
    ]);
    isAway = false;
    await clock.advance({ days: 6, hours: 23 });
    expect((await get(url)).status).toBe(200);
    await clock.advance({ hours: 2 });
    expect((await get(url)).status).toBe(403);
  });
});

test.each([
  ['1. first', '1\\. first'],
  ['- item', '\\- item'],
  ['+ item = 1', '\\+ item = 1'],
  ['F-12, 3-4 days', 'F-12, 3-4 days'],
  ['see www.evil.example', 'see www\\.evil.example'],
  ['http://x', 'http\\://x'],
  ['a@b.example ~~gone~~ ==lit==', 'a\\@b.example \\~\\~gone\\~\\~ \\=\\=lit\\=\\='],
  ['a\n\n# b', 'a \\# b'],
  ['`code` | \\', '\\`code\\` \\| \\\\'],
  ['plain words: all, of them.', 'plain words: all, of them.'],
])('“%s” stands in the minutes as “%s”', (typed, shown) => {
  expect(escaped(typed)).toBe(shown);
});
