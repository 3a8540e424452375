/** A row of a file as a person for the customers room: who they are, and what another tool knew of asking them. kinds.ts names it. */
import { isNoWords } from '../../../chat/no-words.js';
import { instantOf } from './feedback-item.js';
import { type Fault, type Fields, type ItemOf, momentIn, type ReadStyle } from './item.js';

/** What a cell says; `NA` and `-` say nothing. */
const said = (cell: string | undefined): string | undefined =>
  cell === undefined || isNoWords(cell) ? undefined : cell;

/** What they are called: in one column, or in two. */
export function personIn({ person, firstName, lastName }: Fields): string | undefined {
  const parts = [said(firstName), said(lastName)].filter((part) => part !== undefined);
  return said(person) ?? (parts.length === 0 ? undefined : parts.join(' '));
}

/** Somebody without an address can't be asked. */
export function personItem(style: ReadStyle): ItemOf {
  const instantIn = (fields: Fields, field: string): string | undefined | Fault => {
    if (said(fields[field]) === undefined) return undefined;
    const at = momentIn(fields[field], field, style);
    return typeof at === 'string' ? instantOf(at, style.timeZone) : at;
  };
  return (fields) => {
    const email = said(fields.email);
    if (email === undefined) return { leftOut: 'no address' };
    const times = { at: instantIn(fields, 'asOf'), askedAt: instantIn(fields, 'askedAt') };
    for (const time of Object.values(times)) if (typeof time === 'object') return time;
    const fails = said(fields.bounced);
    return {
      ...{ email, name: personIn(fields), customer: said(fields.customer), ...times },
      wantsNone: isYes(fields.unsubscribed),
      ...(isYes(fails) && { failsSince: timeOf(instantIn(fields, 'bounced')) ?? style.now.toISOString() }),
    };
  };
}

const timeOf = (read: string | undefined | Fault): string | undefined => (typeof read === 'string' ? read : undefined);

/** A date says since when, anything else but a no says that it is so. */
const isYes = (cell: string | undefined): boolean => {
  const word = said(cell);
  return word !== undefined && !/^(?:0|no|n|false|active|subscribed|valid|ok)$/iu.test(word.trim());
};
