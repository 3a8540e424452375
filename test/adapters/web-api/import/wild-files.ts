/** The files of wild.test.ts, made up in the shape of each tool's export, and what a careful person reads in them. */
import type { ImportWish } from '../../../../src/adapters/web-api/import/wish.js';

export interface Wild {
  readonly text: string | Uint8Array;
  readonly wish?: Partial<ImportWish>;
  /** The file is one of this number and not of NPS. */
  readonly metric?: string;
  /** By field, the column; all of them. */
  readonly columns?: Readonly<Record<string, string>>;
  readonly scores?: readonly unknown[];
  /** In UTC, without seconds that are zero. */
  readonly at?: readonly string[];
  readonly customers?: readonly (string | undefined)[];
  readonly words?: readonly (string | undefined)[];
  /** Lines. */
  readonly refused?: readonly number[];
  readonly leftOut?: Readonly<Record<string, number>>;
  readonly rows?: number;
  /** What a person has to say first, or why nothing goes in. */
  readonly asks?: string;
}

const lines = (...rows: readonly string[]): string => `${rows.join('\n')}\n`;
const windows1252 = (text: string): Uint8Array =>
  Uint8Array.from(
    text,
    (sign) =>
      ({ '€': 0x80, '„': 0x84, '“': 0x93, '”': 0x94, '’': 0x92, '–': 0x96, œ: 0x9c })[sign] ?? sign.charCodeAt(0),
  );
const utf16 = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf16le');

export const wildScores: Readonly<Record<string, Wild>> = {
  'Delighted, with a question of its own and properties': {
    text: lines(
      'Response ID,Score,Comment,Permalink,Survey Type,Survey Source,Created At,Updated At,Person ID,Person Name,Person Email,Purchase Experience,Delivery Date',
      '301,10,So easy to set up,https://delighted.example/301,NPS,Email,2026-10-05 14:01:09 UTC,2026-10-06 08:00:00 UTC,9001,Ann,ann@x.example,3,2026-09-30',
      '302,6,,https://delighted.example/302,NPS,Email,2026-10-06 14:01:09 UTC,2026-10-06 14:01:09 UTC,9002,Bob,bob@x.example,5,2026-09-29',
      '303,9,Good value,https://delighted.example/303,NPS,Web,2026-10-07 14:01:09 UTC,2026-10-07 14:01:09 UTC,9003,Cy,cy@x.example,4,2026-09-28',
      '304,8,,https://delighted.example/304,NPS,Link,2026-10-08 14:01:09 UTC,2026-10-08 14:01:09 UTC,9004,Di,di@x.example,2,2026-09-27',
      '305,2,Never arrived at all,https://delighted.example/305,NPS,Email,2026-10-09 14:01:09 UTC,2026-10-09 14:01:09 UTC,9005,Ed,ed@x.example,1,2026-09-26',
    ),
    columns: { score: 'Score', comment: 'Comment', givenAt: 'Created At', sourceId: 'Response ID', link: 'Permalink' },
    scores: [10, 6, 9, 8, 2],
    at: [
      '2026-10-05T14:01:09Z',
      '2026-10-06T14:01:09Z',
      '2026-10-07T14:01:09Z',
      '2026-10-08T14:01:09Z',
      '2026-10-09T14:01:09Z',
    ],
  },
  'SurveyMonkey, with choices named in the second row and the group of each answer': {
    text: `\ufeff${lines(
      'Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,"How likely is it that you would recommend Brightsail to a friend or colleague?","What do you use? (Select all that apply)",,,Anything else?',
      ',,,,,,,,,Brightsail,Email,Chat,Other (please specify),Open-Ended Response',
      '118700000101,440,10/05/2026 02:15:33 PM,10/05/2026 02:19:02 PM,203.0.113.1,a@x.example,A,B,,Extremely likely - 10,Email,,,Thanks',
      '118700000102,440,10/14/2026 03:15:33 AM,10/14/2026 03:19:02 AM,203.0.113.2,b@x.example,C,D,,7,,Chat,Pigeon,',
      '118700000103,440,10/15/2026 03:15:33 AM,10/15/2026 03:19:02 AM,203.0.113.3,c@x.example,E,F,,,Email,,,',
      '118700000104,440,10/16/2026 12:15:33 AM,10/16/2026 12:19:02 AM,203.0.113.4,d@x.example,G,H,,Not at all likely - 0,Email,Chat,,Too many mails from you',
    )}`,
    columns: {
      score: 'How likely is it that you would recommend Brightsail to a friend or colleague?',
      comment: 'Anything else?',
      givenAt: 'End Date',
      sourceId: 'Respondent ID',
    },
    scores: [10, 7, 0],
    at: ['2026-10-05T14:19:02Z', '2026-10-14T03:19:02Z', '2026-10-16T00:19:02Z'],
    words: ['Thanks', undefined, 'Too many mails from you'],
    leftOut: { 'no answer': 1 },
  },
  'Typeform, with an answer that was begun and not sent': {
    text: lines(
      '#,"On a scale from 0 to 10, how likely are you to recommend *Brightsail*?",What could we do better?,Response Type,Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID,Tags',
      'k1q2w3,9,"More maps, please",completed,2026-10-05 10:00:01,,2026-10-05 10:02:03,n1,',
      'k1q2w4,3,Slow on my phone,completed,2026-10-06 10:00:01,,2026-10-06 10:02:03,n2,',
      'k1q2w5,,,started,2026-10-07 10:00:01,,,n3,',
      'k1q2w6,10,,completed,2026-10-08 10:00:01,,2026-10-08 10:02:03,n4,',
    ),
    columns: {
      score: 'On a scale from 0 to 10, how likely are you to recommend *Brightsail*?',
      comment: 'What could we do better?',
      givenAt: 'Submit Date (UTC)',
      sourceId: '#',
    },
    scores: [9, 3, 10],
    at: ['2026-10-05T10:02:03Z', '2026-10-06T10:02:03Z', '2026-10-08T10:02:03Z'],
    leftOut: { 'no answer': 1 },
  },
  'Qualtrics in numbers, with a preview, a test and three rows of names': {
    text: lines(
      'StartDate,EndDate,Status,IPAddress,Progress,Duration (in seconds),Finished,RecordedDate,ResponseId,RecipientEmail,ExternalReference,LocationLatitude,LocationLongitude,DistributionChannel,UserLanguage,QID1_NPS_GROUP,QID1,QID2,Q_DataPolicyViolations',
      'Start Date,End Date,Response Type,IP Address,Progress,Duration (in seconds),Finished,Recorded Date,Response ID,Recipient Email,External Data Reference,Location Latitude,Location Longitude,Distribution Channel,User Language,"How likely are you to recommend us? - Group","How likely are you to recommend us?","What is the reason, in your words?",Q_DataPolicyViolations',
      '"{""ImportId"":""startDate"",""timeZone"":""Europe/Berlin""}","{""ImportId"":""endDate"",""timeZone"":""Europe/Berlin""}","{""ImportId"":""status""}","{""ImportId"":""ipAddress""}","{""ImportId"":""progress""}","{""ImportId"":""duration""}","{""ImportId"":""finished""}","{""ImportId"":""recordedDate"",""timeZone"":""Europe/Berlin""}","{""ImportId"":""_recordId""}","{""ImportId"":""recipientEmail""}","{""ImportId"":""externalDataReference""}","{""ImportId"":""locationLatitude""}","{""ImportId"":""locationLongitude""}","{""ImportId"":""distributionChannel""}","{""ImportId"":""userLanguage""}","{""ImportId"":""QID1_NPS_GROUP""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2_TEXT""}","{""ImportId"":""Q_DataPolicyViolations""}"',
      '2026-10-01 09:00:00,2026-10-01 09:05:00,1,,100,300,1,2026-10-01 09:05:01,R_p1,,,52.5,13.4,preview,EN,3,10,Trying it,',
      '2026-10-01 09:00:00,2026-10-01 09:05:00,2,,100,300,1,2026-10-01 09:05:01,R_t1,,,52.5,13.4,test,EN,1,0,,',
      '2026-10-05 09:00:00,2026-10-05 09:05:00,0,203.0.113.1,100,300,1,2026-10-05 09:05:01,R_1,,,52.5,13.4,anonymous,EN,3,9,It was quick for me,',
      '2026-10-25 02:30:00,2026-10-25 03:30:00,0,203.0.113.2,100,300,1,2026-10-25 03:30:01,R_2,,,52.5,13.4,email,DE,1,4,Nobody answered,',
      '2026-11-05 09:00:00,2026-11-05 09:05:00,0,203.0.113.3,60,300,0,2026-11-12 09:05:01,R_3,,,52.5,13.4,anonymous,EN,2,7,,',
    ),
    columns: { score: 'QID1', comment: 'QID2', givenAt: 'EndDate', sourceId: 'ResponseId' },
    scores: [9, 4, 7],
    // Berlin: summer time until the 25th at three.
    at: ['2026-10-05T07:05Z', '2026-10-25T02:30Z', '2026-11-05T08:05Z'],
    leftOut: { 'marked as a preview or a test in Status': 2 },
  },
  'Google Forms in French': {
    text: lines(
      '"Horodateur","Quelle est la probabilité que vous nous recommandiez à un ami ?","Pourquoi cette note ?","Votre entreprise"',
      '"05/10/2026 09:14:40","10","Rien à redire, merci","Clinique des Pins"',
      '"13/10/2026 19:14:40","4","Trop lent à répondre","Hôtel du Port"',
      '"14/10/2026 19:14:40","8","","Garage Leroy"',
    ),
    columns: {
      score: 'Quelle est la probabilité que vous nous recommandiez à un ami ?',
      comment: 'Pourquoi cette note ?',
      customer: 'Votre entreprise',
      givenAt: 'Horodateur',
    },
    scores: [10, 4, 8],
    at: ['2026-10-05T09:14:40Z', '2026-10-13T19:14:40Z', '2026-10-14T19:14:40Z'],
    customers: ['Clinique des Pins', 'Hôtel du Port', 'Garage Leroy'],
  },
  'Google Forms in Portuguese': {
    text: lines(
      '"Carimbo de data/hora","Em uma escala de 0 a 10, qual a probabilidade de você nos recomendar?","Por quê?","Nome da empresa"',
      '"05/10/2026 09:14:40","9","Atendimento muito bom","Padaria Sol"',
      '"23/10/2026 09:14:40","5","Demorou demais para mim","Hotel Mar"',
    ),
    columns: {
      score: 'Em uma escala de 0 a 10, qual a probabilidade de você nos recomendar?',
      comment: 'Por quê?',
      customer: 'Nome da empresa',
      givenAt: 'Carimbo de data/hora',
    },
    scores: [9, 5],
    at: ['2026-10-05T09:14:40Z', '2026-10-23T09:14:40Z'],
  },
  'Google Forms in Dutch, all days below 13': {
    text: lines(
      '"Tijdstempel","Hoe waarschijnlijk is het dat u ons zou aanbevelen?","Waarom?"',
      '"5-10-2026 9:14:40","10","Heel snel geholpen"',
      '"6-10-2026 9:14:40","3","Te duur voor ons"',
    ),
    asks: '5-10-2026 9:14:40 on line 2 is 5 October 2026 or 10 May 2026',
  },
  'Google Forms in Spanish, with a time of day in words': {
    text: lines(
      '"Marca temporal","¿Qué probabilidad hay de que nos recomiende?","¿Por qué?","Empresa"',
      '"2026/10/05 9:14:40 a. m. CEST","10","Muy rápido todo","Clínica Sol"',
      '"2026/10/06 9:14:40 p. m. CEST","2","Nadie contesta al teléfono","Hotel Luna"',
    ),
    columns: {
      score: '¿Qué probabilidad hay de que nos recomiende?',
      comment: '¿Por qué?',
      customer: 'Empresa',
      givenAt: 'Marca temporal',
    },
    scores: [10, 2],
    at: ['2026-10-05T07:14:40Z', '2026-10-06T19:14:40Z'],
  },
  'Google Forms in Japanese': {
    text: lines(
      '"タイムスタンプ","当社を友人に薦める可能性はどのくらいですか？(0〜10)","その理由を教えてください","会社名"',
      '"2026/10/05 9:14:40","9","とても使いやすいです","青木商店"',
      '"2026/10/06 9:14:40","6","返事が遅いと感じます","山本医院"',
      '"2026/10/07 9:14:40","10","対応が早くて助かりました","海のホテル"',
      '"2026/10/08 9:14:40","8","まあまあだと思います","森の本屋"',
      '"2026/10/09 9:14:40","0","二週間も待たされました","川の食堂"',
    ),
    wish: { maps: ['score=当社を友人に薦める可能性はどのくらいですか？(0〜10)'] },
    columns: {
      score: '当社を友人に薦める可能性はどのくらいですか？(0〜10)',
      comment: 'その理由を教えてください',
      givenAt: 'タイムスタンプ',
      customer: '会社名',
    },
    scores: [9, 6, 10, 8, 0],
  },
  'AskNicely, with times in words': {
    text: lines(
      'Response Id,Name,Email,Score,Score Label,Comment,Status,Sent,Opened,Responded,Segment,Survey Template',
      '1,Ann,a@x.example,9,Promoter,Good work,Closed,"Oct 1, 2026 8:00 am","Oct 2, 2026 8:00 am","Oct 3, 2026 8:05 am",Retail,Standard',
      '2,Bob,b@x.example,4,Detractor,Late again this week,Open,"Oct 1, 2026 8:00 am","Oct 2, 2026 8:00 am","Oct 13, 2026 8:05 pm",Trade,Standard',
      '3,Cy,c@x.example,,,,Unanswered,"Oct 1, 2026 8:00 am",,,Trade,Standard',
    ),
    columns: { score: 'Score', comment: 'Comment', givenAt: 'Responded', sourceId: 'Response Id', segment: 'Segment' },
    scores: [9, 4],
    at: ['2026-10-03T08:05Z', '2026-10-13T20:05Z'],
    leftOut: { 'no answer': 1 },
  },
  'HubSpot, all of its surveys in one file': {
    text: lines(
      'Record ID,Survey name,Survey type,Survey channel,Response,Response group,Content,Associated Contact,Associated Company,Date submitted,Create date',
      '71,Loyalty,NPS,EMAIL,10,Promoter,Quick and kind,Ann,Oak Clinic,2026-10-05 09:00,2026-10-05 09:00',
      '72,Support,CSAT,EMAIL,3,Dissatisfied,Slow chat,Bob,Elm Garage,2026-10-06 09:00,2026-10-06 09:00',
      '73,Loyalty,NPS,WEB,5,Detractor,It broke twice,Cy,Ash Hotel,2026-10-07 09:00,2026-10-07 09:00',
    ),
    asks: '--where "Survey type=NPS"',
  },
  Medallia: {
    text: lines(
      'Survey ID,Unit Name,Response Date,Likelihood to Recommend,Likelihood to Recommend Segment,Overall Satisfaction,Overall Comments,Alert Status,Guest Name,Check-in Date',
      '88001,Harbour Inn,05-Oct-2026,10,Promoter,9,The bed was the best of all,None,Ann A,01-Oct-2026',
      '88002,Harbour Inn,06-Oct-2026,8,Passive,8,,None,Bob B,02-Oct-2026',
      '88003,Lake Inn,07-Oct-2026,2,Detractor,3,The room was cold and loud,Open,Cy C,03-Oct-2026',
      '88004,Lake Inn,08-Oct-2026,9,Promoter,9,,None,Di D,04-Oct-2026',
      '88005,Lake Inn,09-Oct-2026,7,Passive,6,,None,Ed E,05-Oct-2026',
    ),
    columns: {
      score: 'Likelihood to Recommend',
      comment: 'Overall Comments',
      givenAt: 'Response Date',
      sourceId: 'Survey ID',
    },
    scores: [10, 8, 2, 9, 7],
    at: ['2026-10-05', '2026-10-06', '2026-10-07', '2026-10-08', '2026-10-09'],
  },
  Survicate: {
    text: lines(
      'Response UUID,Respondent UUID,Date & Time (UTC),Email,First Name,Platform,URL,Q#1: How likely are you to recommend Brightsail to a friend? (Score),Q#1: How likely are you to recommend Brightsail to a friend? (Comment),Q#2: What should we improve?',
      'a-1,p-1,2026-10-05 09:14:40,a@x.example,Ann,Web,https://app.example/x,9,,The search could be better',
      'a-2,p-2,2026-10-06 09:14:40,b@x.example,Bob,Web,https://app.example/y,1,,Everything is slow for us',
      'a-3,p-3,2026-10-07 09:14:40,c@x.example,Cy,Web,https://app.example/z,10,,',
      'a-4,p-4,2026-10-08 09:14:40,d@x.example,Di,Web,https://app.example/z,8,,',
      'a-5,p-5,2026-10-09 09:14:40,e@x.example,Ed,Web,https://app.example/z,7,,',
    ),
    scores: [9, 1, 10, 8, 7],
    words: ['The search could be better', 'Everything is slow for us', undefined, undefined, undefined],
    at: [
      '2026-10-05T09:14:40Z',
      '2026-10-06T09:14:40Z',
      '2026-10-07T09:14:40Z',
      '2026-10-08T09:14:40Z',
      '2026-10-09T09:14:40Z',
    ],
  },
  Hotjar: {
    text: lines(
      'Number,User,Date Submitted,Country,Source URL,Device,Browser,OS,Hotjar User ID,Tags,"1. How likely are you to recommend us to a friend or colleague?","2. What is the main reason for your score?"',
      '1,u1,2026-10-05 09:14:40,Finland,https://x.example/,desktop,Chrome 120.0,Windows 10,aa-1,,9,All in one place',
      '2,u2,2026-10-06 09:14:40,Norway,https://x.example/,mobile,Safari 17.0,iOS 17,aa-2,,3,Cannot find the prices',
      '3,u3,2026-10-07 09:14:40,Norway,https://x.example/,mobile,Safari 17.0,iOS 17,aa-3,,0,It never loads on the train',
    ),
    columns: {
      score: '1. How likely are you to recommend us to a friend or colleague?',
      comment: '2. What is the main reason for your score?',
      givenAt: 'Date Submitted',
    },
    scores: [9, 3, 0],
  },
  Wootric: {
    text: lines(
      'created_at,updated_at,score,text,email,end_user_id,survey_id,ip_address,origin_url,priority,type,external_customer_id',
      '2026-10-05 09:14:40 -0700,2026-10-07 09:14:40 -0700,10,I like how it simply works,a@x.example,1,7,203.0.113.1,https://x.example,email,NPS,c1',
      '2026-10-06 09:14:40 -0700,2026-10-07 09:14:40 -0700,5,The bill was wrong again,b@x.example,2,8,203.0.113.2,https://x.example,email,NPS,c2',
      '2026-10-07 09:14:40 -0700,2026-10-07 09:14:40 -0700,9,,c@x.example,3,9,203.0.113.3,https://x.example,email,NPS,c3',
    ),
    scores: [10, 5, 9],
    words: ['I like how it simply works', 'The bill was wrong again', undefined],
    at: ['2026-10-05T16:14:40Z', '2026-10-06T16:14:40Z', '2026-10-07T16:14:40Z'],
  },
  Retently: {
    text: lines(
      'Customer Email,First Name,Last Name,Company,Score,Rating Category,Feedback,Response Date,Delivery Date,Campaign,Resolved,Tags',
      'a@x.example,Ann,A,Oak Clinic,9,Promoter,Always on time,2026-10-05T09:14:40.000Z,2026-10-01T09:14:40.000Z,Autumn,No,',
      'b@x.example,Bob,B,Elm Garage,6,Detractor,Two calls and no answer,2026-10-06T09:14:40.000Z,2026-10-01T09:14:40.000Z,Autumn,Yes,billing',
    ),
    columns: { score: 'Score', comment: 'Feedback', customer: 'Company', givenAt: 'Response Date' },
    scores: [9, 6],
    at: ['2026-10-05T09:14:40Z', '2026-10-06T09:14:40Z'],
  },
  'Simplesat, with NPS and CSAT under each other': {
    text: lines(
      'Response ID,Survey,Metric,Question,Rating,Sentiment,Comment,Customer,Company,Created',
      '1,Quarter,NPS,How likely are you to recommend us?,10,Positive,Nice people,Ann,Oak Clinic,2026-10-05 09:00',
      '2,Ticket,CSAT,How did we do?,1,Negative,It took a week,Bob,Elm Garage,2026-10-06 09:00',
      '3,Quarter,NPS,How likely are you to recommend us?,7,Neutral,,Cy,Ash Hotel,2026-10-07 09:00',
    ),
    asks: '--where "Metric=NPS"',
  },
  Pendo: {
    text: lines(
      'Poll,Visitor ID,Account ID,Account Name,Score,Reason,Submitted At,Channel',
      'Loyalty,v1,a1,Oak Clinic,10,Makes my day simple,10/13/26 9:14 AM,web',
      'Loyalty,v2,a2,Elm Garage,4,Loses what I typed,10/14/26 12:14 AM,web',
    ),
    columns: {
      score: 'Score',
      comment: 'Reason',
      customer: 'Account Name',
      givenAt: 'Submitted At',
      source: 'Channel',
    },
    scores: [10, 4],
    at: ['2026-10-13T09:14Z', '2026-10-14T00:14Z'],
  },
  'Alchemer, with test data': {
    text: lines(
      'Response ID,Time Started,Date Submitted,Status,Contact ID,Language,Referer,SessionID,User Agent,IP Address,Is Test Data,How likely are you to recommend us to others?,Please tell us why.',
      '1,"Oct 05, 2026 9:00:00 AM","Oct 05, 2026 9:05:00 AM",Complete,,English,,s1,Mozilla a b c,203.0.113.1,Yes,10,Only a try of ours',
      '2,"Oct 05, 2026 10:00:00 AM","Oct 05, 2026 10:05:00 AM",Complete,,English,,s2,Mozilla a b c,203.0.113.2,No,6,The app keeps crashing',
      '3,"Oct 15, 2026 10:00:00 PM","Oct 15, 2026 10:05:00 PM",Partial,,English,,s3,Mozilla a b c,203.0.113.3,No,9,',
    ),
    columns: {
      score: 'How likely are you to recommend us to others?',
      comment: 'Please tell us why.',
      givenAt: 'Date Submitted',
      sourceId: 'Response ID',
    },
    scores: [6, 9],
    at: ['2026-10-05T10:05Z', '2026-10-15T22:05Z'],
    leftOut: { 'marked as a preview or a test in Is Test Data': 1 },
  },
  'LimeSurvey in German': {
    text: lines(
      '"Antwort ID","Datum Abgeschickt","Letzte Seite","Start-Sprache","Zufallsstartwert","Datum gestartet","Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?","Was ist der Grund?"',
      '"1","2026-10-05 09:14:40","3","de","778","2026-10-05 09:10:00","10","Alles ist gut gelaufen"',
      '"2","2026-10-06 09:14:40","3","de","779","2026-10-06 09:10:00","3","Zu teuer für uns geworden"',
    ),
    columns: {
      score: 'Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?',
      comment: 'Was ist der Grund?',
      givenAt: 'Datum Abgeschickt',
      sourceId: 'Antwort ID',
    },
    scores: [10, 3],
  },
  'Microsoft Forms through Excel in US English': {
    text: lines(
      'ID,Start time,Completion time,Email,Name,Last modified time,How likely are you to recommend us to a friend or colleague?,What could we do better?',
      '1,10/13/26 9:14:40,10/13/26 9:15:40,anonymous,,,10,',
      '2,10/14/26 9:14:40,10/14/26 21:15:40,anonymous,,,5,Answer my mails',
    ),
    columns: {
      score: 'How likely are you to recommend us to a friend or colleague?',
      comment: 'What could we do better?',
      givenAt: 'Completion time',
      sourceId: 'ID',
    },
    scores: [10, 5],
    at: ['2026-10-13T09:15:40Z', '2026-10-14T21:15:40Z'],
  },
  Jotform: {
    text: lines(
      'Submission Date,"How likely are you to recommend our product/service to others?",Please explain,Submission IP,Submission ID',
      '"Oct 5, 2026",9,You know my name,203.0.113.1,5811',
      '"Oct 6, 2026",2,I was on hold for an hour,203.0.113.2,5812',
    ),
    columns: {
      score: 'How likely are you to recommend our product/service to others?',
      comment: 'Please explain',
      givenAt: 'Submission Date',
      sourceId: 'Submission ID',
    },
    scores: [9, 2],
    at: ['2026-10-05', '2026-10-06'],
  },
  'Excel in German, in Windows-1252': {
    text: windows1252(
      'Datum;Kunde;Bewertung (0-10);Begründung\r\n05.10.2026;Bäckerei Süß;9,0;„Schöne“ Läden – weiter so\r\n06.10.2026;Müller & Söhne;4,0;Für 5 € zu wenig\r\n07.10.2026;Café Größe;10,0;\r\n',
    ),
    wish: { encoding: 'windows-1252' },
    columns: { score: 'Bewertung (0-10)', comment: 'Begründung', customer: 'Kunde', givenAt: 'Datum' },
    scores: [9, 4, 10],
    customers: ['Bäckerei Süß', 'Müller & Söhne', 'Café Größe'],
    words: ['„Schöne“ Läden – weiter so', 'Für 5 € zu wenig', undefined],
    at: ['2026-10-05', '2026-10-06', '2026-10-07'],
  },
  'Excel in French, in Windows-1252, before anybody has said so': {
    text: windows1252('Date;Client;Note NPS;Commentaire\r\n13/10/2026;Hôtel Élysée;9;Très bien, c’est sûr\r\n'),
    asks: 'looks like windows-1252, in which the file says “Hôtel”, “Élysée”, “Très”, “sûr”.',
  },
  'Excel’s “Unicode text”: UTF-16 with tabs': {
    text: utf16(
      'Datum\tFirma\tNPS\tKommentar\r\n05.10.2026\tBlaue Bäckerei\t9\t"Schnell, gut"\r\n06.10.2026\tHotel Meer\t3\t"Zu\nspät"\r\n',
    ),
    columns: { score: 'NPS', comment: 'Kommentar', customer: 'Firma', givenAt: 'Datum' },
    scores: [9, 3],
    words: ['Schnell, gut', 'Zu\nspät'],
  },
  'Excel for Mac of old: line ends of one sign': {
    text: 'Date,Company,Score,Comment\r10/13/2026,Oak Clinic,9,"Good,\rreally"\r10/14/2026,Elm Garage,2,\r',
    columns: { score: 'Score', comment: 'Comment', customer: 'Company', givenAt: 'Date' },
    scores: [9, 2],
    words: ['Good,\rreally', undefined],
    at: ['2026-10-13', '2026-10-14'],
  },
  'Excel’s counted days': {
    text: lines('Date,Company,Score', '46300,Oak Clinic,9', '46301.75,Elm Garage,2', '46302,Ash Hotel,8'),
    columns: { score: 'Score', customer: 'Company', givenAt: 'Date' },
    scores: [9, 2, 8],
    at: ['2026-10-05', '2026-10-06T18:00Z', '2026-10-07'],
  },
  'A spreadsheet with totals below': {
    text: lines(
      'Response ID,Date,Company,Score,Comment',
      'r1,2026-10-05,Oak Clinic,9,',
      'r2,2026-10-06,Elm Garage,9,',
      'r3,2026-10-07,Ash Hotel,6,Slow',
      'Average,,,8,',
      'Total,,,3,',
    ),
    columns: { score: 'Score', comment: 'Comment', customer: 'Company', givenAt: 'Date', sourceId: 'Response ID' },
    scores: [9, 9, 6],
    leftOut: { 'a line of totals': 2 },
  },
  'A German spreadsheet with totals below, and no ids': {
    text: lines(
      'Datum;Kunde;Bewertung NPS',
      '05.10.2026;Klinik;9',
      '06.10.2026;Garage;7',
      ';;',
      ';Mittelwert;8',
      ';Summe;16',
      'Gesamt: 2;;',
    ),
    wish: { maps: ['score=Bewertung NPS'] },
    scores: [9, 7],
    leftOut: { 'a line of totals': 3 },
  },
  'Two exports pasted under each other': {
    text: lines(
      'Response ID,Date,Score,Comment',
      'r1,2026-10-05,9,Good',
      'Response ID,Date,Score,Comment',
      'r2,2026-10-06,3,"Bad, sadly"',
      '',
      ',,,',
      'r3,2026-10-07,10,',
    ),
    scores: [9, 3, 10],
    leftOut: { 'the names of the columns again': 1 },
  },
  'Rows of nobody, whom the room knows': {
    text: lines(
      'Date,Customer,Score,Comment',
      '2026-10-05,Anonymous,9,Good',
      '2026-10-06,anonymous user,2,Bad',
      '2026-10-07,Unknown,3,Late',
      '2026-10-08,Oak Clinic,8,',
      '2026-10-09,(not set),10,',
    ),
    scores: [9, 2, 3, 8, 10],
  },
  'Two questions of NPS': {
    text: lines('Date,NPS website,NPS app', '2026-10-05,9,3', '2026-10-06,8,7', '2026-10-07,10,10'),
    asks: 'both fit score. Say which: --map score="NPS website"',
  },
  'CSAT beside NPS, both from 0 to 10': {
    text: lines(
      'Date,Company,CSAT,NPS,CES',
      '2026-10-05,Oak Clinic,10,6,3',
      '2026-10-06,Elm Garage,9,9,2',
      '2026-10-07,Ash Hotel,10,7,7',
    ),
    columns: { score: 'NPS', customer: 'Company', givenAt: 'Date' },
    scores: [6, 9, 7],
  },
  'Overall rating beside the question of NPS': {
    text: lines(
      'Date,Rating,"How likely would you be to recommend us (0 = not at all, 10 = extremely)?"',
      '2026-10-05,10,6',
      '2026-10-06,9,9',
    ),
    columns: {
      score: 'How likely would you be to recommend us (0 = not at all, 10 = extremely)?',
      givenAt: 'Date',
    },
    scores: [6, 9],
  },
  'Ends with labels, in German': {
    text: lines(
      'Datum;NPS;Grund',
      '05.10.2026;10 = sehr wahrscheinlich;',
      '06.10.2026;0 (überhaupt nicht wahrscheinlich);Nie erreichbar',
      '07.10.2026;8;',
    ),
    scores: [10, 0, 8],
  },
  'The group behind each answer': {
    text: lines('Date,Score', '2026-10-05,9 (Promoter)', '2026-10-06,Detractor: 4', '2026-10-07,Passive - 8'),
    scores: [9, 4, 8],
  },
  'Only the groups': {
    text: lines('Date,NPS', '2026-10-05,Promoter', '2026-10-06,Detractor', '2026-10-07,Passive'),
    asks: 'holds promoters, passives and detractors, and no answers from 0 to 10',
  },
  'The group and the answer': {
    text: lines('Date,NPS,Score', '2026-10-05,Promoter,9', '2026-10-06,Detractor,2', '2026-10-07,Passive,7'),
    columns: { score: 'Score', givenAt: 'Date' },
    scores: [9, 2, 7],
  },
  'Answers in percent': {
    text: lines('Date,NPS', '2026-10-05,90%', '2026-10-06,40 %', '2026-10-07,100%'),
    asks: 'holds percentages',
  },
  'Answers in words': {
    text: lines('Date,NPS', '2026-10-05,Very likely', '2026-10-06,Not likely', '2026-10-07,Likely'),
    asks: 'holds words, and no answers from 0 to 10',
  },
  'Stars under the name of NPS': {
    text: lines('Date,NPS', '2026-10-05,★★★★★', '2026-10-06,★★☆☆☆', '2026-10-07,★★★★☆'),
    asks: 'holds stars',
  },
  'A scale of 1 to 5': {
    text: lines('Date,Score', '2026-10-05,5', '2026-10-06,1', '2026-10-07,4', '2026-10-08,3'),
    asks: 'looks like a scale of 1 to 5',
  },
  'One row a month: no answers, but what became of them': {
    text: lines(
      'Month,Responses,Promoters,Passives,Detractors,NPS',
      '2026-08,40,20,10,10,25',
      '2026-09,50,30,10,10,40',
      '2026-10,20,11,4,5,30',
    ),
    asks: 'not one answer a row',
  },
  'A day, a time and a zone in columns of their own': {
    text: lines(
      'Date,Time,Time Zone,Company,Score',
      '2026-10-05,23:30,America/New_York,Oak Clinic,9',
      '2026-10-06,9:05 PM,Europe/Helsinki,Elm Garage,4',
      '2026-10-07,00:10,UTC,Ash Hotel,10',
    ),
    columns: { score: 'Score', customer: 'Company', givenAt: 'Date' },
    scores: [9, 4, 10],
    at: ['2026-10-06T03:30Z', '2026-10-06T18:05Z', '2026-10-07T00:10Z'],
  },
  'A zone in a column beside the time': {
    text: lines(
      'Submitted At,Timezone,Score',
      '2026-10-05 23:30:00,GMT-4,9',
      '2026-10-06 21:05:00,GMT+3,4',
      '2026-10-06 21:05:00 UTC,GMT+3,8',
    ),
    columns: { score: 'Score', givenAt: 'Submitted At' },
    at: ['2026-10-06T03:30Z', '2026-10-06T18:05Z', '2026-10-06T21:05Z'],
  },
  'Months in words of several languages': {
    text: lines(
      'Date;Score',
      '5 oct. 2026;9',
      '6 października 2026;8',
      '7. Oktober 2026;3',
      '8 de outubro de 2026;10',
      '9 ekim 2026;7',
      '10 octombrie 2026;9',
      '11 октября 2026 г.;1',
      '12. lokakuuta 2026;2',
      '13 οκτωβρίου 2026;4',
      '2026. október 14.;5',
    ),
    at: [5, 6, 7, 8, 9, 10, 11, 12, 13, 14].map((day) => `2026-10-${String(day).padStart(2, '0')}`),
    scores: [9, 8, 3, 10, 7, 9, 1, 2, 4, 5],
  },
  'Days that read in two ways': {
    text: lines('Date,Score', '01/12/2025,9', '02/11/2025,3'),
    asks: '01/12/2025 on line 2 is 1 December 2025 or 12 January 2025',
  },
  'Days that read in two ways, one of which is yet to come': {
    text: lines('Date,Score', '01/12/2026,9', '02/11/2026,3'),
    asks: '01/12/2026 on line 2 is 1 December 2026, which is yet to come, or 12 January 2026',
  },
  'A header that goes over two lines': {
    text: '"Submitted\nat","How likely are you\nto recommend us?\n(0–10)","Comments,\nif any"\n2026-10-05 09:00,9,Fine\n2026-10-06 09:00,1,\n',
    scores: [9, 1],
    words: ['Fine', undefined],
    at: ['2026-10-05T09:00Z', '2026-10-06T09:00Z'],
  },
  'Rows without names above': {
    text: lines('2026-10-05,Oak Clinic,9,Good work', '2026-10-06,Elm Garage,2,Bad work', '2026-10-07,Ash Hotel,8,'),
    asks: 'The first line names no columns',
  },
  'A title, a date of export and a note below': {
    text: lines(
      'NPS Export,,,',
      'Generated on 2026-11-20 by Ann,,,',
      ',,,',
      'ID,Date,Score,Comment',
      '1,2026-10-05,9,',
      '2,2026-10-06,4,Slow',
      'Exported by Brightsail Insights,,,',
    ),
    scores: [9, 4],
    leftOut: { 'no answer': 1 },
  },
  'eNPS of another question, in German, with points as decimals': {
    text: lines(
      'Zeitpunkt;Würden Sie uns einem Freund weiterempfehlen? (0 = nein, 10 = ja);Anmerkungen',
      '05.10.2026 09:14;10.0;',
      '06.10.2026 21:14;6.0;Zu wenig Zeit für uns',
    ),
    scores: [10, 6],
    words: [undefined, 'Zu wenig Zeit für uns'],
    at: ['2026-10-05T09:14Z', '2026-10-06T21:14Z'],
  },
  'Chinese names of columns': {
    text: lines(
      '提交时间,您向朋友推荐我们的可能性有多大？,原因,公司',
      '2026年10月5日 上午9:14,9,服务非常周到很满意,青山公司',
      '2026年10月6日 下午9:14,3,等了两个星期没有人回复,海洋酒店',
      '2026年10月7日 下午1:14,10,使用起来很方便快捷,东方书店',
      '2026年10月8日 下午1:14,7,总体来说还算可以吧,西湖餐厅',
      '2026年10月9日 下午1:14,0,再也不会购买你们的产品,北方医院',
    ),
    scores: [9, 3, 10, 7, 0],
    customers: ['青山公司', '海洋酒店', '东方书店', '西湖餐厅', '北方医院'],
    at: ['2026-10-05T09:14Z', '2026-10-06T21:14Z', '2026-10-07T13:14Z', '2026-10-08T13:14Z', '2026-10-09T13:14Z'],
  },
  'The same answer twice, and one that was changed': {
    text: lines(
      'Response ID,Date,Score,Comment',
      'r1,2026-10-05,9,Good',
      'r1,2026-10-05,9,Good',
      'r2,2026-10-06,3,Bad',
    ),
    scores: [9, 3],
    rows: 3,
  },
  'Open questions by group: each in a column of its own': {
    text: lines(
      'Response ID,Date,NPS Score,What do you like most?,What disappointed you?,What would make it a 10?',
      'r1,2026-10-05,9,The people at the desk,,',
      'r2,2026-10-06,3,,The invoice was wrong twice,',
      'r3,2026-10-07,8,,,An app for my phone',
      'r4,2026-10-08,10,It saves me an hour,,',
      'r5,2026-10-09,6,,Nobody called me back,',
    ),
    scores: [9, 3, 8, 10, 6],
    words: [
      'The people at the desk',
      'The invoice was wrong twice',
      'An app for my phone',
      'It saves me an hour',
      'Nobody called me back',
    ],
  },
  'Names with a mark behind them': {
    text: lines(
      'Date:;NPS® Score (0–10);Company name*;Comments:',
      '05.10.2026;9;Oak Clinic;Good',
      '06.10.2026;1;Elm Garage;',
    ),
    columns: { score: 'NPS® Score (0–10)', customer: 'Company name*', givenAt: 'Date:', comment: 'Comments:' },
    scores: [9, 1],
  },
  'School grades from Germany': {
    text: lines(
      'Datum;Note',
      ...[1, 2, 3, 6, 1, 2, 5, 4, 2, 1].map((grade, index) => `${10 + index}.10.2026;${grade}`),
    ),
    asks: 'looks like a scale of 1 to 6',
  },
  'Cells that a tool has protected from Excel': {
    text: lines(
      'Response ID,Date,Score',
      '"=""1001""","=""2026-10-05""","=""9"""',
      '"=""1002""","=""2026-10-06""","=""4"""',
    ),
    scores: [9, 4],
    at: ['2026-10-05', '2026-10-06'],
  },
  'Answers that Excel made dates of': {
    text: lines('Date,Score', '2026-10-05,9-Oct', '2026-10-06,10-Oct', '2026-10-07,8-Oct'),
    asks: 'holds dates that a spreadsheet made of answers such as 9/10',
  },
  'Years of another calendar, and dates of long ago': {
    text: lines('Date,Score', '1405/07/13,9', '2026-10-06,4', '0026-10-06,4', '2569-10-06,4'),
    scores: [4],
    refused: [2, 4, 5],
  },
  'Numbers of customers beside their names': {
    text: lines('Date,Customer,Customer name,Score', '2026-10-05,4711,Oak Clinic,9', '2026-10-06,4712,Elm Garage,4'),
    columns: { score: 'Score', customer: 'Customer name', givenAt: 'Date' },
    customers: ['Oak Clinic', 'Elm Garage'],
  },
  'An associated company, and yes and no beside the score': {
    text: lines(
      'Date,Contact,Associated Company,Resolved,Score',
      '2026-10-05,Ann A,Oak Clinic,Yes,9',
      '2026-10-06,Bob B,Elm Garage,No,4',
    ),
    columns: { score: 'Score', customer: 'Associated Company', givenAt: 'Date' },
    customers: ['Oak Clinic', 'Elm Garage'],
  },
  'Medallia’s short name of the question, with labels': {
    text: lines(
      'Response Date,LTR,Comment',
      '2026-10-05,10 (Extremely likely),Great',
      '2026-10-06,0 (Not at all likely),Bad',
      '2026-10-07,7,',
    ),
    scores: [10, 0, 7],
  },
  'A rating in Finnish': {
    text: lines(
      'Päivämäärä;Asiakas;Arvosana;Palaute',
      '13.10.2026;Mäkelä Oy;9;Hyvää työtä',
      '14.10.2026;Öljy Oy;3;Todella hidasta',
    ),
    columns: { score: 'Arvosana', comment: 'Palaute', customer: 'Asiakas', givenAt: 'Päivämäärä' },
    scores: [9, 3],
  },
  'Answers alone, without a name': { text: lines('9', '10', '3'), asks: '9 in it is a value' },
  'Percentages under another name': {
    text: lines('Monat;Zufriedenheit', 'August 2026;81,5 %', 'September 2026;79 %'),
    asks: '--kind metric --metric CSAT --map score="Zufriedenheit"',
  },
  'A dash for a date': {
    text: lines('Date,Score', '2026-10-05,9', '-,3', ',10'),
    wish: { undated: '2026-10-01' },
    scores: [9, 3, 10],
    at: ['2026-10-05', '2026-10-01', '2026-10-01'],
  },
  'A comma too many': {
    text: lines('Date,Score,Comment', '2026-10-05,9,Good, fast', '2026-10-06,3,Bad'),
    scores: [3],
    refused: [2],
  },
  'One row for each question': {
    text: lines(
      'Response ID,Submitted,Question,Answer',
      'r1,2026-10-05 09:00,How likely are you to recommend us to a friend?,9',
      'r1,2026-10-05 09:00,How easy was it to reach us?,4',
      'r2,2026-10-06 09:00,How likely are you to recommend us to a friend?,3',
      'r2,2026-10-06 09:00,How easy was it to reach us?,7',
    ),
    asks: '--where "Question=How likely are you to recommend us to a friend?"',
  },
  'One row for each question, once that is said': {
    text: lines(
      'Response ID,Submitted,Question,Answer',
      'r1,2026-10-05 09:00,How likely are you to recommend us to a friend?,9',
      'r1,2026-10-05 09:00,How easy was it to reach us?,4',
      'r2,2026-10-06 09:00,How likely are you to recommend us to a friend?,3',
      'r2,2026-10-06 09:00,How easy was it to reach us?,7',
    ),
    wish: { wheres: ['Question=How likely are you to recommend us to a friend?'] },
    scores: [9, 3],
    leftOut: { 'not Question=How likely are you to recommend us to a friend?': 2 },
  },
  'Rows that are not of a status, by hand': {
    text: lines('Date,State,NPS', '2026-10-05,open,9', '2026-10-06,Duplicate,0', '2026-10-07,open,3'),
    wish: { wheres: ['State!=duplicate'] },
    scores: [9, 3],
    leftOut: { 'not State!=duplicate': 1 },
  },
  'People who did not know': {
    text: lines(
      'Date,NPS',
      '2026-10-05,9',
      '2026-10-06,N/A',
      '2026-10-07,Don’t know',
      '2026-10-08,99',
      '2026-10-09,3',
      '2026-10-10,7',
    ),
    scores: [9, 3, 7],
    refused: [4, 5],
    leftOut: { 'no answer': 1 },
  },
  'Answers of several products under each other, ids told twice': {
    text: lines(
      'Submission ID,Respondent ID,Submitted at,Product,"How likely are you to recommend this product?"',
      's1,p1,2026-10-05 09:00,Basic,9',
      's2,p1,2026-10-05 09:01,Plus,2',
      's3,p2,2026-10-06 09:00,Basic,10',
    ),
    columns: {
      score: 'How likely are you to recommend this product?',
      givenAt: 'Submitted at',
      sourceId: 'Submission ID',
    },
    scores: [9, 2, 10],
  },
  'Full-width and Arabic-Indic digits, with marks of direction': {
    text: lines('التاريخ;NPS', '\u200f٠٥/١٠/٢٠٢٦;\u200f٩', '١٣/١٠/٢٠٢٦;١٠', '１４/１０/２０２６;３'),
    scores: [9, 10, 3],
    at: ['2026-10-05', '2026-10-13', '2026-10-14'],
  },
  'A quotation mark that nobody closed': {
    text: 'Date,NPS,Comment\n2026-10-05,9,"Good\n2026-10-06,3,Bad\n2026-10-07,8,\n',
    scores: [3, 8],
    refused: [2],
  },
  'The header alone': { text: 'Date,NPS,Comment\n', scores: [], rows: 0 },
  'Nothing at all': { text: '', asks: 'The file is empty' },
};

export const wildMetrics: Readonly<Record<string, Wild>> = {
  'Zendesk’s good and bad': {
    metric: 'CSAT',
    wish: { maps: ['score=Satisfaction Score'] },
    text: lines(
      'Ticket ID,Requester,Satisfaction Score,Satisfaction Comment,Solved At,Updated At,Rated At',
      '1,Ann,Good,,2026-10-04 09:00,2026-10-07 09:00,2026-10-05 09:00',
      '2,Bob,Bad with comment,Took a week,2026-10-04 09:00,2026-10-07 09:00,2026-10-06 09:00',
      '3,Cy,Offered,,2026-10-04 09:00,2026-10-07 09:00,',
      '4,Di,Unoffered,,2026-10-04 09:00,2026-10-07 09:00,',
    ),
    scores: [5, 1],
    at: ['2026-10-05T09:00Z', '2026-10-06T09:00Z'],
    leftOut: { 'no answer': 2 },
  },
  'Nicereply in words of French': {
    metric: 'CSAT',
    wish: { maps: ['score=Avis'] },
    text: lines('Date,Avis', '2026-10-05,Satisfait', '2026-10-06,Pas satisfait', '2026-10-07,Satisfait'),
    scores: [5, 1, 5],
  },
  'Intercom’s stars, as a number of their own': {
    metric: 'CSAT',
    text: lines(
      'Conversation ID,Conversation rating,Conversation rating remark,Teammate,Rated at',
      '1,5,Super quick,Ann,2026-10-05 09:00',
      '2,2,No answer to my question,Ann,2026-10-06 09:00',
    ),
    wish: { maps: ['score=Conversation rating'] },
    columns: {
      score: 'Conversation rating',
      comment: 'Conversation rating remark',
      givenAt: 'Rated at',
      sourceId: 'Conversation ID',
    },
    scores: [5, 2],
  },
};

export const wildFeedback: Readonly<Record<string, Wild>> = {
  'Google Play': {
    text: utf16(
      lines(
        'Package Name,App Version Code,App Version Name,Reviewer Language,Device,Review Submit Date and Time,Review Submit Millis Since Epoch,Review Last Update Date and Time,Review Last Update Millis Since Epoch,Star Rating,Review Title,Review Text,Developer Reply Date and Time,Developer Reply Millis Since Epoch,Developer Reply Text,Review Link',
        'com.brightsail,12,1.2,en,starlte,2026-10-05T09:14:40Z,1791191680000,2026-10-07T09:14:40Z,1791364480000,2,,It forgets my login each morning,2026-10-08T09:14:40Z,1791450880000,We are sorry for that,https://play.example/r?id=1',
        'com.brightsail,12,1.2,de,a51,2026-10-06T09:14:40Z,1791278080000,2026-10-06T09:14:40Z,1791278080000,5,Toll,Läuft einfach,,,,https://play.example/r?id=2',
        'com.brightsail,12,1.2,de,a51,2026-10-06T09:14:40Z,1791278080000,2026-10-06T09:14:40Z,1791278080000,4,,,,,,',
      ),
    ),
    words: ['It forgets my login each morning', 'Läuft einfach'],
    at: ['2026-10-05T09:14:40Z', '2026-10-06T09:14:40Z'],
    customers: [undefined, undefined],
    scores: [undefined, undefined],
    leftOut: { 'no words': 1 },
  },
  'App Store Connect by AppFollow': {
    text: lines(
      'Date,Country,Version,Rating,Title,Review,Author,Device,Reply,Reply Date,Review ID',
      '2026-10-05,US,2.1,1,Crash,It crashes when I open it,nick1,iPhone,We fixed it,2026-10-09,991',
      '2026-10-06,FI,2.1,5,Hieno,Toimii hyvin,nick2,iPad,,,992',
    ),
    words: ['It crashes when I open it', 'Toimii hyvin'],
    at: ['2026-10-05T12:00Z', '2026-10-06T12:00Z'],
    scores: [undefined, undefined],
  },
  Trustpilot: {
    text: lines(
      'Reference Id,Review Id,Business Unit,Review Created (UTC),Review Updated (UTC),Review Stars,Review Title,Review Content,Review Language,Consumer Name,Consumer Email,Reply,Reply Created (UTC),Review URL',
      'o-1,66a1,Brightsail,2026-10-05 09:14:40,,1,Late,My order came two weeks late,en,Ann A,a@x.example,Sorry,2026-10-06 09:14:40,https://trust.example/66a1',
      'o-2,66a2,Brightsail,2026-10-06 09:14:40,,5,Top,Quick and friendly,en,Bob B,,,,https://trust.example/66a2',
    ),
    words: ['My order came two weeks late', 'Quick and friendly'],
    at: ['2026-10-05T09:14:40Z', '2026-10-06T09:14:40Z'],
    customers: [undefined, undefined],
    scores: [undefined, undefined],
  },
  'Zendesk tickets': {
    text: lines(
      'Ticket ID,Subject,Description,Requester,Organization,Status,Priority,Tags,Created at,Updated at,Solved at',
      '1,Login,I cannot log in since Monday,Ann,Oak Clinic,open,high,login,2026-10-05 09:00,2026-10-08 09:00,',
      '2,Invoice,The invoice has the wrong address,Bob,Elm Garage,solved,low,billing,2026-10-06 09:00,2026-10-08 09:00,2026-10-07 09:00',
    ),
    words: ['I cannot log in since Monday', 'The invoice has the wrong address'],
    customers: ['Oak Clinic', 'Elm Garage'],
    at: ['2026-10-05T09:00Z', '2026-10-06T09:00Z'],
  },
  Canny: {
    text: lines(
      'Post ID,Title,Details,Votes,Status,Author Name,Author Email,Created,URL',
      'p1,Dark mode,Please let me use it at night,31,planned,Ann,a@x.example,"October 5, 2026 9:14 AM",https://canny.example/p1',
      'p2,Export,I need my data in a sheet,12,open,Bob,b@x.example,"October 6, 2026 9:14 AM",https://canny.example/p2',
    ),
    words: ['Please let me use it at night', 'I need my data in a sheet'],
    at: ['2026-10-05T09:14Z', '2026-10-06T09:14Z'],
  },
  'A sheet in Italian, with totals below': {
    text: lines(
      'Data;Cliente;Commento',
      '5 ottobre 2026;Clinica Sole;Risposta molto lenta',
      '6 ottobre 2026;Albergo Mare;Ottimo servizio',
      'Totale;2;Ottimo',
    ),
    words: ['Risposta molto lenta', 'Ottimo servizio'],
    customers: ['Clinica Sole', 'Albergo Mare'],
    at: ['2026-10-05T12:00Z', '2026-10-06T12:00Z'],
    leftOut: { 'a line of totals': 1 },
  },
  'Words of nobody, over several lines': {
    text: 'Feedback,Customer,Date\r\n"First line\r\nsecond ""line""\r\n",anonym,2026-10-05\r\n"-  ",Oak Clinic,2026-10-06\r\nkeine,Elm Garage,2026-10-06\r\n',
    words: ['First line\r\nsecond "line"\r\n'],
    leftOut: { 'no words': 2 },
  },
  'Names of columns that say nothing': {
    text: lines(
      'When,Who,What they told us',
      '2026-10-05,Oak Clinic,The lamp flickers at night',
      '2026-10-06,Elm Garage,The door does not close',
    ),
    columns: { text: 'What they told us', capturedAt: 'When' },
    words: ['The lamp flickers at night', 'The door does not close'],
  },
  'No column says when': {
    text: lines('Customer,Feedback', 'Oak Clinic,The gate does not open'),
    asks: '--given-at 2026-10-01',
  },
};
