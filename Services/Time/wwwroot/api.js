// The service's API, as the page uses it. Nothing here throws: a failure is an answer too, with words for people.

const timeoutMilliseconds = 5000;

/** Asks for the time in a zone. */
export async function askTime(zone) {
  const path = zone.split('/').map(encodeURIComponent).join('/');
  try {
    const response = await fetch(`api/time/${path}`, { cache: 'no-store', signal: AbortSignal.timeout(timeoutMilliseconds) });
    const answer = {
      status: response.status,
      instance: response.headers.get('X-Instance'),
      availabilityZone: response.headers.get('X-Zone') ?? '–',
    };
    if (response.ok) {
      return { ...answer, time: await response.json() };
    }

    const problem = await response.json().catch(() => ({}));
    return { ...answer, detail: problem.detail ?? problem.title ?? `The answer was ${response.status}.` };
  } catch (error) {
    return { status: 0, detail: error.name === 'TimeoutError' ? `No answer within ${timeoutMilliseconds / 1000} seconds.` : 'Nobody could be reached.' };
  }
}
