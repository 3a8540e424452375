/** The words of a card that an app posted: every text of it, a line each. Pure; captured.ts asks. */
import { isObject } from '../../platform/json.js';

/** Cards nest only so deep. */
const deepest = 12;
const wordKeys = ['title', 'subtitle', 'text', 'value'] as const;
const partKeys = ['body', 'items', 'columns', 'inlines', 'facts', 'rows', 'cells', 'sections'] as const;

/** @param content an attachment's: a card, or a card as JSON */
export function cardWords(content: unknown): string {
  return wordsIn(parsed(content), 0).join('\n');
}

function parsed(content: unknown): unknown {
  if (typeof content !== 'string') return content;
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}

function wordsIn(part: unknown, depth: number): string[] {
  if (depth > deepest) return [];
  if (Array.isArray(part)) return part.flatMap((each) => wordsIn(each, depth + 1));
  if (!isObject(part)) return [];
  const own = wordKeys.flatMap((key) => (typeof part[key] === 'string' && part[key].trim() ? [part[key].trim()] : []));
  return [...own, ...partKeys.flatMap((key) => wordsIn(part[key], depth + 1))];
}
