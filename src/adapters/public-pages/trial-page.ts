/** What stands on the page of an invitation to an early test: the invitation, thanks, and that it is over. Pure. */
import type { TrialPage } from '../../chat/trial-pages.js';
import { html, words } from '../platform/html.js';
import type { PageBody } from './survey-page.js';

/** What it is, until when, and a yes or a no. @param isIncomplete neither was sent */
export function invitationBody(path: string, page: TrialPage, isIncomplete: boolean): PageBody {
  const { owner, title, about, lastDay, answer, wishesToken } = page;
  return {
    title: `${owner.name}: would you try ${title}?`,
    body: html`
${isIncomplete && html`<p class="problem" role="alert">Please press yes or no.</p>`}
${owner.words !== null && html`<p>${words(owner.words)}</p>`}
<h1>Would you try “${words(title)}” before everybody else?</h1>
${(about ?? '').split('\n').map((line) => line.trim() !== '' && html`<p>${words(line)}</p>`)}
<p>You can use it until ${lastDay}. What you say about it reaches the people who build it, and they tell you what became of your words.</p>
${answer !== null && html`<p>${answer === 'accepted' ? 'You said yes.' : 'You said no.'} Press again to change it; the last one counts.</p>`}
<form method="post" action="${path}">
<label class="wish"><input type="checkbox" name="more" value="none">Don’t invite me to early tests any more</label>
<div class="choice">
<button type="submit" name="answer" value="yes">Yes, I’ll try it</button>
<button type="submit" name="answer" value="no" class="quiet">No, thank you</button>
</div>
</form>
<footer class="soft">
<p>Sent to you by ${words(owner.name)}.</p>
${wishesToken !== null && html`<p><a href="/u/${wishesToken}">What I hear from ${words(owner.name)}</a></p>`}
</footer>`,
  };
}

/** After an answer has come in. */
export function answeredBody(path: string, { owner, title, lastDay, answer }: TrialPage): PageBody {
  const isIn = answer === 'accepted';
  return {
    title: `${owner.name}: thank you`,
    body: html`
<h1>${isIn ? 'Thank you. You take part.' : 'Thank you. You don’t take part.'}</h1>
<p>${
      isIn
        ? html`You can use “${words(title)}” until ${lastDay}. Tell the people you talk with at ${words(owner.name)} what you think of it: they read every word.`
        : html`Nothing more is sent to you about “${words(title)}”.`
    }</p>
<p><a href="${path}">Change my answer</a></p>`,
  };
}

/** It takes no more answers. */
export const overBody = ({ owner, title }: Pick<TrialPage, 'owner' | 'title'>): PageBody => ({
  title: `${owner.name}: this early test is over`,
  body: html`
<h1>This early test is over</h1>
<p>Thank you for coming. Everybody has “${words(title)}” now, so no answers are taken here any more.</p>`,
});
