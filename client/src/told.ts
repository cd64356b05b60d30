/** What a line does, for those who do not see it: "62 at first, 140 at most in beat 31, 96 at last". */
export function told(values: (number | null)[]): string {
  const known = values.flatMap((value, beat) => (value === null ? [] : [[value, beat] as const]));
  const first = known[0];
  const last = known.at(-1);
  if (!first || !last) return 'nothing known';
  const most = known.reduce((best, each) => (each[0] > best[0] ? each : best), first);
  return `${first[0]} at first, ${most[0]} at most in beat ${most[1]}, ${last[0]} at last`;
}
