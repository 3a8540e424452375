/** The minutes as a Markdown file. What people typed is escaped, so that it can neither format, nor link, nor run. */

import { asSentence } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
import { formatInstant } from '../../../kernel/time/format.js';
import { dateInZone } from '../../../kernel/time/local-day.js';
import type { Meeting } from '../rules/agenda.js';
import { dayText, namedBefore, reasonsText } from './agenda-words.js';

/** Minutes as a file to fetch. */
export interface MinutesFile {
  /** `marketing-weekly-2026-11-26.md` */
  readonly fileName: string;
  readonly markdown: string;
}

/** null: it is not closed yet. */
export function minutesFile(
  meeting: Meeting,
  names: { readonly closedBy: string | null; readonly place: string | null },
): MinutesFile | null {
  const { minutes, name, startsAt, timeZone } = meeting;
  if (!minutes) return null;
  const { chair, presenter, learnings, decisions, followUps, carried } = minutes;
  const starts = formatInstant(startsAt, 'dateTime', { timeZone, now: new Date(0) });
  const when = { when: `${starts} (${escaped(timeZone)})`, place: names.place ? `#${escaped(names.place)}` : '' };
  const closed = names.closedBy
    ? say('Closed by {name}.', { name: escaped(names.closedBy) })
    : say('Closed by itself.');
  const parts = [
    `# ${escaped(name)}`,
    `${names.place ? say('{when} in {place}.', when) : asSentence(when.when)} ${closed}`,
    `## ${say('In the empty chair')}`,
    chair
      ? say('{name}. {reasons}', {
          name: `**${escaped(chair.name)}**`,
          reasons: escaped(reasonsText(chair.reasons, null)),
        })
      : say('Nobody: no customer had anything new to say.'),
    `## ${say('What we learned')}`,
    ...(presenter && learnings.length + decisions.length + followUps.length > 0
      ? [say('{name} started.', { name: escaped(presenter) })]
      : []),
    bullets(
      learnings.map(
        ({ text, customer, by }) =>
          `${namedBefore(customer, text) ? `**${escaped(customer ?? '')}**: ` : ''}“${escaped(text)}” (${escaped(by)})`,
      ),
    ),
    `## ${say('What we discussed')}`,
    bullets(
      decisions.map(
        ({ what, decision, by }) => `${escaped(what)}${decision ? `: **${escaped(decision)}**` : ''} (${escaped(by)})`,
      ),
    ),
    `## ${say('What we promised')}`,
    bullets(
      followUps.map((each) =>
        say('**{name}** {text} – {owner}, by {day}', {
          name: escaped(each.name),
          text: escaped(each.text),
          owner: escaped(each.owner),
          day: escaped(dayText(each.dueOn, new Date(0))),
        }),
      ),
    ),
    `## ${say('On the next agenda')}`,
    bullets(carried.map(({ what }) => escaped(what))),
  ];
  return { fileName: fileNameOf(meeting), markdown: `${parts.join('\n\n')}\n` };
}

const bullets = (lines: readonly string[]): string =>
  lines.length === 0 ? say('Nothing.') : lines.map((line) => `- ${line}`).join('\n');

/**
 * On one line, with a backslash before what Markdown could read as more than itself (CommonMark 2.4), wherever it may
 * stand. Addresses are broken by it too, so that no reader makes links of them. The rest stays readable as it is.
 */
export function escaped(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|~&!@$^]|==|:(?=\S)|(?<=www)\./gi, (found) => found.replace(/./g, '\\$&'))
    .replace(/^(\d*)([-+=.)])/, '$1\\$2');
}

function fileNameOf({ name, startsAt, timeZone }: Meeting): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `${words === '' ? 'minutes' : words}-${dateInZone(timeZone, startsAt)}.md`;
}
