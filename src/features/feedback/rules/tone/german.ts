/** German cues, written for this product; docs/tone.md says how they were tested. */
import { cues, type ToneList } from './tone-list.js';

export const german: ToneList = {
  common:
    'der die das den dem des ein eine einen einem einer eines und oder aber ist sind war waren bin bist sein wird ' +
    'werden wurde wurden ich du er sie es wir ihr mich mir dich dir uns euch ihnen mein meine meinen unser unsere ' +
    'ihre ihren ihrem nicht kein keine keinen zu zum zur von vom mit auf in im am an bei für aus nach seit über um ' +
    'als wie was wann wo wer warum dass weil wenn ob so sehr auch noch nur schon mehr immer wieder hier da dann doch ' +
    'mal bitte danke haben habe hat hatte hatten kann können konnte muss man sich leider',
  negators: cues(`
    nicht/nix/nie/niemals/kein/keine/keinen/keinem/keiner/keinerlei/ohne/kaum/weder/nichts/niemand, alles andere
    als, weit entfernt von`),
  alone: cues(`
    nie, niemals, niemand, keiner`),
  turns: cues(`
    aber, jedoch, sondern, und, weil, obwohl, denn, doch, während, trotzdem`),
  ignored: cues(`
    nicht nur, nicht zuletzt, nichts als, nicht schlecht/übel/verkehrt, kein/keine
    problem/probleme/ding/sorge/eile/stress/beschwerden, nichts … zu meckern/beanstanden/bemängeln, nicht …
    beschweren/meckern/klagen, ob … nicht, nicht wahr, warum nicht, nie … probleme/ärger/enttäuscht, immer wieder
    gerne/gern/schön/toll, jederzeit wieder, gerne wieder, danke/dank im voraus, wäre/wären/würde/würden … dankbar/danken, dankbar wenn, vielen dank im voraus, besten dank
    im voraus, nein danke, nicht zu gut/schnell, nicht … so schlimm/schlecht, so schlimm … nicht, schlecht gelaunt,
    danke schön, wenn … nicht`),
  strong: cues(`
    frustrier*, frust, genervt/nervt/nervig/nerven/nervend, verärger*,
    ärger/ärgere/ärgert/ärgern/ärgerlich*/ärgerliche, wütend/stinksauer, enttäusch*, unzufrieden*, empört/empörend,
    entsetzt/entsetzlich, fassungslos, sprachlos … über/dass, die nase/schnauze voll, nase/schnauze … voll, satt …
    zu/dass, es reicht, mir reicht, reicht es, reicht's, unverschämt*, frechheit/dreist/dreistigkeit,
    unmöglich/unmöglichkeit, inakzeptab*, unakzeptab*, nicht akzeptabel/hinnehmbar/tragbar/zumutbar, unzumutbar,
    zumutung, lächerlich, katastroph*, desaster, albtraum/alptraum, skandal/skandalös, schande,
    saftladen/drecksladen/scheißladen, schrecklich/schreckliche/schrecklicher, furchtbar/furchtbare/fürchterlich,
    grausam/grauenhaft/grottig/grottenschlecht/unterirdisch, miserab*/mies/miese/mieser/mieses/miesen,
    schlimm*/schlimmste/schlimmsten, schlechteste/schlechtester/schlechtesten/schlechtestes,
    sehr/so/echt/wirklich/extrem/zu schlecht/schlechte/schlechter/schlechtes/schlechten/teuer/unfreundlich,
    schlecht/schlechte/schlechter/schlechten/schlechtes …
    service/qualität/support/beratung/kundenservice/erreichbarkeit/erfahrung/erfahrungen/kommunikation/bedienung,
    unfreundlich*/unhöflich*/patzig/pampig, inkompetent*/unfähig*/unprofessionell*, unbrauchbar/nutzlos/wertlos,
    unzuverlässig*, betrug/betrüger/abzocke/abgezockt/betrogen/verarscht/belogen, nie wieder/mehr …
    bestelle/bestellen/kaufe/kaufen/buche/buchen/hin/euch/dort/da/hier/ihnen/laden/firma, nie wieder, einmal und
    nie, nie … angekommen/geantwortet/gemeldet/erreichbar/zurückgerufen/bekommen/erhalten/geliefert, niemand …
    antwortet/meldet/geantwortet/gemeldet/hilft/helfen/zuständig/erreichbar/reagiert, keiner …
    antwortet/meldet/geantwortet/gemeldet/hilft/helfen/zuständig/erreichbar/reagiert, keine
    antwort/reaktion/rückmeldung/entschuldigung/erklärung/hilfe, kein … rückruf/lebenszeichen/support,
    dritte/dritten/vierte/vierten/fünfte/fünften/zehnte/zehnten/hundertste/x-te/zigste mal, drittes/viertes/fünftes
    mal, zum dritten/vierten/fünften/zehnten/wiederholten/x-ten mal, immer und immer, immer noch
    nicht/kein/keine/keinen/nichts, noch immer nicht/kein/keine/keinen/nichts, bis heute
    nicht/kein/keine/keinen/nichts, seit/schon wochen/monaten/tagen/stunden, wie oft … noch, warte/warten/wartet …
    immer noch, warte/warten … seit, funktioniert/funktionieren/funktionierte/geht/klappt/klappte/ging/läuft/hilft …
    nicht, nicht … funktioniert/geklappt/geholfen/behoben/gelöst/gemeldet/erreichbar/eingehalten/angekommen, nichts
    … funktioniert/passiert/geschehen/getan/geklappt, wieder/schon/nach/bereits … kaputt/defekt,
    kaputt/defekt/defekte angekommen/geliefert/erhalten,
    vertröstet/abgewimmelt/ignoriert/hingehalten/alleingelassen, im stich gelassen,
    will/möchte/möchten/wollen/fordere/verlange/zahlen/gib/geben … geld zurück, kündige/gekündigt, nicht …
    empfehlen/empfehlenswert/weiterempfehlen, finger weg, rausgeschmissenes/verschwendet* geld,
    zeitverschwendung/geldverschwendung, abraten/abzuraten, rate … ab, überteuert, hasse/hasst/gehasst, danke für
    nichts, was soll das, versagt/bescheuert, stürzt/abgestürzt/abstürzt … ab/ständig/immer/jedes/jedem, stürzt …
    ab, hälfte … fehlt/fehlte, zum kotzen/heulen/verzweifeln, kotzt … an`),
  weak: cues(`
    schon wieder, kaputt/defekt/defekte/defektes/defekter, scheiß*/scheiss*/kacke/mist/müll/schrott,
    peinlich/frech/sauer/wut/unfassbar/blöd/blöde/blöden, wieder, immer noch, noch immer, leider,
    schlecht/schlechte/schlechter/schlechtes/schlechten/schlechter, problem/probleme/problemen, fehler/fehlern,
    falsch/falsche/falschen/falscher, verspät*, verzöger*, ausfall/ausfälle/ausgefallen/fällt, stunden, wochen,
    lange/langwierig/ewig, zu spät/lange/teuer/langsam/laut/klein/kompliziert/wenig, langsam/langsame,
    kompliziert/umständlich/unübersichtlich/verwirrend, beschwer*, reklam*, abgestürzt/stürzt, fehlt/fehlte/fehlen,
    verloren, schade, traurig, warte/warten/gewartet, trotz, chaos/chaotisch, dreckig/schmutzig/stinkt,
    umsonst/vergeblich, ausrede/ausreden, angeblich, scheitert/gescheitert`),
  good: cues(`
    gut/gute/guten/guter/gutes/toll/tolle/toller/tolles/super/prima/klasse/hervorragend/hervorragende/ausgezeichnet/perfekt/schön/schöne/zufrieden/begeistert/freundlich/freundliche/freundlicher/hilfreich/schnell/schnelle/zuverlässig/kompetent/lecker/bequem/nett/nette/netter/top/spitze/wunderbar/fantastisch/großartig/gern/gerne/freue/gefällt/empfehlen/empfehlenswert/bestens/beste/besten/glücklich/froh/lobenswert/akzeptabel/hilfsbereit/pünktlich/reibungslos,
    danke/dank/dankbar`),
  urgent: cues(`
    dringend*/eilig*/eilt/brandeilig/dringlich*, notfall, asap, sofort …
    brauche/brauchen/hilfe/lösung/bescheid/bitte/rückruf,
    brauche/brauchen/benötige/benötigen/bitte/muss/müssen/erwarte/erwarten … sofort/umgehend/unverzüglich,
    umgehend/unverzüglich/schnellstmöglich/schnellstens, so schnell wie möglich, so bald wie möglich, so rasch wie
    möglich, baldmöglichst/ehestmöglich/zeitkritisch, brauche/brauchen/benötige/benötigen/muss/müssen …
    heute/morgen/jetzt, bis/noch morgen/heute/mittag/mittags, bis … tagesende/feierabend/geschäftsschluss, bis/in …
    einer stunde, deadline, frist … läuft/endet/ab, höchste/höchster priorität, keine zeit mehr, drängt,
    steht/stehen alles/still, alles steht, komplett ausgefallen, liegt/ist … lahm, ausgesperrt`),
  grateful: cues(`
    tausend/ganz/großen dank, danke/dank … für/an, danke … ihnen/euch/dir/allen, danke sehr/vielmals/nochmal/nochmals,
    dankeschön, bedanke/bedanken … mich/uns/für/bei, mich/uns …
    bedanken, möchte/möchten/will/wollen … danken/bedanken, dankbar, großes/riesiges/dickes lob/dankeschön/danke,
    tag/abend/urlaub/wochenende gerettet, lebensretter, hut ab, weiß/wissen … zu schätzen`),
};
