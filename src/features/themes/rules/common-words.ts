/**
 * Words that name no theme: grammar, praise and blame, and verbs that go with anything. Ours, because the lists that can
 * be installed lack common English words and spell Urdu wrongly. Folded as `fold` of words.ts does. Pure.
 */

const english = `
a about above absolutely across actual actually after afterwards again against ago all almost alone along already also
although always am amazing among an and annoyed annoying another any anybody anymore anyone anything anyway anywhere are
aren around as ask asked asking at avoid avoided away awesome awful awfully back bad badly barely basically be beautiful
because become been before began begin behind being believe below best better between beyond big bit bother bought both
bring brought but buy buying by call called came can cannot cant certain certainly clear clearly come comes coming
completely considering cool could couldn couldnt crap day days decent decided definitely deserve despite did didn didnt
disappoint disappointed disappointing disappointment do does doesn doesnt doing don done dont down due during each early
easily easy either else end ended enjoy enjoyed enough entire entirely especially etc even ever every everybody everyone
everything everywhere exactly excellent except expect expected extremely fact fairly fantastic far fast feel feeling feels
felt few final finally find finding fine first five for found four from fucking full fully further gave general generally
get gets getting give given gives giving glad go goes going gone good got gotten great guess had half happen happened happy
hard hardly has hasn hate have haven having he hear heard hello help helped her here hers herself hey highly him himself
his hope hoped horrible hour hours how however huge i if ill im imagine impressed in incredible incredibly indeed inside
instead interested into is isn isnt it item its itself ive job just keep keeps kept kind knew know known knows lack lacks
lame large last late later least leave left less let lets like liked likely likes little ll long longer look looked
looking looks lot lots love loved lovely low made main make makes making many matter may maybe me mean means mediocre met
might mine minute minutes moment month months more most mostly much must my myself name near nearly necessary need needed
needs neither never new next nice night no nobody none nor normal not note nothing now nowhere obviously of off often oh
ok okay old on once one ones only onto open or original other others otherwise our ours ourselves out outside over overall
own pain part particular particularly pathetic perfect perfectly perhaps person piece place placed plain please pleased
plenty plus point poor poorly possible possibly pretty previous probably problem problems put putting quick quickly quite
rate rather re ready real really reason reasonable reasonably recent recently recommend recommended regret remember rest
ridiculous right said same sat satisfied save saw say saying says second see seeing seem seemed seems seen seriously set
several shall she should shouldn show showed shown shows side similar simple simply since single sit slightly small so
some somebody someone something sometimes somewhat somewhere soon sorry sort special start started starting starts stay
stayed still stop stopped strong stuff stupid such suck sucked sucks super sure surprised take taken takes taking talk
talking tell telling tend terrible than thank thanks that thats the their theirs them themselves then there these they
thing things think thinking this those though thought three through throughout thumb thus time times to today together
told tomorrow too took top total totally toward tried tries true truly try trying turn turned two unbelievable under
understand unfortunately unless until up upon us use used useful useless uses using usual usually ve very via wait waited
waiting want wanted wants was wasn wasnt waste wasted watch way ways we week weeks well went were weren what whatever when
whenever where wherever whether which while who whole whose why will wish with within without won wonderful wont word words
work worked working works world worse worst worth would wouldn wouldnt wow wrong yeah year years yes yesterday yet you your
yours yourself zero product products device devices unit units item items people person received receive purchase purchased
ten eleven twelve dozen hundred thousand once twice pair hold holds held experience watch watching watched different interesting`;

const german = `
ab aber alle allem allen aller alles als also alt am an andere anderen anderer anderes anfangen auch auf aus ausserdem
bald bei beim bereits besonders besser beste besten bin bis bisher bist bitte bleibt brauchen braucht da dabei dadurch
dafur dagegen daher damit danach dank danke dann daran darauf daraus darf darin das dass davon dazu dein deine dem den
denen denn dennoch der deren des deshalb dessen die dies diese diesem diesen dieser dieses doch dort drei du durch durfen
eben egal eher eigentlich ein einander eine einem einen einer eines einfach einige einigen einiger einmal endlich er erst
ersten es etwa etwas euch euer eure fand fast fehler fehlt finde finden findet fur furchtbar ganz ganze ganzen gar gab
geben gegen gehen geht gekommen gemacht gern gerne gesagt gestern gewesen gibt ging gleich gross grosse grosser gut gute
guten guter gutes hab habe haben hat hatte hatten hatte hatten heute hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren
ihrer im immer in ins irgendwie ist ja jede jedem jeden jeder jedes jedoch jemand jetzt jung kam kann kannst kaum kein
keine keinem keinen keiner klar klein kleine komme kommen kommt konnen konnte konnten lange langer lassen lasst leider
letzte letzten lieber los machen macht mal man manche mehr mehrere mein meine meinem meinen meiner mich minuten mir mit
mochte morgen muss mussen musste mussten nach nachdem nachste naturlich neben nehmen nein neu neue neuen neuer nicht nichts
nie niemand noch nun nur ob oben oder oft ohne paar problem probleme recht richtig sagt sagen sagte schlecht schlechte
schlechter schlimm schnell schon schone schon schwer sehr sei seid sein seine seinem seinen seiner seit selbst sich sicher
sie sind so sobald sogar solche soll sollen sollte sollten sondern sonst soweit sowie spater statt stehen steht stunden
super tag tage tagen toll trotz trotzdem tun tut uber uberall uberhaupt um und uns unser unsere unserem unseren unserer
unten unter viel viele vielen vielleicht vier vom von vor vorher wahrend wann war ware waren warum was weg wegen weil weit
weiter weitere welche welchem welchen welcher wenig wenige weniger wenn wer werde werden wie wieder will wir wird wirklich
wissen wo woche wochen wohl wollen wollte wollten wurde wurden zeit ziemlich zu zum zur zuruck zusammen zwar zwei zweimal zwischen zehn einmal hundert`;

const spanish = `
a al algo alguien alguna algunas alguno algunos alli ano anos antes apenas aqui asi aun aunque ayer bastante bien buen buena
buenas bueno buenos cada casi claro como con contra cosa cosas creo cual cuales cualquier cuando cuanto da dado dan dar de
debe deben decir dejo del demas demasiado dentro desde despues dia dias dice dicen dijo dijeron donde dos durante e el ella
ellas ellos en encima entonces entre era eran eres es esa esas ese eso esos espera esperando esta estaba estaban estamos
estan estar estas este esto estos estoy excelente falta favor fue fuera fueron gracias gran grande grandes ha habia hablar
hace hacen hacer hacia han hasta hay haya he hecho hemos hice hizo hola hora horas hoy igual incluso ir jamas junto la las
le les llega llegar llego llevo lo los luego lugar mal mala malas malo malos manana mas me mejor menos mes meses mi mientras
minutos mio mis misma mismo momento mucha muchas mucho muchos muy nada nadie necesita necesito ni ningun ninguna ninguno no
nos nosotros nuestra nuestras nuestro nuestros nueva nuevo nunca o os otra otras otro otros para parece parte pasa pero
persona personas peor poca poco pocos poder podemos por porque posible primera primero problema problemas pronto pude puede
pueden puedo pues que queda queremos quien quienes quiere quiero quiza quizas rapido realmente recibi recibido salio se sea
seguir segun segunda segundo semana semanas ser si sido siempre siendo siento sigue sin sino sobre sola solo somos son soy su
sus suya suyo tal tambien tampoco tan tanta tanto tarda tarde te tenemos tener tengo tenia ti tiempo tiene tienen toda todas
todavia todo todos tras tres tu tus tuve tuvo un una unas uno unos usar usted ustedes va vamos van varias varios veces ver vez
vi vuelve vuelto y ya yo`;

const urdu = `
اب ابھی اپنا اپنی اپنے اتنا اتنی اتنے اچھا اچھی اچھے اس اسی اگر ان انہوں انہیں انھیں اور ایسا ایسی ایسے ایک بار بارے بالکل
بجائے بعد بغیر بلکہ بن بنا بہت بہتر بھی پاس پر پہلے پھر پورا پوری تاکہ تب تک تم تمام تمہارا تو تھا تھی تھے تھیں جا جاتا جاتی جاتے
جب جس جلدی جن جو جہاں چاہیے چاہئے چکا چکی چکے چند چونکہ حالانکہ خراب خود دن دو دوبارہ دوران دوسرا دوسرے دی دیا دیتا دیتی دیتے دیں
دے ذریعے رہا رہی رہے زیادہ ساتھ سا سب سکا سکتا سکتی سکتے سکے سی سے شکریہ صرف صحیح طرح طرف غلط فی کا کافی کام کب کبھی کچھ کر کرتا
کرتی کرتے کرنا کرنی کرنے کرو کریں کسی کم کن کو کوئی کون کہ کہا کہاں کہنا کہہ کی کیا کیوں کیونکہ کے کیے گا گئی گئے گی گیا گے لگا لگتا
لگتی لگی لے لیا لیکن لیے لئے مت مجھے مسئلہ مگر مل ملا ملتا ملتی ملی ملے منٹ مہربانی میرا میری میرے میں نا نہ نہیں نے نیا نئی نئے وہ
وہاں وہی وقت ہاں ہر ہم ہمارا ہماری ہمارے ہمیں ہمیشہ ہو ہوا ہوئی ہوئے ہوا ہوتا ہوتی ہوتے ہونا ہونے ہوں ہی ہے ہیں ہفتے یا یہ یہاں یہی
یعنی گھنٹے بڑا بڑی بڑے چھوٹا`;

const armenian = `
ա այդ այլ այլեւս այն այնքան այնտեղ այնպես այո այս այսօր այստեղ այսպես ամեն ամենը ամբողջ անգամ ապա առանց առաջ առաջին արդեն
արեց անում անել բայց բոլոր բոլորը գալիս դա դեռ դեպի դեպքում դու դուք դրա եթե եկավ եղավ եմ են ենք երբ երբեք երեկ երեք երկու
ես եւ եք էի էին էինք էիր էլ էր է ըստ թե թեպետ ժամ ժամանակ ի իմ ին ինձ ինչ ինչու ինչպես ինքը իսկ իր իրենց իրենք լավ լինի
լինել լինում խնդիր խնդիրը խնդրում կա կազ կամ կան կարելի կարծես կարող կարողանում կողմից կրկին հետ հետո հիմա հենց համար
համարյա մասին մեզ մեկ մենք մեջ մեր մի միայն միասին միշտ մինչեւ մոտ նա նաեւ նման նոր նորից նրա նրան նրանք նրանց շատ շնորհակալ
շնորհակալություն ոչ ոչինչ որ որը որոնք որպես որովհետեւ ու ում ունի ունեմ ունենք ուր չի չեմ չեն չէ չէր չկա պետք պիտի սա սակայն
սրա վատ վերջապես վերջին վրա տալիս տվել րոպե օր օրը ձեզ ձեր ցանկանում`;

const japanese = `
の に は を た が で て と し れ さ ある いる も する から な こと として い や れる など なっ ない この ため その あっ よう また もの という
あり まで られ なる へ か だ これ によって により より による ず なり られる において なかっ なく しかし について せ だっ でき できる できない
それ ので なお のみ でしょ でした です ます ました ません ませ まし たい ください いただき いただく とても すごく 少し もう まだ 何 何度
時 時間 分 日 週 月 年 今 今日 昨日 毎回 毎日 前 後 中 方 人 私 私たち 思い 思う 思っ 良い いい よい よく 良く 悪い 悪く 問題 使い 使う
使っ 出来 出 来 見 行 言 言わ けど けれど ずっと ちょっと かなり 本当 本当に とき ところ どう なぜ 誰 ここ そこ あそこ ほど ほしい 欲しい
的 さん 様 方 全然 全く いつ いつも 何か 必要 場合 一 二 三 回 度 つ すぐ くれ くださ しまい しまう しまっ ばかり だけ くらい ぐらい`;

/** All of them: what is grammar in one language is seldom a theme in another. */
export const commonWords: ReadonlySet<string> = new Set(
  [english, german, spanish, urdu, armenian, japanese].flatMap((words) =>
    words.split(/\s+/u).filter((word) => word !== ''),
  ),
);
