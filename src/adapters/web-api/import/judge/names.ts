/** How much a column's name says that it is a field, from 0 to 1, in the words of survey tools and of several languages. */
import { folded } from '../read/plain-text.js';
import { personWeights } from './person-names.js';

/** "Review ID", "review_id" and "reviewId" are one name. */
export function fold(name: string): string {
  return folded(name.normalize('NFKC')).replace(/[^\p{L}\p{N}]/gu, '');
}

/** Tried in order; the first that fits gives the weight. 0 says that it is certainly something else. */
export type Weights = readonly (readonly [RegExp, number])[];

const recommendation =
  /likely.*recommend|wouldyourecommend|recommend(us|our|this|.*(friend|colleague|famil))|weiterempfehl|weiterzuempfehl|recommand|recomend|recomiend|raccomand|consigli|suosittel|aanbevel|aanbeveel|rekommender|anbefal|polec|recomand|doporuc|odporuc|priporoc|preporuc|ajanl|soovita|tavsiye|merekomendasi|συστησ|рекоменд|порекоменд|推荐|推薦|薦め|勧め|おすすめ|추천|توصي|تنصح|ממליצ/;
const question =
  /^(why|warum|wieso|pourquoi|porque|perche|miksi|waarom|varfor|hvorfor|dlaczego)|reasonfor|whydid|whydoyou|mainreason|whatisthereason|primaryreason|(haupt|wichtigste?r?)grund|grundfur|raison|razon|motivo|ragione|syy|tellus(more|why)|begrund|motivo/;
const answeredLater =
  /respon(d|se).*(date|time|at$)|^responded|submit|submission|answered|complet|^end(date|time)|finishe|recorded|abgeschickt|abgesendet|beantwortet|datedereponse|fechaderespuesta|datadellarisposta/;

/** Of names in characters: what follows says nothing more. */
const longestName = 300;

/** Whether it asks how likely somebody would recommend, in the languages of surveys. */
export const isRecommendation = (typed: string): boolean => recommendation.test(fold(typed.slice(0, longestName)));

/** `Bewertung (0-10)`: the scale behind a name. */
const scaleBehind = /[\s([]+0\s?(?:-|–|to|bis|à|a)\s?10[)\]\s]*$/i;

/** A name that may be a score: only where the values say so too. */
export const unsure = 0.5;

/** By field. A score's own question comes before the groups and dates that are named after it. */
const weights: Readonly<Record<string, Weights>> = {
  ...personWeights,
  score: [
    [
      /(group|gruppe|category|segment|type|bucket|trend|average|label|sentiment|date|timestamp|text|comment|email|link|url)$/,
      0,
    ],
    [question, 0],
    [recommendation, 1],
    [
      /group|gruppe|categor|segment|type|bucket|trend|average|previous|label|sentiment|date|timestamp|^time|comment|email|link|url/,
      0,
    ],
    [
      /^(nps|netpromoter)(score|rating|value|answer)?$|likelihoodtorecommend|^recommend|^(q)?ltr(nps)?(score|rating)?$/,
      1,
    ],
    [/npsscore|scorenps|^score$|netpromoterscore/, 1],
    [/(id|status|target|goal|benchmark|delta|change|survey|name)$/, 0],
    // Of one product among several.
    [/^nps|nps$/, 0.9],
    [/^(punktzahl|punkte|wertung|puntuacion|puntaje|pontuacao|punteggio|pisteet|poang|cijfer|ocena)$/, 0.8],
    [
      /^(answer|rating|response|value|grade|result|bewertung|note|notation|arvosana|betyg|karakter|beoordeling|valutazione|calificacion|valoracion|avaliacao|nota|puan|ertekeles|hodnoceni|оценка|評価|评分|평가|점수|التقييم)$/,
      unsure,
    ],
  ],
  comment: [
    [question, 1],
    [/^(id|link|url)$|(id|link|url|date|time|at|score|rating|title|email|name|language|reply.*)$/, 0],
    [
      /comment|verbatim|feedback|openend|anythingelse|improve|whatcouldwedobetter|whatcanwedobetter|kommentar|commentaire|comentario|commento|bemerkung|palaute|opinie/,
      0.9,
    ],
    [/^(reason|reasons|why|text|message|note|grund|begrundung|explanation|answertext|freitext)$/, 0.8],
  ],
  text: [
    [
      /(id|link|url|date|time|score|rating|stars|title|language|email|epoch|subject|type|status|count|by|developerreply.*|replytext|companyreply|reply)$/,
      0,
    ],
    [/^(text|comment|comments|feedback|review|verbatim|message|body|content)$/, 1],
    [
      /^(description|details|beschreibung|inhalt|nachricht|mensaje|messaggio|testo|texto|descripcion|descricao|descrizione|kuvaus)$/,
      0.8,
    ],
    [/review(text|content|body|comment)|(text|body|content)ofthereview|commenttext|feedbacktext|messagetext/, 1],
    [
      /satisfactioncomment|customercomment|kommentar|commentaire|commento|comentario|comentario|bewertungstext|rezension|palaute|avis|resena|recensione/,
      0.9,
    ],
    [/comment|feedback|verbatim|openend/, 0.8],
    [question, 0.7],
  ],
  sourceId: [
    [
      /person|contact|user|customer|collector|surveyname|network|device|company|campaign|account|ipaddress|session|assignee|requester|group|organi|template|invitation|agent|external(data)?ref/,
      0,
    ],
    [
      /^(response|answer|submission|review|feedback|score|result|reply|interview|survey(response|result)|satisfactionrating)(id|uuid|key|token|number|nr)$/,
      1,
    ],
    [/(response|answer|submission|review|feedback)id$/, 0.95],
    [/^(respondent|entry|comment|message)(id|uuid|token)$/, 0.95],
    [/^(id|uuid|guid)$/, 0.9],
    // Of the survey itself, or a count of the rows.
    [/^(surveyid|number|nr|no|nummer|numero)$/, unsure],
    [
      /^(recordid|ticketid|caseid|conversationid|externalid|sourceid|antwortid|idantwort|identifiant|idrespuesta)$/,
      0.8,
    ],
  ],
  link: [
    [/reply|image|avatar|profile|domain|logo/, 0],
    [/^(link|url|permalink)$/, 1],
    [/^(review|response|feedback|survey|ticket|answer)(link|url|permalink)$/, 0.8],
  ],
  customer: [
    [/id$|email|domain|phone|type|segment|since|size|reply|owner|(?<!ac)count|number/, 0],
    [
      /^(?:associated)?(customer|company|account|client|organisation|organization|kunde|firma|unternehmen|cliente|client|entreprise|societe|empresa|azienda|asiakas|yritys|kund|klant|bedrijf|foretag|firmy|ceg|cegnev|spolecnost|podjetje|εταιρεια|会社|会社名|企業名|公司|公司名称|客户|고객|회사|회사명|клиент|компания|الشركة|العميل)(name)?$/,
      0.9,
    ],
    // As a form asks for it.
    [
      /^(whatis|whats|whichis|nameof)?(the)?(nameof)?your(company|organi[sz]ation)s?(name)?$|^(what|which)(company|organi[sz]ation)(do|are|is)you|^(ihrefirma|ihrunternehmen|votre(entreprise|societe)|nombrede(su|la|tu)?empresa|suempresa|nome(da|dasua)?empresa|nomedellazienda|latuaazienda|nomdevotre(entreprise|societe)|nomdel(entreprise|asociete)|nameihr(er|es)(firma|unternehmens))$/,
      0.8,
    ],
    [/^(ticketorganizationname|organizationname|customercompany|kundenname)$/, 0.9],
  ],
};

/** Of dates by meaning: when it was answered beats when it was made, sent or changed. */
const dates: Weights = [
  [
    /birth|geburt|renew|expir|due|trial|signup|signedup|joined|lastseen|lastlogin|firstseen|reply|duration|purchase|order|contract|member|language|version/,
    0,
  ],
  [/updat|modif|edit|geandert/, 0.3],
  [/sent|send(date|at|time)|requested|deliver|invited|opened|lastemailed|scheduled/, 0.35],
  [/^start/, 0.5],
  [answeredLater, 1],
  [
    /^(givenat|capturedat|saidat|scoredate|reviewdate|datederlavis|rated(at|on)?|posted(at|on)?|published(at|date|on)?)$/,
    1,
  ],
  [
    /^(date|timestamp|datetime|datum|zeitstempel|fecha|data|horodateur|horodatage|marcatemporal|paivamaara|paivays|dato|when|time|datetimeutc|dateutc|zeit|zeitpunkt)$/,
    0.9,
  ],
  [/^review.*(created|date|time)/, 0.9],
  [/receiv|eingang/, 0.8],
  [/creat|erstellt|cree|creado|criado/, 0.7],
  [/solved|closed|resolved/, 0.2],
  [/date|datum|timestamp/, 0.4],
];

/** A column of something that is neither words of a customer nor the time of an answer, whatever stands in it. */
export const isNamedOtherwise = (name: string): boolean =>
  /title|titel|subject|agent|browser|address|adresse|device|product|produkt|survey|umfrage|campaign|page|company|firma|name$|reply|developer|email|status|tags?$|type|typ$|url|link|user|custom|location|country|team|birth|renew|expir|signup|lastseen|sent|start|creat|updat|modif|stage|opened|solved|closed/.test(
    fold(name.slice(0, longestName)),
  );

/** A column that only files of reviews have: stars, consumers, what the company replied. */
export const isOfReviews = (name: string): boolean =>
  /^consumer|stars$|starrating|(company|business|owner)(reply|response)|reviewcreated|businessunit/.test(
    fold(name.slice(0, longestName)),
  );

/** A column in which people say how they found it. */
export const isOfOpinion = (name: string): boolean =>
  /satisf|rating|score|csat|nps|helpful|happy|feedback|vote|thumb|recommend|empfehl|bewert|zufried|avis|opini/.test(
    fold(name.slice(0, longestName)),
  );

/** A column that names a company, and no person. */
export const isCompany = (name: string): boolean =>
  /company|account|organi[sz]ation|business|firma|unternehmen|entreprise|empresa|azienda|yritys/.test(
    fold(name.slice(0, longestName)),
  );

/** What the fields of one kind of file are called. */
export interface NamedFields {
  /** The names under which a field is known, as they are compared: small letters and digits only. The first is its own. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  /** Scores are answers from 0 to 10. */
  readonly isNps: boolean;
  /** How names weigh by field, instead of those of answers and feedback. */
  readonly weights?: Readonly<Record<string, Weights>>;
}

/** @returns 0 where the name says that it is something else, null where it says nothing */
export function nameWeight(field: string, name: string, { names, isNps, weights: ofKind }: NamedFields): number | null {
  const text = fold(
    field === 'score' ? name.slice(0, longestName).replace(scaleBehind, '') : name.slice(0, longestName),
  );
  const own = names[field] ?? [];
  if (name.trim() === '#' && field === 'sourceId') return 0.9;
  if (text === '') return null;
  if (text === fold(own[0] ?? '')) return 1;
  const [, weight] = listOf(field, isNps, ofKind).find(([pattern]) => pattern.test(text)) ?? [];
  if (weight !== undefined) return weight;
  return own.includes(text) ? 0.9 : null;
}

function listOf(field: string, isNps: boolean, ofKind: NamedFields['weights']): Weights {
  if (ofKind) return ofKind[field] ?? [];
  if (field === 'givenAt' || field === 'capturedAt') return dates;
  return field === 'score' && !isNps ? [] : (weights[field] ?? []);
}
