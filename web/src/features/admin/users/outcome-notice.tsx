import { Notice } from '../../../shared/notice.tsx';

export type Outcome = { kind: 'done'; message: string } | { kind: 'failed'; message: string } | null;

export const OutcomeNotice = ({ outcome }: { outcome: Outcome }) => (
  <div role="status">
    {outcome && <Notice tone={outcome.kind === 'done' ? 'good' : 'danger'}>{outcome.message}</Notice>}
  </div>
);
