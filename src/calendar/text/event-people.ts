/** Who takes part in an event, by address, and who of them said no. Pure. */
import type { EventPerson } from '../dates/calendar-event.js';
import type { Block } from './content-lines.js';

/** Of one event; nobody meets more. */
const peopleLimit = 200;

/** Its organiser and those invited, each once, in the order in which they stand there. */
export function peopleIn(block: Block): readonly EventPerson[] {
  const found = new Map<string, EventPerson>();
  for (const { name, text } of block.lines) {
    if ((name !== 'ATTENDEE' && name !== 'ORGANIZER') || found.size >= peopleLimit) continue;
    const [parameters = ''] = /^(?:[^":]|"[^"]*")*:/u.exec(text) ?? [];
    const address = addressIn(text.slice(parameters.length)) ?? addressIn(emailOf(parameters));
    if (address === null) continue;
    const hasDeclined = /;PARTSTAT="?DECLINED\b/iu.test(parameters) || found.get(address)?.hasDeclined === true;
    found.set(address, { address, hasDeclined });
  }
  return [...found.values()];
}

/** Apple writes a path of its own behind the colon, and the address in front of it. */
const emailOf = (parameters: string): string => /;EMAIL="?([^";:]+)/iu.exec(parameters)?.[1] ?? '';

/** `mailto:Ada@Acme.com` is `ada@acme.com`. null: it is no address. */
function addressIn(value: string): string | null {
  const address = value
    .trim()
    .replace(/^mailto:/iu, '')
    .normalize('NFC')
    .toLowerCase();
  return address.length <= 254 && /^[^\s@<>"(),;:]+@(?:[\p{L}\p{N}-]+\.)+\p{L}[\p{L}\p{N}-]+$/u.test(address)
    ? address
    : null;
}
