import { afterEach, expect, it, vi } from 'vitest';
import { lobby } from './api';

afterEach(() => void vi.unstubAllGlobals());

it('a question on a line that went dead has an end, and says so', async () => {
  const limits: number[] = [];
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((after) => (limits.push(after), AbortSignal.abort()));
  vi.stubGlobal('document', { baseURI: 'http://here/' });
  vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) => new Promise((_, no) => signal!.aborted && no(signal!.reason))); // prettier-ignore
  await expect(lobby()).rejects.toMatchObject({ reason: 'unreachable', message: /does not answer/ });
  expect(limits).toEqual([180_000]);
});
