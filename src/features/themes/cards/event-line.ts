/** One entry of the history of a theme, as a line. */
import { type Names, nameIn } from '../../../chat/history.js';
import type { ThemeEvent } from '../rules/events.js';
import { themeName } from '../rules/theme.js';

/** Who did what. */
export function eventLine({ what, details, actorId }: ThemeEvent, names: Names): string {
  const who = nameIn(names, actorId);
  const other = 'number' in details ? themeName(details.number) : '';
  switch (what) {
    case 'named':
      return `${who} renamed it.`;
    case 'unnamed':
      return `${who} let its words name it again.`;
    case 'hidden':
      return `${who} hid it.`;
    case 'shown':
      return `${who} showed it again.`;
    case 'merged':
      return `${who} made it a part of ${other}.`;
    case 'parted':
      return `${who} took it out of ${other}.`;
    case 'took':
      return `${who} made ${other} a part of it.`;
    case 'gave':
      return `${who} took ${other} out of it.`;
    case 'split':
      return `${who} split ${other} off it.`;
    case 'splitOff':
      return `${who} split it off ${other}.`;
  }
}
