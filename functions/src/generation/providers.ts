import { currentConfig } from '../platform/config.ts';
import { type GenerationProvider, ProviderError } from './provider.ts';

/**
 * The provider of a service. Each is imported when first needed, so that the gate starts without any of them.
 */
export async function providerFor(serviceName: string): Promise<GenerationProvider> {
  const { credit } = await currentConfig();
  if (credit.services[serviceName]?.provider === 'local') {
    const { localProvider } = await import('./local/provider.ts');
    return localProvider;
  }
  throw new ProviderError('no_provider', 'This service is no longer run on the server.');
}
