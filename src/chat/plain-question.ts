/** Questions in plain words, and the command that answers each: `what do I owe?` is `owe`. Pure. */
import { isQuestion } from './reads-like.js';

/** A way to ask for a command without its name. */
export interface AskedAs {
  /**
   * All of a question as `plainWords` leaves it: no question mark, no `please`, `the`, `our`, `now`; `what's` is
   * `what is`, `tell me` and `list` are `show`.
   */
  readonly words: RegExp;
  /** The line that answers it; `$1` stands for the first group of `words`. */
  readonly line: string;
}

interface Answering {
  readonly commands: readonly { readonly asked?: readonly AskedAs[] }[];
  /** The line that shows a numbered thing: `feedback F-3` for `F-3`; null: no such name. */
  shows(name: string): string | null;
}

/** Nobody asks a bot for more at once; a longer line is not looked at, since what is looked for costs more the longer it is. */
const longestQuestion = 200;

/** The line that answers a question; null: it is none that a command answers. */
export function answering(typed: string, { commands, shows }: Answering): string | null {
  if (typed.length > longestQuestion) return null;
  const words = plainWords(typed);
  const shown = aboutOneThing(words, shows);
  if (shown) return shown;
  for (const { asked } of commands) {
    const found = asked?.find((each) => each.words.test(words));
    if (found) return words.replace(found.words, found.line);
  }
  return null;
}

/** `who owns F-3`, `what about F-3`, `show F-3`, `status of F-3`: longer questions may be about anything. */
function aboutOneThing(words: string, shows: Answering['shows']): string | undefined {
  const all = words.split(' ');
  if (all.length < 2 || all.length > 7 || !(isQuestion(words) || /^(?:show|status of)\b/iu.test(words)))
    return undefined;
  const lines = all.flatMap((word) => (/\d/.test(word) ? (shows(word) ?? []) : []));
  return lines.length === 1 ? lines[0] : undefined;
}

const openings =
  /^(?:(?:hey|hi|hello|ok|okay|so|and|please)[\s,]+|(?:can|could|would|will) you (?:please )?(?=show|tell|give|list)|i (?:want|need|would like) to (?:see|know) )+/iu;
const fillers = /\b(?:please|now|right now|currently|exactly|at the moment|today|the|all|our|any|still|there)\b/giu;

function plainWords(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[’`´]/gu, "'")
    .replace(/^[\s"“']+|[\s?!.…"”']+$/gu, '')
    .replace(openings, '')
    .replace(/\b(what|who|how|where|when)'?s\b/giu, '$1 is')
    .replace(/^(?:show|tell|give) (?:me|us)\b|^list\b|^let me see\b/iu, 'show')
    .replace(fillers, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s,]+|[\s,]+$/gu, '');
}
