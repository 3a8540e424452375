/** Links that lead to this very machine: nobody in Slack or Teams sits at it. typed-here.ts leaves them out there. */
import type { Action } from './card.js';
import type { Through } from './interaction.js';

const ownHosts = /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])$/u;

/** Whether somebody on this platform can use the button. The playground's page is read on the machine itself. */
export function leadsSomewhere(action: Action, platform: Through): boolean {
  if (action.kind !== 'openLink' || platform === 'playground' || !URL.canParse(action.url)) return true;
  return !ownHosts.test(new URL(action.url).hostname);
}
