/** Refuses words behind a command that takes none: whoever adds some wants something else than what it would do. */
import { InvalidInput } from '../../kernel/errors.js';
import * as refusals from './cards/series-refusals.js';

/** Throws InvalidInput on `text`, unless it is blank. */
export function standsAlone(command: 'stop' | 'now', text: string): void {
  const typed = text.trim();
  if (typed !== '') throw InvalidInput.field('meetings.unknownText', 'text', refusals.nothingToAdd(command, typed));
}
