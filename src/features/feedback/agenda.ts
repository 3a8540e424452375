/**
 * What meetings ask of feedback: what is resolved and has to be prevented, what is late, and which customers had
 * something to say. An agenda is read by a whole place, so words of confidential feedback never leave through here.
 */

import type { PersonRef } from '../../kernel/person.js';
import type { FeedbackDeps } from './deps.js';
import { type Picture, pictures } from './picture.js';
import { feedbackName, type Outcome, type Severity } from './rules/feedback.js';
import { maySee } from './rules/visibility.js';
import {
  countMostHeard,
  findCameBack,
  type HeardOf,
  listHeard,
  listNotSolved,
  listOverdueElsewhere,
  listResolvedSince,
  type ResolvedRef,
} from './store/agenda.js';
import { findByIds } from './store/feedback.js';

export type { HeardOf, ResolvedRef } from './store/agenda.js';

/** A piece of feedback as everybody in a meeting may see it. */
export interface AgendaFeedback {
  readonly id: string;
  /** `F-12`. */
  readonly name: string;
  readonly number: number;
  /** Then `told` is null. */
  readonly confidential: boolean;
  readonly owner: PersonRef | null;
  readonly promiseEndsAt: Date | null;
  readonly resolvedAt: Date | null;
  /** The customer said last that it is not solved. */
  readonly isNotSolved: boolean;
  readonly told: {
    /** The customer's words. */
    readonly text: string;
    readonly customer: string | null;
    readonly outcome: Outcome | null;
    /** How it is prevented, as whoever resolved it wrote; null: not resolved. */
    readonly prevention: string | null;
    /** The earlier item that its owner says has come back. */
    readonly cameBackFrom: string | null;
    /** What is missing, where the customer said that it is not solved; null: they did not say. */
    readonly missing: string | null;
  } | null;
}

/** Something that a customer said, for whoever asks which customer has most to say. */
export interface HeardFeedback {
  readonly customerId: string;
  readonly number: number;
  readonly severity: Severity;
  readonly isOpen: boolean;
  readonly capturedAt: Date;
}

export interface AgendaFeedbackDoor {
  /** What is resolved and was so at `since` or after, with where it was captured. */
  resolvedSince(organisationId: string, since: Date): Promise<readonly ResolvedRef[]>;
  /** As they stand now, without what was withdrawn, in the order of `ids`; `resolvedAt` null: not resolved. */
  byIds(organisationId: string, ids: readonly string[]): Promise<readonly AgendaFeedback[]>;
  /** Past its promise, the most urgent 100; what was captured in `exceptPlaceIds` is spoken of there. */
  overdue(
    organisationId: string,
    exceptPlaceIds: readonly string[],
  ): Promise<{ readonly items: readonly AgendaFeedback[]; readonly totalCount: number }>;
  /** What customers said is not solved, at `since` or after (null: ever), the latest 100; `exceptPlaceIds` as above. */
  notSolved(
    organisationId: string,
    asked: { readonly since: Date | null; readonly exceptPlaceIds: readonly string[] },
  ): Promise<readonly AgendaFeedback[]>;
  /** What is open, and what was resolved after `resolvedAfter`. Nothing confidential. */
  heard(organisationId: string, resolvedAfter: Date): Promise<readonly HeardFeedback[]>;
  /** Of whom most was captured at `since` or after, the most first. Nothing confidential. */
  mostHeard(organisationId: string, since: Date, limit: number): Promise<readonly HeardOf[]>;
  /** What its owner says has come back; null: nothing, or none of the viewer's business. */
  cameBackFrom(
    organisationId: string,
    feedbackId: string,
    viewerId: string,
  ): Promise<{ readonly id: string; readonly name: string } | null>;
}

const overdueLimit = 100;

export function agendaDoor(deps: FeedbackDeps): AgendaFeedbackDoor {
  const { database, clock } = deps;
  const shown = async (organisationId: string, items: Parameters<typeof pictures>[2]) =>
    (await pictures(deps, organisationId, items)).map(forEverybody);
  return {
    resolvedSince: (organisationId, since) => listResolvedSince(database, organisationId, since),
    async byIds(organisationId, ids) {
      const found = await findByIds(database, [organisationId], ids);
      return shown(
        organisationId,
        found.filter((item) => item.organisationId === organisationId && item.state !== 'withdrawn'),
      );
    },
    async overdue(organisationId, exceptPlaceIds) {
      const query = { organisationId, exceptPlaceIds, now: clock.now(), limit: overdueLimit };
      const { items, totalCount } = await listOverdueElsewhere(database, query);
      return { items: await shown(organisationId, items), totalCount };
    },
    async notSolved(organisationId, asked) {
      return shown(organisationId, await listNotSolved(database, { organisationId, ...asked, limit: overdueLimit }));
    },
    async heard(organisationId, resolvedAfter) {
      const items = await listHeard(database, organisationId, resolvedAfter);
      return items.map(({ customerId, number, severity, state, capturedAt }) => ({
        customerId,
        number,
        severity,
        isOpen: state !== 'resolved',
        capturedAt,
      }));
    },
    mostHeard: (organisationId, since, limit) => countMostHeard(database, organisationId, since, limit),
    cameBackFrom: (organisationId, feedbackId, viewerId) =>
      cameBackFrom(deps, { organisationId, feedbackId, viewerId }),
  };
}

function forEverybody({ feedback, customer, owner, cameBack }: Picture): AgendaFeedback {
  const { id, number, confidential, promiseEndsAt, resolvedAt, resolution, text } = feedback;
  const told = {
    text,
    customer: customer?.name ?? null,
    outcome: resolution?.outcome ?? null,
    prevention: resolution?.prevention ?? null,
    cameBackFrom: cameBack && !cameBack.confidential ? feedbackName(cameBack.number) : null,
    missing: feedback.furtherWords.findLast(({ answers }) => answers?.isSolved === false)?.text || null,
  };
  const isNotSolved = feedback.saidSolved === false;
  const seen = { id, number, name: feedbackName(number), confidential, isNotSolved, owner, promiseEndsAt, resolvedAt };
  return { ...seen, told: confidential ? null : told };
}

interface Asked {
  readonly organisationId: string;
  readonly feedbackId: string;
  readonly viewerId: string;
}

async function cameBackFrom({ database, people }: FeedbackDeps, { organisationId, feedbackId, viewerId }: Asked) {
  const [item] = await findByIds(database, [organisationId], [feedbackId]);
  if (item?.organisationId !== organisationId) return null;
  const { champion } = await people.organisation(organisationId);
  const earlier = (await findCameBack(database, [organisationId], [feedbackId])).get(feedbackId);
  const isTold = (each: Parameters<typeof maySee>[0]) => maySee(each, viewerId, champion?.id ?? null);
  return earlier && isTold(item) && isTold(earlier) ? { id: earlier.id, name: feedbackName(earlier.number) } : null;
}
