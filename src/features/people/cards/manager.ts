/** What is shown and said about somebody's manager. */
import { note, titledCard } from '../../../chat/blocks.js';
import { type Card, code } from '../../../chat/card.js';
import type { MemberProfile } from '../rules/profiles.js';

const purpose = 'Owners’ managers can be reminded of what is late too, by a step under Reminders in `settings`.';

interface ManagerView {
  /** Whether the asker asks about themselves. */
  readonly isOwn: boolean;
  /** Nobody named the manager here: the platform's directory does. */
  readonly isTold: boolean;
}

/** To whom somebody reports, who says so, and how it is changed. */
export function managerCard(member: MemberProfile, manager: MemberProfile | null, view: ManagerView): Card {
  const whose = view.isOwn ? 'Your manager' : `${member.name}’s manager`;
  const title = manager ? `${whose} is ${manager.name}` : `${whose} is not named`;
  const command = view.isOwn ? 'manager @name' : `manager @name of:@${member.handle}`;
  const how =
    view.isTold && manager
      ? ['The company’s directory says so. ', code(command), ' names somebody else.']
      : [code(command), ' names one, ', code(command.replace('@name', 'none')), ' takes it back.'];
  return titledCard(title, [note(purpose), note(how)]);
}
