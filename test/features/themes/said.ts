/** What customers of a made-up company say, in five languages, a dozen ways each; deterministic. */

/** A theme with its language: sentences that somebody could have said. */
export interface SaidTheme {
  readonly name: string;
  readonly texts: readonly string[];
}

export const english: readonly SaidTheme[] = [
  {
    name: 'login',
    texts: [
      'Login takes ten minutes every morning.',
      'I cannot login since the update.',
      'The login page hangs, and my password is refused.',
      'Our people give up at the login.',
      'After the login the screen stays white.',
      'Login is slow again today.',
      'My password does not work at the login.',
      'The login asks for the password again and again.',
    ],
  },
  {
    name: 'invoice',
    texts: [
      'The invoice shows the wrong amount.',
      'We got the same invoice twice.',
      'Your invoices are a riddle to our accountant.',
      'The invoice came without a VAT number.',
      'Please send the invoice as a PDF.',
      'An invoice for March is missing.',
      'The amount on the invoice is too high.',
      'Why does the invoice list things that we never ordered?',
    ],
  },
  {
    name: 'delivery',
    texts: [
      'The delivery came three days late.',
      'Half of our delivery was not there.',
      'Nobody told us that the delivery would be delayed.',
      'The driver left the delivery in the rain.',
      'Delivery to our second branch never works.',
      'The delivery arrived damaged.',
      'We wait for the delivery since Monday.',
      'The driver could not find us with the delivery.',
    ],
  },
];

export const others: readonly (SaidTheme & { readonly word: string })[] = [
  {
    name: 'German',
    word: 'Rechnung',
    texts: [
      'Die Rechnung stimmt schon wieder nicht.',
      'Unsere Rechnungen kommen zu spät.',
      'Auf der Rechnung fehlt die Steuernummer.',
      'Der Betrag auf der Rechnung ist falsch.',
      'Wir haben die Rechnung zweimal bekommen.',
      'Bitte schicken Sie die Rechnung als PDF.',
    ],
  },
  {
    name: 'Spanish',
    word: 'factura',
    texts: [
      'La factura llegó con el importe del año pasado.',
      'No puedo descargar la factura desde ayer.',
      'Nuestra factura no muestra el número fiscal.',
      'Hemos recibido la factura dos veces.',
      'La factura sigue sin llegar.',
      'Por favor, envíen la factura también en PDF.',
    ],
  },
  {
    name: 'Urdu',
    word: 'لاگ',
    texts: [
      'لاگ ان میں دس منٹ لگتے ہیں۔',
      'میں صبح سے لاگ ان نہیں کر سکا۔',
      'لاگ ان کا صفحہ نہیں کھلتا۔',
      'لاگ ان کے بعد اسکرین سفید رہتی ہے۔',
      'پاس ورڈ درست ہے مگر لاگ ان نہیں ہوتا۔',
      'ہمارے لوگ لاگ ان پر ہار مان لیتے ہیں۔',
    ],
  },
  {
    name: 'Armenian',
    word: 'առաքում',
    texts: [
      'Առաքումը երեք օր ուշացավ։',
      'Առաքման մասին ոչ ոք մեզ չզգուշացրեց։',
      'Առաքումը վնասված հասավ։',
      'Մեր առաքումը կիսատ էր։',
      'Առաքումը դեռ չի եկել։',
      'Վարորդը առաքումը թողեց անձրևի տակ։',
    ],
  },
  {
    name: 'Japanese',
    word: '請求',
    texts: [
      '請求書の金額が間違っています。',
      '請求書が二回届きました。',
      '三月の請求書がありません。',
      '請求書をPDFで送ってください。',
      '請求書に税番号がありません。',
      '注文していないものが請求書に載っています。',
    ],
  },
];
