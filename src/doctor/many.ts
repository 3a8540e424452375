/** Counts of things in the doctor's sentences. */
import { counted } from '../chat/counted.js';

/** `1 key`, `2 keys`. */
export const many = (count: number, one: string, more = `${one}s`): string =>
  `${counted(count)} ${count === 1 ? one : more}`;
