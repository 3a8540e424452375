/** What words behind `feedback` mean where they look like a command. Pure. */
import { meantBy } from '../../../chat/meant.js';
import { feedbackName } from './feedback.js';

/** null: these are words of a customer. */
export const commandLike = meantBy({
  letter: 'F',
  nameOf: feedbackName,
  verbs: {
    withdraw: (name) => ({ label: `Withdraw ${name}`, line: `feedback withdraw ${name}` }),
    edit: (name) => ({ label: `Edit ${name}`, line: `feedback edit ${name}` }),
    same: (name, other) => ({
      label: `Join ${name}${other && ` and ${other}`}`,
      line: `feedback same ${name} ${other}`.trim(),
    }),
    restore: (name) => ({ label: `Bring back ${name}`, line: `feedback restore ${name}` }),
  },
  show: 'feedback',
  list: { command: 'feedback list', names: ['open', 'mine', 'overdue', 'resolved', 'withdrawn'] },
});
