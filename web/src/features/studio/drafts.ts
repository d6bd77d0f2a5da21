import type { AiType, PricedService, PublicPriceBook } from '@tollgate/client';
import { create } from 'zustand';

/** What is being written, by kind; `service` and `units` are absent until chosen. */
export interface Draft {
  prompt: string;
  service?: string;
  units?: number;
}

export const useDrafts = create<Partial<Record<AiType, Draft>>>(() => ({}));

export const editDraft = (aiType: AiType, change: Partial<Draft>): void =>
  useDrafts.setState((drafts) => ({ [aiType]: { prompt: '', ...drafts[aiType], ...change } }));

export type NamedService = PricedService & { name: string };

/** The services of a kind, those that run on the server first. */
export const servicesOf = (book: PublicPriceBook, aiType: AiType): NamedService[] =>
  Object.entries(book.services)
    .map(([name, service]) => ({ ...service, name }))
    .filter((service) => service.aiType === aiType)
    .sort((a, b) => Number(b.runsOnServer) - Number(a.runsOnServer));
