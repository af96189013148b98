// Who answered: the editor's footer tells instance, zone, cache and database role of the last answer of the API, and shows the latest ones in a row.

const trailLength = 12;
const zones = /^[a-z]$/;
const region = document.getElementById('answers');
const trail = [];
const facts = { instance: '', zone: '', database: '', cache: '' };

/** Takes down who gave an answer; `header` reads one of its headers. */
export function rememberAnswer(header) {
  const instance = header('X-Instance');
  if (!instance || !region) {
    return;
  }

  facts.instance = instance;
  facts.zone = header('X-Zone') ?? '';
  // An answer from the cache asked no database, and a write no cache: the last one that did is still the last one.
  facts.database = header('X-Database') ?? facts.database;
  facts.cache = header('X-Cache') ?? facts.cache;
  trail.push({ instance, zone: facts.zone });
  trail.splice(0, trail.length - trailLength);
  draw();
}

function draw() {
  for (const [fact, value] of Object.entries(facts)) {
    region.querySelector(`[data-fact="${fact}"]`).textContent = value || '–';
  }

  region.dataset.zone = zones.test(facts.zone) ? facts.zone : '';
  region.querySelector('.trail').replaceChildren(...trail.map(mark));
}

function mark({ instance, zone }) {
  const element = document.createElement('i');
  element.dataset.zone = zones.test(zone) ? zone : '';
  element.title = instance;
  return element;
}
