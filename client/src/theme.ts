/** Calls back whenever the theme or the size of text changes; returns what ends that. */
export function onTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', changed);
  };
}

/** The colour of a token as it is now. */
export function ink(token: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(token).trim() || 'currentColor';
}
