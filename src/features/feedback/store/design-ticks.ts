/** SQL of what owners said at resolutions of the design behind them; bound to the organisation. */
import type { ReportPeriod } from '../../../chat/feature.js';
import { type Sql, sql } from '../../../storage/database.js';
import { feedbackName } from '../rules/feedback.js';

/** A root cause, as whoever resolved it wrote; nothing confidential. */
export interface ToldCause {
  /** `F-12` */
  readonly name: string;
  readonly rootCause: string;
}

/** What owners said, with the latest root causes. */
export interface DesignTicks {
  readonly counts: {
    readonly designedRight: number;
    readonly designedWrong: number;
    readonly doneAsDesigned: number;
    readonly doneOtherwise: number;
  };
  readonly designedWrong: readonly ToldCause[];
  readonly doneOtherwise: readonly ToldCause[];
}

/** Root causes of each kind that are told. */
const causesShown = 3;

interface Row {
  readonly counts: DesignTicks['counts'];
  readonly designedWrong: readonly { readonly number: number; readonly cause: string }[];
  readonly doneOtherwise: readonly { readonly number: number; readonly cause: string }[];
}

/** Of what was resolved in the period and is so still. @param topic null: any */
export async function designTicks(
  db: Sql,
  organisationId: string,
  { period: { from, until }, topic }: { readonly period: ReportPeriod; readonly topic: string | null },
): Promise<DesignTicks> {
  const about = topic === null ? sql.empty : sql`AND lower(topic) = lower(${topic})`;
  const [row] = await db.query<Row[]>`
    WITH said AS MATERIALIZED (
      SELECT number, designed_right, done_as_designed, confidential, root_cause, resolved_at FROM feedback
      WHERE organisation_id = ${organisationId}::uuid AND resolved_at >= ${from} AND resolved_at < ${until}
        AND state = 'resolved' AND (designed_right IS NOT NULL OR done_as_designed IS NOT NULL) ${about}
    )
    SELECT (SELECT json_build_object('designedRight', count(*) FILTER (WHERE designed_right),
        'designedWrong', count(*) FILTER (WHERE NOT designed_right),
        'doneAsDesigned', count(*) FILTER (WHERE done_as_designed),
        'doneOtherwise', count(*) FILTER (WHERE NOT done_as_designed)) FROM said) AS counts,
      ${causesOf(sql`NOT designed_right`)} AS "designedWrong", ${causesOf(sql`NOT done_as_designed`)} AS "doneOtherwise"`;
  const named = (all: Row['designedWrong'] = []) =>
    all.map(({ number, cause }) => ({ name: feedbackName(number), rootCause: cause }));
  return {
    counts: row?.counts ?? { designedRight: 0, designedWrong: 0, doneAsDesigned: 0, doneOtherwise: 0 },
    designedWrong: named(row?.designedWrong),
    doneOtherwise: named(row?.doneOtherwise),
  };
}

const causesOf = (which: ReturnType<typeof sql>) => sql`(SELECT coalesce(json_agg(told), '[]') FROM (
  SELECT number, left(root_cause, 400) AS cause FROM said WHERE ${which} AND NOT confidential AND root_cause IS NOT NULL
  ORDER BY resolved_at DESC LIMIT ${causesShown}::int) told)`;
