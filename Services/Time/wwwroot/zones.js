// The zones that the page offers: the browser's own list, with today's names.

// Browsers keep the spelling that a zone had when it was first listed. These are the names in use now.
const renamed = new Map(Object.entries({
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
}));

const storageKey = 'zone';
let all;

/** The zones, each with its name, the words to search in, and its offset now; made when they are first needed. */
function zones() {
  all ??= ['UTC', ...Intl.supportedValuesOf('timeZone')]
    .filter((name, index, names) => names.indexOf(name) === index)
    .map((name) => ({ name: renamed.get(name) ?? name, offset: offsetOf(name), words: plain(`${name} ${renamed.get(name) ?? ''}`) }))
    .sort((one, other) => (one.name === 'UTC' ? -1 : other.name === 'UTC' ? 1 : one.name.localeCompare(other.name)));
  return all;
}

/** The zones that match every word of a text; those where a city starts with it come first. */
export function search(text) {
  const wanted = plain(text).split(' ').filter(Boolean);
  const found = zones().filter(({ words }) => wanted.every((word) => words.includes(word)));
  const starts = ({ name }) => wanted.length > 0 && name.split('/').some((part) => plain(part).startsWith(wanted.join(' ')));
  return [...found.filter(starts), ...found.filter((zone) => !starts(zone))];
}

/** The zone of the address, else the one chosen last time, else the browser's own. */
export function chosenZone() {
  const fromBrowser = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return new URLSearchParams(location.search).get('zone') || remembered() || renamed.get(fromBrowser) || fromBrowser || 'UTC';
}

/** Keeps the choice in the address, so that it can be shared, and for the next visit. */
export function rememberZone(zone) {
  const address = new URL(location.href);
  address.searchParams.set('zone', zone);
  history.replaceState(null, '', address.toString().replaceAll('%2F', '/'));
  try {
    localStorage.setItem(storageKey, zone);
  } catch {
    // Storage may be switched off; the address still has it.
  }
}

function remembered() {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

function offsetOf(zone) {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts();
  const text = parts.find(({ type }) => type === 'timeZoneName').value;
  return text === 'GMT' ? 'UTC' : text.replace('GMT', 'UTC').replace('-', '−');
}

function plain(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[\s_/]+/g, ' ').trim();
}
