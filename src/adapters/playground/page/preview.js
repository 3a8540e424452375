/** Draws one card as Slack and as Teams show it, on a page outside the playground, and gives a mail's frame its height. */
import { byId } from './dom.js';
import { onChange, session } from './session.js';
import { drawSlack } from './slack-look.js';
import { drawTeams } from './teams-look.js';

const { timeZone, ...message } = JSON.parse(byId('message').textContent);
session.you = { timeZone };

function draw() {
  byId('slack').replaceChildren(drawSlack(message));
  byId('teams').replaceChildren(drawTeams(message));
}

const frame = byId('mail');
function fitFrame() {
  const page = frame.contentDocument?.documentElement;
  if (page) frame.style.height = `${page.scrollHeight}px`;
}

draw();
fitFrame();
// Cards that can't follow by stylesheet are drawn anew when it gets dark.
onChange(draw);
frame.addEventListener('load', fitFrame);
addEventListener('resize', fitFrame);
