import { vi } from 'vitest';
import { newInstance } from '../sequences/perform.ts';
import type { Pair } from './fault-table.ts';
import { seamOfCase } from './faults.ts';

/** Two instances in this process, which know nothing of each other but what Firestore tells them. */
export async function newPair(): Promise<Pair & { restore: () => void }> {
  const near = await newInstance();
  vi.resetModules();
  const far = await newInstance();
  if (near.gate.hold === far.gate.hold) throw new Error('two instances are one');
  return { near, far, restore: near.rpc.withSeam(seamOfCase) };
}
