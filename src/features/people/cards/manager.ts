/** What is shown and said about somebody's manager. */
import { note, titledCard } from '../../../chat/blocks.js';
import { type Card, code } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { say } from '../../../kernel/language/say.js';
import type { MemberProfile } from '../rules/profiles.js';

const purpose = () =>
  say('Owners’ managers can be reminded of what is late too, by a step under Reminders in `settings`.');

interface ManagerView {
  /** Whether the asker asks about themselves. */
  readonly isOwn: boolean;
  /** Nobody named the manager here: the platform's directory does. */
  readonly isTold: boolean;
}

/** To whom somebody reports, who says so, and how it is changed. */
export function managerCard(member: MemberProfile, manager: MemberProfile | null, view: ManagerView): Card {
  const title = titleOf(member.name, manager?.name, view);
  const command = view.isOwn ? 'manager @name' : `manager @name of:@${member.handle}`;
  const how =
    view.isTold && manager
      ? sayLine('The company’s directory says so. {command} names somebody else.', { command: code(command) })
      : sayLine('{command} names one, {noneCommand} takes it back.', {
          command: code(command),
          noneCommand: code(command.replace('@name', 'none')),
        });
  return titledCard(title, [note(purpose()), note(how)]);
}

function titleOf(name: string, manager: string | undefined, { isOwn }: ManagerView): string {
  if (manager === undefined)
    return isOwn ? say('Your manager is not named') : say('{name}’s manager is not named', { name });
  return isOwn
    ? say('Your manager is {manager}', { manager })
    : say('{name}’s manager is {manager}', { name, manager });
}
