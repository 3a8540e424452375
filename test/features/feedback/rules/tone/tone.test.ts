import { describe, expect, test } from '@jest/globals';
import { readTone } from '../../../../../src/features/feedback/rules/tone/tone.js';

/** `frustrated (never, third time); urgent (asap)`, or nothing. */
function heard(text: string): string {
  const signs = readTone(text)?.signs ?? [];
  return signs.map(({ tone, causes }) => `${tone} (${causes.join(', ')})`).join('; ');
}

describe('How a customer sounds', () => {
  test.each([
    ['The refund was never approved, and this is the third time I ask.', 'frustrated (never, third time)'],
    ['I never get an answer. The problem is back.', 'frustrated (never, problem)'],
    ['This is the THIRD TIME! You are fed up, I am Fed Up!', 'frustrated (THIRD TIME, fed up, Fed Up)'],
    ['We need the keys by tomorrow, it’s urgent.', 'urgent (need the keys by tomorrow, urgent)'],
    [
      'How do I cancel? And where is the invoice from May, please?',
      'questions (How do I cancel?, And where is the invoice …)',
    ],
    ['Thank you so much for your patience.', 'grateful (Thank you so much for)'],
    ['Das ist jetzt das dritte Mal, ich bin enttäuscht.', 'frustrated (dritte Mal, enttäuscht)'],
    ['Wir brauchen die Schlüssel bis morgen, es ist dringend.', 'urgent (brauchen die Schlüssel bis morgen, dringend)'],
    [
      'Wann beginnt der Kurs? Und gibt es noch freie Plätze?',
      'questions (Wann beginnt der Kurs?, Und gibt es noch freie …)',
    ],
    ['Vielen Dank für die schnelle Hilfe.', 'grateful (Dank für)'],
    ['The service was very slow.', 'frustrated (was very slow)'],
    ['The soup was tasteless and they refused to take it back.', 'frustrated (tasteless, refused to)'],
    ['We waited more than 40 minutes.', 'frustrated (waited more than 40 minutes)'],
  ])('%s', (text, expected) => {
    expect(heard(text)).toBe(expected);
  });

  test('says the most pressing first', () => {
    const text = 'Where is it? Why does nobody answer me? I am fed up. I need it today.';
    expect(readTone(text)?.signs.map(({ tone }) => tone)).toEqual(['frustrated', 'urgent', 'questions']);
  });

  test('leaves thanks out where there is a complaint to answer', () => {
    expect(heard('Thank you for the call, but I am still very disappointed.')).toBe('frustrated (still, disappointed)');
  });

  test.each([
    'Please add Peter to the account.',
    'The key box is a little high for me.',
    'Could you send the invoice for October again?',
    'The bad weather kept us in the hotel.',
    'It would be better with more pictures.',
    'The room is a little cold.',
    'Is there a version for tablets?',
    'Bitte fügen Sie Peter zum Konto hinzu.',
    '',
    '   ',
    '👍',
    '12345',
    'ok',
  ])('says nothing at all of “%s”', (text) => {
    expect(readTone(text)).toBeNull();
  });
});

describe('Negation', () => {
  test.each([
    'I am not frustrated, I only ask.',
    'I’m not at all angry about it.',
    'She wasn’t disappointed.',
    'I don’t think you will be disappointed.',
    'It is not urgent at all.',
    'There is no rush.',
    'We never had a problem, and we never waited.',
    'I couldn’t be happier.',
    'Not bad for a start.',
    'We can’t wait to come back.',
    'Please send the slides. Thanks in advance.',
    'No thanks, we are fine.',
    'Please send the invoice. Many thanks, Ann',
    'Could you add Peter? Thank you.',
    'I would appreciate a copy of the slides.',
    'We’d be grateful if you could send the slides.',
    'Thank you for your understanding.',
    'Bitte senden Sie die Rechnung. Vielen Dank',
    'Ich wäre dankbar für die Folien.',
    'Ich bin nicht verärgert, ich frage nur.',
    'Es ist nicht dringend.',
    'Wir hatten nie Ärger damit.',
    'Gar nicht schlecht!',
  ])('%s', (text) => {
    expect(readTone(text)).toBeNull();
  });

  test.each([
    ['I am not happy with this.', 'frustrated (not happy)'],
    ['The support isn’t helpful.', 'frustrated (isn’t helpful)'],
    ['Wir sind nicht zufrieden.', 'frustrated (nicht zufrieden)'],
  ])('turns praise into a complaint: %s', (text, expected) => {
    expect(heard(text)).toBe(expected);
  });

  test('ends with its clause', () => {
    expect(heard('It is not my first visit, but I am disappointed.')).toBe('frustrated (disappointed)');
    expect(heard('I do not know him. The service was terrible.')).toBe('frustrated (terrible)');
  });
});

describe('Words of others', () => {
  test.each([
    [
      'in quotation marks',
      'Your poster says “Never again late, terrible queues are over” and we like the idea of it a lot.',
    ],
    [
      'in straight ones',
      'The message on the screen was "fatal error, unacceptable input", I only wanted to tell you that.',
    ],
    [
      'in single ones',
      "The sign at your door says 'Terrible coffee, rude staff', and that made me smile this morning.",
    ],
    ['in German ones', 'Auf Ihrem Plakat steht „Nie wieder Frust“, dürfen wir das für unseren Aushang verwenden?'],
    ['in code', 'The log has `terrible: unacceptable state` in it, that is all I can see from here.'],
    ['in quoted mail', '> This is terrible, I am fed up.\nThank goodness we found the cause, all is well here.'],
    ['in an address', 'See https://example.com/terrible-service/fed-up and www.never-again.example for the pictures.'],
    ['in a mail address', 'Please write to fed-up@terrible.example from now on.'],
  ])('do not count %s', (_, text) => {
    expect(readTone(text)?.signs.map(({ tone }) => tone) ?? []).not.toContain('frustrated');
  });

  test('count where they are nearly all there is: somebody passes the customer’s words on', () => {
    expect(heard('“This is terrible, I am fed up with it.”')).toBe('frustrated (terrible, fed up)');
    expect(heard('She said: "I am fed up, this is the third time."')).toBe('frustrated (fed up, third time)');
  });

  test('an apostrophe is no quotation mark', () => {
    expect(heard("The guests' room wasn't ready, and I am fed up with the drivers' excuses.")).toContain('fed up');
  });
});

describe('Other languages', () => {
  test.each([
    ['Dutch', 'Dit is de derde keer dat ik schrijf en niemand geeft antwoord, ik ben het zat. Help!'],
    ['French', 'C’est inacceptable, c’est la troisième fois que je vous écris et personne ne répond. Urgent !'],
    [
      'Spanish',
      'Es la tercera vez que escribo y nadie responde. ¿Dónde está mi pedido? ¿Por qué no llega? Es terrible.',
    ],
    ['Italian', 'È la terza volta che scrivo e nessuno risponde. Dove è il mio ordine? Perché non arriva? Pessimo.'],
    ['Portuguese', 'É a terceira vez que escrevo e ninguém responde. É terrível e urgente.'],
    ['Swedish', 'Det här är tredje gången jag skriver och ingen svarar. Det är en katastrof.'],
    ['Danish', 'Det er tredje gang jeg skriver, og ingen svarer. Det er en katastrofe.'],
    ['Polish', 'To jest trzeci raz, kiedy piszę, i nikt nie odpowiada. To skandal!'],
    ['Japanese', 'もう三回目です。誰も返事をくれません。本当に困っています。'],
    ['Arabic', 'هذه هي المرة الثالثة التي أكتب فيها ولا أحد يجيب.'],
  ])('without a tested list say nothing: %s', (_, text) => {
    expect(readTone(text)).toBeNull();
  });

  test('English and German are told apart', () => {
    expect(readTone('I am so disappointed.')?.language).toBe('en');
    expect(readTone('Ich bin so enttäuscht.')?.language).toBe('de');
    expect(readTone('Das ist ein Desaster, und the support is nett.')?.language).toBe('de');
  });
});

describe('Hostile words', () => {
  const long = 10_000;
  test.each([
    ['one letter', 'a'.repeat(long)],
    ['one cue', 'never '.repeat(long)],
    ['weak cues in turn', 'never again wait '.repeat(long)],
    ['negations', 'not '.repeat(long)],
    ['question marks', '?'.repeat(long)],
    ['question marks before a letter', `${'?'.repeat(long - 1)}x`],
    ['quotation marks', '“"\'„«'.repeat(long)],
    ['beginnings of phrases', 'if still keep waste '.repeat(long)],
    ['addresses', '@:// '.repeat(long)],
    ['combining marks', `e${'\u0301'.repeat(long)}`],
    ['half a symbol', '\ud83d'.repeat(long)],
    ['spaces and new lines', ' \n\t'.repeat(long)],
    ['questions of long words', `${'Is it '.padEnd(900, 'x')}? `.repeat(11)],
    ['brackets', '(((('.repeat(long)],
    ['emoji', '👩‍👩‍👧‍👦'.repeat(long)],
    ['names of prototypes', 'constructor __proto__ toString hasOwnProperty '.repeat(long)],
  ])('%s: short words come back, or none', (_, text) => {
    for (const { causes } of readTone(text)?.signs ?? []) {
      expect(causes.length).toBeLessThanOrEqual(3);
      for (const cause of causes) expect(cause.length).toBeLessThanOrEqual(210);
    }
  });

  test('no more than 10,000 characters are looked at', () => {
    const filler = 'the words are here and '.repeat(1_000).slice(0, long);
    expect(heard(`${filler.slice(0, long - 8)} fed up`)).toBe('frustrated (fed up)');
    expect(readTone(`${filler} fed up`)).toBeNull();
  });

  test('a long word in between is cut, not shown whole', () => {
    expect(heard(`It never ${'x'.repeat(5_000)} arrived.`)).toBe('frustrated (never … arrived)');
  });
});
