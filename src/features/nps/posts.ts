/**
 * What is posted to the scores place by itself: by the schedule, after an import, and at once when the change has
 * become more than noise. The sweep orders a post; what it says, and whether there is still news, is read when it is sent.
 */

import { z } from 'zod';
import type { Dispatch, Outgoing, Sweep } from '../../chat/feature.js';
import type { DeliveryOrder } from '../../delivery/delivery.js';
import { newId } from '../../kernel/id.js';
import { say } from '../../kernel/language/say.js';
import type { OrganisationProfile, Recount } from '../people/index.js';
import { handPostCard } from './cards/hand-card.js';
import { postCard } from './cards/number-card.js';
import { goneCard } from './cards/post-reason.js';
import { chartsOf, handChartsOf } from './charts.js';
import type { NpsDeps } from './deps.js';
import { figuresOf, handFiguresOf, usualQuery } from './figures.js';
import { isNews, type Occasion, occasions, type Told } from './rules/news.js';
import { postingToText } from './rules/posting.js';
import { nextScheduled, posts, scoresPlaceId } from './settings.js';
import {
  claimDue,
  type DueMetric,
  dropTelling,
  findMetricById,
  type ImportNote,
  type KeptMetric,
  postsDue,
  postsWork,
  reschedule,
  saveDue,
  saveTelling,
  settleTelling,
} from './store/metrics.js';
import { voicesOf } from './voices.js';

const batchSize = 50;

export const postSweep = (deps: NpsDeps): Sweep =>
  deps.batches.sweep({
    work: postsWork,
    due: postsDue,
    limit: batchSize,
    claim: claimDue,
    async run(tx, metrics, now) {
      const orders: DeliveryOrder[] = [];
      for (const metric of metrics) {
        const profile = await deps.people.holdOrganisation(tx, metric.organisationId);
        const { occasion, next } = settle(metric, profile, now);
        await saveDue(tx, next);
        const placeId = scoresPlaceId.of(profile.settings);
        if (occasion && placeId) orders.push(postOrder(metric, { occasion, placeId, now }));
      }
      await deps.outbox.enqueue(tx, orders);
    },
  });

/** What is due now, in one post, and when to look again. While an import runs, it will tell of any change itself. */
function settle(
  metric: DueMetric,
  { settings }: OrganisationProfile,
  now: Date,
): { readonly occasion: Occasion | null; readonly next: DueMetric } {
  const isDue = (at: Date | null) => at !== null && at <= now;
  const { importDueAt, checkDueAt, scheduleDueAt, importNote } = metric;
  const isImporting = importDueAt !== null && !isDue(importDueAt);
  // One that broke off tells nothing: its run that ends does.
  const isTold = importNote === null || importNote.counts !== null;
  const occasion =
    isDue(importDueAt) && isTold
      ? 'import'
      : isDue(scheduleDueAt)
        ? 'schedule'
        : isDue(checkDueAt) && !isImporting
          ? 'change'
          : null;
  const next = {
    ...metric,
    importDueAt: isDue(importDueAt) ? null : importDueAt,
    importNote: isDue(importDueAt) ? null : importNote,
    checkDueAt: isDue(checkDueAt) ? null : checkDueAt,
    scheduleDueAt: isDue(scheduleDueAt) ? nextScheduled(settings, now) : scheduleDueAt,
  };
  return { occasion, next };
}

function postOrder(
  { id, organisationId, importNote }: DueMetric,
  { occasion, placeId, now }: { readonly occasion: Occasion; readonly placeId: string; readonly now: Date },
): DeliveryOrder {
  return {
    organisationId,
    kind: 'nps.post',
    payload: {
      ...{ organisationId, metricId: id, occasion, placeId, orderId: newId(now) },
      ...(occasion === 'import' && importNote?.counts && { importNumber: importNote.number, ...importNote.counts }),
    },
    to: { kind: 'place', placeId },
    // Where it is not known whether it went out, it is not repeated: the same news is never told twice.
    atMostOnce: true,
  };
}

const postSchema = z.object({
  organisationId: z.string(),
  metricId: z.string(),
  occasion: z.enum(occasions),
  placeId: z.string(),
  orderId: z.string(),
  importNumber: z.number().optional(),
  rowCount: z.number().optional(),
  addedCount: z.number().optional(),
  metricName: z.string().optional(),
});
type Post = z.output<typeof postSchema>;

export function postOutgoing(deps: NpsDeps): Outgoing {
  return {
    async compose(payload) {
      const post = postSchema.parse(payload);
      const dispatch = await compose(deps, post);
      // Composed again, it had not gone out before; and now it never will.
      if (dispatch.kind === 'skip') await dropTelling(deps.database, post.organisationId, post.metricId, post.orderId);
      return dispatch;
    },
    settled: async (payload, outcome) => {
      const { organisationId, metricId, orderId } = postSchema.parse(payload);
      if ('ref' in outcome) await settleTelling(deps.database, organisationId, metricId, orderId);
      else if (!outcome.mayHaveArrived) await dropTelling(deps.database, organisationId, metricId, orderId);
    },
  };
}

const skip = (reason: string): Dispatch => ({ kind: 'skip', reason });

async function compose(deps: NpsDeps, post: Post): Promise<Dispatch> {
  const metric = await findMetricById(deps.database, post.organisationId, post.metricId);
  if (!metric && post.occasion === 'correction')
    return { kind: 'send', card: goneCard(post.metricName ?? say('The number'), post.importNumber) };
  if (!metric) return skip('the number is gone');
  const organisation = await deps.people.organisation(post.organisationId);
  // A correction goes where the wrong number stands.
  if (post.occasion !== 'correction' && scoresPlaceId.of(organisation.settings) !== post.placeId)
    return skip('scores are posted elsewhere now');
  const { answerCount } = metric;
  const { orderId } = post;
  const reason = (): Parameters<typeof handPostCard>[1]['reason'] => ({
    occasion: post.occasion,
    newCount: answerCount - (lastTold(metric, post)?.answerCount ?? 0),
    schedule: postingToText(posts.of(organisation.settings)),
    imported: importedOf(post),
  });
  if (metric.kind === 'number') {
    const news = { orderId, answerCount, verdict: 'noise' } as const;
    if (!isUntold(metric, post, news)) return skip('it was told already');
    const figures = await handFiguresOf(deps, metric, organisation);
    await saveTelling(deps.database, metric.organisationId, metric.id, news);
    return { kind: 'send', card: handPostCard(figures, { charts: handChartsOf(deps, figures), reason: reason() }) };
  }
  const figures = await figuresOf(deps, metric, { query: usualQuery, organisation });
  const { firstDate, lastDate } = figures.windows.now;
  const news = { orderId, answerCount, verdict: figures.verdict, period: { firstDate, lastDate } };
  if (!isUntold(metric, post, news)) return skip('it was told already');
  const voices = await voicesOf(deps, figures);
  await saveTelling(deps.database, metric.organisationId, metric.id, news);
  return { kind: 'send', card: postCard(figures, { charts: chartsOf(deps, figures), voices, reason: reason() }) };
}

function importedOf({ importNumber, rowCount = 0, addedCount = 0 }: Post): ImportNote | null {
  return importNumber === undefined ? null : { number: importNumber, counts: { rowCount, addedCount } };
}

/** What was told last; a post that is on its way but for this one counts as told. */
function lastTold({ told, telling }: KeptMetric, { orderId }: Post): Told | null {
  return telling && telling.orderId !== orderId ? telling : told;
}

function isUntold(metric: KeptMetric, post: Post, news: Told): boolean {
  return isNews(post.occasion, news, lastTold(metric, post));
}

/** The next post by the schedule moves with it. */
export function scheduleRecount({ clock }: NpsDeps): Recount {
  return {
    on: [posts.key, 'timeZone'],
    run: (tx, { id, settings }) => reschedule(tx, id, nextScheduled(settings, clock.now())),
  };
}
