/** What the benches measured, a line each for people and as JSON for machines. */

export interface Figure {
  readonly bench: string;
  /** What is compared, in words. */
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** `atMost` or `atLeast` a bound; absent: for information. */
  readonly atMost?: number;
  readonly atLeast?: number;
}

function isMet({ value, atMost, atLeast }: Figure): boolean | null {
  if (atMost === undefined && atLeast === undefined) return null;
  return value <= (atMost ?? Number.POSITIVE_INFINITY) && value >= (atLeast ?? Number.NEGATIVE_INFINITY);
}

export function toJson(figures: readonly Figure[]): string {
  return JSON.stringify(
    figures.map((figure) => ({ ...figure, met: isMet(figure) })),
    null,
    2,
  );
}

/** As `MISSED  import  what was measured: 0.238 (at least 0.25)`. */
export function lineOf(figure: Figure): string {
  const met = isMet(figure);
  const verdict = met === null ? '' : met ? 'met' : 'MISSED';
  const bound = met === null ? '' : ` (${wanted(figure)})`;
  const measured = `${round(figure.value)} ${figure.unit}`.trim();
  return `${verdict.padEnd(8)}${figure.bench.padEnd(11)}${figure.what}: ${measured}${bound}`;
}

function wanted({ atMost, atLeast, unit }: Figure): string {
  if (atMost !== undefined) return `at most ${atMost} ${unit}`.trim();
  return atLeast === undefined ? '' : `at least ${atLeast} ${unit}`.trim();
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** @param share 0 to 1 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const round = (value: number): number => Number(value.toPrecision(3));
