// The live stream: one EventSource, opened again whenever it ends, fails or falls silent.

const silenceMilliseconds = 4000;
const longestPauseMilliseconds = 5000;

/**
 * Opens the stream of a zone's ticks.
 * The browser reconnects by itself after a stream has ended. It gives up after an answer such as 502 or 503, and it does not notice a
 * connection that stays open in silence: both are opened anew here.
 * @param on {tick(time), state('live' | 'waiting')}
 */
export function openStream(zone, on) {
  let source;
  let failures = 0;
  let silence;
  let pause;

  const watch = () => {
    clearTimeout(silence);
    silence = setTimeout(() => again(0), silenceMilliseconds);
  };

  function open() {
    source = new EventSource(`api/time/stream?timeZone=${encodeURIComponent(zone)}`);
    watch();
    source.onmessage = (event) => {
      failures = 0;
      watch();
      on.state('live');
      on.tick(JSON.parse(event.data));
    };
    source.onerror = () => {
      on.state('waiting');
      if (source.readyState === EventSource.CLOSED) {
        failures += 1;
        again(Math.min(250 * 2 ** failures, longestPauseMilliseconds));
      }
    };
  }

  function again(afterMilliseconds) {
    on.state('waiting');
    close();
    pause = setTimeout(open, afterMilliseconds);
  }

  function close() {
    clearTimeout(silence);
    clearTimeout(pause);
    source.close();
  }

  on.state('waiting');
  open();
  return { close };
}
