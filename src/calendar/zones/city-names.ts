/** The zones of cities, by the names that the labels of Windows give them in the languages that it is used in. Pure. */
import { IANA_ALIAS_MAP } from 'windows-iana';
import { isKnownZone } from '../../kernel/time/zone.js';

/**
 * One city of each label of Windows that the language writes unlike the zone's name, and without accents. A label names
 * several cities: one that is known and agrees with the offset is enough.
 */
const elsewhere: Readonly<Record<string, string>> = {
  'Africa/Cairo': 'kairo le_caire el_cairo kaira il_cairo cairo каир カイロ 카이로 开罗 開羅 kahire',
  'Asia/Jerusalem': 'jerusalen gerusalemme jeruzalem иерусалим エルサレム 예루살렘 耶路撒冷 kudus',
  'Asia/Kolkata': 'calcuta calcutta kalkutta мумбаи ムンバイ 뭄바이 孟买 孟買 mumbai bombay chennai ченнай',
  'Asia/Shanghai': 'beijing peking pekin pequim pechino пекин 北京 베이징',
  'Asia/Singapore': 'singapur singapour singapura сингапур シンガポール 싱가포르 新加坡',
  'Asia/Tokyo': 'tokio toquio токио 東京 东京 도쿄',
  'Australia/Sydney': 'sidney sidnej сидней シドニー 시드니 悉尼 雪梨',
  'America/Guatemala': 'центральная_америка',
  'America/Sao_Paulo': 'brasilia бразилиа ブラジリア 브라질리아 巴西利亚 巴西利亞 brezilya',
  'Europe/Athens': 'athen athenes atenas atene aten ateena athene ateny atina афины アテネ 아테네 雅典',
  'Europe/Berlin': 'berlim berlino berlijn berliini берлин ベルリン 베를린 柏林',
  'Europe/Helsinki': 'helsinkia helsingfors helsinky helsinquia хельсинки ヘルシンキ 헬싱키 赫尔辛基 赫爾辛基',
  'Europe/Istanbul': 'estambul istambul stambul stambuł istanbulu стамбул イスタンブール 이스탄불 伊斯坦布尔 伊斯坦堡',
  'Europe/London': 'londres londra londen lontoo londyn londýn лондон ロンドン 런던 伦敦 倫敦',
  'Europe/Moscow': 'moskau moscu moscou mosca moskva moskou moskova moskwa moscovo москва モスクワ 모스크바 莫斯科',
  'Europe/Paris': 'parigi pariisi parijs paryz pariz париж パリ 파리 巴黎',
  'Europe/Prague': 'prag praga praha praag прага プラハ 프라하 布拉格',
  'Europe/Warsaw': 'warschau varsovia varsovie varsavia warszawa varsova варшава ワルシャワ 바르샤바 华沙 華沙',
};

let cities: ReadonlyMap<string, readonly string[]> | null = null;

/** The zones of all cities that a list names, apart by commas or dashes; those that it does not know are left out. */
export function citiesIn(list: string): readonly string[] {
  cities ??= knownCities();
  return list
    .split(/[,،、､，;()]|\s[-–—]\s/u)
    .flatMap((city) => cities?.get(keyOf(city.replace(/^.*:/u, ''))) ?? [])
    .filter(isKnownZone);
}

const keyOf = (city: string): string =>
  city.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase().trim().replaceAll(' ', '_');

function knownCities(): ReadonlyMap<string, readonly string[]> {
  const known = new Map<string, string[]>();
  const add = (city: string, zone: string) => {
    const zones = known.get(city);
    if (zones) zones.push(zone);
    else known.set(city, [zone]);
  };
  for (const zone of IANA_ALIAS_MAP.flatMap(({ alias }) => alias.filter((zone) => zone.includes('/'))))
    add(keyOf(zone.slice(zone.lastIndexOf('/') + 1)), zone);
  for (const [zone, names] of Object.entries(elsewhere)) for (const name of names.split(' ')) add(keyOf(name), zone);
  return known;
}
