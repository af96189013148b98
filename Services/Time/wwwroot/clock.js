// The clock's face. It shows what the service said, digit by digit: the browser's own clock and zone rules play no part.

const byId = (id) => document.getElementById(id);
const dateFormat = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** "America/Argentina/Buenos_Aires" as people write it. */
export function cityOf(zone) {
  return zone.split('/').at(-1).replaceAll('_', ' ');
}

/** Names the zone whose time is shown. */
export function showZone(zone) {
  byId('clock-zone').textContent = zone.replaceAll('_', ' ').replaceAll('/', ' / ');
  document.title = `${cityOf(zone)}: what is the time?`;
}

/** Shows a tick of the stream. */
export function showTick({ local, utc, offset }) {
  const [date, clock] = local.split('T');
  byId('time').textContent = clock.slice(0, 5);
  byId('seconds').textContent = clock.slice(6, 8);
  byId('date').textContent = dateFormat.format(new Date(`${date}T00:00:00Z`));
  byId('offset').textContent = `UTC${offset.replace('-', '−')}`;
  byId('utc').textContent = `${utc.slice(11, 19)} UTC`;
}
