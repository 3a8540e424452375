/** One entry of the history of a theme, as a line. */

import { type Names, nameIn } from '../../../chat/history.js';
import { say } from '../../../kernel/language/say.js';
import type { ThemeEvent } from '../rules/events.js';
import { themeName } from '../rules/theme.js';

/** Who did what. */
export function eventLine({ what, details, actorId }: ThemeEvent, names: Names): string {
  const who = nameIn(names, actorId);
  const other = 'number' in details ? themeName(details.number) : '';
  switch (what) {
    case 'named':
      return say('{who} renamed it.', { who });
    case 'unnamed':
      return say('{who} let its words name it again.', { who });
    case 'hidden':
      return say('{who} hid it.', { who });
    case 'shown':
      return say('{who} showed it again.', { who });
    case 'merged':
      return say('{who} made it a part of {other}.', { who, other });
    case 'parted':
      return say('{who} took it out of {other}.', { who, other });
    case 'took':
      return say('{who} made {other} a part of it.', { who, other });
    case 'gave':
      return say('{who} took {other} out of it.', { who, other });
    case 'split':
      return say('{who} split {other} off it.', { who, other });
    case 'splitOff':
      return say('{who} split it off {other}.', { who, other });
  }
}
