/** Reads what is typed behind `metric`: a name, a value with its unit, and what kind of number it is. */

import type { CommandLine } from '../../chat/command-line.js';
import { InvalidInput } from '../../kernel/errors.js';
import { say } from '../../kernel/language/say.js';
import { trimEndOf } from '../../kernel/long-text.js';
import { noName, twoUnits, whichNumber, wordsFor } from './cards/refusals.js';
import type { Better, Scale } from './rules/metric.js';

/** What stands behind `metric`: a name, and a value where one is typed. Throws InvalidInput where there is no name. */
export function readMetricText(text: string): { readonly name: string; readonly typed: string | null } {
  const [, quoted, rest = ''] = inQuotes.exec(text) ?? [];
  if (quoted !== undefined) return { name: nameFrom(quoted), typed: rest.trim() || null };
  const [, before, typed] = /^(.*\S)\s+([-+\u2212]?\d\S*(?:\s+%)?)$/su.exec(text) ?? [];
  if (before === undefined || typed === undefined) return { name: nameFrom(text), typed: null };
  const name = nameFrom(before);
  if (/\S\s+\d{1,3}$/u.test(name) && /^\d{3}(?!\d)/u.test(typed)) throw whichNumber(name, typed);
  return { name, typed };
}

const inQuotes = /^(?:["“„”]([^"“”]*)["“”])(.*)$/su;

function nameFrom(typed: string): string {
  const name = clean(trimEndOf(typed.replace(/^['"‘’“”„\s]+/u, ''), /['"‘’“”\s]/u));
  if (!/[\p{L}\p{N}]/u.test(name)) throw noName();
  return name;
}

/** A name or unit in one line, without what no database keeps. */
export const clean = (name: string): string =>
  name
    .normalize('NFC')
    .replaceAll(/[\s\p{Cc}\p{Cs}]+/gu, ' ')
    .trim();

const unitLimit = 20;

/** `81.5 %` and `81.5%` say the unit with the number. */
export function withTypedUnit(typed: string, told: ToldShape): ToldShape & { readonly typed: string } {
  const [, number] = /^(.*\S)%$/su.exec(typed.replace(/\s%$/u, '%')) ?? [];
  if (number === undefined) return { ...told, typed };
  if (told.unit !== undefined && told.unit !== '%') throw twoUnits('%', told.unit ?? 'none');
  return { ...told, unit: '%', typed: number };
}

/** What the details say of a number's shape; absent: nothing. */
export interface ToldShape {
  readonly unit?: string | null;
  readonly better?: Better;
  readonly scale?: Scale;
}

/** Throws InvalidInput on `unit` and `scale`. */
export function readDetails({ unit, better, scale }: CommandLine['details']): ToldShape {
  const cleaned = unit === undefined ? undefined : clean(unit);
  if (cleaned !== undefined && [...cleaned].length > unitLimit) {
    throw InvalidInput.field('nps.unit', 'unit', wordsFor.long([...cleaned].length, unitLimit));
  }
  return {
    ...(cleaned !== undefined && { unit: /^none$/iu.test(cleaned) ? null : cleaned }),
    ...(better !== undefined && { better: better === 'lower' ? 'lower' : 'higher' }),
    ...(scale !== undefined && { scale: readScale(scale) }),
  };
}

function readScale(typed: string): Scale {
  const [, min, max] = /^\s*(-?\d{1,4})\s*(?:-|–|to|\.\.)\s*(-?\d{1,4})\s*$/u.exec(typed) ?? [];
  const scale = { min: Number(min), max: Number(max) };
  if (min !== undefined && scale.min < scale.max) return scale;
  throw InvalidInput.field(
    'nps.scale',
    'scale',
    say('This is not a scale. Write it by its ends, the lower one first: scale:1-5.'),
  );
}
