/**
 * What colleagues open of the newsletter: `/newsletter/by-mail/TOKEN` confirms an address and stops its mails; opening it changes
 * nothing, a POST does. `/newsletter/ORGANISATION/MEMBER/ID` shows a draft as Slack, Teams and mail to whoever has the signed
 * link. No cookie, no token in logs.
 */
import { randomBytes } from 'node:crypto';
import express, { type Request, type Response, Router } from 'express';
import type { Card, Chart } from '../../chat/card.js';
import type { NewsletterLook, NewsletterPages } from '../../chat/newsletter-pages.js';
import type { Clock } from '../../kernel/clock.js';
import type { Logger } from '../../kernel/logger.js';
import type { SignedLinks } from '../../kernel/signed-links.js';
import { inReadersLanguage } from '../http/readers-language.js';
import { answerErrors, fieldsOf, nobody, safe, send } from './answer.js';
import { lookBody, lookCss, readerBody } from './newsletter-page.js';
import { page } from './page.js';
import { nothingBody } from './survey-page.js';

/** How cards are drawn outside this adapter. */
export interface LookTools {
  /** What preview.js draws as Slack and Teams. @param pictureAt where the picture of a chart is, by its place among them */
  readonly drawLooks: (card: Card, pictureAt: (place: number) => string) => Promise<unknown>;
  /** The mail as it goes out. */
  readonly renderMail: (
    card: Card,
    face: NewsletterLook['mail'] & { readonly wishesUrl: string },
    pictureAt: (place: number) => string | null,
  ) => { readonly subject: string; readonly html: string };
  /** A chart as a PNG. */
  readonly drawPng: (chart: Chart) => Promise<Buffer>;
}

export interface NewsletterRoutesDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly links: Pick<SignedLinks, 'isGood'>;
  readonly newsletter: NewsletterPages;
  readonly tools: LookTools;
}

/** A yes or a no. */
const form = express.urlencoded({ extended: false, limit: 8 * 1_024, inflate: false, parameterLimit: 20 });

/** Our own scripts and styles; the renderers of cards set styles on elements, which can't run. */
const policyOf = (nonce: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; style-src-attr 'unsafe-inline'; img-src 'self' data:; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`;
/** A mail as it stands in our page: it can neither run nor fetch anything. */
const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'self'";

const chartsIn = ({ blocks }: Card): readonly Chart[] =>
  blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : []));

/** Serves them. */
export function newsletterRoutes({ clock, log, links, newsletter, tools }: NewsletterRoutesDeps): Router {
  const router = Router();
  router.use('/newsletter', inReadersLanguage);

  router.get('/newsletter/by-mail/:token', async ({ params: { token } }, response) => {
    const found = await newsletter.reader(token);
    if (!found) return send(response, 404, nobody, nothingBody());
    send(response, 200, found.owner, readerBody(`/newsletter/by-mail/${token}`, found, false));
  });

  router.post('/newsletter/by-mail/:token', form, async ({ params: { token }, body }, response) => {
    // The button of a mail program (RFC 8058) says no word but its own, and means no.
    const after = await newsletter.settle(token, fieldsOf(body).wants === 'yes');
    if (!after) return send(response, 404, nobody, nothingBody());
    send(response, 200, after.owner, readerBody(`/newsletter/by-mail/${token}`, after, true));
  });

  /** The page and its parts have one link: the signature of the page opens all of it. null: it is answered already. */
  async function looked({ originalUrl, params }: Request, response: Response) {
    const { organisationId = '', memberId = '', id = '' } = params as Readonly<Record<string, string>>;
    const path = `/newsletter/${organisationId}/${memberId}/${id}`;
    const query = originalUrl.includes('?') ? originalUrl.slice(originalUrl.indexOf('?')) : '';
    const found = links.isGood(`${path}${query}`, clock.now())
      ? await newsletter.look(organisationId, memberId, id)
      : null;
    if (!found) send(response, 404, nobody, nothingBody());
    return found && { found, partAt: (name: string) => `${path}/${name}${query}` };
  }

  router.get('/newsletter/:organisationId/:memberId/:id', async (request, response) => {
    const link = await looked(request, response);
    if (!link) return;
    const { found, partAt } = link;
    const drawn = await tools.drawLooks(found.card, (place) => partAt(`${place}.png`));
    const message = { ...(drawn as object), timeZone: found.timeZone };
    const { subject } = tools.renderMail(found.mail.card, { ...found.mail, wishesUrl: '#' }, () => null);
    const nonce = randomBytes(16).toString('base64url');
    const body = lookBody(found, { mailPath: partAt('mail'), subject, message });
    response
      .set({ ...safe(nonce), 'Content-Security-Policy': policyOf(nonce) })
      .type('html')
      .send(page(found.owner, { ...body, nonce, css: lookCss }));
  });

  router.get('/newsletter/:organisationId/:memberId/:id/mail', async (request, response) => {
    const link = await looked(request, response);
    if (!link) return;
    const { mail } = link.found;
    const pictures = await Promise.all(chartsIn(mail.card).map((chart) => tools.drawPng(chart)));
    const { html } = tools.renderMail(
      mail.card,
      { ...mail, wishesUrl: '#' },
      (place) => `data:image/png;base64,${pictures[place]?.toString('base64') ?? ''}`,
    );
    response
      .set({ ...safe(), 'Content-Security-Policy': mailPolicy })
      .type('html')
      .send(html);
  });

  router.get('/newsletter/:organisationId/:memberId/:id/:place.png', async (request, response) => {
    const link = await looked(request, response);
    if (!link) return;
    const chart = chartsIn(link.found.card)[Number(request.params.place)];
    if (!chart) return send(response, 404, nobody, nothingBody());
    response
      .set(safe())
      .type('png')
      .send(await tools.drawPng(chart));
  });

  router.use('/newsletter', answerErrors(log));
  return router;
}
