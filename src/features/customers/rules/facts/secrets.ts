/** Knows by their shape what must not be kept of a customer: keys, passwords and card numbers. Pure. */

const keys: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY/u,
  // A JSON Web Token.
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/u,
  // Stripe, OpenAI and Anthropic, Slack, GitHub, GitLab, npm, PyPI, AWS, Azure, Google, SendGrid, Shopify, HubSpot, Telegram,
  // webhooks' secrets, and our own keys.
  /\b(?:sk|pk|rk)_(?:live|test)_\w{8,}/u,
  /\bsk-[\w-]{20,}/u,
  /\bxox[a-z]-[\w-]{10,}|\bxapp-[\w-]{10,}/u,
  /\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{16,}|\bnpm_\w{20,}/u,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/u,
  /\bpypi-[\w-]{20,}|\bwhsec_[\w+/=]{16,}|\bGOCSPX-[\w-]{16,}|\bAccountKey=[\w+/]{40,}/u,
  /\b\d{8,10}:AA[\w-]{30,}/u,
  /\bAIza[\w-]{30,}|\bya29\.[\w-]{20,}/u,
  /\bSG\.[\w-]{16,}\.[\w-]{16,}|\bshp(?:at|ca|pa|ss)_\w{16,}|\bpat-[a-z]{2}\d-[\w-]{20,}/u,
  /\becs?_[\w-]{40,}/u,
  /hooks\.slack\.com\/services\/\w+/u,
  // A password in an address, and a header that carries one.
  /:\/\/[^\s/:@]{1,100}:[^\s/@]{1,200}@/u,
  /\b(?:Bearer|Basic)\s+[\w.~+/-]{16,}=*/u,
];

/** Names of what nobody else should have, whatever the value looks like. */
const secretNames =
  /(?:^|[^a-z])(?:(?:pass ?(?:word|wd|phrase|code)?|pwd|secret)(?: (?:hash|digest))?|(?:api|private|access|signing|encryption) ?key|(?:access|refresh|auth|session) ?token|cvv2?|cvc2?|pin|card ?(?:number|no)|pan)$/u;

/** What a text holds that is not kept. null: nothing. */
export type Secret = 'key' | 'card';

/** Whether a text holds a key or a card number anywhere. */
export function secretIn(typed: string): Secret | null {
  if (typed.length < 12) return null;
  // Full-width digits are digits, and what nobody sees separates nothing.
  const text = typed.normalize('NFKC').replaceAll(/\p{Cf}+/gu, '');
  if (keys.some((shape) => shape.test(text))) return 'key';
  return holdsCardNumber(text) ? 'card' : null;
}

/** `password`, `apiKey`, `user.client_secret`. */
export function isSecretName(name: string): boolean {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/gu, '$1 $2')
    .replaceAll(/[._\-\s]+/gu, ' ')
    .toLowerCase();
  return secretNames.test(words);
}

/**
 * With the first digits and as long as card schemes issue them: Visa, Mastercard, American Express, Diners, JCB, Discover,
 * UnionPay. So the time in milliseconds is none, nor are the ids of most systems.
 */
const issued =
  /^(?:4\d{12}(?:\d{3}){0,2}|(?:5[1-5]\d|2[2-7]\d)\d{13}|3[47]\d{13}|3[0689]\d{12}|(?:35\d|6011|64[4-9]|65\d|62\d)\d{12,16})$/u;

/** In groups, as people write it; whatever other numbers stand before and after. */
function holdsCardNumber(text: string): boolean {
  for (const [run] of text.matchAll(/\d+(?:[\s.\-_/]{1,2}\d+)*/gu)) {
    const groups = run.split(/\D+/u);
    for (let first = 0; first < groups.length; first += 1) {
      let digits = '';
      for (let last = first; last < groups.length && digits.length < 19; last += 1) {
        digits += groups[last];
        if (digits.length >= 13 && digits.length <= 19 && issued.test(digits) && fitsLuhn(digits)) return true;
      }
    }
  }
  return false;
}

/** ISO/IEC 7812: every second digit from the right counts double. */
function fitsLuhn(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digits].toReversed().entries()) {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
