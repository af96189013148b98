// One stream of server-sent events tells which topics have changed. A page says what it follows: <main data-live="traces,logs">; what hears about it has
// hx-trigger="live-traces from:body" and fetches itself anew. A button [data-live-toggle] holds the updates.
export const followLive = () => {
  const followed = document.querySelector('[data-live]');
  const topics = followed?.dataset.live;
  if (!topics) {
    return;
  }

  let paused = false;
  const missed = new Set();
  const tell = (topic) => document.body.dispatchEvent(new CustomEvent(`live-${topic}`));
  const stream = new EventSource(`/live?of=${encodeURIComponent(topics)}`);
  for (const topic of topics.split(',')) {
    stream.addEventListener(topic, () => {
      if (paused || document.hidden) {
        missed.add(topic);
      } else {
        tell(topic);
      }
    });
  }

  const catchUp = () => {
    if (!paused && !document.hidden) {
      missed.forEach(tell);
      missed.clear();
    }
  };
  document.addEventListener('visibilitychange', catchUp);
  document.addEventListener('click', (event) => {
    const toggle = event.target.closest('[data-live-toggle]');
    if (toggle) {
      paused = !paused;
      toggle.setAttribute('aria-pressed', String(paused));
      toggle.textContent = paused ? 'Resume' : 'Pause';
      catchUp();
    }
  });
  addEventListener('pagehide', () => stream.close());
};
