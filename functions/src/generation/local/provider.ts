import { setTimeout as wait } from 'node:timers/promises';
import {
  type Generated,
  type GenerationContext,
  type GenerationProvider,
  type GenerationRequest,
  ProviderError,
} from '../provider.ts';
import { answerLength, chatTokens, tokensOf } from './chat.ts';
import { imagePng } from './image.ts';
import { gifWriter, secondsIn } from './video.ts';
import { voiceWav } from './voice.ts';

/**
 * The embedded provider: works without a key, the same prompt gives the same result, everything is marked
 * `simulated`. It makes real files. Words in brackets in the prompt make it misbehave, to show what happens
 * to the credits: `[slow]` takes its time, `[fail]` fails half way, `[hang]` never ends by itself.
 */
export const localProvider: GenerationProvider = {
  simulates: true,
  async generate(request, context) {
    const pace = paceOf(request.prompt);
    try {
      return await makers[request.aiType](request, context, pace);
    } catch (error) {
      if (context.signal.aborted) return nothing;
      throw error;
    }
  },
};

interface Pace {
  /** Waits a step's time; fails or hangs where the prompt says so. `part` of the work, 0 to 1, is done. */
  step(part: number, signal: AbortSignal): Promise<void>;
}

const STEP_MS = 40;
const SLOW_STEP_MS = 600;

function paceOf(prompt: string): Pace {
  const has = (word: string) => prompt.toLowerCase().includes(`[${word}]`);
  const [slow, fail, hang] = [has('slow'), has('fail'), has('hang')];
  return {
    async step(part, signal) {
      await wait(slow ? SLOW_STEP_MS : STEP_MS, undefined, { signal });
      if (part < 0.5) return;
      if (fail)
        throw new ProviderError('local_failure', 'The local provider failed, as [fail] in the prompt asks.');
      if (hang) await new Promise((_, reject) => signal.addEventListener('abort', reject, { once: true }));
    },
  };
}

const nothing: Generated = {
  content: null,
  usedUnits: 0,
  tokens: null,
  providerCostMicroUsd: 0,
  simulated: true,
};

const file = (bytes: Uint8Array, mimeType: string, usedUnits: number): Generated => ({
  ...nothing,
  content: { kind: 'file', bytes, mimeType },
  usedUnits,
});

type Make = (request: GenerationRequest, context: GenerationContext, pace: Pace) => Promise<Generated>;

const STEPS = 10;

/** Kinds that are made in one go at the end of some steps: stopped earlier, they have delivered nothing. */
const atOnce =
  (make: (prompt: string, units: number) => Uint8Array, mimeType: string): Make =>
  async ({ prompt, units }, { signal, onProgress }, pace) => {
    for (let step = 1; step <= STEPS; step++) {
      await pace.step(step / STEPS, signal);
      onProgress((step / STEPS) * 90);
    }
    return file(make(prompt, units), mimeType, units);
  };

const video: Make = async ({ prompt, units }, { signal, onProgress }, pace) => {
  const writer = gifWriter(prompt, units);
  let drawn = 0;
  try {
    for (; drawn < writer.frames; drawn++) {
      await pace.step(drawn / writer.frames, signal);
      writer.draw(drawn);
      onProgress(((drawn + 1) / writer.frames) * 100);
    }
  } catch (error) {
    // Stopped: the whole seconds that are drawn are delivered.
    if (!signal.aborted || secondsIn(drawn) === 0) throw error;
  }
  return file(writer.finish(), 'image/gif', secondsIn(drawn));
};

const chat: Make = async ({ prompt, units }, { signal, onProgress, onText }, pace) => {
  const length = Math.min(units, answerLength(prompt));
  let text = '';
  let output = 0;
  try {
    for (const token of chatTokens(prompt)) {
      if (output >= length) break;
      await pace.step(output / length, signal);
      text += token;
      output++;
      onText(token);
      onProgress((output / length) * 100);
    }
  } catch (error) {
    // Stopped: what was streamed was delivered.
    if (!signal.aborted) throw error;
  }
  const tokens = { input: tokensOf(prompt).length, output };
  return {
    ...nothing,
    content: output > 0 ? { kind: 'text', text: text.trimEnd() } : null,
    usedUnits: output,
    tokens,
  };
};

const makers: Record<GenerationRequest['aiType'], Make> = {
  image: atOnce(imagePng, 'image/png'),
  voice: atOnce(voiceWav, 'audio/wav'),
  video,
  chat,
};
