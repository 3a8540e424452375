/** What an organisation sets for ideas. */
import { onOffSetting, type Setting } from '../people/index.js';

/** Whether the form of a new idea asks how people with disabilities would use it. */
export const ideaAccess = onOffSetting(
  {
    name: 'idea-access',
    key: 'asksAccess',
    label: 'Ideas ask about accessibility',
    group: 'meetings',
    default: true,
  },
  { on: 'how would someone use it who cannot see, hear, or use a mouse?', off: 'not asked' },
);

/** What this room lets an organisation set. */
export const ideasSettings: readonly Setting[] = [ideaAccess];
