/**
 * `GET /charts/ORGANISATION/CHART.png`: the picture of a chart for whoever has the link that a card was given. The
 * signature is the right to see it; it covers whose chart it is, so no organisation's link opens another's. With
 * `&download` behind the link the browser keeps it as a file.
 */
import { type Request, type Response, Router } from 'express';
import type { Chart } from '../../chat/card.js';
import type { Clock } from '../../kernel/clock.js';
import type { SignedLinks } from '../../kernel/signed-links.js';
import { senderIsKnown } from '../http/limit-addresses.js';
import { Problem } from '../http/problem.js';

export interface ChartRoutesDeps {
  readonly clock: Clock;
  readonly links: Pick<SignedLinks, 'isGood'>;
  readonly charts: {
    /** null: there is no such chart. */
    chartOf(organisationId: string, chartId: string): Promise<Chart | null>;
    /** A PNG. */
    draw(chart: Chart): Promise<Buffer>;
  };
}

/** Seconds that whoever fetched it may keep it: what a link shows changes when new answers come. */
const keptSeconds = 300;

export function chartRoutes(deps: ChartRoutesDeps): Router {
  const router = Router();
  router
    .route('/charts/:organisation/:chart.png')
    .get((request, response) => sendPicture(deps, request, response))
    .all(({ method }) => {
      throw new Problem(405, 'charts.method', `${method} is not possible here: GET fetches the picture.`, {
        headers: { Allow: 'GET, HEAD' },
      });
    });
  router.use('/charts', () => {
    throw noChart();
  });
  return router;
}

async function sendPicture(deps: ChartRoutesDeps, request: Request, response: Response): Promise<void> {
  if (!deps.links.isGood(request.originalUrl, deps.clock.now())) throw badLink();
  senderIsKnown(response);
  const { organisation = '', chart: id = '' } = request.params as Record<string, string>;
  const chart = await deps.charts.chartOf(organisation, id);
  if (chart === null) throw noChart();
  const png = await deps.charts.draw(chart);
  response.type('png').set({
    'Cache-Control': `private, max-age=${keptSeconds}`,
    'Content-Disposition': `${'download' in request.query ? 'attachment' : 'inline'}; filename="${fileName(chart)}"`,
    'X-Content-Type-Options': 'nosniff',
  });
  response.send(png);
}

/** `nps-by-month.png`: what it shows, in letters that every system can keep. */
function fileName({ title }: Pick<Chart, 'title'>): string {
  const words = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return `${words.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'chart'}.png`;
}

/** Expired and forged are one to whoever asks: which it is would help only a forger. */
function badLink(): Problem {
  const detail = 'This link is wrong or has expired. Ask for the number again (nps) to get a new one.';
  return new Problem(410, 'charts.badLink', detail, { headers: { 'Cache-Control': 'no-store' } });
}

function noChart(): Problem {
  return new Problem(404, 'charts.none', 'There is no such chart.', { headers: { 'Cache-Control': 'no-store' } });
}
