// Who answered: the footer tells instance, zone, cache and database role of each tier's last answer, and shows the latest ones in a row.
// It is kept over the pages of a visit, so that the load balancer's turns are seen.

const trailLength = 12;
const storageKey = 'answers';
const zones = /^[a-z]$/;

const tiers = restore();
for (const tier of Object.keys(tiers)) {
  draw(tier);
}

/** Takes down who gave an answer. */
export function rememberAnswer(path, headers) {
  const instance = headers.get('X-Instance');
  if (!instance) {
    return;
  }

  const tier = path.startsWith('/api/catalog') ? 'catalog' : 'cart';
  const zone = headers.get('X-Zone') ?? '';
  const known = tiers[tier];
  tiers[tier] = {
    instance,
    zone,
    // An answer from the cache asked no database, and a write no cache: the last one that did is still the last one.
    cache: headers.get('X-Cache') ?? known?.cache ?? '',
    database: headers.get('X-Database') ?? known?.database ?? '',
    trail: [...(known?.trail ?? []), { instance, zone }].slice(-trailLength),
  };
  keep();
  draw(tier);
}

function draw(tier) {
  const row = document.querySelector(`[data-tier="${tier}"]`);
  const { trail, ...facts } = tiers[tier];
  for (const [fact, value] of Object.entries(facts)) {
    const cell = row.querySelector(`[data-fact="${fact}"]`);
    if (cell) {
      cell.textContent = value || '–';
    }
  }

  row.dataset.zone = facts.zone;
  row.querySelector('.trail').replaceChildren(...trail.map(mark));
}

function mark({ instance, zone }) {
  const element = document.createElement('i');
  element.dataset.zone = zones.test(zone) ? zone : '';
  element.title = instance;
  return element;
}

// What an older version of the site has kept may look different; then it starts anew.
function restore() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(storageKey)) ?? {};
    return Object.fromEntries(['catalog', 'cart'].filter((tier) => Array.isArray(kept[tier]?.trail)).map((tier) => [tier, kept[tier]]));
  } catch (error) {
    console.info('The answers of earlier pages cannot be read.', error);
    return {};
  }
}

function keep() {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(tiers));
  } catch (error) {
    console.info('The answers cannot be kept for the next page.', error);
  }
}
