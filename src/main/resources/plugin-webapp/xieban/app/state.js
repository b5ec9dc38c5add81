// What is chosen in an address of Cockpit, and what two parts of one of its pages tell each other.

/** The parts of `#/a/b?c=d`: its path, and what is asked for. */
export function address() {
  const [path, query = ''] = window.location.hash.slice(1).split('?');
  return { path: path.split('/').filter(Boolean).map(decodeURIComponent), asked: new URLSearchParams(query) };
}

/** The same page with other choices; Cockpit draws it anew, and the way back leads to what was chosen before. */
export function choose(choices) {
  const { asked } = address();
  for (const [name, value] of Object.entries(choices)) {
    if (value === null || value === '') {
      asked.delete(name);
    } else {
      asked.set(name, value);
    }
  }
  return `${window.location.hash.split('?')[0]}${asked.size ? `?${asked}` : ''}`;
}

/** Something that one part says and others show; it is kept for those that come later. */
export function shared() {
  const listeners = new Set();
  let last;
  return {
    tell(value) {
      last = value;
      listeners.forEach((hear) => hear(value));
    },
    hear(signal, hear) {
      listeners.add(hear);
      signal.addEventListener('abort', () => listeners.delete(hear), { once: true });
      if (last !== undefined) {
        hear(last);
      }
    },
  };
}
