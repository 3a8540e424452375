/** A newsletter of a made-up company with all its parts, and its pages on a real server; for tests in a browser. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { drawPng } from '../../src/adapters/chart-picture/draw-chart.js';
import { renderMail } from '../../src/adapters/mail/render-mail.js';
import { lookFiles } from '../../src/adapters/playground/receive/page.js';
import { drawLooks } from '../../src/adapters/playground/render/draw-looks.js';
import { type LookTools, newsletterRoutes } from '../../src/adapters/public-pages/newsletter-routes.js';
import type { Chart } from '../../src/chat/card.js';
import type { NewsletterPages } from '../../src/chat/newsletter-pages.js';
import { newsletterMail } from '../../src/features/newsletter/cards/mail-words.js';
import { type NewsletterView, newsletterCard } from '../../src/features/newsletter/cards/newsletter-card.js';
import { systemClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import { createSignedLinks } from '../../src/kernel/signed-links.js';

const scores: Chart = {
  title: 'Acme, their last scores',
  alt: '2 Sept 6; 1 Oct 8; 16 Nov 9.',
  form: 'line',
  categories: ['2 Sept', '1 Oct', '16 Nov'],
  series: [{ name: 'Score', values: [6, 8, 9] }],
};
const months = ['Dec', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov'];
const trend: Chart = {
  title: 'NPS over twelve months',
  alt: 'Dec 12, Jan 15, Feb 9, Mar 18, Apr 22, May 20, Jun 25, Jul 24, Aug 30, Sep 28, Oct 31, Nov 32.',
  form: 'line',
  categories: months,
  series: [{ name: 'NPS', values: [12, 15, 9, 18, 22, 20, 25, 24, 30, 28, 31, 32] }],
  unit: 'points',
};

const view: NewsletterView = {
  newsletter: {
    ...{ organisationId: 'o', id: 'l', number: 3, state: 'draft', from: new Date(0), draftedAt: new Date(0) },
    ...{ content: null, approvedById: null, endedAt: null, placeId: 'p', dueAt: null, nudgeCount: 0 },
  },
  content: {
    portrait: 'Acme, Key. Maya looks after them. They told us 2 things; all of it is answered.',
    learned:
      'They count in boxes, not in pieces (Ani, of Acme)\nTheir stairs are steep, so they want small boxes (Ben)\nNobody there reads PDF files (Dana, of Rechnungsstellungsnachbearbeitungsgesellschaft)',
    well: 'Acme said: “The invoice is a riddle” Maya answered: “One line for each service now.”',
    badly:
      'Acme said: “Nobody calls back” They waited too long. Why: The list was old. What changed: The list is read each morning.',
    question: 'What did a customer say to you this week that surprised you?',
    ...{ customerId: null, wellId: null, badlyId: null },
  },
  ...{ days: 14, chart: scores, trend, number: 'NPS +32 from 120 answers, surely between +18 and +45', approver: null },
};

const owner = { name: 'Harbour Lights', colour: '#1f5fbf', words: null };

const pages: NewsletterPages = {
  look: async () => ({
    ...{ owner, name: 'L-3', says: 'It goes to #news, to 3 people privately and to 12 by mail.' },
    ...{ timeZone: 'Europe/London', card: newsletterCard(view, false) },
    mail: {
      card: newsletterMail(view, 'news'),
      from: owner,
      ending: { why: 'Somebody at Harbour Lights asked for the newsletter at this address.', out: 'Stop these mails' },
    },
  }),
  reader: async (token) => ({ owner, state: token === 'asked' ? 'asked' : 'confirmed' }),
  settle: async (_token, wants) => ({ owner, state: wants ? 'confirmed' : 'none' }),
};

/** Opens it. `lookPath` leads to the look at the draft. */
export async function openNewsletter() {
  const web = express();
  const log = createLogger('silent');
  const links = createSignedLinks('secret', () => '');
  const tools: LookTools = {
    drawLooks: async (card, pictureAt) => drawLooks({ slack: card, teams: card }, pictureAt),
    ...{ renderMail, drawPng },
  };
  web.use(lookFiles(), newsletterRoutes({ clock: systemClock, log, links, newsletter: pages, tools }));
  const server = createServer(web).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lookPath: links.sign('/newsletter/o/m/l', new Date(Date.now() + 3_600_000)),
    close: () => void server.close(),
  };
}
