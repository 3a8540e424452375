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
  /** The page's own words, without those of messages: what is seen, and what is read out. */
  ownWords() {
    const isOwn = (element) => !element.closest('#messages, code, script, style, noscript, option, [hidden]');
    const elements = [...document.querySelectorAll('body, body *')].filter(isOwn);
    const texts = elements.flatMap((element) =>
      [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data),
    );
    const names = ['aria-label', 'title', 'placeholder', 'alt'];
    const labels = elements.flatMap((element) => names.map((name) => element.getAttribute(name) ?? ''));
    return [...texts, ...labels].map((text) => text.trim()).filter((text) => text !== '');
  },
  /** Words that stick out of what they stand in, or are cut off without a sign of it. */
  tooLong() {
    return [
      ...document.querySelectorAll(
        'button, label, legend, summary, h1, h2, h3, p, td, th, .item, li:not(#messages > li)',
      ),
    ]
      .filter((element) => {
        const { display, overflowX, textOverflow, clip } = getComputedStyle(element);
        const { width } = element.getBoundingClientRect();
        if (display === 'inline' || width <= 1 || clip !== 'auto' || textOverflow === 'ellipsis') return false;
        return element.scrollWidth > element.clientWidth + 1 && !['auto', 'scroll'].includes(overflowX);
      })
      .map((element) => element.outerHTML.slice(0, 120));
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
  /** Puts the newest agenda's beginning on top; true when it was there already. For pictures. */
  showAgenda() {
    const cards = [...document.querySelectorAll('.card')];
    const agenda = cards.findLast((card) => card.textContent.includes('In the empty chair today'));
    const before = agenda.getBoundingClientRect().top;
    agenda.scrollIntoView({ block: 'start' });
    return Math.abs(agenda.getBoundingClientRect().top - before) < 1;
  },
  /** How much of the window's height messages have, of 1. */
  readableShare() {
    const fromTop = [...Array(50).keys()].map((step) => ((step + 0.5) * innerHeight) / 50);
    const messages = document.querySelector('#messages');
    const box = messages.getBoundingClientRect();
    const isMessage = (y) => messages.contains(document.elementFromPoint(box.left + box.width / 2, y));
    return fromTop.filter(isMessage).length / fromTop.length;
  },
  /** Whether the last text that begins with these words can be seen now, or any that fits the pattern. */
  isInSight(words) {
    const texts = document.createTreeWalker(document.querySelector('#messages'), NodeFilter.SHOW_TEXT);
    const fitting = [];
    const fits = (data) => (words instanceof RegExp ? words.test(data) : data.startsWith(words));
    while (texts.nextNode()) if (fits(texts.currentNode.data)) fitting.push(texts.currentNode.parentElement);
    return fitting.slice(words instanceof RegExp ? 0 : -1).some((element) => {
      const { left, top, height } = element.getBoundingClientRect();
      const seen = document.elementFromPoint(left + 4, top + height / 2);
      return element.contains(seen) || (seen?.contains(element) ?? false);
    });
  },
  /** Waits until it can be seen; false when it is not within some hundred frames. */
  async comesInSight(words) {
    for (let frame = 0; frame < 600; frame += 1) {
      if (globalThis.inPage.isInSight(words)) return true;
      await new Promise(requestAnimationFrame);
    }
    return false;
  },
  /** `kept` when these words, which stand one after the other in a text, are seen from left to right on one line. */
  orderOf(words) {
    const texts = document.createTreeWalker(document.querySelector('#messages'), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      const starts = [];
      for (const word of words) starts.push(data.indexOf(word, starts.at(-1) ?? 0));
      if (
        starts.includes(-1) ||
        !parentElement.closest('.look') ||
        data.slice(starts[0]).split('\n')[0].length < starts.at(-1) - starts[0]
      )
        continue;
      const places = words.map((word, at) => {
        const range = document.createRange();
        range.setStart(texts.currentNode, starts[at]);
        range.setEnd(texts.currentNode, starts[at] + word.length);
        return range.getBoundingClientRect().left;
      });
      return places.every((place, at) => at === 0 || place > places[at - 1]) ? 'kept' : `lost: ${places}`;
    }
    return 'not there';
  },
  /** The kind of frame that the first such element has: `solid`, `none`. */
  frameOf: (selector) => getComputedStyle(document.querySelector(selector)).outlineStyle,
  width: () => document.documentElement.scrollWidth,
  hasFocus: () => document.activeElement !== document.body,
};

document.addEventListener('securitypolicyviolation', (event) => {
  console.error(`policy broken: ${event.violatedDirective} by ${event.blockedURI || event.sample}`);
});
