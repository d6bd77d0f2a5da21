import { AI_TYPES, KINDS } from '@tollgate/contract/kinds/kinds';
import { describe, expect, it } from 'vitest';
import type { Generated, GenerationRequest } from '../provider.ts';
import { localProvider } from './provider.ts';

function start(aiType: GenerationRequest['aiType'], count: number, prompt = 'a quiet lake') {
  const stop = new AbortController();
  const progress: number[] = [];
  const pieces: string[] = [];
  const request = {
    aiType,
    service: `local-${aiType}`,
    prompt,
    unit: KINDS[aiType].price.unit,
    units: count,
  };
  const done = localProvider.generate(request, {
    signal: stop.signal,
    onProgress: (percent) => progress.push(percent),
    onText: (piece) => pieces.push(piece),
  });
  return { done, stop, progress, pieces };
}

function bytesOf({ content }: Generated): Buffer {
  if (content?.kind !== 'file') throw new Error('expected a file');
  return Buffer.from(content.bytes);
}

/** The frames of a GIF and how long they last, read from its graphic control blocks. */
function gifDuration(gif: Buffer): { frames: number; seconds: number } {
  let frames = 0;
  let hundredths = 0;
  for (let at = gif.indexOf('21f904', 0, 'hex'); at >= 0; at = gif.indexOf('21f904', at + 8, 'hex')) {
    if (gif[at + 7] !== 0) continue;
    frames++;
    hundredths += gif.readUInt16LE(at + 4);
  }
  return { frames, seconds: hundredths / 100 };
}

describe('the local provider', () => {
  it('draws a PNG of the asked number of pictures, the same for the same prompt', async () => {
    const [one, again, other, three] = await Promise.all(
      [start('image', 1), start('image', 1), start('image', 1, 'a loud sea'), start('image', 3)].map(
        ({ done }) => done,
      ),
    );
    if (!one || !again || !other || !three) throw new Error('four were started');
    const size = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];
    expect(bytesOf(one).subarray(1, 4).toString()).toBe('PNG');
    expect(size(bytesOf(one))).toEqual([512, 512]);
    expect(size(bytesOf(three))).toEqual([1040, 1040]);
    expect(bytesOf(one).equals(bytesOf(again))).toBe(true);
    expect(bytesOf(one).equals(bytesOf(other))).toBe(false);
    expect(one).toMatchObject({ usedUnits: 1, simulated: true });
    expect(three.usedUnits).toBe(3);
  });

  it('speaks a WAV of exactly the asked length', async () => {
    const wav = bytesOf(await start('voice', 7).done);
    expect(wav.subarray(0, 4).toString() + wav.subarray(8, 12).toString()).toBe('RIFFWAVE');
    expect(wav.readUInt32LE(40) / wav.readUInt32LE(28)).toBe(7);
    expect(wav.length).toBe(wav.readUInt32LE(4) + 8);
  });

  it('films an animated GIF of the asked length', async () => {
    const { done, progress } = start('video', 2);
    const gif = bytesOf(await done);
    expect(gif.subarray(0, 6).toString()).toBe('GIF89a');
    expect(gifDuration(gif)).toEqual({ frames: 10, seconds: 2 });
    expect(progress.at(-1)).toBe(100);
  });

  it('streams a chat answer token by token, never more than asked for', async () => {
    const { done, pieces } = start('chat', 12);
    const answer = await done;
    expect(pieces).toHaveLength(12);
    expect(answer).toMatchObject({ usedUnits: 12, tokens: { input: 3, output: 12 } });
    expect(answer.content).toEqual({ kind: 'text', text: pieces.join('').trimEnd() });
  });

  it('delivers what it has when it is stopped, and nothing when there is nothing', async () => {
    const chat = start('chat', 50, '[hang] tell me');
    while (chat.pieces.length < 25) await new Promise(setImmediate);
    chat.stop.abort();
    expect((await chat.done).usedUnits).toBe(chat.pieces.length);
    const image = start('image', 2);
    image.stop.abort();
    expect(await image.done).toMatchObject({ content: null, usedUnits: 0 });
  });

  it.each(AI_TYPES)('fails at %s half way when asked to', async (aiType) => {
    await expect(start(aiType, 2, '[fail] now').done).rejects.toThrow(/local provider failed/);
  });
});
