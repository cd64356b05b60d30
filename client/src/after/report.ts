// The report of the server within the page: in a tree of its own, so that its style and this page's leave each other be.

const PARTS = 'head > style, body > header, main > *, body > footer'; // report/document.py
export const DEATH = 'data-death'; // report/why.py: there is a death to be asked about
export const FOUND = 'class="chance"'; // and an order that would have changed it
const BEAT = '#beat-'; // report/beats.py

/** Shows a report in `host`, whose own children stand behind its header; `linkTo` is where its links to beats lead. */
export function show(host: HTMLElement, html: string, linkTo: (beat: string) => string): void {
  const { head, body } = new DOMParser().parseFromString(html, 'text/html');
  const parts = [head, body].flatMap((half) => [...half.querySelectorAll(PARTS)]);
  const tree = host.attachShadow({ mode: 'open' });
  tree.append(...parts);
  tree.querySelector('header')?.after(document.createElement('slot'));
  for (const link of tree.querySelectorAll(`a[href^="${BEAT}"]`)) {
    link.setAttribute('href', linkTo(link.getAttribute('href')!.slice(BEAT.length)));
  }
  // The hash is this page's route: within the report one goes without it.
  for (const link of tree.querySelectorAll('header nav a')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      const place = tree.querySelector<HTMLElement>(link.getAttribute('href')!);
      if (!place) return;
      place.tabIndex = -1;
      place.focus({ preventScroll: true });
      place.scrollIntoView();
    });
  }
}
