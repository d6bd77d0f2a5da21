import { workOf } from '../platform/work.ts';
import { setBlock } from './store.ts';

export const setAddressBlock = workOf('setAddressBlock', (input, caller) => setBlock(input, caller));
