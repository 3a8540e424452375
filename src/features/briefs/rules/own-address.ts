/** Whose calendar it is, by address: whether they declined a meeting, and which domain is our own, follows from it. Pure. */
import type { Occurrence } from '../../../calendar/dates/expand-calendar.js';

/** What tells the owner. */
export interface WhoseCalendar {
  readonly url: string;
  /** What its owner calls it; null: it says no name. */
  readonly name: string | null;
  readonly occurrences: readonly Pick<Occurrence, 'people'>[];
}

/** With fewer meetings two people who always meet would be taken for each other. */
const enoughMeetings = 3;
const address = /[^\s@/<>"]+@(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}/u;
/** Google gives calendars that are not a person's an address of their own. */
const isNobody = /@(?:group|import|resource)\.(?:v\.)?calendar\.google\.com$/u;

/** As its address or its name says, else whoever is in every meeting that names people. null: it can't be told. */
export function ownAddress({ url, name, occurrences }: WhoseCalendar): string | null {
  for (const text of [decoded(url), name ?? '']) {
    const found = address.exec(text)?.[0].toLowerCase();
    if (found !== undefined && !isNobody.test(found)) return found;
  }
  const meetings = occurrences.flatMap(({ people = [] }) => (people.length > 0 ? [people] : []));
  const [first = []] = meetings;
  if (meetings.length < enoughMeetings) return null;
  const always = first.filter((one) => meetings.every((people) => people.some((each) => each.address === one.address)));
  return always.length === 1 ? (always[0]?.address ?? null) : null;
}

/** Behind the host. */
function decoded(url: string): string {
  try {
    return decodeURIComponent(new URL(url).pathname);
  } catch {
    return '';
  }
}
