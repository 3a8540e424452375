/** What a number is that the organisation keeps: NPS, a survey with a scale, or one typed in by hand. Pure. */

export type Better = 'higher' | 'lower';

/** The ends of a survey's scale, both among its answers: 1 to 5. */
export interface Scale {
  readonly min: number;
  readonly max: number;
}

/** How a metric is had: NPS or a mean counted from answers, or a value by hand. */
export type MetricKind =
  | { readonly kind: 'nps' }
  | { readonly kind: 'scale'; readonly scale: Scale }
  /** One value a date, by hand. */
  | { readonly kind: 'number' };

/** What stands behind a name. */
export type MetricShape = MetricKind & {
  readonly name: string;
  /** `%`, `points`; null: none. */
  readonly unit: string | null;
  readonly better: Better;
};

/** A metric that the organisation keeps. */
export type Metric = MetricShape & {
  readonly id: string;
  readonly organisationId: string;
  /** How many answers or values were ever taken in. */
  readonly answerCount: number;
  /** When the last of them was. */
  readonly lastTakenAt: Date | null;
};

/** NPS itself, which every organisation has. */
export const npsShape: MetricShape = { kind: 'nps', name: 'NPS', unit: 'points', better: 'higher' };

const fiveSteps: Scale = { min: 1, max: 5 };
const sevenSteps: Scale = { min: 1, max: 7 };

/** Surveys that everybody runs on the same scale: they need not be set up before answers come. */
const wellKnown: readonly MetricShape[] = [
  npsShape,
  { kind: 'scale', scale: fiveSteps, name: 'CSAT', unit: null, better: 'higher' },
  { kind: 'scale', scale: sevenSteps, name: 'CES', unit: null, better: 'higher' },
];

/** How names are compared: case and double spaces don't count. */
export function metricKey(name: string): string {
  return name.normalize('NFC').replaceAll(/\s+/gu, ' ').trim().toLowerCase();
}

const wellKnownByKey: ReadonlyMap<string, MetricShape> = new Map(
  wellKnown.map((shape) => [metricKey(shape.name), shape]),
);

/** null: nothing that is known by its name alone. */
export function wellKnownShape(name: string): MetricShape | null {
  return wellKnownByKey.get(metricKey(name)) ?? null;
}

/** Of the answers that this metric takes: 0 to 10, or the ends of its scale. null: by hand, any number. */
export function rangeOf(metric: MetricKind): Scale | null {
  if (metric.kind === 'nps') return { min: 0, max: 10 };
  return metric.kind === 'scale' ? metric.scale : null;
}
