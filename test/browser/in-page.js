/** Questions that are asked inside the page, by name: visitor.ts brings them there before the page's own scripts. */
globalThis.inPage = {
  /** Controls that a screen reader could not name. */
  nameless() {
    const named = (element) =>
      [
        element.getAttribute('aria-label'),
        element.textContent,
        ...[...(element.labels ?? [])].map((one) => one.textContent),
      ].some((text) => (text ?? '').trim() !== '');
    return [...document.querySelectorAll('button, input, select, textarea, a[href], summary')]
      .filter((element) => !named(element))
      .map((element) => element.outerHTML.slice(0, 120));
  },
  /** Words and buttons that stick out of their card. */
  outside() {
    return [...document.querySelectorAll('.look')].flatMap((look) => {
      const { left, right } = look.getBoundingClientRect();
      return [...look.querySelectorAll('button, p, li, pre')]
        .filter((element) => {
          const box = element.getBoundingClientRect();
          return box.width > 0 && (box.left < left - 1 || box.right > right + 1);
        })
        .map((element) => element.textContent.slice(0, 60));
    });
  },
  /** How the innermost line with these words runs: by the browser's own reckoning, from where its letters stand. */
  directionOf(words) {
    const texts = document.createTreeWalker(document.querySelector('#messages'), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const at = texts.currentNode.data.indexOf(words);
      if (at < 0 || !texts.currentNode.parentElement.closest('.look')) continue;
      const [first, last] = [at, at + words.length - 1].map((offset) => {
        const range = document.createRange();
        range.setStart(texts.currentNode, offset);
        range.setEnd(texts.currentNode, offset + 1);
        return range.getBoundingClientRect().left;
      });
      const { left, right } = texts.currentNode.parentElement.closest('.look').getBoundingClientRect();
      const [toLeft, toRight] = [Math.min(first, last) - left, right - Math.max(first, last)];
      return first > last ? (toRight < toLeft ? 'rtl' : 'rtl, but set on the left') : 'ltr';
    }
    return 'not there';
  },
  /** Scrolls to the beginning of the newest agenda; for pictures. */
  showAgenda() {
    const cards = [...document.querySelectorAll('.card')];
    cards.findLast((card) => card.textContent.includes('In the empty chair today')).scrollIntoView({ block: 'start' });
  },
  width: () => document.documentElement.scrollWidth,
  hasFocus: () => document.activeElement !== document.body,
};

document.addEventListener('securitypolicyviolation', (event) => {
  console.error(`policy broken: ${event.violatedDirective} by ${event.blockedURI || event.sample}`);
});
