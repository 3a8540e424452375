/** What is shown and said about somebody's manager. */
import { note, titledCard } from '../../../chat/blocks.js';
import { type Card, code } from '../../../chat/card.js';
import type { MemberProfile } from '../rules/profiles.js';

const purpose = 'A step of the ladder may remind the owner’s manager of what is late: the settings say which.';

/** @param isOwn whether the asker asks about themselves */
export function managerCard(member: MemberProfile, manager: MemberProfile | null, isOwn: boolean): Card {
  const whose = isOwn ? 'Your manager' : `${member.name}’s manager`;
  const title = manager ? `${whose} is ${manager.name}` : `${whose} is not named`;
  const command = isOwn ? 'manager @name' : `manager @name of:@${member.handle}`;
  return titledCard(title, [
    note(purpose),
    note([code(command), ' names one, ', code(command.replace('@name', 'none')), ' takes it back.']),
  ]);
}
