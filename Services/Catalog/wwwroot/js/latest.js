// Quick changes of one value: one is sent at a time, and of those that came meanwhile only the last.

/** Wraps a change. `isBusy()` tells whether something is under way. */
export function latest(change) {
  let busy = false;
  let waiting = null;

  async function run(value) {
    if (busy) {
      waiting = { value };
      return;
    }

    busy = true;
    await change(value);
    busy = false;
    if (waiting) {
      const { value: newest } = waiting;
      waiting = null;
      await run(newest);
    }
  }

  run.isBusy = () => busy;
  return run;
}
