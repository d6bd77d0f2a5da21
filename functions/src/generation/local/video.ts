import { applyPalette, GIFEncoder, quantize } from 'gifenc';
import { landscapeSvg, render } from './landscape.ts';

const SIZE = { width: 320, height: 180 };
const FRAMES_PER_SECOND = 5;

/** An animated GIF, drawn frame by frame so that progress can be told and the work stopped between frames. */
export function gifWriter(prompt: string, seconds: number) {
  const frames = seconds * FRAMES_PER_SECOND;
  const encoder = GIFEncoder();
  let palette: number[][] | undefined;
  return {
    frames,
    draw(frame: number) {
      const { pixels } = render(landscapeSvg(prompt, SIZE, frame / frames));
      // One palette for all frames: the same sky flickers when each frame picks its own colours.
      palette ??= quantize(pixels, 128);
      encoder.writeFrame(applyPalette(pixels, palette), SIZE.width, SIZE.height, {
        palette,
        delay: 1_000 / FRAMES_PER_SECOND,
      });
    },
    finish(): Uint8Array {
      encoder.finish();
      return encoder.bytes();
    },
  };
}

/** Whole seconds of video in a number of frames. */
export const secondsIn = (frames: number): number => Math.floor(frames / FRAMES_PER_SECOND);
