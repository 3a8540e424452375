/** What an organisation sets for ideas. */
import { phrase } from '../../kernel/language/say.js';
import { onOffSetting, type Setting } from '../people/index.js';

/** Whether the form of a new idea asks how people with disabilities would use it. */
export const ideaAccess = onOffSetting(
  {
    name: 'idea-access',
    key: 'asksAccess',
    label: phrase('Ideas ask about accessibility'),
    group: 'meetings',
    default: true,
  },
  { on: phrase('how would someone use it who cannot see, hear, or use a mouse?'), off: phrase('not asked') },
);

/** What this room lets an organisation set. */
export const ideasSettings: readonly Setting[] = [ideaAccess];
