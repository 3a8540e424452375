/** Answers a GET under /api/v1: only the fields that are asked for, and nothing again that the client has already. */
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { faultyQuery } from './page-query.js';

/** What every reading takes: names of fields. */
export interface Picked {
  /** Absent: all of them. */
  readonly fields?: readonly string[];
}

const namesIn = (text: string): readonly string[] => [...new Set(text.split(',').map((name) => name.trim()))];

const unknownOf = (names: readonly string[], known: readonly string[]) =>
  names.filter((name) => !known.includes(name)).map((name) => noSuchField(name, known));

const noSuchField = (name: string, known: readonly string[]): string =>
  `There is no field ${JSON.stringify(name)}. Known are ${known.join(', ')}.`;

/**
 * The parameter `fields=number,text`. Its refusal names each field that there is not, and those that there are.
 * @param known absent: whoever answers finds out (`pick`)
 */
export const fieldsOf = (known?: readonly string[]) =>
  z
    .string({ error: 'fields is given once: names with commas between, such as fields=id,name.' })
    .superRefine((text, context) => {
      if (known) for (const message of unknownOf(namesIn(text), known)) context.addIssue({ code: 'custom', message });
    })
    .transform(namesIn)
    .optional()
    .meta({
      type: 'array',
      minItems: 1,
      items: { type: 'string', ...(known && { enum: [...known] }) },
      description: 'Only these fields, with commas between.',
    });

/** @throws Problem 400 that names the fields there are, where `of` lacks one of these */
export function pick(of: object, { fields }: Picked): object {
  if (!fields) return of;
  const unknown = unknownOf(fields, Object.keys(of));
  if (unknown.length > 0) throw faultyQuery(unknown.map((detail) => ({ parameter: 'fields', detail })));
  return picked(of, { fields });
}

/** The same of a described entry, whose fields were checked when the address was read. */
export function picked(of: object, { fields }: Picked): object {
  return fields ? Object.fromEntries(Object.entries(of).filter(([name]) => fields.includes(name))) : of;
}

/** Sends JSON with its ETag, or 304 to a client that has just this. Whoever keeps it asks each time whether it still holds. */
export function sendReading(request: Request, response: Response, value: object): void {
  response.set({ 'Cache-Control': 'private, no-cache', Vary: 'Authorization' });
  sendUnlessKnown(request, response, { type: 'application/json', text: JSON.stringify(value) });
}

/** Sends a text with its ETag; 304 without it where `If-None-Match` names that. */
export function sendUnlessKnown(
  request: Request,
  response: Response,
  { type, text }: { readonly type: string; readonly text: string },
): void {
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  response.set('ETag', tag);
  if (isKnown(request.get('if-none-match'), tag)) response.status(304).end();
  else response.type(type).send(text);
}

/** RFC 9110, section 13.1.2: compared weakly, because what packs an answer on its way makes the tag a weak one. */
function isKnown(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((each) => each.trim().replace(/^W\//, '') === tag);
}
