/**
 * Takes an iCalendar text apart into its events and zones, line by line, and knows the line at which something is no
 * iCalendar. Pure. Reads what the wild writes: any line ends, line breaks in the middle of a text, events without an end.
 */
import type { BlockFault } from '../dates/unread.js';

/** One line with its folded parts put together. */
export interface ContentLine {
  /** In capitals: `DTSTART`. */
  readonly name: string;
  /** From the name to the end, as written: `DTSTART;TZID=Europe/London:20261207T100000`. */
  readonly text: string;
}

/** An event or a zone. */
export interface Block {
  /** Counted from 1. */
  readonly line: number;
  readonly lines: readonly ContentLine[];
  /** The halves of a zone (STANDARD, DAYLIGHT). */
  readonly parts: readonly Block[];
  /** null: it is whole. */
  readonly fault: BlockFault | null;
}

export interface TakenApart {
  /** X-WR-TIMEZONE: for times that name no zone. */
  readonly timeZone: string | null;
  /** X-WR-CALNAME: what its owner calls it, which is often their address. */
  readonly name: string | null;
  readonly events: readonly Block[];
  readonly zones: readonly Block[];
  /** The first line outside of events that is no iCalendar; null: there is none. */
  readonly strayLine: number | null;
  /** The line at which the text breaks off; null: it ends as a calendar does. */
  readonly cutAt: number | null;
}

const wantedNames = new Set(
  `UID SUMMARY STATUS SEQUENCE LAST-MODIFIED DTSTART DTEND DURATION RRULE EXRULE RDATE EXDATE RECURRENCE-ID TRANSP
  X-MICROSOFT-CDO-BUSYSTATUS TZID TZOFFSETFROM TZOFFSETTO X-LIC-LOCATION ATTENDEE ORGANIZER
  X-MICROSOFT-CDO-TZID X-WR-TIMEZONE`.split(/\s+/u),
);
/** What is no text ends with its line; after all else a line that is none of its own is the rest of it. */
const isText = (name: string): boolean =>
  !/^(?:UID|DT.*|DURATION|[RE]X?RULE|[RE]X?DATE|RECURRENCE-ID|SEQUENCE|STATUS|TRANSP|CLASS|CREATED|LAST-MODIFIED|PRIORITY|GEO|TZ.*|TRIGGER|ACTION|REPEAT|METHOD|VERSION|PRODID|CALSCALE)$/u.test(
    name,
  );
const isPerson = (name: string): boolean => name === 'ATTENDEE' || name === 'ORGANIZER';
/** In characters; dates that are left out of a series may fill more. */
const lineLimit = 20_000;
const foldedAt = 70;

interface OpenBlock {
  readonly name: string;
  readonly line: number;
  readonly lines: { name: string; text: string }[];
  readonly parts: Block[];
  fault: BlockFault | null;
}

/** null: it is no calendar from its first line on. */
export function takeApart(text: string): TakenApart | null {
  const walk = new Walk();
  const written = /([^\r\n]*)(?:\r\n|\r|\n|$)/gu;
  for (let line = 1; written.lastIndex < text.length; line += 1) {
    const [, found = ''] = written.exec(text) ?? [];
    if (!walk.take(line === 1 ? found.replace(/^\uFEFF/u, '') : found, line)) return null;
  }
  return walk.end();
}

class Walk {
  private readonly events: Block[] = [];
  private readonly zones: Block[] = [];
  private readonly open: OpenBlock[] = [];
  private timeZone: string | null = null;
  private name: string | null = null;
  private strayLine: number | null = null;
  private lastLine = 0;
  private hasBegun = false;
  private isInCapitals = true;
  /** What a folded line goes on with; its text is kept only where it is wanted. */
  private last: { name: string; text: string; isKept: boolean; width: number } | null = null;

  take(written: string, line: number): boolean {
    if (written.trim() === '') return true;
    this.lastLine = line;
    if (!this.hasBegun && !/^BEGIN:VCALENDAR\s*$/iu.test(written)) return false;
    this.hasBegun = true;
    if (/^[ \t]/u.test(written)) this.goOn(written.slice(1), line);
    else this.begin(written, line);
    return true;
  }

  end(): TakenApart | null {
    if (!this.hasBegun) return null;
    const cutAt = this.open.length > 0 ? this.lastLine : null;
    return {
      timeZone: this.timeZone,
      name: this.name,
      events: this.events,
      zones: this.zones,
      strayLine: this.strayLine,
      cutAt,
    };
  }

  private begin(written: string, line: number): void {
    const [, typed, rest = ''] = /^([A-Za-z][A-Za-z0-9-]*)\s*([;:].*)$/su.exec(written) ?? [];
    if (typed === undefined) {
      this.noLine(written, line);
      return;
    }
    // “Status: cancelled” in a text is no status: calendars write their own names in capitals.
    const isWord = this.isInCapitals && /[a-z]/u.test(typed) && !/^(?:BEGIN|END):V/iu.test(written);
    if (isWord && this.last && isText(this.last.name)) {
      this.noLine(written, line);
      return;
    }
    const name = typed.toUpperCase();
    const value = rest.slice(1).trim().toUpperCase();
    if (name === 'BEGIN') this.isInCapitals = typed === name;
    if (name === 'BEGIN') this.openBlock(value, line);
    else if (name === 'END') this.closeBlock(value, line);
    else this.property(name, typed + rest, line);
  }

  private property(name: string, text: string, line: number): void {
    const isKept = wantedNames.has(name) && this.keeper() !== null;
    this.last = { name, text: isKept ? text : '', isKept, width: text.length };
    if (isKept) this.keeper()?.lines.push(this.last);
    if (this.open.length === 1) this.ofCalendar(name, text.slice(name.length + 1).trim());
    this.limit(line);
  }

  private ofCalendar(name: string, value: string): void {
    if (name === 'X-WR-TIMEZONE') this.timeZone = value || null;
    if (name === 'X-WR-CALNAME') this.name = value || null;
  }

  private goOn(more: string, line: number): void {
    if (this.last?.isKept) this.last.text += more;
    this.limit(line);
  }

  /** A line break in the middle of a text, a fold without its blank, or no iCalendar at all. */
  private noLine(written: string, line: number): void {
    if (this.last && isText(this.last.name)) {
      this.goOn(this.last.width < foldedAt ? ` ${written}` : written, line);
      this.last.width = written.length;
      return;
    }
    const block = this.open.find(({ name }) => name === 'VEVENT' || name === 'VTIMEZONE');
    if (block) block.fault ??= { why: 'line', line };
    else if (this.open.length > 0) this.strayLine ??= line;
  }

  private limit(line: number): void {
    if (!this.last?.isKept || this.last.text.length <= lineLimit || /^(?:EX|R)DATE$/u.test(this.last.name)) return;
    this.last.text = '';
    this.last.isKept = false;
    const block = this.keeper();
    // Without one of its people it is a meeting all the same.
    if (block && !isPerson(this.last.name)) block.fault ??= { why: 'line', line };
  }

  /** Of alarms and the like nothing is kept. */
  private keeper(): OpenBlock | null {
    const block = this.open.at(-1);
    return block && /^(?:VEVENT|VTIMEZONE|STANDARD|DAYLIGHT|VCALENDAR)$/u.test(block.name) ? block : null;
  }

  private openBlock(name: string, line: number): void {
    this.last = null;
    // Events do not hold events: the one before has no end.
    if (name === 'VEVENT' || name === 'VTIMEZONE' || name === 'VCALENDAR')
      while (this.open.length > (name === 'VCALENDAR' ? 0 : 1)) this.close(this.open.at(-1)?.name === 'VCALENDAR');
    this.open.push({ name, line, lines: [], parts: [], fault: null });
  }

  private closeBlock(name: string, line: number): void {
    this.last = null;
    const index = this.open.map((block) => block.name).lastIndexOf(name);
    if (index < 0) {
      if (this.open.length > 0) this.strayLine ??= line;
      return;
    }
    while (this.open.length > index + 1) this.close(false);
    this.close(true);
  }

  private close(isWhole: boolean): void {
    const block = this.open.pop();
    if (!block) return;
    if (!isWhole) block.fault ??= { why: 'noEnd', line: block.line };
    if (block.name === 'VEVENT') this.events.push(block);
    else if (block.name === 'VTIMEZONE') this.zones.push(block);
    else if (block.name === 'STANDARD' || block.name === 'DAYLIGHT') this.open.at(-1)?.parts.push(block);
  }
}
