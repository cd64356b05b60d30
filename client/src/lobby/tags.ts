// What a study notes of a room, as somebody typed it: "condition=dark; session=3".

const TAG = /^([a-z][a-z0-9_-]{0,19})\s*=\s*(.{1,40})$/;
const MOST = 8;

/** Tags by their names; an Error in words for what is none. */
export function tagsOf(typed: string): Record<string, string> {
  const parts = typed.split(';').map((part) => part.trim());
  const tags: Record<string, string> = {};
  for (const part of parts.filter((each) => each)) {
    const [, name, text] = TAG.exec(part) ?? [];
    if (name === undefined || text === undefined) throw new Error(`“${part}” is no tag: write name=text`);
    tags[name] = text;
  }
  if (Object.keys(tags).length > MOST) throw new Error(`A room takes ${MOST} tags`);
  return tags;
}
