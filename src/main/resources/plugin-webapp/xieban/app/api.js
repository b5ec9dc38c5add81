// The product's API, as whoever is signed in to Cockpit.

const root = document.querySelector('base').getAttribute('app-root').replace(/\/camunda$/, '');

/** The product answers in the language that Cockpit speaks. */
const language = window.camCockpitConf?.locales?.fallbackLocale ?? 'zh-CN';

/** Nobody waits longer than this for a list. */
const PATIENCE = 20_000;

/** What was not answered: refused with a status and a reason in the reader's language, too late, or not at all. */
export class Refused extends Error {
  constructor(status, problem = {}, late = false) {
    super(problem.code ?? `answer ${status}`);
    this.status = status;
    this.code = problem.code;
    this.detail = problem.errors?.[0]?.message ?? problem.detail;
    this.late = late;
  }
}

const token = () => /(?:^|; )XIEBAN-CSRF=([^;]*)/.exec(document.cookie)?.[1] ?? '';

async function call(path, signal, request = {}) {
  const waiting = new AbortController();
  const leave = () => waiting.abort();
  signal?.addEventListener('abort', leave, { once: true });
  const late = setTimeout(leave, PATIENCE);
  try {
    const answer = await fetch(`${root}/api/v1${path}`, {
      ...request,
      signal: waiting.signal,
      headers: {
        Accept: 'application/json',
        'Accept-Language': language,
        'X-Requested-With': 'XMLHttpRequest',
        ...request.headers,
      },
    });
    const said = await answer.text();
    if (!answer.ok) {
      throw new Refused(answer.status, problemIn(said));
    }
    return said ? JSON.parse(said) : null;
  } catch (failure) {
    if (failure instanceof Refused) {
      throw failure;
    }
    throw new Refused(0, {}, waiting.signal.aborted);
  } finally {
    clearTimeout(late);
    signal?.removeEventListener('abort', leave);
  }
}

/** What stands before the product may answer with a page. */
function problemIn(said) {
  try {
    return JSON.parse(said) ?? {};
  } catch {
    return {};
  }
}

const query = (parameters) => {
  const given = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return given.length ? `?${new URLSearchParams(given)}` : '';
};

export const part = encodeURIComponent;

export const get = (path, signal, parameters = {}) => call(path + query(parameters), signal);

export const post = (path, signal, body) => call(path, signal, {
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'Content-Type': 'application/json', 'X-XIEBAN-CSRF': token() },
});

/** Our own page of something, in the same window or beside it. */
export const pageAddress = (path) => `${root}${path}`;
