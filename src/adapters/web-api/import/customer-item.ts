/** A row of a file as an item for the customers room: who it is about and what it says of them. kinds.ts names it. */

import { isNoWords } from '../../../chat/no-words.js';
import { factName } from './column-names.js';
import { instantOf } from './feedback-item.js';
import { type Fields, type ItemOf, momentIn, type ReadStyle } from './item.js';
import { instantIn } from './read/dates.js';
import { amountIn } from './read/numbers.js';

/** Several in a cell stand between semicolons or on lines of their own. */
const eachOf = (cell: string | undefined): readonly string[] =>
  (cell ?? '')
    .split(/[;\n|]/u)
    .map((each) => each.trim())
    .filter((each) => !isNoWords(each));

/** What a cell says; `NA` and `-` say nothing. */
const said = (cell: string | undefined): string | undefined =>
  cell === undefined || isNoWords(cell) ? undefined : cell;

/** What is said of nobody stays out. */
export function customerItem(style: ReadStyle): ItemOf {
  return (fields) => {
    const { name, domain, externalId, segment, owner, industry, since, asOf, preferences } = fields;
    const called = said(name) ?? said(domain);
    if (called === undefined) return { leftOut: 'no name' };
    const at = said(asOf) === undefined ? undefined : momentIn(asOf, 'asOf', style);
    if (at !== undefined && typeof at !== 'string') return at;
    const from = said(since) === undefined ? undefined : instantIn(since ?? '', style);
    if (from === null)
      return { field: 'since', fault: `“${since}” is no date that can be read. Write it as 2026-03-31.` };
    return {
      name: called,
      domain: said(domain),
      externalId: said(externalId),
      segment: said(segment),
      owner: said(owner),
      industry: said(industry),
      since: from?.slice(0, 10),
      at: at === undefined ? undefined : instantOf(at, style.timeZone),
      aliases: eachOf(fields.aliases),
      preferences: said(preferences),
      contacts: contactsIn(fields),
      facts: factsIn(fields, style),
    };
  };
}

function contactsIn(fields: Fields): readonly (string | Record<string, string | undefined>)[] {
  const email = said(fields.email);
  const role = said(fields.role);
  const [first, last] = [said(fields.firstName), said(fields.lastName)];
  const several = eachOf(fields.contact).map(withoutBrackets);
  const name = [first, last].filter((part) => part !== undefined).join(' ') || (several.length === 1 ? several[0] : '');
  const isWhole = name !== '' && several.length < 2 && !name?.includes('@') && !name?.includes(',');
  if (isWhole) return [{ name, role, email }];
  if (several.length > 0) return several;
  return email === undefined ? [] : [{ name: email, role, email }];
}

/** `Ada Byron (ada@acme.com)` and `Ada Byron <ada@acme.com>` are `Ada Byron, ada@acme.com`. */
const withoutBrackets = (typed: string): string => typed.replace(/\s?[<(]([^<>()\s@]+@[^<>()\s@]+)[>)]$/u, ', $1');

function factsIn(fields: Fields, { kinds, decimal, ...style }: ReadStyle): Record<string, string | number | boolean> {
  const facts: [string, string | number | boolean][] = [];
  for (const [field, cell = ''] of Object.entries(fields)) {
    const name = factName(field);
    if (name === null || isNoWords(cell)) continue;
    const kind = kinds.get(field);
    if (kind === 'number') facts.push([name, amountIn(cell, decimal) ?? cell]);
    else if (kind === 'date') facts.push([name, instantIn(cell, style) ?? cell]);
    else facts.push([name, /^(?:true|false)$/iu.test(cell) ? cell.toLowerCase() === 'true' : cell]);
  }
  return Object.fromEntries(facts);
}
