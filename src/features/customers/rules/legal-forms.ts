/**
 * How companies are incorporated, as their names say it around the world, written as usual there and folded like
 * names. Words that many names end with for other reasons (Group, Holding, Partners) are none. Pure; for name-key.ts.
 */
import { nameWords } from './name-words.js';

const folded = (forms: string): readonly string[] => forms.split(',').map((form) => nameWords(form).join(' '));

/** Behind the name, each as its words with a space between. */
export const trailingForms: ReadonlySet<string> = new Set([
  // English-speaking countries, India, Singapore, Malaysia, Hong Kong
  ...folded('Ltd,Limited,Co,Company,Co Ltd,Company Ltd,Company Limited,PLC,LLP,LLC,LP,PLLC,CIC,DAC,CLG,Unlimited'),
  ...folded('Inc,Incorporated,Corp,Corporation,PBC,Pty Ltd,Pty Limited,Pty,Pvt Ltd,Pvt Limited,Private Limited,Pvt'),
  ...folded('Pte Ltd,Pte,Sdn Bhd,Bhd,Tbk,WLL,FZE,FZCO,FZ LLC,FZ-LLC'),
  // German
  ...folded('GmbH,gGmbH,mbH,AG,KG,KGaA,OHG,GbR,UG,UG (haftungsbeschränkt),e.V.,eG,e.K.,SE,Ges.m.b.H.'),
  ...folded('GmbH & Co. KG,GmbH & Co. KGaA,GmbH & Co. OHG,AG & Co. KG,UG & Co. KG,& Co. KG,Co. KG'),
  // French, Italian, Spanish, Portuguese, Dutch
  ...folded('SARL,SAS,SASU,SA,EURL,SNC,SCA,SCOP,SCRL,SRL,SPRL,ASBL,S.p.A.,S.r.l.s.,S.n.c.,S.a.s.'),
  ...folded('S.L.,S.L.U.,S.A.U.,S.A. de C.V.,S. de R.L. de C.V.,S.A.B. de C.V.,S.A.P.I. de C.V.,Sociedad Anónima'),
  ...folded('Ltda,Lda,Unipessoal Lda,EIRELI,S/A,SGPS,B.V.,N.V.,V.O.F.,BVBA,VZW,C.V.'),
  // Nordic and Baltic
  ...folded('AS,ASA,ANS,AB,HB,KB,ApS,A/S,I/S,IVS,Oy,Oyj,Oy Ab,Oy Ltd,ehf,hf,OÜ,UAB,SIA'),
  // Central Europe, Balkans, Greece, Turkey
  ...folded(
    'Sp. z o.o.,Sp. z o.o. Sp. k.,Sp. k.,Sp. j.,Spółka z o.o.,Spółka Akcyjna,s.r.o.,spol. s r.o.,a.s.,v.o.s.,k.s.',
  ),
  ...folded('Kft,Zrt,Nyrt,Bt,d.o.o.,d.d.,j.d.o.o.,EOOD,OOD,EAD,AD,S.R.L.,Α.Ε.,Ε.Π.Ε.,Ο.Ε.,Ε.Ε.,Ι.Κ.Ε.,E.P.E.'),
  ...folded('A.Ş.,Ltd. Şti.,Şti.,Limited Şirketi,Anonim Şirketi'),
  // Cyrillic, Armenian, Georgian, Kazakh
  ...folded('ООО,ОАО,ЗАО,ПАО,НАО,АО,ИП,ТОО,ТОВ,ПП,ФОП,ПАТ,ПрАТ,ВАТ,ЗАТ,ОДО,ЧУП,УП,ЕООД,ООД,ЕАД,АД,д.о.о.,а.д.'),
  ...folded('OJSC,CJSC,PJSC,JSC,ՍՊԸ,ՓԲԸ,ԲԲԸ,ԲԸ,ԱՁ,შპს,სს,ЖШС,АҚ'),
  // Hebrew, Arabic, Thai, Chinese, Japanese, Korean
  ...folded('בע״מ,בע"מ,ش.م.م,ذ.م.م,ش.م.ل,ش.م.ع,จำกัด,K.K.,G.K.,株,有,주,유'),
]);

/** Before the name. */
export const leadingForms: ReadonlySet<string> = new Set([
  ...folded('ООО,ОАО,ЗАО,ПАО,НАО,АО,ИП,ТОО,ТОВ,ПП,ФОП,ПАТ,ПрАТ,ВАТ,ЗАТ,ОДО,СООО,ЧУП,УП,ЖШС,АҚ'),
  ...folded('ՍՊԸ,ՓԲԸ,ԲԲԸ,ԱՁ,შპს,სს,SARL,EURL,SASU,PT,UAB,SIA,บริษัท,شركة,株,有,주,유'),
]);

/** Written without a space before or behind the name. The longer stand before those that they end with. */
export const gluedForms: readonly string[] = folded(
  '株式会社,有限会社,合同会社,股份有限公司,有限责任公司,有限責任公司,有限公司,주식회사,유한회사',
);
