// A replay that was opened from a file: it is in this page alone, and gone with it.
import { MOST_REPLAY } from '../protocol';

class Opened {
  file = $state.raw<File | null>(null);
}

export const opened = new Opened();

/** Show a file as a replay; what is wrong with it, if that can be seen from here. */
export function openFile(file: File): string {
  if (file.size > MOST_REPLAY) return `${file.name} is larger than any replay that opens here: ${MOST_REPLAY / 2 ** 20} MB at most.`;
  opened.file = file;
  location.hash = '#/replay';
  return '';
}
