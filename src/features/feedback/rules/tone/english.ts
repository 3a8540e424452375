/** English cues, written for this product; docs/tone.md says how they were tested. */
import { cues, type ToneList } from './tone-list.js';

export const english: ToneList = {
  common:
    "the a an and or but is are was were be been am i i'm i've you your we we're our us my me it it's its this that " +
    "these those they them their he she his her to of for with on in at by from as not no do does did don't doesn't " +
    "didn't have has had can can't could will won't would there here what when where which who how why if so just " +
    'very too all any more about after before again than then because please thanks thank',
  negators: cues(`
    not/no/never/cannot/without/hardly/barely/neither/nor/nothing/nobody/isn't/aren't/wasn't/weren't/don't/doesn't/didn't/can't/couldn't/won't/wouldn't/shouldn't/haven't/hasn't/hadn't/ain't/dont/doesnt/didnt/cant/couldnt/wont/wouldnt/isnt/wasnt/havent/hasnt,
    far from, anything but, lack/lacks/lacked/lacking`),
  alone: cues(`
    never, nobody`),
  turns: cues(`
    but, although, though, however, yet, because, and, while, which`),
  ignored: cues(`
    not only/just/even, not to mention, not bad/terrible/horrible/awful/wrong, nothing but, no doubt, no wonder, no
    problem/problems/issue/issues/complaint/complaints/trouble/worries, never mind, why not, or not,
    couldn't/can't/cannot/not/never … be/been/get more/better/happier, can't/cannot/couldn't wait to,
    can't/cannot/couldn't believe, can't/cannot/couldn't complain, can't/cannot go wrong, can't/cannot beat, not …
    enough good, too good, good luck, pretty bad/badly/much, well known, no thanks, thanks/thank in advance, thank
    you in advance, thanks for your
    time/attention/understanding/consideration/cooperation, thank you for your
    time/attention/understanding/consideration/cooperation,
    would/i'd/we'd/i'll … appreciate, appreciate … if, would be … appreciated/grateful/thankful, grateful … if,
    i'd/we'd be … grateful/thankful, bad boy/guy/guys/weather/luck, my bad, horror, terribly good/funny, no rush/hurry, never
    fail/fails/failed/fail/disappoint/disappoints/disappointed, last minute, no longer a problem/issue, if …
    not/never`),
  strong: cues(`
    had it with, enough is enough, end of my patience, thank you for nothing,
    frustrat*, fed up, sick of, sick and tired, tired of, annoy*, angry, furious, outrag*, infuriat*, upset,
    irritat*, insult*, offend*, disgust*, disgrace*, disappoint*, dissatisf*, unhappy, unsatisf*, displeased,
    unacceptab*, unacceptible, inexcusable, ridiculous*, absurd, shameful, a
    joke/shame/nightmare/disaster/mess/failure/rip/scam/disgrace/letdown, nightmare,
    horrible/horribly/horrendous/horrid, terrible/terribly, awful/awfully, dreadful, appalling, atrocious, abysmal,
    pathetic, lousy, crappy/crap, garbage/trash/rubbish, junk, sucks/sucked/suck, useless, worthless, unusable,
    unreliable, incompetent, unprofessional, rude/rudely/rudest, lied to, ripped off, rip off, scam/scammed,
    cheated, fooled, misleading/mislead/misled, worst, waste of, waste … time/money, wasted … time/money/hour/hours,
    wasting … time/money, big/huge/total/complete/real waste, had enough, lost patience, losing patience, last
    straw, regret*, mistake to buy, big mistake, never again, never … again, never … been/felt so,
    won't/wouldn't/not/never be going/coming back, won't/wouldn't/not/never be back/returning/buying,
    won't/wouldn't/not/never … eat/go/shop/buy/order/come/stay/book here/there/again/back, not coming/going/go back,
    never coming/going/go back, never …
    arrived/came/worked/received/answered/responded/replied/called/fixed/resolved/got/heard, nobody/noone/none …
    answers/answered/answer/calls/called/replies/replied/helps/helped/cares/responds/responded, no one …
    answers/answered/answer/calls/called/replies/replied/helps/helped/cares/responds/responded/seems, no
    response/reply/answer/explanation/apology/refund, third/fourth/fifth/sixth/tenth/hundredth/umpteenth time, how
    many times, time and again, over and over, time after time, once again, yet again, still waiting, still …
    not/no/broken/wrong/nothing/unresolved/unanswered/open/isn't/doesn't/hasn't/haven't/won't/can't, for
    weeks/months/days/ages, been/are/were ignored, keep/keeps/kept …
    failing/breaking/crashing/freezing/losing/dying/asking/crashes/dropping/cutting/disconnecting/getting, stopped
    working, stops working, quit working, no longer works/work, doesn't/don't/didn't/won't/wouldn't/not/never
    work/working/function/charge, does/did/do/will/would/could not … work/function/charge,
    doesn't/don't/didn't/won't/wouldn't/can't/couldn't … work/function/stay/fit, fell/falls/falling apart,
    broke/broken … again/after/within/twice/immediately/already, defective/faulty, poorly, poor …
    quality/service/customer/support/construction/reception/design/performance/acting/sound, bad …
    quality/service/customer/support/experience/reception/design/performance/acting/sound/film/movie/script/food,
    so/very/really/extremely/just/too/pretty/quite bad, so/very/really/extremely
    slow/poor/expensive/rude/dirty/cheap/weak/boring/bland/dry/stupid/dumb, not worth, not recommend*,
    don't/wouldn't/can't/cannot/won't recommend, do/would/can/could not recommend, stay away, steer clear, avoid,
    don't/dont/not/never buy, don't bother/waste, do not bother/waste, save your/yourself … money/time/trouble,
    want/wanted/demand/like … money/refund back, money back, refund me, cancel* …
    account/contract/subscription/order/membership, switch* to … competitor/competitors, what a
    joke/waste/mess/shame/disappointment/disgrace/rip, thanks for nothing, unbelievabl* bad/slow/rude/poor, ruin*,
    overpriced, inedible, hate/hated/hates, let … down, drives/driving/drove … mad/crazy/nuts, takes/took/taking
    forever/ages, ignored/ignoring us/me, no one/nobody … care/cares/cared, out of order, filthy, not turn/show up,
    didn't/never turn/turned/show/showed up, unbelievable, without … apology/explanation/notice/warning/telling,
    bad/badly, boring/bored, bland, tasteless/flavorless, flimsy, stale, overcooked/undercooked, worse, ugly,
    unpleasant, embarrass*, despicable, unrecommended, beware, is/are/was/were/been … slow/poor/dirty/weak/dead/cheap,
    zero/no stars, fails/failed, food poisoning, theft, refuse/refuses/refused to, dying, no excuse,
    took over/about/almost/nearly … minutes/min/hour/hours/days/weeks, not … eating/ordering/buying
    here/there/again/back, waited/waiting … minutes/min/hour/hours/days/weeks, minutes/hour wait,
    lacks/lacked/lacking, hardly/barely … work/works/worked/hear/heard,
    letdown, underwhelm*, mediocre, flop, stupid, dumb, idiot*, lame, unfriendly, uncomfortable, unfortunate*,
    problems with, too many problems/issues, nothing works, nothing … special/good/happened/happens,
    isn't/wasn't/aren't/not what … expected/ordered/promised/wanted/paid/agreed`),
  weak: cues(`
    again, still, always … late/wrong/broken, broke/broken/breaks, poor, slow/slowly, wrong, late,
    delay*, problem/problems, issue/issues, trouble, error/errors, bug/bugs/buggy, crash/crashes/crashed/crashing,
    fail/failing/failure, missing/lost, confus*, complain*/complaint/complaints, wait/waited/waiting,
    too long/expensive/slow/late/much/small/loud/hard/complicated/difficult/salty/dry/short, cheap/cheaply, dirty/filthy, cold, dropped, charged
    twice, hours, weeks, unable, difficult, hard to, impossible, sad/sadly, weak, ignored/ignore,
    returned/returning, disgusted, waste/wasted, plot … holes, dead/died/dies,
    warn*, excuse/excuses`),
  good: cues(`
    good/great/excellent/happy/pleased/satisfied/impressed/impressive/perfect/amazing/awesome/fantastic/wonderful/best/better/love/loved/loves/like/liked/enjoy/enjoyed/nice/helpful/useful/friendly/comfortable/reliable/delicious/tasty/fresh/funny/interesting/worthwhile/worth/recommend/recommended/beautiful/brilliant/fine/super/superb/terrific/outstanding/favorite/favourite/easy/clear/acceptable/attentive/memorable/entertaining/believable/ideal/glad/delighted/fast/quick/quickly/pleasant/fun/solid/sturdy/well/cool/thrilled,
    thank/thanks/grateful/appreciate*, works/worked great/well/fine/perfectly`),
  urgent: cues(`
    urgent*/urgency/emergency, asap, a.s.a.p, as soon as possible, as quickly as possible, as fast as possible,
    immediately … need/help/fix/send/call/respond,
    need/needs/require/must/please/help/call/fix/resolve/send/respond/reply … immediately, immediate/urgent
    attention/help/action/assistance/response, need/needs/must/please/help/fix/call/send/answer/respond …
    right/straight away/now, need/needs/fix/help/please … now, need/needs … today/tonight/tomorrow, by/before/until
    tomorrow/tonight/noon/midnight, by/before the end of the/today day/week, by/before end of day, by/before close
    of business, by/before … today, eod/cob, time sensitive, time-sensitive, deadline, top/high/highest priority,
    running out of time, every minute/hour counts, production/system/site/website/server/everything/shop/service is
    down, is/are down since, down for everyone/everybody, outage, stuck at/in the/an airport/station/lobby, locked
    out, cannot/can't/not wait any/much longer/more, guests/customers/patients are … waiting, we go live,
    go/goes/going live tomorrow/today/tonight/on/in, before we open, is/very/most/business/mission critical, hurry,
    quickly please, please … quickly, within the hour, within … an/one/two hour/hours, in less than …
    hour/hours/minutes`),
  grateful: cues(`
    thank you so/very much, thank you … so/very much, thank you … for, thank you
    all/both/again/guys/everyone/everybody/team, thank you to, thanks … for, thanks … so/very
    much, thanks a lot/million/ton, thanks to you/your/the/everyone, big/huge/sincere/heartfelt thanks, many thanks to/for, a big
    thank/thanks, want/wanted/like to thank, grateful, appreciat*, thankful, lifesaver, life saver, saved my/our/the
    day/life/week/weekend/evening/trip/holiday/event, made my/our day/week, above and beyond, extra mile, owe you,
    kudos, hats off, so glad you, couldn't have … without you/your, could not have … without you/your`),
};
