// The panel "Who ticks": the instance that serves the stream, and a log of how the stream moved.

const byId = (id) => document.getElementById(id);
const longestLog = 30;
const words = { waiting: 'reconnecting', live: 'live' };
const timeFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

export function streamPanel() {
  let instance;
  let ticks = 0;
  let lastTick;

  function log(...parts) {
    const time = document.createElement('time');
    time.textContent = timeFormat.format(new Date());
    const text = document.createElement('span');
    text.append(...parts);
    const line = document.createElement('li');
    line.append(time, text);
    const list = byId('log');
    list.prepend(line);
    while (list.children.length > longestLog) {
      list.lastElementChild.remove();
    }
  }

  return {
    /** Another stream is being opened on purpose: what comes next is no move. */
    restart() {
      instance = undefined;
      lastTick = undefined;
    },

    /** A tick came: from the same instance as before, or the stream has moved. */
    tick({ instance: from }) {
      const now = performance.now();
      if (from.id !== instance?.id) {
        const still = lastTick ? `, ${((now - lastTick) / 1000).toFixed(1)} s between ticks` : '';
        log(...(instance ? ['moved from ', name(instance), ' to ', name(from), still] : ['opened by ', name(from)]));
        instance = from;
        ticks = 0;
        byId('served').dataset.zone = from.zone;
        byId('served-id').textContent = from.id;
        byId('served-facts').textContent = `zone ${from.zone} · ${from.type} · version ${from.version}`;
      }

      lastTick = now;
      ticks += 1;
      byId('ticks').textContent = ticks;
    },

    /** The connection's state, 'live' or 'waiting'. */
    state(state) {
      const label = byId('stream-state');
      const before = label.dataset.state;
      if (before === state || (before === 'connecting' && state === 'waiting')) {
        return;
      }

      label.dataset.state = state;
      label.textContent = words[state];
      document.querySelector('.face').dataset.state = state;
    },
  };
}

function name({ id, zone }) {
  const element = document.createElement('b');
  element.dataset.zone = zone;
  element.textContent = id;
  return element;
}
