/** Tells by its most common words in which language something is written. Pure. */
import type { Word } from './words.js';

/** What is told apart from the languages that have a list: words of a neighbour must not be read as theirs. */
const others: Readonly<Record<string, string>> = {
  nl: 'de het een en van ik je jij u hij zij wij we niet geen dat die dit deze maar met voor naar aan op om te zijn was waren heb heeft hebben had kan kunnen wordt worden ook nog al weer heel zeer wel er hier daar waar wat wie hoe als dan bij uit mijn ons onze uw bedankt alstublieft nooit altijd goed slecht',
  fr: "le la les un une des du de et ou mais est sont était je j'ai tu il elle nous vous ils elles ne pas plus que qui quoi quand où comment pour avec dans sur par au aux ce cet cette ces mon ma mes votre vos notre nos très c'est n'est merci bonjour jamais toujours bien encore tout fait être avoir j d l n s qu c",
  es: 'el la los las un una y o pero es son era fue yo tú él ella nosotros no que quien cuando donde cómo para con en por de del al se me te le lo su sus mi mis muy más ya hay está están estoy gracias hola nunca siempre bien todo todavía porque desde hasta',
  it: 'il lo la i gli le un una e o ma è sono era io tu lui lei noi voi non che chi quando dove come per con in su da di del della dei al alla si mi ti ci vi mio mia molto più già ho hai ha abbiamo grazie mai sempre bene tutto ancora perché anche questo questa',
  pt: 'o a os as um uma e ou mas é são era foi eu tu ele ela nós não que quem quando onde como para com em por de do da dos das no na ao se me te lhe meu minha muito mais já há está estou obrigado obrigada nunca sempre bem tudo ainda porque também isso',
  sv: 'och att det som en ett är jag du han hon vi ni de den inte på av för med till har hade var men om så kan ska från när vad hur min mitt mycket tack aldrig alltid bra alla ännu',
  da: 'og at det som en et er jeg du han hun vi i de den ikke på af for med til har havde var men om så kan skal fra når hvad hvor hvordan min mit meget tak aldrig altid godt alle endnu også blev',
  pl: 'i w z na do nie to jest się że ja ty on ona my wy jak co kto gdy gdzie dla po od za przez ale czy być był mam bardzo już tylko dziękuję nigdy zawsze dobrze wszystko jeszcze',
};

/** Fewer of a language's words than this share, and it is not told. */
const leastShare = 0.15;

/** One of the languages that are asked for. */
export interface Asked<Language extends string> {
  readonly language: Language;
  readonly common: ReadonlySet<string>;
  /** Places of further words that are this language's. */
  readonly cueWords: ReadonlySet<number>;
}

/** The language of most of the words; null: none of those that are asked for, or it can't be told. */
export function languageOf<Language extends string>(
  words: readonly Word[],
  asked: readonly Asked<Language>[],
): Language | null {
  const counted: { readonly language: Language | null; readonly count: number }[] = [
    ...asked.map(({ language, common, cueWords }) => ({
      language,
      count: words.filter(({ word }, index) => common.has(word) || cueWords.has(index)).length,
    })),
    ...otherWords.map((common) => ({ language: null, count: words.filter(({ word }) => common.has(word)).length })),
  ];
  const [first, second] = counted.sort((a, b) => b.count - a.count);
  if (!first || first.count === second?.count || first.count < Math.max(1, words.length * leastShare)) return null;
  return first.language;
}

const otherWords = Object.values(others).map((words) => new Set(words.split(' ')));
