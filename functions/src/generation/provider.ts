import type { AiType } from '@tollgate/contract/kinds/kinds';
import type { Unit } from '@tollgate/contract/kinds/units';

/** What a provider is asked for. `units` are held and paid for: it must not deliver more. */
export interface GenerationRequest {
  aiType: AiType;
  service: string;
  prompt: string;
  unit: Unit;
  units: number;
}

export interface GenerationContext {
  /**
   * Aborted when the user cancels or the time is over. A provider then stops soon and returns what it has.
   */
  signal: AbortSignal;
  /** Per cent. May be called as often as the provider likes; the caller thins it out. */
  onProgress: (percent: number) => void;
  /** The next piece of a chat answer, as the provider makes it. */
  onText: (piece: string) => void;
}

export interface Generated {
  /** A file, a text, or nothing when it was stopped before anything was delivered. */
  content: { kind: 'file'; bytes: Uint8Array; mimeType: string } | { kind: 'text'; text: string } | null;
  /** Units really delivered, in the service's unit; 0 costs nothing. Never absent: absent is not 0. */
  usedUnits: number;
  tokens: { input: number; output: number } | null;
  /** What the provider billed us, in millionths of a US dollar. */
  providerCostMicroUsd: number;
  /** Made without a model. */
  simulated: boolean;
}

/**
 * Generates. A failure is thrown as a {@link ProviderError}, whose message a user may read; anything else
 * thrown is logged and shown as a failure without its text. A stop through `signal` is no failure.
 */
export interface GenerationProvider {
  /** Whatever it makes is made without a model. */
  simulates?: true;
  generate(request: GenerationRequest, context: GenerationContext): Promise<Generated>;
}

export class ProviderError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
