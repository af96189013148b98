// One stream of server-sent events tells which topics have changed. A page says what it follows: <main data-live="traces,logs">; what hears about it has
// hx-trigger="live-traces from:body" and fetches itself anew. A button [data-live-toggle] holds the updates. A hidden page has no stream: browsers allow only a few for all tabs together.
export const followLive = () => {
  const topics = document.querySelector('[data-live]')?.dataset.live;
  if (!topics) {
    return;
  }

  let stream = null;
  let paused = false;
  let wasAway = false;
  const tell = (topic) => document.body.dispatchEvent(new CustomEvent(`live-${topic}`));

  const listen = () => {
    const wanted = !paused && !document.hidden;
    if (!wanted) {
      wasAway = true;
      stream?.close();
      stream = null;
    } else if (!stream) {
      stream = new EventSource(`/live?of=${encodeURIComponent(topics)}`);
      stream.addEventListener('connected', () => {
        // Whatever happened in between was not heard of.
        if (wasAway) {
          topics.split(',').forEach(tell);
        }

        wasAway = true;
      });
      for (const topic of topics.split(',')) {
        stream.addEventListener(topic, () => tell(topic));
      }
    }
  };

  document.addEventListener('click', (event) => {
    const toggle = event.target.closest('[data-live-toggle]');
    if (toggle) {
      paused = !paused;
      toggle.setAttribute('aria-pressed', String(paused));
      toggle.textContent = paused ? 'Resume' : 'Pause';
      listen();
    }
  });
  document.addEventListener('visibilitychange', listen);
  addEventListener('pagehide', () => {
    stream?.close();
    stream = null;
  });
  addEventListener('pageshow', listen);
  listen();
};
