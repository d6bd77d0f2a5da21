import { describe, expect, it, vi } from 'vitest';
import { agreeToWrite } from './consent.ts';

const terminal = (answer: string) => ({ isThere: true, ask: vi.fn(async (_question: string) => answer) });
const nobody = { isThere: false, ask: vi.fn(async () => 'y') };

describe('before a command writes to a real project', () => {
  it.each(['y', 'Y', 'yes', ' Yes '])(
    '%j lets it go on, after one question that names what and where',
    async (answer) => {
      const asked = terminal(answer);
      await agreeToWrite('write the preset studio', false, 'my-shop', asked);
      expect(asked.ask.mock.calls).toEqual([
        ['This will write the preset studio in the real project my-shop. Go on? [y/N] '],
      ]);
    },
  );

  it.each(['', 'n', 'no', 'yesterday', 'my-shop'])('%j does not', async (answer) => {
    await expect(agreeToWrite('write it', false, 'my-shop', terminal(answer))).rejects.toThrow(
      'Nothing was written.',
    );
  });

  it('where nobody can be asked it stops, and says what would have been written, where, and how to agree', async () => {
    const stopped = agreeToWrite('write the preset studio', undefined, 'my-shop', nobody);
    await expect(stopped).rejects.toThrow(/write the preset studio in the real project my-shop.*--yes/);
    expect(nobody.ask).not.toHaveBeenCalled();
  });

  it('--yes goes on without a question, and the project is named all the same', async () => {
    const said = vi.spyOn(console, 'log').mockImplementation(() => {});
    await agreeToWrite('write the preset studio', true, 'my-shop', nobody);
    expect(said).toHaveBeenCalledWith('In the real project my-shop: write the preset studio.');
    said.mockRestore();
  });
});

it('in emulators nothing is asked', async () => {
  const asked = terminal('n');
  await agreeToWrite('write it', false, undefined, asked);
  await agreeToWrite('write it', false, undefined, nobody);
  expect(asked.ask).not.toHaveBeenCalled();
});
