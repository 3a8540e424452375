/** What words behind `feedback` mean where they look like a command. Pure. */
import { meantBy } from '../../../chat/meant.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { feedbackName } from './feedback.js';

/** null: these are words of a customer. */
export const commandLike = meantBy({
  letter: 'F',
  nameOf: feedbackName,
  verbs: {
    withdraw: (name) => ({ label: say('Withdraw {name}', { name }), line: `feedback withdraw ${name}` }),
    edit: (name) => ({ label: say('Edit {name}', { name }), line: `feedback edit ${name}` }),
    same: (name, other) => ({
      label: other ? say('Join {name} and {other}', { name, other }) : say('Join {name}', { name }),
      line: `feedback same ${name} ${other}`.trim(),
    }),
    restore: (name) => ({ label: say('Bring back {name}', { name }), line: `feedback restore ${name}` }),
  },
  show: 'feedback',
  list: {
    command: 'feedback list',
    names: {
      open: phrase('Show what is open'),
      mine: phrase('Show what is mine'),
      overdue: phrase('Show what is overdue'),
      resolved: phrase('Show what is resolved'),
      withdrawn: phrase('Show what is withdrawn'),
    },
  },
});
