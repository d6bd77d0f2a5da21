import { type Refusal, refuse } from '@tollgate/contract/refusals';
import { currentConfig } from '../platform/config.ts';
import { type GenerationProvider, ProviderError } from './provider.ts';

/** The provider of a service. Each is imported when first needed, so that the gate starts without any of them. */
export async function providerFor(serviceName: string): Promise<GenerationProvider> {
  const { credit } = await currentConfig();
  if (credit.services[serviceName]?.provider === 'local') {
    const { localProvider } = await import('./local/provider.ts');
    return localProvider;
  }
  throw new ProviderError('no_provider', 'This service is no longer run on the server.');
}

/** Refuses a service that the price book has and that the app must run itself. */
export async function requireProvider(serviceName: string): Promise<Refusal | null> {
  const { credit } = await currentConfig();
  const service = Object.hasOwn(credit.services, serviceName) ? credit.services[serviceName] : undefined;
  if (!service || service.provider !== null) return null;
  const message = `${serviceName} is run by your app: use validateAndDeductCredits, or withCredits of the SDK`;
  return refuse('invalid_argument', `service: ${message}`, { issues: [{ path: 'service', message }] });
}
