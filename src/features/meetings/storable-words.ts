/** What people write into this room: learnings, decisions, promises. Checked once, before it goes in. */
import { z } from 'zod';
import { isStorable, unstorable } from '../../chat/storable.js';

/** Reads required text: trimmed, at most `limit` characters, and such that the database can keep it. */
export const storableWords = (limit: number, missing: string, tooLong: (length: number, limit: number) => string) =>
  z
    .string()
    .trim()
    .min(1, missing)
    .refine((text) => [...text].length <= limit, { error: ({ input }) => tooLong([...String(input)].length, limit) })
    .refine(isStorable, unstorable);
