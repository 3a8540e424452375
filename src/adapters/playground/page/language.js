/** Puts the page into a language: what stands in index.html, and all that is drawn from then on. */
import { getLanguage } from './api.js';
import { isRightToLeft, say, speakIn } from './say.js';

let spoken = 'en';

/** @returns {Promise<boolean>} whether it is another one than before, so that everything has to be drawn anew */
export async function readIn(language) {
  if (language === spoken) return false;
  spoken = language;
  speakIn(await getLanguage(language));
  document.documentElement.lang = language;
  document.documentElement.dir = isRightToLeft() ? 'rtl' : 'ltr';
  for (const element of document.querySelectorAll('[data-say]')) {
    element.dataset.say ||= element.textContent.replace(/\s+/g, ' ').trim();
    element.textContent = say(element.dataset.say);
  }
  for (const element of document.querySelectorAll('[data-say-label]')) {
    element.dataset.sayLabel ||= element.getAttribute('aria-label');
    element.setAttribute('aria-label', say(element.dataset.sayLabel));
  }
  return true;
}
