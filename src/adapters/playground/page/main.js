/** Starts the page: every part once, then the first state from the server. */
import { warn } from './announce.js';
import { startComposer } from './composer.js';
import { show, startConversation } from './conversation.js';
import { startLive } from './live.js';
import { refreshState, session, startHistory } from './session.js';
import { startSidebar } from './sidebar.js';
import { drawStory } from './story-bar.js';
import { startTopbar } from './topbar.js';
import { startTour } from './tour.js';
import { welcome } from './unread.js';

async function start() {
  startTopbar();
  startSidebar();
  startConversation();
  startComposer();
  await refreshState();
  welcome();
  drawStory(session.state.story);
  startTour();
  startHistory();
  await show('start');
  startLive();
}

start().catch((error) => warn(error.message));
