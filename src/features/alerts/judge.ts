/** Whether what was measured is enough to say that an alert begins or ends. Pure. */
import type { Measured } from '../../chat/figures.js';
import { wilson } from '../surveys/index.js';
import type { Sign } from './watch.js';

/** What was measured, in the figure's unit (shares in percent), with the ends of what it may be. */
export interface Reading {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Of how many; null: it was counted, or typed in. */
  readonly count: number | null;
}

/** Fewer have no middle worth an alert. */
const leastForMedian = 5;

/** null: there is too little to say anything. */
export function readingOf(measured: Measured | null): Reading | null {
  if (measured === null) return null;
  switch (measured.kind) {
    case 'exact':
      return { value: measured.value, low: measured.value, high: measured.value, count: null };
    case 'median': {
      const { value, count } = measured;
      return count < leastForMedian ? null : { value, low: value, high: value, count };
    }
    case 'share': {
      const { part, whole } = measured;
      const sure = wilson(part, whole);
      return sure && { value: (100 * part) / whole, low: 100 * sure.low, high: 100 * sure.high, count: whole };
    }
    case 'estimate': {
      const { value, low, high, count } = measured;
      // Of a single answer nothing is said.
      return count < 2 ? null : { value, low, high, count };
    }
  }
}

const fits: Readonly<Record<Sign, (value: number, bound: number) => boolean>> = {
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

interface Bounded {
  readonly sign: Sign;
  readonly bound: number;
}

/** Whether a value alone lies beyond the bound. */
export const isBeyond = (value: number, { sign, bound }: Bounded): boolean => fits[sign](value, bound);

/** It begins when all that the figure may be lies beyond the bound: chance alone begins nothing. */
export const begins = (reading: Reading | null, { sign, bound }: Bounded): boolean =>
  reading !== null && fits[sign](sign.startsWith('<') ? reading.high : reading.low, bound);

/** It ends when the figure itself is back: so it does not begin and end all day. */
export const ends = (reading: Reading | null, { sign, bound }: Bounded): boolean =>
  reading !== null && !isBeyond(reading.value, { sign, bound });
