/** The public pages of a stage on a real server, opened and filled in as a browser without scripts does. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { drawBoard, drawPng } from '../../src/adapters/chart-picture/draw-chart.js';
import { drawQr } from '../../src/adapters/chart-picture/draw-qr.js';
import { inlineSvg } from '../../src/adapters/chart-picture/inline-svg.js';
import { renderMail } from '../../src/adapters/mail/render-mail.js';
import { lookFiles } from '../../src/adapters/playground/receive/page.js';
import { drawLooks } from '../../src/adapters/playground/render/draw-looks.js';
import { bounceRoutes } from '../../src/adapters/public-pages/bounce-routes.js';
import { homeRoutes } from '../../src/adapters/public-pages/home-routes.js';
import { type LookTools, newsletterRoutes } from '../../src/adapters/public-pages/newsletter-routes.js';
import { publicPages } from '../../src/adapters/public-pages/routes.js';
import { trialRoutes } from '../../src/adapters/public-pages/trial-routes.js';
import { boardRoutes } from '../../src/adapters/web-api/board-routes.js';
import { frontPage, nothingHere, wentWrong } from '../../src/adapters/web-api/front-page.js';
import type { House } from '../../src/house.js';
import type { Clock } from '../../src/kernel/clock.js';
import type { Logger } from '../../src/kernel/logger.js';
import { createLogger } from '../../src/kernel/logger.js';

/** A page as it came. */
export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** As somebody reads it: without tags. */
  readonly text: string;
}

export interface PublicFace {
  readonly base: string;
  /** @param path a path, or an address on a card */
  get(path: string, method?: string): Promise<Page>;
  /** Sends a form; what the page hides goes along, as from a browser. */
  post(path: string, fields: Readonly<Record<string, string | readonly string[]>>): Promise<Page>;
  raw(path: string, init: RequestInit): Promise<Response>;
  close(): void;
}

export async function openPublicFace(
  {
    house,
    clock,
  }: {
    readonly house: Pick<House, 'links' | 'surveys' | 'notices' | 'trials' | 'home' | 'newsletter' | 'takeBounce'>;
    readonly clock: Clock;
  },
  log: Logger = createLogger('silent'),
): Promise<PublicFace> {
  const web = express();
  const { links, surveys, notices, trials } = house;
  const baseUrl = () => 'https://chair.example';
  web.use(publicPages({ clock, log, links, surveys: surveys.pages, notices: notices.pages, baseUrl, drawQr }));
  web.use(bounceRoutes(house.takeBounce));
  const { boardOf, boardTableOf: tableOf } = surveys;
  web.use(boardRoutes({ clock, log, links, boards: { boardOf, tableOf, draw: drawBoard } }));
  web.use(trialRoutes({ log, trials: trials.pages }));
  const tools: LookTools = {
    drawLooks: async (card, pictureAt) => drawLooks({ slack: card, teams: card }, pictureAt),
    ...{ renderMail, drawPng },
  };
  web.use(lookFiles(), newsletterRoutes({ clock, log, links, newsletter: house.newsletter.pages, tools }));
  web.use(homeRoutes({ clock, log, links, home: house.home.pages, draw: inlineSvg }));
  web.use(frontPage(), nothingHere, wentWrong(log));
  const server = createServer(web).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pathOf = (address: string) => address.replace(/^https?:\/\/[^/]+/, '');
  const raw = (path: string, init: RequestInit) => fetch(base + pathOf(path), { redirect: 'manual', ...init });
  const read = async (response: Response): Promise<Page> => {
    const html = await response.text();
    const text = html
      .replace(/<(style|script)[\s\S]*?<\/\1>/g, '')
      .replace(/<[^>]*>/g, '')
      .replace(/&#39;/g, "'")
      .replace(/\s+/g, ' ')
      .trim();
    return { status: response.status, headers: response.headers, html, text };
  };
  return {
    base,
    raw,
    get: async (path, method = 'GET') => read(await raw(path, { method })),
    async post(path, fields) {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(fields))
        for (const each of typeof value === 'string' ? [value] : value) body.append(name, each);
      return read(await raw(path, { method: 'POST', body }));
    },
    close: () => void server.close(),
  };
}

/** The id that the page's form hides. */
export const formIn = ({ html }: Page): string => /name="form" value="([^"]+)"/.exec(html)?.[1] ?? '';
