/** What a survey is, who may be asked, and how its answers are counted. Pure. */

import { numbered } from '../../../chat/numbered.js';
import { phrase } from '../../../kernel/language/say.js';

/** What surveys ask; kinds/ has a file for each. */
export const kindNames = ['nps', 'onething', 'expected'] as const;
/** One of `kindNames`. */
export type KindName = (typeof kindNames)[number];

/** What the question is about, where its kind needs it. */
export interface About {
  /** `Billing` */
  readonly touchpoint?: string;
  /** What can be chosen: `Buying`, `First day`, `Billing`. */
  readonly touchpoints?: readonly string[];
}

/** Who is asked; `link`: whoever has the link that is for everybody, without a name. */
export type Audience =
  | { readonly kind: 'link' }
  | { readonly kind: 'everyone' }
  | { readonly kind: 'segment'; readonly segment: string }
  | { readonly kind: 'customers'; readonly ids: readonly string[]; readonly names: readonly string[] };

/** `unwanted`: they said no surveys. `recently`: they were asked within the days of rest. `unreachable`: mail comes back. */
export type LeftOutReason = 'unwanted' | 'recently' | 'unreachable';

/** How many are not asked, by reason. */
export type LeftOut = Readonly<Partial<Record<LeftOutReason, number>>>;

/** A question to customers, with whom it asks and until when. */
export interface Survey {
  readonly organisationId: string;
  readonly id: string;
  /** 1 of S-1. */
  readonly number: number;
  readonly kind: KindName;
  readonly about: About;
  readonly audience: Audience;
  /** Nobody is asked twice within so many days. */
  readonly restDays: number;
  readonly createdById: string;
  readonly createdAt: Date;
  /** Answers are taken until then; null: until it is stopped. */
  readonly endsAt: Date | null;
  readonly endedAt: Date | null;
  /** When it is looked for people next; null: nobody is looked for any more. */
  readonly planDueAt: Date | null;
  /** When everybody had been looked at for the first time; null: not yet, or nobody is asked by name. */
  readonly plannedAt: Date | null;
  /** null: no mails are due. */
  readonly sendDueAt: Date | null;
  /** The last person who was looked at; null: none yet. */
  readonly plannedUpTo: string | null;
  readonly leftOut: LeftOut;
}

/** How a survey goes. */
export interface SurveyCounts {
  /** Who has a link of their own. */
  readonly plannedCount: number;
  /** Whose link was handed out. */
  readonly askedCount: number;
  /** Of those. */
  readonly answeredCount: number;
  /** Of those asked by mail and silent since: nobody knows whether it arrived. */
  readonly unsureCount: number;
  /** Answers by the link for everybody, each form once. */
  readonly openCount: number;
}

/** In characters, days, or how many there may be. */
export const limits = { restDays: 90, longestRestDays: 730, customers: 50, open: 20 } as const;

/** Reads and writes `S-1`. */
export const surveyNumbers = numbered({
  letter: 'S',
  room: 'surveys',
  named: phrase('A survey is named by its number'),
  list: 'survey',
});

/** `S-1` for 1. */
export const surveyName = surveyNumbers.nameOf;

/** Whether answers are taken at `now`. */
export const isOpen = ({ endsAt, endedAt }: Pick<Survey, 'endsAt' | 'endedAt'>, now: Date): boolean =>
  endedAt === null && (endsAt === null || endsAt > now);

/** A person as planning looks at them. */
export interface Candidate {
  readonly personId: string;
  readonly wantsNone: boolean;
  /** Mail to them comes back. */
  readonly isUnreachable: boolean;
  /** When a link was made for them last, by any survey; null: never. */
  readonly lastAskedAt: Date | null;
}

const dayMs = 86_400_000;

/** Why they are not asked; null: they are. */
export function reasonAgainst(
  { wantsNone, isUnreachable, lastAskedAt }: Candidate,
  restDays: number,
  now: Date,
): LeftOutReason | null {
  if (wantsNone) return 'unwanted';
  if (isUnreachable) return 'unreachable';
  const isRested = lastAskedAt === null || lastAskedAt.getTime() + restDays * dayMs <= now.getTime();
  return isRested ? null : 'recently';
}

/** Both together. */
export function addedLeftOut(before: LeftOut, reasons: readonly (LeftOutReason | null)[]): LeftOut {
  const sum: Partial<Record<LeftOutReason, number>> = { ...before };
  for (const reason of reasons) if (reason !== null) sum[reason] = (sum[reason] ?? 0) + 1;
  return sum;
}
