// Where in the page one is: `#/`, `#/night/EPISODE`, `#/r/ID`, `#/r/ID/after`, `#/r/ID/replay`, with a query behind; `#/replay` is a file
// that somebody opened; `#/measure` is for `warbell bench`. In the hash, as the server knows one page only, and links can be given away.

export interface Route {
  screen: 'lobby' | 'night' | 'room' | 'after' | 'replay' | 'brought' | 'measure';
  id: string; // of a room, or the name of an episode
  query: URLSearchParams;
}

const WITHOUT_ROOM: Record<string, Route['screen']> = { '/measure': 'measure', '/replay': 'brought' };

export function read(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#/, '').split('?');
  const query = new URLSearchParams(search);
  const night = /^\/night\/([^/]+)\/?$/.exec(path);
  if (night) return { screen: 'night', id: decoded(night[1]!), query };
  const found = /^\/r\/([^/]+)(?:\/(after|replay))?\/?$/.exec(path);
  if (!found) return { screen: WITHOUT_ROOM[path] ?? 'lobby', id: '', query };
  return { screen: (found[2] as 'after' | 'replay' | undefined) ?? 'room', id: decoded(found[1]!), query };
}

/** A link that was cut short may not be an encoding at all. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function roomLink(id: string, query = ''): string {
  return `#/r/${encodeURIComponent(id)}${query}`;
}

/** The page of an episode. */
export function nightLink(episode: string): string {
  return `#/night/${encodeURIComponent(episode)}`;
}

/** The whole address of a room; with the key to a seat, of that seat. */
export function roomUrl(id: string, key: string | null = null): string {
  return `${location.href.replace(/#.*$/, '')}${roomLink(id, key === null ? '' : `?key=${encodeURIComponent(key)}`)}`;
}

class Here {
  route = $state.raw(read(location.hash));

  constructor() {
    window.addEventListener('hashchange', () => (this.route = read(location.hash)));
  }
}

export const here = new Here();
